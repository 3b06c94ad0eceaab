//===- HeddleAttributes.td - Attributes --------------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_HEDDLEATTRIBUTES_TD
#define HEDDLE_DIALECT_HEDDLE_IR_HEDDLEATTRIBUTES_TD

include "heddle/Dialect/Heddle/IR/HeddleDialect.td"
include "heddle/Dialect/Heddle/IR/HeddleInterfaces.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

//===----------------------------------------------------------------------===//
// Enums
//===----------------------------------------------------------------------===//

class Heddle_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::heddle";
  let genSpecializedAttr = 0;
}

def Heddle_GateActivation : Heddle_Enum<"GateActivation", "gate activation", [
  I32EnumAttrCase<"Sigmoid", 0, "sigmoid">,
  I32EnumAttrCase<"NsSigmoid", 1, "ns_sigmoid">,
  I32EnumAttrCase<"Silu", 2, "silu">,
  I32EnumAttrCase<"Softplus", 3, "softplus">,
  I32EnumAttrCase<"Tanh", 4, "tanh">,
  I32EnumAttrCase<"Identity", 5, "identity">
]>;

def Heddle_GateGranularity : Heddle_Enum<"GateGranularity", "gate granularity",
[
  I32EnumAttrCase<"Elementwise", 0, "elementwise">,
  I32EnumAttrCase<"Headwise", 1, "headwise">,
  I32EnumAttrCase<"Shared", 2, "shared">,
  I32EnumAttrCase<"Static", 3, "static">
]>;

def Heddle_GateCombination : Heddle_Enum<"GateCombination", "gate combination",
[
  I32EnumAttrCase<"Multiply", 0, "multiply">,
  I32EnumAttrCase<"Add", 1, "add">
]>;

def Heddle_DimOrder : Heddle_Enum<"DimOrder", "order of dimensions", [
  I32EnumAttrCase<"BHSD", 0, "bhsd">,
  I32EnumAttrCase<"BSHD", 1, "bshd">
]>;

def Heddle_RoundingMode : Heddle_Enum<"RoundingMode", "rounding mode", [
  I32EnumAttrCase<"Fused", 0, "fused">,
  I32EnumAttrCase<"Unfused", 1, "unfused">
]>;

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

class Heddle_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<Heddle_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
  let hasCustomAssemblyFormat = 1;
}

class Heddle_MaskAttr<string name, string attrMnemonic>
    : Heddle_Attr<name, attrMnemonic, [DeclareAttrInterfaceMethods<
          Heddle_MaskAttrInterface, ["getKeySpan", "getPredicate"]>]>;

def Heddle_CausalAttr : Heddle_MaskAttr<"Causal", "causal"> {
  let summary = "a query sees the keys that are not after it";
  let description = [{
    Key `j` is visible to query `i` if `j <= i`; with `bottom_right` if
    `j <= i + N - M`, where N is the length of the batch entry when `lengths` is
    given.

    ```mlir
    mask = #heddle.causal
    mask = #heddle.causal<bottom_right>
    ```
  }];
  let parameters = (ins DefaultValuedParameter<"bool", "false">:$bottomRight);
}

def Heddle_WindowAttr : Heddle_MaskAttr<"Window", "window"> {
  let summary = "a query sees the keys around it";
  let description = [{
    Key `j` is visible to query `i` if `i - left <= j <= i + right`. Both are
    signed; a side that is left out is unbounded, and at least one is given.
    `bottom_right` shifts `i` by N - M as for `causal`.

    ```mlir
    mask = #heddle.window<left = 1023, right = 0>
    mask = #heddle.window<left = 127, bottom_right>
    ```
  }];
  let parameters = (ins "std::optional<int64_t>":$left,
                        "std::optional<int64_t>":$right,
                        DefaultValuedParameter<"bool", "false">:$bottomRight);
  let genVerifyDecl = 1;
}

def Heddle_PrefixAttr : Heddle_MaskAttr<"Prefix", "prefix"> {
  let summary = "every query sees the first keys";
  let description = [{
    Key `j` is visible to every query if `j < length`.

    ```mlir
    mask = #heddle.prefix<64>
    ```
  }];
  let parameters = (ins "int64_t":$length);
  let genVerifyDecl = 1;
}

def Heddle_AnyOfAttr : Heddle_MaskAttr<"AnyOf", "any_of"> {
  let summary = "a query sees the keys that one of several masks shows it";
  let description = [{
    ```mlir
    mask = #heddle.any_of<[#heddle.causal, #heddle.prefix<64>]>
    ```
  }];
  let parameters =
      (ins ArrayRefParameter<"::heddle::MaskAttrInterface">:$masks);
  let genVerifyDecl = 1;
}

