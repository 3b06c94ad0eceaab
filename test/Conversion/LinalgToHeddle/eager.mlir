// Attention as PyTorch writes it: merged batch dimensions, keys transposed.

// RUN: heddle-opt %s --heddle-raise-attention | FileCheck %s

// CHECK-LABEL: func.func @causal(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK-NEXT: %[[INIT:.*]] = tensor.empty()
// CHECK-NEXT: %[[Y:.*]] = heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) outs(%[[INIT]] : tensor<2x4x8x16xf32>) {mask = #heddle.causal} -> tensor<2x4x8x16xf32>
// CHECK-NEXT: return %[[Y]]
#id = affine_map<(b, h, m, n) -> (b, h, m, n)>
#row = affine_map<(b, h, m, n) -> (b, h, m, 0)>
#mask = affine_map<(b, h, m, n) -> (m, n)>
func.func @causal(%q: tensor<2x4x8x16xf32>, %k: tensor<2x4x9x16xf32>, %v: tensor<2x4x9x16xf32>) -> tensor<2x4x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.25 : f32
  %e = tensor.empty() : tensor<2x4x16x9xf32>
  %kt = linalg.transpose ins(%k : tensor<2x4x9x16xf32>) outs(%e : tensor<2x4x16x9xf32>) permutation = [0, 1, 3, 2]
  %q3 = tensor.collapse_shape %q [[0, 1], [2], [3]] : tensor<2x4x8x16xf32> into tensor<8x8x16xf32>
  %k3 = tensor.collapse_shape %kt [[0, 1], [2], [3]] : tensor<2x4x16x9xf32> into tensor<8x16x9xf32>
  %e3 = tensor.empty() : tensor<8x8x9xf32>
  %f3 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<8x8x9xf32>) -> tensor<8x8x9xf32>
  %s3 = linalg.batch_matmul ins(%q3, %k3 : tensor<8x8x16xf32>, tensor<8x16x9xf32>) outs(%f3 : tensor<8x8x9xf32>) -> tensor<8x8x9xf32>
  %s = tensor.expand_shape %s3 [[0, 1], [2], [3]] output_shape [2, 4, 8, 9] : tensor<8x8x9xf32> into tensor<2x4x8x9xf32>
  %e4 = tensor.empty() : tensor<2x4x8x9xf32>
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%s : tensor<2x4x8x9xf32>) outs(%e4 : tensor<2x4x8x9xf32>) {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 2 : index
    %j = linalg.index 3 : index
    %c = arith.cmpi sle, %j, %i : index
    %m = arith.mulf %in, %scale : f32
    %r = arith.select %c, %m, %ninf : f32
    linalg.yield %r : f32
  } -> tensor<2x4x8x9xf32>
  %p = linalg.softmax dimension(3) ins(%x : tensor<2x4x8x9xf32>) outs(%e4 : tensor<2x4x8x9xf32>) -> tensor<2x4x8x9xf32>
  %p3 = tensor.collapse_shape %p [[0, 1], [2], [3]] : tensor<2x4x8x9xf32> into tensor<8x8x9xf32>
  %v3 = tensor.collapse_shape %v [[0, 1], [2], [3]] : tensor<2x4x9x16xf32> into tensor<8x9x16xf32>
  %eo = tensor.empty() : tensor<8x8x16xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<8x8x16xf32>) -> tensor<8x8x16xf32>
  %o3 = linalg.batch_matmul ins(%p3, %v3 : tensor<8x8x9xf32>, tensor<8x9x16xf32>) outs(%fo : tensor<8x8x16xf32>) -> tensor<8x8x16xf32>
  %o = tensor.expand_shape %o3 [[0, 1], [2], [3]] output_shape [2, 4, 8, 16] : tensor<8x8x16xf32> into tensor<2x4x8x16xf32>
  return %o : tensor<2x4x8x16xf32>
}

// Queries are the front of a projection that has keys and values as well.
// CHECK-LABEL: func.func @packed(
// CHECK: %[[P:.*]] = linalg.matmul
// CHECK-DAG: %[[Q:.*]] = tensor.extract_slice %[[P]][0, 0] [6, 8] [1, 1] : tensor<6x24xf32> to tensor<6x8xf32>
// CHECK-DAG: %[[K:.*]] = tensor.extract_slice %[[P]][0, 8] [6, 8] [1, 1] : tensor<6x24xf32> to tensor<6x8xf32>
// CHECK-DAG: %[[Q3:.*]] = tensor.expand_shape %[[Q]]
// CHECK-DAG: %[[K3:.*]] = tensor.expand_shape %[[K]]
// CHECK-DAG: %[[Q4:.*]] = tensor.expand_shape %[[Q3]]
// CHECK-DAG: %[[K4:.*]] = tensor.expand_shape %[[K3]]
// CHECK: heddle.attention ins(%[[Q4]], %[[K4]],
!heads = tensor<6x2x4xf32>
!rows = tensor<2x6x4xf32>
!scores = tensor<2x6x6xf32>
func.func @packed(%x: tensor<6x16xf32>, %w: tensor<16x24xf32>) -> !rows {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<6x24xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%0 : tensor<6x24xf32>) -> tensor<6x24xf32>
  %p = linalg.matmul ins(%x, %w : tensor<6x16xf32>, tensor<16x24xf32>) outs(%1 : tensor<6x24xf32>) -> tensor<6x24xf32>
  %q1 = tensor.extract_slice %p[0, 0] [6, 8] [1, 1] : tensor<6x24xf32> to tensor<6x8xf32>
  %k1 = tensor.extract_slice %p[0, 8] [6, 8] [1, 1] : tensor<6x24xf32> to tensor<6x8xf32>
  %v1 = tensor.extract_slice %p[0, 16] [6, 8] [1, 1] : tensor<6x24xf32> to tensor<6x8xf32>
  %q2 = tensor.expand_shape %q1 [[0], [1, 2]] output_shape [6, 2, 4] : tensor<6x8xf32> into !heads
  %k2 = tensor.expand_shape %k1 [[0], [1, 2]] output_shape [6, 2, 4] : tensor<6x8xf32> into !heads
  %v2 = tensor.expand_shape %v1 [[0], [1, 2]] output_shape [6, 2, 4] : tensor<6x8xf32> into !heads
  %2 = tensor.empty() : !rows
  %q = linalg.transpose ins(%q2 : !heads) outs(%2 : !rows) permutation = [1, 0, 2]
  %v = linalg.transpose ins(%v2 : !heads) outs(%2 : !rows) permutation = [1, 0, 2]
  %3 = tensor.empty() : tensor<2x4x6xf32>
  %kt = linalg.transpose ins(%k2 : !heads) outs(%3 : tensor<2x4x6xf32>) permutation = [1, 2, 0]
  %4 = tensor.empty() : !scores
  %5 = linalg.fill ins(%zero : f32) outs(%4 : !scores) -> !scores
  %s = linalg.batch_matmul ins(%q, %kt : !rows, tensor<2x4x6xf32>) outs(%5 : !scores) -> !scores
  %e = linalg.softmax dimension(2) ins(%s : !scores) outs(%4 : !scores) -> !scores
  %6 = linalg.fill ins(%zero : f32) outs(%2 : !rows) -> !rows
  %o = linalg.batch_matmul ins(%e, %v : !scores, !rows) outs(%6 : !rows) -> !rows
  return %o : !rows
}

