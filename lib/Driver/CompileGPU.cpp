//===- CompileGPU.cpp - heddle-compile for GPUs ---------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileGPU.h"
#include "Artifacts.h"
#include "Executable.h"
#include "ToolSupport.h"

#include "heddle/Target/AMDGPU/Chip.h"
#include "heddle/Target/NVIDIA/Chip.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/LLVMIR/ROCDLDialect.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/Path.h"

using namespace heddle;
using namespace heddle::driver;

bool heddle::driver::isGPUTarget(llvm::StringRef target) {
  return target.starts_with("sm_") || target.starts_with("gfx");
}

bool heddle::driver::isAMDGPU(llvm::StringRef target) {
  return amdgpu::Chip::lookup(target) != nullptr;
}

bool heddle::driver::isKnownGPU(llvm::StringRef target) {
  return nvidia::Chip::lookup(target) || isAMDGPU(target);
}

std::string heddle::driver::listGPUs() {
  return nvidia::Chip::listNames() + ", " + amdgpu::Chip::listNames();
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

std::vector<KernelDescription>
heddle::driver::listKernels(mlir::gpu::GPUModuleOp module) {
  std::vector<KernelDescription> kernels;
  for (auto function : module.getOps<mlir::LLVM::LLVMFuncOp>()) {
    if (!function->hasAttr(mlir::NVVM::NVVMDialect::getKernelFuncAttrName()) &&
        !function->hasAttr(mlir::ROCDL::ROCDLDialect::getKernelFuncAttrName()))
      continue;
    KernelDescription kernel;
    kernel.name = function.getName().str();
    if (auto bytes = function->getAttrOfType<mlir::IntegerAttr>(
            "heddle_gpu.shared_bytes"))
      kernel.sharedBytes = bytes.getInt();
    if (auto block = function->getAttrOfType<mlir::DenseI32ArrayAttr>(
            "gpu.known_block_size"))
      llvm::copy(block.asArrayRef(), kernel.block.begin());
    kernels.push_back(std::move(kernel));
  }
  return kernels;
}

void heddle::driver::addUsage(
    llvm::ArrayRef<nvidia::KernelUsage> usage,
    llvm::MutableArrayRef<KernelDescription> kernels) {
  for (KernelDescription &kernel : kernels)
    for (const nvidia::KernelUsage &known : usage)
      if (known.name == kernel.name)
        kernel.usage = known;
}

void heddle::driver::addUsage(
    llvm::ArrayRef<amdgpu::KernelUsage> usage,
    llvm::MutableArrayRef<KernelDescription> kernels) {
  for (KernelDescription &kernel : kernels)
    for (const amdgpu::KernelUsage &known : usage)
      if (known.name == kernel.name)
        kernel.amdUsage = known;
}

//===----------------------------------------------------------------------===//
// Compiler
//===----------------------------------------------------------------------===//

namespace {
/// One run of heddle-compile.
class KernelCompiler {
public:
  explicit KernelCompiler(const CompileOptions &options) : options(options) {}

  llvm::Error run();

private:
  llvm::Error checkOptions() const;
  llvm::Error load();
  llvm::Error lower();
  llvm::Error describeLaunches();
  llvm::Expected<std::string> emitKernels(mlir::gpu::GPUModuleOp kernels);
  llvm::Expected<std::string> emitForAMD(mlir::gpu::GPUModuleOp kernels);
  llvm::Error write(std::string contents);
  bool hasManifest() const;
  std::string getManifestPath() const;

  const CompileOptions &options;
  LowerToNVVMOptions lowering;
  std::unique_ptr<SourceFile> file;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  KernelFileDescription description;
};
} // namespace

llvm::Error KernelCompiler::checkOptions() const {
  bool isAMD = isAMDGPU(options.target);
  if (options.emit == (isAMD ? EmitKind::PTX : EmitKind::Asm) ||
      options.emit == EmitKind::Obj)
    return makeError(
        ExitCode::BadInput,
        llvm::Twine("--emit: for this GPU, expected tile, llvm, ") +
            (isAMD ? "asm" : "ptx") + " or bin");
  if (options.panels || options.chunkBytes)
    return makeError(ExitCode::BadInput,
                     "--panels and --chunk-bytes go with --target=cpu");
  if (!isKnownGPU(options.target))
    return makeError(ExitCode::Refused,
                     "target '" + options.target +
                         "' is not supported, expected cpu or one of " +
                         listGPUs());
  if (llvm::Error error = checkLowerToNVVMOptions(lowering))
    return makeError(ExitCode::BadInput, llvm::toString(std::move(error)));
  if (hasManifest() && llvm::sys::path::extension(options.output) == ".json")
    return makeError(ExitCode::BadInput,
                     options.output + ": the manifest has this extension, "
                                      "choose another one");
  if (options.output == "-")
    return llvm::Error::success();
  if (llvm::Error error = checkOutputPath(options.output, options.file))
    return error;
  return hasManifest() ? checkOutputPath(getManifestPath(), options.file)
                       : llvm::Error::success();
}

llvm::Error KernelCompiler::load() {
  llvm::Expected<std::unique_ptr<SourceFile>> source =
      SourceFile::load(options.file);
  if (!source)
    return source.takeError();
  file = std::move(*source);
  module = file->cloneModule();
  describeAttention(*module, lowering);
  for (mlir::func::FuncOp function : getPublicFunctions(file->getModule())) {
    llvm::Expected<EntryPoint> entry = EntryPoint::describe(function);
    if (!entry)
      return entry.takeError();
    description.entries.push_back(std::move(*entry));
  }
  if (description.entries.empty())
    return makeError(ExitCode::BadInput,
                     options.file + " has no public function with a body");
  return llvm::Error::success();
}

llvm::Error KernelCompiler::lower() {
  mlir::PassManager pm(&file->getContext());
  if (options.emit == EmitKind::Tile) {
    buildLowerToNVVMTilesPipeline(pm, lowering);
  } else {
    if (isAMDGPU(options.target))
      buildLowerToROCDLPipeline(pm, lowering);
    else
      buildLowerToNVVMPipeline(pm, lowering);
    // What is left for the host becomes formulas.
    pm.addPass(mlir::memref::createExpandStridedMetadataPass());
    pm.addPass(mlir::createLowerAffinePass());
    pm.addPass(mlir::createCanonicalizerPass());
    pm.addPass(mlir::createCSEPass());
  }
  return runPipeline(pm, *module, options.target);
}

/// The names of arguments, and of results, which are arguments too.
static std::vector<std::string> nameArguments(const EntryPoint &entry) {
  std::vector<std::string> names;
  for (size_t i = 0; i != entry.arguments.size(); ++i)
    names.push_back("arg" + std::to_string(i));
  for (size_t i = 0; i != entry.results.size(); ++i)
    names.push_back("result" + std::to_string(i));
  return names;
}

llvm::Error KernelCompiler::describeLaunches() {
  for (const EntryPoint &entry : description.entries) {
    auto function = module->lookupSymbol<mlir::func::FuncOp>(entry.name);
    llvm::Expected<LaunchPlan> plan =
        planLaunches(function, nameArguments(entry));
    if (!plan)
      return plan.takeError();
    description.plans.push_back(std::move(*plan));
  }
  return llvm::Error::success();
}

llvm::Expected<std::string>
KernelCompiler::emitForAMD(mlir::gpu::GPUModuleOp kernels) {
  if (options.emit == EmitKind::LLVM)
    return amdgpu::emitLLVM(kernels);
  llvm::Expected<std::string> assembly = amdgpu::emitAssembly(kernels);
  if (!assembly)
    return assembly;
  addUsage(amdgpu::parseUsage(*assembly), description.kernels);
  for (const KernelDescription &kernel : description.kernels)
    if (kernel.amdUsage && kernel.amdUsage->scratchBytes)
      warn("heddle-compile", "kernel " + kernel.name + " spills " +
                                 llvm::Twine(kernel.amdUsage->scratchBytes) +
                                 " bytes of registers");
  if (options.emit == EmitKind::Asm)
    return assembly;
  return amdgpu::emitCodeObject(kernels);
}

llvm::Expected<std::string>
KernelCompiler::emitKernels(mlir::gpu::GPUModuleOp kernels) {
  if (isAMDGPU(options.target))
    return emitForAMD(kernels);
  if (options.emit == EmitKind::LLVM)
    return nvidia::emitLLVM(kernels);
  llvm::Expected<std::string> ptx = nvidia::emitPTX(kernels);
  if (!ptx || options.emit == EmitKind::PTX)
    return ptx;
  llvm::Expected<std::string> ptxas = nvidia::findPtxas(options.ptxas);
  if (!ptxas)
    return makeError(ExitCode::BadInput, llvm::toString(ptxas.takeError()));
  llvm::Expected<nvidia::Cubin> cubin =
      nvidia::assemble(*ptx, options.target, *ptxas);
  if (!cubin)
    return cubin.takeError();
  addUsage(cubin->kernels, description.kernels);
  for (const nvidia::KernelUsage &usage : cubin->kernels)
    if (unsigned bytes = usage.spillStoreBytes + usage.spillLoadBytes)
      warn("heddle-compile", "kernel " + usage.name + " spills " +
                                 llvm::Twine(bytes) + " bytes of registers");
  return std::string(cubin->code.begin(), cubin->code.end());
}

bool KernelCompiler::hasManifest() const {
  return options.output != "-" &&
         (options.emit == EmitKind::PTX || options.emit == EmitKind::Asm ||
          options.emit == EmitKind::Bin);
}

std::string KernelCompiler::getManifestPath() const {
  llvm::SmallString<128> path(options.output);
  llvm::sys::path::replace_extension(path, "json");
  return path.str().str();
}

llvm::Error KernelCompiler::write(std::string contents) {
  if (options.output == "-") {
    llvm::outs() << contents;
    return llvm::Error::success();
  }
  std::vector<Artifact> files = {{options.output, std::move(contents)}};
  if (hasManifest()) {
    description.source = llvm::sys::path::filename(options.file).str();
    description.file = llvm::sys::path::filename(options.output).str();
    description.kind = options.emit == EmitKind::PTX   ? "ptx"
                       : options.emit == EmitKind::Asm ? "asm"
                       : isAMDGPU(options.target)      ? "hsaco"
                                                       : "cubin";
    description.chip = options.target;
    description.tile = getTileSizes(lowering);
    Artifact manifest{getManifestPath(), ""};
    llvm::raw_string_ostream stream(manifest.contents);
    writeManifest(description, stream);
    files.push_back(std::move(manifest));
  }
  return writeFiles(files);
}

llvm::Error KernelCompiler::run() {
  options.configure(lowering);
  if (llvm::Error error = checkOptions())
    return error;
  if (llvm::Error error = load())
    return error;
  if (llvm::Error error = lower())
    return error;
  std::string text;
  if (options.emit == EmitKind::Tile) {
    llvm::raw_string_ostream(text) << *module << "\n";
    return write(std::move(text));
  }
  if (llvm::Error error = describeLaunches())
    return error;
  auto modules = module->getOps<mlir::gpu::GPUModuleOp>();
  if (modules.empty())
    return makeError(ExitCode::Refused,
                     options.file + " has nothing for a GPU to compute");
  description.kernels = listKernels(*modules.begin());
  llvm::Expected<std::string> code = emitKernels(*modules.begin());
  if (!code)
    return code.takeError();
  return write(std::move(*code));
}

llvm::Error heddle::driver::compileForGPU(const CompileOptions &options) {
  return KernelCompiler(options).run();
}
