// What no tensor map can be of.

// RUN: heddle-opt %s --split-input-file --verify-diagnostics

func.func @rank(%x: memref<1x1x1x1x8x64xbf16>) {
  // expected-error@+1 {{takes tensors of 1 to 5 dimensions, not of 6}}
  %map = heddle_gpu.tensor_map %x box [1, 1, 1, 1, 8, 64] swizzle 128 : memref<1x1x1x1x8x64xbf16>
  return
}

// -----

func.func @columns(%x: memref<8x64xbf16, strided<[1, 8]>>) {
  // expected-error@+1 {{takes memrefs with adjacent elements along the last dimension}}
  %map = heddle_gpu.tensor_map %x box [8, 64] swizzle 128 : memref<8x64xbf16, strided<[1, 8]>>
  return
}

// -----

func.func @box(%x: memref<8x64xbf16>) {
  // expected-error@+1 {{has a box of 3 dimensions; the tensor has 2}}
  %map = heddle_gpu.tensor_map %x box [1, 8, 64] swizzle 128 : memref<8x64xbf16>
  return
}

// -----

func.func @extent(%x: memref<512x64xbf16>) {
  // expected-error@+1 {{takes 1 to 256 elements along a dimension, not 512}}
  %map = heddle_gpu.tensor_map %x box [512, 64] swizzle 128 : memref<512x64xbf16>
  return
}

// -----

func.func @element(%x: memref<8x64xi16>) {
  // expected-error@+1 {{takes elements of f16, bf16 or f32, not of 'i16'}}
  %map = heddle_gpu.tensor_map %x box [8, 64] swizzle 128 : memref<8x64xi16>
  return
}

// -----

func.func @swizzle(%x: memref<8x64xbf16>) {
  // expected-error@+1 {{has rows of 64 bytes, and a pattern of 128; expected the same, of 32, 64 or 128}}
  %map = heddle_gpu.tensor_map %x box [8, 32] swizzle 128 : memref<8x64xbf16>
  return
}

// -----

func.func @encoded(%address: i64, %n: i64) {
  // expected-error@+1 {{has a box of 1 dimensions; the tensor has 2}}
  %map = heddle_gpu.encode_tensor_map %address sizes[%n, %n] strides[%n, %n] of bf16 box [64] swizzle 128
  return
}
