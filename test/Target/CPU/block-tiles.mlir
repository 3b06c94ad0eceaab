// RUN: heddle-opt %s --heddle-block-tiles=target=generic --split-input-file | FileCheck %s

// Tiles of 8 queries, the two 4-lane vectors of the generic target's panel, by
// 10 keys. One block of keys of an attention without a mask.

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
#p = affine_map<(m, d, n) -> (m, n)>
#v = affine_map<(m, d, n) -> (n, d)>
#o = affine_map<(m, d, n) -> (m, d)>

// CHECK-LABEL: func @one_block
// CHECK-SAME:  %[[Q:[^:]*]]: memref<?x8xf32>, %[[K:[^:]*]]: memref<?x8xf32>, %[[V:[^:]*]]: memref<?x8xf32>, %[[Y:[^:]*]]: memref<?x8xf32>
func.func @one_block(%q: memref<?x8xf32>, %k: memref<?x8xf32>, %v: memref<?x8xf32>, %y: memref<?x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f0 = arith.constant 0.0 : f32
  %s0 = arith.constant dense<0.0> : vector<8x10xf32>
  %o0 = arith.constant dense<0.0> : vector<8x8xf32>
  %m0 = arith.constant dense<0xFF800000> : vector<8xf32>
  %l0 = arith.constant dense<0.0> : vector<8xf32>
  // Scratch for every tile that needs a home: rows of 8 lanes, one for each
  // column. Scores and weights share one.
  // CHECK: scf.forall
  // CHECK-DAG: %[[STAGING:.*]] = memref.alloca() {{.*}} : memref<8x8xf32>
  // CHECK-DAG: memref.alloca() {{.*}} : memref<10x8xf32>
  // CHECK-DAG: memref.alloca() {{.*}} : memref<12x8xf32>
  scf.forall (%i) in (1) {
    // The queries are packed once: squares of 4 rows by 4 columns.
    // CHECK: scf.for
    // CHECK:   vector.transfer_read %[[Q]]{{.*}} vector<4xf32>
    // CHECK:   vector.shuffle {{.*}} [0, 4, 2, 6] : vector<4xf32>, vector<4xf32>
    // CHECK:   vector.store %{{.*}}, %[[PANEL:.*]][%{{.*}}, %{{.*}}] : memref<10x8xf32>, vector<8xf32>
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [false, true]} : memref<?x8xf32>, vector<8x8xf32>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<?x8xf32>, vector<10x8xf32>
    // The scores: 10 keys are two blocks of 5, with 5 x 2 accumulators. Each
    // step over the width takes the panel's two vectors and one scalar of each
    // key, read in place.
    // CHECK: scf.for %[[N:.*]] = %{{.*}} to %c10{{.*}} step %c5{{.*}} {
    // CHECK:   %[[ACC:.*]]:10 = scf.for %[[STEP:.*]] = %c0{{.*}} to %c8
    // CHECK:     %[[LOW:.*]] = vector.load %[[PANEL]][%[[STEP]], %{{.*}}] : memref<10x8xf32>, vector<4xf32>
    // CHECK:     %[[HIGH:.*]] = vector.load %[[PANEL]][%[[STEP]], %{{.*}}] : memref<10x8xf32>, vector<4xf32>
    // CHECK:     %[[SCALAR:.*]] = memref.load %[[K]]
    // CHECK:     %[[B:.*]] = vector.broadcast %[[SCALAR]] : f32 to vector<4xf32>
    // CHECK:     math.fma %[[B]], %[[LOW]], %{{.*}} : vector<4xf32>
    // CHECK:     math.fma %[[B]], %[[HIGH]], %{{.*}} : vector<4xf32>
    // CHECK:   vector.store %[[ACC]]#0, %[[S:.*]][%[[N]], %{{.*}}]
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %kt, %s0 : vector<8x8xf32>, vector<10x8xf32> into vector<8x10xf32>
    // Row maxima are vertical: a column at a time.
    // CHECK: %[[M:.*]] = scf.for %[[N:.*]] = %{{.*}} to %c10{{.*}} step %c1{{.*}} iter_args(%[[ACC:.*]] = %{{.*}})
    // CHECK:   %[[COLUMN:.*]] = vector.load %[[S]][%[[N]], %{{.*}}] : memref<12x8xf32>, vector<8xf32>
    // CHECK:   %[[GREATER:.*]] = arith.cmpf ogt, %[[COLUMN]], %[[ACC]]
    // CHECK:   arith.select %[[GREATER]], %[[COLUMN]], %[[ACC]]
    %m = vector.multi_reduction <maxnumf>, %s, %m0 [1] : vector<8x10xf32> to vector<8xf32>
    %mt = vector.broadcast %m : vector<8xf32> to vector<10x8xf32>
    %mb = vector.transpose %mt, [1, 0] : vector<10x8xf32> to vector<8x10xf32>
    %x = arith.subf %s, %mb : vector<8x10xf32>
    %e = math.exp2 %x : vector<8x10xf32>
    // Their weights and row sums take one loop; weights overwrite the scores.
    // CHECK: %[[L:.*]] = scf.for
    // CHECK:   %[[COLUMN:.*]] = vector.load %[[S]]
    // CHECK:   %[[X:.*]] = arith.subf %[[COLUMN]], %[[M]]
    // CHECK:   %[[E:.*]] = math.exp2 %[[X]]
    // CHECK:   arith.addf
    // CHECK:   vector.store %[[E]], %[[S]]
    %l = vector.multi_reduction <add>, %e, %l0 [1] : vector<8x10xf32> to vector<8xf32>
    %vt = vector.transfer_read %v[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<?x8xf32>, vector<10x8xf32>
    // CHECK: scf.for {{.*}} to %c10
    // CHECK:   vector.load %[[S]]
    // CHECK:   memref.load %[[V]]
    // CHECK: vector.store %{{.*}}, %[[O:.*]][
    %ot = vector.contract {indexing_maps = [#p, #v, #o], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %e, %vt, %o0 : vector<8x10xf32>, vector<10x8xf32> into vector<8x8xf32>
    %lt = vector.broadcast %l : vector<8xf32> to vector<8x8xf32>
    %lb = vector.transpose %lt, [1, 0] : vector<8x8xf32> to vector<8x8xf32>
    %yt = arith.divf %ot, %lb : vector<8x8xf32>
    // The epilogue works on a square of columns, turns it, and copies the rows
    // that exist.
    // CHECK: scf.for
    // CHECK:   vector.load %[[O]]
    // CHECK:   arith.divf %{{.*}}, %[[L]] : vector<8xf32>
    // CHECK:   vector.shuffle
    // CHECK:   vector.store %{{.*}}, %[[STAGING]]
    // CHECK: %[[ROWS:.*]] = arith.minsi
    // CHECK: scf.for %{{.*}} = %{{.*}} to %[[ROWS]]
    // CHECK:   vector.load %[[STAGING]]
    // CHECK:   vector.transfer_write %{{.*}}, %[[Y]]
    vector.transfer_write %yt, %y[%c0, %c0] {in_bounds = [false, true]} : vector<8x8xf32>, memref<?x8xf32>
  }
  return
}

// -----

// A column mask bounds loops: neither scores nor their sum are computed past
// %count, though the contraction itself is not masked.

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK-LABEL: func @column_mask
// CHECK-SAME:  %[[COUNT:[a-z0-9]*]]: index
func.func @column_mask(%q: memref<8x4xf32>, %k: memref<10x4xf32>, %y: memref<8xf32>, %count: index) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %f0 = arith.constant 0.0 : f32
  %s0 = arith.constant dense<0.0> : vector<8x10xf32>
  %l0 = arith.constant dense<0.0> : vector<8xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<10x4xf32>, vector<10x4xf32>
    // Whole blocks, then one that repeats the last key for what is left.
    // CHECK: %[[REST:.*]] = arith.remsi %[[COUNT]], %c5
    // CHECK: %[[WHOLE:.*]] = arith.subi %[[COUNT]], %[[REST]]
    // CHECK: scf.for %{{.*}} = %{{.*}} to %[[WHOLE]] step %c5
    // CHECK: scf.if
    // CHECK:   arith.minsi
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %kt, %s0 : vector<8x4xf32>, vector<10x4xf32> into vector<8x10xf32>
    // CHECK: scf.for %{{.*}} = %{{.*}} to %[[COUNT]] step %c1
    // CHECK:   arith.addf
    %mask = vector.create_mask %c8, %count : vector<8x10xi1>
    %l = vector.mask %mask { vector.multi_reduction <add>, %s, %l0 [1] : vector<8x10xf32> to vector<8xf32> } : vector<8x10xi1> -> vector<8xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<8xf32>, memref<8xf32>
  }
  return
}

