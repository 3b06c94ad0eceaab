//===- TileProgram.h - Emission of tile programs ----------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the class that writes the tile program of one attention
// op. TileAttention.cpp says what is checked before.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_TILEPROGRAM_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_TILEPROGRAM_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace heddle {

struct TileOptions {
  int64_t queries, keys;
  /// Tiles of at most `maxRows` rows have `rowKeys` keys; 0 for no such tiles.
  int64_t maxRows, rowKeys;
  /// Keys are split, into parts of at least `partKeys`, until there are
  /// `splitWorkgroups`; 0 for whole keys.
  int64_t splitWorkgroups, partKeys;
  int64_t maxWidth, keyChunk, valueChunk;
  /// Panels of a workgroup at most, bytes of cache that their chunk of keys and
  /// values may take, and how many workgroups there should be at least.
  int64_t panels, chunkBytes, workgroups;
  /// Whether values are multiplied one round after their weights are computed.
  bool overlapProducts;
  /// By how many powers of two scores may exceed the reference of their row
  /// before that is raised, and what is accumulated rescaled; 0 to raise it in
  /// every block.
  double rescaleSlack;
  double weightFactor;
  /// Types beside f32 that are multiplied as they are.
  llvm::SmallVector<mlir::Type> nativeTypes;
};

/// How tiles have one of the widths K and D: all channels, or, where those are
/// too many or not known, chunks of them.
struct TileWidth {
  int64_t channels; ///< Of a tile.
  bool isWhole;
};

/// Panels of queries that a workgroup has, and the keys of a chunk that they
/// share; one panel takes all keys at once.
struct TilePanels {
  int64_t count;
  int64_t keys;
};

/// What the rows of a tile are: queries of one head, or, of one query, heads
/// that share a key head.
struct TileRows {
  int64_t count;
  int64_t keys; ///< Columns of the score tile.
  bool areHeads;
  /// Whether all rows of every tile exist.
  bool areWhole;
};

/// Writes the tile program of one op on memrefs, with a score region that
/// `isVectorizable` accepts op by op.
class TileProgram {
public:
  /// With `headQueries`, the queries of the op are those of all heads that
  /// share a key head, so many of each head, as `foldQueries` makes them; with
  /// 0 they are what they seem.
  TileProgram(mlir::OpBuilder &builder, AttentionOp op,
              const TileOptions &options, int64_t headQueries = 0);

  /// Emits the program before the op.
  void emit();

  /// Whether an op of the score region can be written on tiles.
  static bool isVectorizable(mlir::Operation &op);

private:
  /// A block of keys in a loop. `columns` is the number of its keys, null in
  /// the middle loop, whose blocks are whole.
  struct KeyBlock {
    mlir::Value first;
    mlir::Value columns;
    bool predicated = false;
  };

  /// The channels of a tile: from `first` on; those past the end read as 0.
  struct Channels {
    mlir::Value first;
    bool inBounds = true;
  };

  /// A gate on a tile of the rows from `position` on.
  struct TileGate {
    GateAttrInterface gate;
    mlir::Value logits;
    DimOrder order; ///< Of the logits.
    mlir::Value head, position;
    int64_t rows, width;
    Channels channels;
    bool isWhole;          ///< Whether all rows exist.
    bool areHeads = false; ///< Whether rows are heads, from `head` on.
  };

  // Extents and positions (TileProgram.cpp).
  mlir::Value getExtent(mlir::Value memref, int64_t dim);
  void createExtents();
  void createOrigin();
  mlir::IntegerAttr getEvenWork();
  mlir::scf::ForallOp createForall(llvm::ArrayRef<mlir::OpFoldResult> extents,
                                   mlir::IntegerAttr work);
  llvm::SmallVector<mlir::OpFoldResult> createGrid();
  void createWorkgroup(mlir::ValueRange ids);
  mlir::Value createWorkgroupRow(mlir::Value id);
  void createPanel(mlir::Value firstRow);
  void createHeads(mlir::Value id);
  void createFoldedRows();
  void createLength();
  mlir::Value readQueries(const Channels &channels);

