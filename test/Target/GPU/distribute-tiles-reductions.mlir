// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#rows = #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>
#sums = #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1], partial = [0, 1]>
#warps = #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [[16]], repeat = [1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Four registers of each row, then the four lanes that share it.
// CHECK-LABEL: gpu.func @rows
// CHECK-COUNT-4: arith.maxnumf
// CHECK: nvvm.shfl.sync bfly
// CHECK: arith.maxnumf
// CHECK: nvvm.shfl.sync bfly
// CHECK: arith.maxnumf
// CHECK-COUNT-4: arith.maxnumf
// CHECK-COUNT-2: nvvm.shfl.sync bfly
// CHECK-NOT: nvvm.shfl

gpu.func @rows(%m: memref<16x16xf32>, %y: memref<16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %start = arith.constant {heddle_gpu.layouts = [#rows]} dense<-1.0> : vector<16xf32>
  %r = vector.multi_reduction <maxnumf>, %x, %start {heddle_gpu.layouts = [#rows]} [1] : vector<16x16xf32> to vector<16xf32>
  vector.transfer_write %r, %y[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32>
  gpu.return
}

// Lanes vote on their own maxima.
// CHECK-LABEL: gpu.func @vote
// CHECK-COUNT-8: arith.maxnumf
// CHECK-NOT: nvvm.shfl
// CHECK-COUNT-2: arith.cmpf ogt
// CHECK: arith.ori
// CHECK: nvvm.vote.sync any
// CHECK-NOT: nvvm.barrier

gpu.func @vote(%m: memref<16x16xf32>, %y: memref<1xi1>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %start = arith.constant {heddle_gpu.layouts = [#sums]} dense<-1.0> : vector<16xf32>
  %limit = arith.constant {heddle_gpu.layouts = [#rows]} dense<2.0> : vector<16xf32>
  %r = vector.multi_reduction <maxnumf>, %x, %start {heddle_gpu.layouts = [#sums]} [1] : vector<16x16xf32> to vector<16xf32>
  %above = arith.cmpf ogt, %r, %limit {heddle_gpu.layouts = [#sums]} : vector<16xf32>
  %any = vector.reduction <or>, %above {heddle.rare} : vector<16xi1> into i1
  memref.store %any, %y[%c0] : memref<1xi1>
  gpu.return
}

// A sum stays spread over lanes until it is converted; one lane of four writes.
// CHECK-LABEL: gpu.func @partial
// CHECK-COUNT-8: arith.addf
// CHECK-NOT: nvvm.shfl
// CHECK: %[[S:.*]] = arith.mulf
// CHECK-COUNT-4: nvvm.shfl.sync bfly
// CHECK: %[[FIRST:.*]] = arith.cmpi eq
// CHECK: scf.if %[[FIRST]]
// CHECK: llvm.store

gpu.func @partial(%m: memref<16x16xf32>, %y: memref<16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %start = arith.constant {heddle_gpu.layouts = [#sums]} dense<0.0> : vector<16xf32>
  %r = vector.multi_reduction <add>, %x, %start {heddle_gpu.layouts = [#sums]} [1] : vector<16x16xf32> to vector<16xf32>
  %two = arith.constant {heddle_gpu.layouts = [#rows]} dense<2.0> : vector<16xf32>
  %d = arith.mulf %r, %two {heddle_gpu.layouts = [#sums]} : vector<16xf32>
  %w = heddle_gpu.convert_layout %d {heddle_gpu.layouts = [#rows]} : vector<16xf32>
  vector.transfer_write %w, %y[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32>
  gpu.return
}

// Columns past the mask's bound do nothing.
// CHECK-LABEL: gpu.func @masked
// CHECK: arith.cmpi slt
// CHECK: arith.select
// CHECK: arith.addf

gpu.func @masked(%m: memref<16x16xf32>, %n: index, %y: memref<16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %c16 = arith.constant 16 : index
  %k = vector.create_mask %c16, %n : vector<16x16xi1>
  %start = arith.constant {heddle_gpu.layouts = [#rows]} dense<0.0> : vector<16xf32>
  %r = vector.mask %k { vector.multi_reduction <add>, %x, %start [1] : vector<16x16xf32> to vector<16xf32> } {heddle_gpu.layouts = [#rows]} : vector<16x16xi1> -> vector<16xf32>
  vector.transfer_write %r, %y[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32>
  gpu.return
}

// Bounds that are constants are bounds, too.
// CHECK-LABEL: gpu.func @constant
// CHECK: arith.cmpi slt
// CHECK: arith.select

gpu.func @constant(%m: memref<16x16xf32>, %y: memref<16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %k = vector.constant_mask [16, 9] : vector<16x16xi1>
  %start = arith.constant {heddle_gpu.layouts = [#rows]} dense<0.0> : vector<16xf32>
  %r = vector.mask %k { vector.multi_reduction <add>, %x, %start [1] : vector<16x16xf32> to vector<16xf32> } {heddle_gpu.layouts = [#rows]} : vector<16x16xi1> -> vector<16xf32>
  vector.transfer_write %r, %y[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32>
  gpu.return
}

// What lies in two warps goes through shared memory, between barriers.
// CHECK-LABEL: gpu.func @whole
// CHECK-SAME: heddle_gpu.shared_bytes = 16 : i32
// CHECK: arith.maxnumf
// CHECK-COUNT-3: nvvm.shfl.sync bfly
// CHECK: scf.if
// CHECK: llvm.store
// CHECK: nvvm.barrier0
// CHECK-COUNT-2: llvm.load
// CHECK: nvvm.barrier0
// CHECK: memref.store

gpu.func @whole(%m: memref<32xf32>, %y: memref<1xf32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0], %zero {in_bounds = [true], heddle_gpu.layouts = [#warps]} : memref<32xf32>, vector<32xf32>
  %r = vector.reduction <maxnumf>, %x : vector<32xf32> into f32
  memref.store %r, %y[%c0] : memref<1xf32>
  gpu.return
}
}
