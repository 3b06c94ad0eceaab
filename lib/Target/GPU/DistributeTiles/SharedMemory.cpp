//===- SharedMemory.cpp - Tiles in shared memory -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedMemory.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

SharedTile::SharedTile(TileDistributor &d, Value buffer, ValueRange indices)
    : d(d), type(cast<MemRefType>(buffer.getType())),
      layout(getSharedLayout(buffer)), start(d.getSharedOffset(buffer)) {
  int64_t tileBytes = layout.bytes;
  for (int64_t dim = type.getRank() - 3; dim >= 0; --dim) {
    if (std::optional<int64_t> index = getConstantIntValue(indices[dim])) {
      start += *index * tileBytes;
    } else {
      Value bytes =
          arith::MulIOp::create(d.b, d.toI32(indices[dim]), d.i32(tileBytes));
      dynamic = dynamic ? arith::AddIOp::create(d.b, dynamic, bytes).getResult()
                        : bytes;
    }
    tileBytes *= type.getDimSize(dim);
  }
  for (Value index : indices.take_back(2))
    corner.push_back(getConstantIntValue(index).value_or(0));
}

Value SharedTile::getAddress(const ThreadBases &bases,
                             const Coordinates &offset) {
  auto getImage = [&](const Coordinates &point) {
    return layout.getOffset(point[0], point[1]);
  };
  SmallVector<int64_t> lane = llvm::map_to_vector(bases.lane, getImage);
  SmallVector<int64_t> warp = llvm::map_to_vector(bases.warp, getImage);
  int64_t reached = 0;
  for (int64_t image : llvm::concat<int64_t>(lane, warp))
    reached |= image;
  int64_t constant = getImage({offset[0] + corner[0], offset[1] + corner[1]});
  int64_t low = constant & reached;
  return makePointer(d.getSharedPlace(lane, warp, low), constant & ~reached);
}

Value SharedTile::getAddress(Value row, Value column) {
  Value place = arith::XOrIOp::create(d.b, d.getImages(row, layout.rowImages),
                                      d.getImages(column, layout.columnImages));
  return makePointer(arith::AddIOp::create(d.b, d.getSharedBase(), place), 0);
}

SharedFactor SharedTile::getFactor(int64_t panelBytes, bool sumsRows,
                                   int64_t row, ArrayRef<int64_t> rowsOfWarp) {
  int64_t columnsOfPanel = panelBytes / getElementBytes();
  int64_t origin = layout.getOffset(corner[0] + row, corner[1]);
  auto images = llvm::map_to_vector(
      rowsOfWarp, [&](int64_t rows) { return layout.getOffset(rows, 0); });
  Value offset = dynamic;
  if (llvm::any_of(images, [](int64_t image) { return image != 0; })) {
    Value ofWarp = d.getUniform(images);
    offset = offset ? arith::AddIOp::create(d.b, offset, ofWarp) : ofWarp;
  }
  return {d.getSharedBase(), start + origin, offset,
          layout.getOffset(0, columnsOfPanel), sumsRows};
}

/// The numbers in runs of `length`, which start where accesses of it can; empty
/// if that is not all of them.
static SmallVector<SmallVector<int64_t>>
cutIntoRuns(const std::map<int64_t, int64_t> &places, int64_t length,
            int64_t bytes) {
  SmallVector<SmallVector<int64_t>> runs;
  for (auto [image, number] : places) {
    if (image % (length * bytes) == 0)
      runs.emplace_back();
    else if (runs.empty() || runs.back().size() == size_t(length) ||
             places.count(image - bytes) == 0)
      return {};
    runs.back().push_back(number);
  }
  bool whole = llvm::all_of(runs, [&](ArrayRef<int64_t> run) {
    return int64_t(run.size()) == length;
  });
  return whole ? runs : SmallVector<SmallVector<int64_t>>();
}

