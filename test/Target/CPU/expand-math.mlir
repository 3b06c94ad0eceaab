// RUN: heddle-opt %s --heddle-expand-math=target=avx512 | FileCheck %s --check-prefixes=CHECK,SCALE
// RUN: heddle-opt %s --heddle-expand-math=target=avx2 | FileCheck %s --check-prefixes=CHECK,BITS
// RUN: heddle-opt %s --heddle-expand-math=target=generic | FileCheck %s --check-prefixes=CHECK,NOFMA

// CHECK-LABEL: func @exp2
// CHECK-NOT:   math.exp2
// 2^x = 2^r * 2^(x - r). With instructions that give x - floor(x) and that
// scale by powers of two nothing is clamped.
// SCALE: llvm.call_intrinsic "llvm.x86.avx512.mask.reduce.ps.512"
// SCALE-COUNT-5: math.fma
// SCALE: llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
// SCALE: llvm.call_intrinsic "llvm.x86.avx512.mask.reduce.ps.512"
// SCALE-COUNT-5: math.fma
// SCALE: llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
// Otherwise the exponent's bits come from adding a large number.
// BITS: arith.cmpf ogt
// BITS: arith.select
// BITS: arith.cmpf olt
// BITS: arith.select
// BITS: arith.shli
// BITS-COUNT-5: math.fma
// BITS: arith.mulf
// NOFMA-NOT: math.fma
func.func @exp2(%x: vector<32xf32>) -> vector<32xf32> {
  %y = math.exp2 %x : vector<32xf32>
  return %y : vector<32xf32>
}

// A reciprocal is an estimate, made better by a step of Newton's method.
// CHECK-LABEL: func @reciprocal
// SCALE-DAG: %[[ONE:.*]] = arith.constant dense<1.000000e+00> : vector<16xf32>
// SCALE: %[[E:.*]] = llvm.call_intrinsic "llvm.x86.avx512.rcp14.ps.512"(%[[X:.*]], %[[X]], %{{.*}})
// SCALE: %[[N:.*]] = arith.negf %[[X]]
// SCALE: %[[ERROR:.*]] = math.fma %[[N]], %[[E]], %[[ONE]]
// SCALE: %[[BETTER:.*]] = math.fma %[[E]], %[[ERROR]], %[[E]]
// SCALE: %[[ORDERED:.*]] = arith.cmpf ord, %[[ERROR]], %[[ERROR]]
// SCALE: arith.select %[[ORDERED]], %[[BETTER]], %[[E]]
// SCALE: llvm.x86.avx512.rcp14.ps.512
// BITS: arith.divf
// NOFMA: arith.divf
func.func @reciprocal(%x: vector<32xf32>) -> vector<32xf32> {
  %one = arith.constant dense<1.0> : vector<32xf32>
  %y = arith.divf %one, %x : vector<32xf32>
  return %y : vector<32xf32>
}

// Other quotients stay.
// CHECK-LABEL: func @quotients
// CHECK-COUNT-3: arith.divf
func.func @quotients(%x: vector<16xf32>, %s: f32, %d: vector<8xf64>) -> (vector<16xf32>, f32, vector<8xf64>) {
  %one = arith.constant 1.0 : f32
  %ones = arith.constant dense<1.0> : vector<8xf64>
  %0 = arith.divf %x, %x : vector<16xf32>
  %1 = arith.divf %one, %s : f32
  %2 = arith.divf %ones, %d : vector<8xf64>
  return %0, %1, %2 : vector<16xf32>, f32, vector<8xf64>
}

// bf16 is converted by integer arithmetic where the target has no instruction.
// CHECK-LABEL: func @bf16
// CHECK-NOT:   arith.truncf
func.func @bf16(%x: vector<32xf32>) -> vector<32xbf16> {
  %y = arith.truncf %x : vector<32xf32> to vector<32xbf16>
  return %y : vector<32xbf16>
}

// The others are upstream's approximations.
// CHECK-LABEL: func @tanh
// CHECK-NOT:   math.tanh
func.func @tanh(%x: vector<32xf32>) -> vector<32xf32> {
  %y = math.tanh %x : vector<32xf32>
  return %y : vector<32xf32>
}
