// Row: Table 4 (6)
// Variant: SDPA output, input-independent
// Formula: Y_h = sigmoid(theta_h) * O_h
// Scores: q x dk
// Parameters: theta [q, dk], ~0 M
// Written as: `gate = #heddle.gate<sigmoid, static>`
//
// The gate is a learned parameter, the same for every token.
//
//   heddle-run table4_06_sdpa_static.mlir --random=1 --check

func.func @main(%q: tensor<1x8x128x64xbf16>, %k: tensor<1x2x128x64xbf16>,
                %v: tensor<1x2x128x64xbf16>, %gate: tensor<8x64xf32>)
    -> tensor<1x8x128x64xbf16> {
  %init = tensor.empty() : tensor<1x8x128x64xbf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      gate(%gate : tensor<8x64xf32>)
      outs(%init : tensor<1x8x128x64xbf16>)
      {gate = #heddle.gate<sigmoid, static>,
       mask = #heddle.causal} -> tensor<1x8x128x64xbf16>
  return %y : tensor<1x8x128x64xbf16>
}
