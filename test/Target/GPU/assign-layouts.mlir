// RUN: heddle-opt %s --heddle-assign-layouts | FileCheck %s
// RUN: heddle-opt %s --heddle-assign-layouts --heddle-pipeline-tiles --heddle-distribute-tiles | FileCheck %s --check-prefix=THREADS

// THREADS-COUNT-4: gpu.return


#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// A product decides for what it reads, and for what is made of its result. Sums
// of rows stay spread over lanes until the loop ends.
// CHECK-LABEL: gpu.func @product
// CHECK: vector.transfer_read {{.*}} {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}0, 1], [8, 0], [0, 8]], {{.*}}repeat = [1, 1]>], in_bounds
// CHECK: arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}8]], lane = {{\[\[}}0], [0], [1], [2], [4]], warp = [], repeat = [1], partial = [0, 1]>]}
// CHECK: scf.for
// CHECK: vector.transfer_read {{.*}}heddle_gpu.shared = #{{.*}}
// CHECK: vector.contract {{.*}}heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}0, 1], [8, 0]], lane = {{\[\[}}0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]{{.*}}heddle_gpu.mma = #heddle_gpu.mma<"m16n8k16.bf16">
// CHECK: math.exp2 {{.*}} {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}0, 1], [8, 0]], lane = {{\[\[}}0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]}
// CHECK: vector.multi_reduction <add>, {{.*}} {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}8]], lane = {{\[\[}}0], [0], [1], [2], [4]], warp = [], repeat = [1], partial = [0, 1]>]}
// CHECK: {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}8]], lane = {{\[\[}}0], [0], [1], [2], [4]], warp = [], repeat = [1], partial = [0, 1]>]}
// CHECK: heddle_gpu.convert_layout {{.*}} {heddle_gpu.layouts = [#heddle_gpu.registers<register = {{\[\[}}8]], lane = {{\[\[}}0], [0], [1], [2], [4]], warp = [], repeat = [1]>]}

gpu.func @product(%l: memref<16x16xbf16>, %r: memref<16x16xbf16>, %n: index, %y: memref<16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xbf16>, vector<16x16xbf16>
  %none = arith.constant dense<0.0> : vector<16xf32>
  %sum = scf.for %at = %c0 to %n step %c16 iter_args(%so = %none) -> (vector<16xf32>) {
    %b = vector.transfer_read %r[%at, %c0], %zero {in_bounds = [true, true]} : memref<16x16xbf16>, vector<16x16xbf16>
    %c = arith.constant dense<0.0> : vector<16x16xf32>
    %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
    %p = math.exp2 %s : vector<16x16xf32>
    %more = vector.multi_reduction <add>, %p, %so [1] : vector<16x16xf32> to vector<16xf32>
    scf.yield %more : vector<16xf32>
  }
  %one = arith.constant dense<1.0> : vector<16xf32>
  %inverse = arith.divf %one, %sum : vector<16xf32>
  vector.transfer_write %inverse, %y[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32>
  gpu.return
}

// A right factor that is computed is written to shared memory.
// CHECK-LABEL: gpu.func @computed
// CHECK: memref.alloc() {heddle_gpu.shared
// CHECK: gpu.barrier
// CHECK: vector.transfer_write
// CHECK: gpu.barrier
// CHECK: vector.transfer_read
// CHECK: vector.contract

gpu.func @computed(%l: memref<16x16xbf16>, %r: memref<16x16xbf16>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xbf16>, vector<16x16xbf16>
  %d = arith.addf %b, %b : vector<16x16xbf16>
  %c = arith.constant dense<0.0> : vector<16x16xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %d, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Tiles that no product decides: neighbours of a row in neighbouring registers.
// CHECK-LABEL: gpu.func @rest
// CHECK: vector.transfer_read {{.*}}heddle_gpu.layouts = [#{{.*}}]

gpu.func @rest(%m: memref<16x16xf32>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %a = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xf32>, vector<16x16xf32>
  %s = arith.addf %a, %a : vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Factors of f32 are rounded only where that is allowed.
// CHECK-LABEL: gpu.func @exact
// CHECK: vector.contract {{.*}}heddle_gpu.mma = #heddle_gpu.mma<"m16n8k8.f32">
// CHECK: vector.contract {{.*}}heddle_gpu.mma = #heddle_gpu.mma<"m16n8k8.tf32">

gpu.func @exact(%l: memref<16x8xf32>, %r: memref<8x8xf32>, %y: memref<16x8xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x8xf32>, vector<16x8xf32>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<8x8xf32>, vector<8x8xf32>
  %c = arith.constant dense<0.0> : vector<16x8xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %c : vector<16x8xf32>, vector<8x8xf32> into vector<16x8xf32>
  %t = vector.contract {heddle.allow_tf32, indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %s : vector<16x8xf32>, vector<8x8xf32> into vector<16x8xf32>
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x8xf32>, memref<16x8xf32>
  gpu.return
}
}
