// Row: Table 1 (9)
// Variant: Dense output, elementwise
// Formula: Z' = (concat(O_h) W_o) * sigmoid(X W)
// Scores: n x D
// Parameters: W [D, D], 100 M
// Written as: `heddle.gate` on the output projection
//
// The gate acts after the output projection, where heads are mixed already.
// Attention leaves its result in the order of projections, so that
// concatenating heads is a view.
//
//   heddle-run table1_09_dense_elementwise.mlir --random=1 --check

func.func @main(%x: tensor<128x256xbf16>, %q: tensor<1x8x128x64xbf16>,
                %k: tensor<1x2x128x64xbf16>, %v: tensor<1x2x128x64xbf16>,
                %wo: tensor<512x256xbf16>, %w: tensor<256x256xbf16>)
    -> tensor<128x256xbf16> {
  %init = tensor.empty() : tensor<1x128x8x64xbf16>
  %o = heddle.attention
      ins(%q, %k, %v : tensor<1x8x128x64xbf16>, tensor<1x2x128x64xbf16>,
                       tensor<1x2x128x64xbf16>)
      outs(%init : tensor<1x128x8x64xbf16>)
      {layout = #heddle.layout<result = bshd>,
       mask = #heddle.causal} -> tensor<1x128x8x64xbf16>
  %concat = tensor.collapse_shape %o [[0, 1], [2, 3]]
      : tensor<1x128x8x64xbf16> into tensor<128x512xbf16>

  // Both projections.
  %zero = arith.constant 0.0 : f32
  %none = tensor.empty() : tensor<128x256xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%none : tensor<128x256xf32>)
      -> tensor<128x256xf32>
  %z = linalg.matmul
      ins(%concat, %wo : tensor<128x512xbf16>, tensor<512x256xbf16>)
      outs(%zeros : tensor<128x256xf32>) -> tensor<128x256xf32>
  %xw = linalg.matmul
      ins(%x, %w : tensor<128x256xbf16>, tensor<256x256xbf16>)
      outs(%zeros : tensor<128x256xf32>) -> tensor<128x256xf32>

  %ungated = tensor.empty() : tensor<128x256xbf16>
  %y = heddle.gate ins(%z, %xw : tensor<128x256xf32>, tensor<128x256xf32>)
      outs(%ungated : tensor<128x256xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<128x256xbf16>
  return %y : tensor<128x256xbf16>
}
