//===- MatrixUnitsTest.cpp - Tests of the matrix instructions -------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emulator/PTX/MatrixUnits.h"
#include "Emulator/PTX/NarrowFloat.h"

#include "gtest/gtest.h"

#include <cmath>
#include <random>

using namespace heddle::ptx;

namespace {

using Tile = std::vector<double>;

unsigned bitsOf(MatrixType type) {
  switch (type) {
  case MatrixType::F64:
    return 64;
  case MatrixType::TF32:
  case MatrixType::F32:
  case MatrixType::S32:
    return 32;
  case MatrixType::F16:
  case MatrixType::BF16:
    return 16;
  default:
    return 8;
  }
}

FloatFormat formatOf(MatrixType type) {
  switch (type) {
  case MatrixType::F64:
    return FloatFormat::F64;
  case MatrixType::F32:
    return FloatFormat::F32;
  case MatrixType::TF32:
    return FloatFormat::TF32;
  case MatrixType::F16:
    return FloatFormat::F16;
  case MatrixType::BF16:
    return FloatFormat::BF16;
  case MatrixType::E4M3:
    return FloatFormat::E4M3;
  default:
    return FloatFormat::E5M2;
  }
}

bool isInteger(MatrixType type) {
  return type == MatrixType::S8 || type == MatrixType::U8 ||
         type == MatrixType::S32;
}

uint64_t encode(MatrixType type, double value) {
  if (isInteger(type))
    return static_cast<uint64_t>(static_cast<int64_t>(value));
  return encodeFloat(formatOf(type), value);
}

double decode(MatrixType type, uint64_t bits) {
  switch (type) {
  case MatrixType::S8:
    return static_cast<int8_t>(bits);
  case MatrixType::U8:
    return static_cast<uint8_t>(bits);
  case MatrixType::S32:
    return static_cast<int32_t>(bits);
  default:
    return decodeFloat(formatOf(type), bits);
  }
}

/// The registers of a fragment that holds `tile`.
std::vector<WarpRegister> spread(const Fragment &fragment, MatrixType type,
                                 const Tile &tile) {
  unsigned bits = bitsOf(type);
  std::vector<WarpRegister> words(fragment.elements() * bits / 32,
                                  WarpRegister{});
  for (unsigned i = 0; i < fragment.elements(); ++i)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      Coordinate point = fragment.at(i, lane);
      uint64_t code =
          encode(type, tile[point.row * fragment.columns + point.column]);
      if (bits < 32)
        code &= (uint64_t(1) << bits) - 1;
      unsigned position = i * bits;
      words[position / 32][lane] |=
          static_cast<uint32_t>(code << position % 32);
      if (bits == 64)
        words[position / 32 + 1][lane] = static_cast<uint32_t>(code >> 32);
    }
  return words;
}

Tile collect(const Fragment &fragment, MatrixType type,
             const std::vector<WarpRegister> &words) {
  unsigned bits = bitsOf(type);
  Tile tile(fragment.rows * fragment.columns);
  for (unsigned i = 0; i < fragment.elements(); ++i)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      Coordinate point = fragment.at(i, lane);
      unsigned position = i * bits;
      uint64_t code = words[position / 32][lane] >> position % 32;
      if (bits == 64)
        code |= uint64_t(words[position / 32 + 1][lane]) << 32;
      tile[point.row * fragment.columns + point.column] = decode(type, code);
    }
  return tile;
}

Tile product(const MmaConfig &config, const Tile &a, const Tile &b, Tile c) {
  for (unsigned i = 0; i < config.m; ++i)
    for (unsigned j = 0; j < config.n; ++j)
      for (unsigned k = 0; k < config.k; ++k)
        c[i * config.n + j] += a[i * config.k + k] * b[k * config.n + j];
  return c;
}

/// Small integers, so that every sum is exact, whatever the order.
Tile randomTile(std::mt19937 &engine, size_t size, MatrixType type) {
  int range = type == MatrixType::S8 || type == MatrixType::U8 ? 127 : 4;
  std::uniform_int_distribution<int> distribution(
      type == MatrixType::U8 ? 0 : -range, range);
  Tile tile(size);
  for (double &value : tile)
    value = distribution(engine);
  return tile;
}

