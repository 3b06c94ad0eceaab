// Views of operands and of results stay views: on the way to the tile program
// nothing is allocated and nothing is copied.

// RUN: heddle-opt %s -o /dev/null \
// RUN:   --heddle-lower-to-cpu='cpu=x86-64-v3 results-as-arguments=true' \
// RUN:   --mlir-print-ir-after=convert-bufferization-to-memref 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BUFFERS --implicit-check-not=memref.alloc \
// RUN:     --implicit-check-not=memref.copy --implicit-check-not=linalg.
// RUN: heddle-compile %s --target=cpu --cpu=x86-64-v3 --emit=tile -o - \
// RUN:   | FileCheck %s --implicit-check-not=memref.copy \
// RUN:     --implicit-check-not=memref.alloc --implicit-check-not=linalg.

#gate = #heddle.gate<sigmoid, elementwise>
#headwise = #heddle.gate<sigmoid, headwise>

!rows = tensor<2x4x64x16xf32>
!keys = tensor<2x2x64x16xf32>
!places = tensor<2x64x2x16xf32>

// BUFFERS-LABEL: func.func @bhsd(
// BUFFERS:         heddle.attention
// CHECK-LABEL: func.func @bhsd(
// CHECK-SAME:    %[[Q:.*]]: memref<{{[^,]*}}, %[[K:.*]]: memref<{{[^,]*}}, %[[V:.*]]: memref<{{[^,]*}}, %[[G:.*]]: memref<{{[^,]*}}, %[[Y:.*]]: memref<{{[^,]*}}) {
// CHECK:         vector.transfer_read %[[Q]][
// CHECK:         vector.transfer_read %[[K]][
// CHECK:         vector.transfer_read %[[V]][
// CHECK:         vector.transfer_read %[[G]][
// CHECK:         vector.transfer_write %{{.*}}, %[[Y]][
func.func @bhsd(%q: !rows, %k: !keys, %v: !keys, %g: !rows) -> !rows {
  %init = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !keys, !keys) gate(%g : !rows)
      outs(%init : !rows) {gate = #gate} -> !rows
  return %y : !rows
}

