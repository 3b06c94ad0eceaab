//===- MatrixInstructions.cpp - mma, wmma, ldmatrix, stmatrix -------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixUnits.h"
#include "MemoryInstructions.h"

#include <algorithm>
#include <cstdio>

using namespace heddle::ptx;
using heddle::rt::Result;

namespace {

/// Matrix instructions need all lanes of the warp.
bool gatherWarp(Warp &warp, const Instruction &instruction, Mask mask,
                Outcome &outcome) {
  if (!warp.gather(mask, ~Mask(0), outcome))
    return false;
  if (warp.current().lanes == ~Mask(0))
    return true;
  outcome = warp.fail(instruction, __builtin_ctz(mask),
                      "not all lanes of the warp take part");
  return false;
}

//===----------------------------------------------------------------------===//
// mma
//===----------------------------------------------------------------------===//

/// The most registers of 32 bits that an operand takes.
constexpr unsigned maxRegisters = 16;

void readRegisters(const Warp &warp, const Operand &operand,
                   WarpRegister *words) {
  for (const Operand &part : operand.parts) {
    uint64_t bits[warpSize];
    warp.readBits(part, bits);
    bool isWide = part.bits == 64;
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      words[0][lane] = static_cast<uint32_t>(bits[lane]);
      if (isWide)
        words[1][lane] = static_cast<uint32_t>(bits[lane] >> 32);
    }
    words += isWide ? 2 : 1;
  }
}

void writeRegisters(Warp &warp, const Operand &operand,
                    const WarpRegister *words, Mask mask) {
  for (const Operand &part : operand.parts) {
    bool isWide = part.bits == 64;
    uint64_t bits[warpSize];
    for (unsigned lane = 0; lane < warpSize; ++lane)
      bits[lane] = words[0][lane] |
                   (isWide ? uint64_t(words[1][lane]) << 32 : uint64_t(0));
    warp.writeBits(part, bits, mask);
    words += isWide ? 2 : 1;
  }
}

Outcome multiply(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!gatherWarp(warp, instruction, mask, outcome))
    return outcome;
  const auto &unit = *static_cast<const MatrixUnit *>(instruction.object.get());
  WarpRegister a[maxRegisters], b[maxRegisters], c[maxRegisters];
  readRegisters(warp, instruction.operands[1], a);
  readRegisters(warp, instruction.operands[2], b);
  readRegisters(warp, instruction.operands[3], c);
  unit.run(a, b, c, c);
  writeRegisters(warp, instruction.operands[0], c, mask);
  return Outcome::Next;
}

/// A vector of registers of one kind that hold so many words.
bool checkFragment(Decoder &decoder, size_t i, unsigned registers) {
  Operand &operand = decoder.operand(i);
  if (operand.kind != Operand::Kind::Vector) {
    Operand part = operand;
    operand = Operand();
    operand.kind = Operand::Kind::Vector;
    operand.parts.push_back(std::move(part));
  }
  unsigned words = 0;
  for (const Operand &part : operand.parts) {
    bool isRegister = part.kind == Operand::Kind::Register &&
                      (part.bits == 32 || part.bits == 64);
    if (!isRegister && !(part.kind == Operand::Kind::Constant && i != 0))
      return decoder.fail("operand " + std::to_string(i) + " of '" +
                          decoder.instruction.text +
                          "' is no vector of registers");
    words += part.bits == 64 ? 2 : 1;
  }
  if (words != registers)
    return decoder.fail("operand " + std::to_string(i) + " of '" +
                        decoder.instruction.text + "' needs " +
                        std::to_string(registers) + " registers of 32 bits");
  return true;
}

bool parseShape(std::string_view text, MmaConfig &config) {
  std::string copy(text);
  int end = 0;
  return std::sscanf(copy.c_str(), "m%un%uk%u%n", &config.m, &config.n,
                     &config.k, &end) == 3 &&
         static_cast<size_t>(end) == copy.size();
}

