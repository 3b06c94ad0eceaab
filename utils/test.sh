#!/usr/bin/env bash
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds, and runs all tests: the unit tests by CTest, everything else by lit.
# The last line says "N passed, M failed"; the exit status is 0 if M is 0 and
# N is not.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
utils/setup.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
lit=$(sed -n 's/^LLVM_EXTERNAL_LIT:[A-Z]*=//p' build/CMakeCache.txt)
passed=0
failed=0

# Adds to the totals; a runner that failed without a failed test counts as one.
# tally STATUS PASSED FAILED
tally() {
  local count=$3
  if [[ $1 -ne 0 && $count -eq 0 ]]; then
    count=1
  fi
  passed=$((passed + $2))
  failed=$((failed + count))
}

run_unit_tests() {
  local status=0 bad=0 total=0 skipped
  echo "== unit tests"
  ctest --test-dir build --output-on-failure --no-tests=ignore \
    -j "$(nproc)" 2>&1 | tee "$log" |
    sed -E '/^ *Start |Passed +[0-9.]+ sec/d' || status=$?
  read -r bad total < <(
    sed -nE 's/.*, ([0-9]+) tests failed out of ([0-9]+).*/\1 \2/p' "$log"
  ) || true
  skipped=$(grep -cF '***Skipped' "$log") || true
  tally "$status" $((total - bad - skipped)) "$((bad))"
}

# Sums the lines of lit's summary whose name matches, as in "  Passed: 3 (75%)".
lit_count() {
  awk -F: -v names="^ *($1) *\$" '$1 ~ names { sum += $2 }
    END { print sum + 0 }' "$log"
}

run_lit() {
  local status=0
  echo "== lit"
  "$lit" -sv --no-progress-bar build/test 2>&1 | tee "$log" || status=$?
  tally "$status" "$(lit_count 'Passed|Passed With Retry|Expectedly Failed')" \
    "$(lit_count 'Failed|Unresolved|Timed Out|Unexpectedly Passed')"
}

run_unit_tests
run_lit

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
