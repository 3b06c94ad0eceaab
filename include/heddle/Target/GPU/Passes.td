//===- Passes.td - Passes of all GPU targets ---------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_GPU_PASSES_TD
#define HEDDLE_TARGET_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def HeddleAssignLayouts
    : Pass<"heddle-assign-layouts", "::mlir::gpu::GPUModuleOp"> {
  let summary = "choose which thread and register has which element of a tile";
  let description = [{
    Gives each tile of a kernel, a vector, a layout, `heddle_gpu.layouts`. Each
    product gets the matrix instruction of the target that suits its types,
    `heddle_gpu.mma`, which says where its result and its left factor are; warps
    share its rows. From there layouts spread to all ops that need not move
    anything. Tiles that no product decides have neighbours in a row in
    neighbouring registers and lanes. Where two layouts meet, a
    `heddle_gpu.convert_layout` is put in. Sums of rows over a loop stay spread
    over lanes until the loop's end.

    Right factors are to be in shared memory, as all warps need all of them. A
    read for a product alone is marked by a layout without bank conflicts,
    `heddle_gpu.shared`; what is computed is written to a buffer, and read back.
    Instructions that read shared memory themselves cannot mask there: a bound of
    the dimension that such a product sums over, a `vector.mask` around it, moves
    to its factors, which are 0 beyond.

    Before, in a kernel of one warp:

    ```mlir
    %s = vector.contract {...} %q, %k, %zero
        : vector<16x16xbf16>, vector<8x16xbf16> into vector<16x8xf32>
    ```

    After:

    ```mlir
    %s = vector.contract {..., heddle_gpu.mma = #heddle_gpu.mma<"m16n8k16.bf16">,
        heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]],
            lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} %q, %k, %zero
        : vector<16x16xbf16>, vector<8x16xbf16> into vector<16x8xf32>
    ```
  }];
  let dependentDialects = [
    "::heddle::HeddleGPUDialect", "::mlir::arith::ArithDialect",
    "::mlir::gpu::GPUDialect", "::mlir::memref::MemRefDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def HeddleDistributeTiles
    : Pass<"heddle-distribute-tiles", "::mlir::gpu::GPUModuleOp"> {
  let summary = "write what each thread of a workgroup does for its tiles";
  let description = [{
    Rewrites the kernels of a `gpu.module`, whose tiles have layouts, per thread:
    each tile becomes the registers that a thread has of it, numbers of 16 bits
    in pairs, `vector<2xbf16>`.

    - Ops that work element by element are repeated for each register, and what
      only says which element is where (broadcasts, transposes, steps, masks)
      becomes a choice of registers or arithmetic on the thread's number.
    - Reductions combine registers, then lanes by exchanges. What is `partial`
      along lanes stays so.
    - Contractions become the matrix instructions that are noted on them. The
      right factor, if it lies in shared memory, is loaded piece by piece.
    - Tiles are read from and written to global memory by the widest accesses
      that layout and types allow; what does not exist is not touched.
    - Copies become asynchronous ones of the widest chunks that addresses allow.
      Where only the run knows that, a loop over whole tiles becomes two, one for
      rows that wide copies can have.
    - Loops and conditions carry registers.
    - Buffers of shared memory get a place in the one symbol `@heddle_shared`;
      the kernel's attribute `heddle_gpu.shared_bytes` says how much there is.

    What a GPU has instructions of its own for comes from its `TargetLowering`.

    Before, in a kernel of one warp:

    ```mlir
    %s = arith.addf %x, %y {heddle_gpu.layouts = [#heddle_gpu.registers<register = [[0, 1], [8, 0]],
        lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 1]>]} : vector<16x8xf32>
    ```

    After:

    ```mlir
    %s0 = arith.addf %x0, %y0 : f32
    %s1 = arith.addf %x1, %y1 : f32
    %s2 = arith.addf %x2, %y2 : f32
    %s3 = arith.addf %x3, %y3 : f32
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect",
    "::mlir::NVVM::NVVMDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def HeddleOutlineKernels : Pass<"heddle-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "make kernels of loops over workgroups";
  let description = [{
    Makes of every outermost `scf.forall` that computes tiles a kernel, a
    `gpu.func` in the module `@heddle_kernels`, and a `gpu.launch_func`. The
    innermost dimension of the loop is the grid's x, the next y, and all others
    together z. Constants and extents of memrefs that the loop uses go into the
    kernel. A workgroup has a warp for every `warp-rows` rows of the tallest
    product in the loop, rounded up to a power of two, but at most `max-warps`. One
    that multiplies nothing has a thread for 16 numbers of the largest tile that it
    writes, from a warp to 512 threads.

    Before:

    ```mlir
    scf.forall (%b, %h, %m) in (1, 2, 4) {
      %x = vector.transfer_read %q[%b, %h, %m], %zero : memref<1x2x4xf32>, vector<4xf32>
      ...
    }
    ```

    After:

    ```mlir
    gpu.launch_func @heddle_kernels::@f_kernel blocks in (%c4, %c2, %c1)
        threads in (%c32, %c1, %c1) args(%q : memref<1x2x4xf32>)
    ...
    gpu.module @heddle_kernels attributes {heddle_gpu.target = "sm_80"} {
      gpu.func @f_kernel(%q: memref<1x2x4xf32>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        %m = gpu.block_id x
        ...
    ```
  }];
  let options = [
    Option<"chip", "chip", "std::string", "\"sm_80\"",
           "The GPU, which heddle_gpu.target of the modules will say">,
    Option<"warpSize", "warp-size", "unsigned", "32", "Threads of a warp">,
    Option<"warpRows", "warp-rows", "unsigned", "16",
           "Rows of a tile that a warp computes">,
    Option<"maxWarps", "max-warps", "unsigned", "8",
           "The most warps of a workgroup">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect",
    "::mlir::cf::ControlFlowDialect", "::mlir::DLTIDialect"
  ];
}

def HeddleLowerKernelArguments
    : Pass<"heddle-lower-kernel-arguments", "::mlir::ModuleOp"> {
  let summary = "pass memrefs to kernels as pointers and what types leave open";
  let description = [{
    Gives kernels arguments that any driver can pass: for every memref, in their
    order, a pointer to its element [0, ..., 0]; then, memref by memref, the sizes
    and the strides that its type leaves open, as i64; then all other arguments,
    indices as i64; last a tensor map for each `heddle_gpu.tensor_map` of the
    kernel, which moves to its launches. Launches pass these. A kernel that has the
    attribute
    `heddle_gpu.shared_bytes` is launched with so much dynamic shared memory.

    Before:

    ```mlir
    gpu.func @f(%x: memref<?x8xf32, strided<[?, 1]>>, %n: index) kernel
    ```

    After:

    ```mlir
    gpu.func @f(%x: !llvm.ptr<1>, %size: i64, %stride: i64, %n: i64) kernel
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::memref::MemRefDialect"
  ];
}

def HeddleEncodeTensorMaps
    : Pass<"heddle-encode-tensor-maps", "::mlir::ModuleOp"> {
  let summary = "make tensor maps through MLIR's CUDA runtime";
  let description = [{
    For hosts that go on with `gpu-to-llvm` and MLIR's runner library: each
    `heddle_gpu.encode_tensor_map` becomes a call of `mgpuTensorMapEncodeTiled`,
    which fills 128 bytes of the stack that the launch then passes. Others read what
    to make from the manifest of `heddle-compile`, or lower the op as they launch.

    Before:

    ```mlir
    %map = heddle_gpu.encode_tensor_map %address sizes[%n, %d] strides[%s, %one] of bf16 box [64, 64] swizzle 128
    ```

    After:

    ```mlir
    %memory = llvm.alloca %c16 x i64 {alignment = 64 : i64} : (i64) -> !llvm.ptr
    llvm.call @mgpuTensorMapEncodeTiled(%memory, …)
    %map = llvm.load %memory : !llvm.ptr -> !llvm.array<16 x i64>
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def HeddlePassTensorMaps
    : Pass<"heddle-pass-tensor-maps", "::mlir::gpu::GPUModuleOp"> {
  let summary = "give tensor maps that kernels take an address";
  let description = [{
    A kernel of the LLVM dialect that takes the 128 bytes of a tensor map takes
    them by value still, and as an argument that is constant for the grid and lies
    in memory of 64 bytes' alignment, as instructions need it.

    Before:

    ```mlir
    llvm.func @f(%map: !llvm.array<16 x i64>) attributes {nvvm.kernel} {
      %address = heddle_gpu.argument_address %map
    ```

    After:

    ```mlir
    llvm.func @f(%map: !llvm.ptr {llvm.align = 64 : i64, llvm.byval = !llvm.array<16 x i64>, nvvm.grid_constant}) attributes {nvvm.kernel} {
      %address = llvm.ptrtoint %map : !llvm.ptr to i64
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def HeddleCallLauncher : Pass<"heddle-call-launcher", "::mlir::ModuleOp"> {
  let summary = "launch kernels through a function of the program";
  let description = [{
    Replaces each `gpu.launch_func` by a call of

    ```c
    void heddle_launch_kernel(int64_t kernel, int64_t grid_x, int64_t grid_y,
                              int64_t grid_z, int64_t block_x, int64_t block_y,
                              int64_t block_z, int64_t shared_bytes,
                              int64_t arguments, int64_t num_arguments);
    ```

    so that who compiles for the host at run time decides how kernels run.
    `kernel` is the number of the kernel among those of the module, counted from
    0. `arguments` is the address of two i64 for each argument that the kernel has
    after heddle-lower-kernel-arguments: the argument, and, for a pointer, the
    bytes behind it that the memref lies in; for a number, its size in bytes,
    negated. For a tensor map, these are -128, and the argument is the address of
    more i64: of the tensor, its address, 1 for bf16 and 0 for f16 or f32, the
    bytes of an element, those of the pattern in shared memory, the rank, and from
    the innermost dimension out, the extent, the bytes between elements and the
    extent of the box. To be run while kernels still have their memrefs.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
    "::mlir::memref::MemRefDialect"
  ];
}

def HeddleSeparateRarePaths
    : Pass<"heddle-separate-rare-paths", "::mlir::gpu::GPUModuleOp"> {
  let summary = "move what loops rarely do out of them";
  let description = [{
    Takes loops of `cf` in which a branch on a condition with the attribute
    `heddle.rare` does something that makes the condition false. Then the branch
    need not come back behind itself: it enters the loop again, at the check of
    the condition, which passes. What the loop does before the check is copied to
    where the loop is entered first. So the loop itself has only what it does in
    each round, and what the branch changes is a constant in it.

    Loops that are left in several places, or have several such branches in a
    row, stay as they are.

    Before, shortened:

    ```mlir
    ^loop(%i, %m):
      cf.cond_br %more, ^body, ^exit
    ^body:
      %s = …
      %above = arith.cmpf ogt, %s, %m
      %any = nvvm.vote.sync any %all, %above {heddle.rare} -> i1
      cf.cond_br %any, ^rare, ^other
    ^rare:
      cf.br ^join(%raised)
    ^other:
      cf.br ^join(%m)
    ^join(%next):
      …
      cf.br ^loop(%j, %next)
    ```

    After:

    ```mlir
    ^first(%i, %m):
      %s = …
      cf.br ^again(%m, %i, %s)
    ^loop(%i, %m):
      %s = …
      cf.br ^check(%m, %i, %s)
    ^again(%m, %i, %s):
      cf.br ^check(%m, %i, %s)
    ^check(%m, %i, %s):
      %above = arith.cmpf ogt, %s, %m
      %any = nvvm.vote.sync any %all, %above -> i1
      cf.cond_br %any, ^rare, ^join
    ^rare:
      cf.br ^again(%raised, %i, %s)
    ^join:
      …
      cf.br ^loop(%j, %m)
    ```
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect"];
}

def HeddlePipelineTiles
    : Pass<"heddle-pipeline-tiles", "::mlir::gpu::GPUModuleOp"> {
  let summary = "copy tiles to shared memory while others are computed with";
  let description = [{
    Takes each `vector.transfer_read` of global memory that has a place for its
    tile in shared memory, `heddle_gpu.shared`, to a buffer there, a copy and a
    read of the buffer.

    The tiles of a loop have a buffer of two stages. Each round waits for the
    copies of its own tiles, starts those of the next round's, and then computes
    with its own: one barrier a round. With `unroll`, loops over whole tiles,
    those without a `vector.mask`, are unrolled by the stages, so that places in
    shared memory are constants; rounds left over get a loop behind. A tile whose
    place is not known one round before, or that is read outside of loops, is
    copied where it is read.

    On targets that have roles for warps, `sm_90a`, workgroups of so many threads
    get more of them, which only copy, where that does not depend on what is
    computed: `heddle_gpu.specialize`. Tiles of a memref take turns in a ring of
    `stages` buffers, through all loops. Those who compute release a tile when the
    product that reads it is done, and those who copy go on as far as rings have
    room, without a barrier. Tiles of kernel arguments whose strides allow it are
    copied by tensor maps (`heddle_gpu.tensor_map`), unless rows beyond a bound are
    to be 0 that exist. Tiles of 16 bits that are read beside loops, such as the
    gate's, are copied as well if shared memory has room: they come while the last
    keys are processed.

    Buffers of the same kind are shared by loops, which take turns. They have
    whole pieces of the matrix instructions that read them; what a tile lacks of
    that is 0.

    Before:

    ```mlir
    scf.for %n = %c0 to %c256 step %c64 {
      %k = vector.transfer_read %m[%n, %c0], %zero {in_bounds = [true, true], heddle_gpu.shared = #shared} : memref<256x64xbf16>, vector<64x64xbf16>
      …
    }
    ```

    After, shortened:

    ```mlir
    %buffer = memref.alloc() {heddle_gpu.shared = #shared} : memref<2x64x64xbf16, #gpu.address_space<workgroup>>
    gpu.barrier
    scf.if … { heddle_gpu.copy %m[%c0, %c0] to %buffer[%c0, %c0, %c0] … }
    heddle_gpu.commit
    scf.for %n = %c0 to %c256 step %c64 iter_args(%stage = %c0) -> (index) {
      heddle_gpu.wait 0
      gpu.barrier
      scf.if … { heddle_gpu.copy %m[%next, %c0] to %buffer[%other, %c0, %c0] … }
      heddle_gpu.commit
      %k = vector.transfer_read %buffer[%stage, %c0, %c0], %zero {in_bounds = [true, true]} : memref<2x64x64xbf16, #gpu.address_space<workgroup>>, vector<64x64xbf16>
      …
    }
    ```
  }];
  let options = [
    Option<"stages", "stages", "int64_t", /*default=*/"2",
           "Tiles of a buffer: 2 to copy one while another is used, or 1">,
    Option<"unroll", "unroll", "bool", /*default=*/"false",
           "Unroll loops over whole tiles by the stages">,
    Option<"specialize", "specialize", "bool", /*default=*/"true",
           "Have warps of their own copy, on targets that have roles for them">,
  ];
  let dependentDialects = [
    "::heddle::HeddleGPUDialect", "::mlir::arith::ArithDialect",
    "::mlir::gpu::GPUDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"
  ];
}

#endif // HEDDLE_TARGET_GPU_PASSES_TD
