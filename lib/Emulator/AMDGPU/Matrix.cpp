//===- Matrix.cpp - Matrix products of a wave -----------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matrix.h"

#include "NarrowFloats.h"
#include "Operations.h"
#include "Values.h"

#include "heddle/Runtime/ElementType.h"

#include "llvm/ADT/StringMap.h"

#include <algorithm>
#include <cmath>

using namespace heddle;
using namespace heddle::amdgcn;

namespace {

/// An input of a matrix instruction, read from the lanes.
struct Input {
  /// Which operand it is.
  unsigned operand;
  Element element;
  /// Rows of A, columns of B.
  unsigned extent;
  /// Of integers: the operand that says whether they are signed.
  std::optional<unsigned> signOperand;
  /// Of narrow floats: their kind, and the operands of their scale.
  Narrow narrow = Narrow::FP8;
  std::optional<unsigned> scaleOperand;
  bool negate = false;
};

/// One execution of an instruction.
class Product {
public:
  Product(Group &group, const MatrixShape &shape)
      : group(group), shape(shape), waveSize(group.waveSize()),
        isWmma(shape.fragments == Fragments::Replicated ||
               shape.fragments == Fragments::Split) {}

  void run();

private:
  bool check();
  bool setUp();
  bool setUpMfma();
  bool setUpScaled();
  void setUpWmma();
  double read(const Input &input, unsigned lane, unsigned e) const;
  double readNarrow(const Input &input, unsigned lane, unsigned e) const;
  double readInteger(const Input &input, unsigned lane, unsigned e) const;
  void load(const Input &input, std::vector<double> &to);
  bool checkReplicas(const Input &input);
  unsigned sourceOfB(unsigned lane) const;
  void multiply();
  void store();
  void storeElement(unsigned lane, unsigned e, double sum);
  double readC(unsigned lane, unsigned position) const;

  Group &group;
  const MatrixShape &shape;
  const unsigned waveSize;
  const bool isWmma;
  Input a, b;
  unsigned c = 2;
  unsigned broadcast = 0, broadcastFrom = 0, lanePattern = 0;
  bool negateC = false, clamp = false, high = false;
  std::vector<double> left, right, sums;
};

} // namespace

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

bool Product::check() {
  unsigned number = group.processor().number();
  if (number < shape.first || number > shape.last) {
    group.fail(group.first(),
               group.processor().name + " has no such matrix instruction");
    return false;
  }
  uint64_t all = waveSize == 64 ? ~uint64_t{0} : (uint64_t{1} << waveSize) - 1;
  if (uint64_t missing = all & ~group.mask) {
    group.fail(group.first(),
               "a matrix instruction needs all lanes of the wave, but lane " +
                   std::to_string(__builtin_ctzll(missing)) + " is not here");
    return false;
  }
  unsigned wanted = isWmma ? 32 : 64;
  if (waveSize != wanted) {
    group.fail(group.first(), "it is emulated in waves of " +
                                  std::to_string(wanted) + " lanes, not of " +
                                  std::to_string(waveSize));
    return false;
  }
  return true;
}

/// cbsz and abid broadcast blocks of A, blgp lanes of B; of f64 on gfx942 and
/// later, blgp negates operands.
bool Product::setUpMfma() {
  broadcast = group.uniform<uint32_t>(3);
  broadcastFrom = group.uniform<uint32_t>(4);
  lanePattern = group.uniform<uint32_t>(5);
  if (shape.d == Element::F64 && group.processor().minor >= 4) {
    a.negate = lanePattern & 1;
    b.negate = lanePattern & 2;
    negateC = lanePattern & 4;
    lanePattern = 0;
  }
  unsigned size = 1u << std::min(broadcast, 31u);
  if (size > shape.blocks || broadcastFrom >= size || lanePattern == 3) {
    group.fail(group.first(), "cbsz, abid or blgp have values that are not "
                              "emulated for this shape");
    return false;
  }
  return true;
}

bool Product::setUpScaled() {
  auto kindA = group.uniform<uint32_t>(3), kindB = group.uniform<uint32_t>(4);
  if (kindA > 4 || kindB > 4) {
    group.fail(group.first(), "no such kind of narrow floats");
    return false;
  }
  a.narrow = static_cast<Narrow>(kindA);
  b.narrow = static_cast<Narrow>(kindB);
  a.scaleOperand = 6;
  b.scaleOperand = 8;
  return true;
}

