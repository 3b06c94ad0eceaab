// RUN: heddle-opt %s --heddle-lower-kernel-arguments --canonicalize | FileCheck %s
// RUN: heddle-opt %s --heddle-call-launcher --canonicalize | FileCheck %s --check-prefix=CALL

!strided = memref<?x8xf32, strided<[?, 1], offset: 3>>

// Pointers to first elements, then what types leave open, then numbers.

// CHECK-LABEL: func.func @f(
// CHECK-SAME:      %[[X:.*]]: memref<?x8xf32, strided<[?, 1], offset: 3>>, %[[Y:.*]]: memref<4x8xf32>, %[[N:.*]]: index, %[[S:.*]]: f32)
// CHECK-DAG:     %[[BYTES:.*]] = arith.constant 1024 : i32
// CHECK-DAG:     %[[C12:.*]] = arith.constant 12 : i64
// CHECK-DAG:     %[[NUMBER:.*]] = arith.index_cast %[[N]] : index to i64
// CHECK-DAG:     %{{.*}}, %{{.*}}, %[[SIZES:.*]]:2, %[[STRIDES:.*]]:2 = memref.extract_strided_metadata %[[X]]
// CHECK-DAG:     %[[SIZE:.*]] = arith.index_cast %[[SIZES]]#0
// CHECK-DAG:     %[[STRIDE:.*]] = arith.index_cast %[[STRIDES]]#0
// CHECK-DAG:     %[[XI:.*]] = memref.extract_aligned_pointer_as_index %[[X]]
// CHECK-DAG:     %[[XB:.*]] = arith.index_cast %[[XI]]
// CHECK-DAG:     %[[XF:.*]] = arith.addi %[[XB]], %[[C12]]
// CHECK-DAG:     %[[XP:.*]] = llvm.inttoptr %[[XF]] : i64 to !llvm.ptr<1>
// CHECK-DAG:     %[[YI:.*]] = memref.extract_aligned_pointer_as_index %[[Y]]
// CHECK-DAG:     %[[YB:.*]] = arith.index_cast %[[YI]]
// CHECK-DAG:     %[[YP:.*]] = llvm.inttoptr %[[YB]] : i64 to !llvm.ptr<1>
// CHECK:         gpu.launch_func @kernels::@k
// CHECK-SAME:      dynamic_shared_memory_size %[[BYTES]]
// CHECK-SAME:      args(%[[XP]] : !llvm.ptr<1>, %[[YP]] : !llvm.ptr<1>, %[[SIZE]] : i64, %[[STRIDE]] : i64, %[[NUMBER]] : i64, %[[S]] : f32)

// Of each argument, the call also gets the bytes that a memref lies in, or those of a number, negated.

// CALL:        func.func private @heddle_launch_kernel(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64)
// CALL-LABEL:  func.func @f(
// CALL-SAME:       %[[X:.*]]: memref<?x8xf32, strided<[?, 1], offset: 3>>, %[[Y:.*]]: memref<4x8xf32>, %[[N:.*]]: index, %[[S:.*]]: f32)
// CALL-DAG:      %[[ZERO:.*]] = arith.constant 0 : i64
// CALL-DAG:      %[[ONE:.*]] = arith.constant 1 : i64
// CALL-DAG:      %[[SIX:.*]] = arith.constant 6 : i64
// CALL-DAG:      %[[T:.*]] = arith.constant 32 : i64
// CALL-DAG:      %[[SHARED:.*]] = arith.constant 1024 : i64
// CALL-DAG:      %[[WHOLE:.*]] = arith.constant 128 : i64
// CALL-DAG:      %[[I64:.*]] = arith.constant -8 : i64
// CALL-DAG:      %[[F32:.*]] = arith.constant -4 : i64
// CALL-DAG:      %[[ARGS:.*]] = memref.alloca() {alignment = 8 : i64} : memref<12xi64>
// CALL-DAG:      %[[SCALAR:.*]] = arith.bitcast %[[S]] : f32 to i32
// CALL-DAG:      memref.store %[[WHOLE]], %[[ARGS]][%c3]
// CALL-DAG:      memref.store %[[I64]], %[[ARGS]][%c5]
// CALL-DAG:      memref.store %[[F32]], %[[ARGS]][%c11]
// CALL:          %[[AI:.*]] = memref.extract_aligned_pointer_as_index %[[ARGS]]
// CALL:          %[[A:.*]] = arith.index_cast %[[AI]] : index to i64
// CALL:          call @heddle_launch_kernel(%[[ZERO]], %{{.*}}, %[[ONE]], %[[ONE]], %[[T]], %[[ONE]], %[[ONE]], %[[SHARED]], %[[A]], %[[SIX]])
module attributes {gpu.container_module} {
func.func @f(%x: !strided, %y: memref<4x8xf32>, %n: index, %s: f32) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch_func @kernels::@k blocks in (%n, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%n : index, %x : !strided, %s : f32, %y : memref<4x8xf32>)
  return
}

// In the kernel, memrefs are what they were: the address of the first element is known as a pointer.

// CHECK:       gpu.func @k(
// CHECK-SAME:      %[[XP:.*]]: !llvm.ptr<1>, %[[YP:.*]]: !llvm.ptr<1>, %[[SIZE:.*]]: i64, %[[STRIDE:.*]]: i64, %[[N:.*]]: i64, %[[S:.*]]: f32)
// CHECK-DAG:     %[[XG:.*]] = llvm.addrspacecast %[[XP]]
// CHECK-DAG:     %[[XB:.*]] = llvm.getelementptr %[[XG]][-3]
// CHECK-DAG:     llvm.insertvalue %[[SIZE]], %{{.*}}[3, 0]
// CHECK-DAG:     llvm.insertvalue %[[STRIDE]], %{{.*}}[4, 0]
// CHECK-DAG:     %[[X:.*]] = builtin.unrealized_conversion_cast %{{.*}} to memref<?x8xf32, strided<[?, 1], offset: 3>>
// CHECK-DAG:     %[[I:.*]] = arith.index_cast %[[N]] : i64 to index
// CHECK:         %[[A:.*]] = llvm.ptrtoint %[[XP]]
// CHECK:         llvm.inttoptr %[[A]]
// CHECK:         memref.load %[[X]][%[[I]],
gpu.module @kernels {
  gpu.func @k(%n: index, %x: !strided, %s: f32, %y: memref<4x8xf32>) kernel
      attributes {heddle_gpu.shared_bytes = 1024 : i32} {
    %t = gpu.thread_id x
    %p = memref.extract_aligned_pointer_as_index %x : !strided -> index
    %i = arith.index_cast %p : index to i64
    %first = llvm.inttoptr %i : i64 to !llvm.ptr<1>
    %w = llvm.load %first : !llvm.ptr<1> -> f32
    %v = memref.load %x[%n, %t] : !strided
    %sum = arith.addf %v, %w : f32
    %r = arith.mulf %sum, %s : f32
    memref.store %r, %y[%n, %t] : memref<4x8xf32>
    gpu.return
  }
}
}
