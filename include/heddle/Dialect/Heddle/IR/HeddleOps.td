//===- HeddleOps.td - Operations ---------------------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_HEDDLEOPS_TD
#define HEDDLE_DIALECT_HEDDLE_IR_HEDDLEOPS_TD

include "heddle/Dialect/Heddle/IR/HeddleAttributes.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/TilingInterface.td"
include "mlir/IR/OpBase.td"

/// A ranked tensor or memref of f32, f16 or bf16.
def Heddle_FloatTensorOrMemRef
    : AnyTypeOf<[RankedTensorOf<[F32, F16, BF16]>, MemRefOf<[F32, F16, BF16]>],
                "ranked tensor or memref of f32, f16 or bf16 values">;

def Heddle_I32TensorOrMemRef
    : AnyTypeOf<[RankedTensorOf<[I32]>, MemRefOf<[I32]>],
                "ranked tensor or memref of i32 values">;

/// A float attribute of any float type.
def Heddle_FloatAttr : Attr<CPred<"::llvm::isa<::mlir::FloatAttr>($_self)">,
                            "float attribute"> {
  let storageType = "::mlir::FloatAttr";
  let returnType = "::mlir::FloatAttr";
  let convertFromStorage = "$_self";
}

class Heddle_Op<string mnemonic, list<Trait> traits = []>
    : Op<Heddle_Dialect, mnemonic, traits>;

/// An op that writes its `outs`: results tied to them on tensors, none on
/// memrefs.
class Heddle_DestinationOp<string mnemonic, list<Trait> traits = []>
    : Heddle_Op<mnemonic, !listconcat(traits, [
          DestinationStyleOpInterface,
          DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
          DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface,
                                    ["reifyResultShapes"]>])> {
  let hasVerifier = 1;

  code destinationDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() {
      return getOutsMutable();
    }
    ::heddle::LayoutAttr getLayoutOrDefault();
    ::heddle::RoundingMode getRoundingMode();
    /// Whether this op works on memrefs.
    bool isOnBuffers();
  }];
  let extraClassDeclaration = destinationDeclaration;
}

//===----------------------------------------------------------------------===//
// heddle.attention
//===----------------------------------------------------------------------===//

