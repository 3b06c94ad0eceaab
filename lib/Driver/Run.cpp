//===- Run.cpp - The tool heddle-run --------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Executable.h"
#include "Extents.h"
#include "GuardSignals.h"
#include "HostMemory.h"
#include "KernelLauncher.h"
#include "Outputs.h"
#include "Report.h"
#include "RunOptions.h"
#include "Tune.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "llvm/Support/raw_ostream.h"

#include <cstring>
#include <set>
#include <thread>

using namespace heddle;
using namespace heddle::driver;

namespace {

/// One run of the tool.
class Runner {
public:
  explicit Runner(RunOptions options)
      : options(std::move(options)), memory(this->options.inputs.placement) {}

  llvm::Error run();

private:
  using Tensors = std::vector<rt::Tensor>;

  llvm::Error prepare();
  llvm::Error compile();
  llvm::Error compileForGPU();
  llvm::Error compileReference();
  llvm::Expected<std::vector<Output>>
  callOnce(Executable &callee, const reference::Session *session);
  llvm::Expected<Tensors> copyInputs() const;
  llvm::Error checkGuards(llvm::ArrayRef<rt::Tensor> arguments);
  llvm::Error check();
  llvm::Error measure();
  llvm::Error countFlops();
  TuneCallbacks makeTuneCallbacks(Tensors &arguments);
  llvm::Error tuneSizes();
  void useThreads();

  bool isReference() const { return options.target == "reference"; }

  RunOptions options;
  HostMemory memory;
  std::unique_ptr<SourceFile> file;
  cpu::KernelCache cache;
  /// Of a GPU's kernels; null for other targets.
  std::unique_ptr<KernelLauncher> launcher;
  EntryPoint entry;
  Tensors inputs;
  reference::Session session;
  /// The target's code, and the reference's once something needs it.
  std::unique_ptr<Executable> executable, referenceExecutable;
  RunReport report;
};

} // namespace

//===----------------------------------------------------------------------===//
// Preparing
//===----------------------------------------------------------------------===//

static llvm::Error checkTarget(const std::string &target) {
  if (target == "cpu" || target == "reference" || isKnownGPU(target))
    return llvm::Error::success();
  return makeError(
      ExitCode::Refused,
      "target '" + target +
          "' is not supported, expected cpu, reference or a GPU: " +
          listGPUs());
}

/// Refuses outputs that would replace the module or each other.
static llvm::Error checkOutputPaths(const RunOptions &options) {
  std::set<std::string> seen;
  for (const std::string &path : options.outputs) {
    if (llvm::Error error = checkOutputPath(path, options.file))
      return error;
    if (!seen.insert(path).second)
      return makeError(ExitCode::BadInput,
                       "--output=" + path +
                           " is given twice, give each output its own file");
  }
  return llvm::Error::success();
}

llvm::Error Runner::prepare() {
  if (llvm::Error error = checkTarget(options.target))
    return error;
  LowerToCPUOptions lowering;
  options.configure(lowering);
  if (llvm::Error error = checkLowering(lowering))
    return error;
  llvm::Expected<std::unique_ptr<SourceFile>> source =
      SourceFile::load(options.file);
  if (!source)
    return source.takeError();
  file = std::move(*source);
  llvm::Expected<EntryPoint> found =
      EntryPoint::find(file->getModule(), options.entry);
  if (!found)
    return found.takeError();
  entry = std::move(*found);
  size_t numOutputs = entry.results.size() + entry.getWrittenArguments().size();
  if (options.outputs.size() > numOutputs)
    return makeError(ExitCode::BadInput,
                     "found " + llvm::Twine(options.outputs.size()) +
                         " outputs, @" + entry.name + " has " +
                         llvm::Twine(numOutputs));
  if (llvm::Error error = checkOutputPaths(options))
    return error;
  llvm::Expected<Tensors> made = makeInputs(entry, options.inputs);
  if (!made)
    return made.takeError();
  inputs = std::move(*made);
  auto function =
      file->getModule().lookupSymbol<mlir::func::FuncOp>(entry.name);
  if (failed(checkExtents(function, inputs)))
    return makeError(ExitCode::BadInput,
                     "the extents of the arguments do not fit @" + entry.name);
  return llvm::Error::success();
}

llvm::Error Runner::compileReference() {
  if (referenceExecutable)
    return llvm::Error::success();
  session.options.numThreads = options.threads;
  session.options.showProgress = true;
  auto compiled = Executable::compileForReference(*file, entry, session);
  if (!compiled)
    return compiled.takeError();
  referenceExecutable = std::move(*compiled);
  return llvm::Error::success();
}