Tile multiply(const MmaConfig &config, const Tile &a, const Tile &b,
              const Tile &c) {
  heddle::rt::Result<MatrixUnit> unit = MatrixUnit::get(config);
  if (!unit) {
    ADD_FAILURE() << unit.error();
    return {};
  }
  const MatrixShape &shape = unit->shape();
  std::vector<WarpRegister> aWords = spread(shape.a, config.a, a);
  std::vector<WarpRegister> bWords = spread(shape.b, config.b, b);
  std::vector<WarpRegister> cWords = spread(shape.c, config.c, c);
  std::vector<WarpRegister> dWords(unit->dRegisters());
  EXPECT_EQ(aWords.size(), unit->aRegisters());
  EXPECT_EQ(bWords.size(), unit->bRegisters());
  EXPECT_EQ(cWords.size(), unit->cRegisters());
  unit->run(aWords.data(), bWords.data(), cWords.data(), dWords.data());
  return collect(shape.c, config.d, dWords);
}

MmaConfig configOf(unsigned m, unsigned n, unsigned k, MatrixType operands,
                   MatrixType accumulator) {
  MmaConfig config;
  config.m = m;
  config.n = n;
  config.k = k;
  config.a = config.b = operands;
  config.c = config.d = accumulator;
  return config;
}

void expectProduct(const MmaConfig &config) {
  std::mt19937 engine(config.m * 64 + config.k);
  Tile a = randomTile(engine, config.m * config.k, config.a);
  Tile b = randomTile(engine, config.k * config.n, config.b);
  Tile c = randomTile(engine, config.m * config.n, config.c);
  EXPECT_EQ(multiply(config, a, b, c), product(config, a, b, c));
}

TEST(MatrixUnits, Multiplies) {
  using T = MatrixType;
  for (unsigned k : {8, 16})
    for (T accumulator : {T::F16, T::F32})
      expectProduct(configOf(16, 8, k, T::F16, accumulator));
  for (unsigned k : {8, 16})
    expectProduct(configOf(16, 8, k, T::BF16, T::F32));
  for (unsigned k : {4, 8})
    expectProduct(configOf(16, 8, k, T::TF32, T::F32));
  for (T type : {T::E4M3, T::E5M2})
    for (unsigned k : {16, 32})
      for (T accumulator : {T::F16, T::F32})
        expectProduct(configOf(16, 8, k, type, accumulator));
  for (T type : {T::S8, T::U8}) {
    expectProduct(configOf(8, 8, 16, type, T::S32));
    for (unsigned k : {16, 32})
      expectProduct(configOf(16, 8, k, type, T::S32));
  }
  expectProduct(configOf(8, 8, 4, T::F64, T::F64));
  for (unsigned k : {4, 8, 16})
    expectProduct(configOf(16, 8, k, T::F64, T::F64));
}

TEST(MatrixUnits, MultipliesMixedTypes) {
  using T = MatrixType;
  MmaConfig config = configOf(16, 8, 32, T::S8, T::S32);
  config.b = T::U8;
  expectProduct(config);
  std::swap(config.a, config.b);
  expectProduct(config);
  config = configOf(16, 8, 32, T::E4M3, T::F32);
  config.b = T::E5M2;
  expectProduct(config);
  config = configOf(16, 8, 16, T::F16, T::F32);
  config.d = T::F16;
  expectProduct(config);
}

TEST(MatrixUnits, MultipliesForWmma) {
  using T = MatrixType;
  struct Key {
    unsigned m, n, k;
    T operands, accumulator;
  };
  for (Key key :
       {Key{16, 16, 16, T::F16, T::F32}, Key{16, 16, 16, T::F16, T::F16},
        Key{32, 8, 16, T::F16, T::F32}, Key{8, 32, 16, T::F16, T::F32},
        Key{16, 16, 16, T::BF16, T::F32}, Key{32, 8, 16, T::BF16, T::F32},
        Key{8, 32, 16, T::BF16, T::F32}, Key{16, 16, 16, T::S8, T::S32},
        Key{32, 8, 16, T::U8, T::S32}, Key{8, 32, 16, T::S8, T::S32},
        Key{16, 16, 8, T::TF32, T::F32}, Key{8, 8, 4, T::F64, T::F64}}) {
    MmaConfig config =
        configOf(key.m, key.n, key.k, key.operands, key.accumulator);
    config.wmma = true;
    expectProduct(config);
  }
}

