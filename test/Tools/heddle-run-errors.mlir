// Every way to call heddle-run wrongly, the message, and the exit code.

// DEFINE: %{flags} =
// DEFINE: %{code} = 2
// DEFINE: %{prefix} =
// DEFINE: %{run} = %python %S/Inputs/expect-exit.py %{code} heddle-run %{flags} 2>&1 \
// DEFINE:   | FileCheck %s --check-prefix=%{prefix}

// REDEFINE: %{prefix} = NOFILE
// REDEFINE: %{flags} = %t.none.mlir
// RUN: %{run}
// NOFILE: heddle-run: error: {{.*}}none.mlir: No such file or directory

// REDEFINE: %{prefix} = BADFILE
// REDEFINE: %{flags} = %S/Inputs/broken.mlir
// RUN: %{run}
// BADFILE: broken.mlir:2:{{[0-9]+}}: error: expected
// BADFILE: heddle-run: error: {{.*}}broken.mlir is not a valid module

// REDEFINE: %{prefix} = FLAG
// REDEFINE: %{flags} = %s --bogus
// RUN: %{run}
// FLAG: heddle-run: error: Unknown command line argument '--bogus'

// REDEFINE: %{prefix} = NOVALUE
// REDEFINE: %{flags} = %s --entry=id --repeat
// RUN: %{run}
// NOVALUE: heddle-run: for the --repeat option: requires a value!

// REDEFINE: %{prefix} = WHICH
// REDEFINE: %{flags} = %s --random=1
// RUN: %{run}
// WHICH: heddle-run: error: which function? --entry names one of: @id, @two, @index, @dynamic, @ints, @calls, @body, @scalar, @element, @extents, @huge, @region

// REDEFINE: %{prefix} = UNKNOWN
// REDEFINE: %{flags} = %s --random=1 --entry=nope
// RUN: %{run}
// UNKNOWN: heddle-run: error: no function @nope, the file has: @id,

// REDEFINE: %{prefix} = EXTERNAL
// REDEFINE: %{flags} = %s --random=1 --entry=external
// RUN: %{run}
// EXTERNAL: heddle-run: error: function @external has no body

// REDEFINE: %{prefix} = TYPE
// REDEFINE: %{flags} = %s --random=1 --entry=index
// RUN: %{run}
// TYPE: heddle-run: error: argument 1 of @index has type index, expected a ranked tensor or memref of f64, f32, f16, bf16, i64, i32 or i1

// REDEFINE: %{prefix} = INTEGER
// REDEFINE: %{flags} = %s --random=1 --entry=ints
// RUN: %{run}
// INTEGER: heddle-run: error: argument 0 of @ints is 4xi64 and not used as key lengths: --random does not know what to fill it with, use --input

// REDEFINE: %{prefix} = COUNT
// REDEFINE: %{flags} = %s --entry=id
// RUN: %{run}
// COUNT: heddle-run: error: found 0 inputs, expected 1 for @id(4xf32)

// REDEFINE: %{prefix} = NOINPUT
// REDEFINE: %{flags} = %s --entry=id --input=%t.none.npy
// RUN: %{run}
// NOINPUT: heddle-run: error: {{.*}}none.npy: cannot open: No such file or directory

// REDEFINE: %{prefix} = NOTNPY
// REDEFINE: %{flags} = %s --entry=id --input=%s
// RUN: %{run}
// NOTNPY: heddle-run: error: {{.*}}heddle-run-errors.mlir: not an npy file

// RUN: heddle-run %s --entry=dynamic --random=1 --shape=0:5 --output=%t.npy
// REDEFINE: %{prefix} = INPUTSHAPE
// REDEFINE: %{flags} = %s --entry=id --input=%t.npy
// RUN: %{run}
// INPUTSHAPE: heddle-run: error: {{.*}}.npy: found shape 5, expected 4xf32 for argument 0

// REDEFINE: %{prefix} = BOTH
// REDEFINE: %{flags} = %s --entry=id --input=%t.npy --random=1
// RUN: %{run}
// BOTH: heddle-run: error: --input and --random exclude each other

// REDEFINE: %{prefix} = SEED
// REDEFINE: %{flags} = %s --entry=id --random=x
// RUN: %{run}
// SEED: heddle-run: error: --random=x: expected a number

