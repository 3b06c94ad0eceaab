//===- TileLayout.cpp - A layout while layouts are chosen ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileLayout.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;
using llvm::divideCeil;

static bool isZero(const Coordinates &basis) {
  return llvm::all_of(basis, [](int64_t entry) { return entry == 0; });
}

TileLayout TileLayout::project(ArrayRef<int64_t> dims) const {
  auto pick = [&](const Coordinates &all) {
    return Coordinates(
        llvm::map_range(dims, [&](int64_t dim) { return all[dim]; }));
  };
  auto pickAll = [&](ArrayRef<Coordinates> bases) {
    return llvm::map_to_vector(bases, pick);
  };
  TileLayout projected = {
      pickAll(registers), pickAll(lane), pickAll(warp), pick(repeat), {}};
  llvm::erase_if(projected.registers, isZero);
  return projected;
}

SmallVector<int64_t> TileLayout::getUsedLaneBits() const {
  SmallVector<int64_t> bits;
  for (auto [bit, basis] : llvm::enumerate(lane))
    if (!isZero(basis))
      bits.push_back(bit);
  return bits;
}

RegistersAttr TileLayout::getAttr(MLIRContext *context) const {
  Builder b(context);
  auto getBases = [&](ArrayRef<Coordinates> bases) {
    SmallVector<Attribute> attributes;
    for (const Coordinates &basis : bases)
      attributes.push_back(b.getI64ArrayAttr(basis));
    return b.getArrayAttr(attributes);
  };
  return RegistersAttr::get(context, getBases(registers), getBases(lane),
                            getBases(warp), b.getI64ArrayAttr(repeat),
                            partial.empty() ? ArrayAttr()
                                            : b.getI64ArrayAttr(partial));
}

namespace {
/// Hands the bits of a tile's coordinates out, lowest first.
class BitDealer {
public:
  explicit BitDealer(ArrayRef<int64_t> shape)
      : shape(shape), dealt(shape.size(), 1) {}

  /// A basis for the next bit of `dim`; zeros if the tile has no more.
  Coordinates take(int64_t dim) {
    Coordinates basis(shape.size(), 0);
    if (dealt[dim] < shape[dim]) {
      basis[dim] = dealt[dim];
      dealt[dim] *= 2;
    }
    return basis;
  }
  bool has(int64_t dim) const { return dealt[dim] < shape[dim]; }
  /// What is left, in copies of what was dealt.
  Coordinates getRepeat() const {
    Coordinates repeat;
    for (auto [extent, part] : llvm::zip_equal(shape, dealt))
      repeat.push_back(divideCeil(extent, part));
    return repeat;
  }

private:
  ArrayRef<int64_t> shape;
  Coordinates dealt;
};
} // namespace

TileLayout layouts::getBlockedLayout(VectorType type,
                                     const Workgroup &workgroup) {
  constexpr int64_t accessBytes = 16;
  BitDealer dealer(type.getShape());
  int64_t last = type.getRank() - 1;
  TileLayout layout;
  // Bits of a row go to registers and lanes as long as there are any; then the
  // rows' do.
  auto takeBit = [&] {
    int64_t dim = last;
    while (dim > 0 && !dealer.has(dim))
      --dim;
    return dealer.take(dim);
  };
  int64_t bits =
      type.getElementType().isIndex() ? 64 : type.getElementTypeBitWidth();
  if (last > 0)
    for (int64_t bytes = divideCeil(bits, 8);
         bytes < accessBytes && dealer.has(last); bytes *= 2)
      layout.registers.push_back(dealer.take(last));
  for (int64_t n = 1; n < workgroup.warpSize; n *= 2)
    layout.lane.push_back(takeBit());
  for (int64_t n = 1; n < workgroup.warps; n *= 2)
    layout.warp.push_back(dealer.has(0) ? dealer.take(0) : takeBit());
  layout.repeat = dealer.getRepeat();
  return layout;
}

TileLayout layouts::getOperandLayout(const OperandLayout &operand,
                                     VectorType type, int64_t outer,
                                     bool acrossWarps,
                                     const Workgroup &workgroup) {
  auto place = [&](Coordinates point) {
    if (outer == 1)
      std::swap(point[0], point[1]);
    return point;
  };
  TileLayout layout;
  Coordinates extent = {1, 1};
  auto add = [&](ArrayRef<Coordinates> from, SmallVector<Coordinates> &to) {
    for (const Coordinates &basis : from) {
      to.push_back(place(basis));
      for (int64_t dim : {0, 1})
        extent[dim] = std::max(extent[dim], 2 * to.back()[dim]);
    }
  };
  add(operand.registers, layout.registers);
  add(operand.lane, layout.lane);
  for (int64_t n = 1; n < workgroup.warps; n *= 2) {
    Coordinates basis = {0, 0};
    if (acrossWarps && extent[outer] < type.getDimSize(outer)) {
      basis[outer] = extent[outer];
      extent[outer] *= 2;
    }
    layout.warp.push_back(basis);
  }
  for (int64_t dim : {0, 1})
    layout.repeat.push_back(divideCeil(type.getDimSize(dim), extent[dim]));
  return layout;
}

