// RUN: not heddle-opt %s --heddle-block-tiles=target=vax 2>&1 | FileCheck %s
// RUN: not heddle-opt %s --heddle-expand-math=target=vax 2>&1 | FileCheck %s

// CHECK: error: unknown CPU target 'vax', expected native, avx512fp16, avx512bf16, avx512, avx2, neon, generic
func.func @f() {
  return
}
