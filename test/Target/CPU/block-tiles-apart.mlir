// Tiles of fewer rows than a panel has lanes: columns are in lanes.

// RUN: heddle-opt %s --heddle-block-tiles=target=generic --canonicalize --cse | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// Scores: vectors along the width, four keys at once, whose lanes are added up
// by shuffles; both rows use a key's vector. Four keys that are read later, of
// those that exist, are asked for.
// CHECK-LABEL: func @scores
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<2x8xf32>, %[[K:[a-z0-9]*]]: memref<8x8xf32>
// CHECK:       scf.for %[[N:.*]] = %c0 to %c8 step %c4
// CHECK:         %[[AHEAD:.*]] = arith.addi %[[N]], %c256
// CHECK:         %[[NEXT:.*]] = arith.minsi %[[AHEAD]], %c4
// CHECK:         memref.prefetch %[[K]][%[[NEXT]], %c0], read, locality<3>, data
// CHECK-COUNT-3: memref.prefetch %[[K]]
// CHECK:         %[[SUMS:.*]]:8 = scf.for %{{.*}} = %c0 to %c8 step %c4 iter_args
// CHECK-COUNT-2:   vector.load %{{.*}} : memref<2x8xf32>, vector<4xf32>
// CHECK:           %[[KEY:.*]] = vector.transfer_read %[[K]]{{.*}} vector<4xf32>
// CHECK:           math.fma %{{.*}}, %[[KEY]]
// CHECK:           math.fma %{{.*}}, %[[KEY]]
// CHECK:         vector.shuffle %[[SUMS]]#0, %[[SUMS]]#1 [0, 5, 2, 7]
// CHECK:         vector.shuffle %[[SUMS]]#0, %[[SUMS]]#1 [1, 4, 3, 6]
// CHECK:         vector.store %{{.*}}[%c0, %[[N]]] : memref<2x8xf32>, vector<4xf32>
// Maxima: a vector for each row, combined at the end.
// CHECK:       %[[MAX:.*]]:2 = scf.for %{{.*}} = %c0 to %c8 step %c4 iter_args
// CHECK:       vector.reduction <maxnumf>, %[[MAX]]#0 fastmath<reassoc> : vector<4xf32> into f32
// CHECK:       vector.reduction <maxnumf>, %[[MAX]]#1 fastmath<reassoc> : vector<4xf32> into f32
// CHECK:       vector.from_elements {{.*}} : vector<2xf32>
func.func @scores(%q: memref<2x8xf32>, %k: memref<8x8xf32>, %y: memref<2x8xf32>, %l: memref<2xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %s0 = arith.constant dense<0.0> : vector<2x8xf32>
  %m0 = arith.constant dense<0.0> : vector<2xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<2x8xf32>, vector<2x8xf32>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x8xf32>, vector<8x8xf32>
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %kt, %s0 : vector<2x8xf32>, vector<8x8xf32> into vector<2x8xf32>
    %m = vector.multi_reduction <maxnumf>, %s, %m0 [1] : vector<2x8xf32> to vector<2xf32>
    vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<2x8xf32>, memref<2x8xf32>
    vector.transfer_write %m, %l[%c0] {in_bounds = [true]} : vector<2xf32>, memref<2xf32>
  }
  return
}
