//===- Codegen.cpp - From the LLVM dialect to object code -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Codegen.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/OpenMP/OpenMPToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

using namespace heddle::cpu;
using namespace llvm;

/// Vectorization was decided before, so what remains is to clean up: the
/// default pipelines would spend their time looking for loops to transform.
static constexpr StringLiteral defaultPassPipeline =
    "always-inline,"
    "function(sroa,early-cse<memssa>,instcombine<no-verify-fixpoint>,"
    "simplifycfg,"
    "loop-mssa(licm),gvn,instcombine<no-verify-fixpoint>,simplifycfg)";

//===----------------------------------------------------------------------===//
// The CPU
//===----------------------------------------------------------------------===//

bool CpuDescription::hasFeature(StringRef name) const {
  bool has = false;
  for (StringRef feature : split(features, ','))
    if (feature.drop_front(!feature.empty()) == name)
      has = feature.front() == '+';
  return has;
}

static void initializeTargets() {
  static const bool initialized = [] {
    InitializeAllTargetInfos();
    InitializeAllTargets();
    InitializeAllTargetMCs();
    InitializeAllAsmPrinters();
    InitializeAllAsmParsers();
    return true;
  }();
  (void)initialized;
}

static Error makeError(const Twine &message) {
  return createStringError(inconvertibleErrorCode(), message);
}

static std::string getHostFeatures() {
  SubtargetFeatures features;
  for (const auto &feature : sys::getHostCPUFeatures())
    features.AddFeature(feature.first(), feature.second);
  return features.getString();
}

/// Every feature that the CPU has, named, so that nobody has to ask LLVM again.
static std::string listFeatures(const Target &target, const Triple &triple,
                                StringRef cpu, StringRef features) {
  std::unique_ptr<MCSubtargetInfo> info(
      target.createMCSubtargetInfo(triple, cpu, features));
  std::vector<std::string> list;
  for (const SubtargetFeatureKV &feature : info->getEnabledProcessorFeatures())
    list.push_back("+" + std::string(feature.Key));
  // What was turned off stays so.
  for (StringRef feature : split(features, ','))
    if (feature.starts_with("-"))
      list.push_back(feature.str());
  return join(list, ",");
}

static Expected<const Target *> findTarget(const Triple &triple) {
  initializeTargets();
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return makeError(error);
  return target;
}

/// Fails on a flag that LLVM would ignore with a warning.
static Error checkFeatures(const MCSubtargetInfo &known, StringRef features) {
  for (StringRef flag : split(features, ',')) {
    if (!flag.starts_with("+") && !flag.starts_with("-"))
      return makeError("expected CPU features as in '+avx2,-fma', got '" +
                       features + "'");
    bool isKnown = any_of(known.getAllProcessorFeatures(),
                          [&](const SubtargetFeatureKV &feature) {
                            return flag.drop_front() == feature.Key;
                          });
    if (!isKnown)
      return makeError("LLVM knows no CPU feature '" + flag.drop_front() +
                       "' for " + known.getTargetTriple().getArchName());
  }
  return Error::success();
}

/// Fails if the CPU lacks what LLVM's code for the ABI takes for granted.
static Error checkBaseline(const CpuDescription &cpu) {
  static constexpr StringRef x86[] = {"64bit", "64bit-mode", "x87", "sse2"};
  static constexpr StringRef aarch64[] = {"fp-armv8", "neon"};
  Triple triple(cpu.triple);
  ArrayRef<StringRef> baseline;
  if (triple.isX86_64())
    baseline = x86;
  else if (triple.isAArch64())
    baseline = aarch64;
  for (StringRef needed : baseline)
    if (!cpu.hasFeature(needed))
      return makeError("CPU '" + cpu.cpu + "' without feature '" + needed +
                       "' cannot run " +
                       (triple.isX86_64() ? "x86-64" : "AArch64") +
                       " code, choose another one");
  return Error::success();
}

/// Whether LLVM knows `cpu` for `triple`.
static bool knowsCpu(const Triple &triple, StringRef cpu) {
  Expected<const Target *> target = findTarget(triple);
  if (!target) {
    consumeError(target.takeError());
    return false;
  }
  std::unique_ptr<MCSubtargetInfo> generic(
      (*target)->createMCSubtargetInfo(triple, "", ""));
  return generic && generic->isCPUStringValid(cpu);
}

