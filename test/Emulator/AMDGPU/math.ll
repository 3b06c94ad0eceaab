; Arithmetic of single work-items.

; RUN: heddle-emulate %s --entry=reals --arg=out:%t.r.npy:f32:20
; RUN: %python %S/Inputs/show.py %t.r.npy | FileCheck %s --check-prefix=REALS
; REALS: 8 3 0.25 0.5 4 1 0.25 0.75 0.75 2 2 1.5 240 -0.25 1 0 11.5 3 0.333252 448
; RUN: heddle-emulate %s --entry=integers --arg=out:%t.i.npy:i32:14
; RUN: %python -c "import numpy as np; print(*[hex(x & 0xffffffff) for x in np.load(r'%t.i.npy').tolist()])" | FileCheck %s --check-prefix=INTEGERS
; INTEGERS: 0x55227744 0xff00 0x44556677 0x5 0xffffffff 0x1e 0xa 0xfffffffa 0x2710 0x7fff8000 0x46 0xfffffff6 0x3 0x2

target triple = "amdgcn-amd-amdhsa"

define amdgpu_kernel void @reals(ptr addrspace(1) %y) #0 {
  %a = call float @llvm.amdgcn.exp2.f32(float 3.0)
  call void @put(ptr addrspace(1) %y, i32 0, float %a)
  %b = call float @llvm.amdgcn.log.f32(float 8.0)
  call void @put(ptr addrspace(1) %y, i32 1, float %b)
  %c = call float @llvm.amdgcn.rcp.f32(float 4.0)
  call void @put(ptr addrspace(1) %y, i32 2, float %c)
  %d = call float @llvm.amdgcn.rsq.f32(float 4.0)
  call void @put(ptr addrspace(1) %y, i32 3, float %d)
  %e = call float @llvm.amdgcn.sqrt.f32(float 16.0)
  call void @put(ptr addrspace(1) %y, i32 4, float %e)
  %f = call float @llvm.amdgcn.sin.f32(float 0.25)
  call void @put(ptr addrspace(1) %y, i32 5, float %f)
  %g = call float @llvm.amdgcn.fract.f32(float 3.25)
  call void @put(ptr addrspace(1) %y, i32 6, float %g)
  %h = call float @llvm.amdgcn.fract.f32(float -3.25)
  call void @put(ptr addrspace(1) %y, i32 7, float %h)
  %i = call float @llvm.amdgcn.frexp.mant.f32(float 6.0)
  call void @put(ptr addrspace(1) %y, i32 8, float %i)
  %j = call float @llvm.amdgcn.fmed3.f32(float 3.0, float 1.0, float 2.0)
  call void @put(ptr addrspace(1) %y, i32 9, float %j)
  %k = call <2 x half> @llvm.amdgcn.cvt.pkrtz(float 2.00146484375, float 1.0)
  %k0 = extractelement <2 x half> %k, i32 0
  %k1 = fpext half %k0 to float
  call void @put(ptr addrspace(1) %y, i32 10, float %k1)
  %l = call i32 @llvm.amdgcn.cvt.pk.fp8.f32(float 1.5, float 300.0, i32 0, i1 false)
  %l0 = call float @llvm.amdgcn.cvt.f32.fp8(i32 %l, i32 0)
  call void @put(ptr addrspace(1) %y, i32 11, float %l0)
  call void @llvm.amdgcn.s.setreg(i32 1473, i32 1)
  %m = call i32 @llvm.amdgcn.cvt.pk.fp8.f32(float 1.5, float 300.0, i32 0, i1 false)
  %m1 = call float @llvm.amdgcn.cvt.f32.fp8(i32 %m, i32 1)
  call void @put(ptr addrspace(1) %y, i32 12, float %m1)
  %n = call <2 x float> @llvm.amdgcn.cvt.pk.f32.bf8(i32 47104, i1 false)
  %n1 = extractelement <2 x float> %n, i32 1
  call void @put(ptr addrspace(1) %y, i32 13, float %n1)
  %o = call i1 @llvm.amdgcn.class.f32(float 0x7FF0000000000000, i32 512)
  %o1 = uitofp i1 %o to float
  call void @put(ptr addrspace(1) %y, i32 14, float %o1)
  %p = call float @llvm.amdgcn.exp2.f32(float -140.0)
  call void @put(ptr addrspace(1) %y, i32 15, float %p)
  %q = call float @llvm.amdgcn.fdot2(<2 x half> <half 1.0, half 2.0>, <2 x half> <half 3.0, half 4.0>, float 0.5, i1 false)
  call void @put(ptr addrspace(1) %y, i32 16, float %q)
  %r = call i32 @llvm.amdgcn.frexp.exp.i32.f32(float 6.0)
  %r1 = sitofp i32 %r to float
  call void @put(ptr addrspace(1) %y, i32 17, float %r1)
  %s = call half @llvm.amdgcn.rcp.f16(half 3.0)
  %s1 = fpext half %s to float
  call void @put(ptr addrspace(1) %y, i32 18, float %s1)
  %u = fptrunc float 448.5 to bfloat
  %u1 = fpext bfloat %u to float
  call void @put(ptr addrspace(1) %y, i32 19, float %u1)
  ret void
}

