// Few queries: what the rows of their tiles are, and keys in parts.

// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=32 tile-keys=64 max-rows=16 row-keys=128' --canonicalize --cse | FileCheck %s --check-prefix=ROWS
// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=32 tile-keys=64 max-rows=16 row-keys=128 split-workgroups=16 part-keys=256' --canonicalize --cse | FileCheck %s --check-prefix=SPLIT
// RUN: not heddle-opt %s --heddle-tile-attention='max-rows=-1' 2>&1 | FileCheck %s --check-prefix=MAX-ROWS
// RUN: not heddle-opt %s --heddle-tile-attention='row-keys=0' 2>&1 | FileCheck %s --check-prefix=ROW-KEYS
// RUN: not heddle-opt %s --heddle-tile-attention='split-workgroups=65537' 2>&1 | FileCheck %s --check-prefix=WORKGROUPS
// RUN: not heddle-opt %s --heddle-tile-attention='part-keys=0' 2>&1 | FileCheck %s --check-prefix=PART-KEYS

// MAX-ROWS: max-rows must be from 0 to 65536, got -1
// ROW-KEYS: row-keys must be from 1 to 65536, got 0
// WORKGROUPS: split-workgroups must be from 0 to 65536, got 65537
// PART-KEYS: part-keys must be from 1 to 65536, got 0

// One query: the rows are the heads of a group.
// ROWS-LABEL: func @heads
// ROWS:       scf.forall (%[[KH:.*]]) in (2)
// ROWS:         %[[H:.*]] = arith.muli %[[KH]], %c4
// ROWS:         vector.transfer_read %{{.*}}[%{{.*}}, %[[H]], %c0, %c0]{{.*}} {in_bounds = [true, true], permutation_map = #{{.*}}} : memref<1x8x1x16xf32>, vector<4x16xf32>
// ROWS:         scf.for %{{.*}} step %c128
// ROWS:         vector.transfer_write {{.*}} vector<4x16xf32>, memref<1x8x1x16xf32>

// Keys are parts of the grid, whose number of keys is static here. The first
// loop leaves state and output, the second merges them.
// SPLIT-LABEL: func @heads
// SPLIT-SAME:  %[[G:[a-z0-9]*]]: memref<8x16xf32>
// SPLIT-DAG:   %[[M:.*]] = memref.alloc() {{.*}} : memref<8x1x2x1x4xf32>
// SPLIT-DAG:   %[[O:.*]] = memref.alloc() {{.*}} : memref<8x1x2x1x4x16xf32>
// SPLIT:       scf.forall (%{{.*}}, %{{.*}}) in (8, 2)
// SPLIT-NOT:     %[[G]]
// SPLIT:         vector.transfer_write {{.*}} : vector<4xf32>, memref<8x1x2x1x4xf32>
// SPLIT:         vector.transfer_write {{.*}} %[[O]]{{.*}} : vector<4x16xf32>, memref<8x1x2x1x4x16xf32>
// SPLIT:       scf.forall (%{{.*}}) in (2)
// SPLIT:         scf.for %{{.*}} = %c0 to %c8 step %c1
// SPLIT:           vector.transfer_read %[[O]]
// SPLIT:         vector.transfer_read %[[G]]
// SPLIT:       memref.dealloc
func.func @heads(%q: memref<1x8x1x16xf32>, %k: memref<1x2x4096x16xf32>, %v: memref<1x2x4096x16xf32>, %g: memref<8x16xf32>, %y: memref<1x8x1x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x1x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
      gate(%g : memref<8x16xf32>) outs(%y : memref<1x8x1x16xf32>) {gate = #heddle.gate<sigmoid, static>}
  return
}

// Several queries: the rows are queries of one head.
// ROWS-LABEL: func @queries
// ROWS:       scf.forall (%{{.*}}) in (8)
// ROWS:         vector.transfer_read {{.*}} : memref<1x8x5x16xf32>, vector<5x16xf32>
// How many parts there are follows from the keys at run time.
// SPLIT-LABEL: func @queries
// SPLIT:       %[[N:.*]] = memref.dim %{{.*}}, %c2
// SPLIT:       %[[MOST:.*]] = arith.divui %[[N]], %c256
// SPLIT:       %[[WANTED:.*]] = arith.minui %[[MOST]], %c2
// SPLIT:       %[[PARTS:.*]] = arith.maxui %[[WANTED]], %c1
// SPLIT:       memref.alloc(%[[PARTS]]) {{.*}} : memref<?x1x8x1x5xf32>
// SPLIT:       scf.forall {{.*}} in (%[[PARTS]], 8)
func.func @queries(%q: memref<1x8x5x16xf32>, %k: memref<1x2x?x16xf32>, %v: memref<1x2x?x16xf32>, %y: memref<1x8x5x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x5x16xf32>, memref<1x2x?x16xf32>, memref<1x2x?x16xf32>)
      outs(%y : memref<1x8x5x16xf32>)
  return
}

// Many queries, or a number that is not known, have tiles as ever.
// ROWS-LABEL: func @many
// ROWS:       vector<32x16xf32>
// SPLIT-LABEL: func @many
// SPLIT-NOT:   memref.alloc
func.func @many(%q: memref<1x8x?x16xf32>, %k: memref<1x2x4096x16xf32>, %v: memref<1x2x4096x16xf32>, %y: memref<1x8x?x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x?x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
      outs(%y : memref<1x8x?x16xf32>)
  return
}

// Stick-breaking ends early instead.
// SPLIT-LABEL: func @ordered
// SPLIT-NOT:   memref.alloc
func.func @ordered(%q: memref<1x2x1x16xf32>, %k: memref<1x2x4096x16xf32>, %v: memref<1x2x4096x16xf32>, %y: memref<1x2x1x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x1x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
      outs(%y : memref<1x2x1x16xf32>) {normalizer = #heddle.stick_breaking}
  return
}

// Enough heads, or few keys, are left whole.
// SPLIT-LABEL: func @enough
// SPLIT-NOT:   memref.alloc
func.func @enough(%q: memref<1x16x1x16xf32>, %k: memref<1x16x4096x16xf32>, %v: memref<1x16x4096x16xf32>, %y: memref<1x16x1x16xf32>,
                  %q1: memref<1x2x1x16xf32>, %k1: memref<1x2x511x16xf32>, %v1: memref<1x2x511x16xf32>, %y1: memref<1x2x1x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x16x1x16xf32>, memref<1x16x4096x16xf32>, memref<1x16x4096x16xf32>)
      outs(%y : memref<1x16x1x16xf32>)
  heddle.attention ins(%q1, %k1, %v1 : memref<1x2x1x16xf32>, memref<1x2x511x16xf32>, memref<1x2x511x16xf32>)
      outs(%y1 : memref<1x2x1x16xf32>)
  return
}
