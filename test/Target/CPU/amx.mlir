// AMX is chosen by the features of the CPU, and contractions of whole tiles use it.

// RUN: heddle-opt %s --heddle-tile-attention="tile-queries=64 tile-keys=64 native-types=bf16" \
// RUN:   --heddle-block-tiles=target=amxbf16 --canonicalize | FileCheck %s
// RUN: rm -rf %t && mkdir %t
// RUN: heddle-compile %s --target=cpu --threads=false --cpu=sapphirerapids --emit=asm -o %t/bf16.s
// RUN: FileCheck %s --check-prefix=BF16 < %t/bf16.s
// RUN: FileCheck %s --check-prefix=HEADER < %t/bf16.h
// RUN: heddle-compile %s --target=cpu --threads=false --cpu=graniterapids --emit=asm -o - \
// RUN:   | FileCheck %s --check-prefix=FP16
// RUN: heddle-compile %s --target=cpu --threads=false --cpu=sapphirerapids --features=-amx-bf16 \
// RUN:   --emit=asm -o %t/none.s
// RUN: FileCheck %s --check-prefix=NONE < %t/none.s
// RUN: FileCheck %s --check-prefix=NOHEADER < %t/none.h

// Scores: the panel's words are packed, keys are read where they lie. Outputs: pairs of values
// are transposed into words, and the sums go on from what is there.

// CHECK-LABEL: func.func @bf16
// CHECK-DAG:   %[[FULL:.*]] = arith.constant dense<[1, 0, 0, 0, 4194368, 4194368, 4194368, 4194368, 0, 0, 0, 0, 269488144, 269488144, 0, 0]> : vector<16xi32>
// CHECK:       memref.extract_aligned_pointer_as_index %{{.*}} : memref<1x1x64x64xbf16> -> index
// CHECK:       vector.store %[[FULL]], %{{.*}} : memref<16xi32>, vector<16xi32>
// CHECK:       llvm.call_intrinsic "llvm.x86.ldtilecfg"
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tilezero"
// CHECK:       scf.for
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tileloadd64"
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tdpbf16ps"
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tilestored64"
// CHECK:       llvm.call_intrinsic "llvm.x86.tilerelease"
// CHECK:       vector.shuffle
// CHECK:       llvm.call_intrinsic "llvm.x86.ldtilecfg"
// CHECK-COUNT-8: llvm.call_intrinsic "llvm.x86.tileloadd64"
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tdpbf16ps"
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.tilestored64"

// BF16-LABEL:   bf16_panel_0:
// BF16:         ldtilecfg
// BF16-COUNT-8: tdpbf16ps
// BF16-NOT:     tdpbf16ps
// BF16-LABEL:   f16_panel_0:
// BF16-NOT:     tdp

// FP16-LABEL:   bf16_panel_0:
// FP16-COUNT-8: tdpbf16ps
// FP16-LABEL:   f16_panel_0:
// FP16-COUNT-8: tdpfp16ps

// NONE-NOT: tdp
// NONE:     vfmadd231ps
// NONE-NOT: tdp

// HEADER:       The code uses AMX. A process asks Linux for it once, before the first call:
// HEADER-NEXT:  syscall(SYS_arch_prctl, 0x1023, 18)
// NOHEADER-NOT: AMX

func.func @bf16(%q: memref<1x1x128x64xbf16>, %k: memref<1x1x64x64xbf16>, %v: memref<1x1x64x64xbf16>, %y: memref<1x1x128x64xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x128x64xbf16>, memref<1x1x64x64xbf16>, memref<1x1x64x64xbf16>) outs(%y : memref<1x1x128x64xbf16>)
  return
}

func.func @f16(%q: memref<1x1x128x64xf16>, %k: memref<1x1x64x64xf16>, %v: memref<1x1x64x64xf16>, %y: memref<1x1x128x64xf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x128x64xf16>, memref<1x1x64x64xf16>, memref<1x1x64x64xf16>) outs(%y : memref<1x1x128x64xf16>)
  return
}
