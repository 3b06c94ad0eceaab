//===- Passes.td - Passes from linalg to Heddle ------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD
#define HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD

include "mlir/Pass/PassBase.td"

def HeddleRaiseAttention : Pass<"heddle-raise-attention"> {
  let summary = "finds attention in linalg and makes it heddle.attention";
  let description = [{
    Finds scaled dot-product attention in linalg, tensor, arith and math on
    tensors, in the form that PyTorch, JAX, ONNX and TOSA importers leave it in,
    before or after fusion of elementwise ops, and makes it `heddle.attention`.
    What counts is what is computed, not which ops do it.

    The pass starts from each contraction and reads backwards what one element
    of its result is, as an expression over indices. Transposes, reshapes,
    broadcasts, slices and casts on the way change the indices only. It then
    looks for

    - weights `exp(x) / sum exp(x)`, as exp or exp2 or `linalg.softmax`, divided
      before or after the second product, as a division or by a reciprocal, or
      as `exp(x - log(sum exp(x)))`. What
      was subtracted from x does not matter, as long as it is the same for all
      keys of a query, in the sum as well;
    - x as a product of query and key, scaled anywhere by constants, with
      `c * tanh(s / c)`, sums of biases and masks. Another function of the
      score, constants and positions, before masks, becomes the score region;
    - comparisons of the positions of query and key, and constants that say the
      same, also as slices of larger ones: they become the `mask`
      attribute (`causal`, `window`, `prefix` and their combinations), and
      comparisons of keys with a number for each batch entry `lengths`. Other
      conditions become a bias of 0 and -inf. They may hide scores, or make
      weights 0 if these are summed so;
    - biases `slope[h] * (j - i)` with constant slopes, which become
      `#heddle.alibi`; all others are added up into one bias;
    - one more exponential in the sum: a sink if its logit is one of the head,
      `#heddle.softmax1` if it is 0. `sigmoid(log(sum exp(x)) - logit)` as a
      factor of the result is the same;
    - selects that zero rows without a visible key, or NaN: the op does so;
    - `max + log(sum)` with other uses, which becomes the log-sum-exp result.

    Key heads that are repeated for the query heads of a group are read as they
    were before. Operands are used as they lie, where the op's `layout` can say
    so, or with a transpose. Attention of rank 2 and 3 gets unit dimensions.
    Transposes, reshapes and rounding that follow the result, and have no other
    use beside them, are taken in. Ops without uses are erased.

    A masked score may be any number that is at most -4000 after scaling. In a
    row without a visible key, -inf gives 0 and not NaN, and another number not
    the mean of all values. Scores and weights are not rounded to 16 bits where
    the source does so.

    Left as it is, with a remark if `remarks` is set:

    - a softmax over another dimension than the one that the values are summed
      over, or of other weights than are summed;
    - weights that are scaled, multiplied (dropout) or masked after the softmax;
    - scores or weights with another use;
    - biases on both sides of a softcap, scores that another tensor than a bias
      changes, a bias on either side of another function of the score;
    - key heads repeated in the order h mod Hk;
    - element types other than f32, f16 and bf16;
    - extents that are dynamic and not seen to be equal. Sizes that importers
      compute are read as well, such as those of `tensor.reshape`. A key that a
      source may broadcast at run time stays the copy that it is.

    Before:

    ```mlir
    %kt = linalg.transpose ins(%k : tensor<2x4x9x16xf32>) outs(%e : tensor<2x4x16x9xf32>) permutation = [0, 1, 3, 2]
    %q3 = tensor.collapse_shape %q [[0, 1], [2], [3]] : tensor<2x4x8x16xf32> into tensor<8x8x16xf32>
    %k3 = tensor.collapse_shape %kt [[0, 1], [2], [3]] : tensor<2x4x16x9xf32> into tensor<8x16x9xf32>
    %s3 = linalg.batch_matmul ins(%q3, %k3 : tensor<8x8x16xf32>, tensor<8x16x9xf32>) outs(%f3 : tensor<8x8x9xf32>) -> tensor<8x8x9xf32>
    %s = tensor.expand_shape %s3 [[0, 1], [2], [3]] output_shape [2, 4, 8, 9] : tensor<8x8x9xf32> into tensor<2x4x8x9xf32>
    %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%s : tensor<2x4x8x9xf32>) outs(%e4 : tensor<2x4x8x9xf32>) {
    ^bb0(%in: f32, %out: f32):
      %i = linalg.index 2 : index
      %j = linalg.index 3 : index
      %c = arith.cmpi sle, %j, %i : index
      %m = arith.mulf %in, %scale : f32
      %r = arith.select %c, %m, %ninf : f32
      linalg.yield %r : f32
    } -> tensor<2x4x8x9xf32>
    %p = linalg.softmax dimension(3) ins(%x : tensor<2x4x8x9xf32>) outs(%e4 : tensor<2x4x8x9xf32>) -> tensor<2x4x8x9xf32>
    %p3 = tensor.collapse_shape %p [[0, 1], [2], [3]] : tensor<2x4x8x9xf32> into tensor<8x8x9xf32>
    %v3 = tensor.collapse_shape %v [[0, 1], [2], [3]] : tensor<2x4x9x16xf32> into tensor<8x9x16xf32>
    %o3 = linalg.batch_matmul ins(%p3, %v3 : tensor<8x8x9xf32>, tensor<8x9x16xf32>) outs(%fo : tensor<8x8x16xf32>) -> tensor<8x8x16xf32>
    %o = tensor.expand_shape %o3 [[0, 1], [2], [3]] output_shape [2, 4, 8, 16] : tensor<8x8x16xf32> into tensor<2x4x8x16xf32>
    ```

    After:

    ```mlir
    %0 = tensor.empty() : tensor<2x4x8x16xf32>
    %1 = heddle.attention ins(%q, %k, %v : tensor<2x4x8x16xf32>, tensor<2x4x9x16xf32>, tensor<2x4x9x16xf32>)
        outs(%0 : tensor<2x4x8x16xf32>) {mask = #heddle.causal} -> tensor<2x4x8x16xf32>
    ```

    A gate that follows is made part of the op by `heddle-fuse-gate`; if it is
    fused into the last step of attention, that step is split off first.
  }];
  let options = [
    Option<"remarks", "remarks", "bool", /*default=*/"false",
           "Emit a remark for each product weighted by a softmax that stays, "
           "with the reason">,
  ];
  let dependentDialects = [
    "::heddle::HeddleDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

#endif // HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD
