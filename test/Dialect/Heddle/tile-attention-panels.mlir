// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32 panels=4 chunk-bytes=65536' --canonicalize | FileCheck %s
// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32 panels=4 chunk-bytes=65536 workgroups=8' --canonicalize | FileCheck %s --check-prefix=FEW

// Panels whose chunks of 128 keys, 512 bytes each, they take in turn; their
// states, and their queries with a channel's rows side by side, lie in scratch in
// between. With 8 workgroups wanted for 2 heads there
// is 1 panel in each.

!t = memref<1x2x64x64xf32>
!k = memref<1x2x320x64xf32>
// CHECK-LABEL: func.func @panels(
// CHECK-SAME:      %[[Q:[^ ,:]+]]: memref<1x2x64x64xf32>, %[[K:[^ ,:]+]]: memref<1x2x320x64xf32>
// CHECK:         scf.forall (%{{.+}}) in (2) {
// CHECK-DAG:       %[[M:.+]] = memref.alloca() {alignment = 64 : i64} : memref<4x16xf32>
// CHECK-DAG:       %[[O:.+]] = memref.alloca() {alignment = 64 : i64} : memref<4x80x16xf32>
// CHECK-DAG:       %[[QUERIES:.+]] = memref.alloca() {alignment = 64 : i64} : memref<4x64x16xf32>
// The states' beginning, chunks of keys, panels.
// CHECK:           scf.for
// CHECK:             %[[TILE:.+]] = vector.transfer_read %[[Q]]
// CHECK:             vector.transfer_write %{{.+}}, %[[O]]
// CHECK:             vector.transfer_write %[[TILE]], %[[QUERIES]]
// CHECK:           scf.for %[[FIRST:.+]] = %c0 to %c320 step %c128 {
// CHECK:             %[[NEXT:.+]] = arith.addi %[[FIRST]], %c128
// CHECK:             %[[PAST:.+]] = arith.minui %[[NEXT]], %c320
// CHECK:             scf.for %[[P:.+]] = %c0 to %c4 step %c1 {
// CHECK:               vector.transfer_read %[[QUERIES]][%[[P]], %c0, %c0]
// CHECK:               %[[START:.+]] = vector.transfer_read %[[O]][%[[P]], %c0, %c0]
// CHECK:               scf.for %{{.+}} = %[[FIRST]] to %{{.+}} step %c32 iter_args({{.*}} = %[[START]])
// CHECK:                 vector.transfer_read %[[K]]
// CHECK:               vector.transfer_write %{{.+}}, %[[O]][%[[P]], %c0, %c0]
// The end of each panel.
// CHECK:           scf.for
// CHECK:             vector.transfer_read %[[O]]
// FEW-LABEL:   func.func @panels(
// FEW:           scf.forall (%{{.+}}, %{{.+}}) in (2, 4) {
// FEW-NOT:         memref.alloca
func.func @panels(%q: !t, %k: !k, %v: !k, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !k, !k) outs(%y : !t)
  return
}

// Keys that a chunk holds all at once are read where they lie, by one panel.

// CHECK-LABEL: func.func @few_keys(
// CHECK:         scf.forall (%{{.+}}, %{{.+}}) in (2, 4) {
// CHECK-NOT:       memref.alloca
func.func @few_keys(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t)
  return
}

// Unless they have to be computed: that is done once for all panels.

!h = memref<1x2x64x64xf16>
// CHECK-LABEL: func.func @extended(
// CHECK-SAME:      %{{[^ ,:]+}}: memref<1x2x64x64xf16>, %[[K:[^ ,:]+]]: memref<1x2x64x64xf16>
// CHECK:         scf.forall (%{{.+}}) in (2) {
// CHECK:           %[[STAGED:.+]] = memref.alloca() {alignment = 64 : i64} : memref<64x64xf32>
// CHECK:             %[[KT:.+]] = vector.transfer_read %[[K]]
// CHECK:             %[[KX:.+]] = arith.extf %[[KT]]
// CHECK:             vector.transfer_write %[[KX]], %{{.+}} memref<64x64xf32>
// CHECK-NOT:         vector.transfer_read %[[K]]
func.func @extended(%q: !h, %k: !h, %v: !h, %y: !h) {
  heddle.attention ins(%q, %k, %v : !h, !h, !h) outs(%y : !h)
  return
}
