#map = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1) -> ()>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0) -> (d0)>
#map5 = affine_map<(d0, d1) -> (0, d1)>
#map6 = affine_map<(d0, d1) -> (d0, 0)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map10 = affine_map<(d0, d1, d2, d3) -> ()>
#map11 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x4x?x8xf32>, %arg1: tensor<2x2x?x8xf32>, %arg2: tensor<2x2x?x8xf32>, %arg3: tensor<2x?x4xf32>) -> tensor<2x?x4x8xf32> {
    %c1_i64 = arith.constant 1 : i64
    %c0_i64 = arith.constant 0 : i64
    %c2_i64 = arith.constant 2 : i64
    %c4_i64 = arith.constant 4 : i64
    %c2 = arith.constant 2 : index
    %c1 = arith.constant 1 : index
    %c8_i64 = arith.constant 8 : i64
    %c0 = arith.constant 0 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %true = arith.constant true
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_4 = arith.constant dense<true> : tensor<i1>
    %cst_5 = arith.constant 0xFFF0000000000000 : f64
    %cst_6 = arith.constant 0.59460355750136051 : f64
    %dim = tensor.dim %arg0, %c2 : tensor<2x4x?x8xf32>
    %0 = arith.index_cast %dim : index to i64
    %dim_7 = tensor.dim %arg1, %c2 : tensor<2x2x?x8xf32>
    %expanded = tensor.expand_shape %arg1 [[0], [1], [2, 3], [4]] output_shape [2, 2, 1, %dim_7, 8] : tensor<2x2x?x8xf32> into tensor<2x2x1x?x8xf32>
    %1 = arith.cmpi sge, %0, %c0_i64 : i64
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %2 = tensor.empty(%dim) : tensor<2x2x2x?x8xf32>
    %3 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} outs(%2 : tensor<2x2x2x?x8xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 3 : index
      %82 = linalg.index 4 : index
      %83 = arith.cmpi eq, %dim_7, %c1 : index
      %84 = arith.select %83, %c0, %81 : index
      %extracted = tensor.extract %expanded[%79, %80, %c0, %84, %82] : tensor<2x2x1x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x2x2x?x8xf32>
    %collapsed = tensor.collapse_shape %3 [[0], [1, 2], [3], [4]] : tensor<2x2x2x?x8xf32> into tensor<2x4x?x8xf32>
    %dim_8 = tensor.dim %arg2, %c2 : tensor<2x2x?x8xf32>
    %expanded_9 = tensor.expand_shape %arg2 [[0], [1], [2, 3], [4]] output_shape [2, 2, 1, %dim_8, 8] : tensor<2x2x?x8xf32> into tensor<2x2x1x?x8xf32>
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %4 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} outs(%2 : tensor<2x2x2x?x8xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 3 : index
      %82 = linalg.index 4 : index
      %83 = arith.cmpi eq, %dim_8, %c1 : index
      %84 = arith.select %83, %c0, %81 : index
      %extracted = tensor.extract %expanded_9[%79, %80, %c0, %84, %82] : tensor<2x2x1x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x2x2x?x8xf32>
    %collapsed_10 = tensor.collapse_shape %4 [[0], [1, 2], [3], [4]] : tensor<2x2x2x?x8xf32> into tensor<2x4x?x8xf32>
    %5 = tensor.empty(%dim) : tensor<2x4x?x8xf32>
    %6 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg0 : tensor<2x4x?x8xf32>) outs(%5 : tensor<2x4x?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %79 = arith.truncf %cst_6 : f64 to f32
      %80 = arith.mulf %in, %79 : f32
      linalg.yield %80 : f32
    } -> tensor<2x4x?x8xf32>
    %7 = arith.cmpi sge, %0, %c0_i64 : i64
    cf.assert %7, "negative values not allowed in new dimensions"
    cf.assert %7, "negative values not allowed in new dimensions"
    %8 = tensor.empty(%dim, %dim) : tensor<?x?xi1>
    %9 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%cst_4 : tensor<i1>) outs(%8 : tensor<?x?xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<?x?xi1>
    %10 = tensor.empty(%dim) : tensor<?xi64>
    %11 = linalg.generic {indexing_maps = [#map4], iterator_types = ["parallel"]} outs(%10 : tensor<?xi64>) {
    ^bb0(%out: i64):
      %79 = linalg.index 0 : index
      %80 = arith.index_cast %79 : index to i64
      linalg.yield %80 : i64
    } -> tensor<?xi64>
    %expanded_11 = tensor.expand_shape %11 [[0, 1]] output_shape [1, %dim] : tensor<?xi64> into tensor<1x?xi64>
    %expanded_12 = tensor.expand_shape %11 [[0, 1]] output_shape [%dim, 1] : tensor<?xi64> into tensor<?x1xi64>
    %12 = tensor.empty(%dim, %dim) : tensor<?x?xi64>
    %13 = linalg.generic {indexing_maps = [#map5, #map6, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded_11, %expanded_12 : tensor<1x?xi64>, tensor<?x1xi64>) outs(%12 : tensor<?x?xi64>) {
    ^bb0(%in: i64, %in_23: i64, %out: i64):
      %79 = arith.subi %in, %in_23 : i64
      linalg.yield %79 : i64
    } -> tensor<?x?xi64>
    %14 = tensor.empty(%dim, %dim) : tensor<?x?xi1>
    %15 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%13 : tensor<?x?xi64>) outs(%14 : tensor<?x?xi1>) {
    ^bb0(%in: i64, %out: i1):
      %79 = arith.cmpi sle, %in, %c0_i64 : i64
      linalg.yield %79 : i1
    } -> tensor<?x?xi1>
    cf.assert %true, "mismatched size for broadcast"
    cf.assert %true, "mismatched size for broadcast"
    %16 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%15, %9 : tensor<?x?xi1>, tensor<?x?xi1>) outs(%14 : tensor<?x?xi1>) {
    ^bb0(%in: i1, %in_23: i1, %out: i1):
      %79 = arith.andi %in, %in_23 : i1
      linalg.yield %79 : i1
    } -> tensor<?x?xi1>
    %17 = tensor.empty(%dim, %dim) : tensor<?x?xf32>
    %18 = linalg.generic {indexing_maps = [#map3, #map2, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%16, %cst_2, %cst_3 : tensor<?x?xi1>, tensor<f32>, tensor<f32>) outs(%17 : tensor<?x?xf32>) {
    ^bb0(%in: i1, %in_23: f32, %in_24: f32, %out: f32):
      %79 = arith.select %in, %in_23, %in_24 : f32
      linalg.yield %79 : f32
    } -> tensor<?x?xf32>
    %19 = tensor.empty(%dim) : tensor<2x4x8x?xf32>
    %transposed = linalg.transpose ins(%collapsed : tensor<2x4x?x8xf32>) outs(%19 : tensor<2x4x8x?xf32>) permutation = [0, 1, 3, 2] 
    %20 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed : tensor<2x4x8x?xf32>) outs(%19 : tensor<2x4x8x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %79 = arith.truncf %cst_6 : f64 to f32
      %80 = arith.mulf %in, %79 : f32
      linalg.yield %80 : f32
    } -> tensor<2x4x8x?xf32>
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %21 = tensor.empty(%dim) : tensor<2x4x?x8xf32>
    %22 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%21 : tensor<2x4x?x8xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 2 : index
      %82 = linalg.index 3 : index
      %83 = arith.cmpi eq, %dim, %c1 : index
      %84 = arith.select %83, %c0, %81 : index
      %extracted = tensor.extract %6[%79, %80, %84, %82] : tensor<2x4x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x4x?x8xf32>
    %collapsed_13 = tensor.collapse_shape %22 [[0, 1], [2], [3]] : tensor<2x4x?x8xf32> into tensor<8x?x8xf32>
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %23 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%19 : tensor<2x4x8x?xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 2 : index
      %82 = linalg.index 3 : index
      %83 = arith.cmpi eq, %dim, %c1 : index
      %84 = arith.select %83, %c0, %82 : index
      %extracted = tensor.extract %20[%79, %80, %81, %84] : tensor<2x4x8x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x4x8x?xf32>
    %collapsed_14 = tensor.collapse_shape %23 [[0, 1], [2], [3]] : tensor<2x4x8x?xf32> into tensor<8x8x?xf32>
    %24 = tensor.empty(%dim, %dim) : tensor<8x?x?xf32>
    %25 = linalg.fill ins(%cst : f32) outs(%24 : tensor<8x?x?xf32>) -> tensor<8x?x?xf32>
    %26 = linalg.batch_matmul ins(%collapsed_13, %collapsed_14 : tensor<8x?x8xf32>, tensor<8x8x?xf32>) outs(%25 : tensor<8x?x?xf32>) -> tensor<8x?x?xf32>
    %27 = arith.muli %0, %c8_i64 : i64
    %28 = arith.cmpi slt, %0, %c0_i64 : i64
    %29 = arith.select %28, %c8_i64, %27 : i64
    %30 = arith.extui %28 : i1 to i64
    %31 = arith.muli %29, %0 : i64
    %32 = arith.addi %30, %c1_i64 : i64
    %33 = arith.select %28, %c8_i64, %31 : i64
    %34 = arith.select %28, %32, %30 : i64
    %35 = arith.cmpi sle, %34, %c1_i64 : i64
    cf.assert %35, "must have at most one inferred (negative) dimension"
    %36 = arith.muli %27, %0 : i64
    %37 = arith.divsi %36, %33 : i64
    %38 = arith.select %28, %37, %0 : i64
    %from_elements = tensor.from_elements %c2_i64, %c4_i64, %38, %38 : tensor<4xi64>
    %reshape = tensor.reshape %26(%from_elements) : (tensor<8x?x?xf32>, tensor<4xi64>) -> tensor<2x4x?x?xf32>
    %39 = arith.index_cast %38 : i64 to index
    %40 = arith.cmpi eq, %39, %dim : index
    cf.assert %40, "mismatched size for broadcast"
    cf.assert %40, "mismatched size for broadcast"
    %41 = tensor.empty(%39, %39) : tensor<2x4x?x?xf32>
    %42 = linalg.generic {indexing_maps = [#map1, #map7, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape, %18 : tensor<2x4x?x?xf32>, tensor<?x?xf32>) outs(%41 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %79 = arith.addf %in, %in_23 : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x?xf32>
    %43 = tensor.empty(%39) : tensor<2x4x?xi64>
    %44 = linalg.fill ins(%c0_i64 : i64) outs(%43 : tensor<2x4x?xi64>) -> tensor<2x4x?xi64>
    %45 = tensor.empty(%39) : tensor<2x4x?xf32>
    %46 = linalg.fill ins(%cst_0 : f32) outs(%45 : tensor<2x4x?xf32>) -> tensor<2x4x?xf32>
    %47:2 = linalg.generic {indexing_maps = [#map1, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%42 : tensor<2x4x?x?xf32>) outs(%46, %44 : tensor<2x4x?xf32>, tensor<2x4x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_23: i64):
      %79 = linalg.index 3 : index
      %80 = arith.index_cast %79 : index to i64
      %81 = arith.maximumf %in, %out : f32
      %82 = arith.cmpf ogt, %in, %out : f32
      %83 = arith.select %82, %80, %out_23 : i64
      linalg.yield %81, %83 : f32, i64
    } -> (tensor<2x4x?xf32>, tensor<2x4x?xi64>)
    %expanded_15 = tensor.expand_shape %47#0 [[0], [1], [2, 3]] output_shape [2, 4, %39, 1] : tensor<2x4x?xf32> into tensor<2x4x?x1xf32>
    %48 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %expanded_15 : tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) outs(%41 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %79 = arith.subf %in, %in_23 : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x?xf32>
    %49 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%48 : tensor<2x4x?x?xf32>) outs(%41 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %79 = math.exp %in : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x?xf32>
    %50 = tensor.empty(%39) : tensor<2x4x?x1xf32>
    %51 = linalg.fill ins(%cst : f32) outs(%50 : tensor<2x4x?x1xf32>) -> tensor<2x4x?x1xf32>
    %52 = linalg.generic {indexing_maps = [#map1, #map9], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%49 : tensor<2x4x?x?xf32>) outs(%51 : tensor<2x4x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %79 = arith.addf %in, %out : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x1xf32>
    %53 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%49, %52 : tensor<2x4x?x?xf32>, tensor<2x4x?x1xf32>) outs(%41 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %79 = arith.divf %in, %in_23 : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x?xf32>
    %54 = tensor.empty(%39, %39) : tensor<2x4x?x?xi1>
    %55 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42 : tensor<2x4x?x?xf32>) outs(%54 : tensor<2x4x?x?xi1>) {
    ^bb0(%in: f32, %out: i1):
      %79 = arith.extf %in : f32 to f64
      %80 = arith.cmpf oeq, %79, %cst_5 : f64
      linalg.yield %80 : i1
    } -> tensor<2x4x?x?xi1>
    %56 = tensor.empty(%39) : tensor<2x4x?x1xi1>
    %57 = linalg.fill ins(%true : i1) outs(%56 : tensor<2x4x?x1xi1>) -> tensor<2x4x?x1xi1>
    %58 = linalg.generic {indexing_maps = [#map1, #map9], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%55 : tensor<2x4x?x?xi1>) outs(%57 : tensor<2x4x?x1xi1>) {
    ^bb0(%in: i1, %out: i1):
      %79 = arith.andi %in, %out : i1
      linalg.yield %79 : i1
    } -> tensor<2x4x?x1xi1>
    %59 = arith.cmpi sge, %38, %c0_i64 : i64
    cf.assert %59, "negative values not allowed in new dimensions"
    %60 = arith.index_cast %38 : i64 to index
    cf.assert %59, "negative values not allowed in new dimensions"
    %61 = tensor.empty(%60, %60) : tensor<2x4x?x?xf32>
    %62 = linalg.generic {indexing_maps = [#map10, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_2 : tensor<f32>) outs(%61 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x?x?xf32>
    %63 = arith.cmpi eq, %39, %60 : index
    cf.assert %63, "mismatched size for broadcast"
    %64 = arith.cmpi eq, %60, %39 : index
    cf.assert %64, "mismatched size for broadcast"
    %65 = tensor.empty(%39, %60) : tensor<2x4x?x?xf32>
    %66 = linalg.generic {indexing_maps = [#map9, #map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%58, %62, %53 : tensor<2x4x?x1xi1>, tensor<2x4x?x?xf32>, tensor<2x4x?x?xf32>) outs(%65 : tensor<2x4x?x?xf32>) {
    ^bb0(%in: i1, %in_23: f32, %in_24: f32, %out: f32):
      %79 = arith.select %in, %in_23, %in_24 : f32
      linalg.yield %79 : f32
    } -> tensor<2x4x?x?xf32>
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %67 = tensor.empty(%dim, %dim) : tensor<2x4x?x?xf32>
    %68 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%67 : tensor<2x4x?x?xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 2 : index
      %82 = linalg.index 3 : index
      %83 = arith.cmpi eq, %39, %c1 : index
      %84 = arith.select %83, %c0, %81 : index
      %85 = arith.cmpi eq, %60, %c1 : index
      %86 = arith.select %85, %c0, %82 : index
      %extracted = tensor.extract %66[%79, %80, %84, %86] : tensor<2x4x?x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x4x?x?xf32>
    cf.assert %35, "must have at most one inferred (negative) dimension"
    %from_elements_16 = tensor.from_elements %c8_i64, %38, %38 : tensor<3xi64>
    %reshape_17 = tensor.reshape %68(%from_elements_16) : (tensor<2x4x?x?xf32>, tensor<3xi64>) -> tensor<8x?x?xf32>
    cf.assert %1, "unimplemented: dynamic negative broadcast sizes"
    %69 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%21 : tensor<2x4x?x8xf32>) {
    ^bb0(%out: f32):
      %79 = linalg.index 0 : index
      %80 = linalg.index 1 : index
      %81 = linalg.index 2 : index
      %82 = linalg.index 3 : index
      %83 = arith.cmpi eq, %dim, %c1 : index
      %84 = arith.select %83, %c0, %81 : index
      %extracted = tensor.extract %collapsed_10[%79, %80, %84, %82] : tensor<2x4x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x4x?x8xf32>
    %collapsed_18 = tensor.collapse_shape %69 [[0, 1], [2], [3]] : tensor<2x4x?x8xf32> into tensor<8x?x8xf32>
    %70 = arith.cmpi eq, %38, %0 : i64
    cf.assert %70, "mismatching contracting dimension"
    %71 = tensor.empty(%39) : tensor<8x?x8xf32>
    %72 = linalg.fill ins(%cst : f32) outs(%71 : tensor<8x?x8xf32>) -> tensor<8x?x8xf32>
    %73 = linalg.batch_matmul ins(%reshape_17, %collapsed_18 : tensor<8x?x?xf32>, tensor<8x?x8xf32>) outs(%72 : tensor<8x?x8xf32>) -> tensor<8x?x8xf32>
    %expanded_19 = tensor.expand_shape %73 [[0, 1], [2], [3]] output_shape [2, 4, %39, 8] : tensor<8x?x8xf32> into tensor<2x4x?x8xf32>
    %74 = tensor.empty(%39) : tensor<2x?x4x8xf32>
    %transposed_20 = linalg.transpose ins(%expanded_19 : tensor<2x4x?x8xf32>) outs(%74 : tensor<2x?x4x8xf32>) permutation = [0, 2, 1, 3] 
    %dim_21 = tensor.dim %arg3, %c1 : tensor<2x?x4xf32>
    %75 = tensor.empty(%dim_21) : tensor<2x?x4xf32>
    %76 = linalg.generic {indexing_maps = [#map11, #map11], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg3 : tensor<2x?x4xf32>) outs(%75 : tensor<2x?x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %79 = arith.negf %in : f32
      %80 = math.exp %79 : f32
      %81 = arith.addf %80, %cst_1 : f32
      %82 = arith.divf %cst_1, %81 : f32
      linalg.yield %82 : f32
    } -> tensor<2x?x4xf32>
    %expanded_22 = tensor.expand_shape %76 [[0], [1], [2, 3]] output_shape [2, %dim_21, 4, 1] : tensor<2x?x4xf32> into tensor<2x?x4x1xf32>
    %77 = arith.cmpi eq, %39, %dim_21 : index
    cf.assert %77, "mismatched size for broadcast"
    %78 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_20, %expanded_22 : tensor<2x?x4x8xf32>, tensor<2x?x4x1xf32>) outs(%74 : tensor<2x?x4x8xf32>) {
    ^bb0(%in: f32, %in_23: f32, %out: f32):
      %79 = arith.mulf %in, %in_23 : f32
      linalg.yield %79 : f32
    } -> tensor<2x?x4x8xf32>
    return %78 : tensor<2x?x4x8xf32>
  }
}
