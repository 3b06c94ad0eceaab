// Where the system has no AMX, it is not taken for this machine's, and code with it is not run.

// REQUIRES: x86_64
// UNSUPPORTED: host-amx

// RUN: heddle-compile %s --target=cpu --emit=asm -o - | FileCheck %s --check-prefix=NATIVE
// NATIVE-NOT: tdpbf16ps
// RUN: not heddle-run %s --entry=main --random=1 --cpu=sapphirerapids 2>&1 | FileCheck %s
// CHECK: heddle-run: error: this machine does not let programs use AMX; choose another CPU, or turn off feature amx-tile

func.func @main(%q: memref<1x1x64x64xbf16>, %k: memref<1x1x64x64xbf16>, %v: memref<1x1x64x64xbf16>, %y: memref<1x1x64x64xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x64x64xbf16>, memref<1x1x64x64xbf16>, memref<1x1x64x64xbf16>) outs(%y : memref<1x1x64x64xbf16>)
  return
}
