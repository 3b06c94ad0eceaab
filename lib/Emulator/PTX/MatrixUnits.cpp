//===- MatrixUnits.cpp - The matrix instructions of a warp ----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixUnits.h"

#include "NarrowFloat.h"

#include <cassert>
#include <cmath>
#include <limits>

using namespace heddle::ptx;
using heddle::rt::Failure;
using heddle::rt::Result;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

namespace {

/// What multiplies with what: operands of one class may be mixed.
enum class TypeClass : uint8_t { F16, BF16, TF32, FP8, Int8, F64, None };

struct TypeInfo {
  MatrixType type;
  std::string_view name;
  uint8_t bits;
  TypeClass operandClass;
};

/// In the order of the enum.
constexpr TypeInfo typeInfos[] = {
    {MatrixType::F16, "f16", 16, TypeClass::F16},
    {MatrixType::BF16, "bf16", 16, TypeClass::BF16},
    {MatrixType::TF32, "tf32", 32, TypeClass::TF32},
    {MatrixType::E4M3, "e4m3", 8, TypeClass::FP8},
    {MatrixType::E5M2, "e5m2", 8, TypeClass::FP8},
    {MatrixType::S8, "s8", 8, TypeClass::Int8},
    {MatrixType::U8, "u8", 8, TypeClass::Int8},
    {MatrixType::F64, "f64", 64, TypeClass::F64},
    {MatrixType::F32, "f32", 32, TypeClass::None},
    {MatrixType::S32, "s32", 32, TypeClass::None},
};

const TypeInfo &infoOf(MatrixType type) {
  const TypeInfo &info = typeInfos[static_cast<size_t>(type)];
  assert(info.type == type && "the table is not in the order of the enum");
  return info;
}

bool accumulatesIn(TypeClass operands, MatrixType type) {
  switch (operands) {
  case TypeClass::F16:
  case TypeClass::FP8:
    return type == MatrixType::F16 || type == MatrixType::F32;
  case TypeClass::BF16:
  case TypeClass::TF32:
    return type == MatrixType::F32;
  case TypeClass::Int8:
    return type == MatrixType::S32;
  case TypeClass::F64:
    return type == MatrixType::F64;
  case TypeClass::None:
    return false;
  }
  return false;
}

std::string describe(const MmaConfig &config) {
  std::string text = "m" + std::to_string(config.m) + "n" +
                     std::to_string(config.n) + "k" + std::to_string(config.k);
  for (MatrixType type : {config.d, config.a, config.b, config.c})
    text += "." + std::string(matrixTypeName(type));
  return text;
}

} // namespace

std::string_view heddle::ptx::matrixTypeName(MatrixType type) {
  return infoOf(type).name;
}

bool heddle::ptx::parseMatrixType(std::string_view name, MatrixType &type) {
  for (const TypeInfo &info : typeInfos)
    if (info.name == name) {
      type = info.type;
      return true;
    }
  return false;
}

//===----------------------------------------------------------------------===//
// Registers to numbers and back
//===----------------------------------------------------------------------===//

namespace {

/// The most numbers that a fragment has: 16 of each lane.
constexpr size_t maxNumbers = 16 * warpSize;

/// Numbers stand element by element, and those of all lanes together.
template <class T, class Decode>
void unpack(const WarpRegister *source, unsigned elements, unsigned perRegister,
            Decode decode, T *numbers) {
  unsigned bits = 32 / perRegister;
  for (unsigned element = 0; element < elements; ++element) {
    const uint32_t *words = source[element / perRegister].data();
    unsigned shift = element % perRegister * bits;
    for (unsigned lane = 0; lane < warpSize; ++lane)
      numbers[element * warpSize + lane] = decode(words[lane] >> shift);
  }
}

/// The numbers of fp8, by their bits.
struct Fp8Table {
  explicit Fp8Table(FloatFormat format) {
    for (unsigned bits = 0; bits < values.size(); ++bits)
      values[bits] = static_cast<float>(decodeFloat(format, bits));
  }
  std::array<float, 256> values;
};

const Fp8Table &fp8Table(MatrixType type) {
  static const Fp8Table e4m3(FloatFormat::E4M3), e5m2(FloatFormat::E5M2);
  return type == MatrixType::E4M3 ? e4m3 : e5m2;
}

void load(MatrixType type, const WarpRegister *source, unsigned elements,
          float *numbers) {
  switch (type) {
  case MatrixType::F16:
    return unpack(
        source, elements, 2,
        [](uint32_t bits) { return decodeF16(static_cast<uint16_t>(bits)); },
        numbers);
  case MatrixType::BF16:
    return unpack(
        source, elements, 2,
        [](uint32_t bits) { return decodeBF16(static_cast<uint16_t>(bits)); },
        numbers);
  case MatrixType::TF32:
    return unpack(source, elements, 1, decodeTF32, numbers);
  case MatrixType::F32:
    return unpack(source, elements, 1, floatFromBits, numbers);
  case MatrixType::S8:
    return unpack(
        source, elements, 4,
        [](uint32_t bits) -> float { return static_cast<int8_t>(bits); },
        numbers);
  case MatrixType::U8:
    return unpack(
        source, elements, 4,
        [](uint32_t bits) -> float { return static_cast<uint8_t>(bits); },
        numbers);
  default: {
    const Fp8Table &table = fp8Table(type);
    return unpack(
        source, elements, 4,
        [&table](uint32_t bits) { return table.values[bits & 0xff]; }, numbers);
  }
  }
}

void load(MatrixType, const WarpRegister *source, unsigned elements,
          int32_t *numbers) {
  std::memcpy(numbers, source, elements * sizeof(WarpRegister));
}

void load(MatrixType, const WarpRegister *source, unsigned elements,
          double *numbers) {
  for (unsigned element = 0; element < elements; ++element)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      uint64_t bits = uint64_t(source[2 * element + 1][lane]) << 32 |
                      source[2 * element][lane];
      std::memcpy(&numbers[element * warpSize + lane], &bits, sizeof(bits));
    }
}

