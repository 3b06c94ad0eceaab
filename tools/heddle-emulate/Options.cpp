//===- Options.cpp - The command line of heddle-emulate -------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/Support/CommandLine.h"

using namespace heddle;
using namespace heddle::emulate;
using rt::Failure;
using rt::Result;
namespace cl = llvm::cl;

static constexpr const char *overview =
    R"(Runs a GPU kernel on the host, thread by thread, and reports what a
GPU would leave undefined: accesses out of bounds, reads of memory that nobody
wrote, races, divergent barriers, deadlocks.

KERNEL.ptx is what goes to ptxas for an NVIDIA GPU. KERNEL.ll is LLVM IR for an
AMD GPU, as text or bitcode (*.bc), as it goes to the backend. Arguments, in order:
  in:A.npy[:TYPE]        a buffer with the file's elements, converted to TYPE
  out:Y.npy:TYPE:AxBxC   a buffer that the kernel writes, then written to a file
                         (f16 and bf16 as f32)
  inout:A.npy[:TYPE]     both
  map:A.npy[:TYPE]:box=64x64[:swizzle=128][:fill=nan]
                         a tensor map of the buffer (PTX), the box's innermost
                         dimension first; map:out:... and map:inout:... as above
  zero:BYTES             a buffer of zeros
  i32:5  i64:5  f32:0.5  f64:0.5  numbers
  bytes:0500ff           a structure by value, in hexadecimal
  null                   a null pointer

EXAMPLE:
  heddle-emulate add.ptx --entry=add --grid=4 --block=256 \
      --arg=in:x.npy:f32 --arg=out:y.npy:f32:1024 --arg=i32:1024

EXIT CODES:
  0 success   1 the kernel did something wrong   2 bad flags or files
)";

namespace {
/// Constructed after the program has started.
struct Flags {
  cl::OptionCategory category{"heddle-emulate options"};
  cl::opt<std::string> file{cl::Positional, cl::desc("KERNEL.ptx|KERNEL.ll"),
                            cl::Required, cl::cat(category)};
  cl::opt<std::string> entry{
      "entry", cl::desc("The kernel; may be left out if the file has only one"),
      cl::value_desc("name"), cl::cat(category)};
  cl::opt<std::string> grid{"grid", cl::desc("Blocks (workgroups) of the grid"),
                            cl::value_desc("X,Y,Z"), cl::init("1"),
                            cl::cat(category)};
  cl::opt<std::string> block{
      "block",
      cl::desc("Threads of a block (work-items of a workgroup); if left out, "
               "what a PTX kernel requires, and 1 in LLVM IR"),
      cl::value_desc("X,Y,Z"), cl::cat(category)};
  cl::opt<std::string> cluster{
      "cluster",
      cl::desc("PTX: blocks of a cluster; if left out, what the kernel "
               "requires, or 1"),
      cl::value_desc("X,Y,Z"), cl::init("1"), cl::cat(category)};
  cl::opt<uint32_t> shared{
      "shared",
      cl::desc(
          "Bytes of dynamic shared memory (of LDS behind what the kernel's "
          "variables take)"),
      cl::value_desc("bytes"), cl::init(0), cl::cat(category)};
  cl::opt<uint64_t> seed{"seed",
                         cl::desc("Decides in which order warps (waves) run"),
                         cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<unsigned> threads{
      "threads",
      cl::desc("Host threads, each of which runs one block at a time; 0 for "
               "all (default 1)"),
      cl::value_desc("n"), cl::init(1), cl::cat(category)};
  cl::opt<uint64_t> maxInstructions{
      "max-instructions",
      cl::desc("PTX: fail after so many instructions of one warp; 0 for no "
               "limit (default)"),
      cl::value_desc("n"), cl::init(0), cl::cat(category)};
  cl::opt<bool> stats{
      "stats", cl::desc("Print counts of instructions and memory traffic"),
      cl::cat(category)};
  cl::list<std::string> arguments{"arg", cl::desc("An argument, in order"),
                                  cl::value_desc("argument"),
                                  cl::cat(category)};
};
} // namespace

/// One to three positive numbers.
static Result<Extents> parseExtents(const char *flag, llvm::StringRef text) {
  Extents extents = {1, 1, 1};
  llvm::SmallVector<llvm::StringRef> parts;
  text.split(parts, ',');
  bool good = parts.size() <= 3;
  for (size_t i = 0; good && i < parts.size(); ++i)
    good = !parts[i].getAsInteger(10, extents[i]) && extents[i] > 0;
  if (!good)
    return Failure{"--" + std::string(flag) + "=" + text.str() +
                   ": expected one to three positive numbers, as in 4,2,1"};
  return extents;
}

/// LLVM's own flags would clutter --help, and some have our names.
static void hideOtherFlags(cl::OptionCategory &category) {
  for (auto &entry : cl::getRegisteredOptions())
    if (entry.second->getNumOccurrences() == 0 &&
        !llvm::is_contained(entry.second->Categories, &category))
      entry.second->setHiddenFlag(cl::ReallyHidden);
}

Result<Options> emulate::parseOptions(int argc, char **argv) {
  for (llvm::StringRef name :
       {"entry", "grid", "block", "cluster", "shared", "seed", "threads",
        "max-instructions", "stats", "arg"})
    if (cl::Option *other = cl::getRegisteredOptions().lookup(name))
      other->removeArgument();
  static Flags flags;
  hideOtherFlags(flags.category);
  if (!cl::ParseCommandLineOptions(argc, argv, overview, &llvm::errs()))
    return Failure{""};
  Options options;
  options.file = flags.file;
  options.entry = flags.entry;
  options.sharedBytes = flags.shared;
  options.seed = flags.seed;
  options.statistics = flags.stats;
  options.threads = flags.threads;
  options.maxInstructions = flags.maxInstructions;
  Result<Extents> grid = parseExtents("grid", flags.grid);
  if (!grid)
    return grid.failure();
  options.grid = *grid;
  Result<Extents> cluster = parseExtents("cluster", flags.cluster);
  if (!cluster)
    return cluster.failure();
  options.cluster = *cluster;
  if (!flags.block.empty()) {
    Result<Extents> block = parseExtents("block", flags.block);
    if (!block)
      return block.failure();
    options.block = *block;
  }
  for (const std::string &text : flags.arguments) {
    Result<KernelArgument> argument = KernelArgument::parse(text);
    if (!argument)
      return argument.failure("--arg=");
    options.arguments.push_back(std::move(*argument));
  }
  return options;
}
