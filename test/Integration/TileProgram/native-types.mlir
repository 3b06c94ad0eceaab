// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8 native-types=bf16,f16' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 native-types=bf16,f16 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @plain: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @plain: tolerance = 5e-3
func.func @plain(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>)
  return
}

// CASE @wide_result: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @wide_result: tolerance = 5e-3
func.func @wide_result(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @scored: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @scored: tolerance = 5e-3; visible = j <= i; score = 2 * tanh(s / 2)
func.func @scored(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal, scores = [#heddle.softcap<2.0>]}
  return
}

// CASE @half: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @half: tolerance = 1e-3
func.func @half(%q: memref<?x?x?x5xf16>, %k: memref<?x?x?x5xf16>, %v: memref<?x?x?x7xf16>, %y: memref<?x?x?x7xf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf16>, memref<?x?x?x5xf16>, memref<?x?x?x7xf16>)
      outs(%y : memref<?x?x?x7xf16>)
  return
}

// CASE @softpick: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick: tolerance = 1e-3; normalizer = softpick
func.func @softpick(%q: memref<?x?x?x5xf16>, %k: memref<?x?x?x5xf16>, %v: memref<?x?x?x7xf16>, %y: memref<?x?x?x7xf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf16>, memref<?x?x?x5xf16>, memref<?x?x?x7xf16>)
      outs(%y : memref<?x?x?x7xf16>) {normalizer = #heddle.softpick}
  return
}

// CASE @sigmoid: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @sigmoid: tolerance = 5e-3; normalizer = sigmoid
func.func @sigmoid(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xbf16>) {normalizer = #heddle.sigmoid}
  return
}
