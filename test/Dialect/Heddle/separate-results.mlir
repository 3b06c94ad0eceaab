// RUN: heddle-opt %s --heddle-separate-results | FileCheck %s
// RUN: heddle-compile %s --target=cpu -o - --emit=llvm | FileCheck %s --check-prefix=LLVM

// Each result is an argument; this used to crash.
// LLVM-DAG: define void @_mlir_ciface_twice(ptr %0, ptr %1, ptr %2)
// LLVM-DAG: define void @_mlir_ciface_argument(ptr %0, ptr %1, ptr %2)

// CHECK-LABEL: func.func @twice
// CHECK: %[[A:.+]] = memref.alloc
// CHECK: %[[B:.+]] = bufferization.clone %[[A]]
// CHECK: %[[C:.+]] = bufferization.clone %[[A]]
// CHECK: return %[[A]], %[[B]], %[[C]]
func.func @twice() -> (memref<4xf32>, memref<4xf32>, memref<4xf32>) {
  %a = memref.alloc() : memref<4xf32>
  return %a, %a, %a : memref<4xf32>, memref<4xf32>, memref<4xf32>
}

// CHECK-LABEL: func.func @argument
// CHECK: %[[B:.+]] = bufferization.clone %arg0
// CHECK: return %arg0, %[[B]]
func.func @argument(%a: memref<?xf32>) -> (memref<?xf32>, memref<?xf32>) {
  return %a, %a : memref<?xf32>, memref<?xf32>
}

// CHECK-LABEL: func.func @once
// CHECK-NEXT: return %arg0, %arg1
func.func @once(%a: memref<4xf32>, %b: memref<4xf32>) -> (memref<4xf32>, memref<4xf32>) {
  return %a, %b : memref<4xf32>, memref<4xf32>
}
