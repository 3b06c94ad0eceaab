//===- AMDGPUTest.cpp - The interface of the AMD emulator -----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Emulator/AMDGPU.h"

#include "gtest/gtest.h"

#include <numeric>

using namespace heddle;
using namespace heddle::amdgcn;

static constexpr const char *source = R"(
target triple = "amdgcn-amd-amdhsa"
@total = internal addrspace(1) global i32 0
define amdgpu_kernel void @scale(ptr addrspace(1) %x, ptr addrspace(1) %y,
                                 float %f, i32 %n) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %g = call i32 @llvm.amdgcn.workgroup.id.x()
  %b = mul i32 %g, 32
  %i = add i32 %b, %t
  %c = icmp slt i32 %i, %n
  br i1 %c, label %some, label %end
some:
  %p = getelementptr float, ptr addrspace(1) %x, i32 %i
  %v = load float, ptr addrspace(1) %p
  %w = fmul float %v, %f
  %q = getelementptr float, ptr addrspace(1) %y, i32 %i
  store float %w, ptr addrspace(1) %q
  br label %end
end:
  ret void
}
define amdgpu_kernel void @count(ptr addrspace(1) %y) #0 {
  %o = atomicrmw add ptr addrspace(1) @total, i32 1 monotonic
  store i32 %o, ptr addrspace(1) %y
  ret void
}
define amdgpu_kernel void @forever() #0 {
  br label %loop
loop:
  br label %loop
}
attributes #0 = { "target-cpu"="gfx1100" }
)";

static Module load() {
  Result<Module> module = Module::load(source, "test.ll");
  EXPECT_TRUE(module) << (module ? "" : module.error());
  return std::move(*module);
}

TEST(AMDGPU, DescribesKernels) {
  Module module = load();
  ASSERT_EQ(module.kernels().size(), 3u);
  const KernelInfo &kernel = module.kernels()[0];
  EXPECT_EQ(kernel.name, "scale");
  EXPECT_EQ(kernel.processor, "gfx1100");
  EXPECT_EQ(kernel.waveSize, 32u);
  ASSERT_EQ(kernel.parameters.size(), 4u);
  EXPECT_EQ(kernel.parameters[3].name, "n");
  EXPECT_EQ(kernel.parameters[3].offset, 20u);
  EXPECT_EQ(kernel.parameters[3].size, 4u);
}

TEST(AMDGPU, RunsOnSeveralThreads) {
  Module module = load();
  std::vector<float> x(1000), y(1010);
  std::iota(x.begin(), x.end(), 0.0f);
  DeviceMemory memory;
  LaunchConfig config;
  config.entry = "scale";
  config.grid = {32, 1, 1};
  config.block = {32, 1, 1};
  uint64_t in = memory.add(x.data(), 4000, Contents::Initialized, "x");
  uint64_t out = memory.add(y.data(), 4040, Contents::Uninitialized, "y");
  EXPECT_EQ(in % 256, 0u);
  config.arguments = {Argument::u64(in), Argument::u64(out), Argument::f32(2),
                      Argument::i32(1000)};
  Options options;
  options.threads = 4;
  options.statistics = true;
  Result<Statistics> result = launch(module, memory, config, options);
  ASSERT_TRUE(result) << result.error();
  for (int i = 0; i < 1000; ++i)
    ASSERT_EQ(y[i], 2 * x[i]);
  EXPECT_EQ(memory.countUninitialized(out), 40u);
  EXPECT_EQ(result->opcodes.at("fmul"), 1000u);
  EXPECT_EQ(result->globalBytesRead, 4000u);
  EXPECT_EQ(result->globalBytesWritten, 4000u);
}

TEST(AMDGPU, ChecksArguments) {
  Module module = load();
  DeviceMemory memory;
  LaunchConfig config;
  config.entry = "scale";
  EXPECT_EQ(launch(module, memory, config).error(),
            "kernel 'scale': 4 arguments expected, but 0 given");
  // Zeros for all of them: n is zero.
  config.padArguments = true;
  EXPECT_TRUE(launch(module, memory, config));
}

TEST(AMDGPU, KeepsVariablesOfModules) {
  Module module = load();
  DeviceMemory memory;
  int32_t last = -1;
  LaunchConfig config;
  config.entry = "count";
  config.block = {8, 1, 1};
  config.arguments = {Argument::u64(
      memory.add(&last, sizeof(last), Contents::Uninitialized, "last"))};
  for (int i = 1; i <= 3; ++i) {
    ASSERT_TRUE(launch(module, memory, config));
    EXPECT_EQ(last, 8 * i - 1);
  }
}

TEST(AMDGPU, EndsLoopsWithoutEnd) {
  Module module = load();
  LaunchConfig config;
  config.entry = "forever";
  Options options;
  options.maxSteps = 1000;
  Result<Statistics> result = launch(module, DeviceMemory(), config, options);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().find("no end in sight: 1000 turns of a loop"),
            std::string::npos)
      << result.error();
}

TEST(AMDGPU, RefusesWhatIsNoModule) {
  EXPECT_FALSE(Module::load("", "empty"));
  EXPECT_FALSE(Module::load("BC\xc0\xde", "short.bc"));
  EXPECT_FALSE(Module::load(std::string(100, '\0'), "zeros"));
}
