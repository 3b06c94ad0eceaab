// The semantics of the ops written out in linalg on tensors.

// RUN: heddle-opt %s --heddle-decompose-attention --split-input-file \
// RUN:   | FileCheck %s

// Causal attention with as many key heads as query heads and a gate for each
// element: two products, and between them the definition of softmax.
// CHECK-DAG: #[[$QUERY:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[$KEY:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
// CHECK-DAG: #[[$SCORE:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[$ALL:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-LABEL: func.func @softmax(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x8x16xf32>, %[[K:[a-z0-9]+]]: tensor<1x4x12x16xf32>, %[[V:[a-z0-9]+]]: tensor<1x4x12x24xf32>, %[[G:[a-z0-9]+]]: tensor<1x4x8x24xf32>, %[[INIT:[a-z0-9]+]]: tensor<1x4x8x24xf32>

// Keys are transposed, so that the innermost loop is parallel and of unit
// stride.
// CHECK: %[[KT:.*]] = linalg.transpose ins(%[[K]] : {{.*}}) outs(%{{.*}} : tensor<1x4x16x12xf32>) permutation = [0, 1, 3, 2]
// CHECK: %[[ZEROS:.*]] = linalg.fill ins(%{{.*}}) outs(%{{.*}} : tensor<1x4x8x12xf32>)
// CHECK: %[[QK:.*]] = linalg.generic {indexing_maps = [#[[$QUERY]], #[[$KEY]], #[[$SCORE]]], iterator_types = ["parallel", "parallel", "parallel", "reduction", "parallel"]} ins(%[[Q]], %[[KT]] : {{.*}}) outs(%[[ZEROS]] : {{.*}})
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32, %[[ACC:.*]]: f32):
// CHECK-NEXT:   %[[AB:.*]] = arith.mulf %[[A]], %[[B]]
// CHECK-NEXT:   %[[SUM:.*]] = arith.addf %[[ACC]], %[[AB]]
// CHECK-NEXT:   linalg.yield %[[SUM]]

// Scale, then mask.
// CHECK: %[[SCALE:.*]] = arith.constant 2.500000e-01 : f32
// CHECK: %[[S:.*]] = linalg.generic {indexing_maps = [#[[$ALL]]], {{.*}}} outs(%[[QK]] : {{.*}})
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32):
// CHECK-DAG:    %[[I:.*]] = linalg.index 2
// CHECK-DAG:    %[[I32:.*]] = arith.index_cast %[[I]]
// CHECK-DAG:    %[[J:.*]] = linalg.index 3
// CHECK-DAG:    %[[J32:.*]] = arith.index_cast %[[J]]
// CHECK-DAG:    %[[SCALED:.*]] = arith.mulf %[[X]], %[[SCALE]]
// CHECK-DAG:    %[[SEEN:.*]] = arith.cmpi sle, %[[J32]], %[[I32]]
// CHECK-DAG:    %[[MINUS_INF:.*]] = arith.constant 0xFF800000
// CHECK:        %[[MASKED:.*]] = arith.select %[[SEEN]], %[[SCALED]], %[[MINUS_INF]]
// CHECK-NEXT:   linalg.yield %[[MASKED]]

// exp(s - max), summed; a row without visible keys has a maximum of -inf, for
// which 0 is taken.
// CHECK: %[[MAX:.*]] = linalg.reduce ins(%[[S]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8xf32>) dimensions = [3]
// CHECK: arith.maximumf
// CHECK: %[[P:.*]] = linalg.generic {indexing_maps = [#[[$ROW]], #[[$ALL]]], {{.*}}} ins(%[[MAX]] : {{.*}}) outs(%[[S]] : {{.*}})
// CHECK: arith.select
// CHECK: arith.subf
// CHECK: math.exp
// CHECK: %[[SUMS:.*]] = linalg.reduce ins(%[[P]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8xf32>) dimensions = [3]
// CHECK: arith.addf {{.*}} fastmath<reassoc>
// CHECK: %[[RECIPROCAL:.*]] = linalg.generic {{.*}} ins(%[[SUMS]], %[[MAX]] : {{.*}})
// CHECK: arith.divf