llvm::Error Runner::compileForGPU() {
  auto created = KernelLauncher::create(options.target, options.emulate,
                                        options.inputs.seed.value_or(0));
  if (!created)
    return created.takeError();
  launcher = std::move(*created);
  // Only a report has room for what ptxas says; it is fine if there is none.
  std::string ptxas;
  if (options.json && !isAMDGPU(options.target)) {
    llvm::Expected<std::string> found = nvidia::findPtxas();
    if (found)
      ptxas = *found;
    else
      llvm::consumeError(found.takeError());
  }
  LowerToNVVMOptions lowering;
  options.configure(lowering);
  auto compiled =
      Executable::compileForGPU(*file, entry, lowering, *launcher, ptxas);
  if (!compiled)
    return compiled.takeError();
  executable = std::move(*compiled);
  return llvm::Error::success();
}

llvm::Error Runner::compile() {
  if (isReference())
    return compileReference();
  if (isGPUTarget(options.target))
    return compileForGPU();
  LowerToCPUOptions lowering;
  options.configure(lowering);
  if (!options.cacheFolder.empty())
    cache.useObjects(
        cpu::ObjectCache(options.cacheFolder),
        [](const llvm::Twine &message) { warn("heddle-run", message); });
  auto compiled = Executable::compileForCPU(*file, entry, lowering, cache);
  if (!compiled)
    return compiled.takeError();
  executable = std::move(*compiled);
  return llvm::Error::success();
}

