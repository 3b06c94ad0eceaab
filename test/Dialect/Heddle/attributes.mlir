// Every attribute in every spelling goes through the custom form, the generic
// form and bytecode; defaults are not printed.

// RUN: heddle-opt %s | heddle-opt | FileCheck %s
// RUN: heddle-opt %s --mlir-print-op-generic | heddle-opt | FileCheck %s
// RUN: heddle-opt %s --emit-bytecode | heddle-opt | FileCheck %s

// CHECK-LABEL: func.func private @masks
func.func private @masks() attributes {
  // CHECK-SAME: m00 = #heddle.causal,
  m00 = #heddle.causal,
  // CHECK-SAME: m01 = #heddle.causal<bottom_right>
  m01 = #heddle.causal<bottom_right>,
  // CHECK-SAME: m02 = #heddle.window<left = 1023, right = 0>
  m02 = #heddle.window<left = 1023, right = 0>,
  // Either side may be left out, and both are signed.
  // CHECK-SAME: m03 = #heddle.window<left = -3>
  m03 = #heddle.window<left = -3>,
  // CHECK-SAME: m04 = #heddle.window<right = 5, bottom_right>
  m04 = #heddle.window<right = 5, bottom_right>,
  // The sides are printed left first.
  // CHECK-SAME: m05 = #heddle.window<left = 1, right = 2, bottom_right>
  m05 = #heddle.window<right = 2, left = 1, bottom_right>,
  // CHECK-SAME: m06 = #heddle.prefix<64>
  m06 = #heddle.prefix<64>,
  // CHECK-SAME: m07 = #heddle.any_of<[#heddle.causal, #heddle.prefix<64>]>
  m07 = #heddle.any_of<[#heddle.causal, #heddle.prefix<64>]>,
  // CHECK-SAME: m08 = #heddle.all_of<[#heddle.any_of<[#heddle.causal]>, #heddle.window<left = 255>]>
  m08 = #heddle.all_of<[#heddle.any_of<[#heddle.causal]>, #heddle.window<left = 255>]>
}

// Floats are decimals, the shortest that read back as the same f64.
// CHECK-LABEL: func.func private @scores
func.func private @scores() attributes {
  // CHECK-SAME: s00 = #heddle.softcap<50.0>
  s00 = #heddle.softcap<50.0>,
  // CHECK-SAME: s01 = #heddle.softcap<0.1>
  s01 = #heddle.softcap<1.0e-01>,
  // CHECK-SAME: s02 = #heddle.softcap<1.0e+20>
  s02 = #heddle.softcap<1.0e+20>,
  // CHECK-SAME: s03 = #heddle.alibi<[0.5, 0.25]>
  s03 = #heddle.alibi<[0.5, 0.25]>,
  // CHECK-SAME: s04 = #heddle.alibi<[-0.5, 0.0], bottom_right>
  s04 = #heddle.alibi<[-0.5, 0.0], bottom_right>,
  // CHECK-SAME: s05 = #heddle.bias
  s05 = #heddle.bias
}

// CHECK-LABEL: func.func private @normalizers
func.func private @normalizers() attributes {
  // CHECK-SAME: n00 = #heddle.softmax,
  n00 = #heddle.softmax,
  // CHECK-SAME: n01 = #heddle.softmax1
  n01 = #heddle.softmax1,
  // CHECK-SAME: n02 = #heddle.softpick,
  n02 = #heddle.softpick,
  // CHECK-SAME: n03 = #heddle.softpick,
  n03 = #heddle.softpick<eps = 1.0e-06>,
  // CHECK-SAME: n04 = #heddle.softpick<eps = 1.0e-08>
  n04 = #heddle.softpick<eps = 1.0e-08>,
  // CHECK-SAME: n05 = #heddle.sigmoid,
  n05 = #heddle.sigmoid,
  // CHECK-SAME: n06 = #heddle.sigmoid<bias = -7.6>
  n06 = #heddle.sigmoid<bias = -7.6>,
  // CHECK-SAME: n07 = #heddle.stick_breaking,
  n07 = #heddle.stick_breaking,
  // CHECK-SAME: n08 = #heddle.stick_breaking<inclusive>
  n08 = #heddle.stick_breaking<inclusive>,
  // CHECK-SAME: n09 = #heddle.stick_breaking<remainder, bottom_right>
  n09 = #heddle.stick_breaking<remainder, bottom_right>,
  // CHECK-SAME: n10 = #heddle.stick_breaking<inclusive, remainder, bottom_right>
  n10 = #heddle.stick_breaking<inclusive, remainder, bottom_right>
}

// CHECK-LABEL: func.func private @gates
func.func private @gates() attributes {
  // CHECK-SAME: g00 = #heddle.gate<sigmoid, elementwise>
  g00 = #heddle.gate<sigmoid, elementwise>,
  // CHECK-SAME: g01 = #heddle.gate<ns_sigmoid, headwise>
  g01 = #heddle.gate<ns_sigmoid, headwise, multiply>,
  // CHECK-SAME: g02 = #heddle.gate<silu, elementwise, add>
  g02 = #heddle.gate<silu, elementwise, add>,
  // CHECK-SAME: g03 = #heddle.gate<softplus, shared>
  g03 = #heddle.gate<softplus, shared>,
  // CHECK-SAME: g04 = #heddle.gate<tanh, static>
  g04 = #heddle.gate<tanh, static>,
  // CHECK-SAME: g05 = #heddle.gate<identity, elementwise>
  g05 = #heddle.gate<identity, elementwise>
}

// CHECK-LABEL: func.func private @layouts
func.func private @layouts() attributes {
  // CHECK-SAME: l00 = #heddle.layout<bshd>
  l00 = #heddle.layout<bshd>,
  // CHECK-SAME: l01 = #heddle.layout<bhsd>
  l01 = #heddle.layout<bhsd>,
  // CHECK-SAME: l02 = #heddle.layout<qkv = bhsd, gate = bshd, result = bshd>
  l02 = #heddle.layout<qkv = bhsd, gate = bshd, result = bshd>,
  // What is left out is bhsd.
  // CHECK-SAME: l03 = #heddle.layout<qkv = bhsd, gate = bhsd, result = bshd>
  l03 = #heddle.layout<result = bshd>,
  // A uniform layout is printed as one.
  // CHECK-SAME: l04 = #heddle.layout<bshd>
  l04 = #heddle.layout<qkv = bshd, gate = bshd, result = bshd>,
  // CHECK-SAME: r00 = #heddle.rounding<fused>
  r00 = #heddle.rounding<fused>,
  // CHECK-SAME: r01 = #heddle.rounding<unfused>
  r01 = #heddle.rounding<unfused>
}
