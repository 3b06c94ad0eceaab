// With --guard, heddle-run notices accesses outside of buffers.

// RUN: not heddle-run %s --entry=past --random=1 --guard 2>&1 \
// RUN:   | FileCheck %s --check-prefix=PAST
// RUN: not heddle-run %s --entry=before --random=1 --guard 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BEFORE
// RUN: not heddle-run %s --entry=hole --random=1 --guard 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLE
// RUN: not heddle-run %s --entry=allocated --random=1 --guard 2>&1 \
// RUN:   | FileCheck %s --check-prefix=ALLOCATED
// RUN: heddle-run %s --entry=strided --random=1 --guard --check \
// RUN:   | FileCheck %s --check-prefix=STRIDED

// UNSUPPORTED: asan

// PAST: the compiled code accessed memory outside of its buffers, at {{.*}}, 1 bytes past argument 0
// BEFORE: the code wrote around argument 0: byte 4 before the start of the data was overwritten
// HOLE: the code wrote around argument 0: the hole {{.*}} was overwritten
// ALLOCATED: the compiled code accessed memory outside of its buffers
// STRIDED: argument 0, 2x3 f32: {{.*}}: pass

func.func @past(%m: memref<4xf32>) {
  %i = arith.constant 4 : index
  %x = arith.constant 1.0 : f32
  memref.store %x, %m[%i] : memref<4xf32>
  return
}

func.func @before(%m: memref<4xf32>) {
  %i = arith.constant -1 : index
  %x = arith.constant 1.0 : f32
  memref.store %x, %m[%i] : memref<4xf32>
  return
}

!strided = memref<2x3xf32, strided<[5, 1], offset: 2>>

func.func @hole(%m: !strided) {
  %i = arith.constant 0 : index
  %j = arith.constant 4 : index
  %x = arith.constant 1.0 : f32
  memref.store %x, %m[%i, %j] : !strided
  return
}

func.func @allocated() -> memref<4xf32> {
  %m = memref.alloc() : memref<4xf32>
  %i = arith.constant 4 : index
  %x = arith.constant 1.0 : f32
  memref.store %x, %m[%i] : memref<4xf32>
  return %m : memref<4xf32>
}

func.func @strided(%m: !strided) {
  %x = arith.constant 1.0 : f32
  linalg.fill ins(%x : f32) outs(%m : !strided)
  return
}