void Product::setUpWmma() {
  unsigned count = group.site.operands.size();
  if (shape.a == Element::I8 || shape.a == Element::I4) {
    a.signOperand = 0;
    a.operand = 1;
    b.signOperand = 2;
    b.operand = 3;
    c = 4;
    clamp = group.uniform<bool>(5);
  } else if (count == 4) {
    high = group.uniform<bool>(3);
  }
}

bool Product::setUp() {
  a.operand = 0;
  a.element = shape.a;
  a.extent = shape.m;
  b.operand = 1;
  b.element = shape.b;
  b.extent = shape.n;
  if (shape.a == Element::Narrow)
    return setUpScaled();
  if (isWmma) {
    setUpWmma();
    return true;
  }
  return setUpMfma();
}

template <class T>
static T at(const unsigned char *data, unsigned index) {
  T value;
  std::memcpy(&value, data + index * sizeof(T), sizeof(T));
  return value;
}

/// To the 10 bits of mantissa that products of xf32 use.
static float roundToXF32(float x) {
  uint32_t bits = at<uint32_t>(reinterpret_cast<unsigned char *>(&x), 0);
  if (std::isfinite(x))
    bits = (bits + 0xfff + (bits >> 13 & 1)) & ~0x1fffu;
  return at<float>(reinterpret_cast<unsigned char *>(&bits), 0);
}

double Product::readInteger(const Input &input, unsigned lane,
                            unsigned e) const {
  const unsigned char *data = group.operand(lane, input.operand);
  bool isSigned = !input.signOperand || group.uniform<bool>(*input.signOperand);
  if (input.element == Element::I8)
    return isSigned ? at<int8_t>(data, e) : data[e];
  int nibble = data[e / 2] >> (e % 2 * 4) & 15;
  return isSigned && nibble >= 8 ? nibble - 16 : nibble;
}

/// Numbers of 4, 6 or 8 bits without gaps, with a power of two for the lane.
double Product::readNarrow(const Input &input, unsigned lane,
                           unsigned e) const {
  const unsigned char *data = group.operand(lane, input.operand);
  unsigned bits = narrowBits(input.narrow), start = e * bits;
  unsigned word = data[start / 8];
  if (start % 8 + bits > 8)
    word |= data[start / 8 + 1] << 8;
  double value = decodeTable(
      input.narrow, group.processor())[word >> start % 8 & ((1u << bits) - 1)];
  if (!input.scaleOperand)
    return value;
  unsigned byte = group.get<uint32_t>(lane, *input.scaleOperand - 1) & 3;
  unsigned scale = group.operand(lane, *input.scaleOperand)[byte];
  return scale == 255 ? std::nan("") : std::ldexp(value, int(scale) - 127);
}

double Product::read(const Input &input, unsigned lane, unsigned e) const {
  const unsigned char *data = group.operand(lane, input.operand);
  switch (input.element) {
  case Element::F64:
    return at<double>(data, e);
  case Element::F32:
    return at<float>(data, e);
  case Element::XF32:
    return roundToXF32(at<float>(data, e));
  case Element::F16:
    return rt::decodeF16(at<uint16_t>(data, e));
  case Element::BF16:
    return rt::decodeBF16(at<uint16_t>(data, e));
  case Element::FP8:
    return decodeTable(Narrow::FP8, group.processor())[data[e]];
  case Element::BF8:
    return decodeTable(Narrow::BF8, group.processor())[data[e]];
  case Element::Narrow:
    return readNarrow(input, lane, e);
  default:
    return readInteger(input, lane, e);
  }
}

/// The lane whose B a lane uses.
unsigned Product::sourceOfB(unsigned lane) const {
  switch (lanePattern) {
  case 0:
    return lane;
  case 1:
  case 2:
    return (lane & 31) | (lanePattern == 2 ? 32 : 0);
  default:
    return (lane & 15) | (lanePattern - 4) << 4;
  }
}

/// Both halves of a wave must have the same A and B on gfx11.
bool Product::checkReplicas(const Input &input) {
  if (shape.fragments != Fragments::Replicated)
    return true;
  unsigned size = group.site.operands[input.operand].size;
  for (unsigned lane = 16; lane < waveSize; ++lane) {
    if (std::memcmp(group.operand(lane, input.operand),
                    group.operand(lane % 16, input.operand), size) == 0)
      continue;
    group.fail(lane, "the matrix in operand " + std::to_string(input.operand) +
                         " differs between lanes " + std::to_string(lane % 16) +
                         " and " + std::to_string(lane) +
                         ", which must have the same");
    return false;
  }
  return true;
}

