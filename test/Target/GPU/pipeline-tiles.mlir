// RUN: heddle-opt %s --heddle-pipeline-tiles | FileCheck %s --check-prefixes=CHECK,TWO
// RUN: heddle-opt %s --heddle-pipeline-tiles=stages=1 | FileCheck %s --check-prefixes=CHECK,ONE
// RUN: heddle-opt %s --heddle-pipeline-tiles --heddle-distribute-tiles | FileCheck %s --check-prefix=THREADS
// RUN: heddle-opt %s --heddle-pipeline-tiles=unroll=true | FileCheck %s --check-prefix=UNROLL
// RUN: not heddle-opt %s --heddle-pipeline-tiles=stages=3 2>&1 | FileCheck %s --check-prefix=STAGES
// STAGES: error: stages must be 1 or 2, not 3

#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>
#swizzled = #heddle_gpu.shared<row = [144, 288, 576, 1024], column = [2, 4, 8, 16, 32, 64], bytes = 2048>
#mma = #heddle_gpu.mma<"m16n8k16.bf16">
#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// The next round's tile is copied while this one's is used.
// CHECK-LABEL: gpu.func @loop
// TWO: %[[BUFFER:.*]] = memref.alloc() {heddle_gpu.shared = {{.*}}} : memref<2x16x16xbf16, #gpu.address_space<workgroup>>
// ONE: %[[BUFFER:.*]] = memref.alloc() {heddle_gpu.shared = {{.*}}} : memref<1x16x16xbf16, #gpu.address_space<workgroup>>
// TWO: gpu.barrier
// TWO: scf.if
// TWO: heddle_gpu.copy %{{.*}}[%{{.*}}, %{{.*}}] to %[[BUFFER]][%{{.*}}, %{{.*}}, %{{.*}}] {in_bounds = array<i1: true, true>}
// TWO: heddle_gpu.commit
// CHECK: scf.for %[[AT:.*]] = %{{.*}} to %[[N:.*]] step
// TWO-SAME: iter_args(%{{.*}} = %{{.*}}, %[[STAGE:.*]] = %{{.*}}) -> (vector<16x16xf32>, index)
// TWO: %[[OTHER:.*]] = arith.xori %[[STAGE]]
// TWO: heddle_gpu.wait 0
// TWO: gpu.barrier
// TWO: %[[NEXT:.*]] = arith.addi %[[AT]]
// TWO: %[[MORE:.*]] = arith.cmpi slt, %[[NEXT]], %[[N]]
// TWO: scf.if %[[MORE]]
// TWO: heddle_gpu.copy %{{.*}}[%[[NEXT]], %{{.*}}] to %[[BUFFER]][%[[OTHER]],
// TWO: heddle_gpu.commit
// TWO: vector.transfer_read %[[BUFFER]][%[[STAGE]],
// ONE: gpu.barrier
// ONE: heddle_gpu.copy %{{.*}}[%[[AT]], %{{.*}}] to %[[BUFFER]]
// ONE: heddle_gpu.commit
// ONE: heddle_gpu.wait 0
// ONE: gpu.barrier
// ONE: vector.transfer_read %[[BUFFER]]
// TWO: {heddle_gpu.layouts = [{{.*}}, unit]}
// Unrolled, two rounds have constant stages, and one may be left over.
// UNROLL-LABEL: gpu.func @loop
// UNROLL: %[[BUFFER:.*]] = memref.alloc()
// UNROLL: scf.for
// UNROLL: heddle_gpu.copy {{.*}} to %[[BUFFER]][%c1
// UNROLL: vector.transfer_read %[[BUFFER]][%c0
// UNROLL: heddle_gpu.copy {{.*}} to %[[BUFFER]][%c0
// UNROLL: vector.transfer_read %[[BUFFER]][%c1
// UNROLL: } {heddle_gpu.layouts = [{{.*}}>]}
// UNROLL: scf.for
// UNROLL-NOT: heddle_gpu.stage
// UNROLL: vector.transfer_read %[[BUFFER]][%c0
// UNROLL: } {heddle_gpu.layouts = [{{.*}}>]}
// THREADS-LABEL: gpu.func @loop
// THREADS: nvvm.cp.async.shared.global
// THREADS: nvvm.ldmatrix

gpu.func @loop(%l: memref<16x16xbf16>, %r: memref<?x16xbf16>, %n: index, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %t = scf.for %at = %c0 to %n step %c16 iter_args(%sum = %c) -> (vector<16x16xf32>) {
    %b = vector.transfer_read %r[%at, %c0], %zero {in_bounds = [true, true], heddle_gpu.shared = #swizzled} : memref<?x16xbf16>, vector<16x16xbf16>
    %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b, %sum : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
    scf.yield %s : vector<16x16xf32>
  } {heddle_gpu.layouts = [#tile]}
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// A tile whose place depends on what the loop carries is copied where it is
// read, and so is one outside of loops: they take turns with the buffer.
// CHECK-LABEL: gpu.func @unknown
// CHECK: memref.alloc()
// CHECK-NOT: memref.alloc()
// CHECK: scf.for
// CHECK: gpu.barrier
// CHECK: heddle_gpu.copy
// CHECK: heddle_gpu.wait 0
// CHECK: gpu.barrier
// CHECK: vector.transfer_read
// CHECK: gpu.barrier
// CHECK: heddle_gpu.copy

gpu.func @unknown(%l: memref<16x16xbf16>, %r: memref<?x16xbf16>, %n: index, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %r2:2 = scf.for %i = %c0 to %n step %c16 iter_args(%sum = %c, %at = %c0) -> (vector<16x16xf32>, index) {
    %b = vector.transfer_read %r[%at, %c0], %zero {in_bounds = [true, true], heddle_gpu.shared = #swizzled} : memref<?x16xbf16>, vector<16x16xbf16>
    %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b, %sum : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
    %next = arith.addi %at, %i : index
    scf.yield %s, %next : vector<16x16xf32>, index
  } {heddle_gpu.layouts = [#tile, unit]}
  %b2 = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.shared = #swizzled} : memref<?x16xbf16>, vector<16x16xbf16>
  %t = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b2, %r2#0 : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}
}
