// Tensor maps, from where a kernel asks for one to where it is made.

// RUN: heddle-opt %s --split-input-file --heddle-lower-kernel-arguments | FileCheck %s --check-prefix=LOWERED
// RUN: heddle-opt %s --split-input-file --heddle-lower-kernel-arguments --heddle-encode-tensor-maps | FileCheck %s --check-prefix=ENCODED
// RUN: heddle-opt %s --split-input-file --heddle-call-launcher | FileCheck %s --check-prefix=CALLED

// The map comes after all other arguments; where the kernel is launched, it is
// made of the memref's address, sizes and strides.
// LOWERED-LABEL: func.func @launch(
// LOWERED: %[[POINTER:.*]] = llvm.inttoptr
// LOWERED: %[[MAP:.*]] = heddle_gpu.encode_tensor_map %{{.*}} sizes[%{{.*}}, %{{.*}}, %{{.*}}] strides[%{{.*}}, %{{.*}}, %{{.*}}] of bf16 box [1, 32, 64] swizzle 128
// LOWERED: gpu.launch_func @kernels::@kernel
// LOWERED-SAME: args(%[[POINTER]] : !llvm.ptr<1>, %{{.*}} : i64, %{{.*}} : i64, %[[MAP]] : !llvm.array<16 x i64>)
// LOWERED: gpu.func @kernel(%{{.*}}: !llvm.ptr<1>, %{{.*}}: i64, %{{.*}}: i64, %[[ARGUMENT:.*]]: !llvm.array<16 x i64>)
// LOWERED: heddle_gpu.argument_address %[[ARGUMENT]]

// Bytes from an element to the next one of an outer dimension; cuda.h calls bf16
// 9 and a pattern of 128 bytes 3.
// ENCODED-LABEL: func.func @launch(
// ENCODED: %[[MEMORY:.*]] = llvm.alloca %{{.*}} x i64 {alignment = 64 : i64}
// ENCODED: %[[SIZES:.*]]:3, %[[STRIDES:.*]]:3 = memref.extract_strided_metadata
// ENCODED-DAG: %[[TYPE:.*]] = llvm.mlir.constant(9 : i32)
// ENCODED-DAG: %[[RANK:.*]] = llvm.mlir.constant(3 : i32)
// ENCODED: llvm.call @mgpuTensorMapEncodeTiled(%[[MEMORY]], %[[TYPE]], %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}})
// ENCODED: %[[MAP:.*]] = llvm.load %[[MEMORY]] : !llvm.ptr -> !llvm.array<16 x i64>
// ENCODED: gpu.launch_func
// ENCODED-SAME: %[[MAP]] : !llvm.array<16 x i64>)

// Address, bf16, bytes of an element, swizzle, rank, three numbers a dimension.
// CALLED-LABEL: func.func @launch(
// CALLED-DAG: memref.alloca() {{.*}} : memref<14xi64>
// CALLED-DAG: memref.alloca() {{.*}} : memref<8xi64>
// CALLED-DAG: arith.constant -128 : i64
// CALLED: call @heddle_launch_kernel

!tensor = memref<2x?x64xbf16, strided<[?, 64, 1]>>
module attributes {gpu.container_module} {
  func.func @launch(%x: !tensor) {
    %one = arith.constant 1 : index
    gpu.launch_func @kernels::@kernel blocks in (%one, %one, %one) threads in (%one, %one, %one) args(%x : !tensor)
    return
  }
  gpu.module @kernels {
    gpu.func @kernel(%x: !tensor) kernel {
      %map = heddle_gpu.tensor_map %x box [1, 32, 64] swizzle 128 : !tensor
      %address = heddle_gpu.argument_address %map
      llvm.inline_asm has_side_effects "// $0", "l" %address : (i64) -> ()
      gpu.return
    }
  }
}