static bool isNative(const CodegenOptions &options) {
  return options.cpu.empty() || options.cpu == "native";
}

/// The triple that `options` name or imply.
static Triple chooseTriple(const CodegenOptions &options) {
  if (!options.triple.empty())
    return Triple(Triple::normalize(options.triple));
  Triple host(sys::getProcessTriple());
  if (isNative(options) || knowsCpu(host, options.cpu))
    return host;
  for (Triple::ArchType arch : {Triple::x86_64, Triple::aarch64}) {
    Triple sibling = host;
    sibling.setArch(arch);
    sibling.setVendor(Triple::UnknownVendor);
    if (knowsCpu(sibling, options.cpu))
      return sibling;
  }
  return host;
}

/// Fails if there is no CPU to take: this machine's has another architecture.
static Error checkNative(const CodegenOptions &options, const Triple &triple) {
  Triple host(sys::getProcessTriple());
  if (!isNative(options) || triple.getArch() == host.getArch())
    return Error::success();
  return makeError("this machine's CPU is no CPU of " + triple.str() +
                   ", choose one");
}

/// Bits of SVE's registers: LLVM's tables do not hold them.
static unsigned getSveBits(const CpuDescription &cpu) {
  if (!Triple(cpu.triple).isAArch64() || !cpu.hasFeature("sve"))
    return 0;
  return StringSwitch<unsigned>(cpu.cpu)
      .Case("neoverse-v1", 256)
      .Case("a64fx", 512)
      .Cases({"neoverse-n2", "neoverse-n3", "neoverse-v2", "neoverse-v3"}, 128)
      .Default(0);
}

Error heddle::cpu::checkRunsHere(const CpuDescription &cpu) {
  Triple host(sys::getProcessTriple()), triple(cpu.triple);
  if (triple.getArch() == host.getArch())
    return Error::success();
  return makeError("code for CPU '" + cpu.cpu + "' of " + cpu.triple +
                   " does not run on " + host.str() +
                   "; compile it with heddle-compile");
}

Expected<CpuDescription>
heddle::cpu::describeCpu(const CodegenOptions &options) {
  Triple triple = chooseTriple(options);
  Expected<const Target *> target = findTarget(triple);
  if (!target)
    return target.takeError();
  CpuDescription result;
  result.triple = triple.str();
  if (Error error = checkNative(options, triple))
    return std::move(error);
  bool native = isNative(options);
  result.cpu = native ? sys::getHostCPUName().str() : options.cpu;
  std::unique_ptr<MCSubtargetInfo> generic(
      (*target)->createMCSubtargetInfo(triple, "", ""));
  if (!generic->isCPUStringValid(result.cpu))
    return makeError("LLVM knows no CPU '" + result.cpu + "' for " +
                     triple.getArchName());
  std::string features = native ? getHostFeatures() : "";
  if (!options.features.empty()) {
    if (Error error = checkFeatures(*generic, options.features))
      return std::move(error);
    features += (features.empty() ? "" : ",") + options.features;
  }
  result.features = listFeatures(**target, triple, result.cpu, features);
  if (Error error = checkBaseline(result))
    return std::move(error);
  result.sveBits = getSveBits(result);
  return result;
}

//===----------------------------------------------------------------------===//
// CodeGenerator
//===----------------------------------------------------------------------===//

void heddle::cpu::registerTranslations(mlir::DialectRegistry &registry) {
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
  mlir::registerOpenMPDialectTranslation(registry);
}

Expected<CodeGenerator> CodeGenerator::create(const CodegenOptions &options) {
  CodeGenerator generator;
  generator.options = options;
  Expected<CpuDescription> cpu = describeCpu(options);
  if (!cpu)
    return cpu.takeError();
  generator.cpu = std::move(*cpu);
  Triple triple(generator.cpu.triple);
  Expected<const Target *> target = findTarget(triple);
  if (!target)
    return target.takeError();
  std::optional<CodeGenOptLevel> level = CodeGenOpt::getLevel(options.optLevel);
  if (!level)
    return makeError("unknown optimization level " + Twine(options.optLevel) +
                     ", expected 0 to 3");
  TargetOptions targetOptions;
  targetOptions.AllowFPOpFusion = FPOpFusion::Standard;
  // Assembly is for people: comments say which accesses are spills.
  targetOptions.MCOptions.AsmVerbose = true;
  generator.machine.reset((*target)->createTargetMachine(
      triple, generator.cpu.cpu, generator.cpu.features, targetOptions,
      Reloc::PIC_, std::nullopt, *level, /*JIT=*/false));
  return generator;
}

