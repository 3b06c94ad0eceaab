// Gates that are written out become part of the attention beside them.
// test/Integration/fuse-gate.py has the forms of activations and of broadcasts.

// RUN: heddle-opt %s --heddle-fuse-gate | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: heddle-opt %s --heddle-fuse-gate=allow-reassociation \
// RUN:   | FileCheck %s --check-prefixes=CHECK,ALLOWED
// RUN: heddle-opt %s --heddle-fuse-gate=max-rows=7 | FileCheck %s --check-prefix=FEWER

// RUN: heddle-run %s --entry=dynamic --random=1 --check --guard \
// RUN:   --shape=0:2x4x21x16 --shape=1:2x21x64 | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-run %s --entry=biased_in_the_body --random=2 --check --guard | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-run %s --entry=division --random=3 --check --guard | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-run %s --entry=rounded_once --random=4 --check --guard | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-run %s --entry=operands --random=5 --check --guard | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-run %s --entry=operand_between_casts --random=6 --check --guard | FileCheck %s --check-prefix=RIGHT
// RIGHT: result 0, {{.*}}: pass

!rows = tensor<1x4x8x16xf32>
!half = tensor<1x4x8x16xbf16>
!sums = tensor<1x4x8xf32>

// The sequence is dynamic; the output is flattened for a projection. What lies
// between is a view.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<2x4x?x16xf32>, %[[G:[a-z0-9]+]]: tensor<2x?x64xf32>)
// CHECK: %[[D:.*]] = tensor.dim %[[Q]], %c2
// CHECK: %[[LOGITS:.*]] = tensor.expand_shape %[[G]] {{\[}}[0], [1], [2, 3]] output_shape [2, %[[D]], 4, 16]
// CHECK: %[[INIT:.*]] = tensor.empty(%[[D]]) : tensor<2x?x4x16xf32>
// CHECK: %[[Y:.*]] = heddle.attention ins(%[[Q]], {{.*}} gate(%[[LOGITS]] : tensor<2x?x4x16xf32>) outs(%[[INIT]] : tensor<2x?x4x16xf32>) {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bshd>}
// CHECK: %[[Z:.*]] = tensor.collapse_shape %[[Y]] {{\[}}[0], [1], [2, 3]]
// CHECK-NEXT: return %[[Z]]
func.func @dynamic(%q: tensor<2x4x?x16xf32>, %g: tensor<2x?x64xf32>)
    -> tensor<2x?x64xf32> {
  %y = heddle.attention ins(%q, %q, %q : tensor<2x4x?x16xf32>, tensor<2x4x?x16xf32>, tensor<2x4x?x16xf32>)
      outs(%q : tensor<2x4x?x16xf32>) -> tensor<2x4x?x16xf32>
  %c1 = arith.constant 1 : index
  %d = tensor.dim %g, %c1 : tensor<2x?x64xf32>
  %0 = tensor.empty(%d) : tensor<2x?x4x16xf32>
  %t = linalg.transpose ins(%y : tensor<2x4x?x16xf32>) outs(%0 : tensor<2x?x4x16xf32>) permutation = [0, 2, 1, 3]
  %f = tensor.collapse_shape %t [[0], [1], [2, 3]] : tensor<2x?x4x16xf32> into tensor<2x?x64xf32>
  %1 = tensor.empty(%d) : tensor<2x?x64xf32>
  %one = arith.constant 1.0 : f32
  %z = linalg.generic {indexing_maps = [affine_map<(b, s, c) -> (b, s, c)>, affine_map<(b, s, c) -> (b, s, c)>,
                                        affine_map<(b, s, c) -> (b, s, c)>],
                       iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%f, %g : tensor<2x?x64xf32>, tensor<2x?x64xf32>) outs(%1 : tensor<2x?x64xf32>) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %n = arith.negf %l : f32
    %e = math.exp %n : f32
    %s = arith.addf %e, %one : f32
    %a = arith.divf %one, %s : f32
    %m = arith.mulf %x, %a : f32
    linalg.yield %m : f32
  } -> tensor<2x?x64xf32>
  return %z : tensor<2x?x64xf32>
}