SharedAttr layouts::getSharedLayout(VectorType type, bool readAcrossRows) {
  constexpr int64_t bankBytes = 128, chunkBytes = 16;
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  int64_t rows = llvm::PowerOf2Ceil(type.getDimSize(0));
  int64_t pitch = std::max<int64_t>(
      chunkBytes, bytes * llvm::PowerOf2Ceil(type.getDimSize(1)));
  SmallVector<int64_t> rowImages, columnImages;
  for (int64_t image = bytes; image < pitch; image *= 2)
    columnImages.push_back(image);
  // Rows that begin in the same bank differ in a chunk. Wide numbers are read
  // two neighbours of each of four rows at a time; across rows, of each other
  // row.
  int64_t flip = bytes > 2 ? 2 * chunkBytes : chunkBytes;
  int64_t first = bytes > 2 && readAcrossRows ? 2 : 1;
  for (int64_t row = 1; row < rows; row *= 2) {
    int64_t image = row * pitch;
    if (row >= first && image >= bankBytes &&
        flip < std::min(pitch, bankBytes)) {
      image ^= flip;
      flip *= 2;
    }
    rowImages.push_back(image);
  }
  Builder b(type.getContext());
  return SharedAttr::get(type.getContext(), b.getI64ArrayAttr(rowImages),
                         b.getI64ArrayAttr(columnImages), rows * pitch);
}

SharedAttr layouts::getFactorLayout(const OperandLayout &operand,
                                    VectorType type, int64_t outer) {
  constexpr int64_t bankBytes = 128, chunkBytes = 16;
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  int64_t columns = llvm::PowerOf2Ceil(type.getDimSize(outer));
  int64_t depth = llvm::PowerOf2Ceil(type.getDimSize(1 - outer));
  int64_t pitch = std::max(chunkBytes, bytes * depth);
  SmallVector<int64_t> order;
  for (const Coordinates &basis : operand.registers)
    if (basis[1] && basis[1] < depth)
      order.push_back(basis[1]);
  for (int64_t bit = 1; bit < depth; bit *= 2)
    if (!llvm::is_contained(order, bit))
      order.push_back(bit);
  SmallVector<int64_t> along(order.size()), across;
  for (auto [place, bit] : llvm::enumerate(order))
    along[llvm::Log2_64(bit)] = bytes << place;
  int64_t span = std::min(pitch, bankBytes), flip = chunkBytes;
  for (int64_t column = 1; column < columns; column *= 2) {
    int64_t image = column * pitch;
    if (image >= bankBytes && span > chunkBytes) {
      image ^= flip;
      flip = 2 * flip < span ? 2 * flip : chunkBytes;
    }
    across.push_back(image);
  }
  Builder b(type.getContext());
  return SharedAttr::get(
      type.getContext(), b.getI64ArrayAttr(outer == 0 ? across : along),
      b.getI64ArrayAttr(outer == 0 ? along : across), columns * pitch);
}

namespace {
/// A bit of a tile's coordinates, and what it adds to addresses.
struct TileBit {
  Coordinates basis;
  int64_t image;
};

/// Addresses that the lanes of one access reach.
class ReachedBanks {
public:
  /// Whether a lane bit with this image adds banks to those that are reached.
  bool add(int64_t image) {
    constexpr int64_t bankBytes = 128, accessBytes = 8;
    int64_t banks = image & (bankBytes - accessBytes);
    for (int64_t known : independent)
      banks = std::min(banks, banks ^ known);
    if (banks)
      independent.push_back(banks);
    return banks != 0;
  }

private:
  SmallVector<int64_t> independent;
};
} // namespace

/// The bits of a tile, those of rows last.
static SmallVector<TileBit> getTileBits(SharedAttr shared) {
  SmallVector<TileBit> bits;
  auto add = [&](ArrayAttr images, int64_t dim) {
    for (auto [bit, image] :
         llvm::enumerate(images.getAsRange<IntegerAttr>())) {
      bits.push_back({{0, 0}, image.getInt()});
      bits.back().basis[dim] = int64_t(1) << bit;
    }
  };
  add(shared.getColumn(), 1);
  add(shared.getRow(), 0);
  return bits;
}

TileLayout layouts::getStagingLayout(VectorType type, SharedAttr shared,
                                     const Workgroup &workgroup) {
  constexpr int64_t readBytes = 16, writeBytes = 8;
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  SmallVector<TileBit> bits = getTileBits(shared);
  TileLayout layout;
  layout.repeat = {1, 1};
  auto take = [&](SmallVector<Coordinates> &to, auto suits) {
    auto found = llvm::find_if(bits, suits);
    if (found == bits.end())
      return false;
    to.push_back(found->basis);
    bits.erase(found);
    return true;
  };
  auto any = [](const TileBit &) { return true; };
  while (take(layout.registers, [&](const TileBit &bit) {
    return bit.basis[1] && bit.basis[1] * bytes < readBytes;
  }))
    ;
  while (take(layout.registers,
              [&](const TileBit &bit) { return bit.image < writeBytes; }))
    ;
  ReachedBanks banks;
  for (int64_t n = 1; n < workgroup.warpSize; n *= 2)
    if (!take(layout.lane,
              [&](const TileBit &bit) { return banks.add(bit.image); }) &&
        !take(layout.lane, any))
      layout.lane.push_back({0, 0});
  for (int64_t n = 1; n < workgroup.warps; n *= 2)
    if (!take(layout.warp, any))
      layout.warp.push_back({0, 0});
  while (take(layout.registers, any))
    ;
  return layout;
}
