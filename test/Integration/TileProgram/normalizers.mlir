// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @sink: B=1 H=5 h=1 M=13 N=19 K=5 D=7
// CASE @sink: visible = j <= i - 2; set.sink = [0.5, -inf, 90.0, -90.0, 1.0][H]
func.func @sink(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %sink: memref<?xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      sink(%sink : memref<?xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<right = -2>}
  return
}

// CASE @sink_in_bf16: B=1 H=2 h=1 M=13 N=19 K=5 D=7
func.func @sink_in_bf16(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %sink: memref<2xbf16>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      sink(%sink : memref<2xbf16>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @infinite_sink: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @infinite_sink: set.sink = inf
func.func @infinite_sink(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %sink: memref<2xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      sink(%sink : memref<2xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>)
  return
}

// CASE @large_scores: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @large_scores: scale = 200.0; tolerance = 1e-4; visible = j <= i
func.func @large_scores(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal, scale = 2.0e+02 : f32}
  return
}

// CASE @softmax1: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softmax1: normalizer = softmax1; visible = j <= i - 2
func.func @softmax1(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.window<right = -2>, normalizer = #heddle.softmax1}
  return
}

// CASE @softmax1_of_low_scores: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softmax1_of_low_scores: normalizer = softmax1; score = s - 60; tolerance = 1e-5
func.func @softmax1_of_low_scores(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {normalizer = #heddle.softmax1} score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %c = arith.constant -60.0 : f32
      %t = arith.addf %s, %c : f32
      heddle.yield %t : f32
  }
  return
}

// CASE @softpick: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick: normalizer = softpick; visible = j <= i - 2
func.func @softpick(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<right = -2>, normalizer = #heddle.softpick}
  return
}

// CASE @softpick_eps: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick_eps: normalizer = softpick; eps = 0.5
func.func @softpick_eps(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.softpick<eps = 0.5>}
  return
}

// CASE @softpick_without_eps: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick_without_eps: normalizer = softpick; eps = 0; visible = j <= i - 2
func.func @softpick_without_eps(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<right = -2>, normalizer = #heddle.softpick<eps = 0.0>}
  return
}

// Here a maximum that started at -inf would overflow.

// CASE @softpick_of_low_scores: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick_of_low_scores: normalizer = softpick; score = s - 100 if j < 9 else s; tolerance = 1e-5
func.func @softpick_of_low_scores(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.softpick} score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %c = arith.constant -100.0 : f32
      %c9 = arith.constant 9 : index
      %t = arith.addf %s, %c : f32
      %first = arith.cmpi ult, %j, %c9 : index
      %r = arith.select %first, %t, %s : f32
      heddle.yield %r : f32
  }
  return
}

// CASE @softpick_of_masked_bias: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @softpick_of_masked_bias: normalizer = softpick; score = s + bias; set.bias = -inf if (M + N) % 3 == 0 else 0
func.func @softpick_of_masked_bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.softpick}
  return
}

// CASE @sigmoid: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @sigmoid: normalizer = sigmoid; bias0 = -2.5; visible = j <= i - 2
func.func @sigmoid(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {mask = #heddle.window<right = -2>, normalizer = #heddle.sigmoid<bias = -2.5>}
  return
}

// CASE @sigmoid_without_bias: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @sigmoid_without_bias: normalizer = sigmoid
func.func @sigmoid_without_bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.sigmoid}
  return
}

// CASE @sigmoid_of_masked_bias: B=1 H=2 h=1 M=13 N=19 K=5 D=7
// CASE @sigmoid_of_masked_bias: normalizer = sigmoid; bias0 = 1; score = s + bias; set.bias = -inf if (M + N) % 3 == 0 else 0
func.func @sigmoid_of_masked_bias(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %bias: memref<?x?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      bias(%bias : memref<?x?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {normalizer = #heddle.sigmoid<bias = 1.0>}
  return
}