def Heddle_AttentionOp : Heddle_DestinationOp<"attention", [
    AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<TilingInterface,
        ["getIterationDomain", "getLoopIteratorTypes",
         "getTiledImplementation", "getResultTilePosition",
         "generateResultTileValue", "getIterationDomainTileFromResultTile"]>,
    PartialReductionOpInterface]> {
  let summary = "attention whose output is gated by the query";
  let description = [{
    For batch entry b, query head h, query i, with key head h' = h / (H / Hk):

    ```
    s_j = scores(scale * sum_k query[b,h,i,k] * key[b,h',j,k])   for visible j
    p   = normalizer(s)
    o   = sum_j p_j * value[b,h',j,:]
    y   = o * f(g)      or o + f(g), as `gate` says; y = o without a gate
    ```

    B is the batch, H the query heads, Hk the key heads, M the queries, N the
    keys, K the width of queries and keys, D the width of values. Every extent
    may be dynamic.

    | operand | group | shape in layout `bhsd` |
    |---|---|---|
    | query, key, value | `ins` | [B,H,M,K], [B,Hk,N,K], [B,Hk,N,D] |
    | gate logits | `gate` | elementwise [B,H,M,D], headwise [B,H,M], shared [B,M,D], static [H,D] |
    | additive bias | `bias` | [B or 1, H or 1, M or 1, N] |
    | sink logits | `sink` | [H] |
    | key lengths | `lengths` | [B], i32, clamped to [0, N] |
    | origin | `origin` | six index values: b0, h0, i0, j0, Mt, Nt |
    | logits of the query's gate | `query_gate` | elementwise [B,H,M,K], headwise [B,H,M], shared [B,M,K], static [H,K] |
    | logits of the key's gate | `key_gate` | elementwise [B,Hk,N,K], headwise [B,Hk,N], shared [B,N,K], static [Hk,K] |
    | logits of the value's gate | `value_gate` | elementwise [B,Hk,N,D], headwise [B,Hk,N], shared [B,N,D], static [Hk,D] |
    | destinations | `outs` | [B,H,M,D] and optionally the log-sum-exp [B,H,M], f32 |

    `mask` decides which keys a query sees, after the score list; a score of
    -inf is a masked key for every normalizer. A row without a visible key has
    o = 0 and a log-sum-exp of -inf. `scores` is a list applied in order, then
    the `score` region, whose arguments are the score and the indices of batch
    entry, query head, query and key. The default of `scale` is 1/sqrt(K) (1 if
    K is 0), of `normalizer` `#heddle.softmax`. Products accumulate in f32; scores, weights
    and gate are computed in f32; `allow_tf32` lets f32 products be rounded to
    TF32.

    Query, key and value may have gates of their own, which act before
    everything else: with a `query_gate`, the op computes with query * f(g) or
    query + f(g), computed in f32 and rounded to the query's element type, as
    the result of `heddle.gate` would be; so do `key_gate` and `value_gate`.
    Their logits are in the order of the layout's `qkv`. `rounding` does not
    concern them.

    With `origin`, the op computes a slice of a larger attention: its batch
    entry b, query head h, query i and key j stand for b0 + b, h0 + h, i0 + i
    and j0 + j of it wherever an index matters (masks, scores, lengths). Mt and
    Nt are its numbers of queries and keys, which `bottom_right` asks for.
    Lengths are those of the whole, clamped to [0, Nt]. A slice of the keys
    knows no others. Tiling makes such ops.

    The loops of `TilingInterface` are batch entries, query heads and queries,
    which are parallel, and keys, a reduction. A tile has all keys. Those are
    split by `PartialReductionOpInterface`, for normalizers whose parts can be
    merged by their log-sum-exps: each part is an attention in f32 without gate
    and sink, and `heddle.merge` combines them. Its strategy "outer parallel"
    computes one part for each tile of keys; "outer reduction" merges tile after
    tile into the first of as many parts as a tile has keys, which is what the
    interface allots.

    On tensors the op returns its destinations; on memrefs it has no results.

    Constraints:

    - C1: operands and destinations are all tensors or all memrefs; results are
      of the types of the destinations, and on memrefs there are none.
    - C2: query, key and value have rank 4 and one element type.
    - C3: B of key and value, K of key, N and Hk of value agree with query and
      key.
    - C4: H is a multiple of Hk.
    - C5: the first destination is [B,H,M,D].
    - C6: one or two destinations; the second, the log-sum-exp, is [B,H,M] of
      f32, and the normalizer has one.
    - C7: gate logits and the `gate` attribute come together.
    - C8: the gate logits have the shape of the gate's granularity.
    - C9: the bias is [B or 1, H or 1, M or 1, N]; it is broadcast only along a
      static 1.
    - C10: `#heddle.bias` needs the bias operand; it and `#heddle.alibi` stand
      in the list at most once.
    - C11: the sink is [H], and the normalizer accepts one.
    - C12: lengths are [B].
    - C13: `#heddle.alibi` has one slope for each query head.
    - C14: `scale` is finite in f32, and 0 there only if it is 0.
    - C15: the `score` region has one block with arguments (f32, index, index,
      index, index) that yields one f32.
    - C16: `origin` has six values or none.
    - C17: `mask`, `normalizer`, the gates and each of `scores` implement their
      interfaces.
    - C18: the logits and the attribute of `query_gate`, `key_gate` and
      `value_gate` come together.
    - C19: the logits of `query_gate`, `key_gate` and `value_gate` have the
      shape of the gate's granularity.

    Examples:

    ```mlir
    %y = heddle.attention
        ins(%q, %k, %v : tensor<1x16x2048x256xbf16>, tensor<1x2x2048x256xbf16>, tensor<1x2x2048x256xbf16>)
        gate(%g : tensor<1x16x2048x256xbf16>)
        outs(%init : tensor<1x16x2048x256xbf16>)
        {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal, scale = 6.25e-02 : f32}
        -> tensor<1x16x2048x256xbf16>
    ```

    Values are gated too, by a number for each key:

    ```mlir
    %y = heddle.attention
        ins(%q, %k, %v : tensor<1x4x8x16xf32>, tensor<1x2x9x16xf32>, tensor<1x2x9x16xf32>)
        gate(%g : tensor<1x4x8x16xf32>) value_gate(%gv : tensor<1x2x9xf32>)
        outs(%init : tensor<1x4x8x16xf32>)
        {gate = #heddle.gate<sigmoid, elementwise>, value_gate = #heddle.gate<silu, headwise>} -> tensor<1x4x8x16xf32>
    ```
  }];

  let arguments = (ins
    Heddle_FloatTensorOrMemRef:$query,
    Heddle_FloatTensorOrMemRef:$key,
    Heddle_FloatTensorOrMemRef:$value,
    Optional<Heddle_FloatTensorOrMemRef>:$gateLogits,
    Optional<Heddle_FloatTensorOrMemRef>:$bias,
    Optional<Heddle_FloatTensorOrMemRef>:$sink,
    Optional<Heddle_I32TensorOrMemRef>:$lengths,
    Variadic<Index>:$origin,
    Optional<Heddle_FloatTensorOrMemRef>:$queryGateLogits,
    Optional<Heddle_FloatTensorOrMemRef>:$keyGateLogits,
    Optional<Heddle_FloatTensorOrMemRef>:$valueGateLogits,
    Variadic<Heddle_FloatTensorOrMemRef>:$outs,
    OptionalAttr<Heddle_GateAttrInterface>:$gate,
    OptionalAttr<Heddle_GateAttrInterface>:$query_gate,
    OptionalAttr<Heddle_GateAttrInterface>:$key_gate,
    OptionalAttr<Heddle_GateAttrInterface>:$value_gate,
    OptionalAttr<Heddle_MaskAttrInterface>:$mask,
    OptionalAttr<ArrayAttr>:$scores,
    OptionalAttr<Heddle_NormalizerAttrInterface>:$normalizer,
    OptionalAttr<Heddle_FloatAttr>:$scale,
    OptionalAttr<Heddle_LayoutAttr>:$layout,
    OptionalAttr<Heddle_RoundingAttr>:$rounding,
    UnitAttr:$allow_tf32);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let regions = (region AnyRegion:$score);

  let assemblyFormat = [{
    `ins` `(` $query `,` $key `,` $value `:`
              type($query) `,` type($key) `,` type($value) `)`
    (`gate` `(` $gateLogits^ `:` type($gateLogits) `)`)?
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`sink` `(` $sink^ `:` type($sink) `)`)?
    (`lengths` `(` $lengths^ `:` type($lengths) `)`)?
    (`origin` `(` $origin^ `)`)?
    (`query_gate` `(` $queryGateLogits^ `:` type($queryGateLogits) `)`)?
    (`key_gate` `(` $keyGateLogits^ `:` type($keyGateLogits) `)`)?
    (`value_gate` `(` $valueGateLogits^ `:` type($valueGateLogits) `)`)?
    `outs` `(` $outs `:` type($outs) `)`
    attr-dict (`score` $score^)? (`->` type($results)^)?
  }];

  let extraClassDeclaration = destinationDeclaration # [{
    /// The logits of a gate on query, key or value, and how they act; null
    /// without a gate.
    struct OperandGate {
      ::mlir::Value logits;
      ::heddle::GateAttrInterface gate;

      explicit operator bool() const { return bool(gate); }
    };
    OperandGate getQueryGateUse();
    OperandGate getKeyGateUse();
    OperandGate getValueGateUse();

    ::mlir::ShapedType getQueryType();
    ::mlir::ShapedType getKeyType();
    ::mlir::ShapedType getValueType();
    ::mlir::ShapedType getResultType();

    /// Positions of dimensions in operands of `order`.
    static int64_t getHeadDim(::heddle::DimOrder order);
    static int64_t getSequenceDim(::heddle::DimOrder order);

    /// Static extents, or `ShapedType::kDynamic`.
    int64_t getStaticBatch();
    int64_t getStaticHeads();
    int64_t getStaticKeyHeads();
    int64_t getStaticQueries();
    int64_t getStaticKeys();
    int64_t getStaticKeyWidth();
    int64_t getStaticValueWidth();

    ::heddle::NormalizerAttrInterface getNormalizerOrDefault();
    /// The score list, with `#heddle.bias` appended if the op has a bias that
    /// the list does not place.
    ::llvm::SmallVector<::heddle::ScoreAttrInterface> getScoreList();
    /// The `scale` attribute or its default, 1/sqrt(K), or 1 for K = 0; nothing
    /// if that is asked for and K is dynamic.
    std::optional<double> getScaleValue();
    /// The log-sum-exp's destination, or null.
    ::mlir::Value getLogSumExpInit();

    // PartialReductionOpInterface, whose own declarations leave out `::mlir`.
    ::llvm::FailureOr<::llvm::SmallVector<::mlir::Value>>
    generateInitialTensorForPartialReduction(
        ::mlir::OpBuilder &builder, ::mlir::Location loc,
        ::llvm::ArrayRef<::mlir::OpFoldResult> sizes,
        const ::llvm::SetVector<unsigned> &reductionDims);
    ::llvm::FailureOr<::mlir::TilingResult> tileToPartialReduction(
        ::mlir::OpBuilder &builder, ::mlir::Location loc,
        ::mlir::ReductionTilingStrategy strategy, ::mlir::ValueRange init,
        ::llvm::ArrayRef<::mlir::OpFoldResult> offsets,
        ::llvm::ArrayRef<::mlir::OpFoldResult> sizes,
        const ::llvm::SetVector<unsigned> &reductionDims,
        ::llvm::ArrayRef<::mlir::OpFoldResult> splitReductionIvs);
    ::llvm::FailureOr<::mlir::MergeResult> mergeReductions(
        ::mlir::OpBuilder &builder, ::mlir::Location loc,
        ::mlir::ValueRange partials,
        const ::llvm::SetVector<unsigned> &reductionDims);
    ::llvm::LogicalResult getPartialResultTilePosition(
        ::mlir::OpBuilder &builder, unsigned resultNumber,
        ::mlir::ReductionTilingStrategy strategy,
        ::llvm::ArrayRef<::mlir::OpFoldResult> offsets,
        ::llvm::ArrayRef<::mlir::OpFoldResult> sizes,
        const ::llvm::SetVector<unsigned> &reductionDims,
        ::llvm::ArrayRef<::mlir::OpFoldResult> splitReductionIvs,
        ::llvm::SmallVector<::mlir::OpFoldResult> &resultOffsets,
        ::llvm::SmallVector<::mlir::OpFoldResult> &resultSizes);
  }];
}

