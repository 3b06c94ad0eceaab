// RUN: heddle-opt %s --heddle-legalize-narrow-masks | FileCheck %s

// CHECK-LABEL: llvm.func @copy
llvm.func @copy(%from: !llvm.ptr, %to: !llvm.ptr, %mask: vector<16xi1>, %none: vector<16xbf16>) {
  // CHECK: %[[X:.*]] = llvm.intr.masked.load %{{.*}} : (!llvm.ptr, vector<16xi1>, vector<16xi16>) -> vector<16xi16>
  // CHECK: llvm.bitcast %[[X]] : vector<16xi16> to vector<16xbf16>
  // CHECK: llvm.intr.masked.store %{{.*}} : vector<16xi16>, vector<16xi1> into !llvm.ptr
  %x = llvm.intr.masked.load %from, %mask, %none {alignment = 2 : i32} : (!llvm.ptr, vector<16xi1>, vector<16xbf16>) -> vector<16xbf16>
  llvm.intr.masked.store %x, %to, %mask {alignment = 2 : i32} : vector<16xbf16>, vector<16xi1> into !llvm.ptr
  llvm.return
}

// f32 has masked instructions of its own.
// CHECK-LABEL: llvm.func @wide
llvm.func @wide(%from: !llvm.ptr, %mask: vector<16xi1>, %none: vector<16xf32>) -> vector<16xf32> {
  // CHECK-NOT: llvm.bitcast
  %x = llvm.intr.masked.load %from, %mask, %none {alignment = 4 : i32} : (!llvm.ptr, vector<16xi1>, vector<16xf32>) -> vector<16xf32>
  llvm.return %x : vector<16xf32>
}
