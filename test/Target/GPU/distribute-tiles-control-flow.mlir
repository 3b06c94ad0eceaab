// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Loops carry registers: words of bf16, and f32 one by one.
// CHECK-LABEL: gpu.func @loop
// CHECK: scf.for {{.*}} -> (index, f32, f32, f32, f32, f32, f32, f32, f32, vector<2xbf16>, vector<2xbf16>, vector<2xbf16>, vector<2xbf16>)
// CHECK-COUNT-8: arith.addf
// CHECK: scf.yield

gpu.func @loop(%m: memref<16x16xf32>, %h: memref<16x16xbf16>, %n: index, %y: memref<16x16xf32>, %z: memref<16x16xbf16>, %k: memref<1xindex>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %zerob = arith.constant 0.0 : bf16
  %c1 = arith.constant 1 : index
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %w = vector.transfer_read %h[%c0, %c0], %zerob {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xbf16>, vector<16x16xbf16>
  %r:3 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %c0, %a = %x, %b = %w) -> (index, vector<16x16xf32>, vector<16x16xbf16>) {
    %q = arith.addi %p, %i : index
    %s = arith.addf %a, %a {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
    %t = arith.truncf %s {heddle_gpu.layouts = [#tile]} : vector<16x16xf32> to vector<16x16xbf16>
    scf.yield %q, %s, %t : index, vector<16x16xf32>, vector<16x16xbf16>
  } {heddle_gpu.layouts = [unit, #tile, #tile]}
  memref.store %r#0, %k[%c0] : memref<1xindex>
  vector.transfer_write %r#1, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  vector.transfer_write %r#2, %z[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xbf16>, memref<16x16xbf16>
  gpu.return
}

// CHECK-LABEL: gpu.func @choice
// CHECK: scf.if {{.*}} -> (f32, f32, f32, f32, f32, f32, f32, f32)

gpu.func @choice(%m: memref<16x16xf32>, %c: i1, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %r = scf.if %c -> (vector<16x16xf32>) {
    %s = arith.mulf %x, %x {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
    scf.yield %s : vector<16x16xf32>
  } else {
    scf.yield %x : vector<16x16xf32>
  } {heddle_gpu.layouts = [#tile]}
  vector.transfer_write %r, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// CHECK-LABEL: gpu.func @while
// CHECK: scf.while ({{.*}}) : (f32, f32, f32, f32, f32, f32, f32, f32) -> (f32, f32, f32, f32, f32, f32, f32, f32)

gpu.func @while(%m: memref<16x16xf32>, %c: i1, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  %r = scf.while (%go = %c, %a = %x) : (i1, vector<16x16xf32>) -> vector<16x16xf32> {
    scf.condition(%go) %a : vector<16x16xf32>
  } do {
  ^bb0(%b: vector<16x16xf32>):
    %s = arith.mulf %b, %b {heddle_gpu.layouts = [#tile]} : vector<16x16xf32>
    scf.yield %c, %s : i1, vector<16x16xf32>
  } attributes {heddle_gpu.layouts = [#tile]}
  vector.transfer_write %r, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}
}
