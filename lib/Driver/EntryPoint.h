//===- EntryPoint.h - The function that a tool calls ---------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_ENTRYPOINT_H
#define HEDDLE_LIB_DRIVER_ENTRYPOINT_H

#include "ToolSupport.h"

#include "heddle/Runtime/ElementType.h"
#include "heddle/Runtime/Tensor.h"

#include <optional>

namespace heddle::driver {

/// A tensor or memref in the signature of a function.
struct ParameterInfo {
  mlir::ShapedType type;
  rt::ElementType elementType;
  /// Extents; `ShapedType::kDynamic` where they are not known.
  rt::Dims shape;
  /// Strides in elements and offset of a memref that has a layout; dynamic
  /// where not known.
  std::optional<rt::Dims> strides;
  int64_t offset = 0;

  bool isMemRef() const { return mlir::isa<mlir::MemRefType>(type); }
  bool hasStaticShape() const { return type.hasStaticShape(); }
};

/// What bounds the values of an i32 argument.
struct LengthBound {
  /// The number of keys, if it is static.
  std::optional<int64_t> numKeys;
  /// Otherwise the argument and dimension that have it.
  unsigned argument = 0;
  int64_t dim = 0;
};

struct ArgumentInfo : ParameterInfo {
  /// A memref that the function writes.
  bool isWritten = false;
  /// Set if the argument is used as key lengths.
  std::optional<LengthBound> lengths;
};

/// A function that tools can call: its arguments and results are tensors and
/// memrefs.
struct EntryPoint {
  std::string name;
  std::vector<ArgumentInfo> arguments;
  std::vector<ParameterInfo> results;

  /// Finds `name` in `module`, or the only public function if it is empty.
  static llvm::Expected<EntryPoint> find(mlir::ModuleOp module,
                                         const std::string &name);
  static llvm::Expected<EntryPoint> describe(mlir::func::FuncOp function);

  /// The written arguments, which are outputs after the results.
  std::vector<unsigned> getWrittenArguments() const;
};

/// The public functions of `module` that have a body.
llvm::SmallVector<mlir::func::FuncOp> getPublicFunctions(mlir::ModuleOp module);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_ENTRYPOINT_H
