//===- TensorMaps.cpp - Tensor maps made by hosts and kernels -------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "MemoryInstructions.h"
#include "TensorMap.h"

#include <algorithm>

using namespace heddle;
using namespace heddle::ptx;

//===----------------------------------------------------------------------===//
// Maps
//===----------------------------------------------------------------------===//

/// Bytes of an element, by the numbers of `tensormap.replace`.
static constexpr uint8_t elementBytes[] = {1, 2, 4, 4, 8, 8, 2,
                                           4, 4, 8, 2, 4, 4};

unsigned TensorMap::getElementBytes() const {
  return elementType < std::size(elementBytes) ? elementBytes[elementType] : 0;
}

std::string TensorMap::check(unsigned dimensions) const {
  constexpr unsigned chunk = 16, maxBox = 256;
  if (rank + 1u != dimensions)
    return "the tensor map has " + std::to_string(rank + 1) +
           " dimensions, the copy " + std::to_string(dimensions);
  if (getElementBytes() == 0)
    return "the tensor map has elements of kind " +
           std::to_string(elementType) + ", which the emulator does not know";
  if (interleave != 0)
    return "interleaved tensor maps are not supported";
  if (swizzle > 3)
    return "the tensor map has swizzle mode " + std::to_string(swizzle) +
           ", which the emulator does not know";
  for (unsigned i = 0; i < dimensions; ++i) {
    if (box[i] == 0 || box[i] > maxBox)
      return "a box has from 1 to 256 elements along each dimension, not " +
             std::to_string(box[i]);
    if (elementStrides[i] > 1)
      return "tensor maps that leave out elements are not supported";
    if (i != 0 && strides[i - 1] % chunk != 0)
      return "a stride of the tensor map is " + std::to_string(strides[i - 1]) +
             " bytes, no multiple of 16";
  }
  if (address % chunk != 0)
    return "the tensor does not lie at a multiple of 16 bytes";
  if (getRowBytes() % chunk != 0)
    return "a row of the box has " + std::to_string(getRowBytes()) +
           " bytes, no multiple of 16";
  if (swizzle != 0 && getRowBytes() > 16u << swizzle)
    return "a row of the box has " + std::to_string(getRowBytes()) +
           " bytes, more than the swizzle's pattern";
  return {};
}

static uint8_t numberOf(TensorMapInfo::Element element) {
  switch (element) {
  case TensorMapInfo::Element::F16:
    return 6;
  case TensorMapInfo::Element::BF16:
    return 10;
  case TensorMapInfo::Element::F32:
    return 7;
  case TensorMapInfo::Element::I32:
    return 3;
  case TensorMapInfo::Element::U8:
    return 0;
  }
  return 0;
}

heddle::rt::Result<heddle::emulator::Argument>
heddle::ptx::makeTensorMap(const TensorMapInfo &info) {
  size_t rank = info.extents.size();
  if (rank == 0 || rank > 5 || info.box.size() != rank ||
      info.strides.size() != rank - 1)
    return Failure{"a tensor map has 1 to 5 dimensions, and an extent of the "
                   "box for each"};
  TensorMap map{};
  map.address = info.address;
  map.rank = static_cast<uint8_t>(rank - 1);
  map.elementType = numberOf(info.element);
  map.swizzle = static_cast<uint8_t>(info.swizzle == 0     ? 0
                                     : info.swizzle == 32  ? 1
                                     : info.swizzle == 64  ? 2
                                     : info.swizzle == 128 ? 3
                                                           : 255);
  map.fill = static_cast<uint8_t>(info.fill);
  for (size_t i = 0; i < rank; ++i) {
    if (info.extents[i] == 0 || info.extents[i] > UINT32_MAX)
      return Failure{"a dimension of a tensor map has from 1 to 2^32 - 1 "
                     "elements, not " +
                     std::to_string(info.extents[i])};
    map.extents[i] = static_cast<uint32_t>(info.extents[i]);
    map.box[i] =
        static_cast<uint16_t>(std::min<uint32_t>(info.box[i], UINT16_MAX));
    map.elementStrides[i] = 1;
    if (i != 0)
      map.strides[i - 1] = info.strides[i - 1];
  }
  if (std::string wrong = map.check(static_cast<unsigned>(rank));
      !wrong.empty())
    return Failure{wrong};
  Argument argument;
  argument.bytes.resize(tensorMapBytes);
  std::memcpy(argument.bytes.data(), &map, sizeof(map));
  return argument;
}

static Result<TensorMapInfo::Element> elementOf(rt::ElementType type) {
  using Element = TensorMapInfo::Element;
  switch (type) {
  case rt::ElementType::F16:
    return Element::F16;
  case rt::ElementType::BF16:
    return Element::BF16;
  case rt::ElementType::F32:
    return Element::F32;
  case rt::ElementType::I32:
    return Element::I32;
  default:
    return Failure{"a tensor map has elements of type f16, bf16, f32 or i32"};
  }
}

