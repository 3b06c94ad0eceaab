//===- LaunchTest.cpp - Tests of the emulator's interface -----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Emulator/PTX.h"

#include "gtest/gtest.h"

#include <numeric>

using namespace heddle::ptx;

namespace {

constexpr const char *text = R"(
.version 8.0
.target sm_80
.address_size 64

.global .align 4 .u32 total = 7;

.visible .entry twice(.param .u64 x, .param .u64 y, .param .u32 count)
.maxntid 128, 1, 1
{
  .reg .b64 %rd<6>;
  .reg .b32 %r<8>;
  .reg .pred %p<2>;
  .shared .align 4 .b8 buffer[512];
  ld.param.u64 %rd1, [x];
  ld.param.u64 %rd2, [y];
  ld.param.u32 %r1, [count];
  mov.u32 %r2, %ctaid.x;
  mov.u32 %r3, %ntid.x;
  mov.u32 %r4, %tid.x;
  mad.lo.s32 %r5, %r2, %r3, %r4;
  setp.ge.u32 %p1, %r5, %r1;
  @%p1 exit;
  mov.u32 %r6, buffer;
  mul.wide.u32 %rd3, %r5, 4;
  add.s64 %rd4, %rd1, %rd3;
  ld.global.u32 %r7, [%rd4];
  add.s32 %r7, %r7, %r7;
  add.s64 %rd5, %rd2, %rd3;
  st.global.u32 [%rd5], %r7;
  red.global.add.u32 [total], 1;
}
)";

TEST(Launch, RunsOnHostBuffers) {
  heddle::rt::Result<Module> module = Module::parse(text, "twice.ptx");
  ASSERT_TRUE(module) << module.error();
  EXPECT_EQ(module->target(), "sm_80");
  std::vector<EntryInfo> entries = module->entries();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].name, "twice");
  EXPECT_EQ(entries[0].parameters.size(), 3u);
  EXPECT_EQ(entries[0].parameters[2].size, 4u);
  EXPECT_EQ(entries[0].maxBlock.x, 128u);
  EXPECT_EQ(entries[0].requiredBlock.x, 0u);
  EXPECT_EQ(entries[0].sharedBytes, 512u);

  std::vector<uint32_t> x(300), y(310);
  std::iota(x.begin(), x.end(), 5);
  DeviceMemory memory;
  uint64_t from =
      memory.add(x.data(), x.size() * 4, Contents::Initialized, "x");
  uint64_t to =
      memory.add(y.data(), y.size() * 4, Contents::Uninitialized, "y");
  LaunchConfig config;
  config.grid = {3, 1, 1};
  config.block = {128, 1, 1};
  config.arguments = {Argument::u64(from), Argument::u64(to),
                      Argument::i32(300)};
  for (unsigned threads : {1u, 3u}) {
    Options options;
    options.threads = threads;
    options.statistics = true;
    heddle::rt::Result<Statistics> result =
        launch(*module, memory, config, options);
    ASSERT_TRUE(result) << result.error();
    for (size_t i = 0; i < x.size(); ++i)
      EXPECT_EQ(y[i], 2 * x[i]);
    EXPECT_EQ(memory.countUninitialized(to), 40u);
    EXPECT_EQ(result->opcodes["st.global.u32"], 10u);
    EXPECT_EQ(result->globalBytesWritten, 1200u);
  }
}

TEST(Launch, ReportsWhatIsWrong) {
  heddle::rt::Result<Module> module = Module::parse(text, "twice.ptx");
  ASSERT_TRUE(module);
  DeviceMemory memory;
  LaunchConfig config;
  config.entry = "thrice";
  auto error = [&] {
    heddle::rt::Result<Statistics> result = launch(*module, memory, config);
    return result ? std::string() : result.error();
  };
  EXPECT_EQ(error(),
            "there is no kernel 'thrice' in twice.ptx, which has: twice");
  config.entry = "twice";
  EXPECT_EQ(error(), "'twice' has 3 parameters, but 0 arguments are given");
  config.block = {256, 1, 1};
  EXPECT_EQ(error(),
            "'twice' allows blocks of at most 128,1,1, not of 256,1,1");
  config.block = {128, 1, 1};
  config.padArguments = true;
  EXPECT_EQ(error(), "");
  config.arguments = {Argument::u64(0), Argument::u64(0), Argument::i32(1)};
  EXPECT_EQ(error(), "twice.ptx:27: error: ld.global.u32: reads 4 bytes at "
                     "0x0, in no buffer (block 0,0,0, thread 0,0,0)");
}

} // namespace
