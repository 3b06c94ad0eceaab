// heddle-opt replaces its output as a whole, or leaves it as it was.

// RUN: rm -rf %t && mkdir %t && echo old > %t/out.mlir
// RUN: not heddle-opt %s --heddle-tile-attention=tile-keys=0 -o %t/out.mlir 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REFUSED
// RUN: FileCheck %s --check-prefix=OLD < %t/out.mlir
// REFUSED: error: {{.*}}tile
// OLD: {{^}}old{{$}}

// RUN: cp %s %t/in.mlir
// RUN: heddle-opt %t/in.mlir -o %t/in.mlir
// RUN: FileCheck %s --check-prefix=INPLACE < %t/in.mlir
// INPLACE: module {
// INPLACE-NEXT: func.func @f

// RUN: heddle-opt %s -o %t/new.mlir
// RUN: FileCheck %s --check-prefix=INPLACE < %t/new.mlir

// RUN: not heddle-opt %s -o %t/none/new.mlir 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: heddle-opt: error: {{.*}}none/new.mlir: cannot create: No such file or directory

// RUN: ls -A %t | FileCheck %s --check-prefix=FILES --match-full-lines
// FILES: in.mlir
// FILES-NEXT: new.mlir
// FILES-NEXT: out.mlir
// FILES-NOT: {{.}}

func.func @f(%q: memref<1x2x5x8xf32>) {
  heddle.attention ins(%q, %q, %q : memref<1x2x5x8xf32>, memref<1x2x5x8xf32>, memref<1x2x5x8xf32>)
      outs(%q : memref<1x2x5x8xf32>)
  return
}
