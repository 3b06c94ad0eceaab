//===- KernelCacheTest.cpp - Tests of the caches of compiled code ---------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/KernelCache.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include "gtest/gtest.h"

#include <atomic>
#include <thread>

using namespace heddle::cpu;
using namespace llvm;

namespace {

/// Modules with a function that returns a number.
class KernelCacheTest : public testing::Test {
protected:
  KernelCacheTest() {
    mlir::DialectRegistry registry;
    registry.insert<mlir::LLVM::LLVMDialect>();
    registerTranslations(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
    auto described = describeCpu({});
    EXPECT_TRUE(bool(described));
    cpu = *described;
    EXPECT_FALSE(sys::fs::createUniqueDirectory("heddle-cache", folder));
  }
  ~KernelCacheTest() override { sys::fs::remove_directories(folder); }

  mlir::OwningOpRef<mlir::ModuleOp> parse(int number, StringRef before = "") {
    std::string text =
        (before + "llvm.func @f() -> i32 {\n  %0 = llvm.mlir.constant(" +
         Twine(number) + " : i32) : i32\n  llvm.return %0 : i32\n}\n")
            .str();
    return mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  KernelKey getKey(int number) {
    return KernelKey::compute(*parse(number), "options", cpu);
  }

  Expected<CompiledObject> compile(int number) {
    ++numCompiled;
    Expected<CodeGenerator> generator = CodeGenerator::create({});
    if (!generator)
      return generator.takeError();
    LLVMContext llvmContext;
    mlir::OwningOpRef<mlir::ModuleOp> module = parse(number);
    auto translated = generator->translate(*module, llvmContext);
    if (!translated)
      return translated.takeError();
    SmallVector<char, 0> code;
    if (Error error =
            generator->emit(**translated, CodeGenFileType::ObjectFile, code))
      return std::move(error);
    return CompiledObject{
        std::string(code.begin(), code.end()), {"f"}, false, false};
  }

  Expected<KernelCache::KernelPtr> get(KernelCache &cache, int number) {
    return cache.get(getKey(number), [&] { return compile(number); });
  }

  int call(KernelCache &cache, int number) {
    Expected<KernelCache::KernelPtr> kernel = get(cache, number);
    if (!kernel) {
      ADD_FAILURE() << toString(kernel.takeError());
      return -1;
    }
    Expected<void *> address = (*kernel)->lookup("f");
    EXPECT_TRUE(bool(address));
    return reinterpret_cast<int (*)()>(*address)();
  }

  mlir::MLIRContext context;
  CpuDescription cpu;
  SmallString<128> folder;
  std::atomic<int> numCompiled{0};
};

TEST_F(KernelCacheTest, KeysTellApartWhatCodeDependsOn) {
  KernelKey key = getKey(1);
  EXPECT_EQ(key.toHex().size(), 64u);
  EXPECT_TRUE(key == KernelKey::compute(*parse(1, "\n\n"), "options", cpu));
  EXPECT_FALSE(key == getKey(2));
  EXPECT_FALSE(key == KernelKey::compute(*parse(1), "others", cpu));
  CpuDescription other = cpu;
  other.features += ",-avx512f";
  EXPECT_FALSE(key == KernelKey::compute(*parse(1), "options", other));
  other = cpu;
  other.cpu = "x86-64";
  EXPECT_FALSE(key == KernelKey::compute(*parse(1), "options", other));
}

TEST_F(KernelCacheTest, CompilesOnce) {
  KernelCache cache;
  EXPECT_EQ(call(cache, 7), 7);
  EXPECT_EQ(call(cache, 8), 8);
  EXPECT_EQ(call(cache, 7), 7);
  EXPECT_EQ(numCompiled, 2);
  EXPECT_EQ(cache.size(), 2u);
}

TEST_F(KernelCacheTest, CompilesOnceForManyThreads) {
  KernelCache cache;
  std::vector<KernelKey> keys;
  for (int number = 0; number < 3; ++number)
    keys.push_back(getKey(number));
  std::vector<KernelCache::KernelPtr> kernels(24);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kernels.size(); ++i)
    threads.emplace_back([&, i] {
      int number = int(i % keys.size());
      auto kernel = cache.get(keys[number], [&] { return compile(number); });
      if (kernel)
        kernels[i] = *kernel;
      else
        consumeError(kernel.takeError());
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(numCompiled, 3);
  for (size_t i = 0; i < kernels.size(); ++i)
    EXPECT_TRUE(kernels[i] && kernels[i] == kernels[i % keys.size()]);
}

TEST_F(KernelCacheTest, FailuresAreNotKept) {
  KernelCache cache;
  auto failed = cache.get(getKey(1), []() -> Expected<CompiledObject> {
    return createStringError("no");
  });
  ASSERT_FALSE(bool(failed));
  EXPECT_EQ(toString(failed.takeError()), "no");
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_EQ(call(cache, 1), 1);
}

TEST_F(KernelCacheTest, DropsWhatWasAskedForLongestAgo) {
  KernelCache cache(/*capacity=*/2);
  auto first = get(cache, 1);
  ASSERT_TRUE(bool(first));
  call(cache, 2);
  call(cache, 1);
  call(cache, 3);
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(numCompiled, 3);
  call(cache, 1);
  EXPECT_EQ(numCompiled, 3);
  call(cache, 2);
  EXPECT_EQ(numCompiled, 4);
  call(cache, 3);
  // It lives on as long as somebody has it.
  EXPECT_TRUE(bool((*first)->lookup("f")));
}

TEST_F(KernelCacheTest, KeepsObjectsOnDisk) {
  KernelCache first, second;
  first.useObjects(ObjectCache(folder.str().str()));
  second.useObjects(ObjectCache(folder.str().str()));
  EXPECT_EQ(call(first, 5), 5);
  EXPECT_EQ(call(second, 5), 5);
  EXPECT_EQ(numCompiled, 1);
  auto kernel = get(second, 5);
  ASSERT_TRUE(bool(kernel));
  EXPECT_TRUE((*kernel)->isFromDisk());
  EXPECT_EQ((*kernel)->getKernels(), std::vector<std::string>{"f"});
}

TEST_F(KernelCacheTest, ReplacesDamagedObjects) {
  ObjectCache objects(folder.str().str());
  KernelKey key = getKey(6);
  {
    std::error_code error;
    raw_fd_ostream(objects.getPath(key), error) << "\x7f"
                                                   "ELF";
    ASSERT_FALSE(error);
  }
  std::vector<std::string> warnings;
  KernelCache cache;
  cache.useObjects(objects,
                   [&](const Twine &text) { warnings.push_back(text.str()); });
  EXPECT_EQ(call(cache, 6), 6);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("not written by Heddle"), std::string::npos);
  auto loaded = objects.load(key);
  ASSERT_TRUE(bool(loaded));
  EXPECT_TRUE(loaded->has_value());
}

/// Under its key, and unharmed.
TEST_F(KernelCacheTest, ObjectsCanHoldAnything) {
  ObjectCache objects((folder + "/below").str());
  auto none = objects.load(getKey(1));
  ASSERT_TRUE(bool(none));
  EXPECT_FALSE(none->has_value());
  CompiledObject object;
  object.code = std::string("\0\n\xff", 3);
  object.kernels = {"", "a\nb", std::string("\0", 1)};
  object.usesOpenMP = true;
  EXPECT_FALSE(bool(objects.store(getKey(1), object)));
  auto loaded = objects.load(getKey(1));
  ASSERT_TRUE(bool(loaded));
  ASSERT_TRUE(loaded->has_value());
  EXPECT_EQ((*loaded)->code, object.code);
  EXPECT_EQ((*loaded)->kernels, object.kernels);
  EXPECT_TRUE((*loaded)->usesOpenMP);
  sys::fs::rename(objects.getPath(getKey(1)), objects.getPath(getKey(2)));
  auto foreign = objects.load(getKey(2));
  ASSERT_FALSE(bool(foreign));
  EXPECT_NE(toString(foreign.takeError()).find("from something else"),
            std::string::npos);
}

} // namespace
