// Row: Table 1 (8)
// Variant: Query, elementwise
// Formula: Q' = Q * sigmoid(X W)
// Scores: n x q x dk
// Parameters: W [D, q dk], 201 M
// Written as: `heddle.gate` on the queries
//
// The gate acts on the result of the query projection, before attention. The
// paper leaves open whether that is before or after normalization and rotary
// embedding; here %q is what attention takes.
//
//   heddle-run table1_08_query_elementwise.mlir --random=1 --check

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
  %ungated = tensor.empty() : tensor<1x8x128x64xbf16>
  %gated = heddle.gate
      ins(%q, %gate : tensor<1x8x128x64xbf16>, tensor<1x128x8x64xf32>)
      outs(%ungated : tensor<1x8x128x64xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>,
       layout = #heddle.layout<gate = bshd>}
      -> tensor<1x8x128x64xbf16>

  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%gated, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                           tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
