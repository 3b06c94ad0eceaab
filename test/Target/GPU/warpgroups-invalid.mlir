// RUN: heddle-opt %s --heddle-distribute-tiles --split-input-file -verify-diagnostics

#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [[16, 0], [32, 0]], repeat = [1, 1]>
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [[16, 0], [32, 0]], repeat = [1, 1]>
#right = #heddle_gpu.registers<register = [[0, 1], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [[0, 0], [0, 0]], repeat = [1, 1]>
#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>

gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @registers(%l: memref<64x16xbf16>, %r: memref<8x16xbf16>, %y: memref<64x8xf32>) kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<64x16xbf16>, vector<64x16xbf16>
  %b = vector.transfer_read %r[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#right]} : memref<8x16xbf16>, vector<8x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<64x8xf32>
  // expected-error @below {{has a right factor that is not in shared memory, where its instruction reads it: wgmma.m64k16.bf16}}
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #heddle_gpu.mma<"wgmma.m64k16.bf16">, heddle_gpu.layouts = [#tile]} %a, %b, %c : vector<64x16xbf16>, vector<8x16xbf16> into vector<64x8xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<64x8xf32>, memref<64x8xf32>
  gpu.return
}
}

// -----

#tile = #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [[32, 0], [16, 0]], repeat = [1, 1]>
#left = #heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [[32, 0], [16, 0]], repeat = [1, 1]>
#shared = #heddle_gpu.shared<row = [144, 288, 576], column = [2, 4, 8, 16, 32, 64], bytes = 1024>
#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>

gpu.module @kernels attributes {heddle_gpu.target = "sm_90a"} {
gpu.func @order(%l: memref<64x16xbf16>, %y: memref<64x8xf32>) kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %buffer = memref.alloc() {heddle_gpu.shared = #shared} : memref<8x16xbf16, #gpu.address_space<workgroup>>
  %a = vector.transfer_read %l[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#left]} : memref<64x16xbf16>, vector<64x16xbf16>
  %b = vector.transfer_read %buffer[%c0, %c0], %zero {in_bounds = [true, true]} : memref<8x16xbf16, #gpu.address_space<workgroup>>, vector<8x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#tile]} dense<0.0> : vector<64x8xf32>
  // expected-error @below {{has a result whose rows or columns are not those of its instruction, wgmma.m64k16.bf16}}
  %s = vector.contract {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.mma = #heddle_gpu.mma<"wgmma.m64k16.bf16">, heddle_gpu.layouts = [#tile]} %a, %b, %c : vector<64x16xbf16>, vector<8x16xbf16> into vector<64x8xf32>
  vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<64x8xf32>, memref<64x8xf32>
  gpu.return
}
}
