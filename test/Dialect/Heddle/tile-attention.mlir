// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32' -canonicalize -cse --split-input-file | FileCheck %s
// RUN: heddle-opt %s --heddle-tile-attention='native-types=bf16' -canonicalize -cse --split-input-file | FileCheck %s --check-prefix=NATIVE

// A whole program. The middle loop's blocks are seen by all queries; the edge
// loop's have a predicate, and fewer columns at the end.

// CHECK-DAG:   #[[$MK:[^ ,:]+]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG:   #[[$NK:[^ ,:]+]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG:   #[[$MN:[^ ,:]+]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG:   #[[$ND:[^ ,:]+]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-LABEL: func.func @gated_causal(
// CHECK-SAME:      %[[Q:[^ ,:]+]]: memref<?x?x?x64xf32>, %[[K:[^ ,:]+]]: memref<?x?x?x64xf32>, %[[V:[^ ,:]+]]: memref<?x?x?x96xf32>, %[[G:[^ ,:]+]]: memref<?x?x?x96xf32>, %[[Y:[^ ,:]+]]: memref<?x?x?x96xf32>)
// CHECK-DAG:     %[[ZEROS:[^ ,:]+]] = arith.constant dense<0.000000e+00> : vector<16x32xf32>
// CHECK-DAG:     %[[O0:[^ ,:]+]] = arith.constant dense<0.000000e+00> : vector<16x96xf32>
// CHECK-DAG:     %[[L0:[^ ,:]+]] = arith.constant dense<0.000000e+00> : vector<16xf32>
// CHECK-DAG:     %[[M0:[^ ,:]+]] = arith.constant dense<-8.50705917E+37> : vector<16xf32>
// CHECK-DAG:     %[[HIDDEN:[^ ,:]+]] = arith.constant dense<0xFF800000> : vector<16x32xf32>
// CHECK-DAG:     %[[ONE:[^ ,:]+]] = arith.constant dense<1.000000e+00> : vector<16xf32>
// 1/sqrt(64) * log2(e), for differences of scores and of their maxima.
// CHECK-DAG:     %[[SCALE:[^ ,:]+]] = arith.constant dense<0.180336878> : vector<16x32xf32>
// CHECK-DAG:     %[[SCALE1:[^ ,:]+]] = arith.constant dense<0.180336878> : vector<16xf32>
// CHECK-DAG:     %[[C0:[^ ,:]+]] = arith.constant 0 : index
// CHECK-DAG:     %[[C1:[^ ,:]+]] = arith.constant 1 : index
// CHECK-DAG:     %[[C16:[^ ,:]+]] = arith.constant 16 : index
// CHECK-DAG:     %[[C32:[^ ,:]+]] = arith.constant 32 : index
// CHECK-DAG:     %[[C96:[^ ,:]+]] = arith.constant 96 : index
// CHECK:         %[[B:[^ ,:]+]] = memref.dim %[[Q]], %[[C0]]
// CHECK:         %[[H:[^ ,:]+]] = memref.dim %[[Q]], %[[C1]]
// CHECK:         %[[HK:[^ ,:]+]] = memref.dim %[[K]], %[[C1]]
// CHECK:         %[[M:[^ ,:]+]] = memref.dim %[[Q]]
// CHECK:         %[[N:[^ ,:]+]] = memref.dim %[[K]]
// CHECK:         %[[BLOCKS:[^ ,:]+]] = arith.ceildivui %[[M]], %[[C16]]
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %[[h:[^ ,:]+]], %[[p:[^ ,:]+]]) in (%[[B]], %[[H]], %[[BLOCKS]]) {
// CHECK:           %[[GROUP:[^ ,:]+]] = arith.divui %[[H]], %[[HK]]
// CHECK:           %[[hk:[^ ,:]+]] = arith.divui %[[h]], %[[GROUP]]
// CHECK:           %[[BLOCK:[^ ,:]+]] = arith.select %{{.+}}, %{{.+}}, %[[p]] : index
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli %[[BLOCK]], %[[C16]]
// CHECK:           %[[QT:[^ ,:]+]] = vector.transfer_read %[[Q]][%[[b]], %[[h]], %[[ROW]], %[[C0]]], %{{.+}} {in_bounds = [false, true]} : memref<?x?x?x64xf32>, vector<16x64xf32>
// CHECK:           %[[STEP16:[^ ,:]+]] = vector.step : vector<16xindex>
// CHECK:           %[[LANES:[^ ,:]+]] = arith.index_cast %[[STEP16]] : vector<16xindex> to vector<16xi32>
// CHECK:           %[[ROW32:[^ ,:]+]] = arith.index_cast %[[ROW]] : index to i32
// CHECK:           %[[ROWS0:[^ ,:]+]] = vector.broadcast %[[ROW32]] : i32 to vector<16xi32>
// CHECK:           %[[ROWS:[^ ,:]+]] = arith.addi %[[LANES]], %[[ROWS0]]
// The last query's keys, then the first's, in whole blocks.
// CHECK:           %[[PAST:[^ ,:]+]] = arith.addi %[[ROW]], %[[C16]]
// CHECK:           %[[LAST:[^ ,:]+]] = arith.minsi %[[PAST]], %[[M]]
// CHECK:           %[[FIRST:[^ ,:]+]] = arith.addi %[[ROW]], %[[C1]]
// CHECK:           %[[END0:[^ ,:]+]] = arith.minsi %[[LAST]], %[[N]]
// CHECK:           %[[END:[^ ,:]+]] = arith.maxsi %[[END0]], %[[C0]]
// CHECK:           %[[FULL0:[^ ,:]+]] = arith.minsi %[[FIRST]], %[[END]]
// CHECK:           %[[FULL:[^ ,:]+]] = arith.maxsi %[[FULL0]], %[[C0]]
// CHECK:           %[[WHOLE0:[^ ,:]+]] = arith.divui %[[FULL]], %[[C32]]
// CHECK:           %[[WHOLE:[^ ,:]+]] = arith.muli %[[WHOLE0]], %[[C32]]
// CHECK:           %[[MID:[^ ,:]+]]:3 = scf.for %[[n:[^ ,:]+]] = %[[C0]] to %[[WHOLE]] step %[[C32]] iter_args(%[[m:[^ ,:]+]] = %[[M0]], %[[l:[^ ,:]+]] = %[[L0]], %[[o:[^ ,:]+]] = %[[O0]])
// CHECK:             %[[KT:[^ ,:]+]] = vector.transfer_read %[[K]][%[[b]], %[[hk]], %[[n]], %[[C0]]], %{{.+}} {in_bounds = [true, true]} : memref<?x?x?x64xf32>, vector<32x64xf32>
// CHECK:             %[[S:[^ ,:]+]] = vector.contract {indexing_maps = [#[[$MK]], #[[$NK]], #[[$MN]]], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %[[QT]], %[[KT]], %[[ZEROS]] : vector<16x64xf32>, vector<32x64xf32> into vector<16x32xf32>
// CHECK:             %[[M2:[^ ,:]+]] = vector.multi_reduction <maxnumf>, %[[S]], %[[m]] [1]
// CHECK:             %[[PIVOT2:[^ ,:]+]] = arith.mulf %[[M2]], %[[SCALE1]]
// CHECK:             %[[MINUS:[^ ,:]+]] = arith.subf %[[L0]], %[[PIVOT2]]
// CHECK:             %[[MINUST:[^ ,:]+]] = vector.broadcast %[[MINUS]] : vector<16xf32> to vector<32x16xf32>
// CHECK:             %[[MINUSES:[^ ,:]+]] = vector.transpose %[[MINUST]], [1, 0]
// CHECK:             %[[X:[^ ,:]+]] = math.fma %[[S]], %[[SCALE]], %[[MINUSES]]
// CHECK:             %[[P:[^ ,:]+]] = math.exp2 %[[X]]
// CHECK:             %[[OLD:[^ ,:]+]] = arith.mulf %[[m]], %[[SCALE1]]
// CHECK:             %[[DM:[^ ,:]+]] = arith.subf %[[OLD]], %[[PIVOT2]]
// CHECK:             %[[ALPHA:[^ ,:]+]] = math.exp2 %[[DM]]
// CHECK:             %[[LA:[^ ,:]+]] = arith.mulf %[[l]], %[[ALPHA]]
// CHECK:             %[[L2:[^ ,:]+]] = vector.multi_reduction <add>, %[[P]], %[[LA]] [1]
// CHECK:             %[[ALPHAT:[^ ,:]+]] = vector.broadcast %[[ALPHA]] : vector<16xf32> to vector<96x16xf32>
// CHECK:             %[[ALPHAS:[^ ,:]+]] = vector.transpose %[[ALPHAT]], [1, 0]
// CHECK:             %[[OA:[^ ,:]+]] = arith.mulf %[[o]], %[[ALPHAS]]
// CHECK:             %[[VT:[^ ,:]+]] = vector.transfer_read %[[V]][%[[b]], %[[hk]], %[[n]], %[[C0]]], %{{.+}} {in_bounds = [true, true]} : memref<?x?x?x96xf32>, vector<32x96xf32>
// CHECK:             %[[O2:[^ ,:]+]] = vector.contract {indexing_maps = [#[[$MK]], #[[$ND]], #[[$MN]]], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %[[P]], %[[VT]], %[[OA]] : vector<16x32xf32>, vector<32x96xf32> into vector<16x96xf32>
// CHECK:             scf.yield %[[M2]], %[[L2]], %[[O2]]
// CHECK:           %[[EDGE:[^ ,:]+]]:3 = scf.for %[[n:[^ ,:]+]] = %[[WHOLE]] to %[[END]] step %[[C32]] iter_args(%[[m:[^ ,:]+]] = %[[MID]]#0, %[[l:[^ ,:]+]] = %[[MID]]#1, %[[o:[^ ,:]+]] = %[[MID]]#2)
// CHECK:             %[[LEFT:[^ ,:]+]] = arith.subi %[[END]], %[[n]]
// CHECK:             %[[COLS:[^ ,:]+]] = arith.minsi %[[LEFT]], %[[C32]]
// CHECK:             %[[KT:[^ ,:]+]] = vector.transfer_read %[[K]][%[[b]], %[[hk]], %[[n]], %[[C0]]], %{{.+}} {in_bounds = [false, true]}
// CHECK:             %[[S:[^ ,:]+]] = vector.contract {{.+}} %[[QT]], %[[KT]], %[[ZEROS]]
// CHECK:             %[[QPOST:[^ ,:]+]] = vector.broadcast %[[ROWS]] : vector<16xi32> to vector<32x16xi32>
// CHECK:             %[[QPOS:[^ ,:]+]] = vector.transpose %[[QPOST]], [1, 0]
// CHECK:             %[[STEP32:[^ ,:]+]] = vector.step : vector<32xindex>
// CHECK:             %[[KLANES:[^ ,:]+]] = arith.index_cast %[[STEP32]] : vector<32xindex> to vector<32xi32>
// CHECK:             %[[n32:[^ ,:]+]] = arith.index_cast %[[n]] : index to i32
// CHECK:             %[[KPOS0:[^ ,:]+]] = vector.broadcast %[[n32]] : i32 to vector<32xi32>
// CHECK:             %[[KPOS1:[^ ,:]+]] = arith.addi %[[KLANES]], %[[KPOS0]]
// CHECK:             %[[KPOS:[^ ,:]+]] = vector.broadcast %[[KPOS1]] : vector<32xi32> to vector<16x32xi32>
// CHECK:             %[[VISIBLE:[^ ,:]+]] = arith.cmpi sle, %[[KPOS]], %[[QPOS]]
// CHECK:             %[[SM:[^ ,:]+]] = arith.select %[[VISIBLE]], %[[S]], %[[HIDDEN]]
// CHECK:             %[[MASK:[^ ,:]+]] = vector.create_mask %[[C16]], %[[COLS]] : vector<16x32xi1>
// CHECK:             %[[M2:[^ ,:]+]] = vector.mask %[[MASK]] { vector.multi_reduction <maxnumf>, %[[SM]], %[[m]] [1]
// CHECK:             %[[P:[^ ,:]+]] = math.exp2
// CHECK:             %[[L2:[^ ,:]+]] = vector.mask %[[MASK]] { vector.multi_reduction <add>, %[[P]]
// CHECK:             %[[OA:[^ ,:]+]] = arith.mulf %[[o]]
// CHECK:             %[[VT:[^ ,:]+]] = vector.transfer_read %[[V]][%[[b]], %[[hk]], %[[n]], %[[C0]]], %{{.+}} {in_bounds = [false, true]}
// CHECK:             %[[MASK3:[^ ,:]+]] = vector.create_mask %[[C16]], %[[C96]], %[[COLS]] : vector<16x96x32xi1>
// CHECK:             %[[O2:[^ ,:]+]] = vector.mask %[[MASK3]] { vector.contract {{.+}} %[[P]], %[[VT]], %[[OA]]
// CHECK:             scf.yield %[[M2]], %[[L2]], %[[O2]]
// The normalizer's end, then the gate.
// CHECK:           %[[NONE:[^ ,:]+]] = arith.cmpf oeq, %[[EDGE]]#1, %[[L0]]
// CHECK:           %[[SAFE:[^ ,:]+]] = arith.select %[[NONE]], %[[ONE]], %[[EDGE]]#1
// CHECK:           %[[INV:[^ ,:]+]] = arith.divf %[[ONE]], %[[SAFE]]
// CHECK:           %[[INVT:[^ ,:]+]] = vector.broadcast %[[INV]] : vector<16xf32> to vector<96x16xf32>
// CHECK:           %[[INVS:[^ ,:]+]] = vector.transpose %[[INVT]], [1, 0]
// CHECK:           %[[ON:[^ ,:]+]] = arith.mulf %[[EDGE]]#2, %[[INVS]]
// CHECK:           %[[GT:[^ ,:]+]] = vector.transfer_read %[[G]][%[[b]], %[[h]], %[[ROW]], %[[C0]]], %{{.+}} {in_bounds = [false, true]} : memref<?x?x?x96xf32>, vector<16x96xf32>
// CHECK:           %[[GX:[^ ,:]+]] = arith.mulf %[[GT]], %{{.+}}
// CHECK:           %[[GE:[^ ,:]+]] = math.exp2 %[[GX]]
// CHECK:           %[[GD:[^ ,:]+]] = arith.addf %[[GE]], %{{.+}}
// CHECK:           %[[GA:[^ ,:]+]] = arith.divf %{{.+}}, %[[GD]]
// CHECK:           %[[YT:[^ ,:]+]] = arith.mulf %[[ON]], %[[GA]]
// CHECK:           vector.transfer_write %[[YT]], %[[Y]][%[[b]], %[[h]], %[[ROW]], %[[C0]]] {in_bounds = [false, true]} : vector<16x96xf32>, memref<?x?x?x96xf32>
// CHECK-NOT:       heddle
func.func @gated_causal(%q: memref<?x?x?x64xf32>, %k: memref<?x?x?x64xf32>, %v: memref<?x?x?x96xf32>, %g: memref<?x?x?x96xf32>, %y: memref<?x?x?x96xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x64xf32>, memref<?x?x?x64xf32>, memref<?x?x?x96xf32>)
      gate(%g : memref<?x?x?x96xf32>)
      outs(%y : memref<?x?x?x96xf32>) {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal}
  return
}