def Heddle_AllOfAttr : Heddle_MaskAttr<"AllOf", "all_of"> {
  let summary = "a query sees the keys that all of several masks show it";
  let description = [{
    ```mlir
    mask = #heddle.all_of<[#heddle.causal, #heddle.window<left = 255>]>
    ```
  }];
  let parameters =
      (ins ArrayRefParameter<"::heddle::MaskAttrInterface">:$masks);
  let genVerifyDecl = 1;
}

class Heddle_ScoreAttr<string name, string attrMnemonic,
                       list<string> methods = []>
    : Heddle_Attr<name, attrMnemonic, [DeclareAttrInterfaceMethods<
          Heddle_ScoreAttrInterface, !listconcat(["apply"], methods)>]>;

def Heddle_SoftcapAttr : Heddle_ScoreAttr<"Softcap", "softcap"> {
  let summary = "bounds scores smoothly";
  let description = [{
    `s = cap * tanh(s / cap)`; `cap` is finite in f32 and positive.

    ```mlir
    scores = [#heddle.softcap<50.0>]
    ```
  }];
  let parameters = (ins "::heddle::F64":$cap);
  let genVerifyDecl = 1;
}

def Heddle_AlibiAttr
    : Heddle_ScoreAttr<"Alibi", "alibi", ["verifyScore"]> {
  let summary = "a bias linear in the distance of query and key";
  let description = [{
    `s = s - slope[h] * (i - j)`, one slope for each query head, finite in f32.
    `bottom_right` shifts `i` by N - M.

    ```mlir
    scores = [#heddle.alibi<[0.5, 0.25]>]
    scores = [#heddle.alibi<[0.5, 0.25], bottom_right>]
    ```
  }];
  let parameters = (ins ArrayRefParameter<"::heddle::F64">:$slopes,
                        DefaultValuedParameter<"bool", "false">:$bottomRight);
  let genVerifyDecl = 1;
}

def Heddle_BiasAttr : Heddle_ScoreAttr<"Bias", "bias", ["readsBias"]> {
  let summary = "the place in the list where the bias operand is added";
  let description = [{
    `s = s + bias`, and -inf where the bias is, even for an s that is no number.
    An op with a bias operand and no `#heddle.bias` in its list adds it last.

    ```mlir
    scores = [#heddle.bias, #heddle.softcap<30.0>]
    ```
  }];
}

class Heddle_NormalizerAttr<string name, string attrMnemonic,
                            list<string> methods = []>
    : Heddle_Attr<name, attrMnemonic, [DeclareAttrInterfaceMethods<
          Heddle_NormalizerAttrInterface,
          !listconcat(["getInitialState", "step", "finalize", "normalizeRows"],
                      methods)>]>;

def Heddle_SoftmaxAttr : Heddle_NormalizerAttr<"Softmax", "softmax",
    ["hasLogSumExp", "acceptsSink", "getPartNormalizer", "hasMerge",
     "mergeStates", "raisesWeights", "getReference", "raiseReference",
     "weigh"]> {
  let summary = "exp(s) / sum exp(s)";
  let description = [{
    `p_j = exp(s_j) / (sum_k exp(s_k) + exp(sink))`, the second term only with
    sink logits. The log-sum-exp is the one of the visible keys, without sink.

    ```mlir
    normalizer = #heddle.softmax
    ```
  }];
}

def Heddle_Softmax1Attr : Heddle_NormalizerAttr<"Softmax1", "softmax1",
    ["hasLogSumExp", "getPartNormalizer", "hasMerge", "mergeStates",
     "raisesWeights", "getReference", "raiseReference", "weigh"]> {
  let summary = "exp(s) / (1 + sum exp(s))";
  let description = [{
    `p_j = exp(s_j) / (1 + sum_k exp(s_k))`. The log-sum-exp is the one of the
    visible keys, without the 1.

    ```mlir
    normalizer = #heddle.softmax1
    ```
  }];
}

def Heddle_SoftpickAttr : Heddle_NormalizerAttr<"Softpick", "softpick",
    ["hasMerge", "mergeStates", "getReference", "raiseReference", "weigh"]> {
  let summary = "relu(exp(s) - 1) / (sum |exp(s) - 1| + eps)";
  let description = [{
    With m = max(0, max_k s_k) (arXiv 2504.20966):
    `p_j = relu(exp(s_j - m) - exp(-m)) / (sum_k |exp(s_k - m) - exp(-m)| + eps)`.
    A masked key adds nothing to the sum. `eps` is finite in f32 and not
    negative; the default is 1.0e-06.

    ```mlir
    normalizer = #heddle.softpick
    normalizer = #heddle.softpick<eps = 1.0e-08>
    ```
  }];
  let parameters = (ins DefaultValuedParameter<"::heddle::F64", "1.0e-06">:$eps);
  let genVerifyDecl = 1;
}