SmallVector<SmallVector<int64_t>>
SharedTile::findRuns(const ThreadBases &bases,
                     ArrayRef<Coordinates> offsets) const {
  constexpr int64_t widest = 16;
  int64_t bytes = getElementBytes(), reached = 0;
  for (const Coordinates &basis :
       llvm::concat<const Coordinates>(bases.lane, bases.warp))
    reached |= layout.getOffset(basis[0], basis[1]);
  std::map<int64_t, int64_t> places;
  for (auto [number, offset] : llvm::enumerate(offsets))
    places.try_emplace(
        layout.getOffset(offset[0] + corner[0], offset[1] + corner[1]), number);
  for (int64_t length = widest / bytes; length > 1; length /= 2) {
    if (reached & (length * bytes - 1) || places.size() != offsets.size())
      continue;
    if (auto runs = cutIntoRuns(places, length, bytes); !runs.empty())
      return runs;
  }
  SmallVector<SmallVector<int64_t>> single;
  for (int64_t number = 0; number != int64_t(offsets.size()); ++number)
    single.push_back({number});
  return single;
}

/// `base` counts from the start of shared memory, the constant from the tile's.
Value SharedTile::makePointer(Value base, int64_t constant) {
  if (dynamic)
    base = arith::AddIOp::create(d.b, base, dynamic);
  Type pointer = LLVM::LLVMPointerType::get(d.b.getContext(), 3);
  Value address = LLVM::IntToPtrOp::create(d.b, pointer, base);
  return LLVM::GEPOp::create(d.b, pointer, d.b.getI8Type(), address,
                             ArrayRef<LLVM::GEPArg>{int32_t(start + constant)});
}

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

SmallVector<Value> MatrixLoader::load(const Coordinates &origin,
                                      ArrayRef<Coordinates> steps) {
  ThreadBases bases = rows;
  assert(bases.lane.size() == 3 && "a matrix has 8 rows");
  llvm::append_range(bases.lane, steps);
  while ((int64_t(1) << bases.lane.size()) < d.target.getWarpSize())
    bases.lane.push_back(Coordinates(2, 0));
  Value address = tile.getAddress(bases, origin);
  return d.target.loadMatrices(d.b, d.b.getLoc(), address,
                               int64_t(1) << steps.size(), transposed,
                               cast<FloatType>(tile.getElementType()));
}

//===----------------------------------------------------------------------===//
// Right factors
//===----------------------------------------------------------------------===//

/// Whether shared memory may change between two ops of one block.
static bool isUnchangedBetween(Operation *from, Operation *to) {
  if (from->getBlock() != to->getBlock())
    return false;
  for (Operation *op = from->getNextNode(); op != to; op = op->getNextNode()) {
    if (!op)
      return false;
    if (changesSharedMemory(op))
      return false;
  }
  return true;
}

bool simt::isLazyRead(Value tile) {
  auto read = tile.getDefiningOp<vector::TransferReadOp>();
  if (!read || !isShared(read.getBase()))
    return false;
  return llvm::all_of(read->getUsers(), [&](Operation *user) {
    auto contract = dyn_cast<vector::ContractionOp>(user);
    if (contract && contract.getLhs() == tile && contract.getRhs() != tile)
      return readsLeftShared(contract);
    if (!contract || contract.getRhs() != tile || contract.getLhs() == tile)
      return false;
    Operation *outer = contract;
    if (isa<vector::MaskOp>(contract->getParentOp()))
      outer = contract->getParentOp();
    return isUnchangedBetween(read, outer);
  });
}

/// Whether runs hold two numbers of a word after the other.
static bool holdWords(ArrayRef<SmallVector<int64_t>> runs) {
  return llvm::all_of(runs, [](ArrayRef<int64_t> run) {
    for (auto [i, number] : llvm::enumerate(run))
      if (number != run.front() + int64_t(i))
        return false;
    return run.size() % 2 == 0 && run.front() % 2 == 0;
  });
}

