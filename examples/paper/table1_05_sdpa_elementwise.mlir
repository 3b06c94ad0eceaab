// Row: Table 1 (5)
// Variant: SDPA output, elementwise
// Formula: Y_h = sigmoid(X W_h) * O_h
// Scores: n x q x dk
// Parameters: W [D, q dk], 201 M
// Written as: `gate = #heddle.gate<sigmoid, elementwise>`
//
// The paper's best variant, and that of Qwen3-Next: each element of each
// head's output has a gate of its own. The gate is fused into attention.
//
//   heddle-run table1_05_sdpa_elementwise.mlir --random=1 --check

func.func @main(%x: tensor<128x256xbf16>, %q: tensor<1x8x128x64xbf16>,
                %k: tensor<1x2x128x64xbf16>, %v: tensor<1x2x128x64xbf16>,
                %w: tensor<256x512xbf16>)
    -> tensor<1x8x128x64xbf16> {
  // Gate logits of all heads, in the order in which projections leave them:
  // token, head, width.
  %zero = arith.constant 0.0 : f32
  %none = tensor.empty() : tensor<128x512xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%none : tensor<128x512xf32>)
      -> tensor<128x512xf32>
  %xw = linalg.matmul
      ins(%x, %w : tensor<128x256xbf16>, tensor<256x512xbf16>)
      outs(%zeros : tensor<128x512xf32>) -> tensor<128x512xf32>
  %gate = tensor.expand_shape %xw [[0, 1], [2, 3]]
      output_shape [1, 128, 8, 64]
      : tensor<128x512xf32> into tensor<1x128x8x64xf32>

  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      gate(%gate : tensor<1x128x8x64xf32>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>,
       layout = #heddle.layout<gate = bshd>,
       mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