def Heddle_StickBreakingAttr
    : Heddle_NormalizerAttr<"StickBreaking", "stick_breaking",
                            ["isOrdered", "getOwnMask", "isExhausted",
                             "getOwnKeyWeight", "getOwnKey"]> {
  let summary = "each key, newest first, claims a share of what is left";
  let description = [{
    `p_ij = sigmoid(s_ij) * prod_{j<k<i} (1 - sigmoid(s_ik))` over keys `j < i`
    (arXiv 2410.17980). `inclusive` lets a query see its own key; `remainder`
    adds what is left of the stick times the value of the query's own key;
    `bottom_right` shifts `i` by N - M.

    ```mlir
    normalizer = #heddle.stick_breaking
    normalizer = #heddle.stick_breaking<inclusive, remainder, bottom_right>
    ```
  }];
  let parameters = (ins DefaultValuedParameter<"bool", "false">:$inclusive,
                        DefaultValuedParameter<"bool", "false">:$remainder,
                        DefaultValuedParameter<"bool", "false">:$bottomRight);
}

def Heddle_SigmoidAttr : Heddle_NormalizerAttr<"Sigmoid", "sigmoid",
    ["hasMerge", "mergeStates"]> {
  let summary = "sigmoid(s + bias), without a sum";
  let description = [{
    `p_j = sigmoid(s_j + bias)`; `bias` is finite in f32 and 0 by default.

    ```mlir
    normalizer = #heddle.sigmoid<bias = -7.6>
    ```
  }];
  let parameters = (ins DefaultValuedParameter<"::heddle::F64", "0.0">:$bias);
  let genVerifyDecl = 1;
}

def Heddle_GateAttr : Heddle_Attr<"Gate", "gate", [
    DeclareAttrInterfaceMethods<Heddle_GateAttrInterface,
                                ["getGranularity", "activate", "combine"]>]> {
  let summary = "how gate logits act on the output";
  let description = [{
    An activation f, a granularity and a combination: `Y = O * f(G)` for
    `multiply`, the default, and `Y = O + f(G)` for `add`.

    | activation | f(x) | at -inf, +inf |
    |---|---|---|
    | `sigmoid` | 1 / (1 + exp(-x)) | 0, 1 |
    | `ns_sigmoid` | 0.5 + 0.5 sigmoid(x) | 0.5, 1 |
    | `silu` | x sigmoid(x) | 0, +inf |
    | `softplus` | log(1 + exp(x)) | 0, +inf |
    | `tanh` | tanh(x) | -1, 1 |
    | `identity` | x | -inf, +inf |

    | granularity | shape of the logits | |
    |---|---|---|
    | `elementwise` | [B,H,M,D] | in the order of the layout's `gate` |
    | `headwise` | [B,H,M] | [B,M,H] when the layout's `gate` is `bshd` |
    | `shared` | [B,M,D] | one gate for all heads |
    | `static` | [H,D] | does not depend on the query |

    ```mlir
    gate = #heddle.gate<sigmoid, elementwise>
    gate = #heddle.gate<silu, elementwise, add>
    ```
  }];
  let parameters = (ins "::heddle::GateActivation":$activation,
      "::heddle::GateGranularity":$gateGranularity,
      DefaultValuedParameter<"::heddle::GateCombination",
                             "::heddle::GateCombination::Multiply">:$combination);
}

def Heddle_LayoutAttr : Heddle_Attr<"Layout", "layout"> {
  let summary = "the order of dimensions of operands and result";
  let description = [{
    `bhsd` is [batch, head, sequence, width]; `bshd`, the order in which
    projections leave their result, is [batch, sequence, head, width]. `qkv`
    holds for query, key and value, `gate` for elementwise and headwise gates,
    `result` for the result. Log-sum-exp and bias are [B,H,M] and [B,H,M,N] in
    every layout.

    ```mlir
    layout = #heddle.layout<bshd>
    layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bshd>
    ```
  }];
  let parameters = (ins
      DefaultValuedParameter<"::heddle::DimOrder",
                             "::heddle::DimOrder::BHSD">:$qkv,
      DefaultValuedParameter<"::heddle::DimOrder",
                             "::heddle::DimOrder::BHSD">:$gate,
      DefaultValuedParameter<"::heddle::DimOrder",
                             "::heddle::DimOrder::BHSD">:$result);
}

def Heddle_RoundingAttr : Heddle_Attr<"Rounding", "rounding"> {
  let summary = "where results are rounded to the storage type";
  let description = [{
    `fused`, the default, rounds once, at the end. `unfused` computes what eager
    frameworks compute: the attention output rounded to the result's element
    type, the activated gate rounded to it, and their product rounded again.

    ```mlir
    rounding = #heddle.rounding<unfused>
    ```
  }];
  let parameters = (ins "::heddle::RoundingMode":$mode);
}

#endif // HEDDLE_DIALECT_HEDDLE_IR_HEDDLEATTRIBUTES_TD
