//===- BufferizableOpInterfaceImpl.h - Bufferization ------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H
#define HEDDLE_DIALECT_HEDDLE_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace heddle {

/// Lets the ops of the dialect take part in One-Shot Bufferize.
void registerBufferizableOpInterfaceExternalModels(
    mlir::DialectRegistry &registry);

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H
