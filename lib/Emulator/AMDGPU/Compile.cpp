//===- Compile.cpp - Code for the host ------------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"
#include "Runtime.h"

#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/Verifier.h"

using namespace heddle;
using namespace heddle::amdgcn;
namespace orc = llvm::orc;

template <class T>
static Result<T> lift(llvm::Expected<T> expected) {
  if (expected)
    return std::move(*expected);
  return Failure{llvm::toString(expected.takeError())};
}

/// Little optimisation: kernels come optimised, and are run once or twice.
static Result<std::unique_ptr<orc::LLJIT>> createJIT() {
  Result<orc::JITTargetMachineBuilder> machine =
      lift(orc::JITTargetMachineBuilder::detectHost());
  if (!machine)
    return machine.failure();
  machine->setCodeGenOptLevel(llvm::CodeGenOptLevel::Less);
  return lift(orc::LLJITBuilder()
                  .setJITTargetMachineBuilder(std::move(*machine))
                  .create());
}

static llvm::Error defineRuntime(orc::LLJIT &jit) {
  orc::SymbolMap symbols;
  for (const RuntimeFunction &function : getRuntimeFunctions())
    symbols[jit.mangleAndIntern(function.name)] = {
        orc::ExecutorAddr::fromPtr(function.address),
        llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  orc::JITDylib &library = jit.getMainJITDylib();
  if (llvm::Error error = library.define(orc::absoluteSymbols(symbols)))
    return error;
  // The functions of libm that code for math intrinsics calls.
  auto process = orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(
      jit.getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  library.addGenerator(std::move(*process));
  return llvm::Error::success();
}

Result<Success>
amdgcn::compileForHost(std::unique_ptr<llvm::Module> module,
                       std::unique_ptr<llvm::LLVMContext> context,
                       Kernel &kernel) {
  module->setTargetTriple(kernel.jit->getTargetTriple());
  if (llvm::NamedMDNode *flags = module->getModuleFlagsMetadata())
    flags->eraseFromParent();
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (llvm::verifyModule(*module, &stream))
    return Failure{"kernel '" + kernel.info.name +
                   "': the emulator made invalid code of it: " + text};
  if (llvm::Error error = defineRuntime(*kernel.jit))
    return Failure{llvm::toString(std::move(error))};
  orc::ThreadSafeModule owned(std::move(module), std::move(context));
  if (llvm::Error error = kernel.jit->addIRModule(std::move(owned)))
    return Failure{llvm::toString(std::move(error))};
  Result<orc::ExecutorAddr> entry = lift(kernel.jit->lookup("heddle_entry"));
  if (!entry)
    return entry.failure("kernel '" + kernel.info.name + "': ");
  kernel.entry = entry->toPtr<void (*)(Lane *)>();
  return Success{};
}

/// All but the last step, on a module that is fit for the GPU's layouts.
static Result<Success> prepareKernel(llvm::Module &module,
                                     llvm::TargetMachine &machine,
                                     Kernel &kernel, bool statistics) {
  const std::string &name = kernel.info.name;
  if (Result<Success> result =
          isolateKernel(*module.getFunction(name), machine);
      !result)
    return result;
  llvm::Function &function = *module.getFunction(name);
  if (Result<Success> result = placeVariables(function, kernel); !result)
    return result;
  return rewriteForHost(function, kernel, kernel.jit->getDataLayout(),
                        statistics);
}

Result<std::unique_ptr<Kernel>> amdgcn::compileKernel(std::string_view source,
                                                      const std::string &name,
                                                      const std::string &entry,
                                                      bool statistics) {
  auto context = std::make_unique<llvm::LLVMContext>();
  Result<std::unique_ptr<llvm::Module>> module =
      parseModule(source, name, *context);
  if (!module)
    return module.failure();
  llvm::Function &function = *(*module)->getFunction(entry);
  auto kernel = std::make_unique<Kernel>();
  Result<Processor> processor = readProcessor(function);
  if (!processor)
    return processor.failure();
  kernel->processor = *processor;
  Result<std::unique_ptr<llvm::TargetMachine>> machine =
      createTargetMachine(**module, *processor);
  if (!machine)
    return machine.failure();
  (*module)->setDataLayout((*machine)->createDataLayout());
  kernel->info = {entry, layOutParameters(function), processor->name,
                  processor->waveSize};
  Result<std::unique_ptr<orc::LLJIT>> jit = createJIT();
  if (!jit)
    return jit.failure();
  kernel->jit = std::move(*jit);
  if (Result<Success> result =
          prepareKernel(**module, **machine, *kernel, statistics);
      !result)
    return result.failure();
  if (Result<Success> result =
          compileForHost(std::move(*module), std::move(context), *kernel);
      !result)
    return result.failure();
  return kernel;
}
