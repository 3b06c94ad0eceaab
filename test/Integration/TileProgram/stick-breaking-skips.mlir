// Every key claims all but a 2^-64th of the stick. So a tile of queries needs
// the block of keys around its diagonal, where its first query sees no key, and
// the one before; of eight tiles' 36 blocks, 15. A counter shows that no other
// is computed.

// RUN: %oracle emit %s | heddle-opt --heddle-tile-attention='tile-queries=8 tile-keys=8' | \
// RUN:   sed 's/} else {/&\n vector.print str "a block of keys\\0A"/' | \
// RUN:   %stock_lowering | %stock_run > %t
// RUN: %oracle check %s < %t
// RUN: grep -c 'a block of keys' %t | FileCheck %s
// CHECK: {{^15$}}

// CASE @skips: B=1 H=1 h=1 M=64 N=64 K=5 D=7
// CASE @skips: normalizer = stick_breaking; visible = j < i; own = i; set.q = 10.0; set.k = 2.0
func.func @skips(%q: memref<1x1x?x5xf32>, %k: memref<1x1x?x5xf32>, %v: memref<1x1x?x7xf32>, %y: memref<1x1x?x7xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x1x?x5xf32>, memref<1x1x?x5xf32>, memref<1x1x?x7xf32>)
      outs(%y : memref<1x1x?x7xf32>) {normalizer = #heddle.stick_breaking<remainder>}
  return
}
