// Head tiles that would need a part of two groups, or a group of unknown size.

// RUN: heddle-opt %s --split-input-file --verify-diagnostics \
// RUN:   --transform-interpreter

func.func @tile_across_groups(%q: tensor<1x12x64x32xf32>, %k: tensor<1x3x64x32xf32>) -> tensor<1x12x64x32xf32> {
  // expected-error @below {{cannot tile the query heads by 3: groups of 4 share a key head, and a tile must be a multiple of that or divide it}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x12x64x32xf32>, tensor<1x3x64x32xf32>, tensor<1x3x64x32xf32>)
      outs(%q : tensor<1x12x64x32xf32>) -> tensor<1x12x64x32xf32>
  return %y : tensor<1x12x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:2 = transform.structured.tile_using_for %op tile_sizes [0, 3, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// The last tile of 8 heads would have 4; its size is not static.
func.func @tile_of_dynamic_size(%q: tensor<1x12x64x32xf32>, %k: tensor<1x3x64x32xf32>) -> tensor<1x12x64x32xf32> {
  // expected-error @below {{cannot tile the query heads by a dynamic size: groups of 4 share a key head, and a tile must be a multiple of that or divide it}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x12x64x32xf32>, tensor<1x3x64x32xf32>, tensor<1x3x64x32xf32>)
      outs(%q : tensor<1x12x64x32xf32>) -> tensor<1x12x64x32xf32>
  return %y : tensor<1x12x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:2 = transform.structured.tile_using_for %op tile_sizes [0, 8, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @tile_of_dynamic_group(%q: tensor<1x?x64x32xf32>, %k: tensor<1x?x64x32xf32>) -> tensor<1x?x64x32xf32> {
  // expected-error @below {{cannot tile the query heads: how many share a key head is not known statically; tile them by 1, or not at all}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x?x64x32xf32>, tensor<1x?x64x32xf32>, tensor<1x?x64x32xf32>)
      outs(%q : tensor<1x?x64x32xf32>) -> tensor<1x?x64x32xf32>
  return %y : tensor<1x?x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:2 = transform.structured.tile_using_for %op tile_sizes [0, 2, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A consumer that reads the heads from the second on: its tiles of 2 heads do
// not start where groups do.
func.func @tile_not_aligned(%q: tensor<1x4x64x32xf32>, %k: tensor<1x2x64x32xf32>) -> tensor<1x2x64x32xf32> {
  // expected-error @below {{cannot tile the query heads by 2: groups of 2 share a key head, and the tile's offset is not known to be a multiple of 2}}
  %y = heddle.attention ins(%q, %k, %k : tensor<1x4x64x32xf32>, tensor<1x2x64x32xf32>, tensor<1x2x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32>
  %init = tensor.empty() : tensor<1x2x64x32xf32>
  %z = scf.forall (%i) in (4) shared_outs(%out = %init) -> tensor<1x2x64x32xf32> {
    %m = affine.apply affine_map<(d0) -> (d0 * 16)>(%i)
    %s = tensor.extract_slice %y[0, 1, %m, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x4x64x32xf32> to tensor<1x2x16x32xf32>
    %to = tensor.extract_slice %out[0, 0, %m, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x64x32xf32> to tensor<1x2x16x32xf32>
    %e = linalg.exp ins(%s : tensor<1x2x16x32xf32>) outs(%to : tensor<1x2x16x32xf32>) -> tensor<1x2x16x32xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %e into %out[0, 0, %m, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x32xf32> into tensor<1x2x64x32xf32>
    }
  }
  return %z : tensor<1x2x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %attention = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %loop = transform.structured.match ops{["scf.forall"]} in %root : (!transform.any_op) -> !transform.any_op
    %fused, %new = transform.structured.fuse_into_containing_op %attention into %loop
        : (!transform.any_op, !transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
