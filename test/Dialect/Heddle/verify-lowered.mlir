// RUN: heddle-opt %s --heddle-verify-lowered --verify-diagnostics

func.func @left(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  // expected-error @below {{'heddle.gate' op has no lowering to this target}}
  heddle.gate ins(%x, %x : memref<4x8xf32>, memref<4x8xf32>) outs(%y : memref<4x8xf32>) {gate = #heddle.gate<sigmoid, elementwise>}
  return
}

func.func @nothing_left(%x: memref<4xf32>) -> memref<4xf32> {
  return %x : memref<4xf32>
}