bool finishMultiply(Decoder &decoder, const MmaConfig &config) {
  Result<MatrixUnit> unit = MatrixUnit::get(config);
  if (!unit)
    return decoder.fail(unit.error());
  if (!decoder.finish(4) || !checkFragment(decoder, 0, unit->dRegisters()) ||
      !checkFragment(decoder, 1, unit->aRegisters()) ||
      !checkFragment(decoder, 2, unit->bRegisters()) ||
      !checkFragment(decoder, 3, unit->cRegisters()))
    return false;
  decoder.instruction.object = std::make_shared<MatrixUnit>(std::move(*unit));
  decoder.instruction.handler = multiply;
  return true;
}

bool failTypes(Decoder &decoder) {
  return decoder.fail("'" + decoder.instruction.text +
                      "' names shapes or types that are not supported");
}

bool decodeMma(Decoder &decoder) {
  MmaConfig config;
  decoder.ignore({"sync", "aligned"});
  if (!parseShape(decoder.takeNext(), config))
    return failTypes(decoder);
  if (!decoder.take("row") || !decoder.take("col"))
    return decoder.fail("'" + decoder.instruction.text +
                        "' is not supported: A goes by rows and B by columns");
  config.saturate = decoder.take("satfinite");
  if (!parseMatrixType(decoder.takeNext(), config.d) ||
      !parseMatrixType(decoder.takeNext(), config.a) ||
      !parseMatrixType(decoder.takeNext(), config.b) ||
      !parseMatrixType(decoder.takeNext(), config.c))
    return failTypes(decoder);
  return finishMultiply(decoder, config);
}

//===----------------------------------------------------------------------===//
// wmma
//===----------------------------------------------------------------------===//

/// A fragment in memory.
struct WmmaAccess {
  const Fragment *fragment;
  bool isByRows;
  unsigned elementBits;
};

/// Where element i of a lane lies, in elements from the start.
uint64_t placeOf(const WmmaAccess &access, unsigned i, unsigned lane,
                 uint64_t stride) {
  Coordinate point = access.fragment->at(i, lane);
  return access.isByRows ? point.row * stride + point.column
                         : point.column * stride + point.row;
}

/// The stride is the last operand, or what a dense tile has.
void readPlaces(const Warp &warp, const Instruction &instruction,
                size_t address, uint64_t (&addresses)[warpSize],
                uint64_t (&strides)[warpSize]) {
  const auto &access =
      *static_cast<const WmmaAccess *>(instruction.object.get());
  warp.readAddresses(instruction.operands[address], instruction.space,
                     addresses);
  if (instruction.operands.size() == 3) {
    warp.readBits(instruction.operands[2], strides);
    return;
  }
  std::fill_n(strides, warpSize,
              access.isByRows ? access.fragment->columns
                              : access.fragment->rows);
}

Outcome wmmaMove(Warp &warp, const Instruction &instruction, Mask mask,
                 bool isLoad) {
  Outcome outcome = Outcome::Next;
  if (!gatherWarp(warp, instruction, mask, outcome))
    return outcome;
  const auto &access =
      *static_cast<const WmmaAccess *>(instruction.object.get());
  const unsigned bits = access.elementBits, size = bits / 8;
  const uint64_t field = ~uint64_t(0) >> (64 - bits);
  uint64_t addresses[warpSize], strides[warpSize];
  readPlaces(warp, instruction, isLoad ? 1 : 0, addresses, strides);
  WarpRegister words[maxRegisters] = {};
  if (!isLoad)
    readRegisters(warp, instruction.operands[1], words);
  for (unsigned i = 0; i < access.fragment->elements(); ++i)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      uint64_t address =
          addresses[lane] + size * placeOf(access, i, lane, strides[lane]);
      uint8_t *place = warp.access(instruction, instruction.space, address,
                                   size, AccessKind{!isLoad, false}, lane);
      if (!place)
        return Outcome::Failed;
      unsigned at = i * bits, shift = at % 32;
      uint64_t value = 0;
      if (isLoad) {
        std::memcpy(&value, place, size);
        words[at / 32][lane] |= static_cast<uint32_t>(value << shift);
        if (bits == 64)
          words[at / 32 + 1][lane] = static_cast<uint32_t>(value >> 32);
        continue;
      }
      value = words[at / 32][lane] >> shift;
      if (bits == 64)
        value |= uint64_t(words[at / 32 + 1][lane]) << 32;
      value &= field;
      std::memcpy(place, &value, size);
    }
  if (isLoad)
    writeRegisters(warp, instruction.operands[0], words, mask);
  return Outcome::Next;
}

