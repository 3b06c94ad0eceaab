//===- WarpgroupInstructions.cpp - wgmma ----------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "MatrixUnits.h"
#include "NarrowFloat.h"
#include "WarpgroupLayouts.h"

#include <algorithm>
#include <limits>

using namespace heddle::ptx;

namespace {

/// The most columns of a product, and bytes of a row of a factor.
constexpr unsigned maxColumns = 256, rowBytes = 32;

/// A multiplication of 64 rows of A, 16 of them the warp's, by n columns.
struct WarpgroupUnit {
  unsigned columns = 0;
  MatrixType a, b, d;
  bool aInRegisters = false, saturate = false;
  /// Whether a factor is contiguous along m, or n, instead of k.
  bool transposesA = false, transposesB = false;
  bool negatesA = false, negatesB = false;

  unsigned bits() const {
    return a == MatrixType::TF32                           ? 32
           : a == MatrixType::F16 || a == MatrixType::BF16 ? 16
                                                           : 8;
  }
  unsigned depth() const { return rowBytes * 8 / bits(); }
};

using Numbers = std::vector<float>;

float decodeNumber(MatrixType type, const uint8_t *bytes) {
  uint32_t word = 0;
  uint16_t half = 0;
  switch (type) {
  case MatrixType::TF32:
    std::memcpy(&word, bytes, sizeof(word));
    return decodeTF32(word);
  case MatrixType::F16:
    std::memcpy(&half, bytes, sizeof(half));
    return decodeF16(half);
  case MatrixType::BF16:
    std::memcpy(&half, bytes, sizeof(half));
    return decodeBF16(half);
  case MatrixType::S8:
    return static_cast<int8_t>(*bytes);
  case MatrixType::U8:
    return *bytes;
  default:
    return static_cast<float>(decodeFloat(
        type == MatrixType::E4M3 ? FloatFormat::E4M3 : FloatFormat::E5M2,
        *bytes));
  }
}

//===----------------------------------------------------------------------===//
// Factors
//===----------------------------------------------------------------------===//

/// Reads a factor from shared memory: `numbers` becomes [k][count].
bool readFactor(Warp &warp, const Instruction &instruction, uint64_t descriptor,
                const WarpgroupUnit &unit, MatrixType type, bool transposes,
                unsigned first, unsigned count, Numbers &numbers,
                std::vector<SharedRange> &ranges) {
  MatrixDescriptor matrix = MatrixDescriptor::decode(descriptor);
  unsigned size = unit.bits() / 8, depth = unit.depth();
  numbers.resize(depth * count);
  // A chunk of 16 bytes is contiguous, whatever the layout.
  unsigned perChunk = 16 / size;
  unsigned chunks = transposes ? count / perChunk : rowBytes / 16;
  unsigned lines = transposes ? depth : count;
  for (unsigned line = 0; line < lines; ++line)
    for (unsigned chunk = 0; chunk < chunks; ++chunk) {
      uint32_t offset =
          transposes ? matrix.addressInMNMajor(first + chunk * perChunk, line)
                     : matrix.addressInKMajor(first + line, chunk * 16);
      SharedRange range{offset + warp.block.sharedBase(), 16};
      if (!warp.beginRead(instruction, range, 0))
        return false;
      ranges.push_back(range);
      const uint8_t *bytes = warp.cluster.sharedBytes(range.offset);
      for (unsigned i = 0; i < perChunk; ++i) {
        unsigned k = transposes ? line : chunk * perChunk + i;
        unsigned index = transposes ? chunk * perChunk + i : line;
        numbers[k * count + index] = decodeNumber(type, bytes + i * size);
      }
    }
  return true;
}

/// The warp's 16 rows of A from registers: [k][16].
void readRegisterFactor(const Warp &warp, const Operand &operand,
                        const WarpgroupUnit &unit, Numbers &numbers) {
  unsigned perRegister = 32 / unit.bits();
  numbers.resize(unit.depth() * 16);
  for (unsigned part = 0; part < operand.parts.size(); ++part) {
    uint32_t scratch[warpSize];
    const uint32_t *words = warp.read<uint32_t>(operand.parts[part], scratch);
    for (unsigned lane = 0; lane < warpSize; ++lane)
      for (unsigned i = 0; i < perRegister; ++i) {
        WideCoordinate point =
            warpgroupOperandA(part * perRegister + i, lane, unit.bits());
        uint32_t bits = words[lane] >> i * unit.bits();
        uint8_t bytes[4];
        std::memcpy(bytes, &bits, sizeof(bytes));
        numbers[point.column * 16 + point.row] = decodeNumber(unit.a, bytes);
      }
  }
}

//===----------------------------------------------------------------------===//
// The product
//===----------------------------------------------------------------------===//

/// `product` = A * B, [16][columns].
void multiply(const WarpgroupUnit &unit, const Numbers &a, const Numbers &b,
              Numbers &product) {
  unsigned n = unit.columns;
  float sign = unit.negatesA != unit.negatesB ? -1.0f : 1.0f;
  product.assign(16 * n, 0);
  for (unsigned row = 0; row < 16; ++row)
    for (unsigned k = 0; k < unit.depth(); ++k) {
      float factor = sign * a[k * 16 + row];
      const float *line = b.data() + k * n;
      float *sums = product.data() + row * n;
      for (unsigned column = 0; column < n; ++column)
        sums[column] += factor * line[column];
    }
}

uint32_t addIntegers(uint32_t sum, float product, bool saturates) {
  int64_t exact =
      int64_t(static_cast<int32_t>(sum)) + static_cast<int64_t>(product);
  if (saturates)
    exact = std::clamp<int64_t>(exact, std::numeric_limits<int32_t>::min(),
                                std::numeric_limits<int32_t>::max());
  return static_cast<uint32_t>(exact);
}

/// Adds to an accumulator, or to a pair of halves.
uint32_t accumulate(const WarpgroupUnit &unit, uint32_t old,
                    const float *sums) {
  if (unit.d == MatrixType::S32)
    return addIntegers(old, *sums, unit.saturate);
  if (unit.d == MatrixType::F32)
    return bitsFromFloat(floatFromBits(old) + *sums);
  float low = decodeF16(static_cast<uint16_t>(old)) + sums[0];
  float high = decodeF16(static_cast<uint16_t>(old >> 16)) + sums[1];
  return uint32_t(encodeF16(high)) << 16 | encodeF16(low);
}

void addProduct(Warp &warp, const WarpgroupUnit &unit, const Operand &target,
                const Numbers &product, bool accumulates) {
  unsigned perRegister = unit.d == MatrixType::F16 ? 2 : 1;
  for (unsigned part = 0; part < target.parts.size(); ++part) {
    uint32_t scratch[warpSize], result[warpSize];
    const uint32_t *old = warp.read<uint32_t>(target.parts[part], scratch);
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      WideCoordinate point = warpgroupAccumulator(part * perRegister, lane);
      const float *sums =
          product.data() + point.row * unit.columns + point.column;
      result[lane] = accumulate(unit, accumulates ? old[lane] : 0, sums);
    }
    warp.write(target.parts[part], result, ~Mask(0));
  }
}

