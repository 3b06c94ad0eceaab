// Row: Table 3 (5)
// Variant: SDPA output, normalized
// Formula: Y_h = rmsnorm(O_h)
// Scores: none
// Parameters: gain [q, dk], ~0 M
// Written as: linalg behind `heddle.attention`
//
// No gate, but something that is not linear in the same place: each head's
// output is divided by its root mean square, and multiplied by a learned gain
// (GroupNorm with a group for each head). Attention hands the output over in
// f32, so that it is rounded once.
//
//   heddle-run table3_05_sdpa_norm.mlir --random=1 --check

func.func @main(%q: tensor<1x8x128x64xbf16>, %k: tensor<1x2x128x64xbf16>,
                %v: tensor<1x2x128x64xbf16>, %gain: tensor<8x64xf32>)
    -> tensor<1x8x128x64xbf16> {
  %init = tensor.empty() : tensor<1x8x128x64xf32>
  %o = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x8x128x64xf32>)
      {mask = #heddle.causal} -> tensor<1x8x128x64xf32>

  // The sum of squares of each row of each head.
  %zero = arith.constant 0.0 : f32
  %none = tensor.empty() : tensor<1x8x128xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%none : tensor<1x8x128xf32>)
      -> tensor<1x8x128xf32>
  %squares = linalg.generic
      {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>,
                        affine_map<(b, h, i, d) -> (b, h, i)>],
       iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%o : tensor<1x8x128x64xf32>) outs(%zeros : tensor<1x8x128xf32>) {
    ^bb0(%value: f32, %sum: f32):
      %square = arith.mulf %value, %value : f32
      %next = arith.addf %sum, %square : f32
      linalg.yield %next : f32
  } -> tensor<1x8x128xf32>

  %width = arith.constant 64.0 : f32
  %epsilon = arith.constant 1.0e-06 : f32
  %unwritten = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = linalg.generic
      {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>,
                        affine_map<(b, h, i, d) -> (b, h, i)>,
                        affine_map<(b, h, i, d) -> (h, d)>,
                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%o, %squares, %gain : tensor<1x8x128x64xf32>, tensor<1x8x128xf32>,
                                tensor<8x64xf32>)
      outs(%unwritten : tensor<1x8x128x64xbf16>) {
    ^bb0(%value: f32, %sum: f32, %factor: f32, %old: bf16):
      %mean = arith.divf %sum, %width : f32
      %positive = arith.addf %mean, %epsilon : f32
      %inverse = math.rsqrt %positive : f32
      %normalized = arith.mulf %value, %inverse : f32
      %scaled = arith.mulf %normalized, %factor : f32
      %rounded = arith.truncf %scaled : f32 to bf16
      linalg.yield %rounded : bf16
  } -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
