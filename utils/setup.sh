#!/usr/bin/env bash
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Makes build/ ready: installs the Debian packages that are missing, makes a
# Python environment in build/venv, configures the preset "release" and builds.
# Returns within seconds when nothing changed.
#
#   HEDDLE_JOBS=N       how many compilers run at once

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(
  # LLVM and MLIR, the compiler and its runtimes.
  llvm-22-dev libmlir-22-dev mlir-22-tools llvm-22-tools
  clang-22 lld-22 libomp-22-dev libclang-rt-22-dev
  # The build.
  cmake ninja-build g++ git ccache mold
  libgtest-dev
  # The AMD emulator.
  libboost-context-dev
  # The tests and the demo.
  python3 python3-venv python3-numpy
  # The tests' other machine: AArch64, compiled for and emulated.
  gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
  # For developers: formatting and linting.
  clang-format-22 clang-tidy-22
)

say() { echo "setup: $*"; }

fail() {
  local line
  for line in "$@"; do
    echo "setup: $line" >&2
  done
  exit 1
}

missing_packages() {
  local package status
  for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) ||
      status=unknown
    [[ $status == installed ]] || echo "$package"
  done
}

# Of the packages named, those that no configured apt source offers.
unavailable_packages() {
  local package policy
  for package in "$@"; do
    policy=$(apt-cache policy "$package")
    [[ $policy == *"Candidate: "[^\(]* ]] || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_packages() {
  local missing unavailable
  if ! command -v dpkg-query >/dev/null; then
    say "not a Debian system: installing nothing, trying with what is there"
    return
  fi
  mapfile -t missing < <(missing_packages)
  if [[ ${#missing[@]} -eq 0 ]]; then
    return
  fi
  say "missing packages: ${missing[*]}"
  command -v apt-get >/dev/null ||
    fail "there is no apt-get here; install these packages: ${missing[*]}"
  [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null ||
    fail "neither root nor sudo; as root run:" \
      "  apt-get install ${missing[*]}"

  as_root apt-get -q update ||
    say "apt-get update failed (offline?); going on with the lists at hand"
  mapfile -t unavailable < <(unavailable_packages "${missing[@]}")
  if [[ ${#unavailable[@]} -gt 0 ]]; then
    fail "no configured apt source offers: ${unavailable[*]}" \
      "Debian 12 has LLVM 22 among its security updates (bookworm-security)," \
      "so see that /etc/apt names them; elsewhere add a source that has LLVM 22."
  fi
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q install -y --no-install-recommends "${missing[@]}" ||
    fail "apt-get could not install: ${missing[*]}" \
      "Its messages above say why; without a network it cannot work."
}

# Runs a step unless it already ran with the same inputs.
# once NAME INPUT_TEXT COMMAND...
once() {
  local stamp="build/.setup/$1" inputs="$2"
  shift 2
  if [[ -f $stamp && $(<"$stamp") == "$inputs" ]]; then
    return
  fi
  "$@"
  mkdir -p build/.setup
  echo "$inputs" >"$stamp"
}

# Debian's own interpreter, which python3-venv belongs to, where there is one.
python=python3
if [[ -x /usr/bin/python3 ]]; then
  python=/usr/bin/python3
fi

make_venv() {
  say "making build/venv"
  rm -rf build/venv
  "$python" -m venv --system-site-packages build/venv ||
    fail "$python cannot make virtual environments; install python3-venv"
  if ! build/venv/bin/python3 -m pip install -q --disable-pip-version-check \
    -r utils/requirements.txt; then
    build/venv/bin/python3 -c 'import numpy' 2>/dev/null ||
      fail "pip could not install utils/requirements.txt, and there is no numpy"
    say "pip could not install utils/requirements.txt;" \
      "going on with the system's numpy (remove build/venv to try again)"
  fi
}

# Not needed to build, nor by most tests.
install_gpu_tools() {
  say "fetching the tools for tests of GPU kernels"
  build/venv/bin/python3 -m pip install -q --disable-pip-version-check \
    -r utils/requirements-gpu.txt ||
    say "pip could not install utils/requirements-gpu.txt;" \
      "tests that need it are skipped"
}

configure() {
  say "configuring build/"
  cmake --preset release
}

jobs() {
  if [[ -n ${HEDDLE_JOBS:-} ]]; then
    echo "$HEDDLE_JOBS"
    return
  fi
  # A compiler that reads MLIR's headers takes up to 1.5 GiB.
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

install_packages
[[ -f build/build.ninja ]] || rm -f build/.setup/configure
[[ -x build/venv/bin/python3 ]] || rm -f build/.setup/venv
venv_inputs="$("$python" --version) $(<utils/requirements.txt)"
once venv "$venv_inputs" make_venv
once gpu "$venv_inputs $(<utils/requirements-gpu.txt)" install_gpu_tools
once configure "$(cat CMakePresets.json cmake/PreferClang.cmake)" configure
cmake --build build -j "$(jobs)"