define amdgpu_kernel void @integers(ptr addrspace(1) %y) #0 {
  %v0 = call i32 @llvm.amdgcn.perm(i32 1146447479, i32 287454020, i32 100795392)
  call void @puti(ptr addrspace(1) %y, i32 0, i32 %v0)
  %v1 = call i32 @llvm.amdgcn.perm(i32 0, i32 32768, i32 202115084)
  call void @puti(ptr addrspace(1) %y, i32 1, i32 %v1)
  %v2 = call i32 @llvm.amdgcn.alignbyte(i32 68, i32 1432778632, i32 1)
  call void @puti(ptr addrspace(1) %y, i32 2, i32 %v2)
  %v3 = call i32 @llvm.amdgcn.ubfe.i32(i32 90, i32 4, i32 4)
  call void @puti(ptr addrspace(1) %y, i32 3, i32 %v3)
  %v4 = call i32 @llvm.amdgcn.sbfe.i32(i32 240, i32 4, i32 4)
  call void @puti(ptr addrspace(1) %y, i32 4, i32 %v4)
  %v5 = call i32 @llvm.amdgcn.sad.u8(i32 169090600, i32 185998112, i32 16)
  call void @puti(ptr addrspace(1) %y, i32 5, i32 %v5)
  %v6 = call i32 @llvm.amdgcn.lerp(i32 10, i32 10, i32 0)
  call void @puti(ptr addrspace(1) %y, i32 6, i32 %v6)
  %v7 = call i32 @llvm.amdgcn.mul.i24.i32(i32 16777215, i32 6)
  call void @puti(ptr addrspace(1) %y, i32 7, i32 %v7)
  %v8 = call i32 @llvm.amdgcn.mul.u24.i32(i32 100, i32 100)
  call void @puti(ptr addrspace(1) %y, i32 8, i32 %v8)
  %v9 = call <2 x i16> @llvm.amdgcn.cvt.pk.i16(i32 -65536, i32 40000)
  %b9 = bitcast <2 x i16> %v9 to i32
  call void @puti(ptr addrspace(1) %y, i32 9, i32 %b9)
  %v10 = call i32 @llvm.amdgcn.sdot4(i32 16909060, i32 84281096, i32 0, i1 false)
  call void @puti(ptr addrspace(1) %y, i32 10, i32 %v10)
  %v11 = call i32 @llvm.amdgcn.sdot8(i32 15, i32 5, i32 -5, i1 false)
  call void @puti(ptr addrspace(1) %y, i32 11, i32 %v11)
  %v12 = call i32 @llvm.amdgcn.sffbh.i32(i32 268435456)
  call void @puti(ptr addrspace(1) %y, i32 12, i32 %v12)
  %v13 = call i32 @llvm.amdgcn.bitop3.i32(i32 3, i32 6, i32 0, i32 192)
  call void @puti(ptr addrspace(1) %y, i32 13, i32 %v13)
  ret void
}

define void @put(ptr addrspace(1) %y, i32 %i, float %v) #0 {
  %p = getelementptr float, ptr addrspace(1) %y, i32 %i
  store float %v, ptr addrspace(1) %p
  ret void
}
define void @puti(ptr addrspace(1) %y, i32 %i, i32 %v) #0 {
  %p = getelementptr i32, ptr addrspace(1) %y, i32 %i
  store i32 %v, ptr addrspace(1) %p
  ret void
}
attributes #0 = { "target-cpu"="gfx942" }
