//===- Buffers.cpp - Memory through buffer resources ----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"
#include "Runtime.h"
#include "Values.h"

#include "llvm/ADT/StringMap.h"

#include <algorithm>
#include <cmath>

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Resources
//===----------------------------------------------------------------------===//

/// base, stride, number of records, flags.
static void makeResource(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    auto base = group.get<uint64_t>(lane, 0);
    auto stride = group.get<uint16_t>(lane, 1);
    uint64_t records = 0;
    std::memcpy(&records, group.operand(lane, 2), group.site.operands[2].size);
    ResourceWords words = {
        static_cast<uint32_t>(base),
        static_cast<uint32_t>(base >> 32 & 0xffff) | uint32_t{stride} << 16,
        static_cast<uint32_t>(records), group.get<uint32_t>(lane, 3)};
    group.set<uint64_t>(lane, group.workgroup.resources.intern(words));
  });
}

/// The words of a resource: operands are handles or the words themselves.
static const ResourceWords *findWords(const Group &group, unsigned lane,
                                      unsigned index, ResourceWords &storage) {
  if (group.site.operands[index].size == sizeof(ResourceWords)) {
    storage = group.get<ResourceWords>(lane, index);
    return &storage;
  }
  const ResourceWords *words =
      group.workgroup.resources.find(group.get<uint64_t>(lane, index));
  if (!words)
    group.fail(lane, "operand " + std::to_string(index) +
                         " is no buffer resource: it is null or was never "
                         "made");
  return words;
}

static void resourceToWords(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    ResourceWords storage;
    if (const ResourceWords *words = findWords(group, lane, 0, storage))
      group.set(lane, *words);
  });
}

static void wordsToResource(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    group.set<uint64_t>(lane, group.workgroup.resources.intern(
                                  group.get<ResourceWords>(lane, 0)));
  });
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

namespace {

/// What the name of a buffer intrinsic says.
struct Form {
  /// Which operand is the resource; index (of structures), offset of the lane
  /// and offset of the wave follow it, or follow operand `offsets` - 1.
  unsigned resource = 0, offsets = 1;
  bool isStruct = false;
  /// Of atomics: the new value, given the old one and the operand.
  uint64_t (*combine)(uint64_t old, uint64_t operand, Scalar scalar) = nullptr;
  bool isExchange = false;
};

/// An access of one lane, at most as large as what is checked at once.
struct Place {
  bool inBounds;
  uint64_t address;
};

} // namespace

static const Form &formOf(const Group &group) {
  return *static_cast<const Form *>(group.site.data);
}

/// Whether `offset + size` is within the resource, as the processor checks it.
static bool isInBounds(const Processor &processor, const Resource &resource,
                       uint32_t index, uint32_t offset, uint32_t waveOffset,
                       uint32_t size, bool isStruct) {
  if (isStruct && resource.stride)
    return index < resource.records;
  unsigned select = resource.flags >> 28 & 3;
  if (processor.major >= 10 && select == 2)
    return resource.records != 0;
  // The offset of the wave counts in the check up to gfx9.
  uint64_t end = uint64_t{offset} + size;
  if (processor.major < 10)
    end += waveOffset;
  return end <= resource.records;
}

static std::optional<Place> locate(Group &group, unsigned lane,
                                   const Form &form, uint32_t more,
                                   uint32_t size) {
  ResourceWords storage;
  const ResourceWords *words = findWords(group, lane, form.resource, storage);
  if (!words)
    return std::nullopt;
  if ((*words)[1] >> 31 && group.processor().major < 10) {
    group.fail(lane, "swizzled buffers are not emulated");
    return std::nullopt;
  }
  Resource resource(*words);
  unsigned at = form.offsets;
  uint32_t index = form.isStruct ? group.get<uint32_t>(lane, at++) : 0;
  uint32_t offset = group.get<uint32_t>(lane, at) + more;
  auto waveOffset = group.get<uint32_t>(lane, at + 1);
  uint64_t address =
      resource.base + uint64_t{index} * resource.stride + offset + waveOffset;
  return Place{isInBounds(group.processor(), resource, index, offset,
                          waveOffset, size, form.isStruct),
               address};
}

//===----------------------------------------------------------------------===//
// Loads and stores
//===----------------------------------------------------------------------===//

