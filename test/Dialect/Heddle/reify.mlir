// The shape of a result is that of its destination.

// RUN: heddle-opt %s --resolve-ranked-shaped-type-result-dims --canonicalize \
// RUN:   | FileCheck %s

// CHECK-LABEL: func.func @attention
// CHECK-SAME: %[[INIT:[a-z0-9]+]]: tensor<?x?x?x16xf32>, %[[LSE:[a-z0-9]+]]: tensor<?x?x?xf32>
// CHECK-DAG: %[[M:.*]] = tensor.dim %[[INIT]], %c2
// CHECK-DAG: %[[H:.*]] = tensor.dim %[[LSE]], %c1
// CHECK-DAG: %[[D:.*]] = arith.constant 16 : index
// CHECK: return %[[M]], %[[H]], %[[D]]
func.func @attention(%q: tensor<?x?x?x8xf32>, %v: tensor<?x?x?x16xf32>,
                     %init: tensor<?x?x?x16xf32>, %lse: tensor<?x?x?xf32>)
    -> (index, index, index) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %y, %l = heddle.attention ins(%q, %q, %v : tensor<?x?x?x8xf32>, tensor<?x?x?x8xf32>, tensor<?x?x?x16xf32>)
      outs(%init, %lse : tensor<?x?x?x16xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?x16xf32>, tensor<?x?x?xf32>
  %m = tensor.dim %y, %c2 : tensor<?x?x?x16xf32>
  %h = tensor.dim %l, %c1 : tensor<?x?x?xf32>
  %d = tensor.dim %y, %c3 : tensor<?x?x?x16xf32>
  return %m, %h, %d : index, index, index
}

// CHECK-LABEL: func.func @gate
// CHECK-SAME: %{{.*}}: tensor<?x?xf32>, %[[INIT:[a-z0-9]+]]: tensor<?x?xf32>
// CHECK: %[[N:.*]] = tensor.dim %[[INIT]], %c1
// CHECK: return %[[N]]
func.func @gate(%x: tensor<?x?xf32>, %init: tensor<?x?xf32>) -> index {
  %c1 = arith.constant 1 : index
  %y = heddle.gate ins(%x, %x : tensor<?x?xf32>, tensor<?x?xf32>) outs(%init : tensor<?x?xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<?x?xf32>
  %n = tensor.dim %y, %c1 : tensor<?x?xf32>
  return %n : index
}

// CHECK-LABEL: func.func @merge
// CHECK-SAME: %[[INIT:[a-z0-9]+]]: tensor<?x4x8x16xf32>
// CHECK: %[[B:.*]] = tensor.dim %[[INIT]], %c0
// CHECK: return %[[B]]
func.func @merge(%o: tensor<2x?x4x8x16xf32>, %l: tensor<2x?x4x8xf32>, %init: tensor<?x4x8x16xf32>) -> index {
  %c0 = arith.constant 0 : index
  %y = heddle.merge ins(%o, %l : tensor<2x?x4x8x16xf32>, tensor<2x?x4x8xf32>) outs(%init : tensor<?x4x8x16xf32>)
      -> tensor<?x4x8x16xf32>
  %b = tensor.dim %y, %c0 : tensor<?x4x8x16xf32>
  return %b : index
}
