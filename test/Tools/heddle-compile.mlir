// What heddle-compile writes.

// RUN: rm -rf %t && mkdir %t

// RUN: heddle-compile %s --target=cpu --emit=tile -o - \
// RUN:   | FileCheck %s --check-prefix=TILE
// RUN: heddle-compile %s --target=cpu --emit=llvm --cpu=x86-64-v4 -o %t/f.ll
// RUN: FileCheck %s --check-prefix=LLVM < %t/f.ll
// RUN: llc %t/f.ll -o /dev/null
// RUN: heddle-compile %s --target=cpu --emit=asm --cpu=x86-64-v4 -o %t/f.s
// RUN: FileCheck %s --check-prefix=ASM < %t/f.s
// RUN: heddle-compile %s --target=cpu -o %t/f.o
// RUN: FileCheck %s --check-prefix=HEADER < %t/f.h
// RUN: FileCheck %s --check-prefix=MANIFEST < %t/f.json
// RUN: %python -m json.tool %t/f.json > /dev/null
// RUN: heddle-compile %s --target=cpu --threads=false -o %t/serial.o
// RUN: FileCheck %s --check-prefix=SERIAL < %t/serial.json
// RUN: heddle-compile %s --target=cpu --tile-keys=24 \
// RUN:   --cpu=x86-64-v4 -o %t/tiles.o
// RUN: FileCheck %s --check-prefix=SIZES < %t/tiles.json

// REQUIRES: x86_64

// TILE: func.func @main
// TILE: scf.forall

// LLVM: define void @_mlir_ciface_main(ptr
// LLVM: attributes {{.*}}"prefer-vector-width"="512" "target-cpu"="x86-64-v4"

// ASM: _mlir_ciface_main:
// ASM: zmm

// HEADER: f.o, compiled by heddle-compile from heddle-compile.mlir
// HEADER: Link with libomp
// HEADER: @main
// HEADER-NEXT: arg0: in, bf16 [1][4][20][8]
// HEADER-NEXT: arg1: in, bf16 [1][2][?][8], strides (?, ?, ?, 1), offset ?
// HEADER-NEXT: arg2: in, bf16 [1][2][?][8]
// HEADER-NEXT: arg3: inout, f32 [1][4][20][8]
// HEADER: void _mlir_ciface_main(heddle_memref_4d *arg0,

// MANIFEST: "source": "heddle-compile.mlir"
// MANIFEST: "kind": "cpu"
// MANIFEST: "libraries": [
// MANIFEST-NEXT: "omp"
// MANIFEST: "function": "main",
// MANIFEST-NEXT: "symbol": "_mlir_ciface_main"
// MANIFEST: "name": "arg1",
// MANIFEST-NEXT: "access": "read",
// MANIFEST-NEXT: "element_type": "bf16"
// MANIFEST: null,
// MANIFEST: "layout": "strided"
// MANIFEST: "name": "arg3",
// MANIFEST-NEXT: "access": "read_write"
// MANIFEST: "kernels": [

// SERIAL-NOT: "omp"

// SIZES: "queries": {{[0-9]+}},
// SIZES-NEXT: "keys": 24

func.func @main(%q: memref<1x4x20x8xbf16>,
                %k: memref<1x2x?x8xbf16, strided<[?, ?, ?, 1], offset: ?>>,
                %v: memref<1x2x?x8xbf16>, %y: memref<1x4x20x8xf32>) {
  heddle.attention
      ins(%q, %k, %v : memref<1x4x20x8xbf16>,
                       memref<1x2x?x8xbf16, strided<[?, ?, ?, 1], offset: ?>>,
                       memref<1x2x?x8xbf16>)
      outs(%y : memref<1x4x20x8xf32>)
  return
}
