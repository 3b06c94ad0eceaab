#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map6 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map7 = affine_map<(d0) -> (d0)>
#map8 = affine_map<(d0, d1) -> (0, d1)>
#map9 = affine_map<(d0, d1) -> (d0, 0)>
#map10 = affine_map<(d0, d1) -> ()>
#map11 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map12 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map13 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map14 = affine_map<(d0, d1, d2) -> (d1, d2)>
module {
  func.func @main(%arg0: tensor<2x6x12xbf16>, %arg1: tensor<2x6x8xbf16>, %arg2: tensor<2x6x8xbf16>) -> tensor<2x6x12xbf16> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %true = arith.constant true
    %cst_1 = arith.constant 1.000000e+00 : bf16
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<2x4x6x6xf32>
    %cst_3 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_4 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_5 = arith.constant dense<true> : tensor<6x6xi1>
    %cst_6 = arith.constant dense_resource<torch_tensor_12_32_torch.bfloat16> : tensor<12x32xbf16>
    %cst_7 = arith.constant dense_resource<torch_tensor_4_12_torch.bfloat16> : tensor<4x12xbf16>
    %cst_8 = arith.constant 0xFFF0000000000000 : f64
    %cst_9 = arith.constant 0.59460355750136051 : f64
    %cst_10 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16_1> : tensor<8xbf16>
    %cst_11 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16> : tensor<8xbf16>
    %cst_12 = arith.constant 9.9999999999999995E-7 : f64
    %cst_13 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16_1> : tensor<16x12xbf16>
    %cst_14 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16> : tensor<16x12xbf16>
    %cst_15 = arith.constant dense_resource<torch_tensor_32_12_torch.bfloat16> : tensor<32x12xbf16>
    %cst_16 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<12x32xbf16>
    %transposed = linalg.transpose ins(%cst_15 : tensor<32x12xbf16>) outs(%0 : tensor<12x32xbf16>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x6x12xbf16> into tensor<12x12xbf16>
    %1 = tensor.empty() : tensor<12x32xf32>
    %2 = linalg.fill ins(%cst : f32) outs(%1 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %3 = linalg.matmul ins(%collapsed, %transposed : tensor<12x12xbf16>, tensor<12x32xbf16>) outs(%2 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<12x32xf32>) outs(%0 : tensor<12x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<12x32xbf16>
    %expanded = tensor.expand_shape %4 [[0, 1], [2, 3]] output_shape [2, 6, 4, 8] : tensor<12x32xbf16> into tensor<2x6x4x8xbf16>
    %5 = tensor.empty() : tensor<12x16xbf16>
    %transposed_17 = linalg.transpose ins(%cst_14 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %6 = tensor.empty() : tensor<12x16xf32>
    %7 = linalg.fill ins(%cst : f32) outs(%6 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %8 = linalg.matmul ins(%collapsed, %transposed_17 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%8 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<12x16xbf16>
    %expanded_18 = tensor.expand_shape %9 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %transposed_19 = linalg.transpose ins(%cst_13 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %10 = linalg.matmul ins(%collapsed, %transposed_19 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %11 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%10 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<12x16xbf16>
    %expanded_20 = tensor.expand_shape %11 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %12 = tensor.empty() : tensor<2x2x6x8xbf16>
    %transposed_21 = linalg.transpose ins(%expanded_20 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %13 = tensor.empty() : tensor<2x6x4x8xf32>
    %14 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x4x8xbf16>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %111 = arith.extf %in : bf16 to f32
      linalg.yield %111 : f32
    } -> tensor<2x6x4x8xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %111 : f32
    } -> tensor<2x6x4x8xf32>
    %16 = tensor.empty() : tensor<2x6x4x1xf32>
    %17 = linalg.fill ins(%cst : f32) outs(%16 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %18 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%15 : tensor<2x6x4x8xf32>) outs(%17 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.addf %in, %out : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.divf %in, %cst_16 : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x4x1xf32>
    %20 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.truncf %cst_12 : f64 to f32
      %112 = arith.addf %in, %111 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x1xf32>
    %21 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = math.rsqrt %in : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x4x1xf32>
    %22 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %21 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_48: f32, %out: f32):
      %111 = arith.mulf %in, %in_48 : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x4x8xf32>
    %23 = tensor.empty() : tensor<2x6x4x8xbf16>
    %24 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<2x6x4x8xf32>) outs(%23 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x4x8xbf16>
    %25 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_11, %24 : tensor<8xbf16>, tensor<2x6x4x8xbf16>) outs(%23 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x4x8xbf16>
    %26 = tensor.empty() : tensor<2x6x2x8xf32>
    %27 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_18 : tensor<2x6x2x8xbf16>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %111 = arith.extf %in : bf16 to f32
      linalg.yield %111 : f32
    } -> tensor<2x6x2x8xf32>
    %28 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27 : tensor<2x6x2x8xf32>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %111 : f32
    } -> tensor<2x6x2x8xf32>
    %29 = tensor.empty() : tensor<2x6x2x1xf32>
    %30 = linalg.fill ins(%cst : f32) outs(%29 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %31 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%28 : tensor<2x6x2x8xf32>) outs(%30 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.addf %in, %out : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x2x1xf32>
    %32 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%31 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.divf %in, %cst_16 : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x2x1xf32>
    %33 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%32 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.truncf %cst_12 : f64 to f32
      %112 = arith.addf %in, %111 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x1xf32>
    %34 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = math.rsqrt %in : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x2x1xf32>
    %35 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %34 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_48: f32, %out: f32):
      %111 = arith.mulf %in, %in_48 : f32
      linalg.yield %111 : f32
    } -> tensor<2x6x2x8xf32>
    %36 = tensor.empty() : tensor<2x6x2x8xbf16>
    %37 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<2x6x2x8xf32>) outs(%36 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x2x8xbf16>
    %38 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_10, %37 : tensor<8xbf16>, tensor<2x6x2x8xbf16>) outs(%36 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x2x8xbf16>
    %39 = tensor.empty() : tensor<2x4x6x8xbf16>
    %transposed_22 = linalg.transpose ins(%25 : tensor<2x6x4x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %transposed_23 = linalg.transpose ins(%38 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %expanded_24 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %expanded_25 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %40 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_22, %expanded_24 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x4x6x8xbf16>
    %extracted_slice = tensor.extract_slice %transposed_22[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %extracted_slice_26 = tensor.extract_slice %transposed_22[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %41 = tensor.empty() : tensor<2x4x6x4xbf16>
    %42 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_26 : tensor<2x4x6x4xbf16>) outs(%41 : tensor<2x4x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %111 = arith.negf %in : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x4x6x4xbf16>
    %concat = tensor.concat dim(3) %42, %extracted_slice : (tensor<2x4x6x4xbf16>, tensor<2x4x6x4xbf16>) -> tensor<2x4x6x8xbf16>
    %43 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_25 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x4x6x8xbf16>
    %44 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%40, %43 : tensor<2x4x6x8xbf16>, tensor<2x4x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.addf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x4x6x8xbf16>
    %45 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_23, %expanded_24 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x2x6x8xbf16>
    %extracted_slice_27 = tensor.extract_slice %transposed_23[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %extracted_slice_28 = tensor.extract_slice %transposed_23[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %46 = tensor.empty() : tensor<2x2x6x4xbf16>
    %47 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_28 : tensor<2x2x6x4xbf16>) outs(%46 : tensor<2x2x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %111 = arith.negf %in : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x2x6x4xbf16>
    %concat_29 = tensor.concat dim(3) %47, %extracted_slice_27 : (tensor<2x2x6x4xbf16>, tensor<2x2x6x4xbf16>) -> tensor<2x2x6x8xbf16>
    %48 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_29, %expanded_25 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x2x6x8xbf16>
    %49 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %48 : tensor<2x2x6x8xbf16>, tensor<2x2x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.addf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x2x6x8xbf16>
    %50 = tensor.empty() : tensor<2x2x2x6x8xbf16>
    %51 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%49 : tensor<2x2x6x8xbf16>) outs(%50 : tensor<2x2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x6x8xbf16>
    %collapsed_30 = tensor.collapse_shape %51 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xbf16> into tensor<2x4x6x8xbf16>
    %52 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_21 : tensor<2x2x6x8xbf16>) outs(%50 : tensor<2x2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x6x8xbf16>
    %collapsed_31 = tensor.collapse_shape %52 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xbf16> into tensor<2x4x6x8xbf16>
    %53 = tensor.empty() : tensor<2x4x6x8xf32>
    %54 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44 : tensor<2x4x6x8xbf16>) outs(%53 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %111 = arith.extf %in : bf16 to f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x8xf32>
    %55 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed_30 : tensor<2x4x6x8xbf16>) outs(%53 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %111 = arith.extf %in : bf16 to f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x8xf32>
    %56 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed_31 : tensor<2x4x6x8xbf16>) outs(%53 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %111 = arith.extf %in : bf16 to f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x8xf32>
    %57 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54 : tensor<2x4x6x8xf32>) outs(%53 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.truncf %cst_9 : f64 to f32
      %112 = arith.mulf %in, %111 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x8xf32>
    %58 = tensor.empty() : tensor<6xi64>
    %59 = linalg.generic {indexing_maps = [#map7], iterator_types = ["parallel"]} outs(%58 : tensor<6xi64>) {
    ^bb0(%out: i64):
      %111 = linalg.index 0 : index
      %112 = arith.index_cast %111 : index to i64
      linalg.yield %112 : i64
    } -> tensor<6xi64>
    %expanded_32 = tensor.expand_shape %59 [[0, 1]] output_shape [1, 6] : tensor<6xi64> into tensor<1x6xi64>
    %expanded_33 = tensor.expand_shape %59 [[0, 1]] output_shape [6, 1] : tensor<6xi64> into tensor<6x1xi64>
    %60 = tensor.empty() : tensor<6x6xi64>
    %61 = linalg.generic {indexing_maps = [#map8, #map9, #map], iterator_types = ["parallel", "parallel"]} ins(%expanded_32, %expanded_33 : tensor<1x6xi64>, tensor<6x1xi64>) outs(%60 : tensor<6x6xi64>) {
    ^bb0(%in: i64, %in_48: i64, %out: i64):
      %111 = arith.subi %in, %in_48 : i64
      linalg.yield %111 : i64
    } -> tensor<6x6xi64>
    %62 = tensor.empty() : tensor<6x6xi1>
    %63 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%61 : tensor<6x6xi64>) outs(%62 : tensor<6x6xi1>) {
    ^bb0(%in: i64, %out: i1):
      %111 = arith.cmpi sle, %in, %c0_i64 : i64
      linalg.yield %111 : i1
    } -> tensor<6x6xi1>
    %64 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%63, %cst_5 : tensor<6x6xi1>, tensor<6x6xi1>) outs(%62 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_48: i1, %out: i1):
      %111 = arith.andi %in, %in_48 : i1
      linalg.yield %111 : i1
    } -> tensor<6x6xi1>
    %65 = tensor.empty() : tensor<6x6xf32>
    %66 = linalg.generic {indexing_maps = [#map, #map10, #map10, #map], iterator_types = ["parallel", "parallel"]} ins(%64, %cst_3, %cst_4 : tensor<6x6xi1>, tensor<f32>, tensor<f32>) outs(%65 : tensor<6x6xf32>) {
    ^bb0(%in: i1, %in_48: f32, %in_49: f32, %out: f32):
      %111 = arith.select %in, %in_48, %in_49 : f32
      linalg.yield %111 : f32
    } -> tensor<6x6xf32>
    %67 = tensor.empty() : tensor<2x4x8x6xf32>
    %transposed_34 = linalg.transpose ins(%55 : tensor<2x4x6x8xf32>) outs(%67 : tensor<2x4x8x6xf32>) permutation = [0, 1, 3, 2] 
    %68 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_34 : tensor<2x4x8x6xf32>) outs(%67 : tensor<2x4x8x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.truncf %cst_9 : f64 to f32
      %112 = arith.mulf %in, %111 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x8x6xf32>
    %collapsed_35 = tensor.collapse_shape %57 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_36 = tensor.collapse_shape %68 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %69 = tensor.empty() : tensor<8x6x6xf32>
    %70 = linalg.fill ins(%cst : f32) outs(%69 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %71 = linalg.batch_matmul ins(%collapsed_35, %collapsed_36 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%70 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_37 = tensor.expand_shape %71 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %72 = tensor.empty() : tensor<2x4x6x6xf32>
    %73 = linalg.generic {indexing_maps = [#map1, #map11, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_37, %66 : tensor<2x4x6x6xf32>, tensor<6x6xf32>) outs(%72 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_48: f32, %out: f32):
      %111 = arith.addf %in, %in_48 : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x6xf32>
    %74 = tensor.empty() : tensor<2x4x6xi64>
    %75 = linalg.fill ins(%c0_i64 : i64) outs(%74 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %76 = tensor.empty() : tensor<2x4x6xf32>
    %77 = linalg.fill ins(%cst_0 : f32) outs(%76 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %78:2 = linalg.generic {indexing_maps = [#map1, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%73 : tensor<2x4x6x6xf32>) outs(%77, %75 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_48: i64):
      %111 = linalg.index 3 : index
      %112 = arith.index_cast %111 : index to i64
      %113 = arith.maximumf %in, %out : f32
      %114 = arith.cmpf ogt, %in, %out : f32
      %115 = arith.select %114, %112, %out_48 : i64
      linalg.yield %113, %115 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_38 = tensor.expand_shape %78#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %79 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%73, %expanded_38 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%72 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_48: f32, %out: f32):
      %111 = arith.subf %in, %in_48 : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x6xf32>
    %80 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79 : tensor<2x4x6x6xf32>) outs(%72 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = math.exp %in : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x6xf32>
    %81 = tensor.empty() : tensor<2x4x6x1xf32>
    %82 = linalg.fill ins(%cst : f32) outs(%81 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %83 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%80 : tensor<2x4x6x6xf32>) outs(%82 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %111 = arith.addf %in, %out : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x1xf32>
    %84 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%80, %83 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%72 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_48: f32, %out: f32):
      %111 = arith.divf %in, %in_48 : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x6xf32>
    %85 = tensor.empty() : tensor<2x4x6x6xi1>
    %86 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%73 : tensor<2x4x6x6xf32>) outs(%85 : tensor<2x4x6x6xi1>) {
    ^bb0(%in: f32, %out: i1):
      %111 = arith.extf %in : f32 to f64
      %112 = arith.cmpf oeq, %111, %cst_8 : f64
      linalg.yield %112 : i1
    } -> tensor<2x4x6x6xi1>
    %87 = tensor.empty() : tensor<2x4x6x1xi1>
    %88 = linalg.fill ins(%true : i1) outs(%87 : tensor<2x4x6x1xi1>) -> tensor<2x4x6x1xi1>
    %89 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%86 : tensor<2x4x6x6xi1>) outs(%88 : tensor<2x4x6x1xi1>) {
    ^bb0(%in: i1, %out: i1):
      %111 = arith.andi %in, %out : i1
      linalg.yield %111 : i1
    } -> tensor<2x4x6x1xi1>
    %90 = linalg.generic {indexing_maps = [#map2, #map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%89, %cst_2, %84 : tensor<2x4x6x1xi1>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>) outs(%72 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: i1, %in_48: f32, %in_49: f32, %out: f32):
      %111 = arith.select %in, %in_48, %in_49 : f32
      linalg.yield %111 : f32
    } -> tensor<2x4x6x6xf32>
    %collapsed_39 = tensor.collapse_shape %90 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_40 = tensor.collapse_shape %56 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %91 = tensor.empty() : tensor<8x6x8xf32>
    %92 = linalg.fill ins(%cst : f32) outs(%91 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %93 = linalg.batch_matmul ins(%collapsed_39, %collapsed_40 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%92 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_41 = tensor.expand_shape %93 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %94 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_41 : tensor<2x4x6x8xf32>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<2x4x6x8xbf16>
    %transposed_42 = linalg.transpose ins(%94 : tensor<2x4x6x8xbf16>) outs(%23 : tensor<2x6x4x8xbf16>) permutation = [0, 2, 1, 3] 
    %95 = tensor.empty() : tensor<12x4xbf16>
    %transposed_43 = linalg.transpose ins(%cst_7 : tensor<4x12xbf16>) outs(%95 : tensor<12x4xbf16>) permutation = [1, 0] 
    %96 = tensor.empty() : tensor<12x4xf32>
    %97 = linalg.fill ins(%cst : f32) outs(%96 : tensor<12x4xf32>) -> tensor<12x4xf32>
    %98 = linalg.matmul ins(%collapsed, %transposed_43 : tensor<12x12xbf16>, tensor<12x4xbf16>) outs(%97 : tensor<12x4xf32>) -> tensor<12x4xf32>
    %99 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%98 : tensor<12x4xf32>) outs(%95 : tensor<12x4xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<12x4xbf16>
    %expanded_44 = tensor.expand_shape %99 [[0, 1], [2]] output_shape [2, 6, 4] : tensor<12x4xbf16> into tensor<2x6x4xbf16>
    %100 = tensor.empty() : tensor<2x6x4xbf16>
    %101 = linalg.generic {indexing_maps = [#map13, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_44 : tensor<2x6x4xbf16>) outs(%100 : tensor<2x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %111 = arith.negf %in : bf16
      %112 = math.exp %111 : bf16
      %113 = arith.addf %112, %cst_1 : bf16
      %114 = arith.divf %cst_1, %113 : bf16
      linalg.yield %114 : bf16
    } -> tensor<2x6x4xbf16>
    %expanded_45 = tensor.expand_shape %101 [[0], [1], [2, 3]] output_shape [2, 6, 4, 1] : tensor<2x6x4xbf16> into tensor<2x6x4x1xbf16>
    %102 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_42, %expanded_45 : tensor<2x6x4x8xbf16>, tensor<2x6x4x1xbf16>) outs(%23 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %in_48: bf16, %out: bf16):
      %111 = arith.mulf %in, %in_48 : bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x4x8xbf16>
    %collapsed_46 = tensor.collapse_shape %102 [[0], [1], [2, 3]] : tensor<2x6x4x8xbf16> into tensor<2x6x32xbf16>
    %103 = tensor.empty() : tensor<32x12xbf16>
    %transposed_47 = linalg.transpose ins(%cst_6 : tensor<12x32xbf16>) outs(%103 : tensor<32x12xbf16>) permutation = [1, 0] 
    %104 = tensor.empty() : tensor<2x32x12xbf16>
    %105 = linalg.generic {indexing_maps = [#map14, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_47 : tensor<32x12xbf16>) outs(%104 : tensor<2x32x12xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x32x12xbf16>
    %106 = tensor.empty() : tensor<2x6x12xf32>
    %107 = linalg.fill ins(%cst : f32) outs(%106 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %108 = linalg.batch_matmul ins(%collapsed_46, %105 : tensor<2x6x32xbf16>, tensor<2x32x12xbf16>) outs(%107 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %109 = tensor.empty() : tensor<2x6x12xbf16>
    %110 = linalg.generic {indexing_maps = [#map13, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%108 : tensor<2x6x12xf32>) outs(%109 : tensor<2x6x12xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %111 = arith.truncf %in : f32 to bf16
      linalg.yield %111 : bf16
    } -> tensor<2x6x12xbf16>
    return %110 : tensor<2x6x12xbf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.bfloat16: "0x020000005EBC083E2E3E01BE303E2A3DD73D9ABDB7BDA1BD5BBD08BE673CF2BDEABD2E3AD9BDFA3C28BD483DE73D293E33BE0EBEA3BDF23D8CBC793D9A3DF23BF03DAABDA5BB813DE13D16BCF5BD0ABE4A3C9F3C883D21BD173ED4BDA2BCB5BBBBBD8ABCEDBD253E95BDFEBD823B353CFCBDFE3C0B3E5BBD1B3E2FBEAD3D783C93BD14BEF7BD76BD14BE84BCC33D0E3E503DEB3C24BDEC3CBC3DC8BD293EA3BD903CA13C353C063C27BE34BE163E1C3BA73DF2BD9C3B8FBDBC3DAC3D25BE34BE5FBC243EAB3DF43DC9BDC1BD1E3E94BDDDBDE0BD0ABE9FBD6EBDA83DE03D87BDE6BDDCBC5D3D023E83BDBFBB3A3DAD3D5B3DA03D983DF4BDBBBCCE3DB43CA8BC063E443D193E01BE853DDEBDE6BD2E3E28BC033EF9BDFB3B86BD24BE01BE303EEEBC093E1F3EF4BDB53DBBBA24BE473C2F3E87BD863DCF3D923C87BD02BEC13D36BDAE3D0CBD12BE033E27BE063E283E5E3D243E043E35BE1D3ECCBC883D87BC0FBE063DA9BDECBD30BEC4BD043E193E11BD0B3DE03C21BD053EB9BC633DD9BD8EBD193E62BD833D843DEC3D843D2DBE26BD26BDFDBDFA3D233DB4BD7F3C1CBEE3BD86BDB8BD98BD74BDDFBC37BD3D3D533DE3BDC7BD343E6B3DBF3D433D8EBDEF3D9CBDBC3D2DBE14BE4ABDDDB62C3E33BEE53D4BBD30BE283D193E843D073E5BBD23BE9F3DF53A343E1EBE02BE033C0ABED1BD6EBD6ABCF7BCF23CAA3D16BC223E883D89BDC03D0B3E1EBDAE3D163EA53D11BE27BD18BD14BE2ABE453DC2BD82BD193E7CBDA6BD25BD583DD93D393D70BB35BD6E3D25BE0B3D2E3EF23D773C1B3E4F3DAABD4DBDE8BD283E9E3DDEBDD8BD083EEC3D3DBC303EFCBCE93D68BD0DBE55BD323E25BE873C003D683D49BCCABD143DBBBD213EE1BD33BE7FBD153CF3BD013D4DBD053E823DE93C12BE23BE133D04BEAB3D333E2A3E06BD0DBED6BC073E893DF1BD8CBDA5BD753D503D573DF7BD033E903DA8BDB33D03BE6FBD00BE4E3D31BED53D153E2E3C133E173E81BCCBBDD43DDF3D203C843DF1BD9CBD643D1CBDA83DF73D223E0CBE0ABE6B3D2D3D2BBEDF3B12BEABBC213C6ABC043E18BE493B30BE",
      torch_tensor_4_12_torch.bfloat16: "0x020000004EBED5BD85BE703D883E623E7D3D92BE2E3E7CBDCABD243DE9BD6D3E61BD5C3E0BBD623B763E9A3C23BE87BEC2BD32BED03DFDBD44BE14BEE5BC08BE873E40BE0DBE313DE93D7EBD52BE90BE513EACBD2EBD8E3E82BE813E603DA7BD2ABE893E",
      torch_tensor_8_torch.bfloat16_1: "0x02000000833F8D3F6C3F513F903F883F773F533F",
      torch_tensor_8_torch.bfloat16: "0x02000000903F863F8D3F823F903F8C3F883F8C3F",
      torch_tensor_16_12_torch.bfloat16_1: "0x02000000DEBDCFBD153E67BE6FBEFBBD1ABEC6BDADBD1CBE70BD9B3DF2BD3E3E25BED6BD613E0E3E903E4CBD553EF6BD21BE9F3D933E4A3D4EBE0DBD83BED03D48BE22BD81BE90BD483C93BE0EBE3C3E843EAEBDE2BD13BE843D913E623EFE3951BE14BD7C3E353E8EBED23D923EBCBC7EBA08BE883E1D3E903EDD3DA1BD16BE8C3E8F3E333E063E85BEFCBD18BE2CBE853EFE3DCB3D273EA6BD423D53BE183EA6BD043E943DE23D1C3EB2BC63BD403C32BE4F3C8CBD4A3E043ED4BCD2BD6FBE73BED73D763CBD3D9C3D49BE29BE6E3EF03C113E8BBE213E8ABC3A3E26BEF7BD79BE553C8DBE2CBA46BE45BEDCBC923EF2BD743E68BDF43D123E63BC823E0E3E5D3E853D47BEC8BD283EE43D4EBEECBD853DDB3C653E3E3E743EA8BD323E20BDF13DFD3D7ABEEBBD723E94BDD7BC5ABD64BE1CBE6D3D0EBE243D6ABE463EB2BDE83DE0BB9A3DBE3D86BD66BE59BE05BE38BE04BE2B3E533E68BE713E933E763C21BE21BD36BE8ABE363D113EBFBD413C66BE8BBE74BEB0BD0FBE893D313E90BE79BD65BE",
      torch_tensor_16_12_torch.bfloat16: "0x020000002EBE803C8CBE11BDC6BC483E8B3ECFBCE4BDACBD503EF93DCD3D6B3E77BEE13C7E3E1C3C4BBD8E3E933E63BE30BE4CBEB03DA73C87BE16BE20BE0DBEE7BD8BBE023E843E4D3E90BECA3C8EBEFA3D4C3E82BE21BE6ABDAA3A5E3E26BC093E8CBE9CBD43BE483E85BD72BE213E15BD0DBE433D693E41BE203EB0BD3B3E8CBD31BD623E4ABE283E4EBC953D87BE56BD3BBE023E0A3B65BE913B843E55BE863E01BE7D3E363E91BED1BD82BE883E63BE173E013E6EBDE63C583E78BE833E683EBE3DAABD7CBED5BC1EBD1BBCE4BDB9BDB9BD8B3E4ABD063E163E0DBEB23B703E8B3EBCBD6E3D6ABE753E7C3E81BE2ABBC53D7B3E8EBE8BB92DBEE83D8C3EE5BD94BDE0BD6E3D313E41BE73BEABBDB9BD61BE3BBEF43C803E273E90BD583E623D85BDE63C24BEC0BD56BE75BE91BE183E173E06BEF13D2F3E5ABE67BE56BE03BE133E40BEEBBDF8BD87BB95BD1BBC473E023D113D1F3E873E01BE9A3B823EC0BC1ABD00BE6E3E223EC53BA4BC8C3EE93DF9BD263E83BEBE3C2ABE6DBDC43DD2BD02BD",
      torch_tensor_32_12_torch.bfloat16: "0x020000002D3EE1BD0D3E703E913EFBBC83BE6BBD813EA13D713E233E04BE08BE0CBE74BED6BD81BE8CBE7FBE99BD3D3D203E973D733D973B8BBDEDBDAA3D8C3D243E753DA33C4ABD72BE69BE523E70BD163EBCBD7F3DBA3D7BBD21BD933D143E323C15BD6FBE6E3CB33D1BBC633E32BE23BE183E76BD663E893EAE3D803ECDBC2B3E71BE133BC0BD7B3EE0BD583E673DB63D6D3D45BE2C3E66BD3ABD27BD04BE2E3E3CBE27BEC8BD4E3E71BE08BE2A3DA9BCFA3C013DF33DC7BD593E27BE30BE9D3C533E20BE1D3E803EEDBD4BBE5D3DD13D88BE22BCB0BDED3B523E923EC1BCD8BD7F3E1C3E133E893E7C3ED8BD0ABE05BD1C3EF0BC81BE0CBE01BE03BE15BEF0BC283E093E853E27BE0DBD393E40BE58BEF63DABBD92BE66BEE63D2F3D61BD28BE213E1E3D9E3DFA3D0BBEF7BCED3D01BE663E903E43BB593E87BD103E3ABEF93C2FBE143E08BE28BC983DD6BC763E1ABE48BE3DBC373C85BE45BE853E18BE3C3E6CBB8C3E10BE523E21BE063E5FBC92BE563E873E0C3ED4BDD1BB073D52BE3DBE82BE04BE84BEC5BDA9BD22BE8EBED8BD62BE883E1B3E9BBD6BBE4C3EF43D0C3E8C3B373D38BE52BEBABD49BEFCBD473E72BD42BDCCBC443C003EAE3D6E3EBDBD8F3E82BEBABD8DBE073E2BBE313EB4BD46BDCE3DE9BDB53DEBBD66BD17BE103D29BD8A3E23BE333E7F3E2FBE64BB423ED1BD373E76BE383ED6BA01BD20BE79BEFA3D903E753E70BE913E49BE4B3E41BB28BE0E3E163D4FBEDCBD11BE563EE23DE43D113E523D58BECE3DEDBD38BE943E463EF63D043DDFBC36BE05BE0DBE58BE79BECFBD513E5F3EA9BD853ED1BD833E7CBE81BE05BC8B3C77BE15BE253DA0BD34BE463D44BD603EC3BD71BECEBD423D4B3E8C3E0BBE91BE79BE93BE82BED0BD5DBE8C3EDA3DB9BDD13C893EDDBC453D303E78BE8DBE4F3E20BED9BD873E5BBE833EE4BD833CF7BD913E273E693E453E5D3C6B3E7FBE94BD8B3B85BEC13C583EC8BD08BEDBBD7C3E633EE0BD9E3C773CE9BD6C3B85BE793E62BD01BE6DBE5B3E10BB60BE9DBD0BBE983D1D3EF43D2E3D6CBE1F3E4F3E0C3CCA3D073ED3BD9CBC4F3E"
    }
  }
#-}
