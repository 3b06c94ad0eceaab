//===- Outputs.cpp - What a call computed ---------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"

#include "heddle/Runtime/Npy.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace heddle;
using namespace heddle::driver;

//===----------------------------------------------------------------------===//
// Reading and writing
//===----------------------------------------------------------------------===//

static Output readOutput(const llvm::Twine &name, const ResultBuffer &buffer,
                         const reference::Session *session) {
  Output output{name.str(), buffer.type, buffer.shape, {}, {}};
  reference::View view;
  view.type = buffer.type;
  view.data = buffer.data;
  view.sizes.assign(buffer.shape.begin(), buffer.shape.end());
  view.strides.assign(buffer.strides.begin(), buffer.strides.end());
  output.values.reserve(view.numElements());
  reference::forEachIndex(view.sizes, [&](llvm::ArrayRef<int64_t> index) {
    const void *element = view.elementAt(view.place(index));
    output.values.push_back(rt::loadElement(buffer.type, element));
    if (session)
      output.unrounded.push_back(session->getUnrounded(buffer.type, element));
  });
  if (!session)
    output.unrounded = output.values;
  return output;
}

static ResultBuffer viewTensor(rt::Tensor &tensor) {
  return {tensor.elementType(), tensor.elementAt(tensor.offset()),
          tensor.shape(), tensor.strides()};
}

std::vector<Output>
heddle::driver::readOutputs(const EntryPoint &entry,
                            llvm::ArrayRef<ResultBuffer> results,
                            llvm::MutableArrayRef<rt::Tensor> arguments,
                            const reference::Session *session) {
  std::vector<Output> outputs;
  for (auto [index, result] : llvm::enumerate(results))
    outputs.push_back(
        readOutput("result " + llvm::Twine(index), result, session));
  for (unsigned index : entry.getWrittenArguments())
    outputs.push_back(readOutput("argument " + llvm::Twine(index),
                                 viewTensor(arguments[index]), session));
  return outputs;
}

static rt::ElementType getFileType(rt::ElementType type) {
  bool isHalf = type == rt::ElementType::F16 || type == rt::ElementType::BF16;
  return isHalf ? rt::ElementType::F32 : type;
}

static llvm::Expected<rt::OutputFile> prepareOutput(const std::string &path,
                                                    const Output &output) {
  rt::Result<rt::Tensor> tensor = rt::Tensor::allocate(
      getFileType(output.type), output.shape, rt::Placement::Aligned);
  if (!tensor)
    return makeError(ExitCode::Failure, tensor);
  for (auto [position, value] : llvm::enumerate(output.values))
    tensor->set(static_cast<int64_t>(position), value);
  rt::Result<rt::OutputFile> file = rt::prepareNpy(path, *tensor);
  if (!file)
    return makeError(ExitCode::BadInput, file);
  return std::move(*file);
}

llvm::Error heddle::driver::writeOutputs(llvm::ArrayRef<std::string> paths,
                                         llvm::ArrayRef<Output> outputs) {
  std::vector<rt::OutputFile> files;
  for (auto [path, output] : llvm::zip(paths, outputs)) {
    llvm::Expected<rt::OutputFile> file = prepareOutput(path, output);
    if (!file)
      return file.takeError();
    files.push_back(std::move(*file));
  }
  return commitFiles(files, paths);
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

static bool isSame(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

OutputError heddle::driver::measureError(llvm::ArrayRef<double> values,
                                         llvm::ArrayRef<double> reference) {
  OutputError error;
  double differences = 0, squares = 0;
  for (auto [value, exact] : llvm::zip_equal(values, reference)) {
    if (!std::isfinite(value) || !std::isfinite(exact)) {
      error.numMismatches += !isSame(value, exact);
      continue;
    }
    double difference = std::abs(value - exact);
    error.largest = std::max(error.largest, difference);
    error.magnitude = std::max(error.magnitude, std::abs(exact));
    differences += difference * difference;
    squares += exact * exact;
  }
  // A reference of zeros leaves only the absolute error.
  error.relative = std::sqrt(differences / (squares > 0 ? squares : 1));
  return error;
}

/// What a right result may differ by where the unfused evaluation happens to be
/// exact, relative to the reference: 16 roundings to f32, for another order of
/// the sums and for approximations of exp.
static constexpr double kTolerance = 1e-6;

static double overAllowed(double error, double allowed) {
  if (error <= allowed)
    return allowed > 0 ? error / allowed : 0;
  return allowed > 0 ? error / allowed
                     : std::numeric_limits<double>::infinity();
}

OutputCheck heddle::driver::checkOutput(const Output &output,
                                        const Output &exact,
                                        const Output &unfused) {
  OutputCheck check;
  if (output.shape != exact.shape) {
    check.severity = std::numeric_limits<double>::infinity();
    return check;
  }
  check.error = measureError(output.values, exact.unrounded);
  check.unfusedError = measureError(unfused.values, exact.unrounded);
  double tolerance = rt::isInteger(output.type) ? 0.0 : kTolerance;
  check.severity = std::max(
      overAllowed(check.error.relative,
                  2 * check.unfusedError.relative + tolerance),
      overAllowed(check.error.largest, 2 * check.unfusedError.largest +
                                           tolerance * check.error.magnitude));
  if (check.error.numMismatches > 0)
    check.severity = std::numeric_limits<double>::infinity();
  check.passed = check.severity <= 1;
  return check;
}
