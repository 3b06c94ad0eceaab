// A gate becomes part of the attention whose output or operand it gates.

// RUN: heddle-opt %s --heddle-fuse-gate | FileCheck %s
// RUN: heddle-opt %s --heddle-fuse-gate=max-rows=7 \
// RUN:   | FileCheck %s --check-prefix=FEWER
// RUN: heddle-opt %s --heddle-fuse-gate=max-rows=8 \
// RUN:   | FileCheck %s --check-prefix=ENOUGH

!rows = tensor<1x4x8x16xf32>
!half = tensor<1x4x8x16xbf16>
!sums = tensor<1x4x8xf32>

// The destination is made between the two: the fused op stands at the gate.
// CHECK-LABEL: func.func @output(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK: %[[INIT:.*]] = tensor.empty()
// CHECK-NEXT: %[[Y:.*]] = heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) gate(%[[G]] : tensor<1x4x8x16xf32>) outs(%[[INIT]] : tensor<1x4x8x16xf32>) {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal} -> tensor<1x4x8x16xf32>
// CHECK-NEXT: return %[[Y]]
func.func @output(%q: !rows, %k: !rows, %v: !rows, %g: !rows) -> !rows {
  %0 = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      {mask = #heddle.causal} -> !rows
  %1 = tensor.empty() : !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %z : !rows
}

// The log-sum-exp stays, and the rest of the op; it is needed before the gate,
// whose operands are there early enough.
// CHECK-LABEL: func.func @log_sum_exp(
// CHECK: %[[Y:.*]]:2 = heddle.attention {{.*}} gate(%{{.*}}) sink(%{{.*}}) outs(%{{.*}}, %{{.*}}) {gate = #heddle.gate<silu, headwise, add>, scale = 2.500000e-01 : f32} score {
// CHECK: heddle.yield
// CHECK: }
// CHECK-NEXT: %[[CAST:.*]] = tensor.cast %[[Y]]#1
// CHECK-NEXT: return %[[Y]]#0, %[[CAST]]
func.func @log_sum_exp(%q: !rows, %k: !rows, %v: !rows, %g: !sums,
                       %s: tensor<4xf32>, %c: f32, %0: !rows, %1: !sums)
    -> (!rows, tensor<?x4x8xf32>) {
  %y, %lse = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows)
      sink(%s : tensor<4xf32>) outs(%0, %1 : !rows, !sums)
      {scale = 2.5e-01 : f32} score {
  ^bb0(%x: f32, %b: index, %h: index, %i: index, %j: index):
    %t = arith.mulf %x, %c : f32
    heddle.yield %t : f32
  } -> !rows, !sums
  %cast = tensor.cast %lse : !sums to tensor<?x4x8xf32>
  %z = heddle.gate ins(%y, %g : !rows, !sums) outs(%0 : !rows)
      {gate = #heddle.gate<silu, headwise, add>} -> !rows
  return %z, %cast : !rows, tensor<?x4x8xf32>
}

// The logits have an order of their own.
// CHECK-LABEL: func.func @layout(
// CHECK: heddle.attention {{.*}} gate(%{{.*}} : tensor<1x8x4x16xf32>) {{.*}} {gate = #heddle.gate<tanh, elementwise>, layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bhsd>}
// CHECK-NOT: heddle.gate
func.func @layout(%q: !rows, %k: !rows, %v: !rows, %g: tensor<1x8x4x16xf32>,
                  %0: !rows) -> !rows {
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %z = heddle.gate ins(%y, %g : !rows, tensor<1x8x4x16xf32>) outs(%0 : !rows)
      {gate = #heddle.gate<tanh, elementwise>,
       layout = #heddle.layout<gate = bshd>} -> !rows
  return %z : !rows
}

// The rounding is the gate's.
// CHECK-LABEL: func.func @rounding(
// CHECK: heddle.attention {{.*}} {gate = #heddle.gate<identity, static>, rounding = #heddle.rounding<unfused>}
// CHECK-NOT: heddle.gate
func.func @rounding(%q: !half, %k: !half, %v: !half, %g: tensor<4x16xf32>,
                    %0: !half) -> !half {
  %y = heddle.attention ins(%q, %k, %v : !half, !half, !half) outs(%0 : !half)
      -> !half
  %z = heddle.gate ins(%y, %g : !half, tensor<4x16xf32>) outs(%0 : !half)
      {gate = #heddle.gate<identity, static>,
       rounding = #heddle.rounding<unfused>} -> !half
  return %z : !half
}

// CHECK-LABEL: func.func @other_use(
// CHECK: heddle.attention
// CHECK-NEXT: heddle.gate
func.func @other_use(%q: !rows, %k: !rows, %v: !rows, %g: !rows, %0: !rows)
    -> (!rows, !rows) {
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %y, %z : !rows, !rows
}

// Of two gates, the first is the attention's; the second stays.
// CHECK-LABEL: func.func @second_gate(
// CHECK: heddle.attention {{.*}}gate = #heddle.gate<sigmoid, elementwise>
// CHECK-NEXT: heddle.gate {{.*}}gate = #heddle.gate<tanh, elementwise>
func.func @second_gate(%q: !rows, %k: !rows, %v: !rows, %g: !rows, %0: !rows)
    -> !rows {
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  %w = heddle.gate ins(%z, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<tanh, elementwise>} -> !rows
  return %w : !rows
}

// The log-sum-exp is no input of the gate that is meant.
// CHECK-LABEL: func.func @gated_log_sum_exp(
// CHECK: heddle.attention
// CHECK-NEXT: heddle.gate
func.func @gated_log_sum_exp(%q: !rows, %k: !rows, %v: !rows, %g: !sums,
                             %0: !rows, %1: !sums) -> !sums {
  %y, %lse = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows)
      outs(%0, %1 : !rows, !sums) -> !rows, !sums
  %z = heddle.gate ins(%lse, %g : !sums, !sums) outs(%1 : !sums)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !sums
  return %z : !sums
}

// One reads the output as [B,H,M,D], the other as [B,S,H,D].
// CHECK-LABEL: func.func @layouts_disagree(
// CHECK: heddle.attention
// CHECK-NEXT: heddle.gate
func.func @layouts_disagree(%q: !rows, %k: !rows, %v: !rows,
                            %g: tensor<1x8x4xf32>, %0: !rows) -> !rows {
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %z = heddle.gate ins(%y, %g : !rows, tensor<1x8x4xf32>) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, headwise>,
       layout = #heddle.layout<result = bshd>} -> !rows
  return %z : !rows
}

// CHECK-LABEL: func.func @types_disagree(
// CHECK: heddle.attention
// CHECK-NEXT: heddle.gate
func.func @types_disagree(%q: !rows, %k: !rows, %v: !rows, %g: !rows,
                          %0: !rows, %1: !half) -> !half {
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !half)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !half
  return %z : !half
}

// The logits come from the log-sum-exp, which is there only after attention.
// CHECK-LABEL: func.func @logits_too_late(
// CHECK: heddle.attention
// CHECK: heddle.gate
func.func @logits_too_late(%q: !rows, %k: !rows, %v: !rows, %0: !rows,
                           %1: !sums) -> !rows {
  %y, %lse = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows)
      outs(%0, %1 : !rows, !sums) -> !rows, !sums
  %g = math.absf %lse : !sums
  %z = heddle.gate ins(%y, %g : !rows, !sums) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, headwise>} -> !rows
  return %z : !rows
}

