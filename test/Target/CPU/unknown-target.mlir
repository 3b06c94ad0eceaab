// RUN: not heddle-opt %s --heddle-block-tiles=target=vax 2>&1 | FileCheck %s
// RUN: not heddle-opt %s --heddle-expand-math=target=vax 2>&1 | FileCheck %s

// CHECK: error: unknown CPU target 'vax', expected native, amxfp16, amxbf16, avx512fp16, avx512bf16, avx512, avx2, sve512, sve256bf16, neonbf16, neon, generic
func.func @f() {
  return
}
