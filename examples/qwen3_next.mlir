// The attention of Qwen3-Next: 16 query heads share 2 key heads of width 256,
// and the output is gated element by element.
//
// The model's query projection is twice as wide as its queries: for each head
// it yields 256 numbers of query and then 256 of gate. %packed is its result,
// [batch, sequence, head, query or gate, width], and the gate is half of it: a
// strided view that is read where it lies. The other half has become %q by way
// of normalization and rotary embedding, which leave it in the order batch,
// head, sequence, width. Gate and result are in the order of projections,
// batch, sequence, head, width; that is what the layout says.
//
//   heddle-run qwen3_next.mlir --target=cpu --random=1 --check
//   heddle-run qwen3_next.mlir --target=cpu --random=1 --repeat=10 --json

func.func @main(%q: tensor<1x16x2048x256xbf16>, %k: tensor<1x2x2048x256xbf16>,
                %v: tensor<1x2x2048x256xbf16>,
                %packed: tensor<1x2048x16x2x256xbf16>)
    -> tensor<1x2048x16x256xbf16> {
  // The second half, [:, :, :, 1, :]. No copy is made of it.
  %gate = tensor.extract_slice %packed[0, 0, 0, 1, 0] [1, 2048, 16, 1, 256]
                                      [1, 1, 1, 1, 1]
      : tensor<1x2048x16x2x256xbf16> to tensor<1x2048x16x256xbf16>
  %init = tensor.empty() : tensor<1x2048x16x256xbf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x16x2048x256xbf16>, tensor<1x2x2048x256xbf16>,
                       tensor<1x2x2048x256xbf16>)
      gate(%gate : tensor<1x2048x16x256xbf16>)
      outs(%init : tensor<1x2048x16x256xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>,
       layout = #heddle.layout<gate = bshd, result = bshd>,
       mask = #heddle.causal,
       scale = 6.25e-02 : f32} -> tensor<1x2048x16x256xbf16>
  return %y : tensor<1x2048x16x256xbf16>
}
