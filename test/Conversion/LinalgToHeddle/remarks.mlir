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
