# utils/kernel-stats.py on small kernels whose figures are known.
#
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s %heddle_src_root/utils/kernel-stats.py %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import subprocess
import sys

TOOL, FOLDER = sys.argv[1:3]
failures = 0
cases = 0

# The rare side of the first loop is a loop around it; the second loop, with the same
# products, has a mask; the third one no products. A wait is in the first.
SASS = """
//--------------------- .text.other            --------------------------
.text.other:
        /*0000*/                   EXIT ;
//--------------------- .text.f_kernel            --------------------------
	.section	.text.f_kernel,"ax",@progbits
.text.f_kernel:
        /*0000*/                   MOV R1, c[0x0][0x28] ;
.L_x_0:
        /*0010*/                   FMUL R7, R7, R8 ;
.L_x_1:
        /*0020*/                   LDSM.16.M88.4 R4, [R3] ;
        /*0030*/                   HMMA.16816.F32.BF16 R8, R4, R6, R8 ;
        /*0040*/                   HMMA.16816.F32.BF16 R8, R4, R6, R8 ;
.L_x_7:
        /*0050*/               @!P2 BRA `(.L_x_7) ;
        /*0060*/                   FFMA.FTZ R9, R9, R9, R9 ;
        /*0070*/                   MUFU.EX2 R9, R9 ;
        /*0080*/               @P0 BRA `(.L_x_0) ;
        /*0090*/                   F2FP.BF16.PACK_AB R9, R9, R9 ;
        /*00a0*/               @P1 BRA `(.L_x_1) ;
.L_x_2:
        /*00b0*/                   LDSM.16.M88.4 R4, [R3] ;
        /*00c0*/                   HMMA.16816.F32.BF16 R8, R4, R6, R8 ;
        /*00d0*/                   HMMA.16816.F32.BF16 R8, R4, R6, R8 ;
        /*00e0*/                   FSETP.GT.AND P0, PT, R1, R2, PT ;
        /*00f0*/                   FSEL R9, R9, R9, P0 ;
        /*0100*/                   FADD R9, R9, R9 ;
        /*0110*/                   IADD3 R9, R9, R9, RZ ;
        /*0120*/                   SHFL.BFLY PT, R4, R3, 0x2, 0x1f ;
        /*0130*/               @P1 BRA `(.L_x_2) ;
.L_x_3:
        /*0140*/                   IADD3 R9, R9, R9, RZ ;
        /*0150*/               @P1 BRA `(.L_x_3) ;
        /*0160*/                   EXIT ;
.L_x_4:
        /*0170*/                   BRA `(.L_x_4);
"""
WARPGROUP = """
.text.g:
.L_x_0:
        /*0000*/                   HGMMA.64x128x16.F32.BF16 R24, gdesc[UR4], R24 ;
        /*0010*/                   IADD3 R9, R9, R9, RZ ;
        /*0020*/               @P1 BRA `(.L_x_0) ;
"""
AMD = """
	.globl	f_kernel                        ; -- Begin function f_kernel
f_kernel:                               ; @f_kernel
; %bb.0:
	s_mov_b32 s0, 0
.LBB0_1:                                ; =>This Inner Loop Header: Depth=1
	ds_read_b128 v[0:3], v4
	v_mfma_f32_32x32x8_bf16_1k v[0:15], v[16:17], v[18:19], v[0:15]
	v_exp_f32_e32 v1, v1
	v_pk_mul_f32 v[2:3], v[2:3], v[4:5]
	v_perm_b32 v1, v2, v3, s4
	s_cbranch_vccnz .LBB0_1
; %bb.2:
	s_endpgm
.Lfunc_end0:
	.amdhsa_kernel f_kernel
"""


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def run(text, name, *flags):
    path = os.path.join(FOLDER, name)
    with open(path, "w") as file:
        file.write(text)
    return subprocess.run([sys.executable, TOOL, path, *flags], capture_output=True, text=True)


def measure(text, name, *flags):
    result = run(text, name, "--json", *flags)
    expect(result.returncode == 0, result.stderr)
    return json.loads(result.stdout) if result.returncode == 0 else {}


classes = dict(matrix=2, shared=1, special=1, float=1, convert=1, other=3)
expect(measure(SASS, "f.sass", "--kernel=f_kernel")
       == dict(kernel="f_kernel", instructions=9, classes=classes, matrix_flops=8192,
               others_per_4096=3.5), "the first loop")
classes = dict(matrix=1, shared=0, special=0, float=0, convert=0, other=2)
expect(measure(WARPGROUP, "g.sass")
       == dict(kernel="g", instructions=3, classes=classes, matrix_flops=65536,
               others_per_4096=0.12), "a warp's quarter")
classes = dict(matrix=1, shared=1, special=1, float=1, convert=1, other=1)
expect(measure(AMD, "f.s")
       == dict(kernel="f_kernel", instructions=6, classes=classes, matrix_flops=16384,
               others_per_4096=1.25), "AMD")
expect("f_kernel: 9 instructions in the hottest loop, 3.50 beside each 4096 operations"
       in run(SASS, "f.sass", "--kernel=f_kernel").stdout, "text")

for text, name, flags, message in (
        (SASS, "f.sass", [], "no loop of other has matrix instructions"),
        (SASS, "f.sass", ["--kernel=none"], "no kernel none; found other, f_kernel"),
        ("", "f.sass", [], "found none"),
        ("", "f.txt", [], "expected a .cubin, .sass, .s or .mlir file"),
        ("", "f.mlir", [], "an .mlir file needs --target"),
        ("", "f.s", ["--page=f.md"], "expected a file, or --page")):
    result = run(text, name, *flags)
    expect(result.returncode and message in result.stderr, result.stderr)

print(f"all of {cases} cases agree" if not failures else f"{failures} of {cases} cases fail")
