//===- KernelManifest.cpp - What kernels need to be launched --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Artifacts.h"
#include "CompileGPU.h"

#include "llvm/Support/JSON.h"

using namespace heddle;
using namespace heddle::driver;
using llvm::json::OStream;

static void writeTensorMap(OStream &json, const LaunchTensorMap &map) {
  auto writeAll = [&](llvm::StringRef name, const auto &values) {
    json.attributeArray(name, [&] {
      for (const auto &value : values)
        json.value(value);
    });
  };
  json.attribute("element", map.element);
  writeAll("extents", map.extents);
  writeAll("strides", map.strides);
  writeAll("box", map.box);
  json.attribute("swizzle", map.swizzle);
}

static void writeLaunch(OStream &json, const Launch &launch) {
  json.object([&] {
    json.attribute("kernel", launch.kernel);
    auto writeSizes = [&](llvm::StringRef name,
                          const std::array<std::string, 3> &sizes) {
      json.attributeArray(name, [&] {
        for (const std::string &size : sizes)
          json.value(size);
      });
    };
    writeSizes("grid", launch.grid);
    writeSizes("block", launch.block);
    json.attribute("shared_bytes", launch.sharedBytes);
    json.attributeArray("arguments", [&] {
      for (const LaunchArgument &argument : launch.arguments)
        json.object([&] {
          json.attribute("type", argument.type);
          json.attribute("value", argument.value);
          if (argument.map)
            writeTensorMap(json, *argument.map);
        });
    });
  });
}

static void writePlan(OStream &json, const EntryPoint &entry,
                      const LaunchPlan &plan) {
  json.object([&] {
    json.attribute("function", plan.function);
    writeParameters(json, entry);
    json.attributeArray("scratch", [&] {
      for (const Scratch &scratch : plan.scratch)
        json.object([&] {
          json.attribute("name", scratch.name);
          json.attribute("bytes", scratch.bytes);
        });
    });
    json.attributeArray("launches", [&] {
      for (const Launch &launch : plan.launches)
        writeLaunch(json, launch);
    });
  });
}

void heddle::driver::writeKernel(OStream &json,
                                 const KernelDescription &kernel) {
  json.object([&] {
    json.attribute("name", kernel.name);
    if (kernel.grid)
      json.attributeArray("grid", [&] {
        for (uint32_t size : *kernel.grid)
          json.value(int64_t(size));
      });
    json.attributeArray("block", [&] {
      for (int64_t size : kernel.block)
        json.value(size);
    });
    int64_t shared = kernel.sharedBytes;
    if (kernel.usage) {
      shared += kernel.usage->staticSharedBytes;
      json.attribute("registers", kernel.usage->registers);
      json.attribute("spills", kernel.usage->spillStoreBytes +
                                   kernel.usage->spillLoadBytes);
      json.attribute("stack_bytes", kernel.usage->stackBytes);
    }
    if (kernel.amdUsage) {
      const amdgpu::KernelUsage &usage = *kernel.amdUsage;
      json.attribute("registers", usage.vgprs + usage.agprs);
      json.attribute("vgprs", usage.vgprs);
      json.attribute("agprs", usage.agprs);
      json.attribute("sgprs", usage.sgprs);
      json.attribute("spills", usage.vgprSpills + usage.sgprSpills);
      json.attribute("scratch_bytes", usage.scratchBytes);
      json.attribute("waves_per_simd", usage.wavesPerSIMD);
    }
    json.attribute("shared_bytes", shared);
  });
}

void heddle::driver::writeManifest(const KernelFileDescription &description,
                                   llvm::raw_ostream &os) {
  OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("source", description.source);
    json.attribute(description.kind, description.file);
    json.attributeObject("target", [&] {
      json.attribute("kind", isAMDGPU(description.chip) ? "amd" : "nvidia");
      json.attribute("chip", description.chip);
    });
    json.attributeObject("tile", [&] {
      json.attribute("queries", description.tile.queries);
      json.attribute("keys", description.tile.keys);
    });
    json.attributeArray("entry_points", [&] {
      for (auto [entry, plan] :
           llvm::zip_equal(description.entries, description.plans))
        writePlan(json, entry, plan);
    });
    json.attributeArray("kernels", [&] {
      for (const KernelDescription &kernel : description.kernels)
        writeKernel(json, kernel);
    });
  });
  os << '\n';
}
