//===- BitInstructions.cpp - Counts and fields of bits --------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"

#include <algorithm>

using namespace heddle::ptx;

namespace {

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

struct Popc {
  template <class T>
  uint32_t operator()(T a) const {
    return static_cast<uint32_t>(__builtin_popcountll(a));
  }
};
struct Clz {
  template <class T>
  uint32_t operator()(T a) const {
    uint32_t zeros = a ? __builtin_clzll(a) : 64;
    return zeros - (64 - 8 * sizeof(T));
  }
};
struct Brev {
  template <class T>
  T operator()(T a) const {
    T result = 0;
    for (unsigned bit = 0; bit < 8 * sizeof(T); ++bit)
      result |= (a >> bit & 1) << (8 * sizeof(T) - 1 - bit);
    return result;
  }
};

/// The place of the highest bit that differs from the sign, or all ones.
struct Bfind {
  template <class T>
  uint32_t operator()(T a) const {
    using Bits = std::make_unsigned_t<T>;
    auto bits = static_cast<Bits>(a < 0 ? ~a : a);
    return bits ? 8 * sizeof(T) - 1 - Clz()(bits) : ~0u;
  }
};
struct BfindShift {
  template <class T>
  uint32_t operator()(T a) const {
    uint32_t place = Bfind()(a);
    return place == ~0u ? place : 8 * sizeof(T) - 1 - place;
  }
};
template <class F>
struct ToWord {
  template <class T>
  static constexpr Handler of = unary<F, uint32_t, T>;
};

struct Bfe {
  template <class T>
  T operator()(T a, uint32_t position, uint32_t length) const {
    constexpr uint32_t width = 8 * sizeof(T);
    position &= 0xff;
    length &= 0xff;
    if (length == 0)
      return 0;
    // Beyond the number, fields are filled with its sign.
    uint32_t top = std::min(position + length - 1, width - 1);
    bool isNegative = std::is_signed_v<T> && (a >> top & 1);
    using Bits = std::make_unsigned_t<T>;
    Bits fill = isNegative ? ~Bits(0) : Bits(0);
    if (position >= width)
      return static_cast<T>(fill);
    Bits field = static_cast<Bits>(a) >> position;
    if (top - position + 1 < width) {
      Bits mask = (Bits(1) << (top - position + 1)) - 1;
      field = (field & mask) | (fill & ~mask);
    }
    return static_cast<T>(field);
  }
};
struct BfeShape {
  template <class T>
  static constexpr Handler of = ternary<Bfe, T, T, uint32_t, uint32_t>;
};

template <class T>
Outcome insertBits(Warp &warp, const Instruction &instruction, Mask mask) {
  T scratch[2][warpSize], result[warpSize];
  uint32_t words[2][warpSize];
  const T *a = warp.read<T>(instruction.operands[1], scratch[0]);
  const T *b = warp.read<T>(instruction.operands[2], scratch[1]);
  const uint32_t *at = warp.read<uint32_t>(instruction.operands[3], words[0]);
  const uint32_t *size = warp.read<uint32_t>(instruction.operands[4], words[1]);
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    uint32_t position = at[lane] & 0xff, length = size[lane] & 0xff;
    T field = length >= 8 * sizeof(T) ? ~T(0) : (T(1) << length) - 1;
    T bits = position >= 8 * sizeof(T) ? T(0) : field << position;
    T value = position >= 8 * sizeof(T) ? T(0) : a[lane] << position;
    result[lane] = (b[lane] & ~bits) | (value & bits);
  }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// As many ones as `width` says, from `position` on.
template <bool Clamps>
struct Bmsk {
  uint32_t operator()(uint32_t position, uint32_t width) const {
    if (Clamps && position >= 32)
      return 0;
    uint32_t from = position % 32,
             count = Clamps ? std::min(width, 32u) : width % 32;
    uint64_t ones = (uint64_t(1) << count) - 1;
    return static_cast<uint32_t>(ones << from);
  }
};

/// The lowest bits, as many as `width` says, extended by their sign or zeros.
template <bool Clamps>
struct Szext {
  template <class T>
  T operator()(T a, uint32_t width) const {
    if (Clamps && width >= 32)
      return a;
    uint32_t count = width % 32;
    if (count == 0)
      return 0;
    auto high = static_cast<uint32_t>(a) << (32 - count);
    return static_cast<T>(high) >> (32 - count);
  }
};

/// The place of the n-th set bit of a mask, from a base upwards, or downwards
/// if n is negative; all ones where there is none.
struct Fns {
  uint32_t operator()(uint32_t mask, uint32_t base, int32_t n) const {
    if (n == 0)
      return base < 32 && (mask >> base & 1) ? base : ~0u;
    int64_t left = n > 0 ? n : -int64_t(n);
    for (int64_t at = base; at >= 0 && at < 32; at += n > 0 ? 1 : -1)
      if ((mask >> at & 1) && --left == 0)
        return static_cast<uint32_t>(at);
    return ~0u;
  }
};

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

template <class F>
bool decodeCount(Decoder &decoder) {
  Type type = decoder.takeType();
  Handler handler = type == Type::B32   ? unary<F, uint32_t, uint32_t>
                    : type == Type::B64 ? unary<F, uint32_t, uint64_t>
                                        : nullptr;
  return finishElementwise(decoder, handler, type, 1);
}

bool decodeBrev(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Unary<Brev>>(type), type, 1);
}

