// Row: Table 1 (12)
// Variant: SDPA output, head-shared
// Formula: Y_h = mean_g(sigmoid(X W_g)) * O_h
// Scores: n x dk
// Parameters: W [D, q dk], 201 M
// Written as: `gate = #heddle.gate<identity, shared>`, on the mean
//
// Heads share one gate: the mean of what each would have. The mean is taken
// once, in linalg; attention then multiplies all heads by it, so the op's
// activation is the identity.
//
//   heddle-run table1_12_sdpa_shared.mlir --random=1 --check

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
  %logits = tensor.expand_shape %xw [[0, 1], [2, 3]]
      output_shape [1, 128, 8, 64]
      : tensor<128x512xf32> into tensor<1x128x8x64xf32>

  // The mean of the heads' scores: scores are what sigmoid gives, so it is
  // taken after it.
  %one = arith.constant 1.0 : f32
  %share = arith.constant 0.125 : f32
  %nowhere = tensor.empty() : tensor<1x128x64xf32>
  %nothing = linalg.fill ins(%zero : f32) outs(%nowhere : tensor<1x128x64xf32>)
      -> tensor<1x128x64xf32>
  %gate = linalg.generic
      {indexing_maps = [affine_map<(b, i, h, d) -> (b, i, h, d)>,
                        affine_map<(b, i, h, d) -> (b, i, d)>],
       iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
      ins(%logits : tensor<1x128x8x64xf32>)
      outs(%nothing : tensor<1x128x64xf32>) {
    ^bb0(%logit: f32, %sum: f32):
      %minus = arith.negf %logit : f32
      %exp = math.exp %minus : f32
      %denominator = arith.addf %exp, %one : f32
      %score = arith.divf %share, %denominator : f32
      %next = arith.addf %sum, %score : f32
      linalg.yield %next : f32
  } -> tensor<1x128x64xf32>


  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      gate(%gate : tensor<1x128x64xf32>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {gate = #heddle.gate<identity, shared>,
       mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
