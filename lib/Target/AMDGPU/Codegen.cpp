//===- Codegen.cpp - Machine code of kernels ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/AMDGPU/Codegen.h"

#include "heddle/Target/AMDGPU/Chip.h"

#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/ROCDL/ROCDLToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace heddle::amdgpu;
using namespace llvm;
using mlir::gpu::GPUModuleOp;

void heddle::amdgpu::registerTranslations(mlir::DialectRegistry &registry) {
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerGPUDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
  mlir::registerROCDLDialectTranslation(registry);
}

namespace {
/// The kernels of a module on their way to machine code.
class Translation {
public:
  static Expected<std::unique_ptr<Translation>> create(GPUModuleOp module);

  std::string getText() const;
  Expected<std::string> emit(CodeGenFileType kind);

private:
  Error prepare(StringRef chip);
  void optimize();
  Error chooseSchedules();

  LLVMContext context;
  std::unique_ptr<TargetMachine> machine;
  std::unique_ptr<Module> code;
};
} // namespace

static void initializeBackend() {
  static const bool done = [] {
    LLVMInitializeAMDGPUTargetInfo();
    LLVMInitializeAMDGPUTarget();
    LLVMInitializeAMDGPUTargetMC();
    LLVMInitializeAMDGPUAsmPrinter();
    return true;
  }();
  (void)done;
}

/// Gives functions the chip, and the module its layout.
Error Translation::prepare(StringRef chip) {
  initializeBackend();
  const Triple triple("amdgcn-amd-amdhsa");
  std::string message;
  const llvm::Target *target = TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return createStringError(message);
  TargetOptions options;
  // Comments say what kernels take.
  options.MCOptions.AsmVerbose = true;
  machine.reset(target->createTargetMachine(triple, chip, /*Features=*/"",
                                            options, Reloc::PIC_, std::nullopt,
                                            CodeGenOptLevel::Aggressive));
  code->setTargetTriple(triple);
  code->setDataLayout(machine->createDataLayout());
  for (Function &function : *code) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", chip);
    function.addFnAttr("denormal-fp-math-f32", "preserve-sign");
    function.addFnAttr("amdgpu-unsafe-fp-atomics", "true");
  }
  return Error::success();
}

void Translation::optimize() {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager graph;
  ModuleAnalysisManager modules;
  // Packed arithmetic of f32.
  PipelineTuningOptions tuning;
  tuning.SLPVectorization = true;
  PassBuilder builder(machine.get(), tuning);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  builder.buildPerModuleDefaultPipeline(OptimizationLevel::O3)
      .run(*code, modules);
}

Expected<std::unique_ptr<Translation>> Translation::create(GPUModuleOp module) {
  auto name = module->getAttrOfType<mlir::StringAttr>("heddle_gpu.target");
  const Chip *chip = name ? Chip::lookup(name.getValue()) : nullptr;
  if (!chip)
    return createStringError(
        "the module of kernels has no heddle_gpu.target of AMD's");
  auto made = std::make_unique<Translation>();
  made->code = mlir::translateModuleToLLVMIR(module, made->context);
  if (!made->code)
    return createStringError("the kernels cannot be translated to LLVM IR");
  if (Error error = made->prepare(chip->name))
    return std::move(error);
  made->optimize();
  return made;
}

std::string Translation::getText() const {
  std::string text;
  raw_string_ostream(text) << *code;
  return text;
}

static Expected<std::string> emitModule(TargetMachine &machine, Module &code,
                                        CodeGenFileType kind) {
  SmallString<0> text;
  raw_svector_ostream stream(text);
  legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, kind))
    return createStringError("the backend cannot write this kind of file");
  passes.run(code);
  return text.str().str();
}

/// Kernels that spill have their instructions ordered for few registers, not to
/// hide latencies.
Error Translation::chooseSchedules() {
  Expected<std::string> text =
      emitModule(*machine, *CloneModule(*code), CodeGenFileType::AssemblyFile);
  if (!text)
    return text.takeError();
  for (const KernelUsage &usage : parseUsage(*text))
    if (usage.scratchBytes > 0)
      code->getFunction(usage.name)
          ->addFnAttr("amdgpu-sched-strategy", "iterative-minreg");
  return Error::success();
}

Expected<std::string> Translation::emit(CodeGenFileType kind) {
  if (Error error = chooseSchedules())
    return std::move(error);
  return emitModule(*machine, *code, kind);
}

