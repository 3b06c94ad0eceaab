// Tiles of fewer rows than a panel has lanes, multiplied in pairs.

// RUN: heddle-opt %s --heddle-block-tiles=target=avx512bf16 --canonicalize --cse | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>

// Weighted sums: channels in lanes, in accumulators over all keys. Pairs of keys
// are interleaved for a dot product; the last of an odd number is its own
// partner, times the zero behind the weights. A later pair is asked for.
// CHECK-LABEL: func @sums
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<2x5xbf16>, %[[V:[a-z0-9]*]]: memref<5x64xbf16>
// CHECK:       %[[SUMS:.*]]:8 = scf.for %[[N:.*]] = %c0 to %c5 step %c2
// CHECK:         %[[AHEAD:.*]] = arith.addi %[[N]], %c128
// CHECK:         arith.minsi %[[AHEAD]], %c3
// CHECK-COUNT-4: memref.prefetch %[[V]]
// CHECK:         %[[NEXT:.*]] = arith.addi %[[N]], %c1
// CHECK:         %[[LAST:.*]] = arith.minsi %[[NEXT]], %c4
// CHECK:         %[[B:.*]] = vector.transfer_read %[[V]][%[[LAST]], %{{.*}} vector<32xbf16>
// CHECK:         vector.shuffle %{{.*}}, %[[B]] [0, 32, 1, 33,
// CHECK-COUNT-8: llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"
func.func @sums(%p: memref<2x5xbf16>, %v: memref<5x64xbf16>, %y: memref<2x64xf32>) {
  %c0 = arith.constant 0 : index
  %h0 = arith.constant 0.0 : bf16
  %o0 = arith.constant dense<0.0> : vector<2x64xf32>
  scf.forall (%i) in (1) {
    %pt = vector.transfer_read %p[%c0, %c0], %h0 {in_bounds = [true, true]} : memref<2x5xbf16>, vector<2x5xbf16>
    %vt = vector.transfer_read %v[%c0, %c0], %h0 {in_bounds = [true, true]} : memref<5x64xbf16>, vector<5x64xbf16>
    %o = vector.contract {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %pt, %vt, %o0 : vector<2x5xbf16>, vector<5x64xbf16> into vector<2x64xf32>
    vector.transfer_write %o, %y[%c0, %c0] {in_bounds = [true, true]} : vector<2x64xf32>, memref<2x64xf32>
  }
  return
}