// REDEFINE: %{prefix} = DYNAMIC
// REDEFINE: %{flags} = %s --entry=dynamic --random=1
// RUN: %{run}
// DYNAMIC: heddle-run: error: argument 0 of @dynamic is ?xf32: its extents are needed, by --input or --shape=0:AxBx...

// REDEFINE: %{prefix} = SHAPE
// REDEFINE: %{flags} = %s --entry=dynamic --random=1 --shape=0:4x4
// RUN: %{run}
// SHAPE: heddle-run: error: --shape=0:4x4: found shape 4x4, expected ?xf32 for argument 0

// REDEFINE: %{prefix} = SHAPEINDEX
// REDEFINE: %{flags} = %s --entry=dynamic --random=1 --shape=1:4
// RUN: %{run}
// SHAPEINDEX: heddle-run: error: --shape=1:4: @dynamic has 1 arguments

// REDEFINE: %{prefix} = SHAPETEXT
// REDEFINE: %{flags} = %s --entry=dynamic --random=1 --shape=4x4
// RUN: %{run}
// SHAPETEXT: heddle-run: error: --shape=4x4: expected ARGUMENT:EXTENTxEXTENTx..., as in --shape=0:1x16x128x64

// REDEFINE: %{prefix} = EXTENTS
// REDEFINE: %{flags} = %s --entry=extents --random=1 --shape=0:1x2x5x8 --shape=1:1x2x7x8 --shape=2:1x1x5x5
// RUN: %{run}
// EXTENTS: heddle-run-errors.mlir:{{.*}}: error: 'heddle.attention' op value must be [B, Hk, N, D]
// EXTENTS: heddle-run: error: the extents of the arguments do not fit @extents

// REDEFINE: %{prefix} = BIASEXTENT
// REDEFINE: %{flags} = %s --entry=extents --random=1 --shape=0:1x2x5x8 --shape=1:1x2x5x8 --shape=2:1x1x5x5
// RUN: %{run}
// BIASEXTENT: error: 'heddle.attention' op bias has 1 entries along dimension 1, which its type leaves open, expected 2; only a static extent of 1 is broadcast

// REDEFINE: %{prefix} = SHAPEALONE
// REDEFINE: %{flags} = %s --entry=dynamic --input=%t.npy --shape=0:5
// RUN: %{run}
// SHAPEALONE: heddle-run: error: --shape goes with --random

// REDEFINE: %{prefix} = OUTPUTS
// REDEFINE: %{flags} = %s --entry=id --random=1 --output=%t.a --output=%t.b
// RUN: %{run}
// OUTPUTS: heddle-run: error: found 2 outputs, @id has 1

// REDEFINE: %{prefix} = WRITE
// REDEFINE: %{flags} = %s --entry=id --random=1 --output=%t.none/y.npy
// RUN: %{run}
// WRITE: heddle-run: error: {{.*}}none/y.npy: {{.*}}No such file or directory

// REDEFINE: %{prefix} = TWICE
// REDEFINE: %{flags} = %s --entry=two --random=1 --output=%t.npy --output=%t.npy
// RUN: %{run}
// TWICE: heddle-run: error: --output={{.*}}.npy is given twice, give each output its own file

// RUN: cp %s %t.own.mlir
// REDEFINE: %{prefix} = OWN
// REDEFINE: %{flags} = %t.own.mlir --entry=id --random=1 --output=%t.own.mlir
// RUN: %{run}
// RUN: cmp %s %t.own.mlir
// OWN: heddle-run: error: {{.*}}own.mlir: is the input {{.*}}own.mlir, choose another name for the output

// Where one output cannot be written, the others stay as they were.
// RUN: echo old > %t.old.npy
// REDEFINE: %{prefix} = WRITE
// REDEFINE: %{flags} = %s --entry=two --random=1 --output=%t.old.npy --output=%t.none/y.npy
// RUN: %{run}
// RUN: FileCheck %s --check-prefix=OLD < %t.old.npy
// OLD: {{^}}old{{$}}

// REDEFINE: %{prefix} = CPU
// REDEFINE: %{flags} = %s --entry=id --random=1 --cpu=bogus
// RUN: %{run}
// CPU: heddle-run: error: LLVM knows no CPU 'bogus'

