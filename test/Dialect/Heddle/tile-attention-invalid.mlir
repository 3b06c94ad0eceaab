// RUN: heddle-opt %s --heddle-tile-attention --split-input-file --verify-diagnostics

func.func @tensors(%q: tensor<1x2x8x4xf32>, %k: tensor<1x2x8x4xf32>, %v: tensor<1x2x8x4xf32>, %init: tensor<1x2x8x4xf32>) -> tensor<1x2x8x4xf32> {
  // expected-error @below {{cannot be tiled on tensors; run --one-shot-bufferize first}}
  %y = heddle.attention ins(%q, %k, %v : tensor<1x2x8x4xf32>, tensor<1x2x8x4xf32>, tensor<1x2x8x4xf32>)
      outs(%init : tensor<1x2x8x4xf32>) -> tensor<1x2x8x4xf32>
  return %y : tensor<1x2x8x4xf32>
}

// -----

func.func @load_in_score(%q: memref<1x2x8x4xf32>, %k: memref<1x2x8x4xf32>, %v: memref<1x2x8x4xf32>, %y: memref<1x2x8x4xf32>, %table: memref<8xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x8x4xf32>, memref<1x2x8x4xf32>, memref<1x2x8x4xf32>)
      outs(%y : memref<1x2x8x4xf32>) score {
  ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
    // expected-error @below {{'memref.load' op is not elementwise on scalars; the score region of an attention that is tiled takes only such ops, as of arith and math}}
    %x = memref.load %table[%j] : memref<8xf32>
    %t = arith.addf %s, %x : f32
    heddle.yield %t : f32
  }
  return
}

// -----

func.func @vector_in_score(%q: memref<1x2x8x4xf32>, %k: memref<1x2x8x4xf32>, %v: memref<1x2x8x4xf32>, %y: memref<1x2x8x4xf32>, %x: vector<4xf32>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x8x4xf32>, memref<1x2x8x4xf32>, memref<1x2x8x4xf32>)
      outs(%y : memref<1x2x8x4xf32>) score {
  ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
    // expected-error @below {{'arith.addf' op is not elementwise on scalars}}
    %z = arith.addf %x, %x : vector<4xf32>
    heddle.yield %s : f32
  }
  return
}
