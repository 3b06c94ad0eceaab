//===- Tune.h - A search for tile sizes ----------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares what `heddle-run --tune` does: it starts from the cost
// model's choice of tile sizes and changes one size after the other, measuring
// the code that comes out.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_TUNE_H
#define HEDDLE_LIB_DRIVER_TUNE_H

#include "Executable.h"

namespace heddle::driver {

/// What a choice of tile sizes measured.
struct TunedSizes {
  cpu::TileSizes sizes;
  double medianMilliseconds;
  /// Of its time and that of the model's choice, in the same round: the median.
  double ratio;
};

/// The way from tile sizes to times.
struct TuneCallbacks {
  /// The model's choice of all sizes that `asked` leaves 0.
  std::function<cpu::TileSizes(const cpu::TileSizes &asked)> choose;
  std::function<llvm::Expected<std::unique_ptr<Executable>>(
      const cpu::TileSizes &sizes)>
      compile;
  std::function<void(Executable &executable)> call;
};

/// What was found. The best comes last; that is the model's choice, too, unless
/// another one takes at most 99 % of its time.
struct TuneReport {
  std::string target, entry;
  unsigned threads = 1;
  unsigned rounds = 7; ///< Samples of each candidate.
  cpu::TileSizes model;
  std::vector<TunedSizes> candidates;
  /// What the target cannot compile.
  std::vector<cpu::TileSizes> refused;
};

/// Searches the sizes that `asked` leaves 0, but for the queries of a tile,
/// which the target's registers fix. Takes `rounds` from `report`, and fills in
/// the model's choice and what was found.
llvm::Error tune(const cpu::TileSizes &asked, const CPUTarget &target,
                 const TuneCallbacks &callbacks, TuneReport &report);

void printText(const TuneReport &report, llvm::raw_ostream &os);
/// One object on one line.
void printJson(const TuneReport &report, llvm::raw_ostream &os);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_TUNE_H
