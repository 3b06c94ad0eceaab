// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @bshd: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bshd: shape.q = BMHK; shape.k = BNhK; shape.v = BNhD; shape.y = BMHD; shape.g = BMHD
// CASE @bshd: gate = o * sigmoid(g); visible = j <= i
func.func @bshd(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<bshd>, mask = #heddle.causal}
  return
}

// CASE @headwise_bshd: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @headwise_bshd: shape.g = BMH; gate = o * sigmoid(g)
func.func @headwise_bshd(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, headwise>, layout = #heddle.layout<gate = bshd>}
  return
}

// CASE @mixed: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @mixed: shape.g = BMHD; shape.y = BMHD; gate = o * sigmoid(g)
func.func @mixed(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<gate = bshd, result = bshd>}
  return
}

// CASE @shared_and_bias: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @shared_and_bias: shape.q = BMHK; shape.k = BNhK; shape.v = BNhD; shape.g = BMD; gate = o * sigmoid(g); score = s + bias; shape.bias = B1MN
func.func @shared_and_bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x7xf32>, %bias: memref<?x1x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x7xf32>)
      bias(%bias : memref<?x1x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, shared>, layout = #heddle.layout<qkv = bshd, gate = bshd>}
  return
}

// Queries and logits packed head by head, as projections leave them: views of
// one buffer, of any strides.
// CASE @packed: B=2 H=4 h=2 M=13 N=19 K=5 D=5
// CASE @packed: shape.q = BMHK; shape.g = BMHD; shape.k = BNhK; shape.v = BNhD; shape.y = BMHD; gate = o * sigmoid(g)
func.func @packed(%q: memref<2x13x4x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x5xf32>, %g: memref<2x13x4x5xf32>, %y: memref<2x13x4x5xf32>) {
  %pack = memref.alloc() : memref<2x13x4x10xf32>
  %qv = memref.subview %pack[0, 0, 0, 0] [2, 13, 4, 5] [1, 1, 1, 1] : memref<2x13x4x10xf32> to memref<2x13x4x5xf32, strided<[520, 40, 10, 1]>>
  %gv = memref.subview %pack[0, 0, 0, 5] [2, 13, 4, 5] [1, 1, 1, 1] : memref<2x13x4x10xf32> to memref<2x13x4x5xf32, strided<[520, 40, 10, 1], offset: 5>>
  memref.copy %q, %qv : memref<2x13x4x5xf32> to memref<2x13x4x5xf32, strided<[520, 40, 10, 1]>>
  memref.copy %g, %gv : memref<2x13x4x5xf32> to memref<2x13x4x5xf32, strided<[520, 40, 10, 1], offset: 5>>
  heddle.attention ins(%qv, %k, %v : memref<2x13x4x5xf32, strided<[520, 40, 10, 1]>>, memref<?x?x?x5xf32>, memref<?x?x?x5xf32>)
      gate(%gv : memref<2x13x4x5xf32, strided<[520, 40, 10, 1], offset: 5>>)
      outs(%y : memref<2x13x4x5xf32>) {gate = #heddle.gate<sigmoid, elementwise>, layout = #heddle.layout<bshd>}
  memref.dealloc %pack : memref<2x13x4x10xf32>
  return
}

// Keys whose width is not contiguous.
// CASE @transposed_keys: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @transposed_keys: shape.k = BhKN
func.func @transposed_keys(%q: memref<1x2x13x5xf32>, %k: memref<1x1x5x19xf32>, %v: memref<1x1x19x7xf32>, %y: memref<1x2x13x7xf32>) {
  %kt = memref.transpose %k (b, h, k, n) -> (b, h, n, k) : memref<1x1x5x19xf32> to memref<1x1x19x5xf32, strided<[95, 95, 1, 19]>>
  heddle.attention ins(%q, %kt, %v : memref<1x2x13x5xf32>, memref<1x1x19x5xf32, strided<[95, 95, 1, 19]>>, memref<1x1x19x7xf32>)
      outs(%y : memref<1x2x13x7xf32>)
  return
}
