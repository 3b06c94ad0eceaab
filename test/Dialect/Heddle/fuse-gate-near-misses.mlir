// What looks like a gate and is none, or cannot be one of the op's, is left; a
// remark says why.

// RUN: heddle-opt %s --split-input-file --heddle-fuse-gate -verify-diagnostics \
// RUN:   --remarks-filter-missed=heddle-fuse-gate --remark-policy=all \
// RUN:   --remark-format=emitRemark | FileCheck %s

// No attention gets a gate.
// CHECK-NOT: gate(
// CHECK-NOT: gate =

!rows = tensor<2x4x8x16xf32>

// silu, but of the output.
func.func @gated_by_itself(%q: !rows) -> !rows {
  // expected-remark @+1 {{Reason="the output has other uses"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %y : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// The ungated output is a result too.
func.func @twice(%q: !rows, %g: !rows) -> (!rows, !rows) {
  // expected-remark @+1 {{Reason="the output has other uses"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z, %y : !rows, !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @squared(%q: !rows) -> !rows {
  // expected-remark @+1 {{Reason="the output has other uses"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %z = arith.mulf %y, %y : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// 1 / (1 + exp(g)) is the sigmoid of -g, which no tensor holds.
func.func @sigmoid_of_negated(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = math.absf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @sigmoid_without_minus(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %e = math.exp %g : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// exp(-2 g).
func.func @sigmoid_of_scaled(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %c = arith.constant dense<-2.0> : !rows
  %n = arith.mulf %g, %c : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// 1 / (2 + exp(-g)).
func.func @more_than_one(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %two = arith.constant dense<2.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %two : !rows
  %f = arith.divf %one, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @twice_the_sigmoid(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %two = arith.constant dense<2.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %two, %s : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// 1 - sigmoid(g).
func.func @complement(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %c = arith.subf %one, %f : !rows
  %z = arith.mulf %y, %c : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// 0.5 + 0.5 tanh(g) is the sigmoid of 2 g.
func.func @half_of_another_angle(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %half = arith.constant dense<0.5> : !rows
  %t = math.tanh %g : !rows
  %u = arith.mulf %t, %half : !rows
  %f = arith.addf %u, %half : !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// g sigmoid(h) is a product of two gates.
func.func @silu_of_two(%q: !rows, %g: !rows, %h: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %h : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %p = arith.mulf %g, %f : !rows
  %z = arith.mulf %y, %p : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @product_of_gates(%q: !rows, %g: !rows, %h: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %e, %one : !rows
  %f = arith.divf %one, %s : !rows
  %t = math.tanh %h : !rows
  %p = arith.mulf %t, %f : !rows
  %z = arith.mulf %y, %p : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// Above 1, softplus is not the identity.
func.func @softplus_of_small(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %e = math.exp %g : !rows
  %l = math.log1p %e : !rows
  %c = arith.cmpf ogt, %g, %one : !rows
  %f = arith.select %c, %g, %l : tensor<2x4x8x16xi1>, !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// The positive part begins at 1.
func.func @softplus_of_part(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %zero = arith.constant dense<0.0> : !rows
  %one = arith.constant dense<1.0> : !rows
  %a = math.absf %g : !rows
  %n = arith.negf %a : !rows
  %e = math.exp %n : !rows
  %l = math.log1p %e : !rows
  %c = arith.cmpf ugt, %g, %one : !rows
  %p = arith.select %c, %g, %zero : tensor<2x4x8x16xi1>, !rows
  %s = arith.addf %p, %l : !rows
  %z = arith.mulf %y, %s : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @softplus_of_another(%q: !rows, %g: !rows, %h: !rows) -> !rows {
  // expected-remark @+1 {{Reason="its other operand is no activation that Heddle knows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %large = arith.constant dense<20.0> : !rows
  %e = math.exp %g : !rows
  %l = math.log1p %e : !rows
  %c = arith.cmpf ogt, %h, %large : !rows
  %f = arith.select %c, %h, %l : tensor<2x4x8x16xi1>, !rows
  %z = arith.mulf %y, %f : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @constant(%q: !rows) -> !rows {
  // expected-remark @+1 {{Reason="a constant is no gate"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %c = arith.constant dense<0.5> : !rows
  %z = arith.mulf %y, %c : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @quotient(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="the output is divided by what is no 1 + exp(-x)"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %z = arith.divf %y, %g : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @difference(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="arithmetic on the output comes before any gate"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %z = arith.subf %y, %g : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @clipped_before(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="arithmetic on the output comes before any gate"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %c = arith.maximumf %y, %q : !rows
  %z = arith.mulf %c, %g : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// A copy for each batch entry would be as large as the output.
func.func @one_for_all_entries(%q: !rows, %g: tensor<1x4x8x16xf32>) -> !rows {
  // expected-remark @+1 {{Reason="the logits are broadcast as no granularity allows"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %0 = tensor.empty() : !rows
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (0, h, i, d)>,
                                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %g : !rows, tensor<1x4x8x16xf32>) outs(%0 : !rows) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %t = math.tanh %l : f32
    %m = arith.mulf %x, %t : f32
    linalg.yield %m : f32
  } -> !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// Gates for two of each output.
func.func @output_is_broadcast(%q: !rows, %g: tensor<2x4x8x16x3xf32>) -> tensor<2x4x8x16x3xf32> {
  // expected-remark @+1 {{Reason="arithmetic on the output comes before any gate"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %0 = tensor.empty() : tensor<2x4x8x16x3xf32>
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d, c) -> (b, h, i, d)>, affine_map<(b, h, i, d, c) -> (b, h, i, d, c)>,
                                        affine_map<(b, h, i, d, c) -> (b, h, i, d, c)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %g : !rows, tensor<2x4x8x16x3xf32>) outs(%0 : tensor<2x4x8x16x3xf32>) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %t = math.tanh %l : f32
    %m = arith.mulf %x, %t : f32
    linalg.yield %m : f32
  } -> tensor<2x4x8x16x3xf32>
  return %z : tensor<2x4x8x16x3xf32>
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @residual_in_the_body(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="the body computes more than the gate"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %0 = tensor.empty() : !rows
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (b, h, i, d)>,
                                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %g : !rows, !rows) outs(%0 : !rows) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %t = math.tanh %l : f32
    %m = arith.mulf %x, %t : f32
    %r = arith.addf %m, %l : f32
    linalg.yield %r : f32
  } -> !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @logits_of_index(%q: !rows, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="no tensor holds the logits, and more than arithmetic on tensors computes them"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %0 = tensor.empty() : !rows
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (b, h, i, d)>,
                                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %g : !rows, !rows) outs(%0 : !rows) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %j = linalg.index 3 : index
    %i = arith.index_cast %j : index to i32
    %f = arith.sitofp %i : i32 to f32
    %c = arith.addf %l, %f : f32
    %t = math.tanh %c : f32
    %m = arith.mulf %x, %t : f32
    linalg.yield %m : f32
  } -> !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>
!half = tensor<2x4x8x16xbf16>

// The op has one type for what it rounds.
func.func @wide_result(%q: !half, %g: !rows) -> !rows {
  // expected-remark @+1 {{Reason="it is rounded to bf16 on the way to f32, which allow-reassociation would leave out"}}
  %y = heddle.attention ins(%q, %q, %q : !half, !half, !half) outs(%q : !half) -> !half
  %w = arith.extf %y : !half to !rows
  %t = math.tanh %g : !rows
  %z = arith.mulf %w, %t : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>
!half = tensor<2x4x8x16xbf16>

func.func @rounded_activation(%q: !rows, %g: !half) -> !rows {
  // expected-remark @+1 {{Reason="it is rounded to bf16 on the way to f32, which allow-reassociation would leave out"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %t = math.tanh %g : !half
  %w = arith.extf %t : !half to !rows
  %z = arith.mulf %y, %w : !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

func.func @logits_of_log_sum_exp(%q: !rows, %l0: tensor<2x4x8xf32>) -> !rows {
  // expected-remark @+1 {{Reason="no place has the logits and precedes all uses"}}
  %y, %l = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q, %l0 : !rows, tensor<2x4x8xf32>) -> !rows, tensor<2x4x8xf32>
  %a = math.absf %l : tensor<2x4x8xf32>
  %0 = tensor.empty() : !rows
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (b, h, i)>,
                                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %a : !rows, tensor<2x4x8xf32>) outs(%0 : !rows) {
  ^bb0(%x: f32, %in: f32, %o: f32):
    %t = math.tanh %in : f32
    %m = arith.mulf %x, %t : f32
    linalg.yield %m : f32
  } -> !rows
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>

// The attention is not to be computed again and again.
func.func @in_loop(%q: !rows, %n: index) -> !rows {
  // expected-remark @+1 {{Reason="no place has the logits and precedes all uses"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %z = scf.for %i = %zero to %n step %one iter_args(%r = %q) -> !rows {
    %t = math.tanh %r : !rows
    %p = arith.mulf %y, %t : !rows
    scf.yield %p : !rows
  }
  return %z : !rows
}

// -----

!rows = tensor<2x4x8x16xf32>
!wide = tensor<2x4x8x16xf64>

func.func @in_f64(%q: !rows, %g: !rows) -> !wide {
  // expected-remark @+1 {{Reason="the gated output is not f32, f16 or bf16"}}
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %w = arith.extf %y : !rows to !wide
  %x = arith.extf %g : !rows to !wide
  %t = math.tanh %x : !wide
  %z = arith.mulf %w, %t : !wide
  return %z : !wide
}
