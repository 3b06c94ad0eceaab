// The op that docs/Walkthrough.md follows from the dialect to machine code.
func.func @gated(%q: tensor<1x2x16x8xf32>, %k: tensor<1x1x32x8xf32>, %v: tensor<1x1x32x8xf32>,
                 %g: tensor<1x2x16x8xf32>) -> tensor<1x2x16x8xf32> {
  %init = tensor.empty() : tensor<1x2x16x8xf32>
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x16x8xf32>, tensor<1x1x32x8xf32>, tensor<1x1x32x8xf32>)
      gate(%g : tensor<1x2x16x8xf32>) outs(%init : tensor<1x2x16x8xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x2x16x8xf32>
  return %y : tensor<1x2x16x8xf32>
}
