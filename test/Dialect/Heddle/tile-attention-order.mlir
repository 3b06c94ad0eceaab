// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32' --canonicalize --cse | FileCheck %s

// Work that is begun late should be short: where the last queries see more keys
// than the first ones, the last block of them comes first.

!t = memref<1x1x64x64xf32>
!n = memref<1x1x?x64xf32>

// CHECK-LABEL: func.func @growing(
// CHECK-SAME:      %[[Q:[^ ,:]+]]: memref
// CHECK:         scf.forall (%[[I:.+]]) in (4) {
// CHECK:           %[[BLOCK:.+]] = arith.subi %c3, %[[I]]
// CHECK:           %[[ROW:.+]] = arith.muli %[[BLOCK]], %c16
// CHECK:           vector.transfer_read %[[Q]][%c0, %c0, %[[ROW]], %c0]
func.func @growing(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {mask = #heddle.causal}
  return
}

// Nothing is done where the work is the same for all, or shrinks.

// CHECK-LABEL: func.func @even(
// CHECK:         scf.forall (%[[I:.+]]) in (4) {
// CHECK-NOT:       arith.subi
// CHECK:           arith.muli %[[I]], %c16
func.func @even(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {mask = #heddle.prefix<40>}
  return
}

// CHECK-LABEL: func.func @shrinking(
// CHECK:         scf.forall (%[[I:.+]]) in (4) {
// CHECK:           arith.muli %[[I]], %c16
func.func @shrinking(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {mask = #heddle.window<left = 0>}
  return
}

// Where extents or lengths decide, both ends are compared when it runs.

// CHECK-LABEL: func.func @dynamic(
// CHECK:         scf.forall (%[[I:.+]]) in (%{{.+}}) {
// CHECK:           %[[GROWS:.+]] = arith.cmpi slt
// CHECK:           %[[BLOCK:.+]] = arith.subi %{{.+}}, %[[I]]
// CHECK:           %[[TAKEN:.+]] = arith.select %[[GROWS]], %[[BLOCK]], %[[I]]
// CHECK:           arith.muli %[[TAKEN]], %c16
func.func @dynamic(%q: !n, %k: !n, %v: !n, %y: !n) {
  heddle.attention ins(%q, %k, %v : !n, !n, !n) outs(%y : !n) {mask = #heddle.causal}
  return
}