Outcome wmmaLoad(Warp &warp, const Instruction &instruction, Mask mask) {
  return wmmaMove(warp, instruction, mask, /*isLoad=*/true);
}

Outcome wmmaStore(Warp &warp, const Instruction &instruction, Mask mask) {
  return wmmaMove(warp, instruction, mask, /*isLoad=*/false);
}

unsigned bitsOfMatrixType(MatrixType type) {
  switch (type) {
  case MatrixType::F64:
    return 64;
  case MatrixType::F16:
  case MatrixType::BF16:
    return 16;
  case MatrixType::TF32:
  case MatrixType::F32:
  case MatrixType::S32:
    return 32;
  default:
    return 8;
  }
}

/// Accumulators lie alike whatever the operands are, so any shape with the
/// same m and n tells.
const MatrixShape *findAnyShape(const MmaConfig &config) {
  for (unsigned bits : {16, 8, 32, 64})
    if (const MatrixShape *shape =
            findWmmaShape(config.m, config.n, config.k, bits, false))
      return shape;
  return nullptr;
}

bool decodeWmmaMove(Decoder &decoder, bool isLoad) {
  MmaConfig config;
  Instruction &instruction = decoder.instruction;
  int which = decoder.takeAny({"a", "b", "c", "d"});
  decoder.ignore({"sync", "aligned"});
  auto access = std::make_shared<WmmaAccess>();
  int layout = decoder.takeAny({"row", "col"});
  access->isByRows = layout == 0;
  instruction.space = takeSpace(decoder);
  MatrixType type;
  if (which < 0 || layout < 0 || !parseShape(decoder.takeNext(), config) ||
      !parseMatrixType(decoder.takeNext(), type))
    return failTypes(decoder);
  access->elementBits = bitsOfMatrixType(type);
  const MatrixShape *shape =
      which >= 2 ? findAnyShape(config)
                 : findWmmaShape(config.m, config.n, config.k,
                                 access->elementBits, type == MatrixType::F16);
  if (!shape)
    return failTypes(decoder);
  access->fragment = which == 0   ? &shape->a
                     : which == 1 ? &shape->b
                                  : &shape->c;
  unsigned registers = access->fragment->elements() * access->elementBits / 32;
  if (!decoder.finish(2, 3) || !decoder.expectAddress(isLoad ? 1 : 0) ||
      !checkFragment(decoder, isLoad ? 0 : 1, registers))
    return false;
  instruction.object = std::move(access);
  instruction.handler = isLoad ? wmmaLoad : wmmaStore;
  return decoder.operands() == 2 || decoder.expectValue(2);
}

/// .f32.f16 names D and C only, A and B are f16.
bool decodeWmmaMma(Decoder &decoder) {
  MmaConfig config;
  config.wmma = true;
  decoder.ignore({"sync", "aligned", "row", "col", "row", "col", "rn"});
  config.saturate = decoder.take("satfinite");
  if (!parseShape(decoder.takeNext(), config))
    return failTypes(decoder);
  MatrixType types[4];
  unsigned count = 0;
  for (std::string_view name; count < 4; ++count) {
    name = decoder.takeNext();
    if (name.empty())
      break;
    if (!parseMatrixType(name, types[count]))
      return failTypes(decoder);
  }
  if (count != 2 && count != 4)
    return failTypes(decoder);
  config.d = types[0];
  config.a = count == 4 ? types[1] : MatrixType::F16;
  config.b = count == 4 ? types[2] : MatrixType::F16;
  config.c = types[count - 1];
  return finishMultiply(decoder, config);
}

bool decodeWmma(Decoder &decoder) {
  if (decoder.take("mma"))
    return decodeWmmaMma(decoder);
  if (decoder.take("load"))
    return decodeWmmaMove(decoder, true);
  if (decoder.take("store"))
    return decodeWmmaMove(decoder, false);
  return decoder.fail("'" + decoder.instruction.text + "' is not supported");
}

//===----------------------------------------------------------------------===//
// ldmatrix, stmatrix, movmatrix
//===----------------------------------------------------------------------===//

constexpr unsigned rowBytes = 16;

