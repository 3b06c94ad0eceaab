// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @scale: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @scale: scale = 0.7
func.func @scale(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {scale = 7.0e-01 : f32}
  return
}

// CASE @softcap: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @softcap: scale = 3.0; score = 2 * tanh(s / 2)
func.func @softcap(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {scale = 3.0 : f32, scores = [#heddle.softcap<2.0>]}
  return
}

// CASE @alibi: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @alibi: score = s - [0.5, 0.25, 0.125, -1.5][h] * (i - j)
func.func @alibi(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {scores = [#heddle.alibi<[0.5, 0.25, 0.125, -1.5]>]}
  return
}

// CASE @alibi_bottom_right: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @alibi_bottom_right: score = s - [0.5, 0.25, 0.125, -1.5][h] * (i + N - M - j); visible = j <= i + N - M; set.lengths = [19, 12][B]
func.func @alibi_bottom_right(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %lengths: memref<2xi32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      lengths(%lengths : memref<2xi32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal<bottom_right>, scores = [#heddle.alibi<[0.5, 0.25, 0.125, -1.5], bottom_right>]}
  return
}

// CASE @bias: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias: score = s + bias
func.func @bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>)
  return
}

// CASE @bias_of_a_batch: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_of_a_batch: score = s + bias; shape.bias = 11MN
func.func @bias_of_a_batch(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<1x1x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<1x1x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>)
  return
}

// CASE @bias_of_a_head: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_of_a_head: score = s + bias; shape.bias = 1H1N; visible = j <= i
func.func @bias_of_a_head(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<1x?x1x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<1x?x1x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.causal}
  return
}

// CASE @bias_of_a_key: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_of_a_key: score = s + bias; shape.bias = B11N
func.func @bias_of_a_key(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x1x1x?xbf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x1x1x?xbf16>)
      outs(%y : memref<?x?x?x7xf32>)
  return
}

// CASE @bias_in_f16: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_in_f16: score = s + bias
func.func @bias_in_f16(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<2x4x13x19xf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<2x4x13x19xf16>)
      outs(%y : memref<?x?x?x7xf32>)
  return
}

// CASE @bias_first: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_first: score = 2 * tanh((s + bias) / 2)
func.func @bias_first(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {scores = [#heddle.bias, #heddle.softcap<2.0>]}
  return
}

// CASE @bias_between: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_between: score = tanh(2 * tanh(s / 2) + bias)
func.func @bias_between(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {scores = [#heddle.softcap<2.0>, #heddle.bias, #heddle.softcap<1.0>]}
  return
}

// CASE @bias_as_mask: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @bias_as_mask: score = s + bias; set.bias = -inf if N % 3 == M % 3 or M == 4 else x
func.func @bias_as_mask(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @region: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @region: score = (s / 2 if h * i < b + j else s) + j % 2 + exp(0.5); visible = j <= i
func.func @region(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.causal} score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %two = arith.constant 2 : index
      %half = arith.constant 0.5 : f32
      %hi = arith.muli %h, %i : index
      %bj = arith.addi %b, %j : index
      %close = arith.cmpi slt, %hi, %bj : index
      %low = arith.mulf %s, %half : f32
      %t = arith.select %close, %low, %s : f32
      %d = arith.remui %j, %two : index
      %di = arith.index_cast %d : index to i32
      %df = arith.sitofp %di : i32 to f32
      %u = arith.addf %t, %df : f32
      %e = math.exp %half : f32
      %r = arith.addf %u, %e : f32
      heddle.yield %r : f32
  }
  return
}

// CASE @region_after_list: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @region_after_list: score = -(tanh(s) + bias)
func.func @region_after_list(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {scores = [#heddle.softcap<1.0>]} score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %n = arith.negf %s : f32
      heddle.yield %n : f32
  }
  return
}

// CASE @region_of_outer_values: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @region_of_outer_values: score = 0.75
func.func @region_of_outer_values(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  %outer = arith.constant 0.75 : f32
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      heddle.yield %outer : f32
  }
  return
}