bool decodeBfind(Decoder &decoder) {
  bool asShift = decoder.take("shiftamt");
  Type type = decoder.takeType();
  Handler handler = asShift ? forIntegers<ToWord<BfindShift>>(type)
                            : forIntegers<ToWord<Bfind>>(type);
  return finishElementwise(decoder, handler, type, 1);
}

bool decodeBfe(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<BfeShape>(type), type, 3);
}

bool decodeBfi(Decoder &decoder) {
  Type type = decoder.takeType();
  Handler handler = type == Type::B32   ? insertBits<uint32_t>
                    : type == Type::B64 ? insertBits<uint64_t>
                                        : nullptr;
  return finishElementwise(decoder, handler, type, 4);
}

bool decodeBmsk(Decoder &decoder) {
  bool clamps = decoder.takeAny({"wrap", "clamp"}) == 1;
  Type type = decoder.takeType();
  Handler handler = clamps ? binary<Bmsk<true>, uint32_t, uint32_t>
                           : binary<Bmsk<false>, uint32_t, uint32_t>;
  return finishElementwise(decoder, type == Type::B32 ? handler : nullptr, type,
                           2);
}

template <class T>
Handler szextOf(bool clamps) {
  return clamps ? binary<Szext<true>, T, T, uint32_t>
                : binary<Szext<false>, T, T, uint32_t>;
}

bool decodeSzext(Decoder &decoder) {
  bool clamps = decoder.takeAny({"wrap", "clamp"}) == 1;
  Type type = decoder.takeType();
  Handler handler = type == Type::S32   ? szextOf<int32_t>(clamps)
                    : type == Type::U32 ? szextOf<uint32_t>(clamps)
                                        : nullptr;
  return finishElementwise(decoder, handler, type, 2);
}

bool decodeFns(Decoder &decoder) {
  Type type = decoder.takeType();
  Handler handler = ternary<Fns, uint32_t, uint32_t, uint32_t, int32_t>;
  return finishElementwise(decoder, type == Type::B32 ? handler : nullptr, type,
                           3);
}

constexpr OpcodeEntry opcodes[] = {
    {"popc", decodeCount<Popc>}, {"clz", decodeCount<Clz>},
    {"brev", decodeBrev},        {"bfind", decodeBfind},
    {"bfe", decodeBfe},          {"bfi", decodeBfi},
    {"bmsk", decodeBmsk},        {"szext", decodeSzext},
    {"fns", decodeFns},
};

} // namespace

OpcodeTable heddle::ptx::bitOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
