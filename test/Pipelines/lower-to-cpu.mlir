// The pipeline leaves only the LLVM and OpenMP dialects, in heddle-opt and in
// the stock mlir-opt.

// REQUIRES: plugin
// RUN: heddle-opt %s --heddle-lower-to-cpu=cpu=x86-64-v3 | FileCheck %s
// RUN: heddle-opt %s \
// RUN:   --pass-pipeline='builtin.module(heddle-lower-to-cpu{cpu=x86-64-v3})' \
// RUN:   | FileCheck %s
// RUN: mlir-opt %s --load-dialect-plugin=%heddle_plugin \
// RUN:   --load-pass-plugin=%heddle_plugin \
// RUN:   --pass-pipeline='builtin.module(heddle-lower-to-cpu{cpu=x86-64-v3})' \
// RUN:   | FileCheck %s
// RUN: heddle-opt %s --heddle-lower-to-cpu='cpu=x86-64-v3 threads=false' \
// RUN:   | FileCheck %s --check-prefix=SERIAL
// RUN: heddle-opt %s --heddle-lower-to-cpu='cpu=x86-64-v3 unfused=true' \
// RUN:   | FileCheck %s --check-prefix=UNFUSED
// RUN: heddle-opt %s \
// RUN:   --heddle-lower-to-cpu='cpu=x86-64-v3 results-as-arguments=true' \
// RUN:   | FileCheck %s --check-prefix=ARGUMENTS

// CHECK-NOT: {{arith|memref|vector|scf|func}}.
// CHECK: llvm.func @main_panel
// CHECK-NOT: {{ }}{{arith|memref|vector|scf|func}}.
// CHECK: llvm.func @main(
// CHECK-SAME: -> !llvm.struct
// CHECK: omp.parallel
// CHECK: llvm.call @main_panel

// SERIAL-NOT: omp.

// UNFUSED-NOT: @main_panel
// UNFUSED: omp.parallel

// ARGUMENTS: llvm.func @main(
// ARGUMENTS-NOT: -> !llvm.struct

!rows = tensor<1x2x40x16xf32>

func.func @main(%q: !rows, %k: !rows, %v: !rows, %g: !rows) -> !rows {
  %init = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) gate(%g : !rows)
      outs(%init : !rows) {gate = #heddle.gate<sigmoid, elementwise>} -> !rows
  return %y : !rows
}