// -----

// Loops: whole blocks need no edge; without a mask a tail has no predicate;
// static extents are constants.

!t = memref<2x4x64x8xf32>
// CHECK-LABEL: func.func @whole_blocks
// CHECK:         scf.forall (%{{.+}}, %[[h:[^ ,:]+]], %{{.+}}) in (2, 4, 4) {
// CHECK:           arith.divui %[[h]], %{{.+}} : index
// CHECK:           scf.for %{{.+}} = %c0 to %c128 step %c32
// CHECK-NOT:       scf.for
// CHECK-NOT:       vector.create_mask
func.func @whole_blocks(%q: !t, %k: memref<2x2x128x8xf32>, %v: memref<2x2x128x8xf32>, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, memref<2x2x128x8xf32>, memref<2x2x128x8xf32>) outs(%y : !t)
  return
}

// CHECK-LABEL: func.func @tail
// CHECK:           scf.for %{{.+}} = %c0 to %c96 step %c32
// CHECK-NOT:       scf.for
// The only block of the edge loop.
// CHECK:           vector.transfer_read {{.*}} {in_bounds = [false, true]} : memref<2x4x100x8xf32>, vector<32x8xf32>
// CHECK-NOT:       arith.cmpi
// CHECK:           %[[MASK:[^ ,:]+]] = vector.constant_mask [16, 4] : vector<16x32xi1>
// CHECK:           vector.mask %[[MASK]] { vector.multi_reduction
func.func @tail(%q: !t, %k: memref<2x4x100x8xf32>, %v: memref<2x4x100x8xf32>, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, memref<2x4x100x8xf32>, memref<2x4x100x8xf32>) outs(%y : !t)
  return
}

