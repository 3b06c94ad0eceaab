#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map3 = affine_map<(d0) -> (d0)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map6 = affine_map<(d0, d1) -> (0, d1)>
#map7 = affine_map<(d0, d1) -> (d0, 0)>
#map8 = affine_map<(d0, d1) -> ()>
#map9 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map10 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
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
    %cst_7 = arith.constant 0xFFF0000000000000 : f64
    %cst_8 = arith.constant 0.59460355750136051 : f64
    %cst_9 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16_1> : tensor<8xbf16>
    %cst_10 = arith.constant dense_resource<torch_tensor_8_torch.bfloat16> : tensor<8xbf16>
    %cst_11 = arith.constant 9.9999999999999995E-7 : f64
    %cst_12 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16_1> : tensor<16x12xbf16>
    %cst_13 = arith.constant dense_resource<torch_tensor_16_12_torch.bfloat16> : tensor<16x12xbf16>
    %cst_14 = arith.constant dense_resource<torch_tensor_64_12_torch.bfloat16> : tensor<64x12xbf16>
    %cst_15 = arith.constant 8.000000e+00 : f32
    %cst_16 = arith.constant 1.000000e+00 : f32
    %0 = tensor.empty() : tensor<12x64xbf16>
    %transposed = linalg.transpose ins(%cst_14 : tensor<64x12xbf16>) outs(%0 : tensor<12x64xbf16>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x6x12xbf16> into tensor<12x12xbf16>
    %1 = tensor.empty() : tensor<12x64xf32>
    %2 = linalg.fill ins(%cst : f32) outs(%1 : tensor<12x64xf32>) -> tensor<12x64xf32>
    %3 = linalg.matmul ins(%collapsed, %transposed : tensor<12x12xbf16>, tensor<12x64xbf16>) outs(%2 : tensor<12x64xf32>) -> tensor<12x64xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<12x64xf32>) outs(%0 : tensor<12x64xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<12x64xbf16>
    %expanded = tensor.expand_shape %4 [[0, 1], [2, 3]] output_shape [2, 6, 4, 16] : tensor<12x64xbf16> into tensor<2x6x4x16xbf16>
    %extracted_slice = tensor.extract_slice %expanded[0, 0, 0, 0] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xbf16> to tensor<2x6x4x8xbf16>
    %extracted_slice_17 = tensor.extract_slice %expanded[0, 0, 0, 8] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xbf16> to tensor<2x6x4x8xbf16>
    %collapsed_18 = tensor.collapse_shape %extracted_slice_17 [[0], [1], [2, 3]] : tensor<2x6x4x8xbf16> into tensor<2x6x32xbf16>
    %5 = tensor.empty() : tensor<12x16xbf16>
    %transposed_19 = linalg.transpose ins(%cst_13 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %6 = tensor.empty() : tensor<12x16xf32>
    %7 = linalg.fill ins(%cst : f32) outs(%6 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %8 = linalg.matmul ins(%collapsed, %transposed_19 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%8 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<12x16xbf16>
    %expanded_20 = tensor.expand_shape %9 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %transposed_21 = linalg.transpose ins(%cst_12 : tensor<16x12xbf16>) outs(%5 : tensor<12x16xbf16>) permutation = [1, 0] 
    %10 = linalg.matmul ins(%collapsed, %transposed_21 : tensor<12x12xbf16>, tensor<12x16xbf16>) outs(%7 : tensor<12x16xf32>) -> tensor<12x16xf32>
    %11 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%10 : tensor<12x16xf32>) outs(%5 : tensor<12x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<12x16xbf16>
    %expanded_22 = tensor.expand_shape %11 [[0, 1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<12x16xbf16> into tensor<2x6x2x8xbf16>
    %12 = tensor.empty() : tensor<2x2x6x8xbf16>
    %transposed_23 = linalg.transpose ins(%expanded_22 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %13 = tensor.empty() : tensor<2x6x4x8xf32>
    %14 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x6x4x8xbf16>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x8xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14 : tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %112 : f32
    } -> tensor<2x6x4x8xf32>
    %16 = tensor.empty() : tensor<2x6x4x1xf32>
    %17 = linalg.fill ins(%cst : f32) outs(%16 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %18 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%15 : tensor<2x6x4x8xf32>) outs(%17 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.addf %in, %out : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.divf %in, %cst_15 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x1xf32>
    %20 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.truncf %cst_11 : f64 to f32
      %113 = arith.addf %in, %112 : f32
      linalg.yield %113 : f32
    } -> tensor<2x6x4x1xf32>
    %21 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20 : tensor<2x6x4x1xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = math.rsqrt %in : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x1xf32>
    %22 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %21 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.mulf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x8xf32>
    %23 = tensor.empty() : tensor<8xf32>
    %24 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]} ins(%cst_10 : tensor<8xbf16>) outs(%23 : tensor<8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<8xf32>
    %25 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]} ins(%24 : tensor<8xf32>) outs(%23 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.addf %in, %cst_16 : f32
      linalg.yield %112 : f32
    } -> tensor<8xf32>
    %26 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22, %25 : tensor<2x6x4x8xf32>, tensor<8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.mulf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x4x8xf32>
    %27 = tensor.empty() : tensor<2x6x4x8xbf16>
    %28 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<2x6x4x8xf32>) outs(%27 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<2x6x4x8xbf16>
    %29 = tensor.empty() : tensor<2x6x2x8xf32>
    %30 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_20 : tensor<2x6x2x8xbf16>) outs(%29 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x8xf32>
    %31 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30 : tensor<2x6x2x8xf32>) outs(%29 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %112 : f32
    } -> tensor<2x6x2x8xf32>
    %32 = tensor.empty() : tensor<2x6x2x1xf32>
    %33 = linalg.fill ins(%cst : f32) outs(%32 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %34 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%31 : tensor<2x6x2x8xf32>) outs(%33 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.addf %in, %out : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x1xf32>
    %35 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34 : tensor<2x6x2x1xf32>) outs(%32 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.divf %in, %cst_15 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x1xf32>
    %36 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<2x6x2x1xf32>) outs(%32 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.truncf %cst_11 : f64 to f32
      %113 = arith.addf %in, %112 : f32
      linalg.yield %113 : f32
    } -> tensor<2x6x2x1xf32>
    %37 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36 : tensor<2x6x2x1xf32>) outs(%32 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = math.rsqrt %in : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x1xf32>
    %38 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30, %37 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%29 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.mulf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x8xf32>
    %39 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]} ins(%cst_9 : tensor<8xbf16>) outs(%23 : tensor<8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<8xf32>
    %40 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]} ins(%39 : tensor<8xf32>) outs(%23 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.addf %in, %cst_16 : f32
      linalg.yield %112 : f32
    } -> tensor<8xf32>
    %41 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38, %40 : tensor<2x6x2x8xf32>, tensor<8xf32>) outs(%29 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.mulf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x6x2x8xf32>
    %42 = tensor.empty() : tensor<2x6x2x8xbf16>
    %43 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41 : tensor<2x6x2x8xf32>) outs(%42 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<2x6x2x8xbf16>
    %44 = tensor.empty() : tensor<2x4x6x8xbf16>
    %transposed_24 = linalg.transpose ins(%28 : tensor<2x6x4x8xbf16>) outs(%44 : tensor<2x4x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %transposed_25 = linalg.transpose ins(%43 : tensor<2x6x2x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) permutation = [0, 2, 1, 3] 
    %expanded_26 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %expanded_27 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xbf16> into tensor<2x1x6x8xbf16>
    %45 = linalg.generic {indexing_maps = [#map1, #map5, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_24, %expanded_26 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%44 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.mulf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x4x6x8xbf16>
    %extracted_slice_28 = tensor.extract_slice %transposed_24[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %extracted_slice_29 = tensor.extract_slice %transposed_24[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xbf16> to tensor<2x4x6x4xbf16>
    %46 = tensor.empty() : tensor<2x4x6x4xbf16>
    %47 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_29 : tensor<2x4x6x4xbf16>) outs(%46 : tensor<2x4x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %112 = arith.negf %in : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x4x6x4xbf16>
    %concat = tensor.concat dim(3) %47, %extracted_slice_28 : (tensor<2x4x6x4xbf16>, tensor<2x4x6x4xbf16>) -> tensor<2x4x6x8xbf16>
    %48 = linalg.generic {indexing_maps = [#map1, #map5, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_27 : tensor<2x4x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%44 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.mulf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x4x6x8xbf16>
    %49 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %48 : tensor<2x4x6x8xbf16>, tensor<2x4x6x8xbf16>) outs(%44 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.addf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x4x6x8xbf16>
    %50 = linalg.generic {indexing_maps = [#map1, #map5, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_25, %expanded_26 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.mulf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x2x6x8xbf16>
    %extracted_slice_30 = tensor.extract_slice %transposed_25[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %extracted_slice_31 = tensor.extract_slice %transposed_25[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xbf16> to tensor<2x2x6x4xbf16>
    %51 = tensor.empty() : tensor<2x2x6x4xbf16>
    %52 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_31 : tensor<2x2x6x4xbf16>) outs(%51 : tensor<2x2x6x4xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %112 = arith.negf %in : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x2x6x4xbf16>
    %concat_32 = tensor.concat dim(3) %52, %extracted_slice_30 : (tensor<2x2x6x4xbf16>, tensor<2x2x6x4xbf16>) -> tensor<2x2x6x8xbf16>
    %53 = linalg.generic {indexing_maps = [#map1, #map5, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_32, %expanded_27 : tensor<2x2x6x8xbf16>, tensor<2x1x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.mulf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x2x6x8xbf16>
    %54 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%50, %53 : tensor<2x2x6x8xbf16>, tensor<2x2x6x8xbf16>) outs(%12 : tensor<2x2x6x8xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.addf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x2x6x8xbf16>
    %55 = tensor.empty() : tensor<2x4x6x8xf32>
    %56 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%49 : tensor<2x4x6x8xbf16>) outs(%55 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x8xf32>
    %57 = tensor.empty() : tensor<2x2x6x8xf32>
    %58 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54 : tensor<2x2x6x8xbf16>) outs(%57 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<2x2x6x8xf32>
    %59 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_23 : tensor<2x2x6x8xbf16>) outs(%57 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %112 = arith.extf %in : bf16 to f32
      linalg.yield %112 : f32
    } -> tensor<2x2x6x8xf32>
    %60 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%56 : tensor<2x4x6x8xf32>) outs(%55 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.truncf %cst_8 : f64 to f32
      %113 = arith.mulf %in, %112 : f32
      linalg.yield %113 : f32
    } -> tensor<2x4x6x8xf32>
    %61 = tensor.empty() : tensor<6xi64>
    %62 = linalg.generic {indexing_maps = [#map3], iterator_types = ["parallel"]} outs(%61 : tensor<6xi64>) {
    ^bb0(%out: i64):
      %112 = linalg.index 0 : index
      %113 = arith.index_cast %112 : index to i64
      linalg.yield %113 : i64
    } -> tensor<6xi64>
    %expanded_33 = tensor.expand_shape %62 [[0, 1]] output_shape [1, 6] : tensor<6xi64> into tensor<1x6xi64>
    %expanded_34 = tensor.expand_shape %62 [[0, 1]] output_shape [6, 1] : tensor<6xi64> into tensor<6x1xi64>
    %63 = tensor.empty() : tensor<6x6xi64>
    %64 = linalg.generic {indexing_maps = [#map6, #map7, #map], iterator_types = ["parallel", "parallel"]} ins(%expanded_33, %expanded_34 : tensor<1x6xi64>, tensor<6x1xi64>) outs(%63 : tensor<6x6xi64>) {
    ^bb0(%in: i64, %in_47: i64, %out: i64):
      %112 = arith.subi %in, %in_47 : i64
      linalg.yield %112 : i64
    } -> tensor<6x6xi64>
    %65 = tensor.empty() : tensor<6x6xi1>
    %66 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%64 : tensor<6x6xi64>) outs(%65 : tensor<6x6xi1>) {
    ^bb0(%in: i64, %out: i1):
      %112 = arith.cmpi sle, %in, %c0_i64 : i64
      linalg.yield %112 : i1
    } -> tensor<6x6xi1>
    %67 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%66, %cst_5 : tensor<6x6xi1>, tensor<6x6xi1>) outs(%65 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_47: i1, %out: i1):
      %112 = arith.andi %in, %in_47 : i1
      linalg.yield %112 : i1
    } -> tensor<6x6xi1>
    %68 = tensor.empty() : tensor<6x6xf32>
    %69 = linalg.generic {indexing_maps = [#map, #map8, #map8, #map], iterator_types = ["parallel", "parallel"]} ins(%67, %cst_3, %cst_4 : tensor<6x6xi1>, tensor<f32>, tensor<f32>) outs(%68 : tensor<6x6xf32>) {
    ^bb0(%in: i1, %in_47: f32, %in_48: f32, %out: f32):
      %112 = arith.select %in, %in_47, %in_48 : f32
      linalg.yield %112 : f32
    } -> tensor<6x6xf32>
    %70 = tensor.empty() : tensor<2x2x2x6x8xf32>
    %71 = linalg.generic {indexing_maps = [#map9, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%58 : tensor<2x2x6x8xf32>) outs(%70 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %collapsed_35 = tensor.collapse_shape %71 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<2x4x6x8xf32>
    %72 = linalg.generic {indexing_maps = [#map9, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<2x2x6x8xf32>) outs(%70 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %73 = tensor.empty() : tensor<2x4x8x6xf32>
    %transposed_36 = linalg.transpose ins(%collapsed_35 : tensor<2x4x6x8xf32>) outs(%73 : tensor<2x4x8x6xf32>) permutation = [0, 1, 3, 2] 
    %74 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_36 : tensor<2x4x8x6xf32>) outs(%73 : tensor<2x4x8x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.truncf %cst_8 : f64 to f32
      %113 = arith.mulf %in, %112 : f32
      linalg.yield %113 : f32
    } -> tensor<2x4x8x6xf32>
    %collapsed_37 = tensor.collapse_shape %60 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_38 = tensor.collapse_shape %74 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %75 = tensor.empty() : tensor<8x6x6xf32>
    %76 = linalg.fill ins(%cst : f32) outs(%75 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %77 = linalg.batch_matmul ins(%collapsed_37, %collapsed_38 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%76 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_39 = tensor.expand_shape %77 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %78 = tensor.empty() : tensor<2x4x6x6xf32>
    %79 = linalg.generic {indexing_maps = [#map1, #map11, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_39, %69 : tensor<2x4x6x6xf32>, tensor<6x6xf32>) outs(%78 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.addf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x6xf32>
    %80 = tensor.empty() : tensor<2x4x6xi64>
    %81 = linalg.fill ins(%c0_i64 : i64) outs(%80 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %82 = tensor.empty() : tensor<2x4x6xf32>
    %83 = linalg.fill ins(%cst_0 : f32) outs(%82 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %84:2 = linalg.generic {indexing_maps = [#map1, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%79 : tensor<2x4x6x6xf32>) outs(%83, %81 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_47: i64):
      %112 = linalg.index 3 : index
      %113 = arith.index_cast %112 : index to i64
      %114 = arith.maximumf %in, %out : f32
      %115 = arith.cmpf ogt, %in, %out : f32
      %116 = arith.select %115, %113, %out_47 : i64
      linalg.yield %114, %116 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_40 = tensor.expand_shape %84#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %85 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79, %expanded_40 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%78 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.subf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x6xf32>
    %86 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%85 : tensor<2x4x6x6xf32>) outs(%78 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = math.exp %in : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x6xf32>
    %87 = tensor.empty() : tensor<2x4x6x1xf32>
    %88 = linalg.fill ins(%cst : f32) outs(%87 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %89 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%86 : tensor<2x4x6x6xf32>) outs(%88 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %112 = arith.addf %in, %out : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x1xf32>
    %90 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%86, %89 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%78 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %112 = arith.divf %in, %in_47 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x6xf32>
    %91 = tensor.empty() : tensor<2x4x6x6xi1>
    %92 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79 : tensor<2x4x6x6xf32>) outs(%91 : tensor<2x4x6x6xi1>) {
    ^bb0(%in: f32, %out: i1):
      %112 = arith.extf %in : f32 to f64
      %113 = arith.cmpf oeq, %112, %cst_7 : f64
      linalg.yield %113 : i1
    } -> tensor<2x4x6x6xi1>
    %93 = tensor.empty() : tensor<2x4x6x1xi1>
    %94 = linalg.fill ins(%true : i1) outs(%93 : tensor<2x4x6x1xi1>) -> tensor<2x4x6x1xi1>
    %95 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%92 : tensor<2x4x6x6xi1>) outs(%94 : tensor<2x4x6x1xi1>) {
    ^bb0(%in: i1, %out: i1):
      %112 = arith.andi %in, %out : i1
      linalg.yield %112 : i1
    } -> tensor<2x4x6x1xi1>
    %96 = linalg.generic {indexing_maps = [#map2, #map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%95, %cst_2, %90 : tensor<2x4x6x1xi1>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>) outs(%78 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: i1, %in_47: f32, %in_48: f32, %out: f32):
      %112 = arith.select %in, %in_47, %in_48 : f32
      linalg.yield %112 : f32
    } -> tensor<2x4x6x6xf32>
    %collapsed_41 = tensor.collapse_shape %96 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_42 = tensor.collapse_shape %72 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %97 = tensor.empty() : tensor<8x6x8xf32>
    %98 = linalg.fill ins(%cst : f32) outs(%97 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %99 = linalg.batch_matmul ins(%collapsed_41, %collapsed_42 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%98 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_43 = tensor.expand_shape %99 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %100 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_43 : tensor<2x4x6x8xf32>) outs(%44 : tensor<2x4x6x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<2x4x6x8xbf16>
    %transposed_44 = linalg.transpose ins(%100 : tensor<2x4x6x8xbf16>) outs(%27 : tensor<2x6x4x8xbf16>) permutation = [0, 2, 1, 3] 
    %collapsed_45 = tensor.collapse_shape %transposed_44 [[0], [1], [2, 3]] : tensor<2x6x4x8xbf16> into tensor<2x6x32xbf16>
    %101 = tensor.empty() : tensor<2x6x32xbf16>
    %102 = linalg.generic {indexing_maps = [#map13, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_18 : tensor<2x6x32xbf16>) outs(%101 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %112 = arith.negf %in : bf16
      %113 = math.exp %112 : bf16
      %114 = arith.addf %113, %cst_1 : bf16
      %115 = arith.divf %cst_1, %114 : bf16
      linalg.yield %115 : bf16
    } -> tensor<2x6x32xbf16>
    %103 = linalg.generic {indexing_maps = [#map13, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_45, %102 : tensor<2x6x32xbf16>, tensor<2x6x32xbf16>) outs(%101 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %in_47: bf16, %out: bf16):
      %112 = arith.mulf %in, %in_47 : bf16
      linalg.yield %112 : bf16
    } -> tensor<2x6x32xbf16>
    %104 = tensor.empty() : tensor<32x12xbf16>
    %transposed_46 = linalg.transpose ins(%cst_6 : tensor<12x32xbf16>) outs(%104 : tensor<32x12xbf16>) permutation = [1, 0] 
    %105 = tensor.empty() : tensor<2x32x12xbf16>
    %106 = linalg.generic {indexing_maps = [#map14, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_46 : tensor<32x12xbf16>) outs(%105 : tensor<2x32x12xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x32x12xbf16>
    %107 = tensor.empty() : tensor<2x6x12xf32>
    %108 = linalg.fill ins(%cst : f32) outs(%107 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %109 = linalg.batch_matmul ins(%103, %106 : tensor<2x6x32xbf16>, tensor<2x32x12xbf16>) outs(%108 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %110 = tensor.empty() : tensor<2x6x12xbf16>
    %111 = linalg.generic {indexing_maps = [#map13, #map13], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109 : tensor<2x6x12xf32>) outs(%110 : tensor<2x6x12xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %112 = arith.truncf %in : f32 to bf16
      linalg.yield %112 : bf16
    } -> tensor<2x6x12xbf16>
    return %111 : tensor<2x6x12xbf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_12_32_torch.bfloat16: "0x02000000C83B00BE02BE9ABDAF3DDD3D18BEDC3D56BDD73C1BBCB3BD40BD223ED0BDBCBDCD3DCA3DDD3C7BBD1FBEB93D88BD26BD6A3D143CF4BD773DA0BD263E203D10BE7A3DAFBC313EC5BCD6BB21BE1F3E8A3CA6BD2F3ED9BD9A3C223E083E2C3EB43D2D3E0C3D033E31BE1EBE183E0C3E54BCA6BD56BD05BE1F3ED83D2B3EA23DEEBC893DF1BD05BE9F3D94BA75BD8FBD6DBD1E3E633DFABDBB3C643C3A3DAC3DFE3D8C3D1E3E183E173E8CBC033E9BBD3E3DC5BD203E363D7E3DD93D10BEE1BDBD3DD8BD603D883DD33D07BE7F3D9DBDF43C64BCCFBD343E083D1B3E1DBE90BD21BED1BDDF3D873C033E1C3EE5BC0DBE803DED3B1EBE603D013E2F3D69BDE63DC93C2BBE3C3C343EA6BD6A3D93BD0FBEEE3D2E3E383DCB3D79BDE2BDBEBDD2BD1E3E1CBD2ABED73D413B7ABDC03DD2BDAB3D3F3C183E12BEBEBD5DBB1E3E2D3E8A3C89BDAA3C00BD99BCA23D5CBD263E0A3D0EBC083E11BE903D02BE883C1D3EB13D1A3E803D6FBDF7BD8A3DB43D293E03BE1DBC253E29BD90BD9A3D13BEEEBC653CFBBD213EA63D2F3E15BE3CBD9ABCCABB56BDFABD663D01BEF6BD85BD163E113E10BE04BEE7BD39BD583B28BD083E0C3EF7BA92BD043E873CF1BD0ABEEBBD8CBD1B3D013D1C3E623D333DC03DCCBDD03D143D173E32BEB8BCEFBD14BE903D283DF03AE2BCE7BD0B3E18BBA33D9CBC8CBD97BC08BD35BE0ABE303DE53DABBD4EBDF6BD5C3AB9BA66BDDFBD1E3DA3BDBFBC1DBE543CCD3C2E3E1A3DA33D903DD3BDDF3AE23C603D233E17BEA03D863D2D3D32BE083EBB3CC7BD2F3EF5BDA2BD973DAD3D343E89BD013D263EB3BDEEBD3EBC0DBEC1BD8E3D22BE143E23BEF4BD313E5CBD0FBE343EF63D843DE73C233EEFBDB5BDA1BD25BD353E33BEC73DF73CD1BDF9BDF6BD433DDE3D3ABCF3BC35BD143ED73D7B3D1DBEAEBD17BD24BE593DFA3D14BE373D2EBE363DA4BD46BDC3BD1FBDD4BDEEBD0C3DDF3C153E57BD4D3D13BE12BEC0BD063D763D173C2ABBFA3D1CBC2DBBD6BD6E3D0F3E5C3DDB3C35BE43BDB0BCC23DA6BD193E5B3D393D19BEF63CC2BD403DC0BDD93DD7BD3FBA913DD43D",
      torch_tensor_8_torch.bfloat16_1: "0x02000000913F943F893F7D3F6A3F923F853F753F",
      torch_tensor_8_torch.bfloat16: "0x02000000943F8A3F913F6D3F893F6B3F6E3F913F",
      torch_tensor_16_12_torch.bfloat16_1: "0x02000000DBBC28BE153E90BE4E3E143E0BBECDBD3F3E8A3DC83D38BE883E5EBD493E64BE063E2D3E933DA33D6B3D66BD64BE803DE5BC57BD07BE44BE16BEF23C0BBEB4BCF7BD723C0DBE87BCDDBD2ABDF7BD773DF73D573B623ED23D133E2C3E33BE4ABE7DBE823ECDBD5C3E6B3D4CBE20BE043E093E81BE223E16BEECBD43BE6BBD87BE90BE61BE833E59BDFA3D18BEF5BD253EB8BBAB3D18BE3E3E9CBC2A3C693D81BE253E893E6EBE3A3EADBC7E3E8DBEC6BC3BBDC1BD3DBE983D17BE3B3D0D3E3D3E3C3E5ABE463E663E7F3E2E3DCBBD05BD5F3E663E573E8BBEB0BD81BED83D723DF3BC773D35BEEF3D85BEF53D84BE01BE103E423D4ABE87BE223D8ABD653E11BE47BE3DBB57BECFBDA43D6FBD123E4E3E56BE57BE6B3E7FBEC63D2B3EB93D2D3E743D7B3D8F3EEE3C77BE6A3E84BE7F3E26BE86BD2ABE79BD4ABED23C98BD1ABE833E923E7B3E3EBE49BD2ABD213E863D03BE363E39BE92BAD0BD913EDA3DEE3C30BE363E82BEA0BC8B3EE03D02BC153CF23D41BE663E90BE243E7F3E093E5EBE",
      torch_tensor_16_12_torch.bfloat16: "0x020000007ABE39BD8B3E4ABDC7BD0CBE7E3E8FBD5BBD153E1DBE12BEE53BB4BC59BE06BDCA3D0E3E66BEAE3D6F3E923E28BE72BDE6BC49BE013E073E48BE463C7C3E173D3C3D0FBE4FBD5EBE043EDCBC6A3EC23D593E12BD383E663E7FBD8F3EA7BDB53D73BE5DBE5C3EABBC923EAE3DF93DD63DF1BC8BBE713B893D243E393D91BE9E3D593C113CDE3D923E19BE32BED93C5BBEB7BD11BE0A3E0F3D8E3EE0BD9B3C1BBED13D173E443EAFBC2E3ECA3D02BEEEBD80BE2FBE78BE06BD84BC213E843E113D8ABDAA3D813E593E91BE8DBE623D293E733E8F3EC6BD853D3D3ECC3C5C3E523D31BD0B3E61BE723E483E8BBDD2BDAFBD8DBE0ABE1E3A0C3D5DBE843EA43B753B913EFD3DB0BC753E363E47BD9A3D8FBE493E3D3E8D3DE9BC64BE663ECBBD6ABED3BC18BE403E323E02BE823EF13D6F3E78BE693EB5BC843E1ABE89BE03BDBCBD6BBEC3BDB73DBABD29BE053E86BD703E65BD83BE3FBE8EBE763CF73D90BE22BD043E443E903EA0BD4BBE643EDF3DEFBC4B3E2A3E133D933E68BE8F3E0DBE0B3E",
      torch_tensor_64_12_torch.bfloat16: "0x020000008CBD313E48BEB2BC8ABE183E38BDC3BC3B3E323E56BD163E3EBE6BBC0C3E5A3E113EFF3D603E06BE2CBEFBBD1E3E93BE703E40BE1E3ECDBD88BE2D3D813C8ABDD7BC8F3E29BE81BE20BEFFBBDDBD2BBE7A3EB5BD173D5A3E3F3E443EB8BDC23D233E30BE38BE033E8FBE06BE74BE1EBE903D4DBD8BBD2F3E6FBE40BE233E91BD363ECA3D8F3D15BED33C2B3E94BE47BE273E51BD553D673D0DBE8B3E07BC723E963D28BE73BD783E923E16BE82BDBFBD6D3E43BD90BD8B3E8E3EE13D913DA23DDEBD2C3D5A3E95BD48BE483E453E81BE753D02BD75BD32BEFCBD793E32BE90BE863D363EF63D643E253DC03D913D2E3DEABD923DD83DC23DB33D423E51BDEB3D3F3E4D3E2ABE85BD3A3E9CBC833E64BD77BE8C3D42BE91BEA0BD493E853E963D533E1ABE733E013D9ABD83BD833E173ED1BD473E263E353E453EBC3D8D3D9B3D84BE453E683DED3D9A3D33BE13BE8DBD7B3EFC3D4ABE9CBDADBD68BE1EBE42BE6CBE3A3DC33D2FBEC4BDA9BAEBBDA4BD63BE763E92BEF83D7ABE4EBE283E793E7B3E663E8BBE143E54BE893D36BED7BC1BBE3BBD543E943ECD3C78BE883EDEBCCFBD263E6E3E04BE4B3D63BE86BD243EEEBC7EBE4EBE623EC0BDD4BDFA3D30BE93BC333E9EBD153E963A1CBD94BD45BE7F3ED33D623D103D78BE2D3EA03DBFBD873E2EBE253E2FBE10BEFEBDA2BD203E843E95BC823E79BD5BBE14BE2EBE92BE44BD493E6C3ECD3D203E18BE1DBE2DBE903E0E3ECCBD393EA83C8DBC19BD333ED33D863DA1BD573E21BE97BD1ABDD3BD0DBE55BC7DBDA3BD4E3D87BE44BB8ABEABBBE7BC8D3E913E033EEEBD673E28BD8CBECCBD103E5A3E6FBE4BBEB0BCFABC7F3E87BE13BE3DBE783D95BD443B45BEC03D93BC8F3E55BE32BC47BEC43CFA3DC83D51BE38BE6BBE27BE373B1DBD2D3EC83D5BBC06BE6FBE9F3D79BE17BB783DA63D2A3E203E2EBE04BE783B38BE053E0FBE353E253E733E413E0F3E8EBE933E6E3E0BBD0DBE43BE7F3E3F3CE3BD36BDA83DA3BC6BBD85BE7DBE4FBD3C3DDABC7DBE7B3E273E22BED2BD2E3E4CBED23B1B3EA23D19BE6A3E70BE473E15BE29BE523D93BC5BBE93BD84BD143E70BEADBB7A3E79BC643CC5BDCBBD78BDF6BD613E833E88BE26BE8CBE3ABD173D713E113A82BE48BD8BBE08BDDD3D1A3E433E6A3ECFBD913E24BD4EBDA83D11BC1B3C8FBE77BE67BE993DB23D6DBD843E8BBE71BE0E3E1FBE4F3D6FBD333D7CBE33BE623DFA3DCABD9CBC1EBE3EBE6CBD3B3E8A3D4B3D8BBE63BDA8BDF83C74BE103E373EBA3C8FBE3EBCD1BD75BE2ABE8CBE413D18BE7ABE6FBDE33DFABD293E2CBE4A3E823D4ABE82BE9EBD92BE39BE1B3E85BE223E34BD483E9F3DAB3CA6BD613E8D3E903E5ABE60BE063D903E04BD8CBEDBBD58BE1C3E3ABAE33C92BE333E043E5E3D463E0FBE78BE0B3C1BBE673E0BBE2C3E03BE21BE993C583EC1BDD23D833E8CBE82BD93BE12BE503DE5BD68BD1C3D87BE0BBDB93DF1BBF4BD563D8CBE8D3D1EBE5A3DEE3D59BE16BE623EEBBD913E4FBD4A3EC83D69BE8D3E893E2EBE06BE20BD94BEDE3CADBD563E1EBE853E87BD52BE89BE2A3C873EE33D283EE33D91BE8E3DD23DFB3C33BE97BD343EFDBDA53DD03D0BBE2BBE7FBE603E2FBEB03D193E12BE893E653E7DBE3F3E75BE823E89BE89BE733EDBBD5B3E8FBD9EBD0CBE6F3E86BE2E3EF23D17BDF23DF23D91BEEF38DC3D573ED8BA8BBE88BECB3C46BE9B3C2FBE75BE3B3E8CBEEA3CF6BD8DBD47BE0ABE4FBE14BE0F3E8CBD3A3E923E603E13BEDE3D413E86BE833E69BC7DBD92BEA13D65BEE23C16BE343E74BE29BD103D863E22BE1C3E1C3E8EBEDA3BCD3D21BE5B3E9E3D343E84BE383D38BDB3BD8BBD26BD533EBFBD913E023E0EBE243EE9BC4CBD763E7A3E5D3E78BD123ECC3D223E0FBE4D3E75BD96BC19BE4ABD8A3E4DBE313E203D1CBEE83DD23D883E093E8E3E3F3D833D6CBED8BD4C3E5BBDC13D64BE6ABEF5BD633E593E06BEC53DFEBDF73DE1BD87BEF5BDB23C60BCB9BDBE3D4FBE483D75BE043E61BE89BECF3D4CBBC63C4ABE2BBE6EBE603E76BE253DEDBC843E87BD0BBEDD3D893E893EDBBDE43DEF3D6F3C1CBEAB3D2F3D0CBEFE3D653EB7BD053CD23D79BE573EFABD673E8ABEBCBD8B3D023E773EB5BD873D5DBC223D5EBE523E"
    }
  }
#-}
