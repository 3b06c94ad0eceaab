//===- RegisterUpstream.h - What heddle-opt takes from MLIR -----*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TOOLS_HEDDLE_OPT_REGISTERUPSTREAM_H
#define HEDDLE_TOOLS_HEDDLE_OPT_REGISTERUPSTREAM_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace heddle {

/// Inserts the upstream dialects that Heddle's IR mixes with or lowers to, and
/// the interfaces that their ops implement out of line.
void registerUpstreamDialects(mlir::DialectRegistry &registry);

/// Registers the upstream passes that are of use beside Heddle's own.
void registerUpstreamPasses();

} // namespace heddle

#endif // HEDDLE_TOOLS_HEDDLE_OPT_REGISTERUPSTREAM_H
