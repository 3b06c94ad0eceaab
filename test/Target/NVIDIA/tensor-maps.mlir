// Which tiles of keys and values are copied by tensor maps.

// RUN: heddle-opt %s --heddle-lower-to-nvvm=chip=sm_90a | FileCheck %s
// RUN: heddle-opt %s --heddle-lower-to-nvvm=chip=sm_80 | FileCheck %s --check-prefix=OLDER
// OLDER-NOT: tensor_map

// One of keys and one of values. Those who copy tell the signal of the ring how
// many bytes come, and have both halves of the rows copied.
// CHECK-LABEL: func.func @whole(
// CHECK-COUNT-2: heddle_gpu.encode_tensor_map {{.*}} of bf16 box [1, 1, 64, 64] swizzle 128
func.func @whole(%q: tensor<1x2x512x128xbf16>, %k: tensor<1x1x512x128xbf16>, %v: tensor<1x1x512x128xbf16>) -> tensor<1x2x512x128xbf16> {
  %init = tensor.empty() : tensor<1x2x512x128xbf16>
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x512x128xbf16>, tensor<1x1x512x128xbf16>, tensor<1x1x512x128xbf16>) outs(%init : tensor<1x2x512x128xbf16>) -> tensor<1x2x512x128xbf16>
  return %y : tensor<1x2x512x128xbf16>
}

// Rows are no multiples of 16 bytes.
// CHECK-LABEL: func.func @odd_rows(
// CHECK-NOT: encode_tensor_map
func.func @odd_rows(%q: tensor<1x2x512x100xbf16>, %k: tensor<1x2x512x100xbf16>, %v: tensor<1x2x512x100xbf16>) -> tensor<1x2x512x100xbf16> {
  %init = tensor.empty() : tensor<1x2x512x100xbf16>
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x512x100xbf16>, tensor<1x2x512x100xbf16>, tensor<1x2x512x100xbf16>) outs(%init : tensor<1x2x512x100xbf16>) -> tensor<1x2x512x100xbf16>
  return %y : tensor<1x2x512x100xbf16>
}

// Rows that the tensor lacks come as 0, and so do columns.
// CHECK-LABEL: func.func @padded(
// CHECK-COUNT-2: heddle_gpu.encode_tensor_map {{.*}} of f16 box [1, 1, 64, 64] swizzle 128
func.func @padded(%q: tensor<1x2x512x96xf16>, %k: tensor<1x2x500x96xf16>, %v: tensor<1x2x500x96xf16>) -> tensor<1x2x512x96xf16> {
  %init = tensor.empty() : tensor<1x2x512x96xf16>
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x512x96xf16>, tensor<1x2x500x96xf16>, tensor<1x2x500x96xf16>) outs(%init : tensor<1x2x512x96xf16>) -> tensor<1x2x512x96xf16>
  return %y : tensor<1x2x512x96xf16>
}

// CHECK-LABEL: llvm.func @whole_kernel(
// CHECK-COUNT-2: llvm.byval = !llvm.array<16 x i64>, nvvm.grid_constant
// CHECK: mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [$0], 16384;
// CHECK: cp.async.bulk.tensor.4d
// CHECK: cp.async.bulk.tensor.4d
// CHECK-LABEL: llvm.func @odd_rows_kernel(
// CHECK-NOT: cp.async.bulk
// CHECK-LABEL: llvm.func @padded_kernel(
// CHECK: cp.async.bulk.tensor.4d