void store(MatrixType type, const float *numbers, unsigned elements,
           WarpRegister *result) {
  if (type == MatrixType::F32) {
    for (unsigned i = 0; i < elements * warpSize; ++i)
      result[i / warpSize][i % warpSize] = bitsFromFloat(numbers[i]);
    return;
  }
  for (unsigned element = 0; element < elements; element += 2)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      const float *low = numbers + element * warpSize + lane;
      result[element / 2][lane] =
          uint32_t(encodeF16(low[warpSize])) << 16 | encodeF16(*low);
    }
}

void store(MatrixType, const int32_t *numbers, unsigned elements,
           WarpRegister *result) {
  for (unsigned i = 0; i < elements * warpSize; ++i)
    result[i / warpSize][i % warpSize] = static_cast<uint32_t>(numbers[i]);
}

void store(MatrixType, const double *numbers, unsigned elements,
           WarpRegister *result) {
  for (unsigned i = 0; i < elements * warpSize; ++i) {
    uint64_t bits;
    std::memcpy(&bits, &numbers[i], sizeof(bits));
    unsigned low = i / warpSize * 2, lane = i % warpSize;
    result[low][lane] = static_cast<uint32_t>(bits);
    result[low + 1][lane] = static_cast<uint32_t>(bits >> 32);
  }
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

/// Columns that are summed at a time. All shapes have a multiple of it.
constexpr unsigned columnBlock = 8;

float multiplyAdd(float a, float b, float c) { return a * b + c; }
double multiplyAdd(double a, double b, double c) { return std::fma(a, b, c); }

/// `product` = `a` * `b`, all of them dense. Bytes are multiplied as floats,
/// which hold a sum of 32 products of them exactly.
template <class T>
void multiply(const MatrixShape &shape, const T *a, const T *b, T *product) {
  for (unsigned i = 0; i < shape.m; ++i)
    for (unsigned j = 0; j < shape.n; j += columnBlock) {
      T sum[columnBlock] = {};
      for (unsigned k = 0; k < shape.k; ++k)
        for (unsigned jj = 0; jj < columnBlock; ++jj)
          sum[jj] =
              multiplyAdd(a[i * shape.k + k], b[k * shape.n + j + jj], sum[jj]);
      for (unsigned jj = 0; jj < columnBlock; ++jj)
        product[i * shape.n + j + jj] = sum[jj];
    }
}

float accumulate(float c, float product, bool) { return c + product; }
double accumulate(double c, double product, bool) { return c + product; }

int32_t accumulate(int32_t c, float product, bool saturate) {
  constexpr int64_t low = std::numeric_limits<int32_t>::min();
  constexpr int64_t high = std::numeric_limits<int32_t>::max();
  int64_t sum = int64_t(c) + static_cast<int64_t>(product);
  if (saturate)
    sum = sum < low ? low : sum > high ? high : sum;
  return static_cast<int32_t>(static_cast<uint32_t>(sum));
}

/// For each place of the tile, where its number lies among those of the lanes.
std::vector<uint16_t> sourcesOf(const Fragment &fragment) {
  std::vector<uint16_t> sources(fragment.rows * fragment.columns);
  for (unsigned i = fragment.elements() * warpSize; i-- > 0;) {
    Coordinate point = fragment.at(i / warpSize, i % warpSize);
    sources[point.row * fragment.columns + point.column] =
        static_cast<uint16_t>(i);
  }
  return sources;
}

/// The reverse of `sourcesOf`.
std::vector<uint16_t> placesOf(const Fragment &fragment) {
  std::vector<uint16_t> places(fragment.elements() * warpSize);
  for (unsigned i = 0; i < places.size(); ++i) {
    Coordinate point = fragment.at(i / warpSize, i % warpSize);
    places[i] =
        static_cast<uint16_t>(point.row * fragment.columns + point.column);
  }
  return places;
}

template <class T>
void gather(const std::vector<uint16_t> &sources, const T *numbers, T *tile) {
  for (size_t i = 0; i < sources.size(); ++i)
    tile[i] = numbers[sources[i]];
}

unsigned registersFor(MatrixType type, unsigned elements) {
  return elements * infoOf(type).bits / 32;
}

} // namespace

