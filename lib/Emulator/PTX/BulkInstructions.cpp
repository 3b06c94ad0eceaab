//===- BulkInstructions.cpp - cp.async.bulk -------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "MemoryInstructions.h"
#include "NarrowFloat.h"
#include "TensorMap.h"

#include <algorithm>

using namespace heddle::ptx;

namespace {

/// What a bulk copy moves: by whole bytes, or as boxes of a tensor.
struct BulkOperation {
  /// Of a tensor; 0 for bytes.
  unsigned dimensions = 0;
  bool toShared = false;
  /// To the same place in several blocks of the cluster.
  bool multicasts = false;
  /// Adds to global memory; of bytes, elements of that type.
  bool adds = false;
  Type type = Type::None;
};

/// A row of a copy: where it lies in global memory, of which only the bytes
/// from `skipped` on, `present` of them, exist, and in the box.
struct Row {
  uint64_t address;
  uint32_t at, skipped, present;
};

//===----------------------------------------------------------------------===//
// Boxes
//===----------------------------------------------------------------------===//

bool readMap(Warp &warp, const Instruction &instruction, uint64_t address,
             unsigned lane, TensorMap &map) {
  uint8_t bytes[tensorMapBytes];
  for (unsigned at = 0; at < tensorMapBytes; at += 8) {
    const uint8_t *from = warp.access(instruction, Space::Generic, address + at,
                                      8, AccessKind::read(), lane);
    if (!from)
      return false;
    std::memcpy(bytes + at, from, 8);
  }
  std::memcpy(&map, bytes, sizeof(map));
  const auto &operation =
      *static_cast<const BulkOperation *>(instruction.object.get());
  std::string wrong = map.check(operation.dimensions);
  if (!wrong.empty())
    warp.fail(instruction, lane, wrong);
  return wrong.empty();
}

/// The rows of the box at `start`.
std::vector<Row> listRows(const TensorMap &map, const int32_t (&start)[5]) {
  unsigned rank = map.rank + 1, size = map.getElementBytes();
  uint32_t rows = 1;
  for (unsigned d = 1; d < rank; ++d)
    rows *= map.box[d];
  int64_t first = std::clamp<int64_t>(-int64_t(start[0]), 0, map.box[0]);
  int64_t end = std::clamp<int64_t>(int64_t(map.extents[0]) - start[0], first,
                                    map.box[0]);
  std::vector<Row> list;
  for (uint32_t row = 0; row < rows; ++row) {
    Row entry{map.address + uint64_t(int64_t(start[0]) * size),
              row * map.getRowBytes(), static_cast<uint32_t>(first * size),
              static_cast<uint32_t>((end - first) * size)};
    uint32_t rest = row;
    for (unsigned d = 1; d < rank; ++d) {
      int64_t index = int64_t(start[d]) + rest % map.box[d];
      rest /= map.box[d];
      if (index < 0 || index >= map.extents[d])
        entry.present = 0;
      entry.address += uint64_t(index) * map.strides[d - 1];
    }
    list.push_back(entry);
  }
  return list;
}

/// Where a box lies in shared memory from `start` on, 16 bytes at a time.
std::vector<SharedRange> listChunks(uint32_t start, uint32_t size,
                                    Swizzle swizzle) {
  if (swizzle == Swizzle::None)
    return {{start, size}};
  std::vector<SharedRange> chunks;
  for (uint32_t at = 0; at < size; at += 16)
    chunks.push_back({applySwizzle(swizzle, start + at), 16});
  return chunks;
}

/// What a copy is about, for one lane.
struct Transfer {
  std::vector<Row> rows;
  std::vector<SharedRange> chunks;
  uint32_t size = 0;
  /// Of elements outside of the tensor, if they are not zeros.
  bool fillsNaN = false;
  Type type = Type::None;
};

Type typeOf(const TensorMap &map) {
  constexpr Type types[] = {Type::U8,  Type::U16, Type::U32,  Type::S32,
                            Type::U64, Type::S64, Type::F16,  Type::F32,
                            Type::F32, Type::F64, Type::BF16, Type::F32,
                            Type::F32};
  return types[map.elementType];
}

bool describeBox(Warp &warp, const Instruction &instruction,
                 const Operand &where, uint32_t shared, unsigned lane,
                 Transfer &transfer) {
  uint64_t maps[warpSize];
  warp.readBits(where.parts[0], maps);
  TensorMap map;
  if (!readMap(warp, instruction, maps[lane], lane, map))
    return false;
  int32_t start[5] = {};
  for (size_t d = 0; d < where.parts[1].parts.size(); ++d) {
    uint64_t indices[warpSize];
    warp.readBits(where.parts[1].parts[d], indices);
    start[d] = static_cast<int32_t>(indices[lane]);
  }
  constexpr uint32_t alignment = 128;
  if (shared % alignment != 0) {
    warp.fail(
        instruction, lane,
        "a box lies at a multiple of 128 bytes of shared memory, not at " +
            std::to_string(shared));
    return false;
  }
  transfer.rows = listRows(map, start);
  transfer.size =
      static_cast<uint32_t>(transfer.rows.size()) * map.getRowBytes();
  transfer.chunks =
      listChunks(shared, transfer.size, static_cast<Swizzle>(map.swizzle));
  transfer.fillsNaN = map.fill != 0;
  transfer.type = typeOf(map);
  return true;
}

bool describeBytes(Warp &warp, const Instruction &instruction,
                   const Operand &where, const Operand &size, uint32_t shared,
                   unsigned lane, Transfer &transfer) {
  uint64_t addresses[warpSize], sizes[warpSize];
  warp.readAddresses(where, Space::Global, addresses);
  warp.readBits(size, sizes);
  auto bytes = static_cast<uint32_t>(sizes[lane]);
  if (bytes % 16 != 0 || shared % 16 != 0 || addresses[lane] % 16 != 0) {
    warp.fail(
        instruction, lane,
        "a bulk copy moves multiples of 16 bytes between multiples of 16");
    return false;
  }
  transfer.rows = {{addresses[lane], 0, 0, bytes}};
  transfer.chunks = {{shared, bytes}};
  transfer.size = bytes;
  return true;
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Elements outside of the tensor: NaN of two or four bytes.
void fillOutside(const Transfer &transfer, std::vector<uint8_t> &bytes) {
  if (!transfer.fillsNaN)
    return;
  unsigned size = bitsOf(transfer.type) / 8;
  for (unsigned at = 0; at < bytes.size(); at += size)
    std::fill_n(bytes.begin() + at, size, 0xff);
}

/// Reads what a copy to shared memory brings.
bool readSource(Warp &warp, const Instruction &instruction,
                const Transfer &transfer, BulkCopy &copy, unsigned lane) {
  copy.write.bytes.resize(transfer.size);
  fillOutside(transfer, copy.write.bytes);
  for (const Row &row : transfer.rows) {
    if (row.present == 0)
      continue;
    const uint8_t *from =
        warp.globalBytes(instruction, row.address + row.skipped, row.present,
                         AccessKind::read(), lane);
    if (!from)
      return false;
    uint32_t at = row.at + row.skipped;
    std::copy_n(from, row.present, copy.write.bytes.begin() + at);
    copy.sources.push_back({from, at, row.present});
  }
  return true;
}

/// Sends `copy` to `chunks` and the barrier, in the block that they are in.
bool start(Warp &warp, const Instruction &instruction, BulkCopy copy,
           std::vector<SharedRange> chunks, uint32_t barrier, unsigned lane) {
  if (!warp.cluster.mbarriers.count(barrier)) {
    warp.fail(instruction, lane,
              "there is no mbarrier at " + std::to_string(barrier) +
                  " of shared memory");
    return false;
  }
  copy.barrier = barrier;
  copy.write.instruction = instruction.id;
  copy.transactions = static_cast<uint32_t>(copy.write.bytes.size());
  for (const SharedRange &range : chunks)
    if (!warp.beginWrite(instruction, range, lane))
      return false;
  copy.write.ranges = std::move(chunks);
  warp.cluster.bulkCopies.push_back(std::move(copy));
  return true;
}

/// The blocks that a copy goes to, by rank.
bool readRanks(Warp &warp, const Instruction &instruction, unsigned lane,
               uint32_t own, std::vector<uint32_t> &ranks) {
  const auto &operation =
      *static_cast<const BulkOperation *>(instruction.object.get());
  ranks = {own};
  if (!operation.multicasts)
    return true;
  uint64_t masks[warpSize];
  warp.readBits(instruction.operands[operation.dimensions ? 3 : 4], masks);
  ranks.clear();
  auto rest = static_cast<uint16_t>(masks[lane]);
  for (; rest != 0; rest &= rest - 1)
    ranks.push_back(__builtin_ctz(rest));
  if (!ranks.empty() && ranks.back() < warp.cluster.blocks.size())
    return true;
  warp.fail(instruction, lane,
            "the blocks to copy to are not all in the cluster of " +
                std::to_string(warp.cluster.blocks.size()));
  return false;
}

bool load(Warp &warp, const Instruction &instruction, const Transfer &transfer,
          uint32_t barrier, unsigned lane) {
  BulkCopy copy;
  std::vector<uint32_t> ranks;
  uint32_t own = transfer.chunks[0].offset / blockWindow;
  if (!readSource(warp, instruction, transfer, copy, lane) ||
      !readRanks(warp, instruction, lane, own, ranks))
    return false;
  for (uint32_t rank : ranks) {
    std::vector<SharedRange> chunks = transfer.chunks;
    for (SharedRange &range : chunks)
      range.offset = rank * blockWindow + range.offset % blockWindow;
    uint32_t target = barrier;
    const auto &operation =
        *static_cast<const BulkOperation *>(instruction.object.get());
    if (operation.multicasts)
      target = rank * blockWindow + barrier % blockWindow;
    if (!start(warp, instruction, copy, std::move(chunks), target, lane))
      return false;
  }
  return true;
}

/// From the block's shared memory to that of another.
bool send(Warp &warp, const Instruction &instruction, uint32_t to,
          uint32_t from, uint32_t size, uint32_t barrier, unsigned lane) {
  if (to % 16 != 0 || from % 16 != 0 || size % 16 != 0) {
    warp.fail(instruction, lane,
              "a bulk copy moves multiples of 16 bytes between multiples of "
              "16");
    return false;
  }
  if (!warp.beginRead(instruction, {from, size}, lane))
    return false;
  BulkCopy copy;
  const uint8_t *bytes = warp.cluster.sharedBytes(from);
  copy.write.bytes.assign(bytes, bytes + size);
  copy.reads = {{from, size}};
  copy.reader = warp.number;
  return start(warp, instruction, std::move(copy), {{to, size}}, barrier, lane);
}

template <class T>
void addNumbers(uint8_t *to, const uint8_t *from, uint32_t size) {
  for (uint32_t at = 0; at < size; at += sizeof(T)) {
    T a, b;
    std::memcpy(&a, to + at, sizeof(T));
    std::memcpy(&b, from + at, sizeof(T));
    a += b;
    std::memcpy(to + at, &a, sizeof(T));
  }
}

template <class Decode, class Encode>
void addHalves(uint8_t *to, const uint8_t *from, uint32_t size, Decode decode,
               Encode encode) {
  for (uint32_t at = 0; at < size; at += 2) {
    uint16_t a, b;
    std::memcpy(&a, to + at, 2);
    std::memcpy(&b, from + at, 2);
    a = encode(decode(a) + decode(b));
    std::memcpy(to + at, &a, 2);
  }
}

/// Adds elements of a type that `decode` has checked.
void add(Type type, uint8_t *to, const uint8_t *from, uint32_t size) {
  switch (type) {
  case Type::F32:
    return addNumbers<float>(to, from, size);
  case Type::F64:
    return addNumbers<double>(to, from, size);
  case Type::F16:
    return addHalves(to, from, size, decodeF16, encodeF16);
  case Type::BF16:
    return addHalves(to, from, size, decodeBF16, encodeBF16);
  case Type::U64:
    return addNumbers<uint64_t>(to, from, size);
  default:
    return addNumbers<uint32_t>(to, from, size);
  }
}

bool store(Warp &warp, const Instruction &instruction, const Transfer &transfer,
           unsigned lane) {
  const auto &operation =
      *static_cast<const BulkOperation *>(instruction.object.get());
  std::vector<uint8_t> bytes;
  for (const SharedRange &range : transfer.chunks) {
    if (!warp.beginRead(instruction, range, lane))
      return false;
    const uint8_t *from = warp.cluster.sharedBytes(range.offset);
    bytes.insert(bytes.end(), from, from + range.size);
  }
  warp.stores.push_back(
      {lane, warp.storeGroups[lane], transfer.chunks, instruction.id});
  Type type = operation.dimensions ? transfer.type : operation.type;
  for (const Row &row : transfer.rows) {
    if (row.present == 0)
      continue;
    AccessKind kind{/*isWrite=*/true, /*isAtomic=*/operation.adds};
    uint8_t *to = warp.globalBytes(instruction, row.address + row.skipped,
                                   row.present, kind, lane);
    if (!to)
      return false;
    const uint8_t *from = bytes.data() + row.at + row.skipped;
    std::lock_guard<std::mutex> guard(warp.cluster.launch.atomics);
    if (operation.adds)
      add(type, to, from, row.present);
    else
      std::copy_n(from, row.present, to);
  }
  return true;
}

/// To shared memory: [to], [from] [, size], [barrier] ...; to global memory:
/// [to], [from] [, size] ...
Outcome copy(Warp &warp, const Instruction &instruction, Mask mask) {
  const auto &operation =
      *static_cast<const BulkOperation *>(instruction.object.get());
  const Operand &shared = instruction.operands[operation.toShared ? 0 : 1];
  const Operand &global = instruction.operands[operation.toShared ? 1 : 0];
  uint64_t places[warpSize], barriers[warpSize] = {};
  warp.readAddresses(shared, Space::Shared, places);
  if (operation.toShared)
    warp.readAddresses(instruction.operands[operation.dimensions ? 2 : 3],
                       Space::Shared, barriers);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    auto place = static_cast<uint32_t>(places[lane]);
    Transfer transfer;
    bool isKnown =
        operation.dimensions
            ? describeBox(warp, instruction, global, place, lane, transfer)
            : describeBytes(warp, instruction, global, instruction.operands[2],
                            place, lane, transfer);
    if (!isKnown)
      return Outcome::Failed;
    bool isDone = operation.toShared
                      ? load(warp, instruction, transfer,
                             static_cast<uint32_t>(barriers[lane]), lane)
                      : store(warp, instruction, transfer, lane);
    if (!isDone)
      return Outcome::Failed;
  }
  return Outcome::Next;
}

/// [to], [from], size, [barrier]
Outcome copyAmongBlocks(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t targets[warpSize], sources[warpSize], sizes[warpSize],
      barriers[warpSize];
  warp.readAddresses(instruction.operands[0], Space::Shared, targets);
  warp.readAddresses(instruction.operands[1], Space::Shared, sources);
  warp.readBits(instruction.operands[2], sizes);
  warp.readAddresses(instruction.operands[3], Space::Shared, barriers);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    if (!send(warp, instruction, static_cast<uint32_t>(targets[lane]),
              static_cast<uint32_t>(sources[lane]),
              static_cast<uint32_t>(sizes[lane]),
              static_cast<uint32_t>(barriers[lane]), lane))
      return Outcome::Failed;
  }
  return Outcome::Next;
}

