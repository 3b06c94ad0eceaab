// Every way to call heddle-compile wrongly, the message, and the exit code;
// nothing is written then.

// DEFINE: %{flags} =
// DEFINE: %{code} = 2
// DEFINE: %{prefix} =
// DEFINE: %{run} = %python %S/Inputs/expect-exit.py %{code} heddle-compile %{flags} 2>&1 \
// DEFINE:   | FileCheck %s --check-prefix=%{prefix}

// RUN: rm -rf %t && mkdir %t && echo old > %t/f.o

// REDEFINE: %{prefix} = NOTARGET
// REDEFINE: %{flags} = %s -o %t/f.o
// RUN: %{run}
// NOTARGET: heddle-compile: for the --target option: must be specified at least once!

// REDEFINE: %{prefix} = EMIT
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --emit=ptx
// RUN: %{run}
// EMIT: heddle-compile: error: --emit: for a CPU, expected tile, llvm, asm or obj

// REDEFINE: %{prefix} = EXTENSION
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.h
// RUN: %{run}
// EXTENSION: f.h: the header and the manifest have this extension, choose another one

// REDEFINE: %{prefix} = CPU
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --cpu=bogus
// RUN: %{run}
// CPU: heddle-compile: error: LLVM knows no CPU 'bogus'

// REDEFINE: %{prefix} = TRIPLE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --triple=vax-dec-vms --cpu=780
// RUN: %{run}
// TRIPLE: heddle-compile: error: {{.*}}vax

// REDEFINE: %{prefix} = FOREIGN
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --triple=riscv64-linux-gnu
// RUN: %{run}
// FOREIGN: heddle-compile: error: this machine's CPU is no CPU of riscv64-unknown-linux-gnu, choose one

// REDEFINE: %{prefix} = NEON
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --cpu=cortex-a72 --features=-neon
// RUN: %{run}
// NEON: heddle-compile: error: CPU 'cortex-a72' without feature 'neon' cannot run AArch64 code, choose another one

// REDEFINE: %{prefix} = CPUMODE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --cpu=i386
// RUN: %{run}
// CPUMODE: heddle-compile: error: CPU 'i386' without feature '64bit' cannot run x86-64 code, choose another one

// REDEFINE: %{prefix} = TILE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --tile-keys=9223372036854775807
// RUN: %{run}
// TILE: heddle-compile: error: tile-keys=9223372036854775807: expected 1 to 65536, or 0 for what suits the CPU

// REDEFINE: %{prefix} = CHUNK
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --chunk-bytes=1048577
// RUN: %{run}
// CHUNK: heddle-compile: error: chunk-bytes=1048577: expected 1 to 1048576, or 0 for what suits the CPU

// REDEFINE: %{prefix} = PANELS
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --panels=-1
// RUN: %{run}
// PANELS: heddle-compile: error: panels=-1: expected 1 to 65536, or 0 for what suits the CPU

// REDEFINE: %{prefix} = NEGATIVETILE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --tile-queries=-1
// RUN: %{run}
// NEGATIVETILE: heddle-compile: error: tile-queries=-1: expected 1 to 65536

// REDEFINE: %{prefix} = FEATURE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o --features=-bogus
// RUN: %{run}
// FEATURE: heddle-compile: error: LLVM knows no CPU feature 'bogus' for x86_64

// Neither the object file nor its companions take the place of the module.
// RUN: cp %s %t.own.json
// REDEFINE: %{prefix} = OWN
// REDEFINE: %{flags} = %t.own.json --target=cpu -o %t.own.o
// RUN: %{run}
// RUN: cmp %s %t.own.json
// OWN: heddle-compile: error: {{.*}}own.json: is the input {{.*}}own.json, choose another name for the output

// REDEFINE: %{prefix} = NOTAFILE
// REDEFINE: %{flags} = %heddle_src_root/examples/minimal.mlir --target=cpu -o %t --emit=tile
// RUN: %{run}
// NOTAFILE: heddle-compile: error: {{.*}}: is a directory, expected a file

// REDEFINE: %{prefix} = TYPE
// REDEFINE: %{flags} = %s --target=cpu -o %t/f.o
// RUN: %{run}
// TYPE: heddle-compile: error: argument 0 of @f has type index

// REDEFINE: %{prefix} = FOLDER
// REDEFINE: %{flags} = %s --target=cpu -o %t/none/f.ll --emit=tile
// RUN: %{run}
// FOLDER: heddle-compile: error: {{.*}}none/f.ll: {{.*}}No such file or directory

// REDEFINE: %{prefix} = TARGET
// REDEFINE: %{code} = 3
// REDEFINE: %{flags} = %s --target=toaster -o %t/f.o
// RUN: %{run}
// TARGET: heddle-compile: error: target 'toaster' is not supported, expected cpu

// REDEFINE: %{prefix} = REFUSED
// REDEFINE: %{flags} = %S/Inputs/refused.mlir --target=cpu -o %t/f.o
// RUN: %{run}
// REFUSED: refused.mlir:{{.*}}: error:
// REFUSED: heddle-compile: error: the module cannot be lowered to target 'cpu'

// RUN: ls %t | FileCheck %s --check-prefix=FILES --match-full-lines
// RUN: FileCheck %s --check-prefix=OLD < %t/f.o
// FILES: f.o
// FILES-NOT: {{.}}
// OLD: old

func.func @f(%i: index) {
  return
}
