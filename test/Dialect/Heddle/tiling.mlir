// heddle.attention under the stock tiling transforms: what each operand is cut
// to, and the origin that keeps the indices of the whole.

// RUN: heddle-opt %s --split-input-file --transform-interpreter \
// RUN:   --canonicalize --cse | FileCheck %s

// Groups of 4 query heads share a key head. A tile of 8 heads takes two key
// heads; batch entries, heads and queries are cut, keys and widths are not.
// CHECK-DAG: #[[$TIMES8:.*]] = affine_map<(d0) -> (d0 * 8)>
// CHECK-DAG: #[[$TIMES16:.*]] = affine_map<(d0) -> (d0 * 16)>
// CHECK-DAG: #[[$TIMES2:.*]] = affine_map<(d0) -> (d0 * 2)>
// CHECK-LABEL: func.func @whole_groups
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x16x64x32xf32>, %[[K:[a-z0-9]+]]: tensor<2x4x96x32xf32>, %[[V:[a-z0-9]+]]: tensor<2x4x96x24xf32>, %[[INIT:[a-z0-9]+]]: tensor<2x16x64x24xf32>
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[C64:.*]] = arith.constant 64 : index
// CHECK-DAG: %[[C96:.*]] = arith.constant 96 : index
// CHECK: scf.forall (%[[B:.*]], %[[HT:.*]], %[[MT:.*]]) in (2, 2, 4) shared_outs(%[[OUT:.*]] = %[[INIT]])
// CHECK-DAG: %[[H:.*]] = affine.apply #[[$TIMES8]](%[[HT]])
// CHECK-DAG: %[[M:.*]] = affine.apply #[[$TIMES16]](%[[MT]])
// CHECK-DAG: %[[HK:.*]] = affine.apply #[[$TIMES2]](%[[HT]])
// CHECK-DAG: %[[QT:.*]] = tensor.extract_slice %[[Q]][%[[B]], %[[H]], %[[M]], 0] [1, 8, 16, 32]
// CHECK-DAG: %[[KT:.*]] = tensor.extract_slice %[[K]][%[[B]], %[[HK]], 0, 0] [1, 2, 96, 32]
// CHECK-DAG: %[[VT:.*]] = tensor.extract_slice %[[V]][%[[B]], %[[HK]], 0, 0] [1, 2, 96, 24]
// CHECK-DAG: %[[YT:.*]] = tensor.extract_slice %[[OUT]][%[[B]], %[[H]], %[[M]], 0] [1, 8, 16, 24]
// CHECK: %[[T:.*]] = heddle.attention ins(%[[QT]], %[[KT]], %[[VT]] : {{.*}}) origin(%[[B]], %[[H]], %[[M]], %[[C0]], %[[C64]], %[[C96]]) outs(%[[YT]] : {{.*}}) {mask = #heddle.causal<bottom_right>}
// CHECK: tensor.parallel_insert_slice %[[T]] into %[[OUT]][%[[B]], %[[H]], %[[M]], 0] [1, 8, 16, 24]
func.func @whole_groups(%q: tensor<2x16x64x32xf32>, %k: tensor<2x4x96x32xf32>,
                        %v: tensor<2x4x96x24xf32>, %init: tensor<2x16x64x24xf32>)
    -> tensor<2x16x64x24xf32> {
  %y = heddle.attention
      ins(%q, %k, %v : tensor<2x16x64x32xf32>, tensor<2x4x96x32xf32>, tensor<2x4x96x24xf32>)
      outs(%init : tensor<2x16x64x24xf32>) {mask = #heddle.causal<bottom_right>}
      -> tensor<2x16x64x24xf32>
  return %y : tensor<2x16x64x24xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %op tile_sizes [1, 8, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A tile of 2 heads lies in one group, and reads one key head. Every operand is
// cut in the order of its layout; the bias only where it is not broadcast.
// CHECK: #[[$BY4:.*]] = affine_map<(d0) -> (d0 floordiv 4)>
// CHECK-LABEL: func.func @part_of_group
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x64x8x32xbf16>, %[[K:[a-z0-9]+]]: tensor<2x96x2x32xbf16>, %[[G:[a-z0-9]+]]: tensor<2x64x8x32xbf16>, %[[BIAS:[a-z0-9]+]]: tensor<1x8x1x96xf32>, %[[S:[a-z0-9]+]]: tensor<8xf32>, %[[N:[a-z0-9]+]]: tensor<2xi32>
// CHECK: scf.for %[[B:[a-z0-9]+]] =
// CHECK: scf.for %[[H:[a-z0-9]+]] =
// CHECK: scf.for %[[M:[a-z0-9]+]] = {{.*}} iter_args(%[[Y:.*]] = %{{.*}}, %[[L:.*]] = %{{.*}})
// CHECK-DAG: %[[HK:.*]] = affine.apply #[[$BY4]](%[[H]])
// CHECK-DAG: %[[QT:.*]] = tensor.extract_slice %[[Q]][%[[B]], %[[M]], %[[H]], 0] [1, 16, 2, 32]
// CHECK-DAG: %[[KT:.*]] = tensor.extract_slice %[[K]][%[[B]], 0, %[[HK]], 0] [1, 96, 1, 32]
// CHECK-DAG: %[[GT:.*]] = tensor.extract_slice %[[G]][%[[B]], %[[M]], %[[H]], 0] [1, 16, 2, 32]
// CHECK-DAG: %[[BT:.*]] = tensor.extract_slice %[[BIAS]][0, %[[H]], 0, 0] [1, 2, 1, 96]
// CHECK-DAG: %[[ST:.*]] = tensor.extract_slice %[[S]][%[[H]]] [2]
// CHECK-DAG: %[[NT:.*]] = tensor.extract_slice %[[N]][%[[B]]] [1]
// CHECK-DAG: %[[YT:.*]] = tensor.extract_slice %[[Y]][%[[B]], %[[H]], %[[M]], 0] [1, 2, 16, 32]
// CHECK-DAG: %[[LT:.*]] = tensor.extract_slice %[[L]][%[[B]], %[[H]], %[[M]]] [1, 2, 16]
// CHECK: %[[T:.*]]:2 = heddle.attention ins(%[[QT]], %[[KT]], %[[KT]] : {{.*}}) gate(%[[GT]] : {{.*}}) bias(%[[BT]] : {{.*}}) sink(%[[ST]] : {{.*}}) lengths(%[[NT]] : {{.*}})
// CHECK-DAG: tensor.insert_slice %[[T]]#0 into %[[Y]][%[[B]], %[[H]], %[[M]], 0] [1, 2, 16, 32]
// CHECK-DAG: tensor.insert_slice %[[T]]#1 into %[[L]][%[[B]], %[[H]], %[[M]]] [1, 2, 16]
func.func @part_of_group(%q: tensor<2x64x8x32xbf16>, %k: tensor<2x96x2x32xbf16>,
                         %g: tensor<2x64x8x32xbf16>, %bias: tensor<1x8x1x96xf32>,
                         %s: tensor<8xf32>, %n: tensor<2xi32>,
                         %init: tensor<2x8x64x32xbf16>, %lse: tensor<2x8x64xf32>)
    -> (tensor<2x8x64x32xbf16>, tensor<2x8x64xf32>) {
  %y, %l = heddle.attention
      ins(%q, %k, %k : tensor<2x64x8x32xbf16>, tensor<2x96x2x32xbf16>, tensor<2x96x2x32xbf16>)
      gate(%g : tensor<2x64x8x32xbf16>) bias(%bias : tensor<1x8x1x96xf32>)
      sink(%s : tensor<8xf32>) lengths(%n : tensor<2xi32>)
      outs(%init, %lse : tensor<2x8x64x32xbf16>, tensor<2x8x64xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>,
       layout = #heddle.layout<qkv = bshd, gate = bshd, result = bhsd>}
      -> tensor<2x8x64x32xbf16>, tensor<2x8x64xf32>
  return %y, %l : tensor<2x8x64x32xbf16>, tensor<2x8x64xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:3 = transform.structured.tile_using_for %op tile_sizes [1, 2, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Gate logits of the other granularities. Memrefs are cut by subviews.
// CHECK-LABEL: func.func @granularities
// CHECK-SAME: %[[HEADWISE:[a-z0-9]+]]: memref<2x64x8xf32>, %[[SHARED:[a-z0-9]+]]: memref<2x64x32xf32>, %[[STATIC:[a-z0-9]+]]: memref<8x32xf32>
// CHECK: memref.subview %[[HEADWISE]][%[[B:.*]], %[[M:.*]], %[[H:.*]]] [1, 16, 4]
// CHECK: heddle.attention
// CHECK: memref.subview %[[SHARED]][%{{.*}}, %{{.*}}, 0] [1, 16, 32]
// CHECK: heddle.attention
// CHECK: memref.subview %[[STATIC]][%{{.*}}, 0] [4, 32]
// CHECK: heddle.attention
func.func @granularities(%q: memref<2x8x64x32xf32>, %headwise: memref<2x64x8xf32>,
                         %shared: memref<2x64x32xf32>, %static: memref<8x32xf32>,
                         %y: memref<2x8x64x32xf32>) {
  heddle.attention ins(%q, %q, %q : memref<2x8x64x32xf32>, memref<2x8x64x32xf32>, memref<2x8x64x32xf32>)
      gate(%headwise : memref<2x64x8xf32>) outs(%y : memref<2x8x64x32xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<gate = bshd>}
  heddle.attention ins(%q, %q, %q : memref<2x8x64x32xf32>, memref<2x8x64x32xf32>, memref<2x8x64x32xf32>)
      gate(%shared : memref<2x64x32xf32>) outs(%y : memref<2x8x64x32xf32>)
      {gate = #heddle.gate<sigmoid, shared>}
  heddle.attention ins(%q, %q, %q : memref<2x8x64x32xf32>, memref<2x8x64x32xf32>, memref<2x8x64x32xf32>)
      gate(%static : memref<8x32xf32>) outs(%y : memref<2x8x64x32xf32>)
      {gate = #heddle.gate<sigmoid, static>}
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:3 = transform.structured.tile_using_for %op tile_sizes [1, 4, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Dynamic extents. With a group of unknown size, one head is a tile; the last
// tile of queries is shorter.
// CHECK-LABEL: func.func @dynamic
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<?x?x?x?xf32>, %[[K:[a-z0-9]+]]: tensor<?x?x?x?xf32>
// CHECK-DAG: %[[C1:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[HEADS:.*]] = tensor.dim %[[Q]], %[[C1]]
// CHECK-DAG: %[[QUERIES:.*]] = tensor.dim %[[Q]], %[[C2]]
// CHECK-DAG: %[[KEYS:.*]] = tensor.dim %[[K]], %[[C2]]
// CHECK: scf.for %[[H:[a-z0-9]+]] =
// CHECK: scf.for %[[M:[a-z0-9]+]] =
// CHECK-DAG: %[[ROWS:.*]] = affine.min {{.*}}(%[[M]])[%[[QUERIES]]]
// CHECK-DAG: %[[GROUP:.*]] = arith.divui %[[HEADS]], %{{.*}}
// CHECK-DAG: %[[HK:.*]] = arith.divui %[[H]], %[[GROUP]]
// CHECK-DAG: tensor.extract_slice %[[Q]][0, %[[H]], %[[M]], 0] [%{{.*}}, 1, %[[ROWS]], %{{.*}}]
// CHECK-DAG: tensor.extract_slice %[[K]][0, %[[HK]], 0, 0] [%{{.*}}, 1, %{{.*}}, %{{.*}}]
// CHECK: heddle.attention {{.*}} origin(%{{.*}}, %[[H]], %[[M]], %{{.*}}, %[[QUERIES]], %[[KEYS]])
func.func @dynamic(%q: tensor<?x?x?x?xf32>, %k: tensor<?x?x?x?xf32>,
                   %init: tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32> {
  %y = heddle.attention
      ins(%q, %k, %k : tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>)
      outs(%init : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  return %y : tensor<?x?x?x?xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loops:2 = transform.structured.tile_using_for %op tile_sizes [0, 1, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Heads that are not tiled need no group; a single key head needs none either.
// CHECK-LABEL: func.func @unknown_groups
// CHECK-SAME: %[[K:[a-z0-9]+]]: tensor<1x?x96x32xf32>, %[[MQA:[a-z0-9]+]]: tensor<1x1x96x32xf32>
// CHECK: scf.for
// CHECK:   heddle.attention ins(%{{.*}}, %[[K]], %[[K]] :
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:   heddle.attention ins(%{{.*}}, %[[MQA]], %[[MQA]] :
func.func @unknown_groups(%q: tensor<1x?x64x32xf32>, %k: tensor<1x?x96x32xf32>,
                          %mqa: tensor<1x1x96x32xf32>) -> tensor<1x?x64x32xf32> {
  %0 = heddle.attention ins(%q, %k, %k : tensor<1x?x64x32xf32>, tensor<1x?x96x32xf32>, tensor<1x?x96x32xf32>)
      outs(%q : tensor<1x?x64x32xf32>) {whole_heads} -> tensor<1x?x64x32xf32>
  %1 = heddle.attention ins(%0, %mqa, %mqa : tensor<1x?x64x32xf32>, tensor<1x1x96x32xf32>, tensor<1x1x96x32xf32>)
      outs(%q : tensor<1x?x64x32xf32>) {three_heads} -> tensor<1x?x64x32xf32>
  return %1 : tensor<1x?x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %whole = transform.structured.match ops{["heddle.attention"]} attributes{whole_heads} in %root
        : (!transform.any_op) -> !transform.any_op
    %three = transform.structured.match ops{["heddle.attention"]} attributes{three_heads} in %root
        : (!transform.any_op) -> !transform.any_op
    %t0, %l0 = transform.structured.tile_using_for %whole tile_sizes [0, 0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %t1, %l1:2 = transform.structured.tile_using_for %three tile_sizes [0, 3, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A tile of a tile adds to the origin, and keeps the numbers of queries and keys
// of the whole. The score region goes along.
// CHECK: #[[$SUM:.*]] = affine_map<(d0)[s0] -> (d0 * 16 + s0)>
// CHECK-LABEL: func.func @twice
// CHECK-SAME: %[[B0:[a-z0-9]+]]: index, %[[H0:[a-z0-9]+]]: index, %[[I0:[a-z0-9]+]]: index, %[[J0:[a-z0-9]+]]: index, %[[MT:[a-z0-9]+]]: index, %[[NT:[a-z0-9]+]]: index
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x64x32xf32>
// CHECK: scf.forall (%[[T:.*]]) in (4)
// CHECK: %[[I:.*]] = affine.apply #[[$SUM]](%[[T]])[%[[I0]]]
// CHECK: heddle.attention {{.*}} origin(%[[B0]], %[[H0]], %[[I]], %[[J0]], %[[MT]], %[[NT]])
// CHECK-SAME: {scores = [#heddle.alibi<[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]>]} score {
func.func @twice(%b0: index, %h0: index, %i0: index, %j0: index, %mt: index,
                 %nt: index, %q: tensor<1x4x64x32xf32>) -> tensor<1x4x64x32xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>)
      origin(%b0, %h0, %i0, %j0, %mt, %nt) outs(%q : tensor<1x4x64x32xf32>)
      {scores = [#heddle.alibi<[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]>]}
      score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        heddle.yield %s : f32
      } -> tensor<1x4x64x32xf32>
  return %y : tensor<1x4x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %op tile_sizes [0, 0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Fusion into the loops of a consumer. It may cut the value width, which is no
// loop of attention: value, gate and destination are cut along it.
// CHECK-LABEL: func.func @fuse
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x64x32xf32>, %[[V:[a-z0-9]+]]: tensor<1x4x64x24xf32>
// CHECK: scf.forall (%[[MT:.*]], %[[DT:.*]]) in (4, 3)
// CHECK-DAG: %[[M:.*]] = affine.apply #{{.*}}(%[[MT]])
// CHECK-DAG: %[[D:.*]] = affine.apply #{{.*}}(%[[DT]])
// CHECK-DAG: %[[QT:.*]] = tensor.extract_slice %[[Q]][0, 0, %[[M]], 0] [1, 4, 16, 32]
// CHECK-DAG: %[[VT:.*]] = tensor.extract_slice %[[V]][0, 0, 0, %[[D]]] [1, 4, 64, 8]
// CHECK: %[[Y:.*]] = heddle.attention ins(%[[QT]], %[[Q]], %[[VT]] : {{.*}}) -> tensor<1x4x16x8xf32>
// CHECK: linalg.exp ins(%[[Y]] : tensor<1x4x16x8xf32>)
func.func @fuse(%q: tensor<1x4x64x32xf32>, %v: tensor<1x4x64x24xf32>)
    -> tensor<1x4x64x24xf32> {
  %init = tensor.empty() : tensor<1x4x64x24xf32>
  %y = heddle.attention
      ins(%q, %q, %v : tensor<1x4x64x32xf32>, tensor<1x4x64x32xf32>, tensor<1x4x64x24xf32>)
      outs(%init : tensor<1x4x64x24xf32>) -> tensor<1x4x64x24xf32>
  %z = linalg.exp ins(%y : tensor<1x4x64x24xf32>) outs(%init : tensor<1x4x64x24xf32>)
      -> tensor<1x4x64x24xf32>
  return %z : tensor<1x4x64x24xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %exp = transform.structured.match ops{["linalg.exp"]} in %root : (!transform.any_op) -> !transform.any_op
    %attention = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %exp tile_sizes [0, 0, 16, 8]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %fused, %new = transform.structured.fuse_into_containing_op %attention into %loop
        : (!transform.any_op, !transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// The logits of gates on query, key and value are cut like what they gate.
// CHECK-DAG: #[[$TIMES2:.*]] = affine_map<(d0) -> (d0 * 2)>
// CHECK-DAG: #[[$TIMES16:.*]] = affine_map<(d0) -> (d0 * 16)>
// CHECK-DAG: #[[$BY2:.*]] = affine_map<(d0) -> (d0 floordiv 2)>
// CHECK-LABEL: func.func @operand_gates
// CHECK-SAME: %{{[a-z0-9]+}}: tensor<2x64x8x32xf32>, %{{[a-z0-9]+}}: tensor<2x96x2x32xf32>, %[[GQ:[a-z0-9]+]]: tensor<2x64x8x32xf32>, %[[GK:[a-z0-9]+]]: tensor<2x96x2xf32>, %[[GV:[a-z0-9]+]]: tensor<2x96x32xf32>, %[[GS:[a-z0-9]+]]: tensor<2x32xf32>
// CHECK: scf.forall (%[[B:.*]], %[[HT:.*]], %[[MT:.*]]) in
// CHECK-DAG: %[[H:.*]] = affine.apply #[[$TIMES2]](%[[HT]])
// CHECK-DAG: %[[M:.*]] = affine.apply #[[$TIMES16]](%[[MT]])
// CHECK-DAG: %[[HK:.*]] = affine.apply #[[$BY2]](%[[HT]])
// CHECK-DAG: %[[GQT:.*]] = tensor.extract_slice %[[GQ]][%[[B]], %[[M]], %[[H]], 0] [1, 16, 2, 32]
// CHECK-DAG: %[[GKT:.*]] = tensor.extract_slice %[[GK]][%[[B]], 0, %[[HK]]] [1, 96, 1]
// CHECK-DAG: %[[GVT:.*]] = tensor.extract_slice %[[GV]][%[[B]], 0, 0] [1, 96, 32]
// CHECK: heddle.attention {{.*}} query_gate(%[[GQT]] : {{.*}}) key_gate(%[[GKT]] : {{.*}}) value_gate(%[[GVT]] : {{.*}}) outs({{.*}}) {key_gate = #heddle.gate<silu, headwise>, layout = {{.*}}, query_gate = #heddle.gate<tanh, elementwise>, value_gate = #heddle.gate<sigmoid, shared, add>}
// CHECK: scf.forall
// CHECK: %[[GST:.*]] = tensor.extract_slice %[[GS]][%{{.*}}, 0] [1, 32]
// CHECK: heddle.attention {{.*}} value_gate(%[[GST]] :
func.func @operand_gates(%q: tensor<2x64x8x32xf32>, %k: tensor<2x96x2x32xf32>,
                         %gq: tensor<2x64x8x32xf32>, %gk: tensor<2x96x2xf32>,
                         %gv: tensor<2x96x32xf32>, %gs: tensor<2x32xf32>,
                         %init: tensor<2x8x64x32xf32>)
    -> (tensor<2x8x64x32xf32>, tensor<2x8x64x32xf32>) {
  %y = heddle.attention
      ins(%q, %k, %k : tensor<2x64x8x32xf32>, tensor<2x96x2x32xf32>, tensor<2x96x2x32xf32>)
      query_gate(%gq : tensor<2x64x8x32xf32>)
      key_gate(%gk : tensor<2x96x2xf32>)
      value_gate(%gv : tensor<2x96x32xf32>)
      outs(%init : tensor<2x8x64x32xf32>)
      {layout = #heddle.layout<qkv = bshd>,
       query_gate = #heddle.gate<tanh, elementwise>,
       key_gate = #heddle.gate<silu, headwise>,
       value_gate = #heddle.gate<sigmoid, shared, add>} -> tensor<2x8x64x32xf32>
  %z = heddle.attention
      ins(%q, %k, %k : tensor<2x64x8x32xf32>, tensor<2x96x2x32xf32>, tensor<2x96x2x32xf32>)
      value_gate(%gs : tensor<2x32xf32>)
      outs(%init : tensor<2x8x64x32xf32>)
      {layout = #heddle.layout<qkv = bshd>,
       value_gate = #heddle.gate<sigmoid, static>} -> tensor<2x8x64x32xf32>
  return %y, %z : tensor<2x8x64x32xf32>, tensor<2x8x64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} in %root : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %op tile_sizes [1, 2, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
