// The instructions that the loop over scores becomes, for CPUs of each kind: a row of a key is
// multiplied with the panel's vectors, broadcast on the way.

// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=haswell -o - \
// RUN:   | FileCheck %s --check-prefix=AVX2
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=cascadelake -o - \
// RUN:   | FileCheck %s --check-prefix=AVX512
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=znver4 -o - \
// RUN:   | FileCheck %s --check-prefixes=AVX512,AVX512BF16
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=cortex-a72 -o - \
// RUN:   | FileCheck %s --check-prefixes=NEON,FCVTL
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=neoverse-v2 -o - \
// RUN:   | FileCheck %s --check-prefixes=NEON,NEONBF16
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=neoverse-v1 -o - \
// RUN:   | FileCheck %s --check-prefixes=SVE,SVEBF16
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --cpu=a64fx -o - \
// RUN:   | FileCheck %s --check-prefix=SVE

// A triple for another system, and the CPU that LLVM takes if none is named.
// RUN: heddle-compile %s --target=cpu --threads=false --emit=asm --triple=arm64-apple-macosx \
// RUN:   --cpu=apple-m1 -o - | FileCheck %s --check-prefix=MACOS
// RUN: heddle-compile %s --target=cpu --threads=false --emit=llvm --cpu=neoverse-v1 -o - \
// RUN:   | FileCheck %s --check-prefix=LLVM

// AVX2-LABEL: f32_panel_0:
// AVX2:       vbroadcastss {{.*}}, %ymm
// AVX2:       vfmadd231ps %ymm{{.*}}, %ymm{{.*}}, %ymm
// AVX2-LABEL: f16_panel_0:
// AVX2:       vcvtph2ps
// AVX2:       vfmadd231ps

// AVX512-LABEL:      f32_panel_0:
// AVX512:            vbroadcastss {{.*}}, %zmm
// AVX512:            vfmadd231ps %zmm{{.*}}, %zmm{{.*}}, %zmm
// AVX512BF16-LABEL:  bf16_panel_0:
// AVX512BF16:        v{{p?}}broadcast{{ss|d}} {{.*}}, %zmm
// AVX512BF16:        vdpbf16ps %zmm{{.*}}, %zmm{{.*}}, %zmm
// AVX512-LABEL:      f16_panel_0:
// AVX512:            vcvtph2ps

// NEON-LABEL:     f32_panel_0:
// NEON:           ldp q
// NEON:           ldr s{{[0-9]+}},
// NEON:           fmla v{{.*}}.4s, v{{.*}}.4s, v{{.*}}.s[0]
// NEONBF16-LABEL: bf16_panel_0:
// NEONBF16:       ld1r { v{{[0-9]+}}.4s }
// NEONBF16:       bfdot v{{.*}}.4s, v{{.*}}.8h, v{{.*}}
// NEON-LABEL:     f16_panel_0:
// FCVTL:          fcvtl v{{.*}}.4s, v{{.*}}.4h

// SVE-LABEL:      f32_panel_0:
// SVE:            {{ld1rw|mov z[0-9]+.s, s}}
// SVE:            fmla z{{.*}}.s, p{{.*}}/m, z{{.*}}.s, z{{.*}}.s
// SVEBF16-LABEL:  bf16_panel_0:
// SVEBF16:        bfdot z{{.*}}.s, z{{.*}}.h, z{{.*}}.h

// MACOS: .section __TEXT
// MACOS: fmla{{(\.4s)?}} v

// LLVM: target triple = "aarch64-unknown-linux-gnu"
// LLVM: attributes {{.*}} vscale_range(2,2) {{.*}}"target-cpu"="neoverse-v1"

func.func @f32(%q: memref<1x1x64x64xf32>, %k: memref<1x1x64x64xf32>, %v: memref<1x1x64x64xf32>, %y: memref<1x1x64x64xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x64x64xf32>, memref<1x1x64x64xf32>, memref<1x1x64x64xf32>) outs(%y : memref<1x1x64x64xf32>)
  return
}

func.func @bf16(%q: memref<1x1x64x64xbf16>, %k: memref<1x1x64x64xbf16>, %v: memref<1x1x64x64xbf16>, %y: memref<1x1x64x64xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x64x64xbf16>, memref<1x1x64x64xbf16>, memref<1x1x64x64xbf16>) outs(%y : memref<1x1x64x64xbf16>)
  return
}

func.func @f16(%q: memref<1x1x64x64xf16>, %k: memref<1x1x64x64xf16>, %v: memref<1x1x64x64xf16>, %y: memref<1x1x64x64xf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x64x64xf16>, memref<1x1x64x64xf16>, memref<1x1x64x64xf16>) outs(%y : memref<1x1x64x64xf16>)
  return
}