/// st.async: [to], value, [barrier]
Outcome storeAsync(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t targets[warpSize], barriers[warpSize];
  const Operand &value = instruction.operands[1];
  warp.readAddresses(instruction.operands[0], Space::Shared, targets);
  warp.readAddresses(instruction.operands[2], Space::Shared, barriers);
  uint32_t size = instruction.size, total = size * instruction.count;
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    if (targets[lane] % total != 0)
      return warp.fail(instruction, lane, "the target is misaligned");
    BulkCopy copy;
    copy.write.bytes.resize(total);
    for (unsigned part = 0; part < instruction.count; ++part) {
      uint64_t bits[warpSize];
      warp.readBits(instruction.count == 1 ? value : value.parts[part], bits);
      std::memcpy(copy.write.bytes.data() + part * size, &bits[lane], size);
    }
    if (!start(warp, instruction, std::move(copy),
               {{static_cast<uint32_t>(targets[lane]), total}},
               static_cast<uint32_t>(barriers[lane]), lane))
      return Outcome::Failed;
  }
  return Outcome::Next;
}

Outcome commit(Warp &warp, const Instruction &, Mask mask) {
  for (; mask != 0; mask &= mask - 1)
    ++warp.storeGroups[__builtin_ctz(mask)];
  return Outcome::Next;
}

