// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32 native-types=bf16,f16 weight-factor=1.5' --canonicalize --cse | FileCheck %s

// Weights of bf16 are larger than defined, and their sum is brought back.

!t = memref<1x1x64x64xbf16>
!h = memref<1x1x64x64xf16>
!l = memref<1x1x64xf32>

// CHECK-LABEL: func.func @softmax(
// CHECK-DAG:     %[[LOG:.+]] = arith.constant dense<0.58496{{.*}}> : vector<16xf32>
// CHECK-DAG:     %[[BACK:.+]] = arith.constant dense<0.66666{{.*}}> : vector<16xf32>
// CHECK:         %[[ROW:.+]]:3 = scf.for
// CHECK:           %[[PIVOT:.+]] = arith.mulf
// CHECK:           %[[LOWER:.+]] = arith.subf %[[PIVOT]], %[[LOG]]
// CHECK:           arith.subf %{{.*}}, %[[LOWER]]
// CHECK:           %[[W:.+]] = math.exp2
// CHECK:           vector.multi_reduction <add>, %[[W]]
// CHECK:           arith.truncf %[[W]] {heddle.weights = 1.500000e+00 : f64}
// CHECK:         %[[SUM:.+]] = arith.mulf %[[ROW]]#1, %[[BACK]]
// CHECK:         arith.divf
// CHECK:         math.log2 %[[SUM]]
func.func @softmax(%q: !t, %k: !t, %v: !t, %y: !t, %l: !l) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y, %l : !t, !l)
  return
}

// CHECK-LABEL: func.func @f16(
// CHECK:         arith.truncf %{{.*}} {heddle.weights = 1.000000e+00 : f64}
func.func @f16(%q: !h, %k: !h, %v: !h, %y: !h) {
  heddle.attention ins(%q, %k, %v : !h, !h, !h) outs(%y : !h)
  return
}

// Nothing takes the factor back from these.

// CHECK-LABEL: func.func @sigmoid(
// CHECK:         arith.truncf %{{.*}} {heddle.weights = 1.000000e+00 : f64}
func.func @sigmoid(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.sigmoid}
  return
}