// -----

!t = memref<?x?x?x8xf32>

// The middle, then one loop for the left and the right edge in turn. If the
// middle has no block, the left edge takes all keys.
// CHECK-LABEL: func.func @window
// CHECK:         %[[BLOCKS:[^ ,:]+]] = arith.divui %{{.+}}, %c32
// CHECK:         %[[NONE:[^ ,:]+]] = arith.cmpi eq, %[[BLOCKS]], %c0
// CHECK:         %[[MIDDLE:[^ ,:]+]] = arith.select %[[NONE]], %[[BEGIN:[^ ,:]+]], %{{.+}} : index
// CHECK:         %[[KEYS:[^ ,:]+]] = arith.muli %[[BLOCKS]], %c32
// CHECK:         %[[MIDDLE_END:[^ ,:]+]] = arith.addi %[[MIDDLE]], %[[KEYS]]
// CHECK:         scf.for %{{.+}} = %[[MIDDLE]] to %[[MIDDLE_END]] step
// CHECK-NOT:       arith.cmpi
// CHECK-NOT:       vector.create_mask
// CHECK:         scf.for %[[EDGE:[^ ,:]+]] = %c0 to %c2 step %c1
// CHECK:           %[[IS_LEFT:[^ ,:]+]] = arith.cmpi eq, %[[EDGE]], %c0
// CHECK:           %[[FROM:[^ ,:]+]] = arith.select %[[IS_LEFT]], %[[BEGIN]], %[[MIDDLE_END]]
// CHECK:           %[[TO:[^ ,:]+]] = arith.select %[[IS_LEFT]], %[[MIDDLE]], %{{.+}}
// CHECK:           scf.for %[[n:[^ ,:]+]] = %[[FROM]] to %[[TO]] step
// CHECK:             arith.subi %[[TO]], %[[n]]
// CHECK:             %[[NOT_BEFORE:[^ ,:]+]] = arith.cmpi sge
// CHECK:             %[[NOT_AFTER:[^ ,:]+]] = arith.cmpi sle
// CHECK:             %[[VISIBLE:[^ ,:]+]] = arith.andi %[[NOT_BEFORE]], %[[NOT_AFTER]]
// CHECK:             arith.select %[[VISIBLE]]
// CHECK:             vector.create_mask
func.func @window(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {mask = #heddle.window<left = 99, right = 0>}
  return
}

// The keys of a batch entry end at its length.
// CHECK-LABEL: func.func @lengths(
// CHECK-SAME:      %[[LENGTHS:[^:]+]]: memref<?xi32>
// CHECK:           %[[N:[^ ,:]+]] = memref.dim %{{.+}}, %c2
// CHECK:           scf.forall (%[[b:[^ ,:]+]], %{{.+}}, %{{.+}}) in
// CHECK:             %[[STORED:[^ ,:]+]] = memref.load %[[LENGTHS]][%[[b]]]
// CHECK:             %[[LENGTH0:[^ ,:]+]] = arith.index_cast %[[STORED]] : i32 to index
// CHECK:             %[[LENGTH1:[^ ,:]+]] = arith.maxsi %[[LENGTH0]], %c0
// CHECK:             %[[LENGTH:[^ ,:]+]] = arith.minsi %[[LENGTH1]], %{{.+}} : index
// CHECK:             scf.for %{{.+}} = %{{.+}} to %[[LENGTH]] step
func.func @lengths(%n: memref<?xi32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) lengths(%n : memref<?xi32>) outs(%y : !t)
  return
}