// -----

// What a loop carries stays in scratch and is updated there; rescaling is how
// the accumulators of the contraction begin.

#p = affine_map<(m, d, n) -> (m, n)>
#v = affine_map<(m, d, n) -> (n, d)>
#o = affine_map<(m, d, n) -> (m, d)>

// CHECK-LABEL: func @carried
func.func @carried(%p: memref<8x10xf32>, %v: memref<?x4xf32>, %y: memref<8x4xf32>, %end: index) {
  %c0 = arith.constant 0 : index
  %c10 = arith.constant 10 : index
  %f0 = arith.constant 0.0 : f32
  %half = arith.constant dense<0.5> : vector<8x4xf32>
  %o0 = arith.constant dense<0.0> : vector<8x4xf32>
  scf.forall (%i) in (1) {
    %pt = vector.transfer_read %p[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x10xf32>, vector<8x10xf32>
    // CHECK: vector.store %{{.*}}, %[[O:.*]][%{{.*}}] : memref<5x8xf32>, vector<8xf32>
    // CHECK: scf.for %{{[a-z0-9]*}} = %c0 to %{{[a-z0-9]*}} step %c10 {
    %r = scf.for %n = %c0 to %end step %c10 iter_args(%acc = %o0) -> (vector<8x4xf32>) {
      %vt = vector.transfer_read %v[%n, %c0], %f0 {in_bounds = [true, true]} : memref<?x4xf32>, vector<10x4xf32>
      // CHECK: %[[COLUMN:.*]] = vector.load %[[O]]
      // CHECK: arith.mulf %[[COLUMN]], %{{.*}} : vector<8xf32>
      // CHECK: scf.for {{.*}} iter_args
      // CHECK: vector.store %{{.*}}, %[[O]]
      %scaled = arith.mulf %acc, %half : vector<8x4xf32>
      %next = vector.contract {indexing_maps = [#p, #v, #o], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
        %pt, %vt, %scaled : vector<8x10xf32>, vector<10x4xf32> into vector<8x4xf32>
      scf.yield %next : vector<8x4xf32>
    }
    vector.transfer_write %r, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

// A scan from the right, written as one of reversed columns, goes from the last
// column to the first and keeps what it finds in scratch. A branch leaves what
// the loop around it carries in its place.

#p = affine_map<(m, d, n) -> (m, n)>
#v = affine_map<(m, d, n) -> (n, d)>
#o = affine_map<(m, d, n) -> (m, d)>

// CHECK-LABEL: func @scan_in_branch
func.func @scan_in_branch(%s: memref<8x4xf32>, %v: memref<?x4xf32>, %y: memref<8x4xf32>, %end: index, %skip: i1) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %f0 = arith.constant 0.0 : f32
  %one = arith.constant dense<1.0> : vector<8xf32>
  %o0 = arith.constant dense<0.0> : vector<8x4xf32>
  scf.forall (%i) in (1) {
    %st = vector.transfer_read %s[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // CHECK: scf.for %{{[a-z0-9]*}} = %c0 to %{{[a-z0-9]*}} step %c4 {
    %r = scf.for %n = %c0 to %end step %c4 iter_args(%acc = %o0) -> (vector<8x4xf32>) {
      // CHECK-NEXT: scf.if %{{.*}} {
      // CHECK-NEXT: } else {
      %next = scf.if %skip -> (vector<8x4xf32>) {
        scf.yield %acc : vector<8x4xf32>
      } else {
        %vt = vector.transfer_read %v[%n, %c0], %f0 {in_bounds = [true, true]} : memref<?x4xf32>, vector<4x4xf32>
        // CHECK:      scf.for %[[C:.*]] = %c0 to %c4 step %c1 iter_args(%[[ACC:.*]] = %cst{{.*}}) -> (vector<8xf32>)
        // CHECK-NEXT:   %[[COLUMN:.*]] = arith.subi %c3{{.*}}, %[[C]]
        // CHECK-NEXT:   %[[X:.*]] = vector.load %{{.*}}[%[[COLUMN]], %c0]
        // CHECK-NEXT:   vector.store %[[ACC]], %[[FOUND:.*]][%[[COLUMN]], %c0]
        // CHECK-NEXT:   %[[NEXT:.*]] = arith.mulf %[[X]], %[[ACC]]
        // CHECK-NEXT:   scf.yield %[[NEXT]]
        %t0 = vector.transpose %st, [1, 0] : vector<8x4xf32> to vector<4x8xf32>
        %t1 = vector.shuffle %t0, %t0 [3, 2, 1, 0] : vector<4x8xf32>, vector<4x8xf32>
        %t2 = vector.transpose %t1, [1, 0] : vector<4x8xf32> to vector<8x4xf32>
        %scan:2 = vector.scan <mul>, %t2, %one {inclusive = false, reduction_dim = 1} : vector<8x4xf32>, vector<8xf32>
        %t3 = vector.transpose %scan#0, [1, 0] : vector<8x4xf32> to vector<4x8xf32>
        %t4 = vector.shuffle %t3, %t3 [3, 2, 1, 0] : vector<4x8xf32>, vector<4x8xf32>
        %t5 = vector.transpose %t4, [1, 0] : vector<4x8xf32> to vector<8x4xf32>
        // CHECK: vector.load %[[FOUND]]
        // CHECK: vector.load %[[O:.*]][%c0, %c0]
        // CHECK: scf.for {{.*}} iter_args
        // CHECK: vector.store %{{.*}}, %[[O]][%c0, %c0]
        %sum = vector.contract {indexing_maps = [#p, #v, #o], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
          %t5, %vt, %acc : vector<8x4xf32>, vector<4x4xf32> into vector<8x4xf32>
        scf.yield %sum : vector<8x4xf32>
      }
      scf.yield %next : vector<8x4xf32>
    }
    vector.transfer_write %r, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

// Scratch of the program's own that holds tiles column by column is used where
// it lies: the left operand is read there, and what loops carry from there and
// back is updated there. A tile of whole vectors is transposed out of memory.

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#columns = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-LABEL: func @in_place
// CHECK-SAME:  %[[P:[^ :]*]]: memref<8x12xf32>
func.func @in_place(%p: memref<8x12xf32>, %v: memref<?x4xf32>, %end: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c12 = arith.constant 12 : index
  %f0 = arith.constant 0.0 : f32
  %zero = arith.constant dense<0.0> : vector<8x4xf32>
  scf.forall (%i) in (1) {
    %state = memref.alloca() : memref<2x8x8xf32>
    %left = memref.alloca() : memref<2x12x8xf32>
    // CHECK: %[[STATE:.*]] = memref.alloca() : memref<2x8x8xf32>
    // CHECK: %[[LEFT:.*]] = memref.alloca() : memref<2x12x8xf32>
    scf.for %panel = %c0 to %c2 step %c1 {
      // CHECK: vector.transfer_read %[[P]]
      // CHECK: vector.shuffle
      // CHECK: vector.store %{{.*}}, %[[LEFT]]
      %pt = vector.transfer_read %p[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x12xf32>, vector<8x12xf32>
      vector.transfer_write %pt, %left[%panel, %c0, %c0] {in_bounds = [true, true], permutation_map = #columns} : vector<8x12xf32>, memref<2x12x8xf32>
      vector.transfer_write %zero, %state[%panel, %c0, %c0] {in_bounds = [true, true], permutation_map = #columns} : vector<8x4xf32>, memref<2x8x8xf32>
    }
    scf.for %panel = %c0 to %c2 step %c1 {
      // CHECK: %[[L:.*]] = memref.subview %[[LEFT]][%[[PANEL:.*]], 0, 0] [1, 12, 8]
      // CHECK: %[[S:.*]] = memref.subview %[[STATE]][%[[PANEL]], 0, 0] [1, 8, 8]
      // CHECK: scf.for
      // CHECK: vector.load %[[S]]
      // CHECK: vector.load %[[L]]
      // CHECK: vector.store %{{.*}}, %[[S]]
      // CHECK-NOT: %[[STATE]]
      %lt = vector.transfer_read %left[%panel, %c0, %c0], %f0 {in_bounds = [true, true], permutation_map = #columns} : memref<2x12x8xf32>, vector<8x12xf32>
      %s = vector.transfer_read %state[%panel, %c0, %c0], %f0 {in_bounds = [true, true], permutation_map = #columns} : memref<2x8x8xf32>, vector<8x4xf32>
      %r = scf.for %k = %c0 to %end step %c12 iter_args(%acc = %s) -> (vector<8x4xf32>) {
        %vt = vector.transfer_read %v[%k, %c0], %f0 {in_bounds = [true, true]} : memref<?x4xf32>, vector<12x4xf32>
        %next = vector.contract {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %lt, %vt, %acc : vector<8x12xf32>, vector<12x4xf32> into vector<8x4xf32>
        scf.yield %next : vector<8x4xf32>
      }
      vector.transfer_write %r, %state[%panel, %c0, %c0] {in_bounds = [true, true], permutation_map = #columns} : vector<8x4xf32>, memref<2x8x8xf32>
    }
  }
  return
}
