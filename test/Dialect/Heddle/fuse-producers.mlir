// RUN: heddle-opt %s --heddle-fuse-producers=tile-queries=16 --canonicalize \
// RUN:   --split-input-file | FileCheck %s
// RUN: heddle-opt %s --heddle-optimize='fuse-producers' --split-input-file \
// RUN:   | FileCheck %s --check-prefix=DEFAULT
// RUN: heddle-opt %s --heddle-fuse-producers --split-input-file \
// RUN:   --remarks-filter-missed=heddle-fuse-producers --remark-policy=all \
// RUN:   --remark-format=emitRemark 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: not heddle-opt %s --heddle-fuse-producers=tile-queries=0 \
// RUN:   --split-input-file 2>&1 | FileCheck %s --check-prefix=OPTION

// OPTION: error: tile-queries=0: expected at least 1

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#channel = affine_map<(b, h, i, c) -> (c)>

!rows = tensor<2x4x64x8xf32>

// Queries alone: blocks of them. 64 are less than the tile that is the default.
// CHECK-LABEL: func.func @queries
// CHECK-NOT: linalg.generic
// CHECK: scf.for %{{.*}} to %c64 step %c16
// CHECK-NOT: scf.for
// CHECK: %[[N:.*]] = linalg.generic {{.*}} outs({{.*}} : tensor<2x4x16x8xf32>)
// CHECK: heddle.attention ins(%[[N]], %{{.*}}, %{{.*}} : tensor<2x4x16x8xf32>, tensor<2x4x64x8xf32>, tensor<2x4x64x8xf32>)
// DEFAULT-LABEL: func.func @queries
// DEFAULT-NOT: scf.for
func.func @queries(%q: !rows, %k: !rows, %v: !rows, %w: tensor<8xf32>) -> !rows {
  %0 = tensor.empty() : !rows
  %n = linalg.generic {indexing_maps = [#all, #channel, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%q, %w : !rows, tensor<8xf32>) outs(%0 : !rows) {
  ^bb0(%x: f32, %c: f32, %o: f32):
    %t = arith.mulf %x, %c : f32
    linalg.yield %t : f32
  } -> !rows
  %y = heddle.attention ins(%n, %k, %v : !rows, !rows, !rows) outs(%0 : !rows) -> !rows
  return %y : !rows
}

// -----

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#kept = affine_map<(b, h, i, c) -> (b, h, i, 0)>

!rows = tensor<2x4x64x8xf32>
!keys = tensor<2x2x64x8xf32>
!sums = tensor<2x2x64x1xf32>

// Keys: per key head, with all query heads that read it. The dimension of the
// sums is kept.
// CHECK-LABEL: func.func @keys
// CHECK-NOT: linalg.generic
// CHECK: scf.for %{{.*}} = %c0 to %c2 step %c1
// CHECK: scf.for %{{.*}} = %c0 to %c4 step %c2
// CHECK-NOT: scf.for
// CHECK: linalg.generic {{.*}}"reduction", "parallel"]{{.*}} outs({{.*}} : tensor<1x1x64x1xf32>)
// CHECK: %[[N:.*]] = linalg.generic {{.*}} outs({{.*}} : tensor<1x1x64x8xf32>)
// CHECK: heddle.attention ins(%{{.*}}, %[[N]], %{{.*}} : tensor<1x2x64x8xf32>, tensor<1x1x64x8xf32>, tensor<1x1x64x8xf32>)
// DEFAULT-LABEL: func.func @keys
// DEFAULT-COUNT-2: scf.for
func.func @keys(%q: !rows, %k: !keys, %v: !keys) -> !rows {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : !sums
  %1 = linalg.fill ins(%zero : f32) outs(%0 : !sums) -> !sums
  %s = linalg.generic {indexing_maps = [#all, #kept], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%k : !keys) outs(%1 : !sums) {
  ^bb0(%x: f32, %o: f32):
    %t = arith.addf %x, %o : f32
    linalg.yield %t : f32
  } -> !sums
  %2 = tensor.empty() : !keys
  %n = linalg.generic {indexing_maps = [#all, #kept, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%k, %s : !keys, !sums) outs(%2 : !keys) {
  ^bb0(%x: f32, %c: f32, %o: f32):
    %t = arith.divf %x, %c : f32
    linalg.yield %t : f32
  } -> !keys
  %3 = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %n, %v : !rows, !keys, !keys) outs(%3 : !rows) -> !rows
  return %y : !rows
}

// -----

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#table = affine_map<(b, h, i, c) -> (i, c)>

!q = tensor<?x?x4x8xf32>
!t = tensor<?x4x?x8xf32>
!half = tensor<?x4x?x4xf32>
!kv = tensor<?x4x?x8xf32>

// A rotation of halves of the channels, of transposed queries of any number.
// The table of sines has no rows.
// CHECK-LABEL: func.func @rotation
// CHECK-SAME: %[[Q:[a-z0-9]+]]: tensor<?x?x4x8xf32>
// CHECK-NOT: linalg
// CHECK: scf.for
// CHECK: tensor.extract_slice %[[Q]][0, %{{.*}}, 0, 0] [%{{.*}}, %{{.*}}, 4, 8]
// CHECK: %[[T:.*]] = linalg.transpose
// CHECK-NOT: linalg.transpose
// CHECK-DAG: %[[HIGH:.*]] = tensor.extract_slice %[[T]][0, 0, 0, 4] [%{{.*}}, 4, %{{.*}}, 4]
// CHECK: linalg.generic {{.*}} ins(%[[HIGH]] :
// CHECK: tensor.concat dim(3)
// CHECK: %[[R:.*]] = linalg.generic
// CHECK: heddle.attention ins(%[[R]],
func.func @rotation(%q: !q, %sines: tensor<?x8xf32>, %k: !kv, %v: !kv, %init: !t) -> !t {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %b = tensor.dim %q, %c0 : !q
  %s = tensor.dim %q, %c1 : !q
  %0 = tensor.empty(%b, %s) : !t
  %t = linalg.transpose ins(%q : !q) outs(%0 : !t) permutation = [0, 2, 1, 3]
  %low = tensor.extract_slice %t[0, 0, 0, 0] [%b, 4, %s, 4] [1, 1, 1, 1] : !t to !half
  %high = tensor.extract_slice %t[0, 0, 0, 4] [%b, 4, %s, 4] [1, 1, 1, 1] : !t to !half
  %1 = tensor.empty(%b, %s) : !half
  %neg = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%high : !half) outs(%1 : !half) {
  ^bb0(%x: f32, %o: f32):
    %n = arith.negf %x : f32
    linalg.yield %n : f32
  } -> !half
  %turned = tensor.concat dim(3) %neg, %low : (!half, !half) -> !t
  %r = linalg.generic {indexing_maps = [#all, #table, #all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%turned, %sines, %t : !t, tensor<?x8xf32>, !t) outs(%0 : !t) {
  ^bb0(%x: f32, %w: f32, %z: f32, %o: f32):
    %m = arith.mulf %x, %w : f32
    %a = arith.addf %m, %z : f32
    linalg.yield %a : f32
  } -> !t
  %y = heddle.attention ins(%r, %k, %v : !t, !kv, !kv) outs(%init : !t) -> !t
  return %y : !t
}

// -----

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>

!rows = tensor<2x4x64x8xf32>

// What else reads the queries keeps them, and all that they are computed from.
// CHECK-LABEL: func.func @other_use
// CHECK-NOT: scf.for
// REMARK: remark: {{.*}}operand 0 has other uses
func.func @other_use(%q: !rows, %k: !rows) -> (!rows, !rows) {
  %0 = tensor.empty() : !rows
  %n = linalg.exp ins(%q : !rows) outs(%0 : !rows) -> !rows
  %y = heddle.attention ins(%n, %k, %k : !rows, !rows, !rows) outs(%0 : !rows) -> !rows
  return %y, %n : !rows, !rows
}

// -----

!rows = tensor<2x4x64x8xf32>

// Values are not queries or keys.
// CHECK-LABEL: func.func @values
// CHECK-NOT: scf.for
func.func @values(%q: !rows, %k: !rows) -> !rows {
  %0 = tensor.empty() : !rows
  %n = linalg.exp ins(%k : !rows) outs(%0 : !rows) -> !rows
  %y = heddle.attention ins(%q, %n, %n : !rows, !rows, !rows) outs(%0 : !rows) -> !rows
  return %y : !rows
}

// -----

#left = affine_map<(b, h, i, c, e) -> (b, h, i, e)>
#right = affine_map<(b, h, i, c, e) -> (h, c, e)>
#result = affine_map<(b, h, i, c, e) -> (b, h, i, c)>

!rows = tensor<2x4x64x8xf32>

// A projection reads each row for every channel, and stays; what follows it does
// not.
// CHECK-LABEL: func.func @projection
// CHECK: linalg.generic {{.*}}"reduction"]
// CHECK: scf.for
// CHECK: linalg.exp {{.*}} -> tensor<2x4x16x8xf32>
func.func @projection(%x: tensor<2x4x64x32xf32>, %w: tensor<4x8x32xf32>, %k: !rows, %init: !rows) -> !rows {
  %p = linalg.generic {indexing_maps = [#left, #right, #result], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<2x4x64x32xf32>, tensor<4x8x32xf32>) outs(%init : !rows) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %m = arith.mulf %a, %b : f32
    %s = arith.addf %m, %o : f32
    linalg.yield %s : f32
  } -> !rows
  %0 = tensor.empty() : !rows
  %n = linalg.exp ins(%p : !rows) outs(%0 : !rows) -> !rows
  %y = heddle.attention ins(%n, %k, %k : !rows, !rows, !rows) outs(%0 : !rows) -> !rows
  return %y : !rows
}

// -----

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#row = affine_map<(b, h, i, c) -> (b, h, c)>

!rows = tensor<2x4x64x8xf32>
!sums = tensor<2x4x8xf32>

// A sum over the sequence is no row's own, and is computed once.
// CHECK-LABEL: func.func @sum_of_sequence
// CHECK: linalg.generic {{.*}}"reduction"
// CHECK: scf.for
// CHECK-NOT: "reduction"
// CHECK: heddle.attention
func.func @sum_of_sequence(%q: !rows, %k: !rows, %init: !sums) -> !rows {
  %s = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
      ins(%q : !rows) outs(%init : !sums) {
  ^bb0(%x: f32, %o: f32):
    %t = arith.addf %x, %o : f32
    linalg.yield %t : f32
  } -> !sums
  %0 = tensor.empty() : !rows
  %n = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%q, %s : !rows, !sums) outs(%0 : !rows) {
  ^bb0(%x: f32, %c: f32, %o: f32):
    %t = arith.divf %x, %c : f32
    linalg.yield %t : f32
  } -> !rows
  %y = heddle.attention ins(%n, %k, %k : !rows, !rows, !rows) outs(%0 : !rows) -> !rows
  return %y : !rows
}

// -----

#all = affine_map<(b, h, i, c) -> (b, h, i, c)>
#row = affine_map<(b, h, i, c) -> (b, h, i)>
#kept = affine_map<(b, h, i, c) -> (b, h, i, 0)>

!rows = tensor<2x4x64x8xf32>
!half = tensor<2x4x64x4xf32>
!sums = tensor<2x4x64xf32>

// Halves that are swapped by insertions, and sums with a dimension added.
// CHECK-LABEL: func.func @insertions
// CHECK-NOT: linalg.generic
// CHECK: scf.for
// CHECK: %[[S:.*]] = linalg.generic {{.*}} outs({{.*}} : tensor<2x4x16xf32>)
// CHECK: tensor.expand_shape %[[S]] {{.*}} : tensor<2x4x16xf32> into tensor<2x4x16x1xf32>
// CHECK: %[[N:.*]] = linalg.generic {{.*}} outs({{.*}} : tensor<2x4x16x8xf32>)
// CHECK: tensor.extract_slice %[[N]]{{.*}} to tensor<2x4x16x4xf32>
// CHECK: tensor.insert_slice {{.*}} into tensor<2x4x16x8xf32>
// CHECK: %[[T:.*]] = tensor.insert_slice {{.*}} into tensor<2x4x16x8xf32>
// CHECK: heddle.attention ins(%[[T]],
func.func @insertions(%q: !rows, %k: !rows) -> !rows {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : !sums
  %1 = linalg.fill ins(%zero : f32) outs(%0 : !sums) -> !sums
  %s = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q : !rows) outs(%1 : !sums) {
  ^bb0(%x: f32, %o: f32):
    %t = arith.addf %x, %o : f32
    linalg.yield %t : f32
  } -> !sums
  %e = tensor.expand_shape %s [[0], [1], [2, 3]] output_shape [2, 4, 64, 1] : !sums into tensor<2x4x64x1xf32>
  %2 = tensor.empty() : !rows
  %n = linalg.generic {indexing_maps = [#all, #kept, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%q, %e : !rows, tensor<2x4x64x1xf32>) outs(%2 : !rows) {
  ^bb0(%x: f32, %c: f32, %o: f32):
    %t = arith.divf %x, %c : f32
    linalg.yield %t : f32
  } -> !rows
  %low = tensor.extract_slice %n[0, 0, 0, 0] [2, 4, 64, 4] [1, 1, 1, 1] : !rows to !half
  %high = tensor.extract_slice %n[0, 0, 0, 4] [2, 4, 64, 4] [1, 1, 1, 1] : !rows to !half
  %3 = tensor.insert_slice %high into %2[0, 0, 0, 0] [2, 4, 64, 4] [1, 1, 1, 1] : !half into !rows
  %4 = tensor.insert_slice %low into %3[0, 0, 0, 4] [2, 4, 64, 4] [1, 1, 1, 1] : !half into !rows
  %y = heddle.attention ins(%4, %k, %k : !rows, !rows, !rows) outs(%2 : !rows) -> !rows
  return %y : !rows
}

// -----

!queries = tensor<3x4x1x8xf32>
!keys = tensor<3x1x7x8xf32>
!values = tensor<3x1x7x0xf32>
!result = tensor<3x4x1x0xf32>
#all = affine_map<(b, h, i, c) -> (b, h, i, c)>

// Where there is nothing to compute, nothing is tiled.
// CHECK-LABEL: func.func @empty
// CHECK-NOT: scf.for
func.func @empty(%q: !queries, %k: !keys, %v: !values) -> !result {
  %0 = tensor.empty() : !keys
  %n = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%k : !keys) outs(%0 : !keys) {
  ^bb0(%x: f32, %o: f32):
    %t = arith.mulf %x, %x : f32
    linalg.yield %t : f32
  } -> !keys
  %1 = tensor.empty() : !result
  %y = heddle.attention ins(%q, %n, %v : !queries, !keys, !values) outs(%1 : !result) -> !result
  return %y : !result
}

// Nor is it for what only moves elements.
// CHECK-LABEL: func.func @reshaped
// CHECK-NOT: scf.for
func.func @reshaped(%q: !queries, %k: tensor<3x7x8xf32>) -> !queries {
  %n = tensor.expand_shape %k [[0], [1, 2], [3]] output_shape [3, 1, 7, 8] : tensor<3x7x8xf32> into !keys
  %0 = tensor.empty() : !queries
  %y = heddle.attention ins(%q, %n, %n : !queries, !keys, !keys) outs(%0 : !queries) -> !queries
  return %y : !queries
}
