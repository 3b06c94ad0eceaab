//===- TileDistributor.h - Tiles become registers ---------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The frame of heddle-distribute-tiles: it walks a kernel once, from top to
// bottom, and writes before each op on tiles what one thread does for it. How
// is said op by op, by a table that the files of this folder fill, one for each
// concept.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_TILEDISTRIBUTOR_H
#define HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_TILEDISTRIBUTOR_H

#include "Fragment.h"

#include "heddle/Target/GPU/TargetLowering.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

#include <functional>
#include <memory>

namespace heddle::simt {

class TileDistributor;

/// What a thread does for each kind of op.
class DistributionTable {
public:
  using Function =
      std::function<mlir::LogicalResult(mlir::Operation *, TileDistributor &)>;

  /// With all that this folder knows.
  static DistributionTable get();

  template <typename OpT>
  void add(mlir::LogicalResult (*distribute)(OpT, TileDistributor &)) {
    entries[OpT::getOperationName()] = [=](mlir::Operation *op,
                                           TileDistributor &d) {
      return distribute(llvm::cast<OpT>(op), d);
    };
  }
  /// Null if there is no entry.
  const Function *lookup(mlir::Operation *op) const;

private:
  llvm::StringMap<Function> entries;
};

void addElementwise(DistributionTable &table);
void addCoordinates(DistributionTable &table);
void addReductions(DistributionTable &table);
void addContractions(DistributionTable &table);
void addMemory(DistributionTable &table);
void addCopies(DistributionTable &table);
void addConversions(DistributionTable &table);
void addScans(DistributionTable &table);
void addRoles(DistributionTable &table);
/// The signal that a ring's tile of `stage`, of i32, is there.
mlir::Value getFullSignal(TileDistributor &d, mlir::Value ring,
                          mlir::Value stage);
void addControlFlow(DistributionTable &table);

/// What a thread does for an op that works element by element.
mlir::LogicalResult distributeElementwise(mlir::Operation *op,
                                          TileDistributor &d);

/// Makes arithmetic of the functions that are left in `kernel`.
mlir::LogicalResult expandMath(mlir::gpu::GPUFuncOp kernel,
                               const TargetLowering &target);

/// Whether `type` is a vector, of whatever rank.
bool isTile(mlir::Type type);
/// Whether numbers of `type` are kept in pairs, one word of 32 bits each.
bool isPaired(mlir::Type elementType);

/// Of each buffer that is a ring, where its signals are in shared memory: two
/// for each stage, that a tile is there and that it is free.
using Rings = llvm::MapVector<mlir::Value, int64_t>;

class TileDistributor {
public:
  TileDistributor(mlir::gpu::GPUFuncOp kernel, const TargetLowering &target,
                  const DistributionTable &table);

  mlir::LogicalResult run();

  /// Writes code before the op that is being distributed.
  mlir::ImplicitLocOpBuilder b;
  const TargetLowering &target;

  mlir::gpu::GPUFuncOp getKernel() { return kernel; }
  /// Those of the role that code is written for, of which the workgroup has
  /// more if that is not all.
  int64_t getThreads() const { return threads; }
  /// Has code be written for the `count` threads of a role from `first` on.
  void setRole(const WarpRoles &all, int64_t first, int64_t count);
  /// Nothing while all threads do the same.
  const std::optional<WarpRoles> &getRoles() const { return roles; }
  /// Waits for the threads of the role.
  void waitForThreads();
  /// Whether some products of the kernel read shared memory themselves.
  bool productsReadShared() const { return readsShared; }
  /// Bytes of shared memory that a workgroup needs.
  int64_t getSharedBytes() const { return sharedBytes; }

  /// The layout of `tile`; fails with a diagnostic if it has none.
  mlir::FailureOr<const Fragment *> getFragment(mlir::Value tile);
  /// Makes `tile`, which no op has a layout for, one of `fragment`.
  void setFragment(mlir::Value tile, Fragment fragment);

  /// The registers of `tile` as a loop carries them: numbers of 16 bits are in
  /// pairs if their number is even.
  mlir::ValueRange getRegisters(mlir::Value tile);
  /// The registers of `tile`, one number each.
  llvm::SmallVector<mlir::Value> getElements(mlir::Value tile);
  void setRegisters(mlir::Value tile, llvm::SmallVector<mlir::Value> values);
  void setElements(mlir::Value tile, mlir::ValueRange elements);
  /// Sets them to those of a product that was started in so many pieces, and is
  /// waited for where they are first asked for.
  void setStartedElements(mlir::Value tile, mlir::ValueRange elements,
                          size_t pieces);
  /// Waits for the product `tile`, unless that was done. The tiles `before` are
  /// computed by then, and what uses them comes later.
  void waitForProduct(mlir::Value tile, mlir::ValueRange before = {});
  /// Has the registers of `tiles` go `through` code that says what they are
  /// then.
  void passRegisters(
      mlir::ValueRange tiles,
      llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ValueRange)>
          through);
  /// Waits for the products that were started and not waited for; `before` as
  /// there.
  void waitForProducts(mlir::ValueRange before = {});
  /// Types of the registers of a tile of `type` in `fragment`.
  llvm::SmallVector<mlir::Type> getRegisterTypes(mlir::VectorType type,
                                                 const Fragment &fragment);
  llvm::SmallVector<mlir::Value> pair(mlir::ValueRange elements);
  llvm::SmallVector<mlir::Value> unpair(mlir::ValueRange words);

