// The stock mlir-opt reads Heddle's IR with the plugin, and not without.

// REQUIRES: plugin
// RUN: mlir-opt --load-dialect-plugin=%heddle_plugin %s | FileCheck %s
// RUN: mlir-opt --load-dialect-plugin=%heddle_plugin \
// RUN:   --load-pass-plugin=%heddle_plugin %s | FileCheck %s
// RUN: not mlir-opt %s 2>&1 | FileCheck %s --check-prefix=WITHOUT

// WITHOUT: Dialect `heddle' not found

// CHECK-LABEL: func.func @attention
// CHECK: heddle.attention
func.func @attention(%q: tensor<1x2x8x16xf32>, %k: tensor<1x1x8x16xf32>,
                     %v: tensor<1x1x8x16xf32>, %init: tensor<1x2x8x16xf32>)
    -> tensor<1x2x8x16xf32> {
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x2x8x16xf32>, tensor<1x1x8x16xf32>,
                       tensor<1x1x8x16xf32>)
      outs(%init : tensor<1x2x8x16xf32>) -> tensor<1x2x8x16xf32>
  return %y : tensor<1x2x8x16xf32>
}
