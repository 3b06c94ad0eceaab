//===- TensorTest.cpp - Tests of tensors and guarded memory ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Tensor.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace heddle::rt;

namespace {

constexpr Placement placements[] = {Placement::Guarded, Placement::Aligned};

Tensor make(ElementType type, const Dims &shape,
            Placement placement = Placement::Guarded) {
  Result<Tensor> tensor = Tensor::allocate(type, shape, placement);
  EXPECT_TRUE(tensor);
  return *std::move(tensor);
}

Tensor makeStrided(const Dims &shape, const Dims &strides, int64_t offset = 0) {
  Result<Tensor> tensor =
      Tensor::allocateStrided(ElementType::F32, shape, strides, offset);
  EXPECT_TRUE(tensor);
  return *std::move(tensor);
}

std::string errorOf(const Dims &shape) {
  Result<Tensor> tensor = Tensor::allocate(ElementType::F32, shape);
  return tensor ? "success" : tensor.error();
}

unsigned char *bytesOf(Tensor &tensor) {
  return static_cast<unsigned char *>(tensor.data());
}

//===----------------------------------------------------------------------===//
// Shapes and elements
//===----------------------------------------------------------------------===//

TEST(Shape, Format) {
  EXPECT_EQ(formatShape({}), "scalar");
  EXPECT_EQ(formatShape({4, 256}), "4x256");
}

TEST(Tensor, StartsAtZero) {
  for (Placement placement : placements) {
    Tensor tensor = make(ElementType::F32, {2, 3, 4}, placement);
    EXPECT_EQ(tensor.numElements(), 24);
    EXPECT_EQ(tensor.sizeInBytes(), 96u);
    EXPECT_EQ(tensor.strides(), (Dims{12, 4, 1}));
    EXPECT_TRUE(tensor.isPacked());
    for (int64_t i = 0; i < 24; ++i)
      EXPECT_EQ(tensor.get(i), 0);
  }
}

TEST(Tensor, IndexAndPositionAgree) {
  Tensor tensor = makeStrided({2, 3, 4}, {1, 2, 10}, 5);
  EXPECT_FALSE(tensor.isPacked());
  double next = 0;
  for (int64_t i = 0; i < 2; ++i)
    for (int64_t j = 0; j < 3; ++j)
      for (int64_t k = 0; k < 4; ++k)
        tensor.set({i, j, k}, next++);
  for (int64_t position = 0; position < 24; ++position)
    EXPECT_EQ(tensor.get(position), position);
  EXPECT_EQ(static_cast<float *>(tensor.data())[5 + 1 + 2 * 2 + 3 * 10], 23);
  EXPECT_EQ(tensor.sizeInBytes(), 4u * (5 + 1 + 4 + 30 + 1));
}

TEST(Tensor, VisitsInRowMajorOrder) {
  Tensor tensor = makeStrided({2, 2}, {1, 3}, 1);
  Dims places;
  tensor.forEachPlace([&](int64_t place) { places.push_back(place); });
  EXPECT_EQ(places, (Dims{1, 4, 2, 5}));
}

TEST(Tensor, StrideZeroRepeats) {
  Tensor tensor = makeStrided({3, 2}, {0, 1});
  tensor.set({0, 1}, 7);
  EXPECT_EQ(tensor.get({2, 1}), 7);
  EXPECT_EQ(tensor.sizeInBytes(), 8u);
}

TEST(Tensor, Scalar) {
  Tensor tensor = make(ElementType::F64, {});
  tensor.set(Dims{}, 2.5);
  EXPECT_EQ(tensor.get(0), 2.5);
  EXPECT_EQ(tensor.numElements(), 1);
}

TEST(Tensor, Empty) {
  for (Placement placement : placements) {
    Tensor tensor = make(ElementType::F16, {3, 0, 5}, placement);
    EXPECT_TRUE(tensor.empty());
    EXPECT_TRUE(tensor.isPacked());
    EXPECT_EQ(tensor.sizeInBytes(), 0u);
    EXPECT_NE(tensor.data(), nullptr);
    EXPECT_TRUE(tensor.checkMargins());
    tensor.forEachPlace([](int64_t) { FAIL(); });
    EXPECT_TRUE(tensor.convert(ElementType::F32));
  }
}

TEST(Tensor, ExtentOneMayHaveAnyStride) {
  Tensor tensor = makeStrided({1, 3}, {INT64_MAX, 1});
  EXPECT_TRUE(tensor.isPacked());
  tensor.set({0, 2}, 3);
  EXPECT_EQ(tensor.convert(ElementType::F64)->get(2), 3);
}

TEST(Tensor, IntegersAreExact) {
  Tensor tensor = make(ElementType::I64, {1});
  int64_t value = (int64_t(1) << 60) + 1;
  tensor.storeInteger(0, value);
  EXPECT_EQ(tensor.getInteger(0), value);
  EXPECT_EQ(tensor.convert(ElementType::I64)->getInteger(0), value);
}

TEST(Tensor, BadShapesAreRefused) {
  EXPECT_EQ(errorOf({2, -3}), "shape 2x-3: the extent -3 is negative");
  std::string overflow = ": the number of elements overflows 64 bits";
  EXPECT_EQ(errorOf({INT64_MAX, 2}), "shape 9223372036854775807x2" + overflow);
  EXPECT_EQ(errorOf({INT64_MAX, 0, 2}),
            "shape 9223372036854775807x0x2" + overflow);
  EXPECT_EQ(errorOf(Dims(65, 1)), "65 dimensions, expected at most 64");
  EXPECT_EQ(errorOf({INT64_MAX}), "shape 9223372036854775807, f32: the size in "
                                  "bytes overflows 64 bits");
  EXPECT_EQ(errorOf({INT64_MAX / 8}),
            "shape 1152921504606846975, f32: cannot allocate "
            "4611686018427387900 bytes: Cannot allocate memory");
}

TEST(Tensor, BadLayoutsAreRefused) {
  auto errorOf = [](const Dims &shape, const Dims &strides, int64_t offset) {
    return Tensor::allocateStrided(ElementType::F32, shape, strides, offset)
        .error();
  };
  EXPECT_EQ(errorOf({2, 3}, {1}, 0), "1 strides for 2 dimensions");
  EXPECT_EQ(errorOf({2}, {-1}, 0), "the stride -1 is negative");
  EXPECT_EQ(errorOf({2}, {1}, -4), "the offset -4 is negative");
  EXPECT_EQ(errorOf({3}, {INT64_MAX}, 0),
            "shape 3, f32: the size in bytes overflows 64 bits");
  EXPECT_EQ(errorOf({1}, {1}, INT64_MAX),
            "shape 1, f32: the size in bytes overflows 64 bits");
}

TEST(Tensor, ConvertPacksAndRounds) {
  Tensor tensor = makeStrided({2, 2}, {1, 4});
  double values[] = {1, 1 + 0x1p-9, -2.75, 1e9};
  for (int64_t i = 0; i < 4; ++i)
    tensor.set(i, values[i]);
  Result<Tensor> half = tensor.convert(ElementType::BF16);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->isPacked());
  EXPECT_EQ(half->shape(), tensor.shape());
  EXPECT_EQ(half->get({0, 1}), 1);
  EXPECT_EQ(half->get({1, 0}), -2.75);
  EXPECT_EQ(tensor.convert(ElementType::F64)->get(1), values[1]);
  EXPECT_EQ(tensor.convert(ElementType::I32)->get(2), -2);
}

