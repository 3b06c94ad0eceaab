// The pipeline fuses gates that are written out, and cleans up.

// RUN: heddle-opt %s --heddle-optimize \
// RUN:   | FileCheck %s --check-prefixes=CHECK,KEPT,ALL
// RUN: heddle-opt %s --heddle-optimize='allow-reassociation max-rows=7' \
// RUN:   | FileCheck %s --check-prefixes=CHECK,ALLOWED,FEWER
// RUN: heddle-opt %s --pass-pipeline='builtin.module(func.func(heddle-optimize))' \
// RUN:   | FileCheck %s --check-prefixes=CHECK,KEPT,ALL

!rows = tensor<1x4x8x16xbf16>
!wide = tensor<1x4x8x16xf32>

// CHECK-LABEL: func.func @output
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[G:[a-z0-9]+]]: tensor<{{.*}}>)
// KEPT-NEXT: %[[Y:.*]] = heddle.attention {{.*}} gate(%[[G]] : {{.*}}) outs(%[[Q]] : {{.*}}) {gate = #heddle.gate<tanh, elementwise>, rounding = #heddle.rounding<unfused>}
// ALLOWED-NEXT: %[[Y:.*]] = heddle.attention {{.*}} gate(%[[G]] : {{.*}}) outs(%[[Q]] : {{.*}}) {gate = #heddle.gate<tanh, elementwise>}
// CHECK-NEXT: return %[[Y]]
func.func @output(%q: !rows, %g: !rows) -> !rows {
  %y = heddle.attention ins(%q, %q, %q : !rows, !rows, !rows) outs(%q : !rows) -> !rows
  %t = math.tanh %g : !rows
  %z = arith.mulf %y, %t : !rows
  return %z : !rows
}

// 8 queries read each key head.
// CHECK-LABEL: func.func @value
// FEWER: arith.mulf
// ALL-NOT: arith.mulf
// CHECK: heddle.attention
func.func @value(%q: !wide, %g: !wide) -> !wide {
  %t = math.tanh %g : !wide
  %v = arith.mulf %q, %t : !wide
  %y = heddle.attention ins(%q, %q, %v : !wide, !wide, !wide) outs(%q : !wide) -> !wide
  return %y : !wide
}
