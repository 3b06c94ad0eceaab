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
