// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// A slice of a larger attention: batch entry 1 + b, head 2 + h, query 9 + i of
// 25 queries, key 4 + j of 37 keys.

// CASE @slice: B=2 H=2 h=1 M=11 N=30 K=5 D=7
// CASE @slice: visible = j + 4 <= i + 9 + 37 - 25
// CASE @slice: score = s - [9, 9, 0.5, 0.25, 9][h + 2] * (i + 9 - (j + 4)) + b + 1 + j % 2 * i * (b + 1) * 0.125 + h * 0.25 * (j + 4)
func.func @slice(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>, %lse: memref<?x?x?xf32>) {
  %b0 = arith.constant 1 : index
  %h0 = arith.constant 2 : index
  %i0 = arith.constant 9 : index
  %j0 = arith.constant 4 : index
  %m = arith.constant 25 : index
  %n = arith.constant 37 : index
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      origin(%b0, %h0, %i0, %j0, %m, %n)
      outs(%y, %lse : memref<?x?x?x7xf32>, memref<?x?x?xf32>) {mask = #heddle.causal<bottom_right>, scores = [#heddle.alibi<[9.0, 9.0, 0.5, 0.25, 9.0]>]} score {
    ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
      %bi = arith.index_cast %b : index to i32
      %bf = arith.sitofp %bi : i32 to f32
      %t = arith.addf %s, %bf : f32
      %c2 = arith.constant 2 : index
      %c9 = arith.constant 9 : index
      %eighth = arith.constant 0.125 : f32
      %quarter = arith.constant 0.25 : f32
      %odd = arith.remui %j, %c2 : index
      %ii = arith.subi %i, %c9 : index
      %oi = arith.muli %odd, %ii : index
      %oib = arith.muli %oi, %b : index
      %oii = arith.index_cast %oib : index to i32
      %oif = arith.sitofp %oii : i32 to f32
      %e = arith.mulf %oif, %eighth : f32
      %u = arith.addf %t, %e : f32
      %hh = arith.subi %h, %c2 : index
      %hj = arith.muli %hh, %j : index
      %hji = arith.index_cast %hj : index to i32
      %hjf = arith.sitofp %hji : i32 to f32
      %f = arith.mulf %hjf, %quarter : f32
      %r = arith.addf %u, %f : f32
      heddle.yield %r : f32
  }
  return
}
