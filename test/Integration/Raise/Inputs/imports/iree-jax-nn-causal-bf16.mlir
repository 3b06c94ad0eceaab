module @jit__lambda {
  func.func @main(%arg0: tensor<2x6x4x8xbf16>, %arg1: tensor<2x6x2x8xbf16>, %arg2: tensor<2x6x2x8xbf16>, %arg3: tensor<2x6x4x8xbf16>) -> tensor<2x6x4x8xbf16> {
    %cst = arith.constant 1.000000e+00 : bf16
    %cst_0 = arith.constant 0.000000e+00 : bf16
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant -2.38197633E+38 : f32
    %cst_3 = arith.constant 0.353553385 : f32
    %cst_4 = arith.constant 0.000000e+00 : f32
    %expanded = tensor.expand_shape %arg0 [[0], [1], [2, 3], [4]] output_shape [2, 6, 2, 2, 8] : tensor<2x6x4x8xbf16> into tensor<2x6x2x2x8xbf16>
    %0 = tensor.empty() : tensor<2x2x6x2x8xbf16>
    %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x2x2x8xbf16>) outs(%0 : tensor<2x2x6x2x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x6x2x8xbf16>
    %2 = tensor.empty() : tensor<2x2x8x6xbf16>
    %3 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d3, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg1 : tensor<2x6x2x8xbf16>) outs(%2 : tensor<2x2x8x6xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x8x6xbf16>
    %collapsed = tensor.collapse_shape %1 [[0, 1], [2, 3], [4]] : tensor<2x2x6x2x8xbf16> into tensor<4x12x8xbf16>
    %collapsed_5 = tensor.collapse_shape %3 [[0, 1], [2], [3]] : tensor<2x2x8x6xbf16> into tensor<4x8x6xbf16>
    %4 = tensor.empty() : tensor<4x12x6xf32>
    %5 = linalg.fill ins(%cst_4 : f32) outs(%4 : tensor<4x12x6xf32>) -> tensor<4x12x6xf32>
    %6 = linalg.batch_matmul ins(%collapsed, %collapsed_5 : tensor<4x12x8xbf16>, tensor<4x8x6xbf16>) outs(%5 : tensor<4x12x6xf32>) -> tensor<4x12x6xf32>
    %expanded_6 = tensor.expand_shape %6 [[0, 1], [2, 3], [4]] output_shape [2, 2, 6, 2, 6] : tensor<4x12x6xf32> into tensor<2x2x6x2x6xf32>
    %7 = tensor.empty() : tensor<2x2x6x2x6xf32>
    %8 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%expanded_6 : tensor<2x2x6x2x6xf32>) outs(%7 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %62 = arith.mulf %in, %cst_3 : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x6x2x6xf32>
    %9 = tensor.empty() : tensor<6x6xi32>
    %10 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%9 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %62 = linalg.index 0 : index
      %63 = arith.index_cast %62 : index to i32
      linalg.yield %63 : i32
    } -> tensor<6x6xi32>
    %11 = tensor.empty() : tensor<6x6xi32>
    %12 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%11 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %62 = linalg.index 1 : index
      %63 = arith.index_cast %62 : index to i32
      linalg.yield %63 : i32
    } -> tensor<6x6xi32>
    %13 = tensor.empty() : tensor<6x6xi1>
    %14 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%10, %12 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%13 : tensor<6x6xi1>) {
    ^bb0(%in: i32, %in_11: i32, %out: i1):
      %62 = arith.cmpi sge, %in, %in_11 : i32
      linalg.yield %62 : i1
    } -> tensor<6x6xi1>
    %15 = tensor.empty() : tensor<2x2x6x6xi1>
    %16 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<6x6xi1>) outs(%15 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %17 = tensor.empty() : tensor<2x2x2x6x6xi1>
    %18 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%16 : tensor<2x2x6x6xi1>) outs(%17 : tensor<2x2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x2x6x6xi1>
    %19 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %20 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d0, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%8 : tensor<2x2x6x2x6xf32>) outs(%19 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %21 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %22 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%18, %20 : tensor<2x2x2x6x6xi1>, tensor<2x2x2x6x6xf32>) outs(%21 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: i1, %in_11: f32, %out: f32):
      %62 = arith.select %in, %in_11, %cst_2 : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6x6xf32>
    %23 = tensor.empty() : tensor<2x2x2x6xf32>
    %24 = linalg.fill ins(%cst_1 : f32) outs(%23 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %25 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%22 : tensor<2x2x2x6x6xf32>) outs(%24 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %62 = arith.maximumf %out, %in : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6xf32>
    %26 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %27 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<2x2x2x6xf32>) outs(%26 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %28 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %29 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%22, %27 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%28 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %62 = arith.subf %in, %in_11 : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6x6xf32>
    %30 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %31 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%29 : tensor<2x2x2x6x6xf32>) outs(%30 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %62 = math.exp %in : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6x6xf32>
    %32 = tensor.empty() : tensor<2x2x2x6xf32>
    %33 = linalg.fill ins(%cst_4 : f32) outs(%32 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %34 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%31 : tensor<2x2x2x6x6xf32>) outs(%33 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %62 = arith.addf %out, %in : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6xf32>
    %35 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %36 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%34 : tensor<2x2x2x6xf32>) outs(%35 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %37 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %38 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%31, %36 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%37 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %62 = arith.divf %in, %in_11 : f32
      linalg.yield %62 : f32
    } -> tensor<2x2x2x6x6xf32>
    %39 = tensor.empty() : tensor<2x2x2x6x6xbf16>
    %40 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%38 : tensor<2x2x2x6x6xf32>) outs(%39 : tensor<2x2x2x6x6xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %62 = arith.truncf %in : f32 to bf16
      linalg.yield %62 : bf16
    } -> tensor<2x2x2x6x6xbf16>
    %41 = tensor.empty() : tensor<2x2x8x6xbf16>
    %42 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d3, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg2 : tensor<2x6x2x8xbf16>) outs(%41 : tensor<2x2x8x6xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x8x6xbf16>
    %43 = tensor.empty() : tensor<2x2x6x2x6xbf16>
    %44 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d3, d0, d1, d4, d2)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%40 : tensor<2x2x2x6x6xbf16>) outs(%43 : tensor<2x2x6x2x6xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x6x2x6xbf16>
    %collapsed_7 = tensor.collapse_shape %42 [[0, 1], [2], [3]] : tensor<2x2x8x6xbf16> into tensor<4x8x6xbf16>
    %collapsed_8 = tensor.collapse_shape %44 [[0, 1], [2], [3, 4]] : tensor<2x2x6x2x6xbf16> into tensor<4x6x12xbf16>
    %45 = tensor.empty() : tensor<4x8x12xbf16>
    %46 = linalg.fill ins(%cst_0 : bf16) outs(%45 : tensor<4x8x12xbf16>) -> tensor<4x8x12xbf16>
    %47 = linalg.batch_matmul ins(%collapsed_7, %collapsed_8 : tensor<4x8x6xbf16>, tensor<4x6x12xbf16>) outs(%46 : tensor<4x8x12xbf16>) -> tensor<4x8x12xbf16>
    %expanded_9 = tensor.expand_shape %47 [[0, 1], [2], [3, 4]] output_shape [2, 2, 8, 2, 6] : tensor<4x8x12xbf16> into tensor<2x2x8x2x6xbf16>
    %48 = tensor.empty() : tensor<2x2x6x2x8xbf16>
    %49 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d4, d0, d2)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%expanded_9 : tensor<2x2x8x2x6xbf16>) outs(%48 : tensor<2x2x6x2x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x6x2x8xbf16>
    %50 = tensor.empty() : tensor<2x6x2x2x8xbf16>
    %51 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d3, d0, d1, d2, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%49 : tensor<2x2x6x2x8xbf16>) outs(%50 : tensor<2x6x2x2x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x6x2x2x8xbf16>
    %collapsed_10 = tensor.collapse_shape %51 [[0], [1], [2, 3], [4]] : tensor<2x6x2x2x8xbf16> into tensor<2x6x4x8xbf16>
    %52 = tensor.empty() : tensor<2x6x4x8xbf16>
    %53 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg3 : tensor<2x6x4x8xbf16>) outs(%52 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %62 = arith.negf %in : bf16
      linalg.yield %62 : bf16
    } -> tensor<2x6x4x8xbf16>
    %54 = tensor.empty() : tensor<2x6x4x8xbf16>
    %55 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53 : tensor<2x6x4x8xbf16>) outs(%54 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %62 = math.exp %in : bf16
      linalg.yield %62 : bf16
    } -> tensor<2x6x4x8xbf16>
    %56 = tensor.empty() : tensor<2x6x4x8xbf16>
    %57 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%55 : tensor<2x6x4x8xbf16>) outs(%56 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %62 = arith.addf %in, %cst : bf16
      linalg.yield %62 : bf16
    } -> tensor<2x6x4x8xbf16>
    %58 = tensor.empty() : tensor<2x6x4x8xbf16>
    %59 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%57 : tensor<2x6x4x8xbf16>) outs(%58 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %62 = arith.divf %cst, %in : bf16
      linalg.yield %62 : bf16
    } -> tensor<2x6x4x8xbf16>
    %60 = tensor.empty() : tensor<2x6x4x8xbf16>
    %61 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed_10, %59 : tensor<2x6x4x8xbf16>, tensor<2x6x4x8xbf16>) outs(%60 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %in_11: bf16, %out: bf16):
      %62 = arith.mulf %in, %in_11 : bf16
      linalg.yield %62 : bf16
    } -> tensor<2x6x4x8xbf16>
    return %61 : tensor<2x6x4x8xbf16>
  }
}