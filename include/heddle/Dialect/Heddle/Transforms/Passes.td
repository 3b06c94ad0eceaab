//===- Passes.td - Passes on the Heddle dialect ------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_TD
#define HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// heddle-fuse-gate
//===----------------------------------------------------------------------===//

def HeddleFuseGate : Pass<"heddle-fuse-gate"> {
  let summary = "makes gates part of the attention beside them";
  let description = [{
    On tensors, makes a `heddle.gate` on the output of an ungated
    `heddle.attention` the `gate` group of that attention, and one on its query,
    key or value the group `query_gate`, `key_gate` or `value_gate`. An output
    is then gated before it is written, and a gated operand is never written.
    The log-sum-exp, if there is one, stays.

    The pass leaves a gate as it is where

    - its x and its result are not of one type;
    - what lies between gate and attention has another use;
    - the attention has a gate in that place already;
    - the layouts disagree: x, in the order of the gate layout's `result`, must
      be in the order of the attention's `result`, or of its `qkv`, and so must
      elementwise and headwise logits on query, key or value; the logits of a
      gate on the output may have either order;
    - it is on the output and there is no place for the fused op: neither are the
      gate's operands there where the attention is, nor is the gate in the block
      of the attention and before all users of the log-sum-exp;
    - it is on query, key or value and in another block than the attention, or
      rounds its activated logits (`rounding<unfused>` on another type than f32);
    - it is on key or value, and more than `max-rows` queries read each key head.
      Every tile of queries gates its keys again: what a few queries save, many
      pay for.

    Before fusion, the attention's output is rounded to its element type before
    the gate reads it. Of a gate without `rounding`, or with `fused`, it is not
    any more: the result is rounded once. A gate with `rounding<unfused>` makes
    an attention with `rounding<unfused>`, whose result is what it was. Gates on
    query, key and value change no bit.

    Gates that other compilers write out are fused too: an activation of logits,
    and a product or sum, in bodies of linalg (in one op or several, generic or
    named) or in `arith` and `math` on tensors, in f32 between casts or in the
    storage type. Between attention and gate, and between logits and gate, there
    may be casts, transpositions, reshapes and broadcasts.

    | activation | forms |
    |---|---|
    | `sigmoid` | 1 / (1 + exp(-x)), exp(x) / (1 + exp(x)), 0.5 + 0.5 tanh(x / 2), and y / (1 + exp(-x)) for the whole gate |
    | `ns_sigmoid` | 0.5 + 0.5 sigmoid(x), 0.75 + 0.25 tanh(x / 2) |
    | `silu` | x sigmoid(x), x / (1 + exp(-x)) |
    | `softplus` | log1p(exp(x)), log(1 + exp(x)), max(x, 0) + log1p(exp(-abs(x))); with x itself where x is above 16 or more, and with the test for NaN of jax |
    | `tanh` | tanh(x) |
    | `identity` | x, unless elementwise arithmetic or a constant made it; not on query, key and value |

    The logits are read from the tensor farthest back that holds them, which may
    be a slice of a packed projection. If its order of dimensions is one that a
    layout names, that becomes the layout's `gate`, and there is no copy; if not,
    they are transposed before the attention. Logits that the body computes which
    activates them, as by adding a bias, are computed in an op of their own. The
    layout's `result` becomes the order in which the gated output is needed.

    Rounding is kept. Where the output or the activated logits are rounded to the
    type of the result before they meet, the attention has `rounding<unfused>`,
    which rounds both. Where they are rounded to a type that is not the result's,
    as when a bf16 output is gated in f32 and stays f32, the gate is left. With
    `allow-reassociation` there is one rounding, at the end, in both cases.
    Roundings in the midst of an activation are not kept.

    These are left as they are, and a missed remark of the category
    `heddle-fuse-gate` at the attention says why:

    - an output with other uses, so that they have the ungated one; that goes for
      a gate that depends on the output itself;
    - other arithmetic on the output before the gate, or in the body of the
      product after it;
    - an activation that is none of the above: of a scaled or negated logit, a
      product of two;
    - logits that the body that activates them computes from more than elements
      of tensors, as from indices;
    - logits broadcast as no granularity allows, as over batch entries;
    - logits that are there too late, or change in a loop that the attention is
      not in.

    In `heddle-lower-to-cpu` the pass is the first, before bufferization; with
    `unfused` it does not run.

    Before:

    ```mlir
    %w = heddle.gate ins(%v, %gv : !rows, !sums) outs(%0 : !rows) {gate = #heddle.gate<silu, headwise>} -> !rows
    %y = heddle.attention ins(%q, %k, %w : !rows, !rows, !rows) outs(%0 : !rows) {mask = #heddle.causal} -> !rows
    %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !rows) {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
    ```

    After:

    ```mlir
    %z = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) gate(%g : !rows) value_gate(%gv : !sums) outs(%1 : !rows)
        {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal, value_gate = #heddle.gate<silu, headwise>} -> !rows
    ```
  }];
  let options = [
    Option<"maxRows", "max-rows", "int64_t", /*default=*/"0",
           "Fuse gates on key and value only if at most so many queries, "
           "H / Hk * M, read each key head, as far as that is static; 0 for any "
           "number">,
    Option<"allowReassociation", "allow-reassociation", "bool",
           /*default=*/"false",
           "Leave out roundings that come before the gate, and round once, at "
           "the end">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

//===----------------------------------------------------------------------===//
// heddle-fuse-producers
//===----------------------------------------------------------------------===//

def HeddleFuseProducers : Pass<"heddle-fuse-producers"> {
  let summary = "computes norms and rotations of queries and keys in tiles";
  let description = [{
    On tensors, tiles each `heddle.attention` whose queries or keys are computed
    row by row, as by RMSNorm per head and rotary embedding, and computes those
    rows in the tiles: whole tensors of them are never in memory. This is
    `scf::tileConsumerAndFuseProducersUsingSCF` on the op's `TilingInterface`.

    - If keys are so computed, loops run over batch entries and key heads. Each
      tile has all keys and queries of a head, so that a key is computed once;
      queries that are so computed follow. If it is not static how many query
      heads share a key head, the loop is over batch entries alone.
    - If queries are so computed, and there are more than `tile-queries`, or it is
      not static how many there are, a loop runs over blocks of `tile-queries`
      queries.

    What computes rows, from the attention back, are ops of linalg that read each
    row of an operand for the same row of the result (elementwise arithmetic,
    reductions of channels, transpositions), and `tensor.extract_slice`,
    `tensor.insert_slice` and `tensor.concat` of the last dimension. Operands without such rows, like
    weights of channels and tables of sines, are computed before, as they were;
    products of matrices, which read rows more than once, too.

    What computes anything else as well stays where it is, with all that it is
    computed from; a missed remark of the category `heddle-fuse-producers` at the
    attention says so of queries (operand 0) and keys (operand 1). The extents of
    a tensor do not count as a use.

    In `heddle-optimize` and `heddle-lower-to-cpu` it runs with
    `fuse-producers`, after the gates.

    Before:

    ```mlir
    %n = linalg.generic ins(%q, %w) outs(%0) { mulf } -> tensor<1x4x64x32xf32>
    %y = heddle.attention ins(%n, %k, %v) outs(%1) -> tensor<1x4x64x32xf32>
    ```

    After, with `tile-queries=16`:

    ```mlir
    %y = scf.for %i = %c0 to %c64 step %c16 iter_args(%all = %1) {
      %qt = tensor.extract_slice %q[0, 0, %i, 0] [1, 4, 16, 32] [1, 1, 1, 1]
      %n = linalg.generic ins(%qt, %w) outs(%2) { mulf } -> tensor<1x4x16x32xf32>
      %yt = heddle.attention ins(%n, %k, %v) origin(%c0, %c0, %i, %c0, %c64, %c64) outs(%3) -> tensor<1x4x16x32xf32>
      %next = tensor.insert_slice %yt into %all[0, 0, %i, 0] [1, 4, 16, 32] [1, 1, 1, 1]
      scf.yield %next
    }
    ```
  }];
  let options = [
    Option<"tileQueries", "tile-queries", "int64_t", /*default=*/"256",
           "Queries of a tile that computes its queries; at least 1">,
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

//===----------------------------------------------------------------------===//
// heddle-decompose-attention
//===----------------------------------------------------------------------===//

def HeddleDecomposeAttention : Pass<"heddle-decompose-attention"> {
  let summary = "writes Heddle's ops on tensors out in linalg";
  let description = [{
    Rewrites `heddle.attention`, `heddle.gate` and `heddle.merge` on tensors
    into linalg on tensors: the semantics written out, for other backends of
    MLIR and as the lowering that fuses nothing. Ops on memrefs stay.

    The scores of a head are a tensor [B,H,M,N] of f32, changed in place. Keys
    are transposed first, so that the innermost loop of both products is
    parallel and of unit stride. Results are computed in f32 and rounded where
    the op's `rounding` says so. `#heddle.stick_breaking` takes one key after the
    other in an `scf.for`, since linalg has no scan.

    Example, without types:

    ```mlir
    %y = heddle.attention ins(%q, %k, %v) outs(%init) {mask = #heddle.causal}
    ```
    becomes
    ```mlir
    %kt = linalg.transpose ins(%k) outs(%0) permutation = [0, 1, 3, 2]
    %1 = linalg.generic ins(%q, %kt) outs(%zeros) { mulf, addf }
    %s = linalg.generic outs(%1) { mulf by scale; select by mask }
    %m = linalg.reduce { arith.maximumf } ins(%s) outs(%minus_inf) dimensions = [3]
    %p = linalg.generic ins(%m) outs(%s) { subf, math.exp }
    %l = linalg.reduce { arith.addf } ins(%p) outs(%zeros) dimensions = [3]
    %r = linalg.generic ins(%l) outs(%2) { divf }
    %o = linalg.generic ins(%p, %v) outs(%zeros) { mulf, addf }
    %y = linalg.generic ins(%o, %r) outs(%init) { mulf, truncf }
    ```
  }];
  let options = [
    Option<"attention", "attention", "bool", /*default=*/"true",
           "Also heddle.attention; heddle.gate and heddle.merge always are">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::math::MathDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::vector::VectorDialect"
  ];
}

//===----------------------------------------------------------------------===//
// heddle-tile-attention
//===----------------------------------------------------------------------===//

def HeddleTileAttention
    : Pass<"heddle-tile-attention", "::mlir::func::FuncOp"> {
  let summary = "rewrites attention on memrefs into a tile program";
  let description = [{
    Rewrites each `heddle.attention` on memrefs into one workgroup's work on
    tiles, in upstream dialects only: an `scf.forall` over batch entries, query
    heads and blocks of `tile-queries` queries; in it `scf.for` over blocks of
    `tile-keys` keys; values such as `vector<32x64xf32>` that mean a
    tile. Every target starts from this program, and so does the stock lowering
    of MLIR, if the tiles are small.

    The mask's interval of keys bounds the loops: keys that no query of a block
    sees are never loaded. The middle loop takes whole blocks that every query
    sees, without a predicate. Edge loops take the rest; where there are keys
    before and after the middle, and the normalizer does not mind their order,
    one loop takes both in turn, after the middle:

    - their blocks may hold fewer than `tile-keys` keys: `%cols = min(tile-keys,
      bound - n0)`; reductions over keys and the second contraction stand in
      `vector.mask` with a `vector.create_mask` of that many columns; other ops
      are not masked, and what they compute past `%cols` is not used;
    - with a mask attribute, its predicate selects between score and -inf.

    Fewer keys than `tile-keys`, a multiple of 32 and static, are one tile.

    If all extents are static and every workgroup has as much to do, or, with a
    mask, every head and there are at least 8, the `scf.forall` has an attribute
    `heddle.work`: the multiply-adds of all workgroups. Targets may run short
    loops in another way.

    Elements of query, key and value that are not f32 or in `native-types` are
    extended to f32 before they are multiplied. Weights are rounded to a native
    type before the second contraction, which accumulates in f32.

    Up to `max-rows` queries, if their number is static, make a tile of their
    own height, with `row-keys` keys. The rows of the tile of a single query are
    the heads that share a key head, if the numbers of heads are static: keys
    and values are then read once for all of them. Several queries of such heads
    are all taken as queries of one head, in tiles of the height that so many
    have, where a view of memory has heads and queries as one dimension, and no
    operand is one a head: not with a sink, a gate on queries, or a gate that is
    shared or static.

    With `split-workgroups`, the keys of ops that may have fewer workgroups, as
    far as extents are static, are split: parts are one more dimension of the
    `scf.forall`, after the batch. Their number follows from the extents at run
    time, with no fewer than `part-keys` keys for each, and each workgroup cuts
    the interval of keys that its mask and length leave. It writes the state of
    its normalizer and the accumulated output; a second `scf.forall` merges them
    in the order of keys, ends the normalizer and applies sink and gate. Ops
    whose normalizer has no merge of states are left whole.

    Tiles have all channels of the widths K and D, if those are static and at
    most `max-width`. A longer or dynamic K is taken in chunks of `key-chunk`
    channels, by a loop around the first contraction; a longer or dynamic D in
    chunks of `value-chunk`, by one more dimension of the `scf.forall`, whose
    workgroups each compute the weights anew. Channels past the end read as 0.

    A workgroup may have several panels, tiles of queries, that take the keys in
    chunks, one panel after the other, so that a cache of `chunk-bytes` holds a
    chunk for all but the first of them. Between chunks the state of a panel,
    `vector<32xf32>` and `vector<32x64xf32>` above, lies in scratch, with queries
    innermost. Keys and values that must be computed (extended to f32, gated) are
    computed once a chunk, into scratch. There are at most `panels` of them, and
    so few that there still are `workgroups` workgroups; just one where all keys
    of a head are less than a chunk and need no computation.

    With `overlap-products`, a round of the loop over whole blocks computes its
    scores, multiplies the values of the block before with the weights that the
    loop carries, and then computes its own weights: a target whose products go on
    by themselves has one to do meanwhile. The first scores and the last values
    are multiplied around the loop. Loops of ordered normalizers stay as they are.

    With `rescale-slack`, from 0 to 8, whole blocks keep the reference of their
    rows, such as softmax's maximum, while no score exceeds it by more than so
    many powers of two. Weights then are up to that large, and what is
    accumulated is rescaled only in a branch that is rarely taken, on a
    `vector.reduction <or>` with the attribute `heddle.rare`. Rows that do not
    need it stay as they are there, so a target may decide it by groups of rows.
    With `overlap-products`, too, references and sums change in each round, and
    only the output waits for the branch, behind the weights; its attribute is
    `heddle.votes`, as a second look would not find the condition false. A single
    row has no such branch.

    With `weight-factor`, from 1 to 2, a normalizer that divides by the sum of
    its weights makes those that are rounded to bf16 so much larger, and takes it
    back from the sum: a target that cuts bits off then needs no correction of
    each. Their `arith.truncf` has the factor as its attribute `heddle.weights`.

    Example, with `tile-queries=16 tile-keys=32`, shortened:

    ```mlir
    heddle.attention ins(%q, %k, %v : memref<?x?x?x64xf32>, memref<?x?x?x64xf32>, memref<?x?x?x64xf32>)
                     outs(%y : memref<?x?x?x64xf32>)
    ```
    becomes
    ```mlir
    scf.forall (%b, %h, %p) in (%B, %H, %blocks) {
      %qt = vector.transfer_read %q[%b, %h, %m0, %c0], %zero {in_bounds = [false, true]} : memref<?x?x?x64xf32>, vector<16x64xf32>
      %r:3 = scf.for %n0 = %c0 to %whole step %c32 iter_args(%m = %ninf, %l = %none, %o = %nothing) -> (vector<16xf32>, vector<16xf32>, vector<16x64xf32>) {
        %kt = vector.transfer_read %k[%b, %hk, %n0, %c0], %zero {in_bounds = [true, true]} : memref<?x?x?x64xf32>, vector<32x64xf32>
        %s = vector.contract {…} %qs, %kt, %zeros : vector<16x64xf32>, vector<32x64xf32> into vector<16x32xf32>
        …
      }
      %e:3 = scf.for %n0 = %whole to %N step %c32 iter_args(%m = %r#0, %l = %r#1, %o = %r#2) -> (vector<16xf32>, vector<16xf32>, vector<16x64xf32>) {
        …
      }
      vector.transfer_write %yt, %y[%b, %h, %m0, %c0] {in_bounds = [false, true]} : vector<16x64xf32>, memref<?x?x?x64xf32>
    }
    ```
  }];
  let options = [
    Option<"tileQueries", "tile-queries", "int64_t", /*default=*/"32",
           "Queries of a tile">,
    Option<"tileKeys", "tile-keys", "int64_t", /*default=*/"64",
           "Keys of a tile">,
    Option<"maxRows", "max-rows", "int64_t", /*default=*/"0",
           "Queries, or of a single query heads of a group, that make a tile of "
           "their own height, at most; 0 for none">,
    Option<"rowKeys", "row-keys", "int64_t", /*default=*/"256",
           "Keys of such a tile">,
    Option<"splitWorkgroups", "split-workgroups", "int64_t", /*default=*/"0",
           "Split the keys of few queries until there are so many workgroups; 0 "
           "to leave them whole">,
    Option<"partKeys", "part-keys", "int64_t", /*default=*/"512",
           "Fewest keys of a part">,
    Option<"maxWidth", "max-width", "int64_t", /*default=*/"1024",
           "Channels of a static K or D that tiles have whole">,
    Option<"keyChunk", "key-chunk", "int64_t", /*default=*/"128",
           "Channels of a tile where K is dynamic or above max-width">,
    Option<"valueChunk", "value-chunk", "int64_t", /*default=*/"256",
           "Channels of a tile where D is dynamic or above max-width">,
    Option<"panels", "panels", "int64_t", /*default=*/"1",
           "Tiles of queries that share a chunk of keys, at most">,
    Option<"chunkBytes", "chunk-bytes", "int64_t", /*default=*/"524288",
           "Bytes of keys and values in a chunk, at most">,
    Option<"workgroups", "workgroups", "int64_t", /*default=*/"1",
           "Workgroups that there should be at least, if need be with fewer "
           "panels each">,
    Option<"overlapProducts", "overlap-products", "bool", /*default=*/"false",
           "Multiply values one round after their weights are computed">,
    Option<"rescaleSlack", "rescale-slack", "double", /*default=*/"0",
           "Powers of two by which scores may exceed what their row's weights "
           "are relative to before what is accumulated is rescaled; 0 to "
           "rescale in every block">,
    Option<"weightFactor", "weight-factor", "double", /*default=*/"1",
           "By how much weights of bf16 are larger than defined, so that to cut "
           "off their bits has no bias">,
    ListOption<"nativeTypes", "native-types", "std::string",
               "Element types beside f32 that the target multiplies itself, "
               "accumulating in f32: bf16, f16">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def HeddleLiftToTensors : Pass<"heddle-lift-to-tensors"> {
  let summary = "makes ops on memrefs ops on tensors";
  let description = [{
    Reads the operands of `heddle.gate` and `heddle.merge` on memrefs, and on
    demand of `heddle.attention`, as tensors, and moves results to their
    destinations. What is written out on tensors can so be written out for
    memrefs; bufferization finds that nothing needs a copy.

    Before:

    ```mlir
    heddle.gate ins(%x, %g : memref<4x8xf32>, memref<4x8xf32>) outs(%y : memref<4x8xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
    ```

    After:

    ```mlir
    %0 = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
    %1 = bufferization.to_tensor %g restrict : memref<4x8xf32> to tensor<4x8xf32>
    %2 = tensor.empty() : tensor<4x8xf32>
    %3 = heddle.gate ins(%0, %1 : tensor<4x8xf32>, tensor<4x8xf32>) outs(%2 : tensor<4x8xf32>) {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<4x8xf32>
    bufferization.materialize_in_destination %3 in restrict writable %y : (tensor<4x8xf32>, memref<4x8xf32>) -> ()
    ```
  }];
  let options = [
    Option<"attention", "attention", "bool", /*default=*/"false",
           "Also heddle.attention">,
  ];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::tensor::TensorDialect"];
}

def HeddleSeparateResults
    : Pass<"heddle-separate-results", "::mlir::func::FuncOp"> {
  let summary = "returns each buffer once";
  let description = [{
    Returns a clone where a buffer is returned again, so that each result can
    become an argument: `buffer-results-to-out-params` would let two arguments
    take the place of one buffer.

    ```mlir
    return %0, %0 : memref<4xf32>, memref<4xf32>
    ```
    becomes
    ```mlir
    %1 = bufferization.clone %0 : memref<4xf32> to memref<4xf32>
    return %0, %1 : memref<4xf32>, memref<4xf32>
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect"];
}

def HeddleVerifyLowered : Pass<"heddle-verify-lowered"> {
  let summary = "fails if an op of the dialect is left";
  let description = [{
    Ends the part of a pipeline that lowers Heddle's ops: each that is left is
    an error at its place, where translation would later fail without one.

    ```mlir
    // error: 'heddle.gate' op has no lowering to this target
    heddle.gate ins(%x, %g : memref<4x8xf32>, memref<4x8xf32>) outs(%y : memref<4x8xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
    ```
  }];
}

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_TD