// The second product. A value whose weight is 0 does not count, even if it is
// not a number.
// CHECK: %[[O:.*]] = linalg.generic {indexing_maps = [#[[$QUERY]], #[[$KEY]], #[[$SCORE]]], iterator_types = ["parallel", "parallel", "parallel", "reduction", "parallel"]} ins(%[[P]], %[[V]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8x24xf32>)
// CHECK-NEXT: ^bb0(%[[W:.*]]: f32, %[[X:.*]]: f32, %[[ACC:.*]]: f32):
// CHECK-NEXT:   %[[ZERO:.*]] = arith.constant 0.0
// CHECK-NEXT:   %[[NONE:.*]] = arith.cmpf oeq, %[[W]], %[[ZERO]]
// CHECK-NEXT:   %[[WX:.*]] = arith.mulf %[[W]], %[[X]]
// CHECK-NEXT:   %[[TERM:.*]] = arith.select %[[NONE]], %[[ZERO]], %[[WX]]
// CHECK-NEXT:   %[[SUM:.*]] = arith.addf %[[ACC]], %[[TERM]]
// CHECK-NEXT:   linalg.yield %[[SUM]]

// The end: normalize and gate, into the destination.
// CHECK: %[[Y:.*]] = linalg.generic {indexing_maps = [#[[$ALL]], #[[$ROW]], #[[$ALL]], #[[$ALL]]], {{.*}}} ins(%[[O]], %[[RECIPROCAL]], %[[G]] : {{.*}}) outs(%[[INIT]] : {{.*}})
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[R:.*]]: f32, %[[LOGIT:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:   %[[XR:.*]] = arith.mulf %[[X]], %[[R]]
// CHECK:        %[[F:.*]] = math.tanh %[[LOGIT]]
// CHECK:        %[[GATED:.*]] = arith.mulf %[[XR]], %[[F]]
// CHECK-NEXT:   linalg.yield %[[GATED]]
// CHECK: return %[[Y]]
func.func @softmax(%q: tensor<1x4x8x16xf32>, %k: tensor<1x4x12x16xf32>, %v: tensor<1x4x12x24xf32>,
                   %g: tensor<1x4x8x24xf32>, %init: tensor<1x4x8x24xf32>) -> tensor<1x4x8x24xf32> {
  %y = heddle.attention ins(%q, %k, %v : tensor<1x4x8x16xf32>, tensor<1x4x12x16xf32>, tensor<1x4x12x24xf32>)
      gate(%g : tensor<1x4x8x24xf32>) outs(%init : tensor<1x4x8x24xf32>)
      {gate = #heddle.gate<tanh, elementwise>, mask = #heddle.causal} -> tensor<1x4x8x24xf32>
  return %y : tensor<1x4x8x24xf32>
}

// -----

// Query heads that share a key head are a dimension of their own, [Hk, H/Hk],
// and every indexing map stays a projected permutation.
// CHECK-DAG: #[[$ROWS:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[$SHARED:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d4, d5)>
// CHECK-DAG: #[[$RESULT:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d5)>
// CHECK-LABEL: func.func @grouped(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x8x6x16xbf16>
// CHECK: %[[GROUPS:.*]] = tensor.expand_shape %[[Q]] {{\[\[}}0], [1, 2], [3], [4]] output_shape [1, 2, 4, 6, 16]
// CHECK: %[[S:.*]] = linalg.generic {indexing_maps = [#[[$ROWS]], #[[$SHARED]], #[[$RESULT]]], {{.*}}} ins(%[[GROUPS]], %{{.*}} : tensor<1x2x4x6x16xbf16>, tensor<1x2x16x12xbf16>) outs(%{{.*}} : tensor<1x2x4x6x12xf32>)
// CHECK: arith.extf
// CHECK: arith.extf
// CHECK: tensor.collapse_shape %[[S]] {{.*}} : tensor<1x2x4x6x12xf32> into tensor<1x8x6x12xf32>
// CHECK: tensor.expand_shape %{{.*}} {{.*}} : tensor<1x8x6x12xf32> into tensor<1x2x4x6x12xf32>
// CHECK: tensor.collapse_shape %{{.*}} {{.*}} : tensor<1x2x4x6x16xf32> into tensor<1x8x6x16xf32>
func.func @grouped(%q: tensor<1x8x6x16xbf16>, %k: tensor<1x2x12x16xbf16>, %init: tensor<1x8x6x16xbf16>) -> tensor<1x8x6x16xbf16> {
  %y = heddle.attention ins(%q, %k, %k : tensor<1x8x6x16xbf16>, tensor<1x2x12x16xbf16>, tensor<1x2x12x16xbf16>)
      outs(%init : tensor<1x8x6x16xbf16>) -> tensor<1x8x6x16xbf16>
  return %y : tensor<1x8x6x16xbf16>
}

// -----

// A dynamic number of key heads: keys and values are repeated for the query
// heads.
// CHECK-LABEL: func.func @dynamic_groups(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<?x?x?x16xf32>, %[[K:[a-z0-9]+]]: tensor<?x?x?x16xf32>
// CHECK: %[[GROUP:.*]] = arith.divui
// CHECK: %[[KT:.*]] = linalg.transpose ins(%[[K]]
// CHECK: %[[REPEATED:.*]] = linalg.generic {{.*}} outs(%{{.*}} : tensor<?x?x16x?xf32>)
// CHECK:   %[[H:.*]] = linalg.index 1
// CHECK:   %[[HK:.*]] = arith.divui %[[H]], %[[GROUP]]
// CHECK:   tensor.extract %[[KT]][%{{.*}}, %[[HK]], %{{.*}}, %{{.*}}]
// CHECK: linalg.generic {{.*}} ins(%[[Q]], %[[REPEATED]] :
// CHECK-NOT: expand_shape
func.func @dynamic_groups(%q: tensor<?x?x?x16xf32>, %k: tensor<?x?x?x16xf32>, %init: tensor<?x?x?x16xf32>) -> tensor<?x?x?x16xf32> {
  %y = heddle.attention ins(%q, %k, %k : tensor<?x?x?x16xf32>, tensor<?x?x?x16xf32>, tensor<?x?x?x16xf32>)
      outs(%init : tensor<?x?x?x16xf32>) -> tensor<?x?x?x16xf32>
  return %y : tensor<?x?x?x16xf32>
}

// -----

// The list of scores in order, the region, the mask; the length of the batch
// entry; positions that count from the origin.
// CHECK-DAG: #[[$BIAS:.*]] = affine_map<(d0, d1, d2, d3) -> (0, d1, 0, d3)>
// CHECK-DAG: #[[$LENGTHS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0)>
// CHECK-LABEL: func.func @scores(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x4x8x16xf32>, %[[BIAS:[a-z0-9]+]]: tensor<1x4x1x8xf16>, %[[N:[a-z0-9]+]]: tensor<2xi32>, %[[B0:[a-z0-9]+]]: index, %[[H0:[a-z0-9]+]]: index, %[[I0:[a-z0-9]+]]: index, %[[J0:[a-z0-9]+]]: index, %[[MT:[a-z0-9]+]]: index, %[[NT:[a-z0-9]+]]: index
// CHECK: linalg.generic {indexing_maps = [#[[$BIAS]], #[[$LENGTHS]], #{{.*}}], {{.*}}} ins(%[[BIAS]], %[[N]] : {{.*}})
// CHECK-NEXT: ^bb0(%[[BIASED:.*]]: f16, %[[LENGTH:.*]]: i32, %[[X:.*]]: f32):
// CHECK-DAG:    %[[ADDEND:.*]] = arith.extf %[[BIASED]]
// CHECK-DAG:    %[[M:.*]] = linalg.index 2
// CHECK-DAG:    %[[I:.*]] = arith.addi %[[I0]], %[[M]]
// CHECK-DAG:    %[[KEY:.*]] = linalg.index 3
// CHECK-DAG:    %[[J:.*]] = arith.addi %[[J0]], %[[KEY]]
// CHECK-DAG:    %[[NATURAL:.*]] = arith.maxsi
// CHECK-DAG:    %[[KEYS:.*]] = arith.minsi %[[NATURAL]], %[[NT]]
// CHECK:        arith.mulf %[[X]], %{{.*}}
// CHECK:        math.tanh
// CHECK:        arith.addf %{{.*}}, %[[ADDEND]]
// CHECK:        vector.extract
// CHECK:        arith.subf
// CHECK:        math.absf
// CHECK:        %[[EXISTS:.*]] = arith.cmpi slt, %{{.*}}, %[[KEYS]]
// CHECK:        arith.subi %[[KEYS]], %[[MT]]
// CHECK:        %[[SEEN:.*]] = arith.cmpi sle
// CHECK:        %[[VISIBLE:.*]] = arith.andi %[[EXISTS]], %[[SEEN]]
// CHECK:        arith.select %[[VISIBLE]]
func.func @scores(%q: tensor<2x4x8x16xf32>, %bias: tensor<1x4x1x8xf16>, %n: tensor<2xi32>,
                  %b0: index, %h0: index, %i0: index, %j0: index, %mt: index, %nt: index) -> tensor<2x4x8x16xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<2x4x8x16xf32>, tensor<2x4x8x16xf32>, tensor<2x4x8x16xf32>)
      bias(%bias : tensor<1x4x1x8xf16>) lengths(%n : tensor<2xi32>) origin(%b0, %h0, %i0, %j0, %mt, %nt)
      outs(%q : tensor<2x4x8x16xf32>)
      {mask = #heddle.causal<bottom_right>, scores = [#heddle.softcap<5.0>, #heddle.bias, #heddle.alibi<[0.5, 0.25, 0.125, 0.0625]>]}
      score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        %t = math.absf %s : f32
        heddle.yield %t : f32
      } -> tensor<2x4x8x16xf32>
  return %y : tensor<2x4x8x16xf32>
}

// -----

// The sink joins the sum that divides, and not the log-sum-exp.
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[$HEAD:.*]] = affine_map<(d0, d1, d2) -> (d1)>
// CHECK-LABEL: func.func @sink(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x8x16xf32>, %[[SINK:[a-z0-9]+]]: tensor<4xf32>, %[[LSE_INIT:[a-z0-9]+]]: tensor<1x4x8xf32>
// CHECK: %[[MAX:.*]] = linalg.reduce
// CHECK: %[[SUM:.*]] = linalg.reduce
// CHECK: linalg.generic {indexing_maps = [#[[$ROW]], #[[$ROW]], #[[$HEAD]], #[[$ROW]]], {{.*}}} ins(%[[SUM]], %[[MAX]], %[[SINK]] : {{.*}})
// CHECK: %[[LSE:.*]] = linalg.generic {indexing_maps = [#[[$ROW]], #[[$ROW]], #[[$ROW]]], {{.*}}} ins(%[[MAX]], %[[SUM]] : {{.*}})
// CHECK: math.log
// CHECK: linalg.copy ins(%[[LSE]] : {{.*}}) outs(%[[LSE_INIT]] : {{.*}})
func.func @sink(%q: tensor<1x4x8x16xf32>, %s: tensor<4xf32>, %lse: tensor<1x4x8xf32>) -> (tensor<1x4x8x16xf32>, tensor<1x4x8xf32>) {
  %y, %l = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      sink(%s : tensor<4xf32>) outs(%q, %lse : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8x16xf32>, tensor<1x4x8xf32>
  return %y, %l : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>
}

// -----

// Without a sum there is nothing to divide by.
// CHECK-LABEL: func.func @sigmoid(
// CHECK-NOT: linalg.reduce
// CHECK: math.exp
// CHECK-NOT: linalg.reduce
func.func @sigmoid(%q: tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {normalizer = #heddle.sigmoid<bias = -2.0>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// One rounding, at the end, or those of eager frameworks: the ungated output,
// the activated gate and their product.
// CHECK-LABEL: func.func @fused(
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>, tensor<1x4x8x16xbf16>) outs(%{{.*}} : tensor<1x4x8x16xbf16>)
// CHECK:      math.tanh
// CHECK-NEXT: %[[PRODUCT:.*]] = arith.mulf
// CHECK-NEXT: %[[ROUNDED:.*]] = arith.truncf %[[PRODUCT]] : f32 to bf16
// CHECK-NEXT: linalg.yield %[[ROUNDED]]
// CHECK-LABEL: func.func @unfused(
// CHECK: %[[O:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>) outs(%{{.*}} : tensor<1x4x8x16xbf16>)
// CHECK: linalg.generic {{.*}} ins(%[[O]], %{{.*}} : tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>) outs(%{{.*}} : tensor<1x4x8x16xbf16>)
// CHECK:      %[[F:.*]] = math.tanh
// CHECK-NEXT: %[[ROUNDED:.*]] = arith.truncf %[[F]] : f32 to bf16
// CHECK-NEXT: %[[WIDE:.*]] = arith.extf %[[ROUNDED]] : bf16 to f32
// CHECK-NEXT: %[[PRODUCT:.*]] = arith.mulf %{{.*}}, %[[WIDE]]
// CHECK-NEXT: %[[ROUNDED:.*]] = arith.truncf %[[PRODUCT]] : f32 to bf16
// CHECK-NEXT: linalg.yield %[[ROUNDED]]
func.func @fused(%q: tensor<1x4x8x16xbf16>) -> tensor<1x4x8x16xbf16> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>)
      gate(%q : tensor<1x4x8x16xbf16>) outs(%q : tensor<1x4x8x16xbf16>)
      {gate = #heddle.gate<tanh, elementwise>} -> tensor<1x4x8x16xbf16>
  return %y : tensor<1x4x8x16xbf16>
}
func.func @unfused(%q: tensor<1x4x8x16xbf16>) -> tensor<1x4x8x16xbf16> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>)
      gate(%q : tensor<1x4x8x16xbf16>) outs(%q : tensor<1x4x8x16xbf16>)
      {gate = #heddle.gate<tanh, elementwise>, rounding = #heddle.rounding<unfused>} -> tensor<1x4x8x16xbf16>
  return %y : tensor<1x4x8x16xbf16>
}

