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

/// Lets `heddle.attention` be distributed by the `shard` dialect, over batch
/// entries and heads.
void registerShardingInterfaceExternalModels(mlir::DialectRegistry &registry);

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_SHARDINGINTERFACEIMPL_H
