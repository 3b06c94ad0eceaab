// The pipeline fuses gates that are ops of their own, unless it is to fuse
// nothing.

// RUN: heddle-compile %s --target=cpu --emit=tile -o - | FileCheck %s
// RUN: heddle-run %s --entry=main --random=1 --check --guard \
// RUN:   | FileCheck %s --check-prefix=CHECKED
// RUN: heddle-run %s --entry=main --random=1 --check --guard --unfused \
// RUN:   | FileCheck %s --check-prefix=CHECKED

// CHECK-LABEL: func.func @main
// CHECK-NOT: linalg
// CHECK: scf.forall
// CHECK: vector.transfer_write
// CHECK-NOT: linalg
// CHECK-NOT: scf.forall

// CHECKED: result 0, 1x2x9x16 bf16: {{.*}}: pass

!rows = tensor<1x2x9x16xbf16>
!sums = tensor<1x2x9xf32>

func.func @main(%q: !rows, %k: !rows, %v: !rows, %g: !rows, %s: !sums)
    -> !rows {
  %0 = tensor.empty() : !rows
  %qg = heddle.gate ins(%q, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<silu, elementwise>} -> !rows
  %kg = heddle.gate ins(%k, %s : !rows, !sums) outs(%0 : !rows)
      {gate = #heddle.gate<softplus, headwise>} -> !rows
  %vg = heddle.gate ins(%v, %g : !rows, !rows) outs(%0 : !rows)
      {gate = #heddle.gate<tanh, elementwise, add>} -> !rows
  %y = heddle.attention ins(%qg, %kg, %vg : !rows, !rows, !rows)
      outs(%0 : !rows) -> !rows
  %1 = tensor.empty() : !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %z : !rows
}

// So many queries would gate the keys again and again.
// CHECK-LABEL: func.func @many_queries
// CHECK: linalg.generic
// CHECK: scf.forall
func.func @many_queries(%q: tensor<1x8x1024x16xf32>,
                        %k: tensor<1x1x64x16xf32>, %g: tensor<1x1x64x16xf32>,
                        %0: tensor<1x8x1024x16xf32>)
    -> tensor<1x8x1024x16xf32> {
  %1 = tensor.empty() : tensor<1x1x64x16xf32>
  %kg = heddle.gate ins(%k, %g : tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32>)
      outs(%1 : tensor<1x1x64x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>} -> tensor<1x1x64x16xf32>
  %y = heddle.attention
      ins(%q, %kg, %k : tensor<1x8x1024x16xf32>, tensor<1x1x64x16xf32>,
                        tensor<1x1x64x16xf32>)
      outs(%0 : tensor<1x8x1024x16xf32>) -> tensor<1x8x1024x16xf32>
  return %y : tensor<1x8x1024x16xf32>
}
