// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s
// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=4 tile-keys=4 panels=3 chunk-bytes=400' | \
// RUN:   %stock_lowering | %stock_run | %oracle check %s

// CASE @sigmoid: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @sigmoid: gate = o * sigmoid(g)
func.func @sigmoid(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// CASE @ns_sigmoid: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @ns_sigmoid: gate = o * (0.5 + 0.5 * sigmoid(g))
func.func @ns_sigmoid(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<ns_sigmoid, elementwise>}
  return
}

// CASE @silu: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @silu: gate = o * silu(g)
func.func @silu(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<silu, elementwise>}
  return
}

// CASE @softplus: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @softplus: gate = o * softplus(g)
func.func @softplus(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<softplus, elementwise>}
  return
}

// CASE @tanh: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @tanh: gate = o * tanh(g)
func.func @tanh(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<tanh, elementwise>}
  return
}

// CASE @identity: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @identity: gate = o * g
func.func @identity(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<identity, elementwise>}
  return
}

// At infinity.

// CASE @infinite_sigmoid: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @infinite_sigmoid: gate = o * sigmoid(g)
// CASE @infinite_sigmoid: set.g = inf if D == 3 else -inf if D == 4 else 3 * x
func.func @infinite_sigmoid(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// CASE @infinite_ns_sigmoid: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @infinite_ns_sigmoid: gate = o * (0.5 + 0.5 * sigmoid(g))
// CASE @infinite_ns_sigmoid: set.g = inf if D == 3 else -inf if D == 4 else 3 * x
func.func @infinite_ns_sigmoid(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<ns_sigmoid, elementwise>}
  return
}

// CASE @infinite_tanh: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @infinite_tanh: gate = o * tanh(g)
// CASE @infinite_tanh: set.g = inf if D == 3 else -inf if D == 4 else 3 * x
func.func @infinite_tanh(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<tanh, elementwise>}
  return
}

// CASE @infinite_silu: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @infinite_silu: gate = o * silu(g)
// CASE @infinite_silu: set.g = -inf if D == 4 else 3 * x - 80 if D == 5 else 3 * x + 80 if D == 6 else 3 * x
func.func @infinite_silu(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<silu, elementwise>}
  return
}

// CASE @infinite_softplus: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @infinite_softplus: gate = o * softplus(g)
// CASE @infinite_softplus: set.g = -inf if D == 4 else 3 * x - 80 if D == 5 else 3 * x + 80 if D == 6 else 3 * x
func.func @infinite_softplus(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<softplus, elementwise>}
  return
}

// Granularities.

// CASE @headwise: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @headwise: gate = o * sigmoid(g)
// CASE @headwise: shape.g = BHM
func.func @headwise(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, headwise>}
  return
}

// CASE @shared: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @shared: gate = o * sigmoid(g)
// CASE @shared: shape.g = BMD
func.func @shared(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, shared>}
  return
}

// CASE @static: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @static: gate = o * sigmoid(g)
// CASE @static: shape.g = HD
func.func @static(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, static>}
  return
}

// Sums. A row without keys leaves the gate alone.

// CASE @add: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @add: gate = o + silu(g)
func.func @add(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<silu, elementwise, add>}
  return
}

// CASE @add_headwise: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @add_headwise: gate = o + tanh(g)
// CASE @add_headwise: shape.g = BHM; visible = j <= i - 2
func.func @add_headwise(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?xf32>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<tanh, headwise, add>, mask = #heddle.window<right = -2>}
  return
}

// Other types of logits.

// CASE @logits_in_bf16: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @logits_in_bf16: gate = o * sigmoid(g)
func.func @logits_in_bf16(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?x7xbf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?x7xbf16>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

// CASE @logits_in_f16: B=2 H=2 h=1 M=13 N=9 K=5 D=7
// CASE @logits_in_f16: gate = o * sigmoid(g)
// CASE @logits_in_f16: shape.g = BHM
func.func @logits_in_f16(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %g: memref<?x?x?xf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      gate(%g : memref<?x?x?xf16>)
      outs(%y : memref<?x?x?x7xf32>) {gate = #heddle.gate<sigmoid, headwise>}
  return
}

// On query, key and value. What is masked away at the edge has logits of 0 or
// none at all.

// CASE @operands: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @operands: gate.q = x * silu(g); gate.k = x * sigmoid(g); gate.v = x + tanh(g)
// CASE @operands: visible = j <= i
func.func @operands(%q: memref<?x?x?x5xf32>, %k: memref<?x?x?x5xf32>, %v: memref<?x?x?x7xf32>, %gq: memref<?x?x?x5xf32>, %gk: memref<?x?x?x5xf32>, %gv: memref<?x?x?x7xf32>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xf32>, memref<?x?x?x5xf32>, memref<?x?x?x7xf32>)
      query_gate(%gq : memref<?x?x?x5xf32>) key_gate(%gk : memref<?x?x?x5xf32>) value_gate(%gv : memref<?x?x?x7xf32>)
      outs(%y : memref<?x?x?x7xf32>)
      {mask = #heddle.causal, query_gate = #heddle.gate<silu, elementwise>,
       key_gate = #heddle.gate<sigmoid, elementwise>, value_gate = #heddle.gate<tanh, elementwise, add>}
  return
}

// CASE @operands_by_head: B=2 H=4 h=2 M=13 N=19 K=5 D=7
// CASE @operands_by_head: shape.q = BMHK; shape.k = BNhK; shape.v = BNhD; shape.gq = HK; shape.gk = BNh; shape.gv = BND
// CASE @operands_by_head: gate.q = x * softplus(g); gate.k = x * g; gate.v = x + softplus(g)
// CASE @operands_by_head: set.lengths = 11 if B == 0 else 0
func.func @operands_by_head(%q: memref<?x?x?x5xbf16>, %k: memref<?x?x?x5xbf16>, %v: memref<?x?x?x7xbf16>, %lengths: memref<?xi32>, %gq: memref<?x5xf32>, %gk: memref<?x?x?xbf16>, %gv: memref<?x?x7xf16>, %y: memref<?x?x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<?x?x?x5xbf16>, memref<?x?x?x5xbf16>, memref<?x?x?x7xbf16>)
      lengths(%lengths : memref<?xi32>)
      query_gate(%gq : memref<?x5xf32>) key_gate(%gk : memref<?x?x?xbf16>) value_gate(%gv : memref<?x?x7xf16>)
      outs(%y : memref<?x?x?x7xf32>)
      {layout = #heddle.layout<qkv = bshd>, query_gate = #heddle.gate<softplus, static>,
       key_gate = #heddle.gate<identity, headwise>, value_gate = #heddle.gate<softplus, shared, add>}
  return
}