// -----

// Scores. With something between the products and the normalizer, the scale
// goes before it, and log2(e) to differences behind.

!t = memref<?x?x?x4xf32>

// CHECK-LABEL: func.func @softcap
// CHECK-DAG:     %[[SCALE:[^ ,:]+]] = arith.constant dense<5.000000e-01> : vector<16x32xf32>
// CHECK-DAG:     %[[CAP:[^ ,:]+]] = arith.constant dense<5.000000e+01> : vector<16x32xf32>
// CHECK-DAG:     %[[INVERSE:[^ ,:]+]] = arith.constant dense<2.000000e-02> : vector<16x32xf32>
// CHECK-DAG:     %[[LOG2E:[^ ,:]+]] = arith.constant dense<1.44269502> : vector<16x32xf32>
// CHECK:         %[[QK:[^ ,:]+]] = vector.contract
// CHECK:         %[[S:[^ ,:]+]] = arith.mulf %[[QK]], %[[SCALE]]
// CHECK:         %[[X:[^ ,:]+]] = arith.mulf %[[S]], %[[INVERSE]]
// CHECK:         %[[T:[^ ,:]+]] = math.tanh %[[X]]
// CHECK:         %[[C:[^ ,:]+]] = arith.mulf %[[T]], %[[CAP]]
// CHECK:         vector.multi_reduction <maxnumf>, %[[C]]
// CHECK:         %[[D:[^ ,:]+]] = arith.subf %[[C]], %{{.+}} : vector<16x32xf32>
// CHECK:         arith.mulf %[[D]], %[[LOG2E]]
func.func @softcap(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {scores = [#heddle.softcap<50.0>]}
  return
}

// CHECK-LABEL: func.func @alibi
// CHECK-DAG:     %[[SLOPES:[^ ,:]+]] = arith.constant dense<[5.000000e-01, 2.500000e-01]> : vector<2xf32>
// CHECK:         scf.forall (%{{.+}}, %[[h:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[QK:[^ ,:]+]] = vector.contract
// CHECK:           %[[S:[^ ,:]+]] = arith.mulf %[[QK]]
// CHECK:           %[[D:[^ ,:]+]] = arith.subi %{{.+}}, %{{.+}} : vector<16x32xi32>
// CHECK:           %[[DF:[^ ,:]+]] = arith.sitofp %[[D]]
// CHECK:           %[[SLOPE:[^ ,:]+]] = vector.extract %[[SLOPES]][%[[h]]] : f32 from vector<2xf32>
// CHECK:           %[[SLOPE2:[^ ,:]+]] = vector.broadcast %[[SLOPE]] : f32 to vector<16x32xf32>
// CHECK:           %[[X:[^ ,:]+]] = arith.mulf %[[SLOPE2]], %[[DF]]
// CHECK:           arith.subf %[[S]], %[[X]]
func.func @alibi(%q: memref<?x2x?x4xf32>, %k: !t, %v: !t, %y: memref<?x2x?x4xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x2x?x4xf32>, !t, !t) outs(%y : memref<?x2x?x4xf32>) {scores = [#heddle.alibi<[0.5, 0.25]>]}
  return
}

// The bias comes last if the list does not place it.
// CHECK-LABEL: func.func @bias(
// CHECK-SAME:      %[[BIAS:[^:]+]]: memref<?x1x?x?xbf16>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %{{.+}}, %{{.+}}) in
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli
// CHECK:           scf.for %[[n:[^ ,:]+]] =
// CHECK:             math.tanh
// CHECK:             %[[S:[^ ,:]+]] = arith.mulf
// CHECK:             %[[T:[^ ,:]+]] = vector.transfer_read %[[BIAS]][%[[b]], %c0, %[[ROW]], %[[n]]], %{{.+}} {in_bounds = [false, true]} : memref<?x1x?x?xbf16>, vector<16x32xbf16>
// CHECK:             %[[F:[^ ,:]+]] = arith.extf %[[T]]
// CHECK:             arith.addf %[[S]], %[[F]]
func.func @bias(%bias: memref<?x1x?x?xbf16>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) bias(%bias : memref<?x1x?x?xbf16>) outs(%y : !t) {scores = [#heddle.softcap<50.0>]}
  return
}

// CHECK-LABEL: func.func @bias_of_keys(
// CHECK-SAME:      %[[BIAS:[^:]+]]: memref<1x1x1x?xf32>
// CHECK:           scf.for %[[n:[^ ,:]+]] =
// CHECK:             %[[T:[^ ,:]+]] = vector.transfer_read %[[BIAS]][%c0, %c0, %c0, %[[n]]], %{{.+}} {in_bounds = [true]} : memref<1x1x1x?xf32>, vector<32xf32>
// CHECK:             vector.broadcast %[[T]] : vector<32xf32> to vector<16x32xf32>
func.func @bias_of_keys(%bias: memref<1x1x1x?xf32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) bias(%bias : memref<1x1x1x?xf32>) outs(%y : !t)
  return
}

// The score region is written on tiles.
// CHECK-LABEL: func.func @region(
// CHECK-SAME:      %[[OUTER:[^:]+]]: f32
// CHECK-DAG:     %[[TWO:[^ ,:]+]] = arith.constant dense<2> : vector<16x32xindex>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %{{.+}}, %{{.+}}) in
// CHECK:           %[[QK:[^ ,:]+]] = vector.contract
// CHECK:           %[[S:[^ ,:]+]] = arith.mulf %[[QK]]
// CHECK:           %[[BATCH:[^ ,:]+]] = vector.broadcast %[[b]] : index to vector<16x32xindex>
// CHECK:           %[[KEY:[^ ,:]+]] = arith.index_cast %{{.+}} : vector<16x32xi32> to vector<16x32xindex>
// CHECK:           %[[TWICE:[^ ,:]+]] = arith.muli %[[BATCH]], %[[TWO]] : vector<16x32xindex>
// CHECK:           %[[LESS:[^ ,:]+]] = arith.cmpi ult, %[[KEY]], %[[TWICE]] : vector<16x32xindex>
// CHECK:           %[[OUTERS:[^ ,:]+]] = vector.broadcast %[[OUTER]] : f32 to vector<16x32xf32>
// CHECK:           arith.select %[[LESS]], %[[S]], %[[OUTERS]] : vector<16x32xi1>, vector<16x32xf32>
func.func @region(%outer: f32, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) score {
  ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
    %two = arith.constant 2 : index
    %twice = arith.muli %b, %two : index
    %less = arith.cmpi ult, %j, %twice : index
    %t = arith.select %less, %s, %outer : f32
    heddle.yield %t : f32
  }
  return
}

// With an origin, positions and heads are those of the larger attention; data
// is not shifted.
// CHECK-LABEL: func.func @origin(
// CHECK-SAME:      %[[B0:[^:]+]]: index, %[[H0:[^:]+]]: index, %[[I0:[^:]+]]: index, %[[J0:[^:]+]]: index, %[[MT:[^:]+]]: index, %[[NT:[^:]+]]: index, %[[Q:[^:]+]]: memref
// CHECK-DAG:     %[[SLOPES:[^ ,:]+]] = arith.constant dense<{{.+}}> : vector<8xf32>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %[[h:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[HEAD:[^ ,:]+]] = arith.addi %[[h]], %[[H0]]
// CHECK:           %[[SHIFT:[^ ,:]+]] = arith.subi %[[NT]], %[[MT]]
// CHECK:           %[[BLOCK:[^ ,:]+]] = arith.select
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli %[[BLOCK]]
// CHECK:           %[[GLOBAL:[^ ,:]+]] = arith.addi %[[ROW]], %[[I0]]
// CHECK:           vector.transfer_read %[[Q]][%[[b]], %[[h]], %[[ROW]], %c0]
// CHECK:           arith.index_cast %[[GLOBAL]] : index to i32
// CHECK:           arith.addi %[[GLOBAL]], %[[SHIFT]]
// CHECK:           %[[END:[^ ,:]+]] = arith.subi %{{.+}}, %[[J0]]
// CHECK:           %[[LEAST:[^ ,:]+]] = arith.minsi %[[END]], %{{.+}}
// CHECK:           arith.maxsi %[[LEAST]], %c0
// CHECK:           scf.for %[[KEY:[^ ,:]+]] =
// CHECK:             vector.transfer_read %{{.+}}[%[[b]], %{{.+}}, %[[KEY]], %c0]
// CHECK:             %[[GLOBALKEY:[^ ,:]+]] = arith.addi %[[KEY]], %[[J0]]
// CHECK:             arith.index_cast %[[GLOBALKEY]] : index to i32
// CHECK:             vector.extract %[[SLOPES]][%[[HEAD]]]
func.func @origin(%b0: index, %h0: index, %i0: index, %j0: index, %mt: index, %nt: index, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) origin(%b0, %h0, %i0, %j0, %mt, %nt) outs(%y : !t)
      {mask = #heddle.causal<bottom_right>, scores = [#heddle.alibi<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]>]}
  return
}

// -----

// Normalizers.

!t = memref<?x?x?x4xf32>
!l = memref<?x?x?xf32>

// The sink joins the denominator, not the log-sum-exp.
// CHECK-LABEL: func.func @sink(
// CHECK-SAME:      %[[SINK:[^:]+]]: memref<?xf32>, %[[LSE:[^:]+]]: memref<?x?x?xf32>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %[[h:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli
// CHECK:           %[[R:[^ ,:]+]]:3 = scf.for %{{.+}} to %{{.+}} step
// CHECK:           %[[R:[^ ,:]+]]:3 = scf.for %{{.+}} to %{{.+}} step
// CHECK:           %[[LOGIT:[^ ,:]+]] = memref.load %[[SINK]][%[[h]]]
// CHECK:           %[[LOGITS:[^ ,:]+]] = vector.broadcast %[[LOGIT]] : f32 to vector<16xf32>
// CHECK:           %[[EXTRA:[^ ,:]+]] = arith.mulf %[[LOGITS]]
// CHECK:           %[[X:[^ ,:]+]] = arith.subf %[[EXTRA]]
// CHECK:           %[[TERM:[^ ,:]+]] = math.exp2 %[[X]]
// CHECK:           %[[SUM:[^ ,:]+]] = arith.addf %[[R]]#1, %[[TERM]]
// CHECK:           %[[SAFE:[^ ,:]+]] = arith.select %{{.+}}, %{{.+}}, %[[SUM]]
// CHECK:           arith.divf %{{.+}}, %[[SAFE]]
// CHECK:           %[[LOG:[^ ,:]+]] = math.log2 %[[R]]#1
// CHECK:           %[[NATURAL:[^ ,:]+]] = arith.mulf %[[R]]#0
// CHECK:           %[[LOGE:[^ ,:]+]] = arith.mulf %[[LOG]]
// CHECK:           %[[LSET:[^ ,:]+]] = arith.addf %[[NATURAL]], %[[LOGE]]
// CHECK:           vector.transfer_write %[[LSET]], %[[LSE]][%[[b]], %[[h]], %[[ROW]]] : vector<16xf32>
func.func @sink(%sink: memref<?xf32>, %lse: !l, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) sink(%sink : memref<?xf32>) outs(%y, %lse : !t, !l)
  return
}

// CHECK-LABEL: func.func @softmax1
// CHECK:           %[[X:[^ ,:]+]] = arith.subf %{{.+}}, %{{.+}} : vector<16xf32>
// CHECK:           math.exp2
// CHECK:           vector.transfer_write
func.func @softmax1(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.softmax1}
  return
}

