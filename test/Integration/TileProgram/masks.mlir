// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @none: B=2 H=2 h=2 M=13 N=19 K=5 D=7
func.func @none(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @causal: B=1 H=6 h=2 M=13 N=19 K=5 D=7
// CASE @causal: visible = j <= i
func.func @causal(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal}
  return
}

// CASE @more_queries_than_keys: B=1 H=2 h=1 M=21 N=11 K=5 D=7
// CASE @more_queries_than_keys: visible = j <= i
func.func @more_queries_than_keys(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.causal}
  return
}

// CASE @bottom_right: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @bottom_right: visible = j <= i + N - M
func.func @bottom_right(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.causal<bottom_right>}
  return
}

// CASE @rows_without_keys: B=1 H=2 h=1 M=21 N=11 K=5 D=7
// CASE @rows_without_keys: visible = j <= i + N - M
func.func @rows_without_keys(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal<bottom_right>}
  return
}

// CASE @window: B=1 H=2 h=1 M=45 N=41 K=5 D=7
// CASE @window: visible = i - 20 <= j <= i + 3
func.func @window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = 20, right = 3>}
  return
}

// CASE @narrow_window: B=1 H=2 h=1 M=29 N=31 K=5 D=7
// CASE @narrow_window: visible = i - 2 <= j <= i
func.func @narrow_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = 2, right = 0>}
  return
}

// CASE @left_window: B=1 H=2 h=1 M=29 N=31 K=5 D=7
// CASE @left_window: visible = i - 2 <= j
func.func @left_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = 2>}
  return
}

// CASE @right_window: B=1 H=2 h=1 M=29 N=31 K=5 D=7
// CASE @right_window: visible = j <= i + N - M - 7
func.func @right_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<right = -7, bottom_right>}
  return
}

// CASE @later_window: B=1 H=2 h=1 M=29 N=31 K=5 D=7
// CASE @later_window: visible = i + 3 <= j <= i + 6
func.func @later_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<left = -3, right = 6>}
  return
}

// CASE @empty_window: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @empty_window: visible = 0; set.v = nan
func.func @empty_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<left = -5, right = 2>}
  return
}

// CASE @boundless_window: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @boundless_window: visible = 1
func.func @boundless_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = 9223372036854775807, right = 9223372036854775807>}
  return
}

// CASE @window_past_everything: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @window_past_everything: visible = 0
func.func @window_past_everything(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<left = -9223372036854775807, bottom_right>}
  return
}

// CASE @prefix: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @prefix: visible = j < 9
func.func @prefix(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.prefix<9>}
  return
}

// CASE @prefix_of_all: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @prefix_of_all: visible = 1
func.func @prefix_of_all(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.prefix<9223372036854775807>}
  return
}

// CASE @causal_with_prefix: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @causal_with_prefix: visible = j <= i or j < 10
func.func @causal_with_prefix(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.any_of<[#heddle.causal, #heddle.prefix<10>]>}
  return
}

// CASE @sinks_and_window: B=1 H=2 h=1 M=33 N=33 K=5 D=7
// CASE @sinks_and_window: visible = j <= i and (j >= i - 9 or j < 4)
func.func @sinks_and_window(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.all_of<[#heddle.causal, #heddle.any_of<[#heddle.window<left = 9>, #heddle.prefix<4>]>]>}
  return
}

// A member that shows nothing must not widen the interval of keys.

// CASE @empty_member: B=1 H=2 h=1 M=13 N=40 K=5 D=7
// CASE @empty_member: visible = i + 16 <= j <= i + 20; set.v = x if 16 <= N < 33 else nan
func.func @empty_member(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.any_of<[#heddle.window<left = -100>, #heddle.window<left = -16, right = 20>]>}
  return
}

// CASE @two_windows: B=1 H=2 h=1 M=29 N=31 K=5 D=7
// CASE @two_windows: visible = i - 12 <= j <= i + 3
func.func @two_windows(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.all_of<[#heddle.window<left = 12, right = 5>, #heddle.window<left = 20, right = 3>]>}
  return
}

// CASE @lengths: B=5 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @lengths: set.lengths = [0, 19, 8, 1000, -3][B]
func.func @lengths(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %lengths: memref<?xi32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      lengths(%lengths : memref<?xi32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @lengths_bottom_right: B=4 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @lengths_bottom_right: set.lengths = [5, 19, 13, 16][B]; visible = j <= i + N - M
func.func @lengths_bottom_right(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %lengths: memref<4xi32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      lengths(%lengths : memref<4xi32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal<bottom_right>}
  return
}

// What is masked, or past a length, may hold anything.

// CASE @nan_where_masked: B=2 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @nan_where_masked: set.lengths = 11; visible = j <= i; score = s + bias
// CASE @nan_where_masked: set.bias = -inf if N % 2 else 0.0; shape.bias = 111N; set.k = nan if N >= 11 else x; set.v = inf if N >= 11 else x
func.func @nan_where_masked(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<1x1x1x?xf32>, %lengths: memref<?xi32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<1x1x1x?xf32>)
      lengths(%lengths : memref<?xi32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.causal}
  return
}

// CASE @nan_in_keys: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @nan_in_keys: visible = i + 3 <= j; set.k = nan if N < 3 else x; set.v = nan if N < 3 else x
func.func @nan_in_keys(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<left = -3>}
  return
}
