//===- Manifest.cpp - The manifest of an object file ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Artifacts.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace heddle;
using namespace heddle::driver;
using llvm::json::OStream;

/// Extents or strides; null where only the call knows them.
static void writeNumbers(OStream &json, llvm::StringRef name,
                         const rt::Dims &numbers) {
  json.attributeArray(name, [&] {
    for (int64_t number : numbers) {
      if (mlir::ShapedType::isDynamic(number))
        json.value(nullptr);
      else
        json.value(number);
    }
  });
}

/// Those that are turned on.
static void writeFeatures(OStream &json, llvm::StringRef features) {
  json.attributeArray("features", [&] {
    for (llvm::StringRef feature : llvm::split(features, ','))
      if (feature.consume_front("+"))
        json.value(feature);
  });
}

static void writeParameter(OStream &json, const std::string &name,
                           llvm::StringRef access, const ParameterInfo &info) {
  json.object([&] {
    json.attribute("name", name);
    json.attribute("access", access);
    json.attribute("element_type",
                   llvm::StringRef(rt::elementName(info.elementType)));
    writeNumbers(json, "shape", info.shape);
    json.attribute("layout", info.strides ? "strided" : "row_major");
    if (!info.strides)
      return;
    writeNumbers(json, "strides", *info.strides);
    if (mlir::ShapedType::isDynamic(info.offset))
      json.attribute("offset", nullptr);
    else
      json.attribute("offset", info.offset);
  });
}

void heddle::driver::writeParameters(OStream &json, const EntryPoint &entry) {
  json.attributeArray("arguments", [&] {
    for (auto [index, info] : llvm::enumerate(entry.arguments))
      writeParameter(json, "arg" + std::to_string(index),
                     info.isWritten ? "read_write" : "read", info);
    for (auto [index, info] : llvm::enumerate(entry.results))
      writeParameter(json, "result" + std::to_string(index), "write", info);
  });
}

static void writeEntry(OStream &json, const EntryPoint &entry) {
  json.object([&] {
    json.attribute("function", entry.name);
    json.attribute("symbol", getSymbol(entry));
    writeParameters(json, entry);
  });
}

void heddle::driver::writeManifest(const ObjectDescription &object,
                                   llvm::raw_ostream &os) {
  OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("source", object.source);
    json.attribute("object", object.object);
    json.attribute("header", object.header);
    json.attributeObject("target", [&] {
      json.attribute("kind", "cpu");
      json.attribute("triple", object.cpu.triple);
      json.attribute("cpu", object.cpu.cpu);
      writeFeatures(json, object.cpu.features);
    });
    json.attributeArray("libraries", [&] {
      if (object.usesOpenMP)
        json.value("omp");
      json.value("m");
    });
    json.attributeObject("tile", [&] {
      json.attribute("queries", object.tileQueries);
      json.attribute("keys", object.tileKeys);
    });
    json.attributeArray("entry_points", [&] {
      for (const EntryPoint &entry : object.entries)
        writeEntry(json, entry);
    });
    json.attributeArray("kernels", [&] {
      for (const std::string &name : object.kernels)
        json.object([&] { json.attribute("name", name); });
    });
  });
  os << '\n';
}
