// Attention in TOSA, through the upstream lowering.

// RUN: mlir-opt %s --pass-pipeline='builtin.module(func.func(tosa-to-linalg-named,tosa-to-linalg,tosa-to-arith,tosa-to-tensor),canonicalize,cse)' \
// RUN:   | heddle-opt --heddle-raise-attention --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @attention(
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<{{.*}}>, %[[K:[a-z0-9]+]]: tensor<{{.*}}>, %[[V:[a-z0-9]+]]: tensor<{{.*}}>, %[[B:[a-z0-9]+]]: tensor<{{.*}}>)
// CHECK-NOT: math.exp
// CHECK: heddle.attention ins({{.*}} : tensor<1x4x8x16xf32>, tensor<1x4x9x16xf32>, tensor<1x4x9x16xf32>) bias(%{{.*}} : tensor<1x1x8x9xf32>) outs(%{{.*}} : tensor<1x4x8x16xf32>) -> tensor<1x4x8x16xf32>
func.func @attention(%q: tensor<4x8x16xf32>, %k: tensor<4x9x16xf32>, %v: tensor<4x9x16xf32>, %b: tensor<1x8x9xf32>) -> tensor<4x8x16xf32> {
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %scale = "tosa.const"() <{values = dense<0.25> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %kt = tosa.transpose %k {perms = array<i32: 0, 2, 1>} : (tensor<4x9x16xf32>) -> tensor<4x16x9xf32>
  %s = tosa.matmul %q, %kt, %zp, %zp : (tensor<4x8x16xf32>, tensor<4x16x9xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x8x9xf32>
  %x = tosa.mul %s, %scale, %shift : (tensor<4x8x9xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<4x8x9xf32>
  %y = tosa.add %x, %b : (tensor<4x8x9xf32>, tensor<1x8x9xf32>) -> tensor<4x8x9xf32>
  %m = tosa.reduce_max %y {axis = 2 : i32} : (tensor<4x8x9xf32>) -> tensor<4x8x1xf32>
  %d = tosa.sub %y, %m : (tensor<4x8x9xf32>, tensor<4x8x1xf32>) -> tensor<4x8x9xf32>
  %e = tosa.exp %d : (tensor<4x8x9xf32>) -> tensor<4x8x9xf32>
  %l = tosa.reduce_sum %e {axis = 2 : i32} : (tensor<4x8x9xf32>) -> tensor<4x8x1xf32>
  %r = tosa.reciprocal %l : (tensor<4x8x1xf32>) -> tensor<4x8x1xf32>
  %p = tosa.mul %e, %r, %shift : (tensor<4x8x9xf32>, tensor<4x8x1xf32>, tensor<1xi8>) -> tensor<4x8x9xf32>
  %o = tosa.matmul %p, %v, %zp, %zp : (tensor<4x8x9xf32>, tensor<4x9x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x8x16xf32>
  return %o : tensor<4x8x16xf32>
}
