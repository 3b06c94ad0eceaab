// RUN: heddle-opt %s --heddle-distribute-tiles --split-input-file --verify-diagnostics

// expected-error @below {{needs heddle_gpu.target, a string that names a GPU that is supported, such as "sm_80"}}
gpu.module @kernels {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {

  gpu.return
  }
}

// -----

// expected-error @below {{needs heddle_gpu.target, a string that names a GPU that is supported, such as "sm_80"}}
gpu.module @kernels attributes {heddle_gpu.target = "pdp11"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {

  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  // expected-error @below {{must say its number of threads, all along x, by known_block_size}}
  gpu.func @f(%m: memref<16x16xf32>) kernel {

  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  // expected-error @below {{a tile of type 'vector<16x16xf32>' has no layout in registers: run heddle-assign-layouts first}}
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true]} : memref<16x16xf32>, vector<16x16xf32>

  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  %c1 = arith.constant 1 : index
  // expected-error @below {{carries a tile whose layout is not that of the value that it starts with or yields: insert heddle_gpu.convert_layout}}
  %r = scf.for %i = %c0 to %c1 step %c1 iter_args(%a = %x) -> (vector<16x16xf32>) {
    scf.yield %a : vector<16x16xf32>
  } {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 4]>]}
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{takes a tile whose layout does not agree with that of its result: insert heddle_gpu.convert_layout}}
  %t = vector.transpose %x, [1, 0] {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : vector<16x16xf32> to vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{changes more than dimensions of one element, which threads cannot do: 'vector<16x16xf32>' to 'vector<256xf32>'}}
  %t = vector.shape_cast %x {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} : vector<16x16xf32> to vector<256xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{cannot be distributed among threads: this kind of op on tiles is not supported}}
  %t = vector.extract_strided_slice %x {offsets = [0, 0], sizes = [8, 16], strides = [1, 1], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : vector<16x16xf32> to vector<8x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{takes a part of a tile out of it, which threads cannot do}}
  %t = vector.extract %x[0] {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} : vector<16xf32> from vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} : memref<16x16xf32>, vector<16xf32>
  // expected-error @below {{takes a number out of a tile whose elements not every thread knows}}
  %t = vector.extract %x[3] : f32 from vector<16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  %z = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[0, 8], [1, 0], [2, 0], [4, 0], [8, 0]], warp = [], repeat = [1, 1]>]} dense<0.0> : vector<16x16xf32>
  // expected-error @below {{takes tiles of different layouts: insert heddle_gpu.convert_layout}}
  %t = arith.addf %x, %z {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [], lane = [[0, 0], [0, 0], [0, 0], [0, 0], [0, 0]], warp = [[0, 1], [0, 2]], repeat = [16, 4]>]} : memref<16x16xf32>, vector<16x16xf32>
  %s = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [], lane = [[0], [0], [0], [0], [0]], warp = [[0], [0]], repeat = [16]>]} dense<0.0> : vector<16xf32>
  // expected-error @below {{reduces a dimension that lies in 4 warps, which is supported for whole vectors only: keep the dimension in one warp}}
  %r = vector.multi_reduction <add>, %x, %s {heddle_gpu.layouts = [#heddle_gpu.registers<register = [], lane = [[0], [0], [0], [0], [0]], warp = [[0], [0]], repeat = [16]>]} [1] : vector<16x16xf32> to vector<16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [2, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} dense<0.0> : vector<16x16xf32>
  // expected-error @below {{has no matrix instruction: run heddle-assign-layouts first}}
  %s = vector.contract {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[0, 8], [1, 0], [2, 0], [4, 0], [8, 0]], warp = [], repeat = [1, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [2, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} dense<0.0> : vector<16x16xf32>
  // expected-error @below {{has a left factor whose layout is not that of its instruction, m16n8k16.bf16: insert heddle_gpu.convert_layout}}
  %s = vector.contract {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>], heddle_gpu.mma = #heddle_gpu.mma<"m16n8k16.bf16">} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %a = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %b = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} : memref<16x16xbf16>, vector<16x16xbf16>
  %c = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} dense<0.0> : vector<16x16xf32>
  // expected-error @below {{names no matrix instruction of this GPU for 'bf16': m3n3k3.bf16}}
  %s = vector.contract {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>, heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>], heddle_gpu.mma = #heddle_gpu.mma<"m3n3k3.bf16">} %a, %b, %c : vector<16x16xbf16>, vector<16x16xbf16> into vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{is supported as a reversal of the first dimension only}}
  %r = vector.shuffle %x, %x [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14] {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : vector<16x16xf32>, vector<16x16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x16xf32>, vector<16x16xf32>
  %s = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} dense<1.0> : vector<16xf32>
  // expected-error @below {{is supported for exclusive sums and products whose last value is not used only}}
  %r, %l = vector.scan <mul>, %x, %s {inclusive = true, reduction_dim = 1 : i64, heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>, #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} : vector<16x16xf32>, vector<16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x12xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>]} : memref<16x12xf32>, vector<16x12xf32>
  %s = arith.constant {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} dense<1.0> : vector<16xf32>
  // expected-error @below {{goes along dimension 1 of a tile, which must be whole in one warp, without padding}}
  %r, %l = vector.scan <mul>, %x, %s {inclusive = false, reduction_dim = 1 : i64, heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 2]>, #heddle_gpu.registers<register = [[8]], lane = [[0], [0], [1], [2], [4]], warp = [], repeat = [1]>]} : vector<16x12xf32>, vector<16xf32>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : bf16
  %buffer = memref.alloc() {heddle_gpu.shared = #heddle_gpu.shared<row = [16, 32, 64, 128], column = [2, 4, 8], bytes = 256>} : memref<16x8xbf16, #gpu.address_space<workgroup>>
  // expected-error @below {{has a layout of 16 elements along dimension 1, more than the buffer's 8: make the buffer larger}}
  %x = vector.transfer_read %buffer[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0], [0, 8]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} : memref<16x8xbf16, #gpu.address_space<workgroup>>, vector<16x8xbf16>
  vector.transfer_write %x, %m[%c0, %c0] {in_bounds = [true, true]} : vector<16x8xbf16>, memref<16x16xbf16>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  // expected-error @below {{is a buffer of shared memory without heddle_gpu.shared: run heddle-pipeline-tiles first}}
  %buffer = memref.alloc() : memref<16x8xbf16, #gpu.address_space<workgroup>>
  gpu.return
  }
}

// -----

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  // expected-error @below {{needs 262144 bytes of shared memory, more than the 166912 that a workgroup has on sm_80: take smaller tiles or fewer stages}}
  gpu.func @f(%m: memref<16x16xbf16>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %buffer = memref.alloc() {heddle_gpu.shared = #heddle_gpu.shared<row = [16, 32, 64, 128], column = [2, 4, 8], bytes = 256>} : memref<1024x16x8xbf16, #gpu.address_space<workgroup>>
  gpu.return
  }
}

// -----

#tile = #heddle_gpu.registers<register = [[0, 1], [0, 2], [0, 4]], lane = [[1, 0], [2, 0], [4, 0], [8, 0], [0, 8]], warp = [], repeat = [1, 1]>
#row = #heddle_gpu.registers<register = [[0], [0]], lane = [[1], [2], [4], [8], [0]], warp = [], repeat = [1]>

gpu.module @kernels attributes {heddle_gpu.target = "sm_80"} {
  gpu.func @f(%m: memref<16x16xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %none = arith.constant {heddle_gpu.layouts = [#row]} dense<0.0> : vector<16xf32>
  %x = vector.transfer_read %m[%c0, %c0], %zero {in_bounds = [true, true], heddle_gpu.layouts = [#tile]} : memref<16x16xf32>, vector<16x16xf32>
  // expected-error @below {{has a result whose layout does not agree with that of its operand}}
  %r = vector.multi_reduction <add>, %x, %none {heddle_gpu.layouts = [#row]} [1] : vector<16x16xf32> to vector<16xf32>
  gpu.return
  }
}