Result<Argument> heddle::ptx::makeTensorMap(const rt::TensorMapInfo &map) {
  Result<TensorMapInfo::Element> element = elementOf(map.element);
  if (!element)
    return element.failure();
  using Fill = TensorMapInfo::Fill;
  TensorMapInfo info;
  info.address = map.address;
  info.element = *element;
  info.extents = map.extents;
  info.strides = map.strides;
  info.box = map.box.extents;
  info.swizzle = map.box.swizzle;
  info.fill = map.box.fillsNaN ? Fill::NaN : Fill::Zeros;
  return makeTensorMap(info);
}

//===----------------------------------------------------------------------===//
// tensormap.replace
//===----------------------------------------------------------------------===//

namespace {

struct Field {
  std::string_view name;
  uint32_t offset, size, count;
};

constexpr Field fields[] = {
    {"global_address", offsetof(TensorMap, address), 8, 1},
    {"rank", offsetof(TensorMap, rank), 1, 1},
    {"box_dim", offsetof(TensorMap, box), 2, 5},
    {"global_dim", offsetof(TensorMap, extents), 4, 5},
    {"global_stride", offsetof(TensorMap, strides), 8, 4},
    {"element_stride", offsetof(TensorMap, elementStrides), 1, 5},
    {"elemtype", offsetof(TensorMap, elementType), 1, 1},
    {"interleave_layout", offsetof(TensorMap, interleave), 1, 1},
    {"swizzle_mode", offsetof(TensorMap, swizzle), 1, 1},
    {"fill_mode", offsetof(TensorMap, fill), 1, 1},
};

/// [map], [which,] value
Outcome replace(Warp &warp, const Instruction &instruction, Mask mask) {
  const auto &field = *static_cast<const Field *>(instruction.object.get());
  uint64_t addresses[warpSize], values[warpSize];
  warp.readAddresses(instruction.operands[0], instruction.space, addresses);
  warp.readBits(instruction.operands.back(), values);
  uint64_t which =
      field.count > 1 ? instruction.operands[1].literal.bits : uint64_t(0);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    uint64_t address = addresses[lane] + field.offset + which * field.size;
    uint8_t *place = warp.access(instruction, instruction.space, address,
                                 field.size, AccessKind::write(), lane);
    if (!place)
      return Outcome::Failed;
    std::memcpy(place, &values[lane], field.size);
  }
  return Outcome::Next;
}

bool decodeReplace(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  decoder.ignore({"tile"});
  const Field *field = std::find_if(
      std::begin(fields), std::end(fields),
      [&](const Field &candidate) { return decoder.take(candidate.name); });
  if (field == std::end(fields))
    return decoder.fail("'" + instruction.text + "' replaces no known field");
  instruction.space = takeSpace(decoder);
  decoder.ignore({"b1024", "b32", "b64"});
  instruction.object =
      std::shared_ptr<const void>(std::shared_ptr<void>(), field);
  instruction.handler = replace;
  size_t count = field->count > 1 ? 3 : 2;
  if (!decoder.finish(count) || !decoder.expectAddress(0) ||
      !decoder.expectValue(count - 1))
    return false;
  const Operand &which = decoder.operand(1);
  return field->count == 1 ||
         (which.kind == Operand::Kind::Constant &&
          which.literal.bits < field->count) ||
         decoder.fail("'" + instruction.text + "' names no dimension");
}

/// Copies a map that the threads of a warp made in shared memory: [to], [from],
/// 128.
Outcome publish(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t targets[warpSize], sources[warpSize];
  warp.readAddresses(instruction.operands[0], Space::Global, targets);
  warp.readAddresses(instruction.operands[1], Space::Shared, sources);
  unsigned lane = __builtin_ctz(mask);
  for (unsigned at = 0; at < tensorMapBytes; at += 8) {
    const uint8_t *from =
        warp.access(instruction, Space::Shared, sources[lane] + at, 8,
                    AccessKind::read(), lane);
    uint8_t *to =
        from ? warp.access(instruction, Space::Global, targets[lane] + at, 8,
                           AccessKind::write(), lane)
             : nullptr;
    if (!to)
      return Outcome::Failed;
    std::memcpy(to, from, 8);
  }
  return Outcome::Next;
}

bool decodeTensorMap(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  if (decoder.take("replace"))
    return decodeReplace(decoder);
  if (!decoder.take("cp_fenceproxy"))
    return decoder.fail("'" + instruction.text + "' is not supported");
  decoder.ignore({"global", "shared::cta", "tensormap::generic", "release",
                  "cta", "cluster", "gpu", "sys", "sync", "aligned"});
  instruction.handler = publish;
  return decoder.finish(3) && decoder.expectAddress(0) &&
         decoder.expectAddress(1);
}

constexpr OpcodeEntry opcodes[] = {{"tensormap", decodeTensorMap}};

} // namespace

OpcodeTable heddle::ptx::tensorMapOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