Outcome wait(Warp &warp, const Instruction &instruction, Mask mask) {
  warp.waitForStores(
      mask, static_cast<uint32_t>(instruction.operands[0].literal.bits));
  return Outcome::Next;
}

Outcome nothing(Warp &, const Instruction &, Mask) { return Outcome::Next; }

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// [map, {x, y}]
bool expectBox(Decoder &decoder, size_t i, unsigned dimensions) {
  const Operand &operand = decoder.operand(i);
  bool isBox = operand.kind == Operand::Kind::Address &&
               operand.parts.size() == 2 && operand.addend == 0 &&
               operand.parts[1].kind == Operand::Kind::Vector &&
               operand.parts[1].parts.size() == dimensions;
  return isBox ||
         decoder.fail("operand " + std::to_string(i) + " of '" +
                      decoder.instruction.text + "' must be a tensor map and " +
                      std::to_string(dimensions) + " indices");
}

bool isAddable(Type type) {
  return type == Type::F32 || type == Type::F64 || type == Type::F16 ||
         type == Type::BF16 || type == Type::U32 || type == Type::S32 ||
         type == Type::U64;
}

bool takeReduction(Decoder &decoder, BulkOperation &operation) {
  operation.adds = decoder.take("add");
  decoder.ignore({"noftz"});
  operation.type = operation.dimensions ? Type::F32 : decoder.takeType();
  return (operation.adds && isAddable(operation.type)) ||
         decoder.fail("'" + decoder.instruction.text +
                      "' reduces in a way that is not supported; only .add is");
}

