//===- NarrowFloats.cpp - Floating point of 8 bits and less ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NarrowFloats.h"

#include "Operations.h"
#include "Values.h"

#include "llvm/ADT/APFloat.h"

#include <cmath>

using namespace heddle;
using namespace heddle::amdgcn;
using llvm::APFloat;

static const llvm::fltSemantics &semanticsOf(Narrow kind, bool fnuz) {
  switch (kind) {
  case Narrow::FP8:
    return fnuz ? APFloat::Float8E4M3FNUZ() : APFloat::Float8E4M3FN();
  case Narrow::BF8:
    return fnuz ? APFloat::Float8E5M2FNUZ() : APFloat::Float8E5M2();
  case Narrow::FP6:
    return APFloat::Float6E2M3FN();
  case Narrow::BF6:
    return APFloat::Float6E3M2FN();
  case Narrow::FP4:
    return APFloat::Float4E2M1FN();
  }
  llvm_unreachable("not a narrow float");
}

unsigned amdgcn::narrowBits(Narrow kind) {
  return APFloat::getSizeInBits(semanticsOf(kind, /*fnuz=*/false));
}

using Table = std::array<float, 256>;

static Table makeTable(Narrow kind, bool fnuz) {
  Table table = {};
  unsigned bits = narrowBits(kind);
  for (unsigned i = 0; i < 1u << bits; ++i)
    table[i] =
        APFloat(semanticsOf(kind, fnuz), llvm::APInt(bits, i)).convertToFloat();
  return table;
}

const Table &amdgcn::decodeTable(Narrow kind, const Processor &processor) {
  static const std::array<std::array<Table, 5>, 2> tables = [] {
    std::array<std::array<Table, 5>, 2> all;
    for (unsigned fnuz = 0; fnuz < 2; ++fnuz)
      for (unsigned kind = 0; kind < 5; ++kind)
        all[fnuz][kind] = makeTable(static_cast<Narrow>(kind), fnuz);
    return all;
  }();
  return tables[processor.hasFnuz()][static_cast<size_t>(kind)];
}

uint8_t amdgcn::encodeNarrow(Narrow kind, const Processor &processor,
                             float value, bool saturates) {
  const llvm::fltSemantics &semantics = semanticsOf(kind, processor.hasFnuz());
  APFloat number(value);
  bool lossy;
  number.convert(semantics, APFloat::rmNearestTiesToEven, &lossy);
  if (saturates && std::isfinite(value) && !number.isFinite())
    number = APFloat::getLargest(semantics, std::signbit(value));
  return number.bitcastToAPInt().getZExtValue();
}

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

/// One byte of a word to a number.
template <Narrow kind>
static void decodeByte(Group &group) {
  const Table &table = decodeTable(kind, group.processor());
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned byte = group.get<uint32_t>(lane, 1) & 3;
    auto bits = group.get<uint32_t>(lane, 0) >> (8 * byte) & 0xff;
    writeReal(group.site.result.scalar, group.result(lane), table[bits]);
  });
}

/// Two bytes, of the low or the high half.
template <Narrow kind>
static void decodePair(Group &group) {
  const Table &table = decodeTable(kind, group.processor());
  Scalar scalar = group.site.result.scalar;
  forEachLane(group.mask, [&](unsigned lane) {
    bool hasHalf = group.site.operands.size() > 1;
    unsigned shift = hasHalf && group.get<bool>(lane, 1) ? 16 : 0;
    unsigned word = 0;
    std::memcpy(&word, group.operand(lane, 0), group.site.operands[0].size);
    for (unsigned i = 0; i < 2; ++i)
      writeReal(scalar, group.result(lane) + i * scalarSize(scalar),
                table[word >> (shift + 8 * i) & 0xff]);
  });
}

/// Two numbers into the low or the high half of a word.
template <Narrow kind>
static void encodePair(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    uint32_t pair = 0;
    for (unsigned i = 0; i < 2; ++i)
      pair |= uint32_t{encodeNarrow(kind, group.processor(),
                                    group.get<float>(lane, i),
                                    group.lane(lane).saturates)}
              << (8 * i);
    unsigned shift = group.get<bool>(lane, 3) ? 16 : 0;
    auto old = group.get<uint32_t>(lane, 2);
    group.set<uint32_t>(lane, (old & ~(0xffffu << shift)) | pair << shift);
  });
}

/// f8 times f8 of four bytes, and a sum.
template <Narrow kindA, Narrow kindB>
static void dotBytes(Group &group) {
  const Table &a = decodeTable(kindA, group.processor());
  const Table &b = decodeTable(kindB, group.processor());
  forEachLane(group.mask, [&](unsigned lane) {
    double sum = group.get<float>(lane, 2);
    for (unsigned i = 0; i < 32; i += 8)
      sum += double{a[group.get<uint32_t>(lane, 0) >> i & 0xff]} *
             b[group.get<uint32_t>(lane, 1) >> i & 0xff];
    group.set<float>(lane, sum);
  });
}

llvm::ArrayRef<Operation> amdgcn::getNarrowFloatOperations() {
  static const Operation operations[] = {
      {"cvt.f32.fp8", Scope::Lane, decodeByte<Narrow::FP8>},
      {"cvt.f32.bf8", Scope::Lane, decodeByte<Narrow::BF8>},
      {"cvt.f16.fp8", Scope::Lane, decodeByte<Narrow::FP8>},
      {"cvt.f16.bf8", Scope::Lane, decodeByte<Narrow::BF8>},
      {"cvt.pk.f32.fp8", Scope::Lane, decodePair<Narrow::FP8>},
      {"cvt.pk.f32.bf8", Scope::Lane, decodePair<Narrow::BF8>},
      {"cvt.pk.f16.fp8", Scope::Lane, decodePair<Narrow::FP8>},
      {"cvt.pk.f16.bf8", Scope::Lane, decodePair<Narrow::BF8>},
      {"cvt.pk.fp8.f32", Scope::Lane, encodePair<Narrow::FP8>},
      {"cvt.pk.bf8.f32", Scope::Lane, encodePair<Narrow::BF8>},
      {"dot4.f32.fp8.fp8", Scope::Lane, dotBytes<Narrow::FP8, Narrow::FP8>},
      {"dot4.f32.fp8.bf8", Scope::Lane, dotBytes<Narrow::FP8, Narrow::BF8>},
      {"dot4.f32.bf8.fp8", Scope::Lane, dotBytes<Narrow::BF8, Narrow::FP8>},
      {"dot4.f32.bf8.bf8", Scope::Lane, dotBytes<Narrow::BF8, Narrow::BF8>},
  };
  return operations;
}
