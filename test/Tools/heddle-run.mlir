// What heddle-run prints, and that both targets agree with the reference.

// RUN: heddle-run %s --entry=f32 --target=reference --random=1 --check \
// RUN:   | FileCheck %s --check-prefix=REFERENCE
// RUN: heddle-run %s --entry=f32 --target=cpu --random=1 --check --guard \
// RUN:   | FileCheck %s --check-prefix=CPU
// RUN: heddle-run %s --entry=f32 --target=cpu --random=1 --check --unfused \
// RUN:   | FileCheck %s --check-prefix=CPU
// RUN: heddle-run %s --entry=f32 --target=cpu --random=1 --check --repeat=3 \
// RUN:   --threads=1 --json | FileCheck %s --check-prefix=JSON
// RUN: heddle-run %s --entry=bf16 --target=cpu --random=0x10 --json \
// RUN:   | FileCheck %s --check-prefix=UNCHECKED
// RUN: heddle-run %s --entry=bf16 --random=16 --check --guard \
// RUN:   --output=%t.y.npy --output=%t.lse.npy \
// RUN:   | FileCheck %s --check-prefix=BF16

// Outputs are inputs of the right shape, bf16 was written as f32.
// RUN: heddle-run %s --entry=again --input=%t.y.npy --output=%t.z.npy
// RUN: cmp %t.y.npy %t.z.npy

// REFERENCE: @f32 on reference, {{[0-9]+}} thread{{s?}}, seed 1, compiled in {{[0-9]+}} ms
// REFERENCE-NEXT: result 0, 1x4x20x8 f32: error {{[0-9.]+e-0[789]}}, unfused {{[0-9.]+e-0[5678]}}, largest {{.*}}: pass
// REFERENCE-NOT: median

// CPU: @f32 on cpu
// CPU-NEXT: result 0, 1x4x20x8 f32: error {{[0-9.]+e-0[678]}}, unfused {{.*}}: pass

// JSON: {"target":"cpu","entry":"f32","threads":1,"compile_ms":{{[0-9.]+}},
// JSON-SAME: "median_ms":{{[0-9.e-]+}},"min_ms":{{[0-9.e-]+}},"gflops":{{[0-9.e-]+}},
// JSON-SAME: "error":{{[0-9.]+e-0[678]}},"unfused_error":{{[0-9.]+e-0[678]}},"check":"pass",
// JSON-SAME: "kernels":[{"name":"f32_panel_0"}]}

// UNCHECKED: "median_ms":null,"min_ms":null,"gflops":null,"error":null,"unfused_error":null,"check":null,

// BF16: @bf16 on cpu, {{.*}}, seed 16,
// BF16-NEXT: result 0, 1x20x4x8 bf16: {{.*}}: pass
// BF16-NEXT: result 1, 1x4x20 f32: {{.*}}: pass

func.func @f32(%q: tensor<1x4x20x8xf32>, %k: tensor<1x2x24x8xf32>,
               %v: tensor<1x2x24x8xf32>, %g: tensor<1x4x20xf32>)
    -> tensor<1x4x20x8xf32> {
  %init = tensor.empty() : tensor<1x4x20x8xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x4x20x8xf32>, tensor<1x2x24x8xf32>,
                       tensor<1x2x24x8xf32>)
      gate(%g : tensor<1x4x20xf32>)
      outs(%init : tensor<1x4x20x8xf32>)
      {gate = #heddle.gate<sigmoid, headwise>,
       mask = #heddle.causal<bottom_right>} -> tensor<1x4x20x8xf32>
  return %y : tensor<1x4x20x8xf32>
}

func.func @bf16(%q: tensor<1x4x20x8xbf16>, %k: tensor<1x2x24x8xbf16>,
                %v: tensor<1x2x24x8xbf16>, %packed: tensor<1x20x4x2x8xbf16>)
    -> (tensor<1x20x4x8xbf16>, tensor<1x4x20xf32>) {
  %g = tensor.extract_slice %packed[0, 0, 0, 1, 0] [1, 20, 4, 1, 8]
                                   [1, 1, 1, 1, 1]
      : tensor<1x20x4x2x8xbf16> to tensor<1x20x4x8xbf16>
  %init = tensor.empty() : tensor<1x20x4x8xbf16>
  %lse_init = tensor.empty() : tensor<1x4x20xf32>
  %y, %lse = heddle.attention
      ins(%q, %k, %v : tensor<1x4x20x8xbf16>, tensor<1x2x24x8xbf16>,
                       tensor<1x2x24x8xbf16>)
      gate(%g : tensor<1x20x4x8xbf16>)
      outs(%init, %lse_init : tensor<1x20x4x8xbf16>, tensor<1x4x20xf32>)
      {gate = #heddle.gate<silu, elementwise>,
       layout = #heddle.layout<gate = bshd, result = bshd>}
      -> tensor<1x20x4x8xbf16>, tensor<1x4x20xf32>
  return %y, %lse : tensor<1x20x4x8xbf16>, tensor<1x4x20xf32>
}

func.func @again(%y: tensor<1x20x4x8xbf16>) -> tensor<1x20x4x8xbf16> {
  return %y : tensor<1x20x4x8xbf16>
}