bool expectOperands(Decoder &decoder, const BulkOperation &operation,
                    bool hasPolicy) {
  size_t sizes = operation.dimensions ? 0 : 1;
  size_t count =
      2 + sizes + operation.toShared + operation.multicasts + hasPolicy;
  if (!decoder.finish(count))
    return false;
  size_t global = operation.toShared ? 1 : 0;
  bool isGlobal = operation.dimensions
                      ? expectBox(decoder, global, operation.dimensions)
                      : decoder.expectAddress(global) && decoder.expectValue(2);
  return isGlobal && decoder.expectAddress(1 - global) &&
         (!operation.toShared || decoder.expectAddress(2 + sizes)) &&
         (!operation.multicasts || decoder.expectValue(3 + sizes));
}

/// From shared to shared memory.
bool decodeSend(Decoder &decoder) {
  decoder.instruction.handler = copyAmongBlocks;
  return decoder.finish(4) && decoder.expectAddress(0) &&
         decoder.expectAddress(1) && decoder.expectValue(2) &&
         decoder.expectAddress(3);
}

bool decodeCopy(Decoder &decoder, bool reduces) {
  Instruction &instruction = decoder.instruction;
  auto operation = std::make_shared<BulkOperation>();
  if (decoder.take("tensor"))
    operation->dimensions =
        1 +
        static_cast<unsigned>(decoder.takeAny({"1d", "2d", "3d", "4d", "5d"}));
  if (decoder.take("im2col"))
    return decoder.fail("'" + instruction.text +
                        "' is not supported: im2col is not");
  decoder.ignore({"tile"});
  operation->toShared = decoder.take("mbarrier::complete_tx::bytes");
  bool toBarrier = operation->toShared || decoder.take("bulk_group");
  bool hasGlobal = decoder.take("global");
  int shared = decoder.takeAny({"shared::cluster", "shared::cta"});
  if (operation->toShared && shared == 0 && decoder.take("shared::cta"))
    return decodeSend(decoder);
  operation->multicasts =
      operation->toShared && decoder.take("multicast::cluster");
  if (!toBarrier || !hasGlobal || shared < 0)
    return decoder.fail("'" + instruction.text +
                        "' is not supported: copies go between global and "
                        "shared memory");
  if (reduces && !takeReduction(decoder, *operation))
    return false;
  bool hasPolicy = decoder.take("L2::cache_hint");
  if (!expectOperands(decoder, *operation, hasPolicy))
    return false;
  instruction.object = std::move(operation);
  instruction.handler = copy;
  return true;
}

} // namespace

