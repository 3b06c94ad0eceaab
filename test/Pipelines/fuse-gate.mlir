// The pipeline fuses gates that are ops of their own, unless it is to fuse
// nothing.

// RUN: heddle-compile %s --target=cpu --emit=tile -o - | FileCheck %s
// RUN: heddle-run %s --entry=main --random=1 --check --guard \
// RUN:   | FileCheck %s --check-prefix=CHECKED
// RUN: heddle-run %s --entry=main --random=1 --check --guard --unfused \
// RUN:   | FileCheck %s --check-prefix=CHECKED

// CHECK-NOT: linalg
// CHECK: scf.forall
// CHECK: vector.transfer_write
// CHECK-NOT: linalg
// CHECK-NOT: scf.forall

// CHECKED: result 0, 1x2x9x16 bf16: {{.*}}: pass

!rows = tensor<1x2x9x16xbf16>

func.func @main(%q: !rows, %k: !rows, %v: !rows, %g: !rows) -> !rows {
  %0 = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%0 : !rows)
      -> !rows
  %1 = tensor.empty() : !rows
  %z = heddle.gate ins(%y, %g : !rows, !rows) outs(%1 : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %z : !rows
}
