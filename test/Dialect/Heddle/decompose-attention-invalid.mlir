// A normalizer without a form on whole rows cannot be written out.

// RUN: heddle-opt %s --heddle-decompose-attention --verify-diagnostics

func.func @no_row_form(%q: tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32> {
  // expected-error @below {{cannot be decomposed: normalizer #heddle.stick_breaking<inclusive> has no form on whole rows; run it with the reference target}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {normalizer = #heddle.stick_breaking<inclusive>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}
