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

// Element by element, as vectors with gaps are read: neither the insertion nor
// what the loop carries is of bf16.
// CHECK-LABEL: llvm.func @gather
llvm.func @gather(%from: !llvm.ptr, %to: !llvm.ptr, %n: i64) {
  // CHECK: llvm.br ^bb1({{.*}} : i64, vector<4xi16>)
  // CHECK: ^bb1(%{{.*}}: i64, %[[BITS:.*]]: vector<4xi16>):
  %one = llvm.mlir.constant(1 : i64) : i64
  %zero = llvm.mlir.constant(0 : i64) : i64
  %none = llvm.mlir.constant(dense<0.0> : vector<4xbf16>) : vector<4xbf16>
  llvm.br ^body(%zero, %none : i64, vector<4xbf16>)
^body(%i: i64, %carried: vector<4xbf16>):
  // CHECK: %[[X:.*]] = llvm.load %{{.*}} : !llvm.ptr -> bf16
  // CHECK: %[[WORD:.*]] = llvm.bitcast %[[X]] : bf16 to i16
  // CHECK: llvm.insertelement %[[WORD]], %{{.*}} : vector<4xi16>
  // CHECK: llvm.cond_br {{.*}} : i64, vector<4xi16>)
  %p = llvm.getelementptr %from[%i] : (!llvm.ptr, i64) -> !llvm.ptr, bf16
  %x = llvm.load %p : !llvm.ptr -> bf16
  %next = llvm.insertelement %x, %carried[%i : i64] : vector<4xbf16>
  %j = llvm.add %i, %one : i64
  %more = llvm.icmp "slt" %j, %n : i64
  llvm.cond_br %more, ^body(%j, %next : i64, vector<4xbf16>), ^exit
^exit:
  // CHECK: %[[Y:.*]] = llvm.extractelement %{{.*}} : vector<4xi16>
  // CHECK: %[[FLOAT:.*]] = llvm.bitcast %[[Y]] : i16 to bf16
  // CHECK: llvm.store %[[FLOAT]], %{{.*}} : bf16, !llvm.ptr
  %y = llvm.extractelement %next[%zero : i64] : vector<4xbf16>
  llvm.store %y, %to : bf16, !llvm.ptr
  llvm.return
}

// f32 has masked instructions of its own.
// CHECK-LABEL: llvm.func @wide
llvm.func @wide(%from: !llvm.ptr, %mask: vector<16xi1>, %none: vector<16xf32>) -> vector<16xf32> {
  // CHECK-NOT: llvm.bitcast
  %x = llvm.intr.masked.load %from, %mask, %none {alignment = 4 : i32} : (!llvm.ptr, vector<16xi1>, vector<16xf32>) -> vector<16xf32>
  llvm.return %x : vector<16xf32>
}
