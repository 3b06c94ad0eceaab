// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#turned = #heddle_gpu.registers<register = [[1, 0], [0, 8]], lane = [[2, 0], [4, 0], [0, 1], [0, 2], [0, 4]], warp = [], repeat = [2, 1]>
#rows = #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// What only says which element is where costs nothing, or arithmetic on the
// thread's number: rows are lane / 4 and 8 more, columns 2 (lane % 4).
// CHECK-LABEL: gpu.func @rows
// CHECK-DAG:   %[[C8:.*]] = arith.constant 8 : i32
// CHECK-DAG:   %[[C2:.*]] = arith.constant 2 : i32
// CHECK-DAG:   %[[C28:.*]] = arith.constant 28 : i32
// CHECK:       %[[THREAD:.*]] = gpu.thread_id x
// CHECK:       %[[BITS:.*]] = arith.andi {{.*}}, %[[C28]] : i32
// CHECK:       %[[ROW:.*]] = arith.shrui %[[BITS]], %[[C2]] : i32
// CHECK:       arith.addi %[[ROW]], %[[C8]] : i32
// CHECK-NOT:   nvvm.shfl
// CHECK-COUNT-4: llvm.store {{.*}} : vector<2xi32>

gpu.func @rows(%y: memref<16x16xi32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %s = vector.step {heddle_gpu.layouts = [#rows]} : vector<16xindex>
  %i = arith.index_cast %s {heddle_gpu.layouts = [#rows]} : vector<16xindex> to vector<16xi32>
  %b = vector.broadcast %i {heddle_gpu.layouts = [#turned]} : vector<16xi32> to vector<16x16xi32>
  %t = vector.transpose %b, [1, 0] {heddle_gpu.layouts = [#tile]} : vector<16x16xi32> to vector<16x16xi32>
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xi32>, memref<16x16xi32>
  gpu.return
}

// CHECK-LABEL: gpu.func @mask
// CHECK-COUNT-4: arith.cmpi slt
// CHECK: arith.select

gpu.func @mask(%m: memref<16x16xf32>, %n: index, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %c16 = arith.constant 16 : index
  %k = vector.create_mask %c16, %n {heddle_gpu.layouts = [#tile]} : vector<16x16xi1>
  %z = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %s = arith.select %k, %x, %z {heddle_gpu.layouts = [#tile]} : vector<16x16xi1>, vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// A number of a table is chosen by comparisons; the numbers of few rows too.
// CHECK-LABEL: gpu.func @tables
// CHECK: %[[IS1:.*]] = arith.cmpi eq, %{{.*}}, %{{.*}} : i32
// CHECK: %[[A:.*]] = arith.select %[[IS1]], %{{.*}}, %{{.*}} : f32
// CHECK: arith.select %{{.*}}, %{{.*}}, %{{.*}} : f32
// CHECK-NOT: vector.extract

gpu.func @tables(%h: index, %y: memref<2xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %table = arith.constant dense<[0.5, 0.25]> : vector<2xf32>
  %a = vector.extract %table[%h] : f32 from vector<2xf32>
  %b = vector.extract %table[1] : f32 from vector<2xf32>
  %v = vector.from_elements %a, %b {heddle_gpu.layouts = [#heddle_gpu.registers<register = [], lane = [[1], [0], [0], [0], [0]], warp = [], repeat = [1]>]} : vector<2xf32>
  vector.transfer_write %v, %y[%c0] {in_bounds = [true]} : vector<2xf32>, memref<2xf32>
  gpu.return
}
}