// CHECK-LABEL: func.func @softpick
// CHECK-DAG:     %[[EPS:[^ ,:]+]] = arith.constant dense<9.99999997E-7> : vector<16xf32>
// CHECK-DAG:     %[[ZERO:[^ ,:]+]] = arith.constant dense<0.000000e+00> : vector<16xf32>
// CHECK:         scf.for %{{.+}} iter_args(%[[m:[^ ,:]+]] = %[[ZERO]], %[[l:[^ ,:]+]] = %[[ZERO]], %{{.+}} = %{{.+}})
// CHECK:           %[[M2:[^ ,:]+]] = vector.multi_reduction <maxnumf>, %[[S:[^ ,:]+]], %[[m]] [1]
// Near 0 the difference comes from a polynomial, elsewhere from subtraction.
// CHECK:           %[[FAR:[^ ,:]+]] = arith.subf %{{.+}}, %{{.+}} : vector<16x32xf32>
// CHECK-COUNT-5:   math.fma
// CHECK:           %[[D:[^ ,:]+]] = arith.select %{{.+}}, %{{.+}}, %{{.+}} : vector<16x32xi1>
// CHECK:           %[[P:[^ ,:]+]] = arith.maxnumf %[[D]]
// CHECK:           %[[A:[^ ,:]+]] = math.absf %[[D]]
// CHECK:           %[[MASKED:[^ ,:]+]] = arith.cmpf oeq, %[[S]]
// CHECK:           %[[COUNTED:[^ ,:]+]] = arith.select %[[MASKED]], %{{.+}}, %[[A]]
// CHECK:           vector.multi_reduction <add>, %[[COUNTED]]
// CHECK:           vector.contract {{.+}} %[[P]]
// CHECK:         arith.addf %{{.+}}, %[[EPS]]
func.func @softpick(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.softpick}
  return
}

