//===- KernelCache.h - Compiled code in this process ---------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the cache of loaded kernels. It compiles what it does not
// have, or reads it from an `ObjectCache`:
//
//   cpu::KernelCache cache;
//   cache.useObjects(cpu::ObjectCache("/var/cache/heddle"));
//   auto key = cpu::KernelKey::compute(module, options, generator.getCpu());
//   auto kernel = cache.get(key, [&] { return compile(module); });
//   if (!kernel)
//     return kernel.takeError();
//   auto address = (*kernel)->lookup("f");
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_KERNELCACHE_H
#define HEDDLE_TARGET_CPU_KERNELCACHE_H

#include "heddle/Target/CPU/Jit.h"
#include "heddle/Target/CPU/ObjectCache.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>

namespace heddle::cpu {

/// Compiled code, loaded into this process.
class LoadedKernel {
public:
  /// Takes over `object`; `symbols` are as those of `Jit::load`.
  static llvm::Expected<std::shared_ptr<LoadedKernel>>
  load(CompiledObject object, llvm::ArrayRef<JitSymbol> symbols);

  /// The address of a function. May be called by many threads at once.
  llvm::Expected<void *> lookup(llvm::StringRef name) {
    return jit->lookup(name);
  }

  const std::vector<std::string> &getKernels() const { return kernels; }
  /// Null if the code has no threads.
  const OpenMPRuntime *getOpenMP() const { return openMP ? &*openMP : nullptr; }
  /// Whether the code came from disk.
  bool isFromDisk() const { return fromDisk; }

private:
  friend class KernelCache;
  LoadedKernel() = default;

  std::vector<std::string> kernels;
  std::optional<OpenMPRuntime> openMP;
  std::unique_ptr<Jit> jit;
  bool fromDisk = false;
};

/// Maps keys to loaded kernels. All members may be called by many threads at
/// once; what several ask for at the same time is compiled once, and the others
/// wait for it. Holds at most so many kernels, and drops those first that were
/// asked for longest ago; a kernel lives on while somebody has its pointer.
class KernelCache {
public:
  using KernelPtr = std::shared_ptr<LoadedKernel>;
  using Compile = llvm::function_ref<llvm::Expected<CompiledObject>()>;
  /// Hears of what is wrong on disk, which is not an error: the code is
  /// compiled as if nothing were there, and replaced.
  using WarningHandler = std::function<void(const llvm::Twine &)>;

  static constexpr size_t defaultCapacity = 256;

  explicit KernelCache(size_t capacity = defaultCapacity)
      : capacity(capacity ? capacity : 1) {}

  /// Looks on disk for what is not in memory, and puts there what was compiled.
  /// Not while other threads use the cache.
  void useObjects(ObjectCache cache, WarningHandler onWarning = {});

  /// The functions that code may call and this process does not export. Not
  /// while other threads use the cache.
  void setSymbols(llvm::ArrayRef<JitSymbol> symbols);

  /// The kernel for `key`, compiled by `compile` if there is none yet. A
  /// failure is not kept: the next call tries again.
  llvm::Expected<KernelPtr> get(const KernelKey &key, Compile compile);

  /// The number of kernels that are held.
  size_t size() const;

private:
  /// In `order`: where it stands in the list of what was asked for. Without a
  /// kernel, somebody compiles it.
  struct Entry {
    KernelPtr kernel;
    std::list<KernelKey>::iterator order;
  };

  llvm::Expected<KernelPtr> make(const KernelKey &key, Compile compile);
  void keep(const KernelKey &key, KernelPtr kernel);

  size_t capacity;
  std::optional<ObjectCache> objects;
  WarningHandler warn;
  std::vector<JitSymbol> symbols;

  mutable std::mutex mutex;
  std::condition_variable changed;
  std::map<KernelKey, Entry> entries;
  /// Keys of entries with a kernel, the latest asked for first.
  std::list<KernelKey> order;
};

/// Reads the code for `key` from `cache`, or compiles it and stores it there.
/// The second of the pair says whether it was read. `warn` hears of what is
/// wrong with the file or the folder.
llvm::Expected<std::pair<CompiledObject, bool>>
loadOrCompile(const ObjectCache &cache, const KernelKey &key,
              KernelCache::Compile compile,
              const KernelCache::WarningHandler &warn);

} // namespace heddle::cpu

#endif // HEDDLE_TARGET_CPU_KERNELCACHE_H