bool heddle::ptx::decodeBulkCopy(Decoder &decoder, bool reduces) {
  Instruction &instruction = decoder.instruction;
  if (decoder.take("commit_group")) {
    instruction.handler = commit;
    return decoder.finish(0);
  }
  if (decoder.take("wait_group")) {
    decoder.ignore({"read"});
    instruction.handler = wait;
    return decoder.finish(1) &&
           (decoder.operand(0).kind == Operand::Kind::Constant ||
            decoder.fail("'" + instruction.text + "' needs a number"));
  }
  if (decoder.take("prefetch")) {
    while (!decoder.takeNext().empty()) {
    }
    instruction.handler = nothing;
    return true;
  }
  return decodeCopy(decoder, reduces);
}

bool heddle::ptx::decodeAsyncStore(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  decoder.ignore({"weak", "mbarrier::complete_tx::bytes"});
  if (!decoder.take("shared::cluster"))
    return decoder.fail("'" + instruction.text +
                        "' is not supported: it must go to shared::cluster");
  int vector = decoder.takeAny({"v2", "v4"});
  instruction.count = static_cast<uint8_t>(vector < 0 ? 1 : 2 << vector);
  Type type = decoder.takeType();
  instruction.size = static_cast<uint8_t>(bitsOf(type) / 8);
  instruction.handler = storeAsync;
  if (instruction.size < 4)
    return decoder.fail("'" + instruction.text +
                        "' moves a type that is not supported");
  decoder.fixConstants(type);
  return decoder.finish(3) && decoder.expectAddress(0) &&
         (instruction.count == 1 ? decoder.expectValue(1)
                                 : decoder.expectRegisters(1)) &&
         decoder.expectAddress(2);
}
