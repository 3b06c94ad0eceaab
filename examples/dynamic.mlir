// Batch, heads and sequence lengths that are known only when the function runs.
// Only the widths are fixed, since tiles are as wide as they.
//
// A batch of sequences of different lengths, padded to the longest: %lengths
// holds the number of keys of each. Queries are the last of them (as with a
// cache of keys), hence the mask's bottom_right; one gate for each query and
// head, in f32 beside f16.
//
//   heddle-run dynamic.mlir --random=1 --check \
//     --shape=0:2x8x100x64 --shape=1:2x2x300x64 --shape=2:2x2x300x64 \
//     --shape=3:2x8x100 --shape=4:2

func.func @main(%q: tensor<?x?x?x64xf16>, %k: tensor<?x?x?x64xf16>,
                %v: tensor<?x?x?x64xf16>, %g: tensor<?x?x?xf32>,
                %lengths: tensor<?xi32>) -> tensor<?x?x?x64xf16> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %batches = tensor.dim %q, %c0 : tensor<?x?x?x64xf16>
  %heads = tensor.dim %q, %c1 : tensor<?x?x?x64xf16>
  %queries = tensor.dim %q, %c2 : tensor<?x?x?x64xf16>
  %init = tensor.empty(%batches, %heads, %queries) : tensor<?x?x?x64xf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<?x?x?x64xf16>, tensor<?x?x?x64xf16>,
                       tensor<?x?x?x64xf16>)
      gate(%g : tensor<?x?x?xf32>)
      lengths(%lengths : tensor<?xi32>)
      outs(%init : tensor<?x?x?x64xf16>)
      {gate = #heddle.gate<sigmoid, headwise>,
       mask = #heddle.causal<bottom_right>} -> tensor<?x?x?x64xf16>
  return %y : tensor<?x?x?x64xf16>
}