// As torch's importer writes a division: it asserts that the divisor is not 0.
// CHECK-LABEL: func.func @asserted(
// CHECK-NOT: linalg
// CHECK: heddle.attention {{.*}} gate(%{{.*}}) {{.*}} {gate = #heddle.gate<sigmoid, elementwise>}
// CHECK-NOT: linalg
func.func @asserted(%q: !rows, %g: !rows) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant 1.0 : f32
  %zero = arith.constant 0.0 : f32
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (b, h, i, d)>,
                                        affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%g, %y : !rows, !rows) outs(%q : !rows) {
  ^bb0(%l: f32, %x: f32, %o: f32):
    %n = arith.negf %l : f32
    %e = math.exp %n : f32
    %s = arith.addf %e, %one : f32
    %c = arith.cmpf une, %s, %zero : f32
    cf.assert %c, "division by zero"
    %a = arith.divf %one, %s : f32
    %m = arith.mulf %a, %x : f32
    linalg.yield %m : f32
  } -> !rows
  return %z : !rows
}

// y / (1 + exp(-g)).
// CHECK-LABEL: func.func @division(
// CHECK-NEXT: heddle.attention {{.*}} gate(%{{.*}}) {{.*}} {gate = #heddle.gate<sigmoid, elementwise>}
// CHECK-NEXT: return
func.func @division(%q: !rows, %g: !rows) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %one = arith.constant dense<1.0> : !rows
  %n = arith.negf %g : !rows
  %e = math.exp %n : !rows
  %s = arith.addf %one, %e : !rows
  %z = arith.divf %y, %s : !rows
  return %z : !rows
}

// The body that activates the logits adds a bias before: that stays in linalg,
// without the loop over channels, on which nothing of it depends.
// CHECK-LABEL: func.func @biased_in_the_body(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>, %[[B:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK: %[[LOGITS:.*]] = linalg.generic {{.*}} ins(%[[G]], %[[B]] : tensor<1x4x8xf32>, tensor<4xf32>) outs(%{{.*}} : tensor<4x8xf32>)
// CHECK: arith.addf
// CHECK-NEXT: linalg.yield
// CHECK: %[[H:.*]] = tensor.expand_shape %[[LOGITS]] {{\[}}[0, 1], [2]] output_shape [1, 4, 8]
// CHECK: heddle.attention {{.*}} gate(%[[H]] : tensor<1x4x8xf32>) {{.*}} {gate = #heddle.gate<tanh, headwise>}
// CHECK-NEXT: return
func.func @biased_in_the_body(%q: !rows, %g: !sums, %b: tensor<4xf32>) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %z = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, h, i, d)>, affine_map<(b, h, i, d) -> (0, h, i)>,
                                        affine_map<(b, h, i, d) -> (h)>, affine_map<(b, h, i, d) -> (b, h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %g, %b : !rows, !sums, tensor<4xf32>) outs(%q : !rows) {
  ^bb0(%x: f32, %l: f32, %c: f32, %o: f32):
    %s = arith.addf %l, %c : f32
    %a = math.tanh %s : f32
    %m = arith.mulf %x, %a : f32
    linalg.yield %m : f32
  } -> !rows
  return %z : !rows
}