/// Reads [block][outer][k].
void Product::load(const Input &input, std::vector<double> &to) {
  to.assign(size_t{shape.blocks} * input.extent * shape.k, 0);
  unsigned count = countInputs(shape, input.extent, waveSize);
  for (unsigned lane = 0; lane < waveSize; ++lane)
    for (unsigned e = 0; e < count; ++e) {
      Coordinate place = locateInput(shape, input.extent, waveSize, lane, e);
      unsigned from = &input == &b ? sourceOfB(lane) : lane;
      double value = read(input, from, e);
      to[(place.block * input.extent + place.outer) * shape.k + place.inner] =
          input.negate ? -value : value;
    }
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

void Product::multiply() {
  sums.assign(size_t{shape.blocks} * shape.m * shape.n, 0);
  unsigned size = 1u << broadcast;
  for (unsigned block = 0; block < shape.blocks; ++block) {
    unsigned blockOfA =
        broadcast ? (block & ~(size - 1)) | broadcastFrom : block;
    for (unsigned i = 0; i < shape.m; ++i) {
      const double *row = &left[(blockOfA * shape.m + i) * shape.k];
      double *to = &sums[(block * shape.m + i) * shape.n];
      for (unsigned j = 0; j < shape.n; ++j) {
        const double *column = &right[(block * shape.n + j) * shape.k];
        double sum = 0;
        for (unsigned k = 0; k < shape.k; ++k)
          sum += row[k] * column[k];
        to[j] = sum;
      }
    }
  }
}

static Scalar scalarOf(Element element) {
  switch (element) {
  case Element::F64:
    return Scalar::Double;
  case Element::F16:
    return Scalar::Half;
  case Element::BF16:
    return Scalar::BFloat;
  default:
    return Scalar::Float;
  }
}

double Product::readC(unsigned lane, unsigned position) const {
  const unsigned char *data = group.operand(lane, c);
  if (shape.d == Element::I32)
    return at<int32_t>(data, position);
  Scalar scalar = scalarOf(shape.d);
  return readReal(scalar, data + position * scalarSize(scalar));
}

void Product::storeElement(unsigned lane, unsigned position, double sum) {
  double value = readC(lane, position);
  value = sum + (negateC ? -value : value);
  unsigned char *result = group.result(lane);
  if (shape.d != Element::I32) {
    Scalar scalar = scalarOf(shape.d);
    return writeReal(scalar, result + position * scalarSize(scalar), value);
  }
  if (clamp)
    value = std::clamp<double>(value, INT32_MIN, INT32_MAX);
  auto number = static_cast<uint32_t>(static_cast<int64_t>(value));
  std::memcpy(result + position * sizeof(number), &number, sizeof(number));
}

/// On gfx11, f16 and bf16 lie in one half of each register; the other one
/// keeps what C has there.
void Product::store() {
  bool isHalf = shape.fragments == Fragments::Replicated &&
                (shape.d == Element::F16 || shape.d == Element::BF16);
  unsigned count = shape.blocks * shape.m * shape.n / waveSize;
  for (unsigned lane = 0; lane < waveSize; ++lane) {
    if (isHalf)
      std::memcpy(group.result(lane), group.operand(lane, c),
                  group.site.result.size);
    for (unsigned e = 0; e < count; ++e) {
      Coordinate place = locateResult(shape, waveSize, lane, e);
      storeElement(
          lane, isHalf ? 2 * e + high : e,
          sums[(place.block * shape.m + place.outer) * shape.n + place.inner]);
    }
  }
}

void Product::run() {
  if (!check() || !setUp() || !checkReplicas(a) || !checkReplicas(b))
    return;
  load(a, left);
  load(b, right);
  multiply();
  store();
}

static void multiplyMatrices(Group &group) {
  auto shape = static_cast<const MatrixShape *>(group.site.data);
  bool isReplicated = shape->fragments == Fragments::Replicated;
  // gfx11 and gfx12 share names. The table has gfx11's first.
  if (isReplicated && group.processor().major >= 12)
    for (const MatrixShape &other : getMatrixShapes())
      if (other.name == shape->name && other.fragments == Fragments::Split)
        shape = &other;
  Product(group, *shape).run();
}

std::optional<Operation> amdgcn::findMatrixOperation(llvm::StringRef name) {
  for (const MatrixShape &shape : getMatrixShapes())
    if (shape.name == name)
      return Operation{shape.name, Scope::Wave, multiplyMatrices,
                       /*waitsForWaves=*/false, &shape};
  return std::nullopt;
}
