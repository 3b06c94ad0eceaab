// Warps that copy beside warps that compute, where the GPU has roles for them.

// RUN: heddle-opt %s --heddle-assign-layouts --heddle-pipeline-tiles --canonicalize --split-input-file | FileCheck %s
// RUN: heddle-opt %s --heddle-assign-layouts --heddle-pipeline-tiles='specialize=false' --split-input-file | FileCheck %s --check-prefix=ALIKE
// RUN: heddle-opt %s --heddle-assign-layouts --heddle-pipeline-tiles --heddle-distribute-tiles --canonicalize --split-input-file | FileCheck %s --check-prefix=THREAD

#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>

// Each memref has a ring of two tiles. Those who copy have the loop and no
// products; those who compute take what is there, and release it when the
// product that reads it is first asked for. Products that are started together
// are so by turns.

// CHECK-LABEL: gpu.func @attention
// CHECK-DAG:     %[[K:.+]] = memref.alloc() {{.*}} : memref<2x64x64xbf16, #gpu.address_space<workgroup>>
// CHECK-DAG:     %[[V:.+]] = memref.alloc() {{.*}} : memref<2x64x64xbf16, #gpu.address_space<workgroup>>
// CHECK:         heddle_gpu.specialize 128 {
// CHECK:           scf.for {{.*}} iter_args(%[[S0:.+]] = %{{.*}}, %[[P0:.+]] = %{{.*}}, %[[S1:.+]] = %{{.*}}, %[[P1:.+]] = %{{.*}}) -> (i32, i32, i32, i32)
// CHECK:             heddle_gpu.acquire %[[FIRST:.+]][%[[S0]], %[[P0]]]
// CHECK:             heddle_gpu.copy %{{.*}} to %[[FIRST]][
// CHECK:             heddle_gpu.publish %[[FIRST]][%[[S0]], %[[P0]]]
// CHECK:             %[[NEXT:.+]] = arith.addi %[[S0]], %{{.*}} : i32
// CHECK:             %[[STAGE:.+]] = arith.remui %[[NEXT]], %{{.*}} : i32
// CHECK:             %[[WRAPS:.+]] = arith.cmpi eq, %[[STAGE]], %{{.*}} : i32
// CHECK:             %[[TURN:.+]] = arith.extui %[[WRAPS]] : i1 to i32
// CHECK:             arith.xori %[[P0]], %[[TURN]] : i32
// CHECK:             heddle_gpu.acquire %[[SECOND:.+]][%[[S1]], %[[P1]]]
// CHECK:         } compute {
// CHECK:           scf.for %{{.*}} : i32
// CHECK:             heddle_gpu.await %[[FIRST]][
// CHECK:             vector.transfer_read %[[FIRST]][
// CHECK:             heddle_gpu.take_turn
// CHECK:             %[[SCORES:.+]] = vector.contract
// CHECK:             heddle_gpu.await %[[SECOND]][
// CHECK:             vector.transfer_read %[[SECOND]][
// CHECK:             %[[SUM:.+]] = vector.contract
// CHECK:             heddle_gpu.pass_turn
// CHECK:             heddle_gpu.release %[[FIRST]][%{{.*}}] after %[[SCORES]] :
// CHECK:             %[[EXP:.+]] = math.exp2
// CHECK:             heddle_gpu.release %[[SECOND]][%{{.*}}] after %[[SUM]] : vector<128x64xf32> computing %[[EXP]]
// CHECK:             arith.truncf %[[EXP]]

// ALIKE-LABEL: gpu.func @attention
// ALIKE-NOT:     heddle_gpu.specialize
// ALIKE:         gpu.barrier

// Threads beyond those of the kernel copy. A lane of each warp releases tiles.
// What is to be computed before the second wait passes through one more wait,
// for what is there.