MatrixUnit::MatrixUnit(const MmaConfig &config, const MatrixShape &shape)
    : matrixShape(&shape), saturate(config.saturate),
      sourceOfA(sourcesOf(shape.a)), sourceOfB(sourcesOf(shape.b)),
      placeOfC(placesOf(shape.c)) {
  auto makeOperand = [](MatrixType type, const Fragment &fragment) {
    return OperandInfo{type, fragment.elements(),
                       registersFor(type, fragment.elements())};
  };
  a = makeOperand(config.a, shape.a);
  b = makeOperand(config.b, shape.b);
  c = makeOperand(config.c, shape.c);
  d = makeOperand(config.d, shape.c);
}

Result<MatrixUnit> MatrixUnit::get(const MmaConfig &config) {
  const TypeInfo &type = infoOf(config.a);
  if (type.operandClass == TypeClass::None ||
      type.operandClass != infoOf(config.b).operandClass ||
      !accumulatesIn(type.operandClass, config.c) ||
      !accumulatesIn(type.operandClass, config.d))
    return Failure{"no matrix unit multiplies the types of " +
                   describe(config)};
  if (config.saturate && type.operandClass != TypeClass::Int8)
    return Failure{".satfinite is for integers, but this is " +
                   describe(config)};
  const MatrixShape *shape =
      config.wmma ? findWmmaShape(config.m, config.n, config.k, type.bits,
                                  type.operandClass == TypeClass::F16)
                  : findMmaShape(config.m, config.n, config.k, type.bits);
  if (!shape)
    return Failure{"the emulator has no matrix unit of shape and type " +
                   describe(config)};
  return MatrixUnit(config, *shape);
}

template <class Operand, class Accumulator>
void MatrixUnit::runAs(const WarpRegister *aWords, const WarpRegister *bWords,
                       const WarpRegister *cWords, WarpRegister *dWords) const {
  Operand numbers[maxNumbers], aTile[maxNumbers], bTile[maxNumbers];
  load(a.type, aWords, a.elements, numbers);
  gather(sourceOfA, numbers, aTile);
  load(b.type, bWords, b.elements, numbers);
  gather(sourceOfB, numbers, bTile);
  Operand product[maxNumbers];
  multiply(*matrixShape, aTile, bTile, product);
  Accumulator sums[maxNumbers];
  load(c.type, cWords, c.elements, sums);
  for (size_t i = 0; i < placeOfC.size(); ++i)
    sums[i] = accumulate(sums[i], product[placeOfC[i]], saturate);
  store(d.type, sums, d.elements, dWords);
}

void MatrixUnit::run(const WarpRegister *aWords, const WarpRegister *bWords,
                     const WarpRegister *cWords, WarpRegister *dWords) const {
  if (d.type == MatrixType::S32)
    return runAs<float, int32_t>(aWords, bWords, cWords, dWords);
  if (d.type == MatrixType::F64)
    return runAs<double, double>(aWords, bWords, cWords, dWords);
  runAs<float, float>(aWords, bWords, cWords, dWords);
}

//===----------------------------------------------------------------------===//
// Movements
//===----------------------------------------------------------------------===//

/// Where in an 8 x 8 matrix, row by row, each lane's two elements lie.
static const std::vector<uint16_t> &placesOfMatrix(bool transpose) {
  static const std::vector<uint16_t> straight = placesOf(matrix8x8);
  static const std::vector<uint16_t> transposed = placesOf(matrix8x8Transposed);
  return transpose ? transposed : straight;
}

void heddle::ptx::spreadMatrix(const Matrix8x8 &matrix, bool transpose,
                               WarpRegister &result) {
  const std::vector<uint16_t> &places = placesOfMatrix(transpose);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] =
        uint32_t(matrix[places[warpSize + lane]]) << 16 | matrix[places[lane]];
}

void heddle::ptx::collectMatrix(const WarpRegister &source, bool transpose,
                                Matrix8x8 &matrix) {
  const std::vector<uint16_t> &places = placesOfMatrix(transpose);
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    matrix[places[lane]] = static_cast<uint16_t>(source[lane]);
    matrix[places[warpSize + lane]] = static_cast<uint16_t>(source[lane] >> 16);
  }
}
