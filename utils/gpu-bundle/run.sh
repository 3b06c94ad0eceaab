#!/usr/bin/env bash
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Checks Heddle's kernels on this machine's GPU, under compute-sanitizer too where
# it is present, then measures them beside PyTorch and Triton. See --help.

set -euo pipefail

usage() {
  cat <<'END'
USAGE: run.sh [options]

Needs an NVIDIA GPU, its driver, and Python; to measure, PyTorch and Triton.

  --results=DIR    Where results go (default: results, beside this script)
  --filter=REGEX   Cases and shapes by name
  --seconds=N      Begin no shape after N seconds of measuring
  --peers=A,B      Measure beside these only
  --ptx            Let the driver compile the PTX: for a GPU other than the bundle's
  --no-sanitizer   Do not launch under compute-sanitizer
  --no-benchmark   Only check
  --no-profile     Do not ask Nsight Compute for the use of the tensor pipe

The interpreter is $PYTHON, or python3.

EXIT CODES: 0 all is right   1 a result is not   2 bad flags, or a machine that cannot run it
END
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
results=$here/results
check=()
benchmark=()
filter=.
sanitizer=1
measure=1
profile=1
failed=0

for flag in "$@"; do
  case $flag in
    --help) usage; exit 0 ;;
    --results=*) results=${flag#*=} ;;
    --filter=*) filter=${flag#*=} ;;
    --seconds=* | --peers=*) benchmark+=("$flag") ;;
    --ptx) check+=(--ptx); benchmark+=(--ptx) ;;
    --no-sanitizer) sanitizer= ;;
    --no-benchmark) measure= ;;
    --no-profile) profile= ;;
    *) echo "run.sh: error: $flag: unknown flag, see --help" >&2; exit 2 ;;
  esac
done

say() { echo "== $*"; }

# A tool of the CUDA toolkit; nothing if there is none.
find_tool() {
  PATH=$PATH:${CUDA_HOME:-/usr/local/cuda}/bin command -v "$1" || true
}

# Runs a command into a file too. What is wrong stops no more than itself, a machine
# that cannot run it stops all.
show() {
  local file=$1 code=0
  shift
  "$@" | tee "$results/$file" || code=$?
  case $code in
    0) ;;
    1) failed=1 ;;
    *) exit "$code" ;;
  esac
}

# run_checks NAME FLAGS...
run_checks() {
  local name=$1
  shift
  show "$name.txt" "$python" "$here/check.py" --filter="$filter" \
    --json="$results/$name.json" ${check[@]+"${check[@]}"} "$@"
}

run_sanitizer() {
  local tool
  tool=$(find_tool compute-sanitizer)
  if [[ -z $tool ]]; then
    say "no compute-sanitizer on this machine: not launching under it"
    return
  fi
  say "correctness under $tool"
  run_checks sanitizer --sanitizer="$tool"
}

# Which metrics there are depends on the GPU; the section knows.
run_profiler() {
  local tool
  tool=$(find_tool ncu)
  if [[ -z $tool ]]; then
    say "no Nsight Compute on this machine: not asking for the use of the tensor pipe"
    return
  fi
  say "the use of the tensor pipe, by $tool"
  "$tool" --csv --print-details all --kernel-name 'regex:^main_kernel' \
    --section ComputeWorkloadAnalysis --section SpeedOfLight \
    "$python" "$here/benchmark.py" --profile --filter="$filter" \
    ${check[@]+"${check[@]}"} >"$results/profile.csv" || {
    say "Nsight Compute failed, $results/profile.csv may say why"
    return
  }
  show profile.md "$python" "$here/benchmark.py" --report-profile="$results/profile.csv"
}

mkdir -p "$results"
say "correctness"
run_checks check
if [[ -n $sanitizer ]]; then
  run_sanitizer
fi
if [[ -n $measure ]]; then
  say "performance"
  show benchmark.md "$python" "$here/benchmark.py" --filter="$filter" \
    --json="$results/benchmark.json" ${benchmark[@]+"${benchmark[@]}"}
  if [[ -n $profile ]]; then
    run_profiler
  fi
fi
say "done; results are in $results"
exit "$failed"
