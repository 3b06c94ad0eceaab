//===- KernelArguments.cpp - Arguments of kernels as text -----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelArguments.h"

#include "heddle/Runtime/Npy.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace heddle;
using namespace heddle::rt;
using llvm::StringRef;

static std::vector<std::string> splitFields(StringRef text) {
  llvm::SmallVector<StringRef> parts;
  text.split(parts, ':');
  std::vector<std::string> fields;
  for (StringRef part : parts)
    fields.push_back(part.str());
  return fields;
}

Result<Success> KernelArguments::add(const std::string &text) {
  std::vector<std::string> fields = splitFields(text);
  const std::string &kind = fields[0];
  size_t count = fields.size();
  Result<Success> result = Failure{"unknown kind; expected in, out, inout, "
                                   "zero, i32, i64, f32, f64, bytes or null"};
  if (kind == "null" && count == 1) {
    arguments.push_back(ptx::Argument::u64(0));
    return Success{};
  }
  if ((kind == "in" || kind == "inout") && (count == 2 || count == 3))
    result = addInput(fields, kind == "inout");
  else if (kind == "out" && count == 4)
    result = addOutput(fields);
  else if (kind == "zero" && count == 2)
    result = addZeros(fields[1]);
  else if (kind == "bytes" && count == 2)
    result = addBytes(fields[1]);
  else if (count == 2)
    result = addNumber(kind, fields[1]);
  if (!result)
    return Failure{"argument '" + text + "': " + result.error()};
  return result;
}

void KernelArguments::addBuffer(std::string path, Tensor tensor, bool isWritten,
                                ptx::Contents contents) {
  buffers.push_back({std::move(path), std::move(tensor), isWritten, 0});
  Buffer &buffer = buffers.back();
  buffer.address = deviceMemory.add(
      buffer.tensor.data(), buffer.tensor.sizeInBytes(), contents, buffer.path);
  arguments.push_back(ptx::Argument::u64(buffer.address));
}

Result<Success>
KernelArguments::addInput(const std::vector<std::string> &fields,
                          bool isWritten) {
  Result<Tensor> tensor = readNpy(fields[1]);
  if (!tensor)
    return Failure{tensor.error()};
  if (fields.size() == 3) {
    Result<ElementType> type = parseElementType(fields[2]);
    if (!type)
      return Failure{type.error()};
    tensor = tensor->convert(*type);
    if (!tensor)
      return Failure{tensor.error()};
  }
  addBuffer(fields[1], std::move(*tensor), isWritten,
            ptx::Contents::Initialized);
  return Success{};
}

static Result<Dims> parseShape(StringRef text) {
  Dims shape;
  llvm::SmallVector<StringRef> extents;
  if (text != "scalar")
    text.split(extents, 'x');
  for (StringRef extent : extents) {
    int64_t value = 0;
    if (extent.getAsInteger(10, value) || value < 0)
      return Failure{"'" + text.str() + "' is no shape such as 4x256"};
    shape.push_back(value);
  }
  return shape;
}

Result<Success>
KernelArguments::addOutput(const std::vector<std::string> &fields) {
  Result<ElementType> type = parseElementType(fields[2]);
  if (!type)
    return Failure{type.error()};
  Result<Dims> shape = parseShape(fields[3]);
  if (!shape)
    return Failure{shape.error()};
  Result<Tensor> tensor = Tensor::allocate(*type, *shape);
  if (!tensor)
    return Failure{tensor.error()};
  tensor->fillPoison();
  addBuffer(fields[1], std::move(*tensor), /*isWritten=*/true,
            ptx::Contents::Uninitialized);
  return Success{};
}

Result<Success> KernelArguments::addZeros(const std::string &size) {
  constexpr uint64_t most = uint64_t(1) << 32;
  uint64_t bytes = 0;
  if (StringRef(size).getAsInteger(10, bytes) || bytes > most)
    return Failure{"expected a number of bytes up to 4 GiB"};
  scratch.emplace_back(bytes);
  uint64_t address =
      deviceMemory.add(scratch.back().data(), bytes, ptx::Contents::Initialized,
                       "argument " + std::to_string(arguments.size()));
  arguments.push_back(ptx::Argument::u64(address));
  return Success{};
}

Result<Success> KernelArguments::addNumber(const std::string &type,
                                           const std::string &value) {
  StringRef text(value);
  int64_t integer = 0;
  double real = 0;
  if (type == "i32" || type == "i64") {
    bool isWrong = text.getAsInteger(0, integer);
    bool fits = type == "i64" ||
                (integer >= INT32_MIN && integer <= int64_t(UINT32_MAX));
    if (isWrong || !fits)
      return Failure{"expected an integer of " + type.substr(1) + " bits"};
    arguments.push_back(
        type == "i64" ? ptx::Argument::i64(integer)
                      : ptx::Argument::i32(static_cast<int32_t>(integer)));
    return Success{};
  }
  if (type != "f32" && type != "f64")
    return Failure{"unknown kind; expected in, out, inout, zero, i32, i64, "
                   "f32, f64, bytes or null"};
  if (text.getAsDouble(real))
    return Failure{"expected a number"};
  arguments.push_back(type == "f64"
                          ? ptx::Argument::of(real)
                          : ptx::Argument::f32(static_cast<float>(real)));
  return Success{};
}

Result<Success> KernelArguments::addBytes(const std::string &digits) {
  std::string bytes;
  if (digits.size() % 2 != 0 || !llvm::tryGetFromHex(digits, bytes))
    return Failure{"expected an even number of hexadecimal digits"};
  ptx::Argument argument;
  argument.bytes.assign(bytes.begin(), bytes.end());
  arguments.push_back(std::move(argument));
  return Success{};
}

Result<Success> KernelArguments::writeOutputs() const {
  for (const Buffer &buffer : buffers) {
    if (!buffer.isWritten)
      continue;
    ElementType type = buffer.tensor.elementType();
    bool isHalf = type == ElementType::F16 || type == ElementType::BF16;
    Result<Tensor> tensor =
        buffer.tensor.convert(isHalf ? ElementType::F32 : type);
    if (!tensor)
      return Failure{tensor.error()};
    Result<Success> written = writeNpy(buffer.path, *tensor);
    if (!written)
      return written;
  }
  return Success{};
}