  // Panels that share chunks of keys (TilePanels.cpp).
  bool isComputed(const TileWidth &width, const AttentionOp::OperandGate &gate);
  int64_t countPanels(int64_t workgroups);
  TilePanels choosePanels(const TileOptions &options);
  void forEachPanel(llvm::function_ref<void(mlir::Value)> body);
  void forEachChunk(const KeySpan &span,
                    llvm::function_ref<void(mlir::Value, mlir::Value)> body);
  KeySpan clampToChunk(KeySpan span, const KeySpan &whole, mlir::Value first,
                       mlir::Value past);
  void emitPanels();
  void createStateBuffers();
  mlir::Value createScratch(llvm::ArrayRef<int64_t> shape, mlir::Type element);
  mlir::Value createQueryBuffer();
  mlir::VectorType getQueryTile();
  mlir::Value loadTile(mlir::Value buffer, mlir::Value panel,
                       mlir::VectorType type);
  void storeTile(mlir::Value buffer, mlir::Value panel, mlir::Value tile);
  llvm::SmallVector<mlir::Value> loadState(mlir::Value panel);
  void storeState(mlir::Value panel, mlir::ValueRange carried);
  void stageChunk(mlir::Value first, mlir::Value past);
  mlir::Value stageTile(mlir::Value tile, mlir::Value first);

  // Loops over keys (TileKeyLoops.cpp).
  KeySpan createSpan(mlir::Value firstRow, int64_t queries);
  KeySpan createTileSpan();
  mlir::Value toLocalBound(mlir::Value key);
  mlir::Value clamp(mlir::Value value, mlir::Value low, mlir::Value high);
  llvm::SmallVector<mlir::Value> createInitialState();
  void emitKeyLoops(const KeySpan &span,
                    llvm::SmallVectorImpl<mlir::Value> &carried);
  void emitEdges(std::array<mlir::Value, 2> lower,
                 std::array<mlir::Value, 2> upper,
                 llvm::SmallVectorImpl<mlir::Value> &carried);
  void emitKeyLoop(mlir::Value lower, mlir::Value upper, bool isEdge,
                   llvm::SmallVectorImpl<mlir::Value> &carried);
  mlir::Value createFirstKey(mlir::Value counter, mlir::Value lower,
                             mlir::Value upper, int64_t size);
  mlir::Value createColumns(mlir::Value first, mlir::Value upper);
  llvm::SmallVector<mlir::Value> emitUnlessExhausted(const KeyBlock &block,
                                                     mlir::ValueRange carried);
  void emitOwnKeys(llvm::SmallVectorImpl<mlir::Value> &carried);
  mlir::Value createOwnKeyWeights(mlir::Value weight, const KeyBlock &block);
  llvm::SmallVector<mlir::Value> emitKeyBlock(const KeyBlock &block,
                                              mlir::ValueRange carried);
  llvm::SmallVector<mlir::Value> emitWeights(const KeyBlock &block,
                                             mlir::Value products,
                                             mlir::ValueRange carried);
  bool keepsReference(const KeyBlock &block, mlir::ValueRange state);
  mlir::Value isAbove(TileBuilder &tile, mlir::Value largest,
                      mlir::Value reference);
  mlir::Value isAny(mlir::Value above, llvm::StringRef kind);
  NormalizerRaise raiseReference(TileBuilder &tile, mlir::Value scores,
                                 mlir::ValueRange state, mlir::Value &above);
  mlir::Value rescaleOutput(TileBuilder &tile, mlir::Value output,
                            mlir::Value rescale);
  NormalizerStep stepOrRaise(TileBuilder &tile, mlir::Value scores,
                             llvm::SmallVectorImpl<mlir::Value> &carried);
  NormalizerStep stepBesideProduct(TileBuilder &tile, mlir::Value scores,
                                   llvm::SmallVectorImpl<mlir::Value> &carried);
  bool overlapsProducts(bool isEdge);
  llvm::SmallVector<mlir::Value> emitOverlappedBlocks(mlir::Value lower,
                                                      mlir::Value upper,
                                                      mlir::ValueRange carried);
  void emitOverlappedLoop(mlir::Value lower, mlir::Value upper,
                          llvm::SmallVectorImpl<mlir::Value> &carried);
  mlir::Value readKeys(const Channels &channels, const KeyBlock &block);
  mlir::Value readValues(const KeyBlock &block);
  mlir::Value readStaged(mlir::Value scratch, const KeyBlock &block);
  mlir::Value readKeyed(mlir::Value memref, AttentionOp::OperandGate gate,
                        const TileWidth &width, const Channels &channels,
                        const KeyBlock &block);
  /// Tells targets whether they may round the factors of a product.
  void setRounding(mlir::Operation *contraction);
  mlir::Value contractValues(mlir::Value weights, mlir::Value acc,
                             const KeyBlock &block);
  mlir::Value createColumnMask(llvm::ArrayRef<int64_t> shape,
                               mlir::Value columns);

