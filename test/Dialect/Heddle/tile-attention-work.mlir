// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=128 max-rows=4 split-workgroups=8' | FileCheck %s

// What all workgroups cost stands on their loop, if it is known and spread
// evenly. Few keys are one tile.

!t = memref<2x2x64x32xf32>
!many = memref<2x4x64x32xf32>
!n = memref<2x2x?x32xf32>

// 2 * 2 * 64 * 64 * (32 + 32) multiply-adds.
// CHECK-LABEL: func.func @even(
// CHECK:         scf.forall
// CHECK:           vector<16x64xf32>
// CHECK-NOT:       vector.mask
// CHECK:         } {heddle.work = 1048576 : i64}
func.func @even(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t)
  return
}

// Rows of a mask differ; with many heads, equal shares are whole ones.
// CHECK-LABEL: func.func @rows(
// CHECK-NOT:     heddle.work
// CHECK-LABEL: func.func @heads(
// CHECK:         heddle.work = 2097152 : i64
func.func @rows(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {mask = #heddle.causal}
  return
}
func.func @heads(%q: !many, %k: !many, %v: !many, %y: !many) {
  heddle.attention ins(%q, %k, %v : !many, !many, !many) outs(%y : !many) {mask = #heddle.causal}
  return
}

// Nothing is said where extents, lengths or the values themselves decide.
// CHECK-LABEL: func.func @unknown(
// CHECK-NOT:     heddle.work
func.func @unknown(%q: !t, %k: !n, %v: !n, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !n, !n) outs(%y : !t)
  return
}
// CHECK-LABEL: func.func @lengths(
// CHECK-NOT:     heddle.work
func.func @lengths(%n: memref<2xi32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) lengths(%n : memref<2xi32>) outs(%y : !t)
  return
}
// CHECK-LABEL: func.func @sticks(
// CHECK-NOT:     heddle.work
func.func @sticks(%q: !many, %k: !many, %v: !many, %y: !many) {
  heddle.attention ins(%q, %k, %v : !many, !many, !many) outs(%y : !many) {normalizer = #heddle.stick_breaking}
  return
}

// Parts of keys are equal shares, too.
// CHECK-LABEL: func.func @parts(
// CHECK:         heddle.work = 1048576 : i64
// CHECK:         heddle.work = 1048576 : i64
!query = memref<1x2x1x32xf32>
!keys = memref<1x2x8192x32xf32>
func.func @parts(%q: !query, %k: !keys, %v: !keys, %y: !query) {
  heddle.attention ins(%q, %k, %v : !query, !keys, !keys) outs(%y : !query)
  return
}
