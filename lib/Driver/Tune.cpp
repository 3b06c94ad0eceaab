//===- Tune.cpp - A search for tile sizes ---------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The clock of a machine may change by more than what candidates differ by. So
// those of one step take turns with each other and with the model's choice, and
// what counts is the ratio to the latter within a round.
//
//===----------------------------------------------------------------------===//

#include "Tune.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace heddle;
using namespace heddle::driver;
using cpu::TileSizes;

namespace {

/// One of the sizes, and what is tried of it.
struct Dimension {
  int64_t TileSizes::*size;
  /// Times the best value so far.
  llvm::SmallVector<double> factors;
  /// Values are multiples of it.
  int64_t step;
  int64_t max;
};

/// A candidate of the running step.
struct Candidate {
  TileSizes sizes;
  std::unique_ptr<Executable> executable;
  unsigned calls = 1; ///< A sample, so that it is not too short to measure.
  std::vector<double> times;
};

class Tuner {
public:
  Tuner(const TileSizes &asked, const CPUTarget &target,
        const TuneCallbacks &callbacks, unsigned rounds);

  llvm::Error run();
  void fill(TuneReport &report);

private:
  using Choices = llvm::SmallVector<TileSizes>;

  llvm::Error searchDimension(const Dimension &dimension);
  llvm::Error runFinal();
  Choices getNeighbours(const Dimension &dimension) const;
  llvm::Error measure(const Choices &choices, unsigned numRounds);
  llvm::Error add(const TileSizes &sizes, bool mayFail);
  void record(const Candidate &candidate);
  double sample(Candidate &candidate);
  TunedSizes *find(const TileSizes &sizes);

  TileSizes model, best;
  std::vector<Dimension> dimensions;
  const TuneCallbacks &callbacks;
  unsigned rounds;
  /// The model's choice, and the others of the running step.
  std::vector<Candidate> candidates;
  std::vector<TunedSizes> results;
  std::vector<TileSizes> refused;
};

} // namespace

static bool isSame(const TileSizes &a, const TileSizes &b) {
  return a.queries == b.queries && a.keys == b.keys && a.panels == b.panels &&
         a.chunkBytes == b.chunkBytes;
}

static bool contains(llvm::ArrayRef<TileSizes> list, const TileSizes &sizes) {
  return llvm::any_of(
      list, [&](const TileSizes &other) { return isSame(other, sizes); });
}

/// A smaller difference to the model's choice counts as none.
static constexpr double significantRatio = 0.99;

//===----------------------------------------------------------------------===//
// What is tried
//===----------------------------------------------------------------------===//

static std::vector<Dimension> makeDimensions(const CPUTarget &target) {
  return {
      {&TileSizes::keys,
       {0.5, 0.75, 1.25, 1.5, 2},
       2 * target.blockRows,
       maxTileSize},
      {&TileSizes::panels, {0.125, 0.25, 0.5, 2, 4}, 1, maxTileSize},
      {&TileSizes::chunkBytes, {0.25, 0.5, 2, 4}, 4096, maxChunkBytes},
  };
}

Tuner::Tuner(const TileSizes &asked, const CPUTarget &target,
             const TuneCallbacks &callbacks, unsigned rounds)
    : model(callbacks.choose(asked)), best(model), callbacks(callbacks),
      rounds(rounds) {
  for (Dimension &dimension : makeDimensions(target))
    if (!(asked.*dimension.size))
      dimensions.push_back(std::move(dimension));
}

