// The CPU target has no loads in score regions yet.
func.func @f(%q: tensor<1x1x8x16xf32>, %table: tensor<8xf32>) -> tensor<1x1x8x16xf32> {
  %init = tensor.empty() : tensor<1x1x8x16xf32>
  %y = heddle.attention
      ins(%q, %q, %q : tensor<1x1x8x16xf32>, tensor<1x1x8x16xf32>, tensor<1x1x8x16xf32>)
      outs(%init : tensor<1x1x8x16xf32>) score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %t = tensor.extract %table[%j] : tensor<8xf32>
      %r = arith.addf %s, %t : f32
      heddle.yield %r : f32
  } -> tensor<1x1x8x16xf32>
  return %y : tensor<1x1x8x16xf32>
}
