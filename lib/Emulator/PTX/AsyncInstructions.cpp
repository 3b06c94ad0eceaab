//===- AsyncInstructions.cpp - cp.async -----------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"

using namespace heddle::ptx;

namespace {

enum CopyFlags : uint8_t { HasSourceSize = 1, HasIgnore = 2 };

Outcome copy(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t targets[warpSize], sources[warpSize], sizes[warpSize];
  warp.readAddresses(instruction.operands[0], Space::Shared, targets);
  warp.readAddresses(instruction.operands[1], Space::Global, sources);
  std::fill_n(sizes, warpSize, instruction.size);
  if (instruction.flags & HasSourceSize)
    warp.readBits(instruction.operands[3], sizes);
  Mask ignored = instruction.flags & HasIgnore
                     ? warp.readPredicate(instruction.operands[3])
                     : 0;
  warp.countAccess(instruction, Space::Global, sources, instruction.size, mask);
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    uint64_t size = ignored >> lane & 1 ? 0 : sizes[lane] & 0xffffffff;
    if (size > instruction.size)
      return warp.fail(instruction, lane,
                       "the source has " + std::to_string(size) +
                           " bytes, more than the target");
    if (!warp.startCopy(instruction, lane, targets[lane], sources[lane],
                        instruction.size, static_cast<unsigned>(size)))
      return Outcome::Failed;
  }
  return Outcome::Next;
}

Outcome commit(Warp &warp, const Instruction &, Mask mask) {
  warp.commitCopies(mask);
  return Outcome::Next;
}

Outcome wait(Warp &warp, const Instruction &instruction, Mask mask) {
  auto pending = static_cast<uint32_t>(instruction.operands[0].literal.bits);
  return warp.waitForCopies(instruction, mask, pending) ? Outcome::Next
                                                        : Outcome::Failed;
}

/// What was not committed is waited for too.
Outcome waitAll(Warp &warp, const Instruction &instruction, Mask mask) {
  warp.commitCopies(mask);
  return warp.waitForCopies(instruction, mask, 0) ? Outcome::Next
                                                  : Outcome::Failed;
}

bool decodeCopy(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  if (decoder.takeAny({"ca", "cg"}) < 0 ||
      decoder.takeAny({"shared", "shared::cta"}) < 0 || !decoder.take("global"))
    return decoder.fail("'" + instruction.text + "' is not supported");
  bool hasPolicy = decoder.take("L2::cache_hint");
  decoder.ignore({"L2::64B", "L2::128B", "L2::256B"});
  size_t most = hasPolicy ? 5 : 4;
  if (!decoder.finish(3, most) || !decoder.expectAddress(0) ||
      !decoder.expectAddress(1))
    return false;
  uint64_t size = decoder.operand(2).literal.bits;
  if (decoder.operand(2).kind != Operand::Kind::Constant ||
      (size != 4 && size != 8 && size != 16))
    return decoder.fail("'" + instruction.text +
                        "' copies 4, 8 or 16 bytes at a time");
  instruction.size = static_cast<uint8_t>(size);
  size_t extra = decoder.operands() - 3 - (hasPolicy ? 1 : 0);
  if (extra == 1)
    instruction.flags =
        decoder.operand(3).isPredicate() ? HasIgnore : HasSourceSize;
  instruction.handler = copy;
  return extra == 0 || decoder.operand(3).isPredicate() ||
         decoder.expectValue(3);
}

bool decodeCp(Decoder &decoder) {
  bool reduces = decoder.take("reduce");
  if (!decoder.take("async"))
    return decoder.fail("'" + decoder.instruction.text + "' is not supported");
  if (decoder.take("bulk"))
    return decodeBulkCopy(decoder, reduces);
  if (decoder.take("mbarrier") && decoder.take("arrive"))
    return decodeArriveAfterCopies(decoder);
  if (decoder.take("commit_group")) {
    decoder.instruction.handler = commit;
    return decoder.finish(0);
  }
  if (decoder.take("wait_all")) {
    decoder.instruction.handler = waitAll;
    return decoder.finish(0);
  }
  if (decoder.take("wait_group")) {
    decoder.instruction.handler = wait;
    if (!decoder.finish(1))
      return false;
    return decoder.operand(0).kind == Operand::Kind::Constant ||
           decoder.fail("'cp.async.wait_group' needs a number");
  }
  return decodeCopy(decoder);
}

constexpr OpcodeEntry opcodes[] = {{"cp", decodeCp}};

} // namespace

OpcodeTable heddle::ptx::asyncOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
