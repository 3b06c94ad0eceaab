// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// Blocks of keys come newest first; what one block leaves of the stick, the next
// one breaks.

// CASE @strict: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @strict: normalizer = stick_breaking; visible = j < i
func.func @strict(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking}
  return
}

// CASE @inclusive: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @inclusive: normalizer = stick_breaking; visible = j <= i
func.func @inclusive(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<inclusive>}
  return
}

// CASE @remainder: B=1 H=2 h=1 M=21 N=19 K=5 D=7
// CASE @remainder: normalizer = stick_breaking; visible = j < i; own = i
func.func @remainder(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<remainder>}
  return
}

// CASE @bottom_right: B=1 H=2 h=1 M=11 N=21 K=5 D=7
// CASE @bottom_right: normalizer = stick_breaking; visible = j <= i + N - M; own = i + N - M
func.func @bottom_right(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<inclusive, remainder, bottom_right>}
  return
}

// CASE @windowed: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @windowed: normalizer = stick_breaking; visible = j < i and j >= i - 6; own = i
func.func @windowed(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = 6, right = -1>, normalizer = #heddle.stick_breaking<remainder>}
  return
}

// CASE @prefix_only: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @prefix_only: normalizer = stick_breaking; visible = j < i and j < 5; own = i
func.func @prefix_only(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.prefix<5>, normalizer = #heddle.stick_breaking<remainder>}
  return
}

// CASE @lengths: B=3 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @lengths: normalizer = stick_breaking; visible = j < i + N - M; own = i + N - M; set.lengths = [9, 0, 40][B]
func.func @lengths(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %lengths: memref<?xi32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      lengths(%lengths : memref<?xi32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<remainder, bottom_right>}
  return
}

// CASE @masked_bias: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @masked_bias: normalizer = stick_breaking; visible = j < i; own = i; score = s + bias; set.bias = -inf if (M + N) % 3 == 0 else x
func.func @masked_bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<remainder>}
  return
}

// CASE @large_scores: B=1 H=2 h=1 M=21 N=21 K=5 D=7
// CASE @large_scores: normalizer = stick_breaking; visible = j < i; own = i; scale = 200.0; tolerance = 1e-4
func.func @large_scores(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.stick_breaking<remainder>, scale = 2.0e+02 : f32}
  return
}