// The log-sum-exp stays; logits that come after the attention make it stand at
// the gate. A batch entry alone may have no dimension.
// CHECK-LABEL: func.func @log_sum_exp(
// CHECK: %[[P:.*]] = call @project
// CHECK: %[[G:.*]] = tensor.expand_shape %[[P]] {{\[}}[0, 1], [2]] output_shape [1, 8, 4] : tensor<8x4xf32> into tensor<1x8x4xf32>
// CHECK: %[[Y:.*]]:2 = heddle.attention {{.*}} gate(%[[G]] : tensor<1x8x4xf32>) {{.*}} {gate = #heddle.gate<tanh, headwise>, layout = #heddle.layout<qkv = bhsd, gate = bshd, result = bhsd>}
// CHECK: %[[Z:.*]] = tensor.collapse_shape %[[Y]]#0 {{\[}}[0, 1], [2], [3]]
// CHECK: return %[[Z]], %[[Y]]#1
func.func private @project(tensor<4x8x16xf32>) -> tensor<8x4xf32>
func.func @log_sum_exp(%q: !rows, %l: !sums, %x: tensor<4x8x16xf32>)
    -> (tensor<4x8x16xf32>, !sums) {
  %y, %lse = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q, %l : !rows, !sums) -> !rows, !sums
  %g = call @project(%x) : (tensor<4x8x16xf32>) -> tensor<8x4xf32>
  %f = tensor.collapse_shape %y [[0, 1], [2], [3]] : !rows into tensor<4x8x16xf32>
  %z = linalg.generic {indexing_maps = [affine_map<(h, i, d) -> (h, i, d)>, affine_map<(h, i, d) -> (i, h)>,
                                        affine_map<(h, i, d) -> (h, i, d)>],
                       iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%f, %g : tensor<4x8x16xf32>, tensor<8x4xf32>) outs(%x : tensor<4x8x16xf32>) {
  ^bb0(%o: f32, %in: f32, %out: f32):
    %a = math.tanh %in : f32
    %m = arith.mulf %o, %a : f32
    linalg.yield %m : f32
  } -> tensor<4x8x16xf32>
  return %z, %lse : tensor<4x8x16xf32>, !sums
}

// Each step rounds.
// CHECK-LABEL: func.func @rounded(
// KEPT: heddle.attention {{.*}} {gate = #heddle.gate<tanh, elementwise>, rounding = #heddle.rounding<unfused>} -> tensor<1x4x8x16xbf16>
// ALLOWED: heddle.attention {{.*}} {gate = #heddle.gate<tanh, elementwise>} -> tensor<1x4x8x16xbf16>
// CHECK-NEXT: return
func.func @rounded(%q: !half, %g: !half) -> !half {
  %y = heddle.attention ins(%q, %q, %q : !half, !half, !half) outs(%q : !half) -> !half
  %t = math.tanh %g : !half
  %z = arith.mulf %y, %t : !half
  return %z : !half
}

// Nothing is rounded before the end.
// CHECK-LABEL: func.func @rounded_once(
// CHECK: heddle.attention {{.*}} outs(%{{.*}} : tensor<1x4x8x16xbf16>) {gate = #heddle.gate<tanh, elementwise>} -> tensor<1x4x8x16xbf16>
// CHECK-NEXT: return
func.func @rounded_once(%q: !half, %g: !half, %0: !rows) -> !half {
  %y = heddle.attention ins(%q, %q, %q : !half, !half, !half) outs(%0 : !rows) -> !rows
  %w = arith.extf %g : !half to !rows
  %t = math.tanh %w : !rows
  %m = arith.mulf %y, %t : !rows
  %z = arith.truncf %m : !rows to !half
  return %z : !half
}

// The output is rounded and the product is not.
// CHECK-LABEL: func.func @wide_result(
// KEPT: arith.mulf
// ALLOWED: heddle.attention {{.*}} outs(%{{.*}} : tensor<1x4x8x16xf32>) {gate = #heddle.gate<tanh, elementwise>} -> tensor<1x4x8x16xf32>
// ALLOWED-NEXT: return
func.func @wide_result(%q: !half, %g: !rows) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !half, !half, !half) outs(%q : !half) -> !half
  %w = arith.extf %y : !half to !rows
  %t = math.tanh %g : !rows
  %z = arith.mulf %w, %t : !rows
  return %z : !rows
}

// Of two gates, the first is the attention's.
// CHECK-LABEL: func.func @second_gate(
// CHECK: heddle.attention {{.*}}{gate = #heddle.gate<tanh, elementwise>}
// CHECK-NEXT: arith.mulf
func.func @second_gate(%q: !rows, %g: !rows, %f: !rows) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %t = math.tanh %g : !rows
  %m = arith.mulf %y, %t : !rows
  %z = arith.mulf %m, %f : !rows
  return %z : !rows
}