// A sigmoid's row has no state and no end.
// CHECK-LABEL: func.func @sigmoid(
// CHECK-SAME:      %{{.+}}, %[[Y:[^:]+]]: memref<?x?x?x4xf32>)
// CHECK-DAG:     %[[BIAS:[^ ,:]+]] = arith.constant dense<2.885390e+00> : vector<16x32xf32>
// CHECK:         scf.for %{{.+}} iter_args(%[[o:[^ ,:]+]] = %{{.+}}) -> (vector<16x4xf32>)
// CHECK:           %[[X:[^ ,:]+]] = arith.subf %[[BIAS]], %{{.+}}
// CHECK:           %[[E:[^ ,:]+]] = math.exp2 %[[X]]
// CHECK:           %[[D:[^ ,:]+]] = arith.addf %[[E]]
// CHECK:           %[[P:[^ ,:]+]] = arith.divf %{{.+}}, %[[D]]
// CHECK:           vector.contract {{.+}} %[[P]], %{{.+}}, %[[o]]
// CHECK:         %[[R:[^ ,:]+]] = scf.for
// CHECK:         vector.transfer_write %[[R]], %[[Y]]
func.func @sigmoid(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.sigmoid<bias = -2.0>}
  return
}

// -----

// Gates.

!t = memref<?x?x?x4xf32>

// CHECK-LABEL: func.func @headwise(
// CHECK-SAME:      %[[G:[^:]+]]: memref<?x?x?xf32>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %[[h:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli
// CHECK:           %[[T:[^ ,:]+]] = vector.transfer_read %[[G]][%[[b]], %[[h]], %[[ROW]]], %{{.+}} : memref<?x?x?xf32>, vector<16xf32>
// CHECK:           %[[A:[^ ,:]+]] = math.tanh %[[T]] : vector<16xf32>
// CHECK:           %[[AT:[^ ,:]+]] = vector.broadcast %[[A]] : vector<16xf32> to vector<4x16xf32>
// CHECK:           %[[AS:[^ ,:]+]] = vector.transpose %[[AT]], [1, 0]
// CHECK:           arith.addf %{{.+}}, %[[AS]]
func.func @headwise(%g: memref<?x?x?xf32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : memref<?x?x?xf32>) outs(%y : !t) {gate = #heddle.gate<tanh, headwise, add>}
  return
}

// CHECK-LABEL: func.func @shared(
// CHECK-SAME:      %[[G:[^:]+]]: memref<?x?x4xf32>
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %{{.+}}, %{{.+}}) in
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli
// CHECK:           vector.transfer_read %[[G]][%[[b]], %[[ROW]], %c0], %{{.+}} {in_bounds = [false, true]} : memref<?x?x4xf32>, vector<16x4xf32>
func.func @shared(%g: memref<?x?x4xf32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : memref<?x?x4xf32>) outs(%y : !t) {gate = #heddle.gate<identity, shared>}
  return
}

// CHECK-LABEL: func.func @static(
// CHECK-SAME:      %[[G:[^:]+]]: memref<?x4xf32>
// CHECK:         scf.forall (%{{.+}}, %[[h:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[T:[^ ,:]+]] = vector.transfer_read %[[G]][%[[h]], %c0], %{{.+}} {in_bounds = [true]} : memref<?x4xf32>, vector<4xf32>
// CHECK:           vector.broadcast %[[T]] : vector<4xf32> to vector<16x4xf32>
func.func @static(%g: memref<?x4xf32>, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : memref<?x4xf32>) outs(%y : !t) {gate = #heddle.gate<identity, static>}
  return
}

