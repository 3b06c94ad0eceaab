// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>
#linear = #heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[0, 8], [1, 0], [2, 0], [4, 0], [8, 0]], warp = [], repeat = [1, 1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// The same threads: registers change their order, and nothing is written.
// CHECK-LABEL: gpu.func @registers
// CHECK-COUNT-4: llvm.load
// CHECK-NOT: nvvm
// CHECK: gpu.return

gpu.func @registers(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %c = heddle_gpu.convert_layout %x {heddle_gpu.layouts = [#left]} : vector<16x16xf32>
  vector.transfer_write %c, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Other threads: through shared memory.
// CHECK-LABEL: gpu.func @memory
// CHECK-SAME: heddle_gpu.shared_bytes = 1024 : i32
// CHECK-COUNT-8: llvm.store {{.*}} : f32, !llvm.ptr<3>
// CHECK: nvvm.barrier0
// CHECK-COUNT-8: llvm.load {{.*}} : !llvm.ptr<3> -> f32
// CHECK: nvvm.barrier0

gpu.func @memory(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %c = heddle_gpu.convert_layout %x {heddle_gpu.layouts = [#linear]} : vector<16x16xf32>
  vector.transfer_write %c, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}
}
