//===- MatrixShapes.cpp - The table of matrix instructions ----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matrix.h"

using namespace heddle;
using namespace heddle::amdgcn;

static constexpr MatrixShape shapes[] = {
    {"mfma.f32.32x32x1f32", Fragments::MFMA, 32, 32, 1, 2, Element::F32,
     Element::F32, Element::F32, 908, 959},
    {"mfma.f32.16x16x1f32", Fragments::MFMA, 16, 16, 1, 4, Element::F32,
     Element::F32, Element::F32, 908, 959},
    {"mfma.f32.4x4x1f32", Fragments::MFMA, 4, 4, 1, 16, Element::F32,
     Element::F32, Element::F32, 908, 959},
    {"mfma.f32.32x32x2f32", Fragments::MFMA, 32, 32, 2, 1, Element::F32,
     Element::F32, Element::F32, 908, 959},
    {"mfma.f32.16x16x4f32", Fragments::MFMA, 16, 16, 4, 1, Element::F32,
     Element::F32, Element::F32, 908, 959},
    {"mfma.f32.32x32x4f16", Fragments::MFMA, 32, 32, 4, 2, Element::F16,
     Element::F16, Element::F32, 908, 959},
    {"mfma.f32.32x32x4bf16.1k", Fragments::MFMA, 32, 32, 4, 2, Element::BF16,
     Element::BF16, Element::F32, 910, 959},
    {"mfma.i32.32x32x4i8", Fragments::MFMA, 32, 32, 4, 2, Element::I8,
     Element::I8, Element::I32, 908, 959},
    {"mfma.f32.16x16x4f16", Fragments::MFMA, 16, 16, 4, 4, Element::F16,
     Element::F16, Element::F32, 908, 959},
    {"mfma.f32.16x16x4bf16.1k", Fragments::MFMA, 16, 16, 4, 4, Element::BF16,
     Element::BF16, Element::F32, 910, 959},
    {"mfma.i32.16x16x4i8", Fragments::MFMA, 16, 16, 4, 4, Element::I8,
     Element::I8, Element::I32, 908, 959},
    {"mfma.f32.4x4x4f16", Fragments::MFMA, 4, 4, 4, 16, Element::F16,
     Element::F16, Element::F32, 908, 959},
    {"mfma.f32.4x4x4bf16.1k", Fragments::MFMA, 4, 4, 4, 16, Element::BF16,
     Element::BF16, Element::F32, 910, 959},
    {"mfma.i32.4x4x4i8", Fragments::MFMA, 4, 4, 4, 16, Element::I8, Element::I8,
     Element::I32, 908, 959},
    {"mfma.f32.32x32x8f16", Fragments::MFMA, 32, 32, 8, 1, Element::F16,
     Element::F16, Element::F32, 908, 959},
    {"mfma.f32.32x32x8bf16.1k", Fragments::MFMA, 32, 32, 8, 1, Element::BF16,
     Element::BF16, Element::F32, 910, 959},
    {"mfma.i32.32x32x8i8", Fragments::MFMA, 32, 32, 8, 1, Element::I8,
     Element::I8, Element::I32, 908, 959},
    {"mfma.f32.16x16x16f16", Fragments::MFMA, 16, 16, 16, 1, Element::F16,
     Element::F16, Element::F32, 908, 959},
    {"mfma.f32.16x16x16bf16.1k", Fragments::MFMA, 16, 16, 16, 1, Element::BF16,
     Element::BF16, Element::F32, 910, 959},
    {"mfma.i32.16x16x16i8", Fragments::MFMA, 16, 16, 16, 1, Element::I8,
     Element::I8, Element::I32, 908, 959},
    {"mfma.f32.32x32x2bf16", Fragments::MFMA, 32, 32, 2, 2, Element::BF16,
     Element::BF16, Element::F32, 908, 959},
    {"mfma.f32.16x16x2bf16", Fragments::MFMA, 16, 16, 2, 4, Element::BF16,
     Element::BF16, Element::F32, 908, 959},
    {"mfma.f32.4x4x2bf16", Fragments::MFMA, 4, 4, 2, 16, Element::BF16,
     Element::BF16, Element::F32, 908, 959},
    {"mfma.f32.32x32x4bf16", Fragments::MFMA, 32, 32, 4, 1, Element::BF16,
     Element::BF16, Element::F32, 908, 959},
    {"mfma.f32.16x16x8bf16", Fragments::MFMA, 16, 16, 8, 1, Element::BF16,
     Element::BF16, Element::F32, 908, 959},
    {"mfma.f64.16x16x4f64", Fragments::MFMA64, 16, 16, 4, 1, Element::F64,
     Element::F64, Element::F64, 910, 959},
    {"mfma.f64.4x4x4f64", Fragments::MFMA64, 4, 4, 4, 4, Element::F64,
     Element::F64, Element::F64, 910, 959},
    {"mfma.i32.16x16x32.i8", Fragments::MFMA, 16, 16, 32, 1, Element::I8,
     Element::I8, Element::I32, 940, 959},
    {"mfma.f32.16x16x32.bf8.bf8", Fragments::MFMA, 16, 16, 32, 1, Element::BF8,
     Element::BF8, Element::F32, 908, 959},
    {"mfma.f32.16x16x32.bf8.fp8", Fragments::MFMA, 16, 16, 32, 1, Element::BF8,
     Element::FP8, Element::F32, 908, 959},
    {"mfma.f32.16x16x32.fp8.bf8", Fragments::MFMA, 16, 16, 32, 1, Element::FP8,
     Element::BF8, Element::F32, 908, 959},
    {"mfma.f32.16x16x32.fp8.fp8", Fragments::MFMA, 16, 16, 32, 1, Element::FP8,
     Element::FP8, Element::F32, 940, 959},
    {"mfma.i32.32x32x16.i8", Fragments::MFMA, 32, 32, 16, 1, Element::I8,
     Element::I8, Element::I32, 940, 959},
    {"mfma.f32.32x32x16.bf8.bf8", Fragments::MFMA, 32, 32, 16, 1, Element::BF8,
     Element::BF8, Element::F32, 908, 959},
    {"mfma.f32.32x32x16.bf8.fp8", Fragments::MFMA, 32, 32, 16, 1, Element::BF8,
     Element::FP8, Element::F32, 908, 959},
    {"mfma.f32.32x32x16.fp8.bf8", Fragments::MFMA, 32, 32, 16, 1, Element::FP8,
     Element::BF8, Element::F32, 908, 959},
    {"mfma.f32.32x32x16.fp8.fp8", Fragments::MFMA, 32, 32, 16, 1, Element::FP8,
     Element::FP8, Element::F32, 940, 959},
    {"mfma.f32.16x16x8.xf32", Fragments::MFMA, 16, 16, 8, 1, Element::XF32,
     Element::XF32, Element::F32, 940, 949},
    {"mfma.f32.32x32x4.xf32", Fragments::MFMA, 32, 32, 4, 1, Element::XF32,
     Element::XF32, Element::F32, 940, 949},
    {"mfma.f32.16x16x32.f16", Fragments::MFMA, 16, 16, 32, 1, Element::F16,
     Element::F16, Element::F32, 950, 959},
    {"mfma.f32.16x16x32.bf16", Fragments::MFMA, 16, 16, 32, 1, Element::BF16,
     Element::BF16, Element::F32, 950, 959},
    {"mfma.i32.16x16x64.i8", Fragments::MFMA, 16, 16, 64, 1, Element::I8,
     Element::I8, Element::I32, 950, 959},
    {"mfma.f32.32x32x16.f16", Fragments::MFMA, 32, 32, 16, 1, Element::F16,
     Element::F16, Element::F32, 950, 959},
    {"mfma.f32.32x32x16.bf16", Fragments::MFMA, 32, 32, 16, 1, Element::BF16,
     Element::BF16, Element::F32, 950, 959},
    {"mfma.i32.32x32x32.i8", Fragments::MFMA, 32, 32, 32, 1, Element::I8,
     Element::I8, Element::I32, 950, 959},
    {"mfma.scale.f32.16x16x128.f8f6f4", Fragments::MFMA, 16, 16, 128, 1,
     Element::Narrow, Element::Narrow, Element::F32, 950, 959},
    {"mfma.scale.f32.32x32x64.f8f6f4", Fragments::MFMA, 32, 32, 64, 1,
     Element::Narrow, Element::Narrow, Element::F32, 950, 959},
    {"wmma.f32.16x16x16.f16", Fragments::Replicated, 16, 16, 16, 1,
     Element::F16, Element::F16, Element::F32, 1100, 1199},
    {"wmma.f32.16x16x16.bf16", Fragments::Replicated, 16, 16, 16, 1,
     Element::BF16, Element::BF16, Element::F32, 1100, 1199},
    {"wmma.f16.16x16x16.f16", Fragments::Replicated, 16, 16, 16, 1,
     Element::F16, Element::F16, Element::F16, 1100, 1199},
    {"wmma.bf16.16x16x16.bf16", Fragments::Replicated, 16, 16, 16, 1,
     Element::BF16, Element::BF16, Element::BF16, 1100, 1199},
    {"wmma.i32.16x16x16.iu8", Fragments::Replicated, 16, 16, 16, 1, Element::I8,
     Element::I8, Element::I32, 1100, 1199},
    {"wmma.i32.16x16x16.iu4", Fragments::Replicated, 16, 16, 16, 1, Element::I4,
     Element::I4, Element::I32, 1100, 1199},
    {"wmma.f16.16x16x16.f16.tied", Fragments::Replicated, 16, 16, 16, 1,
     Element::F16, Element::F16, Element::F16, 1100, 1199},
    {"wmma.bf16.16x16x16.bf16.tied", Fragments::Replicated, 16, 16, 16, 1,
     Element::BF16, Element::BF16, Element::BF16, 1100, 1199},
    {"wmma.f32.16x16x16.f16", Fragments::Split, 16, 16, 16, 1, Element::F16,
     Element::F16, Element::F32, 1200, 1249},
    {"wmma.f32.16x16x16.bf16", Fragments::Split, 16, 16, 16, 1, Element::BF16,
     Element::BF16, Element::F32, 1200, 1249},
    {"wmma.f16.16x16x16.f16", Fragments::Split, 16, 16, 16, 1, Element::F16,
     Element::F16, Element::F16, 1200, 1249},
    {"wmma.bf16.16x16x16.bf16", Fragments::Split, 16, 16, 16, 1, Element::BF16,
     Element::BF16, Element::BF16, 1200, 1249},
    {"wmma.i32.16x16x16.iu8", Fragments::Split, 16, 16, 16, 1, Element::I8,
     Element::I8, Element::I32, 1200, 1249},
    {"wmma.i32.16x16x16.iu4", Fragments::Split, 16, 16, 16, 1, Element::I4,
     Element::I4, Element::I32, 1200, 1249},
    {"wmma.f32.16x16x16.fp8.fp8", Fragments::Split, 16, 16, 16, 1, Element::FP8,
     Element::FP8, Element::F32, 1200, 1249},
    {"wmma.f32.16x16x16.fp8.bf8", Fragments::Split, 16, 16, 16, 1, Element::FP8,
     Element::BF8, Element::F32, 1200, 1249},
    {"wmma.f32.16x16x16.bf8.fp8", Fragments::Split, 16, 16, 16, 1, Element::BF8,
     Element::FP8, Element::F32, 1200, 1249},
    {"wmma.f32.16x16x16.bf8.bf8", Fragments::Split, 16, 16, 16, 1, Element::BF8,
     Element::BF8, Element::F32, 1200, 1249},
    {"wmma.i32.16x16x32.iu4", Fragments::Split, 16, 16, 32, 1, Element::I4,
     Element::I4, Element::I32, 1200, 1249},
};

