// What the stock clean-up passes may do: on tensors the ops are values, on
// memrefs they read their inputs and write their destinations.

// RUN: heddle-opt %s --cse --canonicalize | FileCheck %s
// RUN: heddle-opt %s --eliminate-empty-tensors --cse --canonicalize \
// RUN:   | FileCheck %s --check-prefix=EMPTY

// An unused result takes the op along; the memref form stays.
// CHECK-LABEL: func.func @unused
// CHECK-NOT: heddle
// CHECK: heddle.attention ins({{.*}}) outs(%{{.*}} : memref<1x4x8x16xf32>)
// CHECK-NOT: heddle
// CHECK: return
func.func @unused(%q: tensor<1x4x8x16xf32>, %o: tensor<2x1x4x8x16xf32>, %l: tensor<2x1x4x8xf32>,
                  %m: memref<1x4x8x16xf32>, %y: memref<1x4x8x16xf32>) {
  %a = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  %b = heddle.gate ins(%q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) outs(%q : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  %c = heddle.merge ins(%o, %l : tensor<2x1x4x8x16xf32>, tensor<2x1x4x8xf32>) outs(%q : tensor<1x4x8x16xf32>)
      -> tensor<1x4x8x16xf32>
  heddle.attention ins(%m, %m, %m : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  return
}

// Equal ops on tensors are one; on memrefs both stay.
// CHECK-LABEL: func.func @equal
// CHECK-COUNT-1: heddle.attention ins({{.*}} : tensor
// CHECK-COUNT-2: heddle.attention ins({{.*}} : memref
// CHECK-NOT: heddle.attention
// CHECK: return %[[Y:.*]], %[[Y]]
func.func @equal(%q: tensor<1x4x8x16xf32>, %m: memref<1x4x8x16xf32>, %y: memref<1x4x8x16xf32>)
    -> (tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) {
  %a = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {mask = #heddle.causal} -> tensor<1x4x8x16xf32>
  %b = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {mask = #heddle.causal} -> tensor<1x4x8x16xf32>
  heddle.attention ins(%m, %m, %m : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  heddle.attention ins(%m, %m, %m : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  return %a, %b : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>
}

// Ops that differ in an attribute only are not equal.
// CHECK-LABEL: func.func @different
// CHECK-COUNT-2: heddle.attention
func.func @different(%q: tensor<1x4x8x16xf32>) -> (tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) {
  %a = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {mask = #heddle.causal} -> tensor<1x4x8x16xf32>
  %b = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {mask = #heddle.causal<bottom_right>} -> tensor<1x4x8x16xf32>
  return %a, %b : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>
}

// A read before an op that overwrites the place is not the one after it.
// CHECK-LABEL: func.func @reads
// CHECK: %[[BEFORE:.*]] = memref.load %[[Y:.*]][
// CHECK: heddle.attention
// CHECK: %[[AFTER:.*]] = memref.load %[[Y]][
// CHECK: return %[[BEFORE]], %[[AFTER]]
func.func @reads(%m: memref<1x4x8x16xf32>, %y: memref<1x4x8x16xf32>) -> (f32, f32) {
  %c0 = arith.constant 0 : index
  %before = memref.load %y[%c0, %c0, %c0, %c0] : memref<1x4x8x16xf32>
  heddle.attention ins(%m, %m, %m : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  %after = memref.load %y[%c0, %c0, %c0, %c0] : memref<1x4x8x16xf32>
  return %before, %after : f32, f32
}

// The result goes where it is inserted, and its empty destination away.
// EMPTY-LABEL: func.func @empty_destination
// EMPTY-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x8x16xf32>, %[[INTO:[a-z0-9]+]]: tensor<2x4x8x16xf32>
// EMPTY-NOT: tensor.empty
// EMPTY: %[[TO:.*]] = tensor.extract_slice %[[INTO]][1, 0, 0, 0]
// EMPTY: heddle.attention {{.*}} outs(%[[TO]] : tensor<1x4x8x16xf32>)
func.func @empty_destination(%q: tensor<1x4x8x16xf32>, %into: tensor<2x4x8x16xf32>) -> tensor<2x4x8x16xf32> {
  %init = tensor.empty() : tensor<1x4x8x16xf32>
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%init : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  %z = tensor.insert_slice %y into %into[1, 0, 0, 0] [1, 4, 8, 16] [1, 1, 1, 1]
      : tensor<1x4x8x16xf32> into tensor<2x4x8x16xf32>
  return %z : tensor<2x4x8x16xf32>
}
