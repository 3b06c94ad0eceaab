//===- Jit.cpp - Runs object code in this process -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Jit.h"

#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"

#include <dlfcn.h>
#if defined(__linux__) && defined(__x86_64__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace heddle::cpu;
using namespace llvm;

//===----------------------------------------------------------------------===//
// OpenMPRuntime
//===----------------------------------------------------------------------===//

/// Where libomp may be: where the loader looks, then beside LLVM's libraries.
static constexpr const char *runtimePaths[] = {
    "libomp.so.5", "libomp.so", HEDDLE_LLVM_LIBRARY_DIR "/libomp.so",
    "libiomp5.so"};

Expected<OpenMPRuntime> OpenMPRuntime::load() {
  for (const char *path : runtimePaths) {
    OpenMPRuntime runtime;
    runtime.path = path;
    runtime.handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (runtime.handle)
      return runtime;
  }
  return createStringError("the OpenMP runtime libomp was not found");
}

void OpenMPRuntime::setNumThreads(unsigned numThreads) const {
  auto set =
      reinterpret_cast<void (*)(int)>(dlsym(handle, "omp_set_num_threads"));
  if (set && numThreads)
    set(static_cast<int>(numThreads));
}

unsigned OpenMPRuntime::getNumThreads() const {
  auto get = reinterpret_cast<int (*)()>(dlsym(handle, "omp_get_max_threads"));
  return get ? static_cast<unsigned>(get()) : 1;
}

//===----------------------------------------------------------------------===//
// AMX
//===----------------------------------------------------------------------===//

Error heddle::cpu::requestTileRegisters() {
#if defined(__linux__) && defined(__x86_64__)
  // ARCH_REQ_XCOMP_PERM and XFEATURE_XTILEDATA.
  constexpr long requestPermission = 0x1023, tileData = 18;
  if (syscall(SYS_arch_prctl, requestPermission, tileData) == 0)
    return Error::success();
#endif
  return createStringError("this machine does not let programs use AMX; choose "
                           "another CPU, or turn off feature amx-tile");
}

//===----------------------------------------------------------------------===//
// Jit
//===----------------------------------------------------------------------===//

Jit::Jit() = default;
Jit::~Jit() = default;

static orc::SymbolMap makeSymbolMap(orc::LLJIT &jit,
                                    ArrayRef<JitSymbol> symbols) {
  orc::SymbolMap map;
  for (const JitSymbol &symbol : symbols)
    map[jit.mangleAndIntern(symbol.name)] = {
        orc::ExecutorAddr::fromPtr(symbol.address),
        JITSymbolFlags::Exported | JITSymbolFlags::Callable};
  return map;
}

/// Symbols that the object code does not define: of the process, and of the
/// OpenMP runtime.
static Error addGenerators(orc::LLJIT &jit, const OpenMPRuntime *runtime) {
  orc::JITDylib &library = jit.getMainJITDylib();
  char prefix = jit.getDataLayout().getGlobalPrefix();
  auto process =
      orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(prefix);
  if (!process)
    return process.takeError();
  library.addGenerator(std::move(*process));
  if (!runtime)
    return Error::success();
  auto openMP =
      orc::DynamicLibrarySearchGenerator::Load(runtime->getPath(), prefix);
  if (!openMP)
    return openMP.takeError();
  library.addGenerator(std::move(*openMP));
  return Error::success();
}

Expected<std::unique_ptr<Jit>> Jit::load(std::unique_ptr<MemoryBuffer> object,
                                         ArrayRef<JitSymbol> symbols,
                                         const OpenMPRuntime *runtime) {
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  auto jit =
      orc::LLJITBuilder().setPlatformSetUp(orc::setUpInactivePlatform).create();
  if (!jit)
    return jit.takeError();
  if (Error error = addGenerators(**jit, runtime))
    return error;
  orc::JITDylib &library = (*jit)->getMainJITDylib();
  if (Error error =
          library.define(orc::absoluteSymbols(makeSymbolMap(**jit, symbols))))
    return error;
  if (Error error = (*jit)->addObjectFile(std::move(object)))
    return error;
  std::unique_ptr<Jit> result(new Jit());
  result->jit = std::move(*jit);
  return result;
}

Expected<void *> Jit::lookup(StringRef name) {
  Expected<orc::ExecutorAddr> address = jit->lookup(name);
  if (!address)
    return address.takeError();
  return address->toPtr<void *>();
}