  // Keys in parts (TileSplit.cpp).
  /// Where workgroups leave the state and the output of a part: f32, [parts,
  /// the workgroup's place, rows], and the channels of the output.
  struct PartialResults {
    llvm::SmallVector<mlir::Value> buffers; ///< State first, output last.
    mlir::Value parts;                      ///< Their number.
  };
  bool splitsKeys();
  void emitSplit();
  PartialResults createPartialResults(llvm::ArrayRef<mlir::OpFoldResult> grid);
  mlir::Value createWantedParts(llvm::ArrayRef<mlir::OpFoldResult> grid);
  mlir::Value createNumParts(mlir::Value wanted);
  mlir::Value createPartBuffer(llvm::ArrayRef<mlir::OpFoldResult> shape);
  void emitPart(const PartialResults &results, mlir::ValueRange ids);
  void emitMerge(const PartialResults &results, mlir::ValueRange ids);
  llvm::SmallVector<mlir::Value> mergePart(mlir::ValueRange carried,
                                           mlir::ValueRange part);
  KeySpan takePart(KeySpan span);

  // Scores (TileScores.cpp).
  mlir::Value emitScores(const KeyBlock &block, mlir::Value products);
  mlir::Value emitProducts(const KeyBlock &block);
  mlir::Value scaleProducts(mlir::Value products);
  mlir::Value emitChunkedProducts(const KeyBlock &block);
  mlir::Value contractKeys(mlir::Value queries, const Channels &channels,
                           mlir::Value acc, const KeyBlock &block);
  ScorePosition createPosition(const KeyBlock &block);
  mlir::Value createVisibility(const KeyBlock &block, const ScorePosition &at);
  mlir::Value readBias(const KeyBlock &block);
  mlir::Value emitScoreRegion(mlir::Value scores, const ScorePosition &at);
  mlir::Value splatScalar(mlir::Value scalar);

  // The end of a workgroup (TileEpilogue.cpp).
  void emitEnd(llvm::SmallVector<mlir::Value> carried);
  void emitEpilogue(mlir::ValueRange carried);
  void writeOutput(mlir::Value output);
  void writeLogSumExp(mlir::Value logSumExp);
  mlir::Value readSink();
  mlir::Value roundToResult(mlir::Value value);

  // Gates (TileGates.cpp).
  mlir::Value emitGate(mlir::Value output);
  mlir::Value gateOperand(mlir::Value tile, const TileGate &use);
  mlir::Value activateLogits(const TileGate &use);
  mlir::Value broadcastGate(mlir::Value activated, const TileGate &use);

