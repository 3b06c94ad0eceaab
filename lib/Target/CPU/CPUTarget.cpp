//===- CPUTarget.cpp - What the CPU passes ask of a CPU -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/CPUTarget.h"

#include "heddle/Target/CPU/Codegen.h"

#include "llvm/ADT/STLExtras.h"

using namespace heddle;

static constexpr DotProduct kAVX512BF16[] = {
    {"bf16", "llvm.x86.avx512bf16.dpbf16ps.512", 2}};
static constexpr DotProduct kSVEBF16[] = {
    {"bf16", "llvm.aarch64.sve.bfdot", 2, /*scalable=*/true}};
static constexpr DotProduct kNEONBF16[] = {
    {"bf16", "llvm.aarch64.neon.bfdot.v4f32.v8bf16", 2}};

static constexpr llvm::StringRef kFeaturesAVX512FP16[] = {
    "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512bf16", "avx512fp16"};
// f16 has no dot product into f32 in AVX-512.
static constexpr DotProduct kAMXFP16Dots[] = {
    {"bf16", "llvm.x86.avx512bf16.dpbf16ps.512", 2}, {"f16", "", 2}};
static constexpr MatrixProduct kAMXBF16[] = {{"bf16", "llvm.x86.tdpbf16ps"}};
static constexpr MatrixProduct kAMXFP16[] = {{"bf16", "llvm.x86.tdpbf16ps"},
                                             {"f16", "llvm.x86.tdpfp16ps"}};

static constexpr llvm::StringRef kFeaturesAMXFP16[] = {
    "avx512f",    "avx512bw", "avx512dq", "avx512vl",
    "avx512bf16", "amx-tile", "amx-bf16", "amx-fp16"};
static constexpr llvm::StringRef kFeaturesAMXBF16[] = {
    "avx512f",    "avx512bw", "avx512dq", "avx512vl",
    "avx512bf16", "amx-tile", "amx-bf16"};
static constexpr llvm::StringRef kFeaturesAVX512BF16[] = {
    "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512bf16"};
static constexpr llvm::StringRef kFeaturesAVX512[] = {"avx512f", "avx512bw",
                                                      "avx512dq", "avx512vl"};
static constexpr llvm::StringRef kFeaturesAVX2[] = {"avx2", "fma", "f16c"};
static constexpr llvm::StringRef kFeaturesSVE[] = {"neon", "sve"};
static constexpr llvm::StringRef kFeaturesSVEBF16[] = {"neon", "sve", "bf16"};
static constexpr llvm::StringRef kFeaturesNEON[] = {"neon"};
static constexpr llvm::StringRef kFeaturesNEONBF16[] = {"neon", "bf16"};

static constexpr PowersOfTwo kPowersAVX512 = {
    "llvm.x86.avx512.mask.scalef.ps.512", "llvm.x86.avx512.mask.reduce.ps.512"};

static constexpr llvm::StringRef kReciprocalAVX512 =
    "llvm.x86.avx512.rcp14.ps.512";

/// MXCSR, with flush-to-zero and denormals-are-zero.
static constexpr FloatMode kModeX86 = {"llvm.x86.sse.stmxcsr",
                                       "llvm.x86.sse.ldmxcsr", 0x8040};