// What projections give, [B, S, H * W], and what the next one takes.
// BUFFERS-LABEL: func.func @bshd(
// BUFFERS:         heddle.attention
// CHECK-LABEL: func.func @bshd(
// CHECK-SAME:    %[[Q:.*]]: memref<{{[^,]*}}, %[[K:.*]]: memref<{{[^,]*}}, %[[V:.*]]: memref<{{[^,]*}}, %[[G:.*]]: memref<{{[^,]*}}, %[[Y:.*]]: memref<{{[^,]*}}) {
// CHECK-DAG:     %[[YV:.*]] = memref.expand_shape %[[Y]]
// CHECK-DAG:     %[[QV:.*]] = memref.expand_shape %[[Q]]
// CHECK-DAG:     %[[KV:.*]] = memref.expand_shape %[[K]]
// CHECK-DAG:     %[[VV:.*]] = memref.expand_shape %[[V]]
// CHECK-DAG:     %[[GV:.*]] = memref.expand_shape %[[G]]
// CHECK:         vector.transfer_read %[[QV]][
// CHECK:         vector.transfer_read %[[KV]][
// CHECK:         vector.transfer_read %[[VV]][
// CHECK:         vector.transfer_read %[[GV]][
// CHECK:         vector.transfer_write %{{.*}}, %[[YV]][
func.func @bshd(%q: tensor<2x?x64xf32>, %k: tensor<2x?x32xf32>, %v: tensor<2x?x32xf32>,
                %g: tensor<2x?x64xf32>, %y: memref<2x?x64xf32>) {
  %c1 = arith.constant 1 : index
  %queries = tensor.dim %q, %c1 : tensor<2x?x64xf32>
  %keys = tensor.dim %k, %c1 : tensor<2x?x32xf32>
  %q4 = tensor.expand_shape %q [[0], [1], [2, 3]] output_shape [2, %queries, 4, 16]
      : tensor<2x?x64xf32> into tensor<2x?x4x16xf32>
  %k4 = tensor.expand_shape %k [[0], [1], [2, 3]] output_shape [2, %keys, 2, 16]
      : tensor<2x?x32xf32> into tensor<2x?x2x16xf32>
  %v4 = tensor.expand_shape %v [[0], [1], [2, 3]] output_shape [2, %keys, 2, 16]
      : tensor<2x?x32xf32> into tensor<2x?x2x16xf32>
  %g4 = tensor.expand_shape %g [[0], [1], [2, 3]] output_shape [2, %queries, 4, 16]
      : tensor<2x?x64xf32> into tensor<2x?x4x16xf32>
  %y4 = memref.expand_shape %y [[0], [1], [2, 3]] output_shape [2, %queries, 4, 16]
      : memref<2x?x64xf32> into memref<2x?x4x16xf32>
  %init = tensor.empty(%queries) : tensor<2x?x4x16xf32>
  %r = heddle.attention
      ins(%q4, %k4, %v4 : tensor<2x?x4x16xf32>, tensor<2x?x2x16xf32>, tensor<2x?x2x16xf32>)
      gate(%g4 : tensor<2x?x4x16xf32>) outs(%init : tensor<2x?x4x16xf32>)
      {gate = #gate, layout = #heddle.layout<bshd>} -> tensor<2x?x4x16xf32>
  bufferization.materialize_in_destination %r in restrict writable %y4
      : (tensor<2x?x4x16xf32>, memref<2x?x4x16xf32>) -> ()
  return
}

// A query and its gate side by side for each head.
// BUFFERS-LABEL: func.func @packed_by_head(
// BUFFERS:         heddle.attention ins({{.*}}strided<[8192, 128, 32, 1]>>, {{.*}} gate({{.*}}strided<[8192, 128, 32, 1], offset: 16>>)
// CHECK-LABEL: func.func @packed_by_head(
// CHECK-SAME:    %[[P:.*]]: memref<2x64x4x32xf32>,
// CHECK-DAG:     %[[Q:.*]] = memref.subview %[[P]][0, 0, 0, 0]
// CHECK-DAG:     %[[G:.*]] = memref.subview %[[P]][0, 0, 0, 16]
// CHECK:         vector.transfer_read %[[Q]][
// CHECK:         vector.transfer_read %[[G]][
func.func @packed_by_head(%qg: tensor<2x64x4x32xf32>, %k: !places, %v: !places) -> !rows {
  %q = tensor.extract_slice %qg[0, 0, 0, 0] [2, 64, 4, 16] [1, 1, 1, 1]
      : tensor<2x64x4x32xf32> to tensor<2x64x4x16xf32>
  %g = tensor.extract_slice %qg[0, 0, 0, 16] [2, 64, 4, 16] [1, 1, 1, 1]
      : tensor<2x64x4x32xf32> to tensor<2x64x4x16xf32>
  %init = tensor.empty() : !rows
  %y = heddle.attention
      ins(%q, %k, %v : tensor<2x64x4x16xf32>, !places, !places)
      gate(%g : tensor<2x64x4x16xf32>) outs(%init : !rows)
      {gate = #gate, layout = #heddle.layout<qkv = bshd, gate = bshd>} -> !rows
  return %y : !rows
}

// All of one projection: for each key head its queries, gates, key and value.
// The result goes into a part of something larger.
// BUFFERS-LABEL: func.func @packed_by_group(
// BUFFERS:         heddle.attention
// CHECK-LABEL: func.func @packed_by_group(
// CHECK-SAME:    %[[P:.*]]: memref<2x64x1x96xf32>, %[[Y:.*]]: memref<2x64x3x16xf32>) {
// CHECK-DAG:     %[[Q:.*]] = memref.expand_shape
// CHECK-DAG:     %[[K:.*]] = memref.subview %[[P]][0, 0, 0, 64]
// CHECK-DAG:     %[[V:.*]] = memref.subview %[[P]][0, 0, 0, 80]
// CHECK-DAG:     %[[YV:.*]] = memref.subview %[[Y]][0, 0, 1, 0]
// CHECK:         vector.transfer_read %[[K]][
// CHECK:         vector.transfer_read %[[V]][
// CHECK:         vector.transfer_write %{{.*}}, %[[YV]][
func.func @packed_by_group(%p: tensor<2x64x1x96xf32>, %y: memref<2x64x3x16xf32>) {
  %qs = tensor.extract_slice %p[0, 0, 0, 0] [2, 64, 1, 32] [1, 1, 1, 1]
      : tensor<2x64x1x96xf32> to tensor<2x64x32xf32>
  %gs = tensor.extract_slice %p[0, 0, 0, 32] [2, 64, 1, 32] [1, 1, 1, 1]
      : tensor<2x64x1x96xf32> to tensor<2x64x32xf32>
  %k = tensor.extract_slice %p[0, 0, 0, 64] [2, 64, 1, 16] [1, 1, 1, 1]
      : tensor<2x64x1x96xf32> to tensor<2x64x1x16xf32>
  %v = tensor.extract_slice %p[0, 0, 0, 80] [2, 64, 1, 16] [1, 1, 1, 1]
      : tensor<2x64x1x96xf32> to tensor<2x64x1x16xf32>
  %q = tensor.expand_shape %qs [[0], [1], [2, 3]] output_shape [2, 64, 2, 16]
      : tensor<2x64x32xf32> into tensor<2x64x2x16xf32>
  %g = tensor.expand_shape %gs [[0], [1], [2, 3]] output_shape [2, 64, 2, 16]
      : tensor<2x64x32xf32> into tensor<2x64x2x16xf32>
  %init = tensor.empty() : tensor<2x64x2x16xf32>
  %r = heddle.attention
      ins(%q, %k, %v : tensor<2x64x2x16xf32>, tensor<2x64x1x16xf32>, tensor<2x64x1x16xf32>)
      gate(%g : tensor<2x64x2x16xf32>) outs(%init : tensor<2x64x2x16xf32>)
      {gate = #gate, layout = #heddle.layout<bshd>} -> tensor<2x64x2x16xf32>
  %yv = memref.subview %y[0, 0, 1, 0] [2, 64, 2, 16] [1, 1, 1, 1]
      : memref<2x64x3x16xf32> to memref<2x64x2x16xf32, strided<[3072, 48, 16, 1], offset: 16>>
  bufferization.materialize_in_destination %r in restrict writable %yv
      : (tensor<2x64x2x16xf32>, memref<2x64x2x16xf32, strided<[3072, 48, 16, 1], offset: 16>>) -> ()
  return
}

!rows_any = memref<?x?x?x16xf32, strided<[?, ?, ?, ?], offset: ?>>
!bias_any = memref<?x?x?x?xf32, strided<[?, ?, ?, ?], offset: ?>>
!row_any = memref<?x?x?xf32, strided<[?, ?, ?], offset: ?>>
!heads_any = memref<?xf32, strided<[?], offset: ?>>
!lengths_any = memref<?xi32, strided<[?], offset: ?>>

// Any strides, of every operand and result.
// BUFFERS-LABEL: func.func @strided(
// BUFFERS:         heddle.attention
// CHECK-LABEL: func.func @strided(
// CHECK-SAME:    %[[Q:.*]]: memref<{{.*}}>>, %[[K:.*]]: memref<{{.*}}>>, %[[V:.*]]: memref<{{.*}}>>, %[[G:.*]]: memref<{{.*}}>>, %[[B:.*]]: memref<{{.*}}>>, %[[S:.*]]: memref<{{.*}}>>, %[[N:.*]]: memref<{{.*}}>>, %[[Y:.*]]: memref<{{.*}}>>, %[[L:.*]]: memref<{{.*}}>>) {
// CHECK-DAG:     memref.load %[[N]][
// CHECK-DAG:     vector.transfer_read %[[Q]][
// CHECK-DAG:     vector.transfer_read %[[K]][
// CHECK-DAG:     vector.transfer_read %[[B]][
// CHECK-DAG:     vector.transfer_read %[[V]][
// CHECK-DAG:     memref.load %[[S]][
// CHECK-DAG:     vector.transfer_read %[[G]][
// CHECK-DAG:     vector.transfer_write %{{.*}}, %[[Y]][
// CHECK-DAG:     vector.transfer_write %{{.*}}, %[[L]][
func.func @strided(%q: !rows_any, %k: !rows_any, %v: !rows_any, %g: !row_any, %b: !bias_any,
                   %s: !heads_any, %n: !lengths_any, %y: !rows_any, %l: !row_any) {
  heddle.attention ins(%q, %k, %v : !rows_any, !rows_any, !rows_any) gate(%g : !row_any)
      bias(%b : !bias_any) sink(%s : !heads_any) lengths(%n : !lengths_any)
      outs(%y, %l : !rows_any, !row_any) {gate = #headwise}
  return
}