/// Lane 8 i + r names row r of matrix i; only those of matrices that are moved
/// count.
Mask rowLanes(const Instruction &instruction) {
  return instruction.count == 4 ? ~Mask(0)
                                : (Mask(1) << 8 * instruction.count) - 1;
}

Outcome loadMatrices(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!gatherWarp(warp, instruction, mask, outcome))
    return outcome;
  uint64_t addresses[warpSize];
  warp.readAddresses(instruction.operands[1], instruction.space, addresses);
  warp.countAccess(instruction, instruction.space, addresses, rowBytes,
                   rowLanes(instruction));
  for (unsigned i = 0; i < instruction.count; ++i) {
    Matrix8x8 matrix;
    for (unsigned row = 0; row < 8; ++row) {
      unsigned lane = 8 * i + row;
      const uint8_t *source =
          warp.access(instruction, instruction.space, addresses[lane], rowBytes,
                      AccessKind::read(), lane);
      if (!source)
        return Outcome::Failed;
      std::memcpy(matrix.data() + 8 * row, source, rowBytes);
    }
    WarpRegister words;
    spreadMatrix(matrix, instruction.mode != 0, words);
    warp.write(instruction.operands[0].parts[i], words.data(), mask);
  }
  return Outcome::Next;
}

Outcome storeMatrices(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!gatherWarp(warp, instruction, mask, outcome))
    return outcome;
  uint64_t addresses[warpSize];
  warp.readAddresses(instruction.operands[0], instruction.space, addresses);
  warp.countAccess(instruction, instruction.space, addresses, rowBytes,
                   rowLanes(instruction));
  WarpRegister words[4];
  readRegisters(warp, instruction.operands[1], words);
  for (unsigned i = 0; i < instruction.count; ++i) {
    Matrix8x8 matrix;
    collectMatrix(words[i], instruction.mode != 0, matrix);
    for (unsigned row = 0; row < 8; ++row) {
      unsigned lane = 8 * i + row;
      uint8_t *target =
          warp.access(instruction, instruction.space, addresses[lane], rowBytes,
                      AccessKind::write(), lane);
      if (!target)
        return Outcome::Failed;
      std::memcpy(target, matrix.data() + 8 * row, rowBytes);
    }
  }
  return Outcome::Next;
}

template <bool IsLoad>
bool decodeMatrixMove(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  decoder.ignore({"sync", "aligned"});
  bool isPlain = decoder.take("m8n8");
  int count = decoder.takeAny({"x1", "x2", "x4"});
  instruction.mode = decoder.take("trans");
  instruction.space = takeSpace(decoder);
  Type type = decoder.takeType();
  if (!isPlain || count < 0 || type != Type::B16)
    return decoder.fail("'" + instruction.text +
                        "' is not supported: only m8n8 matrices of b16 are");
  instruction.count = static_cast<uint8_t>(1 << count);
  instruction.handler = IsLoad ? loadMatrices : storeMatrices;
  return decoder.finish(2) && decoder.expectAddress(IsLoad ? 1 : 0) &&
         checkFragment(decoder, IsLoad ? 0 : 1, instruction.count);
}

Outcome moveMatrix(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!gatherWarp(warp, instruction, mask, outcome))
    return outcome;
  uint32_t scratch[warpSize];
  const uint32_t *source =
      warp.read<uint32_t>(instruction.operands[1], scratch);
  WarpRegister words;
  std::copy_n(source, warpSize, words.begin());
  Matrix8x8 matrix;
  collectMatrix(words, /*transpose=*/false, matrix);
  spreadMatrix(matrix, /*transpose=*/true, words);
  warp.write(instruction.operands[0], words.data(), mask);
  return Outcome::Next;
}

bool decodeMovmatrix(Decoder &decoder) {
  decoder.ignore({"sync", "aligned", "m8n8", "trans"});
  Type type = decoder.takeType();
  return finishElementwise(decoder, type == Type::B16 ? moveMatrix : nullptr,
                           type, 1);
}

constexpr OpcodeEntry opcodes[] = {
    {"mma", decodeMma},
    {"wmma", decodeWmma},
    {"ldmatrix", decodeMatrixMove<true>},
    {"stmatrix", decodeMatrixMove<false>},
    {"movmatrix", decodeMovmatrix},
};

} // namespace

OpcodeTable heddle::ptx::matrixOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
