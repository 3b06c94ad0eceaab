// What One-Shot Bufferize makes of the ops: destinations are written and never
// read, views are not copied.

// RUN: heddle-opt %s --split-input-file \
// RUN:   --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" \
// RUN:   --cse --canonicalize | FileCheck %s

// All operands in place, with attributes, region and origin as they were.
// CHECK-LABEL: func.func @attention(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[S:[a-z0-9]+]]: memref<4xf32>, %[[I:[a-z0-9]+]]: index, %[[Y:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[L:[a-z0-9]+]]: memref<1x4x8xf32>
// CHECK-NOT: alloc
// CHECK-NOT: copy
// CHECK: heddle.attention ins(%[[Q]], %[[Q]], %[[Q]] : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>) sink(%[[S]] : memref<4xf32>) origin(%[[I]], %[[I]], %[[I]], %[[I]], %[[I]], %[[I]]) outs(%[[Y]], %[[L]] : memref<1x4x8x16xf32>, memref<1x4x8xf32>) {mask = #heddle.causal} score {
// CHECK-NEXT: ^bb0(%[[T:.*]]: f32,
// CHECK-NEXT:   %[[U:.*]] = arith.negf %[[T]]
// CHECK-NEXT:   heddle.yield %[[U]] : f32
// CHECK-NEXT: }
// CHECK-NEXT: return %[[Y]], %[[L]]
func.func @attention(%q: tensor<1x4x8x16xf32>, %s: tensor<4xf32>, %i: index,
                     %init: tensor<1x4x8x16xf32> {bufferization.writable = true},
                     %lse: tensor<1x4x8xf32> {bufferization.writable = true})
    -> (tensor<1x4x8x16xf32>, tensor<1x4x8xf32>) {
  %y, %l = heddle.attention
      ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      sink(%s : tensor<4xf32>) origin(%i, %i, %i, %i, %i, %i)
      outs(%init, %lse : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>)
      {mask = #heddle.causal}
      score {
      ^bb0(%t: f32, %b0: index, %h0: index, %i0: index, %j0: index):
        %u = arith.negf %t : f32
        heddle.yield %u : f32
      } -> tensor<1x4x8x16xf32>, tensor<1x4x8xf32>
  return %y, %l : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>
}

// -----

// Query and gate packed by turns in one projection: strided views of it, that
// are not copied.
// CHECK-LABEL: func.func @packed_gate(
// CHECK-SAME: %[[QG:[a-z0-9]+]]: memref<1x8x4x32xf32>
// CHECK-NOT: copy
// CHECK-DAG: %[[Q:.*]] = memref.subview %[[QG]][0, 0, 0, 0] [1, 8, 4, 16] [1, 1, 1, 1] : memref<1x8x4x32xf32> to memref<1x8x4x16xf32, strided<[1024, 128, 32, 1]>>
// CHECK-DAG: %[[G:.*]] = memref.subview %[[QG]][0, 0, 0, 16] [1, 8, 4, 16] [1, 1, 1, 1] : memref<1x8x4x32xf32> to memref<1x8x4x16xf32, strided<[1024, 128, 32, 1], offset: 16>>
// CHECK: heddle.attention ins(%[[Q]], {{.*}}) gate(%[[G]] : memref<1x8x4x16xf32, strided<[1024, 128, 32, 1], offset: 16>>)
// CHECK-NOT: copy
// CHECK: return
func.func @packed_gate(%qg: tensor<1x8x4x32xf32>, %k: tensor<1x8x4x16xf32>) -> tensor<1x8x4x16xf32> {
  %q = tensor.extract_slice %qg[0, 0, 0, 0] [1, 8, 4, 16] [1, 1, 1, 1] : tensor<1x8x4x32xf32> to tensor<1x8x4x16xf32>
  %g = tensor.extract_slice %qg[0, 0, 0, 16] [1, 8, 4, 16] [1, 1, 1, 1] : tensor<1x8x4x32xf32> to tensor<1x8x4x16xf32>
  %init = tensor.empty() : tensor<1x8x4x16xf32>
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x4x16xf32>, tensor<1x8x4x16xf32>, tensor<1x8x4x16xf32>)
      gate(%g : tensor<1x8x4x16xf32>) outs(%init : tensor<1x8x4x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<bshd>} -> tensor<1x8x4x16xf32>
  return %y : tensor<1x8x4x16xf32>
}

// -----

