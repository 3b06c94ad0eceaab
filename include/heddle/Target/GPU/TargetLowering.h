//===- TargetLowering.h - What a GPU does in its own way --------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handful of things that heddle-distribute-tiles asks of a GPU: each GPU
// has one object of a class derived from this one. All else that a kernel is
// made of is the same for all of them.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_GPU_TARGETLOWERING_H
#define HEDDLE_TARGET_GPU_TARGETLOWERING_H

#include "heddle/Target/GPU/MatrixInstruction.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

#include <optional>

namespace heddle {

/// A right factor in shared memory, in panels as MatrixInstruction says.
struct SharedFactor {
  /// Where shared memory begins, of i32.
  mlir::Value base;
  /// The tile begins so many bytes behind: a constant and, if not null, a value
  /// of i32.
  int64_t offset;
  mlir::Value dynamicOffset;
  /// Bytes from a panel to the next.
  int64_t panelStride;
  /// Whether the product sums over the tile's rows, not its columns.
  bool sumsRows;
};

/// The left factor of such a product: registers, of step after step along k, or
/// a tile in shared memory.
struct LeftFactor {
  llvm::SmallVector<mlir::Value> words;
  std::optional<SharedFactor> shared;
};

/// How a workgroup divides into threads that copy tiles and those that compute.
struct WarpRoles {
  /// Threads that copy.
  int64_t producers;
  /// Threads that multiply together.
  int64_t team;
  /// The registers of a thread that copies, and of one that computes.
  int64_t producerRegisters, consumerRegisters;
};

/// Writes what a target has instructions of its own for. Values are those of
/// one thread.
class TargetLowering {
public:
  virtual ~TargetLowering();

  /// The lowering of `chip`, "sm_80" say, among those that were registered;
  /// null if there is none.
  static const TargetLowering *lookup(llvm::StringRef chip);
  /// Adds one. To be called before passes run.
  static void registerLowering(const TargetLowering &lowering);

  /// Whether this is the lowering of `chip`.
  virtual bool handles(llvm::StringRef chip) const = 0;

  /// The most shared memory of a workgroup on `chip`.
  virtual int64_t getSharedBytes(llvm::StringRef chip) const = 0;

  /// How much of it the tiles of a round of keys may take for what suits
  /// `chip`: other workgroups may want the rest.
  virtual int64_t getTileBytes(llvm::StringRef chip) const {
    return getSharedBytes(chip);
  }

  /// The most channels of a row that registers have room for.
  virtual int64_t getMostWidth(llvm::StringRef chip) const { return 256; }

  /// Threads of a warp.
  virtual int64_t getWarpSize() const = 0;

  /// Rows of a tile that a warp computes.
  virtual int64_t getWarpRows() const = 0;

  /// Sets attributes that the target's compiler shall find on kernels.
  virtual void annotateKernel(mlir::Operation *kernel) const {}

  /// The matrix instructions of `chip`. Of those that suit a product, passes
  /// take the first.
  virtual llvm::ArrayRef<MatrixInstruction>
  getMatrixInstructions(llvm::StringRef chip) const = 0;

  /// The instruction's product, added to `c`. Factors come in the order of the
  /// registers of their fragments: words of two numbers of 16 bits each as
  /// `vector<2xT>`, or f32; the result's are f32.
  virtual llvm::SmallVector<mlir::Value>
  multiplyMatrices(mlir::OpBuilder &builder, mlir::Location loc,
                   const MatrixInstruction &instruction, mlir::ValueRange a,
                   mlir::ValueRange b, mlir::ValueRange c) const = 0;

  /// Starts the product of `a` and `b`, `steps` along k, added to `c`, by an
  /// instruction that reads shared memory. `c` has the registers of n columns
  /// after n columns. What it gives is there when waitForProducts says so.
  virtual llvm::SmallVector<mlir::Value>
  startProduct(mlir::OpBuilder &builder, mlir::Location loc,
               const MatrixInstruction &instruction, int64_t steps,
               const LeftFactor &a, const SharedFactor &b,
               mlir::ValueRange c) const;

  /// Waits until at most `pending` products that were started are not done.
  /// `results`, of those that are, may be used as what this returns.
  virtual llvm::SmallVector<mlir::Value>
  waitForProducts(mlir::OpBuilder &b, mlir::Location loc, int64_t pending,
                  mlir::ValueRange results) const;

  /// Lets such products read what this thread wrote to shared memory, once a
  /// barrier was passed.
  virtual void publishShared(mlir::OpBuilder &b, mlir::Location loc) const;

  /// The value that the lane has whose number differs in the bits of `mask`.
  /// Of i32 or f32.
  virtual mlir::Value exchangeLanes(mlir::OpBuilder &b, mlir::Location loc,
                                    mlir::Value value, int64_t mask) const = 0;

  /// The same number, of i32, which all lanes of a warp have in common, where
  /// the compiler can see that they do.
  virtual mlir::Value makeUniform(mlir::OpBuilder &b, mlir::Location loc,
                                  mlir::Value value) const {
    return value;
  }

  /// Whether arithmetic on two numbers of f32 is one instruction.
  virtual bool packsF32() const { return false; }

  /// Whether `condition`, of i1, holds in any lane of the warp: the same in all
  /// of them.
  virtual mlir::Value isAnyLane(mlir::OpBuilder &b, mlir::Location loc,
                                mlir::Value condition) const = 0;

  /// Matrices of 8 x 8 numbers of 16 bits that one instruction can load from
  /// shared memory into the registers of a warp: 1 to this many; 0 if there is
  /// no such instruction.
  virtual int64_t getMaxLoadedMatrices() const { return 0; }

