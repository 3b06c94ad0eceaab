// Gated attention as front ends write it: nothing here is of Heddle's dialect.
//
//   heddle-opt linalg.mlir --heddle-optimize
//   heddle-run linalg.mlir --random=1 --check

#rows = affine_map<(h, i, j) -> (h, i, j)>
#keep = affine_map<(h, i, j) -> (h, i, 0)>
#flat = affine_map<(b, i, c) -> (b, i, c)>

func.func @main(%q: tensor<1x4x64x32xf32>, %k: tensor<1x4x64x32xf32>,
                %v: tensor<1x4x64x32xf32>, %g: tensor<1x64x128xf32>)
    -> tensor<1x64x128xf32> attributes {llvm.emit_c_interface} {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.17677669529663687 : f32

  // Scores: scale * q k^T.
  %q3 = tensor.collapse_shape %q [[0, 1], [2], [3]] : tensor<1x4x64x32xf32> into tensor<4x64x32xf32>
  %k3 = tensor.collapse_shape %k [[0, 1], [2], [3]] : tensor<1x4x64x32xf32> into tensor<4x64x32xf32>
  %v3 = tensor.collapse_shape %v [[0, 1], [2], [3]] : tensor<1x4x64x32xf32> into tensor<4x64x32xf32>
  %0 = tensor.empty() : tensor<4x32x64xf32>
  %kt = linalg.transpose ins(%k3 : tensor<4x64x32xf32>) outs(%0 : tensor<4x32x64xf32>) permutation = [0, 2, 1]
  %1 = tensor.empty() : tensor<4x64x64xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x64x64xf32>) -> tensor<4x64x64xf32>
  %qk = linalg.batch_matmul ins(%q3, %kt : tensor<4x64x32xf32>, tensor<4x32x64xf32>)
      outs(%2 : tensor<4x64x64xf32>) -> tensor<4x64x64xf32>
  %s = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%qk : tensor<4x64x64xf32>) outs(%1 : tensor<4x64x64xf32>) {
  ^bb0(%x: f32, %o: f32):
    %y = arith.mulf %x, %scale : f32
    linalg.yield %y : f32
  } -> tensor<4x64x64xf32>

  // Softmax.
  %3 = tensor.empty() : tensor<4x64x1xf32>
  %4 = linalg.fill ins(%lowest : f32) outs(%3 : tensor<4x64x1xf32>) -> tensor<4x64x1xf32>
  %max = linalg.generic {indexing_maps = [#rows, #keep], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%s : tensor<4x64x64xf32>) outs(%4 : tensor<4x64x1xf32>) {
  ^bb0(%x: f32, %o: f32):
    %y = arith.maximumf %x, %o : f32
    linalg.yield %y : f32
  } -> tensor<4x64x1xf32>
  %e = linalg.generic {indexing_maps = [#rows, #keep, #rows], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%s, %max : tensor<4x64x64xf32>, tensor<4x64x1xf32>) outs(%1 : tensor<4x64x64xf32>) {
  ^bb0(%x: f32, %m: f32, %o: f32):
    %d = arith.subf %x, %m : f32
    %y = math.exp %d : f32
    linalg.yield %y : f32
  } -> tensor<4x64x64xf32>
  %5 = linalg.fill ins(%zero : f32) outs(%3 : tensor<4x64x1xf32>) -> tensor<4x64x1xf32>
  %sum = linalg.generic {indexing_maps = [#rows, #keep], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%e : tensor<4x64x64xf32>) outs(%5 : tensor<4x64x1xf32>) {
  ^bb0(%x: f32, %o: f32):
    %y = arith.addf %x, %o : f32
    linalg.yield %y : f32
  } -> tensor<4x64x1xf32>
  %p = linalg.generic {indexing_maps = [#rows, #keep, #rows], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%e, %sum : tensor<4x64x64xf32>, tensor<4x64x1xf32>) outs(%1 : tensor<4x64x64xf32>) {
  ^bb0(%x: f32, %l: f32, %o: f32):
    %y = arith.divf %x, %l : f32
    linalg.yield %y : f32
  } -> tensor<4x64x64xf32>

  // The output, [batch, sequence, heads * width].
  %6 = tensor.empty() : tensor<4x64x32xf32>
  %7 = linalg.fill ins(%zero : f32) outs(%6 : tensor<4x64x32xf32>) -> tensor<4x64x32xf32>
  %pv = linalg.batch_matmul ins(%p, %v3 : tensor<4x64x64xf32>, tensor<4x64x32xf32>)
      outs(%7 : tensor<4x64x32xf32>) -> tensor<4x64x32xf32>
  %o4 = tensor.expand_shape %pv [[0, 1], [2], [3]] output_shape [1, 4, 64, 32]
      : tensor<4x64x32xf32> into tensor<1x4x64x32xf32>
  %8 = tensor.empty() : tensor<1x64x4x32xf32>
  %ot = linalg.transpose ins(%o4 : tensor<1x4x64x32xf32>) outs(%8 : tensor<1x64x4x32xf32>) permutation = [0, 2, 1, 3]
  %o3 = tensor.collapse_shape %ot [[0], [1], [2, 3]] : tensor<1x64x4x32xf32> into tensor<1x64x128xf32>

  // The gate.
  %9 = tensor.empty() : tensor<1x64x128xf32>
  %sigmoid = linalg.generic {indexing_maps = [#flat, #flat], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%g : tensor<1x64x128xf32>) outs(%9 : tensor<1x64x128xf32>) {
  ^bb0(%x: f32, %o: f32):
    %n = arith.negf %x : f32
    %en = math.exp %n : f32
    %d = arith.addf %en, %one : f32
    %y = arith.divf %one, %d : f32
    linalg.yield %y : f32
  } -> tensor<1x64x128xf32>
  %z = linalg.generic {indexing_maps = [#flat, #flat, #flat], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%o3, %sigmoid : tensor<1x64x128xf32>, tensor<1x64x128xf32>) outs(%9 : tensor<1x64x128xf32>) {
  ^bb0(%x: f32, %a: f32, %o: f32):
    %y = arith.mulf %x, %a : f32
    linalg.yield %y : f32
  } -> tensor<1x64x128xf32>
  return %z : tensor<1x64x128xf32>
}
