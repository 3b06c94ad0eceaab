//===- EmulatePTX.cpp - Runs kernels in PTX --------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emulate.h"
#include "KernelArguments.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace heddle;
using namespace llvm;

namespace {

cl::OptionCategory category("Options of heddle-emulate");

/// Registered when made, as libLLVM has options of such names, which go first.
struct Flags {
  cl::opt<std::string> kernelFile{cl::Positional, cl::desc("KERNEL.ptx"),
                                  cl::Required, cl::cat(category)};
  cl::opt<std::string> entry{"entry", cl::value_desc("name"),
                             cl::desc("The kernel; may be left out if the file "
                                      "has only one"),
                             cl::cat(category)};
  cl::opt<std::string> grid{"grid", cl::value_desc("x[,y[,z]]"),
                            cl::desc("Blocks of the grid (default 1,1,1)"),
                            cl::init("1"), cl::cat(category)};
  cl::opt<std::string> block{"block", cl::value_desc("x[,y[,z]]"),
                             cl::desc("Threads of a block (default: what the "
                                      "kernel requires)"),
                             cl::cat(category)};
  cl::opt<unsigned> sharedBytes{"shared", cl::value_desc("bytes"),
                                cl::desc("Dynamic shared memory"), cl::init(0),
                                cl::cat(category)};
  cl::opt<uint64_t> seed{"seed", cl::value_desc("n"),
                         cl::desc("Decides in which order warps run"),
                         cl::init(0), cl::cat(category)};
  cl::opt<unsigned> threads{
      "threads", cl::value_desc("n"),
      cl::desc("Host threads, each of which runs one block "
               "at a time; 0 for all (default 1)"),
      cl::init(1), cl::cat(category)};
  cl::opt<uint64_t> maxInstructions{
      "max-instructions", cl::value_desc("n"),
      cl::desc("Fail after so many instructions of one warp"), cl::init(0),
      cl::cat(category)};
  cl::opt<bool> stats{
      "stats",
      cl::desc("Print instructions by opcode, bank conflicts of "
               "shared memory and sectors of global memory"),
      cl::cat(category)};
  cl::list<std::string> arguments{
      "arg", cl::value_desc("kind:value"),
      cl::desc("An argument, in order: in:A.npy[:bf16] (converted to "
               "the type named), out:Y.npy:bf16:4x8 (uninitialised, "
               "written afterwards, f16 and bf16 as f32), "
               "inout:A.npy[:bf16], zero:BYTES, i32:5, i64:5, f32:0.5, "
               "f64:0.5, bytes:HEX (a structure), null"),
      cl::cat(category)};
};

constexpr int exitUsage = 2;

int fail(const std::string &message, int status = 1) {
  errs() << message << '\n';
  return status;
}

bool parseExtent(StringRef text, ptx::Extent3 &extent) {
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  uint32_t *places[] = {&extent.x, &extent.y, &extent.z};
  if (parts.size() > 3)
    return false;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].getAsInteger(10, *places[i]) || *places[i] == 0)
      return false;
  return true;
}

void printAccesses(StringRef title, StringRef unit,
                   const std::vector<ptx::AccessCount> &accesses) {
  outs() << title << ":\n";
  for (const ptx::AccessCount &access : accesses)
    outs() << format("  line %5u %10llu requests %10llu ", access.line,
                     static_cast<unsigned long long>(access.requests),
                     static_cast<unsigned long long>(access.transactions))
           << unit
           << format(" (at best %llu)  ",
                     static_cast<unsigned long long>(access.ideal))
           << access.opcode << '\n';
}

void printStatistics(const ptx::Statistics &statistics) {
  outs() << "warp instructions: " << statistics.warpInstructions << '\n'
         << "lane instructions: " << statistics.laneInstructions << '\n'
         << "global bytes read: " << statistics.globalBytesRead << '\n'
         << "global bytes written: " << statistics.globalBytesWritten << '\n'
         << "bank conflicts: " << statistics.bankConflicts() << '\n'
         << "instructions:\n";
  for (const auto &[opcode, count] : statistics.opcodes)
    outs() << format("  %10llu  ", static_cast<unsigned long long>(count))
           << opcode << '\n';
  printAccesses("shared memory", "passes", statistics.shared);
  printAccesses("global memory", "sectors", statistics.global);
}

/// The block that the kernel requires, for a launch that names none.
rt::Result<rt::Success> chooseBlock(const ptx::Module &module,
                                    ptx::LaunchConfig &config) {
  for (const ptx::EntryInfo &info : module.entries())
    if ((config.entry.empty() || info.name == config.entry) &&
        info.requiredBlock.x != 0) {
      config.block = info.requiredBlock;
      return rt::Success{};
    }
  return rt::Failure{"the kernel requires no particular block; give --block"};
}

int run(const Flags &flags) {
  ptx::LaunchConfig config;
  config.entry = flags.entry;
  config.sharedBytes = flags.sharedBytes;
  if (!parseExtent(flags.grid, config.grid) ||
      (!flags.block.empty() && !parseExtent(flags.block, config.block)))
    return fail("expected extents such as 4,2,1", exitUsage);
  KernelArguments kernelArguments;
  for (const std::string &argument : flags.arguments)
    if (rt::Result<rt::Success> added = kernelArguments.add(argument); !added)
      return fail(added.error(), exitUsage);
  config.arguments = kernelArguments.list();
  auto file = MemoryBuffer::getFile(flags.kernelFile);
  if (!file)
    return fail("cannot read '" + flags.kernelFile +
                    "': " + file.getError().message(),
                exitUsage);
  rt::Result<ptx::Module> module =
      ptx::Module::parse((*file)->getBuffer().str(), flags.kernelFile);
  if (!module)
    return fail(module.error());
  if (flags.block.empty())
    if (rt::Result<rt::Success> chosen = chooseBlock(*module, config); !chosen)
      return fail(chosen.error(), exitUsage);
  ptx::Options options;
  options.seed = flags.seed;
  options.statistics = flags.stats;
  options.threads = flags.threads;
  options.maxInstructions = flags.maxInstructions;
  rt::Result<ptx::Statistics> statistics =
      ptx::launch(*module, kernelArguments.memory(), config, options);
  if (!statistics)
    return fail(statistics.error());
  if (flags.stats)
    printStatistics(*statistics);
  if (rt::Result<rt::Success> written = kernelArguments.writeOutputs();
      !written)
    return fail(written.error());
  return 0;
}

} // namespace

int heddle::runPTX(int argc, char **argv) {
  for (StringRef name : {"entry", "grid", "block", "shared", "seed", "threads",
                         "max-instructions", "stats", "arg"})
    if (cl::Option *option = cl::getRegisteredOptions().lookup(name))
      option->removeArgument();
  Flags flags;
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv,
                              "Runs a GPU kernel on the host, and reports what "
                              "a GPU would leave undefined\n");
  return run(flags);
}
