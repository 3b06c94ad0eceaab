#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map2 = affine_map<(d0) -> (d0)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map6 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map8 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x6x12xf32>, %arg1: tensor<2x6x4xf32>, %arg2: tensor<2x6x4xf32>, %arg3: tensor<2x1x6x6xf32>) -> tensor<2x6x12xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense_resource<torch_tensor_12_32_torch.float32> : tensor<12x32xf32>
    %cst_3 = arith.constant 0.35355339059327379 : f64
    %cst_4 = arith.constant dense_resource<torch_tensor_8_torch.float32_1> : tensor<8xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_6 = arith.constant 9.9999999999999995E-7 : f64
    %cst_7 = arith.constant dense_resource<torch_tensor_16_12_torch.float32_1> : tensor<16x12xf32>
    %cst_8 = arith.constant dense_resource<torch_tensor_16_12_torch.float32> : tensor<16x12xf32>
    %cst_9 = arith.constant dense_resource<torch_tensor_64_12_torch.float32> : tensor<64x12xf32>
    %cst_10 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<12x64xf32>
    %transposed = linalg.transpose ins(%cst_9 : tensor<64x12xf32>) outs(%0 : tensor<12x64xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x6x12xf32> into tensor<12x12xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<12x64xf32>) -> tensor<12x64xf32>
    %2 = linalg.matmul ins(%collapsed, %transposed : tensor<12x12xf32>, tensor<12x64xf32>) outs(%1 : tensor<12x64xf32>) -> tensor<12x64xf32>
    %expanded = tensor.expand_shape %2 [[0, 1], [2, 3]] output_shape [2, 6, 4, 16] : tensor<12x64xf32> into tensor<2x6x4x16xf32>
    %extracted_slice = tensor.extract_slice %expanded[0, 0, 0, 0] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xf32> to tensor<2x6x4x8xf32>
    %extracted_slice_11 = tensor.extract_slice %expanded[0, 0, 0, 8] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xf32> to tensor<2x6x4x8xf32>
    %collapsed_12 = tensor.collapse_shape %extracted_slice_11 [[0], [1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<2x6x32xf32>
    %3 = tensor.empty() : tensor<12x16xf32>
    %transposed_13 = linalg.transpose ins(%cst_8 : tensor<16x12xf32>) outs(%3 : tensor<12x16xf32>) permutation = [1, 0] 
    %4 = linalg.fill ins(%cst : f32) outs(%3 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %5 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<12x12xf32>, tensor<12x16xf32>) outs(%4 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %expanded_14 = tensor.expand_shape %5 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xf32> into tensor<2x6x2x8xf32>
    %transposed_15 = linalg.transpose ins(%cst_7 : tensor<16x12xf32>) outs(%3 : tensor<12x16xf32>) permutation = [1, 0] 
    %6 = linalg.matmul ins(%collapsed, %transposed_15 : tensor<12x12xf32>, tensor<12x16xf32>) outs(%4 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %expanded_16 = tensor.expand_shape %6 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xf32> into tensor<2x6x2x8xf32>
    %7 = tensor.empty() : tensor<2x2x6x8xf32>
    %transposed_17 = linalg.transpose ins(%expanded_16 : tensor<2x6x2x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %8 = tensor.empty() : tensor<2x6x4x8xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x6x4x8xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %10 = tensor.empty() : tensor<2x6x4x1xf32>
    %11 = linalg.fill ins(%cst : f32) outs(%10 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %12 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%9 : tensor<2x6x4x8xf32>) outs(%11 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %in, %out : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x1xf32>
    %13 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%12 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.divf %in, %cst_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x1xf32>
    %14 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%13 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.truncf %cst_6 : f64 to f32
      %76 = arith.addf %in, %75 : f32
      linalg.yield %76 : f32
    } -> tensor<2x6x4x1xf32>
    %15 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<2x6x4x1xf32>) outs(%10 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.rsqrt %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x1xf32>
    %16 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice, %15 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %17 = tensor.empty() : tensor<8xf32>
    %18 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel"]} ins(%cst_5 : tensor<8xf32>) outs(%17 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %in, %cst_1 : f32
      linalg.yield %75 : f32
    } -> tensor<8xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map3, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %18 : tensor<2x6x4x8xf32>, tensor<8xf32>) outs(%8 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %20 = tensor.empty() : tensor<2x6x2x8xf32>
    %21 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14 : tensor<2x6x2x8xf32>) outs(%20 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %75 : f32
    } -> tensor<2x6x2x8xf32>
    %22 = tensor.empty() : tensor<2x6x2x1xf32>
    %23 = linalg.fill ins(%cst : f32) outs(%22 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %24 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%21 : tensor<2x6x2x8xf32>) outs(%23 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %in, %out : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x2x1xf32>
    %25 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<2x6x2x1xf32>) outs(%22 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.divf %in, %cst_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x2x1xf32>
    %26 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<2x6x2x1xf32>) outs(%22 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.truncf %cst_6 : f64 to f32
      %76 = arith.addf %in, %75 : f32
      linalg.yield %76 : f32
    } -> tensor<2x6x2x1xf32>
    %27 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<2x6x2x1xf32>) outs(%22 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.rsqrt %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x2x1xf32>
    %28 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14, %27 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%20 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x2x8xf32>
    %29 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel"]} ins(%cst_4 : tensor<8xf32>) outs(%17 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %in, %cst_1 : f32
      linalg.yield %75 : f32
    } -> tensor<8xf32>
    %30 = linalg.generic {indexing_maps = [#map, #map3, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28, %29 : tensor<2x6x2x8xf32>, tensor<8xf32>) outs(%20 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x2x8xf32>
    %31 = tensor.empty() : tensor<2x4x6x8xf32>
    %transposed_18 = linalg.transpose ins(%19 : tensor<2x6x4x8xf32>) outs(%31 : tensor<2x4x6x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_19 = linalg.transpose ins(%30 : tensor<2x6x2x8xf32>) outs(%7 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %expanded_20 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 4] : tensor<2x6x4xf32> into tensor<2x1x6x4xf32>
    %expanded_21 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 4] : tensor<2x6x4xf32> into tensor<2x1x6x4xf32>
    %extracted_slice_22 = tensor.extract_slice %transposed_18[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_18[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_19[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %extracted_slice_25 = tensor.extract_slice %transposed_19[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %32 = tensor.empty() : tensor<2x4x6x4xf32>
    %33 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_22, %expanded_20 : tensor<2x4x6x4xf32>, tensor<2x1x6x4xf32>) outs(%32 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x4xf32>
    %extracted_slice_26 = tensor.extract_slice %extracted_slice_22[0, 0, 0, 0] [2, 4, 6, 2] [1, 1, 1, 1] : tensor<2x4x6x4xf32> to tensor<2x4x6x2xf32>
    %extracted_slice_27 = tensor.extract_slice %extracted_slice_22[0, 0, 0, 2] [2, 4, 6, 2] [1, 1, 1, 1] : tensor<2x4x6x4xf32> to tensor<2x4x6x2xf32>
    %34 = tensor.empty() : tensor<2x4x6x2xf32>
    %35 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_27 : tensor<2x4x6x2xf32>) outs(%34 : tensor<2x4x6x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.negf %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x2xf32>
    %concat = tensor.concat dim(3) %35, %extracted_slice_26 : (tensor<2x4x6x2xf32>, tensor<2x4x6x2xf32>) -> tensor<2x4x6x4xf32>
    %36 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_21 : tensor<2x4x6x4xf32>, tensor<2x1x6x4xf32>) outs(%32 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x4xf32>
    %37 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33, %36 : tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) outs(%32 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.addf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x4xf32>
    %concat_28 = tensor.concat dim(3) %37, %extracted_slice_23 : (tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) -> tensor<2x4x6x8xf32>
    %38 = tensor.empty() : tensor<2x2x6x4xf32>
    %39 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24, %expanded_20 : tensor<2x2x6x4xf32>, tensor<2x1x6x4xf32>) outs(%38 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x6x4xf32>
    %extracted_slice_29 = tensor.extract_slice %extracted_slice_24[0, 0, 0, 0] [2, 2, 6, 2] [1, 1, 1, 1] : tensor<2x2x6x4xf32> to tensor<2x2x6x2xf32>
    %extracted_slice_30 = tensor.extract_slice %extracted_slice_24[0, 0, 0, 2] [2, 2, 6, 2] [1, 1, 1, 1] : tensor<2x2x6x4xf32> to tensor<2x2x6x2xf32>
    %40 = tensor.empty() : tensor<2x2x6x2xf32>
    %41 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_30 : tensor<2x2x6x2xf32>) outs(%40 : tensor<2x2x6x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.negf %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x6x2xf32>
    %concat_31 = tensor.concat dim(3) %41, %extracted_slice_29 : (tensor<2x2x6x2xf32>, tensor<2x2x6x2xf32>) -> tensor<2x2x6x4xf32>
    %42 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_31, %expanded_21 : tensor<2x2x6x4xf32>, tensor<2x1x6x4xf32>) outs(%38 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x6x4xf32>
    %43 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39, %42 : tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) outs(%38 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.addf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x6x4xf32>
    %concat_32 = tensor.concat dim(3) %43, %extracted_slice_25 : (tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x8xf32>
    %44 = tensor.empty() : tensor<2x2x2x6x8xf32>
    %45 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_32 : tensor<2x2x6x8xf32>) outs(%44 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %collapsed_33 = tensor.collapse_shape %45 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<2x4x6x8xf32>
    %46 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_17 : tensor<2x2x6x8xf32>) outs(%44 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %47 = tensor.empty() : tensor<2x4x8x6xf32>
    %transposed_34 = linalg.transpose ins(%collapsed_33 : tensor<2x4x6x8xf32>) outs(%47 : tensor<2x4x8x6xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_35 = tensor.collapse_shape %concat_28 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_36 = tensor.collapse_shape %transposed_34 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %48 = tensor.empty() : tensor<8x6x6xf32>
    %49 = linalg.fill ins(%cst : f32) outs(%48 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %50 = linalg.batch_matmul ins(%collapsed_35, %collapsed_36 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%49 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_37 = tensor.expand_shape %50 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %51 = tensor.empty() : tensor<2x4x6x6xf32>
    %52 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_37 : tensor<2x4x6x6xf32>) outs(%51 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.truncf %cst_3 : f64 to f32
      %76 = arith.mulf %in, %75 : f32
      linalg.yield %76 : f32
    } -> tensor<2x4x6x6xf32>
    %53 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %arg3 : tensor<2x4x6x6xf32>, tensor<2x1x6x6xf32>) outs(%51 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.addf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x6xf32>
    %54 = tensor.empty() : tensor<2x4x6xi64>
    %55 = linalg.fill ins(%c0_i64 : i64) outs(%54 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %56 = tensor.empty() : tensor<2x4x6xf32>
    %57 = linalg.fill ins(%cst_0 : f32) outs(%56 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %58:2 = linalg.generic {indexing_maps = [#map, #map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%53 : tensor<2x4x6x6xf32>) outs(%57, %55 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_47: i64):
      %75 = linalg.index 3 : index
      %76 = arith.index_cast %75 : index to i64
      %77 = arith.maximumf %in, %out : f32
      %78 = arith.cmpf ogt, %in, %out : f32
      %79 = arith.select %78, %76, %out_47 : i64
      linalg.yield %77, %79 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_38 = tensor.expand_shape %58#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %59 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53, %expanded_38 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%51 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.subf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x6xf32>
    %60 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<2x4x6x6xf32>) outs(%51 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.exp %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x6xf32>
    %61 = tensor.empty() : tensor<2x4x6x1xf32>
    %62 = linalg.fill ins(%cst : f32) outs(%61 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %63 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%60 : tensor<2x4x6x6xf32>) outs(%62 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %in, %out : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x1xf32>
    %64 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60, %63 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%51 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.divf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x4x6x6xf32>
    %collapsed_39 = tensor.collapse_shape %64 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_40 = tensor.collapse_shape %46 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %65 = tensor.empty() : tensor<8x6x8xf32>
    %66 = linalg.fill ins(%cst : f32) outs(%65 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %67 = linalg.batch_matmul ins(%collapsed_39, %collapsed_40 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%66 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_41 = tensor.expand_shape %67 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %transposed_42 = linalg.transpose ins(%expanded_41 : tensor<2x4x6x8xf32>) outs(%8 : tensor<2x6x4x8xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_43 = tensor.collapse_shape %transposed_42 [[0], [1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<2x6x32xf32>
    %68 = tensor.empty() : tensor<2x6x32xf32>
    %69 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_12 : tensor<2x6x32xf32>) outs(%68 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.negf %in : f32
      %76 = math.exp %75 : f32
      %77 = arith.addf %76, %cst_1 : f32
      %78 = arith.divf %cst_1, %77 : f32
      linalg.yield %78 : f32
    } -> tensor<2x6x32xf32>
    %70 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_43, %69 : tensor<2x6x32xf32>, tensor<2x6x32xf32>) outs(%68 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %75 = arith.mulf %in, %in_47 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x32xf32>
    %71 = tensor.empty() : tensor<32x12xf32>
    %transposed_44 = linalg.transpose ins(%cst_2 : tensor<12x32xf32>) outs(%71 : tensor<32x12xf32>) permutation = [1, 0] 
    %collapsed_45 = tensor.collapse_shape %70 [[0, 1], [2]] : tensor<2x6x32xf32> into tensor<12x32xf32>
    %72 = tensor.empty() : tensor<12x12xf32>
    %73 = linalg.fill ins(%cst : f32) outs(%72 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %74 = linalg.matmul ins(%collapsed_45, %transposed_44 : tensor<12x32xf32>, tensor<32x12xf32>) outs(%73 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %expanded_46 = tensor.expand_shape %74 [[0, 1], [2]] output_shape [2, 6, 12] : tensor<12x12xf32> into tensor<2x6x12xf32>
    return %expanded_46 : tensor<2x6x12xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.float32: "0x04000000A92818BEFABA2A3B22A40E3E2F061BBEA97DA1BD72FC1E3E11DAF2BCAFFC953DE9232EBE60B563BDD9DAB7BD429C183EB042963DDD1504BE4B7BE93C7F2705BB32C094BD77C0CEBDDD4670BD2AAF0E3E9EC301BEABF200BE47645FBD668A493B3C1A453D4AD3AD3BD14D2EBDB085DBBD50EC01BD68BD91BD3040123EB93430BEFBEDE6BD8A4613BE7E5404BD45100D3EA9AB1E3E5C961DBED8F9FABB2381D43DF2959F3D0D46143E49ADA0BB4C40F3BDE77FEF3DF34B78BD6775BB3D677032BD88E6993D41D0223E6352283E47BD24BE407BEFBDE4B095BD58DFE6BD25B02D3E73CC7FBCAA27F0BD771AA1BD33FAC7BD3BB5933DF2E41DBE72C828BE1C7132BECBDD9B3DFE02B33DCADAE0BD408E333D2EA0053E386BD23C913319BD72FC553C43489BBC4249B63D0FD4F5BD3997B73DB30DCC3D9D59DBBD55D0133E60CB313EDDB98EBD5CCF4ABD896CB43D72D00DBECC2B8F3D41EE283D2834E43D103C1DBE5B6316BE239AA23D0569823D977C28BEF1E4C9BDF9A025BEB8AF01BE0A5AA3BDEBCC153ED52010BDF5EFCF3D1EE92B3E21FEA43DE60C22BEA32FB63D14188A3D464D0C3E4C9032BED9A8DE3DFC2B143EFC6928BEDB83973C06881A3E26A803BE6F956D3D08FA9F3D03C63D3DAFFB333E0637143E704E1B3E0082B4BCBDD2173EB8B128BEDF5DC3BDD2DD1ABD931757BDE434273ED5C2AA3DD015E93D1943F63DDB3807BE0BBAA7BC5877D33CBC533C3D0F2CBA3DC10E90BD90555ABD6377173EBD5442BDAE7CFBBD047AF53D0F28F53DF50B63BDF1C110BD0F9205BE092B17BEFC24883D05A99ABDD21B103ECFF110BEDA2BC8BC5B257A3B9811BA3D2781123E992CF53D345E9F3D6B2CA6BD484601BE35F121BEA1AB0F3C2C912F3E768809BD56DCF3BBB08B03BE7C4C5E3DC886E53D477832BE62EBFEBD1A15063E936F2B3DD79234BC4F6F013D222EDCBC660DFDBD5E2629BE9F1DEE3D1A3DACBCE07486BD35E53ABDD876C5BDAB7556BDBD631BBEF476073EF5D5933D7895B6BD1E2377BD936CA23D9C1086BD43EF3E3D595E473DA1E6E3BDE961353D5235313C70191E3E2AFE82BD32233ABD64F71B3E21D213BEFF40513C9C692E3E9853A2BD3E8A2D3E35A0203ED368283EFA2F8ABC91C1233E4CBF9DBDFDDA77BD51EF883D96F5183D4595C73DB3062C3EDBA1E2BDC124C03D2940723D0300BF3D32ABAB3D836D87BDD9110FBE97E2103E8572CEBD0E76E73D68722CBEC088FABCDD94F53A9E90FA3C4F1D6A3C4C29643D823EA1BC6954313D4722333E0342EABD11211EBCD1328ABDECD41E3EB3F51A3ED8F59DBB23FD7ABD02B1DFBDC886013E4C7347BC597C2A3EF674CE3D72721E3E262C0F3E9D44EBBD64F0533D601F96BD71A7B53D0A3482BCB5BB7A3C9E63FABD18C821BE7F55883DD743283DE0947B3C0BE5F53D972D97BD4C84803DA165C7BD5E07163D494E25BD9B8BFD3D5A4C1E3E37381D3EC949023CE07DD53D05DD34BEAB5ED4BDD068013D9338813A061D0EBE153EA0BD7717A9BDDB5833BE931C8A3CB2CCF63D31F0923D3904ACBD483926BED00A12BE9DE5563B1C0DF93DA09D92BD6400C5BDC221C1BDD2BA7ABCE6E72BBE51BD1FBE9831323E7DA9ACBDE49802BD97BA41BDCF061FBEBB4CFFBCF4A65D3D300293BD61E1F6BB26AC5DBAA43434BEBA8C033EF538123E07D7F63D2AC96DBD2730BD3DE09929BE892033BD154413BD29B57FBD680E983D3CF7A4BDC2D8A7BC6D1451BDFFFD29BE3026EFBCDB6819BE331BD33D0A7FC13DD593293EAE2573BD9D48133C0AD70D3D65B2343EBDEC253E8B5EBBBDA3071ABE8E2623BEDF57AEBDD932183E5D2E733D36A82E3EE02C063E65F5273BF661E0BDF7C3303E6035113EFABD9C3DBCC4C5BD719A0E3E1ECE833C6A64EF3D581A973DDD3EC03D12D71EBE5EBEC8BDF623D93DEED916BDB07B1DBE6D9E243E6A897ABB7F06123EDD7C0DBE9D4B793D5F5E88BDF75998BD490517BDD40186BDFD61C63DF59209BD8740093EE538253D13C3DFBC021DD1BD28C125BEC13A53BD2FA127BE792606BD4A5A3D3B36A63ABCEAD6B1BD2347FB3D94E4CB3D666532BD290B8FBD329CE33DC17D1D3E8FBF25BE8E711CBD536486BC7E1483BDB1891A3EB1E8D5BC1B7A193E6F17653A4B159DBC812DD3BD",
      torch_tensor_8_torch.float32_1: "0x04000000808E903FCF2A723F37CE643F8ED3333F7EA8843F6E7B6C3FE5BD853F93F7893F",
      torch_tensor_8_torch.float32: "0x04000000B4DE6A3F4794593F53F2853F92B3623F9FD37C3F1D74843FE676833F8CF46C3F",
      torch_tensor_16_12_torch.float32_1: "0x04000000794253BE7C717E3D7594863EF06091BE0BF992BE257F173D8D985E3E21DF33BE8325823D07CE4F3E5847B63D10E37F3D2F77933ED793403E5C4126BE4968CC3CFD03173E0259823E800D93BE1F12203E68A5ABBD04BB90BE863B833D35EE20BEF88F273D68EB3FBE39735EBE71A8C8BCFD99C6BD52E32C3E12E4CB3C58BC663E78965D3DF51BBEBDD938483EE239813CDDED5D3D3B25BEBD42CA873AA95863BD1E0DC9BCF18866BED8B1E8BA255D75BEA05F7EBDD8502B3E418C4DBE804047BED95B90BDE311A2BDF02A483D914C443D41E6153EA9A24BBE7CE3A6BC0F54253E3FB07F3EDF80ACBCC40A2BBE26F3A93DE256283E9BAD38BE63892BBEFAA7023EA3B1A5BC36998BBEC2702ABEF4C0EF3DDF85C8BDB5084C3EACAF693E6C012C3D80FFBABC41AABBBDAD286FBC5439573D03CC61BEBC4B8DBD15E275BE906D353E3D403CBEF705873ED76698BD065829BE07060E3EEA45303D3BB14C3E97CFF63D18628EBE5DF73A3E30AA5EBDEBA502BE5BB93B3EAC97573E4DE881BEE6D5D5BC5CC0723E6EF7E43D6809793E139BCABD3D1123BE31317E3EB16DF63D13E38D3EECF1F6BD0FCC3DBE16980ABDC62A8BBE03BDE73D99085A3E58EC8D3D3DA9E9BCE08F123E76A23BBE0296903E35F792BEFE958DBEFFB38BBD4276713EB7C7EC3CE60CE33DE4AD58BECB9AD73D7F2004BD36F8EC3D85C4503E307E003E7A29C9BCD9AB91BC856539BE37D7D5BD2418403E6412EDBDD894373EAD6EEABDFCB089BD9850C93BEBA187BEDCE63CBB4E5DEEBC8A72D4BC915E6CBD050C693EC6265A3EE95848BECF50093EB9DD67BE47A77BBEA1B8B43DBC048B3B9DE609BE268E8EBEA0E0E4BD7676C53D31CE88BE8F958FBE0A04163D31F454BE737C81BEA6C8E3BD9B5E3EBDE34E86BEEE6145BE7D0E9B3C6F5F8BBE853126BD33DF3EBE5BEC4CBED05CE83DD88563BEB00460BEBE93283E4A125D3DD99A863EE1069EBDE7C70EBE39DBDABCA56EBF3AB170613EE73893BE9C60A8BCC2C2023EA3C822BE473516BE06DB0E3E129F8DBEFF168C3D24DA64BEE2EE123EB8C07CBE03BD353EF4E98BBE",
      torch_tensor_16_12_torch.float32: "0x0400000011CC62BED6CBACBD75E7C13DA17C81BE9A0C223E28E0193EB755373E08763CBEEA35933EE7382FBE6F8E933E06D88DBED5AF83BEF88E353EAC27F73CDB6C883C5DB123BE26FFF7BD87DCACBD57FB8FBE3DCB753CCE1E513DBB2280B927EBBE3DE43D8C3E42319D3DA96CD8BD254FF3BDEF203DBEF5EA4CBE6F6D3EBDD32051BDBA80033E19B4FCBDF3A76B3E446B4FBEBD14573AA3DC843EC6F8923E5B3B2BBE3F9F523D7BAB0B3D18980ABE4542CCBD7521A03D618D4DBED417433D6AD4FF3D16FAE8BD518A753E5BA19BBC761E063E725E923E92B6B4BD1DA2203E361AA9BDF9B72CBD8B6248BD3811EBBAD556DFBD34928A3D1537323C43613B3EA7536FBD2C25ED3C54ECDBBDDA8D77BEF23DEF3D974C173DC6C4ECBDD1E3C7BDF89C9A3DE0CC55BD6E2B413E81F3853C0952DF3D13CB003EED0F91BD5BCBFF3DB2225A3EA1A6593CD063673DD0DA2B3C87AA4C3ECD9AF9BD42221DBE6ACF003E46A280BEEBA7973B02F207BEAE1B433EF09B89BEE23B333E843A923EEA3F6F3D7E8F9DBC117D913E4EA7FCBD8180BDBC387201BEC93823BD027E803DBCEC1D3D0A545FBD32C793BE752D723C021A0CBCE1E0313D9281623E24AA8F3E53602FBE1C7593BC84E1ECBD843888BE341957BE8CB88A3ED45A2C3E9EC81E3E9047243EC4D96ABE2C5AF83CA98F893ED9F824BEC87B833E51649B3D46F84F3E0044FDBD4447083E3D0683BEE82796BC9B32C53DB34CB13DFF5C773E053D913EAF76863E3D77463ED6D34F3E069118BDEC6665BED378DBBD39BE04BD75BD1FBE931A173E9787CF3DDFC83E3DF3CF8E3D33D6813E0456D73DF59C81BEA19256BE7D49023E6C23213DCC29103ECB9C93BED16688BE9345353ED7143D3EC1B785BED169E03DF5D166BEDADC5F3ED783B93DF524923E33BB91BEFF488EBEA7DB473EC438833E391C353EA386443E6CFA78BE34F6553EE88B8BBE9913843D66A141BE19D3EABD595E513D5D73E8BDBB153BBD0C178CBEB55B8BBEFA02E53DBB3EFABD8DD733BE9847E9BD0DAD71BE2C4E6CBE80E1303EF23C163E69801D3DE67921BEEDB1C43D0E7B543C",
      torch_tensor_64_12_torch.float32: "0x04000000E8A30DBB13931E3E7E4B73BEC98B59BEB1B4E3BD53899E3D406BBBBB7A616A3E42DDD1BCD2709C3D9EABB2BDEA6B68BDBD338DBED6C543BE84B5F3BD08342F3C8DB9E93D665E313ED26648BE69B900BE83BCD63D2777753E435773BD15345D3EDA953EBD653BFA3CB5D4853E791C89BEF0173ABE48AC95BDCC73E6BDCA667F3EA49A3FBE701308BE3C854EBEDF6C8ABE3E8E2CBE9D197E3E55E7033E54450F3E67BD783C0B8D17BED50B483D6B008ABECE9755BE736418BEE2813A3E8A512D3E3F1903BE3DA82ABC680E3D3E3DEF923EAFA3EA3D50BC1F3DB032463E4B0D2EBEEE555C3DD22E65BEEAE04CBE2EB418BEA6C0053E8AC2ED3DF4192FBE949BB23D2847223EB83D15BDE195343C41FC883DA962373E15EB8D3E84CC63BECBA8D8BD9E59E83D06EC743E3B9E803EEF69823E44516B3D998680BEDB8BD93C58EE38BE8FBE89BE1752833ECFC3603EB16F93BE92505D3D7A3047BD4D9442BD805007BE285AE33D3F162FBE33BBD83D2F7D153E319D533E0B0FDD3DD64892BEC8C13FBE6499133E107B773D6E9866BED3362ABE580B8B3ECD2E473EF7E300BE38CC94BDACCB8CBEDC05AABB529B5EBEFF0364BE104D82BC9488313DF61DF2BD86672F3EDDE233BE5E1C863EB1934A3EFA4679BE5F2493BD146A553CF0832C3D11388C3D9701E83D4CA78D3CBE3B10BE52E00B3E51C78DBEC1342FBE26FF93BD09FE0FBEE6D2CEBD6C4872BE69847BBD9CBF7C3D519340BE08B972BC9F9B533ED21AF3BC9272033CD102CCBC664C6F3DCEF43B3E2B018C3E82B93B3E2D538C3E3607ABBCFFC584BE89230CBE2147493E7647F5BAB6ED12BE398662BE0C528ABEDC7D79BE3ED66FBD531C223EB8D01F3E6D8B8EBE5D64383EF94F67BE6EF979BDD7B7EFBD39C063BD822868BD3CA184BE313C7FBEFF0539BDB0A8743B014906BE03B5DE3DB70785BE7B989FBCCBFA813E0226F1BD2277853E941BD63D9E6285BE07073B3EA87108BD98F503BE53616C3E2AE06EBEF0C1FD3C738F77BD1518533E3808A53DFB090E3E39CAD03D952B8EBD00AB78BDE99973BEC22B203EDCB36A3E57424A3E1E8350BE28F1523C816150BE97B922BEEB3F2CBEBC0ACA3D672730BE2B60CEBBB7F7463C7F8D3E3ED6735FBE70EF4ABE3EA52BBE14E74E3EA384D4BD8C56793EE8C8D53D6BB9153DA3D40CBBC6BD69BD645A143DB8FF86BD2EEE04BB22DE163DF23867BE5CEF1ABE92B26E3E5AE56FBE28CFA9BC0D36923ED590D53D2FE9053C1E1680BE746F123E758D52BE8CD2A7BD085CC6BDBA192FBDEDEF4E3BDCD0733E719C133D8862843E01D3343E72E23ABE4D94043EF9F550BE7991FABD26E3AD3D3636C33D19C55D3E9D51BEBDE549F239FE2E183E16F08EBE2AB7553EE77074BE775F823BB40749BDB0AF1BBEE2471C3D9F70743E3ED2ACBD7A7F2FBEB4A6DABD4E7E92BEFE6E053EB2F70DBE9C4445BE294C2ABE7CF5293E338B1C3ECCE1623EBF71D63D6F70C5BD2C36A5BD00A9AE3D07FF723E96BEA03D04DD0BBEDAF40ABEEDBD8BBE42757F3D2EE325BEC2C683BE939A813ED6F73FBE5F8306BD7C60A93DC8AD163CF5E746BE4EF16EBEC79E6B3EEB8A403D623D753E4C32C6BDA424AE3DE53187BD465552BC160934BE57F2C73D5EEBBA3DCA21C3BBB2F684BDFD3736BE466C4C3EE30D5CBE6C32F23D9ACBC6BD819E0EBE2B6A543DA08D19BE8637883D0E34683D7C7B5BBEBFDE443DEBCFFB3D9604EA3D34D714BDFB5472BE194636BDA354CD3DC0B7D7BD2F69E03D5BDC443E89591ABE74923A3B9F76F43D9A59B93C9B89C53C7DA4133D4C6368BEFBD8B93C47B24C3EA52F853EBBBD2D3E6E721E3D0B0D0A3E15CE0FBE8AF674BE0F327EBEC972933E56A53B3EBC544CBE254EE73DE53A5F3EA7BE933EAD3C813E1205653E238A87BDA37ACFBD6CB4723E6CA6253E4CE331BE51E0843EC3D20E3ED524213EF54639BEF99DA93D3E41CFBDBBF8663E9FC354BD062AE63DBE05523D268AFB3D87E8C8BDB220103E68784EBEE886853DB80048BED9CF91BECE626DBEB75E693E94EE1F3E7BAB8A3E69D06C3E5DFE83BE9ABA49BEB20E3FBD6FF93FBE13444D3E7A7A5FBEAD3910BE38CA8EBED6D327BE8820733E3807723EA19A533E4F3E643E5A6C833EDA6297BDEB10023E56AE833E0F95C33DFBC0933E8951193EE5C2373EEEEACEBDAFD60D3EF6DD073DBE308DBD6FA226BE31DE25BE0A7663BE8E72463E5427523EDA9206BDBF0F2BBE3379643EFA083D3E7EC9AF3C95900BBE39D6873EB9C4F13DE96760BE5C758D3E3279603E4B7DD7BDBD2C263E65F527BE154D39BD45FF7A3ED86C433C590E51BECA99C5BDED7AA0BD1F1F64BDBD50E23CFDB0883E303A7D3C6F8436BE3A6A723CEEBC0D3E93A1123EE61487BE7C9553BD0EAD5BBE6542FCBD0302D53DB7EA51BE75C4DB3DD2E67A3EE71A9B3C170445BE09D2D3BD2C19813D005861BED9DB123E442F86BEAD148EBEF19C8FBE4ADE6FBDFEC5463E24E48BBEA2B3753E067FECBDB127AD3D9DAF573C8D4685BE0527753E6A2A1F3E0AEA923EA857153E5C1E43BEABB4763E4B317E3C122E0C3EFB056DBEF50BAABD861F91BE4445E6BD58157F3DAF1868BE9D74BC3D90AE1E3E9EB8243D84C845BEE52F65BEA765B6BDEBC1013E81CA913E02FB293E942605BD6B49CF3DB30091BEA6797CBE4DEE093E296F27BEA7360E3E07AD50BE626A12BE377C73BE02421A3ED8F6F0BC257F633ED0F0363EE691233E5616183CC0C9B6BD0B8C80BDB8241D3D8C88123EC2184FBEE517783E5B9000BD13B377BE41F01FBE0CC7823E2C2B873EDAE788BE107D503EF324143E1BF92E3EA33C7A3EC5501FBE51B0BA3D00F1F13D99B2AEBD63D9C53D1C19AABD97C2363E7408A4BD3966DCBDF1D5943D7FB2D13D646C10BEF70BD13C0D502B3EE14AEBBC9BECB33D63978EBDBC37CF3D232256BEC2D22DBEA30B16BED3D4873E95159FBD859E4EBAEF370FBE878C933E7D5A903EA9F05EBE00A36FBEB41060BE907AB6BA6EB396BD637C41BEA30CD4BDF6645F3D33731ABE4600833DB59287BD113D0FBE4972223DF10F733EEED947BE5E9E5B3C9804DABDE909913E923A8CBE15B18DBE3CA4913E77063BBE3DB2623D5519CCBC6A1579BD710B84BD9ED63B3E2610623CE0E68FBE2F832EBEE38AC9BDA0C0143E7D4B3FBE775D8B3ED7AD83BD045154BD539F673E9092143E0BB57A3E76FD2A3E4858B3BDE91F44BE48F3AFBC05A7743EB16BC6BD1B1189BE395AF23D75E18F3E7F4EA8BD3BC474BE9F1086BEF127943D6210B3BCA24615BEE0006F3D1684E03D54196B3E4D80653EEFFC30BDA05382BE988E85BE3A008A3E4AAC023E0DDB003E21C37FBEDEDD883ED6048C3EBB71853ED65D79BE7B13DFBD264E4BBE8DF68B3E9907FEBD84F506BED3DE1A3E6DBE08BE589711BEDBDACEBC574EE3BCC54466BE616F763EA56502BEB5B5D13D338E803EDF13153EEA67273D24847B3E87F21E3D49C308BEFFD18B3E56ED8B3D0E3590BEC24FA8BDFA5A49BEE795813E4B4543BD93B986BE32A994BC88A4393E8398993D32F1BA3D0AA1DB3CB469DC3D760C90BDA02EEBBDC7268ABE5CB05EBE801D003EDB072FBEFDA2293D47B5BC3D5C70A73C83A73FBED0588D3EA7E42BBE4822733EA7276BBEC0368EBD8BCC203E3C8EF1BDCA51783EDE6B4BBE403D78BE0F4B05BE3A233F3DD916883E0D1F0DBEA46ED33D3C3894BDE03580BDAF5B593EA31665BE162DFB3C7AFE8A3E5F7A22BD8884653EED10B6BD12F36D3E19F98EBEEC692ABDCAAF4FBDE999BF3D54F2E73D20F8623EBB2930BD098E3BBCB76E4A3EF3F69FBD6391813EF8D044BEC5E5FFBCBC087EBCB1E6033ED1184A3EBF6A3BBDD1E674BE1A78123E43D9B03DC07CED3D1F5936BEBE3F3E3EB8FD8B3E0233CD3CCD0D8ABEB3824F3EEB2C5BBEE4E6873D61D32B3D695A0ABE04DBCD3DDA3284BE26A7863DE4653BBEA7B7FFBCAC17183D6ED67B3ED1090DBEC95F3D3EDD3416BDE6630CBEA5B480BE5A9C87BE3D58903E597293BD953D6C3C8E48A03D5DEE483E304A7C3E48BD6F3EED015BBE47713DBD6CEB2EBEBCE428BE073D8C3DD6BB8A3E1ACF6CBE84E6323EAF4219BEBF4D66BD2EA46A3EA1B685BDC154D73CE8A24EBE30A17B3EB3D918BD933358BE861CAD3DDA2D52BE3C906ABE3210903C015E6A3E524DA7BD76210B3EAA047E3EE90F443EDF0F1BBEB19D01BD360BBABD90B36DBE1223FA381D6C5E3EE80C793ED6A3DC3CD246863D38F2FFBD49225F3E9101F6BD78574DBE7E15363D292E313EB94185BEA09B853EE8ACD43D7D1A4FBE60B37EBDD23A803E"
    }
  }
#-}
