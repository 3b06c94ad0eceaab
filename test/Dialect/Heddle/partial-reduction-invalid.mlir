// What cannot be split over the keys.

// RUN: heddle-opt %s --split-input-file --verify-diagnostics \
// RUN:   --transform-interpreter

func.func @tile_of_keys(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  // expected-error @below {{cannot tile the keys by 16: weights are normalized over all keys; use partial reduction, as transform.structured.tile_reduction_using_forall does, or leave the keys untiled}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_for %op tile_sizes [0, 0, 0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A tile that may be all keys, but is not known to be.
func.func @tile_of_dynamic_size(%q: tensor<1x4x?x32xf32>) -> tensor<1x4x?x32xf32> {
  // expected-error @below {{cannot tile the keys by a dynamic size}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x?x32xf32>, tensor<1x4x?x32xf32>, tensor<1x4x?x32xf32>)
      outs(%q : tensor<1x4x?x32xf32>) -> tensor<1x4x?x32xf32>
  return %y : tensor<1x4x?x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_for %op tile_sizes [0, 0, 0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @no_log_sum_exp(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  // expected-error @below {{cannot split the keys: normalizer #heddle.softpick has no log-sum-exp by which parts could be merged; tile batch entries, heads or queries instead}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) {normalizer = #heddle.softpick} -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{could not tile reduction}}
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_forall %op by tile_sizes = [0, 0, 0, 32]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @ordered(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  // expected-error @below {{cannot split the keys: normalizer #heddle.stick_breaking has no log-sum-exp}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) {normalizer = #heddle.stick_breaking} -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{failed to tile using partial reduction}}
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_for %op by tile_sizes = [0, 0, 0, 32]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @memrefs(%q: memref<1x4x64x32xf32>) {
  // expected-error @below {{cannot split the keys on memrefs; do it on tensors, before bufferization}}
  heddle.attention ins(%q, %q, %q : memref<1x4x64x32xf32>, memref<1x4x64x32xf32>, memref<1x4x64x32xf32>)
      outs(%q : memref<1x4x64x32xf32>)
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{failed to tile using partial reduction}}
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_for %op by tile_sizes = [0, 0, 0, 32]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @no_tile(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  // expected-error @below {{is split by partial reduction along its keys only; give loop 3 a tile size, and no other loop}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{failed to tile using partial reduction}}
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_for %op by tile_sizes = [0, 0, 0, 0]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @other_loop(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  // expected-error @below {{tiling parallel dimensions is not supported with partial reduction tiling strategies}}
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{could not tile reduction}}
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_forall %op by tile_sizes = [0, 0, 16, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
