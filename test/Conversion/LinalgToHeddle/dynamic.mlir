// Dynamic extents: of four dimensions, and of a merged batch.

// RUN: heddle-opt %s --heddle-raise-attention --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK: heddle.attention ins(%[[Q]], %[[K]], %[[V]] : {{.*}}) outs(%{{.*}} : tensor<?x?x?x64xbf16>) {mask = #heddle.causal<bottom_right>} -> tensor<?x?x?x64xbf16>
// CHECK-NEXT: return

// CHECK-LABEL: func.func @merged(
// CHECK: tensor.expand_shape
// CHECK: linalg.transpose
// CHECK: heddle.attention ins({{.*}}) outs(%{{.*}} : tensor<1x?x?x32xf32>) {scale = 1.000000e+00 : f32} -> tensor<1x?x?x32xf32>
// CHECK-NEXT: tensor.collapse_shape
// CHECK-NEXT: return

// CHECK-LABEL: func.func @matrix(
// CHECK: heddle.attention ins({{.*}} : tensor<1x1x5x8xf32>, tensor<1x1x7x8xf32>, tensor<1x1x7x3xf32>) outs(%{{.*}} : tensor<1x1x5x3xf32>) {scale = 1.000000e+00 : f32}
// CHECK-NEXT: tensor.collapse_shape

#id = affine_map<(b, h, m, n) -> (b, h, m, n)>
#row = affine_map<(b, h, m, n) -> (b, h, m)>
#q = affine_map<(b, h, m, n, k) -> (b, h, m, k)>
#k = affine_map<(b, h, m, n, k) -> (b, h, n, k)>
#s = affine_map<(b, h, m, n, k) -> (b, h, m, n)>
#p = affine_map<(b, h, m, d, n) -> (b, h, m, n)>
#v = affine_map<(b, h, m, d, n) -> (b, h, n, d)>
#o = affine_map<(b, h, m, d, n) -> (b, h, m, d)>
!q = tensor<?x?x?x64xbf16>
!s = tensor<?x?x?x?xf32>
!r = tensor<?x?x?xf32>
func.func @dynamic(%q: !q, %k: !q, %v: !q) -> !q {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %B = tensor.dim %q, %c0 : !q
  %H = tensor.dim %q, %c1 : !q
  %M = tensor.dim %q, %c2 : !q
  %N = tensor.dim %k, %c2 : !q
  %es = tensor.empty(%B, %H, %M, %N) : !s
  %fs = linalg.fill ins(%zero : f32) outs(%es : !s) -> !s
  %s = linalg.generic {indexing_maps = [#q, #k, #s], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : !q, !q) outs(%fs : !s) {
  ^bb0(%a: bf16, %b: bf16, %c: f32):
    %0 = arith.extf %a : bf16 to f32
    %1 = arith.extf %b : bf16 to f32
    %2 = arith.mulf %0, %1 : f32
    %3 = arith.addf %c, %2 : f32
    linalg.yield %3 : f32
  } -> !s
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%s : !s) outs(%es : !s) {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 2 : index
    %j = linalg.index 3 : index
    %d = arith.subi %N, %M : index
    %i2 = arith.addi %i, %d : index
    %cc = arith.cmpi sle, %j, %i2 : index
    %m = arith.mulf %in, %scale : f32
    %r = arith.select %cc, %m, %ninf : f32
    linalg.yield %r : f32
  } -> !s
  %er = tensor.empty(%B, %H, %M) : !r
  %fm = linalg.fill ins(%ninf : f32) outs(%er : !r) -> !r
  %m = linalg.reduce { arith.maximumf } ins(%x : !s) outs(%fm : !r) dimensions = [3]
  %e = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %m : !s, !r) outs(%es : !s) {
  ^bb0(%in: f32, %mm: f32, %out: f32):
    %0 = arith.subf %in, %mm : f32
    %1 = math.exp %0 : f32
    linalg.yield %1 : f32
  } -> !s
  %fz = linalg.fill ins(%zero : f32) outs(%er : !r) -> !r
  %l = linalg.reduce { arith.addf } ins(%e : !s) outs(%fz : !r) dimensions = [3]
  %pr = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%e, %l : !s, !r) outs(%es : !s) {
  ^bb0(%in: f32, %mm: f32, %out: f32):
    %0 = arith.divf %in, %mm : f32
    linalg.yield %0 : f32
  } -> !s
  %eo = tensor.empty(%B, %H, %M) : tensor<?x?x?x64xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<?x?x?x64xf32>) -> tensor<?x?x?x64xf32>
  %o = linalg.generic {indexing_maps = [#p, #v, #o], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%pr, %v : !s, !q) outs(%fo : tensor<?x?x?x64xf32>) {
  ^bb0(%a: f32, %b: bf16, %c: f32):
    %1 = arith.extf %b : bf16 to f32
    %2 = arith.mulf %a, %1 : f32
    %3 = arith.addf %c, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<?x?x?x64xf32>
  %eh = tensor.empty(%B, %H, %M) : !q
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%o : tensor<?x?x?x64xf32>) outs(%eh : !q) {
  ^bb0(%in: f32, %out: bf16):
    %0 = arith.truncf %in : f32 to bf16
    linalg.yield %0 : bf16
  } -> !q
  return %y : !q
}
func.func @merged(%q: tensor<?x?x64xf32>, %k: tensor<?x64x?xf32>, %v: tensor<?x?x32xf32>) -> tensor<?x?x32xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %B = tensor.dim %q, %c0 : tensor<?x?x64xf32>
  %M = tensor.dim %q, %c1 : tensor<?x?x64xf32>
  %N = tensor.dim %k, %c2 : tensor<?x64x?xf32>
  %es = tensor.empty(%B, %M, %N) : tensor<?x?x?xf32>
  %fs = linalg.fill ins(%zero : f32) outs(%es : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<?x?x64xf32>, tensor<?x64x?xf32>) outs(%fs : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<?x?x?xf32>) outs(%es : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %eo = tensor.empty(%B, %M) : tensor<?x?x32xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<?x?x32xf32>) -> tensor<?x?x32xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<?x?x?xf32>, tensor<?x?x32xf32>) outs(%fo : tensor<?x?x32xf32>) -> tensor<?x?x32xf32>
  return %o : tensor<?x?x32xf32>
}
func.func @matrix(%q: tensor<5x8xf32>, %k: tensor<7x8xf32>, %v: tensor<7x3xf32>) -> tensor<5x3xf32> {
  %zero = arith.constant 0.0 : f32
  %et = tensor.empty() : tensor<8x7xf32>
  %kt = linalg.transpose ins(%k : tensor<7x8xf32>) outs(%et : tensor<8x7xf32>) permutation = [1, 0]
  %es = tensor.empty() : tensor<5x7xf32>
  %fs = linalg.fill ins(%zero : f32) outs(%es : tensor<5x7xf32>) -> tensor<5x7xf32>
  %s = linalg.matmul ins(%q, %kt : tensor<5x8xf32>, tensor<8x7xf32>) outs(%fs : tensor<5x7xf32>) -> tensor<5x7xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<5x7xf32>) outs(%es : tensor<5x7xf32>) -> tensor<5x7xf32>
  %eo = tensor.empty() : tensor<5x3xf32>
  %fo = linalg.fill ins(%zero : f32) outs(%eo : tensor<5x3xf32>) -> tensor<5x3xf32>
  %o = linalg.matmul ins(%p, %v : tensor<5x7xf32>, tensor<7x3xf32>) outs(%fo : tensor<5x3xf32>) -> tensor<5x3xf32>
  return %o : tensor<5x3xf32>
}