void Runner::useThreads() {
  report.threads =
      options.threads ? options.threads : std::thread::hardware_concurrency();
  if (isReference())
    return;
  const cpu::OpenMPRuntime *openMP = executable->getOpenMP();
  if (openMP) {
    openMP->setNumThreads(options.threads);
    report.threads = openMP->getNumThreads();
  } else {
    report.threads = 1;
  }
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

llvm::Expected<std::vector<rt::Tensor>> Runner::copyInputs() const {
  Tensors copies;
  for (const rt::Tensor &input : inputs) {
    llvm::Expected<rt::Tensor> copy =
        copyTensor(input, options.inputs.placement);
    if (!copy)
      return copy.takeError();
    copies.push_back(std::move(*copy));
  }
  return copies;
}

/// Whether two tensors of one type and layout hold the same bytes.
static bool isUnchanged(const rt::Tensor &a, const rt::Tensor &b) {
  return std::memcmp(a.data(), b.data(), a.sizeInBytes()) == 0;
}

llvm::Error Runner::checkGuards(llvm::ArrayRef<rt::Tensor> arguments) {
  if (!options.guard)
    return llvm::Error::success();
  for (auto [index, argument] : llvm::enumerate(arguments)) {
    rt::Result<rt::Success> intact = argument.checkMargins();
    if (!intact)
      return makeError(ExitCode::Failure, "the code wrote around argument " +
                                              llvm::Twine(index) + ": " +
                                              intact.error());
    const ArgumentInfo &info = entry.arguments[index];
    if (info.isMemRef() && !info.isWritten &&
        !isUnchanged(argument, inputs[index]))
      return makeError(ExitCode::Failure,
                       "the code wrote to argument " + llvm::Twine(index) +
                           ", which the function only reads");
  }
  if (!memory.getDamage().empty())
    return makeError(ExitCode::Failure,
                     "the code wrote around a buffer that it allocated: " +
                         memory.getDamage());
  return llvm::Error::success();
}

/// Calls `callee` on fresh copies of the inputs.
llvm::Expected<std::vector<Output>>
Runner::callOnce(Executable &callee, const reference::Session *known) {
  llvm::Expected<Tensors> arguments = copyInputs();
  if (!arguments)
    return arguments.takeError();
  session.clear();
  std::vector<ResultBuffer> results;
  {
    GuardSignals signals(*arguments, options.guard);
    results = callee.call(*arguments);
  }
  if (launcher)
    if (llvm::Error error = launcher->takeError())
      return std::move(error);
  std::vector<Output> outputs = readOutputs(entry, results, *arguments, known);
  memory.releaseAll();
  if (llvm::Error error = checkGuards(*arguments))
    return std::move(error);
  return outputs;
}

//===----------------------------------------------------------------------===//
// Checking
//===----------------------------------------------------------------------===//

llvm::Error Runner::check() {
  if (llvm::Error error = compileReference())
    return error;
  session.options.precision = reference::Precision::Exact;
  auto exact = callOnce(*referenceExecutable, &session);
  if (!exact)
    return exact.takeError();
  session.options.precision = reference::Precision::Storage;
  auto unfused = callOnce(*referenceExecutable, nullptr);
  if (!unfused)
    return unfused.takeError();
  for (auto [output, exactOutput, unfusedOutput] :
       llvm::zip_equal(report.outputs, *exact, *unfused))
    report.checks.push_back(checkOutput(output, exactOutput, unfusedOutput));
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

llvm::Error Runner::countFlops() {
  // What the reference refuses has no figure; that is no error here.
  mlir::ScopedDiagnosticHandler silence(
      &file->getContext(), [](mlir::Diagnostic &) { return mlir::success(); });
  if (llvm::Error error = compileReference()) {
    llvm::consumeError(std::move(error));
    return llvm::Error::success();
  }
  session.countsOnly = true;
  auto outputs = callOnce(*referenceExecutable, nullptr);
  session.countsOnly = false;
  if (!outputs)
    return outputs.takeError();
  if (session.getUsefulFlops() > 0)
    report.gflops =
        session.getUsefulFlops() / (*report.medianMilliseconds * 1e6);
  return llvm::Error::success();
}

llvm::Error Runner::measure() {
  constexpr unsigned numWarmUps = 2;
  Executable &callee = isReference() ? *referenceExecutable : *executable;
  session.options.precision = reference::Precision::Exact;
  llvm::Expected<Tensors> arguments = copyInputs();
  if (!arguments)
    return arguments.takeError();
  std::unique_ptr<PreparedCall> call = callee.prepareCall(*arguments);
  std::vector<double> times;
  times.reserve(options.repeat);
  for (unsigned run = 0; run < options.repeat + numWarmUps; ++run) {
    Stopwatch stopwatch;
    (*call)();
    if (run >= numWarmUps)
      times.push_back(stopwatch.getMilliseconds());
    memory.releaseAll();
    session.clear();
  }
  report.numRuns = options.repeat;
  report.medianMilliseconds = getMedian(times);
  report.minMilliseconds = *llvm::min_element(times);
  return countFlops();
}

//===----------------------------------------------------------------------===//
// Tuning
//===----------------------------------------------------------------------===//

static bool hasAttention(mlir::ModuleOp module) {
  return module.walk([](AttentionOp) { return mlir::WalkResult::interrupt(); })
      .wasInterrupted();
}

TuneCallbacks Runner::makeTuneCallbacks(Tensors &arguments) {
  TuneCallbacks callbacks;
  callbacks.choose = [this](const cpu::TileSizes &asked) {
    LowerToCPUOptions lowering;
    options.withSizes(asked).configure(lowering);
    return getTileSizes(lowering);
  };
  callbacks.compile = [this](const cpu::TileSizes &sizes) {
    // What the target refuses is no candidate, and no error.
    mlir::ScopedDiagnosticHandler silence(
        &file->getContext(),
        [](mlir::Diagnostic &) { return mlir::success(); });
    LowerToCPUOptions lowering;
    options.withSizes(sizes).configure(lowering);
    return Executable::compileForCPU(*file, entry, lowering, cache);
  };
  callbacks.call = [this, &arguments](Executable &candidate) {
    candidate.call(arguments);
    memory.releaseAll();
  };
  return callbacks;
}

llvm::Error Runner::tuneSizes() {
  if (!hasAttention(*extractEntry(*file, entry)))
    return makeError(ExitCode::BadInput,
                     "--tune: @" + entry.name +
                         " has no heddle.attention whose tile sizes could be "
                         "searched");
  // With its diagnostics, should the target refuse the function.
  if (llvm::Error error = compile())
    return error;
  useThreads();
  llvm::Expected<Tensors> arguments = copyInputs();
  if (!arguments)
    return arguments.takeError();
  TuneCallbacks callbacks = makeTuneCallbacks(*arguments);
  TuneReport tuned;
  tuned.target = options.target;
  tuned.entry = entry.name;
  tuned.threads = report.threads;
  if (options.repeat)
    tuned.rounds = options.repeat;
  const CPUTarget &target = CPUTarget::select(options.cpu, options.features);
  if (llvm::Error error = tune(options.getSizes(), target, callbacks, tuned))
    return error;
  if (options.json)
    printJson(tuned, llvm::outs());
  else
    printText(tuned, llvm::outs());
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

llvm::Error Runner::run() {
  reference::Session::Activation activation(session);
  if (llvm::Error error = prepare())
    return error;
  if (options.tune)
    return tuneSizes();
  if (llvm::Error error = compile())
    return error;
  report.target = options.target;
  report.entry = entry.name;
  report.seed = options.inputs.seed;
  Executable &callee = isReference() ? *referenceExecutable : *executable;
  report.compileMilliseconds = callee.getCompileMilliseconds();
  report.cached = callee.isCached();
  useThreads();
  auto outputs = callOnce(callee, isReference() ? &session : nullptr);
  if (!outputs)
    return outputs.takeError();
  if (launcher)
    report.gpuKernels = launcher->getKernels();
  else
    report.kernels = callee.getKernels();
  report.outputs = std::move(*outputs);
  if (options.check)
    if (llvm::Error error = check())
      return error;
  if (options.repeat)
    if (llvm::Error error = measure())
      return error;
  if (llvm::Error error = writeOutputs(options.outputs, report.outputs))
    return error;
  if (options.json)
    printJson(report, llvm::outs());
  else
    printText(report, llvm::outs());
  if (report.passed())
    return llvm::Error::success();
  return makeError(ExitCode::Failure, "the results are wrong");
}

int heddle::driver::runMain(int argc, char **argv) {
  initializeTool(argc, argv);
  llvm::Expected<RunOptions> options = RunOptions::parse(argc, argv);
  llvm::Error error =
      options ? Runner(std::move(*options)).run() : options.takeError();
  return reportError("heddle-run", std::move(error));
}
