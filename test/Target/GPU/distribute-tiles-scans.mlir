// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#turned = #heddle_gpu.registers<register = [[1, 0], [0, 8]], lane = [[2, 0], [4, 0], [0, 1], [0, 2], [0, 4]], warp = [], repeat = [2, 1]>
#rows = #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Neighbours in a register pair, then two bits of the lane, then registers.
// CHECK-LABEL: gpu.func @scan
// CHECK-COUNT-8: nvvm.shfl.sync bfly
// CHECK-NOT: nvvm.shfl
// CHECK: llvm.store

gpu.func @scan(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %start = arith.constant {heddle_gpu.layouts = [#rows]} dense<2.0> : vector<16xf32>
  %s, %last = vector.scan <mul>, %x, %start {inclusive = false, reduction_dim = 1 : i64, heddle_gpu.layouts = [#tile, #rows]} : vector<16x16xf32>, vector<16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Column c has what 15 - c had: all bits of the lane along it are flipped.
// CHECK-LABEL: gpu.func @reverse
// CHECK-DAG: %[[C3:.*]] = arith.constant 3 : i32
// CHECK-COUNT-8: nvvm.shfl.sync bfly {{.*}}, %[[C3]], %{{.*}} : f32 -> f32

gpu.func @reverse(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %t = vector.transpose %x, [1, 0] {heddle_gpu.layouts = [#turned]} : vector<16x16xf32> to vector<16x16xf32>
  %r = vector.shuffle %t, %t [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] {heddle_gpu.layouts = [#turned]} : vector<16x16xf32>, vector<16x16xf32>
  %u = vector.transpose %r, [1, 0] {heddle_gpu.layouts = [#tile]} : vector<16x16xf32> to vector<16x16xf32>
  vector.transfer_write %u, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}
}