// CHECK-LABEL: func.func @silu(
// CHECK-SAME:      %[[G:[^:]+]]: memref<?x?x?x4xf32>
// CHECK-DAG:     %[[LEAST:[^ ,:]+]] = arith.constant dense<-1.280000e+02> : vector<16x4xf32>
// CHECK:         %[[T:[^ ,:]+]] = vector.transfer_read %[[G]]
// CHECK:         %[[X:[^ ,:]+]] = arith.maxnumf %[[T]], %[[LEAST]]
// CHECK:         %[[S:[^ ,:]+]] = arith.divf
// CHECK:         arith.mulf %[[X]], %[[S]]
func.func @silu(%g: !t, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : !t) outs(%y : !t) {gate = #heddle.gate<silu, elementwise>}
  return
}

// CHECK-LABEL: func.func @softplus(
// CHECK-SAME:      %[[G:[^:]+]]: memref<?x?x?x4xf32>
// CHECK:         %[[T:[^ ,:]+]] = vector.transfer_read %[[G]]
// CHECK:         %[[P:[^ ,:]+]] = arith.maxnumf %[[T]], %{{.+}}
// CHECK:         %[[A:[^ ,:]+]] = math.absf %[[T]]
// CHECK:         %[[X:[^ ,:]+]] = arith.mulf %[[A]]
// CHECK:         %[[E:[^ ,:]+]] = math.exp2 %[[X]]
// CHECK:         %[[L:[^ ,:]+]] = math.log1p %[[E]]
// CHECK:         arith.addf %[[P]], %[[L]]
func.func @softplus(%g: !t, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : !t) outs(%y : !t) {gate = #heddle.gate<softplus, elementwise>}
  return
}

// -----

// Layouts.

!t = memref<?x?x?x4xf32>

// CHECK-DAG:   #[[$BSHD:[^ ,:]+]] = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
// CHECK-DAG:   #[[$BSH:[^ ,:]+]] = affine_map<(d0, d1, d2) -> (d1)>
// CHECK-LABEL: func.func @layout(
// CHECK-SAME:      %[[Q:[^:]+]]: memref<?x?x?x4xf32>, %[[K:[^:]+]]: memref<?x?x?x4xf32>, %[[V:[^:]+]]: memref<?x?x?x4xf32>, %[[G:[^:]+]]: memref<?x?x?xf32>, %[[Y:[^:]+]]: memref
// CHECK-DAG:     %[[M:[^ ,:]+]] = memref.dim %[[Q]], %c1
// CHECK-DAG:     %[[H:[^ ,:]+]] = memref.dim %[[Q]], %c2
// CHECK:         scf.forall (%[[b:[^ ,:]+]], %[[h:[^ ,:]+]], %{{.+}}) in (%{{.+}}, %[[H]], %{{.+}}) {
// CHECK:           %[[hk:[^ ,:]+]] = arith.divui %[[h]]
// CHECK:           %[[ROW:[^ ,:]+]] = arith.muli
// CHECK:           vector.transfer_read %[[Q]][%[[b]], %[[ROW]], %[[h]], %c0], %{{.+}} {in_bounds = [false, true], permutation_map = #[[$BSHD]]} : memref<?x?x?x4xf32>, vector<16x4xf32>
// CHECK:           scf.for %[[n:[^ ,:]+]] =
// CHECK:             vector.transfer_read %[[K]][%[[b]], %[[n]], %[[hk]], %c0], %{{.+}} {in_bounds = [true, true], permutation_map = #[[$BSHD]]}
// CHECK:             vector.transfer_read %[[V]][%[[b]], %[[n]], %[[hk]], %c0], %{{.+}} {in_bounds = [true, true], permutation_map = #[[$BSHD]]}
// CHECK:           vector.transfer_read %[[G]][%[[b]], %[[ROW]], %[[h]]], %{{.+}} {permutation_map = #[[$BSH]]} : memref<?x?x?xf32>, vector<16xf32>
// CHECK:           vector.transfer_write %{{.+}}, %[[Y]][%[[b]], %[[h]], %[[ROW]], %c0] {in_bounds = [false, true]}
func.func @layout(%q: !t, %k: !t, %v: !t, %g: memref<?x?x?xf32>, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : memref<?x?x?xf32>) outs(%y : !t)
      {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<qkv = bshd, gate = bshd>}
  return
}

// -----

// Types.

!t = memref<?x?x?x64xbf16>

// Operands that are not native are extended.
// CHECK-LABEL: func.func @bf16
// CHECK:         %[[QT:[^ ,:]+]] = vector.transfer_read {{.+}} : memref<?x?x?x64xbf16>, vector<16x64xbf16>
// CHECK:         %[[QF:[^ ,:]+]] = arith.extf %[[QT]]
// CHECK:         scf.for
// CHECK:           %[[KF:[^ ,:]+]] = arith.extf
// CHECK:           vector.contract {{.+}} %[[QF]], %[[KF]]
// CHECK:           %[[VF:[^ ,:]+]] = arith.extf
// CHECK:           vector.contract {{.+}} %[[VF]], %{{.+}} : vector<16x32xf32>, vector<32x64xf32> into vector<16x64xf32>
// CHECK:         %[[R:[^ ,:]+]] = arith.truncf %{{.+}} : vector<16x64xf32> to vector<16x64xbf16>
// CHECK:         vector.transfer_write %[[R]]

// Native ones are not; the weights are rounded.
// NATIVE-LABEL: func.func @bf16
// NATIVE:         %[[QT:[^ ,:]+]] = vector.transfer_read {{.+}} : memref<?x?x?x64xbf16>, vector<32x64xbf16>
// NATIVE:         scf.for
// NATIVE:           %[[KT:[^ ,:]+]] = vector.transfer_read {{.+}} vector<64x64xbf16>
// NATIVE:           %[[S:[^ ,:]+]] = vector.contract {{.+}} %[[QT]], %[[KT]], %{{.+}} : vector<32x64xbf16>, vector<64x64xbf16> into vector<32x64xf32>
// NATIVE:           vector.multi_reduction <maxnumf>, %[[S]]
// NATIVE:           %[[P:[^ ,:]+]] = arith.truncf %{{.+}} : vector<32x64xf32> to vector<32x64xbf16>
// NATIVE:           %[[VT:[^ ,:]+]] = vector.transfer_read {{.+}} vector<64x64xbf16>
// NATIVE:           vector.contract {{.+}} %[[P]], %[[VT]], %{{.+}} : vector<32x64xbf16>, vector<64x64xbf16> into vector<32x64xf32>
func.func @bf16(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t)
  return
}

