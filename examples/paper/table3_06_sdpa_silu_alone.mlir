// Row: Table 3 (6)
// Variant: SDPA output, SiLU alone
// Formula: Y_h = silu(O_h)
// Scores: none
// Parameters: none, 0
// Written as: `heddle.gate` of the output by itself
//
// No gate, but something that is not linear in the same place. SiLU is a gate
// by oneself: silu(o) = o * sigmoid(o).
//
//   heddle-run table3_06_sdpa_silu_alone.mlir --random=1 --check

func.func @main(%q: tensor<1x8x128x64xbf16>, %k: tensor<1x2x128x64xbf16>,
                %v: tensor<1x2x128x64xbf16>)
    -> tensor<1x8x128x64xbf16> {
  %init = tensor.empty() : tensor<1x8x128x64xf32>
  %o = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x8x128x64xf32>)
      {mask = #heddle.causal} -> tensor<1x8x128x64xf32>

  %unwritten = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.gate
      ins(%o, %o : tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32>)
      outs(%unwritten : tensor<1x8x128x64xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
