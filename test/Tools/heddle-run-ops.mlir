// Functions that mix Heddle's ops with others.

// DEFINE: %{check} = heddle-run %s --random=3 --check --guard

// RUN: %{check} --entry=merge | FileCheck %s --check-prefix=MERGE
// RUN: %{check} --entry=gate | FileCheck %s --check-prefix=GATE
// RUN: %{check} --entry=gate_memref | FileCheck %s --check-prefix=MEMREF
// RUN: %{check} --entry=layer | FileCheck %s --check-prefix=LAYER
// RUN: %{check} --entry=loop | FileCheck %s --check-prefix=LOOP
// RUN: %{check} --entry=region --unfused | FileCheck %s --check-prefix=REGION
// RUN: %{check} --entry=lengths --shape=0:2x2x9x16 --shape=1:2x1x30x16 \
// RUN:   --shape=2:2x1x30x16 | FileCheck %s --check-prefix=LENGTHS

// MERGE: result 0, 2x7x2x5 bf16: {{.*}}: pass
// MERGE: result 1, 2x2x7 f32: {{.*}}: pass
func.func @merge(%o: tensor<3x2x7x2x5xbf16>, %l: tensor<3x2x2x7xf32>,
                 %g: tensor<2x2x7xf32>, %s: tensor<2xf16>)
    -> (tensor<2x7x2x5xbf16>, tensor<2x2x7xf32>) {
  %init = tensor.empty() : tensor<2x7x2x5xbf16>
  %lse_init = tensor.empty() : tensor<2x2x7xf32>
  %y, %lse = heddle.merge
      ins(%o, %l : tensor<3x2x7x2x5xbf16>, tensor<3x2x2x7xf32>)
      gate(%g : tensor<2x2x7xf32>) sink(%s : tensor<2xf16>)
      outs(%init, %lse_init : tensor<2x7x2x5xbf16>, tensor<2x2x7xf32>)
      {gate = #heddle.gate<softplus, headwise>,
       layout = #heddle.layout<result = bshd>}
      -> tensor<2x7x2x5xbf16>, tensor<2x2x7xf32>
  return %y, %lse : tensor<2x7x2x5xbf16>, tensor<2x2x7xf32>
}

// GATE: result 0, 2x7x3x5 f32: {{.*}}: pass
func.func @gate(%x: tensor<2x7x3x5xf16>, %g: tensor<2x3x7xbf16>)
    -> tensor<2x7x3x5xf32> {
  %init = tensor.empty() : tensor<2x7x3x5xf32>
  %y = heddle.gate ins(%x, %g : tensor<2x7x3x5xf16>, tensor<2x3x7xbf16>)
      outs(%init : tensor<2x7x3x5xf32>)
      {gate = #heddle.gate<silu, headwise, add>,
       layout = #heddle.layout<result = bshd>} -> tensor<2x7x3x5xf32>
  return %y : tensor<2x7x3x5xf32>
}

// MEMREF: argument 2, 4x5 bf16: {{.*}}: pass
func.func @gate_memref(%x: memref<4x5xbf16>, %g: memref<4x5xf32>,
                       %y: memref<4x5xbf16, strided<[7, 1]>>) {
  heddle.gate ins(%x, %g : memref<4x5xbf16>, memref<4x5xf32>)
      outs(%y : memref<4x5xbf16, strided<[7, 1]>>)
      {gate = #heddle.gate<tanh, elementwise>,
       rounding = #heddle.rounding<unfused>}
  return
}

// Projections around attention.
// LAYER: result 0, 8x32 f32: {{.*}}: pass
func.func @layer(%x: tensor<8x32xf32>, %wq: tensor<32x32xf32>,
                 %k: tensor<1x9x1x16xf32>, %v: tensor<1x9x1x16xf32>,
                 %wo: tensor<32x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<8x32xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<8x32xf32>)
      -> tensor<8x32xf32>
  %flat = linalg.matmul ins(%x, %wq : tensor<8x32xf32>, tensor<32x32xf32>)
      outs(%zeros : tensor<8x32xf32>) -> tensor<8x32xf32>
  %q = tensor.expand_shape %flat [[0, 1], [2, 3]] output_shape [1, 8, 2, 16]
      : tensor<8x32xf32> into tensor<1x8x2x16xf32>
  %init = tensor.empty() : tensor<1x8x2x16xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x8x2x16xf32>, tensor<1x9x1x16xf32>,
                       tensor<1x9x1x16xf32>)
      outs(%init : tensor<1x8x2x16xf32>) {layout = #heddle.layout<bshd>}
      -> tensor<1x8x2x16xf32>
  %rows = tensor.collapse_shape %y [[0, 1], [2, 3]]
      : tensor<1x8x2x16xf32> into tensor<8x32xf32>
  %z = linalg.matmul ins(%rows, %wo : tensor<8x32xf32>, tensor<32x32xf32>)
      outs(%zeros : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %z : tensor<8x32xf32>
}

!rows = tensor<1x2x8x16xf32>
!keys = tensor<1x1x9x16xf32>

// LOOP: result 0, 1x2x8x16 f32: {{.*}}: pass
func.func @loop(%q: !rows, %k: !keys, %v: !keys) -> !rows {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%x = %q) -> !rows {
    %init = tensor.empty() : !rows
    %y = heddle.attention ins(%x, %k, %v : !rows, !keys, !keys)
        outs(%init : !rows) -> !rows
    scf.yield %y : !rows
  }
  return %r : !rows
}

// A score region that reads a table and a number from outside.
// REGION: result 0, 1x2x8x16 f32: {{.*}}: pass
func.func @region(%q: !rows, %k: !keys, %v: !keys, %table: tensor<2x9xf32>,
                  %number: tensor<f32>) -> !rows {
  %init = tensor.empty() : !rows
  %half = arith.constant 0.5 : f32
  %c3 = arith.constant 3 : index
  %factor = tensor.extract %number[] : tensor<f32>
  %y = heddle.attention ins(%q, %k, %v : !rows, !keys, !keys)
      outs(%init : !rows)
      score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        %c0 = arith.constant 0 : index
        %minus_inf = arith.constant 0xFF800000 : f32
        %w = tensor.extract %table[%h, %j] : tensor<2x9xf32>
        %rest = arith.remui %j, %c3 : index
        %masked = arith.cmpi eq, %rest, %c0 : index
        %halved = arith.mulf %w, %half : f32
        %sum = arith.addf %halved, %s : f32
        %scaled = arith.mulf %sum, %factor : f32
        %t = arith.select %masked, %minus_inf, %scaled : f32
        heddle.yield %t : f32
      } -> !rows
  return %y : !rows
}

// Lengths are made from the number of keys, which the call decides.
// LENGTHS: result 0, 2x2x9x16 f16: {{.*}}: pass
func.func @lengths(%q: tensor<2x2x?x16xf16>, %k: tensor<2x1x?x16xf16>,
                   %v: tensor<2x1x?x16xf16>, %n: tensor<2xi32>)
    -> tensor<2x2x?x16xf16> {
  %c2 = arith.constant 2 : index
  %queries = tensor.dim %q, %c2 : tensor<2x2x?x16xf16>
  %init = tensor.empty(%queries) : tensor<2x2x?x16xf16>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<2x2x?x16xf16>, tensor<2x1x?x16xf16>,
                       tensor<2x1x?x16xf16>)
      lengths(%n : tensor<2xi32>)
      outs(%init : tensor<2x2x?x16xf16>) -> tensor<2x2x?x16xf16>
  return %y : tensor<2x2x?x16xf16>
}