// CHECK-LABEL: func.func @unfused(
// CHECK-SAME:      %[[G:[^:]+]]: memref
// CHECK:         %[[O:[^ ,:]+]] = arith.mulf %{{.+}}#2, %{{.+}} : vector<16x64xf32>
// CHECK:         vector.transfer_read %[[G]]
// CHECK:         %[[A:[^ ,:]+]] = arith.divf
// CHECK:         %[[OR:[^ ,:]+]] = arith.truncf %[[O]]
// CHECK:         %[[OE:[^ ,:]+]] = arith.extf %[[OR]]
// CHECK:         %[[AR:[^ ,:]+]] = arith.truncf %[[A]]
// CHECK:         %[[AE:[^ ,:]+]] = arith.extf %[[AR]]
// CHECK:         %[[Y:[^ ,:]+]] = arith.mulf %[[OE]], %[[AE]]
// CHECK:         %[[YR:[^ ,:]+]] = arith.truncf %[[Y]]
// CHECK:         vector.transfer_write %[[YR]]
func.func @unfused(%g: !t, %q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) gate(%g : !t) outs(%y : !t)
      {gate = #heddle.gate<sigmoid, elementwise>, rounding = #heddle.rounding<unfused>}
  return
}

// Query, key and value are gated where their tiles are read, in f32, and rounded
// to what they are stored in.

// CHECK-LABEL: func.func @operand_gates(
// CHECK-SAME:      %[[Q:[^ ,:]+]]: memref<?x?x?x64xbf16>, %[[GQ:[^ ,:]+]]: memref<?x64xf32>, %[[GK:[^ ,:]+]]: memref<?x?x?xbf16>, %[[GV:[^ ,:]+]]: memref<?x?x64xbf16>
// CHECK:         scf.forall (%[[B:[^ ,:]+]], %[[H:[^ ,:]+]], %{{.+}}) in
// CHECK:           %[[HK:[^ ,:]+]] = arith.divui %[[H]]
// CHECK:           %[[QT:[^ ,:]+]] = vector.transfer_read %[[Q]]
// CHECK:           %[[GQT:[^ ,:]+]] = vector.transfer_read %[[GQ]][%[[H]], %c0], %{{.+}} {in_bounds = [true]} : memref<?x64xf32>, vector<64xf32>
// CHECK:           %[[TANH:[^ ,:]+]] = math.tanh %[[GQT]] : vector<64xf32>
// CHECK:           %[[COLUMNS:[^ ,:]+]] = vector.broadcast %[[TANH]] : vector<64xf32> to vector<16x64xf32>
// CHECK:           %[[QF:[^ ,:]+]] = arith.extf %[[QT]]
// CHECK:           %[[SUM:[^ ,:]+]] = arith.addf %[[QF]], %[[COLUMNS]]
// CHECK:           %[[QR:[^ ,:]+]] = arith.truncf %[[SUM]] : vector<16x64xf32> to vector<16x64xbf16>
// CHECK:           %[[QG:[^ ,:]+]] = arith.extf %[[QR]]
// CHECK:           scf.for %[[N:[^ ,:]+]] =
// CHECK:             %[[KT:[^ ,:]+]] = vector.transfer_read %[[Q]][%[[B]], %[[HK]], %[[N]], %c0]
// CHECK:             %[[GKT:[^ ,:]+]] = vector.transfer_read %[[GK]][%[[B]], %[[HK]], %[[N]]], %{{.+}} {in_bounds = [true]} : memref<?x?x?xbf16>, vector<32xbf16>
// CHECK:             %[[GKF:[^ ,:]+]] = arith.extf %[[GKT]]
// CHECK:             vector.broadcast %[[GKF]] : vector<32xf32> to vector<64x32xf32>
// CHECK:             arith.truncf %{{.+}} : vector<32x64xf32> to vector<32x64xbf16>
// CHECK:             %[[KG:[^ ,:]+]] = arith.extf
// CHECK:             vector.contract {{.+}} %[[QG]], %[[KG]]
// CHECK:             vector.transfer_read %[[GV]][%[[B]], %[[N]], %c0], %{{.+}} {in_bounds = [true, true]} : memref<?x?x64xbf16>, vector<32x64xbf16>
// CHECK:             arith.divf %{{.+}} : vector<32x64xf32>
// CHECK:           scf.for
// At the edge, logits end where keys do.
// CHECK:             vector.transfer_read %[[GK]][%[[B]], %[[HK]], %{{.+}}], %{{[^ ]+}} : memref<?x?x?xbf16>, vector<32xbf16>
// CHECK:             vector.transfer_read %[[GV]]{{.+}} {in_bounds = [false, true]}

// What is multiplied as it is needs no second extension.
// NATIVE-LABEL: func.func @operand_gates(
// NATIVE:         %[[QG:[^ ,:]+]] = arith.truncf %{{.+}} : vector<32x64xf32> to vector<32x64xbf16>
// NATIVE:         scf.for
// NATIVE:           %[[KG:[^ ,:]+]] = arith.truncf %{{.+}} : vector<64x64xf32> to vector<64x64xbf16>
// NATIVE:           vector.contract {{.+}} %[[QG]], %[[KG]]
func.func @operand_gates(%q: !t, %gq: memref<?x64xf32>, %gk: memref<?x?x?xbf16>, %gv: memref<?x?x64xbf16>, %y: !t) {
  heddle.attention ins(%q, %q, %q : !t, !t, !t)
      query_gate(%gq : memref<?x64xf32>) key_gate(%gk : memref<?x?x?xbf16>) value_gate(%gv : memref<?x?x64xbf16>)
      outs(%y : !t)
      {query_gate = #heddle.gate<tanh, static, add>, key_gate = #heddle.gate<identity, headwise>,
       value_gate = #heddle.gate<sigmoid, shared>}
  return
}

// -----

// CHECK-LABEL: func @allow_tf32
// CHECK: vector.contract {{.*}} {heddle.allow_tf32} : {{.*}} into vector<16x32xf32>
// CHECK: vector.contract {{.*}} {heddle.allow_tf32} : {{.*}} into vector<16x8xf32>

func.func @allow_tf32(%q: memref<1x1x16x8xf32>, %k: memref<1x1x32x8xf32>, %v: memref<1x1x32x8xf32>, %y: memref<1x1x16x8xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x16x8xf32>, memref<1x1x32x8xf32>, memref<1x1x32x8xf32>)
      outs(%y : memref<1x1x16x8xf32>) {allow_tf32}
  return
}