// A gate for each head, one column of a projection: the slice drops a dimension
// and stays a view.
// CHECK-LABEL: func.func @rank_reducing_view(
// CHECK-SAME: %[[P:[a-z0-9]+]]: memref<1x4x8x17xf32>
// CHECK-NOT: copy
// CHECK: %[[G:.*]] = memref.subview %[[P]][0, 0, 0, 16] [1, 4, 8, 1] [1, 1, 1, 1] : memref<1x4x8x17xf32> to memref<1x4x8xf32, strided<[544, 136, 17], offset: 16>>
// CHECK: heddle.attention {{.*}} gate(%[[G]] : memref<1x4x8xf32, strided<[544, 136, 17], offset: 16>>)
// CHECK-NOT: copy
// CHECK: return
func.func @rank_reducing_view(%p: tensor<1x4x8x17xf32>, %k: tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32> {
  %g = tensor.extract_slice %p[0, 0, 0, 16] [1, 4, 8, 1] [1, 1, 1, 1] : tensor<1x4x8x17xf32> to tensor<1x4x8xf32>
  %init = tensor.empty() : tensor<1x4x8x16xf32>
  %y = heddle.attention ins(%k, %k, %k : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      gate(%g : tensor<1x4x8xf32>) outs(%init : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// A destination whose old value is read later: the op writes to a buffer of its
// own. What it would overwrite is not copied there.
// CHECK-LABEL: func.func @destination_read_later(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[INIT:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK-NOT: copy
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK-NOT: copy
// CHECK: heddle.attention {{.*}} outs(%[[Y]] : {{.*}})
// CHECK-NEXT: return %[[Y]], %[[INIT]]
func.func @destination_read_later(%q: tensor<1x4x8x16xf32>,
                                  %init: tensor<1x4x8x16xf32> {bufferization.writable = true})
    -> (tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%init : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return %y, %init : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>
}

// -----

// Attention does not write over its query: later rows of the same tile, and
// other heads, may still be to read.
// CHECK-LABEL: func.func @attention_not_in_place(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK: heddle.attention ins(%[[Q]], {{.*}}) outs(%[[Y]] :
func.func @attention_not_in_place(%q: tensor<1x4x8x16xf32> {bufferization.writable = true}, %k: tensor<1x4x8x16xf32>)
    -> tensor<1x4x8x16xf32> {
  %y = heddle.attention ins(%q, %k, %k : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// An elementwise gate may write over its input, and over logits in the same
// order.
// CHECK-LABEL: func.func @gate_in_place(
// CHECK-SAME: %[[X:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[G:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[HEADWISE:[a-z0-9]+]]: memref<1x4x8xf32>
// CHECK-NOT: alloc
// CHECK: heddle.gate ins(%[[X]], %[[G]] : {{.*}}) outs(%[[X]] : {{.*}})
// CHECK: heddle.gate ins(%[[X]], %[[G]] : {{.*}}) outs(%[[G]] : {{.*}})
// CHECK: heddle.gate ins(%[[G]], %[[HEADWISE]] : {{.*}}) outs(%[[G]] : {{.*}})
// CHECK: return %[[G]]
func.func @gate_in_place(%x: tensor<1x4x8x16xf32> {bufferization.writable = true},
                         %g: tensor<1x4x8x16xf32> {bufferization.writable = true},
                         %headwise: tensor<1x4x8xf32>) -> tensor<1x4x8x16xf32> {
  %y = heddle.gate ins(%x, %g : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) outs(%x : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  %z = heddle.gate ins(%y, %g : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>) outs(%g : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  %w = heddle.gate ins(%z, %headwise : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>) outs(%z : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>} -> tensor<1x4x8x16xf32>
  return %w : tensor<1x4x8x16xf32>
}

// -----

// Logits in another order than the result are read where something else is
// written.
// CHECK-LABEL: func.func @gate_of_other_order(
// CHECK-SAME: %[[X:[a-z0-9]+]]: memref<1x8x8x16xf32>, %[[G:[a-z0-9]+]]: memref<1x8x8x16xf32>
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK: heddle.gate ins(%[[X]], %[[G]] : {{.*}}) outs(%[[Y]] :
func.func @gate_of_other_order(%x: tensor<1x8x8x16xf32>, %g: tensor<1x8x8x16xf32> {bufferization.writable = true})
    -> tensor<1x8x8x16xf32> {
  %y = heddle.gate ins(%x, %g : tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) outs(%g : tensor<1x8x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<gate = bshd>} -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}

// -----

// CHECK-LABEL: func.func @merge(
// CHECK-SAME: %[[O:[a-z0-9]+]]: memref<2x1x4x8x16xf32>, %[[L:[a-z0-9]+]]: memref<2x1x4x8xf32>, %[[Y:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK: heddle.merge ins(%[[O]], %[[L]] : {{.*}}) outs(%[[Y]] : memref<1x4x8x16xf32>) {normalizer = #heddle.softmax1}
// CHECK: return %[[Y]]
func.func @merge(%o: tensor<2x1x4x8x16xf32>, %l: tensor<2x1x4x8xf32>,
                 %init: tensor<1x4x8x16xf32> {bufferization.writable = true}) -> tensor<1x4x8x16xf32> {
  %y = heddle.merge ins(%o, %l : tensor<2x1x4x8x16xf32>, tensor<2x1x4x8xf32>) outs(%init : tensor<1x4x8x16xf32>)
      {normalizer = #heddle.softmax1} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// A tile writes in the place of its slice.
// CHECK-LABEL: func.func @tile(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[Y:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK-NOT: alloc
// CHECK: scf.forall (%[[H:.*]]) in (4) {
// CHECK-DAG:   %[[QT:.*]] = memref.subview %[[Q]][0, %[[H]], 0, 0] [1, 1, 8, 16]
// CHECK-DAG:   %[[YT:.*]] = memref.subview %[[Y]][0, %[[H]], 0, 0] [1, 1, 8, 16]
// CHECK:       heddle.attention ins(%[[QT]], %[[QT]], %[[QT]] : {{.*}}) outs(%[[YT]] : {{.*}})
// CHECK-NOT:   copy
// CHECK: return %[[Y]]
func.func @tile(%q: tensor<1x4x8x16xf32>, %init: tensor<1x4x8x16xf32> {bufferization.writable = true})
    -> tensor<1x4x8x16xf32> {
  %y = scf.forall (%h) in (4) shared_outs(%out = %init) -> tensor<1x4x8x16xf32> {
    %qt = tensor.extract_slice %q[0, %h, 0, 0] [1, 1, 8, 16] [1, 1, 1, 1] : tensor<1x4x8x16xf32> to tensor<1x1x8x16xf32>
    %to = tensor.extract_slice %out[0, %h, 0, 0] [1, 1, 8, 16] [1, 1, 1, 1] : tensor<1x4x8x16xf32> to tensor<1x1x8x16xf32>
    %t = heddle.attention ins(%qt, %qt, %qt : tensor<1x1x8x16xf32>, tensor<1x1x8x16xf32>, tensor<1x1x8x16xf32>)
        outs(%to : tensor<1x1x8x16xf32>) -> tensor<1x1x8x16xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %out[0, %h, 0, 0] [1, 1, 8, 16] [1, 1, 1, 1] : tensor<1x1x8x16xf32> into tensor<1x4x8x16xf32>
    }
  }
  return %y : tensor<1x4x8x16xf32>
}

// -----

// Logits of gates on query, key and value are read where they are.
// CHECK-LABEL: func.func @operand_gates(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[GQ:[a-z0-9]+]]: memref<1x4x8xf32>, %[[GK:[a-z0-9]+]]: memref<4x16xf32>, %[[GV:[a-z0-9]+]]: memref<1x8x16xf32>, %[[Y:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK-NEXT: heddle.attention {{.*}} query_gate(%[[GQ]] : {{.*}}) key_gate(%[[GK]] : {{.*}}) value_gate(%[[GV]] : {{.*}}) outs(%[[Y]] : {{.*}}) {key_gate = #heddle.gate<silu, static>, query_gate = #heddle.gate<tanh, headwise>, value_gate = #heddle.gate<sigmoid, shared>}
// CHECK-NEXT: return %[[Y]]
func.func @operand_gates(%q: tensor<1x4x8x16xf32>, %gq: tensor<1x4x8xf32>, %gk: tensor<4x16xf32>,
                         %gv: tensor<1x8x16xf32>,
                         %init: tensor<1x4x8x16xf32> {bufferization.writable = true}) -> tensor<1x4x8x16xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      query_gate(%gq : tensor<1x4x8xf32>) key_gate(%gk : tensor<4x16xf32>) value_gate(%gv : tensor<1x8x16xf32>)
      outs(%init : tensor<1x4x8x16xf32>)
      {query_gate = #heddle.gate<tanh, headwise>, key_gate = #heddle.gate<silu, static>,
       value_gate = #heddle.gate<sigmoid, shared>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// A destination that is also the logits of a gate: other blocks still read them.
// CHECK-LABEL: func.func @logits_not_in_place(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: memref<1x4x8x16xf32>, %[[G:[a-z0-9]+]]: memref<1x4x8x16xf32>
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK: heddle.attention {{.*}} key_gate(%[[G]] : {{.*}}) outs(%[[Y]] :
func.func @logits_not_in_place(%q: tensor<1x4x8x16xf32>, %g: tensor<1x4x8x16xf32> {bufferization.writable = true})
    -> tensor<1x4x8x16xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      key_gate(%g : tensor<1x4x8x16xf32>) outs(%g : tensor<1x4x8x16xf32>)
      {key_gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}
