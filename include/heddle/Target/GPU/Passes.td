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

#endif // HEDDLE_TARGET_GPU_PASSES_TD
