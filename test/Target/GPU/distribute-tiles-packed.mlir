// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s

// CDNA has arithmetic on two numbers of f32: ops on tiles take two registers at
// a time, and sums of a row's registers every other one.

#tile = #heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[1, 0], [2, 0], [4, 0], [8, 0], [16, 0], [0, 8]], warp = [], repeat = [1, 1]>
#row = #heddle_gpu.registers<register = [], lane = [[1], [2], [4], [8], [16], [0]], warp = [], repeat = [1]>

gpu.module @kernels attributes {heddle_gpu.target = "gfx942"} {
// CHECK-LABEL: gpu.func @packed
// CHECK-COUNT-4: arith.mulf {{.*}} fastmath<contract> : vector<2xf32>
// CHECK-NOT:     arith.mulf
// CHECK-COUNT-3: arith.addf {{.*}} : vector<2xf32>
// CHECK:         arith.addf {{.*}} : f32
gpu.func @packed(%m: memref<32x16xf32>, %y: memref<32xf32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %none = arith.constant {heddle_gpu.layouts = [#row]} dense<0.0> : vector<32xf32>
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<32x16xf32>, vector<32x16xf32>
  %s = arith.mulf %x, %x {heddle_gpu.layouts = [#tile]} : vector<32x16xf32>
  %r = vector.multi_reduction <add>, %s, %none {heddle_gpu.layouts = [#row]} [1] : vector<32x16xf32> to vector<32xf32>
  vector.transfer_write %r, %y[%c0] {in_bounds = [true]} : vector<32xf32>, memref<32xf32>
  gpu.return
}
}
