module {
  func.func @main(%arg0: tensor<2x?x12xf32>, %arg1: tensor<2x?x8xf32>, %arg2: tensor<2x?x8xf32>) -> tensor<2x?x12xf32> {
    %c4_i64 = arith.constant 4 : i64
    %c8_i64 = arith.constant 8 : i64
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %cst = arith.constant 0.000000e+00 : f32
    %c2 = arith.constant 2 : index
    %c-1 = arith.constant -1 : index
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_3 = arith.constant dense<true> : tensor<i1>
    %cst_4 = arith.constant dense_resource<torch_tensor_12_32_torch.float32> : tensor<12x32xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_32_12_torch.float32_1> : tensor<32x12xf32>
    %cst_6 = arith.constant dense_resource<torch_tensor_4_torch.float32> : tensor<4xf32>
    %cst_7 = arith.constant 0.353553385 : f32
    %cst_8 = arith.constant dense_resource<torch_tensor_8_torch.float32_1> : tensor<8xf32>
    %cst_9 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_10 = arith.constant 9.99999997E-7 : f32
    %cst_11 = arith.constant dense_resource<torch_tensor_16_12_torch.float32_1> : tensor<16x12xf32>
    %cst_12 = arith.constant dense_resource<torch_tensor_16_12_torch.float32> : tensor<16x12xf32>
    %cst_13 = arith.constant dense_resource<torch_tensor_32_12_torch.float32> : tensor<32x12xf32>
    %c64_i64 = arith.constant 64 : i64
    %c32_i64 = arith.constant 32 : i64
    %cst_14 = arith.constant 8.000000e+00 : f32
    %c16_i64 = arith.constant 16 : i64
    %c3 = arith.constant 3 : index
    %dim = tensor.dim %arg0, %c1 : tensor<2x?x12xf32>
    %0 = arith.index_cast %dim : index to i64
    %1 = tensor.empty() : tensor<12x32xf32>
    %transposed = linalg.transpose ins(%cst_13 : tensor<32x12xf32>) outs(%1 : tensor<12x32xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x?x12xf32> into tensor<?x12xf32>
    %2 = affine.apply affine_map<()[s0] -> (s0 * 2)>()[%dim]
    %3 = tensor.empty(%2) : tensor<?x32xf32>
    %4 = linalg.fill ins(%cst : f32) outs(%3 : tensor<?x32xf32>) -> tensor<?x32xf32>
    %5 = linalg.matmul ins(%collapsed, %transposed : tensor<?x12xf32>, tensor<12x32xf32>) outs(%4 : tensor<?x32xf32>) -> tensor<?x32xf32>
    %6 = arith.divsi %2, %c2 : index
    %expanded = tensor.expand_shape %5 [[0, 1], [2]] output_shape [2, %6, 32] : tensor<?x32xf32> into tensor<2x?x32xf32>
    %7 = arith.muli %0, %c2_i64 : i64
    %8 = arith.muli %0, %c16_i64 : i64
    %9 = arith.index_cast %6 : index to i64
    %10 = arith.muli %9, %c64_i64 : i64
    %11 = arith.divui %10, %8 : i64
    %from_elements = tensor.from_elements %c2_i64, %0, %11, %c8_i64 : tensor<4xi64>
    %reshape = tensor.reshape %expanded(%from_elements) : (tensor<2x?x32xf32>, tensor<4xi64>) -> tensor<2x?x4x8xf32>
    %12 = tensor.empty() : tensor<12x16xf32>
    %transposed_15 = linalg.transpose ins(%cst_12 : tensor<16x12xf32>) outs(%12 : tensor<12x16xf32>) permutation = [1, 0] 
    %13 = tensor.empty(%2) : tensor<?x16xf32>
    %14 = linalg.fill ins(%cst : f32) outs(%13 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %15 = linalg.matmul ins(%collapsed, %transposed_15 : tensor<?x12xf32>, tensor<12x16xf32>) outs(%14 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %expanded_16 = tensor.expand_shape %15 [[0, 1], [2]] output_shape [2, %6, 16] : tensor<?x16xf32> into tensor<2x?x16xf32>
    %16 = arith.muli %9, %c32_i64 : i64
    %17 = arith.divui %16, %8 : i64
    %from_elements_17 = tensor.from_elements %c2_i64, %0, %17, %c8_i64 : tensor<4xi64>
    %reshape_18 = tensor.reshape %expanded_16(%from_elements_17) : (tensor<2x?x16xf32>, tensor<4xi64>) -> tensor<2x?x2x8xf32>
    %transposed_19 = linalg.transpose ins(%cst_11 : tensor<16x12xf32>) outs(%12 : tensor<12x16xf32>) permutation = [1, 0] 
    %18 = linalg.matmul ins(%collapsed, %transposed_19 : tensor<?x12xf32>, tensor<12x16xf32>) outs(%14 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %expanded_20 = tensor.expand_shape %18 [[0, 1], [2]] output_shape [2, %6, 16] : tensor<?x16xf32> into tensor<2x?x16xf32>
    %reshape_21 = tensor.reshape %expanded_20(%from_elements_17) : (tensor<2x?x16xf32>, tensor<4xi64>) -> tensor<2x?x2x8xf32>
    %19 = tensor.empty(%dim) : tensor<2x2x?x8xf32>
    %transposed_22 = linalg.transpose ins(%reshape_21 : tensor<2x?x2x8xf32>) outs(%19 : tensor<2x2x?x8xf32>) permutation = [0, 2, 1, 3] 
    %20 = tensor.empty(%dim) : tensor<2x?x4x8xf32>
    %21 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape : tensor<2x?x4x8xf32>) outs(%20 : tensor<2x?x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %117 : f32
    } -> tensor<2x?x4x8xf32>
    %22 = tensor.empty(%dim) : tensor<2x?x4x1xf32>
    %23 = linalg.fill ins(%cst : f32) outs(%22 : tensor<2x?x4x1xf32>) -> tensor<2x?x4x1xf32>
    %24 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%21 : tensor<2x?x4x8xf32>) outs(%23 : tensor<2x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x1xf32>
    %25 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<2x?x4x1xf32>) outs(%22 : tensor<2x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.divf %in, %cst_14 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x1xf32>
    %26 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<2x?x4x1xf32>) outs(%22 : tensor<2x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %cst_10 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x1xf32>
    %27 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<2x?x4x1xf32>) outs(%22 : tensor<2x?x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.rsqrt %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x1xf32>
    %28 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape, %27 : tensor<2x?x4x8xf32>, tensor<2x?x4x1xf32>) outs(%20 : tensor<2x?x4x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x8xf32>
    %29 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_9, %28 : tensor<8xf32>, tensor<2x?x4x8xf32>) outs(%20 : tensor<2x?x4x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x4x8xf32>
    %30 = tensor.empty(%dim) : tensor<2x?x2x8xf32>
    %31 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_18 : tensor<2x?x2x8xf32>) outs(%30 : tensor<2x?x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %117 : f32
    } -> tensor<2x?x2x8xf32>
    %32 = tensor.empty(%dim) : tensor<2x?x2x1xf32>
    %33 = linalg.fill ins(%cst : f32) outs(%32 : tensor<2x?x2x1xf32>) -> tensor<2x?x2x1xf32>
    %34 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%31 : tensor<2x?x2x8xf32>) outs(%33 : tensor<2x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x1xf32>
    %35 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34 : tensor<2x?x2x1xf32>) outs(%32 : tensor<2x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.divf %in, %cst_14 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x1xf32>
    %36 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<2x?x2x1xf32>) outs(%32 : tensor<2x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %cst_10 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x1xf32>
    %37 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36 : tensor<2x?x2x1xf32>) outs(%32 : tensor<2x?x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.rsqrt %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x1xf32>
    %38 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_18, %37 : tensor<2x?x2x8xf32>, tensor<2x?x2x1xf32>) outs(%30 : tensor<2x?x2x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x8xf32>
    %39 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_8, %38 : tensor<8xf32>, tensor<2x?x2x8xf32>) outs(%30 : tensor<2x?x2x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x2x8xf32>
    %40 = tensor.empty(%dim) : tensor<2x4x?x8xf32>
    %transposed_23 = linalg.transpose ins(%29 : tensor<2x?x4x8xf32>) outs(%40 : tensor<2x4x?x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_24 = linalg.transpose ins(%39 : tensor<2x?x2x8xf32>) outs(%19 : tensor<2x2x?x8xf32>) permutation = [0, 2, 1, 3] 
    %dim_25 = tensor.dim %arg1, %c1 : tensor<2x?x8xf32>
    %expanded_26 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, %dim_25, 8] : tensor<2x?x8xf32> into tensor<2x1x?x8xf32>
    %dim_27 = tensor.dim %arg2, %c1 : tensor<2x?x8xf32>
    %expanded_28 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, %dim_27, 8] : tensor<2x?x8xf32> into tensor<2x1x?x8xf32>
    %41 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_23, %expanded_26 : tensor<2x4x?x8xf32>, tensor<2x1x?x8xf32>) outs(%40 : tensor<2x4x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x8xf32>
    %extracted_slice = tensor.extract_slice %transposed_23[0, 0, 0, 0] [2, 4, %dim, 4] [1, 1, 1, 1] : tensor<2x4x?x8xf32> to tensor<2x4x?x4xf32>
    %extracted_slice_29 = tensor.extract_slice %transposed_23[0, 0, 0, 4] [2, 4, %dim, 4] [1, 1, 1, 1] : tensor<2x4x?x8xf32> to tensor<2x4x?x4xf32>
    %42 = tensor.empty(%dim) : tensor<2x4x?x4xf32>
    %43 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_29 : tensor<2x4x?x4xf32>) outs(%42 : tensor<2x4x?x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.negf %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x4xf32>
    %concat = tensor.concat dim(3) %43, %extracted_slice : (tensor<2x4x?x4xf32>, tensor<2x4x?x4xf32>) -> tensor<2x4x?x8xf32>
    %dim_30 = tensor.dim %43, %c2 : tensor<2x4x?x4xf32>
    %44 = tensor.empty(%dim_30) : tensor<2x4x?x8xf32>
    %45 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_28 : tensor<2x4x?x8xf32>, tensor<2x1x?x8xf32>) outs(%44 : tensor<2x4x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x8xf32>
    %46 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41, %45 : tensor<2x4x?x8xf32>, tensor<2x4x?x8xf32>) outs(%40 : tensor<2x4x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.addf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x8xf32>
    %47 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_24, %expanded_26 : tensor<2x2x?x8xf32>, tensor<2x1x?x8xf32>) outs(%19 : tensor<2x2x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x2x?x8xf32>
    %extracted_slice_31 = tensor.extract_slice %transposed_24[0, 0, 0, 0] [2, 2, %dim, 4] [1, 1, 1, 1] : tensor<2x2x?x8xf32> to tensor<2x2x?x4xf32>
    %extracted_slice_32 = tensor.extract_slice %transposed_24[0, 0, 0, 4] [2, 2, %dim, 4] [1, 1, 1, 1] : tensor<2x2x?x8xf32> to tensor<2x2x?x4xf32>
    %48 = tensor.empty(%dim) : tensor<2x2x?x4xf32>
    %49 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_32 : tensor<2x2x?x4xf32>) outs(%48 : tensor<2x2x?x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.negf %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x2x?x4xf32>
    %concat_33 = tensor.concat dim(3) %49, %extracted_slice_31 : (tensor<2x2x?x4xf32>, tensor<2x2x?x4xf32>) -> tensor<2x2x?x8xf32>
    %dim_34 = tensor.dim %49, %c2 : tensor<2x2x?x4xf32>
    %50 = tensor.empty(%dim_34) : tensor<2x2x?x8xf32>
    %51 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_33, %expanded_28 : tensor<2x2x?x8xf32>, tensor<2x1x?x8xf32>) outs(%50 : tensor<2x2x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x2x?x8xf32>
    %52 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %51 : tensor<2x2x?x8xf32>, tensor<2x2x?x8xf32>) outs(%19 : tensor<2x2x?x8xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.addf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x2x?x8xf32>
    %53 = tensor.empty(%dim) : tensor<2x2x2x?x8xf32>
    %54 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%52 : tensor<2x2x?x8xf32>) outs(%53 : tensor<2x2x2x?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x?x8xf32>
    %collapsed_35 = tensor.collapse_shape %54 [[0], [1, 2], [3], [4]] : tensor<2x2x2x?x8xf32> into tensor<2x4x?x8xf32>
    %55 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_22 : tensor<2x2x?x8xf32>) outs(%53 : tensor<2x2x2x?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x?x8xf32>
    %56 = tensor.empty(%dim) : tensor<2x4x8x?xf32>
    %transposed_36 = linalg.transpose ins(%collapsed_35 : tensor<2x4x?x8xf32>) outs(%56 : tensor<2x4x8x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_37 = tensor.collapse_shape %46 [[0, 1], [2], [3]] : tensor<2x4x?x8xf32> into tensor<8x?x8xf32>
    %collapsed_38 = tensor.collapse_shape %transposed_36 [[0, 1], [2], [3]] : tensor<2x4x8x?xf32> into tensor<8x8x?xf32>
    %57 = tensor.empty(%dim, %dim) : tensor<8x?x?xf32>
    %58 = linalg.fill ins(%cst : f32) outs(%57 : tensor<8x?x?xf32>) -> tensor<8x?x?xf32>
    %59 = linalg.batch_matmul ins(%collapsed_37, %collapsed_38 : tensor<8x?x8xf32>, tensor<8x8x?xf32>) outs(%58 : tensor<8x?x?xf32>) -> tensor<8x?x?xf32>
    %from_elements_39 = tensor.from_elements %c2_i64, %c4_i64, %0, %0 : tensor<4xi64>
    %reshape_40 = tensor.reshape %59(%from_elements_39) : (tensor<8x?x?xf32>, tensor<4xi64>) -> tensor<2x4x?x?xf32>
    %60 = tensor.empty(%dim, %dim) : tensor<2x4x?x?xf32>
    %61 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_40 : tensor<2x4x?x?xf32>) outs(%60 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.mulf %in, %cst_7 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %62 = tensor.empty(%dim, %dim) : tensor<?x?xi1>
    %63 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> ()>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%cst_3 : tensor<i1>) outs(%62 : tensor<?x?xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<?x?xi1>
    %64 = tensor.empty(%dim) : tensor<?xi64>
    %65 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%64 : tensor<?xi64>) {
    ^bb0(%out: i64):
      %117 = linalg.index 0 : index
      %118 = arith.index_cast %117 : index to i64
      linalg.yield %118 : i64
    } -> tensor<?xi64>
    %expanded_41 = tensor.expand_shape %65 [[0, 1]] output_shape [1, %dim] : tensor<?xi64> into tensor<1x?xi64>
    %expanded_42 = tensor.expand_shape %65 [[0, 1]] output_shape [%dim, 1] : tensor<?xi64> into tensor<?x1xi64>
    %66 = tensor.empty(%dim, %dim) : tensor<?x?xi64>
    %67 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (0, d1)>, affine_map<(d0, d1) -> (d0, 0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%expanded_41, %expanded_42 : tensor<1x?xi64>, tensor<?x1xi64>) outs(%66 : tensor<?x?xi64>) {
    ^bb0(%in: i64, %in_62: i64, %out: i64):
      %117 = arith.subi %in, %in_62 : i64
      linalg.yield %117 : i64
    } -> tensor<?x?xi64>
    %68 = tensor.empty(%dim, %dim) : tensor<?x?xi1>
    %69 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%67 : tensor<?x?xi64>) outs(%68 : tensor<?x?xi1>) {
    ^bb0(%in: i64, %out: i1):
      %117 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %117 : i1
    } -> tensor<?x?xi1>
    %70 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%69, %63 : tensor<?x?xi1>, tensor<?x?xi1>) outs(%68 : tensor<?x?xi1>) {
    ^bb0(%in: i1, %in_62: i1, %out: i1):
      %117 = arith.andi %in, %in_62 : i1
      linalg.yield %117 : i1
    } -> tensor<?x?xi1>
    %71 = tensor.empty(%dim, %dim) : tensor<2x4x?x?xf32>
    %72 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d2, d3)>, affine_map<(d0, d1, d2, d3) -> ()>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%70, %cst_2, %61 : tensor<?x?xi1>, tensor<f32>, tensor<2x4x?x?xf32>) outs(%71 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: i1, %in_62: f32, %in_63: f32, %out: f32):
      %117 = arith.select %in, %in_62, %in_63 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %73 = arith.cmpi slt, %0, %c0_i64 : i64
    %74 = arith.select %73, %c1, %dim : index
    %75 = tensor.empty(%74) : tensor<2x4x?x1xf32>
    %expanded_43 = tensor.expand_shape %cst_6 [[0, 1]] output_shape [4, 1] : tensor<4xf32> into tensor<4x1xf32>
    %76 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d1, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_43 : tensor<4x1xf32>) outs(%75 : tensor<2x4x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x?x1xf32>
    %concat_44 = tensor.concat dim(3) %72, %76 : (tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) -> tensor<2x4x?x?xf32>
    %dim_45 = tensor.dim %72, %c2 : tensor<2x4x?x?xf32>
    %77 = tensor.empty(%dim_45) : tensor<2x4x?xi64>
    %78 = linalg.fill ins(%c0_i64 : i64) outs(%77 : tensor<2x4x?xi64>) -> tensor<2x4x?xi64>
    %79 = tensor.empty(%dim_45) : tensor<2x4x?xf32>
    %80 = linalg.fill ins(%cst_0 : f32) outs(%79 : tensor<2x4x?xf32>) -> tensor<2x4x?xf32>
    %81:2 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%concat_44 : tensor<2x4x?x?xf32>) outs(%80, %78 : tensor<2x4x?xf32>, tensor<2x4x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_62: i64):
      %117 = linalg.index 3 : index
      %118 = arith.index_cast %117 : index to i64
      %119 = arith.maximumf %in, %out : f32
      %120 = arith.cmpf ogt, %in, %out : f32
      %121 = arith.select %120, %118, %out_62 : i64
      linalg.yield %119, %121 : f32, i64
    } -> (tensor<2x4x?xf32>, tensor<2x4x?xi64>)
    %expanded_46 = tensor.expand_shape %81#0 [[0], [1], [2, 3]] output_shape [2, 4, %dim_45, 1] : tensor<2x4x?xf32> into tensor<2x4x?x1xf32>
    %dim_47 = tensor.dim %72, %c3 : tensor<2x4x?x?xf32>
    %82 = affine.apply affine_map<()[s0] -> (s0 + 1)>()[%dim_47]
    %83 = tensor.empty(%dim_45, %82) : tensor<2x4x?x?xf32>
    %84 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_44, %expanded_46 : tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) outs(%83 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.subf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %85:2 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%84 : tensor<2x4x?x?xf32>) outs(%80, %78 : tensor<2x4x?xf32>, tensor<2x4x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_62: i64):
      %117 = linalg.index 3 : index
      %118 = arith.index_cast %117 : index to i64
      %119 = arith.maximumf %in, %out : f32
      %120 = arith.cmpf ogt, %in, %out : f32
      %121 = arith.select %120, %118, %out_62 : i64
      linalg.yield %119, %121 : f32, i64
    } -> (tensor<2x4x?xf32>, tensor<2x4x?xi64>)
    %expanded_48 = tensor.expand_shape %85#0 [[0], [1], [2, 3]] output_shape [2, 4, %dim_45, 1] : tensor<2x4x?xf32> into tensor<2x4x?x1xf32>
    %86 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%84, %expanded_48 : tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) outs(%83 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.subf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %87 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%86 : tensor<2x4x?x?xf32>) outs(%83 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.exp %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %88 = tensor.empty(%dim_45) : tensor<2x4x?x1xf32>
    %89 = linalg.fill ins(%cst : f32) outs(%88 : tensor<2x4x?x1xf32>) -> tensor<2x4x?x1xf32>
    %90 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%87 : tensor<2x4x?x?xf32>) outs(%89 : tensor<2x4x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x1xf32>
    %91 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%87, %90 : tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) outs(%83 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.divf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x?x?xf32>
    %92 = arith.index_cast %82 : index to i64
    %93 = arith.minsi %92, %c0_i64 : i64
    %94 = arith.index_cast %93 : i64 to index
    %95 = arith.addi %82, %c-1 : index
    %96 = arith.cmpi slt, %95, %c0 : index
    %97 = arith.select %96, %c-1, %95 : index
    %98 = arith.minsi %97, %82 : index
    %99 = arith.subi %98, %94 : index
    %100 = arith.maxsi %99, %c0 : index
    %extracted_slice_49 = tensor.extract_slice %91[0, 0, 0, %94] [2, 4, %dim_45, %100] [1, 1, 1, 1] : tensor<2x4x?x?xf32> to tensor<2x4x?x?xf32>
    %from_elements_50 = tensor.from_elements %c8_i64, %0, %0 : tensor<3xi64>
    %reshape_51 = tensor.reshape %extracted_slice_49(%from_elements_50) : (tensor<2x4x?x?xf32>, tensor<3xi64>) -> tensor<8x?x?xf32>
    %collapsed_52 = tensor.collapse_shape %55 [[0, 1, 2], [3], [4]] : tensor<2x2x2x?x8xf32> into tensor<8x?x8xf32>
    %101 = tensor.empty(%dim) : tensor<8x?x8xf32>
    %102 = linalg.fill ins(%cst : f32) outs(%101 : tensor<8x?x8xf32>) -> tensor<8x?x8xf32>
    %103 = linalg.batch_matmul ins(%reshape_51, %collapsed_52 : tensor<8x?x?xf32>, tensor<8x?x8xf32>) outs(%102 : tensor<8x?x8xf32>) -> tensor<8x?x8xf32>
    %expanded_53 = tensor.expand_shape %103 [[0, 1], [2], [3]] output_shape [2, 4, %dim, 8] : tensor<8x?x8xf32> into tensor<2x4x?x8xf32>
    %transposed_54 = linalg.transpose ins(%expanded_53 : tensor<2x4x?x8xf32>) outs(%20 : tensor<2x?x4x8xf32>) permutation = [0, 2, 1, 3] 
    %104 = arith.muli %0, %c64_i64 : i64
    %105 = arith.divui %104, %7 : i64
    %from_elements_55 = tensor.from_elements %c2_i64, %0, %105 : tensor<3xi64>
    %reshape_56 = tensor.reshape %transposed_54(%from_elements_55) : (tensor<2x?x4x8xf32>, tensor<3xi64>) -> tensor<2x?x32xf32>
    %transposed_57 = linalg.transpose ins(%cst_5 : tensor<32x12xf32>) outs(%1 : tensor<12x32xf32>) permutation = [1, 0] 
    %106 = linalg.matmul ins(%collapsed, %transposed_57 : tensor<?x12xf32>, tensor<12x32xf32>) outs(%4 : tensor<?x32xf32>) -> tensor<?x32xf32>
    %expanded_58 = tensor.expand_shape %106 [[0, 1], [2]] output_shape [2, %6, 32] : tensor<?x32xf32> into tensor<2x?x32xf32>
    %107 = tensor.empty(%6) : tensor<2x?x32xf32>
    %108 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_58 : tensor<2x?x32xf32>) outs(%107 : tensor<2x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.negf %in : f32
      %118 = math.exp %117 : f32
      %119 = arith.addf %118, %cst_1 : f32
      %120 = arith.divf %cst_1, %119 : f32
      linalg.yield %120 : f32
    } -> tensor<2x?x32xf32>
    %109 = tensor.empty(%dim) : tensor<2x?x32xf32>
    %110 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%reshape_56, %108 : tensor<2x?x32xf32>, tensor<2x?x32xf32>) outs(%109 : tensor<2x?x32xf32>) {
    ^bb0(%in: f32, %in_62: f32, %out: f32):
      %117 = arith.mulf %in, %in_62 : f32
      linalg.yield %117 : f32
    } -> tensor<2x?x32xf32>
    %111 = tensor.empty() : tensor<32x12xf32>
    %transposed_59 = linalg.transpose ins(%cst_4 : tensor<12x32xf32>) outs(%111 : tensor<32x12xf32>) permutation = [1, 0] 
    %collapsed_60 = tensor.collapse_shape %110 [[0, 1], [2]] : tensor<2x?x32xf32> into tensor<?x32xf32>
    %112 = affine.apply affine_map<()[s0] -> (s0 * 2)>()[%dim]
    %113 = tensor.empty(%112) : tensor<?x12xf32>
    %114 = linalg.fill ins(%cst : f32) outs(%113 : tensor<?x12xf32>) -> tensor<?x12xf32>
    %115 = linalg.matmul ins(%collapsed_60, %transposed_59 : tensor<?x32xf32>, tensor<32x12xf32>) outs(%114 : tensor<?x12xf32>) -> tensor<?x12xf32>
    %116 = arith.divsi %112, %c2 : index
    %expanded_61 = tensor.expand_shape %115 [[0, 1], [2]] output_shape [2, %116, 12] : tensor<?x12xf32> into tensor<2x?x12xf32>
    return %expanded_61 : tensor<2x?x12xf32>
  }
}
{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.float32: "0x040000003005943CA285E1BCDB549FBD69BE27BEE7D8C2BB9031E1BD805379BD2FF533BECF56113EC636273EB84E9A3DA6E6CEBD50F127BE5BDCF3BD5DA79EBD484336BD5A8351BDAFF51E3D4B1607BC3B0E13BE8BA9EBBD1DD11FBE928CF03D4AD426BEBF5C303EB22A2EBE7917293EC19EBEBD6B4A02BE21F4E1BD3F14B0BC490CEC3BBD86F63D01050A3E88968EBC84362C3CF4CE583D2A8A2EBD60B37E3CAD8B25BE5F831BBD64BCB73BDA77C23C0382B43D62BF35BDD4BCD33DC715AA3C7AB108BCB53DAC3DDD4A9E3D374D07BE7E4DEEBDF21113BEE3AB1BBE73D7FEBDDB22313E7213DD3D2E1C5ABD02B532BEFF6175BD3E83BABDCAB1943DC3727A3D3791B6BDC180323D1E26E3BC1BF4A2BD2FDF013E55872CBE800931BDBF9FE0BDD9644F3D2E72C3BDBE37CE3DC4D222BED7AAC03D120E14BD4432BEBC101D1FBCC8227C3D2A82193BF2831F3C13189A3A0993AC3DF918D2BCD423833D1F2C0ABE9960B5BD1F221BBE528CDCBD7FEAA63D6C7C8C3DD6C5E1BD74BBC9BC6E5E7BBD247DD8BDE4B2B23D5DA73DBC8D1AA2BD5122D03DC2E3203E5FBE24BEA718BF3B629FA9BDCEF36E3D703585BD45AA893D32FD77BD585D25BEB796FA3C37FDAEBD0DD3E93D7CF948BD87C7103E73721FBEFEA4C33C9FE7DF3C16D35C3D6DE5BDBD551D2B3E0EE223BEEE69ADBD301996BD51836DBC50F0CD3DECD3CC3D2E53343E0AC9783D238F2EBEB448FE3D66AB1DBEFEFB2A3EE59AF13DE6AEB93D1EF9F13C30A3323E1E6D133B24AE19BD491AA23D04F11F3C849D2BBC8088C0BDC5F333BE6459133E9BF0843D41C3DCBD73D933BE7944E4BD1907EB3C25B3D8BD632A8EBC413210BEA25BA3BDC7EBCA3BD8AE0A3E5F920DBEC7401D3ED3CBA8BDF67540BDCBDB1BBE918593BDBBF1FF3DDC81E2BD2D16F6BD121E9ABDA8B557BD8176963DFF8104BEB69582BB299507BE96F710BEE8ED2CBEFA302E3E9073D1BDBB0D043E21C21FBD90060B3D0C5381BDF71EF73DCF9B783D5F97133EF22E1EBE05DCC23DA4DCEBBC36150CBE228AF53DF507673D0705FCBD293EE33C8EE7E3BD367806BD618372BDD20D0E3E55F033BE08160FBD746EDD3B31D517BEF356853D2F09843DB9D2B03D287F48BD4D66E13D014C153C3AB0113E668FF63C05C5A43D61B2323E7D702CBE05F55E3D947EF13DD2DBB53DEE4485BC55B71DBDC42F053EE148163E874C243E0F05EEBD6F6932BE6D74E63D986E2E3E59481C3EB730263D34E9CCBC19AB9C3829B5093C64A50B3ED2B8673D3E7D293E03261BBEBAD00B3DCA82D93DF309453DCAD630BDCB6EAD3C765C0CBEC789B9BC1629BABDB40EC83DC9677D3DF63FDDBD0F51C0BCEE55CF3D106E023E96B0873D305700BEA3305F3D8C2F43BD4CFC07BECAAC2A3E89231FBDBDB5183EFFE403BE3FFFC33D474F363D217E303E00AA2B3EA8612E3E47DD2D3C98541F3EB8E3D9BC41023D3C466CB53D6A7EC6BDAB80B83DABB4A83AC72D9D3DC4710EBE302422BEF56124BEF13A133E8FDA14BD3D90D73D99F42EBE36C3203E887461BBC3D994BCC5A832BD2DEDE2BD33D4B9BD67C9613D50F515BE51BDCC3D417CE7BD2901A6BC0390733D9345193DC391093D7C72783C4B2DCD3D7755083ED5441F3E3DB616BE72A34BBBD1D9B43BF14237BCE6B454BDA12DECBD365661BCFD3F923D3941043E7D5560BDCE8F2DBE0D5309BC9D47853D520D903D32311ABD718865BDE129A53D93E8E9BDDB8D82BDBC680DBE385DAABDBA63023E28677B3D13F183B96CEE20BE3F8B04BDEFDC51BD3FCF963DD612313E8A02D7BDDC47B73D62A51EBB955511BE07B1273D65F2E13DAC35EC3DEFE1BDBD177E303C23EB023E8EAC0D3EAC1DFD3C70383DBD8BB459BDE2091FBC107A68BD1BE3D03DA7AD2FBE8731D93DF165BCBD5C0DD03C0B79033D78CC0F3EE9CB0F3E724AE33CF121E3BD4E86463DD4D2B13CE923AE3D1C7B51BDB80026BD0E1858BC29C636BD1714D43D90B9FA3D38F0CE3D9194C43C3251763D135C2A3E4DA8813CCB430B3D0A27B63C7C4433BEC964F03D22EDECBDBEBF1E3E7AD32CBE4E8FF3BDE99CB5BD604C2CBEBFF661BD9B38E03D847E233E0B2A153E22AB063E2E05F2BCE187F5BD8720DF3C821E143EADC4163E666C15BE38AAC5BDF1B691BD636C22BE",
      torch_tensor_32_12_torch.float32_1: "0x04000000CDE834BE0C2F7F3EAA38C33D1E8D4CBEBB902DBE2A931CBE09F8863EB27356BE9BE053BE09738D3E6086453EA231083E81D3F7BCFE131A3B2A9EEA3D56CC2E3EDA4427BE71C712BEB5F96ABE540E75BE26686EBE677490BE8F040DBD1E2FD63DE4245CBCAED56EBD6A2B0F3EDC1E6F3C9698D0BD83B563BE6619C63D0B14573E6D3F87BD2DE9F9BDE5AE693ECF48703E66AAD7BD25AECE3D1CD78C3DF69619BD4BEF4CBE6F4F8F3BA7BE96BDBCC4743E4DC64BBDBFF03EBE201E763D472B77BB0B901CBE95A6C73DBE13343E893356BDAA8E8A3E84E4003EC369CA3D6156833E6A4415BE6E77A53D5C2E573EE5BFFABCBBD80BBD1F63143E6D2D8FBE9AA46A3EC6FB42BE15AA39BE4CF87CBEB52CF93D8FBA8A3EAE701F3EE2FB473E96A10A3E066BDD3CC572413EEA4F1E3E7568933E0D5CC73D70F1C6BD9B602FBECCD925BE0586583EE9A856BEF4E2903EC6166BBD7D513DBE3696253B389DB0BD197B063EE803D5BD13C8683E9073E83CF4120DBE5DFE35BD94F7D13D1F22343B41AECD3DC81090BE40A40F3E5349CEBD290FE9BDF99B0ABE1A4CB3BD4441F03D3AA6923EFAC6D73D0E3383BE0221D73D11361CBEF21BF93C5318EBBD1B1F7EBCD6C68D3B04A9C33D8DCC6CBE11AE79BE5595063E9B05DABC7E0C6D3D8DB7A53D4DCE3ABEA8153B3D887AA13DE54C8EBE698D453E68BB1ABE43A3243E031EB93D102018BE34DF363E815182BEFB955CBD759149BE385A61BE5DFB24BE60F67EBE3CC6513D6B2A41BE5223DABDF3FDB8BDA6908A3E711B6F3E447C72BE8DF919BEB00582BB269292BEEFAB583EAA9B6CBEABC95BBB1167D93D735565BEBAC1A5BC558715BD9C7B013EC3FCD8BDBC4A27BE145D3B3E26058CBE6ED7D53D146408BE5A5E15BE25D436BE69B702BE873F243EC5E92ABE20F05A3EF3F988BE5C9B933C994555BDF20D643C14B231BE3483973DE4F65ABE6A850BBE455D55BE49A63C3E9F49BDBD9469203EF4DDDF3D19D7C9BDB426B4BDAD5591BC72F06BBEFD86C63C92970A3E37191A3E5E56C93BD70610BEF76D61BEA7E06E3E4C4CC43D835D913EC2628E3D233AEA3D4B37273E3E33833DEDA1623BF3F90EBE2CA3E03DBDB936BE2F00373DD44384BED070833E2B45DBBC6C469C3DFE33033E0028403E658A4CBE43797BBED89872BEEFD3A83C81A20ABECFD2843D0DC6FD3C3D13BB3D305C7FBEB16569BEE31C573EFC62763E80D11B3EAEB6823DE7B290BDD0544F3E03F9263E1D7E183B95E58ABE5F0F883E53E08B3E4CE185BD12631B3E24AFCFBD2D228EBEE4DB293E7DE12F3D470434BEC585903EDDABDBBCBBB60A3EE00C803E4C42883EE61D193EAABC2B3EAF9B95BBAA4DF13C2861E43C8F73DFBDD0CE52BE2F73E7BD149CC1BD8CE80A3EA2EDFBBDA4508DBDBE1474BC062B713E2EF71ABEBA28883D592F83BEE4C8EEBD2D4FA03DFB071EBE1C433E3DA71D8A3E04A0803B8844F0BDD1054A3EA661843E8F01073EDD2D013D39E129BE4EB72BBDB274633E7D38483E2241E53D7370BFBDBC907D3E4B3A493E2288893E03A257BE28F31BBD9C34AFBD484F28BE4EB0443C2779E2BC7564AEBD40E2E73D967955BE6C1781BE25EA8EBD5A4B2FBEC5BE57BC65961D3E56D735BEE68A643E445AE3BD9E93ADBDC9D4F8BD3C2B8EBE27B44DBDBDBE373EB6B0543E8719FCBD5CED11BEB49881BE2443B8BD1FA78D3E572D4CBE7D7A31BE8D1663BCAA432CBEC2008A3E16B27DBE9F1F8C3D687264BEA727203ED35B57BE228555BEFC62863E1F598EBEC42B5FBE8AB46F3D11BED93DB671D63CD3072B3ED12399BB0C0E663E5FAB2B3E79451A3EEB204DBE49098CBDC942F33D2FB98D3E9D0FD33BBAA838BEEF5A5ABEB20162BE17B210BE333C003E3FFD373EC6901ABD9D4F81BE75CC85BD59512ABE61E481BD6263A03D071251BD97024A3E305D59BE7DA743BE0103003E1901863E1AAB6EBCC555ADBC2E988D3DA19D12BE73B492BEEA50413D068F2B3EBF19FCBD5DC2A7BD2F6E193D0083393E35785A3C2BA6B1BD1F15F53DF36813BE9A9642BE71F921BC5A7A8B3E3FA62D3E6464D03C8540B43DF1AAA8BCF20B323E31BC1ABEB010B13D3FD110BCED0877BD5EE3723E866C623EAD470F3EFB28843E4861DFBD3168143EA6AFBABDAD9819BE",
      torch_tensor_4_torch.float32: "0x04000000064759BFB4F6F5BEA4752C3FC1F7F5BE",
      torch_tensor_8_torch.float32_1: "0x04000000367C813FEB046B3F8625853F0BF7673F64B08A3F4C366C3F7DE5453F76DF6D3F",
      torch_tensor_8_torch.float32: "0x04000000610F883F42888C3FE421973F6DC2993FE45F7D3FA0FE7A3F257D803F9EB1803F",
      torch_tensor_16_12_torch.float32_1: "0x040000002AB3033D50D2F73D251135BC3464F83DCAE6A7BD10F2153E0CB238BEE696A7BA3043FBBD8FE3A5BD4ECA21BEF4B486BEF00D8F3E6AE76BBCAA0F9A3CB0DE27BE9BCFDD3D0098F6BD3DFF773DE6135F3EE2E885BE5C07393E08E214BE6D8A6A3EF21C89BD1F288D3E17A491BEE88E5B3E3045133E5C09463EB7DB5F3D37468BBE617966BE66D970BE59E1633DC8190A3EAB1B573EF14E93BEC3703A3E4239D7BC60DC7DBE1D2A85BDB828523E89646B3D6A962ABEBBA2703D5DEA0FBE784FA6BC85D50BBD2962683E2093D53DB80E7A3DC7E41D3EBDB941BEAB9D14BE8F46A93D23E5CABD4D038C3E8CF985BD646687BEBF11023E92F90F3E211E5F3E622973BE7C8D783C7DE38EBD645488BE0EA8873EDA8605BEA5F481BE6DA318BEA6E744BEC81AA33D6B0FA43C8DD0B0BC852E2F3E9B5E273D147F8F3E553B57BE2BF1623E07DB76BDFEB81F3EA751C1BDAC5CA23DD75000BE66F579BE2E04423E6E553BBEE4F1C93C09B596BD49CD1B3E4CE0AA3D9BA515BEED6F593EF80B063DCB5627BE63AED73C2DA53DBE3EE4F1BD6063E2BD7C75423ECB035DBEEDFE553D2A674ABD61836C3E0C80023D963625BE2823723E4C0CF0BB6994A9BBEC96793C8F130ABE8A728F3E5BFB273BD6900F3E7D7F68BE828D753EE9E86BBE499955BED800503E85F3E8BDCA73403E6C95DCBDA1B5DFBD464260BE0954903E4B0F1ABE54F983BEA91A90BED5EB583E79DF183E558C593E6C5F69BE7AB9653B721AAA3D77CD6F3EB0232F3D329E67BDAF07C53DED147ABD3A0716BE0AFC563E85F16BBD3D2B81BE636C553E90C58C3E3A7330BE54CBD93DCF76B23D007232BEDE2B213E84FF34BE396463BE600B8C3E12D433BD0678B83DACF1E03D6941D33D66F418BE4E50FB3D32A177BE8D8E6F3E69706FBDA3B7043E8683913EC03749BE05567FBEBE07CBBC8DB236BE2FFDACBD8F0F523E5277183EACB9823E5184C63C6A4B87BED0E38EBEAEE475BE39BB213EB52BBE3D4843683EC329C3BDCD736EBE69D874BE64140DBECCA609BE9A96EA3C5650693E159480BE14470A3BA6BA8E3E855425BEA8DB733D",
      torch_tensor_16_12_torch.float32: "0x04000000F3141DBDD9D945BE1B48233E67E4ECBD5BFF873DE85299BD9E0D363E57AF393EBC46C03D29894E3D2E4408BE06347BBE3FE9543E0E13B43D8187D3BDC1AAB3BD8D335FBE02351ABDCABE863E70862B3EA025233D3A85753E77502D3E040C15BEC185453EE20FB7BC5C83913DA50AE23DEE5446BED0C678BEAA124BBE72D137BE0D988B3E079060BE0D5C7DBE72669B3DC5F4483E5264773E5715463E7F629F392DA683BEE6B175BE0CD92F3D01311A3E5A1B903E048C09BC4F14743EF9558F3E0F59E83D3FF051BECF02873EB95A8ABD1D7DD6BD4E236BBE019953BE5CD58C3E7A7C4E3EC4BA65BE5451C33D73D96A3EC6DF2C3C8D0346BECD6F0D3E29BA67BB1CC2883EB93C90BCD3A932BE129728BE14CA523EC52DE03CE76F83BC557988BEDBED2C3EC64461BE95A08A3EBFE4203D999E16BE1374A4BDEE55DABC7E499EBD7F35193EB85647BE1A4B73BDDDB56BBEA208D5BD1493FA3ACBB187BC4081A93DD2350DBEB15B0BBEA2C01DBEEDBAA6BCDE0447BE1B8E54BE6DB23C3E1B9C50BE290B0B3DBBF81ABEA0B5923D2DDCEFBD01FE5D3E46E0843E6ACA0ABEAC4A91BD07666D3ED7E57B3E7A09533D181A8B3EF058EE3DA5F4863E7BD126BD699C893EA182EBBDBAF38A3EDE37D93D0DDCEE3D3CE5BEBB35C733BED1387FBEDC48503E0C224D3B1070723EDC9F153E60778ABE2691F9BCD8033EBEB6A70D3EA674383EB46D39BD9B8A543EE7B11FBEA45983BE2CAB2B3EC6F9AFBD21568BBE6F1D3A3ECDFE863EF88A243DA00DCF3D966E53BD4729ADBDACB0823DA24810BDD6E2413E5B26C7BDB4B794BD10F5843E5F9ACC3DD977883E97DF713D7D73263E7CE24B3DEE541D3E9753593EBDCA783E954392BD54D3B23DB7F05C3EA4D42D3E38351A3E5588853DCD82363E381A4DBE9F77E6BDC67E4BBEE748F5BDF9773E3E30123FBE1E2579BE5BBB51BEA0EC0B3EB2971F3E9F65473E5E0F5BBE8936283EC580653E904E7B3E25D391BDC9D7903E6C4A4A3E6B7A9ABD5983653E8A2A113E8C7A50BE0C4274BE8E4F47BE6D3E833E4097843D5FB1933EB8CF8E3E9C92143D27D211BE",
      torch_tensor_32_12_torch.float32: "0x0400000071205ABEEBF6913EE36F703B9FAA81BE43AAC73DE877C6BDEC07683E4EE56EBEDA72DE3D965B67BDC85AA7BCA2E47EBDE216D03C15452F3E6C3843BE74A6ACBD36492BBE0C1A5D3E98EE9E3D9A34D93C516519BEC5880ABE78C668BEDA8180BD52D2B23D049B5FBEF1AC53BD7D9E883DB71D573EE29E1DBEE0E4C13D77C88DBE888A5E3E45A98E3EB338583D155A39BEED6B5E3EFA1532BED39208BE0912293E6E25D8BDD4308DBE5C4B15BEC89E88BE9DEDF7BD48037C3D235A6DBE1A57C4BCE4423CBAFF159A3D62C1EE3DFB42F03DB2F676BE416B75BE3E88793E8D892BBE006A74BE9284AB3DE60E293CDF2C3E3E3F0C793D9DE53DBD2367643E2AFB15BDCBB41C3EF1C944BE021BE03D6C06303EABFD2CBEC0E189BE41DC77BEFD0454BE021235BE6BBFF03D34F584BEEFBAFD3C3BB48BBE53A083BE65BDA0BD61D08DBD333950BE7F6D2CBD6B3C83BE40A08BBE8BF56E3E963FD4BDD40839BEBC62BDBDD7067D3ED95DF0BC598ACCBDD9AF903EBECAE4BCFFB782BE708EA8BC242436BD2B7C833DF246B8BD56B7DABD937D4DBE56205EBE0F5112BE7C14463E46781CBDD8C0843ED6943B3EC913803ECEA47A3E19E6613EAF896ABE2FEDB13D368611BD0AF4E43D12BA893EDA7AE8BD8A99FB3D12E2423E370D0BBD221A4ABEC459BBBDA456433EE2AAD43D25F266BD93A86ABD8FEFDABD39B4193E0BAF52BE3F91463EB6BD6B3EDB6FC13DFAED313D8D4386BE9F80C6BDE914093EF9769CBD160E903E4647523CC3CA76BE7039D7BD41F0823ED3E6F03DA7BD3E3EB554C9BD9AB621BEE10CABBDC3B255BECA24583E0D0088BEE702603DADA3C8BDF9F568BD13DD8BBE16A9AA3D470C543D7ED459BE6AAF8BBC4DC6FB3C1FA229BEA2248BBC926D3E3EE24417BE977092BE91F885BEBFAA933D6BB0333DA7F233BED5289BBDB2A8923ED572A6BC07FCAEBCC24A8ABD0DBC2EBD46A4163EFFC48E3EA956B43D8AAE32BE8D23BEBDE3977BBEBE2A8DBE55AA5EBD5B79033D403BFE3CDECAB3BC8AA78E3E398B803E242482BD0B73BB3DA3162B3EA81CD23D11D7353EDD93083D3F8E00BE84E214BE0C48CE3D6E4B28BE888023BEE35DDFBDFF6F8F3EA96237BE22A9883EEBED2ABDFA2AB03D5B0A8EBE16F08DBEF571353D8154903DE6E5133E7E21D23DDE80263E7F7F873E84DF483EDB40F2BD46E04CBE0083ABBD5EF0EEBDA08C5B3E0E6E44BCD1A359BD2140ECBD14DD073EC3FB18BE0354A43DC5D370B953C18D3EB5C48EBDA58A603EB8CED8BD1D9F31BEC2C27EBE29F7CDBD885A2D3E2AC8B8BD0B2B02BE2E8B9DBD7996FD3DAB695ABD3FE391BEA13174BEA5A851BEED4A5DBE21A94A3CEA3EE53DFC13763E15C8293DA85619BE2C00273E8BAC08BD2B59363E6885353D3DA78BBE7D3160BE4F20283E35A46C3ED07AAE3DC9BF133ECB2E3E3A71099FBCF185433E5BEC733E430E64BE9ECA6B3DB10C55BD5DBC843ECA8103BEE6393DBEDDF5923E691AADBD92823B3E3217BFBD5565EEBD8FF4DE3B301133BEA7AD463E8D1B803D1019B23DEC424DBE31C491BE22C675BE6A7E93BE180871BDB6558D3E3682E2BD7E51363EFA4A7FBE744F44BC74D2583B84BE22BEAA97E6BD39C55BBE478C2FBE227C65BDA741FB3D854C4EBE7708E6BD1266083EC8A7093E0C0D0FBED41C6A3E83AB1EBD818C8A3D79F30CBED86B08BED360333EAC2984BEFBEA843ECBECA3BD69CADE3D981E843E504AC5BDA01A433E82261E3D58238B3EC1D02F3E2061033E2845B43DED903FBE468C6C3E4BE5F83D5E57243CD9C1003EDC67803ECE04463E174AF1BDF6D9693E9BFE0F3EF8F88BBEE8D00F3C29BB173EBD4986BEF7BB1A3DDEC0063E6879343D6DD87F3E4E58EABD1FB4EA3D35A01CBED8618EBE0D42C7BBCA036F3E4B1CCCBCB1960E3EC687BA3B3EC70E3E8715803D6A17293B4DBB5B3EEA98053E6FD60C3E1B3327BEA2CE07BE878A80BDA9A2D63D6D30343E756A7C3E5F848FBDDFB13F3EB4F990BE4DE429BEE1AA0E3E980CB03D5395603E4BFCA3BC1CDC903E017B70BDCD2C36BE49A7303E3D08653E3DDD883E514D063E464894BD90B5863E2F2BD83DFFBE813DF91B223ED6E32E3E4F972C3E0E02C7BD6781CDBDB2753C3CC9F587BE4F387BBD79AE133E063E69BE033FBFBD"
    }
  }
#-}
