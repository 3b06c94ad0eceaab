// The option `remarks` says why something stays.

// RUN: heddle-opt %s --heddle-raise-attention=remarks -verify-diagnostics | FileCheck %s

!qkv = tensor<4x8x16xf32>
!scores = tensor<4x8x8xf32>

// CHECK-LABEL: func.func @over_queries(
// CHECK-NOT: heddle.attention
func.func @over_queries(%q: !qkv, %kt: tensor<4x16x8xf32>, %v: !qkv) -> !qkv {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : !scores
  %1 = linalg.fill ins(%zero : f32) outs(%0 : !scores) -> !scores
  %s = linalg.batch_matmul ins(%q, %kt : !qkv, tensor<4x16x8xf32>) outs(%1 : !scores) -> !scores
  %p = linalg.softmax dimension(1) ins(%s : !scores) outs(%0 : !scores) -> !scores
  %2 = tensor.empty() : !qkv
  %3 = linalg.fill ins(%zero : f32) outs(%2 : !qkv) -> !qkv
  // expected-remark @+1 {{this looks like attention, and stays: the softmax is over another dimension than keys}}
  %o = linalg.batch_matmul ins(%p, %v : !scores, !qkv) outs(%3 : !qkv) -> !qkv
  return %o : !qkv
}

// CHECK-LABEL: func.func @log_sum_exp(
// CHECK: heddle.attention {{.*}} outs(%{{.*}}, %{{.*}} : tensor<1x4x8x16xf32>, tensor<1x4x8xf32>)
func.func @log_sum_exp(%q: !qkv, %kt: tensor<4x16x8xf32>, %v: !qkv) -> (!qkv, tensor<4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %0 = tensor.empty() : !scores
  %1 = linalg.fill ins(%zero : f32) outs(%0 : !scores) -> !scores
  %s = linalg.batch_matmul ins(%q, %kt : !qkv, tensor<4x16x8xf32>) outs(%1 : !scores) -> !scores
  %r = tensor.empty() : tensor<4x8xf32>
  %r0 = linalg.fill ins(%ninf : f32) outs(%r : tensor<4x8xf32>) -> tensor<4x8xf32>
  %m = linalg.reduce { arith.maximumf } ins(%s : !scores) outs(%r0 : tensor<4x8xf32>) dimensions = [2]
  %mb = linalg.broadcast ins(%m : tensor<4x8xf32>) outs(%0 : !scores) dimensions = [2]
  %d = arith.subf %s, %mb : !scores
  %e = math.exp %d : !scores
  %l0 = linalg.fill ins(%zero : f32) outs(%r : tensor<4x8xf32>) -> tensor<4x8xf32>
  %l = linalg.reduce { arith.addf } ins(%e : !scores) outs(%l0 : tensor<4x8xf32>) dimensions = [2]
  %lb = linalg.broadcast ins(%l : tensor<4x8xf32>) outs(%0 : !scores) dimensions = [2]
  %p = arith.divf %e, %lb : !scores
  %2 = tensor.empty() : !qkv
  %3 = linalg.fill ins(%zero : f32) outs(%2 : !qkv) -> !qkv
  %o = linalg.batch_matmul ins(%p, %v : !scores, !qkv) outs(%3 : !qkv) -> !qkv
  %log = math.log %l : tensor<4x8xf32>
  %lse = arith.addf %m, %log : tensor<4x8xf32>
  return %o, %lse : !qkv, tensor<4x8xf32>
}

// The values are of the first keys only, or may be.
// CHECK-LABEL: func.func @first_keys(
// CHECK-NOT: heddle.attention
func.func @first_keys(%q: !qkv, %kt: tensor<4x16x?xf32>, %v: tensor<4x?x16xf32>) -> !qkv {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %n = tensor.dim %kt, %c2 : tensor<4x16x?xf32>
  %few = tensor.dim %v, %c1 : tensor<4x?x16xf32>
  %0 = tensor.empty(%n) : tensor<4x8x?xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%0 : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  %s = linalg.batch_matmul ins(%q, %kt : !qkv, tensor<4x16x?xf32>) outs(%1 : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<4x8x?xf32>) outs(%0 : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  %front = tensor.extract_slice %p[0, 0, 0] [4, 8, %few] [1, 1, 1] : tensor<4x8x?xf32> to tensor<4x8x?xf32>
  %2 = tensor.empty() : !qkv
  %3 = linalg.fill ins(%zero : f32) outs(%2 : !qkv) -> !qkv
  // expected-remark @+1 {{this looks like attention, and stays: the softmax is over another dimension, or not known to be over all keys}}
  %o = linalg.batch_matmul ins(%front, %v : tensor<4x8x?xf32>, tensor<4x?x16xf32>) outs(%3 : !qkv) -> !qkv
  return %o : !qkv
}

// A reshape by sizes that are not known to be the same dimensions.
// CHECK-LABEL: func.func @other_sizes(
// CHECK-NOT: heddle.attention
func.func @other_sizes(%q: tensor<4x?x16xf32>, %kt: tensor<4x16x?xf32>, %v: tensor<4x?x16xf32>, %shape: tensor<3xindex>) -> tensor<4x?x16xf32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %q, %c1 : tensor<4x?x16xf32>
  %n = tensor.dim %kt, %c2 : tensor<4x16x?xf32>
  %0 = tensor.empty(%m, %n) : tensor<4x?x?xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%0 : tensor<4x?x?xf32>) -> tensor<4x?x?xf32>
  %s = linalg.batch_matmul ins(%q, %kt : tensor<4x?x16xf32>, tensor<4x16x?xf32>) outs(%1 : tensor<4x?x?xf32>) -> tensor<4x?x?xf32>
  %r = tensor.reshape %s(%shape) : (tensor<4x?x?xf32>, tensor<3xindex>) -> tensor<4x?x?xf32>
  %p = linalg.softmax dimension(2) ins(%r : tensor<4x?x?xf32>) outs(%r : tensor<4x?x?xf32>) -> tensor<4x?x?xf32>
  %2 = tensor.empty(%m) : tensor<4x?x16xf32>
  %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x?x16xf32>) -> tensor<4x?x16xf32>
  // expected-remark @+1 {{this looks like attention, and stays: scores are no product of query and key}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<4x?x?xf32>, tensor<4x?x16xf32>) outs(%3 : tensor<4x?x16xf32>) -> tensor<4x?x16xf32>
  return %o : tensor<4x?x16xf32>
}