// THREAD-LABEL: gpu.func @attention
// THREAD-SAME:    known_block_size = array<i32: 384, 1, 1>
// THREAD:         mbarrier.init.shared::cta.b64 [$0], 128;
// THREAD:         mbarrier.init.shared::cta.b64 [$0], 8;
// THREAD:         fence.mbarrier_init.release.cluster;
// THREAD:         nvvm.setmaxregister decrease 56
// THREAD:         mbarrier.try_wait.parity
// THREAD:         cp.async
// THREAD:         nvvm.fence.proxy
// THREAD:         mbarrier.arrive
// THREAD:         nvvm.setmaxregister increase 224
// THREAD:         mbarrier.try_wait.parity
// THREAD:         wgmma.mma_async
// THREAD:         mbarrier.try_wait.parity
// THREAD:         wgmma.mma_async
// THREAD:         wgmma.wait_group.sync.aligned 1;
// THREAD:         ex2.approx
// THREAD:         mbarrier.try_wait.parity{{.*}}"=&f,
// THREAD:         wgmma.wait_group.sync.aligned 0;
gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @attention(%q: memref<128x64xbf16>, %k: memref<?x64xbf16>, %v: memref<?x64xbf16>, %n: index, %y: memref<128x64xf32>) kernel attributes {known_block_size = array<i32: 256, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0.0 : bf16
  %none = arith.constant dense<0.0> : vector<128x64xf32>
  %first = arith.constant dense<0.0> : vector<128x64xbf16>
  %a = vector.transfer_read %q[%c0, %c0], %zero {in_bounds = [true, true]} : memref<128x64xbf16>, vector<128x64xbf16>
  %o:2 = scf.for %i = %c0 to %n step %c64 iter_args(%sum = %none, %p = %first) -> (vector<128x64xf32>, vector<128x64xbf16>) {
    %b = vector.transfer_read %k[%i, %c0], %zero {in_bounds = [true, true]} : memref<?x64xbf16>, vector<64x64xbf16>
    %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %none : vector<128x64xbf16>, vector<64x64xbf16> into vector<128x64xf32>
    %c = vector.transfer_read %v[%i, %c0], %zero {in_bounds = [true, true]} : memref<?x64xbf16>, vector<64x64xbf16>
    %t = vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %p, %c, %sum : vector<128x64xbf16>, vector<64x64xbf16> into vector<128x64xf32>
    %e = math.exp2 %s : vector<128x64xf32>
    %w = arith.truncf %e : vector<128x64xf32> to vector<128x64xbf16>
    %r = arith.addf %t, %none : vector<128x64xf32>
    scf.yield %r, %w : vector<128x64xf32>, vector<128x64xbf16>
  }
  vector.transfer_write %o#0, %y[%c0, %c0] {in_bounds = [true, true]} : vector<128x64xf32>, memref<128x64xf32>
  gpu.return
}
}

// -----

#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>

// A product of a part of its factors takes zeros for the rest: weights are
// compared, and values copied, up to there.

// CHECK-LABEL: gpu.func @bounded
// CHECK-SAME:      %{{[^:]+}}: memref<128x64xf32>, %[[VALUES:[^:]+]]: memref<?x64xbf16>, %[[N:[^:]+]]: index
// CHECK:         heddle_gpu.specialize
// CHECK:           %[[LEFT:.+]] = arith.subi %[[N]], %[[I:.+]] : index
// CHECK:           %[[ROWS:.+]] = arith.minsi %[[LEFT]],
// CHECK:           heddle_gpu.copy %[[VALUES]][%[[I]], %{{.*}}] to %{{.*}} rows %[[ROWS]] {in_bounds = array<i1: false, true>}
// CHECK:         compute
// CHECK:           %[[MASK:.+]] = vector.create_mask %{{.*}}, %{{.*}} : vector<128x64xi1>
// CHECK:           %[[W:.+]] = arith.select %[[MASK]], %{{.*}}, %{{.*}} : vector<128x64xi1>, vector<128x64xf32>
// CHECK:           arith.truncf %[[W]]
// CHECK-NOT:       vector.mask
// CHECK:           vector.contract {{.*}}wgmma
// CHECK-NOT:       vector.mask

// ALIKE-LABEL: gpu.func @bounded
// ALIKE:         heddle_gpu.copy {{.*}} rows

// THREAD-LABEL: gpu.func @bounded
// THREAD:         wgmma.mma_async
gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @bounded(%w: memref<128x64xf32>, %v: memref<?x64xbf16>, %n: index, %y: memref<128x64xf32>) kernel attributes {known_block_size = array<i32: 256, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c128 = arith.constant 128 : index
  %zero = arith.constant 0.0 : bf16
  %nothing = arith.constant 0.0 : f32
  %none = arith.constant dense<0.0> : vector<128x64xf32>
  %a = vector.transfer_read %w[%c0, %c0], %nothing {in_bounds = [true, true]} : memref<128x64xf32>, vector<128x64xf32>
  %o = scf.for %i = %c0 to %n step %c64 iter_args(%sum = %none) -> (vector<128x64xf32>) {
    %left = arith.subi %n, %i : index
    %rows = arith.minsi %left, %c64 : index
    %e = math.exp2 %a : vector<128x64xf32>
    %p = arith.truncf %e : vector<128x64xf32> to vector<128x64xbf16>
    %c = vector.transfer_read %v[%i, %c0], %zero {in_bounds = [false, true]} : memref<?x64xbf16>, vector<64x64xbf16>
    %mask = vector.create_mask %c128, %c64, %rows : vector<128x64x64xi1>
    %t = vector.mask %mask { vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %p, %c, %sum : vector<128x64xbf16>, vector<64x64xbf16> into vector<128x64xf32> } : vector<128x64x64xi1> -> vector<128x64xf32>
    scf.yield %t : vector<128x64xf32>
  }
  vector.transfer_write %o, %y[%c0, %c0] {in_bounds = [true, true]} : vector<128x64xf32>, memref<128x64xf32>
  gpu.return
}
}
