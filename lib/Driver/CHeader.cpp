//===- CHeader.cpp - The C header of an object file -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Artifacts.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace heddle;
using namespace heddle::driver;

std::string heddle::driver::getSymbol(const EntryPoint &entry) {
  return "_mlir_ciface_" + entry.name;
}

static std::string makeGuard(llvm::StringRef header) {
  std::string guard = "HEDDLE_GENERATED_" + header.upper();
  for (char &character : guard)
    if (!llvm::isAlnum(character))
      character = '_';
  return guard;
}

//===----------------------------------------------------------------------===//
// Memrefs
//===----------------------------------------------------------------------===//

static std::string getStructName(size_t rank) {
  return "heddle_memref_" + std::to_string(rank) + "d";
}

/// The struct and a function that fills it. Several generated headers may be
/// included in one file.
static void writeMemRef(size_t rank, llvm::raw_ostream &os) {
  std::string name = getStructName(rank);
  std::string guard = llvm::StringRef(name).upper();
  os << "\n#ifndef " << guard << "\n#define " << guard << "\n";
  os << "typedef struct {\n  void *allocated;\n  void *aligned;\n"
     << "  int64_t offset;\n";
  if (rank)
    os << "  int64_t sizes[" << rank << "];\n  int64_t strides[" << rank
       << "];\n";
  os << "} " << name << ";\n\n";
  os << "/* " << rank << " dimensions without holes, the last one fastest. */\n"
     << "static inline " << name << " " << name << "_make(void *data";
  for (size_t dim = 0; dim < rank; ++dim)
    os << ", int64_t size" << dim;
  os << ") {\n  " << name << " memref;\n"
     << "  memref.allocated = data;\n  memref.aligned = data;\n"
     << "  memref.offset = 0;\n";
  for (size_t dim = 0; dim < rank; ++dim)
    os << "  memref.sizes[" << dim << "] = size" << dim << ";\n";
  for (size_t dim = rank; dim-- > 0;) {
    os << "  memref.strides[" << dim << "] = ";
    if (dim + 1 == rank)
      os << "1;\n";
    else
      os << "memref.strides[" << dim + 1 << "] * size" << dim + 1 << ";\n";
  }
  os << "  return memref;\n}\n#endif\n";
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static std::string formatExtent(int64_t extent) {
  return mlir::ShapedType::isDynamic(extent) ? "?" : std::to_string(extent);
}

static void writeParameterComment(llvm::StringRef name,
                                  llvm::StringRef direction,
                                  const ParameterInfo &info,
                                  llvm::raw_ostream &os) {
  os << " *   " << name << ": " << direction << ", "
     << rt::elementName(info.elementType) << " ";
  for (int64_t extent : info.shape)
    os << "[" << formatExtent(extent) << "]";
  if (info.strides) {
    os << ", strides (";
    llvm::interleaveComma(llvm::map_range(*info.strides, formatExtent), os);
    os << "), offset " << formatExtent(info.offset);
  }
  os << "\n";
}

static void writeFunction(const EntryPoint &entry, llvm::raw_ostream &os) {
  os << "\n/* @" << entry.name << "\n";
  std::vector<std::string> parameters;
  auto add = [&](const std::string &name, llvm::StringRef direction,
                 const ParameterInfo &info) {
    writeParameterComment(name, direction, info, os);
    parameters.push_back(getStructName(info.shape.size()) + " *" + name);
  };
  for (auto [index, info] : llvm::enumerate(entry.arguments))
    add("arg" + std::to_string(index), info.isWritten ? "inout" : "in", info);
  for (auto [index, info] : llvm::enumerate(entry.results))
    add("result" + std::to_string(index), "out", info);
  os << " */\nvoid " << getSymbol(entry) << "(";
  if (parameters.empty())
    os << "void";
  llvm::interleave(parameters, os, ",\n    ");
  os << ");\n";
}

static void writeIntroduction(const ObjectDescription &object,
                              llvm::raw_ostream &os) {
  os << "/* " << object.object << ", compiled by heddle-compile from "
     << object.source << ".\n"
     << " *\n"
     << " * Tensors are passed as pointers to descriptors: element (i, j, "
        "...)\n"
     << " * lies at aligned[offset + i * strides[0] + j * strides[1] + ...], "
        "in\n"
     << " * elements; allocated is not used. Unless a parameter's comment "
        "gives\n"
     << " * strides, it is without holes, the last dimension fastest, offset "
        "0.\n"
     << " * bf16 and f16 take two bytes. The caller allocates results.\n";
  if (object.usesOpenMP)
    os << " *\n * Link with libomp: -lomp\n";
  if (object.usesTileRegisters)
    os << " *\n * The code uses AMX. A process asks Linux for it once, before "
          "the first call:\n"
          " *   syscall(SYS_arch_prctl, 0x1023, 18)  (ARCH_REQ_XCOMP_PERM, "
          "XTILEDATA)\n"
          " * which returns 0 if it may.\n";
  os << " */\n";
}

void heddle::driver::writeHeader(const ObjectDescription &object,
                                 llvm::raw_ostream &os) {
  std::string guard = makeGuard(object.header);
  writeIntroduction(object, os);
  os << "#ifndef " << guard << "\n#define " << guard
     << "\n\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n"
        "#endif\n";
  std::set<size_t> ranks;
  for (const EntryPoint &entry : object.entries) {
    for (const ArgumentInfo &info : entry.arguments)
      ranks.insert(info.shape.size());
    for (const ParameterInfo &info : entry.results)
      ranks.insert(info.shape.size());
  }
  for (size_t rank : ranks)
    writeMemRef(rank, os);
  for (const EntryPoint &entry : object.entries)
    writeFunction(entry, os);
  os << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << guard << " */\n";
}