/// Loads the numbers at `offsets` from the thread's place by `bases`: words, if
/// their type has them and their number is even.
static SmallVector<Value> loadRegisters(TileDistributor &d, SharedTile &tile,
                                        const ThreadBases &bases,
                                        ArrayRef<Coordinates> offsets) {
  Type type = tile.getElementType();
  bool paired = isPaired(type) && offsets.size() % 2 == 0;
  auto runs = tile.findRuns(bases, offsets);
  bool byWords = paired && holdWords(runs);
  int64_t unit = byWords ? 2 : 1;
  SmallVector<Value> registers(offsets.size() / unit);
  for (ArrayRef<int64_t> run : runs) {
    Type loaded = byWords ? Type(d.b.getI32Type()) : type;
    int64_t length = run.size() / unit;
    Value value = LLVM::LoadOp::create(
        d.b, length > 1 ? VectorType::get(length, loaded) : loaded,
        tile.getAddress(bases, offsets[run.front()]),
        tile.getElementBytes() * run.size());
    for (int64_t i = 0; i != length; ++i) {
      Value part = value;
      if (length > 1)
        part = vector::ExtractOp::create(d.b, value, i);
      if (byWords)
        part = LLVM::BitcastOp::create(d.b, VectorType::get(2, type), part);
      registers[run[i * unit] / unit] = part;
    }
  }
  return paired && !byWords ? d.pair(registers) : registers;
}

SharedReader::SharedReader(TileDistributor &d, vector::TransferReadOp read,
                           const OperandLayout &layout, int64_t outer,
                           int64_t reduced)
    : d(d), tile(d, read.getBase(), read.getIndices()), layout(layout),
      outerDim(outer), reducedDim(reduced),
      outerExtent(outer == 0 ? tile.getRows() : tile.getColumns()),
      reducedExtent(reduced == 0 ? tile.getRows() : tile.getColumns()) {}

Coordinates SharedReader::at(int64_t outer, int64_t reduced) const {
  Coordinates point(2);
  point[outerDim] = outer;
  point[reducedDim] = reduced;
  return point;
}

/// A word has two neighbours of the reduced dimension, and lanes are as matrix
/// loads leave them.
bool SharedReader::usesMatrixLoads() const {
  constexpr int64_t quad[5][2] = {{0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}};
  bool fits = d.target.getMaxLoadedMatrices() >= 4 &&
              isPaired(tile.getElementType()) && layout.lane.size() == 5 &&
              layout.registers.size() == 2 &&
              layout.registers[0] == Coordinates{0, 1};
  for (size_t i = 0; fits && i != 5; ++i)
    fits = layout.lane[i] == Coordinates{quad[i][0], quad[i][1]};
  return fits;
}

int64_t SharedReader::getStepsOfLoad() const {
  return usesMatrixLoads() && reducedDim == 1 ? 2 : 1;
}

SmallVector<Value> SharedReader::load(int64_t outer, int64_t reduced) {
  if (!usesMatrixLoads())
    return loadElements(outer, reduced);
  SmallVector<Value> &words = loaded[{outer, reduced}];
  if (words.empty())
    loadMatrices(outer, reduced);
  return words;
}

/// Loads the two matrices of an operand, and those of the operand beside it.
void SharedReader::loadMatrices(int64_t outer, int64_t reduced) {
  bool transposed = reducedDim == 0;
  int64_t step = layout.registers[1][1];
  int64_t nextOuter = transposed ? outer + 8 : outer;
  int64_t nextReduced = transposed ? reduced : reduced + 2 * step;
  ThreadBases rows;
  for (int64_t row : {1, 2, 4})
    rows.lane.push_back(transposed ? at(0, row) : at(row, 0));
  SmallVector<Coordinates> steps = {at(0, step)};
  bool both = nextOuter < outerExtent && nextReduced < reducedExtent;
  if (both)
    steps.push_back(at(nextOuter - outer, nextReduced - reduced));
  SmallVector<Value> words =
      MatrixLoader(d, tile, transposed, rows).load(at(outer, reduced), steps);
  loaded[{outer, reduced}].assign({words[0], words[1]});
  if (both)
    loaded[{nextOuter, nextReduced}].assign({words[2], words[3]});
}