def Heddle_YieldOp : Heddle_Op<"yield", [
    Pure, Terminator, HasParent<"AttentionOp">]> {
  let summary = "ends the score region";
  let description = [{
    Returns the changed score from the `score` region of `heddle.attention`.

    ```mlir
    heddle.yield %t : f32
    ```
  }];
  let arguments = (ins F32:$value);
  let assemblyFormat = "$value attr-dict `:` type($value)";
}

//===----------------------------------------------------------------------===//
// heddle.gate
//===----------------------------------------------------------------------===//

def Heddle_GateOp : Heddle_DestinationOp<"gate"> {
  let summary = "a gate alone";
  let description = [{
    `y = x * f(g)`, or `x + f(g)`, as `gate` says: the gate at the other places
    where models put one (after the value, key, query or output projection), and
    what fusion into `heddle.attention` starts from. The shape of the logits
    follows from the granularity as in `heddle.attention`, with x in the
    result's place: x is [B,H,M,D] in the order of the layout's `result`, the
    logits are in the order of its `gate`. An x of another rank takes an
    elementwise gate of its own shape.

    Constraints:

    - C1: operands and destination are all tensors or all memrefs; the result
      is of the destination's type.
    - C2: x and destination have one shape.
    - C3: the gate logits have the shape of the gate's granularity; an x of
      another rank than 4 has an elementwise gate, of its shape.
    - C4: `gate` implements `GateAttrInterface`.

    Example:

    ```mlir
    %z = heddle.gate ins(%x, %g : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) outs(%init : tensor<1x4x8x16xf32>)
        {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
    ```
  }];

  let arguments = (ins
    Heddle_FloatTensorOrMemRef:$input,
    Heddle_FloatTensorOrMemRef:$gateLogits,
    Heddle_FloatTensorOrMemRef:$outs,
    Heddle_GateAttrInterface:$gate,
    OptionalAttr<Heddle_LayoutAttr>:$layout,
    OptionalAttr<Heddle_RoundingAttr>:$rounding);
  let results = (outs Optional<AnyRankedTensor>:$result);

  let assemblyFormat = [{
    `ins` `(` $input `,` $gateLogits `:` type($input) `,` type($gateLogits) `)`
    `outs` `(` $outs `:` type($outs) `)` attr-dict (`->` type($result)^)?
  }];

}

