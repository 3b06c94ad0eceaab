#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map6 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map7 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map8 = affine_map<(d0) -> (d0)>
#map9 = affine_map<(d0, d1) -> (0, d1)>
#map10 = affine_map<(d0, d1) -> (d0, 0)>
#map11 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map12 = affine_map<(d0, d1, d2, d3) -> ()>
#map13 = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x6x12xbf16>, %arg1: tensor<2x6x8xbf16>, %arg2: tensor<2x6x8xbf16>) -> tensor<2x6x12xbf16> {
    %c2_i64 = arith.constant 2 : i64
    %c1_i64 = arith.constant 1 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF80 : bf16
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant 1.000000e+00 : bf16
    %cst_3 = arith.constant dense<0xFF80> : tensor<bf16>
    %cst_4 = arith.constant dense<true> : tensor<6x6xi1>
    %cst_5 = arith.constant dense_resource<torch_tensor_12_32_torch.bfloat16> : tensor<12x32xbf16>
    %cst_6 = arith.constant dense_resource<torch_tensor_32_12_torch.bfloat16_1> : tensor<32x12xbf16>
    %cst_7 = arith.constant dense_resource<torch_tensor_4_torch.bfloat16> : tensor<4xbf16>
    %cst_8 = arith.constant 0.35355339059327379 : f64
    %cst_9 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16_1> : tensor<8xbf16>
    %cst_10 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16> : tensor<8xbf16>
    %cst_11 = arith.constant 9.9999999999999995E-7 : f64
    %cst_12 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16_1> : tensor<16x12xbf16>
    %cst_13 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16> : tensor<16x12xbf16>
    %cst_14 = arith.constant dense_resource<torch_tensor_32_12_torch.bfloat16> : tensor<32x12xbf16>
    %cst_15 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<12x32xbf16>
    %transposed = linalg.transpose ins(%cst_14 : tensor<32x12xbf16>) outs(%0 : tensor<12x32xbf16>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x6x12xbf16> into tensor<12x12xbf16>
    %1 = tensor.empty() : tensor<12x32xf32>
    %2 = linalg.fill ins(%cst : f32) outs(%1 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %3 = linalg.matmul ins(%collapsed, %transposed : tensor<12x12xbf16>, tensor<12x32xbf16>) outs(%2 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<12x32xf32>) outs(%0 : tensor<12x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<12x32xbf16>
    %expanded = tensor.expand_shape %4 [[0, 1], [2, 3]] output_shape [2, 6, 4, 8] : tensor<12x32xbf16> into tensor<2x6x4x8xbf16>
    %5 = tensor.empty() : tensor<12x16xbf16>
    %transposed_16 = linalg.transpose ins(%cst_13 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %6 = tensor.empty() : tensor<12x16xf32>
    %7 = linalg.fill ins(%cst : f32) outs(%6 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %8 = linalg.matmul ins(%collapsed, %transposed_16 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%8 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<12x16xbf16>
    %expanded_17 = tensor.expand_shape %9 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %transposed_18 = linalg.transpose ins(%cst_12 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %10 = linalg.matmul ins(%collapsed, %transposed_18 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %11 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%10 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<12x16xbf16>
    %expanded_19 = tensor.expand_shape %11 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %12 = tensor.empty() : tensor<2x2x6x8xbf16>
    %transposed_20 = linalg.transpose ins(%expanded_19 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %13 = tensor.empty() : tensor<2x6x4x8xf32>
    %14 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x4x8xbf16>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %106 = arith.extf %in : bf16 to f32
      linalg.yield %106 : f32
    } -> tensor<2x6x4x8xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %106 : f32
    } -> tensor<2x6x4x8xf32>
    %16 = tensor.empty() : tensor<2x6x4x1xf32>
    %17 = linalg.fill ins(%cst : f32) outs(%16 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %18 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%15 : tensor<2x6x4x8xf32>) outs(%17 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.divf %in, %cst_15 : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x4x1xf32>
    %20 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.truncf %cst_11 : f64 to f32
      %107 = arith.addf %in, %106 : f32
      linalg.yield %107 : f32
    } -> tensor<2x6x4x1xf32>
    %21 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.rsqrt %in : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x4x1xf32>
    %22 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %21 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_51: f32, %out: f32):
      %106 = arith.mulf %in, %in_51 : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x4x8xf32>
    %23 = tensor.empty() : tensor<2x6x4x8xbf16>
    %24 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<2x6x4x8xf32>) outs(%23 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<2x6x4x8xbf16>
    %25 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_10, %24 : tensor<8xbf16>, tensor<2x6x4x8xbf16>) outs(%23 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x6x4x8xbf16>
    %26 = tensor.empty() : tensor<2x6x2x8xf32>
    %27 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_17 : tensor<2x6x2x8xbf16>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %106 = arith.extf %in : bf16 to f32
      linalg.yield %106 : f32
    } -> tensor<2x6x2x8xf32>
    %28 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27 : tensor<2x6x2x8xf32>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %106 : f32
    } -> tensor<2x6x2x8xf32>
    %29 = tensor.empty() : tensor<2x6x2x1xf32>
    %30 = linalg.fill ins(%cst : f32) outs(%29 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %31 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%28 : tensor<2x6x2x8xf32>) outs(%30 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x2x1xf32>
    %32 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%31 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.divf %in, %cst_15 : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x2x1xf32>
    %33 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%32 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.truncf %cst_11 : f64 to f32
      %107 = arith.addf %in, %106 : f32
      linalg.yield %107 : f32
    } -> tensor<2x6x2x1xf32>
    %34 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.rsqrt %in : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x2x1xf32>
    %35 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %34 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%26 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_51: f32, %out: f32):
      %106 = arith.mulf %in, %in_51 : f32
      linalg.yield %106 : f32
    } -> tensor<2x6x2x8xf32>
    %36 = tensor.empty() : tensor<2x6x2x8xbf16>
    %37 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<2x6x2x8xf32>) outs(%36 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<2x6x2x8xbf16>
    %38 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_9, %37 : tensor<8xbf16>, tensor<2x6x2x8xbf16>) outs(%36 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x6x2x8xbf16>
    %39 = tensor.empty() : tensor<2x4x6x8xbf16>
    %transposed_21 = linalg.transpose ins(%25 : tensor<2x6x4x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %transposed_22 = linalg.transpose ins(%38 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %expanded_23 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %expanded_24 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %40 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_21, %expanded_23 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x8xbf16>
    %extracted_slice = tensor.extract_slice %transposed_21[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %extracted_slice_25 = tensor.extract_slice %transposed_21[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %41 = tensor.empty() : tensor<2x4x6x4xbf16>
    %42 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_25 : tensor<2x4x6x4xbf16>) outs(%41 : tensor<2x4x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %106 = arith.negf %in : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x4xbf16>
    %concat = tensor.concat dim(3) %42, %extracted_slice : (tensor<2x4x6x4xbf16>, tensor<2x4x6x4xbf16>) -> tensor<2x4x6x8xbf16>
    %43 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_24 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x8xbf16>
    %44 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%40, %43 : tensor<2x4x6x8xbf16>, tensor<2x4x6x8xbf16>) outs(%39 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.addf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x8xbf16>
    %45 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_22, %expanded_23 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x2x6x8xbf16>
    %extracted_slice_26 = tensor.extract_slice %transposed_22[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %extracted_slice_27 = tensor.extract_slice %transposed_22[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %46 = tensor.empty() : tensor<2x2x6x4xbf16>
    %47 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_27 : tensor<2x2x6x4xbf16>) outs(%46 : tensor<2x2x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %106 = arith.negf %in : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x2x6x4xbf16>
    %concat_28 = tensor.concat dim(3) %47, %extracted_slice_26 : (tensor<2x2x6x4xbf16>, tensor<2x2x6x4xbf16>) -> tensor<2x2x6x8xbf16>
    %48 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_28, %expanded_24 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x2x6x8xbf16>
    %49 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %48 : tensor<2x2x6x8xbf16>, tensor<2x2x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.addf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x2x6x8xbf16>
    %50 = tensor.empty() : tensor<2x2x2x6x8xbf16>
    %51 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%49 : tensor<2x2x6x8xbf16>) outs(%50 : tensor<2x2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x6x8xbf16>
    %collapsed_29 = tensor.collapse_shape %51 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xbf16> into tensor<2x4x6x8xbf16>
    %52 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_20 : tensor<2x2x6x8xbf16>) outs(%50 : tensor<2x2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x6x8xbf16>
    %53 = tensor.empty() : tensor<2x4x8x6xbf16>
    %transposed_30 = linalg.transpose ins(%collapsed_29 : tensor<2x4x6x8xbf16>) outs(%53 : tensor<2x4x8x6xbf16>) permutation = [0, 1, 3, 2] 
    %collapsed_31 = tensor.collapse_shape %44 [[0, 1], [2], [3]] : tensor<2x4x6x8xbf16> into tensor<8x6x8xbf16>
    %collapsed_32 = tensor.collapse_shape %transposed_30 [[0, 1], [2], [3]] : tensor<2x4x8x6xbf16> into tensor<8x8x6xbf16>
    %54 = tensor.empty() : tensor<8x6x6xf32>
    %55 = linalg.fill ins(%cst : f32) outs(%54 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %56 = linalg.batch_matmul ins(%collapsed_31, %collapsed_32 : tensor<8x6x8xbf16>, tensor<8x8x6xbf16>) outs(%55 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %57 = tensor.empty() : tensor<8x6x6xbf16>
    %58 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel"]} ins(%56 : tensor<8x6x6xf32>) outs(%57 : tensor<8x6x6xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<8x6x6xbf16>
    %expanded_33 = tensor.expand_shape %58 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xbf16> into tensor<2x4x6x6xbf16>
    %59 = tensor.empty() : tensor<2x4x6x6xbf16>
    %60 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_33 : tensor<2x4x6x6xbf16>) outs(%59 : tensor<2x4x6x6xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %106 = arith.truncf %cst_8 : f64 to bf16
      %107 = arith.mulf %in, %106 : bf16
      linalg.yield %107 : bf16
    } -> tensor<2x4x6x6xbf16>
    %61 = tensor.empty() : tensor<6xi64>
    %62 = linalg.generic {indexing_maps = [#map8], iterator_types = ["parallel"]} outs(%61 : tensor<6xi64>) {
    ^bb0(%out: i64):
      %106 = linalg.index 0 : index
      %107 = arith.index_cast %106 : index to i64
      linalg.yield %107 : i64
    } -> tensor<6xi64>
    %expanded_34 = tensor.expand_shape %62 [[0, 1]] output_shape [1, 6] : tensor<6xi64> into tensor<1x6xi64>
    %expanded_35 = tensor.expand_shape %62 [[0, 1]] output_shape [6, 1] : tensor<6xi64> into tensor<6x1xi64>
    %63 = tensor.empty() : tensor<6x6xi64>
    %64 = linalg.generic {indexing_maps = [#map9, #map10, #map], iterator_types = ["parallel", "parallel"]} ins(%expanded_34, %expanded_35 : tensor<1x6xi64>, tensor<6x1xi64>) outs(%63 : tensor<6x6xi64>) {
    ^bb0(%in: i64, %in_51: i64, %out: i64):
      %106 = arith.subi %in, %in_51 : i64
      linalg.yield %106 : i64
    } -> tensor<6x6xi64>
    %65 = tensor.empty() : tensor<6x6xi1>
    %66 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%64 : tensor<6x6xi64>) outs(%65 : tensor<6x6xi1>) {
    ^bb0(%in: i64, %out: i1):
      %106 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %106 : i1
    } -> tensor<6x6xi1>
    %67 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%66, %cst_4 : tensor<6x6xi1>, tensor<6x6xi1>) outs(%65 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_51: i1, %out: i1):
      %106 = arith.andi %in, %in_51 : i1
      linalg.yield %106 : i1
    } -> tensor<6x6xi1>
    %68 = linalg.generic {indexing_maps = [#map11, #map12, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67, %cst_3, %60 : tensor<6x6xi1>, tensor<bf16>, tensor<2x4x6x6xbf16>) outs(%59 : tensor<2x4x6x6xbf16>) {
    ^bb0(%in: i1, %in_51: bf16, %in_52: bf16, %out: bf16):
      %106 = arith.select %in, %in_51, %in_52 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x6xbf16>
    %69 = tensor.empty() : tensor<2x4x6x1xbf16>
    %expanded_36 = tensor.expand_shape %cst_7 [[0, 1]] output_shape [4, 1] : tensor<4xbf16> into tensor<4x1xbf16>
    %70 = linalg.generic {indexing_maps = [#map13, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_36 : tensor<4x1xbf16>) outs(%69 : tensor<2x4x6x1xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x4x6x1xbf16>
    %concat_37 = tensor.concat dim(3) %68, %70 : (tensor<2x4x6x6xbf16>, tensor<2x4x6x1xbf16>) -> tensor<2x4x6x7xbf16>
    %71 = tensor.empty() : tensor<2x4x6xi64>
    %72 = linalg.fill ins(%c0_i64 : i64) outs(%71 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %73 = tensor.empty() : tensor<2x4x6xbf16>
    %74 = linalg.fill ins(%cst_0 : bf16) outs(%73 : tensor<2x4x6xbf16>) -> tensor<2x4x6xbf16>
    %75:2 = linalg.generic {indexing_maps = [#map1, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%concat_37 : tensor<2x4x6x7xbf16>) outs(%74, %72 : tensor<2x4x6xbf16>, tensor<2x4x6xi64>) {
    ^bb0(%in: bf16, %out: bf16, %out_51: i64):
      %106 = linalg.index 3 : index
      %107 = arith.index_cast %106 : index to i64
      %108 = arith.maximumf %in, %out : bf16
      %109 = arith.cmpf ogt, %in, %out : bf16
      %110 = arith.select %109, %107, %out_51 : i64
      linalg.yield %108, %110 : bf16, i64
    } -> (tensor<2x4x6xbf16>, tensor<2x4x6xi64>)
    %expanded_38 = tensor.expand_shape %75#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xbf16> into tensor<2x4x6x1xbf16>
    %76 = tensor.empty() : tensor<2x4x6x7xbf16>
    %77 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_37, %expanded_38 : tensor<2x4x6x7xbf16>, tensor<2x4x6x1xbf16>) outs(%76 : tensor<2x4x6x7xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.subf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x7xbf16>
    %78 = tensor.empty() : tensor<2x4x6x7xf32>
    %79 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%77 : tensor<2x4x6x7xbf16>) outs(%78 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %106 = arith.extf %in : bf16 to f32
      linalg.yield %106 : f32
    } -> tensor<2x4x6x7xf32>
    %80 = tensor.empty() : tensor<2x4x6xf32>
    %81 = linalg.fill ins(%cst_1 : f32) outs(%80 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %82:2 = linalg.generic {indexing_maps = [#map1, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%79 : tensor<2x4x6x7xf32>) outs(%81, %72 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_51: i64):
      %106 = linalg.index 3 : index
      %107 = arith.index_cast %106 : index to i64
      %108 = arith.maximumf %in, %out : f32
      %109 = arith.cmpf ogt, %in, %out : f32
      %110 = arith.select %109, %107, %out_51 : i64
      linalg.yield %108, %110 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_39 = tensor.expand_shape %82#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %83 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79, %expanded_39 : tensor<2x4x6x7xf32>, tensor<2x4x6x1xf32>) outs(%78 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_51: f32, %out: f32):
      %106 = arith.subf %in, %in_51 : f32
      linalg.yield %106 : f32
    } -> tensor<2x4x6x7xf32>
    %84 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%83 : tensor<2x4x6x7xf32>) outs(%78 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.exp %in : f32
      linalg.yield %106 : f32
    } -> tensor<2x4x6x7xf32>
    %85 = tensor.empty() : tensor<2x4x6x1xf32>
    %86 = linalg.fill ins(%cst : f32) outs(%85 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %87 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%84 : tensor<2x4x6x7xf32>) outs(%86 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<2x4x6x1xf32>
    %88 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%84, %87 : tensor<2x4x6x7xf32>, tensor<2x4x6x1xf32>) outs(%78 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_51: f32, %out: f32):
      %106 = arith.divf %in, %in_51 : f32
      linalg.yield %106 : f32
    } -> tensor<2x4x6x7xf32>
    %89 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%88 : tensor<2x4x6x7xf32>) outs(%76 : tensor<2x4x6x7xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<2x4x6x7xbf16>
    %extracted_slice_40 = tensor.extract_slice %89[0, 0, 0, 0] [2, 4, 6, 6] [1, 1, 1, 1] : tensor<2x4x6x7xbf16> to tensor<2x4x6x6xbf16>
    %collapsed_41 = tensor.collapse_shape %extracted_slice_40 [[0, 1], [2], [3]] : tensor<2x4x6x6xbf16> into tensor<8x6x6xbf16>
    %collapsed_42 = tensor.collapse_shape %52 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xbf16> into tensor<8x6x8xbf16>
    %90 = tensor.empty() : tensor<8x6x8xf32>
    %91 = linalg.fill ins(%cst : f32) outs(%90 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %92 = linalg.batch_matmul ins(%collapsed_41, %collapsed_42 : tensor<8x6x6xbf16>, tensor<8x6x8xbf16>) outs(%91 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %93 = tensor.empty() : tensor<8x6x8xbf16>
    %94 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92 : tensor<8x6x8xf32>) outs(%93 : tensor<8x6x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<8x6x8xbf16>
    %expanded_43 = tensor.expand_shape %94 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xbf16> into tensor<2x4x6x8xbf16>
    %transposed_44 = linalg.transpose ins(%expanded_43 : tensor<2x4x6x8xbf16>) outs(%23 : tensor<2x6x4x8xbf16>) permutation = [0, 2, 1, 3] 
    %collapsed_45 = tensor.collapse_shape %transposed_44 [[0], [1], [2, 3]] : tensor<2x6x4x8xbf16> into tensor<2x6x32xbf16>
    %transposed_46 = linalg.transpose ins(%cst_6 : tensor<32x12xbf16>) outs(%0 : tensor<12x32xbf16>) permutation = [1, 0] 
    %95 = linalg.matmul ins(%collapsed, %transposed_46 : tensor<12x12xbf16>, tensor<12x32xbf16>) outs(%2 : tensor<12x32xf32>) -> tensor<12x32xf32>
    %96 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%95 : tensor<12x32xf32>) outs(%0 : tensor<12x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<12x32xbf16>
    %expanded_47 = tensor.expand_shape %96 [[0, 1], [2]] output_shape [2, 6, 32] : tensor<12x32xbf16> into tensor<2x6x32xbf16>
    %97 = tensor.empty() : tensor<2x6x32xbf16>
    %98 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_47 : tensor<2x6x32xbf16>) outs(%97 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %106 = arith.negf %in : bf16
      %107 = math.exp %106 : bf16
      %108 = arith.addf %107, %cst_2 : bf16
      %109 = arith.divf %cst_2, %108 : bf16
      linalg.yield %109 : bf16
    } -> tensor<2x6x32xbf16>
    %99 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_45, %98 : tensor<2x6x32xbf16>, tensor<2x6x32xbf16>) outs(%97 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %in_51: bf16, %out: bf16):
      %106 = arith.mulf %in, %in_51 : bf16
      linalg.yield %106 : bf16
    } -> tensor<2x6x32xbf16>
    %100 = tensor.empty() : tensor<32x12xbf16>
    %transposed_48 = linalg.transpose ins(%cst_5 : tensor<12x32xbf16>) outs(%100 : tensor<32x12xbf16>) permutation = [1, 0] 
    %collapsed_49 = tensor.collapse_shape %99 [[0, 1], [2]] : tensor<2x6x32xbf16> into tensor<12x32xbf16>
    %101 = tensor.empty() : tensor<12x12xf32>
    %102 = linalg.fill ins(%cst : f32) outs(%101 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %103 = linalg.matmul ins(%collapsed_49, %transposed_48 : tensor<12x32xbf16>, tensor<32x12xbf16>) outs(%102 : tensor<12x12xf32>) -> tensor<12x12xf32>
    %104 = tensor.empty() : tensor<12x12xbf16>
    %105 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%103 : tensor<12x12xf32>) outs(%104 : tensor<12x12xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %106 = arith.truncf %in : f32 to bf16
      linalg.yield %106 : bf16
    } -> tensor<12x12xbf16>
    %expanded_50 = tensor.expand_shape %105 [[0, 1], [2]] output_shape [2, 6, 12] : tensor<12x12xbf16> into tensor<2x6x12xbf16>
    return %expanded_50 : tensor<2x6x12xbf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.bfloat16: "0x020000000B3EC6BDC7BD143DED3D6DBD8C3D703C2D3EF4BD093D873D2F3ED1BDE43D213E583BECBD37BD0FBE97BC6EBD633D9DBDF4BDACBDA23DECBD243EF23C9FBDA4BD6D3D0C3DEDBDB03D81BDD93D7CBDAC3DF9BD083E833DBCBBA23D8E3DD63D313BEB3DC53D8DBDF2BD223E62BD263EE0BD883DB2BA263EB0BC213E863D45BC083E9DBDE43DA53D25BE223BFBBC9DBC1EBE12BE97BDF73D003E1BBE1E3E8EBCDF3DB0BD28BCA7BD8B3C1EBD193EF7BD40BDB53C853D083EDBBDD83DF83AD3BD0D3E1EBD943D293EBB3C19BE793D493CB5BD053E893D9EBD89BD0CBEF23D113EB8BC873D6BBDCBBDFFBDFCBD8C3D2EBE253E073C27BE34BE22BE18BEEBBDB73DD1BDDABD16BD963D293EE83D33BE13BD14BDE73DC03D73BDA23DDEBD243C17BE1FBEB93D2A3E6DBCFABD983CA23D21BD273E52BD17BE2ABD85BDEE3C15BE3C3D013E29BE16BDD0BDA5BDA3BD14BE863DA9BCACBD00BDAA3D103E463D9A3C953DCFBD55BD623BD83DF03D0FBEC3BDC13DAEBB24BEAABDF83D2ABE35BDD1BD49BD2BBE073EFB3C2B3E21BE09BE33BE15BEF3BD49BD483DC33DE73DBDBD103E94BC25BE24BD633DD43D5F3D17BCFABDBB3C2B3EECBD8CBDE0BD1EBE1C3EE9BDDA3CEFBC0C3C00BE5C3C98BD24BD173EB2BD3BBD00BC243E33BE1D3D243E033ED2BAFEBD333E80BDCC3D3C3D1FBED13D6DBD883ABD3C263E083E163E003E153D22BE11BE5E3C2EBEF93BA8BC043E12BE31BED2BD1F3E8F3DA4BD263EE5BDD63D13BDCFBD83BD47BD8FBD193EF03D09BE1ABD4F3C36BD40BD32BEDABD6B3D9EBCED3D09BE07BE2F3E213DDABC633D133DA3BC1FBE9BBD853CCC3C573D1D3E913D42BDBA3D903D05BD163D30BEDE3D7CBD703D163DC8BD283E1F3EB23D31BE75BDA2BD6C3DE33D3E3DCE3D273EBEBDCEBDA2BDE3BD333E263E0FBE89BC0FBE15BD273EAFBB35BE4EBD09BEF73D61BDD8BD09BE593D043E18BE143E07BEC6BD683D42BCA9BC253EB03CEA3DCB3D9C3C44BB9FBDD0BD0FBCD13D90BD2DBE043E643D2B3E283E8ABDE03C42BDED3D1DBDD13C74BDC83DAC3DEB3D2B3EA0390DBE02BDD23C2C3E",
      torch_tensor_32_12_torch.bfloat16_1: "0x02000000623E0CBE6E3E6BBC7A3E093E03BE47BD893EDA3B70BDB63D123ECFBD13BD45BB203ED13D22BE0C3E57BE453E3ABE4E3E1C3DA1BD023EA1BCAD3DA5BCF73D24BD3E3E53BDEDBD643E6BBE583E18BD83BEA7BD8CBE443D6ABE5B3E963CE0BD8E3D503E67BE39BE1CBECD3C1A3D70BE383DEC3D823D8EBDA8BD71BE69BEA7BD513DF4BDAE3D5F3EC33D183E8BBDE4BD3EBECCBD033DFBBD923D2A3DDE3D473EA13D65BEAC3DC6BDE8BD6DBE3D3E853D413ED63A93BD323D3C3ED43C3BBE7DBE283E963D8EBB6CBE8F3D03BE2DBE653ED6BD75BE613DFE3D3EBD913E0EBE4CBE58BE89BE36BE053E81BE1C3E213E7FBDDF3C2FBC633E91BE9E3D84BDEC3DC2BCE53D64BEDDBD013E883E68BE8C3C89BE64BEBFBCC43D4EBE82BE153E463E45BE0ABE783C7B3E2CBD853E89BEAC3D893EC6BD02BE7A3EEB3D2CBED63D923EF2BD89BE6F3E773E89BE7EBE92BEFC3D833EE8BD703D533E23BE19BE943D57BEDA3A903EA9BC42BE94BEDD3CBBBD7F3B8D3EF03DC43D533E923D07BE6B3E893CD73BD0BD0F3E813D7F3E843E80BEB6BD773EE43DDABDE03DDABD41BE21BE31BBD63C593E2FBE353E65BE8D3D003E8C3D0D3ED3BD5D3E913E0ABE483E203CBD3D7ABE2DBED6BB7FBE4CBE8CBE903E473E333E2C3ED6BD4C3E42BEA03D0FBCAE3D583B573E603E623E813D0B3ECCBC1EBDFC3D92BE89BE26BE833D293E153ED9BC72BDE23D883E81BD8F3DE63D873E6CBC393E68BE103E543E4ABEBC3D87BD693E2C3E1BBE29BE86BE763D55BECABD0DBE02BD7C3D8EBD7CBE70BE81BE203E3CBD93BEFBBDF93C873E803B26BC943E28BE4BBEAB3DC5BD4BBE5E3E52BE66BD55BE3C3EFB3BCF3D6EBE023E5A3E583E1CBEF1BC7C3E693E2F3E243E1D3D65BDE1BB4BBD8CBE8B3EC2BD963D0ABD92BE2BBE3DBE2F3E093E2C3E383E09BE4C3E8B3EB23D553E86BC243E923E0FBE803E18BE1F3EA1BD16BE7A3E863E1EBD92BE8EBE1B3E88BEE03B60BE68BCE23CCEBDB4BD513E50BE26BE4A3CD33D3A3ED13DA9BD153E123E633E85BD163EA43D933EC9BD453E3BBE553E0DBE02BD59BE2BBE42BE043D1E3E",
      torch_tensor_4_torch.bfloat16: "0x020000001DBDE33E173F2DBF",
      torch_tensor_8_torch.bfloat16_1: "0x02000000543F663F8A3F883F613F6D3F8E3F903F",
      torch_tensor_8_torch.bfloat16: "0x020000006F3F803F6F3F7F3F563F763F583F803F",
      torch_tensor_16_12_torch.bfloat16_1: "0x02000000DD3D3D3E39BE843E4D3D773EDCBD6DBDA43D7EBE8FBE8F3E4F3D673E783E803DF93DF6BD55BE16BDA93D033E14BE8C3E90BEB13C923E94BD603D69BEC7BC923C9D3D4DBE7B3E763E873EC33D863E91BE3BBEEF3C2FBE573EF83D0FBEA63D51BE27BE343E5F3ED1BDE83DC23CBA3D38BE70BED9BD423E96BD12BE393E843E833E333E323E86BE86BEC03D323D863E1FBE8ABD973D023E7A3E843E113EF83CFE3D453EE13DA03C53BEC1BC16BE93BD4D3E27BE8D3E443E5A3E0D3E19BE51BEBABD343E193E90BE5B3E3EBE31BE2BBD0BBE3B3E27BC38BEA53D073C90BE443E95BD8DBD8B3EAABB833E2ABE463EF93D613C303E833D473E183E7E3C6CBE293E1ABE323E87BE6CBD233E783E5CBE913E51BE243D45BD7C3D923DD7BD44BE10BEC4BCC43D833E063E79BE11BEE33C7B3D183E6E3E673C383E2ABD7B3E193E0FBE773E05BE6A3EAABC6F3E68BEE9BDDF3D86BD703D3CBE753E613E61BEA43D0E3E003E24BE95BD0D3E5F3E2C3EC53DD1BB9E3BE13DFA3D65BED4BC773E693D35BD62BE",
      torch_tensor_16_12_torch.bfloat16: "0x020000008EBE8A3E513EF8BC6E3D39BEF33D853E0F3ED9BD4B3EE63D5E3E0C3E76BD1F3DD13D7FBEA7BD5CBD923E213EC83DD73D013E983C493E1BBE413D53BDE63D51BE2E3E4CBE8A3E68BE30BEE8BD6ABE6B3E393D6FBE0CBD01BEEABDECBD4FBE2BBE32BEE63D073EFF3B34BD64BE5EBE9C3D21BBE63D12BD59BDF2BD693E7EBE473E4DBEC7BD603D8EBE1BBE0D3E08BE933D7C3DB93D1A3EDEBA513E52BC80BE853E0BBE333E62BE103EEE3DED3DB33DDC3CAA3DE7BD14BEB73CE93C12BE843E77BE973D82BE813A2EBD30BE353E2A3E2F3E6F3EEE3C023EE4BC44BE233E233E893D113E6EBE91BEF9BD9D3DD4BDD23C0DBE00BE393C6B3C02BE863E023E74BE75BE463E0BBEEF3D423E8DBEE3BCBA3C5EBD7B3E913E1BBD5EBD35BEA73CE33C1CBE86BE2DBD8C3D553D94BD6DBE233E8C3D76BD933D8EBE4E3EF2BD713E5A3E8D3B93BE1B3E81BE623D19BD52BE43BE63BE4A3E243E25BC983D5B3E0BBE8A3E1F3E3CBEB53D8A3D9F3C05BE163EB33D043E883D323D1F3EA3BD073E6A3DF0BD1BBE",
      torch_tensor_32_12_torch.bfloat16: "0x0200000035BD2FBD5EBE613E98BC873E5FBED9BC75BD49BE573E0FBE463EBABD8EBD8FBE963DC93D043E133E6ABEAEBD70BD25BD3C3E933EC8BCFD3C213E8ABD75BE5E3E563E833D213E78BE33BE7A3E663EB0BD78BD40BE82BE2BBD56BD30BE93BEE63D553E3FBEDFBDF63B43BEC33D2EBE753CE53D843DEF3DC73D163EF23C88BE403EA13D573D5DBDFA3D743E64BE7CBE453EA8BD903E55BECABCE53DA1BC2E3EE03D0CBE7A3E8B3EC2BA58BE80BE82BE81BD8BBE183E86BE87BE993D953C893EAF3D703EFF3DA0BCD9BDF93D21BD07BE29BE3EBEB4BD0B3C063EECBD06BE36BE1D3E0CBE2C3E8CBE68BE44BEE2BD623E18BD7B3E1A3E763E823E72BD0CBB713B773EC5BDA1BD9FBDBFBD183D2D3EEF3C073DCCBD6BBE1CBD783E733E9EBDF73B84BE4CBDCCBD563E22BDBA3DB4BD1B3E87BDE0BD553ED5BC01BE2DBE143EEEBDD7BD7A3E71BE75BE903E093D073E593ED73C2FBE903E4D3E613EEF3D723C3C3E5CBE7FBE2BBE8DBE413D05BC723EF43D8C3ED63D823E203E8ABD373E2EBE8A3E81BE4B3E583EE53DB9BD63BD273E08BD7DBE8EBEBF3D34BCBDBDE4BDB7BC9F3C143E1E3EB43C54BE1B3E03BD8FBE043E4CBE17BEDCBDF53D42BE583E063E17BEDEBD8A3E833E713E90BD91BE123EB13D79BED3BD013E473E91BE5FB97EBE093EA73D923E673E2BBE663DF6BDB6BDD8BD5FBDD13BBE3D0F3E44BE63BD103D07BE693EE83D85BE4D3E093ED8BD873EDABD54BD993D76BEB8BD4ABEA73C043E95BD8C3EFFBDF0BC263D29BE21BE383E793E66BE483E2E3EF73D8BBEEDBC2B3E43BE26BE97BCFDBD1C3C90BEA1BC05BE8FBEDF3BAABD35BEC3BD06BE7B3CDF3D4DBE7A3E343E64BE38BEC23DA93D823E63BD87BE24BE3E3E5EBEAC3D2EBE8E3C1A3E3FBE893E193E07BD4ABEE03D7DBDBF3DB83D543E533E8F3E2D3E2C3EB9BA3ABE92BE75BE4DBEF63D1ABE623E0F3E01BE14BE38BE5FBCD13D43BEC2BD823C02BEDA3DB83D37BE78BE1ABE6A3EB53A36BE21BE8F3E63BD5BBE56BD5EBD843DBEBD483D903D57BE38BE853E043E5DBE903E85BE5C3E84BE00BE5FBD8E3E663E153E883C"
    }
  }
#-}
