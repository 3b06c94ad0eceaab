// One function for each constraint of each op, named after it, and one for each
// thing that an attribute refuses.

// RUN: heddle-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// heddle.attention
//===----------------------------------------------------------------------===//

func.func @attention_c1(%q: tensor<1x4x8x16xf32>, %k: memref<1x4x8x16xf32>, %init: tensor<1x4x8x16xf32>) {
  // expected-error @below {{operands and destinations must be all tensors or all memrefs, got 'memref<1x4x8x16xf32>' beside 'tensor<1x4x8x16xf32>'}}
  %y = heddle.attention ins(%q, %k, %q : tensor<1x4x8x16xf32>, memref<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%init : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c1_results_on_memrefs(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{on memrefs must have 0 results, got 1}}
  %y = heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c1_no_result(%q: tensor<1x4x8x16xf32>) {
  // expected-error @below {{on tensors must have 1 result, got 0}}
  heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>)
  return
}

// -----

func.func @attention_c1_result_type(%q: tensor<1x4x8x16xf32>) {
  // expected-error @below {{result #0 must be of its destination's type 'tensor<1x4x8x16xf32>', got 'tensor<1x4x8x16xbf16>'}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xbf16>
  return
}

// -----

func.func @attention_c2(%q: tensor<4x8x16xf32>, %k: tensor<1x4x8x16xf32>) {
  // expected-error @below {{query must have rank 4, got rank 3}}
  %y = heddle.attention ins(%q, %k, %k : tensor<4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%k : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c2_element_type(%q: tensor<1x4x8x16xf32>, %v: tensor<1x4x8x16xf16>) {
  // expected-error @below {{value must have the element type of query, 'f32', got 'f16'}}
  %y = heddle.attention ins(%q, %q, %v : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf16>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c2_f64(%q: tensor<1x4x8x16xf64>) {
  // expected-error @below {{operand #0 must be ranked tensor or memref of f32, f16 or bf16 values, but got 'tensor<1x4x8x16xf64>'}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf64>, tensor<1x4x8x16xf64>, tensor<1x4x8x16xf64>)
      outs(%q : tensor<1x4x8x16xf64>) -> tensor<1x4x8x16xf64>
  return
}

// -----

func.func @attention_c3(%q: tensor<1x4x8x16xf32>, %k: tensor<1x4x8x32xf32>) {
  // expected-error @below {{key must be [B, Hk, N, K] = [1, 4, 8, 16], got [1, 4, 8, 32]}}
  %y = heddle.attention ins(%q, %k, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x32xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c3_value(%q: tensor<1x8x4x16xf32>, %v: tensor<1x?x2x16xf32>) {
  // expected-error @below {{value must be [B, N, Hk, D] = [1, 8, 4, 16], got [1, ?, 2, 16]}}
  %y = heddle.attention ins(%q, %q, %v : tensor<1x8x4x16xf32>, tensor<1x8x4x16xf32>, tensor<1x?x2x16xf32>)
      outs(%q : tensor<1x8x4x16xf32>) {layout = #heddle.layout<bshd>} -> tensor<1x8x4x16xf32>
  return
}

// -----

func.func @attention_c4(%q: tensor<1x4x8x16xf32>, %k: tensor<1x3x8x16xf32>) {
  // expected-error @below {{number of query heads must be a multiple of the number of key heads, got 4 and 3}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x4x8x16xf32>, tensor<1x3x8x16xf32>, tensor<1x3x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c5(%q: tensor<1x4x8x16xf32>) {
  // expected-error @below {{destination must be [B, M, H, D] = [1, 8, 4, 16], got [1, 4, 8, 16]}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {layout = #heddle.layout<result = bshd>} -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c6(%q: tensor<1x4x8x16xf32>, %l: tensor<1x4x8xf32>) {
  // expected-error @below {{must have one or two destinations, got 3}}
  %y:3 = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q, %l, %l : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>)
      -> tensor<1x4x8x16xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>
  return
}

// -----

func.func @attention_c6_none(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{must have one or two destinations, got 0}}
  "heddle.attention"(%q, %q, %q) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0>}> ({})
      : (memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>) -> ()
  return
}

// -----

func.func @attention_c6_normalizer(%q: tensor<1x4x8x16xf32>, %l: tensor<1x4x8xf32>) {
  // expected-error @below {{has two destinations, but normalizer #heddle.sigmoid has no log-sum-exp; use softmax or softmax1, or drop the second}}
  %y:2 = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q, %l : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>)
      {normalizer = #heddle.sigmoid} -> tensor<1x4x8x16xf32>, tensor<1x4x8xf32>
  return
}

// -----

func.func @attention_c6_type(%q: tensor<1x4x8x16xf32>, %l: tensor<1x4x8xbf16>) {
  // expected-error @below {{log-sum-exp must be of f32, got 'bf16'}}
  %y:2 = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q, %l : tensor<1x4x8x16xf32>, tensor<1x4x8xbf16>) -> tensor<1x4x8x16xf32>, tensor<1x4x8xbf16>
  return
}

// -----

func.func @attention_c6_shape(%q: tensor<1x4x8x16xf32>, %l: tensor<1x8x4xf32>) {
  // expected-error @below {{log-sum-exp must be [B, H, M] = [1, 4, 8], got [1, 8, 4]}}
  %y:2 = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q, %l : tensor<1x4x8x16xf32>, tensor<1x8x4xf32>) -> tensor<1x4x8x16xf32>, tensor<1x8x4xf32>
  return
}

// -----

func.func @attention_c7(%q: tensor<1x4x8x16xf32>) {
  // expected-error @below {{has gate logits but no 'gate' attribute; add one, as gate = #heddle.gate<sigmoid, elementwise>}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      gate(%q : tensor<1x4x8x16xf32>) outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c7_no_logits(%q: tensor<1x4x8x16xf32>) {
  // expected-error @below {{has a 'gate' attribute but no gate logits; add gate(%logits : type) after ins(...)}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @attention_c8_elementwise(%q: memref<1x4x8x16xf32>, %g: memref<1x8x4x16xf32>) {
  // expected-error @below {{elementwise gate logits must be [B, H, M, D] = [1, 4, 8, 16], got [1, 8, 4, 16]}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      gate(%g : memref<1x8x4x16xf32>) outs(%q : memref<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @attention_c8_headwise(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{headwise gate logits must be [B, H, M] = [1, 4, 8], got [1, 4, 8, 16]}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      gate(%q : memref<1x4x8x16xf32>) outs(%q : memref<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, headwise>}
  return
}

// -----

func.func @attention_c8_shared(%q: memref<1x4x8x16xf32>, %g: memref<1x4x16xf32>) {
  // expected-error @below {{shared gate logits must be [B, M, D] = [1, 8, 16], got [1, 4, 16]}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      gate(%g : memref<1x4x16xf32>) outs(%q : memref<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, shared>}
  return
}

// -----

func.func @attention_c8_static(%q: memref<1x4x8x16xf32>, %g: memref<4x1xf32>) {
  // expected-error @below {{static gate logits must be [H, D] = [4, 16], got [4, 1]}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      gate(%g : memref<4x1xf32>) outs(%q : memref<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, static>}
  return
}

// -----

func.func @attention_c9(%q: memref<2x4x8x16xf32>, %b: memref<2x2x8x8xf32>) {
  // expected-error @below {{bias must be [B or 1, H or 1, M or 1, N] = [2, 4, 8, 8], got [2, 2, 8, 8]}}
  heddle.attention ins(%q, %q, %q : memref<2x4x8x16xf32>, memref<2x4x8x16xf32>, memref<2x4x8x16xf32>)
      bias(%b : memref<2x2x8x8xf32>) outs(%q : memref<2x4x8x16xf32>)
  return
}

// -----

// Keys are not broadcast.
func.func @attention_c9_keys(%q: memref<2x4x8x16xf32>, %b: memref<1x1x8x1xf32>) {
  // expected-error @below {{bias must be [B or 1, H or 1, M or 1, N] = [2, 4, 8, 8], got [1, 1, 8, 1]}}
  heddle.attention ins(%q, %q, %q : memref<2x4x8x16xf32>, memref<2x4x8x16xf32>, memref<2x4x8x16xf32>)
      bias(%b : memref<1x1x8x1xf32>) outs(%q : memref<2x4x8x16xf32>)
  return
}

// -----

func.func @attention_c10(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{'scores' lists #heddle.bias, but there is no bias operand; add bias(%b : type)}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) {scores = [#heddle.bias]}
  return
}

// -----

func.func @attention_c10_bias_twice(%q: memref<1x4x8x16xf32>, %b: memref<1x4x8x8xf32>) {
  // expected-error @below {{'scores' may list #heddle.bias and #heddle.alibi once each, got 2 and 0}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      bias(%b : memref<1x4x8x8xf32>) outs(%q : memref<1x4x8x16xf32>) {scores = [#heddle.bias, #heddle.bias]}
  return
}

// -----

func.func @attention_c10_alibi_twice(%q: memref<1x1x8x16xf32>) {
  // expected-error @below {{'scores' may list #heddle.bias and #heddle.alibi once each, got 0 and 2}}
  heddle.attention ins(%q, %q, %q : memref<1x1x8x16xf32>, memref<1x1x8x16xf32>, memref<1x1x8x16xf32>)
      outs(%q : memref<1x1x8x16xf32>) {scores = [#heddle.alibi<[0.5]>, #heddle.alibi<[0.5]>]}
  return
}

// -----

func.func @attention_c11(%q: memref<1x4x8x16xf32>, %s: memref<1xf32>) {
  // expected-error @below {{sink logits must be [H] = [4], got [1]}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      sink(%s : memref<1xf32>) outs(%q : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @attention_c11_normalizer(%q: memref<1x4x8x16xf32>, %s: memref<4xf32>) {
  // expected-error @below {{sink logits need a normalizer that accepts them, as #heddle.softmax, got #heddle.softmax1}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      sink(%s : memref<4xf32>) outs(%q : memref<1x4x8x16xf32>) {normalizer = #heddle.softmax1}
  return
}

// -----

func.func @attention_c12(%q: memref<2x4x8x16xf32>, %n: memref<3xi32>) {
  // expected-error @below {{lengths must be [B] = [2], got [3]}}
  heddle.attention ins(%q, %q, %q : memref<2x4x8x16xf32>, memref<2x4x8x16xf32>, memref<2x4x8x16xf32>)
      lengths(%n : memref<3xi32>) outs(%q : memref<2x4x8x16xf32>)
  return
}

// -----

func.func @attention_c12_type(%q: memref<2x4x8x16xf32>, %n: memref<2xi64>) {
  // expected-error @below {{operand #3 must be ranked tensor or memref of i32 values, but got 'memref<2xi64>'}}
  heddle.attention ins(%q, %q, %q : memref<2x4x8x16xf32>, memref<2x4x8x16xf32>, memref<2x4x8x16xf32>)
      lengths(%n : memref<2xi64>) outs(%q : memref<2x4x8x16xf32>)
  return
}

// -----

func.func @attention_c13(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{#heddle.alibi has one slope for each query head: got 2 slopes for 4 heads}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) {scores = [#heddle.alibi<[0.5, 0.25]>]}
  return
}

// -----

func.func @attention_c14(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{'scale' must be finite in f32, got 0x7F800000 : f32}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) {scale = 0x7F800000 : f32}
  return
}

// -----

func.func @attention_c14_tiny(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{'scale' must not be 0 in f32 unless it is 0, got}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) {scale = 1.0e-320 : f64}
  return
}

// -----

func.func @attention_c14_type(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      // expected-error @below {{attribute 'scale' failed to satisfy constraint: float attribute}}
      outs(%q : memref<1x4x8x16xf32>) {scale = 1 : i32}
  return
}

// -----

func.func @attention_c15_arguments(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{score region must have one block with arguments (f32, index, index, index, index): score, batch entry, query head, query, key}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) score {
      ^bb0(%s: f32, %i: index, %j: index):
        heddle.yield %s : f32
      }
  return
}

// -----

func.func @attention_c15_blocks(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{score region must have one block with arguments (f32, index, index, index, index): score, batch entry, query head, query, key}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        cf.br ^bb1
      ^bb1:
        heddle.yield %s : f32
      }
  return
}

// -----

func.func @attention_c15_terminator(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{score region must end with heddle.yield}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        %t = arith.addf %s, %s : f32
      }
  return
}

// -----

func.func @attention_c15_yield(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        // expected-error @below {{custom op 'heddle.yield' invalid kind of type specified}}
        heddle.yield %i : index
      }
  return
}

// -----

func.func @attention_c15_parent(%s: f32) {
  // expected-error @below {{'heddle.yield' op expects parent op 'heddle.attention'}}
  heddle.yield %s : f32
}

// -----

func.func @attention_c16(%q: memref<1x4x8x16xf32>, %i: index) {
  // expected-error @below {{origin must be six values (batch entry, query head, query, key, number of queries, number of keys), got 4}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      origin(%i, %i, %i, %i) outs(%q : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @attention_c17_mask(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      // expected-error @below {{attribute 'mask' failed to satisfy constraint: mask, as #heddle.causal}}
      outs(%q : memref<1x4x8x16xf32>) {mask = #heddle.softmax}
  return
}

// -----

func.func @attention_c17_normalizer(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      // expected-error @below {{attribute 'normalizer' failed to satisfy constraint: normalizer, as #heddle.softmax}}
      outs(%q : memref<1x4x8x16xf32>) {normalizer = #heddle.causal}
  return
}

// -----

func.func @attention_c17_gate(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      // expected-error @below {{attribute 'gate' failed to satisfy constraint: gate, as #heddle.gate<sigmoid, elementwise>}}
      gate(%q : memref<1x4x8x16xf32>) outs(%q : memref<1x4x8x16xf32>) {gate = #heddle.sigmoid}
  return
}

// -----

func.func @attention_c17_scores(%q: memref<1x4x8x16xf32>) {
  // expected-error @below {{'scores' must list score attributes, as #heddle.softcap<50.0>, got #heddle.causal}}
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%q : memref<1x4x8x16xf32>) {scores = [#heddle.softcap<5.0>, #heddle.causal]}
  return
}

// -----

func.func @attention_c18(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>) {
  // expected-error @below {{has key_gate logits but no 'key_gate' attribute; add one, as key_gate = #heddle.gate<sigmoid, elementwise>}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      key_gate(%k : memref<1x2x9x16xf32>) outs(%y : memref<1x4x8x20xf32>)
  return
}

// -----

func.func @attention_c18_no_logits(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>) {
  // expected-error @below {{has a 'query_gate' attribute but no query_gate logits; add query_gate(%logits : type) before outs(...)}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      outs(%y : memref<1x4x8x20xf32>) {query_gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @attention_c18_other_logits(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>) {
  // expected-error @below {{has a 'key_gate' attribute but no key_gate logits; add key_gate(%logits : type) before outs(...)}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      value_gate(%v : memref<1x2x9x20xf32>) outs(%y : memref<1x4x8x20xf32>) {key_gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @attention_c19_query(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>) {
  // expected-error @below {{elementwise query_gate logits must be [B, H, M, K] = [1, 4, 8, 16], got [1, 4, 8, 20]}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      query_gate(%y : memref<1x4x8x20xf32>) outs(%y : memref<1x4x8x20xf32>) {query_gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @attention_c19_key(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>, %g: memref<1x4x9xf32>) {
  // expected-error @below {{headwise key_gate logits must be [B, Hk, N] = [1, 2, 9], got [1, 4, 9]}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      key_gate(%g : memref<1x4x9xf32>) outs(%y : memref<1x4x8x20xf32>) {key_gate = #heddle.gate<sigmoid, headwise>}
  return
}

// -----

func.func @attention_c19_value(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>, %g: memref<1x9x16xf32>) {
  // expected-error @below {{shared value_gate logits must be [B, N, D] = [1, 9, 20], got [1, 9, 16]}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      value_gate(%g : memref<1x9x16xf32>) outs(%y : memref<1x4x8x20xf32>) {value_gate = #heddle.gate<sigmoid, shared>}
  return
}

// -----

func.func @attention_c19_static(%q: memref<1x4x8x16xf32>, %k: memref<1x2x9x16xf32>, %v: memref<1x2x9x20xf32>, %y: memref<1x4x8x20xf32>, %g: memref<4x20xf32>) {
  // expected-error @below {{static value_gate logits must be [Hk, D] = [2, 20], got [4, 20]}}
  heddle.attention ins(%q, %k, %v : memref<1x4x8x16xf32>, memref<1x2x9x16xf32>, memref<1x2x9x20xf32>)
      value_gate(%g : memref<4x20xf32>) outs(%y : memref<1x4x8x20xf32>) {value_gate = #heddle.gate<sigmoid, static>}
  return
}

// -----

func.func @attention_c19_layout(%q: memref<1x8x4x16xf32>, %k: memref<1x9x2x16xf32>, %g: memref<1x2x9xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{headwise key_gate logits must be [B, N, Hk] = [1, 9, 2], got [1, 2, 9]}}
  heddle.attention ins(%q, %k, %k : memref<1x8x4x16xf32>, memref<1x9x2x16xf32>, memref<1x9x2x16xf32>)
      key_gate(%g : memref<1x2x9xf32>) outs(%y : memref<1x4x8x16xf32>)
      {key_gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<qkv = bshd>}
  return
}

// -----

func.func @attention_c17_key_gate(%q: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      // expected-error @below {{attribute 'key_gate' failed to satisfy constraint: gate, as #heddle.gate<sigmoid, elementwise>}}
      key_gate(%q : memref<1x4x8x16xf32>) outs(%q : memref<1x4x8x16xf32>) {key_gate = #heddle.causal}
  return
}

// -----

//===----------------------------------------------------------------------===//
// heddle.gate
//===----------------------------------------------------------------------===//

func.func @gate_c1(%x: tensor<1x4x8x16xf32>, %g: memref<1x4x8x16xf32>) {
  // expected-error @below {{operands and destinations must be all tensors or all memrefs, got 'memref<1x4x8x16xf32>' beside 'tensor<1x4x8x16xf32>'}}
  %z = heddle.gate ins(%x, %g : tensor<1x4x8x16xf32>, memref<1x4x8x16xf32>) outs(%x : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @gate_c1_no_result(%x: tensor<1x4x8x16xf32>) {
  // expected-error @below {{on tensors must have 1 result, got 0}}
  heddle.gate ins(%x, %x : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) outs(%x : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @gate_c2(%x: memref<1x4x8x16xf32>, %y: memref<1x4x8x32xf32>) {
  // expected-error @below {{destination must have the shape of x, [1, 4, 8, 16], got [1, 4, 8, 32]}}
  heddle.gate ins(%x, %x : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>) outs(%y : memref<1x4x8x32xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @gate_c3(%x: memref<1x8x4x16xf32>, %g: memref<1x8x4xf32>) {
  // expected-error @below {{headwise gate logits must be [B, H, M] = [1, 4, 8], got [1, 8, 4]}}
  heddle.gate ins(%x, %g : memref<1x8x4x16xf32>, memref<1x8x4xf32>) outs(%x : memref<1x8x4x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<result = bshd>}
  return
}

// -----

func.func @gate_c3_rank(%x: memref<8x16xf32>, %g: memref<8xf32>) {
  // expected-error @below {{x of rank 2 takes an elementwise gate only; other granularities need rank 4, got headwise}}
  heddle.gate ins(%x, %g : memref<8x16xf32>, memref<8xf32>) outs(%x : memref<8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>}
  return
}

// -----

func.func @gate_c3_shape(%x: memref<8x16xf32>, %g: memref<16x8xf32>) {
  // expected-error @below {{elementwise gate logits must have the shape of x, [8, 16], got [16, 8]}}
  heddle.gate ins(%x, %g : memref<8x16xf32>, memref<16x8xf32>) outs(%x : memref<8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @gate_c4(%x: memref<8x16xf32>) {
  // expected-error @below {{attribute 'gate' failed to satisfy constraint: gate, as #heddle.gate<sigmoid, elementwise>}}
  heddle.gate ins(%x, %x : memref<8x16xf32>, memref<8x16xf32>) outs(%x : memref<8x16xf32>) {gate = #heddle.causal}
  return
}

// -----

func.func @gate_c4_absent(%x: memref<8x16xf32>) {
  // expected-error @below {{requires attribute 'gate'}}
  heddle.gate ins(%x, %x : memref<8x16xf32>, memref<8x16xf32>) outs(%x : memref<8x16xf32>)
  return
}

// -----

//===----------------------------------------------------------------------===//
// heddle.merge
//===----------------------------------------------------------------------===//

func.func @merge_c1(%o: tensor<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: tensor<1x4x8x16xf32>) {
  // expected-error @below {{operands and destinations must be all tensors or all memrefs, got 'memref<2x1x4x8xf32>' beside 'tensor<1x4x8x16xf32>'}}
  %r = heddle.merge ins(%o, %l : tensor<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) outs(%y : tensor<1x4x8x16xf32>)
      -> tensor<1x4x8x16xf32>
  return
}

// -----

func.func @merge_c2(%o: memref<1x4x8x16xf32>, %l: memref<2x1x4x8xf32>) {
  // expected-error @below {{partial outputs must have rank 5, got rank 4}}
  heddle.merge ins(%o, %l : memref<1x4x8x16xf32>, memref<2x1x4x8xf32>) outs(%o : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c2_shape(%o: memref<2x1x4x8x16xf32>, %l: memref<3x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{partial log-sum-exps must be [P, B, H, M] = [2, 1, 4, 8], got [3, 1, 4, 8]}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<3x1x4x8xf32>) outs(%y : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c2_type(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf16>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{partial log-sum-exps must be of f32, got 'f16'}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf16>) outs(%y : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c3(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x8x4x16xf32>) {
  // expected-error @below {{destination must be [B, H, M, D] = [1, 4, 8, 16], got [1, 8, 4, 16]}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) outs(%y : memref<1x8x4x16xf32>)
  return
}

// -----

func.func @merge_c4(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{must have one or two destinations, got 3}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>)
      outs(%y, %y, %y : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c4_shape(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{log-sum-exp must be [B, H, M] = [1, 4, 8], got [1, 4, 8, 16]}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>)
      outs(%y, %y : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c5(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{has a 'gate' attribute but no gate logits; add gate(%logits : type) after ins(...)}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) outs(%y : memref<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

func.func @merge_c6(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{static gate logits must be [H, D] = [4, 16], got [1, 4, 8, 16]}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) gate(%y : memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, static>}
  return
}

// -----

func.func @merge_c7(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %s: memref<2xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{sink logits must be [H] = [4], got [2]}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) sink(%s : memref<2xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  return
}

// -----

func.func @merge_c7_normalizer(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %s: memref<4xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{sink logits need a normalizer that accepts them, as #heddle.softmax, got #heddle.softmax1}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) sink(%s : memref<4xf32>)
      outs(%y : memref<1x4x8x16xf32>) {normalizer = #heddle.softmax1}
  return
}

// -----

func.func @merge_c8(%o: memref<2x1x4x8x16xf32>, %l: memref<2x1x4x8xf32>, %y: memref<1x4x8x16xf32>) {
  // expected-error @below {{needs a normalizer with a log-sum-exp, got #heddle.softpick}}
  heddle.merge ins(%o, %l : memref<2x1x4x8x16xf32>, memref<2x1x4x8xf32>) outs(%y : memref<1x4x8x16xf32>)
      {normalizer = #heddle.softpick}
  return
}

// -----

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

// expected-error @below {{expected 'bottom_right'}}
func.func private @attribute_causal() attributes {a = #heddle.causal<top_left>}

// -----

// expected-error @below {{window needs 'left' or 'right'; a mask without either is no mask}}
func.func private @attribute_window_empty() attributes {a = #heddle.window<bottom_right>}

// -----

// expected-error @below {{'bottom_right' stands last}}
func.func private @attribute_window_order() attributes {a = #heddle.window<bottom_right, left = 1>}

// -----

// expected-error @below {{'left' is given twice}}
func.func private @attribute_window_twice() attributes {a = #heddle.window<left = 1, left = 1>}

// -----

// expected-error @below {{expected 'left', 'right' or 'bottom_right', found 'centre'}}
func.func private @attribute_window_name() attributes {a = #heddle.window<centre = 1>}

// -----

// expected-error @below {{prefix length must not be negative, got -1}}
func.func private @attribute_prefix() attributes {a = #heddle.prefix<-1>}

// -----

// expected-error @below {{any_of needs at least one mask, got none}}
func.func private @attribute_any_of_empty() attributes {a = #heddle.any_of<[]>}

// -----

// expected-error @below {{all_of needs at least one mask, got none}}
func.func private @attribute_all_of_empty() attributes {a = #heddle.all_of<[]>}

// -----

// expected-error @below {{expected a mask, found #heddle.bias}}
func.func private @attribute_all_of_element() attributes {a = #heddle.all_of<[#heddle.causal, #heddle.bias]>}

// -----

// expected-error @below {{softcap must be finite in f32 and positive, got 0.000000e+00}}
func.func private @attribute_softcap() attributes {a = #heddle.softcap<0.0>}

// -----

// expected-error @below {{softcap must be finite in f32 and positive, got 1.000000e+39}}
func.func private @attribute_softcap_large() attributes {a = #heddle.softcap<1.0e+39>}

// -----

// expected-error @below {{softcap must be finite in f32 and positive, got -5.000000e+01}}
func.func private @attribute_softcap_negative() attributes {a = #heddle.softcap<-50.0>}

// -----

// expected-error @below {{alibi needs one slope for each query head, got none}}
func.func private @attribute_alibi_empty() attributes {a = #heddle.alibi<[]>}

// -----

// expected-error @below {{alibi slopes must be finite in f32, got INF}}
func.func private @attribute_alibi_infinite() attributes {a = #heddle.alibi<[0.5, 1.0e+999]>}

// -----

// expected-error @below {{expected 'bottom_right'}}
func.func private @attribute_alibi_flag() attributes {a = #heddle.alibi<[0.5], top_left>}

// -----

// expected-error @below {{softpick eps must be finite in f32 and not negative, got -1.000000e-06}}
func.func private @attribute_softpick() attributes {a = #heddle.softpick<eps = -1.0e-06>}

// -----

// expected-error @below {{expected 'eps'}}
func.func private @attribute_softpick_name() attributes {a = #heddle.softpick<epsilon = 1.0e-06>}

// -----

// expected-error @below {{sigmoid bias must be finite in f32, got INF}}
func.func private @attribute_sigmoid() attributes {a = #heddle.sigmoid<bias = 1.0e+999>}

// -----

// expected-error @below {{expected one of inclusive, remainder, bottom_right, each at most once and in this order}}
func.func private @attribute_stick_breaking_order() attributes {a = #heddle.stick_breaking<remainder, inclusive>}

// -----

// expected-error @below {{unknown gate activation 'relu'; expected one of sigmoid, ns_sigmoid, silu, softplus, tanh, identity}}
func.func private @attribute_gate_activation() attributes {a = #heddle.gate<relu, elementwise>}

// -----

// expected-error @below {{unknown gate granularity 'tokenwise'; expected one of elementwise, headwise, shared, static}}
func.func private @attribute_gate_granularity() attributes {a = #heddle.gate<sigmoid, tokenwise>}

// -----

// expected-error @below {{unknown gate combination 'subtract'; expected one of multiply, add}}
func.func private @attribute_gate_combination() attributes {a = #heddle.gate<sigmoid, elementwise, subtract>}

// -----

// expected-error @below {{expected 'bhsd', 'bshd', 'qkv', 'gate' or 'result', found 'sbhd'}}
func.func private @attribute_layout_order() attributes {a = #heddle.layout<sbhd>}

// -----

// expected-error @below {{unknown order of dimensions 'sbhd'; expected one of bhsd, bshd}}
func.func private @attribute_layout_value() attributes {a = #heddle.layout<qkv = sbhd>}

// -----

// expected-error @below {{'qkv' is given twice}}
func.func private @attribute_layout_twice() attributes {a = #heddle.layout<qkv = bshd, qkv = bshd>}

// -----

// expected-error @below {{a uniform layout has no other entries}}
func.func private @attribute_layout_mixed() attributes {a = #heddle.layout<bshd, gate = bhsd>}

// -----

// expected-error @below {{expected 'bhsd', 'bshd', 'qkv', 'gate' or 'result', found 'bshd'}}
func.func private @attribute_layout_uniform_last() attributes {a = #heddle.layout<gate = bhsd, bshd>}

// -----

// expected-error @below {{unknown rounding mode 'twice'; expected one of fused, unfused}}
func.func private @attribute_rounding() attributes {a = #heddle.rounding<twice>}

// -----

// expected-error @below {{unknown attribute `bidirectional` in dialect `heddle`}}
func.func private @attribute_unknown() attributes {a = #heddle.bidirectional}
