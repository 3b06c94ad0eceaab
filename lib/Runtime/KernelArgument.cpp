//===- KernelArgument.cpp - Arguments of kernels as text ------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/KernelArgument.h"
#include "heddle/Runtime/Npy.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

using namespace heddle::rt;

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static std::vector<std::string> split(const std::string &text, char separator) {
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

static Failure refuse(const std::string &text, const std::string &expected) {
  return Failure{text + ": expected " + expected};
}

/// A whole number from `least` to `most`.
static Result<int64_t> parseInteger(const std::string &text, int64_t least,
                                    int64_t most) {
  char *end = nullptr;
  errno = 0;
  long long value = std::strtoll(text.c_str(), &end, 0);
  if (text.empty() || *end || errno || value < least || value > most)
    return refuse(text, "a number from " + std::to_string(least) + " to " +
                            std::to_string(most));
  return int64_t(value);
}

Result<std::vector<uint32_t>> heddle::rt::parseSizes(const std::string &text) {
  std::vector<uint32_t> sizes;
  for (const std::string &part : split(text, ',')) {
    Result<int64_t> size =
        parseInteger(part, 1, std::numeric_limits<int32_t>::max());
    if (!size)
      return size.failure();
    sizes.push_back(static_cast<uint32_t>(*size));
  }
  if (sizes.size() > 3)
    return refuse(text, "at most 3 sizes");
  sizes.resize(3, 1);
  return sizes;
}

static Result<Dims> parseShape(const std::string &text) {
  Dims shape;
  for (const std::string &part : split(text, 'x')) {
    Result<int64_t> extent =
        parseInteger(part, 0, std::numeric_limits<int64_t>::max());
    if (!extent)
      return extent.failure();
    shape.push_back(*extent);
  }
  return shape;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

template <class T>
static std::vector<unsigned char> getBytes(T value) {
  std::vector<unsigned char> bytes(sizeof(T));
  std::memcpy(bytes.data(), &value, sizeof(T));
  return bytes;
}

/// `in:` and `inout:`.
static Result<KernelArgument> parseInput(const std::vector<std::string> &parts,
                                         const std::string &text) {
  if (parts.size() < 2 || parts.size() > 3)
    return refuse(text,
                  parts[0] + ":FILE.npy or " + parts[0] + ":FILE.npy:TYPE");
  Result<Tensor> tensor = readNpy(parts[1], Placement::Aligned);
  if (!tensor)
    return tensor.failure();
  KernelArgument argument;
  argument.kind =
      parts[0] == "in" ? KernelArgument::Kind::In : KernelArgument::Kind::InOut;
  argument.path = parts[1];
  if (parts.size() == 3) {
    Result<ElementType> type = parseElementType(parts[2]);
    if (!type)
      return type.failure(text + ": ");
    tensor = tensor->convert(*type, Placement::Aligned);
    if (!tensor)
      return tensor.failure();
  }
  argument.tensor = std::move(*tensor);
  return argument;
}

static Result<KernelArgument> parseOutput(const std::vector<std::string> &parts,
                                          const std::string &text) {
  if (parts.size() != 4)
    return refuse(text, "out:FILE.npy:TYPE:SHAPE");
  Result<ElementType> type = parseElementType(parts[2]);
  if (!type)
    return type.failure(text + ": ");
  Result<Dims> shape = parseShape(parts[3]);
  if (!shape)
    return shape.failure(text + ": ");
  Result<Tensor> tensor = Tensor::allocate(*type, *shape, Placement::Aligned);
  if (!tensor)
    return tensor.failure(text + ": ");
  tensor->fillPoison();
  KernelArgument argument;
  argument.kind = KernelArgument::Kind::Out;
  argument.path = parts[1];
  argument.tensor = std::move(*tensor);
  return argument;
}

static Result<KernelArgument> parseScratch(const std::string &size,
                                           const std::string &text) {
  Result<int64_t> bytes =
      parseInteger(size, 0, std::numeric_limits<int64_t>::max());
  if (!bytes)
    return bytes.failure(text + ": ");
  Result<Tensor> tensor =
      Tensor::allocate(ElementType::Bool, {*bytes}, Placement::Aligned);
  if (!tensor)
    return tensor.failure(text + ": ");
  KernelArgument argument;
  argument.kind = KernelArgument::Kind::Scratch;
  argument.tensor = std::move(*tensor);
  return argument;
}

static Result<KernelArgument> parseNumber(const std::string &type,
                                          const std::string &number,
                                          const std::string &text) {
  KernelArgument argument;
  argument.kind = KernelArgument::Kind::Number;
  if (type == "f32") {
    char *end = nullptr;
    float value = std::strtof(number.c_str(), &end);
    if (number.empty() || *end)
      return refuse(text, "f32:NUMBER");
    argument.bytes = getBytes(value);
    return argument;
  }
  bool narrow = type == "i32";
  Result<int64_t> value =
      parseInteger(number,
                   narrow ? std::numeric_limits<int32_t>::min()
                          : std::numeric_limits<int64_t>::min(),
                   narrow ? std::numeric_limits<int32_t>::max()
                          : std::numeric_limits<int64_t>::max());
  if (!value)
    return value.failure(text + ": ");
  argument.bytes =
      narrow ? getBytes(static_cast<int32_t>(*value)) : getBytes(*value);
  return argument;
}

Result<KernelArgument> KernelArgument::parse(const std::string &text) {
  std::vector<std::string> parts = split(text, ':');
  const std::string &kind = parts[0];
  if (kind == "in" || kind == "inout")
    return parseInput(parts, text);
  if (kind == "out")
    return parseOutput(parts, text);
  if (kind == "null" && parts.size() == 1) {
    KernelArgument argument;
    argument.bytes = getBytes(uint64_t(0));
    return argument;
  }
  if (parts.size() == 2 && kind == "zero")
    return parseScratch(parts[1], text);
  if (parts.size() == 2 && (kind == "i32" || kind == "i64" || kind == "f32"))
    return parseNumber(kind, parts[1], text);
  return refuse(text, "in:FILE.npy, in:FILE.npy:TYPE, out:FILE.npy:TYPE:SHAPE, "
                      "inout:FILE.npy, zero:BYTES, i32:NUMBER, i64:NUMBER, "
                      "f32:NUMBER or null");
}

Result<Success> KernelArgument::write() const {
  ElementType type = tensor->elementType();
  if (type != ElementType::F16 && type != ElementType::BF16)
    return writeNpy(path, *tensor);
  Result<Tensor> wide = tensor->convert(ElementType::F32, Placement::Aligned);
  return wide ? writeNpy(path, *wide) : wide.failure();
}