// -----

// Operands of other layouts are read where they are.
// CHECK-DAG: #[[$QUERY:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1, d2, d4)>
// CHECK-DAG: #[[$VALUE:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d4, d1, d5)>
// CHECK-DAG: #[[$HEADWISE:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d1)>
// CHECK-DAG: #[[$BSHD:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d1, d3)>
// CHECK-LABEL: func.func @layouts(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x6x8x16xf32>, %[[K:[a-z0-9]+]]: tensor<1x12x2x16xf32>, %[[G:[a-z0-9]+]]: tensor<1x6x8xf32>
// CHECK: linalg.transpose ins(%[[K]] : {{.*}}) outs(%{{.*}} : tensor<1x2x16x12xf32>) permutation = [0, 2, 3, 1]
// CHECK: tensor.expand_shape %[[Q]] {{\[\[}}0], [1], [2, 3], [4]] output_shape [1, 6, 2, 4, 16]
// CHECK: linalg.generic {indexing_maps = [#[[$QUERY]],
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[$VALUE]], #{{.*}}], {{.*}}} ins(%{{.*}}, %[[K]] :
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #{{.*}}, #[[$HEADWISE]], #[[$BSHD]]], {{.*}}} ins(%{{.*}}, %{{.*}}, %[[G]] : {{.*}}) outs(%[[Q]] :
func.func @layouts(%q: tensor<1x6x8x16xf32>, %k: tensor<1x12x2x16xf32>, %g: tensor<1x6x8xf32>) -> tensor<1x6x8x16xf32> {
  %y = heddle.attention ins(%q, %k, %k : tensor<1x6x8x16xf32>, tensor<1x12x2x16xf32>, tensor<1x12x2x16xf32>)
      gate(%g : tensor<1x6x8xf32>) outs(%q : tensor<1x6x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<bshd>} -> tensor<1x6x8x16xf32>
  return %y : tensor<1x6x8x16xf32>
}