// In the loop, the attention would be computed again and again.
// CHECK-LABEL: func.func @gate_in_loop(
// CHECK: heddle.attention
// CHECK: scf.for
// CHECK: heddle.gate
func.func @gate_in_loop(%q: !rows, %k: !rows, %v: !rows, %g: !rows, %0: !rows,
                        %n: index) -> !rows {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %r = scf.for %i = %zero to %n step %one iter_args(%d = %0) -> !rows {
    %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%d : !rows)
        {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
    scf.yield %z : !rows
  }
  return %r : !rows
}

// Gates on query, key and value, with one on the output. On f32, both roundings
// are the same; of a shared gate, the logits have one order only.
// CHECK-LABEL: func.func @operands(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>, %[[GS:[a-z0-9]+]]: tensor<{{.*}}>, %[[INIT:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK-NEXT: %[[Y:.*]] = heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) gate(%[[G]] : {{.*}}) query_gate(%[[G]] : {{.*}}) key_gate(%[[G]] : {{.*}}) value_gate(%[[GS]] : {{.*}}) outs(%[[INIT]] : {{.*}}) {gate = #heddle.gate<tanh, elementwise>, key_gate = #heddle.gate<sigmoid, elementwise>, query_gate = #heddle.gate<silu, elementwise, add>, value_gate = #heddle.gate<identity, shared>}
// CHECK-NEXT: return %[[Y]]