llvm::ArrayRef<MatrixShape> amdgcn::getMatrixShapes() { return shapes; }

unsigned amdgcn::countInputs(const MatrixShape &shape, unsigned extent,
                             unsigned waveSize) {
  if (shape.fragments == Fragments::Replicated)
    return shape.k;
  return extent * shape.k * shape.blocks / waveSize;
}

Coordinate amdgcn::locateInput(const MatrixShape &shape, unsigned extent,
                               unsigned waveSize, unsigned lane, unsigned e) {
  if (shape.fragments == Fragments::Replicated)
    return {0, lane % extent, e};
  unsigned inLane = countInputs(shape, extent, waveSize);
  return {lane / extent % shape.blocks, lane % extent,
          lane / (extent * shape.blocks) * inLane + e};
}

Coordinate amdgcn::locateResult(const MatrixShape &shape, unsigned waveSize,
                                unsigned lane, unsigned e) {
  unsigned column = lane % shape.n, group = lane / shape.n;
  unsigned groups = waveSize / shape.n;
  switch (shape.fragments) {
  case Fragments::Replicated:
    return {0, e * groups + group, column};
  case Fragments::Split:
    return {0, shape.m / groups * group + e, column};
  case Fragments::MFMA64:
    return {group % shape.blocks,
            e * (groups / shape.blocks) + group / shape.blocks, column};
  case Fragments::MFMA: {
    // Four rows to each group of lanes in turn, through all blocks.
    unsigned quad = e / 4 * groups + group;
    unsigned quads = shape.m / 4;
    return {quad / quads, quad % quads * 4 + e % 4, column};
  }
  }
  return {};
}
