// Norms of the queries and keys of an attention are pulled into its tiles by the
// tile-and-fuse of MLIR: they feed only the attention, and are never whole in
// memory. heddle-fuse-producers does so by itself, and computes each key once.

// RUN: split-file %s %t
// RUN: heddle-opt %t/norms.mlir --canonicalize --cse \
// RUN:   --transform-preload-library=transform-library-paths=%t/schedule.mlir \
// RUN:   --transform-interpreter --canonicalize --cse > %t/tiled.mlir
// RUN: FileCheck %s < %t/tiled.mlir
// RUN: heddle-run %t/tiled.mlir --entry=main --random=1 --check --guard \
// RUN:   | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-opt %t/norms.mlir --heddle-fuse-producers=tile-queries=24 > %t/fused.mlir
// RUN: FileCheck %s --check-prefix=FUSED < %t/fused.mlir
// RUN: heddle-run %t/fused.mlir --entry=main --random=1 --check --guard \
// RUN:   | FileCheck %s --check-prefix=RIGHT
// RUN: heddle-opt %t/norms.mlir --heddle-lower-to-cpu='fuse-producers' \
// RUN:   | FileCheck %s --check-prefix=LOWERED

// LOWERED: llvm.func @main(
// LOWERED-NOT: linalg
// LOWERED-NOT: heddle.

// RIGHT: result 0, 1x4x64x32 f32: {{.*}}: pass

// CHECK-LABEL: func.func @main(
// CHECK-NOT: linalg.generic
// CHECK-COUNT-2: scf.for
// CHECK-COUNT-2: linalg.generic {{.*}} ins({{.*}} : tensor<1x1x16x32xf32>
// CHECK-COUNT-2: linalg.generic {{.*}} ins({{.*}} : tensor<1x1x64x32xf32>
// CHECK: heddle.attention ins({{.*}} : tensor<1x1x16x32xf32>, tensor<1x1x64x32xf32>, tensor<1x1x64x32xf32>)
// CHECK-NOT: linalg.generic
// CHECK: return

// FUSED-LABEL: func.func @main(
// FUSED-NOT: linalg.generic
// FUSED: scf.for
// FUSED: linalg.generic {{.*}} ins({{.*}} : tensor<1x1x64x32xf32>
// FUSED: scf.for {{.*}} step %c24
// FUSED: linalg.generic {{.*}} ins({{.*}} : tensor<1x1x?x32xf32>
// FUSED: heddle.attention ins({{.*}} : tensor<1x1x?x32xf32>, tensor<1x1x64x32xf32>, tensor<1x1x64x32xf32>)

//--- norms.mlir
#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#row = affine_map<(b, h, i, c) -> (b, h, i)>
#channel = affine_map<(b, h, i, c) -> (c)>

!rows = tensor<1x4x64x32xf32>
!sums = tensor<1x4x64xf32>

func.func @main(%q: !rows, %k: !rows, %v: !rows, %w: tensor<32xf32>) -> !rows {
  %zero = arith.constant 0.0 : f32
  %width = arith.constant 32.0 : f32
  %eps = arith.constant 1.0e-06 : f32
  %0 = tensor.empty() : !sums
  %1 = linalg.fill ins(%zero : f32) outs(%0 : !sums) -> !sums
  %2 = tensor.empty() : !rows

  // Queries.
  %qs = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q : !rows) outs(%1 : !sums) {
  ^bb0(%x: f32, %o: f32):
    %s = arith.mulf %x, %x : f32
    %t = arith.addf %s, %o : f32
    linalg.yield %t : f32
  } -> !sums
  %qn = linalg.generic {indexing_maps = [#all, #row, #channel, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%q, %qs, %w : !rows, !sums, tensor<32xf32>) outs(%2 : !rows) {
  ^bb0(%x: f32, %s: f32, %c: f32, %o: f32):
    %m = arith.divf %s, %width : f32
    %e = arith.addf %m, %eps : f32
    %r = math.rsqrt %e : f32
    %n = arith.mulf %x, %r : f32
    %t = arith.mulf %n, %c : f32
    linalg.yield %t : f32
  } -> !rows

  // Keys.
  %ks = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%k : !rows) outs(%1 : !sums) {
  ^bb0(%x: f32, %o: f32):
    %s = arith.mulf %x, %x : f32
    %t = arith.addf %s, %o : f32
    linalg.yield %t : f32
  } -> !sums
  %kn = linalg.generic {indexing_maps = [#all, #row, #channel, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%k, %ks, %w : !rows, !sums, tensor<32xf32>) outs(%2 : !rows) {
  ^bb0(%x: f32, %s: f32, %c: f32, %o: f32):
    %m = arith.divf %s, %width : f32
    %e = arith.addf %m, %eps : f32
    %r = math.rsqrt %e : f32
    %n = arith.mulf %x, %r : f32
    %t = arith.mulf %n, %c : f32
    linalg.yield %t : f32
  } -> !rows
  %y = heddle.attention ins(%qn, %kn, %v : !rows, !rows, !rows) outs(%2 : !rows)
      {mask = #heddle.causal} -> !rows
  return %y : !rows
}

//--- schedule.mlir
module attributes {transform.with_named_sequence} {
transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
  %op = transform.structured.match ops{["heddle.attention"]} in %root
    : (!transform.any_op) -> !transform.any_op
  %tile, %loops:3 = transform.structured.fuse %op tile_sizes [1, 1, 16]
    : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
  transform.yield
}
}
