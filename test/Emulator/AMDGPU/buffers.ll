; Memory through buffer resources: what is out of bounds reads as zero and is not
; written; also through pointers of 160 bits, which LLVM lowers to the same.

; RUN: %python -c "import numpy as np; np.save(r'%t.x.npy', np.arange(1, 9, dtype=np.int32))"
; RUN: heddle-emulate %s --entry=raw --block=8 --arg=in:%t.x.npy --arg=zero:32 --arg=out:%t.y.npy:i32:2x8
; RUN: %python %S/Inputs/show.py %t.y.npy | FileCheck %s --check-prefix=RAW
; RAW: 1 2 3 4 0 0 0 0
; RAW-NEXT: 0 0 0 4 0 0 0 0
; RUN: heddle-emulate %s --entry=fat --block=8 --arg=in:%t.x.npy --arg=out:%t.y.npy:i32:8
; RUN: %python %S/Inputs/show.py %t.y.npy | FileCheck %s --check-prefix=FAT
; FAT: 1 2 3 4 5 6 0 0
; RUN: %python -c "import numpy as np; np.save(r'%t.z.npy', np.arange(8, dtype=np.float32))"
; RUN: heddle-emulate %s --entry=atomic --block=64 --arg=inout:%t.z.npy --arg=inout:%t.x.npy
; RUN: %python %S/Inputs/show.py %t.z.npy %t.x.npy | FileCheck %s --check-prefix=ATOMIC
; ATOMIC: 64 1 2 3 4 5 6 7
; ATOMIC-NEXT: 64 63 3 4 5 6 7 8
; RUN: heddle-emulate %s --entry=structs --block=8 --arg=in:%t.z.npy --arg=out:%t.y.npy:f32:8
; RUN: %python %S/Inputs/show.py %t.y.npy | FileCheck %s --check-prefix=STRUCTS
; STRUCTS: 1 3 5 7 0 0 0 0
; RUN: heddle-emulate %s --entry=toLDS --block=64 --arg=in:%t.z.npy --arg=out:%t.y.npy:f32:64 --stats | FileCheck %s --check-prefix=LDS
; LDS: llvm.amdgcn.raw.ptr.buffer.load.lds
; RUN: %python -c "import numpy as np; y = np.load(r'%t.y.npy'); print(y[:9])" | FileCheck %s --check-prefix=LOADED
; LOADED: [64. 1. 2. 3. 4. 5. 6. 7. 0.]

target triple = "amdgcn-amd-amdhsa"
@lds = internal addrspace(3) global [64 x float] poison, align 16

; Four of eight numbers are in bounds, once of the load and once of the store,
; whose result is read back; the offset 2^31 is how masks are written.
define amdgpu_kernel void @raw(ptr addrspace(1) %x, ptr addrspace(1) %s, ptr addrspace(1) %y) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %o = shl i32 %t, 2
  %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %x, i16 0, i64 16, i32 159744)
  %v = call i32 @llvm.amdgcn.raw.ptr.buffer.load.i32(ptr addrspace(8) %r, i32 %o, i32 0, i32 0)
  %py = getelementptr i8, ptr addrspace(1) %y, i32 %o
  store i32 %v, ptr addrspace(1) %py
  %rs = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %s, i16 0, i64 32, i32 159744)
  %c = icmp eq i32 %t, 3
  %m = select i1 %c, i32 %o, i32 -2147483648
  call void @llvm.amdgcn.raw.ptr.buffer.store.i32(i32 %v, ptr addrspace(8) %rs, i32 %m, i32 0, i32 0)
  %n = ptrtoint ptr addrspace(8) %rs to i128
  %w = bitcast i128 %n to <4 x i32>
  %b = call i32 @llvm.amdgcn.raw.buffer.load.i32(<4 x i32> %w, i32 %o, i32 0, i32 0)
  %pz = getelementptr i8, ptr addrspace(1) %py, i32 32
  store i32 %b, ptr addrspace(1) %pz
  ret void
}

define amdgpu_kernel void @fat(ptr addrspace(1) %x, ptr addrspace(1) %y) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %f = call ptr addrspace(7) @llvm.amdgcn.make.buffer.rsrc.p7.p1(ptr addrspace(1) %x, i16 0, i64 24, i32 159744)
  %p = getelementptr i32, ptr addrspace(7) %f, i32 %t
  %v = load i32, ptr addrspace(7) %p
  %q = getelementptr i32, ptr addrspace(1) %y, i32 %t
  store i32 %v, ptr addrspace(1) %q
  ret void
}

define amdgpu_kernel void @atomic(ptr addrspace(1) %x, ptr addrspace(1) %y) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %x, i16 0, i64 32, i32 159744)
  %s = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %y, i16 0, i64 32, i32 159744)
  %a = call float @llvm.amdgcn.raw.ptr.buffer.atomic.fadd.f32(float 1.0, ptr addrspace(8) %r, i32 0, i32 0, i32 0)
  %b = call i32 @llvm.amdgcn.raw.ptr.buffer.atomic.smax.i32(i32 %t, ptr addrspace(8) %s, i32 4, i32 0, i32 0)
  %c = call i32 @llvm.amdgcn.raw.ptr.buffer.atomic.cmpswap.i32(i32 64, i32 1, ptr addrspace(8) %s, i32 0, i32 0, i32 0)
  %d = call i32 @llvm.amdgcn.raw.ptr.buffer.atomic.add.i32(i32 64, ptr addrspace(8) %s, i32 32, i32 0, i32 0)
  ret void
}

; Four structures of two numbers, of which the second is read.
define amdgpu_kernel void @structs(ptr addrspace(1) %x, ptr addrspace(1) %y) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %x, i16 8, i64 4, i32 159744)
  %v = call float @llvm.amdgcn.struct.ptr.buffer.load.f32(ptr addrspace(8) %r, i32 %t, i32 4, i32 0, i32 0)
  %q = getelementptr float, ptr addrspace(1) %y, i32 %t
  store float %v, ptr addrspace(1) %q
  ret void
}

define amdgpu_kernel void @toLDS(ptr addrspace(1) %x, ptr addrspace(1) %y) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %o = shl i32 %t, 2
  %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %x, i16 0, i64 32, i32 159744)
  call void @llvm.amdgcn.raw.ptr.buffer.load.lds(ptr addrspace(8) %r, ptr addrspace(3) @lds, i32 4, i32 %o, i32 0, i32 0, i32 0)
  call void @llvm.amdgcn.s.waitcnt(i32 0)
  %p = getelementptr i8, ptr addrspace(3) @lds, i32 %o
  %v = load float, ptr addrspace(3) %p
  %q = getelementptr i8, ptr addrspace(1) %y, i32 %o
  store float %v, ptr addrspace(1) %q
  ret void
}
attributes #0 = { "target-cpu"="gfx942" }
