// RUN: heddle-opt %s --heddle-lift-to-tensors | FileCheck %s
// RUN: heddle-opt %s --heddle-lift-to-tensors=attention=true | FileCheck %s --check-prefix=ATTENTION

// CHECK-LABEL: func.func @gate
// CHECK-SAME:      %[[X:.*]]: memref<4x?xf32>, %[[G:.*]]: memref<4x?xf32>, %[[Y:.*]]: memref<4x?xf32>
// CHECK-DAG:     %[[XT:.*]] = bufferization.to_tensor %[[X]] restrict
// CHECK-DAG:     %[[GT:.*]] = bufferization.to_tensor %[[G]] restrict
// CHECK-DAG:     %[[SIZE:.*]] = memref.dim %[[Y]]
// CHECK-DAG:     %[[EMPTY:.*]] = tensor.empty(%[[SIZE]]) : tensor<4x?xf32>
// CHECK:         %[[Z:.*]] = heddle.gate ins(%[[XT]], %[[GT]] : {{.*}}) outs(%[[EMPTY]] : {{.*}})
// CHECK:         bufferization.materialize_in_destination %[[Z]] in restrict writable %[[Y]]
func.func @gate(%x: memref<4x?xf32>, %g: memref<4x?xf32>, %y: memref<4x?xf32>) {
  heddle.gate ins(%x, %g : memref<4x?xf32>, memref<4x?xf32>) outs(%y : memref<4x?xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// Attention has a lowering on memrefs, and is left for it unless asked for.
// CHECK-LABEL: func.func @attention
// CHECK:         heddle.attention ins({{.*}} : memref
// ATTENTION-LABEL: func.func @attention
// ATTENTION:         heddle.attention ins({{.*}} : tensor
func.func @attention(%q: memref<1x1x4x8xf32>, %y: memref<1x1x4x8xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x1x4x8xf32>, memref<1x1x4x8xf32>, memref<1x1x4x8xf32>) outs(%y : memref<1x1x4x8xf32>)
  return
}
