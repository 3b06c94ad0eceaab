// The smallest gated attention: softmax attention whose output is multiplied,
// element by element, by the sigmoid of gate logits.
//
//   heddle-run minimal.mlir --target=cpu --random=1 --check

func.func @main(%q: tensor<1x4x64x32xf32>, %k: tensor<1x4x64x32xf32>,
                %v: tensor<1x4x64x32xf32>, %g: tensor<1x4x64x32xf32>)
    -> tensor<1x4x64x32xf32> {
  %init = tensor.empty() : tensor<1x4x64x32xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>,
                       tensor<1x4x64x32xf32>)
      gate(%g : tensor<1x4x64x32xf32>)
      outs(%init : tensor<1x4x64x32xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}