/// That registers are ready to be factors or accumulators.
bool checkFenced(Warp &warp, const Instruction &instruction,
                 const Operand &operand) {
  for (const Operand &part : operand.parts)
    if (!warp.isRegisterFenced(part)) {
      warp.fail(instruction, 0,
                "uses " + std::string(part.name) +
                    ", written with no wgmma.fence behind it");
      return false;
    }
  return true;
}

bool checkFactor(Warp &warp, const Instruction &instruction,
                 const Operand &operand) {
  for (const Operand &part : operand.parts)
    if (warp.isAccumulator(part)) {
      warp.fail(instruction, 0,
                "multiplies " + std::string(part.name) +
                    ", an accumulator of a wgmma that was not waited for");
      return false;
    }
  return checkFenced(warp, instruction, operand);
}

void listRegisters(const Operand &operand, std::vector<uint32_t> &places) {
  for (const Operand &part : operand.parts)
    places.push_back(part.offset);
}

uint64_t readUniform(const Warp &warp, const Operand &operand) {
  uint64_t bits[warpSize];
  warp.readBits(operand, bits);
  return bits[0];
}

/// {d...}, a, b, whether to accumulate, ...
Outcome multiplyAsync(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!warp.gather(mask, ~Mask(0), outcome))
    return outcome;
  if (warp.current().lanes != ~Mask(0))
    return warp.fail(instruction, __builtin_ctz(mask),
                     "not all lanes of the warp take part");
  const auto &unit =
      *static_cast<const WarpgroupUnit *>(instruction.object.get());
  const Operand &target = instruction.operands[0], &a = instruction.operands[1];
  bool accumulates = warp.readPredicate(instruction.operands[3]) & 1;
  WarpgroupProduct product;
  product.group = warp.productGroup;
  product.instruction = instruction.id;
  Numbers aNumbers, bNumbers, sums;
  if (!checkFenced(warp, instruction, target))
    return Outcome::Failed;
  if (unit.aInRegisters) {
    if (!checkFactor(warp, instruction, a))
      return Outcome::Failed;
    readRegisterFactor(warp, a, unit, aNumbers);
    listRegisters(a, product.factors);
  } else if (!readFactor(warp, instruction, readUniform(warp, a), unit, unit.a,
                         unit.transposesA, warp.numberInBlock % 4 * 16, 16,
                         aNumbers, product.ranges)) {
    return Outcome::Failed;
  }
  if (!readFactor(warp, instruction, readUniform(warp, instruction.operands[2]),
                  unit, unit.b, unit.transposesB, 0, unit.columns, bNumbers,
                  product.ranges))
    return Outcome::Failed;
  multiply(unit, aNumbers, bNumbers, sums);
  addProduct(warp, unit, target, sums, accumulates);
  listRegisters(target, product.accumulators);
  warp.addProduct(std::move(product));
  return Outcome::Next;
}