//===----------------------------------------------------------------------===//
// heddle.merge
//===----------------------------------------------------------------------===//

def Heddle_MergeOp : Heddle_DestinationOp<"merge", [AttrSizedOperandSegments]> {
  let summary = "combines partial attention of split keys";
  let description = [{
    The keys of one attention were split into P parts; part p has the ungated
    output o_p and the log-sum-exp l_p. With w_p = exp(l_p) (0 for -inf):

    ```
    y   = gate(sum_p w_p * o_p / (sum_p w_p + t))
    lse = log(sum_p w_p)
    ```

    where t is exp(sink[h]) with sink logits, 1 for `#heddle.softmax1`, and 0
    otherwise. Each o_p is normalized by w_p alone, so sink, 1 and gate act only
    here. A row whose parts are all empty gives gate(0) and -inf.

    | operand | group | shape |
    |---|---|---|
    | partial outputs, log-sum-exps | `ins` | [P,B,H,M,D] with the last four in the order of the layout's `result`; [P,B,H,M], f32 |
    | gate logits | `gate` | as in `heddle.attention` |
    | sink logits | `sink` | [H] |
    | destinations | `outs` | [B,H,M,D], and optionally the log-sum-exp [B,H,M], f32 |

    Constraints:

    - C1: operands and destinations are all tensors or all memrefs; results are
      of the types of the destinations.
    - C2: partial outputs have rank 5 and log-sum-exps are [P,B,H,M] of f32.
    - C3: the first destination is [B,H,M,D].
    - C4: one or two destinations; the second is [B,H,M] of f32.
    - C5: gate logits and the `gate` attribute come together.
    - C6: the gate logits have the shape of the gate's granularity.
    - C7: the sink is [H], and the normalizer accepts one.
    - C8: the normalizer has a log-sum-exp.

    Example:

    ```mlir
    %y = heddle.merge ins(%o, %l : tensor<2x1x4x8x16xf32>, tensor<2x1x4x8xf32>) gate(%g : tensor<1x4x8x16xf32>)
        outs(%init : tensor<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
    ```
  }];

  let arguments = (ins
    Heddle_FloatTensorOrMemRef:$partials,
    Heddle_FloatTensorOrMemRef:$logSumExps,
    Optional<Heddle_FloatTensorOrMemRef>:$gateLogits,
    Optional<Heddle_FloatTensorOrMemRef>:$sink,
    Variadic<Heddle_FloatTensorOrMemRef>:$outs,
    OptionalAttr<Heddle_GateAttrInterface>:$gate,
    OptionalAttr<Heddle_NormalizerAttrInterface>:$normalizer,
    OptionalAttr<Heddle_LayoutAttr>:$layout,
    OptionalAttr<Heddle_RoundingAttr>:$rounding);
  let results = (outs Variadic<AnyRankedTensor>:$results);

  let assemblyFormat = [{
    `ins` `(` $partials `,` $logSumExps `:`
              type($partials) `,` type($logSumExps) `)`
    (`gate` `(` $gateLogits^ `:` type($gateLogits) `)`)?
    (`sink` `(` $sink^ `:` type($sink) `)`)?
    `outs` `(` $outs `:` type($outs) `)` attr-dict (`->` type($results)^)?
  }];

  let extraClassDeclaration = destinationDeclaration # [{
    ::heddle::NormalizerAttrInterface getNormalizerOrDefault();
    /// The log-sum-exp's destination, or null.
    ::mlir::Value getLogSumExpInit();
  }];
}

#endif // HEDDLE_DIALECT_HEDDLE_IR_HEDDLEOPS_TD
