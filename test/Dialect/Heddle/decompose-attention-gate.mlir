// RUN: heddle-opt %s --heddle-decompose-attention=attention=false | FileCheck %s

// Without attention, which has a tile program, only the ops beside it are
// written out.

// CHECK-LABEL: func.func @gated_twice
// CHECK:         %[[O:.*]] = heddle.attention
// CHECK:         %[[Y:.*]] = linalg.generic {{.*}} ins(%[[O]], %{{.*}} : tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32>)
// CHECK:         return %[[Y]]
func.func @gated_twice(%q: tensor<1x1x4x8xf32>, %g: tensor<1x1x4x8xf32>, %init: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %o = heddle.attention ins(%q, %q, %q : tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32>) outs(%init : tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
  %y = heddle.gate ins(%o, %g : tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32>) outs(%init : tensor<1x1x4x8xf32>) {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}
