; Address spaces: private, flat, constant, LDS; copies; atomics; what kernels
; read beside their arguments; calls that are inlined.

; RUN: heddle-emulate %s --entry=spaces --grid=1 --block=4 --arg=out:%t.y.npy:i32:5x4
; RUN: %python %S/Inputs/show.py %t.y.npy | FileCheck %s --check-prefix=SPACES
; SPACES: 10 11 12 13
; SPACES-NEXT: 10 11 12 13
; SPACES-NEXT: 3 1 4 1
; SPACES-NEXT: 10 11 12 13
; SPACES-NEXT: 1 0 1 0
; RUN: heddle-emulate %s --entry=ids --grid=2,1,1 --block=2,2 --seed=3 --arg=out:%t.y.npy:i32:2x4x4
; RUN: %python -c "import numpy as np; print(*np.load(r'%t.y.npy').reshape(8, 4).tolist())" | FileCheck %s --check-prefix=IDS
; IDS: [0, 0, 2, 8] [1, 0, 2, 8] [0, 1, 2, 8] [1, 1, 2, 8] [100, 0, 2, 8]
; RUN: %python -c "import numpy as np; np.save(r'%t.c.npy', np.zeros(4, np.int32))"
; RUN: heddle-emulate %s --entry=atomics --grid=2 --block=100 --arg=inout:%t.c.npy
; RUN: %python -c "import numpy as np; x = np.load(r'%t.c.npy'); print(x[0], x[1], x[2], x[3:].view(np.float32)[0])" | FileCheck %s --check-prefix=ATOMICS
; ATOMICS: 200 99 7 300.0
; RUN: heddle-emulate %s --entry=atomics --block=100 --arg=inout:%t.c.npy --stats | FileCheck %s --check-prefix=STATS
; STATS: 100 llvm.amdgcn.workitem.id.x
; STATS: global: 2 requests
; STATS: bank conflicts: 0
; STATS: global bytes read:
; RUN: heddle-emulate %s --entry=conflicts --block=64 --stats | FileCheck %s --check-prefix=CONFLICTS
; CONFLICTS: lds: 1 requests, 2 transactions (ideal: 2): store i32 %t, ptr addrspace(3) %good
; CONFLICTS-NEXT: lds: 1 requests, 64 transactions (ideal: 2): store i32 %t, ptr addrspace(3) %bad
; CONFLICTS-NEXT: bank conflicts: 62

target triple = "amdgcn-amd-amdhsa"
@table = internal unnamed_addr addrspace(4) constant [4 x { i8, i32 }] [{ i8, i32 } { i8 0, i32 3 }, { i8, i32 } { i8 0, i32 1 }, { i8, i32 } { i8 0, i32 4 }, { i8, i32 } { i8 0, i32 1 }]
@lds = internal addrspace(3) global [4 x i32] poison, align 16
@dynamic = external addrspace(3) global [0 x i8], align 4
@banks = internal addrspace(3) global [2048 x i32] poison, align 16

define internal i32 @plus10(ptr %p) noinline #0 {
  %v = load i32, ptr %p, align 4
  %r = add i32 %v, 10
  ret i32 %r
}

define void @put(ptr addrspace(1) %y, i32 %row, i32 %t, i32 %v) #0 {
  %r = mul i32 %row, 4
  %i = add i32 %r, %t
  %p = getelementptr i32, ptr addrspace(1) %y, i32 %i
  store i32 %v, ptr addrspace(1) %p
  ret void
}

