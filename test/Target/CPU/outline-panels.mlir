// RUN: heddle-opt %s --heddle-outline-panels | FileCheck %s

// The body of the loop becomes a function; constants go along, other values
// from outside are its arguments.

// CHECK-LABEL: func.func private @f_panel_0(
// CHECK-SAME:    %{{.*}}: index, %[[X:.*]]: memref<?x4xf32>) attributes {no_inline}
// CHECK:         arith.constant 0 : index
// CHECK:         memref.alloca
// CHECK:         memref.load %[[X]]

// CHECK-LABEL: func.func @f(
// CHECK-SAME:    %[[X:.*]]: memref<?x4xf32>, %[[N:.*]]: index)
// CHECK:         scf.forall (%[[I:.*]]) in (%[[N]]) {
// CHECK-NEXT:      func.call @f_panel_0(%[[I]], %[[X]])
// CHECK-NEXT:    }
func.func @f(%x: memref<?x4xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  scf.forall (%i) in (%n) {
    %scratch = memref.alloca() : memref<4xf32>
    %e = memref.load %x[%i, %c0] : memref<?x4xf32>
    memref.store %e, %scratch[%c0] : memref<4xf32>
  }
  return
}

// What the loop costs is known of the function.
// CHECK-LABEL: func.func private @g_panel_0(
// CHECK-SAME:    attributes {heddle.work = 4096 : i64, no_inline}
func.func @g(%x: memref<16xf32>) {
  %zero = arith.constant 0.0 : f32
  scf.forall (%i) in (16) {
    memref.store %zero, %x[%i] : memref<16xf32>
  } {heddle.work = 4096 : i64}
  return
}