Expected<std::string> heddle::amdgpu::emitLLVM(GPUModuleOp module) {
  Expected<std::unique_ptr<Translation>> made = Translation::create(module);
  return made ? (*made)->getText() : Expected<std::string>(made.takeError());
}

Expected<std::string> heddle::amdgpu::emitAssembly(GPUModuleOp module) {
  Expected<std::unique_ptr<Translation>> made = Translation::create(module);
  if (!made)
    return made.takeError();
  return (*made)->emit(CodeGenFileType::AssemblyFile);
}

//===----------------------------------------------------------------------===//
// Linking
//===----------------------------------------------------------------------===//

static Error writeFile(StringRef path, StringRef contents) {
  std::error_code error;
  raw_fd_ostream stream(path, error);
  stream << contents;
  stream.close();
  if (error || (error = stream.error())) {
    stream.clear_error();
    return createStringError(error, "cannot write %s", path.str().c_str());
  }
  return Error::success();
}

static Expected<std::string> link(StringRef object) {
  // The one that goes with this LLVM: older ones do not know its objects.
  ErrorOr<std::string> linker =
      sys::findProgramByName("ld.lld", {HEDDLE_LLVM_TOOLS});
  if (!linker)
    linker = sys::findProgramByName("ld.lld");
  if (!linker)
    return createStringError("ld.lld is not in PATH: install LLVM's lld");
  SmallString<128> input, output;
  if (std::error_code error =
          sys::fs::createTemporaryFile("heddle", "o", input))
    return createStringError(error, "cannot create a temporary file");
  llvm::scope_exit cleanUp([&] {
    sys::fs::remove(input);
    sys::fs::remove(output);
  });
  if (std::error_code error =
          sys::fs::createTemporaryFile("heddle", "hsaco", output))
    return createStringError(error, "cannot create a temporary file");
  if (Error error = writeFile(input, object))
    return std::move(error);
  StringRef arguments[] = {*linker, "-shared", input, "-o", output};
  std::string message;
  if (sys::ExecuteAndWait(*linker, arguments, std::nullopt, {}, 0, 0, &message))
    return createStringError("%s failed: %s", linker->c_str(), message.c_str());
  auto linked = MemoryBuffer::getFile(output);
  if (!linked)
    return createStringError(linked.getError(), "cannot read %s",
                             output.c_str());
  return (*linked)->getBuffer().str();
}

Expected<std::string> heddle::amdgpu::emitCodeObject(GPUModuleOp module) {
  Expected<std::unique_ptr<Translation>> made = Translation::create(module);
  if (!made)
    return made.takeError();
  Expected<std::string> object = (*made)->emit(CodeGenFileType::ObjectFile);
  return object ? link(*object) : std::move(object);
}

//===----------------------------------------------------------------------===//
// Resources
//===----------------------------------------------------------------------===//

/// The number behind `key` in `text`; 0 if there is none.
static unsigned findNumber(StringRef text, StringRef key) {
  SmallVector<StringRef> match;
  unsigned number = 0;
  if (Regex((key + ": *([0-9]+)").str()).match(text, &match))
    (void)match[1].getAsInteger(10, number);
  return number;
}

/// Comments behind a kernel, and the notes at the end, in which the kernel's
/// name comes before its spills.
std::vector<KernelUsage> heddle::amdgpu::parseUsage(StringRef assembly) {
  std::vector<KernelUsage> kernels;
  SmallVector<StringRef> sections;
  assembly.split(sections, ".amdhsa_kernel ", -1, false);
  StringRef notes = assembly.substr(assembly.find(".amdgpu_metadata"));
  for (StringRef section : drop_begin(sections)) {
    KernelUsage usage;
    usage.name = section.take_until([](char c) { return c == '\n'; }).str();
    usage.vgprs = findNumber(section, "; NumVgprs");
    usage.agprs = findNumber(section, "; NumAgprs");
    usage.sgprs = findNumber(section, "; TotalNumSgprs");
    usage.scratchBytes = findNumber(section, "; ScratchSize");
    usage.ldsBytes = findNumber(section, "; LDSByteSize");
    usage.wavesPerSIMD = findNumber(section, "; Occupancy");
    StringRef own = notes.substr(notes.find(".name:           " + usage.name));
    usage.sgprSpills = findNumber(own, "sgpr_spill_count");
    usage.vgprSpills = findNumber(own, "vgpr_spill_count");
    kernels.push_back(std::move(usage));
  }
  return kernels;
}
