module {
  func.func @main(%arg0: tensor<?x?x12xf32>, %arg1: tensor<?x?x4xf32>, %arg2: tensor<?x?x4xf32>, %arg3: tensor<?x1x?x?xf32>) -> tensor<?x?x12xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c4_i64 = arith.constant 4 : i64
    %c32_i64 = arith.constant 32 : i64
    %c8_i64 = arith.constant 8 : i64
    %c16_i64 = arith.constant 16 : i64
    %c0_i64 = arith.constant 0 : i64
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %c12_i64 = arith.constant 12 : i64
    %cst_2 = arith.constant dense_resource<torch_tensor_12_32_torch.float32> : tensor<12x32xf32>
    %cst_3 = arith.constant 0.353553385 : f32
    %cst_4 = arith.constant dense_resource<torch_tensor_8_torch.float32_1> : tensor<8xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_6 = arith.constant 9.99999997E-7 : f32
    %cst_7 = arith.constant dense_resource<torch_tensor_16_12_torch.float32_1> : tensor<16x12xf32>
    %cst_8 = arith.constant dense_resource<torch_tensor_16_12_torch.float32> : tensor<16x12xf32>
    %cst_9 = arith.constant dense_resource<torch_tensor_64_12_torch.float32> : tensor<64x12xf32>
    %c64_i64 = arith.constant 64 : i64
    %cst_10 = arith.constant 8.000000e+00 : f32
    %c2 = arith.constant 2 : index
    %dim = tensor.dim %arg0, %c1 : tensor<?x?x12xf32>
    %0 = arith.index_cast %dim : index to i64
    %dim_11 = tensor.dim %arg2, %c0 : tensor<?x?x4xf32>
    %1 = arith.index_cast %dim_11 : index to i64
    %2 = tensor.empty() : tensor<12x64xf32>
    %transposed = linalg.transpose ins(%cst_9 : tensor<64x12xf32>) outs(%2 : tensor<12x64xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<?x?x12xf32> into tensor<?x12xf32>
    %dim_12 = tensor.dim %arg0, %c0 : tensor<?x?x12xf32>
    %3 = affine.apply affine_map<()[s0, s1] -> (s0 * s1)>()[%dim_12, %dim]
    %4 = tensor.empty(%3) : tensor<?x64xf32>
    %5 = linalg.fill ins(%cst : f32) outs(%4 : tensor<?x64xf32>) -> tensor<?x64xf32>
    %6 = linalg.matmul ins(%collapsed, %transposed : tensor<?x12xf32>, tensor<12x64xf32>) outs(%5 : tensor<?x64xf32>) -> tensor<?x64xf32>
    %7 = arith.muli %1, %0 : i64
    %8 = arith.muli %7, %c16_i64 : i64
    %9 = arith.muli %7, %c64_i64 : i64
    %10 = arith.divui %9, %8 : i64
    %from_elements = tensor.from_elements %1, %0, %10, %c16_i64 : tensor<4xi64>
    %reshape = tensor.reshape %6(%from_elements) : (tensor<?x64xf32>, tensor<4xi64>) -> tensor<?x?x4x16xf32>
    %extracted_slice = tensor.extract_slice %reshape[0, 0, 0, 0] [%dim_11, %dim, 4, 8] [1, 1, 1, 1] : tensor<?x?x4x16xf32> to tensor<?x?x4x8xf32>
    %extracted_slice_13 = tensor.extract_slice %reshape[0, 0, 0, 8] [%dim_11, %dim, 4, 8] [1, 1, 1, 1] : tensor<?x?x4x16xf32> to tensor<?x?x4x8xf32>
    %from_elements_14 = tensor.from_elements %1, %0, %c32_i64 : tensor<3xi64>
    %reshape_15 = tensor.reshape %extracted_slice_13(%from_elements_14) : (tensor<?x?x4x8xf32>, tensor<3xi64>) -> tensor<?x?x32xf32>
    %from_elements_16 = tensor.from_elements %1, %0, %c4_i64, %c8_i64 : tensor<4xi64>
    %reshape_17 = tensor.reshape %extracted_slice(%from_elements_16) : (tensor<?x?x4x8xf32>, tensor<4xi64>) -> tensor<?x?x4x8xf32>
    %11 = tensor.empty() : tensor<12x16xf32>
    %transposed_18 = linalg.transpose ins(%cst_8 : tensor<16x12xf32>) outs(%11 : tensor<12x16xf32>) permutation = [1, 0] 
    %12 = tensor.empty(%3) : tensor<?x16xf32>
    %13 = linalg.fill ins(%cst : f32) outs(%12 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %14 = linalg.matmul ins(%collapsed, %transposed_18 : tensor<?x12xf32>, tensor<12x16xf32>) outs(%13 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %15 = arith.muli %7, %c8_i64 : i64
    %16 = arith.divui %8, %15 : i64
    %from_elements_19 = tensor.from_elements %1, %0, %16, %c8_i64 : tensor<4xi64>
    %reshape_20 = tensor.reshape %14(%from_elements_19) : (tensor<?x16xf32>, tensor<4xi64>) -> tensor<?x?x2x8xf32>
    %transposed_21 = linalg.transpose ins(%cst_7 : tensor<16x12xf32>) outs(%11 : tensor<12x16xf32>) permutation = [1, 0] 
    %17 = linalg.matmul ins(%collapsed, %transposed_21 : tensor<?x12xf32>, tensor<12x16xf32>) outs(%13 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %reshape_22 = tensor.reshape %17(%from_elements_19) : (tensor<?x16xf32>, tensor<4xi64>) -> tensor<?x?x2x8xf32>
    %18 = tensor.empty(%dim_11, %dim) : tensor<?x2x?x8xf32>
    %transposed_23 = linalg.transpose ins(%reshape_22 : tensor<?x?x2x8xf32>) outs(%18 : tensor<?x2x?x8xf32>) permutation = [0, 2, 1, 3] 
    %19 = tensor.empty(%dim_11, %dim) : tensor<?x?x4x8xf32>
    %20 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_17 : tensor<?x?x4x8xf32>) outs(%19 : tensor<?x?x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %93 : f32
    } -> tensor<?x?x4x8xf32>
    %21 = tensor.empty(%dim_11, %dim) : tensor<?x?x4x1xf32>
    %22 = linalg.fill ins(%cst : f32) outs(%21 : tensor<?x?x4x1xf32>) -> tensor<?x?x4x1xf32>
    %23 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%20 : tensor<?x?x4x8xf32>) outs(%22 : tensor<?x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %out : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x1xf32>
    %24 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23 : tensor<?x?x4x1xf32>) outs(%21 : tensor<?x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.divf %in, %cst_10 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x1xf32>
    %25 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<?x?x4x1xf32>) outs(%21 : tensor<?x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %cst_6 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x1xf32>
    %26 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<?x?x4x1xf32>) outs(%21 : tensor<?x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = math.rsqrt %in : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x1xf32>
    %27 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_17, %26 : tensor<?x?x4x8xf32>, tensor<?x?x4x1xf32>) outs(%19 : tensor<?x?x4x8xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x8xf32>
    %28 = tensor.empty() : tensor<8xf32>
    %29 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%cst_5 : tensor<8xf32>) outs(%28 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %cst_1 : f32
      linalg.yield %93 : f32
    } -> tensor<8xf32>
    %30 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %29 : tensor<?x?x4x8xf32>, tensor<8xf32>) outs(%19 : tensor<?x?x4x8xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x4x8xf32>
    %31 = tensor.empty(%dim_11, %dim) : tensor<?x?x2x8xf32>
    %32 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_20 : tensor<?x?x2x8xf32>) outs(%31 : tensor<?x?x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %93 : f32
    } -> tensor<?x?x2x8xf32>
    %33 = tensor.empty(%dim_11, %dim) : tensor<?x?x2x1xf32>
    %34 = linalg.fill ins(%cst : f32) outs(%33 : tensor<?x?x2x1xf32>) -> tensor<?x?x2x1xf32>
    %35 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%32 : tensor<?x?x2x8xf32>) outs(%34 : tensor<?x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %out : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x1xf32>
    %36 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<?x?x2x1xf32>) outs(%33 : tensor<?x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.divf %in, %cst_10 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x1xf32>
    %37 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36 : tensor<?x?x2x1xf32>) outs(%33 : tensor<?x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %cst_6 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x1xf32>
    %38 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37 : tensor<?x?x2x1xf32>) outs(%33 : tensor<?x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = math.rsqrt %in : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x1xf32>
    %39 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_20, %38 : tensor<?x?x2x8xf32>, tensor<?x?x2x1xf32>) outs(%31 : tensor<?x?x2x8xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x8xf32>
    %40 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%cst_4 : tensor<8xf32>) outs(%28 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %cst_1 : f32
      linalg.yield %93 : f32
    } -> tensor<8xf32>
    %41 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39, %40 : tensor<?x?x2x8xf32>, tensor<8xf32>) outs(%31 : tensor<?x?x2x8xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x2x8xf32>
    %42 = tensor.empty(%dim_11, %dim) : tensor<?x4x?x8xf32>
    %transposed_24 = linalg.transpose ins(%30 : tensor<?x?x4x8xf32>) outs(%42 : tensor<?x4x?x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_25 = linalg.transpose ins(%41 : tensor<?x?x2x8xf32>) outs(%18 : tensor<?x2x?x8xf32>) permutation = [0, 2, 1, 3] 
    %dim_26 = tensor.dim %arg1, %c0 : tensor<?x?x4xf32>
    %dim_27 = tensor.dim %arg1, %c1 : tensor<?x?x4xf32>
    %expanded = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [%dim_26, 1, %dim_27, 4] : tensor<?x?x4xf32> into tensor<?x1x?x4xf32>
    %dim_28 = tensor.dim %arg2, %c1 : tensor<?x?x4xf32>
    %expanded_29 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [%dim_11, 1, %dim_28, 4] : tensor<?x?x4xf32> into tensor<?x1x?x4xf32>
    %extracted_slice_30 = tensor.extract_slice %transposed_24[0, 0, 0, 0] [%dim_11, 4, %dim, 4] [1, 1, 1, 1] : tensor<?x4x?x8xf32> to tensor<?x4x?x4xf32>
    %extracted_slice_31 = tensor.extract_slice %transposed_24[0, 0, 0, 4] [%dim_11, 4, %dim, 4] [1, 1, 1, 1] : tensor<?x4x?x8xf32> to tensor<?x4x?x4xf32>
    %extracted_slice_32 = tensor.extract_slice %transposed_25[0, 0, 0, 0] [%dim_11, 2, %dim, 4] [1, 1, 1, 1] : tensor<?x2x?x8xf32> to tensor<?x2x?x4xf32>
    %extracted_slice_33 = tensor.extract_slice %transposed_25[0, 0, 0, 4] [%dim_11, 2, %dim, 4] [1, 1, 1, 1] : tensor<?x2x?x8xf32> to tensor<?x2x?x4xf32>
    %43 = tensor.empty(%dim_11, %dim) : tensor<?x4x?x4xf32>
    %44 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_30, %expanded : tensor<?x4x?x4xf32>, tensor<?x1x?x4xf32>) outs(%43 : tensor<?x4x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x4xf32>
    %extracted_slice_34 = tensor.extract_slice %extracted_slice_30[0, 0, 0, 0] [%dim_11, 4, %dim, 2] [1, 1, 1, 1] : tensor<?x4x?x4xf32> to tensor<?x4x?x2xf32>
    %extracted_slice_35 = tensor.extract_slice %extracted_slice_30[0, 0, 0, 2] [%dim_11, 4, %dim, 2] [1, 1, 1, 1] : tensor<?x4x?x4xf32> to tensor<?x4x?x2xf32>
    %45 = tensor.empty(%dim_11, %dim) : tensor<?x4x?x2xf32>
    %46 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_35 : tensor<?x4x?x2xf32>) outs(%45 : tensor<?x4x?x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.negf %in : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x2xf32>
    %concat = tensor.concat dim(3) %46, %extracted_slice_34 : (tensor<?x4x?x2xf32>, tensor<?x4x?x2xf32>) -> tensor<?x4x?x4xf32>
    %dim_36 = tensor.dim %46, %c0 : tensor<?x4x?x2xf32>
    %dim_37 = tensor.dim %46, %c2 : tensor<?x4x?x2xf32>
    %47 = tensor.empty(%dim_36, %dim_37) : tensor<?x4x?x4xf32>
    %48 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_29 : tensor<?x4x?x4xf32>, tensor<?x1x?x4xf32>) outs(%47 : tensor<?x4x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x4xf32>
    %49 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %48 : tensor<?x4x?x4xf32>, tensor<?x4x?x4xf32>) outs(%43 : tensor<?x4x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.addf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x4xf32>
    %concat_38 = tensor.concat dim(3) %49, %extracted_slice_31 : (tensor<?x4x?x4xf32>, tensor<?x4x?x4xf32>) -> tensor<?x4x?x8xf32>
    %50 = tensor.empty(%dim_11, %dim) : tensor<?x2x?x4xf32>
    %51 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_32, %expanded : tensor<?x2x?x4xf32>, tensor<?x1x?x4xf32>) outs(%50 : tensor<?x2x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x2x?x4xf32>
    %extracted_slice_39 = tensor.extract_slice %extracted_slice_32[0, 0, 0, 0] [%dim_11, 2, %dim, 2] [1, 1, 1, 1] : tensor<?x2x?x4xf32> to tensor<?x2x?x2xf32>
    %extracted_slice_40 = tensor.extract_slice %extracted_slice_32[0, 0, 0, 2] [%dim_11, 2, %dim, 2] [1, 1, 1, 1] : tensor<?x2x?x4xf32> to tensor<?x2x?x2xf32>
    %52 = tensor.empty(%dim_11, %dim) : tensor<?x2x?x2xf32>
    %53 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_40 : tensor<?x2x?x2xf32>) outs(%52 : tensor<?x2x?x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.negf %in : f32
      linalg.yield %93 : f32
    } -> tensor<?x2x?x2xf32>
    %concat_41 = tensor.concat dim(3) %53, %extracted_slice_39 : (tensor<?x2x?x2xf32>, tensor<?x2x?x2xf32>) -> tensor<?x2x?x4xf32>
    %dim_42 = tensor.dim %53, %c0 : tensor<?x2x?x2xf32>
    %dim_43 = tensor.dim %53, %c2 : tensor<?x2x?x2xf32>
    %54 = tensor.empty(%dim_42, %dim_43) : tensor<?x2x?x4xf32>
    %55 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_41, %expanded_29 : tensor<?x2x?x4xf32>, tensor<?x1x?x4xf32>) outs(%54 : tensor<?x2x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x2x?x4xf32>
    %56 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%51, %55 : tensor<?x2x?x4xf32>, tensor<?x2x?x4xf32>) outs(%50 : tensor<?x2x?x4xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.addf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x2x?x4xf32>
    %concat_44 = tensor.concat dim(3) %56, %extracted_slice_33 : (tensor<?x2x?x4xf32>, tensor<?x2x?x4xf32>) -> tensor<?x2x?x8xf32>
    %dim_45 = tensor.dim %56, %c0 : tensor<?x2x?x4xf32>
    %dim_46 = tensor.dim %56, %c2 : tensor<?x2x?x4xf32>
    %expanded_47 = tensor.expand_shape %concat_44 [[0], [1], [2, 3], [4]] output_shape [%dim_45, 2, 1, %dim_46, 8] : tensor<?x2x?x8xf32> into tensor<?x2x1x?x8xf32>
    %57 = tensor.empty(%dim_11, %dim) : tensor<?x2x2x?x8xf32>
    %collapsed_48 = tensor.collapse_shape %expanded_47 [[0], [1, 2], [3], [4]] : tensor<?x2x1x?x8xf32> into tensor<?x2x?x8xf32>
    %58 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%collapsed_48 : tensor<?x2x?x8xf32>) outs(%57 : tensor<?x2x2x?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<?x2x2x?x8xf32>
    %from_elements_49 = tensor.from_elements %1, %c4_i64, %0, %c8_i64 : tensor<4xi64>
    %reshape_50 = tensor.reshape %58(%from_elements_49) : (tensor<?x2x2x?x8xf32>, tensor<4xi64>) -> tensor<?x4x?x8xf32>
    %expanded_51 = tensor.expand_shape %transposed_23 [[0], [1], [2, 3], [4]] output_shape [%dim_11, 2, 1, %dim, 8] : tensor<?x2x?x8xf32> into tensor<?x2x1x?x8xf32>
    %collapsed_52 = tensor.collapse_shape %expanded_51 [[0], [1, 2], [3], [4]] : tensor<?x2x1x?x8xf32> into tensor<?x2x?x8xf32>
    %59 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%collapsed_52 : tensor<?x2x?x8xf32>) outs(%57 : tensor<?x2x2x?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<?x2x2x?x8xf32>
    %60 = tensor.empty(%dim_11, %dim) : tensor<?x4x8x?xf32>
    %transposed_53 = linalg.transpose ins(%reshape_50 : tensor<?x4x?x8xf32>) outs(%60 : tensor<?x4x8x?xf32>) permutation = [0, 1, 3, 2] 
    %61 = arith.muli %1, %c4_i64 : i64
    %from_elements_54 = tensor.from_elements %61, %0, %c8_i64 : tensor<3xi64>
    %reshape_55 = tensor.reshape %concat_38(%from_elements_54) : (tensor<?x4x?x8xf32>, tensor<3xi64>) -> tensor<?x?x8xf32>
    %from_elements_56 = tensor.from_elements %61, %c8_i64, %0 : tensor<3xi64>
    %reshape_57 = tensor.reshape %transposed_53(%from_elements_56) : (tensor<?x4x8x?xf32>, tensor<3xi64>) -> tensor<?x8x?xf32>
    %62 = arith.index_cast %61 : i64 to index
    %63 = tensor.empty(%62, %dim, %dim) : tensor<?x?x?xf32>
    %64 = linalg.fill ins(%cst : f32) outs(%63 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
    %65 = linalg.batch_matmul ins(%reshape_55, %reshape_57 : tensor<?x?x8xf32>, tensor<?x8x?xf32>) outs(%64 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
    %from_elements_58 = tensor.from_elements %1, %c4_i64, %0, %0 : tensor<4xi64>
    %reshape_59 = tensor.reshape %65(%from_elements_58) : (tensor<?x?x?xf32>, tensor<4xi64>) -> tensor<?x4x?x?xf32>
    %66 = tensor.empty(%dim_11, %dim, %dim) : tensor<?x4x?x?xf32>
    %67 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_59 : tensor<?x4x?x?xf32>) outs(%66 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.mulf %in, %cst_3 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x?xf32>
    %68 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67, %arg3 : tensor<?x4x?x?xf32>, tensor<?x1x?x?xf32>) outs(%66 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.addf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x?xf32>
    %69 = tensor.empty(%dim_11, %dim) : tensor<?x4x?xi64>
    %70 = linalg.fill ins(%c0_i64 : i64) outs(%69 : tensor<?x4x?xi64>) -> tensor<?x4x?xi64>
    %71 = tensor.empty(%dim_11, %dim) : tensor<?x4x?xf32>
    %72 = linalg.fill ins(%cst_0 : f32) outs(%71 : tensor<?x4x?xf32>) -> tensor<?x4x?xf32>
    %73:2 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%68 : tensor<?x4x?x?xf32>) outs(%72, %70 : tensor<?x4x?xf32>, tensor<?x4x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_72: i64):
      %93 = linalg.index 3 : index
      %94 = arith.index_cast %93 : index to i64
      %95 = arith.maximumf %in, %out : f32
      %96 = arith.cmpf ogt, %in, %out : f32
      %97 = arith.select %96, %94, %out_72 : i64
      linalg.yield %95, %97 : f32, i64
    } -> (tensor<?x4x?xf32>, tensor<?x4x?xi64>)
    %expanded_60 = tensor.expand_shape %73#0 [[0], [1], [2, 3]] output_shape [%dim_11, 4, %dim, 1] : tensor<?x4x?xf32> into tensor<?x4x?x1xf32>
    %74 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68, %expanded_60 : tensor<?x4x?x?xf32>, tensor<?x4x?x1xf32>) outs(%66 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.subf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x?xf32>
    %75 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%74 : tensor<?x4x?x?xf32>) outs(%66 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = math.exp %in : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x?xf32>
    %76 = tensor.empty(%dim_11, %dim) : tensor<?x4x?x1xf32>
    %77 = linalg.fill ins(%cst : f32) outs(%76 : tensor<?x4x?x1xf32>) -> tensor<?x4x?x1xf32>
    %78 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%75 : tensor<?x4x?x?xf32>) outs(%77 : tensor<?x4x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.addf %in, %out : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x1xf32>
    %79 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%75, %78 : tensor<?x4x?x?xf32>, tensor<?x4x?x1xf32>) outs(%66 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.divf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x4x?x?xf32>
    %from_elements_61 = tensor.from_elements %61, %0, %0 : tensor<3xi64>
    %reshape_62 = tensor.reshape %79(%from_elements_61) : (tensor<?x4x?x?xf32>, tensor<3xi64>) -> tensor<?x?x?xf32>
    %reshape_63 = tensor.reshape %59(%from_elements_54) : (tensor<?x2x2x?x8xf32>, tensor<3xi64>) -> tensor<?x?x8xf32>
    %80 = tensor.empty(%62, %dim) : tensor<?x?x8xf32>
    %81 = linalg.fill ins(%cst : f32) outs(%80 : tensor<?x?x8xf32>) -> tensor<?x?x8xf32>
    %82 = linalg.batch_matmul ins(%reshape_62, %reshape_63 : tensor<?x?x?xf32>, tensor<?x?x8xf32>) outs(%81 : tensor<?x?x8xf32>) -> tensor<?x?x8xf32>
    %reshape_64 = tensor.reshape %82(%from_elements_49) : (tensor<?x?x8xf32>, tensor<4xi64>) -> tensor<?x4x?x8xf32>
    %transposed_65 = linalg.transpose ins(%reshape_64 : tensor<?x4x?x8xf32>) outs(%19 : tensor<?x?x4x8xf32>) permutation = [0, 2, 1, 3] 
    %83 = arith.muli %7, %c32_i64 : i64
    %84 = arith.divui %83, %7 : i64
    %from_elements_66 = tensor.from_elements %1, %0, %84 : tensor<3xi64>
    %reshape_67 = tensor.reshape %transposed_65(%from_elements_66) : (tensor<?x?x4x8xf32>, tensor<3xi64>) -> tensor<?x?x32xf32>
    %85 = tensor.empty(%dim_11, %dim) : tensor<?x?x32xf32>
    %86 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%reshape_15 : tensor<?x?x32xf32>) outs(%85 : tensor<?x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %93 = arith.negf %in : f32
      %94 = math.exp %93 : f32
      %95 = arith.addf %94, %cst_1 : f32
      %96 = arith.divf %cst_1, %95 : f32
      linalg.yield %96 : f32
    } -> tensor<?x?x32xf32>
    %87 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%reshape_67, %86 : tensor<?x?x32xf32>, tensor<?x?x32xf32>) outs(%85 : tensor<?x?x32xf32>) {
    ^bb0(%in: f32, %in_72: f32, %out: f32):
      %93 = arith.mulf %in, %in_72 : f32
      linalg.yield %93 : f32
    } -> tensor<?x?x32xf32>
    %88 = tensor.empty() : tensor<32x12xf32>
    %transposed_68 = linalg.transpose ins(%cst_2 : tensor<12x32xf32>) outs(%88 : tensor<32x12xf32>) permutation = [1, 0] 
    %collapsed_69 = tensor.collapse_shape %87 [[0, 1], [2]] : tensor<?x?x32xf32> into tensor<?x32xf32>
    %89 = affine.apply affine_map<()[s0, s1] -> (s0 * s1)>()[%dim_11, %dim]
    %90 = tensor.empty(%89) : tensor<?x12xf32>
    %91 = linalg.fill ins(%cst : f32) outs(%90 : tensor<?x12xf32>) -> tensor<?x12xf32>
    %92 = linalg.matmul ins(%collapsed_69, %transposed_68 : tensor<?x32xf32>, tensor<32x12xf32>) outs(%91 : tensor<?x12xf32>) -> tensor<?x12xf32>
    %from_elements_70 = tensor.from_elements %1, %0, %c12_i64 : tensor<3xi64>
    %reshape_71 = tensor.reshape %92(%from_elements_70) : (tensor<?x12xf32>, tensor<3xi64>) -> tensor<?x?x12xf32>
    return %reshape_71 : tensor<?x?x12xf32>
  }
}
{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.float32: "0x04000000E127F53C57BF2E3E6896763DE28AE3BD4E9373BDF8C163BD3733103C9AC6B2BBBB699ABD96269B3D52951A3DA820293DF79D013E7E135A3AE95B313E1B9C9E3C62E2313E2D0FEFBD3993B53D3F56D23D722A17BED256273EDCEC143E4001253E2920C4BC607716BC4C8753BD1ED1B7BD48635B3D076DB5BDA6EEDBBD7ED8CD3D33A4B6BBB9C17D3C8B7307BED875303ECD4C2C3E014C2B3E87FAE1BBB5EE2EBDA56953BD36BA463B341F23BE0D75D2BD76F5153E5F169EBC90DC0D3C65B425BE6CEB313E34390F3EC48E683C230B293E3C5010BE965C313EDC160DBD8FA7133ED981453D5BBF12BEBCEF27BE906573BD7250B7BD6B1B00BE60E2F23B216B413DBF659E3AC78E87BDE8A9143E371C5BBCDCA6053E794A113E2DA9093E0A95F33D4DF6ABBD8A2404BE502C113EF62F8D3D340920BE723018BE3A457DBDACE80B3E09CA823C602F8B3C6B108F3D2D76F43C8D813A3D2386F9BD37B099BC576209BE640744BDAFBA833D5E0B31BE961EBD3D6E9E473DBA4E0B3E22FC12BE7D6910BC0B891ABE9D1B04BE3E5929BE53DBC8BD59F0ADBD838F05BEF7A4C63D3AE32C3C1A5BA5BD28B0323EA83CC6BCDEE9293EA95FA83DAAF7B33D5D5FF13DFA3D1DBEDDC8E3BDE6BFFF3C8B1918BED1F806BED2BD983D9B73A53D6EBFD63BBFB6EDBD8265083E78C88EBCB8C5F93D0D890F3E9AF002BE0FB8373D524E40BDE111173C4C0405BDD7CBB03D0040FFBC45AAE1BD1C460BBE2E46083E81A1173E91E2063E52B901BE6E65E93D7E7C833CF9092DBE2230F7BC02950E3ED117E43B6E0C203E4537263EA552953DD961B93D0925DF3A9B50173E0233FDBD11EA07BE21C6EABD9FFCE2BD1CD887BD801E383D8B97993D813CDA3D5E62E5BDEFCE283E90E315BE14CD173E116F2C3E57784A3B941ECF3D754E04BE2DD79FBDC156CABDA786EBBDDCE23BBDD452023EB43C05BE3CBAA83D81B71E3E61ADF33D4148A3BD99159A3DC2BB073CB11109BEFC58A43D74B2983B2F88C83D53EB2CBED0DFC5BDFE2C09BEB2287EBDDC371CBE312BB23D3957E63C1AFDCABDBFFD0E3E7AB532BDEDB7F63D0151053EF0F7F93D7D188A3D7111103EC324503D2D7A17BE2B86DABD58C58CBC36C2213ED3E11BBED8AF213E11F41D3E1BEA87BDA967C5BD0049ED3D070EE6BDC26822BE6DF723BD277C3BBDCF73143E21C5AC3CC3C9A1BC4603C13DE74705BEB7C2B83DAB36FABD91161BBEE408EC3D23D1EC3DA5AC343E38200FBE638E7E3DB4473EBCC1F74ABD9D958CBB1E3CBB3DAF1D1A3E02B7353D58DFE8BDD0621CBE59DEEA3C9DD9953D06D9273D959417BE45ADFBBD6A5A713DD0BB2E3EAD0B0CBEFD39243E8FBEEFBDCAF3FA3DFE7D1DBC9C78803D1D7843BD25A1823D1CDB143DD04BA73D87128F3D1EEA353DA13198BD83C108BEE51F8BBD58A8F73CF8521BBEF587863DE90BA2BD18F0EC3DC3CF9BBC0AD152BDA3C8753DC20806BEE008EDBDF9ACE4BDA9A119BE1D4BF3BCAEB9C6BB86A324BE3B8FF9BC3ED0CEBDEEDC29BE4060253B2F4D1B3E0FE30D3D4BC0023D858213BE45661FBE84E42F3DD3CAB2BD11CC13BD7221D2BD0D0713BDD10D0A3CA0E6A0BDB900B0BD13097ABB0F1800BE8A2C193E6B3660BC0881C0BD20AD263EE5BE6C3D48F354BC440512BE1756ECBD0EBA06BE0F7DA8BDC17C88BDA1ECD0BC4A6518BE9750233E03806B3C17841C3E1861C8BDFB2D31BDF3BB2A3D8A3C10BD9E1BABBD2F3579BDF39FA63CEC7DD83D6F0F323ED983D8BDC5B4603DAD192DBCEAAE863DC593F3BD6B8F16BDF8D62FBE8ED8BD3CBAF82A3EAEDA40BD1655273E7EA3B63D48F0873DFA3D1B3E467CB53DE0DC95BCC8A07C3DE6B7DC3DAA3BF63DF205393D937A283DF2FBD8BD358B943D4B7C313E8492DD3B76A071BDBB5DC73B635D1FBEB09A62BBA6C8D1BD134FB33D2504BF3BE81A0C3E1CB710BEBA72A23D1B1EB7BDAB5E023E396214BE40E29ABD35C1CCBC3E41E73D6908913BA2D6493D5CB4E9BD26267BBD40BFDBBD9F942B3E7DD130BED0C238BD993CADBDD959A03B13C2E0BCEF4927BE9E77DEBC25B844BC41C3DCBD3A74D13DFA0F8FBC786EF33DDDA3D0BD5D6206BED93A95BDCAA6FC3CD46ECABDB0DA33BE8D46D13D233461BD70BCDC3A9543183E8D75A93DE748D63D",
      torch_tensor_8_torch.float32_1: "0x0400000022337E3FC2B0783F96D96C3F2461A03F29897A3F01AC653F0BA85E3F4FB0793F",
      torch_tensor_8_torch.float32: "0x040000007571693FC466933F6B797E3F72D87B3F2590683F98F36E3F20F9823FF631863F",
      torch_tensor_16_12_torch.float32_1: "0x040000004BAFABBDA9415EBE9B55933D77F3033E106842BD87B18E3DE9F918BE9203463DF69892BEE8C797BD61278B3E46A28CBEEB64EDBDCF36F6BDB6B02EBE1E3B413EF1CB5B3E5E601D3EE92C513DB0B993BE374B08BE468CF9BD3B10723E4C165F3D857EA2BCAAF76C3E2A46C73C7EA0553C41EC30BE9217A03C9C2304BE2DBA4ABE47B1783E99DCDEBCB107113EF99ECC3DF80126BEBCF31D3E1AE336BD83E75DBCECDA493E693C5FBE9F0D003DFF5C873E0E35803E511FAB3D4C8F073D86D1AEBDC72B893E0D93D43DED8891BEF0F8183EA1ABBFBCDCFF1B3E928C68BE9C77ECBC329BAB3D0B6323BD4B338A3E5794C6BD1C657EBD50701A3E6C40923EBADC54BE8B3F8B3E2E52C8BD2F61263DF7888A3E588D01BE4522093ECE6B1CBE087527BEB523403EC47C86BE5C465D3E533C663E579AF0BD5C717DBD0FA5D83CADFD273EAA9886BECB1AAFBDE6C03C3C1EB788BEF8408ABEA751363E9DFAA3BD8308DDBD14F6B2BD27345B3E57EF32BE320715BE05A77F3E62BD733EF8EBF43D1B6D1DBE11500F3EEF18473E721B72BED3543E3D282EB93C45CD4FBD73A7E43CEF3686BE93261A3D4E666B3DC22D8EBE2C891EBE27470D3E9F6370BC74C9AA3DA279A7BDA9AB163EA73BEDBDBC89E2BDC140E73D9FCECCBC0F266C3D9D70283E4E778ABEFA54803E8F36963C5633133E23326D3E53A5D1BC19B292BEA61101BDC32AB63D9A179A3C84DC033DE78483BE11C573BC5DE5753D70C1EF3D4D5A983DE98B5C3DE4FB84BC3F2A25BB7253723E79AC88BDA1834DBECEE31D3ED4EA183EA2548C3EBF1B3A3E2F38173E01E17FBC0B625A3E4533343E2BBF273D5780893DF1EB293E60931E3E01366A3DBB963BBEC83140BE81E5ED3D7F228B3E58E5BC3CFDF00A3E8087E7BD80AA313D31191E3DE744153D2EBF8539E850EA3D731BEDBD714B863D97C32A3E630D4CBDDCAB2FBE7E1536BEB911853E771BB53D8B7CDEBD7266183CFB45A9BD68A4113EF57B0ABE7A5E8BBD75D89DBD5B3B463DAC3924BD829306BEC257FF3DB09F79BD9DBBA6BD437692BD96112ABE0818973DF27798BD9E524DBE",
      torch_tensor_16_12_torch.float32: "0x04000000BD16883EF9FC6A3D4CDE473EA2D6833D9589243E9CD6C5BB4BA6233E9F7C9F3C268B073E13B1083E356CA53DF6B818BE34E6423E5D45833E0A0EB6BD55F377BC7709DC3C6DA3E1BD36725C3E5F1D313EC0B0193EB250C1BD9A0DFB3DD11A92BEB2DBE0BD063AE13DBAD3B4BD0FE6653EAD4C07BE3C5AB6BCEBE2B2BC4CD38CBECEAA7EBE0565013E5A8E163E90CE51BECF1A06BE493834BE135B2FBE960575BEA046A4BDC38A3C3E2E625CBEAD10E83D19AF15BD5E5D7D3D4E50B03CBCFB8D3EF2D72C3E7601993DAD176BBE9F18733E0F918ABE44128C3E48117ABE387DB7BDD1135EBE51F233BE62C02E3ECE66933EE25C26BE5E848A3DF7EA34BD921C6FBEEF3AA43D0C2232BE9AA6633CDBFFFCBDA8153B3CFD088F3E2168883D6DD38DBE4CF5C2BDC11650BED7167BBEA50705BEF5232EBEBF1B09BEC57021BE9F804ABE7A1B7BBC9C4B77BCDFE5893E1585CFBD74A0933E736C5E3EF75E4B3EC155E3BD0B83833DEDB24E3E4B58423E6CB9E93DA93E32BD94CB903E0E3AC13D24A509BE43A94B3E88E1CF3DCB1F7F3E211A9EBCD9CE773D8EFD633EB8D5093E2E7D843DE4FC71BEFB6E4FBEB38F27BEFDCF6EBEE6B7DB3D0A60E6BBCA17313E756088BE69A054BE21FB15BE8C0497BDF272073E182FE7BC5F1548BEACBF49BE0A6308BE5DE8C83D6C0C49BE26F5593CF96972BEE405623E2126BABCA74D533EBB781B3E3A482C3EE97583BD6C30113E804285BE3B1F913E7F2E853E30FCA9BC41A5813E3B4E2EBE6D2F5ABE78DF6CBE88784CBEF89559BEB40CFEBD85C8633C55FB8CBE71D6BEBDAE4B1C3EAA3704BE80DB2D3DC9AA92BE2DC160BD1811A33C9119233EF8837C3E16BE91BDF9287A3E4CE0AC3DB17D2FBEF0A019BEAF81503E8DA43CBE9F3E44BEE17AD83D75D290BDC062873E0DE506BB89A399BDED7A77BE0CEF8B3EF31DE1BB980293BD7D48DE3DBA76F1BC69AC3D3E84EC623DFA6114BE7A3E6C3E6AB333BCC18D2E3DEE15193EC49513BE03B68DBE6025343E62BC6C3E035069BE7ED88ABEFC04E8BDA96707BEDA44673DBB2183BE29331B3E1BF0243E2E74A2BD",
      torch_tensor_64_12_torch.float32: "0x04000000CA16813E7E10B43D45C2223EA1675DBE2CBC8ABD708FE9BD8A6384BE0AC5FF3DCEA9F13D163C213E164EAF3CCDE2A53D3F78383E67B91ABE187C6DBE273A933E4D3996BCD973793EDA2B8B3CD01689BA58EE863E2D26CABD1D51853E8CA9833E5F492ABD8E9BF5BD783F12BE69DF833E3DDFCBBD278A87BE4CE190BEDD770CBE07DEC83DD10C6FBB80912DBE7FB275BE2052FABB0974D1BDA212DFBDD248033D762CB93D2F9F77BD30AA60BEE70DA73D668071BEBA1D723E038D59BE862A90BE603068BC9BA10B3E884F8DBEF30E3DBD9D877EBE88D51ABE687C473E2A065B3D82581ABECAB84E3E41485DBEDEEC7D3E2810883DB11BF73DB954443D222B05BE791951BE2D935F3E38B8BBBD77983F3E60F25EBEDE2639BEAEB83B3EA03A8CBEA7D4EBBCB2E988BE9A5457BE94204EBED7E990BD711524BE5EB7EBBD636464BEB64C92BE9921E63DB1B3403B7E4354BEDDD6233E00584BBE41E8FABDE84056BEF7D9533E6E945E3C432159BDC8122FBE510312BEAA31433E96D262BE46DC07BE47ACA6BD2603D7BD5D43F3BD127987BD3F069E3D7362583C9A7EB23C393D88BE5E848DBDE2B9283C850783BEB311CBBC8995E5BD7C76E43D574A1E3E452FE13A4335CB3D9A57863EA0A04F3E2E765BBE983B93BEE073EF3C14442ABE26E2A03D0EE4813D68915CBE38A8A7BCC97F74BEAA4726BE2054413D5F05C2BC451432BEE395803EB8B229BC1ED674BD1585B5BDDDDC403E76050EBE8D98CFBD46377C3EC863A43DA0F5603EAD1E84BD7EF2783E7A6F2ABD5D8F0C3E46BECD3D58E8143DBDC593BE62865DBEF5BD173E3A612C3EB61A8CBE901E98BB74692B3E9DE5843EEC9C40BE167FAFBD9F340D3DAC8544BE169DA53D017EC83DBB9F9EBDFC7B613D57C1CCBC14920ABE92957B3E3F62D43D5FE022BE2BB71E3C2EEE4FBEFEA535BD738B19BDC53339BE7A0C23BD6C3D6D3EB71AF7BD55EF9D3D130E4DBECDE9BDBBF724883E241909BEF1A11C3E6C8580BD816CF8BD1A26693E86E2023E2D0F84BCA1DB91BE040968BE49F66F3E5D1B753E27FC923C52CB36BD8056863DD1A7793E5A03DB3B7A76373E18A069BE6FC3803DB8E0913E0FCD4D3E87665C3EBAC6BF3DE1D202BED67C403EDACB92BEEEEF363EC578DE3DC24176BE4396D13DB83C453E8E3824BE60F8BBBD2C106D3CD24956BE24FD3FBDE225823EA1644A3E5BEDD7BD980814BEF7882BBE05AA0ABE23494DBE5FA284BE7ECF8A3DEAA02B3EA55C943DE4875FBD4CCB1F3E83EEA93D09D13EBE2601D93D6378593E3E6E87BC03C6213E3A4E92BD53EA4EBEFD19493E24572D3A3FA8FF3DC97DF6BD3268E6BD22A5A7BDA5413CBE4517833E466580BD6F6F363EE4D76D3E1A14593E9726093EEE3D3B3A1D2839BEB10ABDBD361435BDA02D2CBD66F0CF3DF6DE903C68C0923EF586723E06B7843DD38BDEBDF87087BD0D55C9BD9083FDBDB2EB733E94CF9A3D6AF4613EAC2D553D476A57BEDF7269BE32EC8ABEF4AA04BDF14E863DF5C16B3E077C87BE292588BE2C48CE3D55AD17BE62B1643EEA93283E9ECB743DC81067BD8180173EE294FBBDE3CEF93D5FC5313E99D0293CB33965BEE386E93CDD410EBE48977A3EFBB3633EA5C50BBED42B12BEF71E42BE8AB47D3EF78B743E30EC483E8004BEBDBECD13BEC9F34BBE2C2ABA3D963DA53D067C8BBE2D6073BCFD9E4DBE6A8FF6BDB1D670BD48B69ABDBE6BD93C2648DE3CFE56573C0D28233E3A79593EAD11C3BDF13D65BEC2FFF23D5FF66C3E034E81BE66F61DBE0A3B9F3DB1B58F3E0834513E8C91C93BB55C543DBBF691BEBA2625BED37B16BE86B5FEBD0DDB66BD1A3C00BD325139BD8C1B06BE92CB49BB047071BE6260E8BD3667BD3DB083073EC579B4BD58EC66BE62393F3DFC6B003E8E1EA53DE974AFBDCDEA333DDBF909BDEFED00BE60A655BEC801C53C79E51B3EB218F8BD3CEA5ABD2059DE3D79992ABE7CFB373E866D2FBE944193BE8C8CC9BD321D88BE6AE647BE34F310BED4B73A3EBDA63EBC02AE4ABE15163D3EEDD5323E10802F3D1F400C3E0B2D17BEF5CB8EBE486E393E35B53E3E341AEDBDC54AE93DFF27F9BDDFA67ABEEA654FBE9804C13C11AC47BE8BAE1B3E06D3B33B15D1243D8A30203D6DCC833E6EEE92BE944C203DB0711D3C76DD5C3E7C05E3BDEA728C3ED403403EDF6E64BDACDE843ED53A2EBD25542BB9794FF93B135E5A3E54BB10BE30CF8D3DB09089BD8FF17F3E5A8693BE15112E3EE1A1EA3DF4AF6A3E41013EBDACC295BD94C0ADBC2AD5DE3D12FE0B3E049C04BDC0DF08BD2871AB3C3399FF3CCAFE5DBE782180BEA665173ED1FF1DBEF495513E1638583DE877493EDEA81B3E0FC5903EBDD5C13C34FF613E52923C3E6FF0053EB9BAE8BD062D55BEC0140F3E001E6CBE69C0223D7B75D43D8B57FEBB2DAA41BE06C0323E5506AEBD012088BEA30C24BD910FF7BAFFFD7C3E4C4B63BEE90C81BEE2156DBECC970ABDE92073BE9AF5BFBDD983913DFEDB673E5DE7A33DCE298C3E0EF6743B4AF8DABDBB75A1BD3D696F3E7924863EFDCB69BD45EF773EE25113BE2FF88CBE19EF723EA015BEBDA9C97EBE8B3D85BE4AA13F3EAC8F8F3EF0B052BE4D0F67BE386E84BED250273D01B60EBCEEEE20BEE8F1C3BD40E0823E2F7C09BE6EBFCEBB499E4D3D37BD06BB2791053E483F6EBE817A863EAEC2B5BB9A69243E78891FBEA610073E6329DF3C51F8743E5A8E6E3E787D4EBC32DF743ECD783FBEC62F943DCAD15C3EDC0A78BC1C443EBE124D33BE958E413DE29F74BC7C68043E345A74BD2A036D3EE8EE7C3E0E293C3C228048BDB0C9F7BD7572893EBCA6893ED52E42BE22CD03BEE0F13F3EF0335A3D1D08A93C782EBF3D95A91CBED76E233EA6F62ABD3ECFBE3D4BCF8CBE388492BE8C624CBE46846E3D349FCA3D836C863D8843CB3D72DB52BEB89F323EDB54363D8C8927BE02B326BE51827C3E7615713E66C8EABC34CE62BDAEC392BE1ABC023ECA5F12BE44CE6FBEFB76353E4E6D36BE1E012F3E6155663E2ED953BDE6E7993DBD936F3EF22B273CB85081BEBBAD283E8C2123BEC80C873ED9616BBE956B073E7C7F223EBB1EEABA5CC8B13D7425953DA4457B3E0993303E8DF08A3E6336203D42E408BE8198803E81853CBEC6C405BD232CD13D59A875BE231811BED71154BE165F4E3E9D4585BDB7462EBE109167BEC4560EBE9A3432BEE762293C2916373E38BF8DBE4B6D76BD2B0A8BBE99BE4CBE40057BBC39923FBD5AEAE83C8EB227BE091CC9BDCA27853E3F6B5EBE87EC67BEEE5B20BE7C63633E3C95A3BD344541BEBB3AB5BD98F3913EB40170BEEF78F7BB269F24BE6E39643D1244ACBDC9C6773E7AAD7FBEFD7E6F3DDFE1FC3D4FB179BE1681723E8210FCBD0D1B053E469377BE8B4BC9BC1469893EEB72573E4B54C8BB0AAF823E243D0F3D177FB1BD53B6A4BD34C017BE99F10FBEDFCAB63D3EA6313E7F2F26BDB33C073E9E52B43A028030BD10112CBE8F1FE83DC943323E98E9CDBCCA90653E67E22FBEE631A9BDF1AF513E39B28F3E232E74BE23B9483EADF9493E53909F3C8B921C3C050E7CBE609C73BE5B21773E69E7723E4FEB0D3E7A044C3D135A6DBBD3BE3DBE07B3823E48C5A3BD78045DBE8AEF1A3E483E2FBEB3B802BED16B903E2C4D5F3E8DC94ABE502E913E394D813E2FB1323E400D6EBEBF7B2CBA4724873EAE72353D06E9223E95888EBEE4EA19BD13E196BDE57ABE3DCE124FBEFD618F3E836C613E60712F3DDE15C93D4CCD443E25DB063EE2D3C33DF9C1873E3BCF4ABDF169F8BD852F37BE01F5A7BCBA558BBD0CF5123DDFD81C3E59FF77BE70872CBD7C55E33C6EE9B03DA48215BD0C15A43C0CEC493E0A07723E76D7CABCADA4503E58BF6C3C4B0A4C3EDED08BBE8D1FAABD2FC4103EA7E60CBE39CAB73CA5E70CBEC85A863ECE72E9BD9F2F223EB7023DBDEF6CDFBC2F12943D240C473DFE46DFBD0B48CA3D6F6A66BE062139BE7DCB843E869375BE0996C33D68EAE93DA29BB13D55470F3E2C7DF5BD81ED6BBEEA1732BEB0C19DBDDC9F87BD6A43223EEF0E27BDF55B39BEAD89103E3E6B823E0934813D1D487BBE88B7B7BCAC12E2BCC6A054BECAD9903E8D0BCEBDB2A23EBC85D0483EF2B3D83D9C108E3E69288A3E0B2DC1BD0315713E72E4933DB51846BE30D533BE8F3ADBBD48677A3E7A5BB73D7EEF80BD13FE2BBE0627813E6E0183BE67178EBE2AD9473E9D8311BDDC9A273EF26F7E3E51EC1ABD21E4E7BD50FAAA3DFF22293DADB03DBD37DB4E3E5E3523BEC72E43BE388A453EFAB287BEA9B77BBE4C9A4D3E5EF87ABE74D948BE6B05B6BD"
    }
  }
#-}