// REDEFINE: %{prefix} = FOREIGN
// REDEFINE: %{flags} = %s --entry=id --random=1 --cpu=cortex-a72
// RUN: %{run}
// FOREIGN: heddle-run: error: code for CPU 'cortex-a72' of aarch64-{{.*}} does not run on x86_64-{{.*}}; compile it with heddle-compile

// REDEFINE: %{prefix} = CPUMODE
// REDEFINE: %{flags} = %s --entry=id --random=1 --cpu=i386
// RUN: %{run}
// CPUMODE: heddle-run: error: CPU 'i386' without feature '64bit' cannot run x86-64 code, choose another one

// REDEFINE: %{prefix} = TILE
// REDEFINE: %{flags} = %s --entry=id --random=1 --tile-keys=9223372036854775807
// RUN: %{run}
// TILE: heddle-run: error: tile-keys=9223372036854775807: expected 1 to 65536, or 0 for what suits the CPU

// REDEFINE: %{prefix} = CHUNK
// REDEFINE: %{flags} = %s --entry=id --random=1 --chunk-bytes=1048577
// RUN: %{run}
// CHUNK: heddle-run: error: chunk-bytes=1048577: expected 1 to 1048576, or 0 for what suits the CPU

// REDEFINE: %{prefix} = PANELS
// REDEFINE: %{flags} = %s --entry=id --random=1 --panels=-1
// RUN: %{run}
// PANELS: heddle-run: error: panels=-1: expected 1 to 65536, or 0 for what suits the CPU

// REDEFINE: %{prefix} = NEGATIVETILE
// REDEFINE: %{flags} = %s --entry=id --random=1 --tile-queries=-1
// RUN: %{run}
// NEGATIVETILE: heddle-run: error: tile-queries=-1: expected 1 to 65536

// REDEFINE: %{prefix} = FEATURE
// REDEFINE: %{flags} = %s --entry=id --random=1 --features=+bogus
// RUN: %{run}
// FEATURE: heddle-run: error: LLVM knows no CPU feature 'bogus' for x86_64

// REDEFINE: %{prefix} = FEATURETEXT
// REDEFINE: %{flags} = %s --entry=id --random=1 --features=avx2
// RUN: %{run}
// FEATURETEXT: heddle-run: error: expected CPU features as in '+avx2,-fma', got 'avx2'

// REDEFINE: %{prefix} = REPEAT
// REDEFINE: %{flags} = %s --entry=id --random=1 --repeat=4294967294
// RUN: %{run}
// REPEAT: heddle-run: error: --repeat=4294967294: expected at most 1000000

// REDEFINE: %{prefix} = THREADS
// REDEFINE: %{flags} = %s --entry=id --random=1 --threads=65536
// RUN: %{run}
// THREADS: heddle-run: error: --threads=65536: expected at most 1024

// REDEFINE: %{prefix} = UNFUSED
// REDEFINE: %{flags} = %s --entry=id --random=1 --target=reference --unfused
// RUN: %{run}
// UNFUSED: heddle-run: error: --unfused goes with --target=cpu

// REDEFINE: %{prefix} = TARGET
// REDEFINE: %{code} = 3
// REDEFINE: %{flags} = %s --entry=id --random=1 --target=toaster
// RUN: %{run}
// TARGET: heddle-run: error: target 'toaster' is not supported, expected cpu, reference or a GPU: sm_80

// REDEFINE: %{prefix} = REGION
// REDEFINE: %{flags} = %s --entry=region --random=1 --target=reference
// RUN: %{run}
// REGION: error: 'scf.if' op is not known to the reference evaluator
// REGION: heddle-run: error: the module has an op that target 'reference' refuses

// REDEFINE: %{prefix} = BODY
// REDEFINE: %{flags} = %s --entry=body --random=1 --target=reference
// RUN: %{run}
// BODY: error: 'math.fpowi' op is not known to the reference evaluator
// BODY: heddle-run: error: the module has an op that target 'reference' refuses

// Where only a figure is missing, that is no error.
// RUN: heddle-run %s --entry=body --random=1 --repeat=1 2>&1 \
// RUN:   | FileCheck %s --check-prefix=QUIET --implicit-check-not=error
// QUIET: median

