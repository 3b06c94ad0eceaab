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
  argument.name = parts[1];
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
  argument.name = parts[1];
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
  argument.name = text;
  argument.tensor = std::move(*tensor);
  return argument;
}

//===----------------------------------------------------------------------===//
// Tensor maps
//===----------------------------------------------------------------------===//

/// Numbers from 1 to `most`, as in 64x64.
template <class Number>
static Result<Success> parseNumbers(const std::string &text, int64_t most,
                                    const std::string &what,
                                    std::vector<Number> &numbers) {
  for (const std::string &part : split(text, 'x')) {
    Result<int64_t> number = parseInteger(part, 1, most);
    if (!number)
      return number.failure(what + ": ");
    numbers.push_back(static_cast<Number>(*number));
  }
  return Success{};
}

/// box=64x64, swizzle=128, fill=nan, extents=64x512 or strides=256.
static Result<Success> parseBoxOption(const std::string &text, TensorBox &box) {
  size_t equals = text.find('=');
  std::string name = text.substr(0, equals), value = text.substr(equals + 1);
  constexpr int64_t mostOfBox = 256, most = int64_t(1) << 40;
  if (name == "box")
    return parseNumbers(value, mostOfBox, "extents of a box", box.extents);
  if (name == "extents")
    return parseNumbers(value, most, "extents", box.tensorExtents);
  if (name == "strides")
    return parseNumbers(value, most, "strides", box.tensorStrides);
  bool isWidth = value == "0" || value == "32" || value == "64";
  if (name == "swizzle" && (isWidth || value == "128")) {
    box.swizzle = static_cast<uint32_t>(std::stoul(value));
    return Success{};
  }
  if (name == "fill" && (value == "zero" || value == "nan")) {
    box.fillsNaN = value == "nan";
    return Success{};
  }
  return refuse(text, "box=AxB, swizzle=0, 32, 64 or 128, fill=zero or nan, "
                      "extents=AxB, strides=BYTES");
}

/// `map:`, of what `in:` or another kind behind it says.
static Result<KernelArgument> parseMap(const std::vector<std::string> &parts,
                                       const std::string &text) {
  std::vector<std::string> tensor;
  TensorBox box;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].find('=') == std::string::npos)
      tensor.push_back(parts[i]);
    else if (Result<Success> parsed = parseBoxOption(parts[i], box); !parsed)
      return parsed.failure(text + ": ");
  }
  if (tensor.empty() || box.extents.empty())
    return refuse(text, "map:FILE.npy:TYPE:box=AxB:swizzle=BYTES or "
                        "map:out:FILE.npy:TYPE:SHAPE:box=AxB");
  if (tensor[0] != "in" && tensor[0] != "out" && tensor[0] != "inout")
    tensor.insert(tensor.begin(), "in");
  Result<KernelArgument> argument =
      tensor[0] == "out" ? parseOutput(tensor, text) : parseInput(tensor, text);
  if (argument)
    argument->box = std::move(box);
  return argument;
}

TensorMapInfo TensorMapInfo::get(const Tensor &tensor, uint64_t address,
                                 TensorBox box) {
  TensorMapInfo info;
  info.address = address;
  info.element = tensor.elementType();
  info.box = std::move(box);
  uint64_t stride = elementSize(info.element);
  const Dims &shape = tensor.shape();
  for (size_t i = shape.size(); i-- != 0;) {
    if (!info.extents.empty())
      info.strides.push_back(stride);
    info.extents.push_back(static_cast<uint64_t>(shape[i]));
    stride *= info.extents.back();
  }
  if (!info.box.tensorExtents.empty()) {
    info.extents = info.box.tensorExtents;
    info.strides = info.box.tensorStrides;
  }
  return info;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static KernelArgument makeValue(const std::string &name,
                                std::vector<unsigned char> bytes) {
  KernelArgument argument;
  argument.name = name;
  argument.bytes = std::move(bytes);
  return argument;
}

static Result<KernelArgument> parseFloat(const std::string &type,
                                         const std::string &number,
                                         const std::string &text) {
  char *end = nullptr;
  double value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end)
    return refuse(text, type + ":NUMBER");
  if (type == "f64")
    return makeValue(text, getBytes(value));
  // Rounded once.
  return makeValue(text, getBytes(std::strtof(number.c_str(), nullptr)));
}

static Result<KernelArgument> parseWholeNumber(const std::string &type,
                                               const std::string &number,
                                               const std::string &text) {
  bool isNarrow = type == "i32";
  Result<int64_t> value =
      parseInteger(number,
                   isNarrow ? std::numeric_limits<int32_t>::min()
                            : std::numeric_limits<int64_t>::min(),
                   isNarrow ? int64_t{std::numeric_limits<uint32_t>::max()}
                            : std::numeric_limits<int64_t>::max());
  if (!value)
    return value.failure(text + ": ");
  return makeValue(text, isNarrow ? getBytes(static_cast<int32_t>(*value))
                                  : getBytes(*value));
}

/// Pairs of digits, as the structure lies in memory.
static Result<KernelArgument> parseBytes(const std::string &digits,
                                         const std::string &text) {
  constexpr const char *hexadecimal = "0123456789abcdefABCDEF";
  if (digits.empty() || digits.size() % 2 != 0 ||
      digits.find_first_not_of(hexadecimal) != std::string::npos)
    return refuse(text, "bytes: and pairs of hexadecimal digits");
  std::vector<unsigned char> bytes;
  for (size_t i = 0; i < digits.size(); i += 2)
    bytes.push_back(static_cast<unsigned char>(
        std::stoul(digits.substr(i, 2), nullptr, 16)));
  return makeValue(text, std::move(bytes));
}

Result<KernelArgument> KernelArgument::parse(const std::string &text) {
  std::vector<std::string> parts = split(text, ':');
  const std::string &kind = parts[0];
  if (kind == "in" || kind == "inout")
    return parseInput(parts, text);
  if (kind == "out")
    return parseOutput(parts, text);
  if (kind == "map")
    return parseMap(parts, text);
  if (kind == "null" && parts.size() == 1)
    return makeValue(text, getBytes(uint64_t(0)));
  if (parts.size() == 2 && kind == "zero")
    return parseScratch(parts[1], text);
  if (parts.size() == 2 && (kind == "i32" || kind == "i64"))
    return parseWholeNumber(kind, parts[1], text);
  if (parts.size() == 2 && (kind == "f32" || kind == "f64"))
    return parseFloat(kind, parts[1], text);
  if (parts.size() == 2 && kind == "bytes")
    return parseBytes(parts[1], text);
  return refuse(text, "in:FILE.npy, in:FILE.npy:TYPE, out:FILE.npy:TYPE:SHAPE, "
                      "inout:FILE.npy, map:FILE.npy:box=AxB, zero:BYTES, "
                      "i32:NUMBER, i64:NUMBER, f32:NUMBER, f64:NUMBER, "
                      "bytes:DIGITS or null");
}

Result<Success> KernelArgument::write() const {
  ElementType type = tensor->elementType();
  if (type != ElementType::F16 && type != ElementType::BF16)
    return writeNpy(name, *tensor);
  Result<Tensor> wide = tensor->convert(ElementType::F32, Placement::Aligned);
  return wide ? writeNpy(name, *wide) : wide.failure();
}