  // Pieces that all of them use (TileProgram.cpp).
  double chooseScoreUnit();
  mlir::Value constantIndex(int64_t value);
  /// The dimension of operands of `order` that rows run along.
  unsigned getRowDim(DimOrder order) {
    return rows.areHeads ? AttentionOp::getHeadDim(order)
                         : AttentionOp::getSequenceDim(order);
  }
  mlir::Value read(mlir::Value memref, mlir::ValueRange indices,
                   llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<unsigned> dims,
                   llvm::ArrayRef<bool> inBounds);
  llvm::SmallVector<mlir::Value> getIndices(DimOrder order, mlir::Value head,
                                            mlir::Value position,
                                            mlir::Value channel);
  mlir::Value extendTo(mlir::Type elementType, mlir::Value value);
  mlir::Value extend(mlir::Value value) { return extendTo(f32, value); }
  mlir::Value truncateTo(mlir::Type elementType, mlir::Value value);
  mlir::Value truncateWeights(mlir::Value weights);
  mlir::Value scaleBy(double factor, mlir::Value value);
  mlir::Value repeatRow(mlir::Value row, int64_t columns);
  mlir::Value repeatColumn(mlir::Value column, int64_t rows);
  mlir::Value createPositions(mlir::Value first, int64_t count);
  mlir::Value repeatPosition(mlir::Value position);
  mlir::VectorType getTile(int64_t rows, int64_t columns);
  mlir::VectorType getScoreTile() { return getTile(tileQueries, tileKeys); }
  bool hasScoreSteps() { return !scores.empty() || !op.getScore().empty(); }

  mlir::OpBuilder &builder;
  AttentionOp op;
  mlir::Location loc;

  // What is known statically.
  TileRows rows;
  int64_t splitWorkgroups, partKeys; ///< As in TileOptions.
  bool overlapProducts;              ///< The same.
  double rescaleSlack;               ///< The same.
  double weightFactor;           ///< How much larger weights are than defined.
  int64_t tileQueries, tileKeys; ///< Rows and columns of the score tile.
  TileWidth keyWidth, valueWidth;
  TilePanels panels{1, 0};
  mlir::FloatType f32;
  mlir::Type factorType; ///< Of the factors of both contractions.
  NormalizerAttrInterface normalizer;
  MaskAttrInterface mask; ///< The op's and the normalizer's own; or null.
  llvm::SmallVector<ScoreAttrInterface> scores;
  DimOrder order;              ///< Of query, key and value.
  std::optional<double> scale; ///< Nothing if it is only known at run time.
  /// What one unit of the scores is worth in natural units.
  double scoreUnit;

  int64_t headQueries; ///< Of each head that is folded into one; or 0.

  // Values of the whole op.
  mlir::Value zero; ///< Of type index.
  mlir::Value numBatches, numHeads, numKeyHeads, numQueries, numKeys;
  mlir::Value numKeyChannels, numValueChannels; ///< K and D.
  mlir::Value runtimeScale; ///< f32; null if `scale` is known.
  mlir::Value firstBatch, firstHead, firstQuery, firstKey;
  mlir::Value totalQueries, totalKeys;

  // Values of a workgroup.
  mlir::Value batch, head, keyHead; ///< `head` is the first of the tile.
  mlir::Value globalBatch, globalHead;
  mlir::Value globalHeads;  ///< Of the rows; null if all are of one head.
  mlir::Value workgroupRow; ///< Its first query.
  mlir::Value row;          ///< The first query of the tile.
  mlir::Value globalRow;    ///< The same, by the op's origin.
  mlir::Value length;       ///< Keys of this batch entry, by the op's origin.
  mlir::Value keysEnd;      ///< Past the last of them that the op has.
  mlir::Value part; ///< Which of the parts of its keys; null for all keys.
  mlir::Value numParts;
  mlir::Value queryTile; ///< Null if K is taken in chunks.
  Channels valueChannels;
  llvm::SmallVector<mlir::Value> stateBuffers; ///< Empty with one panel.
  mlir::Value queryBuffer; ///< Queries of the panels; null if they are read.
  mlir::Value chunkFirst;  ///< The first key of a chunk.
  /// Scratch with the keys and values of a chunk; null if they are read where
  /// they lie.
  mlir::Value stagedKeys, stagedValues;
  mlir::Value valueChunk;     ///< Which of D's; null if D is whole.
  mlir::Value queryPositions; ///< i32, one for each row.
};

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_TILEPROGRAM_H