// REDEFINE: %{prefix} = SCALAR
// REDEFINE: %{flags} = %s --entry=scalar --random=1 --target=reference
// RUN: %{run}
// SCALAR: error: 'arith.truncf' op computes a value of type 'f8E5M2', the reference evaluator knows scalars of f64, f32, f16, bf16, index and integers up to i64

// REDEFINE: %{prefix} = ELEMENT
// REDEFINE: %{flags} = %s --entry=element --random=1 --target=reference
// RUN: %{run}
// ELEMENT: error: 'linalg.generic' op uses a value of type 'memref<4xi8>', which the reference evaluator cannot take

// REDEFINE: %{prefix} = MEMORY
// REDEFINE: %{code} = 1
// REDEFINE: %{flags} = %s --entry=huge --random=1
// RUN: %{run}
// MEMORY: heddle-run: error: out of memory: cannot allocate 4000000000000000 bytes

// REDEFINE: %{prefix} = UNDEFINED
// REDEFINE: %{code} = 1
// REDEFINE: %{flags} = %s --entry=calls --random=1
// RUN: %{run}
// UNDEFINED: Symbols not found: [ external ]

func.func private @external(%x: tensor<4xf32>) -> tensor<4xf32>

func.func @id(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

func.func @two(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  return %x, %x : tensor<4xf32>, tensor<4xf32>
}

func.func @index(%x: tensor<4xf32>, %i: index) {
  return
}

func.func @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

func.func @ints(%x: tensor<4xi64>) -> tensor<4xi64> {
  return %x : tensor<4xi64>
}

func.func @calls(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = call @external(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @body(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c3 = arith.constant 3 : i32
  %y = linalg.map ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>)
      (%in: f32, %out: f32) {
        %p = math.fpowi %in, %c3 : f32, i32
        linalg.yield %p : f32
      }
  return %y : tensor<4xf32>
}

func.func @scalar(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = linalg.map ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>)
      (%in: f32, %out: f32) {
        %f8 = arith.truncf %in : f32 to f8E5M2
        %p = arith.extf %f8 : f8E5M2 to f32
        linalg.yield %p : f32
      }
  return %y : tensor<4xf32>
}

func.func @element(%x: tensor<4xf32>) -> tensor<4xf32> {
  %bytes = tensor.empty() : tensor<4xi8>
  %b = linalg.map ins(%x : tensor<4xf32>) outs(%bytes : tensor<4xi8>)
      (%in: f32, %out: i8) {
        %i = arith.fptosi %in : f32 to i8
        linalg.yield %i : i8
      }
  %y = linalg.map ins(%b : tensor<4xi8>) outs(%x : tensor<4xf32>)
      (%in: i8, %out: f32) {
        %p = arith.sitofp %in : i8 to f32
        linalg.yield %p : f32
      }
  return %y : tensor<4xf32>
}

func.func @extents(%q: tensor<?x?x?x8xf32>, %k: tensor<?x?x?x8xf32>,
                  %b: tensor<1x?x?x?xf32>) -> tensor<?x?x?x8xf32> {
  %y = heddle.attention
      ins(%q, %k, %q : tensor<?x?x?x8xf32>, tensor<?x?x?x8xf32>,
                       tensor<?x?x?x8xf32>)
      bias(%b : tensor<1x?x?x?xf32>)
      outs(%q : tensor<?x?x?x8xf32>) -> tensor<?x?x?x8xf32>
  return %y : tensor<?x?x?x8xf32>
}

func.func @huge(%x: tensor<4xf32>) -> tensor<?xf32> {
  %n = arith.constant 1000000000000000 : index
  %y = tensor.empty(%n) : tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func @region(%q: tensor<1x2x8x16xf32>, %k: tensor<1x1x8x16xf32>,
                 %v: tensor<1x1x8x16xf32>) -> tensor<1x2x8x16xf32> {
  %init = tensor.empty() : tensor<1x2x8x16xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x2x8x16xf32>, tensor<1x1x8x16xf32>,
                       tensor<1x1x8x16xf32>)
      outs(%init : tensor<1x2x8x16xf32>)
      score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        %c = arith.cmpi eq, %i, %j : index
        %t = scf.if %c -> f32 {
          scf.yield %s : f32
        } else {
          %n = arith.negf %s : f32
          scf.yield %n : f32
        }
        heddle.yield %t : f32
      } -> tensor<1x2x8x16xf32>
  return %y : tensor<1x2x8x16xf32>
}
