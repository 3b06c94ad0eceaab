//===- Report.cpp - What heddle-run prints --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace heddle;
using namespace heddle::driver;

bool RunReport::passed() const {
  return llvm::all_of(checks,
                      [](const OutputCheck &check) { return check.passed; });
}

const OutputCheck *RunReport::worst() const {
  if (checks.empty())
    return nullptr;
  return &*llvm::max_element(checks,
                             [](const OutputCheck &a, const OutputCheck &b) {
                               return a.severity < b.severity;
                             });
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static void printCheck(const OutputCheck &check, llvm::raw_ostream &os) {
  os << ": error "
     << llvm::format("%.2e, unfused %.2e, ", check.error.relative,
                     check.unfusedError.relative);
  os << "largest "
     << llvm::format("%.2e, unfused %.2e", check.error.largest,
                     check.unfusedError.largest);
  if (check.error.numMismatches)
    os << ", " << check.error.numMismatches
       << " infinite or NaN elements differ";
  os << (check.passed ? ": pass" : ": FAIL");
}

static void printOutput(const RunReport &report, size_t index,
                        llvm::raw_ostream &os) {
  const Output &output = report.outputs[index];
  os << "  " << output.name << ", " << rt::formatShape(output.shape) << " "
     << rt::elementName(output.type);
  if (!report.checks.empty())
    printCheck(report.checks[index], os);
  os << '\n';
}

void heddle::driver::printText(const RunReport &report, llvm::raw_ostream &os) {
  os << "@" << report.entry << " on " << report.target << ", " << report.threads
     << (report.threads == 1 ? " thread" : " threads");
  if (report.seed)
    os << ", seed " << *report.seed;
  os << (report.cached ? ", loaded" : ", compiled")
     << llvm::format(" in %.0f ms\n", report.compileMilliseconds);
  for (size_t index = 0; index < report.outputs.size(); ++index)
    printOutput(report, index, os);
  if (!report.medianMilliseconds)
    return;
  os << llvm::format("  median %.3f ms, min %.3f ms",
                     *report.medianMilliseconds, *report.minMilliseconds);
  if (report.gflops)
    os << llvm::format(", %.1f GFLOP/s", *report.gflops);
  os << " in " << report.numRuns << " runs\n";
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

/// JSON has no NaN and no infinity.
static llvm::json::Value toJson(std::optional<double> number) {
  if (!number || !std::isfinite(*number))
    return nullptr;
  return *number;
}

static llvm::json::Value checkToJson(const RunReport &report) {
  if (report.checks.empty())
    return nullptr;
  return report.passed() ? "pass" : "fail";
}

void heddle::driver::printJson(const RunReport &report, llvm::raw_ostream &os) {
  std::optional<double> error, unfusedError;
  if (const OutputCheck *worst = report.worst()) {
    error = worst->error.relative;
    unfusedError = worst->unfusedError.relative;
  }
  llvm::json::OStream json(os);
  json.object([&] {
    json.attribute("target", report.target);
    json.attribute("entry", report.entry);
    json.attribute("threads", report.threads);
    json.attribute("compile_ms", toJson(report.compileMilliseconds));
    json.attribute("median_ms", toJson(report.medianMilliseconds));
    json.attribute("min_ms", toJson(report.minMilliseconds));
    json.attribute("gflops", toJson(report.gflops));
    json.attribute("error", toJson(error));
    json.attribute("unfused_error", toJson(unfusedError));
    json.attribute("check", checkToJson(report));
    json.attribute("cached", report.cached);
    json.attributeArray("kernels", [&] {
      for (const std::string &name : report.kernels)
        json.object([&] { json.attribute("name", name); });
      for (const KernelDescription &kernel : report.gpuKernels)
        writeKernel(json, kernel);
    });
  });
  os << '\n';
}
