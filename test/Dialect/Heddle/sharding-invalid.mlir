// What the shard dialect cannot distribute. `--sharding-propagation` asks the
// op for annotations, `--shard-partition` holds it to those that are there.

// RUN: heddle-opt %s --split-input-file --verify-diagnostics \
// RUN:   --pass-pipeline='builtin.module(func.func(sharding-propagation,shard-partition))'

shard.grid @grid(shape = 4)

func.func @key_heads(%q: tensor<1x8x16x32xf32>, %k: tensor<1x2x16x32xf32>, %init: tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32> {
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %qs = shard.shard %q to %s annotate_for_users : tensor<1x8x16x32xf32>
  // expected-error @below {{cannot shard 2 key heads over 4 processes; use a number of processes that divides it}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%qs, %k, %k : tensor<1x8x16x32xf32>, tensor<1x2x16x32xf32>, tensor<1x2x16x32xf32>)
      outs(%init : tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @query_heads(%q: tensor<1x6x16x32xf32>, %k: tensor<1x1x16x32xf32>, %init: tensor<1x6x16x32xf32>) -> tensor<1x6x16x32xf32> {
  // expected-error @below {{cannot shard 6 query heads over 4 processes; use a number of processes that divides it}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x6x16x32xf32>, tensor<1x1x16x32xf32>, tensor<1x1x16x32xf32>)
      outs(%init : tensor<1x6x16x32xf32>) -> tensor<1x6x16x32xf32>
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<1x6x16x32xf32>
  return %ys : tensor<1x6x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @batch_entries(%q: tensor<6x4x16x32xf32>, %k: tensor<6x4x16x32xf32>, %init: tensor<6x4x16x32xf32>) -> tensor<6x4x16x32xf32> {
  // expected-error @below {{cannot shard 6 batch entries over 4 processes; use a number of processes that divides it}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<6x4x16x32xf32>, tensor<6x4x16x32xf32>, tensor<6x4x16x32xf32>)
      outs(%init : tensor<6x4x16x32xf32>) -> tensor<6x4x16x32xf32>
  %s = shard.sharding @grid split_axes = [[0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<6x4x16x32xf32>
  return %ys : tensor<6x4x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @dynamic_key_heads(%q: tensor<1x8x16x32xf32>, %k: tensor<1x?x16x32xf32>, %init: tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32> {
  // expected-error @below {{cannot shard heads: the number of key heads is dynamic; give it a static extent in the type of key}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x16x32xf32>, tensor<1x?x16x32xf32>, tensor<1x?x16x32xf32>)
      outs(%init : tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<1x8x16x32xf32>
  return %ys : tensor<1x8x16x32xf32>
}

// -----

shard.grid @grid(shape = ?)

func.func @dynamic_grid(%q: tensor<1x8x16x32xf32>, %k: tensor<1x8x16x32xf32>, %init: tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32> {
  // expected-error @below {{cannot shard heads over a number of processes that is 0 or unknown; give grid @grid another shape}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
      outs(%init : tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<1x8x16x32xf32>
  return %ys : tensor<1x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @slice(%q: tensor<1x8x16x32xf32>, %k: tensor<1x8x16x32xf32>, %init: tensor<1x8x16x32xf32>, %i: index) -> tensor<1x8x16x32xf32> {
  // expected-error @below {{cannot shard a slice of an attention, which its origin makes it; shard before tiling}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
      origin(%i, %i, %i, %i, %i, %i) outs(%init : tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<1x8x16x32xf32>
  return %ys : tensor<1x8x16x32xf32>
}

// -----

shard.grid @grid(shape = 4)

func.func @captured(%q: tensor<1x8x16x32xf32>, %k: tensor<1x8x16x32xf32>, %init: tensor<1x8x16x32xf32>, %table: tensor<8xf32>) -> tensor<1x8x16x32xf32> {
  // expected-error @below {{cannot shard a score region that reads a value of type 'tensor<8xf32>' from outside; use a bias}}
  // expected-error @below {{fail to get sharding option}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
      outs(%init : tensor<1x8x16x32xf32>) score {
      ^bb0(%x: f32, %b: index, %h: index, %i: index, %j: index):
        %t = tensor.extract %table[%h] : tensor<8xf32>
        heddle.yield %t : f32
      } -> tensor<1x8x16x32xf32>
  %s = shard.sharding @grid split_axes = [[], [0]] : !shard.sharding
  %ys = shard.shard %y to %s : tensor<1x8x16x32xf32>
  return %ys : tensor<1x8x16x32xf32>
}
