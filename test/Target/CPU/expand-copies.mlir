// RUN: heddle-opt %s --heddle-expand-copies | FileCheck %s

!gaps = memref<4x8xf32, strided<[16, 1]>>

// CHECK-LABEL: func.func @into_a_view
// CHECK-SAME:    %[[X:.*]]: memref<4x8xf32>, %[[Y:.*]]: memref<4x8xf32, strided<[16, 1]>>
// CHECK-NOT:     memref.copy
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] : {{.*}}) outs(%[[Y]] :
// CHECK-NEXT:    ^bb0(%[[IN:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      linalg.yield %[[IN]] : f32
func.func @into_a_view(%x: memref<4x8xf32>, %y: !gaps) {
  memref.copy %x, %y : memref<4x8xf32> to !gaps
  return
}

// CHECK-LABEL: func.func @out_of_a_view
// CHECK-NOT:     memref.copy
// CHECK:         linalg.generic
func.func @out_of_a_view(%x: memref<?x?xf32, strided<[?, ?], offset: ?>>, %y: memref<?x?xf32>) {
  memref.copy %x, %y : memref<?x?xf32, strided<[?, ?], offset: ?>> to memref<?x?xf32>
  return
}

// Without gaps it is a memcpy.
// CHECK-LABEL: func.func @whole
// CHECK-COUNT-2: memref.copy
// CHECK-NOT:     linalg.generic
func.func @whole(%x: memref<?x8xf32>, %y: memref<?x8xf32>,
                 %a: memref<8xf32, strided<[1], offset: 3>>, %b: memref<8xf32>) {
  memref.copy %x, %y : memref<?x8xf32> to memref<?x8xf32>
  memref.copy %a, %b : memref<8xf32, strided<[1], offset: 3>> to memref<8xf32>
  return
}
