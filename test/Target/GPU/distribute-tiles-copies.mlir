// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>
#swizzled = #heddle_gpu.shared<row = [144, 288, 576, 1024], column = [2, 4, 8, 16, 32, 64], bytes = 2048>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Four threads a row, two chunks each, 64 bytes apart; eight rows a pass.
// CHECK-LABEL: gpu.func @chunks
// CHECK-SAME: heddle_gpu.shared_bytes = 2048 : i32
// CHECK: llvm.mlir.addressof @heddle_shared : !llvm.ptr<3>
// CHECK-COUNT-4: nvvm.cp.async.shared.global %{{.*}}, %{{.*}}, 16, cache = cg : !llvm.ptr<3>, !llvm.ptr<1>
// CHECK: nvvm.cp.async.commit.group
// CHECK: nvvm.cp.async.wait.group 0
// CHECK: nvvm.barrier0

gpu.func @chunks(%m: memref<256x64xbf16>, %i: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %buffer = memref.alloc() {heddle_gpu.shared = #swizzled} : memref<16x64xbf16, #gpu.address_space<workgroup>>
  heddle_gpu.copy %m[%i, %c0] to %buffer[%c0, %c0] {in_bounds = array<i1: true, true>} : memref<256x64xbf16> to memref<16x64xbf16, #gpu.address_space<workgroup>>
  heddle_gpu.commit
  heddle_gpu.wait 0
  gpu.barrier
  gpu.return
}

// Of rows that do not exist no byte is read.
// CHECK-LABEL: gpu.func @tail
// CHECK: %[[IN:.*]] = arith.cmpi slt
// CHECK: %[[BYTES:.*]] = arith.select %[[IN]], %{{.*}}, %{{.*}} : i32
// CHECK: nvvm.cp.async.shared.global {{.*}}, 16, cache = cg, %[[BYTES]]

gpu.func @tail(%m: memref<?x64xbf16>, %i: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %buffer = memref.alloc() {heddle_gpu.shared = #swizzled} : memref<16x64xbf16, #gpu.address_space<workgroup>>
  heddle_gpu.copy %m[%i, %c0] to %buffer[%c0, %c0] {in_bounds = array<i1: false, true>} : memref<?x64xbf16> to memref<16x64xbf16, #gpu.address_space<workgroup>>
  gpu.return
}

// Strides that are not known until the kernel runs: chunks if they allow it,
// otherwise a loop over numbers.
// CHECK-LABEL: gpu.func @strides
// CHECK: %[[ALIGNED:.*]] = arith.cmpi eq, %{{.*}}, %{{.*}} : i64
// CHECK: scf.if %[[ALIGNED]]
// CHECK-COUNT-4: nvvm.cp.async.shared.global
// CHECK: else
// CHECK: scf.for
// CHECK: llvm.load {{.*}} -> bf16
// CHECK: llvm.store {{.*}} : bf16, !llvm.ptr<3>

gpu.func @strides(%m: memref<256x64xbf16, strided<[?, 1], offset: ?>>, %i: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %buffer = memref.alloc() {heddle_gpu.shared = #swizzled} : memref<16x64xbf16, #gpu.address_space<workgroup>>
  heddle_gpu.copy %m[%i, %c0] to %buffer[%c0, %c0] {in_bounds = array<i1: true, true>} : memref<256x64xbf16, strided<[?, 1], offset: ?>> to memref<16x64xbf16, #gpu.address_space<workgroup>>
  gpu.return
}

// Rows whose numbers are not next to each other.
// CHECK-LABEL: gpu.func @turned
// CHECK-NOT: nvvm.cp.async.shared
// CHECK: scf.for

gpu.func @turned(%m: memref<64x256xbf16>, %i: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %buffer = memref.alloc() {heddle_gpu.shared = #swizzled} : memref<16x64xbf16, #gpu.address_space<workgroup>>
  heddle_gpu.copy %m[%c0, %i] to %buffer[%c0, %c0] {in_bounds = array<i1: true, true>, permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<64x256xbf16> to memref<16x64xbf16, #gpu.address_space<workgroup>>
  gpu.return
}

// Tiles go to shared memory, and come back by matrices.
// CHECK-LABEL: gpu.func @tiles
// CHECK-COUNT-4: llvm.store {{.*}} : vector<2xbf16>, !llvm.ptr<3>
// CHECK: nvvm.barrier0
// CHECK: nvvm.ldmatrix {{.*}}num = 4
// CHECK-NOT: nvvm.ldmatrix

gpu.func @tiles(%m: memref<16x16xbf16>, %y: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %buffer = memref.alloc() {heddle_gpu.shared = #heddle_gpu.shared<row = [32, 64, 128, 256], column = [2, 4, 8, 16], bytes = 512>} : memref<16x16xbf16, #gpu.address_space<workgroup>>
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  vector.transfer_write %x, %buffer[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xbf16>, memref<16x16xbf16, #gpu.address_space<workgroup>>
  gpu.barrier
  %z = vector.transfer_read %buffer[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16, #gpu.address_space<workgroup>>, vector<16x16xbf16>
  vector.transfer_write %z, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xbf16>, memref<16x16xbf16>
  gpu.return
}

// In a loop, both ways have a loop of their own.
// CHECK-LABEL: gpu.func @loop_of_strides
// CHECK: %[[ALIGNED:.*]] = arith.cmpi eq
// CHECK: scf.if %[[ALIGNED]] {
// CHECK-NEXT: scf.for
// CHECK-NOT: llvm.store
// CHECK-COUNT-4: nvvm.cp.async.shared.global
// CHECK: } else {
// CHECK-NEXT: scf.for
// CHECK-NOT: nvvm.cp.async.shared.global
// CHECK: llvm.store
// CHECK: gpu.return

gpu.func @loop_of_strides(%m: memref<256x64xbf16, strided<[?, 1], offset: ?>>, %n: index) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %buffer = memref.alloc() {heddle_gpu.shared = #swizzled} : memref<16x64xbf16, #gpu.address_space<workgroup>>
  scf.for %i = %c0 to %n step %c16 {
    heddle_gpu.copy %m[%i, %c0] to %buffer[%c0, %c0] {in_bounds = array<i1: true, true>} : memref<256x64xbf16, strided<[?, 1], offset: ?>> to memref<16x64xbf16, #gpu.address_space<workgroup>>
    heddle_gpu.commit
    heddle_gpu.wait 0
    gpu.barrier
  }
  gpu.return
}
}
