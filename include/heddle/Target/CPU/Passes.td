//===- Passes.td - Passes of the CPU target ----------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_PASSES_TD
#define HEDDLE_TARGET_CPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def HeddleBlockTiles : Pass<"heddle-block-tiles", "::mlir::func::FuncOp"> {
  let summary = "give tile values a home in registers or cache";
  let description = [{
    Takes each tile program (an `scf.forall` over tiles, as
    `heddle-tile-attention` makes) to loops over vectors. If tiles have as many
    rows as the target's register panel has lanes, rows, queries, are its lanes.
    Every tile value gets a home:

    - A contraction becomes loops around register-blocked microkernels: a block
      of its result's columns is kept in accumulators, each step multiplies one
      panel of the left operand by scalars of the right one, broadcast. The left
      operand is packed once into scratch, column by column; the right operand
      is read where it lies, or, if it is computed from tiles that lie in memory
      with whole rows, computed into scratch row by row. Types with a dot product
      in the target's description are packed in groups of the reduced dimension.
    - Element by element operations on tiles are fused into loops over columns,
      one loop for each stage between reductions; the values that later loops
      need again are kept in scratch if computing them again costs more.
    - Tiles that a loop carries live in scratch and are updated in place.
    - Tiles are read from memory and written to it through square transposes in
      registers.

    Tiles of another number of rows, at most 16, as decoding has them, keep their
    rows apart: columns are in lanes, keys of scores and channels of the rest.

    - A contraction along channels keeps an accumulator for each of some rows and
      keys, whose lanes a tree of shuffles adds up for as many keys as there are
      lanes; one over keys keeps rows by vectors of channels in accumulators.
      Either reads a key's vector once for all its rows, where it lies; what is
      computed of it is computed on the way. The rows that come next are
      prefetched.
    - Loops over columns take a vector of each row, and reductions combine its
      lanes once, at the end.

    A `vector.mask` made by `vector.create_mask` around a reduction or
    contraction bounds the loops: columns past it are neither loaded nor
    computed.

    Before, a stage of the tile program:

    ```mlir
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
        %q, %k, %zero : vector<8x16xf32>, vector<16x16xf32> into vector<8x16xf32>
    %m1 = vector.multi_reduction <maxnumf>, %s, %m [1] : vector<8x16xf32> to vector<8xf32>
    ```

    After: the contraction is a loop over blocks of columns and one over the
    width, and the reduction

    ```mlir
    %m1 = scf.for %c = %c0 to %c16 step %c1 iter_args(%acc = %m) -> (vector<8xf32>) {
      %column = vector.load %scores[%c, %c0] : memref<20x8xf32>, vector<8xf32>
      %greater = arith.cmpf ogt, %column, %acc : vector<8xf32>
      %max = arith.select %greater, %column, %acc : vector<8xi1>, vector<8xf32>
      scf.yield %max : vector<8xf32>
    }
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"native\"",
           "Entry of the CPU target table (amxfp16, amxbf16, avx512fp16, "
           "avx512bf16, avx512, "
           "avx2, sve512, sve256bf16, neonbf16, neon, generic), or native for "
           "this machine">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect", "::mlir::LLVM::LLVMDialect"
  ];
}

def HeddleExpandReshapes : Pass<"heddle-expand-reshapes"> {
  let summary = "write reshapes by several dynamic sizes as casts";
  let description = [{
    A `memref.expand_shape` may split one dimension into several of dynamic
    sizes, which it is given; upstream's `expand-strided-metadata` computes the
    only one that it expects, and fails. Such a reshape becomes a
    `memref.reinterpret_cast`. Other reshapes stay.

    Before:

    ```mlir
    %1 = memref.expand_shape %0 [[0, 1], [2]] output_shape [%b, %s, 8]
        : memref<?x8xf32> into memref<?x?x8xf32>
    ```

    After:

    ```mlir
    %base, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %0
        : memref<?x8xf32> -> memref<f32>, index, index, index, index, index
    %stride = affine.apply affine_map<()[s0] -> (s0 * 8)>()[%s]
    %1 = memref.reinterpret_cast %base to offset: [0], sizes: [%b, %s, 8], strides: [%stride, 8, 1]
        : memref<f32> to memref<?x?x8xf32>
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::memref::MemRefDialect"];
}

def HeddleExpandCopies : Pass<"heddle-expand-copies"> {
  let summary = "write copies between views in linalg";
  let description = [{
    Upstream lowers a `memref.copy` whose source or target has gaps to a call of
    `memrefCopy`, a function of a runtime library that objects would have to be
    linked with. As `linalg.generic` it is a loop like others. Copies without
    gaps stay; they become `memcpy`.

    Before:

    ```mlir
    memref.copy %x, %y : memref<4x8xf32> to memref<4x8xf32, strided<[16, 1]>>
    ```

    After:

    ```mlir
    linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32, strided<[16, 1]>>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def HeddleExpandMath : Pass<"heddle-expand-math", "::mlir::func::FuncOp"> {
  let summary = "expand elementary functions on vectors into arithmetic";
  let description = [{
    Rewrites `math.exp2` on f32 into a polynomial and a scaling by a power of
    two, so that no call is left in a loop. Results of -inf are exactly 0, of
    NaN are NaN; the relative error is below 2e-7. Other elementary functions on
    vectors go to upstream's polynomial approximations. On targets without the
    instructions, `math.fma` becomes a product and a sum, and conversions from
    and to bf16 become integer arithmetic.

    Before:

    ```mlir
    %p = math.exp2 %x : vector<8xf32>
    ```

    After, with r = roundeven(x) and f = x - r in [-0.5, 0.5]: a Horner chain of
    `math.fma` in f, times 2^r.
  }];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"native\"",
           "Entry of the CPU target table (amxfp16, amxbf16, avx512fp16, "
           "avx512bf16, avx512, "
           "avx2, sve512, sve256bf16, neonbf16, neon, generic), or native for "
           "this machine">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
    "::mlir::vector::VectorDialect", "::mlir::LLVM::LLVMDialect"
  ];
}

def HeddleFlushDenormals
    : Pass<"heddle-flush-denormals", "::mlir::func::FuncOp"> {
  let summary = "count denormal numbers as zero in the bodies of scf.forall";
  let description = [{
    Weights far from the largest one, and sticks of stick-breaking, shrink below
    2^-126. Many x86 cores spend more than a hundred cycles on each operation with
    a number so small. On targets whose description has a control word for it,
    the body of each outermost `scf.forall` sets the mode in which such operands
    and results count as zero, and sets back at its end what it found.

    Before:

    ```mlir
    scf.forall (%i) in (%n) {
      ...
    }
    ```

    After:

    ```mlir
    scf.forall (%i) in (%n) {
      %word = llvm.alloca %one x i32 : (i32) -> !llvm.ptr
      llvm.call_intrinsic "llvm.x86.sse.stmxcsr"(%word) : (!llvm.ptr) -> ()
      %before = llvm.load %word : !llvm.ptr -> i32
      %within = llvm.or %before, %flush : i32
      llvm.store %within, %word : i32, !llvm.ptr
      llvm.call_intrinsic "llvm.x86.sse.ldmxcsr"(%word) : (!llvm.ptr) -> ()
      ...
      llvm.store %before, %word : i32, !llvm.ptr
      llvm.call_intrinsic "llvm.x86.sse.ldmxcsr"(%word) : (!llvm.ptr) -> ()
    }
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"native\"",
           "CPU target">,
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def HeddleOutlinePanels : Pass<"heddle-outline-panels", "::mlir::ModuleOp"> {
  let summary = "move the bodies of scf.forall into functions";
  let description = [{
    Moves the body of each `scf.forall` without results into a private function
    that is not inlined. Scratch then has a fixed place in that function's
    frame, whatever the threading runtime makes of the loop. The function keeps
    the loop's attribute `heddle.work`.

    Before:

    ```mlir
    scf.forall (%i) in (%n) {
      %scratch = memref.alloca() : memref<16x32xf32>
      ...
    }
    ```

    After:

    ```mlir
    scf.forall (%i) in (%n) {
      func.call @f_panel(%q, %i) : (memref<?x128xf32>, index) -> ()
    }
    ```
  }];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def HeddleScheduleLoops : Pass<"heddle-schedule-loops"> {
  let summary = "say how threads share the rounds of OpenMP loops";
  let description = [{
    Gives each `omp.wsloop` without a schedule the dynamic one: the panels of a
    causal mask differ in their number of keys, so equal shares of panels are
    not equal shares of work.

    Where a loop calls a function with an attribute `heddle.work`, as
    `heddle-outline-panels` makes them, all its rounds together are so many
    multiply-adds, in equal shares. A short loop gets the static schedule, which
    costs less; one that is over before other threads would begin runs in one
    thread, by the clause `if` of its `omp.parallel`.

    Before:

    ```mlir
    omp.wsloop { ... }
    ```

    After:

    ```mlir
    omp.wsloop schedule(dynamic) { ... }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::omp::OpenMPDialect"];
}

def HeddleLegalizeNarrowMasks : Pass<"heddle-legalize-narrow-masks"> {
  let summary = "move vectors of 16-bit floats as integers";
  let description = [{
    On CPUs without bf16 instructions LLVM rounds what passes through a masked
    load or store of bf16 by calls to a runtime library, which need not exist;
    so too what is inserted into a vector or taken out of it element by element,
    as reads and writes with gaps do, and vectors that loops carry. As integers
    the bits just move.

    Before:

    ```mlir
    %x = llvm.intr.masked.load %p, %mask, %zero {alignment = 2 : i32} : (!llvm.ptr, vector<16xi1>, vector<16xbf16>) -> vector<16xbf16>
    ```

    After:

    ```mlir
    %bits = llvm.intr.masked.load %p, %mask, %none {alignment = 2 : i32} : (!llvm.ptr, vector<16xi1>, vector<16xi16>) -> vector<16xi16>
    %x = llvm.bitcast %bits : vector<16xi16> to vector<16xbf16>
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def HeddleSerializeInnerLoops : Pass<"heddle-serialize-inner-loops"> {
  let summary = "leave only outer loops parallel, and not their last dimension";
  let description = [{
    Nested `scf.parallel` become `scf.for`, and so does the last dimension of
    loops that have several: threads share the outer iterations, and the inner
    loop is one that LLVM can vectorize.

    Before:

    ```mlir
    scf.parallel (%i, %j) = (%c0, %c0) to (%m, %n) step (%c1, %c1) { ... }
    ```

    After:

    ```mlir
    scf.parallel (%i) = (%c0) to (%m) step (%c1) {
      scf.for %j = %c0 to %n step %c1 { ... }
    }
    ```
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

#endif // HEDDLE_TARGET_CPU_PASSES_TD
