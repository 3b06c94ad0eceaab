// RUN: heddle-opt %s --heddle-flush-denormals=target=avx512 | FileCheck %s
// RUN: heddle-opt %s --heddle-flush-denormals=target=neon | FileCheck %s --check-prefix=NONE

// The outer loop's body sets the mode and sets it back; the inner one's needs
// not.

// CHECK-LABEL: func.func @f(
// CHECK:         scf.forall
// CHECK:           %[[WORD:.*]] = llvm.alloca
// CHECK:           llvm.call_intrinsic "llvm.x86.sse.stmxcsr"(%[[WORD]])
// CHECK:           %[[BEFORE:.*]] = llvm.load %[[WORD]]
// CHECK:           %[[FLUSH:.*]] = llvm.mlir.constant(32832 : i32) : i32
// CHECK:           %[[WITHIN:.*]] = llvm.or %[[BEFORE]], %[[FLUSH]] : i32
// CHECK:           llvm.store %[[WITHIN]], %[[WORD]]
// CHECK:           llvm.call_intrinsic "llvm.x86.sse.ldmxcsr"(%[[WORD]])
// CHECK-NEXT:      scf.forall
// CHECK-NOT:         llvm
// CHECK:           }
// CHECK:           llvm.store %[[BEFORE]], %[[WORD]]
// CHECK:           llvm.call_intrinsic "llvm.x86.sse.ldmxcsr"(%[[WORD]])
// NONE-NOT:    llvm
func.func @f(%x: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0.0 : f32
  scf.forall (%i) in (%n) {
    scf.forall (%j) in (%n) {
      memref.store %c0, %x[%j] : memref<?xf32>
    }
  }
  return
}
