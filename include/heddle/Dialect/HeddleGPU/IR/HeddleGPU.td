//===- HeddleGPU.td - The heddle_gpu dialect ---------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_TD
#define HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/DialectBase.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def HeddleGPU_Dialect : Dialect {
  let name = "heddle_gpu";
  let cppNamespace = "::heddle";
  let summary = "Where the tiles of a GPU's workgroup are";
  let description = [{
    A tile program on a GPU is one workgroup's work on whole tiles. This dialect
    says which thread has which element of them.

    Every op that yields tiles, vectors of any rank, has the discardable attribute
    `heddle_gpu.layouts`: an array with an entry for each result,
    `#heddle_gpu.registers` for a tile and `unit` for anything else. Those of a
    loop are also the layouts of the arguments of its bodies. Where two layouts
    meet stands a `heddle_gpu.convert_layout`. A contraction says its matrix
    instruction by `heddle_gpu.mma`, a buffer of shared memory (a `memref.alloc`
    in the workgroup's space) where its elements are by `heddle_gpu.shared`, and
    a `gpu.module` its GPU by `heddle_gpu.target`, a string such as "sm_80".
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{ void registerAttributes(); }];
}

def HeddleGPU_TensorMap
    : Type<CPred<"$_self == ::heddle::getTensorMapType($_self.getContext())">,
           "the 128 bytes of a tensor map">,
      BuildableType<"::heddle::getTensorMapType($_builder.getContext())">;

class HeddleGPU_Attr<string name, string mnemonicName>
    : AttrDef<HeddleGPU_Dialect, name> {
  let mnemonic = mnemonicName;
}


def HeddleGPU_RegistersAttr : HeddleGPU_Attr<"Registers", "registers"> {
  let summary = "the registers of a workgroup's threads that hold a tile";
  let description = [{
    A linear map over bits: each bit of the number of a register, a lane and a
    warp has a basis, the coordinates that it adds (exclusive or) to those of the
    element; a basis of zeros says that threads hold the same. This core is
    repeated `repeat` times along each dimension: a register's number is that of
    the copy, in row-major order, times the registers of the core, plus the
    register of the core. Where the layout covers more than the tile has, what is
    read is 0 and what is written is dropped.

    Of a sum that is still spread over lanes, `partial` lists the bits of the lane
    across which it is to be added up.

    The result of mma.sync m16n8k16 for a tile of 16 x 64:

    ```mlir
    #heddle_gpu.registers<register = [[0, 1], [8, 0]], lane = [[0, 2], [0, 4], [1, 0], [2, 0], [4, 0]], warp = [], repeat = [1, 8]>
    ```
  }];
  let parameters = (ins "::mlir::ArrayAttr":$register_bases,
                        "::mlir::ArrayAttr":$lane,
                        "::mlir::ArrayAttr":$warp,
                        "::mlir::ArrayAttr":$repeat,
                        OptionalParameter<"::mlir::ArrayAttr">:$partial);
  let genVerifyDecl = 1;
  let assemblyFormat = [{
    `<` `register` `=` $register_bases `,` `lane` `=` $lane `,` `warp` `=` $warp
        `,` `repeat` `=` $repeat (`,` `partial` `=` $partial^)? `>`
  }];
}

def HeddleGPU_SharedAttr : HeddleGPU_Attr<"Shared", "shared"> {
  let summary = "where the elements of a tile are in shared memory";
  let description = [{
    The byte of an element is the exclusive or of the images of the bits of its
    row and column that are set; a tile takes `bytes` bytes. Rows of 64 numbers of
    16 bits, whose chunks of 16 bytes are swizzled by the row:

    ```mlir
    #heddle_gpu.shared<row = [144, 288, 576, 1024], column = [2, 4, 8, 16, 32, 64], bytes = 2048>
    ```
  }];
  let parameters = (ins "::mlir::ArrayAttr":$row, "::mlir::ArrayAttr":$column,
                        "int64_t":$bytes);
  let assemblyFormat = [{
    `<` `row` `=` $row `,` `column` `=` $column `,` `bytes` `=` $bytes `>`
  }];
}

def HeddleGPU_MmaAttr : HeddleGPU_Attr<"Mma", "mma"> {
  let summary = "the matrix instruction of a contraction";
  let description = [{
    The name of an entry of the target's table: `#heddle_gpu.mma<"m16n8k16.bf16">`.
  }];
  let parameters = (ins "::mlir::StringAttr":$instruction);
  let assemblyFormat = "`<` $instruction `>`";
}

class HeddleGPU_Op<string mnemonic, list<Trait> traits = []>
    : Op<HeddleGPU_Dialect, mnemonic, traits>;

def HeddleGPU_ConvertLayoutOp
    : HeddleGPU_Op<"convert_layout", [Pure, AllTypesMatch<["source", "result"]>]> {
  let summary = "the same tile in another layout";
  let description = [{
    The layouts are those of the op that yields the operand and of this op.

    ```mlir
    %b = heddle_gpu.convert_layout %a {heddle_gpu.layouts = [#layout]} : vector<128xf32>
    ```
  }];
  let arguments = (ins AnyVectorOfAnyRank:$source);
  let results = (outs AnyVectorOfAnyRank:$result);
  let assemblyFormat = "$source attr-dict `:` type($result)";
}

def HeddleGPU_CopyOp : HeddleGPU_Op<"copy", [AttrSizedOperandSegments]> {
  let summary = "start to copy a tile from global to shared memory";
  let description = [{
    All threads of the workgroup take part. The tile has the last two dimensions
    of `dest`, and begins at `sourceIndices`; it is of those two dimensions of
    `source` that `permutation_map` names, as that of `vector.transfer_read` does,
    or of the last two. The last two of `destIndices` are 0. Elements beyond the
    extents of `source` become 0; `in_bounds` says along which of the two
    dimensions there are none. So do those of rows from `rows` on. The copy is
    done when a `heddle_gpu.wait` says so and a barrier was passed after that.

    With a `map`, of a box of all rows, one thread has boxes copied instead, side
    by side along the rows, where the strides of `source` allow it. `dest` is then
    the ring of a `heddle_gpu.specialize`, and the copy is part of what
    `heddle_gpu.publish` hands over.

    ```mlir
    heddle_gpu.copy %k[%b, %h, %n, %c0] to %buffer[%stage, %c0, %c0] {in_bounds = array<i1: true, true>}
        : memref<1x2x256x128xbf16> to memref<2x64x128xbf16, #gpu.address_space<workgroup>>
    ```
  }];
  let arguments = (ins Arg<AnyMemRef, "", [MemRead]>:$source,
                       Variadic<Index>:$sourceIndices,
                       Arg<AnyMemRef, "", [MemWrite]>:$dest,
                       Variadic<Index>:$destIndices, Optional<Index>:$rows,
                       Optional<HeddleGPU_TensorMap>:$map,
                       DenseBoolArrayAttr:$in_bounds,
                       OptionalAttr<AffineMapAttr>:$permutation_map);
  let extraClassDeclaration = [{
    /// The dimensions of the source that the tile's two are.
    ::llvm::SmallVector<int64_t> getTileDims();
  }];
  let assemblyFormat = [{
    $source `[` $sourceIndices `]` `to` $dest `[` $destIndices `]`
        (`rows` $rows^)? (`by` $map^)? attr-dict `:` type($source) `to`
        type($dest)
  }];
  let hasVerifier = 1;
}

def HeddleGPU_TensorMapOp : HeddleGPU_Op<"tensor_map", [Pure]> {
  let summary = "describe the boxes of a memref that are copied at once";
  let description = [{
    A tensor map, as CUDA's `cuTensorMapEncodeTiled` makes it. A box has `box`
    elements along each dimension of `source`, the outermost first; what lies
    outside of the memref is 0. In shared memory, a box lies without holes, in the
    pattern of `swizzle` bytes that its rows have.

    A kernel gets the map as an argument: `heddle-lower-kernel-arguments` makes of it
    a `heddle_gpu.encode_tensor_map` where the kernel is launched. If the strides of `source` beside the last,
    or its address, are not multiples of 16 bytes, there is no such map; then the
    bytes may be any, and the kernel does not use them.

    1. `source` has 1 to 5 dimensions; elements of the last are adjacent.
    2. `box` has an entry for each dimension, of 1 to 256.
    3. A box's row has as many bytes as `swizzle` says, 32, 64 or 128.

    ```mlir
    %map = heddle_gpu.tensor_map %k box [1, 1, 64, 64] swizzle 128 : memref<1x2x256x128xbf16>
    ```
  }];
  let arguments = (ins AnyMemRef:$source, DenseI64ArrayAttr:$box,
                       I64Attr:$swizzle);
  let results = (outs HeddleGPU_TensorMap:$map);
  let assemblyFormat = [{
    $source `box` $box `swizzle` $swizzle attr-dict `:` type($source)
  }];
  let hasVerifier = 1;
}

def HeddleGPU_EncodeTensorMapOp
    : HeddleGPU_Op<"encode_tensor_map", [Pure, SameVariadicOperandSize]> {
  let summary = "make a tensor map where a kernel is launched";
  let description = [{
    The map that `heddle_gpu.tensor_map` describes, of a tensor at `address` with
    these sizes and strides in elements, the outermost first. It is for who launches
    to make, with `cuTensorMapEncodeTiled`.

    ```mlir
    %map = heddle_gpu.encode_tensor_map %address sizes[%b, %h, %n, %d] strides[%sb, %sh, %sn, %one] of bf16 box [1, 1, 64, 64] swizzle 128
    ```
  }];
  let arguments = (ins I64:$address, Variadic<I64>:$sizes,
                       Variadic<I64>:$strides, TypeAttr:$element,
                       DenseI64ArrayAttr:$box, I64Attr:$swizzle);
  let results = (outs HeddleGPU_TensorMap:$map);
  let assemblyFormat = [{
    $address `sizes` `[` $sizes `]` `strides` `[` $strides `]` `of` $element
        `box` $box `swizzle` $swizzle attr-dict
  }];
  let hasVerifier = 1;
}

def HeddleGPU_ArgumentAddressOp : HeddleGPU_Op<"argument_address", [Pure]> {
  let summary = "the address of an argument of the kernel";
  let description = [{
    Copies of boxes take the address of a map. `heddle-pass-tensor-maps` gives the
    argument one.

    ```mlir
    %address = heddle_gpu.argument_address %map
    ```
  }];
  let arguments = (ins HeddleGPU_TensorMap:$map);
  let results = (outs I64:$address);
  let assemblyFormat = "$map attr-dict";
}

def HeddleGPU_CommitOp : HeddleGPU_Op<"commit"> {
  let summary = "make a group of the copies that were started since the last one";
  let assemblyFormat = "attr-dict";
}

def HeddleGPU_WaitOp : HeddleGPU_Op<"wait"> {
  let summary = "wait until at most `pending` groups of copies are not done";
  let description = [{
    Each thread waits for what it copied itself: a `gpu.barrier` is needed before
    it reads what others copied.
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$pending);
  let assemblyFormat = "$pending attr-dict";
}

def HeddleGPU_SpecializeOp
    : HeddleGPU_Op<"specialize", [NoTerminator, SingleBlock]> {
  let summary = "give some warps of a workgroup another program";
  let description = [{
    The workgroup has `producers` more threads, which run the first region, to copy
    tiles; all others run the second one, which computes with them. Both hand tiles
    over in rings: buffers of shared memory with a stage for each tile that can be
    there at once. Both sides take the stages of a ring in turn, and count the
    turns by a parity: of the first turn, it is 0.

    ```mlir
    heddle_gpu.specialize 128 {
      scf.for … iter_args(%stage = %zero, %parity = %zero) -> (i32, i32) {
        heddle_gpu.acquire %ring[%stage, %parity] : memref<2x64x128xbf16, #gpu.address_space<workgroup>>
        heddle_gpu.copy … to %ring[%at, %c0, %c0] …
        heddle_gpu.publish %ring[%stage, %parity] : memref<2x64x128xbf16, #gpu.address_space<workgroup>>
        …
      }
    } compute {
      scf.for … iter_args(%stage = %zero, %parity = %zero, …) -> (i32, i32, …) {
        heddle_gpu.await %ring[%stage, %parity] : memref<2x64x128xbf16, #gpu.address_space<workgroup>>
        %k = vector.transfer_read %ring[%at, %c0, %c0], …
        …
        heddle_gpu.release %ring[%stage, %parity] after %product : vector<64x64xf32> : memref<2x64x128xbf16, #gpu.address_space<workgroup>>
      }
    }
    ```
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntPositive]>:$producers);
  let regions = (region SizedRegion<1>:$copying, SizedRegion<1>:$computing);
  let assemblyFormat = [{
    $producers $copying `compute` $computing attr-dict
  }];
}

class HeddleGPU_RingOp<string mnemonic> : HeddleGPU_Op<mnemonic> {
  let arguments = (ins AnyMemRef:$ring, I32:$stage, I32:$parity);
  let assemblyFormat = [{
    $ring `[` $stage `,` $parity `]` attr-dict `:` type($ring)
  }];
}

def HeddleGPU_AcquireOp : HeddleGPU_RingOp<"acquire"> {
  let summary = "wait until the stage of a tile is free";
  let description = [{
    That is when all who compute released the tile before it in that stage.
  }];
}

def HeddleGPU_PublishOp : HeddleGPU_RingOp<"publish"> {
  let summary = "hand a tile over, once it is copied";
}

def HeddleGPU_AwaitOp : HeddleGPU_RingOp<"await"> {
  let summary = "wait until a tile was handed over";
}

def HeddleGPU_ReleaseOp
    : HeddleGPU_Op<"release", [AttrSizedOperandSegments]> {
  let summary = "say that a tile is no longer needed";
  let description = [{
    That is so when `products`, which read it, are done. All of `computed` is
    computed before anybody waits for them.
  }];
  let arguments = (ins AnyMemRef:$ring, I32:$stage, I32:$parity,
                       Variadic<AnyVectorOfAnyRank>:$products,
                       Variadic<AnyVectorOfAnyRank>:$computed);
  let assemblyFormat = [{
    $ring `[` $stage `,` $parity `]` `after` $products `:` type($products)
        (`computing` $computed^ `:` type($computed))? attr-dict `:` type($ring)
  }];
}

def HeddleGPU_TakeTurnOp : HeddleGPU_Op<"take_turn"> {
  let summary = "wait for the turn of the warps that multiply together";
  let description = [{
    Teams of warps of those who compute take turns: one computes weights while
    another's products have the matrix units. Each team takes as many turns as
    every other.
  }];
  let assemblyFormat = "attr-dict";
}

def HeddleGPU_PassTurnOp : HeddleGPU_Op<"pass_turn"> {
  let summary = "let the next team have its turn";
  let assemblyFormat = "attr-dict";
}

#endif // HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_TD
