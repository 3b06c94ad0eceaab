// Every op, operand group and form goes through the custom form, the generic
// form and bytecode unchanged.

// RUN: heddle-opt %s | heddle-opt | FileCheck %s
// RUN: heddle-opt %s --mlir-print-op-generic | heddle-opt | FileCheck %s
// RUN: heddle-opt %s --emit-bytecode | heddle-opt | FileCheck %s

// The least that attention needs. An empty attribute dictionary is not printed.
// CHECK-LABEL: func.func @attention
// CHECK: %[[Y:.*]] = heddle.attention ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<2x4x8x16xf32>, tensor<2x2x10x16xf32>, tensor<2x2x10x24xf32>) outs(%{{.*}} : tensor<2x4x8x24xf32>) -> tensor<2x4x8x24xf32>
// CHECK: return %[[Y]]
func.func @attention(%q: tensor<2x4x8x16xf32>, %k: tensor<2x2x10x16xf32>,
                     %v: tensor<2x2x10x24xf32>, %init: tensor<2x4x8x24xf32>)
    -> tensor<2x4x8x24xf32> {
  %y = heddle.attention
      ins(%q, %k, %v : tensor<2x4x8x16xf32>, tensor<2x2x10x16xf32>, tensor<2x2x10x24xf32>)
      outs(%init : tensor<2x4x8x24xf32>) -> tensor<2x4x8x24xf32>
  return %y : tensor<2x4x8x24xf32>
}

