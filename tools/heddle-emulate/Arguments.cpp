//===- Arguments.cpp - Arguments of emulated kernels ----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"

#include "heddle/Runtime/Npy.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

using namespace heddle;
using namespace heddle::emulate;
using rt::Failure;
using rt::Result;

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

static Result<int64_t> parseInteger(const std::string &text) {
  char *end = nullptr;
  errno = 0;
  int64_t value = std::strtoll(text.c_str(), &end, 0);
  if (text.empty() || *end || errno)
    return Failure{"'" + text + "' is no integer"};
  return value;
}

template <class T>
static std::vector<unsigned char> bytesOf(T value) {
  std::vector<unsigned char> bytes(sizeof(T));
  std::memcpy(bytes.data(), &value, sizeof(T));
  return bytes;
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

static KernelArgument makeBuffer(std::string name, rt::Tensor tensor,
                                 bool isInitialized) {
  KernelArgument argument;
  argument.name = std::move(name);
  argument.buffer = std::move(tensor);
  argument.isInitialized = isInitialized;
  return argument;
}

/// in:A.npy[:type] or inout:A.npy[:type].
static Result<KernelArgument> readFile(const std::vector<std::string> &parts) {
  if (parts.size() < 2 || parts.size() > 3)
    return Failure{"expected " + parts[0] + ":FILE.npy[:TYPE]"};
  Result<rt::Tensor> tensor = rt::readNpy(parts[1]);
  if (!tensor)
    return tensor.failure();
  if (parts.size() == 3) {
    Result<rt::ElementType> type = rt::parseElementType(parts[2]);
    if (!type)
      return type.failure();
    tensor = tensor->convert(*type);
    if (!tensor)
      return tensor.failure();
  }
  KernelArgument argument =
      makeBuffer(parts[1], std::move(*tensor), /*isInitialized=*/true);
  if (parts[0] == "inout")
    argument.output = parts[1];
  return argument;
}

/// out:Y.npy:type:1x16x128x64.
static Result<KernelArgument>
makeOutput(const std::vector<std::string> &parts) {
  if (parts.size() != 4)
    return Failure{"expected out:FILE.npy:TYPE:AxBxC"};
  Result<rt::ElementType> type = rt::parseElementType(parts[2]);
  if (!type)
    return type.failure();
  rt::Dims shape;
  for (const std::string &extent : split(parts[3], 'x')) {
    Result<int64_t> number = parseInteger(extent);
    if (!number)
      return number.failure();
    shape.push_back(*number);
  }
  Result<rt::Tensor> tensor = rt::Tensor::allocate(*type, shape);
  if (!tensor)
    return tensor.failure();
  tensor->fillPoison();
  KernelArgument argument =
      makeBuffer(parts[1], std::move(*tensor), /*isInitialized=*/false);
  argument.output = parts[1];
  return argument;
}

/// zero:4096.
static Result<KernelArgument>
makeScratch(const std::vector<std::string> &parts) {
  if (parts.size() != 2)
    return Failure{"expected zero:BYTES"};
  Result<int64_t> size = parseInteger(parts[1]);
  if (!size)
    return size.failure();
  Result<rt::Tensor> tensor =
      rt::Tensor::allocate(rt::ElementType::Bool, {*size});
  if (!tensor)
    return tensor.failure();
  return makeBuffer("zero:" + parts[1], std::move(*tensor),
                    /*isInitialized=*/true);
}

static Result<std::vector<uint32_t>> parseBox(const std::string &text) {
  std::vector<uint32_t> extents;
  for (const std::string &part : split(text, 'x')) {
    Result<int64_t> extent = parseInteger(part);
    if (!extent)
      return extent.failure();
    if (*extent < 1 || *extent > 256)
      return Failure{"a box has from 1 to 256 elements along a dimension, "
                     "not " +
                     part};
    extents.push_back(static_cast<uint32_t>(*extent));
  }
  return extents;
}

/// box=64x64, swizzle=128, fill=nan.
static Result<rt::Success> parseBoxOption(const std::string &text,
                                          TensorBox &box) {
  size_t equals = text.find('=');
  std::string name = text.substr(0, equals);
  std::string value =
      equals == std::string::npos ? "" : text.substr(equals + 1);
  if (name == "box") {
    Result<std::vector<uint32_t>> extents = parseBox(value);
    if (!extents)
      return extents.failure();
    box.extents = std::move(*extents);
    return rt::Success{};
  }
  if (name == "swizzle" && (value == "0" || value == "none"))
    return rt::Success{};
  if (name == "swizzle" && (value == "32" || value == "64" || value == "128")) {
    box.swizzle = static_cast<unsigned>(std::stoul(value));
    return rt::Success{};
  }
  if (name == "fill" && (value == "zero" || value == "nan")) {
    box.fillsNaN = value == "nan";
    return rt::Success{};
  }
  return Failure{"'" + text +
                 "': expected box=AxB, swizzle=0, 32, 64 or 128, "
                 "fill=zero or nan"};
}

/// map:[out:|inout:]A.npy:bf16:box=64x64:swizzle=128.
static Result<KernelArgument> makeMap(const std::vector<std::string> &parts) {
  std::vector<std::string> buffer;
  TensorBox box;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].find('=') == std::string::npos) {
      buffer.push_back(parts[i]);
    } else if (Result<rt::Success> parsed = parseBoxOption(parts[i], box);
               !parsed) {
      return parsed.failure();
    }
  }
  if (buffer.empty() || box.extents.empty())
    return Failure{"expected map:FILE.npy[:TYPE]:box=AxB[:swizzle=BYTES], or "
                   "map:out:FILE.npy:TYPE:AxB:box=AxB"};
  bool isKind = buffer[0] == "in" || buffer[0] == "out" || buffer[0] == "inout";
  if (!isKind)
    buffer.insert(buffer.begin(), "in");
  Result<KernelArgument> argument =
      buffer[0] == "out" ? makeOutput(buffer) : readFile(buffer);
  if (argument)
    argument->box = std::move(box);
  return argument;
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static Result<KernelArgument>
makeNumber(const std::vector<std::string> &parts) {
  KernelArgument argument;
  argument.name = parts[0];
  if (parts.size() != 2)
    return Failure{"expected " + parts[0] + ":NUMBER"};
  if (parts[0] == "f32" || parts[0] == "f64") {
    char *end = nullptr;
    double value = std::strtod(parts[1].c_str(), &end);
    if (parts[1].empty() || *end)
      return Failure{"'" + parts[1] + "' is no number"};
    argument.bytes = parts[0] == "f64"
                         ? bytesOf(value)
                         : bytesOf(std::strtof(parts[1].c_str(), nullptr));
    return argument;
  }
  Result<int64_t> value = parseInteger(parts[1]);
  if (!value)
    return value.failure();
  bool isNarrow = parts[0] == "i32";
  if (isNarrow && (*value < INT32_MIN || *value > int64_t{UINT32_MAX}))
    return Failure{parts[1] + " does not fit into 32 bits"};
  argument.bytes =
      isNarrow ? bytesOf(static_cast<int32_t>(*value)) : bytesOf(*value);
  return argument;
}

