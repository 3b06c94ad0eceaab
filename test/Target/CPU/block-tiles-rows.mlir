// A right operand that is computed, as a gated key is, goes row by row through
// scratch.

// RUN: heddle-opt %s --heddle-block-tiles=target=generic | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// Numbers of rows are computed once for each row, before the loop over its
// vectors; numbers of columns, splats and other tiles as vectors. Rows past the
// memref's end are padding.
// CHECK-LABEL: func @keys
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<8x6xf32>, %[[K:[a-z0-9]*]]: memref<?x6xbf16>, %[[R:[a-z0-9]*]]: memref<?xf32>, %[[C:[a-z0-9]*]]: memref<6xf32>
func.func @keys(%q: memref<8x6xf32>, %k: memref<?x6xbf16>, %r: memref<?xf32>, %c: memref<6xf32>, %y: memref<8x10xf32>) {
  // CHECK-DAG: %[[HALF:.*]] = arith.constant dense<5.000000e-01> : vector<4xf32>
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %h0 = arith.constant 0.0 : bf16
  %s0 = arith.constant dense<0.0> : vector<8x10xf32>
  %half = arith.constant dense<0.5> : vector<10x6xf32>
  scf.forall (%i) in (1) {
    // CHECK-DAG: %[[SCRATCH:.*]] = memref.alloca() {{.*}} : memref<10x8xf32>
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x6xf32>, vector<8x6xf32>
    // CHECK:     scf.for %[[ROW:.*]] = %{{.*}} to %c10
    // CHECK:       %[[ONE:.*]] = vector.transfer_read %[[R]][%[[ROW]]]
    // CHECK:       %[[NUMBER:.*]] = vector.extract %[[ONE]][0]
    // CHECK:       %[[TANH:.*]] = math.tanh %[[NUMBER]] : f32
    // CHECK:       scf.for %[[COLUMN:.*]] = %{{.*}} to %c6{{.*}} step %c4
    // CHECK:         %[[READ:.*]] = vector.transfer_read %[[K]]{{.*}} vector<4xbf16>
    // CHECK:         %[[PADDED:.*]] = arith.select %{{.*}}, %[[READ]], %{{.*}} : vector<4xbf16>
    // CHECK:         %[[X:.*]] = arith.extf %[[PADDED]] : vector<4xbf16> to vector<4xf32>
    // CHECK:         %[[G:.*]] = vector.broadcast %[[TANH]] : f32 to vector<4xf32>
    // CHECK:         %[[GATED:.*]] = arith.mulf %[[X]], %[[G]] : vector<4xf32>
    // CHECK:         %[[COLUMNS:.*]] = vector.transfer_read %[[C]][%[[COLUMN]]], %{{[^ ]*}} : memref<6xf32>, vector<4xf32>
    // CHECK:         %[[SUM:.*]] = arith.addf %[[GATED]], %[[COLUMNS]] : vector<4xf32>
    // CHECK:         %[[SCALED:.*]] = arith.mulf %[[SUM]], %[[HALF]] : vector<4xf32>
    // CHECK:         vector.store %[[SCALED]], %[[SCRATCH]][%[[ROW]], %[[COLUMN]]]
    // CHECK:     memref.load %[[SCRATCH]]
    %kt = vector.transfer_read %k[%c0, %c0], %h0 {in_bounds = [false, true]} : memref<?x6xbf16>, vector<10x6xbf16>
    %x = arith.extf %kt : vector<10x6xbf16> to vector<10x6xf32>
    %rt = vector.transfer_read %r[%c0], %f0 {in_bounds = [false]} : memref<?xf32>, vector<10xf32>
    %tanh = math.tanh %rt : vector<10xf32>
    %rb = vector.broadcast %tanh : vector<10xf32> to vector<6x10xf32>
    %rows = vector.transpose %rb, [1, 0] : vector<6x10xf32> to vector<10x6xf32>
    %gated = arith.mulf %x, %rows : vector<10x6xf32>
    %ct = vector.transfer_read %c[%c0], %f0 {in_bounds = [true]} : memref<6xf32>, vector<6xf32>
    %columns = vector.broadcast %ct : vector<6xf32> to vector<10x6xf32>
    %sum = arith.addf %gated, %columns : vector<10x6xf32>
    %scaled = arith.mulf %sum, %half : vector<10x6xf32>
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %scaled, %s0 : vector<8x6xf32>, vector<10x6xf32> into vector<8x10xf32>
    vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x10xf32>, memref<8x10xf32>
  }
  return
}
