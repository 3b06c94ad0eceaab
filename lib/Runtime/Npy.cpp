//===- Npy.cpp - Tensors in numpy's file format ---------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Npy.h"

#include "NpyHeader.h"
#include "heddle/Runtime/File.h"

#include <algorithm>

using namespace heddle::rt;

// Bytes go from the file to memory and back as they are.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "the runtime assumes a little-endian host");

/// What messages start with.
static std::string prefixOf(const std::string &path) {
  return (path.empty() ? quoteBytes(path) : path) + ": ";
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

/// The bytes that a file starts with: magic string, version, header length.
struct Preamble {
  uint64_t headerOffset;
  uint64_t headerSize;
};

constexpr std::string_view magic("\x93NUMPY", 6);

/// Real headers take some hundred bytes.
constexpr uint64_t maxHeaderSize = 1 << 20;

Failure truncatedPreamble(uint64_t size) {
  return Failure{"truncated: the file has " + std::to_string(size) +
                 " bytes, too few for the header of an npy file"};
}

Result<Success> checkMagic(std::string_view start) {
  if (start.substr(0, magic.size()) == magic)
    return Success{};
  return Failure{"not an npy file: it starts with " + quoteBytes(start) +
                 ", expected " + quoteBytes(magic)};
}

/// The number of bytes that hold the header's length.
Result<uint64_t> lengthSizeOf(unsigned major, unsigned minor) {
  if (minor == 0 && major == 1)
    return uint64_t(2);
  if (minor == 0 && (major == 2 || major == 3))
    return uint64_t(4);
  return Failure{"npy version " + std::to_string(major) + "." +
                 std::to_string(minor) + ", expected 1.0, 2.0 or 3.0"};
}

Result<Preamble> readPreamble(const InputFile &file) {
  unsigned char start[12] = {};
  constexpr uint64_t versionEnd = magic.size() + 2;
  size_t available = std::min<uint64_t>(file.size(), sizeof(start));
  if (Result<Success> read = file.read(start, available, 0); !read)
    return read.failure();
  std::string_view text(reinterpret_cast<char *>(start),
                        std::min(available, magic.size()));
  if (Result<Success> known = checkMagic(text); !known)
    return known.failure();
  if (available < versionEnd)
    return truncatedPreamble(file.size());
  Result<uint64_t> lengthSize =
      lengthSizeOf(start[magic.size()], start[magic.size() + 1]);
  if (!lengthSize)
    return lengthSize.failure();
  Preamble preamble{versionEnd + *lengthSize, 0};
  if (available < preamble.headerOffset)
    return truncatedPreamble(file.size());
  for (uint64_t byte = preamble.headerOffset; byte-- > versionEnd;)
    preamble.headerSize = preamble.headerSize << 8 | start[byte];
  return preamble;
}

Result<NpyHeader> readHeader(const InputFile &file, const Preamble &preamble) {
  uint64_t available = file.size() - preamble.headerOffset;
  if (preamble.headerSize > available)
    return Failure{"truncated: the header should have " +
                   std::to_string(preamble.headerSize) +
                   " bytes, the file has " + std::to_string(available) +
                   " after the header's length"};
  if (preamble.headerSize > maxHeaderSize)
    return Failure{"bad header: it has " + std::to_string(preamble.headerSize) +
                   " bytes, expected at most " + std::to_string(maxHeaderSize)};
  std::string text(preamble.headerSize, '\0');
  Result<Success> read =
      file.read(text.data(), text.size(), preamble.headerOffset);
  return read ? parseNpyHeader(text) : read.failure();
}

/// Compares the size of the data with what the shape takes, before anything is
/// allocated.
Result<Success> checkDataSize(const NpyHeader &header, uint64_t available) {
  std::string type(elementName(header.elementType));
  Result<int64_t> count = countElements(header.shape);
  if (!count)
    return count.failure("bad header: ");
  uint64_t size = elementSize(header.elementType);
  std::string what = " (shape " + formatShape(header.shape) + ", " + type + ")";
  uint64_t needed;
  if (__builtin_mul_overflow(static_cast<uint64_t>(*count), size, &needed))
    return Failure{"bad header: the size in bytes overflows 64 bits" + what};
  if (needed == available)
    return Success{};
  std::string promise = "the header promises " + std::to_string(needed) +
                        " bytes of data" + what + ", the file has " +
                        std::to_string(available);
  return Failure{(needed > available ? "truncated: " : "trailing bytes: ") +
                 promise};
}

void swapBytes(Tensor &tensor) {
  size_t size = elementSize(tensor.elementType());
  auto *bytes = static_cast<unsigned char *>(tensor.data());
  for (size_t at = 0; at < tensor.sizeInBytes(); at += size)
    std::reverse(bytes + at, bytes + at + size);
}

/// A byte other than 0 and 1 would be undefined behavior in most consumers.
Result<Success> checkBools(const Tensor &tensor) {
  auto *bytes = static_cast<const unsigned char *>(tensor.data());
  for (size_t at = 0; at < tensor.sizeInBytes(); ++at)
    if (bytes[at] > 1)
      return Failure{"byte " + std::to_string(at) + " of the data is " +
                     std::to_string(bytes[at]) +
                     ", expected 0 or 1 for a bool"};
  return Success{};
}

/// A tensor with the layout of the data in the file.
Result<Tensor> allocateAsStored(const NpyHeader &header, Placement placement) {
  if (!header.fortranOrder)
    return Tensor::allocate(header.elementType, header.shape, placement);
  Dims reversed(header.shape.rbegin(), header.shape.rend());
  Dims strides = rowMajorStrides(reversed);
  std::reverse(strides.begin(), strides.end());
  return Tensor::allocateStrided(header.elementType, header.shape, strides,
                                 /*offset=*/0, Placement::Aligned);
}

Result<Tensor> readData(const InputFile &file, uint64_t position,
                        const NpyHeader &header, Placement placement) {
  Result<Tensor> tensor = allocateAsStored(header, placement);
  if (!tensor)
    return tensor;
  Result<Success> read =
      file.read(tensor->data(), tensor->sizeInBytes(), position);
  if (read && header.elementType == ElementType::Bool)
    read = checkBools(*tensor);
  if (!read)
    return read.failure();
  if (header.bigEndian)
    swapBytes(*tensor);
  if (header.fortranOrder)
    return tensor->convert(header.elementType, placement);
  return tensor;
}

/// As `readNpy`, but the messages do not name the file.
Result<Tensor> readNamelessNpy(const std::string &path, Placement placement) {
  Result<InputFile> file = InputFile::open(path);
  if (!file)
    return file.failure();
  Result<Preamble> preamble = readPreamble(*file);
  if (!preamble)
    return preamble.failure();
  Result<NpyHeader> header = readHeader(*file, *preamble);
  if (!header)
    return header.failure();
  uint64_t position = preamble->headerOffset + preamble->headerSize;
  Result<Success> size = checkDataSize(*header, file->size() - position);
  if (!size)
    return size.failure();
  return readData(*file, position, *header, placement);
}

} // namespace