Outcome fence(Warp &warp, const Instruction &, Mask) {
  warp.fenceRegisters();
  return Outcome::Next;
}

Outcome commit(Warp &warp, const Instruction &, Mask) {
  ++warp.productGroup;
  return Outcome::Next;
}

Outcome wait(Warp &warp, const Instruction &instruction, Mask) {
  warp.waitForProducts(
      static_cast<uint32_t>(instruction.operands[0].literal.bits));
  return Outcome::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

bool checkTypes(const WarpgroupUnit &unit) {
  bool isInteger = unit.a == MatrixType::S8 || unit.a == MatrixType::U8;
  bool isFp8 = unit.a == MatrixType::E4M3 || unit.a == MatrixType::E5M2;
  bool isBFp8 = unit.b == MatrixType::E4M3 || unit.b == MatrixType::E5M2;
  bool isBInteger = unit.b == MatrixType::S8 || unit.b == MatrixType::U8;
  if (isInteger)
    return isBInteger && unit.d == MatrixType::S32;
  if (isFp8)
    return isBFp8 && (unit.d == MatrixType::F32 || unit.d == MatrixType::F16);
  return unit.a == unit.b &&
         (unit.d == MatrixType::F32 ||
          (unit.d == MatrixType::F16 && unit.a == MatrixType::F16)) &&
         (unit.a == MatrixType::F16 || unit.a == MatrixType::BF16 ||
          unit.a == MatrixType::TF32);
}

bool parseShape(std::string_view text, const WarpgroupUnit &unit) {
  unsigned m = 0, n = 0, k = 0;
  std::string copy(text);
  return std::sscanf(copy.c_str(), "m%un%uk%u", &m, &n, &k) == 3 && m == 64 &&
         n == unit.columns && k == unit.depth() && n % 8 == 0 && n != 0 &&
         n <= maxColumns;
}

bool checkRegisters(Decoder &decoder, size_t i, unsigned registers) {
  const Operand &operand = decoder.operand(i);
  if (operand.kind != Operand::Kind::Vector ||
      operand.parts.size() != registers)
    return decoder.fail("operand " + std::to_string(i) + " of '" +
                        decoder.instruction.text + "' needs " +
                        std::to_string(registers) + " registers of 32 bits");
  return decoder.expectRegisters(i);
}

/// Behind the factors: whether to accumulate and, by type, the signs of A and
/// B, and which of those in shared memory are transposed.
bool decodeOptions(Decoder &decoder, WarpgroupUnit &unit) {
  bool hasSigns = unit.d != MatrixType::S32;
  bool hasTransposes = unit.bits() == 16;
  size_t count = 4 + (hasSigns ? 2 : 0) +
                 (hasTransposes ? (unit.aInRegisters ? 1 : 2) : 0);
  if (!decoder.finish(count) || !decoder.expectPredicate(3))
    return false;
  for (size_t i = 4; i < count; ++i)
    if (decoder.operand(i).kind != Operand::Kind::Constant)
      return decoder.fail("operand " + std::to_string(i) + " of '" +
                          decoder.instruction.text + "' must be a constant");
  auto bits = [&](size_t i) { return decoder.operand(i).literal.bits; };
  if (hasSigns) {
    unit.negatesA = static_cast<int32_t>(bits(4)) < 0;
    unit.negatesB = static_cast<int32_t>(bits(5)) < 0;
  }
  if (hasTransposes) {
    unit.transposesA = !unit.aInRegisters && bits(6) != 0;
    unit.transposesB = bits(count - 1) != 0;
  }
  return true;
}

bool decodeProduct(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  auto unit = std::make_shared<WarpgroupUnit>();
  std::string_view shape = decoder.takeNext();
  if (!parseMatrixType(decoder.takeNext(), unit->d) ||
      !parseMatrixType(decoder.takeNext(), unit->a) ||
      !parseMatrixType(decoder.takeNext(), unit->b) || !checkTypes(*unit))
    return decoder.fail("'" + instruction.text +
                        "' names types that wgmma does not multiply");
  unit->columns = static_cast<unsigned>(std::strtoul(
      std::string(shape.substr(shape.find('n') + 1)).c_str(), nullptr, 10));
  if (!parseShape(shape, *unit))
    return decoder.fail("'" + instruction.text +
                        "' names a shape that wgmma does not have");
  unit->saturate = decoder.take("satfinite");
  if (decoder.operands() < 4)
    return decoder.finish(4);
  unit->aInRegisters = decoder.operand(1).kind == Operand::Kind::Vector;
  unsigned registers = unit->columns / (unit->d == MatrixType::F16 ? 4 : 2);
  if (!checkRegisters(decoder, 0, registers) ||
      !(unit->aInRegisters ? checkRegisters(decoder, 1, 4)
                           : decoder.expectValue(1)) ||
      !decoder.expectValue(2) || !decodeOptions(decoder, *unit))
    return false;
  instruction.object = std::move(unit);
  instruction.handler = multiplyAsync;
  return true;
}

bool decodeWgmma(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  int kind =
      decoder.takeAny({"fence", "commit_group", "wait_group", "mma_async"});
  if (!decoder.take("sync") || !decoder.take("aligned"))
    return decoder.fail("'" + instruction.text + "' needs .sync.aligned");
  switch (kind) {
  case 0:
    instruction.handler = fence;
    return decoder.finish(0);
  case 1:
    instruction.handler = commit;
    return decoder.finish(0);
  case 2:
    instruction.handler = wait;
    return decoder.finish(1) &&
           (decoder.operand(0).kind == Operand::Kind::Constant ||
            decoder.fail("'wgmma.wait_group' needs a number"));
  case 3:
    return decodeProduct(decoder);
  default:
    return decoder.fail("'" + instruction.text + "' is not supported");
  }
}

Outcome nothing(Warp &, const Instruction &, Mask) { return Outcome::Next; }

bool decodeSetMaxRegisters(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  decoder.takeAny({"inc", "dec"});
  decoder.ignore({"sync", "aligned", "u32"});
  instruction.handler = nothing;
  if (!decoder.finish(1))
    return false;
  const Operand &count = decoder.operand(0);
  uint64_t bits = count.literal.bits;
  return (count.kind == Operand::Kind::Constant && bits >= 24 && bits <= 256 &&
          bits % 8 == 0) ||
         decoder.fail("'" + instruction.text +
                      "' needs a multiple of 8 from 24 to 256");
}

constexpr OpcodeEntry opcodes[] = {{"wgmma", decodeWgmma},
                                   {"setmaxnreg", decodeSetMaxRegisters}};

} // namespace

OpcodeTable heddle::ptx::warpgroupOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