define amdgpu_kernel void @spaces(ptr addrspace(1) %y) #0 {
  %a = alloca [4 x i32], align 4, addrspace(5)
  %b = alloca [4 x i32], align 4, addrspace(5)
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  ; Private memory through a flat pointer, in a function.
  %pa = getelementptr [4 x i32], ptr addrspace(5) %a, i32 0, i32 %t
  store i32 %t, ptr addrspace(5) %pa
  %fa = addrspacecast ptr addrspace(5) %pa to ptr
  %v0 = call i32 @plus10(ptr %fa)
  call void @put(ptr addrspace(1) %y, i32 0, i32 %t, i32 %v0)
  ; LDS through a flat pointer.
  %pl = getelementptr i32, ptr addrspace(3) @lds, i32 %t
  store i32 %t, ptr addrspace(3) %pl
  %fl = addrspacecast ptr addrspace(3) %pl to ptr
  %v1 = call i32 @plus10(ptr %fl)
  call void @put(ptr addrspace(1) %y, i32 1, i32 %t, i32 %v1)
  %pc = getelementptr [4 x { i8, i32 }], ptr addrspace(4) @table, i32 0, i32 %t, i32 1
  %v2 = load i32, ptr addrspace(4) %pc, align 4
  call void @put(ptr addrspace(1) %y, i32 2, i32 %t, i32 %v2)
  ; A pointer of 32 bits in memory.
  %slot = alloca ptr addrspace(3), align 4, addrspace(5)
  store ptr addrspace(3) %pl, ptr addrspace(5) %slot, align 4
  %again = load ptr addrspace(3), ptr addrspace(5) %slot, align 4
  %v3 = load i32, ptr addrspace(3) %again
  %v3b = add i32 %v3, 10
  call void @llvm.memset.p5.i64(ptr addrspace(5) align 4 %b, i8 0, i64 16, i1 false)
  call void @put(ptr addrspace(1) %y, i32 3, i32 %t, i32 %v3b)
  %odd = trunc i32 %t to i1
  %some = select i1 %odd, ptr %fa, ptr %fl
  %shared = call i1 @llvm.amdgcn.is.shared(ptr %some)
  %v4 = zext i1 %shared to i32
  call void @put(ptr addrspace(1) %y, i32 4, i32 %t, i32 %v4)
  ret void
}

define amdgpu_kernel void @ids(ptr addrspace(1) %y) #0 {
  %x = call i32 @llvm.amdgcn.workitem.id.x()
  %yy = call i32 @llvm.amdgcn.workitem.id.y()
  %g = call i32 @llvm.amdgcn.workgroup.id.x()
  %dp = call ptr addrspace(4) @llvm.amdgcn.dispatch.ptr()
  %sp = getelementptr i8, ptr addrspace(4) %dp, i32 4
  %size = load i16, ptr addrspace(4) %sp, align 4
  %s = zext i16 %size to i32
  %ka = call ptr addrspace(4) @llvm.amdgcn.kernarg.segment.ptr()
  %first = load ptr addrspace(1), ptr addrspace(4) %ka
  %g100 = mul i32 %g, 100
  %a = add i32 %g100, %x
  %v0 = insertelement <4 x i32> poison, i32 %a, i32 0
  %v1 = insertelement <4 x i32> %v0, i32 %yy, i32 1
  %v2 = insertelement <4 x i32> %v1, i32 %s, i32 2
  %v3 = insertelement <4 x i32> %v2, i32 8, i32 3
  %y2 = mul i32 %yy, 2
  %i = add i32 %x, %y2
  %g4 = mul i32 %g, 4
  %j = add i32 %i, %g4
  %p = getelementptr <4 x i32>, ptr addrspace(1) %first, i32 %j
  store <4 x i32> %v3, ptr addrspace(1) %p, align 16
  ret void
}

define amdgpu_kernel void @atomics(ptr addrspace(1) %c) #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %a = atomicrmw add ptr addrspace(1) %c, i32 1 syncscope("agent") monotonic
  %p1 = getelementptr i32, ptr addrspace(1) %c, i32 1
  %b = atomicrmw umax ptr addrspace(1) %p1, i32 %t syncscope("agent") monotonic
  %p2 = getelementptr i32, ptr addrspace(1) %c, i32 2
  %x = cmpxchg ptr addrspace(1) %p2, i32 0, i32 7 syncscope("agent") acq_rel monotonic
  %p3 = getelementptr i32, ptr addrspace(1) %c, i32 3
  %f = atomicrmw fadd ptr addrspace(1) %p3, float 1.5 syncscope("agent") monotonic
  ret void
}

; One access without conflicts, and one of which all lanes use one bank.
define amdgpu_kernel void @conflicts() #0 {
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %good = getelementptr i32, ptr addrspace(3) @banks, i32 %t
  store i32 %t, ptr addrspace(3) %good
  %o = mul i32 %t, 32
  %bad = getelementptr i32, ptr addrspace(3) @banks, i32 %o
  store i32 %t, ptr addrspace(3) %bad
  ret void
}
attributes #0 = { "target-cpu"="gfx942" }
