//===- Inputs.cpp - Arguments for a function ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "heddle/Runtime/Npy.h"
#include "heddle/Runtime/Random.h"

#include "llvm/ADT/StringExtras.h"

#include <cstring>

using namespace heddle;
using namespace heddle::driver;

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

static constexpr int64_t dynamicExtent = mlir::ShapedType::kDynamic;

/// A shape with "?" for extents that are not known.
static std::string formatType(const ParameterInfo &info) {
  std::string text;
  for (int64_t extent : info.shape)
    text += (extent == dynamicExtent ? "?" : std::to_string(extent)) + "x";
  return text + std::string(rt::elementName(info.elementType));
}

static bool fits(const ParameterInfo &info, const rt::Dims &shape) {
  if (shape.size() != info.shape.size())
    return false;
  for (auto [given, wanted] : llvm::zip_equal(shape, info.shape))
    if (wanted != dynamicExtent && given != wanted)
      return false;
  return true;
}

static llvm::Error refuseShape(const llvm::Twine &origin, unsigned index,
                               const ParameterInfo &info,
                               const rt::Dims &shape) {
  return makeError(ExitCode::BadInput,
                   origin + ": found shape " + rt::formatShape(shape) +
                       ", expected " + formatType(info) + " for argument " +
                       llvm::Twine(index));
}

/// Reads "INDEX:AxBxC".
static llvm::Expected<std::pair<unsigned, rt::Dims>>
parseShape(const std::string &text) {
  auto makeShapeError = [&] {
    return makeError(ExitCode::BadInput,
                     "--shape=" + text +
                         ": expected ARGUMENT:EXTENTxEXTENTx..., as in "
                         "--shape=0:1x16x128x64");
  };
  auto [indexText, extents] = llvm::StringRef(text).split(':');
  unsigned index;
  if (indexText.getAsInteger(10, index))
    return makeShapeError();
  rt::Dims shape;
  for (llvm::StringRef extentText : llvm::split(extents, 'x')) {
    int64_t extent;
    if (extentText.getAsInteger(10, extent) || extent < 0)
      return makeShapeError();
    shape.push_back(extent);
  }
  return std::pair(index, shape);
}

using ShapeMap = std::map<unsigned, rt::Dims>;

static llvm::Expected<ShapeMap> parseShapes(const EntryPoint &entry,
                                            const InputSpec &spec) {
  ShapeMap shapes;
  for (const std::string &text : spec.shapes) {
    auto parsed = parseShape(text);
    if (!parsed)
      return parsed.takeError();
    auto [index, shape] = *parsed;
    if (index >= entry.arguments.size())
      return makeError(ExitCode::BadInput,
                       "--shape=" + text + ": @" + entry.name + " has " +
                           llvm::Twine(entry.arguments.size()) + " arguments");
    if (!fits(entry.arguments[index], shape))
      return refuseShape("--shape=" + text, index, entry.arguments[index],
                         shape);
    shapes[index] = shape;
  }
  return shapes;
}

