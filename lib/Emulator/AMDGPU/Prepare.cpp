//===- Prepare.cpp - Modules, processors and single kernels ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/TargetParser.h"
#include "llvm/Transforms/IPO/AlwaysInliner.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

static void initializeTargets() {
  static bool done = [] {
    LLVMInitializeAMDGPUTargetInfo();
    LLVMInitializeAMDGPUTarget();
    LLVMInitializeAMDGPUTargetMC();
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    return true;
  }();
  (void)done;
}

static std::string verify(const llvm::Module &module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  return llvm::verifyModule(module, &stream) ? text : std::string();
}

Result<std::unique_ptr<llvm::Module>>
amdgcn::parseModule(std::string_view source, const std::string &name,
                    llvm::LLVMContext &context) {
  initializeTargets();
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(
      llvm::StringRef(source.data(), source.size()), name);
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> module =
      llvm::parseIR(*buffer, diagnostic, context);
  if (!module) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    diagnostic.print(nullptr, stream, /*ShowColors=*/false);
    return Failure{llvm::StringRef(text).trim().str()};
  }
  std::string error = verify(*module);
  if (!error.empty())
    return Failure{name + ": invalid LLVM IR: " + error};
  if (module->getTargetTriple().getArch() != llvm::Triple::amdgcn)
    return Failure{name + ": target triple '" +
                   module->getTargetTriple().str() +
                   "': expected amdgcn-amd-amdhsa"};
  return module;
}

//===----------------------------------------------------------------------===//
// Processors
//===----------------------------------------------------------------------===//

static unsigned readWaveSize(const llvm::Function &function,
                             const Processor &processor) {
  llvm::StringRef features =
      function.getFnAttribute("target-features").getValueAsString();
  if (features.contains("+wavefrontsize64"))
    return 64;
  if (features.contains("+wavefrontsize32"))
    return 32;
  return processor.major >= 10 ? 32 : 64;
}

Result<Processor> amdgcn::readProcessor(const llvm::Function &function) {
  llvm::StringRef name =
      function.getFnAttribute("target-cpu").getValueAsString();
  std::string kernel = "kernel '" + function.getName().str() + "'";
  if (name.empty())
    return Failure{kernel + " has no attribute \"target-cpu\", which says what "
                            "processor it is for"};
  if (llvm::AMDGPU::parseArchAMDGCN(name) == llvm::AMDGPU::GK_NONE)
    return Failure{kernel + ": unknown processor '" + name.str() + "'"};
  llvm::AMDGPU::IsaVersion version = llvm::AMDGPU::getIsaVersion(name);
  Processor processor{name.str(), version.Major, version.Minor,
                      version.Stepping};
  processor.waveSize = readWaveSize(function, processor);
  return processor;
}

Result<std::unique_ptr<llvm::TargetMachine>>
amdgcn::createTargetMachine(const llvm::Module &module,
                            const Processor &processor) {
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(module.getTargetTriple(), error);
  if (!target)
    return Failure{"LLVM has no backend for AMD GPUs: " + error};
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      module.getTargetTriple(), processor.name, "", {}, std::nullopt));
  return machine;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

std::vector<ParameterInfo>
amdgcn::layOutParameters(const llvm::Function &function) {
  const llvm::DataLayout &layout = function.getDataLayout();
  std::vector<ParameterInfo> parameters;
  uint64_t end = 0;
  for (const llvm::Argument &argument : function.args()) {
    llvm::Type *type = argument.getType();
    llvm::Align align = layout.getABITypeAlign(type);
    if (argument.hasByRefAttr()) {
      type = argument.getParamByRefType();
      align = argument.getParamAlign().value_or(layout.getABITypeAlign(type));
    }
    uint64_t size = layout.getTypeAllocSize(type);
    uint64_t offset = llvm::alignTo(end, align);
    std::string name = argument.hasName() ? argument.getName().str()
                                          : std::to_string(argument.getArgNo());
    parameters.push_back({name, static_cast<uint32_t>(offset),
                          static_cast<uint32_t>(size),
                          static_cast<uint32_t>(align.value())});
    end = offset + size;
  }
  return parameters;
}

static void markForInlining(llvm::Module &module, llvm::Function &kernel) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration() || &function == &kernel)
      continue;
    function.removeFnAttr(llvm::Attribute::NoInline);
    function.removeFnAttr(llvm::Attribute::OptimizeNone);
    if (function.getCallingConv() != llvm::CallingConv::AMDGPU_KERNEL)
      function.addFnAttr(llvm::Attribute::AlwaysInline);
  }
  for (llvm::Instruction &instruction : llvm::instructions(kernel))
    if (auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction))
      call->removeFnAttr(llvm::Attribute::NoInline);
}

/// Runs the passes that the backend would start with and that matter here.
static Result<Success> runPasses(llvm::Module &module,
                                 llvm::TargetMachine &machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  llvm::ModulePassManager passes;
  passes.addPass(llvm::AlwaysInlinerPass(/*InsertLifetime=*/false));
  if (llvm::Error error =
          builder.parsePassPipeline(passes, "amdgpu-lower-buffer-fat-pointers"))
    return Failure{llvm::toString(std::move(error))};
  passes.run(module, modules);
  return Success{};
}

/// Calls of anything but intrinsics and inline assembly.
static Result<Success> checkCalls(llvm::Function &function) {
  for (llvm::Instruction &instruction : llvm::instructions(function)) {
    auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction);
    if (!call || call->isInlineAsm())
      continue;
    const llvm::Function *callee = call->getCalledFunction();
    std::string where = "kernel '" + function.getName().str() + "': ";
    if (!callee)
      return Failure{where + "call through a pointer is not supported: all "
                             "calls must be known and are inlined"};
    if (callee->isIntrinsic())
      continue;
    if (callee->isDeclaration())
      return Failure{where + "unknown function '" + callee->getName().str() +
                     "': link its definition into the module, for "
                     "instance from ROCm's device libraries"};
    return Failure{where + "call of '" + callee->getName().str() +
                   "' cannot be inlined; recursion is not supported"};
  }
  return Success{};
}

static void dropOtherFunctions(llvm::Module &module, llvm::Function &kernel) {
  llvm::SmallVector<llvm::GlobalValue *> others;
  for (llvm::Function &function : module)
    if (&function != &kernel && !function.isIntrinsic())
      others.push_back(&function);
  for (llvm::GlobalAlias &alias : module.aliases())
    others.push_back(&alias);
  for (llvm::StringRef name : {"llvm.used", "llvm.compiler.used"})
    if (llvm::GlobalVariable *list = module.getNamedGlobal(name))
      list->eraseFromParent();
  for (llvm::GlobalValue *other : others)
    if (auto *function = llvm::dyn_cast<llvm::Function>(other))
      function->deleteBody();
  for (llvm::GlobalValue *other : others)
    other->removeDeadConstantUsers();
  for (llvm::GlobalValue *other : others)
    if (other->use_empty())
      other->eraseFromParent();
}

Result<Success> amdgcn::isolateKernel(llvm::Function &function,
                                      llvm::TargetMachine &machine) {
  llvm::Module &module = *function.getParent();
  std::string name = function.getName().str();
  function.removeFnAttr(llvm::Attribute::OptimizeNone);
  markForInlining(module, function);
  if (Result<Success> result = runPasses(module, machine); !result)
    return result;
  // The passes may have made a new function of it.
  llvm::Function &kernel = *module.getFunction(name);
  llvm::removeUnreachableBlocks(kernel);
  Result<Success> checked = checkCalls(kernel);
  dropOtherFunctions(module, kernel);
  return checked;
}
