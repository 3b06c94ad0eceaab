// Row: Table 1 (11)
// Variant: Value, headwise
// Formula: V'_h = sigmoid(X w_h) * V_h
// Scores: n x k
// Parameters: w [D, k], 0.2 M
// Written as: `heddle.gate` on the values
//
// One gate for each token and key head, on the values before attention.
//
//   heddle-run table1_11_value_headwise.mlir --random=1 --check

func.func @main(%x: tensor<128x256xbf16>, %q: tensor<1x8x128x64xbf16>,
                %k: tensor<1x2x128x64xbf16>, %v: tensor<1x2x128x64xbf16>,
                %w: tensor<256x2xbf16>)
    -> tensor<1x8x128x64xbf16> {
  // Gate logits of all heads, in the order in which projections leave them:
  // token, head.
  %zero = arith.constant 0.0 : f32
  %none = tensor.empty() : tensor<128x2xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%none : tensor<128x2xf32>)
      -> tensor<128x2xf32>
  %xw = linalg.matmul
      ins(%x, %w : tensor<128x256xbf16>, tensor<256x2xbf16>)
      outs(%zeros : tensor<128x2xf32>) -> tensor<128x2xf32>
  %gate = tensor.expand_shape %xw [[0, 1], [2]] output_shape [1, 128, 2]
      : tensor<128x2xf32> into tensor<1x128x2xf32>
  %ungated = tensor.empty() : tensor<1x2x128x64xbf16>
  %gated = heddle.gate
      ins(%v, %gate : tensor<1x2x128x64xbf16>, tensor<1x128x2xf32>)
      outs(%ungated : tensor<1x2x128x64xbf16>)
      {gate = #heddle.gate<sigmoid, headwise>,
       layout = #heddle.layout<gate = bshd>}
      -> tensor<1x2x128x64xbf16>

  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%q, %k, %gated : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                           tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