SmallVector<Value> SharedReader::loadElements(int64_t outer, int64_t reduced) {
  ThreadBases bases;
  for (const Coordinates &basis : layout.lane)
    bases.lane.push_back(at(basis[0], basis[1]));
  SmallVector<Coordinates> offsets;
  for (const Coordinates &point : layout.getPoints())
    offsets.push_back(at(outer + point[0], reduced + point[1]));
  return loadRegisters(d, tile, bases, offsets);
}

SmallVector<Value> SharedReader::mask(ValueRange words, int64_t reduced,
                                      Value bound) {
  bool paired = isTile(words.front().getType());
  SmallVector<Value> elements =
      paired ? d.unpair(words) : SmallVector<Value>(words);
  ThreadBases bases;
  for (const Coordinates &basis : layout.lane)
    bases.lane.push_back(basis);
  Value place = d.getPlace(bases, 1);
  for (auto [element, point] : llvm::zip_equal(elements, layout.getPoints())) {
    Value at =
        d.b.createOrFold<arith::AddIOp>(place, d.i32(reduced + point[1]));
    Value inside =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, at, bound);
    Value zero =
        arith::ConstantOp::create(d.b, d.b.getZeroAttr(element.getType()));
    element = arith::SelectOp::create(d.b, inside, element, zero);
  }
  return paired ? d.pair(elements) : elements;
}

//===----------------------------------------------------------------------===//
// Reads into registers
//===----------------------------------------------------------------------===//

namespace {
/// Reads a tile of shared memory into the registers of its layout.
class SharedRegisterReader {
public:
  SharedRegisterReader(TileDistributor &d, vector::TransferReadOp op,
                       const Fragment &fragment)
      : d(d), tile(d, op.getBase(), op.getIndices()), fragment(fragment) {}

  SmallVector<Value> read();

private:
  bool usesMatrixLoads() const;
  bool isGroup(int64_t first, ArrayRef<Coordinates> steps) const;
  SmallVector<Value> readMatrices();

  TileDistributor &d;
  SharedTile tile;
  const Fragment &fragment;
};
} // namespace

/// Whether every two registers are neighbours of a row.
static bool hasNeighbours(const Fragment &fragment) {
  if (fragment.size() % 2 || fragment.getThreads().getBits(1) & 1)
    return false;
  for (int64_t i = 0; i != fragment.size(); i += 2) {
    Coordinates next = fragment.getOffset(i);
    if (next[1] % 2 || (++next[1], fragment.getOffset(i + 1) != next))
      return false;
  }
  return true;
}

/// Pairs of registers are neighbours of a row, and lanes are as matrix loads
/// leave them.
bool SharedRegisterReader::usesMatrixLoads() const {
  constexpr int64_t quad[5][2] = {{0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}};
  const ThreadBases &threads = fragment.getThreads();
  bool fits = d.target.getMaxLoadedMatrices() >= 4 &&
              isPaired(tile.getElementType()) && threads.lane.size() == 5 &&
              fragment.size() % 2 == 0;
  for (size_t i = 0; fits && i != 5; ++i)
    fits = threads.lane[i] == Coordinates{quad[i][0], quad[i][1]};
  return fits && hasNeighbours(fragment);
}

/// Whether the registers from `first` on are the matrices that `steps` lead to.
bool SharedRegisterReader::isGroup(int64_t first,
                                   ArrayRef<Coordinates> steps) const {
  if (first + (int64_t(2) << steps.size()) > fragment.size())
    return false;
  for (int64_t i = 0; i != int64_t(1) << steps.size(); ++i) {
    Coordinates at = fragment.getOffset(first);
    for (auto [bit, step] : llvm::enumerate(steps))
      if (i >> bit & 1)
        for (int64_t dim : {0, 1})
          at[dim] += step[dim];
    if (fragment.getOffset(first + 2 * i) != at)
      return false;
  }
  return true;
}