//===----------------------------------------------------------------------===//
// Placement and margins
//===----------------------------------------------------------------------===//

TEST(Placement, AlignedTo64Bytes) {
  for (int64_t extent : {0, 1, 5, 1000}) {
    Tensor tensor = make(ElementType::F16, {extent}, Placement::Aligned);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor.data()) % 64, 0u);
  }
}

TEST(Placement, GuardedKeepsTheAlignmentAskedFor) {
  Result<Tensor> tensor =
      Tensor::allocate(ElementType::F16, {5}, Placement::Guarded, 16);
  ASSERT_TRUE(tensor);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor->data()) % 16, 0u);
  EXPECT_TRUE(tensor->checkMargins());
  bytesOf(*tensor)[11] = 0;
  ASSERT_TRUE(tensor->checkMargins().failed());
  EXPECT_EQ(tensor->checkMargins().error(),
            "byte 2 after the end of the data was overwritten");
}

TEST(PlacementDeathTest, AccessPastTheEndFaults) {
  Tensor tensor = make(ElementType::F32, {5});
  volatile unsigned char *end = bytesOf(tensor) + tensor.sizeInBytes();
  EXPECT_DEATH((void)*end, "");
  EXPECT_DEATH(*end = 0, "");
}

/// 64 KiB are whole pages on every system, so there is no margin.
TEST(PlacementDeathTest, AccessBeforeWholePagesFaults) {
  Tensor tensor = make(ElementType::F64, {8192});
  volatile unsigned char *before = bytesOf(tensor) - 1;
  EXPECT_DEATH(*before = 0, "");
}

