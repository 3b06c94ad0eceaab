// What the pipeline cannot be built with.

// RUN: not heddle-opt %s --heddle-lower-to-cpu=cpu=bogus 2>&1 | FileCheck %s --check-prefix=CPU
// CPU: error: LLVM knows no CPU 'bogus'

// RUN: not heddle-opt %s --heddle-lower-to-cpu=features=bogus 2>&1 | FileCheck %s --check-prefix=FEATURES
// FEATURES: error: expected CPU features as in '+avx2,-fma', got 'bogus'

// RUN: not heddle-opt %s --heddle-lower-to-cpu=triple=riscv64-linux-gnu 2>&1 | FileCheck %s --check-prefix=TRIPLE
// TRIPLE: error: this machine's CPU is no CPU of riscv64-unknown-linux-gnu, choose one

// RUN: not heddle-opt %s --heddle-lower-to-cpu=tile-queries=65537 2>&1 | FileCheck %s --check-prefix=TILE
// TILE: error: tile-queries=65537: expected 1 to 65536, or 0 for what suits the CPU

// RUN: not heddle-opt %s --pass-pipeline='builtin.module(func.func(heddle-lower-to-cpu))' 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NESTED
// NESTED: error: heddle-lower-to-cpu lowers modules and cannot be nested in 'func.func'

func.func @f() {
  return
}
