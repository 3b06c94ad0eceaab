// Row: Table 1 (13)
// Variant: Value, head-shared
// Formula: V'_h = mean_g(sigmoid(X W_g)) * V_h
// Scores: n x dk
// Parameters: W [D, k dk], 25 M
// Written as: `heddle.gate` on the values, shared, on the mean
//
// Key heads share one gate of their values: the mean of what each would have.
//
//   heddle-run table1_13_value_shared.mlir --random=1 --check

func.func @main(%x: tensor<128x256xbf16>, %q: tensor<1x8x128x64xbf16>,
                %k: tensor<1x2x128x64xbf16>, %v: tensor<1x2x128x64xbf16>,
                %w: tensor<256x128xbf16>)
    -> tensor<1x8x128x64xbf16> {
  // Gate logits of all heads, in the order in which projections leave them:
  // token, head, width.
  %zero = arith.constant 0.0 : f32
  %none = tensor.empty() : tensor<128x128xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%none : tensor<128x128xf32>)
      -> tensor<128x128xf32>
  %xw = linalg.matmul
      ins(%x, %w : tensor<128x256xbf16>, tensor<256x128xbf16>)
      outs(%zeros : tensor<128x128xf32>) -> tensor<128x128xf32>
  %logits = tensor.expand_shape %xw [[0, 1], [2, 3]]
      output_shape [1, 128, 2, 64]
      : tensor<128x128xf32> into tensor<1x128x2x64xf32>

  // The mean of the heads' scores: scores are what sigmoid gives, so it is
  // taken after it.
  %one = arith.constant 1.0 : f32
  %share = arith.constant 0.5 : f32
  %nowhere = tensor.empty() : tensor<1x128x64xf32>
  %nothing = linalg.fill ins(%zero : f32) outs(%nowhere : tensor<1x128x64xf32>)
      -> tensor<1x128x64xf32>
  %gate = linalg.generic
      {indexing_maps = [affine_map<(b, i, h, d) -> (b, i, h, d)>,
                        affine_map<(b, i, h, d) -> (b, i, d)>],
       iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
      ins(%logits : tensor<1x128x2x64xf32>)
      outs(%nothing : tensor<1x128x64xf32>) {
    ^bb0(%logit: f32, %sum: f32):
      %minus = arith.negf %logit : f32
      %exp = math.exp %minus : f32
      %denominator = arith.addf %exp, %one : f32
      %score = arith.divf %share, %denominator : f32
      %next = arith.addf %sum, %score : f32
      linalg.yield %next : f32
  } -> tensor<1x128x64xf32>

  %ungated = tensor.empty() : tensor<1x2x128x64xbf16>
  %gated = heddle.gate
      ins(%v, %gate : tensor<1x2x128x64xbf16>, tensor<1x128x64xf32>)
      outs(%ungated : tensor<1x2x128x64xbf16>)
      {gate = #heddle.gate<identity, shared>}
      -> tensor<1x2x128x64xbf16>

  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%q, %k, %gated : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                           tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