// -----

// A gate alone is one elementwise op.
// CHECK-DAG: #[[$X:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[$SHARED:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
// CHECK-LABEL: func.func @gate(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4x8x16xf32>, %[[G:[a-z0-9]+]]: tensor<1x8x16xf32>, %[[ROWS:[a-z0-9]+]]: tensor<?x?xf32>
// CHECK: linalg.generic {indexing_maps = [#[[$X]], #[[$SHARED]], #[[$X]]], {{.*}}} ins(%[[X]], %[[G]] : {{.*}}) outs(%[[X]] : {{.*}})
// CHECK: linalg.generic {{.*}} ins(%[[ROWS]], %[[ROWS]] : {{.*}}) outs(%[[ROWS]] : {{.*}})
// CHECK: arith.addf
func.func @gate(%x: tensor<1x4x8x16xf32>, %g: tensor<1x8x16xf32>, %rows: tensor<?x?xf32>) -> (tensor<1x4x8x16xf32>, tensor<?x?xf32>) {
  %y = heddle.gate ins(%x, %g : tensor<1x4x8x16xf32>, tensor<1x8x16xf32>) outs(%x : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<tanh, shared>} -> tensor<1x4x8x16xf32>
  %z = heddle.gate ins(%rows, %rows : tensor<?x?xf32>, tensor<?x?xf32>) outs(%rows : tensor<?x?xf32>)
      {gate = #heddle.gate<tanh, elementwise, add>} -> tensor<?x?xf32>
  return %y, %z : tensor<1x4x8x16xf32>, tensor<?x?xf32>
}

// -----

// Operands that have gates are gated first, into tensors of their types.
// CHECK-DAG: #[[$ALL:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[$HEADWISE:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-DAG: #[[$STATIC:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
// CHECK-LABEL: func.func @operand_gates(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<1x4x8x16xbf16>, %[[GQ:[a-z0-9]+]]: tensor<4x16xf32>, %[[GK:[a-z0-9]+]]: tensor<1x4x8xbf16>
// CHECK: %[[QG:.*]] = linalg.generic {indexing_maps = [#[[$ALL]], #[[$STATIC]], #[[$ALL]]], {{.*}}} ins(%[[Q]], %[[GQ]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8x16xbf16>)
// CHECK: %[[T:.*]] = math.tanh
// CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %[[T]]
// CHECK: %[[ROUNDED:.*]] = arith.truncf %[[SUM]] : f32 to bf16
// CHECK: linalg.yield %[[ROUNDED]]
// CHECK: %[[KG:.*]] = linalg.generic {indexing_maps = [#[[$ALL]], #[[$HEADWISE]], #[[$ALL]]], {{.*}}} ins(%[[Q]], %[[GK]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8x16xbf16>)
// CHECK: linalg.transpose ins(%[[KG]] :
// CHECK: linalg.generic {{.*}} ins(%[[QG]], %{{.*}} :
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[Q]] :
func.func @operand_gates(%q: tensor<1x4x8x16xbf16>, %gq: tensor<4x16xf32>, %gk: tensor<1x4x8xbf16>,
                         %init: tensor<1x4x8x16xbf16>) -> tensor<1x4x8x16xbf16> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>, tensor<1x4x8x16xbf16>)
      query_gate(%gq : tensor<4x16xf32>) key_gate(%gk : tensor<1x4x8xbf16>)
      outs(%init : tensor<1x4x8x16xbf16>)
      {query_gate = #heddle.gate<tanh, static, add>, key_gate = #heddle.gate<identity, headwise>}
      -> tensor<1x4x8x16xbf16>
  return %y : tensor<1x4x8x16xbf16>
}