// The mask is a buffer: larger than it is used, and beside the IR.
// CHECK-LABEL: func.func @buffer(
// CHECK: heddle.attention {{.*}} {mask = #heddle.causal, scale = 1.000000e+00 : f32} -> tensor<1x4x4x8xf32>
func.func @buffer(%q: tensor<4x4x8xf32>, %k: tensor<4x4x8xf32>, %v: tensor<4x4x8xf32>) -> tensor<4x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %buffer = arith.constant dense_resource<tril> : tensor<5x5xf32>
  %front = tensor.extract_slice %buffer[0, 0] [4, 4] [1, 1] : tensor<5x5xf32> to tensor<4x4xf32>
  %e = tensor.empty() : tensor<4x4x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %s = linalg.batch_matmul indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>] ins(%q, %k : tensor<4x4x8xf32>, tensor<4x4x8xf32>) outs(%f : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %x = linalg.generic {indexing_maps = [affine_map<(b, m, n) -> (b, m, n)>, affine_map<(b, m, n) -> (m, n)>, affine_map<(b, m, n) -> (b, m, n)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%s, %front : tensor<4x4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4x4xf32>) {
  ^bb0(%score: f32, %in: f32, %out: f32):
    %hidden = arith.cmpf oeq, %in, %zero : f32
    %r = arith.select %hidden, %ninf, %score : f32
    linalg.yield %r : f32
  } -> tensor<4x4x4xf32>
  %p = linalg.softmax dimension(2) ins(%x : tensor<4x4x4xf32>) outs(%e : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %eo = tensor.empty() : tensor<4x4x8xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fo : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  return %o : tensor<4x4x8xf32>
}

// Weights of hidden keys are made 0, and summed so.
// CHECK-LABEL: func.func @masked_weights(
// CHECK: heddle.attention {{.*}} {mask = #heddle.causal, scale = 1.000000e+00 : f32} -> tensor<1x4x4x8xf32>
func.func @masked_weights(%q: tensor<4x4x8xf32>, %k: tensor<4x4x8xf32>, %v: tensor<4x4x8xf32>) -> tensor<4x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<[[1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0]]> : tensor<4x4xf32>
  %e = tensor.empty() : tensor<4x4x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %s = linalg.batch_matmul indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>] ins(%q, %k : tensor<4x4x8xf32>, tensor<4x4x8xf32>) outs(%f : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %x = math.exp %s : tensor<4x4x4xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(b, m, n) -> (b, m, n)>, affine_map<(b, m, n) -> (m, n)>, affine_map<(b, m, n) -> (b, m, n)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%x, %ones : tensor<4x4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4x4xf32>) {
  ^bb0(%exp: f32, %in: f32, %out: f32):
    %r = arith.mulf %exp, %in : f32
    linalg.yield %r : f32
  } -> tensor<4x4x4xf32>
  %er = tensor.empty() : tensor<4x4xf32>
  %fr = linalg.fill ins(%zero : f32) outs(%er : tensor<4x4xf32>) -> tensor<4x4xf32>
  %l = linalg.reduce { arith.addf } ins(%w : tensor<4x4x4xf32>) outs(%fr : tensor<4x4xf32>) dimensions = [2]
  %lb = linalg.broadcast ins(%l : tensor<4x4xf32>) outs(%e : tensor<4x4x4xf32>) dimensions = [2]
  %p = arith.divf %w, %lb : tensor<4x4x4xf32>
  %eo = tensor.empty() : tensor<4x4x8xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fo : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  return %o : tensor<4x4x8xf32>
}

{-#
  dialect_resources: {
    builtin: {
      tril: "0x040000000000803F000000000000000000000000000000000000803F0000803F0000000000000000000000000000803F0000803F0000803F00000000000000000000803F0000803F0000803F0000803F000000000000803F0000803F0000803F0000803F0000803F"
    }
  }
#-}
