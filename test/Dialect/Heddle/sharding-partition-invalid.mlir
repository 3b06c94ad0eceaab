// Annotations, made by hand, that do not fit the op.

// RUN: heddle-opt %s --split-input-file --verify-diagnostics \
// RUN:   --pass-pipeline='builtin.module(func.func(shard-partition))'

shard.grid @grid(shape = 4)

func.func @queries(%q: tensor<4x8x16x32xf32>, %k: tensor<4x8x16x32xf32>, %v: tensor<4x8x16x32xf32>, %init: tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32> {
  %s = shard.sharding @grid split_axes = [[], [], [0]] : !shard.sharding
  %n = shard.sharding @grid split_axes = [[]] : !shard.sharding
  %qs = shard.shard %q to %s annotate_for_users : tensor<4x8x16x32xf32>
  %ks = shard.shard %k to %n annotate_for_users : tensor<4x8x16x32xf32>
  %vs = shard.shard %v to %n annotate_for_users : tensor<4x8x16x32xf32>
  %is = shard.shard %init to %s annotate_for_users : tensor<4x8x16x32xf32>
  // expected-error @below {{cannot be partitioned: operand #0 is not sharded as the op is, along batch entries and heads only; run --sharding-propagation first}}
  %y = heddle.attention ins(%qs, %ks, %vs : tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>)
      outs(%is : tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32>
  %ys = shard.shard %y to %s : tensor<4x8x16x32xf32>
  return %ys : tensor<4x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @different(%q: tensor<4x8x16x32xf32>, %k: tensor<4x8x16x32xf32>, %v: tensor<4x8x16x32xf32>, %init: tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32> {
  %b = shard.sharding @grid split_axes = [[0]] : !shard.sharding
  %h = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %qs = shard.shard %q to %b annotate_for_users : tensor<4x8x16x32xf32>
  %ks = shard.shard %k to %h annotate_for_users : tensor<4x8x16x32xf32>
  %vs = shard.shard %v to %h annotate_for_users : tensor<4x8x16x32xf32>
  %is = shard.shard %init to %b annotate_for_users : tensor<4x8x16x32xf32>
  // expected-error @below {{cannot be partitioned: operands and results are sharded differently along batch entries or heads; run --sharding-propagation first}}
  %y = heddle.attention ins(%qs, %ks, %vs : tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>)
      outs(%is : tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32>
  %ys = shard.shard %y to %b : tensor<4x8x16x32xf32>
  return %ys : tensor<4x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @replicated_key(%q: tensor<4x8x16x32xf32>, %k: tensor<4x8x16x32xf32>, %v: tensor<4x8x16x32xf32>, %init: tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32> {
  %h = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %n = shard.sharding @grid split_axes = [[]] : !shard.sharding
  %qs = shard.shard %q to %h annotate_for_users : tensor<4x8x16x32xf32>
  %ks = shard.shard %k to %n annotate_for_users : tensor<4x8x16x32xf32>
  %vs = shard.shard %v to %n annotate_for_users : tensor<4x8x16x32xf32>
  %is = shard.shard %init to %h annotate_for_users : tensor<4x8x16x32xf32>
  // expected-error @below {{cannot be partitioned: operand #1 is not sharded as the op is}}
  %y = heddle.attention ins(%qs, %ks, %vs : tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>, tensor<4x8x16x32xf32>)
      outs(%is : tensor<4x8x16x32xf32>) -> tensor<4x8x16x32xf32>
  %ys = shard.shard %y to %h : tensor<4x8x16x32xf32>
  return %ys : tensor<4x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @memrefs(%q: memref<4x8x16x32xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %s = shard.sharding @grid split_axes = [[0]] : !shard.sharding
  %xs = shard.shard %x to %s : tensor<4xf32>
  // expected-error @below {{cannot be sharded on memrefs; shard before bufferization}}
  heddle.attention ins(%q, %q, %q : memref<4x8x16x32xf32>, memref<4x8x16x32xf32>, memref<4x8x16x32xf32>)
      outs(%q : memref<4x8x16x32xf32>)
  return %xs : tensor<4xf32>
}