// -----

// A merge is the attention of P keys, whose scores are the log-sum-exps.
// CHECK-DAG: #[[$PARTS:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d0, d1, d2, d4)>
// CHECK-LABEL: func.func @merge(
// CHECK-SAME: %[[O:[a-z0-9]+]]: tensor<2x1x4x8x16xf32>, %[[L:[a-z0-9]+]]: tensor<2x1x4x8xf32>
// CHECK: %[[S:.*]] = linalg.transpose ins(%[[L]] : {{.*}}) outs(%{{.*}} : tensor<1x4x8x2xf32>) permutation = [1, 2, 3, 0]
// CHECK: linalg.reduce ins(%[[S]] : {{.*}})
// CHECK: %[[W:.*]] = linalg.generic {{.*}} outs(%[[S]] : {{.*}})
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[$PARTS]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "reduction", "parallel"]} ins(%[[W]], %[[O]] : {{.*}})
func.func @merge(%o: tensor<2x1x4x8x16xf32>, %l: tensor<2x1x4x8xf32>, %init: tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32> {
  %y = heddle.merge ins(%o, %l : tensor<2x1x4x8x16xf32>, tensor<2x1x4x8xf32>) outs(%init : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}

// -----

// Ops on memrefs stay.
// CHECK-LABEL: func.func @memrefs(
// CHECK: heddle.attention
// CHECK: heddle.gate
func.func @memrefs(%q: memref<1x4x8x16xf32>, %y: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  heddle.gate ins(%y, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>) outs(%y : memref<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// -----

// Stick-breaking takes the keys in a loop, newest first. Its own mask is one
// more; what is left goes to the query's own key.
// CHECK-LABEL: func.func @stick_breaking(
// CHECK: %[[SCAN:.*]]:2 = scf.for %{{.*}} = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%[[OUT:.*]] = %{{.*}}, %[[ROW:.*]] = %{{.*}}) -> (tensor<1x4x8x8xf32>, tensor<1x4x8xf32>) {
// CHECK: %[[BEFORE:.*]] = tensor.insert_slice %[[ROW]] into %[[OUT]]
// CHECK: %[[KEY:.*]] = tensor.extract_slice %{{.*}}[0, 0, 0, %{{.*}}] [1, 4, 8, 1]
// CHECK: %[[TOTAL:.*]] = linalg.generic {{.*}} ins(%[[KEY]] : tensor<1x4x8xf32>) outs(%[[ROW]] : tensor<1x4x8xf32>)
// CHECK: scf.yield %[[BEFORE]], %[[TOTAL]]
// CHECK: linalg.generic {{.*}} ins(%[[SCAN]]#0
// CHECK: linalg.generic {{.*}} ins(%[[SCAN]]#1
// CHECK-NOT: heddle.attention
func.func @stick_breaking(%q: tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>, tensor<1x4x8x16xf32>)
      outs(%q : tensor<1x4x8x16xf32>) {normalizer = #heddle.stick_breaking<remainder>} -> tensor<1x4x8x16xf32>
  return %y : tensor<1x4x8x16xf32>
}
