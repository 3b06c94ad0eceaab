// Matrix instructions that several warps run together, and that read their
// right factor from shared memory.

// RUN: heddle-opt %s --heddle-assign-layouts --split-input-file | FileCheck %s --check-prefix=LAYOUT
// RUN: heddle-opt %s --heddle-assign-layouts --heddle-pipeline-tiles --heddle-distribute-tiles --canonicalize --split-input-file | FileCheck %s --check-prefix=THREAD

#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>

// Right factors are cut into panels of 128 bytes of a row. A product adds to
// zeros without reading them. Threads publish what they copied before a
// barrier.

// LAYOUT-LABEL: gpu.func @both
// LAYOUT: vector.transfer_read %{{.*}}heddle_gpu.shared = #heddle_gpu.shared<row = [144, 288, 576, 1024], column = [2, 4, 8, 16, 32, 64, 2048], bytes = 4096>
// LAYOUT: vector.contract {{.*}}heddle_gpu.mma = #heddle_gpu.mma<"wgmma.m64k16.bf16">
// LAYOUT: vector.transfer_read %{{.*}}heddle_gpu.shared = #heddle_gpu.shared<row = [144, 288, 576, 1024], column = [2, 4, 8, 16, 32, 64, 2048], bytes = 4096>
// LAYOUT: vector.contract {{.*}}warp = {{\[\[}}16, 0], [32, 0]]{{.*}}heddle_gpu.mma = #heddle_gpu.mma<"wgmma.m64k16.bf16">

// THREAD-LABEL: gpu.func @both
// THREAD: nvvm.fence.proxy {kind = #nvvm.proxy_kind<async.shared>, space = #nvvm.shared_space<cta>}
// THREAD-NEXT: nvvm.barrier
// THREAD: llvm.inline_asm has_side_effects asm_dialect = att "{ .reg .b64 left, right; wgmma.fence.sync.aligned;
// THREAD-SAME: add.s64 right, $40, 512; wgmma.mma_async.sync.aligned.m64n16k16.f32.bf16.bf16 {$0, $1, $2, $3, $4, $5, $6, $7}, {$8, $9, $10, $11}, right, 0, 1, 1, 0;
// THREAD-SAME: add.s64 right, $40, 514; wgmma{{.*}} {$12, $13, $14, $15}, right, 1, 1, 1, 0;
// THREAD-SAME: add.s64 right, $40, 640; wgmma{{.*}} {$24, $25, $26, $27}, right, 1, 1, 1, 0;
// THREAD-SAME: wgmma.commit_group.sync.aligned; }", "=&f,
// THREAD: llvm.inline_asm {{.*}}"wgmma.wait_group.sync.aligned 0;"
// THREAD-SAME: "=&f,=&f,=&f,=&f,=&f,=&f,=&f,=&f,0,1,2,3,4,5,6,7,~{memory}"
// THREAD: llvm.inline_asm {{.*}}, 8388608; {{.*}}m64n128k16.f32.bf16.bf16 {{.*}}, right, 0, 1, 1, 1; wgmma.commit
gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @both(%l: memref<64x128xbf16>, %r: memref<16x128xbf16>, %y: memref<64x128xf32>) kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<64x128xbf16>, vector<64x128xbf16>
  %k = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x128xbf16>, vector<16x128xbf16>
  %none = arith.constant dense<0.0> : vector<64x16xf32>
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %k, %none : vector<64x128xbf16>, vector<16x128xbf16> into vector<64x16xf32>
  %p = arith.truncf %s : vector<64x16xf32> to vector<64x16xbf16>
  %v = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x128xbf16>, vector<16x128xbf16>
  %nothing = arith.constant dense<0.0> : vector<64x128xf32>
  %o = vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %p, %v, %nothing : vector<64x16xbf16>, vector<16x128xbf16> into vector<64x128xf32>
  vector.transfer_write %o, %y[%c0, %c0] {in_bounds = [true, true]} : vector<64x128xf32>, memref<64x128xf32>
  gpu.return
}
}

// -----

#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>

// What sums up a part only, of which shared memory may have more, is for one
// warp, and so are few rows.

// LAYOUT-LABEL: gpu.func @single
// LAYOUT: vector.contract {{.*}}"m16n8k16.f16"
// LAYOUT: vector.contract {{.*}}"m16n8k16.f16"
// THREAD-LABEL: gpu.func @single
// THREAD-NOT: wgmma
// THREAD-NOT: nvvm.fence.proxy
gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @single(%l: memref<64x16xf16>, %r: memref<16x64xf16>, %n: index, %y: memref<64x64xf32>) kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0.0 : f16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<64x16xf16>, vector<64x16xf16>
  %v = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x64xf16>, vector<16x64xf16>
  %none = arith.constant dense<0.0> : vector<64x64xf32>
  %mask = vector.create_mask %c64, %c64, %n : vector<64x64x16xi1>
  %o = vector.mask %mask { vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %a, %v, %none : vector<64x16xf16>, vector<16x64xf16> into vector<64x64xf32> } : vector<64x64x16xi1> -> vector<64x64xf32>
  vector.transfer_write %o, %y[%c0, %c0] {in_bounds = [true, true]} : vector<64x64xf32>, memref<64x64xf32>
  %b = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true]} : memref<64x16xf16>, vector<32x16xf16>
  %w = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x64xf16>, vector<16x64xf16>
  %nothing = arith.constant dense<0.0> : vector<32x64xf32>
  %q = vector.contract {indexing_maps = [#map, #map3, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %b, %w, %nothing : vector<32x16xf16>, vector<16x64xf16> into vector<32x64xf32>
  vector.transfer_write %q, %y[%c0, %c0] {in_bounds = [true, true]} : vector<32x64xf32>, memref<64x64xf32>
  gpu.return
}
}
