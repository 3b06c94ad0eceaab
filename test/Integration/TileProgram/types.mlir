// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @plain: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @plain: tolerance = 5e-3
func.func @plain(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>)
  return
}

// CASE @wide_result: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @wide_result: tolerance = 4e-6
func.func @wide_result(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @causal: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @causal: tolerance = 5e-3; visible = j <= i
func.func @causal(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>) {mask = #heddle.causal}
  return
}

// CASE @softcapped: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softcapped: tolerance = 4e-6; score = 2 * tanh(s / 2)
func.func @softcapped(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {scores = [#heddle.softcap<2.0>]}
  return
}

// CASE @half: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @half: tolerance = 1e-3
func.func @half(%q: memref<?x?x?x5xf16>, %k: memref<?x?x?x5xf16>, %v: memref<?x?x?x7xf16>, %y: memref<?x?x?x7xf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf16>, memref<?x?x?x5xf16>, memref<?x?x?x7xf16>)
      outs(%y : memref<?x?x?x7xf16>)
  return
}

// CASE @wide_half: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @wide_half: tolerance = 4e-6
func.func @wide_half(%q: memref<?x?x?x5xf16>, %k: memref<?x?x?x5xf16>, %v: memref<?x?x?x7xf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf16>, memref<?x?x?x5xf16>, memref<?x?x?x7xf16>)
      outs(%y : memref<?x?x?x7xf32>)
  return
}

// CASE @gated: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @gated: tolerance = 5e-3; gate = o * sigmoid(g)
func.func @gated(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %g: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      gate(%g : memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// Twice rounded before the product, as eager frameworks do.

// CASE @unfused: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @unfused: tolerance = 5e-3; gate = r(r(o) * r(sigmoid(g)))
func.func @unfused(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %g: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      gate(%g : memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>) {gate = #heddle.gate<sigmoid, elementwise>, rounding = #heddle.rounding<unfused>}
  return
}

// CASE @unfused_headwise: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @unfused_headwise: tolerance = 1e-3; shape.g = BHM; gate = r(r(o) + r(tanh(g)))
func.func @unfused_headwise(%q: memref<?x?x?x5xf16>, %k: memref<?x?x?x5xf16>, %v: memref<?x?x?x7xf16>, %g: memref<?x?x?xf16>, %y: memref<?x?x?x7xf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf16>, memref<?x?x?x5xf16>, memref<?x?x?x7xf16>)
      gate(%g : memref<?x?x?xf16>)
      outs(%y : memref<?x?x?x7xf16>) {gate = #heddle.gate<tanh, headwise, add>, rounding = #heddle.rounding<unfused>}
  return
}
