// How many blocks of keys a tile program loads, counted while it runs: a call
// of @tally is put into the body of each loop over keys. A window costs what
// the window costs, however many keys there are.

// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=8 tile-keys=16' | \
// RUN:   sed '/scf.for .*step %c16.*iter_args/a func.call @tally() : () -> ()' | \
// RUN:   %stock_lowering | %stock_run | FileCheck %s

memref.global "private" @blocks : memref<1xi64> = dense<0>

func.func private @tally() {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i64
  %blocks = memref.get_global @blocks : memref<1xi64>
  %n = memref.load %blocks[%c0] : memref<1xi64>
  %n1 = arith.addi %n, %one : i64
  memref.store %n1, %blocks[%c0] : memref<1xi64>
  return
}

func.func private @print_and_reset() {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0 : i64
  %blocks = memref.get_global @blocks : memref<1xi64>
  %n = memref.load %blocks[%c0] : memref<1xi64>
  vector.print %n : i64
  memref.store %zero, %blocks[%c0] : memref<1xi64>
  return
}

!tensor = memref<1x1x?x2xf32>

func.func private @dense(%q: !tensor, %k: !tensor, %y: !tensor) {
  heddle.attention ins(%q, %k, %k : !tensor, !tensor, !tensor) outs(%y : !tensor)
  return
}

func.func private @causal(%q: !tensor, %k: !tensor, %y: !tensor) {
  heddle.attention ins(%q, %k, %k : !tensor, !tensor, !tensor) outs(%y : !tensor)
      {mask = #heddle.causal}
  return
}

func.func private @window(%q: !tensor, %k: !tensor, %y: !tensor) {
  heddle.attention ins(%q, %k, %k : !tensor, !tensor, !tensor) outs(%y : !tensor)
      {mask = #heddle.window<left = 127, right = 0, bottom_right>}
  return
}

func.func private @prefix(%q: !tensor, %k: !tensor, %y: !tensor) {
  heddle.attention ins(%q, %k, %k : !tensor, !tensor, !tensor) outs(%y : !tensor)
      {mask = #heddle.all_of<[#heddle.causal<bottom_right>, #heddle.prefix<128>]>}
  return
}

func.func private @lengths(%q: !tensor, %k: !tensor, %n: memref<1xi32>, %y: !tensor) {
  heddle.attention ins(%q, %k, %k : !tensor, !tensor, !tensor)
      lengths(%n : memref<1xi32>) outs(%y : !tensor)
  return
}

func.func private @masked(%keys: index) {
  %c64 = arith.constant 64 : index
  %q = memref.alloc(%c64) : !tensor
  %y = memref.alloc(%c64) : !tensor
  %k = memref.alloc(%keys) : !tensor
  %n = memref.alloc() : memref<1xi32>
  %c0 = arith.constant 0 : index
  %length = arith.constant 100 : i32
  memref.store %length, %n[%c0] : memref<1xi32>
  call @causal(%q, %k, %y) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  call @window(%q, %k, %y) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  call @prefix(%q, %k, %y) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  call @lengths(%q, %k, %n, %y) : (!tensor, !tensor, memref<1xi32>, !tensor) -> ()
  call @print_and_reset() : () -> ()
  memref.dealloc %q : !tensor
  memref.dealloc %y : !tensor
  memref.dealloc %k : !tensor
  memref.dealloc %n : memref<1xi32>
  return
}

// 32 blocks of queries and 256 keys: all 16 blocks of keys, those up to the
// diagonal, and those of the window.
// CHECK:      512
// CHECK-NEXT: 272
// CHECK-NEXT: 216

// 8 blocks of queries. A window of 128 keys is 135 for a block of queries, 9
// blocks; a prefix is 8, a length of 100 is 7. The same for 256 keys and for
// 32768.
// CHECK-NEXT: 20
// CHECK-NEXT: 72
// CHECK-NEXT: 64
// CHECK-NEXT: 56
// CHECK-NEXT: 20
// CHECK-NEXT: 72
// CHECK-NEXT: 64
// CHECK-NEXT: 56
func.func @main() {
  %c256 = arith.constant 256 : index
  %c32768 = arith.constant 32768 : index
  %x = memref.alloc(%c256) : !tensor
  call @dense(%x, %x, %x) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  call @causal(%x, %x, %x) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  call @window(%x, %x, %x) : (!tensor, !tensor, !tensor) -> ()
  call @print_and_reset() : () -> ()
  memref.dealloc %x : !tensor
  call @masked(%c256) : (index) -> ()
  call @masked(%c32768) : (index) -> ()
  return
}
