// RUN: heddle-opt %s -split-input-file --heddle-lower-kernel-arguments -verify-diagnostics

module attributes {gpu.container_module} {
func.func @tile(%x: vector<8xf32>) {
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{argument 0 of the kernel is of type 'vector<8xf32>'; expected a number or a memref with strides}}
  gpu.launch_func @kernels::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : vector<8xf32>)
  return
}

gpu.module @kernels {
  gpu.func @k(%x: vector<8xf32>) kernel {
    gpu.return
  }
}
}
