// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=16' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=5 tile-keys=3' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @whole_blocks: B=1 H=2 h=1 M=16 N=16 K=5 D=7
func.func @whole_blocks(%q: memref<1x2x16x5xf32>, %k: memref<1x1x16x5xf32>, %v: memref<1x1x16x7xf32>, %y: memref<1x2x16x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x16x5xf32>, memref<1x1x16x5xf32>, memref<1x1x16x7xf32>)
      outs(%y : memref<1x2x16x7xf32>)
  return
}

// CASE @whole_and_a_tail: B=1 H=2 h=2 M=9 N=17 K=5 D=7
func.func @whole_and_a_tail(%q: memref<1x2x9x5xf32>, %k: memref<1x2x17x5xf32>, %v: memref<1x2x17x7xf32>, %y: memref<1x2x9x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x9x5xf32>, memref<1x2x17x5xf32>, memref<1x2x17x7xf32>)
      outs(%y : memref<1x2x9x7xf32>)
  return
}

// CASE @less_than_a_block: B=1 H=1 h=1 M=3 N=5 K=5 D=7
func.func @less_than_a_block(%q: memref<1x1x3x5xf32>, %k: memref<1x1x5x5xf32>, %v: memref<1x1x5x7xf32>, %y: memref<1x1x3x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x3x5xf32>, memref<1x1x5x5xf32>, memref<1x1x5x7xf32>)
      outs(%y : memref<1x1x3x7xf32>)
  return
}

// CASE @one_query: B=1 H=4 h=2 M=1 N=21 K=5 D=7
// CASE @one_query: visible = j <= i + N - M
func.func @one_query(%q: memref<1x4x1x5xf32>, %k: memref<1x2x21x5xf32>, %v: memref<1x2x21x7xf32>, %y: memref<1x4x1x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x4x1x5xf32>, memref<1x2x21x5xf32>, memref<1x2x21x7xf32>)
      outs(%y : memref<1x4x1x7xf32>) {mask = #heddle.causal<bottom_right>}
  return
}

// CASE @one_key: B=1 H=2 h=2 M=3 N=1 K=5 D=7
func.func @one_key(%q: memref<1x2x3x5xf32>, %k: memref<1x2x1x5xf32>, %v: memref<1x2x1x7xf32>, %y: memref<1x2x3x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x3x5xf32>, memref<1x2x1x5xf32>, memref<1x2x1x7xf32>)
      outs(%y : memref<1x2x3x7xf32>)
  return
}

// CASE @width_of_one: B=1 H=2 h=2 M=11 N=9 K=1 D=1
// CASE @width_of_one: visible = j <= i
func.func @width_of_one(%q: memref<1x2x11x1xf32>, %k: memref<1x2x9x1xf32>, %v: memref<1x2x9x1xf32>, %y: memref<1x2x11x1xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x11x1xf32>, memref<1x2x9x1xf32>, memref<1x2x9x1xf32>)
      outs(%y : memref<1x2x11x1xf32>) {mask = #heddle.causal}
  return
}

// CASE @causal: B=1 H=2 h=2 M=19 N=19 K=5 D=7
// CASE @causal: visible = j <= i
func.func @causal(%q: memref<1x2x19x5xf32>, %k: memref<1x2x19x5xf32>, %v: memref<1x2x19x7xf32>, %y: memref<1x2x19x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x19x5xf32>, memref<1x2x19x5xf32>, memref<1x2x19x7xf32>)
      outs(%y : memref<1x2x19x7xf32>) {mask = #heddle.causal}
  return
}

// CASE @wide: B=1 H=1 h=1 M=9 N=11 K=37 D=33
func.func @wide(%q: memref<1x1x9x37xf32>, %k: memref<1x1x11x37xf32>, %v: memref<1x1x11x33xf32>, %y: memref<1x1x9x33xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x9x37xf32>, memref<1x1x11x37xf32>, memref<1x1x11x33xf32>)
      outs(%y : memref<1x1x9x33xf32>)
  return
}

// Nothing to read.

// CASE @no_keys: B=1 H=2 h=1 M=13 N=0 K=5 D=7
func.func @no_keys(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @no_keys_masked: B=1 H=2 h=1 M=13 N=0 K=5 D=7
// CASE @no_keys_masked: visible = j <= i
func.func @no_keys_masked(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.any_of<[#heddle.causal, #heddle.prefix<3>]>}
  return
}