/// Bounds are checked word by word. `data` is read from memory or written to
/// it; what is out of bounds reads as zero and is not written.
static void transfer(Group &group, unsigned lane, unsigned char *data,
                     uint32_t size, bool isLoad) {
  const Form &form = formOf(group);
  for (uint32_t done = 0; done < size;) {
    Access access;
    access.size = std::min(4u, size - done);
    access.read = isLoad;
    access.write = !isLoad;
    std::optional<Place> place = locate(group, lane, form, done, access.size);
    if (!place)
      return;
    if (isLoad)
      std::memset(data + done, 0, access.size);
    if (place->inBounds) {
      unsigned char *host = resolveGlobal(group, lane, place->address, access);
      if (!host)
        return;
      std::memcpy(isLoad ? data + done : host, isLoad ? host : data + done,
                  access.size);
    }
    done += access.size;
  }
}

static void countTransfer(Group &group, uint32_t size, bool isLoad) {
  if (!group.workgroup.launch.statistics)
    return;
  size_t index = &group.site - group.workgroup.kernel.sites.data();
  SiteCost &cost = group.workgroup.costs[index];
  uint64_t bytes = uint64_t{size} * __builtin_popcountll(group.mask);
  ++cost.requests;
  cost.transactions += (bytes + 31) / 32;
  cost.ideal += (bytes + 31) / 32;
  (isLoad ? cost.bytesRead : cost.bytesWritten) += bytes;
}

static void loadBuffer(Group &group) {
  countTransfer(group, group.site.result.size, /*isLoad=*/true);
  forEachLane(group.mask, [&](unsigned lane) {
    transfer(group, lane, group.result(lane), group.site.result.size,
             /*isLoad=*/true);
  });
}

static void storeBuffer(Group &group) {
  uint32_t size = group.site.operands[0].size;
  countTransfer(group, size, /*isLoad=*/false);
  forEachLane(group.mask, [&](unsigned lane) {
    transfer(group, lane, group.operand(lane, 0), size, /*isLoad=*/false);
  });
}

/// LDS takes the values of the lanes one behind the other.
static void loadBufferToLDS(Group &group) {
  auto size = group.uniform<uint32_t>(2);
  auto base = group.uniform<uint32_t>(1);
  unsigned last = group.site.operands.size() - 2;
  auto offset = group.uniform<uint32_t>(last);
  if (size > 16)
    return group.fail(group.first(),
                      "no load to LDS has " + std::to_string(size) + " bytes");
  countTransfer(group, size, /*isLoad=*/true);
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned char value[16] = {};
    // The immediate offset counts on both sides.
    unsigned at = formOf(group).offsets + formOf(group).isStruct;
    auto own = group.get<uint32_t>(lane, at);
    auto moved = own + offset;
    std::memcpy(group.operand(lane, at), &moved, sizeof(moved));
    transfer(group, lane, value, size, /*isLoad=*/true);
    Access access;
    access.size = size;
    access.write = true;
    if (group.workgroup.failed())
      return;
    if (unsigned char *to =
            resolveLDS(group, lane, base + offset + lane * size, access))
      std::memcpy(to, value, size);
  });
}

//===----------------------------------------------------------------------===//
// Atomics
//===----------------------------------------------------------------------===//

static int64_t asSigned(uint64_t x, Scalar scalar) {
  return scalar == Scalar::Integer ? static_cast<int64_t>(x) : 0;
}

template <double (*function)(double, double)>
static uint64_t combineReals(uint64_t old, uint64_t operand, Scalar scalar) {
  unsigned size = scalarSize(scalar);
  uint64_t result = old;
  // Two numbers of 16 bits are added as a pair.
  for (unsigned at = 0; at < std::max(4u, size); at += size) {
    auto byte = [&](uint64_t &x) {
      return reinterpret_cast<unsigned char *>(&x) + at;
    };
    writeReal(
        scalar, byte(result),
        function(readReal(scalar, byte(old)), readReal(scalar, byte(operand))));
  }
  return result;
}

static double addReals(double a, double b) { return a + b; }
static double minReal(double a, double b) { return std::fmin(a, b); }
static double maxReal(double a, double b) { return std::fmax(a, b); }

using Combine = decltype(Form::combine);