/// bytes:00ff...: a structure by value, as it lies in memory.
static Result<KernelArgument> makeBytes(const std::vector<std::string> &parts) {
  KernelArgument argument;
  argument.name = parts[0];
  bool good = parts.size() == 2 && parts[1].size() % 2 == 0;
  for (size_t i = 0; good && i < parts[1].size(); i += 2) {
    char *end = nullptr;
    std::string digits = parts[1].substr(i, 2);
    argument.bytes.push_back(
        static_cast<unsigned char>(std::strtoul(digits.c_str(), &end, 16)));
    good = !*end;
  }
  if (!good)
    return Failure{"expected bytes: and pairs of hexadecimal digits"};
  return argument;
}

Result<KernelArgument> emulate::readArgument(const std::string &text) {
  std::vector<std::string> parts = split(text, ':');
  const std::string &kind = parts[0];
  if (kind == "in" || kind == "inout")
    return readFile(parts);
  if (kind == "out")
    return makeOutput(parts);
  if (kind == "zero")
    return makeScratch(parts);
  if (kind == "i32" || kind == "i64" || kind == "f32" || kind == "f64")
    return makeNumber(parts);
  if (kind == "bytes")
    return makeBytes(parts);
  if (kind == "map")
    return makeMap(parts);
  if (text == "null") {
    KernelArgument argument;
    argument.name = "null";
    argument.bytes = bytesOf(uint64_t{0});
    return argument;
  }
  return Failure{
      "expected in:, out:, inout:, map:, zero:, i32:, i64:, f32:, f64:, "
      "bytes: or null"};
}

Result<rt::Success> emulate::writeOutput(const KernelArgument &argument) {
  const rt::Tensor &tensor = *argument.buffer;
  if (tensor.elementType() != rt::ElementType::F16 &&
      tensor.elementType() != rt::ElementType::BF16)
    return rt::writeNpy(argument.output, tensor);
  Result<rt::Tensor> wide = tensor.convert(rt::ElementType::F32);
  if (!wide)
    return wide.failure();
  return rt::writeNpy(argument.output, *wide);
}
