// RUN: heddle-opt %s --heddle-outline-kernels="chip=sm_90 warp-rows=16 max-warps=4" | FileCheck %s
// RUN: heddle-opt %s --heddle-outline-kernels=warp-size=64 | FileCheck %s --check-prefix=WIDE

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d1, d2)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

// The innermost dimension is x, the outer two are z. Extents and constants go into the kernel.
// A warp for 16 of 48 rows, rounded up to a power of two.

// CHECK-LABEL: func.func @product(
// CHECK-SAME:      %[[X:.*]]: memref<?x48x16xf32>, %[[Y:.*]]: memref<48x48xf32>, %[[N:.*]]: index)
// CHECK-DAG:     %[[D:.*]] = memref.dim %[[X]]
// CHECK-DAG:     %[[C3:.*]] = arith.constant 3 : index
// CHECK-DAG:     %[[C5:.*]] = arith.constant 5 : index
// CHECK-DAG:     %[[Z:.*]] = arith.muli %[[D]], %[[C3]]
// CHECK-DAG:     %[[T:.*]] = arith.constant 128 : index
// CHECK:         gpu.launch_func @heddle_kernels::@product_kernel
// CHECK-SAME:      blocks in (%[[N]], %[[C5]], %[[Z]]) threads in (%[[T]], %{{.*}}, %{{.*}}) args({{.*}}%[[X]] : memref<?x48x16xf32>
// CHECK:         gpu.launch_func @heddle_kernels::@product_kernel_0
// WIDE:          %[[T:.*]] = arith.constant 256 : index
// WIDE:          threads in (%[[T]],
func.func @product(%x: memref<?x48x16xf32>, %y: memref<48x48xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %d = memref.dim %x, %c0 : memref<?x48x16xf32>
  scf.forall (%i, %j, %k, %l) in (%d, 3, 5, %n) {
    %sum = arith.constant dense<0.0> : vector<48x48xf32>
    %t = vector.transfer_read %x[%i, %c0, %c0], %zero {in_bounds = [true, true]} : memref<?x48x16xf32>, vector<48x16xf32>
    %p = vector.contract {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
        %t, %t, %sum : vector<48x16xf32>, vector<48x16xf32> into vector<48x48xf32>
    vector.transfer_write %p, %y[%j, %l] : vector<48x48xf32>, memref<48x48xf32>
  }
  scf.forall (%i) in (2) {
    %one = arith.constant dense<1.0> : vector<8xf32>
    vector.transfer_write %one, %y[%i, %c0] : vector<8xf32>, memref<48x48xf32>
  }
  return
}

// Loops without tiles are not for GPUs.

// CHECK-LABEL: func.func @scalars
// CHECK:         scf.forall
// CHECK-NOT:     gpu.launch_func
func.func @scalars(%y: memref<8xf32>) {
  scf.forall (%i) in (8) {
    %one = arith.constant 1.0 : f32
    memref.store %one, %y[%i] : memref<8xf32>
  }
  return
}

// CHECK:         gpu.module @heddle_kernels attributes {heddle_gpu.target = "sm_90"}
// CHECK:           gpu.func @product_kernel(
// CHECK-SAME:          known_block_size = array<i32: 128, 1, 1>
// CHECK-DAG:         %[[BZ:.*]] = gpu.block_id  z
// CHECK-DAG:         arith.remui %[[BZ]],
// CHECK-DAG:         arith.divui %[[BZ]],
// CHECK:             vector.contract
// CHECK:           gpu.func @product_kernel_0(
// CHECK-SAME:          known_block_size = array<i32: 32, 1, 1>, known_grid_size = array<i32: 2, 1, 1>
