module {
  func.func @main(%arg0: tensor<2x6x12xf32>, %arg1: tensor<2x6x8xf32>, %arg2: tensor<2x6x8xf32>) -> tensor<2x6x12xf32> {
    %c3_i64 = arith.constant 3 : i64
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %true = arith.constant true
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_3 = arith.constant dense_resource<torch_tensor_12_32_torch.float32> : tensor<12x32xf32>
    %cst_4 = arith.constant dense_resource<torch_tensor_4_12_torch.float32> : tensor<4x12xf32>
    %cst_5 = arith.constant 0.353553385 : f32
    %cst_6 = arith.constant dense_resource<torch_tensor_8_torch.float32_1> : tensor<8xf32>
    %cst_7 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_8 = arith.constant 9.99999997E-7 : f32
    %cst_9 = arith.constant dense_resource<torch_tensor_16_12_torch.float32_1> : tensor<16x12xf32>
    %cst_10 = arith.constant dense_resource<torch_tensor_16_12_torch.float32> : tensor<16x12xf32>
    %cst_11 = arith.constant dense_resource<torch_tensor_32_12_torch.float32> : tensor<32x12xf32>
    %cst_12 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<12x32xf32>
    %transposed = linalg.transpose ins(%cst_11 : tensor<32x12xf32>) outs(%0 : tensor<12x32xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x6x12xf32> into tensor<12x12xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %2 = linalg.matmul ins(%collapsed, %transposed : tensor<12x12xf32>, tensor<12x32xf32>) outs(%1 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %expanded = tensor.expand_shape %2 [[0, 1], [2, 3]] output_shape [2, 6, 4, 8] : tensor<12x32xf32> into tensor<2x6x4x8xf32>
    %3 = tensor.empty() : tensor<12x16xf32>
    %transposed_13 = linalg.transpose ins(%cst_10 : tensor<16x12xf32>) outs(%3 : tensor<12x16xf32>) permutation = [1, 0] 
    %4 = linalg.fill ins(%cst : f32) outs(%3 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %5 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<12x12xf32>, tensor<12x16xf32>) outs(%4 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %expanded_14 = tensor.expand_shape %5 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xf32> into tensor<2x6x2x8xf32>
    %transposed_15 = linalg.transpose ins(%cst_9 : tensor<16x12xf32>) outs(%3 : tensor<12x16xf32>) permutation = [1, 0] 
    %6 = linalg.matmul ins(%collapsed, %transposed_15 : tensor<12x12xf32>, tensor<12x16xf32>) outs(%4 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %expanded_16 = tensor.expand_shape %6 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xf32> into tensor<2x6x2x8xf32>
    %7 = tensor.empty() : tensor<2x2x6x8xf32>
    %transposed_17 = linalg.transpose ins(%expanded_16 : tensor<2x6x2x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %8 = tensor.empty() : tensor<2x6x4x8xf32>
    %9 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x4x8xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %10 = tensor.empty() : tensor<2x6x4x1xf32>
    %11 = linalg.fill ins(%cst : f32) outs(%10 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %12 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%9 : tensor<2x6x4x8xf32>) outs(%11 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %13 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%12 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.divf %in, %cst_12 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %14 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%13 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %cst_8 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %15 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.rsqrt %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %16 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded, %15 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %17 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_7, %16 : tensor<8xf32>, tensor<2x6x4x8xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %18 = tensor.empty() : tensor<2x6x2x8xf32>
    %19 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14 : tensor<2x6x2x8xf32>) outs(%18 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %20 = tensor.empty() : tensor<2x6x2x1xf32>
    %21 = linalg.fill ins(%cst : f32) outs(%20 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %22 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%19 : tensor<2x6x2x8xf32>) outs(%21 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %23 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<2x6x2x1xf32>) outs(%20 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.divf %in, %cst_12 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %24 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23 : tensor<2x6x2x1xf32>) outs(%20 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %cst_8 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %25 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<2x6x2x1xf32>) outs(%20 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.rsqrt %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %26 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14, %25 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%18 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %27 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_6, %26 : tensor<8xf32>, tensor<2x6x2x8xf32>) outs(%18 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %28 = tensor.empty() : tensor<2x4x6x8xf32>
    %transposed_18 = linalg.transpose ins(%17 : tensor<2x6x4x8xf32>) outs(%28 : tensor<2x4x6x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_19 = linalg.transpose ins(%27 : tensor<2x6x2x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %expanded_20 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf32> into tensor<2x1x6x8xf32>
    %expanded_21 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf32> into tensor<2x1x6x8xf32>
    %29 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18, %expanded_20 : tensor<2x4x6x8xf32>, tensor<2x1x6x8xf32>) outs(%28 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %extracted_slice = tensor.extract_slice %transposed_18[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_22 = tensor.extract_slice %transposed_18[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %30 = tensor.empty() : tensor<2x4x6x4xf32>
    %31 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_22 : tensor<2x4x6x4xf32>) outs(%30 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x4xf32>
    %concat = tensor.concat dim(3) %31, %extracted_slice : (tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) -> tensor<2x4x6x8xf32>
    %32 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_21 : tensor<2x4x6x8xf32>, tensor<2x1x6x8xf32>) outs(%28 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %33 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29, %32 : tensor<2x4x6x8xf32>, tensor<2x4x6x8xf32>) outs(%28 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.addf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %34 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_19, %expanded_20 : tensor<2x2x6x8xf32>, tensor<2x1x6x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_19[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_19[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %35 = tensor.empty() : tensor<2x2x6x4xf32>
    %36 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24 : tensor<2x2x6x4xf32>) outs(%35 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x4xf32>
    %concat_25 = tensor.concat dim(3) %36, %extracted_slice_23 : (tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x8xf32>
    %37 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_25, %expanded_21 : tensor<2x2x6x8xf32>, tensor<2x1x6x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %38 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34, %37 : tensor<2x2x6x8xf32>, tensor<2x2x6x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.addf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %39 = tensor.empty() : tensor<2x2x2x6x8xf32>
    %40 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%38 : tensor<2x2x6x8xf32>) outs(%39 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %collapsed_26 = tensor.collapse_shape %40 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<2x4x6x8xf32>
    %41 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_17 : tensor<2x2x6x8xf32>) outs(%39 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %42 = tensor.empty() : tensor<2x4x8x6xf32>
    %transposed_27 = linalg.transpose ins(%collapsed_26 : tensor<2x4x6x8xf32>) outs(%42 : tensor<2x4x8x6xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_28 = tensor.collapse_shape %33 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_29 = tensor.collapse_shape %transposed_27 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %43 = tensor.empty() : tensor<8x6x6xf32>
    %44 = linalg.fill ins(%cst : f32) outs(%43 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %45 = linalg.batch_matmul ins(%collapsed_28, %collapsed_29 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%44 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_30 = tensor.expand_shape %45 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %46 = tensor.empty() : tensor<2x4x6x6xf32>
    %47 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30 : tensor<2x4x6x6xf32>) outs(%46 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.mulf %in, %cst_5 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %48 = tensor.empty() : tensor<6xi64>
    %49 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%48 : tensor<6xi64>) {
    ^bb0(%out: i64):
      %82 = linalg.index 0 : index
      %83 = arith.index_cast %82 : index to i64
      linalg.yield %83 : i64
    } -> tensor<6xi64>
    %expanded_31 = tensor.expand_shape %49 [[0, 1]] output_shape [1, 6] : tensor<6xi64> into tensor<1x6xi64>
    %expanded_32 = tensor.expand_shape %49 [[0, 1]] output_shape [6, 1] : tensor<6xi64> into tensor<6x1xi64>
    %50 = tensor.empty() : tensor<6x6xi1>
    %51 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (0, d1)>, affine_map<(d0, d1) -> (d0, 0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%expanded_31, %expanded_32 : tensor<1x6xi64>, tensor<6x1xi64>) outs(%50 : tensor<6x6xi1>) {
    ^bb0(%in: i64, %in_44: i64, %out: i1):
      %82 = arith.cmpi sle, %in, %in_44 : i64
      linalg.yield %82 : i1
    } -> tensor<6x6xi1>
    %52 = tensor.empty() : tensor<6x1xi64>
    %53 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%expanded_32 : tensor<6x1xi64>) outs(%52 : tensor<6x1xi64>) {
    ^bb0(%in: i64, %out: i64):
      %82 = arith.subi %in, %c3_i64 : i64
      linalg.yield %82 : i64
    } -> tensor<6x1xi64>
    %54 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (0, d1)>, affine_map<(d0, d1) -> (d0, 0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%expanded_31, %53 : tensor<1x6xi64>, tensor<6x1xi64>) outs(%50 : tensor<6x6xi1>) {
    ^bb0(%in: i64, %in_44: i64, %out: i1):
      %82 = arith.cmpi sgt, %in, %in_44 : i64
      linalg.yield %82 : i1
    } -> tensor<6x6xi1>
    %55 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%51, %54 : tensor<6x6xi1>, tensor<6x6xi1>) outs(%50 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_44: i1, %out: i1):
      %82 = arith.andi %in, %in_44 : i1
      linalg.yield %82 : i1
    } -> tensor<6x6xi1>
    %56 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%55 : tensor<6x6xi1>) outs(%50 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      %82 = arith.xori %in, %true : i1
      linalg.yield %82 : i1
    } -> tensor<6x6xi1>
    %57 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d2, d3)>, affine_map<(d0, d1, d2, d3) -> ()>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%56, %cst_2, %47 : tensor<6x6xi1>, tensor<f32>, tensor<2x4x6x6xf32>) outs(%46 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: i1, %in_44: f32, %in_45: f32, %out: f32):
      %82 = arith.select %in, %in_44, %in_45 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %58 = tensor.empty() : tensor<2x4x6xi64>
    %59 = linalg.fill ins(%c0_i64 : i64) outs(%58 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %60 = tensor.empty() : tensor<2x4x6xf32>
    %61 = linalg.fill ins(%cst_0 : f32) outs(%60 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %62:2 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%57 : tensor<2x4x6x6xf32>) outs(%61, %59 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_44: i64):
      %82 = linalg.index 3 : index
      %83 = arith.index_cast %82 : index to i64
      %84 = arith.maximumf %in, %out : f32
      %85 = arith.cmpf ogt, %in, %out : f32
      %86 = arith.select %85, %83, %out_44 : i64
      linalg.yield %84, %86 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_33 = tensor.expand_shape %62#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %63 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%57, %expanded_33 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%46 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.subf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %64 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%63 : tensor<2x4x6x6xf32>) outs(%46 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.exp %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %65 = tensor.empty() : tensor<2x4x6x1xf32>
    %66 = linalg.fill ins(%cst : f32) outs(%65 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %67 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%64 : tensor<2x4x6x6xf32>) outs(%66 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x1xf32>
    %68 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%64, %67 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%46 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.divf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %collapsed_34 = tensor.collapse_shape %68 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_35 = tensor.collapse_shape %41 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %69 = tensor.empty() : tensor<8x6x8xf32>
    %70 = linalg.fill ins(%cst : f32) outs(%69 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %71 = linalg.batch_matmul ins(%collapsed_34, %collapsed_35 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%70 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_36 = tensor.expand_shape %71 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %transposed_37 = linalg.transpose ins(%expanded_36 : tensor<2x4x6x8xf32>) outs(%8 : tensor<2x6x4x8xf32>) permutation = [0, 2, 1, 3] 
    %72 = tensor.empty() : tensor<12x4xf32>
    %transposed_38 = linalg.transpose ins(%cst_4 : tensor<4x12xf32>) outs(%72 : tensor<12x4xf32>) permutation = [1, 0] 
    %73 = linalg.fill ins(%cst : f32) outs(%72 : tensor<12x4xf32>) -> tensor<12x4xf32>
    %74 = linalg.matmul ins(%collapsed, %transposed_38 : tensor<12x12xf32>, tensor<12x4xf32>) outs(%73 : tensor<12x4xf32>) -> tensor<12x4xf32>
    %expanded_39 = tensor.expand_shape %74 [[0, 1], [2]] output_shape [2, 6, 4] : tensor<12x4xf32> into tensor<2x6x4xf32>
    %75 = tensor.empty() : tensor<2x6x4xf32>
    %76 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_39 : tensor<2x6x4xf32>) outs(%75 : tensor<2x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      %83 = math.exp %82 : f32
      %84 = arith.addf %83, %cst_1 : f32
      %85 = arith.divf %cst_1, %84 : f32
      linalg.yield %85 : f32
    } -> tensor<2x6x4xf32>
    %expanded_40 = tensor.expand_shape %76 [[0], [1], [2, 3]] output_shape [2, 6, 4, 1] : tensor<2x6x4xf32> into tensor<2x6x4x1xf32>
    %77 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_37, %expanded_40 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %82 = arith.mulf %in, %in_44 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %78 = tensor.empty() : tensor<32x12xf32>
    %transposed_41 = linalg.transpose ins(%cst_3 : tensor<12x32xf32>) outs(%78 : tensor<32x12xf32>) permutation = [1, 0] 
    %collapsed_42 = tensor.collapse_shape %77 [[0, 1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<12x32xf32>
    %79 = tensor.empty() : tensor<12x12xf32>
    %80 = linalg.fill ins(%cst : f32) outs(%79 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %81 = linalg.matmul ins(%collapsed_42, %transposed_41 : tensor<12x32xf32>, tensor<32x12xf32>) outs(%80 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %expanded_43 = tensor.expand_shape %81 [[0, 1], [2]] output_shape [2, 6, 12] : tensor<12x12xf32> into tensor<2x6x12xf32>
    return %expanded_43 : tensor<2x6x12xf32>
  }
}
{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.float32: "0x040000007F22C1BB8F67A03D4682CC3CF342E4BD82A460BDAC7BEDBDC3EE2C3DD6CE073EB2D9CFBDFACD723D1EC00BBEBD22953DE0BC29BEF2338EBDFCA904BBB6ABF5BC9BBECB3D835D90BD8200703DC1029F3D4EE5453D686B2FBE76BFC8BDE99C31BD3AB841BB41068B3DD3B6FE3DC972153D09F6F7BDA2E233BE2422223E15C31E3AFEDE20BE771A47BD0CD68A3D241DB6BB309DEE3DE2F1F7BC5ED5B53C6CA8293EADC120BEC206903CA55913BEA9F3F3BDED8029BED6C1B13D5D170EBDE371833DC5EDA33C17366C3D1B1318BEEA6380BDB44B46BD267A03BEF1159A3D1580CD3DBCF182BDB170F7BD2C76BCBD68C328BEC8A6EBBD287447BD2ADCEE3CAEC1ADBD8C4614BEFBE1B63D1DB3103E654D093C81F5CDBC6724A0BD2A1D6C3D823F673C8E88A5BDBF63F83D0E46D53D94B9053E8BC1F93DB7D3D6BD02BB253EDA3B65BB958626BE5C7DE53DDDD9E8BD6308AABD56110D3D557F003E440FE83C16C71ABE2E83F6BD6047863DE77E46BDE7BE453DFBD61D3EAFEEEBBD9C511CBEB3DB72BD795460BC8FB873BD14A7303EEF77D8BDB9BBD13D8B5D8C3DFE7D263EC13A2EBE3E34043E74AC66BD38297FBD4C36C13BA475F53D6CB6B93D3100D2BD9C0D2D3DBF4BECBBC24B6E3DCD9007B9339F33BD5485A73DEE811A3E72BFC03DB3656EBDCB1A1E3B15D3093D0D73D2BD8988193E2025BF3D0CE39C3DFCA5273E1091BEBC419C083E77CFA9BC83E9113EAEBDD9BD5D0631BE63E3BA3D4A55793D4DBB2BBE233D9D3DCDB51ABD3456933DEC63243E081C123E51BACF3BD54DB23D81CC27BE3801563CFB666A3DF816B93D2CBA823D93CCF23D94034A3C45B46B3DCAA231BE8293ADBD424FA53DA0487A3D0B919A3D2A46923DECF318BEA78C6F3DB3D058BDA37CEABCFD9D64BC22BF183E4421223EE39AB33D05188DBD1BBA563D4B12793D90A70A3E2F41643CC69D2ABE2276913D611810BE4B08BC3C3D7AEC3D7A78953D27502B3E36852E3E669025BE1DA58E3B030B513D7D1F0FBD72BFBABD9D562E3E0348D9BDCA6D27BE9D6225BE8F23C5BDDA4C983C6C58F43D429734BC84270EBE5F48063ED22B56BC40AA82BD792FABBBF98E9D3D0B00B5BC168D8E3DC758973D8994EEBD47C6223EEEE8EF3D83D509BC3C41E93D65F347BD5CC11ABD8144973D214706BE0C4C2FBD72E3F0BDEE6278BC21FF8EBDD6736FBD973E1EBD06550B3E2518323D0DD52EBE23AEFABD259561BC68426F3DDC4DE13DF37D253E053DF4BDAE0B2B3EDB27F33DB20A10BECBEB14BE124E0DBEAE65613BC9FD1CBD27DE30BE0FA74DBD4BC8E23DE4F64EBC7E7510BE46D7EDBD1429873D7097623D96229DBDCF3A14BE89C6993D975CC1BD26901EBE8EFC253E4D8F913D74AEF5BCFA8FD43C9A07133E9ADE20BEAE0C10BDED3280BDFCD52FBE2A84193EDF1A2BBEB8A991BDA6CBB73D2CD3233EC83C3FBDA1F0153EC49A6CBB724A27BE5BBB28BE9238A8BDA5738DBA8ED1123E05A59ABD3E71E0BCA97FF73D968232BD2CDA9C3D769975BC8B178DBDC091EABDEDAE313E7374C2BD0C31953C66737B3D0351063D9E026ABC74F10BBD386098BDBB397A3D432753BD08F0863D3579BA3D1258803D1065AABD65F0F8BD31CA45BDCA87673D09119C3C04F3303EE88FF43D8061A9BDD70B023E1B65CEBD596774BDD02B063EB70F05BE9F3B49BDFFC514BE2502A83D9BB7013EC2211F3EEA657CBDFBD905BEFB0BBF3D9422EABD5A4A71BD02EF14BE77340D3E108491BCFBA1C03CD82A293CD415CF3CED9D9EBDDE5D313E332624BE7F7CBDBCD7CED2BD1A68F6BD1B82C23DFCD9043EB651AB3DAADE583DA97DF13DCD16C23D4EA652BD262B99BD4E8B563DB93CE33D6CB1F13DB75D413AB9F5343E19F201BE9B35963D9F091B3E17E0343C7EAADA3DF7121F3EDF2F0CBE305BEB3DBED3A73D9940BE3D01B6B53D9090D83D5E64673DDAEBC83DD42D24BE2F5734BE6A5FC03D6542343E281658BD3B2A0B3E39B79DBCD49DB53D6A7B6BBCB40FB03DD4329DBD24D214BE9059C13DACF097BD550D073E50ABC33C3C9393BDDB2F2E3E2DEB2C3ED5B2BBBD2503A13DB3B54F3D475BDEBDEAE4B73C70951EBE25135D3C4FF71CBE21CC1A3EE0B8B53D14650F3E66650C3DD5229ABDB1F9B83DF4729F3D02A5C63D",
      torch_tensor_4_12_torch.float32: "0x04000000D72035BDAF2E933E918C3CBE32D383BEFC1E9E3DDC8E853E3465363D7FC1A9BD19207CBEAF7B463E9E5B91BEFCB5F3BD4410243EA52B27BE097C41BEB00A15BE532E0D3ECD06FCBDB9B186BD0E2E8EBDF375203E22D4813E5E80933C556AA53A2BEEF1BCC8CE0C3E8F4A553E030E8C3DC5A7363EDFD6B9BD501769BC272B76BEEA8F003E422618BEF38535BDDD9A90BE813BCA3C401BBA3D6CC2323EED1C82BD9C32643CE9F48A3EAD1A6F3B0EDA543ED0CA903EFE887B3E5219063E06CE3C3E",
      torch_tensor_8_torch.float32_1: "0x04000000A8E9893F28737D3F31358D3FA787973F568A883F01A9803F1FD57E3F017E873F",
      torch_tensor_8_torch.float32: "0x04000000DACE753FC0B7713F7E567C3F51045E3F1CE0813F6367883FC2837A3F3B98923F",
      torch_tensor_16_12_torch.float32_1: "0x040000008528763E92EF053D00538BBEFC45B13D3C503EBEF6296ABE90F6783C4F35A8BDE2E6913D0EC7693ED78C87BEF101933E3EEA23BE16A869BD189D3F3E80F2F6BD5DFC14BE6F518ABD3D15E73DCCD14CBC84A5863E4741FF3D8DDE86BE5CCB54BED856BA3C353335BCA2A9B3BDD16DC23D191DF83DA8942BBE41E26BBD62ACD33D683DD63DFA2DD4BCE09D143E6145D33D42B88ABE55378DBE5F4D1E3C5261CA3D6FB952BE813A18BE5D3C8DBEB6F35F3D9E40563E46F3823E71AF70BE2041643EEDCAECBDCD2B82BED8B43D3E7064783EDEC472BC26D2A9BDD9B9133DE8B20A3EC5B3083EADE014BE429B1D3CF9BBA23D954A2B3D53DA753DFB86863D27B99C3D4A02203E90FC15BEB896743ED9DD97BD41E670BE8138443EF3013CBE841392BEFAABC8BC0A558E3EC1F35FBE1D2A803DC37565BE23C3F13DFC39483ECC6D40BD518E83BE7EE55CBED39B35BEABCEDCBDC16F0DBE4D14023E7248853D58986CBE4065163DEE0489BEAAB6533EA1BBA3BC75378A3E61E3663EB27F29BEFBC7643EBF917CBEF3EF88BEE003463EF7AF17BE238758BEC82540BEB86C2ABEE09F82BE68D7173D80767DBE9327A5BD303C3A3E8DED63BE0DFE483E3B4D923E740E34BD78770EBD4E888CBE172C893EA3D66C3E6084FDBCBE03303EA12C82BE311748BEA6E18A3E31C192BE5D75F9BC6CA31DBE12898BBEC439423D52D300BE8E01693D20C7DCBDDC55C43D59441C3DF5D292BE176B3C3EB0C1363E7E5062BE4C37B03DEEFF0BBE710C4B3E88270EBECF6D393EAC7D3BBE6F331FBEE5A2F03D6116A13D8E1307BE245B593E95C2603D1D4C0D3EFD482FBE900D8F3D03E48E3DAF092C3EE361883E8B693B3EFE46913E498801BE128573BEFE53513DA063A9BB39FF2FBD46036EBE39D424BC820A0B3C542F353E32D40D3E99DC473D49F94F3EEA8EFDBCC4CA6D3ED27E86BE9CDC0ABC966104BE26AB3D3E6A3CA5BDE8DB47BE326547BD34122E3983F2463E74DB223EF4AB85BE4AD3F9BDC35E0FBE713079BCCC57033EE4082CBD6F8C863E9F48023DC99D233EE41F8EBD085E2B3E8EE7E73D61022F3C",
      torch_tensor_16_12_torch.float32: "0x04000000F180263DF04A8F3ECC6239BE36351FBE234C483E67EB143EBBA0683EE3574DBD28392F3E110F7EBE556F2ABE3D903D3DF2C551BE00F3A2BBC696DCBD4F1C923E8FA0B0BDDABECD3DFB04633DFE688E3EA23F453B9BF0273E679948BE483E55BE9805193EE7A6373EF5B215BE99CE6C3EB5F3C23D118727BE568E0E3E22F6923E088B97BDD498653EA67DB6BDACB98ABEAB9269BED6CBC6BD6CCB8B3E4B72F83D52E17E3E04D0153E927E86BBD15243BE135486BE48F7C5BD578A02BEE205853EC6CC8EBD8FE80EBDB678563D5BA9723E7F55F3BC32041B3E6AF04BBEB5D08CBE1E6935BDFC6E073E002C393E3490D73DEC0A603E57CF2DBEA3F2843DD7F1753E84F636BE8B934C3EF4726FBE1845403E7B1C1A3E501D813E16B8FFBC360882BC3B9931BE5E83873EC6BB23BC65A799BD0D7B9A3C76B6193E90F015BE26646BBE67EE8FBDBB85B23D25ECED3C77459DBD04C6193D3C41C0BC1C0D653EF3B22DBE53888E3E08AA333BF5A04F3E0707EE3DF7545EBE3509543EBDF7CEBDCED346BE0E5E013E80995F3D7BAD14BED8E20ABEB238813E44C493BEB618293D381BBF3B64036CBE987E003EBABD84BEE0F90CBC3D8C79BD2A3C263E37407FBDDDBD88BE9000B4BC1FBE683ED3442ABE941D793E2D8B243EAAEC06BD95AF12BC67D2743EF2EA983B5669203DFE3AC23C3F08B23CC44980BE86B82ABED068883E9018303ED52E763C82B18B3EB9D8E6BD40E9FC3DBFBA1ABE7D86643EF8F6223E2FC5CB3D2C6A8DBC6F5F493E88C5203E88E5183ED11BDCBDD3EC033C81128DBD8D9D2CBE90798F3DEF4E7E3ECD012E3E8B08A5BD93FB283E6364AFBC5CE18B3E0F3F92BE91369F3DBF8582BE20DC0C3EC55A543EBAA0623ED4EFC1BD1060D03CB3C49A3D2FB0CABD53788A3E866C4A3E5251123E33CBF0BD41B44E3EC49416BEEDB970BE3826B9BD2DB2D9BCD77D3A3E08D8F33D4419D53D0735B3BD1E77653E60148D3EACB17EBE99FC843E23D7673D7A1ECE3D150BE73DD7402C3E833E913B883C98BDF7C9CBBDC6BA3DBE250C36BC6EF025BEC767303E30A353BE2E7B803EF08482BE",
      torch_tensor_32_12_torch.float32: "0x040000003110553DECF5D23B3E63BE3D40615ABE9644203E1464F83D11E3083DC1932B3ED70664BDEE1787BE4D0676BE16598B3EA602C3BD2ACC57BE71A1903EE7F650BE8E39703EBDA5833E252316BDE3202C3E563F623EDF108BBE25391EBE08CB193DB259B93D75C949BE0D6973BEC5A58D3EB9510BBE5C2B90BEF4DA013EAD0018BEB654CEBD1B5ACFBDF76E883EF5FBE03D66D3903EE3F0D0BD9A43563E5DDF6FBED802333E1E92413C9E9F303C68C47B3EBB20B53C2F70FBBDDC0923BE72963F3D4DC8C5BD1A75153E1AE276BE2AA546BE72E7803E37DDE4BD20AB91BE0A7D533EC86AA0BD5A95DF3A9226373EA25BC53DFDCD8DBEB320543DE1348F3E7DA388BC6BF6563E167C813E50E0D93DB49C88BE1A977D3ED078693E593AB13D2FB6C2BCC29B4BBE9455823D9361CDBDE672843E095893BEAFF07E3D959FC7BB4C89463A53FB12BD0B37FA3D6DD17DBE0C7B7E3D2DD644BECA17BC3DAEC6C8BC690C163DFCB0263E3813EBBDAFE66DBEBDE509BE56F4703E019F70BEF0743B3EEEC0D0BDB1BD783CCA25F23DFE6FD0BD6E9F4BBE7D15C83D7784323EC549DC3D48BE24BC4C27FC3C0339F83D0F68BC3D7F8412BE0B15553EC8441EBD483CE9BD785EB2BD99071D3D8BF318BE72AA57BED4D6243E3B3A713E6BE692BE7C3C6B3EADB62DBE14A58B3D2BC9883ED4DA38BEF512F3BDFB66AA3D3AE738BE7F19E6BD33CD77BE83FE093D758F383E13579E3D416F52BD421B8C3EA1B9663E1DD020BEA618293EE4A287BDB7A9BE3D0D76003D7061013E4A5E16BEE7790EBEDA9528BEB9653FBE46EDFEBD7AE98D3D584AA83DDF0D603DFBFA5B3EFACE603E498C6E3E27FB373E0F5614BBB465963D5ADA14BE978C9E3BD449B33CE7AF71BE04F0713EDC0683BD3F38623E08680C3EA48F20BEEE47AD3D6E4002BE367E11BEB2ABBB3DEF8E103EB5D728BE1B7315BEEF3D5F3E3A57D9BDC76746BE22507ABE24DE2A3EBDF2543E8C84923EFAF05DBE97CA0D3D79FB653D19F6E93C4AB66E3D3C8788BEF7158EBEFC1FF5BDC876D93CA422B33C780429BDCD9C93BE2796383E0E2B46BE485E8C3D47FF57BEFA17553EE9ED6D3EC7791ABEDB9F7D3EE420B2BDFD9F8FBE9F503FBDA71F5FBE379D763D227E643DCD6702BEB278AABDC843AE3D7ED721BED810F33D0BE75ABE56C22C3E0DA60CBE67BC76BE5DDA623D5441F93CEB4E5ABEF3EE813EF744D5BDF8CA423EC2AE98BD60AE453E41800EBED4764DBE764B71BE66E616BED34221BE6FDB063E151F43BE226448BD31CCD6BD3236DFBD4DD610BD7F1B233E2FD0F3BDE2B177BEA73E493E8AC52BBECDFD4B3E1CB6F0BC09C90BBD70A08A3E13DB543DD9B585BE68AD8DBE8A418ABEB8245ABE75B3D53DC08DF53D242D193E690088BEC6A1313ED406833EC30EE83DB714E9BD2C2B80BE7620923ED301E83C30F87E3DA1F7323C2677463E404491BE7770153E9FE648BE6517893E20B366BE6A6182BD335DC33D7493C43D2DC1C53D4CDD3E3CAE4DA23D43F546BE26B88BBC3CD7A43D211F6D3E1BA670BEF15EE9BD602746BE37C118BEE0C02CBEDD7434BDEC9ED53DEBF565BD80F16C3D24C78BBD143A8EBE2D61163DE9174F3CFEBE48BE9D518EBE62F8913D17AFA2BDEFCE6C3D303A81BDC09291BD6C1CEDBD96068E3E04A383BE76C892BDD422A1BD4916D0BD48E0153EF169833E67CB733E01D80FBEC5FB00BEFEB3EA3D38AC1E3E52D877BE0A0606BEB6560BBEF52DE6BC19D3CFBD0C8164BEBE8346BDAAAD88BDA888B53C3B57E1BD92FB09BEF4F6833E115EAABD7411303E3D5941BE142500BECD92F03D6676693D4AE85EBEE685643E7EF2A0BD7E51AAB882FE20BD98C3613EE81D8F3D47BB093EE69780BD195D933E4C12E63D05EA113EFF6765BDFCB474BE549D553E349F83BE351E92BECFA0E03C4D8E64BD17F954BEBC8A633E2678EE3C3EFF08BE42173E3E634DD13DB6CD66BEC97143BDD5B17EBE09BB24BEB128553D22CAA33DA9A8E4BD4E24D0BD6B6E7CBE6EBF36BEF94996BC13F1293CE750263E8360443E3BFC803EAAEE653D09B95ABEA729A7BD471082BEEDDAB5BCA9CB1A3ED24B073D7FFC063E0294793E96CA193E2CDD75BD52A8863E76DE233ECB615BBE44EB293D7B930E3E089FBD3D2C498E3E17FD41BE"
    }
  }
#-}
