// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32' -canonicalize -cse --split-input-file | FileCheck %s
// RUN: heddle-opt %s --heddle-tile-attention='max-width=40 key-chunk=8 value-chunk=24' -canonicalize -cse --split-input-file | FileCheck %s --check-prefix=CHUNKS
// RUN: heddle-opt %s --heddle-tile-attention='max-width=8' -canonicalize -cse --split-input-file | FileCheck %s --check-prefix=LONG

// Dynamic widths are taken in chunks: K by a loop around the first contraction,
// D by a fourth dimension of the grid, of which the first workgroup writes the
// log-sum-exp.

// CHECK-LABEL: func @dynamic
// CHECK-DAG:     %[[K:.*]] = memref.dim %arg1, %c3
// CHECK-DAG:     %[[D:.*]] = memref.dim %arg2, %c3
// CHECK:         %[[ROOT:.*]] = math.sqrt
// CHECK:         %[[SCALE:.*]] = arith.divf %{{.*}}, %[[ROOT]]
// CHECK:         %[[PARTS:.*]] = arith.ceildivui %[[D]], %c256
// CHECK:         %[[COUNT:.*]] = arith.maxsi %[[PARTS]], %c1
// CHECK:         scf.forall (%{{.*}}, %[[CHUNK:.*]]) in (2, %[[COUNT]])
// CHECK:           %[[D0:.*]] = arith.muli %[[CHUNK]], %c256
// CHECK:           scf.for
// CHECK:             %[[QK:.*]] = scf.for %[[K0:.*]] = %c0 to %[[K]] step %c128
// CHECK:               vector.transfer_read %arg0[%{{.*}}, %{{.*}}, %{{.*}}, %[[K0]]], %{{.*}} : memref<1x2x8x?xf32>, vector<16x128xf32>
// CHECK:               vector.transfer_read %arg1[%{{.*}}, %{{.*}}, %{{.*}}, %[[K0]]], %{{.*}} {in_bounds = [true, false]} : memref<1x1x64x?xf32>, vector<32x128xf32>
// CHECK:             vector.broadcast %[[SCALE]]
// CHECK:             arith.mulf %[[QK]]
// CHECK:             vector.transfer_read %arg2[%{{.*}}, %{{.*}}, %{{.*}}, %[[D0]]], %{{.*}} {in_bounds = [true, false]} : memref<1x1x64x?xf32>, vector<32x256xf32>
// CHECK:           vector.transfer_write %{{.*}}, %arg3[%{{.*}}, %{{.*}}, %{{.*}}, %[[D0]]] : vector<16x256xf32>, memref<1x2x8x?xf32>
// CHECK:           %[[FIRST:.*]] = arith.cmpi eq, %[[CHUNK]], %c0
// CHECK:           scf.if %[[FIRST]] {
// CHECK:             vector.transfer_write %{{.*}}, %arg4

// CHUNKS-LABEL: func @dynamic
// CHUNKS:         vector<32x8xf32>
// CHUNKS:         vector<64x24xf32>
func.func @dynamic(%q: memref<1x2x8x?xf32>, %k: memref<1x1x64x?xf32>, %v: memref<1x1x64x?xf32>, %y: memref<1x2x8x?xf32>, %lse: memref<1x2x8xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x8x?xf32>, memref<1x1x64x?xf32>, memref<1x1x64x?xf32>)
      outs(%y, %lse : memref<1x2x8x?xf32>, memref<1x2x8xf32>)
  return
}

// -----

// Static widths are whole up to max-width.

// CHECK-LABEL: func @static
// CHECK:         scf.forall (%{{.*}}) in (2)
// CHECK:           vector<32x40xf32>
// CHUNKS-LABEL: func @static
// CHUNKS:         scf.forall (%{{.*}}) in (2)
// CHUNKS:           vector<64x40xf32>
// LONG-LABEL: func @static
// LONG:         vector.transfer_read %arg1{{.*}} : memref<1x1x64x40xf32>, vector<64x128xf32>
func.func @static(%q: memref<1x2x8x40xf32>, %k: memref<1x1x64x40xf32>, %v: memref<1x1x64x40xf32>, %y: memref<1x2x8x40xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x8x40xf32>, memref<1x1x64x40xf32>, memref<1x1x64x40xf32>)
      outs(%y : memref<1x2x8x40xf32>)
  return
}

// -----

// A width that one operand has static is static.

// CHECK-LABEL: func @one_static
// CHECK:         scf.forall (%{{.*}}) in (2)
// CHECK:           vector<32x40xf32>
func.func @one_static(%q: memref<1x2x8x?xf32>, %k: memref<1x1x64x40xf32>, %v: memref<1x1x64x?xf32>, %y: memref<1x2x8x40xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x8x?xf32>, memref<1x1x64x40xf32>, memref<1x1x64x?xf32>)
      outs(%y : memref<1x2x8x40xf32>)
  return
}
