//===- ShapeChecks.cpp - Checks that the ops' verifiers share -------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShapeChecks.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace heddle;

bool heddle::isFiniteInF32(double value) {
  return std::isfinite(static_cast<float>(value));
}

static void printExtent(Diagnostic &diag, int64_t extent) {
  if (ShapedType::isDynamic(extent))
    diag << "?";
  else
    diag << extent;
}

/// Appends "[B, H or 1] (4, 8)" to `diag`: names, then extents.
static void printExpected(Diagnostic &diag, ArrayRef<ExpectedDim> dims) {
  diag << "[";
  llvm::interleave(
      dims,
      [&](const ExpectedDim &dim) {
        diag << dim.name << (dim.broadcast ? " or 1" : "");
      },
      [&] { diag << ", "; });
  diag << "] = [";
  llvm::interleave(
      dims, [&](const ExpectedDim &dim) { printExtent(diag, dim.extent); },
      [&] { diag << ", "; });
  diag << "]";
}

static bool agrees(int64_t extent, const ExpectedDim &dim) {
  if (dim.broadcast && extent == 1)
    return true;
  return ShapedType::isDynamic(extent) || ShapedType::isDynamic(dim.extent) ||
         extent == dim.extent;
}

static void printShape(Diagnostic &diag, ArrayRef<int64_t> shape) {
  diag << "[";
  llvm::interleave(
      shape, [&](int64_t extent) { printExtent(diag, extent); },
      [&] { diag << ", "; });
  diag << "]";
}

LogicalResult heddle::verifyShape(Operation *op, StringRef what,
                                  ShapedType type, ArrayRef<ExpectedDim> dims) {
  auto shape = type.getShape();
  if (shape.size() == dims.size() &&
      llvm::all_of(llvm::zip(shape, dims), [](auto pair) {
        return agrees(std::get<0>(pair), std::get<1>(pair));
      }))
    return success();
  InFlightDiagnostic diag = op->emitOpError() << what << " must be ";
  printExpected(*diag.getUnderlyingDiagnostic(), dims);
  diag << ", got ";
  printShape(*diag.getUnderlyingDiagnostic(), shape);
  return diag;
}

LogicalResult heddle::verifySameShape(Operation *op, StringRef what,
                                      ShapedType type, StringRef like,
                                      ShapedType likeType) {
  if (succeeded(verifyCompatibleShape(type, likeType)))
    return success();
  InFlightDiagnostic diag =
      op->emitOpError() << what << " must have the shape of " << like << ", ";
  printShape(*diag.getUnderlyingDiagnostic(), likeType.getShape());
  diag << ", got ";
  printShape(*diag.getUnderlyingDiagnostic(), type.getShape());
  return diag;
}

SmallVector<ExpectedDim> heddle::getOutputDims(const OutputExtents &extents,
                                               DimOrder order) {
  SmallVector<ExpectedDim> dims{{"B", extents.batch},
                                {"H", extents.heads},
                                {"M", extents.queries},
                                {"D", extents.width}};
  if (order == DimOrder::BSHD)
    std::swap(dims[1], dims[2]);
  return dims;
}

/// The dimensions of gate logits.
static SmallVector<ExpectedDim> getGateDims(GateGranularity granularity,
                                            const OutputExtents &extents,
                                            DimOrder order,
                                            const GateNames &names) {
  SmallVector<ExpectedDim> dims{{"B", extents.batch},
                                {names.heads, extents.heads},
                                {names.sequence, extents.queries},
                                {names.width, extents.width}};
  switch (granularity) {
  case GateGranularity::Shared:
    return {dims[0], dims[2], dims[3]};
  case GateGranularity::Static:
    return {dims[1], dims[3]};
  case GateGranularity::Headwise:
    dims.pop_back();
    break;
  case GateGranularity::Elementwise:
    break;
  }
  if (order == DimOrder::BSHD)
    std::swap(dims[1], dims[2]);
  return dims;
}

LogicalResult heddle::verifyGate(Operation *op, Value logits,
                                 GateAttrInterface gate,
                                 const OutputExtents &extents, DimOrder order,
                                 const GateNames &names) {
  if (!logits && !gate)
    return success();
  if (!gate)
    return op->emitOpError("has ")
           << names.group << " logits but no '" << names.group
           << "' attribute; add one, as " << names.group
           << " = #heddle.gate<sigmoid, elementwise>";
  if (!logits)
    return op->emitOpError("has a '")
           << names.group << "' attribute but no " << names.group
           << " logits; add " << names.group << "(%logits : type) "
           << names.place;
  GateGranularity granularity = gate.getGranularity();
  std::string what =
      (stringifyGateGranularity(granularity) + " " + names.group + " logits")
          .str();
  return verifyShape(op, what, cast<ShapedType>(logits.getType()),
                     getGateDims(granularity, extents, order, names));
}

LogicalResult heddle::verifyDestinationStyle(Operation *op,
                                             ValueRange destinations) {
  bool onBuffers = isa<MemRefType>(destinations.front().getType());
  for (Value operand : op->getOperands())
    if (isa<ShapedType>(operand.getType()) &&
        isa<MemRefType>(operand.getType()) != onBuffers)
      return op->emitOpError("operands and destinations must be all tensors or "
                             "all memrefs, got ")
             << operand.getType() << " beside "
             << destinations.front().getType();
  size_t expected = onBuffers ? 0 : destinations.size();
  if (op->getNumResults() != expected)
    return op->emitOpError("on ")
           << (onBuffers ? "memrefs" : "tensors") << " must have " << expected
           << (expected == 1 ? " result" : " results") << ", got "
           << op->getNumResults();
  for (auto [result, init] : llvm::zip(op->getResults(), destinations))
    if (result.getType() != init.getType())
      return op->emitOpError("result #")
             << result.getResultNumber()
             << " must be of its destination's type " << init.getType()
             << ", got " << result.getType();
  return success();
}

void heddle::getDestinationStyleEffects(
    DestinationStyleOpInterface op,
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  for (OpOperand *input : op.getDpsInputOperands())
    if (isa<MemRefType>(input->get().getType()))
      effects.emplace_back(MemoryEffects::Read::get(), input, /*stage=*/0,
                           /*effectOnFullRegion=*/true,
                           SideEffects::DefaultResource::get());
  for (OpOperand &init : op.getDpsInitsMutable())
    if (isa<MemRefType>(init.get().getType()))
      effects.emplace_back(MemoryEffects::Write::get(), &init, /*stage=*/0,
                           /*effectOnFullRegion=*/true,
                           SideEffects::DefaultResource::get());
}