Result<Tensor> heddle::rt::readNpy(const std::string &path,
                                   Placement placement) {
  Result<Tensor> tensor = readNamelessNpy(path, placement);
  if (!tensor)
    return tensor.failure(prefixOf(path));
  return tensor;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// As `prepareNpy`, but the tensor is packed and messages do not name the file.
static Result<OutputFile> writePacked(const std::string &path,
                                      const Tensor &tensor) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file)
    return file;
  std::string header = formatNpyHeader(tensor.elementType(), tensor.shape());
  Result<Success> written = file->write(header.data(), header.size());
  if (written)
    written = file->write(tensor.data(), tensor.sizeInBytes());
  if (!written)
    return written.failure();
  return file;
}

Result<OutputFile> heddle::rt::prepareNpy(const std::string &path,
                                          const Tensor &tensor) {
  if (!tensor.isPacked()) {
    Result<Tensor> packed =
        tensor.convert(tensor.elementType(), Placement::Aligned);
    if (!packed)
      return packed.failure(prefixOf(path));
    return prepareNpy(path, *packed);
  }
  Result<OutputFile> file = writePacked(path, tensor);
  if (!file)
    return file.failure(prefixOf(path));
  return file;
}

Result<Success> heddle::rt::writeNpy(const std::string &path,
                                     const Tensor &tensor) {
  Result<OutputFile> file = prepareNpy(path, tensor);
  if (!file)
    return file.failure();
  Result<Success> committed = file->commit();
  if (!committed)
    return committed.failure(prefixOf(path));
  return committed;
}
