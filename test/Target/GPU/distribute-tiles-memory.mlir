// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#linear = #heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[0, 8], [1, 0], [2, 0], [4, 0], [8, 0]], warp = [], repeat = [1, 1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Rows that do not exist are not touched: one condition for all of a row.
// CHECK-LABEL: gpu.func @rows
// CHECK: %[[IN:.*]] = arith.cmpi slt
// CHECK: scf.if %[[IN]] -> (f32, f32, f32, f32)
// CHECK-COUNT-2: llvm.load {{.*}} -> vector<2xf32>
// CHECK: else
// CHECK: scf.if
// CHECK-COUNT-2: llvm.load {{.*}} -> vector<2xf32>
// CHECK: scf.if
// CHECK-COUNT-2: llvm.store {{.*}} : vector<2xf32>
// CHECK: scf.if

gpu.func @rows(%m: memref<?x16xf32>, %i: index, %y: memref<?x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%i, %c0], %zero {in_bounds = [false, true], heddle_gpu.layouts = [#tile]} : memref<?x16xf32>, vector<16x16xf32>
  vector.transfer_write %x, %y[%i, %c0] {in_bounds = [false, true]} : vector<16x16xf32>, memref<?x16xf32>
  gpu.return
}

// Strides that are not known may be odd: number by number.
// CHECK-LABEL: gpu.func @strides
// CHECK: memref.extract_strided_metadata
// CHECK-COUNT-8: llvm.load {{.*}} {alignment = 4 : i64} : !llvm.ptr<1> -> f32
// CHECK-COUNT-4: llvm.store {{.*}} : vector<2xf32>

gpu.func @strides(%m: memref<16x16xf32, strided<[?, 1], offset: ?>>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32, strided<[?, 1], offset: ?>>, vector<16x16xf32>
  vector.transfer_write %x, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Neighbours in a thread's registers are one access of up to 16 bytes.
// CHECK-LABEL: gpu.func @wide
// CHECK-COUNT-2: llvm.load {{.*}} {alignment = 16 : i64} : !llvm.ptr<1> -> vector<4xf32>
// CHECK-NOT: llvm.load

gpu.func @wide(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#linear]} : memref<16x16xf32>, vector<16x16xf32>
  vector.transfer_write %x, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// A layout that covers more than the tile reads 0 there, and drops it.
// CHECK-LABEL: gpu.func @padded
// CHECK-DAG: %[[C12:.*]] = arith.constant 12 : i32
// CHECK: arith.cmpi slt, %{{.*}}, %[[C12]] : i32
// CHECK: scf.if

gpu.func @padded(%m: memref<12x16xf32>, %y: memref<12x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<12x16xf32>, vector<12x16xf32>
  vector.transfer_write %x, %y[%c0, %c0] {in_bounds = [true, true]} : vector<12x16xf32>, memref<12x16xf32>
  gpu.return
}
}
