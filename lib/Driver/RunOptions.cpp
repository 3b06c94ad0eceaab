//===- RunOptions.cpp - The flags of heddle-run ---------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunOptions.h"
#include "CompileGPU.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace heddle;
using namespace heddle::driver;
namespace cl = llvm::cl;

static constexpr const char *overview =
    R"(Runs one function of a file of MLIR with real tensors in and out.

Arguments are tensors and memrefs, taken in order from --input files or made by
--random. Outputs are the function's results, then the memref arguments that it
writes.

EXAMPLES:
  heddle-run minimal.mlir --target=cpu --random=1 --check
      compiles for this machine, runs, compares with the f64 reference
  heddle-run f.mlir --entry=main --input=q.npy --input=k.npy --input=v.npy \
      --output=y.npy
  heddle-run f.mlir --random=1 --shape=0:1x8x100x64 --shape=1:1x2x100x64
      where types leave extents open
  heddle-run f.mlir --random=1 --repeat=20 --json
      measures: two calls to warm up, then 20
  heddle-run f.mlir --random=1 --tune
      searches tile sizes; prints flags that give the best ones found

EXIT CODES:
  0 success   1 wrong results, or something broke   2 bad flags or files
  3 the target refuses what the function asks for
)";

namespace {

/// The flags as the command line library wants them. Constructed after the
/// program has started, so that no library gets global flags from here.
struct Flags {
  cl::OptionCategory category{"heddle-run options"};
  cl::opt<std::string> file{cl::Positional, cl::desc("IN.mlir"), cl::Required,
                            cl::cat(category)};
  cl::opt<std::string> entry{
      "entry",
      cl::desc("The function to run; may be left out in a file with "
               "one public function"),
      cl::value_desc("name"), cl::cat(category)};
  cl::opt<std::string> target{
      "target",
      cl::desc("Where to run: cpu (default), a GPU, sm_80 say, or reference, "
               "an independent evaluation in f64"),
      cl::value_desc("target"), cl::init("cpu"), cl::cat(category)};
  cl::opt<bool> emulate{
      "emulate",
      cl::desc("Run the kernels for a GPU in the emulator, which needs no GPU"),
      cl::cat(category)};
  cl::list<std::string> inputs{
      "input",
      cl::desc("An argument, in order; converted to the argument's element "
               "type"),
      cl::value_desc("A.npy"), cl::cat(category)};
  cl::opt<std::string> random{
      "random",
      cl::desc("Make the arguments: floating point standard normal, key "
               "lengths uniform in [0, N]"),
      cl::value_desc("seed"), cl::cat(category)};
  cl::list<std::string> shapes{
      "shape",
      cl::desc("With --random: the extents of argument I, counted from 0, if "
               "its type leaves some open"),
      cl::value_desc("I:AxBxC"), cl::cat(category)};
  cl::list<std::string> outputs{
      "output", cl::desc("Write an output, in order; f16 and bf16 as f32"),
      cl::value_desc("Y.npy"), cl::cat(category)};
  cl::opt<bool> check{
      "check",
      cl::desc("Compare with the reference. Passes if the error in the 2-norm "
               "and the largest of an element are at most twice those of an "
               "unfused evaluation in the storage type, plus 1e-6"),
      cl::cat(category)};
  cl::opt<unsigned> repeat{
      "repeat",
      cl::desc("Warm up twice, then time this many calls, at most "
               "1000000"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<bool> tune{
      "tune",
      cl::desc(
          "Target cpu: search those of --tile-keys, --panels and "
          "--chunk-bytes that are not given, around the cost model's "
          "choice, and print what was measured, the best last. --repeat is "
          "the number of samples of each candidate (default: 7)"),
      cl::cat(category)};
  cl::opt<bool> json{
      "json", cl::desc("Print the report as one JSON object on one line"),
      cl::cat(category)};
  cl::opt<unsigned> threads{
      "threads",
      cl::desc("Threads to use, at most 1024 (default: one per "
               "core)"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<bool> guard{
      "guard",
      cl::desc("Put every buffer next to an inaccessible page, filled with "
               "poison, and fail if anything around it changes"),
      cl::cat(category)};
  cl::opt<bool> unfused{
      "unfused",
      cl::desc("Target cpu: write attention out in linalg instead of fusing "
               "it, to compare with"),
      cl::cat(category)};
  cl::opt<std::string> cpu{
      "cpu", cl::desc("Target cpu: the CPU, as LLVM names it"),
      cl::value_desc("name"), cl::init("native"), cl::cat(category)};
  cl::opt<std::string> features{
      "features", cl::desc("Target cpu: LLVM features to turn on or off"),
      cl::value_desc("+a,-b"), cl::cat(category)};
  cl::opt<std::string> cacheDir{
      "cache-dir",
      cl::desc("Target cpu: Keep object code in this directory and take it "
               "from there if it was compiled before (default: "
               "$HEDDLE_CACHE_DIR, or do not keep it). What is there is run, "
               "so others must not be able to write to it"),
      cl::value_desc("dir"), cl::cat(category)};
  cl::opt<int64_t> tileQueries{
      "tile-queries", cl::desc("Target cpu: queries of a tile"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<int64_t> tileKeys{"tile-keys", cl::desc("Target cpu: keys of a tile"),
                            cl::value_desc("n"), cl::init(0),
                            cl::cat(category)};
  cl::opt<int64_t> panels{
      "panels",
      cl::desc("Target cpu: tiles of queries that share a chunk of keys"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<int64_t> chunkBytes{
      "chunk-bytes",
      cl::desc("Target cpu: bytes of keys and values in a chunk"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};

  RunOptions toOptions() const;
};

} // namespace

RunOptions Flags::toOptions() const {
  RunOptions options;
  options.file = file;
  options.entry = entry;
  options.target = target;
  options.inputs.files.assign(inputs.begin(), inputs.end());
  options.inputs.shapes.assign(shapes.begin(), shapes.end());
  options.inputs.placement =
      guard ? rt::Placement::Guarded : rt::Placement::Aligned;
  options.outputs.assign(outputs.begin(), outputs.end());
  options.check = check;
  options.json = json;
  options.guard = guard;
  options.unfused = unfused;
  options.tune = tune;
  options.emulate = emulate;
  options.repeat = repeat;
  options.threads = threads;
  options.cpu = cpu;
  options.features = features;
  options.tileQueries = tileQueries;
  options.panels = panels;
  options.chunkBytes = chunkBytes;
  options.tileKeys = tileKeys;
  return options;
}

/// Far more than machines have; OpenMP and the system refuse some millions.
static constexpr unsigned maxThreads = 1024;

static llvm::Error checkLimit(const char *flag, unsigned value,
                              unsigned limit) {
  if (value <= limit)
    return llvm::Error::success();
  return makeError(ExitCode::BadInput,
                   llvm::Twine("--") + flag + "=" + llvm::Twine(value) +
                       ": expected at most " + llvm::Twine(limit));
}

/// Refuses flags that mean nothing to a search.
static llvm::Error checkTune(const RunOptions &options) {
  if (!options.tune)
    return llvm::Error::success();
  if (options.target != "cpu" || options.unfused)
    return makeError(ExitCode::BadInput,
                     "--tune goes with --target=cpu, without --unfused: only "
                     "there are tiles");
  if (options.check || options.guard || !options.outputs.empty())
    return makeError(ExitCode::BadInput,
                     "--tune only measures: --check, --guard and --output go "
                     "with a run with the sizes found");
  if (options.tileKeys && options.panels && options.chunkBytes)
    return makeError(ExitCode::BadInput,
                     "--tune has nothing to search: --tile-keys, --panels and "
                     "--chunk-bytes are given");
  return llvm::Error::success();
}

static llvm::Error checkOptions(const Flags &flags, RunOptions &options) {
  if (flags.random.getNumOccurrences()) {
    uint64_t seed;
    if (llvm::StringRef(flags.random).getAsInteger(0, seed))
      return makeError(ExitCode::BadInput,
                       "--random=" + flags.random + ": expected a number");
    options.inputs.seed = seed;
  }
  if (options.unfused && options.target != "cpu")
    return makeError(ExitCode::BadInput, "--unfused goes with --target=cpu");
  bool isGPU = isGPUTarget(options.target);
  if (options.emulate && !isGPU)
    return makeError(ExitCode::BadInput,
                     "--emulate goes with a GPU, --target=sm_80 say");
  if (isGPU && (options.panels || options.chunkBytes))
    return makeError(ExitCode::BadInput,
                     "--panels and --chunk-bytes go with --target=cpu");
  LowerToNVVMOptions lowering;
  options.configure(lowering);
  if (isGPU && isKnownGPU(options.target))
    if (llvm::Error error = checkLowerToNVVMOptions(lowering))
      return makeError(ExitCode::BadInput, llvm::toString(std::move(error)));
  if (llvm::Error error = checkTune(options))
    return error;
  if (llvm::Error error =
          checkLimit("repeat", options.repeat, /*limit=*/1000000))
    return error;
  if (llvm::Error error = checkLimit("threads", options.threads, maxThreads))
    return error;
  return llvm::Error::success();
}

llvm::Expected<RunOptions> RunOptions::parse(int argc, char **argv) {
  claimFlags({"entry",     "target",       "input",     "random", "shape",
              "output",    "check",        "repeat",    "tune",   "json",
              "threads",   "guard",        "unfused",   "cpu",    "features",
              "cache-dir", "tile-queries", "tile-keys", "panels", "chunk-bytes",
              "emulate"});
  static Flags flags;
  cl::HideUnrelatedOptions(flags.category);
  if (llvm::Error error = parseFlags("heddle-run", argc, argv, overview))
    return std::move(error);
  RunOptions options = flags.toOptions();
  if (llvm::Error error = checkOptions(flags, options))
    return std::move(error);
  llvm::Expected<std::string> folder =
      findCacheFolder(flags.cacheDir, flags.category);
  if (!folder)
    return folder.takeError();
  options.cacheFolder = *folder;
  return options;
}

void RunOptions::configure(LowerToCPUOptions &lowering) const {
  lowering.cpu = cpu;
  lowering.features = features;
  lowering.tileQueries = tileQueries;
  lowering.tileKeys = tileKeys;
  lowering.panels = panels;
  lowering.chunkBytes = chunkBytes;
  lowering.unfused = unfused;
}

void RunOptions::configure(LowerToNVVMOptions &lowering) const {
  lowering.chip = target;
  lowering.tileQueries = tileQueries;
  lowering.tileKeys = tileKeys;
}

cpu::TileSizes RunOptions::getSizes() const {
  return {tileQueries, tileKeys, panels, chunkBytes};
}

RunOptions RunOptions::withSizes(const cpu::TileSizes &sizes) const {
  RunOptions options = *this;
  options.tileQueries = sizes.queries;
  options.tileKeys = sizes.keys;
  options.panels = sizes.panels;
  options.chunkBytes = sizes.chunkBytes;
  return options;
}
