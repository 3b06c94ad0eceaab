// RUN: heddle-opt %s --heddle-expand-reshapes | FileCheck %s

// CHECK-LABEL: func.func @several
// CHECK-SAME:    %[[X:.*]]: memref<?x8xf32>, %[[B:.*]]: index, %[[S:.*]]: index
// CHECK:         %[[BASE:.*]], %{{.*}}, %{{.*}}:2, %{{.*}}:2 = memref.extract_strided_metadata %[[X]]
// CHECK:         %[[STRIDE:.*]] = affine.apply {{.*}}()[%[[S]]]
// CHECK:         memref.reinterpret_cast %[[BASE]] to offset: [0], sizes: [%[[B]], %[[S]], 8], strides: [%[[STRIDE]], 8, 1]
func.func @several(%x: memref<?x8xf32>, %b: index, %s: index) -> memref<?x?x8xf32> {
  %y = memref.expand_shape %x [[0, 1], [2]] output_shape [%b, %s, 8]
      : memref<?x8xf32> into memref<?x?x8xf32>
  return %y : memref<?x?x8xf32>
}

// CHECK-LABEL: func.func @of_a_view
// CHECK:         memref.reinterpret_cast %{{.*}} to offset: [%{{.*}}], sizes: [%{{.*}}, %{{.*}}, 8], strides: [%{{.*}}, %{{.*}}, 1]
func.func @of_a_view(%x: memref<?x8xf32, strided<[?, 1], offset: ?>>, %b: index, %s: index)
    -> memref<?x?x8xf32, strided<[?, ?, 1], offset: ?>> {
  %y = memref.expand_shape %x [[0, 1], [2]] output_shape [%b, %s, 8]
      : memref<?x8xf32, strided<[?, 1], offset: ?>>
        into memref<?x?x8xf32, strided<[?, ?, 1], offset: ?>>
  return %y : memref<?x?x8xf32, strided<[?, ?, 1], offset: ?>>
}

// Upstream knows what to do.
// CHECK-LABEL: func.func @one
// CHECK:         memref.expand_shape
func.func @one(%x: memref<?x8xf32>, %s: index) -> memref<2x?x8xf32> {
  %y = memref.expand_shape %x [[0, 1], [2]] output_shape [2, %s, 8]
      : memref<?x8xf32> into memref<2x?x8xf32>
  return %y : memref<2x?x8xf32>
}
