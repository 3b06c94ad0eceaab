// RUN: heddle-opt %s --heddle-distribute-tiles --canonicalize | FileCheck %s
#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>
#right = #heddle_gpu.registers<register = [[0, 1], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [2, 1]>
#mma = #heddle_gpu.mma<"m16n8k16.bf16">
#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>
#one = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>
#single = #heddle_gpu.registers<register = [[0, 1]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
// Both factors in registers: words as they are.
// CHECK-LABEL: gpu.func @registers
// CHECK-COUNT-2: nvvm.mma.sync A[%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}] B[%{{.*}}, %{{.*}}] C[%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}] {{.*}}multiplicandAPtxType = #nvvm.mma_type<bf16>{{.*}}m = 16, n = 8, k = 16
// CHECK-NOT: nvvm.mma.sync

gpu.func @registers(%l: memref<16x16xbf16>, %r: memref<16x16xbf16>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#right]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// The right factor in shared memory is loaded piece by piece, transposed where
// its rows are the reduced dimension.
// CHECK-LABEL: gpu.func @shared
// CHECK: nvvm.ldmatrix {{.*}}layout = #nvvm.mma_layout<row>, num = 2
// CHECK: nvvm.mma.sync
// CHECK: nvvm.ldmatrix {{.*}}layout = #nvvm.mma_layout<row>, num = 2
// CHECK: nvvm.mma.sync
// CHECK: nvvm.ldmatrix {{.*}}layout = #nvvm.mma_layout<col>, num = 4
// CHECK: nvvm.mma.sync
// CHECK: nvvm.mma.sync
// CHECK-NOT: nvvm.ldmatrix

gpu.func @shared(%l: memref<16x16xbf16>, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %buffer = memref.alloc() {heddle_gpu.shared = #heddle_gpu.shared<row = [32, 64, 128, 256], column = [2, 4, 8, 16], bytes = 512>} : memref<16x16xbf16, #gpu.address_space<workgroup>>
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %buffer[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xbf16, #gpu.address_space<workgroup>>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  %t = vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma, heddle_gpu.layouts = [#tile]} %a, %b, %s : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// Past the mask's bound both factors are 0, whatever lies there.
// CHECK-LABEL: gpu.func @masked
// CHECK: arith.select {{.*}} : bf16
// CHECK: nvvm.mma.sync

gpu.func @masked(%l: memref<16x16xbf16>, %r: memref<16x16xbf16>, %n: index, %y: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#right]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<16x16xf32>
  %c16 = arith.constant 16 : index
  %k = vector.create_mask %c16, %c16, %n : vector<16x16x16xi1>
  %s = vector.mask %k { vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #mma} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32> } {heddle_gpu.layouts = [#tile]} : vector<16x16x16xi1> -> vector<16x16xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  gpu.return
}

// f32 that may not be rounded to tf32 is split in two: four products.
// CHECK-LABEL: gpu.func @split
// CHECK-COUNT-4: nvvm.mma.sync {{.*}}multiplicandAPtxType = #nvvm.mma_type<tf32>{{.*}}k = 8
// CHECK-NOT: nvvm.mma.sync

gpu.func @split(%l: memref<16x8xf32>, %r: memref<8x8xf32>, %y: memref<16x8xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#one]} : memref<16x8xf32>, vector<16x8xf32>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#single]} : memref<8x8xf32>, vector<8x8xf32>
  %c = arith.constant {heddle_gpu.layouts = [#one]} dense<0.0> : vector<16x8xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #heddle_gpu.mma<"m16n8k8.f32">, heddle_gpu.layouts = [#one]} %a, %b, %c : vector<16x8xf32>, vector<8x8xf32> into vector<16x8xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<16x8xf32>, memref<16x8xf32>
  gpu.return
}
}
