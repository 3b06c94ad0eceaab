// heddle.attention and heddle.gate distributed by the shard dialect: the
// annotations that they ask for, and the program of one process.

// RUN: heddle-opt %s --pass-pipeline='builtin.module(func.func(sharding-propagation))' \
// RUN:   | FileCheck %s --check-prefix=PROPAGATED
// RUN: heddle-opt %s \
// RUN:   --pass-pipeline='builtin.module(func.func(sharding-propagation,shard-partition,canonicalize,cse))' \
// RUN:   | FileCheck %s

shard.grid @grid(shape = 2x4)

// Every operand along batch entries and heads; a broadcast dimension is whole.
// Key heads go with the query heads that read them.
// PROPAGATED-LABEL: func.func @operands
// PROPAGATED-SAME: %[[Q:[a-z0-9]+]]: tensor<4x16x8x32xf32>, %[[K:[a-z0-9]+]]: tensor<4x16x4x32xf32>, %[[V:[a-z0-9]+]]: tensor<4x16x4x24xf32>
// PROPAGATED-SAME: %[[G:[a-z0-9]+]]: tensor<8x24xf32>, %[[BIAS:[a-z0-9]+]]: tensor<1x8x1x16xf32>, %[[SINK:[a-z0-9]+]]: tensor<8xf32>, %[[N:[a-z0-9]+]]: tensor<4xi32>
// PROPAGATED-DAG: shard.shard %[[Q]] to %[[QS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[QS]] = shard.sharding @grid split_axes = {{\[\[}}0], [], [1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[K]] to %[[KS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[KS]] = shard.sharding @grid split_axes = {{\[\[}}0], [], [1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[V]] to %[[VS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[VS]] = shard.sharding @grid split_axes = {{\[\[}}0], [], [1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[G]] to %[[GS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[GS]] = shard.sharding @grid split_axes = {{\[\[}}1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[BIAS]] to %[[BS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[BS]] = shard.sharding @grid split_axes = {{\[\[}}], [1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[SINK]] to %[[SS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[SS]] = shard.sharding @grid split_axes = {{\[\[}}1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[N]] to %[[NS:.*]] annotate_for_users
// PROPAGATED-DAG: %[[NS]] = shard.sharding @grid split_axes = {{\[\[}}0]] : !shard.sharding
// PROPAGATED: %[[Y:.*]]:2 = heddle.attention
// PROPAGATED-DAG: shard.shard %[[Y]]#0 to %[[YS:.*]] : tensor<4x8x16x24xf32>
// PROPAGATED-DAG: %[[YS]] = shard.sharding @grid split_axes = {{\[\[}}0], [1]] : !shard.sharding
// PROPAGATED-DAG: shard.shard %[[Y]]#1 to %[[LS:.*]] : tensor<4x8x16xf32>
// PROPAGATED-DAG: %[[LS]] = shard.sharding @grid split_axes = {{\[\[}}0], [1]] : !shard.sharding