  /// Sets the registers of `result` to those of `source`: element x of the
  /// result is the element of the source whose coordinate along dimension i is
  /// that of x along `dims[i]`, or 0 if that is negative. No data moves between
  /// threads; fails with a diagnostic at `op` if it would have to.
  mlir::LogicalResult remap(mlir::Operation *op, mlir::Value source,
                            mlir::Value result, llvm::ArrayRef<int64_t> dims);

  /// Distributes the ops of a block, and what is nested in them.
  mlir::LogicalResult distribute(mlir::Block &block);
  /// Distributes `op`, with what it becomes before `at`.
  mlir::LogicalResult distributeAt(mlir::Operation *op, mlir::Operation *at);
  /// Says that `op`'s results now are what registers have.
  void erase(mlir::Operation *op) { erased.push_back(op); }

  /// Numbers of this thread, of i32.
  mlir::Value getThread();
  /// The number among those of its role.
  mlir::Value getThreadOfRole();
  mlir::Value getLane();
  mlir::Value getWarp();
  /// This thread's part of the coordinates along `dim`, of i32. It is computed
  /// once, where the kernel begins.
  mlir::Value getPlace(const ThreadBases &bases, int64_t dim);
  /// An exclusive or of the `images` of the bits of lane and warp that are set,
  /// of i32.
  mlir::Value getLinear(llvm::ArrayRef<int64_t> laneImages,
                        llvm::ArrayRef<int64_t> warpImages);
  /// The same of the bits of the warp only, where the compiler can see that a
  /// warp's lanes have it in common.
  mlir::Value getUniform(llvm::ArrayRef<int64_t> warpImages);
  /// The same of the bits of any i32, written where the builder stands.
  mlir::Value getImages(mlir::Value source, llvm::ArrayRef<int64_t> images);
  /// The coordinate of register `index` along `dim`, of i32.
  mlir::Value getCoordinate(const Fragment &fragment, int64_t index,
                            int64_t dim);

  mlir::Value i32(int64_t value);
  mlir::Value toI32(mlir::Value index);
  mlir::Value toIndex(mlir::Value i32);

  /// Whether this thread is the one, of those that hold the same elements of
  /// `fragment`, that is to write them; null if each has its own.
  mlir::Value isOnlyHolder(const Fragment &fragment);

  /// The address in shared memory, of i32, of `bytes` bytes of scratch that
  /// only the ops of one tile op use, between barriers of theirs.
  mlir::Value getScratch(int64_t bytes);
  /// The start of this workgroup's shared memory as an i32.
  mlir::Value getSharedBase();
  /// The images that getLinear adds up, with the bits of `low` flipped, from
  /// there on. Computed once, where the kernel begins.
  mlir::Value getSharedPlace(llvm::ArrayRef<int64_t> laneImages,
                             llvm::ArrayRef<int64_t> warpImages, int64_t low);
  /// Where `buffer` begins, counted from there.
  int64_t getSharedOffset(mlir::Value buffer);

  /// The signals of all rings of the kernel.
  Rings rings;

private:
  mlir::LogicalResult placeSharedBuffers();
  void placeSignals();
  mlir::Value atEntry(llvm::function_ref<mlir::Value()> create);

  mlir::gpu::GPUFuncOp kernel;
  const DistributionTable &table;
  int64_t threads = 0, firstThread = 0;
  std::optional<WarpRoles> roles;
  bool readsShared = false;

  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Value>> registers;
  /// Pieces of products that were started, in order: the product for its last
  /// one, if it was not waited for, and null for all others.
  llvm::SmallVector<mlir::Value> started;
  llvm::DenseMap<mlir::Value, std::unique_ptr<Fragment>> fragments;
  std::map<std::vector<int64_t>, mlir::Value> linear, uniform, sharedPlaces;
  llvm::DenseMap<mlir::Value, int64_t> sharedOffsets;
  int64_t buffersEnd = 0, scratchBytes = 0, sharedBytes = 0;
  llvm::SmallVector<mlir::Operation *> erased;
  mlir::Operation *lastAtEntry = nullptr;
  mlir::Value thread, lane, warp, sharedBase;
};

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_TILEDISTRIBUTOR_H
