// Objects allocate nothing: results are the caller's, scratch is on the stack.

// REQUIRES: x86_64
// RUN: heddle-compile %s --target=cpu --cpu=x86-64-v4 -o %t.o
// RUN: llvm-nm --undefined-only %t.o | FileCheck %s
// RUN: heddle-compile %s --target=cpu --cpu=x86-64-v4 --threads=false -o %t.o
// RUN: llvm-nm --undefined-only %t.o | FileCheck %s --allow-empty

// CHECK-NOT: {{alloc|free|memrefCopy}}

!rows = tensor<1x2x40x16xf32>
!open = tensor<?x?x?x?xbf16>

func.func @elementwise(%q: !rows, %k: !rows, %v: !rows, %g: !rows) -> !rows {
  %init = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) gate(%g : !rows)
      outs(%init : !rows)
      {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal} -> !rows
  return %y : !rows
}

func.func @open(%q: !open, %k: !open, %v: !open, %init: !open) -> !open {
  %y = heddle.attention ins(%q, %k, %v : !open, !open, !open) outs(%init : !open)
      {mask = #heddle.window<left = 7, right = 0>} -> !open
  return %y : !open
}

func.func @sticks(%q: !rows, %k: !rows, %v: !rows) -> !rows {
  %init = tensor.empty() : !rows
  %y = heddle.attention ins(%q, %k, %v : !rows, !rows, !rows) outs(%init : !rows)
      {normalizer = #heddle.stick_breaking} -> !rows
  return %y : !rows
}

// Keys in parts.
!query = tensor<1x8x1x64xf32>
!keys = tensor<1x2x?x64xf32>

func.func @decoding(%q: !query, %k: !keys, %v: !keys) -> !query {
  %init = tensor.empty() : !query
  %y = heddle.attention ins(%q, %k, %v : !query, !keys, !keys) outs(%init : !query) -> !query
  return %y : !query
}
