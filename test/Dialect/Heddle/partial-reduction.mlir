// heddle.attention split over its keys by the stock transforms: what each part
// is, and the merge that applies what holds for the whole.

// RUN: heddle-opt %s --split-input-file --transform-interpreter \
// RUN:   --canonicalize --cse | FileCheck %s

// One part for each tile of keys, in f32, in parallel. Gate, sink and rounding
// wait for the merge; the bias is cut along keys, the lengths are not cut.
// CHECK-DAG: #[[$PART:.*]] = affine_map<()[s0] -> (s0 floordiv 32)>
// CHECK-LABEL: func.func @outer_parallel
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x8x64x32xbf16>, %[[K:[a-z0-9]+]]: tensor<2x2x96x32xbf16>, %[[V:[a-z0-9]+]]: tensor<2x2x96x24xbf16>
// CHECK-SAME: %[[G:[a-z0-9]+]]: tensor<2x8x64x24xbf16>, %[[BIAS:[a-z0-9]+]]: tensor<1x1x64x96xf32>, %[[S:[a-z0-9]+]]: tensor<8xf32>, %[[N:[a-z0-9]+]]: tensor<2xi32>
// CHECK-SAME: %[[INIT:[a-z0-9]+]]: tensor<2x8x64x24xbf16>
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[C64:.*]] = arith.constant 64 : index
// CHECK-DAG: %[[C96:.*]] = arith.constant 96 : index
// CHECK-DAG: %[[INFINITY:.*]] = arith.constant 0xFF800000 : f32
// CHECK: %[[OUTPUTS:.*]] = linalg.fill {{.*}} -> tensor<3x2x8x64x24xf32>
// CHECK: %[[SUMS:.*]] = linalg.fill ins(%[[INFINITY]] : f32) {{.*}} -> tensor<3x2x8x64xf32>
// CHECK: %[[PARTS:.*]]:2 = scf.forall (%[[J:.*]]) = (0) to (96) step (32) shared_outs(%[[OS:.*]] = %[[OUTPUTS]], %[[LS:.*]] = %[[SUMS]])
// CHECK-DAG: %[[P:.*]] = affine.apply #[[$PART]]()[%[[J]]]
// CHECK-DAG: %[[OT:.*]] = tensor.extract_slice %[[OS]][%[[P]], 0, 0, 0, 0] [1, 2, 8, 64, 24] {{.*}} to tensor<2x8x64x24xf32>
// CHECK-DAG: %[[LT:.*]] = tensor.extract_slice %[[LS]][%[[P]], 0, 0, 0] [1, 2, 8, 64] {{.*}} to tensor<2x8x64xf32>
// CHECK-DAG: %[[KT:.*]] = tensor.extract_slice %[[K]][0, 0, %[[J]], 0] [2, 2, 32, 32]
// CHECK-DAG: %[[VT:.*]] = tensor.extract_slice %[[V]][0, 0, %[[J]], 0] [2, 2, 32, 24]
// CHECK-DAG: %[[BT:.*]] = tensor.extract_slice %[[BIAS]][0, 0, 0, %[[J]]] [1, 1, 64, 32]
// CHECK: %[[PART:.*]]:2 = heddle.attention ins(%[[Q]], %[[KT]], %[[VT]] : {{.*}}) bias(%[[BT]] : {{.*}}) lengths(%[[N]] : tensor<2xi32>)
// CHECK-SAME: origin(%[[C0]], %[[C0]], %[[C0]], %[[J]], %[[C64]], %[[C96]]) outs(%[[OT]], %[[LT]] : tensor<2x8x64x24xf32>, tensor<2x8x64xf32>)
// CHECK-SAME: {mask = #heddle.causal<bottom_right>, normalizer = #heddle.softmax, scale = 5.000000e-01 : f32}
// CHECK: tensor.parallel_insert_slice %[[PART]]#0 into %[[OS]][%[[P]], 0, 0, 0, 0] [1, 2, 8, 64, 24]
// CHECK: tensor.parallel_insert_slice %[[PART]]#1 into %[[LS]][%[[P]], 0, 0, 0] [1, 2, 8, 64]
// CHECK: %[[Y:.*]] = heddle.merge ins(%[[PARTS]]#0, %[[PARTS]]#1 : tensor<3x2x8x64x24xf32>, tensor<3x2x8x64xf32>) gate(%[[G]] : {{.*}}) sink(%[[S]] : {{.*}}) outs(%[[INIT]] : {{.*}})
// CHECK-SAME: {gate = #heddle.gate<sigmoid, elementwise>, rounding = #heddle.rounding<unfused>}
// CHECK: return %[[Y]]
func.func @outer_parallel(%q: tensor<2x8x64x32xbf16>, %k: tensor<2x2x96x32xbf16>, %v: tensor<2x2x96x24xbf16>,
                          %g: tensor<2x8x64x24xbf16>, %bias: tensor<1x1x64x96xf32>, %s: tensor<8xf32>,
                          %n: tensor<2xi32>, %init: tensor<2x8x64x24xbf16>) -> tensor<2x8x64x24xbf16> {
  %y = heddle.attention ins(%q, %k, %v : tensor<2x8x64x32xbf16>, tensor<2x2x96x32xbf16>, tensor<2x2x96x24xbf16>)
      gate(%g : tensor<2x8x64x24xbf16>) bias(%bias : tensor<1x1x64x96xf32>) sink(%s : tensor<8xf32>)
      lengths(%n : tensor<2xi32>) outs(%init : tensor<2x8x64x24xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal<bottom_right>,
       rounding = #heddle.rounding<unfused>, scale = 0.5 : f32} -> tensor<2x8x64x24xbf16>
  return %y : tensor<2x8x64x24xbf16>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_forall %op by tile_sizes = [0, 0, 0, 32]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A number of parts. The last one is shorter. The 1 of softmax1 counts in the
// merge, and outputs are in the order of the result.
// CHECK-DAG: #[[$FIRST:.*]] = affine_map<(d0) -> (d0 * 34)>
// CHECK-DAG: #[[$SIZE:.*]] = affine_map<(d0) -> (d0 * -34 + 100, 34)>
// CHECK-LABEL: func.func @number_of_parts
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x64x8x32xf32>, %[[K:[a-z0-9]+]]: tensor<2x100x2x32xf32>
// CHECK: %[[PARTS:.*]]:2 = scf.forall (%[[P:.*]]) in (3) shared_outs(%[[OS:.*]] = %{{.*}}, %[[LS:.*]] = %{{.*}}) -> (tensor<3x2x64x8x32xf32>, tensor<3x2x8x64xf32>)
// CHECK-DAG: %[[J:.*]] = affine.apply #[[$FIRST]](%[[P]])
// CHECK-DAG: %[[KEYS:.*]] = affine.min #[[$SIZE]](%[[P]])
// CHECK-DAG: tensor.extract_slice %[[K]][0, %[[J]], 0, 0] [2, %[[KEYS]], 2, 32]
// CHECK: heddle.attention {{.*}} origin(%{{.*}}, %{{.*}}, %{{.*}}, %[[J]], %{{.*}}, %{{.*}}) outs(%{{.*}}, %{{.*}} : tensor<2x64x8x32xf32>, tensor<2x8x64xf32>) {layout = #heddle.layout<bshd>, normalizer = #heddle.softmax}
// CHECK: %{{.*}}:2 = heddle.merge ins(%[[PARTS]]#0, %[[PARTS]]#1 : {{.*}}) outs(%{{.*}}, %{{.*}} : tensor<2x64x8x32xf32>, tensor<2x8x64xf32>) {layout = #heddle.layout<bshd>, normalizer = #heddle.softmax1}
func.func @number_of_parts(%q: tensor<2x64x8x32xf32>, %k: tensor<2x100x2x32xf32>, %lse: tensor<2x8x64xf32>)
    -> (tensor<2x64x8x32xf32>, tensor<2x8x64xf32>) {
  %y, %l = heddle.attention ins(%q, %k, %k : tensor<2x64x8x32xf32>, tensor<2x100x2x32xf32>, tensor<2x100x2x32xf32>)
      outs(%q, %lse : tensor<2x64x8x32xf32>, tensor<2x8x64xf32>)
      {layout = #heddle.layout<bshd>, normalizer = #heddle.softmax1} -> tensor<2x64x8x32xf32>, tensor<2x8x64xf32>
  return %y, %l : tensor<2x64x8x32xf32>, tensor<2x8x64xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_forall %op by num_threads = [0, 0, 0, 3] tile_sizes = []
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Tile after tile, with dynamic extents: each is merged into the first of the
// partial results that the loop carries.
// CHECK-LABEL: func.func @outer_reduction
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<?x?x?x32xf32>, %[[K:[a-z0-9]+]]: tensor<?x?x?x32xf32>
// CHECK-DAG: %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[KEYS:.*]] = tensor.dim %[[K]], %[[C2]]
// CHECK: %[[PARTS:.*]]:2 = scf.for %[[J:.*]] = %{{.*}} to %[[KEYS]] step %{{.*}} iter_args(%[[OS:.*]] = %{{.*}}, %[[LS:.*]] = %{{.*}}) -> (tensor<4x?x?x?x32xf32>, tensor<4x?x?x?xf32>)
// CHECK-DAG: %[[O:.*]] = tensor.extract_slice %[[OS]][0, 0, 0, 0, 0] [1, %{{.*}}, %{{.*}}, %{{.*}}, 32]
// CHECK-DAG: %[[L:.*]] = tensor.extract_slice %[[LS]][0, 0, 0, 0] [1, %{{.*}}, %{{.*}}, %{{.*}}]
// CHECK: %[[PART:.*]]:2 = heddle.attention {{.*}} origin(%{{.*}}, %{{.*}}, %{{.*}}, %[[J]], %{{.*}}, %[[KEYS]])
// CHECK-DAG: %[[O1:.*]] = tensor.insert_slice %[[O]] into %{{.*}}[0, 0, 0, 0, 0]
// CHECK-DAG: %[[L1:.*]] = tensor.insert_slice %[[L]] into %{{.*}}[0, 0, 0, 0]
// CHECK-DAG: %[[O2:.*]] = tensor.insert_slice %[[PART]]#0 into %[[O1]][1, 0, 0, 0, 0]
// CHECK-DAG: %[[L2:.*]] = tensor.insert_slice %[[PART]]#1 into %[[L1]][1, 0, 0, 0]
// CHECK: %[[SUM:.*]]:2 = heddle.merge ins(%[[O2]], %[[L2]] : tensor<2x?x?x?x32xf32>, tensor<2x?x?x?xf32>) outs(%[[O]], %[[L]] : {{.*}}) {normalizer = #heddle.softmax}
// CHECK-DAG: tensor.insert_slice %[[SUM]]#0 into %[[OS]][0, 0, 0, 0, 0]
// CHECK-DAG: tensor.insert_slice %[[SUM]]#1 into %[[LS]][0, 0, 0, 0]
// CHECK: heddle.merge ins(%[[PARTS]]#0, %[[PARTS]]#1 : tensor<4x?x?x?x32xf32>, tensor<4x?x?x?xf32>) outs(%[[Q]] : {{.*}})
func.func @outer_reduction(%q: tensor<?x?x?x32xf32>, %k: tensor<?x?x?x32xf32>) -> tensor<?x?x?x32xf32> {
  %y = heddle.attention ins(%q, %k, %k : tensor<?x?x?x32xf32>, tensor<?x?x?x32xf32>, tensor<?x?x?x32xf32>)
      outs(%q : tensor<?x?x?x32xf32>) {mask = #heddle.causal} -> tensor<?x?x?x32xf32>
  return %y : tensor<?x?x?x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_for %op by tile_sizes = [0, 0, 0, 4]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// The keys of a tile of queries: the origin of the part is that of the tile.
// CHECK-LABEL: func.func @part_of_a_tile
// CHECK: scf.forall (%[[M:.*]]) in (4)
// CHECK:   scf.forall (%[[J:.*]]) = (0) to (96) step (48)
// CHECK:     heddle.attention {{.*}} origin(%{{.*}}, %{{.*}}, %[[I:.*]], %[[J]], %{{.*}}, %{{.*}}) outs(%{{.*}}, %{{.*}} : tensor<1x4x16x32xf32>, tensor<1x4x16xf32>)
// CHECK:   heddle.merge
func.func @part_of_a_tile(%q: tensor<1x4x64x32xf32>, %k: tensor<1x4x96x32xf32>) -> tensor<1x4x64x32xf32> {
  %y = heddle.attention ins(%q, %k, %k : tensor<1x4x64x32xf32>, tensor<1x4x96x32xf32>, tensor<1x4x96x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) {mask = #heddle.causal} -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %queries = transform.structured.tile_using_forall %op tile_sizes [0, 0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %fills:2, %part, %merge, %loop = transform.structured.tile_reduction_using_forall %tile by tile_sizes = [0, 0, 0, 48]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A tile of all keys is no split.
// CHECK-LABEL: func.func @all_keys
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x64x32xf32>
// CHECK: scf.for %[[M:[a-z0-9]+]] =
// CHECK: heddle.attention ins(%{{.*}}, %[[Q]], %[[Q]] :
func.func @all_keys(%q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      outs(%q : tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:2 = transform.structured.tile_using_for %op tile_sizes [0, 0, 16, 64]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