// Best first. 32 registers hold 12 x 2 or 6 x 4 accumulators beside the panel's
// vectors; 16 registers hold 6 x 2 with one register left for a broadcast. The
// shorter the vectors, the more of them a panel has, so that there are not too
// few products for each load of a key.
// A panel of AMX has 64 queries, so that transposing the values costs less than
// multiplying them.
// Cores with arithmetic on f16 but without AMX, as Sapphire Rapids in many
// virtual machines, have two multipliers for f32 vectors but half of one for
// pairs of bf16, so that they extend bf16 to f32; on Zen 4 and 5 pairs are
// twice as fast. LLVM cannot select all conversions of fixed vectors in SVE's
// registers.
// Features; bits of SVE, lanes, vectors of a panel, rows and steps of a register
// block, bytes of L1 and L2, fused multiply-adds, rounding to bf16; then what
// instructions there are. clang-format would give each field a line.
// clang-format off
static const CPUTarget kTargets[] = {
    {"amxfp16", kFeaturesAMXFP16, 0, 16, 4, 6, 4, 48 << 10, 2 << 20, true, true,
     kAMXFP16Dots, &kPowersAVX512, kReciprocalAVX512, &kModeX86, kAMXFP16},
    {"amxbf16", kFeaturesAMXBF16, 0, 16, 4, 6, 4, 48 << 10, 2 << 20, true, true,
     kAVX512BF16, &kPowersAVX512, kReciprocalAVX512, &kModeX86, kAMXBF16},
    {"avx512fp16", kFeaturesAVX512FP16, 0, 16, 2, 12, 4, 48 << 10, 2 << 20, true, true,
     {}, &kPowersAVX512, kReciprocalAVX512, &kModeX86, {}},
    {"avx512bf16", kFeaturesAVX512BF16, 0, 16, 2, 12, 4, 32 << 10, 1 << 20, true, true,
     kAVX512BF16, &kPowersAVX512, kReciprocalAVX512, &kModeX86, {}},
    {"avx512", kFeaturesAVX512, 0, 16, 2, 12, 4, 32 << 10, 1 << 20, true, false,
     {}, &kPowersAVX512, kReciprocalAVX512, &kModeX86, {}},
    {"avx2", kFeaturesAVX2, 0, 8, 2, 6, 1, 32 << 10, 256 << 10, true, false,
     {}, nullptr, {}, &kModeX86, {}},
    {"sve512", kFeaturesSVE, 512, 16, 2, 12, 1, 64 << 10, 512 << 10, true, false,
     {}, nullptr, {}, nullptr, {}},
    {"sve256bf16", kFeaturesSVEBF16, 256, 8, 4, 6, 1, 64 << 10, 512 << 10, true, false,
     kSVEBF16, nullptr, {}, nullptr, {}},
    {"neonbf16", kFeaturesNEONBF16, 0, 4, 4, 6, 1, 64 << 10, 512 << 10, true, true,
     kNEONBF16, nullptr, {}, nullptr, {}},
    {"neon", kFeaturesNEON, 0, 4, 4, 6, 1, 64 << 10, 512 << 10, true, false,
     {}, nullptr, {}, nullptr, {}},
    {"generic", {}, 0, 4, 2, 5, 1, 32 << 10, 256 << 10, false, false,
     {}, nullptr, {}, nullptr, {}},
};
// clang-format on

/// The entry of `table` for `type`, or null.
template <typename Entry>
static const Entry *findType(llvm::ArrayRef<Entry> table, mlir::Type type) {
  std::string name;
  llvm::raw_string_ostream(name) << type;
  const Entry *found = llvm::find_if(
      table, [&](const Entry &entry) { return entry.elementType == name; });
  return found == table.end() ? nullptr : found;
}

const DotProduct *CPUTarget::getDotProduct(mlir::Type type) const {
  return findType(dotProducts, type);
}

const MatrixProduct *CPUTarget::getMatrixProduct(mlir::Type type) const {
  return findType(matrixProducts, type);
}

llvm::SmallVector<std::string> CPUTarget::getNativeTypes() const {
  llvm::SmallVector<std::string> types;
  for (const DotProduct &dot : dotProducts)
    types.push_back(dot.elementType.str());
  return types;
}

llvm::ArrayRef<CPUTarget> CPUTarget::getAll() { return kTargets; }

const CPUTarget *
CPUTarget::lookup(llvm::StringRef name,
                  llvm::function_ref<mlir::InFlightDiagnostic()> emitError) {
  if (name == "native")
    return &select("native");
  for (const CPUTarget &target : kTargets)
    if (target.name == name)
      return &target;
  mlir::InFlightDiagnostic diag = emitError();
  diag << "unknown CPU target '" << name << "', expected native";
  for (const CPUTarget &target : kTargets)
    diag << ", " << target.name;
  return nullptr;
}

const CPUTarget &CPUTarget::select(llvm::StringRef cpu,
                                   llvm::StringRef features,
                                   llvm::StringRef triple) {
  cpu::CodegenOptions options;
  options.cpu = cpu.str();
  options.features = features.str();
  options.triple = triple.str();
  llvm::Expected<cpu::CpuDescription> described = cpu::describeCpu(options);
  if (!described) {
    llvm::consumeError(described.takeError());
    return kTargets[std::size(kTargets) - 1];
  }
  return *llvm::find_if(kTargets, [&](const CPUTarget &target) {
    if (target.sveBits && target.sveBits != described->sveBits)
      return false;
    return llvm::all_of(target.features, [&](llvm::StringRef feature) {
      return described->hasFeature(feature);
    });
  });
}
