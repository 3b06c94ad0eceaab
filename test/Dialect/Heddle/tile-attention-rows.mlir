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
// loop leaves state and output, on the stack, the second merges them.
// SPLIT-LABEL: func @heads
// SPLIT-SAME:  %[[G:[a-z0-9]*]]: memref<8x16xf32>
// SPLIT-DAG:   %[[M:.*]] = memref.alloca() {{.*}} : memref<8x1x2x1x4xf32>
// SPLIT-DAG:   %[[O:.*]] = memref.alloca() {{.*}} : memref<8x1x2x1x4x16xf32>
// SPLIT:       scf.forall (%{{.*}}, %{{.*}}) in (8, 2)
// SPLIT-NOT:     %[[G]]
// SPLIT:         vector.transfer_write {{.*}} : vector<4xf32>, memref<8x1x2x1x4xf32>
// SPLIT:         vector.transfer_write {{.*}} %[[O]]{{.*}} : vector<4x16xf32>, memref<8x1x2x1x4x16xf32>
// SPLIT:       scf.forall (%{{.*}}) in (2)
// SPLIT:         scf.for %{{.*}} = %c0 to %c8 step %c1
// SPLIT:           vector.transfer_read %[[O]]
// SPLIT:         vector.transfer_read %[[G]]
// SPLIT-NOT:   memref.dealloc
func.func @heads(%q: memref<1x8x1x16xf32>, %k: memref<1x2x4096x16xf32>, %v: memref<1x2x4096x16xf32>, %g: memref<8x16xf32>, %y: memref<1x8x1x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x1x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
      gate(%g : memref<8x16xf32>) outs(%y : memref<1x8x1x16xf32>) {gate = #heddle.gate<sigmoid, static>}
  return
}

// Several queries of each head of a group: the rows are all of them, here more
// than such a tile takes, so that they are a panel's. Positions are those of the
// queries of a head.
// ROWS-LABEL: func @folded
// ROWS:       %[[FLAT:.*]] = memref.collapse_shape %{{.*}} {{\[}}[0], [1, 2], [3]] : memref<1x8x5x16xf32> into memref<1x40x16xf32>
// ROWS:       %[[Q:.*]] = memref.expand_shape %[[FLAT]] {{\[}}[0], [1, 2], [3]] output_shape [1, 2, 20, 16]
// ROWS:       scf.forall (%{{.*}}) in (2)
// ROWS:         vector.transfer_read %[[Q]]{{.*}} {in_bounds = [false, true]} : memref<1x2x20x16xf32>, vector<32x16xf32>
// ROWS:         %[[QUERY:.*]] = arith.remui %{{.*}}, %cst{{.*}} : vector<32xindex>
// ROWS:         arith.index_cast %[[QUERY]]
// How many parts there are follows from the keys at run time; how many there
// can be does not.
// SPLIT-LABEL: func @folded
// SPLIT:       memref.alloca() {{.*}} : memref<8x1x2x1x32x16xf32>
// SPLIT:       %[[N:.*]] = memref.dim %{{.*}}, %c2
// SPLIT:       %[[MOST:.*]] = arith.divui %[[N]], %c256
// SPLIT:       %[[WANTED:.*]] = arith.minui %[[MOST]], %c8
// SPLIT:       %[[PARTS:.*]] = arith.maxui %[[WANTED]], %c1
// SPLIT:       scf.forall {{.*}} in (%[[PARTS]], 2)
func.func @folded(%q: memref<1x8x5x16xf32>, %k: memref<1x2x?x16xf32>, %v: memref<1x2x?x16xf32>, %y: memref<1x8x5x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x5x16xf32>, memref<1x2x?x16xf32>, memref<1x2x?x16xf32>)
      outs(%y : memref<1x8x5x16xf32>) {mask = #heddle.causal<bottom_right>}
  return
}

// Batch entries need not be counted, nor the memory be in one piece.
// ROWS-LABEL: func @folded_views
// ROWS:         vector.transfer_read {{.*}} memref<?x2x6x16xf32, strided<[384, 192, 32, 1]>>, vector<6x16xf32>
// ROWS:         vector.transfer_read {{.*}} memref<?x2x6xf32>, vector<6xf32>
// ROWS:         vector.transfer_write {{.*}} vector<6x16xf32>, memref<?x2x6x16xf32>
!packed = memref<?x4x3x16xf32, strided<[384, 96, 32, 1]>>
func.func @folded_views(%q: !packed, %k: memref<?x2x64x16xf32>, %v: memref<?x2x64x16xf32>, %g: memref<?x4x3xf32>, %y: memref<?x4x3x16xf32>) {
  heddle.attention ins(%q, %k, %v : !packed, memref<?x2x64x16xf32>, memref<?x2x64x16xf32>)
      gate(%g : memref<?x4x3xf32>) outs(%y : memref<?x4x3x16xf32>) {gate = #heddle.gate<sigmoid, headwise>}
  return
}

// Where memory has heads inside of queries, or a gate is one a head, the rows
// are queries of one head.
// ROWS-LABEL: func @queries
// ROWS:       scf.forall (%{{.*}}) in (8)
// ROWS:         vector.transfer_read {{.*}} vector<5x16xf32>
// ROWS:       scf.forall (%{{.*}}) in (8)
// ROWS:         vector.transfer_read {{.*}} : memref<1x8x5x16xf32>, vector<5x16xf32>
!inner = memref<1x8x5x16xf32, strided<[640, 16, 128, 1]>>
func.func @queries(%q: !inner, %q1: memref<1x8x5x16xf32>, %k: memref<1x2x64x16xf32>, %v: memref<1x2x64x16xf32>, %g: memref<8x16xf32>, %y: memref<1x8x5x16xf32>) {
  heddle.attention ins(%q, %k, %v : !inner, memref<1x2x64x16xf32>, memref<1x2x64x16xf32>)
      outs(%y : memref<1x8x5x16xf32>)
  heddle.attention ins(%q1, %k, %v : memref<1x8x5x16xf32>, memref<1x2x64x16xf32>, memref<1x2x64x16xf32>)
      gate(%g : memref<8x16xf32>) outs(%y : memref<1x8x5x16xf32>) {gate = #heddle.gate<sigmoid, static>}
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

// Partial results are on the heap where their size is not known, or is more than
// a function may have on its stack: the second op's, beside the first's.
// SPLIT-LABEL: func @batches
// SPLIT:       %[[M:.*]] = memref.alloc(%{{.*}}) {{.*}} : memref<?x?x2x1x1xf32>
// SPLIT:       memref.dealloc %[[M]]
func.func @batches(%q: memref<?x2x1x16xf32>, %k: memref<?x2x4096x16xf32>, %v: memref<?x2x4096x16xf32>, %y: memref<?x2x1x16xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x2x1x16xf32>, memref<?x2x4096x16xf32>, memref<?x2x4096x16xf32>)
      outs(%y : memref<?x2x1x16xf32>)
  return
}

// SPLIT-LABEL: func @wide
// SPLIT:       memref.alloca() {{.*}} : memref<8x1x2x1x4x1024xf32>
// SPLIT:       memref.alloc() {{.*}} : memref<8x1x2x1x4x1024xf32>
// SPLIT:       memref.dealloc
!wide = memref<1x8x1x1024xf32>
!keys = memref<1x2x4096x1024xf32>
func.func @wide(%q: !wide, %k: !keys, %v: !keys, %y: !wide, %z: !wide) {
  heddle.attention ins(%q, %k, %v : !wide, !keys, !keys) outs(%y : !wide)
  heddle.attention ins(%q, %k, %v : !wide, !keys, !keys) outs(%z : !wide)
  return
}

// A loop reuses the memory of its function; one in parallel has its own.
// SPLIT-LABEL: func @loops
// SPLIT:       memref.alloca() {{.*}} : memref<8x1x2x1x1x16xf32>
// SPLIT:       scf.for
// SPLIT-NOT:     memref.alloc
// SPLIT:       scf.parallel
// SPLIT:         memref.alloc() {{.*}} : memref<8x1x2x1x1x16xf32>
func.func @loops(%q: memref<1x2x1x16xf32>, %k: memref<1x2x4096x16xf32>, %v: memref<1x2x4096x16xf32>, %y: memref<1x2x1x16xf32>, %z: memref<1x2x1x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    heddle.attention ins(%q, %k, %v : memref<1x2x1x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
        outs(%y : memref<1x2x1x16xf32>)
  }
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    heddle.attention ins(%q, %k, %v : memref<1x2x1x16xf32>, memref<1x2x4096x16xf32>, memref<1x2x4096x16xf32>)
        outs(%z : memref<1x2x1x16xf32>)
  }
  return
}
