// Kernels for NVIDIA GPUs, run by the emulator and compared with the reference.

// RUN: heddle-run %s --entry=full --target=sm_80 --emulate --random=1 --check --json | FileCheck %s
// RUN: heddle-run %s --entry=causal --target=sm_90 --emulate --random=2 --check --json | FileCheck %s
// RUN: heddle-run %s --entry=tails --target=sm_86 --emulate --random=3 --check --json | FileCheck %s
// RUN: %python %S/../../Tools/Inputs/expect-exit.py 2 heddle-run %s --entry=full --target=cpu --emulate --random=1 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CPU

// CHECK: "check":"pass"
// CHECK-SAME: "grid":
// CPU: --emulate goes with a GPU, --target=sm_80 say

func.func @full(%q: memref<1x2x128x64xbf16>, %k: memref<1x2x128x64xbf16>, %v: memref<1x2x128x64xbf16>,
                %g: memref<1x2x128x64xbf16>, %o: memref<1x2x128x64xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x128x64xbf16>, memref<1x2x128x64xbf16>, memref<1x2x128x64xbf16>)
      gate(%g : memref<1x2x128x64xbf16>) outs(%o : memref<1x2x128x64xbf16>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

func.func @causal(%q: tensor<1x2x130x64xf16>, %k: tensor<1x1x130x64xf16>, %v: tensor<1x1x130x64xf16>,
                  %g: tensor<1x2x130xf16>) -> tensor<1x2x130x64xf16> {
  %init = tensor.empty() : tensor<1x2x130x64xf16>
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x130x64xf16>, tensor<1x1x130x64xf16>, tensor<1x1x130x64xf16>)
      gate(%g : tensor<1x2x130xf16>) outs(%init : tensor<1x2x130x64xf16>)
      {gate = #heddle.gate<sigmoid, headwise>, mask = #heddle.causal} -> tensor<1x2x130x64xf16>
  return %y : tensor<1x2x130x64xf16>
}

func.func @tails(%q: memref<1x1x70x72xf32>, %k: memref<1x1x45x72xf32>, %v: memref<1x1x45x40xf32>, %o: memref<1x1x70x40xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x70x72xf32>, memref<1x1x45x72xf32>, memref<1x1x45x40xf32>)
      outs(%o : memref<1x1x70x40xf32>)
  return
}

// Two kernels: sums of parts of the keys, and their merge.
// RUN: heddle-run %s --entry=decode --target=sm_80 --emulate --random=4 --check --json | FileCheck %s

func.func @decode(%q: memref<1x8x1x64xbf16>, %k: memref<1x2x1100x64xbf16>, %v: memref<1x2x1100x64xbf16>,
                  %g: memref<1x8x1x64xbf16>, %o: memref<1x8x1x64xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x8x1x64xbf16>, memref<1x2x1100x64xbf16>, memref<1x2x1100x64xbf16>)
      gate(%g : memref<1x8x1x64xbf16>) outs(%o : memref<1x8x1x64xbf16>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// f32 is exact unless the op allows otherwise; the kernel's error is compared
// with that of an evaluation that rounds, too.
// RUN: heddle-run %s --entry=exact --target=sm_80 --emulate --random=5 --check --json | FileCheck %s --check-prefix=EXACT
// RUN: heddle-run %s --entry=rounded --target=sm_80 --emulate --random=5 --check --json | FileCheck %s --check-prefix=ROUNDED

// EXACT: "error":{{[0-9.]+}}e-07,"unfused_error":{{.*}}e-07,"check":"pass"
// ROUNDED: "error":0.000{{[0-9]+}},"unfused_error":0.000{{[0-9]+}},"check":"pass"

func.func @exact(%q: memref<1x1x20x40xf32>, %k: memref<1x1x45x40xf32>, %v: memref<1x1x45x24xf32>, %o: memref<1x1x20x24xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x20x40xf32>, memref<1x1x45x40xf32>, memref<1x1x45x24xf32>)
      outs(%o : memref<1x1x20x24xf32>)
  return
}

func.func @rounded(%q: memref<1x1x20x40xf32>, %k: memref<1x1x45x40xf32>, %v: memref<1x1x45x24xf32>, %o: memref<1x1x20x24xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x20x40xf32>, memref<1x1x45x40xf32>, memref<1x1x45x24xf32>)
      outs(%o : memref<1x1x20x24xf32>) {allow_tf32}
  return
}
