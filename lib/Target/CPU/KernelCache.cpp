//===- KernelCache.cpp - Compiled code in this process --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/KernelCache.h"

using namespace heddle::cpu;
using namespace llvm;

//===----------------------------------------------------------------------===//
// LoadedKernel
//===----------------------------------------------------------------------===//

Expected<std::shared_ptr<LoadedKernel>>
LoadedKernel::load(CompiledObject object, ArrayRef<JitSymbol> symbols) {
  std::shared_ptr<LoadedKernel> result(new LoadedKernel());
  if (object.usesTileRegisters)
    if (llvm::Error error = requestTileRegisters())
      return std::move(error);
  if (object.usesOpenMP) {
    Expected<OpenMPRuntime> runtime = OpenMPRuntime::load();
    if (!runtime)
      return runtime.takeError();
    result->openMP = *runtime;
  }
  result->kernels = std::move(object.kernels);
  Expected<std::unique_ptr<Jit>> jit =
      Jit::load(MemoryBuffer::getMemBufferCopy(object.code, "heddle"), symbols,
                result->getOpenMP());
  if (!jit)
    return jit.takeError();
  result->jit = std::move(*jit);
  return result;
}

//===----------------------------------------------------------------------===//
// KernelCache
//===----------------------------------------------------------------------===//

Expected<std::pair<CompiledObject, bool>>
heddle::cpu::loadOrCompile(const ObjectCache &cache, const KernelKey &key,
                           KernelCache::Compile compile,
                           const KernelCache::WarningHandler &warn) {
  auto report = [&](Error error) {
    std::string message = toString(std::move(error));
    if (warn)
      warn(message);
  };
  Expected<std::optional<CompiledObject>> loaded = cache.load(key);
  if (!loaded)
    report(loaded.takeError());
  else if (*loaded)
    return std::make_pair(std::move(**loaded), true);
  Expected<CompiledObject> compiled = compile();
  if (!compiled)
    return compiled.takeError();
  if (Error error = cache.store(key, *compiled))
    report(std::move(error));
  return std::make_pair(std::move(*compiled), false);
}

void KernelCache::useObjects(ObjectCache cache, WarningHandler onWarning) {
  objects.emplace(std::move(cache));
  warn = std::move(onWarning);
}

void KernelCache::setSymbols(ArrayRef<JitSymbol> newSymbols) {
  symbols.assign(newSymbols.begin(), newSymbols.end());
}

Expected<KernelCache::KernelPtr> KernelCache::make(const KernelKey &key,
                                                   Compile compile) {
  if (!objects) {
    Expected<CompiledObject> object = compile();
    if (!object)
      return object.takeError();
    return LoadedKernel::load(std::move(*object), symbols);
  }
  auto object = loadOrCompile(*objects, key, compile, warn);
  if (!object)
    return object.takeError();
  bool fromDisk = object->second;
  Expected<KernelPtr> kernel =
      LoadedKernel::load(std::move(object->first), symbols);
  if (kernel)
    (*kernel)->fromDisk = fromDisk;
  return kernel;
}

/// Fills the entry of `key`, and makes room.
void KernelCache::keep(const KernelKey &key, KernelPtr kernel) {
  order.push_front(key);
  entries[key] = {std::move(kernel), order.begin()};
  if (order.size() <= capacity)
    return;
  entries.erase(order.back());
  order.pop_back();
}

Expected<KernelCache::KernelPtr> KernelCache::get(const KernelKey &key,
                                                  Compile compile) {
  std::unique_lock<std::mutex> lock(mutex);
  while (true) {
    auto [found, isNew] = entries.try_emplace(key);
    if (isNew)
      break;
    if (found->second.kernel) {
      order.splice(order.begin(), order, found->second.order);
      return found->second.kernel;
    }
    changed.wait(lock);
  }
  lock.unlock();
  Expected<KernelPtr> kernel = make(key, compile);
  lock.lock();
  if (kernel)
    keep(key, *kernel);
  else
    entries.erase(key);
  changed.notify_all();
  return kernel;
}

size_t KernelCache::size() const {
  std::lock_guard<std::mutex> lock(mutex);
  return order.size();
}
