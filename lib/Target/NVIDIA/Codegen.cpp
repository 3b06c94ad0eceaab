//===- Codegen.cpp - PTX of kernels ---------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/NVIDIA/Codegen.h"

#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Target/LLVM/NVVM/Target.h"
#include "mlir/Target/LLVM/NVVM/Utils.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

using namespace heddle::nvidia;
using namespace mlir;

void heddle::nvidia::registerTranslations(DialectRegistry &registry) {
  NVVM::registerNVVMTargetInterfaceExternalModels(registry);
  registerBuiltinDialectTranslation(registry);
  registerGPUDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerNVVMDialectTranslation(registry);
}

namespace {
/// Upstream's road to machine code, as far as text.
class Translation : public NVVM::SerializeGPUModuleBase {
public:
  Translation(gpu::GPUModuleOp module, NVVM::NVVMTargetAttr target)
      : SerializeGPUModuleBase(*module, target) {
    init();
  }

  llvm::Expected<std::string> emitPTX();
  llvm::Expected<std::string> emitLLVM();

private:
  llvm::LLVMContext context;
};
} // namespace

static llvm::Error fail(StringRef step) {
  return llvm::createStringError("the kernels cannot be %s",
                                 step.str().c_str());
}

llvm::Expected<std::string> Translation::emitLLVM() {
  std::unique_ptr<llvm::Module> code = translateToLLVMIR(context);
  if (!code)
    return fail("translated to LLVM IR");
  setDataLayoutAndTriple(*code);
  std::string text;
  llvm::raw_string_ostream(text) << *code;
  return text;
}

llvm::Expected<std::string> Translation::emitPTX() {
  std::unique_ptr<llvm::Module> code = translateToLLVMIR(context);
  if (!code)
    return fail("translated to LLVM IR");
  setDataLayoutAndTriple(*code);
  FailureOr<llvm::TargetMachine *> machine = getOrCreateTargetMachine();
  if (failed(machine) || failed(optimizeModule(*code, optLevel)))
    return fail("optimized");
  FailureOr<SmallString<0>> text = translateModuleToISA(
      *code, **machine, [&]() { return getOperation().emitError(); });
  if (failed(text))
    return fail("compiled to PTX");
  // Without the 0 at its end.
  return StringRef(text->data(), text->size()).rtrim('\0').str();
}

static llvm::Expected<NVVM::NVVMTargetAttr> getTarget(gpu::GPUModuleOp module) {
  if (ArrayAttr targets = module.getTargetsAttr())
    for (Attribute target : targets)
      if (auto nvvm = dyn_cast<NVVM::NVVMTargetAttr>(target))
        return nvvm;
  return llvm::createStringError("the module of kernels has no #nvvm.target");
}

llvm::Expected<std::string> heddle::nvidia::emitPTX(gpu::GPUModuleOp module) {
  llvm::Expected<NVVM::NVVMTargetAttr> target = getTarget(module);
  return target ? Translation(module, *target).emitPTX() : target.takeError();
}

llvm::Expected<std::string> heddle::nvidia::emitLLVM(gpu::GPUModuleOp module) {
  llvm::Expected<NVVM::NVVMTargetAttr> target = getTarget(module);
  return target ? Translation(module, *target).emitLLVM() : target.takeError();
}