TEST(Margins, WriteBeforeTheStartIsSeen) {
  Tensor tensor = make(ElementType::F32, {5});
  EXPECT_TRUE(tensor.checkMargins());
  bytesOf(tensor)[-3] ^= 1;
  Result<Success> check = tensor.checkMargins();
  ASSERT_TRUE(check.failed());
  EXPECT_EQ(check.error(),
            "byte 3 before the start of the data was overwritten");
}

TEST(Margins, ElementsAreNotMargins) {
  Tensor tensor = makeStrided({2, 3}, {8, 2}, 1);
  for (int64_t i = 0; i < 6; ++i)
    tensor.set(i, -1);
  EXPECT_TRUE(tensor.checkMargins());
}

TEST(Margins, WriteToAHoleIsSeen) {
  for (int64_t place = 0; place < 14; ++place) {
    Tensor tensor = makeStrided({2, 3}, {8, 2}, 1);
    bool isElement = place % 2 == 1 && place != 7;
    tensor.store(place, 0.5);
    EXPECT_EQ(tensor.checkMargins().succeeded(), isElement) << place;
  }
  Tensor tensor = makeStrided({2}, {2});
  tensor.store(1, 0);
  EXPECT_EQ(tensor.checkMargins().error(),
            "the hole 1 elements after the start of the data was overwritten");
}

TEST(Margins, HolesAreCheckedOnTheHeapToo) {
  Result<Tensor> tensor = Tensor::allocateStrided(ElementType::Bool, {3}, {2},
                                                  0, Placement::Aligned);
  ASSERT_TRUE(tensor);
  EXPECT_TRUE(tensor->checkMargins());
  tensor->store(3, 1);
  EXPECT_TRUE(tensor->checkMargins().failed());
}

TEST(Poison, IsNaNInEveryFloatingPointType) {
  for (ElementType type : {ElementType::F64, ElementType::F32, ElementType::F16,
                           ElementType::BF16}) {
    Tensor tensor = make(type, {100});
    tensor.fillPoison();
    for (int64_t i = 0; i < 100; ++i)
      EXPECT_TRUE(std::isnan(tensor.get(i)));
    EXPECT_TRUE(tensor.checkMargins());
  }
}

TEST(Poison, IsNoBool) {
  for (size_t position = 0; position < 64; ++position)
    EXPECT_GT(poisonByte(position), 1);
}

TEST(Poison, TellsWhatWasWritten) {
  Tensor tensor = makeStrided({4}, {3});
  tensor.fillPoison();
  EXPECT_TRUE(tensor.isPoison(2));
  tensor.set(2, 0);
  EXPECT_FALSE(tensor.isPoison(2));
  EXPECT_TRUE(tensor.isPoison(3));
  EXPECT_TRUE(tensor.checkMargins());
}

TEST(GuardedBuffer, MovesKeepTheData) {
  for (Placement placement : placements) {
    Tensor first = make(ElementType::F32, {3}, placement);
    first.set(1, 4);
    void *data = first.data();
    Tensor second = std::move(first);
    EXPECT_EQ(second.data(), data);
    Tensor third = make(ElementType::F32, {1});
    third = std::move(second);
    EXPECT_EQ(third.get(1), 4);
  }
}

} // namespace