  /// Loads `count` matrices: lane 8 i + r has the address of row r of matrix i.
  /// Afterwards a lane has two neighbours of one row, or, transposed, of one
  /// column, of each, as `vector<2xT>` of `type`.
  virtual llvm::SmallVector<mlir::Value>
  loadMatrices(mlir::OpBuilder &b, mlir::Location loc, mlir::Value address,
               int64_t count, bool transposed, mlir::FloatType type) const;

  /// Whether copies go on while threads compute. Where they do not, tiles for
  /// shared memory wait for their turn in registers.
  virtual bool hasAsyncCopies() const { return true; }

  /// Widths in bytes that copyAsync takes, widest first.
  virtual llvm::ArrayRef<int64_t> getCopyWidths() const = 0;

  /// Starts the copy of `bytes` bytes from global to shared memory. Of them
  /// only `valid` (of i32) are read, and the rest is 0; all if it is null.
  virtual void copyAsync(mlir::OpBuilder &b, mlir::Location loc,
                         mlir::Value shared, mlir::Value global, int64_t bytes,
                         mlir::Value valid) const = 0;

  /// Makes a group of the copies that this thread started since the last one.
  virtual void commitCopies(mlir::OpBuilder &b, mlir::Location loc) const = 0;

  /// Waits until at most `pending` groups of this thread are not done.
  virtual void waitForCopies(mlir::OpBuilder &b, mlir::Location loc,
                             int64_t pending) const = 0;

  /// Waits for all threads of the workgroup; or, with `threads`, for so many of
  /// them, those that compute.
  virtual void waitForThreads(mlir::OpBuilder &b, mlir::Location loc,
                              int64_t threads = 0) const = 0;

  /// Waits at one of several barriers, an i32, until `threads` threads waited
  /// or arrived there. Which are free for turns begin at `firstTurnBarrier`.
  static constexpr int64_t firstTurnBarrier = 2;
  virtual void waitAtBarrier(mlir::OpBuilder &b, mlir::Location loc,
                             mlir::Value barrier, int64_t threads) const;
  /// Arrives there, and goes on.
  virtual void arriveAtBarrier(mlir::OpBuilder &b, mlir::Location loc,
                               mlir::Value barrier, int64_t threads) const;

  /// The roles that suit a workgroup of `chip` in which `consumers` threads
  /// compute; nothing if all had better copy and compute. Signals are needed
  /// for roles only.
  virtual std::optional<WarpRoles> getWarpRoles(llvm::StringRef chip,
                                                int64_t consumers) const {
    return std::nullopt;
  }

  /// Has this thread have `registers` of them from now on, more or fewer than
  /// before.
  virtual void setRegisters(mlir::OpBuilder &b, mlir::Location loc,
                            int64_t registers, bool more) const;

  /// Bytes of a signal in shared memory. It counts arrivals; when there were
  /// all, one of its phases ends, which are even and odd in turn.
  static constexpr int64_t signalBytes = 8;

  /// Makes a signal of `arrivals` at an address of i32.
  virtual void createSignal(mlir::OpBuilder &b, mlir::Location loc,
                            mlir::Value address, int64_t arrivals) const;
  /// Lets other threads use those that this thread created, once a barrier was
  /// passed.
  virtual void publishSignals(mlir::OpBuilder &b, mlir::Location loc) const;
  /// One arrival, if `condition` holds.
  virtual void arrive(mlir::OpBuilder &b, mlir::Location loc,
                      mlir::Value address, mlir::Value condition) const;
  /// Waits for the end of the last phase of that parity, an i32 of 0 or 1. The
  /// values of f32 are computed before, and are what this returns.
  virtual llvm::SmallVector<mlir::Value>
  await(mlir::OpBuilder &b, mlir::Location loc, mlir::Value address,
        mlir::Value parity, mlir::ValueRange computed) const;

  /// The bytes of a row of the boxes that one instruction of `chip` copies to
  /// where products that read shared memory take them; 0 if there is none.
  virtual int64_t getBoxBytes(llvm::StringRef chip) const { return 0; }
  /// Has the phase of a signal end only when `bytes` more were copied so.
  virtual void expectBytes(mlir::OpBuilder &b, mlir::Location loc,
                           mlir::Value signal, int64_t bytes) const;
  /// Has a box copied to an address of i32, and counted by a signal. `map` is
  /// the address of its tensor map, of i64; `corner`, of i32, where it begins,
  /// the outermost dimension first.
  virtual void copyBox(mlir::OpBuilder &b, mlir::Location loc,
                       mlir::Value shared, mlir::Value map,
                       mlir::ValueRange corner, mlir::Value signal) const;

  /// By how much weights of bf16 should be larger than they are meant to be,
  /// for `truncateWeights` to be cheapest.
  virtual double getWeightFactor() const { return 1; }
  /// Two numbers of f32, which are not negative, as a word of `type`, of 16
  /// bits. Any rounding is right if that of numbers larger by `factor` has no
  /// bias.
  virtual mlir::Value truncateWeights(mlir::OpBuilder &b, mlir::Location loc,
                                      mlir::Value low, mlir::Value high,
                                      mlir::FloatType type,
                                      double factor) const;

  /// 2^x, log2(x) and 1/x of an f32, within a few
  /// units in the last place; denormals may count as 0.
  virtual mlir::Value exp2(mlir::OpBuilder &b, mlir::Location loc,
                           mlir::Value x) const = 0;
  virtual mlir::Value log2(mlir::OpBuilder &b, mlir::Location loc,
                           mlir::Value x) const = 0;
  virtual mlir::Value reciprocal(mlir::OpBuilder &b, mlir::Location loc,
                                 mlir::Value x) const = 0;
};

} // namespace heddle

#endif // HEDDLE_TARGET_GPU_TARGETLOWERING_H
