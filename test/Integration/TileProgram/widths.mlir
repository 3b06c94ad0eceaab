// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8 max-width=4 key-chunk=2 value-chunk=3' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8 key-chunk=16 value-chunk=16' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 max-width=4 key-chunk=2 value-chunk=3 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// Widths that are dynamic, 0, or longer than a tile; chunks that end with the
// width and chunks that do not.

// CASE @dynamic: B=1 H=2 h=1 M=9 N=11 K=5 D=7
// CASE @dynamic: gate = o * sigmoid(g)
func.func @dynamic(%q: memref<1x2x9x?xf32>, %k: memref<1x1x11x?xf32>, %v: memref<1x1x11x?xf32>, %g: memref<1x2x9x?xf32>, %y: memref<1x2x9x?xf32>, %lse: memref<1x2x9xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x9x?xf32>, memref<1x1x11x?xf32>, memref<1x1x11x?xf32>)
      gate(%g : memref<1x2x9x?xf32>)
      outs(%y, %lse : memref<1x2x9x?xf32>, memref<1x2x9xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// CASE @long: B=1 H=2 h=1 M=9 N=11 K=6 D=6
// CASE @long: visible = j <= i; gate = o + silu(g); shape.g = HD
func.func @long(%q: memref<1x2x9x6xf32>, %k: memref<1x1x11x6xf32>, %v: memref<1x1x11x6xf32>, %g: memref<2x6xf32>, %y: memref<1x2x9x6xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x9x6xf32>, memref<1x1x11x6xf32>, memref<1x1x11x6xf32>)
      gate(%g : memref<2x6xf32>)
      outs(%y : memref<1x2x9x6xf32>) {gate = #heddle.gate<silu, static, add>, mask = #heddle.causal}
  return
}

// CASE @dynamic_with_scale: B=1 H=2 h=1 M=9 N=11 K=5 D=7
// CASE @dynamic_with_scale: scale = 0.7
func.func @dynamic_with_scale(%q: memref<1x2x9x?xf32>, %k: memref<1x1x11x?xf32>, %v: memref<1x1x11x7xf32>, %y: memref<1x2x9x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x9x?xf32>, memref<1x1x11x?xf32>, memref<1x1x11x7xf32>)
      outs(%y : memref<1x2x9x7xf32>) {scale = 7.0e-01 : f32}
  return
}

// CASE @one_static: B=1 H=2 h=1 M=9 N=11 K=3 D=5
// CASE @one_static: gate = o * tanh(g); shape.g = BMD
func.func @one_static(%q: memref<1x2x9x3xf32>, %k: memref<1x1x11x3xf32>, %v: memref<1x1x11x?xf32>, %g: memref<1x9x?xf32>, %y: memref<1x2x9x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x9x3xf32>, memref<1x1x11x3xf32>, memref<1x1x11x?xf32>)
      gate(%g : memref<1x9x?xf32>)
      outs(%y : memref<1x2x9x?xf32>) {gate = #heddle.gate<tanh, shared>}
  return
}

