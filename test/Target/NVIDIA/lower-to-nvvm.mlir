// What heddle-lower-to-nvvm leaves is a module that upstream's passes know.

// RUN: heddle-opt %s --heddle-lower-to-nvvm=chip=sm_90a | FileCheck %s
// RUN: heddle-opt %s --heddle-lower-to-nvvm=chip=sm_86 --gpu-module-to-binary=format=isa | FileCheck %s --check-prefix=PTX
// RUN: not heddle-opt %s --heddle-lower-to-nvvm=chip=sm_75 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not heddle-opt %s --heddle-lower-to-nvvm=tile-queries=24 2>&1 | FileCheck %s --check-prefix=QUERIES
// RUN: not heddle-opt %s --heddle-lower-to-nvvm=tile-keys=256 2>&1 | FileCheck %s --check-prefix=KEYS

// RUN: heddle-opt %S/../../Integration/NVIDIA/emulate.mlir --heddle-lower-to-nvvm=chip=sm_90a | FileCheck %s --check-prefix=WARPGROUPS
// RUN: heddle-opt %S/../../Integration/NVIDIA/emulate.mlir --heddle-lower-to-nvvm=chip=sm_90 | FileCheck %s --check-prefix=WARPS

// WARPGROUPS: wgmma.mma_async
// WARPS-NOT: wgmma

// CHIP: unknown GPU 'sm_75'; known are sm_80, sm_86, sm_89, sm_90, sm_90a, sm_100, sm_100a, sm_120, sm_120a
// QUERIES: tile-queries=24: expected 16, 32, 64 or 128, or 0 for what suits the GPU
// KEYS: tile-keys=256: expected 16, 32, 64 or 128, or 0 for what suits the GPU

// CHECK:      gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_90a", features = "+ptx80">]
// CHECK:        llvm.func @k(%{{.*}}: !llvm.ptr<1>, %{{.*}}: i64, %{{.*}}: i64) attributes {
// CHECK-SAME:     nvvm.kernel
// CHECK-SAME:     nvvm.maxntid = array<i32: 32, 1, 1>

// PTX:        gpu.binary @kernels
// PTX-SAME:   .target sm_86
// PTX-SAME:   .visible .entry k(
// PTX-SAME:   .maxntid 32
gpu.module @kernels attributes {heddle_gpu.target = "sm_86"} {
  gpu.func @k(%x: memref<?x32xf32>, %n: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
    %c0 = arith.constant 0 : index
    %t = gpu.thread_id x
    %rows = memref.dim %x, %c0 : memref<?x32xf32>
    %exists = arith.cmpi ult, %n, %rows : index
    scf.if %exists {
      %v = memref.load %x[%n, %t] : memref<?x32xf32>
      %r = math.fma %v, %v, %v : f32
      memref.store %r, %x[%n, %t] : memref<?x32xf32>
    }
    gpu.return
  }
}
