// Kernels take tensor maps by address, other functions do not.

// RUN: heddle-opt %s --pass-pipeline="builtin.module(gpu.module(heddle-pass-tensor-maps))" | FileCheck %s

// CHECK-LABEL: llvm.func @kernel(
// CHECK-SAME: %[[MAP:.*]]: !llvm.ptr {llvm.align = 64 : i64, llvm.byval = !llvm.array<16 x i64>, nvvm.grid_constant}, %{{.*}}: i32)
// CHECK: %[[ADDRESS:.*]] = llvm.ptrtoint %[[MAP]] : !llvm.ptr to i64
// CHECK: llvm.inline_asm has_side_effects "// $0", "l" %[[ADDRESS]]
// CHECK-LABEL: llvm.func @helper(
// CHECK-SAME: !llvm.array<16 x i64>)
gpu.module @kernels {
  llvm.func @kernel(%map: !llvm.array<16 x i64>, %n: i32) attributes {nvvm.kernel} {
    %address = heddle_gpu.argument_address %map
    llvm.inline_asm has_side_effects "// $0", "l" %address : (i64) -> ()
    llvm.return
  }
  llvm.func @helper(%map: !llvm.array<16 x i64>) {
    llvm.return
  }
}