TEST(MatrixUnits, WrapsOrSaturates) {
  using T = MatrixType;
  MmaConfig config = configOf(16, 8, 16, T::S8, T::S32);
  Tile a(16 * 16, 100), b(16 * 8, 100), c(16 * 8, 2147483647.0 - 5);
  EXPECT_EQ(multiply(config, a, b, c)[0], 2147483642.0 + 160000 - 0x1p32);
  config.saturate = true;
  EXPECT_EQ(multiply(config, a, b, c)[0], 2147483647.0);
  for (double &value : c)
    value = -value;
  for (double &value : a)
    value = -value;
  EXPECT_EQ(multiply(config, a, b, c)[7], -2147483648.0);
}

TEST(MatrixUnits, RoundsOnceToF16) {
  using T = MatrixType;
  MmaConfig config = configOf(16, 8, 16, T::F16, T::F16);
  // 2048 + 16 halves: each alone would be lost.
  Tile a(16 * 16, 0.5), b(16 * 8, 1), c(16 * 8, 2048);
  EXPECT_EQ(multiply(config, a, b, c)[3], 2056.0);
}

TEST(MatrixUnits, KeepsInfinitiesAndNaN) {
  using T = MatrixType;
  for (T type : {T::F16, T::BF16, T::E5M2}) {
    MmaConfig config = configOf(16, 8, 16, type, T::F32);
    Tile a(16 * 16, 1), b(16 * 8, 1), c(16 * 8, 1);
    a[0] = INFINITY;
    a[16] = NAN;
    Tile d = multiply(config, a, b, c);
    EXPECT_EQ(d[0], INFINITY);
    EXPECT_TRUE(std::isnan(d[8]));
    EXPECT_EQ(d[16], 17);
  }
}

TEST(MatrixUnits, IgnoresTheLowBitsOfTF32) {
  MmaConfig config = configOf(16, 8, 4, MatrixType::TF32, MatrixType::F32);
  std::vector<WarpRegister> a(2), b(1), c(4), d(4);
  for (WarpRegister &word : a)
    word.fill(bitsFromFloat(1.0f) | 0x1fff);
  b[0].fill(bitsFromFloat(1.0f) | 0x1fff);
  for (WarpRegister &word : c)
    word.fill(0);
  MatrixUnit::get(config)->run(a.data(), b.data(), c.data(), d.data());
  EXPECT_EQ(floatFromBits(d[0][0]), 4.0f);
}

TEST(MatrixUnits, Refuses) {
  using T = MatrixType;
  auto error = [](const MmaConfig &config) {
    heddle::rt::Result<MatrixUnit> unit = MatrixUnit::get(config);
    return unit ? std::string() : unit.error();
  };
  EXPECT_EQ(error(configOf(16, 8, 64, T::F16, T::F32)),
            "the emulator has no matrix unit of shape and type "
            "m16n8k64.f32.f16.f16.f32");
  EXPECT_EQ(
      error(configOf(16, 8, 16, T::BF16, T::F16)),
      "no matrix unit multiplies the types of m16n8k16.f16.bf16.bf16.f16");
  MmaConfig config = configOf(16, 8, 16, T::F16, T::F32);
  config.saturate = true;
  EXPECT_EQ(error(config), ".satfinite is for integers, but this is "
                           "m16n8k16.f32.f16.f16.f32");
  config = configOf(16, 8, 16, T::F16, T::F32);
  config.b = T::BF16;
  EXPECT_NE(error(config), "");
}

TEST(MatrixUnits, MovesMatrices) {
  Matrix8x8 matrix, back;
  for (unsigned row = 0; row < 8; ++row)
    for (unsigned column = 0; column < 8; ++column)
      matrix[row * 8 + column] = static_cast<uint16_t>(row * 256 + column);
  WarpRegister word;
  spreadMatrix(matrix, /*transpose=*/false, word);
  EXPECT_EQ(word[0], 0x00010000u);
  EXPECT_EQ(word[6], 0x01050104u);
  collectMatrix(word, /*transpose=*/false, back);
  EXPECT_EQ(matrix, back);
  spreadMatrix(matrix, /*transpose=*/true, word);
  EXPECT_EQ(word[0], 0x01000000u);
  EXPECT_EQ(word[6], 0x05010401u);
  collectMatrix(word, /*transpose=*/true, back);
  EXPECT_EQ(matrix, back);
}

} // namespace