// Gates on query, key and value; that of the value is read, and read gated, as
// projections leave it. 8 queries read each key head.
// CHECK-LABEL: func.func @operands(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>, %[[GV:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK: %[[VT:.*]] = linalg.transpose ins(%[[V]]
// CHECK: %[[GT:.*]] = linalg.transpose ins(%[[GV]]
// CHECK: heddle.attention ins(%[[Q]], %[[K]], %[[VT]] : {{.*}}) query_gate(%[[G]] : {{.*}}) key_gate(%[[G]] : {{.*}}) value_gate(%[[GT]] : {{.*}}) outs(%[[Q]] : {{.*}}) {key_gate = #heddle.gate<tanh, elementwise, add>, query_gate = #heddle.gate<tanh, elementwise>, value_gate = #heddle.gate<tanh, headwise>}
// FEWER-LABEL: func.func @operands(
// FEWER: arith.addf
// FEWER: linalg.generic
// FEWER: heddle.attention {{.*}} query_gate({{[^)]*}}) outs
func.func @operands(%q: !rows, %k: !rows, %v: tensor<1x8x4x16xf32>, %g: !rows,
                    %gv: tensor<1x8x4xf32>) -> !rows {
  %t = math.tanh %g : !rows
  %qg = arith.mulf %t, %q : !rows
  %kg = arith.addf %k, %t : !rows
  %0 = tensor.empty() : !rows
  %vg = linalg.generic {indexing_maps = [affine_map<(b, h, i, d) -> (b, i, h, d)>, affine_map<(b, h, i, d) -> (b, i, h)>,
                                         affine_map<(b, h, i, d) -> (b, h, i, d)>],
                        iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%v, %gv : tensor<1x8x4x16xf32>, tensor<1x8x4xf32>) outs(%0 : !rows) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %a = math.tanh %l : f32
    %m = arith.mulf %x, %a : f32
    linalg.yield %m : f32
  } -> !rows
  %y = heddle.attention ins(%qg, %kg, %vg : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  return %y : !rows
}

// Rounds what it activates, for which the attention has no place.
// CHECK-LABEL: func.func @rounded_operand(
// KEPT: arith.mulf
// KEPT-NEXT: heddle.attention
// ALLOWED: heddle.attention {{.*}} query_gate(
func.func @rounded_operand(%q: !half, %g: !half) -> !half {
  %t = math.tanh %g : !half
  %qg = arith.mulf %q, %t : !half
  %y = heddle.attention ins(%qg, %q, %q : !half, !half, !half) outs(%q : !half) -> !half
  return %y : !half
}

// In f32 between casts, it rounds where the attention does.
// CHECK-LABEL: func.func @operand_between_casts(
// CHECK-NEXT: heddle.attention {{.*}} query_gate(%{{.*}} : tensor<1x4x8x16xbf16>)
func.func @operand_between_casts(%q: !half, %g: !half) -> !half {
  %wq = arith.extf %q : !half to !rows
  %wg = arith.extf %g : !half to !rows
  %t = math.tanh %wg : !rows
  %m = arith.mulf %wq, %t : !rows
  %qg = arith.truncf %m : !rows to !half
  %y = heddle.attention ins(%qg, %q, %q : !half, !half, !half) outs(%q : !half) -> !half
  return %y : !half
}

// A norm is no gate, and neither is a rotation.
// CHECK-LABEL: func.func @other_products(
// CHECK-COUNT-2: arith.mulf
// CHECK: heddle.attention
// CHECK-NOT: gate(
// CHECK: return
func.func @other_products(%q: !rows, %r: !rows, %c: !rows) -> !rows {
  %n = math.rsqrt %r : !rows
  %qn = arith.mulf %q, %n : !rows
  %kc = arith.mulf %q, %c : !rows
  %y = heddle.attention ins(%qn, %kc, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  return %y : !rows
}