/// The values near the best one so far.
Tuner::Choices Tuner::getNeighbours(const Dimension &dimension) const {
  Choices choices;
  for (double factor : dimension.factors) {
    double wanted = std::round(best.*dimension.size * factor / dimension.step);
    TileSizes sizes = best;
    sizes.*dimension.size =
        std::clamp(int64_t(wanted) * dimension.step,
                   std::min(dimension.step, dimension.max), dimension.max);
    if (!contains(choices, sizes) && !isSame(sizes, best) &&
        !isSame(sizes, model))
      choices.push_back(sizes);
  }
  return choices;
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

double Tuner::sample(Candidate &candidate) {
  Stopwatch stopwatch;
  for (unsigned call = 0; call < candidate.calls; ++call)
    callbacks.call(*candidate.executable);
  return stopwatch.getMilliseconds() / candidate.calls;
}

/// Compiles a candidate and warms it up. Other sizes than the model's may be
/// refused by the target.
llvm::Error Tuner::add(const TileSizes &sizes, bool mayFail) {
  constexpr double shortMilliseconds = 2;
  auto compiled = callbacks.compile(sizes);
  if (!compiled) {
    if (!mayFail)
      return compiled.takeError();
    llvm::consumeError(compiled.takeError());
    refused.push_back(sizes);
    return llvm::Error::success();
  }
  Candidate candidate{sizes, std::move(*compiled), 1, {}};
  sample(candidate);
  double time = std::max(sample(candidate), 1e-3);
  candidate.calls = unsigned(std::ceil(shortMilliseconds / time));
  candidates.push_back(std::move(candidate));
  return llvm::Error::success();
}

TunedSizes *Tuner::find(const TileSizes &sizes) {
  auto found = llvm::find_if(results, [&](const TunedSizes &result) {
    return isSame(result.sizes, sizes);
  });
  return found == results.end() ? nullptr : &*found;
}

/// Notes what a candidate measured, in place of what it did in earlier steps.
void Tuner::record(const Candidate &candidate) {
  std::vector<double> ratios;
  for (auto [time, modelTime] :
       llvm::zip_equal(candidate.times, candidates.front().times))
    ratios.push_back(time / modelTime);
  TunedSizes result{candidate.sizes, getMedian(candidate.times),
                    getMedian(ratios)};
  if (TunedSizes *earlier = find(candidate.sizes))
    *earlier = result;
  else
    results.push_back(result);
}

/// Measures the model's choice and `choices` in turns.
llvm::Error Tuner::measure(const Choices &choices, unsigned numRounds) {
  candidates.erase(candidates.begin() + !candidates.empty(), candidates.end());
  if (candidates.empty())
    if (llvm::Error error = add(model, /*mayFail=*/false))
      return error;
  candidates.front().times.clear();
  for (const TileSizes &sizes : choices)
    if (!isSame(sizes, model))
      if (llvm::Error error = add(sizes, /*mayFail=*/true))
        return error;
  for (unsigned round = 0; round < numRounds; ++round)
    for (size_t turn = 0; turn < candidates.size(); ++turn) {
      Candidate &candidate = candidates[(round + turn) % candidates.size()];
      candidate.times.push_back(sample(candidate));
    }
  for (const Candidate &candidate : candidates)
    record(candidate);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Searching
//===----------------------------------------------------------------------===//

static bool isFaster(const TunedSizes &a, const TunedSizes &b) {
  return a.ratio < b.ratio;
}

llvm::Error Tuner::searchDimension(const Dimension &dimension) {
  Choices choices = getNeighbours(dimension);
  llvm::erase_if(choices, [&](const TileSizes &sizes) {
    return find(sizes) || contains(refused, sizes);
  });
  if (choices.empty())
    return llvm::Error::success();
  choices.push_back(best);
  if (llvm::Error error = measure(choices, rounds))
    return error;
  best = llvm::min_element(results, isFaster)->sizes;
  return llvm::Error::success();
}

/// Measures the best ones again, for longer: of many candidates the best may
/// just have been lucky.
llvm::Error Tuner::runFinal() {
  constexpr size_t numFinalists = 3;
  llvm::sort(results, isFaster);
  Choices finalists;
  for (const TunedSizes &result : results)
    if (finalists.size() < numFinalists)
      finalists.push_back(result.sizes);
  if (llvm::Error error = measure(finalists, 2 * rounds))
    return error;
  best = model;
  double ratio = significantRatio;
  for (const Candidate &candidate : candidates)
    if (const TunedSizes *result = find(candidate.sizes);
        result->ratio <= ratio) {
      best = result->sizes;
      ratio = result->ratio;
    }
  return llvm::Error::success();
}

llvm::Error Tuner::run() {
  // Once more, since what is best of one size depends on the others.
  for (int pass = 0; pass < 2; ++pass)
    for (const Dimension &dimension : dimensions)
      if (llvm::Error error = searchDimension(dimension))
        return error;
  return runFinal();
}

void Tuner::fill(TuneReport &report) {
  auto goesBefore = [&](const TunedSizes &a, const TunedSizes &b) {
    bool aIsBest = isSame(a.sizes, best), bIsBest = isSame(b.sizes, best);
    return aIsBest != bIsBest ? bIsBest : a.ratio > b.ratio;
  };
  llvm::sort(results, goesBefore);
  report.model = model;
  report.candidates = std::move(results);
  report.refused = std::move(refused);
}

llvm::Error heddle::driver::tune(const TileSizes &asked,
                                 const CPUTarget &target,
                                 const TuneCallbacks &callbacks,
                                 TuneReport &report) {
  Tuner tuner(asked, target, callbacks, report.rounds);
  if (llvm::Error error = tuner.run())
    return error;
  tuner.fill(report);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

static void printSizes(const TileSizes &sizes, llvm::raw_ostream &os) {
  auto number = [](int64_t size) { return static_cast<long long>(size); };
  os << llvm::format("  %12lld %9lld %6lld %11lld", number(sizes.queries),
                     number(sizes.keys), number(sizes.panels),
                     number(sizes.chunkBytes));
}

void heddle::driver::printText(const TuneReport &report,
                               llvm::raw_ostream &os) {
  os << "@" << report.entry << " on " << report.target << ", " << report.threads
     << (report.threads == 1 ? " thread" : " threads") << ", "
     << report.candidates.size() << " candidates, " << report.rounds
     << " rounds; ratios are to the cost model's choice\n";
  os << "  tile-queries tile-keys panels chunk-bytes         ms     ratio\n";
  for (const TileSizes &sizes : report.refused) {
    printSizes(sizes, os);
    os << "    refused\n";
  }
  for (const TunedSizes &row : report.candidates) {
    printSizes(row.sizes, os);
    os << llvm::format(" %10.3f %9.3f\n", row.medianMilliseconds, row.ratio);
  }
  const TileSizes &best = report.candidates.back().sizes;
  os << "  best" << (isSame(best, report.model) ? ", the model's choice" : "")
     << ": --tile-queries=" << best.queries << " --tile-keys=" << best.keys
     << " --panels=" << best.panels << " --chunk-bytes=" << best.chunkBytes
     << '\n';
}

static void writeSizes(const TileSizes &sizes, llvm::json::OStream &json) {
  json.attribute("tile_queries", sizes.queries);
  json.attribute("tile_keys", sizes.keys);
  json.attribute("panels", sizes.panels);
  json.attribute("chunk_bytes", sizes.chunkBytes);
}

static void writeRow(const TunedSizes &row, llvm::json::OStream &json) {
  writeSizes(row.sizes, json);
  json.attribute("median_ms", row.medianMilliseconds);
  json.attribute("ratio", row.ratio);
}

void heddle::driver::printJson(const TuneReport &report,
                               llvm::raw_ostream &os) {
  llvm::json::OStream json(os);
  json.object([&] {
    json.attribute("target", report.target);
    json.attribute("entry", report.entry);
    json.attribute("threads", report.threads);
    json.attribute("rounds", report.rounds);
    json.attributeObject("model", [&] { writeSizes(report.model, json); });
    json.attributeObject("best",
                         [&] { writeRow(report.candidates.back(), json); });
    json.attributeArray("candidates", [&] {
      for (const TunedSizes &row : report.candidates)
        json.object([&] { writeRow(row, json); });
    });
    json.attributeArray("refused", [&] {
      for (const TileSizes &sizes : report.refused)
        json.object([&] { writeSizes(sizes, json); });
    });
  });
  os << '\n';
}
