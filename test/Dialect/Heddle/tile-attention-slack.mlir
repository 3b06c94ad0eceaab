// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32 rescale-slack=4' --canonicalize --cse | FileCheck %s
// RUN: heddle-opt %s --heddle-tile-attention='tile-queries=16 tile-keys=32 rescale-slack=4 overlap-products' --canonicalize --cse | FileCheck %s --check-prefix=BESIDE

// Whole blocks keep the reference of a row until a score exceeds it by four
// powers of two, 4 ln 2 in natural units; then rows that need it get a new one.

!t = memref<1x1x64x64xf32>
!m = memref<1x1x128x64xf32>

// CHECK-LABEL: func.func @softmax(
// CHECK:         scf.for {{.*}} iter_args(%[[M:[^ ]+]] = {{.*}}, %[[L:[^ ]+]] = {{.*}}, %[[O:[^ ]+]] =
// CHECK:           %[[OWN:.+]] = vector.multi_reduction <maxnumf>
// CHECK:           %[[LIMIT:.+]] = arith.addf %[[M]], %{{.*}} : vector<16xf32>
// CHECK:           %[[ABOVE:.+]] = arith.cmpf ogt, %[[OWN]], %[[LIMIT]]
// CHECK:           %[[ANY:.+]] = vector.reduction <or>, %[[ABOVE]] {heddle.rare}
// CHECK:           %[[STATE:.+]]:3 = scf.if %[[ANY]]
// CHECK:             %[[MAX:.+]] = vector.multi_reduction <maxnumf>, %{{.*}}, %[[M]]
// CHECK:             %[[NEEDS:.+]] = arith.cmpf ogt, %[[MAX]], %[[LIMIT]]
// CHECK:             %[[RAISED:.+]] = arith.select %[[NEEDS]], %[[MAX]], %[[M]]
// CHECK:             math.exp2
// CHECK:             arith.mulf %[[L]]
// CHECK:             arith.mulf %[[O]]
// CHECK:             scf.yield %[[RAISED]]
// CHECK:           } else {
// CHECK:             scf.yield %[[M]], %[[L]], %[[O]]
// CHECK:           vector.multi_reduction <add>, %{{.*}}, %[[STATE]]#1
// CHECK:           vector.contract {{.*}}, %[[STATE]]#2
func.func @softmax(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t)
  return
}

// CHECK-LABEL: func.func @softmax1(
// CHECK:         {heddle.rare}
func.func @softmax1(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.softmax1}
  return
}

// CHECK-LABEL: func.func @softpick(
// CHECK:         {heddle.rare}
func.func @softpick(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.softpick}
  return
}

// The sigmoid has no reference.
// CHECK-LABEL: func.func @sigmoid(
// CHECK-NOT:     heddle.rare
// CHECK:         return
func.func @sigmoid(%q: !t, %k: !t, %v: !t, %y: !t) {
  heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%y : !t) {normalizer = #heddle.sigmoid}
  return
}

// Where a product goes on beside the weights of the next block, these do not
// wait for the branch: only the output is in it.

// BESIDE-LABEL: func.func @beside(
// BESIDE:         scf.for {{.*}} iter_args(%[[M:[^ ]+]] = {{.*}}, %[[L:[^ ]+]] = {{.*}}, %[[O:[^ ]+]] = {{.*}}, %[[W:[^ ]+]] =
// BESIDE:           %[[S:.+]] = vector.contract
// BESIDE:           %[[SUM:.+]] = vector.contract {{.*}} %[[W]], %{{.*}}, %[[O]]
// BESIDE:           %[[MAX:.+]] = vector.multi_reduction <maxnumf>, %[[S]], %[[M]]
// BESIDE:           %[[ABOVE:.+]] = arith.cmpf ogt, %[[MAX]], %{{.*}}
// BESIDE:           %[[RAISED:.+]] = arith.select %[[ABOVE]], %[[MAX]], %[[M]]
// BESIDE:           %[[FACTOR:.+]] = math.exp2
// BESIDE:           arith.mulf %[[L]], %[[FACTOR]]
// BESIDE:           %[[WEIGHTS:.+]] = math.exp2
// BESIDE:           %[[ANY:.+]] = vector.reduction <or>, %[[ABOVE]] {heddle.votes}
// BESIDE:           %[[OUT:.+]] = scf.if %[[ANY]]
// BESIDE:             %[[RESCALED:.+]] = arith.mulf %[[SUM]]
// BESIDE:             scf.yield %[[RESCALED]]
// BESIDE:           } else {
// BESIDE:             scf.yield %[[SUM]]
// BESIDE:           scf.yield %[[RAISED]], %{{.*}}, %[[OUT]], %[[WEIGHTS]]
func.func @beside(%q: !m, %k: !m, %v: !m, %y: !m) {
  heddle.attention ins(%q, %k, %v : !m, !m, !m) outs(%y : !m)
  return
}
