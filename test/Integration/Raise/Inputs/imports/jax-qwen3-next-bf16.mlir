#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d3, d2)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> ()>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map6 = affine_map<(d0) -> ()>
#map7 = affine_map<(d0) -> (d0)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, 0, 0, d3)>
#map10 = affine_map<(d0, d1) -> (d0)>
#map11 = affine_map<(d0, d1) -> (d0, d1)>
#map12 = affine_map<(d0, d1) -> (d1)>
#map13 = affine_map<(d0, d1) -> (d0, 0)>
#map14 = affine_map<(d0, d1) -> (0, d1)>
#map15 = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
#map16 = affine_map<(d0, d1, d2, d3) -> (0, d1, 0, d3)>
#map17 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d2, d1, d3, d5)>
#map18 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d4, d1, d5)>
#map19 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4)>
#map20 = affine_map<(d0, d1, d2, d3, d4) -> ()>
#map21 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map22 = affine_map<(d0, d1) -> ()>
#map23 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map24 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map25 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d4)>
#map26 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d0, d4)>
#map27 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
#map28 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, 0)>
#map29 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d5, d1, d2)>
#map30 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d0, d1, d4, d5)>
#map31 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d4, d0, d2)>
#map32 = affine_map<(d0, d1, d2, d3, d4) -> (d3, d0, d1, d2, d4)>
#map33 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map34 = affine_map<(d0, d1, d2) -> ()>
module @jit_qwen attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<2x6x12xbf16>, %arg1: tensor<12x64xbf16>, %arg2: tensor<12x16xbf16>, %arg3: tensor<12x16xbf16>, %arg4: tensor<8xf32>, %arg5: tensor<8xf32>, %arg6: tensor<32x12xbf16>) -> (tensor<2x6x12xbf16> {jax.result_info = "result"}) {
    %c4 = arith.constant 4 : index
    %cst = arith.constant 0xFF800000 : f32
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant 0.000000e+00 : bf16
    %cst_2 = arith.constant dense<false> : tensor<i1>
    %cst_3 = arith.constant dense<1.000000e+00> : tensor<bf16>
    %cst_4 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_5 = arith.constant dense<-2.38197633E+38> : tensor<f32>
    %cst_6 = arith.constant dense<true> : tensor<i1>
    %cst_7 = arith.constant dense<0.353553385> : tensor<f32>
    %cst_8 = arith.constant dense<1.000000e+04> : tensor<f32>
    %cst_9 = arith.constant dense<0> : tensor<i32>
    %cst_10 = arith.constant dense<2> : tensor<i32>
    %cst_11 = arith.constant dense<1.000000e+00> : tensor<f32>
    %cst_12 = arith.constant dense<9.99999997E-7> : tensor<f32>
    %cst_13 = arith.constant dense<8.000000e+00> : tensor<f32>
    %0 = tensor.empty() : tensor<2x6x64xbf16>
    %1 = linalg.fill ins(%cst_1 : bf16) outs(%0 : tensor<2x6x64xbf16>) -> tensor<2x6x64xbf16>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg1 : tensor<2x6x12xbf16>, tensor<12x64xbf16>) outs(%1 : tensor<2x6x64xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      %171 = arith.addf %out, %170 : bf16
      linalg.yield %171 : bf16
    } -> tensor<2x6x64xbf16>
    %expanded = tensor.expand_shape %2 [[0], [1], [2, 3]] output_shape [2, 6, 4, 16] : tensor<2x6x64xbf16> into tensor<2x6x4x16xbf16>
    %extracted_slice = tensor.extract_slice %expanded[0, 0, 0, 0] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xbf16> to tensor<2x6x4x8xbf16>
    %extracted_slice_14 = tensor.extract_slice %expanded[0, 0, 0, 8] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xbf16> to tensor<2x6x4x8xbf16>
    %3 = tensor.empty() : tensor<2x6x16xbf16>
    %4 = linalg.fill ins(%cst_1 : bf16) outs(%3 : tensor<2x6x16xbf16>) -> tensor<2x6x16xbf16>
    %5 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg2 : tensor<2x6x12xbf16>, tensor<12x16xbf16>) outs(%4 : tensor<2x6x16xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      %171 = arith.addf %out, %170 : bf16
      linalg.yield %171 : bf16
    } -> tensor<2x6x16xbf16>
    %expanded_15 = tensor.expand_shape %5 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xbf16> into tensor<2x6x2x8xbf16>
    %6 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg3 : tensor<2x6x12xbf16>, tensor<12x16xbf16>) outs(%4 : tensor<2x6x16xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      %171 = arith.addf %out, %170 : bf16
      linalg.yield %171 : bf16
    } -> tensor<2x6x16xbf16>
    %expanded_16 = tensor.expand_shape %6 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xbf16> into tensor<2x6x2x8xbf16>
    %7 = tensor.empty() : tensor<2x6x4x8xf32>
    %8 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x6x4x8xbf16>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %170 = arith.extf %in : bf16 to f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x8xf32>
    %9 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8, %8 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x8xf32>
    %10 = tensor.empty() : tensor<2x6x4xf32>
    %11 = linalg.fill ins(%cst_0 : f32) outs(%10 : tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %12 = linalg.generic {indexing_maps = [#map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%9 : tensor<2x6x4x8xf32>) outs(%11 : tensor<2x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = arith.addf %out, %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4xf32>
    %13 = tensor.empty() : tensor<2x6x4x1xf32>
    %14 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%12 : tensor<2x6x4xf32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x1xf32>
    %15 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_13 : tensor<f32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x1xf32>
    %16 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %15 : tensor<2x6x4x1xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.divf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x1xf32>
    %17 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_12 : tensor<f32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x1xf32>
    %18 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %17 : tensor<2x6x4x1xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18 : tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = math.rsqrt %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x1xf32>
    %20 = linalg.generic {indexing_maps = [#map5, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x1xf32>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %21 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8, %20 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x8xf32>
    %22 = tensor.empty() : tensor<8xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_11 : tensor<f32>) outs(%22 : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<8xf32>
    %24 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%23, %arg4 : tensor<8xf32>, tensor<8xf32>) outs(%22 : tensor<8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<8xf32>
    %25 = tensor.empty() : tensor<1x1x1x8xf32>
    %26 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<8xf32>) outs(%25 : tensor<1x1x1x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x1x1x8xf32>
    %27 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<1x1x1x8xf32>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %28 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%21, %27 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x8xf32>
    %29 = tensor.empty() : tensor<2x6x4x8xbf16>
    %30 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28 : tensor<2x6x4x8xf32>) outs(%29 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %170 = arith.truncf %in : f32 to bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x4x8xbf16>
    %31 = tensor.empty() : tensor<4xi32>
    %32 = linalg.generic {indexing_maps = [#map7], iterator_types = ["parallel"]} outs(%31 : tensor<4xi32>) {
    ^bb0(%out: i32):
      %170 = linalg.index 0 : index
      %171 = arith.index_cast %170 : index to i32
      linalg.yield %171 : i32
    } -> tensor<4xi32>
    %33 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_10 : tensor<i32>) outs(%31 : tensor<4xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<4xi32>
    %34 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%33, %32 : tensor<4xi32>, tensor<4xi32>) outs(%31 : tensor<4xi32>) {
    ^bb0(%in: i32, %in_23: i32, %out: i32):
      %170 = arith.muli %in, %in_23 : i32
      linalg.yield %170 : i32
    } -> tensor<4xi32>
    %35 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_9 : tensor<i32>) outs(%31 : tensor<4xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<4xi32>
    %36 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%35, %34 : tensor<4xi32>, tensor<4xi32>) outs(%31 : tensor<4xi32>) {
    ^bb0(%in: i32, %in_23: i32, %out: i32):
      %170 = arith.addi %in, %in_23 : i32
      linalg.yield %170 : i32
    } -> tensor<4xi32>
    %37 = tensor.empty() : tensor<4xf32>
    %38 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel"]} ins(%36 : tensor<4xi32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: i32, %out: f32):
      %170 = arith.sitofp %in : i32 to f32
      linalg.yield %170 : f32
    } -> tensor<4xf32>
    %39 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_13 : tensor<f32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<4xf32>
    %40 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%38, %39 : tensor<4xf32>, tensor<4xf32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.divf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<4xf32>
    %41 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_8 : tensor<f32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<4xf32>
    %42 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%41, %40 : tensor<4xf32>, tensor<4xf32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = math.powf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<4xf32>
    %43 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel"]} ins(%cst_11 : tensor<f32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<4xf32>
    %44 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%43, %42 : tensor<4xf32>, tensor<4xf32>) outs(%37 : tensor<4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.divf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<4xf32>
    %45 = tensor.empty() : tensor<6xi32>
    %46 = linalg.generic {indexing_maps = [#map7], iterator_types = ["parallel"]} outs(%45 : tensor<6xi32>) {
    ^bb0(%out: i32):
      %170 = linalg.index 0 : index
      %171 = arith.index_cast %170 : index to i32
      linalg.yield %171 : i32
    } -> tensor<6xi32>
    %47 = tensor.empty() : tensor<6x1xi32>
    %48 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel"]} ins(%46 : tensor<6xi32>) outs(%47 : tensor<6x1xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x1xi32>
    %49 = tensor.empty() : tensor<6x1xf32>
    %50 = linalg.generic {indexing_maps = [#map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%48 : tensor<6x1xi32>) outs(%49 : tensor<6x1xf32>) {
    ^bb0(%in: i32, %out: f32):
      %170 = arith.sitofp %in : i32 to f32
      linalg.yield %170 : f32
    } -> tensor<6x1xf32>
    %51 = tensor.empty() : tensor<1x4xf32>
    %52 = linalg.generic {indexing_maps = [#map12, #map11], iterator_types = ["parallel", "parallel"]} ins(%44 : tensor<4xf32>) outs(%51 : tensor<1x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x4xf32>
    %53 = tensor.empty() : tensor<6x4xf32>
    %54 = linalg.generic {indexing_maps = [#map13, #map11], iterator_types = ["parallel", "parallel"]} ins(%50 : tensor<6x1xf32>) outs(%53 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<6x4xf32>
    %55 = linalg.generic {indexing_maps = [#map14, #map11], iterator_types = ["parallel", "parallel"]} ins(%52 : tensor<1x4xf32>) outs(%53 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<6x4xf32>
    %56 = linalg.generic {indexing_maps = [#map11, #map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%54, %55 : tensor<6x4xf32>, tensor<6x4xf32>) outs(%53 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<6x4xf32>
    %57 = linalg.generic {indexing_maps = [#map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%56 : tensor<6x4xf32>) outs(%53 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = math.cos %in : f32
      linalg.yield %170 : f32
    } -> tensor<6x4xf32>
    %58 = tensor.empty() : tensor<1x6x1x4xf32>
    %59 = linalg.generic {indexing_maps = [#map15, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%57 : tensor<6x4xf32>) outs(%58 : tensor<1x6x1x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x6x1x4xf32>
    %60 = linalg.generic {indexing_maps = [#map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%56 : tensor<6x4xf32>) outs(%53 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = math.sin %in : f32
      linalg.yield %170 : f32
    } -> tensor<6x4xf32>
    %61 = linalg.generic {indexing_maps = [#map15, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60 : tensor<6x4xf32>) outs(%58 : tensor<1x6x1x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x6x1x4xf32>
    %62 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30 : tensor<2x6x4x8xbf16>) outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %170 = arith.extf %in : bf16 to f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x8xf32>
    %extracted_slice_17 = tensor.extract_slice %62[0, 0, 0, 0] [2, 6, 4, 4] [1, 1, 1, 1] : tensor<2x6x4x8xf32> to tensor<2x6x4x4xf32>
    %extracted_slice_18 = tensor.extract_slice %62[0, 0, 0, 4] [2, 6, 4, 4] [1, 1, 1, 1] : tensor<2x6x4x8xf32> to tensor<2x6x4x4xf32>
    %63 = tensor.empty() : tensor<2x6x4x4xf32>
    %64 = linalg.generic {indexing_maps = [#map16, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<1x6x1x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x4xf32>
    %65 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_17, %64 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %66 = linalg.generic {indexing_maps = [#map16, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61 : tensor<1x6x1x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x4xf32>
    %67 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_18, %66 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %68 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65, %67 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.subf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %69 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_18, %64 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %70 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_17, %66 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %71 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69, %70 : tensor<2x6x4x4xf32>, tensor<2x6x4x4xf32>) outs(%63 : tensor<2x6x4x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x4x4xf32>
    %72 = linalg.generic {indexing_maps = [#map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%7 : tensor<2x6x4x8xf32>) {
    ^bb0(%out: f32):
      %170 = linalg.index 0 : index
      %171 = linalg.index 1 : index
      %172 = linalg.index 2 : index
      %173 = linalg.index 3 : index
      %174 = arith.cmpi ult, %173, %c4 : index
      %175 = scf.if %174 -> (f32) {
        %extracted = tensor.extract %68[%170, %171, %172, %173] : tensor<2x6x4x4xf32>
        scf.yield %extracted : f32
      } else {
        %176 = arith.subi %173, %c4 : index
        %extracted = tensor.extract %71[%170, %171, %172, %176] : tensor<2x6x4x4xf32>
        scf.yield %extracted : f32
      }
      linalg.yield %175 : f32
    } -> tensor<2x6x4x8xf32>
    %73 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%72 : tensor<2x6x4x8xf32>) outs(%29 : tensor<2x6x4x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %170 = arith.truncf %in : f32 to bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x4x8xbf16>
    %74 = tensor.empty() : tensor<2x6x2x8xf32>
    %75 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_15 : tensor<2x6x2x8xbf16>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %170 = arith.extf %in : bf16 to f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x8xf32>
    %76 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%75, %75 : tensor<2x6x2x8xf32>, tensor<2x6x2x8xf32>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x8xf32>
    %77 = tensor.empty() : tensor<2x6x2xf32>
    %78 = linalg.fill ins(%cst_0 : f32) outs(%77 : tensor<2x6x2xf32>) -> tensor<2x6x2xf32>
    %79 = linalg.generic {indexing_maps = [#map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%76 : tensor<2x6x2x8xf32>) outs(%78 : tensor<2x6x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = arith.addf %out, %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2xf32>
    %80 = tensor.empty() : tensor<2x6x2x1xf32>
    %81 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%79 : tensor<2x6x2xf32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x1xf32>
    %82 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_13 : tensor<f32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x1xf32>
    %83 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%81, %82 : tensor<2x6x2x1xf32>, tensor<2x6x2x1xf32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.divf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x1xf32>
    %84 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_12 : tensor<f32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x1xf32>
    %85 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%83, %84 : tensor<2x6x2x1xf32>, tensor<2x6x2x1xf32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x1xf32>
    %86 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%85 : tensor<2x6x2x1xf32>) outs(%80 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = math.rsqrt %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x1xf32>
    %87 = linalg.generic {indexing_maps = [#map5, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%86 : tensor<2x6x2x1xf32>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x8xf32>
    %88 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%75, %87 : tensor<2x6x2x8xf32>, tensor<2x6x2x8xf32>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x8xf32>
    %89 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel"]} ins(%23, %arg5 : tensor<8xf32>, tensor<8xf32>) outs(%22 : tensor<8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<8xf32>
    %90 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%89 : tensor<8xf32>) outs(%25 : tensor<1x1x1x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x1x1x8xf32>
    %91 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%90 : tensor<1x1x1x8xf32>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x8xf32>
    %92 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%88, %91 : tensor<2x6x2x8xf32>, tensor<2x6x2x8xf32>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x8xf32>
    %93 = tensor.empty() : tensor<2x6x2x8xbf16>
    %94 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%92 : tensor<2x6x2x8xf32>) outs(%93 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %170 = arith.truncf %in : f32 to bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x2x8xbf16>
    %95 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%94 : tensor<2x6x2x8xbf16>) outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %170 = arith.extf %in : bf16 to f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x8xf32>
    %extracted_slice_19 = tensor.extract_slice %95[0, 0, 0, 0] [2, 6, 2, 4] [1, 1, 1, 1] : tensor<2x6x2x8xf32> to tensor<2x6x2x4xf32>
    %extracted_slice_20 = tensor.extract_slice %95[0, 0, 0, 4] [2, 6, 2, 4] [1, 1, 1, 1] : tensor<2x6x2x8xf32> to tensor<2x6x2x4xf32>
    %96 = tensor.empty() : tensor<2x6x2x4xf32>
    %97 = linalg.generic {indexing_maps = [#map16, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<1x6x1x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x4xf32>
    %98 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_19, %97 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %99 = linalg.generic {indexing_maps = [#map16, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61 : tensor<1x6x1x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x4xf32>
    %100 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_20, %99 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %101 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%98, %100 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.subf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %102 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_20, %97 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %103 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_19, %99 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %104 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%102, %103 : tensor<2x6x2x4xf32>, tensor<2x6x2x4xf32>) outs(%96 : tensor<2x6x2x4xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.addf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x6x2x4xf32>
    %105 = linalg.generic {indexing_maps = [#map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%74 : tensor<2x6x2x8xf32>) {
    ^bb0(%out: f32):
      %170 = linalg.index 0 : index
      %171 = linalg.index 1 : index
      %172 = linalg.index 2 : index
      %173 = linalg.index 3 : index
      %174 = arith.cmpi ult, %173, %c4 : index
      %175 = scf.if %174 -> (f32) {
        %extracted = tensor.extract %101[%170, %171, %172, %173] : tensor<2x6x2x4xf32>
        scf.yield %extracted : f32
      } else {
        %176 = arith.subi %173, %c4 : index
        %extracted = tensor.extract %104[%170, %171, %172, %176] : tensor<2x6x2x4xf32>
        scf.yield %extracted : f32
      }
      linalg.yield %175 : f32
    } -> tensor<2x6x2x8xf32>
    %106 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%105 : tensor<2x6x2x8xf32>) outs(%93 : tensor<2x6x2x8xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %170 = arith.truncf %in : f32 to bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x2x8xbf16>
    %expanded_21 = tensor.expand_shape %73 [[0], [1], [2, 3], [4]] output_shape [2, 6, 2, 2, 8] : tensor<2x6x4x8xbf16> into tensor<2x6x2x2x8xbf16>
    %107 = tensor.empty() : tensor<2x2x6x2x6xf32>
    %108 = linalg.fill ins(%cst_0 : f32) outs(%107 : tensor<2x2x6x2x6xf32>) -> tensor<2x2x6x2x6xf32>
    %109 = linalg.generic {indexing_maps = [#map17, #map18, #map19], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%expanded_21, %106 : tensor<2x6x2x2x8xbf16>, tensor<2x6x2x8xbf16>) outs(%108 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: f32):
      %170 = arith.extf %in : bf16 to f32
      %171 = arith.extf %in_23 : bf16 to f32
      %172 = arith.mulf %170, %171 : f32
      %173 = arith.addf %out, %172 : f32
      linalg.yield %173 : f32
    } -> tensor<2x2x6x2x6xf32>
    %110 = linalg.generic {indexing_maps = [#map20, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%cst_7 : tensor<f32>) outs(%107 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x6x2x6xf32>
    %111 = linalg.generic {indexing_maps = [#map21, #map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%109, %110 : tensor<2x2x6x2x6xf32>, tensor<2x2x6x2x6xf32>) outs(%107 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.mulf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x6x2x6xf32>
    %112 = tensor.empty() : tensor<2x2x6x6xi1>
    %113 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_6 : tensor<i1>) outs(%112 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %114 = tensor.empty() : tensor<6x6xi1>
    %115 = linalg.generic {indexing_maps = [#map22, #map11], iterator_types = ["parallel", "parallel"]} ins(%cst_6 : tensor<i1>) outs(%114 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<6x6xi1>
    %116 = tensor.empty() : tensor<6x6xi32>
    %117 = linalg.generic {indexing_maps = [#map11], iterator_types = ["parallel", "parallel"]} outs(%116 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %170 = linalg.index 0 : index
      %171 = arith.index_cast %170 : index to i32
      linalg.yield %171 : i32
    } -> tensor<6x6xi32>
    %118 = linalg.generic {indexing_maps = [#map22, #map11], iterator_types = ["parallel", "parallel"]} ins(%cst_9 : tensor<i32>) outs(%116 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x6xi32>
    %119 = linalg.generic {indexing_maps = [#map11, #map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%117, %118 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%116 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %in_23: i32, %out: i32):
      %170 = arith.addi %in, %in_23 : i32
      linalg.yield %170 : i32
    } -> tensor<6x6xi32>
    %120 = linalg.generic {indexing_maps = [#map11], iterator_types = ["parallel", "parallel"]} outs(%116 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %170 = linalg.index 1 : index
      %171 = arith.index_cast %170 : index to i32
      linalg.yield %171 : i32
    } -> tensor<6x6xi32>
    %121 = linalg.generic {indexing_maps = [#map11, #map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%119, %120 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%114 : tensor<6x6xi1>) {
    ^bb0(%in: i32, %in_23: i32, %out: i1):
      %170 = arith.cmpi sge, %in, %in_23 : i32
      linalg.yield %170 : i1
    } -> tensor<6x6xi1>
    %122 = linalg.generic {indexing_maps = [#map22, #map11], iterator_types = ["parallel", "parallel"]} ins(%cst_2 : tensor<i1>) outs(%114 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<6x6xi1>
    %123 = linalg.generic {indexing_maps = [#map11, #map11, #map11, #map11], iterator_types = ["parallel", "parallel"]} ins(%121, %115, %122 : tensor<6x6xi1>, tensor<6x6xi1>, tensor<6x6xi1>) outs(%114 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_23: i1, %in_24: i1, %out: i1):
      %170 = arith.select %in, %in_23, %in_24 : i1
      linalg.yield %170 : i1
    } -> tensor<6x6xi1>
    %124 = tensor.empty() : tensor<1x1x6x6xi1>
    %125 = linalg.generic {indexing_maps = [#map23, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%123 : tensor<6x6xi1>) outs(%124 : tensor<1x1x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<1x1x6x6xi1>
    %126 = linalg.generic {indexing_maps = [#map24, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%125 : tensor<1x1x6x6xi1>) outs(%112 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %127 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%113, %126 : tensor<2x2x6x6xi1>, tensor<2x2x6x6xi1>) outs(%112 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %in_23: i1, %out: i1):
      %170 = arith.andi %in, %in_23 : i1
      linalg.yield %170 : i1
    } -> tensor<2x2x6x6xi1>
    %128 = tensor.empty() : tensor<2x2x6x6xf32>
    %129 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_5 : tensor<f32>) outs(%128 : tensor<2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x6x6xf32>
    %130 = tensor.empty() : tensor<2x2x2x6x6xi1>
    %131 = linalg.generic {indexing_maps = [#map25, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%127 : tensor<2x2x6x6xi1>) outs(%130 : tensor<2x2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x2x6x6xi1>
    %132 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %133 = linalg.generic {indexing_maps = [#map25, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%129 : tensor<2x2x6x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %134 = linalg.generic {indexing_maps = [#map26, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%111 : tensor<2x2x6x2x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %135 = linalg.generic {indexing_maps = [#map21, #map21, #map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%131, %134, %133 : tensor<2x2x2x6x6xi1>, tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: i1, %in_23: f32, %in_24: f32, %out: f32):
      %170 = arith.select %in, %in_23, %in_24 : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6x6xf32>
    %136 = tensor.empty() : tensor<2x2x2x6xf32>
    %137 = linalg.fill ins(%cst : f32) outs(%136 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %138 = linalg.generic {indexing_maps = [#map21, #map27], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%135 : tensor<2x2x2x6x6xf32>) outs(%137 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = arith.maximumf %out, %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6xf32>
    %139 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_4 : tensor<f32>) outs(%136 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6xf32>
    %140 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%139, %138 : tensor<2x2x2x6xf32>, tensor<2x2x2x6xf32>) outs(%136 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.maximumf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6xf32>
    %141 = tensor.empty() : tensor<2x2x2x6x1xf32>
    %142 = linalg.generic {indexing_maps = [#map27, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%140 : tensor<2x2x2x6xf32>) outs(%141 : tensor<2x2x2x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x1xf32>
    %143 = linalg.generic {indexing_maps = [#map28, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%142 : tensor<2x2x2x6x1xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %144 = linalg.generic {indexing_maps = [#map21, #map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%135, %143 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.subf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6x6xf32>
    %145 = linalg.generic {indexing_maps = [#map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%144 : tensor<2x2x2x6x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = math.exp %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6x6xf32>
    %146 = linalg.fill ins(%cst_0 : f32) outs(%136 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %147 = linalg.generic {indexing_maps = [#map21, #map27], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%145 : tensor<2x2x2x6x6xf32>) outs(%146 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %170 = arith.addf %out, %in : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6xf32>
    %148 = linalg.generic {indexing_maps = [#map27, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%147 : tensor<2x2x2x6xf32>) outs(%141 : tensor<2x2x2x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x1xf32>
    %149 = linalg.generic {indexing_maps = [#map28, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%148 : tensor<2x2x2x6x1xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %150 = linalg.generic {indexing_maps = [#map21, #map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%145, %149 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%132 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %170 = arith.divf %in, %in_23 : f32
      linalg.yield %170 : f32
    } -> tensor<2x2x2x6x6xf32>
    %151 = tensor.empty() : tensor<2x2x2x6x6xbf16>
    %152 = linalg.generic {indexing_maps = [#map21, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%150 : tensor<2x2x2x6x6xf32>) outs(%151 : tensor<2x2x2x6x6xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %170 = arith.truncf %in : f32 to bf16
      linalg.yield %170 : bf16
    } -> tensor<2x2x2x6x6xbf16>
    %153 = tensor.empty() : tensor<2x2x8x2x6xbf16>
    %154 = linalg.fill ins(%cst_1 : bf16) outs(%153 : tensor<2x2x8x2x6xbf16>) -> tensor<2x2x8x2x6xbf16>
    %155 = linalg.generic {indexing_maps = [#map29, #map30, #map19], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%expanded_16, %152 : tensor<2x6x2x8xbf16>, tensor<2x2x2x6x6xbf16>) outs(%154 : tensor<2x2x8x2x6xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      %171 = arith.addf %out, %170 : bf16
      linalg.yield %171 : bf16
    } -> tensor<2x2x8x2x6xbf16>
    %156 = tensor.empty() : tensor<2x2x6x2x8xbf16>
    %157 = linalg.generic {indexing_maps = [#map31, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%155 : tensor<2x2x8x2x6xbf16>) outs(%156 : tensor<2x2x6x2x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x6x2x8xbf16>
    %158 = tensor.empty() : tensor<2x6x2x2x8xbf16>
    %159 = linalg.generic {indexing_maps = [#map32, #map21], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%157 : tensor<2x2x6x2x8xbf16>) outs(%158 : tensor<2x6x2x2x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x6x2x2x8xbf16>
    %collapsed = tensor.collapse_shape %159 [[0], [1], [2, 3, 4]] : tensor<2x6x2x2x8xbf16> into tensor<2x6x32xbf16>
    %collapsed_22 = tensor.collapse_shape %extracted_slice_14 [[0], [1], [2, 3]] : tensor<2x6x4x8xbf16> into tensor<2x6x32xbf16>
    %160 = tensor.empty() : tensor<2x6x32xbf16>
    %161 = linalg.generic {indexing_maps = [#map33, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_22 : tensor<2x6x32xbf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %170 = arith.negf %in : bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x32xbf16>
    %162 = linalg.generic {indexing_maps = [#map33, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%161 : tensor<2x6x32xbf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %170 = math.exp %in : bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x32xbf16>
    %163 = linalg.generic {indexing_maps = [#map34, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_3 : tensor<bf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x6x32xbf16>
    %164 = linalg.generic {indexing_maps = [#map33, #map33, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%163, %162 : tensor<2x6x32xbf16>, tensor<2x6x32xbf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.addf %in, %in_23 : bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x32xbf16>
    %165 = linalg.generic {indexing_maps = [#map33, #map33, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%163, %164 : tensor<2x6x32xbf16>, tensor<2x6x32xbf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.divf %in, %in_23 : bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x32xbf16>
    %166 = linalg.generic {indexing_maps = [#map33, #map33, #map33], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed, %165 : tensor<2x6x32xbf16>, tensor<2x6x32xbf16>) outs(%160 : tensor<2x6x32xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      linalg.yield %170 : bf16
    } -> tensor<2x6x32xbf16>
    %167 = tensor.empty() : tensor<2x6x12xbf16>
    %168 = linalg.fill ins(%cst_1 : bf16) outs(%167 : tensor<2x6x12xbf16>) -> tensor<2x6x12xbf16>
    %169 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%166, %arg6 : tensor<2x6x32xbf16>, tensor<32x12xbf16>) outs(%168 : tensor<2x6x12xbf16>) {
    ^bb0(%in: bf16, %in_23: bf16, %out: bf16):
      %170 = arith.mulf %in, %in_23 : bf16
      %171 = arith.addf %out, %170 : bf16
      linalg.yield %171 : bf16
    } -> tensor<2x6x12xbf16>
    return %169 : tensor<2x6x12xbf16>
  }
}

