// RUN: heddle-opt %s --heddle-block-tiles=target=avx512bf16 | FileCheck %s

// With a dot product in the target's description both operands of a contraction
// are words of two bf16. The left one is packed in words; the right one is read
// in place where the reduced dimension is contiguous, and packed where not.

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK-LABEL: func @keys
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<32x5xbf16>, %[[K:[a-z0-9]*]]: memref<16x5xbf16>
func.func @keys(%q: memref<32x5xbf16>, %k: memref<16x5xbf16>, %y: memref<32x16xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : bf16
  %s0 = arith.constant dense<0.0> : vector<32x16xf32>
  scf.forall (%i) in (1) {
    // CHECK: arith.shli %{{.*}} : vector<32xi32>
    // CHECK: vector.store %{{.*}} : memref<8x32xi32>, vector<32xi32>
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<32x5xbf16>, vector<32x5xbf16>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<16x5xbf16>, vector<16x5xbf16>
    // CHECK: vector.load %[[K]][%{{.*}}] : memref<16x5xbf16>, vector<2xbf16>
    // CHECK: vector.broadcast %{{.*}} : i32 to vector<16xi32>
    // CHECK: llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"
    // The fifth element is alone in its word, and nothing past it is read.
    // CHECK: %[[LAST:.*]] = memref.load %[[K]]
    // CHECK: arith.bitcast %[[LAST]] : bf16 to i16
    // CHECK: arith.extui
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %kt, %s0 : vector<32x5xbf16>, vector<16x5xbf16> into vector<32x16xf32>
    vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<32x16xf32>, memref<32x16xf32>
  }
  return
}

// CHECK-LABEL: func @values
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<32x6xbf16>, %[[V:[a-z0-9]*]]: memref<6x16xbf16>
func.func @values(%p: memref<32x6xbf16>, %v: memref<6x16xbf16>, %y: memref<32x16xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : bf16
  %s0 = arith.constant dense<0.0> : vector<32x16xf32>
  scf.forall (%i) in (1) {
    %pt = vector.transfer_read %p[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<32x6xbf16>, vector<32x6xbf16>
    %vt = vector.transfer_read %v[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<6x16xbf16>, vector<6x16xbf16>
    // CHECK: vector.transfer_read %[[V]]
    // CHECK: vector.transfer_read %[[V]]
    // CHECK: arith.shli %{{.*}} : vector<16xi32>
    // CHECK: vector.store %{{.*}}, %[[PAIRS:.*]][%{{.*}}] : memref<3x16xi32>, vector<16xi32>
    // CHECK: memref.load %[[PAIRS]]
    // CHECK: llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"
    %o = vector.contract {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %pt, %vt, %s0 : vector<32x6xbf16>, vector<6x16xbf16> into vector<32x16xf32>
    vector.transfer_write %o, %y[%c0, %c0] {in_bounds = [true, true]} : vector<32x16xf32>, memref<32x16xf32>
  }
  return
}

// A right operand that is computed: scratch holds rows whose words are adjacent elements, or
// words of two rows each.
// CHECK-LABEL: func @computed
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<32x6xbf16>, %[[K:[a-z0-9]*]]: memref<6x6xbf16>
// CHECK-DAG:   %[[PAIRS:.*]] = memref.alloca() {{.*}} : memref<3x16xi32>
// CHECK-DAG:   %[[ROWS:.*]] = memref.alloca() {{.*}} : memref<6x16xbf16>
// CHECK:       %[[SUM:.*]] = arith.addf {{.*}} : vector<16xbf16>
// CHECK:       vector.store %[[SUM]], %[[ROWS]]
// CHECK:       vector.load %[[ROWS]]{{.*}} : memref<6x16xbf16>, vector<2xbf16>
// CHECK:       arith.addf {{.*}} : vector<16xbf16>
// CHECK:       arith.addf {{.*}} : vector<16xbf16>
// CHECK:       arith.shli
// CHECK:       vector.store %{{.*}}, %[[PAIRS]]
// CHECK:       memref.load %[[PAIRS]]
func.func @computed(%q: memref<32x6xbf16>, %k: memref<6x6xbf16>, %s: memref<32x6xf32>, %o: memref<32x6xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : bf16
  %s0 = arith.constant dense<0.0> : vector<32x6xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<32x6xbf16>, vector<32x6xbf16>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<6x6xbf16>, vector<6x6xbf16>
    %sum = arith.addf %kt, %kt : vector<6x6xbf16>
    %st = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %sum, %s0 : vector<32x6xbf16>, vector<6x6xbf16> into vector<32x6xf32>
    %ot = vector.contract {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %sum, %s0 : vector<32x6xbf16>, vector<6x6xbf16> into vector<32x6xf32>
    vector.transfer_write %st, %s[%c0, %c0] {in_bounds = [true, true]} : vector<32x6xf32>, memref<32x6xf32>
    vector.transfer_write %ot, %o[%c0, %c0] {in_bounds = [true, true]} : vector<32x6xf32>, memref<32x6xf32>
  }
  return
}

// Keys whose elements are not adjacent in memory are made so in scratch.
// CHECK-LABEL: func @strided_keys
// CHECK-SAME:  %{{[a-z0-9]*}}: memref<32x6xbf16>, %[[K:[a-z0-9]*]]: memref<6x6xbf16
// CHECK-DAG:   %[[ROWS:.*]] = memref.alloca() {{.*}} : memref<6x16xbf16>
// CHECK:       %[[ROW:.*]] = vector.transfer_read %[[K]]
// CHECK:       vector.store %[[ROW]], %[[ROWS]]
// CHECK:       vector.load %[[ROWS]]{{.*}} : memref<6x16xbf16>, vector<2xbf16>
func.func @strided_keys(%q: memref<32x6xbf16>, %k: memref<6x6xbf16, strided<[12, 2]>>, %s: memref<32x6xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : bf16
  %s0 = arith.constant dense<0.0> : vector<32x6xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<32x6xbf16>, vector<32x6xbf16>
    %kt = vector.transfer_read %k[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<6x6xbf16, strided<[12, 2]>>, vector<6x6xbf16>
    %st = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %kt, %s0 : vector<32x6xbf16>, vector<6x6xbf16> into vector<32x6xf32>
    vector.transfer_write %st, %s[%c0, %c0] {in_bounds = [true, true]} : vector<32x6xf32>, memref<32x6xf32>
  }
  return
}
