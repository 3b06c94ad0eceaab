//===- ShardingInterfaceImpl.h - Sharding -----------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_TRANSFORMS_SHARDINGINTERFACEIMPL_H
#define HEDDLE_DIALECT_HEDDLE_TRANSFORMS_SHARDINGINTERFACEIMPL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace heddle {

/// Lets the `shard` dialect distribute `heddle.attention` over batch entries
/// and heads, and `heddle.gate` over all dimensions.
void registerShardingInterfaceExternalModels(mlir::DialectRegistry &registry);

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_SHARDINGINTERFACEIMPL_H