// CHECK-LABEL: func.func @operands
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x16x2x32xf32>, %[[K:[a-z0-9]+]]: tensor<2x16x1x32xf32>, %[[V:[a-z0-9]+]]: tensor<2x16x1x24xf32>
// CHECK-SAME: %[[G:[a-z0-9]+]]: tensor<2x24xf32>, %[[BIAS:[a-z0-9]+]]: tensor<1x2x1x16xf32>, %[[SINK:[a-z0-9]+]]: tensor<2xf32>, %[[N:[a-z0-9]+]]: tensor<2xi32>
// CHECK-SAME: -> (tensor<2x2x16x24xf32>, tensor<2x2x16xf32>)
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[C16:.*]] = arith.constant 16 : index
// CHECK-DAG: %[[P0:.*]] = shard.process_multi_index on @grid axes = [0] : index
// CHECK-DAG: %[[B0:.*]] = arith.muli %[[P0]], %[[C2]]
// CHECK-DAG: %[[P1:.*]] = shard.process_multi_index on @grid axes = [1] : index
// CHECK-DAG: %[[H0:.*]] = arith.muli %[[P1]], %[[C2]]
// CHECK: heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) gate(%[[G]] : {{.*}}) bias(%[[BIAS]] : {{.*}}) sink(%[[SINK]] : {{.*}}) lengths(%[[N]] : tensor<2xi32>)
// CHECK-SAME: origin(%[[B0]], %[[H0]], %[[C0]], %[[C0]], %[[C16]], %[[C16]])
// CHECK-SAME: scores = [#heddle.alibi<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]>]
func.func @operands(%q: tensor<4x16x8x32xf32>, %k: tensor<4x16x4x32xf32>, %v: tensor<4x16x4x24xf32>, %g: tensor<8x24xf32>,
                    %bias: tensor<1x8x1x16xf32>, %s: tensor<8xf32>, %n: tensor<4xi32>, %init: tensor<4x8x16x24xf32>, %lse: tensor<4x8x16xf32>)
    -> (tensor<4x8x16x24xf32>, tensor<4x8x16xf32>) {
  %sharding = shard.sharding @grid split_axes = [[0], [], [1]] : !shard.sharding
  %qs = shard.shard %q to %sharding annotate_for_users : tensor<4x16x8x32xf32>
  %y, %l = heddle.attention ins(%qs, %k, %v : tensor<4x16x8x32xf32>, tensor<4x16x4x32xf32>, tensor<4x16x4x24xf32>)
      gate(%g : tensor<8x24xf32>) bias(%bias : tensor<1x8x1x16xf32>) sink(%s : tensor<8xf32>) lengths(%n : tensor<4xi32>)
      outs(%init, %lse : tensor<4x8x16x24xf32>, tensor<4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, static>, layout = #heddle.layout<qkv = bshd>,
       scores = [#heddle.alibi<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]>]} -> tensor<4x8x16x24xf32>, tensor<4x8x16xf32>
  return %y, %l : tensor<4x8x16x24xf32>, tensor<4x8x16xf32>
}

// A single key head is there for all query heads. Without masks and scores no
// index matters, so there is no origin. The annotation may be the result's.
// CHECK-LABEL: func.func @one_key_head
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x1x16x32xf32>, %[[K:[a-z0-9]+]]: tensor<2x1x16x32xf32>, %[[G:[a-z0-9]+]]: tensor<2x16x32xf32>
// CHECK-NOT: process
// CHECK: heddle.attention ins(%[[Q]], %[[K]], %[[K]] : {{.*}}) gate(%[[G]] : tensor<2x16x32xf32>) outs(
func.func @one_key_head(%q: tensor<2x8x16x32xf32>, %k: tensor<2x1x16x32xf32>, %g: tensor<2x16x32xf32>) -> tensor<2x8x16x32xf32> {
  %init = tensor.empty() : tensor<2x8x16x32xf32>
  %y = heddle.attention ins(%q, %k, %k : tensor<2x8x16x32xf32>, tensor<2x1x16x32xf32>, tensor<2x1x16x32xf32>)
      gate(%g : tensor<2x16x32xf32>) outs(%init : tensor<2x8x16x32xf32>) {gate = #heddle.gate<sigmoid, shared>} -> tensor<2x8x16x32xf32>
  %sharding = shard.sharding @grid split_axes = [[], [0, 1]] : !shard.sharding
  %ys = shard.shard %y to %sharding : tensor<2x8x16x32xf32>
  return %ys : tensor<2x8x16x32xf32>
}

// Heads over two axes of the grid, with a dynamic number of queries.
// CHECK-LABEL: func.func @two_axes
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x2x?x32xf32>, %[[K:[a-z0-9]+]]: tensor<1x1x16x32xf32>
// CHECK: %[[P:.*]]:2 = shard.process_multi_index on @grid axes = [1, 0]
// CHECK: %[[INDEX:.*]] = affine.apply #{{.*}}()[%[[P]]#0, %{{.*}}, %[[P]]#1]
// CHECK: %[[H0:.*]] = arith.muli %[[INDEX]], %{{.*}}
// CHECK: %[[M:.*]] = tensor.dim %[[Q]]
// CHECK: heddle.attention {{.*}} origin(%{{.*}}, %[[H0]], %{{.*}}, %{{.*}}, %[[M]], %{{.*}})
func.func @two_axes(%q: tensor<1x16x?x32xf32>, %k: tensor<1x8x16x32xf32>, %init: tensor<1x16x?x32xf32>) -> tensor<1x16x?x32xf32> {
  %sharding = shard.sharding @grid split_axes = [[], [1, 0]] : !shard.sharding
  %qs = shard.shard %q to %sharding annotate_for_users : tensor<1x16x?x32xf32>
  %y = heddle.attention ins(%qs, %k, %k : tensor<1x16x?x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
      outs(%init : tensor<1x16x?x32xf32>) {mask = #heddle.causal} -> tensor<1x16x?x32xf32>
  return %y : tensor<1x16x?x32xf32>
}

// Queries are not sharded: who has a part of them gathers all.
// CHECK-LABEL: func.func @queries
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x4x8x32xf32>, %[[K:[a-z0-9]+]]: tensor<2x4x16x32xf32>
// CHECK: %[[ALL:.*]] = shard.all_gather %[[Q]] on @grid grid_axes = [0] gather_axis = 2 : tensor<2x4x8x32xf32> -> tensor<2x4x16x32xf32>
// CHECK: heddle.attention ins(%[[ALL]], %[[K]], %[[K]] : tensor<2x4x16x32xf32>,
func.func @queries(%q: tensor<2x4x16x32xf32>, %k: tensor<2x4x16x32xf32>, %init: tensor<2x4x16x32xf32>) -> tensor<2x4x16x32xf32> {
  %sharding = shard.sharding @grid split_axes = [[], [], [0]] : !shard.sharding
  %qs = shard.shard %q to %sharding : tensor<2x4x16x32xf32>
  %y = heddle.attention ins(%qs, %k, %k : tensor<2x4x16x32xf32>, tensor<2x4x16x32xf32>, tensor<2x4x16x32xf32>)
      outs(%init : tensor<2x4x16x32xf32>) -> tensor<2x4x16x32xf32>
  return %y : tensor<2x4x16x32xf32>
}

// A gate alone is elementwise; its logits are cut like what they act on.
// CHECK-LABEL: func.func @gates
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<2x16x2x32xf32>, %[[G:[a-z0-9]+]]: tensor<2x2x16xf32>
// CHECK: %[[Z:.*]] = heddle.gate ins(%[[X]], %[[G]] : {{.*}}) outs(%{{.*}} : tensor<2x16x2x32xf32>)
// CHECK-SAME: -> tensor<2x16x2x32xf32>
func.func @gates(%x: tensor<4x16x8x32xf32>, %g: tensor<4x8x16xf32>, %init: tensor<4x16x8x32xf32>) -> tensor<4x16x8x32xf32> {
  %sharding = shard.sharding @grid split_axes = [[0], [], [1]] : !shard.sharding
  %xs = shard.shard %x to %sharding annotate_for_users : tensor<4x16x8x32xf32>
  %z = heddle.gate ins(%xs, %g : tensor<4x16x8x32xf32>, tensor<4x8x16xf32>) outs(%init : tensor<4x16x8x32xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<result = bshd>} -> tensor<4x16x8x32xf32>
  return %z : tensor<4x16x8x32xf32>
}

// CHECK-LABEL: func.func @gate_of_rank_2
// CHECK: heddle.gate ins(%{{.*}}, %{{.*}} : tensor<16x8xf32>, tensor<16x8xf32>) outs(%{{.*}} : tensor<16x8xf32>)
func.func @gate_of_rank_2(%x: tensor<16x32xf32>, %g: tensor<16x32xf32>, %init: tensor<16x32xf32>) -> tensor<16x32xf32> {
  %sharding = shard.sharding @grid split_axes = [[], [1]] : !shard.sharding
  %xs = shard.shard %x to %sharding annotate_for_users : tensor<16x32xf32>
  %z = heddle.gate ins(%xs, %g : tensor<16x32xf32>, tensor<16x32xf32>) outs(%init : tensor<16x32xf32>)
      {gate = #heddle.gate<silu, elementwise>} -> tensor<16x32xf32>
  return %z : tensor<16x32xf32>
}

// A gate on the values of an attention, with the axes of its result.
// CHECK-LABEL: func.func @gate_before_attention
// CHECK: %[[V:.*]] = heddle.gate {{.*}} -> tensor<2x1x16x32xf32>
// CHECK: heddle.attention ins(%{{.*}}, %{{.*}}, %[[V]] :
func.func @gate_before_attention(%q: tensor<4x8x16x32xf32>, %k: tensor<4x4x16x32xf32>, %v: tensor<4x4x16x32xf32>,
                                 %g: tensor<4x4x16x32xf32>, %init: tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32> {
  %empty = tensor.empty() : tensor<4x4x16x32xf32>
  %gated = heddle.gate ins(%v, %g : tensor<4x4x16x32xf32>, tensor<4x4x16x32xf32>) outs(%empty : tensor<4x4x16x32xf32>)
      {gate = #heddle.gate<silu, elementwise>} -> tensor<4x4x16x32xf32>
  %y = heddle.attention ins(%q, %k, %gated : tensor<4x8x16x32xf32>, tensor<4x4x16x32xf32>, tensor<4x4x16x32xf32>)
      outs(%init : tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32>
  %sharding = shard.sharding @grid split_axes = [[0], [1]] : !shard.sharding
  %ys = shard.shard %y to %sharding : tensor<4x8x16x32xf32>
  return %ys : tensor<4x8x16x32xf32>
}