/// Integers come extended with their sign.
static const std::pair<const char *, Combine> atomics[] = {
    {"swap", [](uint64_t, uint64_t x, Scalar) { return x; }},
    {"add", [](uint64_t old, uint64_t x, Scalar) { return old + x; }},
    {"sub", [](uint64_t old, uint64_t x, Scalar) { return old - x; }},
    {"smin",
     [](uint64_t old, uint64_t x, Scalar s) {
       return asSigned(old, s) < asSigned(x, s) ? old : x;
     }},
    {"smax",
     [](uint64_t old, uint64_t x, Scalar s) {
       return asSigned(old, s) > asSigned(x, s) ? old : x;
     }},
    {"umin", [](uint64_t old, uint64_t x, Scalar) { return std::min(old, x); }},
    {"umax", [](uint64_t old, uint64_t x, Scalar) { return std::max(old, x); }},
    {"and", [](uint64_t old, uint64_t x, Scalar) { return old & x; }},
    {"or", [](uint64_t old, uint64_t x, Scalar) { return old | x; }},
    {"xor", [](uint64_t old, uint64_t x, Scalar) { return old ^ x; }},
    {"inc",
     [](uint64_t old, uint64_t x, Scalar) { return old >= x ? 0 : old + 1; }},
    {"dec", [](uint64_t old, uint64_t x,
               Scalar) { return old == 0 || old > x ? x : old - 1; }},
    {"fadd", combineReals<addReals>},
    {"fmin", combineReals<minReal>},
    {"fmax", combineReals<maxReal>},
};

static uint64_t extend(uint64_t x, unsigned size) {
  unsigned shift = 64 - size * 8;
  return static_cast<uint64_t>(static_cast<int64_t>(x << shift) >> shift);
}

static uint64_t readOperand(const Group &group, const unsigned char *from) {
  uint64_t value = 0;
  unsigned size = group.site.result.size;
  std::memcpy(&value, from, size);
  return group.site.result.scalar == Scalar::Integer ? extend(value, size)
                                                     : value;
}

static void updateBuffer(Group &group) {
  const Form &form = formOf(group);
  Access access;
  access.size = group.site.result.size;
  access.read = access.write = access.atomic = true;
  forEachLane(group.mask, [&](unsigned lane) {
    std::memset(group.result(lane), 0, access.size);
    std::optional<Place> place = locate(group, lane, form, 0, access.size);
    if (!place || !place->inBounds)
      return;
    unsigned char *host = resolveGlobal(group, lane, place->address, access);
    if (!host)
      return;
    uint64_t old = readOperand(group, host);
    uint64_t value = readOperand(group, group.operand(lane, 0));
    if (form.isExchange && readOperand(group, group.operand(lane, 1)) != old)
      value = old;
    else if (form.combine)
      value = form.combine(old, value, group.site.result.scalar);
    std::memcpy(group.result(lane), &old, access.size);
    std::memcpy(host, &value, access.size);
  });
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {
struct Named {
  Form form;
  Handler handler;
};
} // namespace

static llvm::StringMap<Named> makeNames() {
  llvm::StringMap<Named> names;
  for (llvm::StringRef kind : {"raw", "struct"})
    for (llvm::StringRef pointer : {"", ".ptr"}) {
      bool isStruct = kind == "struct";
      std::string start = (kind + pointer + ".buffer.").str();
      names[start + "load"] = {{0, 1, isStruct}, loadBuffer};
      names[start + "store"] = {{1, 2, isStruct}, storeBuffer};
      names[start + "load.lds"] = {{0, 3, isStruct}, loadBufferToLDS};
      names[(kind + pointer + ".atomic.buffer.load").str()] = {{0, 1, isStruct},
                                                               loadBuffer};
      for (auto [name, combine] : atomics)
        names[start + "atomic." + name] = {{1, 2, isStruct, combine},
                                           updateBuffer};
      names[start + "atomic.cmpswap"] = {
          {2, 3, isStruct, nullptr, /*isExchange=*/true}, updateBuffer};
    }
  names["make.buffer.rsrc"] = {{}, makeResource};
  names["internal.resource.words"] = {{}, resourceToWords};
  names["internal.resource.handle"] = {{}, wordsToResource};
  return names;
}

std::optional<Operation> amdgcn::findBufferOperation(llvm::StringRef name) {
  static const llvm::StringMap<Named> names = makeNames();
  auto known = names.find(name);
  if (known == names.end())
    return std::nullopt;
  Handler handler = known->second.handler;
  bool isAlone = handler == makeResource || handler == resourceToWords ||
                 handler == wordsToResource;
  return Operation{known->first(), isAlone ? Scope::Lane : Scope::Wave, handler,
                   /*waitsForWaves=*/false, &known->second.form};
}
