//===- Report.h - What heddle-run prints ---------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_REPORT_H
#define HEDDLE_LIB_DRIVER_REPORT_H

#include "CompileGPU.h"
#include "Outputs.h"

namespace heddle::driver {

struct RunReport {
  std::string target, entry;
  unsigned threads = 1;
  double compileMilliseconds = 0;
  /// Whether the code was found on disk.
  bool cached = false;
  std::optional<double> medianMilliseconds, minMilliseconds, gflops;
  unsigned numRuns = 0;
  std::optional<uint64_t> seed;
  std::vector<Output> outputs;
  /// One for each output, or none if nothing was checked.
  std::vector<OutputCheck> checks;
  std::vector<std::string> kernels;
  /// Instead of those, where more is known.
  std::vector<KernelDescription> gpuKernels;

  bool passed() const;
  /// The output that is furthest off; null if nothing was checked.
  const OutputCheck *worst() const;
};

void printText(const RunReport &report, llvm::raw_ostream &os);
/// One object on one line.
void printJson(const RunReport &report, llvm::raw_ostream &os);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_REPORT_H
