//===- CompileOptions.cpp - The flags of heddle-compile -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileOptions.h"
#include "CompileGPU.h"

#include "llvm/Support/CommandLine.h"

using namespace heddle::driver;
namespace cl = llvm::cl;

static constexpr const char *overview =
    R"(Compiles a file of MLIR ahead of time.

For each public function, the object file has a C entry point; OUT's stem with
.h declares them, and with .json describes them for programs. Programs link the
object file and, unless compiled with --threads=false, libomp.

EXAMPLES:
  heddle-compile qwen3_next.mlir --target=cpu -o qwen3_next.o
      writes qwen3_next.o, qwen3_next.h and qwen3_next.json
  heddle-compile f.mlir --target=cpu --cpu=znver4 -o f.o
      for another machine than this one
  heddle-compile f.mlir --target=cpu --cpu=neoverse-v2 --threads=false -o f.o
      for an AArch64 machine, on whatever machine this is
  heddle-compile f.mlir --target=sm_80 -o f.cubin
      writes kernels, and f.json, which says how to launch them
  heddle-compile f.mlir --target=cpu --emit=tile -o -
      shows the tile program

EXIT CODES:
  0 success   1 something broke   2 bad flags or files
  3 the target refuses what a function asks for
)";

namespace {

struct Flags {
  cl::OptionCategory category{"heddle-compile options"};
  cl::opt<std::string> file{cl::Positional, cl::desc("IN.mlir"), cl::Required,
                            cl::cat(category)};
  cl::opt<std::string> target{
      "target",
      cl::desc("What to compile for: cpu, or a GPU, sm_80 or gfx942 say"),
      cl::value_desc("target"), cl::Required, cl::cat(category)};
  cl::opt<std::string> output{"o", cl::desc("Where to write; - for stdout"),
                              cl::value_desc("OUT"), cl::Required,
                              cl::cat(category)};
  cl::opt<EmitKind> emit{
      "emit", cl::desc("What to write"),
      cl::values(
          clEnumValN(EmitKind::Tile, "tile", "The tile program, MLIR"),
          clEnumValN(EmitKind::LLVM, "llvm", "LLVM IR"),
          clEnumValN(EmitKind::Asm, "asm",
                     "Assembly; header and manifest, or for an AMD GPU a "
                     "manifest"),
          clEnumValN(EmitKind::Obj, "obj",
                     "An object file, header and manifest (default for cpu)"),
          clEnumValN(EmitKind::PTX, "ptx", "Kernels as PTX, and manifest"),
          clEnumValN(EmitKind::Bin, "bin",
                     "Kernels as a cubin or hsaco, and manifest (default for a "
                     "GPU)")),
      cl::init(EmitKind::Obj), cl::cat(category)};
  cl::opt<std::string> cpu{"cpu",
                           cl::desc("The CPU, as LLVM names it (default: the "
                                    "one of this machine)"),
                           cl::value_desc("name"), cl::init("native"),
                           cl::cat(category)};
  cl::opt<std::string> features{"features",
                                cl::desc("LLVM features to turn on or off"),
                                cl::value_desc("+a,-b"), cl::cat(category)};
  cl::opt<std::string> triple{
      "triple",
      cl::desc("The triple, as LLVM writes it (default: this machine's, or, if "
               "only AArch64 or x86-64 knows the CPU, that of such a machine)"),
      cl::value_desc("arch-vendor-os"), cl::cat(category)};
  cl::opt<std::string> ptxas{
      "ptxas",
      cl::desc("NVIDIA's assembler (default: the one in PATH, CUDA_HOME, "
               "CUDA_PATH, or a package of Triton for Python)"),
      cl::value_desc("path"), cl::cat(category)};
  cl::opt<std::string> cacheDir{
      "cache-dir",
      cl::desc("Keep object code in this directory and take it "
               "from there if it was compiled before (default: "
               "$HEDDLE_CACHE_DIR, or do not keep it). What is there is run, "
               "so others must not be able to write to it"),
      cl::value_desc("dir"), cl::cat(category)};
  cl::opt<bool> threads{"threads",
                        cl::desc("Use threads, through OpenMP (default)"),
                        cl::init(true), cl::cat(category)};
  cl::opt<int64_t> tileQueries{"tile-queries", cl::desc("Queries of a tile"),
                               cl::value_desc("n"), cl::init(0),
                               cl::cat(category)};
  cl::opt<int64_t> tileKeys{"tile-keys", cl::desc("Keys of a tile"),
                            cl::value_desc("n"), cl::init(0),
                            cl::cat(category)};
  cl::opt<int64_t> panels{
      "panels", cl::desc("Tiles of queries that share a chunk of keys"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<int64_t> chunkBytes{
      "chunk-bytes", cl::desc("Bytes of keys and values in a chunk"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
};

} // namespace

llvm::Expected<CompileOptions> CompileOptions::parse(int argc, char **argv) {
  claimFlags({"target", "o", "emit", "cpu", "features", "triple", "threads",
              "cache-dir", "tile-queries", "tile-keys", "panels", "chunk-bytes",
              "ptxas"});
  static Flags flags;
  cl::HideUnrelatedOptions(flags.category);
  if (llvm::Error error = parseFlags("heddle-compile", argc, argv, overview))
    return std::move(error);
  llvm::Expected<std::string> folder =
      findCacheFolder(flags.cacheDir, flags.category);
  if (!folder)
    return folder.takeError();
  CompileOptions options;
  options.cacheFolder = *folder;
  options.file = flags.file;
  options.target = flags.target;
  options.output = flags.output;
  options.emit = flags.emit;
  if (!flags.emit.getNumOccurrences() && isGPUTarget(options.target))
    options.emit = EmitKind::Bin;
  options.ptxas = flags.ptxas;
  options.cpu = flags.cpu;
  options.features = flags.features;
  options.triple = flags.triple;
  options.threads = flags.threads;
  options.tileQueries = flags.tileQueries;
  options.panels = flags.panels;
  options.chunkBytes = flags.chunkBytes;
  options.tileKeys = flags.tileKeys;
  return options;
}

void CompileOptions::configure(LowerToCPUOptions &lowering) const {
  lowering.cpu = cpu;
  lowering.features = features;
  lowering.triple = triple;
  lowering.threads = threads;
  lowering.tileQueries = tileQueries;
  lowering.tileKeys = tileKeys;
  lowering.panels = panels;
  lowering.chunkBytes = chunkBytes;
  lowering.resultsAsArguments = true;
}

void CompileOptions::configure(LowerToNVVMOptions &lowering) const {
  lowering.chip = target;
  lowering.tileQueries = tileQueries;
  lowering.tileKeys = tileKeys;
  lowering.resultsAsArguments = true;
}