static llvm::Expected<rt::Dims>
chooseShape(const EntryPoint &entry, unsigned index, const ShapeMap &shapes) {
  const ArgumentInfo &info = entry.arguments[index];
  if (auto given = shapes.find(index); given != shapes.end())
    return given->second;
  if (info.hasStaticShape())
    return info.shape;
  return makeError(ExitCode::BadInput,
                   "argument " + llvm::Twine(index) + " of @" + entry.name +
                       " is " + formatType(info) +
                       ": its extents are needed, by --input or --shape=" +
                       llvm::Twine(index) + ":AxBx...");
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

/// Strides as the type has them; those that it leaves open are row-major.
static rt::Dims chooseStrides(const ParameterInfo &info,
                              const rt::Dims &shape) {
  rt::Dims strides = rt::rowMajorStrides(shape);
  if (!info.strides)
    return strides;
  for (size_t dim = strides.size(); dim-- > 0;) {
    if ((*info.strides)[dim] != dynamicExtent)
      strides[dim] = (*info.strides)[dim];
    else if (dim + 1 < strides.size())
      strides[dim] = strides[dim + 1] * shape[dim + 1];
  }
  return strides;
}

static llvm::Expected<rt::Tensor> allocate(const ParameterInfo &info,
                                           const rt::Dims &shape,
                                           rt::Placement placement) {
  int64_t offset = info.offset == dynamicExtent ? 0 : info.offset;
  rt::Result<rt::Tensor> tensor = rt::Tensor::allocateStrided(
      info.elementType, shape, chooseStrides(info, shape), offset, placement);
  if (!tensor)
    return makeError(ExitCode::BadInput, tensor);
  return std::move(*tensor);
}

/// Copies values to a tensor of the same shape; integers exactly.
static void copyValues(const rt::Tensor &from, rt::Tensor &to) {
  bool exact = rt::isInteger(from.elementType());
  int64_t position = 0;
  to.forEachPlace([&](int64_t place) {
    if (exact)
      to.storeInteger(place, from.getInteger(position));
    else
      to.store(place, from.get(position));
    ++position;
  });
}

llvm::Expected<rt::Tensor> heddle::driver::copyTensor(const rt::Tensor &tensor,
                                                      rt::Placement placement) {
  rt::Result<rt::Tensor> copy =
      rt::Tensor::allocateStrided(tensor.elementType(), tensor.shape(),
                                  tensor.strides(), tensor.offset(), placement);
  if (!copy)
    return makeError(ExitCode::Failure, copy);
  std::memcpy(copy->data(), tensor.data(), tensor.sizeInBytes());
  return std::move(*copy);
}

//===----------------------------------------------------------------------===//
// From files
//===----------------------------------------------------------------------===//

static llvm::Expected<rt::Tensor>
readInput(const EntryPoint &entry, unsigned index, const InputSpec &spec) {
  const std::string &path = spec.files[index];
  const ArgumentInfo &info = entry.arguments[index];
  rt::Result<rt::Tensor> file = rt::readNpy(path, rt::Placement::Aligned);
  if (!file)
    return makeError(ExitCode::BadInput, file);
  if (!fits(info, file->shape()))
    return refuseShape(path, index, info, file->shape());
  llvm::Expected<rt::Tensor> tensor =
      allocate(info, file->shape(), spec.placement);
  if (!tensor)
    return tensor.takeError();
  copyValues(*file, *tensor);
  return tensor;
}

/// Whether an argument may be left out: it only takes results.
static bool mayBeLeftOut(const ArgumentInfo &info) {
  return info.isWritten && info.hasStaticShape();
}

static llvm::Error checkCount(const EntryPoint &entry, const InputSpec &spec) {
  size_t found = spec.files.size(), expected = entry.arguments.size();
  bool enough = found <= expected;
  for (size_t index = found; index < expected; ++index)
    enough &= mayBeLeftOut(entry.arguments[index]);
  if (enough)
    return llvm::Error::success();
  std::string types;
  for (const ArgumentInfo &info : entry.arguments)
    types += (types.empty() ? "" : ", ") + formatType(info);
  return makeError(ExitCode::BadInput, "found " + llvm::Twine(found) +
                                           " inputs, expected " +
                                           llvm::Twine(expected) + " for @" +
                                           entry.name + "(" + types + ")");
}

static llvm::Expected<std::vector<rt::Tensor>>
readInputs(const EntryPoint &entry, const InputSpec &spec) {
  if (llvm::Error error = checkCount(entry, spec))
    return std::move(error);
  std::vector<rt::Tensor> tensors;
  for (auto [index, info] : llvm::enumerate(entry.arguments)) {
    llvm::Expected<rt::Tensor> tensor =
        index < spec.files.size()
            ? readInput(entry, static_cast<unsigned>(index), spec)
            : allocate(info, info.shape, spec.placement);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

//===----------------------------------------------------------------------===//
// At random
//===----------------------------------------------------------------------===//

/// Fills an argument; `tensors` are those that are there already.
static llvm::Error fillRandom(const EntryPoint &entry, unsigned index,
                              uint64_t seed, std::vector<rt::Tensor> &tensors) {
  const ArgumentInfo &info = entry.arguments[index];
  // Arguments do not depend on each other's extents.
  uint64_t ownSeed = rt::Random(seed + index).nextBits();
  if (!rt::isInteger(info.elementType)) {
    rt::fillNormal(tensors[index], ownSeed);
    return llvm::Error::success();
  }
  if (!info.lengths)
    return makeError(ExitCode::BadInput,
                     "argument " + llvm::Twine(index) + " of @" + entry.name +
                         " is " + formatType(info) +
                         " and not used as key lengths: --random does not know "
                         "what to fill it with, use --input");
  const LengthBound &bound = *info.lengths;
  int64_t numKeys = bound.numKeys ? *bound.numKeys
                                  : tensors[bound.argument].shape()[bound.dim];
  rt::fillUniformInt(tensors[index], ownSeed, 0, numKeys);
  return llvm::Error::success();
}

static llvm::Expected<std::vector<rt::Tensor>>
makeRandomInputs(const EntryPoint &entry, const InputSpec &spec) {
  llvm::Expected<ShapeMap> shapes = parseShapes(entry, spec);
  if (!shapes)
    return shapes.takeError();
  std::vector<rt::Tensor> tensors;
  for (auto [index, info] : llvm::enumerate(entry.arguments)) {
    llvm::Expected<rt::Dims> shape =
        chooseShape(entry, static_cast<unsigned>(index), *shapes);
    if (!shape)
      return shape.takeError();
    llvm::Expected<rt::Tensor> tensor = allocate(info, *shape, spec.placement);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(std::move(*tensor));
  }
  for (unsigned index = 0; index < tensors.size(); ++index)
    if (llvm::Error error = fillRandom(entry, index, *spec.seed, tensors))
      return std::move(error);
  return tensors;
}

llvm::Expected<std::vector<rt::Tensor>>
heddle::driver::makeInputs(const EntryPoint &entry, const InputSpec &spec) {
  if (spec.seed && !spec.files.empty())
    return makeError(ExitCode::BadInput,
                     "--input and --random exclude each other");
  if (spec.seed)
    return makeRandomInputs(entry, spec);
  if (!spec.shapes.empty())
    return makeError(ExitCode::BadInput, "--shape goes with --random");
  return readInputs(entry, spec);
}
