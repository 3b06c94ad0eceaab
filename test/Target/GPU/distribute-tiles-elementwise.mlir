// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// A thread has 8 of the 256 elements, two neighbours at a time.
// CHECK-LABEL: gpu.func @map
// CHECK-COUNT-4: llvm.load {{.*}} {alignment = 8 : i64} : !llvm.ptr<1> -> vector<2xf32>
// CHECK-COUNT-8: arith.addf {{.*}} fastmath<contract> : f32
// CHECK-COUNT-4: llvm.store {{.*}} : vector<2xf32>, !llvm.ptr<1>

gpu.func @map(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %s = arith.addf %x, %x {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Functions that the target has instructions for.
// CHECK-LABEL: gpu.func @functions
// CHECK-COUNT-8: llvm.call_intrinsic "llvm.nvvm.ex2.approx.ftz.f"
// CHECK-COUNT-8: llvm.call_intrinsic "llvm.nvvm.lg2.approx.f"
// CHECK: %[[R:.*]] = llvm.call_intrinsic "llvm.nvvm.rcp.approx.ftz.f"
// CHECK-NOT: arith.divf
// CHECK-COUNT-8: arith.mulf

gpu.func @functions(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %e = math.exp2 %x {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  %l = math.log2 %e {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  %q = arith.divf %x, %l {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  vector.transfer_write %q, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Others become arithmetic, without a call of a library.
// CHECK-LABEL: gpu.func @polynomials
// CHECK-NOT: math.tanh
// CHECK-NOT: math.log1p
// CHECK-NOT: arith.divf
// CHECK: gpu.return

gpu.func @polynomials(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %e = math.tanh %x {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  %l = math.log1p %e {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  vector.transfer_write %l, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Numbers of 16 bits are in words of two.
// CHECK-LABEL: gpu.func @words
// CHECK: %[[WORD:.*]] = llvm.load {{.*}} : !llvm.ptr<1> -> vector<2xbf16>
// CHECK: arith.shli {{.*}}, %{{.*}} : i32
// CHECK: arith.bitcast {{.*}} : i32 to f32
// CHECK-COUNT-8: arith.mulf
// CHECK-COUNT-4: arith.truncf {{.*}} : vector<2xf32> to vector<2xbf16>
// CHECK-COUNT-4: llvm.store {{.*}} : vector<2xbf16>, !llvm.ptr<1>

gpu.func @words(%m: memref<16x16xbf16>, %y: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xbf16>, vector<16x16xbf16>
  %w = arith.extf %x {heddle_gpu.layouts = [#tile]} : vector<16x16xbf16> to vector<16x16xf32>
  %p = arith.mulf %w, %w {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
  %t = arith.truncf %p {heddle_gpu.layouts = [#tile]} : vector<16x16xf32> to vector<16x16xbf16>
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xbf16>, memref<16x16xbf16>
  gpu.return
}
}