// 8 queries read each key head.
// FEWER-LABEL: func.func @operands(
// FEWER: %[[K:.*]] = heddle.gate
// FEWER: %[[V:.*]] = heddle.gate
// FEWER: heddle.attention ins(%{{.*}}, %[[K]], %[[V]] : {{.*}}) gate({{.*}}) query_gate({{.*}}) outs(
// ENOUGH-LABEL: func.func @operands(
// ENOUGH-NEXT: heddle.attention {{.*}} key_gate({{.*}}) value_gate(
func.func @operands(%q: !rows, %k: !rows, %v: !rows, %g: !rows,
                    %gs: tensor<1x8x16xf32>, %0: !rows) -> !rows {
  %qg = heddle.gate ins(%q, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<silu, elementwise, add>} -> !rows
  %kg = heddle.gate ins(%k, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>,
       rounding = #heddle.rounding<unfused>} -> !rows
  %vg = heddle.gate ins(%v, %gs : !rows, tensor<1x8x16xf32>) outs(%0 : !rows)
      {gate = #heddle.gate<identity, shared>,
       layout = #heddle.layout<gate = bshd>} -> !rows
  %y = heddle.attention ins(%qg, %kg, %vg : !rows, !rows, !rows)
      outs(%0 : !rows) -> !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<tanh, elementwise>} -> !rows
  return %z : !rows
}

// CHECK-LABEL: func.func @value_and_output(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>, %[[GV:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK: %[[INIT:.*]] = tensor.empty()
// CHECK-NEXT: heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) gate(%[[G]] : {{.*}}) value_gate(%[[GV]] : {{.*}}) outs(%[[INIT]] : {{.*}}) {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal, value_gate = #heddle.gate<silu, headwise>}
// CHECK-NOT: heddle.gate ins
func.func @value_and_output(%q: !rows, %k: !rows, %v: !rows, %g: !rows,
                            %gv: !sums) -> !rows {
  %0 = tensor.empty() : !rows
  %w = heddle.gate ins(%v, %gv : !rows, !sums) outs(%0 : !rows)
      {gate = #heddle.gate<silu, headwise>} -> !rows
  %y = heddle.attention ins(%q, %k, %w : !rows, !rows, !rows) outs(%0 : !rows)
      {mask = #heddle.causal} -> !rows
  %1 = tensor.empty() : !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %z : !rows
}

// Of two gates on a value, the one beside the attention is fused.
// CHECK-LABEL: func.func @two_gates_on_value(
// CHECK: %[[V:.*]] = heddle.gate
// CHECK-NEXT: heddle.attention ins(%{{.*}}, %{{.*}}, %[[V]] : {{.*}}) value_gate({{.*}}) outs({{.*}}) {value_gate = #heddle.gate<tanh, elementwise>}
func.func @two_gates_on_value(%q: !rows, %k: !rows, %v: !rows, %g: !rows,
                              %0: !rows) -> !rows {
  %v1 = heddle.gate ins(%v, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  %v2 = heddle.gate ins(%v1, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<tanh, elementwise>} -> !rows
  %y = heddle.attention ins(%q, %k, %v2 : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  return %y : !rows
}

// Key and value are one tensor: it is needed twice.
// CHECK-LABEL: func.func @operand_other_use(
// CHECK: heddle.gate
// CHECK-NEXT: heddle.attention
func.func @operand_other_use(%q: !rows, %k: !rows, %g: !rows, %0: !rows)
    -> !rows {
  %kg = heddle.gate ins(%k, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  %y = heddle.attention ins(%q, %kg, %kg : !rows, !rows, !rows)
      outs(%0 : !rows) -> !rows
  return %y : !rows
}

// CHECK-LABEL: func.func @operand_layouts_disagree(
// CHECK: heddle.gate
// CHECK-NEXT: heddle.attention
func.func @operand_layouts_disagree(%q: !rows, %k: !rows,
                                    %g: tensor<1x8x4xf32>, %0: !rows) -> !rows {
  %kg = heddle.gate ins(%k, %g : !rows, tensor<1x8x4xf32>) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, headwise>,
       layout = #heddle.layout<gate = bshd>} -> !rows
  %y = heddle.attention ins(%q, %kg, %k : !rows, !rows, !rows)
      outs(%0 : !rows) -> !rows
  return %y : !rows
}

// CHECK-LABEL: func.func @operand_types_disagree(
// CHECK: heddle.gate
// CHECK-NEXT: heddle.attention
func.func @operand_types_disagree(%q: !rows, %k: !half, %v: !rows, %g: !rows,
                                  %0: !rows) -> !rows {
  %kg = heddle.gate ins(%k, %g : !half, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  %y = heddle.attention ins(%q, %kg, %v : !rows, !rows, !rows)
      outs(%0 : !rows) -> !rows
  return %y : !rows
}

// The attention has no place for the rounding of an activated operand gate.
// CHECK-LABEL: func.func @operand_rounding(
// CHECK: heddle.gate
// CHECK-NEXT: heddle.attention
func.func @operand_rounding(%q: !half, %k: !half, %g: !half, %0: !half)
    -> !half {
  %kg = heddle.gate ins(%k, %g : !half, !half) outs(%0 : !half)
      {gate = #heddle.gate<sigmoid, elementwise>,
       rounding = #heddle.rounding<unfused>} -> !half
  %y = heddle.attention ins(%q, %kg, %k : !half, !half, !half)
      outs(%0 : !half) -> !half
  return %y : !half
}

// In the loop, the operand would be gated again and again.
// CHECK-LABEL: func.func @attention_in_loop(
// CHECK: heddle.gate
// CHECK: scf.for
// CHECK: heddle.attention
func.func @attention_in_loop(%q: !rows, %k: !rows, %g: !rows, %n: index)
    -> !rows {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %kg = heddle.gate ins(%k, %g : !rows, !rows) outs(%k : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  %r = scf.for %i = %zero to %n step %one iter_args(%x = %q) -> !rows {
    %y = heddle.attention ins(%x, %kg, %k : !rows, !rows, !rows)
        outs(%q : !rows) -> !rows
    scf.yield %y : !rows
  }
  return %r : !rows
}

// On memrefs nothing is fused.
// CHECK-LABEL: func.func @memrefs(
// CHECK: heddle.attention
// CHECK-NEXT: heddle.gate
func.func @memrefs(%q: memref<1x4x8x16xf32>, %y: memref<1x4x8x16xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>,
                       memref<1x4x8x16xf32>) outs(%y : memref<1x4x8x16xf32>)
  heddle.gate ins(%y, %q : memref<1x4x8x16xf32>, memref<1x4x8x16xf32>)
      outs(%y : memref<1x4x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}