// Gates on query, key and value stand before the destinations.
// CHECK-LABEL: func.func @attention_operand_gates(
// CHECK: heddle.attention ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<2x4x8x16xbf16>, tensor<2x2x10x16xbf16>, tensor<2x2x10x24xbf16>)
// CHECK-SAME: gate(%{{.*}} : tensor<4x24xf32>) lengths(%{{.*}} : tensor<2xi32>)
// CHECK-SAME: query_gate(%{{.*}} : tensor<2x4x8xf32>) key_gate(%{{.*}} : tensor<2x10x16xf16>) value_gate(%{{.*}} : tensor<2x2x10x24xbf16>) outs(
// CHECK-SAME: {gate = #heddle.gate<sigmoid, static>, key_gate = #heddle.gate<silu, shared>, query_gate = #heddle.gate<tanh, headwise>, value_gate = #heddle.gate<identity, elementwise, add>}
// One alone.
// CHECK: heddle.attention ins({{.*}}) value_gate(%{{.*}} : tensor<2x24xf32>) outs({{.*}}) {value_gate = #heddle.gate<sigmoid, static>}
func.func @attention_operand_gates(
    %q: tensor<2x4x8x16xbf16>, %k: tensor<2x2x10x16xbf16>,
    %v: tensor<2x2x10x24xbf16>, %g: tensor<4x24xf32>, %n: tensor<2xi32>,
    %gq: tensor<2x4x8xf32>, %gk: tensor<2x10x16xf16>,
    %gv: tensor<2x2x10x24xbf16>, %gs: tensor<2x24xf32>,
    %init: tensor<2x4x8x24xbf16>)
    -> (tensor<2x4x8x24xbf16>, tensor<2x4x8x24xbf16>) {
  %y = heddle.attention
      ins(%q, %k, %v : tensor<2x4x8x16xbf16>, tensor<2x2x10x16xbf16>, tensor<2x2x10x24xbf16>)
      gate(%g : tensor<4x24xf32>)
      lengths(%n : tensor<2xi32>)
      query_gate(%gq : tensor<2x4x8xf32>)
      key_gate(%gk : tensor<2x10x16xf16>)
      value_gate(%gv : tensor<2x2x10x24xbf16>)
      outs(%init : tensor<2x4x8x24xbf16>)
      {gate = #heddle.gate<sigmoid, static>,
       query_gate = #heddle.gate<tanh, headwise>,
       key_gate = #heddle.gate<silu, shared>,
       value_gate = #heddle.gate<identity, elementwise, add>}
      -> tensor<2x4x8x24xbf16>
  %z = heddle.attention
      ins(%q, %k, %v : tensor<2x4x8x16xbf16>, tensor<2x2x10x16xbf16>, tensor<2x2x10x24xbf16>)
      value_gate(%gs : tensor<2x24xf32>)
      outs(%init : tensor<2x4x8x24xbf16>)
      {value_gate = #heddle.gate<sigmoid, static>} -> tensor<2x4x8x24xbf16>
  return %y, %z : tensor<2x4x8x24xbf16>, tensor<2x4x8x24xbf16>
}

// All groups, in the order in which they are printed; two results without
// parentheses; the score region last.
// CHECK-LABEL: func.func @attention_groups(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x4x8x16xbf16>, %[[K:[a-z0-9]+]]: tensor<2x2x10x16xbf16>, %[[V:[a-z0-9]+]]: tensor<2x2x10x24xbf16>,
// CHECK-SAME: %[[G:[a-z0-9]+]]: tensor<2x4x8x24xf32>, %[[BIAS:[a-z0-9]+]]: tensor<1x4x1x10xf16>, %[[SINK:[a-z0-9]+]]: tensor<4xbf16>, %[[LENGTHS:[a-z0-9]+]]: tensor<2xi32>,
// CHECK-SAME: %[[I:[a-z0-9]+]]: index, %[[INIT:[a-z0-9]+]]: tensor<2x4x8x24xf16>, %[[LSE:[a-z0-9]+]]: tensor<2x4x8xf32>
// CHECK: %[[Y:.*]]:2 = heddle.attention ins(%[[Q]], %[[K]], %[[V]] : tensor<2x4x8x16xbf16>, tensor<2x2x10x16xbf16>, tensor<2x2x10x24xbf16>)
// CHECK-SAME: gate(%[[G]] : tensor<2x4x8x24xf32>) bias(%[[BIAS]] : tensor<1x4x1x10xf16>) sink(%[[SINK]] : tensor<4xbf16>) lengths(%[[LENGTHS]] : tensor<2xi32>)
// CHECK-SAME: origin(%[[I]], %[[I]], %[[I]], %[[I]], %[[I]], %[[I]]) outs(%[[INIT]], %[[LSE]] : tensor<2x4x8x24xf16>, tensor<2x4x8xf32>)
// CHECK-SAME: {allow_tf32, gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal, normalizer = #heddle.softmax, rounding = #heddle.rounding<unfused>, scale = 6.250000e-02 : f32, scores = [#heddle.softcap<50.0>, #heddle.bias]}
// CHECK-SAME: score {
// CHECK-NEXT: ^bb0(%[[S:.*]]: f32, %{{.*}}: index, %{{.*}}: index, %{{.*}}: index, %{{.*}}: index):
// CHECK-NEXT:   heddle.yield %[[S]] : f32
// CHECK-NEXT: } -> tensor<2x4x8x24xf16>, tensor<2x4x8xf32>
// CHECK: return %[[Y]]#0, %[[Y]]#1
func.func @attention_groups(
    %q: tensor<2x4x8x16xbf16>, %k: tensor<2x2x10x16xbf16>,
    %v: tensor<2x2x10x24xbf16>, %g: tensor<2x4x8x24xf32>,
    %b: tensor<1x4x1x10xf16>, %s: tensor<4xbf16>, %n: tensor<2xi32>, %i: index,
    %init: tensor<2x4x8x24xf16>, %lse_init: tensor<2x4x8xf32>)
    -> (tensor<2x4x8x24xf16>, tensor<2x4x8xf32>) {
  %y, %lse = heddle.attention
      ins(%q, %k, %v : tensor<2x4x8x16xbf16>, tensor<2x2x10x16xbf16>, tensor<2x2x10x24xbf16>)
      gate(%g : tensor<2x4x8x24xf32>)
      bias(%b : tensor<1x4x1x10xf16>)
      sink(%s : tensor<4xbf16>)
      lengths(%n : tensor<2xi32>)
      origin(%i, %i, %i, %i, %i, %i)
      outs(%init, %lse_init : tensor<2x4x8x24xf16>, tensor<2x4x8xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal,
       normalizer = #heddle.softmax, scale = 6.25e-02 : f32,
       scores = [#heddle.softcap<50.0>, #heddle.bias],
       rounding = #heddle.rounding<unfused>, allow_tf32}
      score {
      ^bb0(%t: f32, %bi: index, %hi: index, %qi: index, %ki: index):
        heddle.yield %t : f32
      }
      -> tensor<2x4x8x24xf16>, tensor<2x4x8xf32>
  return %y, %lse : tensor<2x4x8x24xf16>, tensor<2x4x8xf32>
}

// On memrefs there are no results and no arrow. Strides are free.
// CHECK-LABEL: func.func @attention_memref
// CHECK: heddle.attention ins(%{{.*}}, %{{.*}}, %{{.*}} : memref<?x?x?x16xf16, strided<[?, ?, ?, 1]>>, memref<?x?x?x16xf16>, memref<?x?x?x16xf16>) outs(%{{.*}} : memref<?x?x?x16xf32>) {mask = #heddle.causal}
// CHECK-NEXT: return
func.func @attention_memref(%q: memref<?x?x?x16xf16, strided<[?, ?, ?, 1]>>,
                            %k: memref<?x?x?x16xf16>, %v: memref<?x?x?x16xf16>,
                            %y: memref<?x?x?x16xf32>) {
  heddle.attention
      ins(%q, %k, %v : memref<?x?x?x16xf16, strided<[?, ?, ?, 1]>>, memref<?x?x?x16xf16>, memref<?x?x?x16xf16>)
      outs(%y : memref<?x?x?x16xf32>) {mask = #heddle.causal}
  return
}

// Each granularity in both orders, where an order makes a difference.
// CHECK-LABEL: func.func @attention_granularities
// CHECK: gate(%{{.*}} : memref<2x4x8xf32>) {{.*}} {gate = #heddle.gate<sigmoid, headwise>}
// CHECK: gate(%{{.*}} : memref<2x8x4xf32>) {{.*}} {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bhsd>}
// CHECK: gate(%{{.*}} : memref<2x8x4x16xf32>) {{.*}} {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bhsd>}
// CHECK: gate(%{{.*}} : memref<2x8x16xf32>) {{.*}} {gate = #heddle.gate<sigmoid, shared>}
// CHECK: gate(%{{.*}} : memref<4x16xf32>) {{.*}} {gate = #heddle.gate<sigmoid, static>}
func.func @attention_granularities(
    %q: memref<2x4x8x16xf32>, %k: memref<2x4x10x16xf32>, %y: memref<2x4x8x16xf32>,
    %bhm: memref<2x4x8xf32>, %bmh: memref<2x8x4xf32>, %bmhd: memref<2x8x4x16xf32>,
    %bmd: memref<2x8x16xf32>, %hd: memref<4x16xf32>) {
  heddle.attention ins(%q, %k, %k : memref<2x4x8x16xf32>, memref<2x4x10x16xf32>, memref<2x4x10x16xf32>)
      gate(%bhm : memref<2x4x8xf32>) outs(%y : memref<2x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>}
  heddle.attention ins(%q, %k, %k : memref<2x4x8x16xf32>, memref<2x4x10x16xf32>, memref<2x4x10x16xf32>)
      gate(%bmh : memref<2x8x4xf32>) outs(%y : memref<2x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<gate = bshd>}
  heddle.attention ins(%q, %k, %k : memref<2x4x8x16xf32>, memref<2x4x10x16xf32>, memref<2x4x10x16xf32>)
      gate(%bmhd : memref<2x8x4x16xf32>) outs(%y : memref<2x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<gate = bshd>}
  heddle.attention ins(%q, %k, %k : memref<2x4x8x16xf32>, memref<2x4x10x16xf32>, memref<2x4x10x16xf32>)
      gate(%bmd : memref<2x8x16xf32>) outs(%y : memref<2x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, shared>}
  heddle.attention ins(%q, %k, %k : memref<2x4x8x16xf32>, memref<2x4x10x16xf32>, memref<2x4x10x16xf32>)
      gate(%hd : memref<4x16xf32>) outs(%y : memref<2x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, static>}
  return
}

// With an origin, alibi keeps the slopes of all heads of the whole.
// CHECK-LABEL: func.func @attention_origin_alibi
// CHECK: heddle.attention {{.*}} origin({{.*}}) {{.*}} {scores = [#heddle.alibi<[0.5, 0.25, 0.125, 0.0625]>]}
func.func @attention_origin_alibi(%q: memref<1x2x8x16xf32>, %k: memref<1x2x8x16xf32>,
                                  %y: memref<1x2x8x16xf32>, %i: index) {
  heddle.attention ins(%q, %k, %k : memref<1x2x8x16xf32>, memref<1x2x8x16xf32>, memref<1x2x8x16xf32>)
      origin(%i, %i, %i, %i, %i, %i) outs(%y : memref<1x2x8x16xf32>)
      {scores = [#heddle.alibi<[0.5, 0.25, 0.125, 0.0625]>]}
  return
}

// CHECK-LABEL: func.func @gate
// CHECK: heddle.gate ins(%{{.*}}, %{{.*}} : tensor<1x4x8x16xbf16>, tensor<1x4x8xf32>) outs(%{{.*}} : tensor<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, headwise>, rounding = #heddle.rounding<unfused>} -> tensor<1x4x8x16xf32>
// CHECK: heddle.gate ins(%{{.*}}, %{{.*}} : memref<?x?xf32>, memref<?x?xf32>) outs(%{{.*}} : memref<?x?xf32>) {gate = #heddle.gate<silu, elementwise>}
// CHECK-NEXT: return
func.func @gate(%x: tensor<1x4x8x16xbf16>, %g: tensor<1x4x8xf32>,
                %init: tensor<1x4x8x16xf32>, %rows: memref<?x?xf32>)
    -> tensor<1x4x8x16xf32> {
  %z = heddle.gate ins(%x, %g : tensor<1x4x8x16xbf16>, tensor<1x4x8xf32>)
      outs(%init : tensor<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, headwise>, rounding = #heddle.rounding<unfused>}
      -> tensor<1x4x8x16xf32>
  heddle.gate ins(%rows, %rows : memref<?x?xf32>, memref<?x?xf32>)
      outs(%rows : memref<?x?xf32>) {gate = #heddle.gate<silu, elementwise>}
  return %z : tensor<1x4x8x16xf32>
}

// CHECK-LABEL: func.func @merge
// CHECK: heddle.merge ins(%{{.*}}, %{{.*}} : tensor<2x1x8x4x16xf32>, tensor<2x1x4x8xf32>) gate(%{{.*}} : tensor<4x16xbf16>) sink(%{{.*}} : tensor<4xf32>) outs(%{{.*}}, %{{.*}} : tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>)
// CHECK-SAME: {gate = #heddle.gate<sigmoid, static>, layout = #heddle.layout<bshd>, normalizer = #heddle.softmax} -> tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>
// CHECK: heddle.merge ins(%{{.*}}, %{{.*}} : memref<?x1x4x8x16xf32>, memref<?x1x4x8xf32>) outs(%{{.*}} : memref<1x4x8x16xf32>)
// CHECK-NEXT: return
func.func @merge(%o: tensor<2x1x8x4x16xf32>, %l: tensor<2x1x4x8xf32>,
                 %g: tensor<4x16xbf16>, %s: tensor<4xf32>,
                 %init: tensor<1x8x4x16xbf16>, %lse_init: tensor<1x4x8xf32>,
                 %parts: memref<?x1x4x8x16xf32>, %sums: memref<?x1x4x8xf32>,
                 %y: memref<1x4x8x16xf32>)
    -> (tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>) {
  %r, %lse = heddle.merge
      ins(%o, %l : tensor<2x1x8x4x16xf32>, tensor<2x1x4x8xf32>)
      gate(%g : tensor<4x16xbf16>) sink(%s : tensor<4xf32>)
      outs(%init, %lse_init : tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>)
      {gate = #heddle.gate<sigmoid, static>, layout = #heddle.layout<bshd>,
       normalizer = #heddle.softmax}
      -> tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>
  heddle.merge ins(%parts, %sums : memref<?x1x4x8x16xf32>, memref<?x1x4x8xf32>)
      outs(%y : memref<1x4x8x16xf32>)
  return %r, %lse : tensor<1x8x4x16xbf16>, tensor<1x4x8xf32>
}