SmallVector<Value> SharedRegisterReader::readMatrices() {
  ThreadBases rows;
  for (int64_t row : {1, 2, 4})
    rows.lane.push_back({row, 0});
  rows.warp = fragment.getThreads().warp;
  MatrixLoader loader(d, tile, /*transposed=*/false, rows);
  SmallVector<Coordinates> four = {{8, 0}, {0, 8}};
  SmallVector<Value> words;
  for (int64_t i = 0; i < fragment.size();) {
    ArrayRef<Coordinates> steps;
    if (isGroup(i, four))
      steps = four;
    llvm::append_range(words, loader.load(fragment.getOffset(i), steps));
    i += int64_t(2) << steps.size();
  }
  return words;
}

SmallVector<Value> SharedRegisterReader::read() {
  if (usesMatrixLoads())
    return readMatrices();
  return loadRegisters(d, tile, fragment.getThreads(), fragment.getOffsets());
}

/// Fails with a diagnostic if a layout goes beyond its buffer.
static LogicalResult verifyCovered(VectorTransferOpInterface op,
                                   const Fragment &fragment) {
  if (!op.getPermutationMap().isMinorIdentity() ||
      op.getVectorType().getRank() != 2)
    return op->emitOpError("of shared memory is supported for the last two "
                           "dimensions, in their order, only");
  auto type = cast<MemRefType>(op.getShapedType());
  for (int64_t dim : {0, 1})
    if (fragment.getCovered(dim) > type.getShape().take_back(2)[dim])
      return op->emitOpError("has a layout of ")
             << fragment.getCovered(dim) << " elements along dimension " << dim
             << ", more than the buffer's " << type.getShape().take_back(2)[dim]
             << ": make the buffer larger";
  return success();
}

LogicalResult simt::distributeSharedRead(vector::TransferReadOp op,
                                         TileDistributor &d) {
  d.erase(op);
  if (isLazyRead(op))
    return success();
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment) || failed(verifyCovered(op, **fragment)))
    return failure();
  d.setRegisters(op, SharedRegisterReader(d, op, **fragment).read());
  return success();
}

/// What lies together is written together.
LogicalResult simt::distributeSharedWrite(vector::TransferWriteOp op,
                                          TileDistributor &d) {
  Value source = op.getValueToStore();
  FailureOr<const Fragment *> found = d.getFragment(source);
  if (failed(found) || failed(verifyCovered(op, **found)))
    return failure();
  const Fragment &fragment = **found;
  SharedTile tile(d, op.getBase(), op.getIndices());
  OpBuilder::InsertionGuard guard(d.b);
  ValueRange words = d.getRegisters(source);
  SmallVector<Value> elements = d.getElements(source);
  auto runs = tile.findRuns(fragment.getThreads(), fragment.getOffsets());
  bool byWords = isTile(words.front().getType()) && holdWords(runs) &&
                 runs.front().size() == 2;
  if (Value writer = d.isOnlyHolder(fragment)) {
    auto choice = scf::IfOp::create(d.b, writer);
    d.b.setInsertionPointToStart(choice.thenBlock());
  }
  for (ArrayRef<int64_t> run : runs) {
    SmallVector<Value> values;
    for (int64_t number : run)
      values.push_back(elements[number]);
    Value value = byWords ? words[run.front() / 2] : values.front();
    if (!byWords && values.size() > 1)
      value = vector::FromElementsOp::create(
          d.b, VectorType::get(values.size(), value.getType()), values);
    Value address =
        tile.getAddress(fragment.getThreads(), fragment.getOffset(run.front()));
    LLVM::StoreOp::create(d.b, value, address,
                          tile.getElementBytes() * run.size());
  }
  d.erase(op);
  return success();
}