/// LLVM takes the CPU from each function. It would prefer half of AVX-512's
/// registers on some CPUs, which suits programs with few long vectors. That
/// SVE's registers have a fixed length lets it keep fixed vectors in them.
static void setCpu(llvm::Module &module, const CpuDescription &cpu) {
  for (Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", cpu.cpu);
    function.addFnAttr("target-features", cpu.features);
    if (cpu.hasFeature("avx512f"))
      function.addFnAttr("prefer-vector-width", "512");
    if (unsigned scale = cpu.sveBits / 128; scale > 1)
      function.addFnAttr(
          Attribute::getWithVScaleRangeArgs(module.getContext(), scale, scale));
  }
}

Expected<std::unique_ptr<llvm::Module>>
CodeGenerator::translate(mlir::ModuleOp module, LLVMContext &context) const {
  std::string layout = machine->createDataLayout().getStringRepresentation();
  mlir::Builder builder(module.getContext());
  module->setAttr(mlir::LLVM::LLVMDialect::getDataLayoutAttrName(),
                  builder.getStringAttr(layout));
  module->setAttr(mlir::LLVM::LLVMDialect::getTargetTripleAttrName(),
                  builder.getStringAttr(cpu.triple));
  std::unique_ptr<llvm::Module> result =
      mlir::translateModuleToLLVMIR(module, context, "heddle");
  if (!result)
    return makeError("the module cannot be translated to LLVM IR");
  setCpu(*result, cpu);
  return result;
}

Error CodeGenerator::optimize(llvm::Module &module) const {
  PassBuilder builder(machine.get());
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  ModulePassManager passes;
  StringRef pipeline = options.passPipeline.empty()
                           ? StringRef(defaultPassPipeline)
                           : StringRef(options.passPipeline);
  if (Error error = builder.parsePassPipeline(passes, pipeline))
    return error;
  passes.run(module, modules);
  return Error::success();
}

Error CodeGenerator::emit(llvm::Module &module, CodeGenFileType kind,
                          SmallVectorImpl<char> &output) const {
  raw_svector_ostream stream(output);
  legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, kind))
    return makeError("the target " + cpu.triple + " cannot emit such a file");
  passes.run(module);
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

std::string heddle::cpu::packedName(StringRef name) {
  return ("heddle_packed_" + name).str();
}

Error heddle::cpu::addPackedFunction(llvm::Module &module, StringRef name) {
  Function *callee = module.getFunction(name);
  if (!callee || !callee->getReturnType()->isVoidTy())
    return makeError("no function '" + name + "' that returns nothing");
  LLVMContext &context = module.getContext();
  IRBuilder<> builder(context);
  Type *pointer = builder.getPtrTy();
  auto *packed = Function::Create(
      FunctionType::get(builder.getVoidTy(), {pointer}, /*isVarArg=*/false),
      GlobalValue::ExternalLinkage, packedName(name), module);
  builder.SetInsertPoint(BasicBlock::Create(context, "entry", packed));
  SmallVector<Value *> arguments;
  for (Argument &parameter : callee->args()) {
    Value *slot = builder.CreateConstGEP1_64(pointer, packed->getArg(0),
                                             parameter.getArgNo());
    Value *address = builder.CreateLoad(pointer, slot);
    arguments.push_back(builder.CreateLoad(parameter.getType(), address));
  }
  builder.CreateCall(callee, arguments);
  builder.CreateRetVoid();
  return Error::success();
}

bool heddle::cpu::usesTileRegisters(const llvm::Module &module) {
  return module.getFunction("llvm.x86.ldtilecfg") != nullptr;
}

bool heddle::cpu::callsOpenMP(const llvm::Module &module) {
  return any_of(module, [](const Function &function) {
    return function.isDeclaration() &&
           function.getName().starts_with("__kmpc_");
  });
}
