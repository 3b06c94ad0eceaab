#map = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<?x4x?x8xf32>, %arg1: tensor<?x2x?x8xf32>, %arg2: tensor<?x2x?x8xf32>, %arg3: tensor<?x?x32xf32>, %arg4: tensor<?x1x?x?xf32>) -> tensor<?x?x32xf32> {
    %c1_i64 = arith.constant 1 : i64
    %c0_i64 = arith.constant 0 : i64
    %c4_i64 = arith.constant 4 : i64
    %c0 = arith.constant 0 : index
    %c2 = arith.constant 2 : index
    %c1 = arith.constant 1 : index
    %c8_i64 = arith.constant 8 : i64
    %c3 = arith.constant 3 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant 0.35355339059327379 : f64
    %c32_i64 = arith.constant 32 : i64
    %dim = tensor.dim %arg0, %c2 : tensor<?x4x?x8xf32>
    %0 = arith.index_cast %dim : index to i64
    %dim_3 = tensor.dim %arg2, %c0 : tensor<?x2x?x8xf32>
    %1 = arith.index_cast %dim_3 : index to i64
    %dim_4 = tensor.dim %arg4, %c3 : tensor<?x1x?x?xf32>
    %2 = arith.index_cast %dim_4 : index to i64
    %dim_5 = tensor.dim %arg1, %c0 : tensor<?x2x?x8xf32>
    %dim_6 = tensor.dim %arg1, %c2 : tensor<?x2x?x8xf32>
    %expanded = tensor.expand_shape %arg1 [[0], [1], [2, 3], [4]] output_shape [%dim_5, 2, 1, %dim_6, 8] : tensor<?x2x?x8xf32> into tensor<?x2x1x?x8xf32>
    %3 = arith.cmpi sge, %1, %c0_i64 : i64
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    %4 = arith.cmpi sge, %2, %c0_i64 : i64
    cf.assert %4, "unimplemented: dynamic negative broadcast sizes"
    %5 = tensor.empty(%dim_3, %dim_4) : tensor<?x2x2x?x8xf32>
    %6 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} outs(%5 : tensor<?x2x2x?x8xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 3 : index
      %155 = linalg.index 4 : index
      %156 = arith.cmpi eq, %dim_5, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %dim_6, %c1 : index
      %159 = arith.select %158, %c0, %154 : index
      %extracted = tensor.extract %expanded[%157, %153, %c0, %159, %155] : tensor<?x2x1x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x2x?x8xf32>
    %7 = arith.cmpi slt, %1, %c0_i64 : i64
    %8 = arith.select %7, %c1_i64, %1 : i64
    %9 = arith.extui %7 : i1 to i64
    %10 = arith.muli %8, %c4_i64 : i64
    %11 = arith.muli %10, %2 : i64
    %12 = arith.addi %9, %c1_i64 : i64
    %13 = arith.cmpi slt, %2, %c0_i64 : i64
    %14 = arith.select %13, %10, %11 : i64
    %15 = arith.select %13, %12, %9 : i64
    %16 = arith.muli %14, %c8_i64 : i64
    %17 = arith.cmpi sle, %15, %c1_i64 : i64
    cf.assert %17, "must have at most one inferred (negative) dimension"
    %18 = arith.muli %1, %c4_i64 : i64
    %19 = arith.muli %18, %2 : i64
    %20 = arith.muli %19, %c8_i64 : i64
    %21 = arith.divsi %20, %16 : i64
    %22 = arith.select %7, %21, %1 : i64
    %23 = arith.select %13, %21, %2 : i64
    %from_elements = tensor.from_elements %22, %c4_i64, %23, %c8_i64 : tensor<4xi64>
    %reshape = tensor.reshape %6(%from_elements) : (tensor<?x2x2x?x8xf32>, tensor<4xi64>) -> tensor<?x4x?x8xf32>
    %dim_7 = tensor.dim %arg2, %c2 : tensor<?x2x?x8xf32>
    %expanded_8 = tensor.expand_shape %arg2 [[0], [1], [2, 3], [4]] output_shape [%dim_3, 2, 1, %dim_7, 8] : tensor<?x2x?x8xf32> into tensor<?x2x1x?x8xf32>
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %4, "unimplemented: dynamic negative broadcast sizes"
    %24 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} outs(%5 : tensor<?x2x2x?x8xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 3 : index
      %155 = linalg.index 4 : index
      %156 = arith.cmpi eq, %dim_3, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %dim_7, %c1 : index
      %159 = arith.select %158, %c0, %154 : index
      %extracted = tensor.extract %expanded_8[%157, %153, %c0, %159, %155] : tensor<?x2x1x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x2x?x8xf32>
    cf.assert %17, "must have at most one inferred (negative) dimension"
    %reshape_9 = tensor.reshape %24(%from_elements) : (tensor<?x2x2x?x8xf32>, tensor<4xi64>) -> tensor<?x4x?x8xf32>
    %25 = arith.index_cast %22 : i64 to index
    %26 = arith.index_cast %23 : i64 to index
    %27 = tensor.empty(%25, %26) : tensor<?x4x8x?xf32>
    %transposed = linalg.transpose ins(%reshape : tensor<?x4x?x8xf32>) outs(%27 : tensor<?x4x8x?xf32>) permutation = [0, 1, 3, 2] 
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    %28 = arith.cmpi sge, %0, %c0_i64 : i64
    cf.assert %28, "unimplemented: dynamic negative broadcast sizes"
    %29 = tensor.empty(%dim_3, %dim) : tensor<?x4x?x8xf32>
    %30 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%29 : tensor<?x4x?x8xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 2 : index
      %155 = linalg.index 3 : index
      %dim_30 = tensor.dim %arg0, %c0 : tensor<?x4x?x8xf32>
      %156 = arith.cmpi eq, %dim_30, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %dim, %c1 : index
      %159 = arith.select %158, %c0, %154 : index
      %extracted = tensor.extract %arg0[%157, %153, %159, %155] : tensor<?x4x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x4x?x8xf32>
    %31 = arith.cmpi slt, %18, %c0_i64 : i64
    %32 = arith.select %31, %c1_i64, %18 : i64
    %33 = arith.extui %31 : i1 to i64
    %34 = arith.muli %32, %0 : i64
    %35 = arith.addi %33, %c1_i64 : i64
    %36 = arith.cmpi slt, %0, %c0_i64 : i64
    %37 = arith.select %36, %32, %34 : i64
    %38 = arith.select %36, %35, %33 : i64
    %39 = arith.muli %37, %c8_i64 : i64
    %40 = arith.cmpi sle, %38, %c1_i64 : i64
    cf.assert %40, "must have at most one inferred (negative) dimension"
    %41 = arith.muli %18, %0 : i64
    %42 = arith.muli %41, %c8_i64 : i64
    %43 = arith.divsi %42, %39 : i64
    %44 = arith.select %31, %43, %18 : i64
    %45 = arith.select %36, %43, %0 : i64
    %from_elements_10 = tensor.from_elements %44, %45, %c8_i64 : tensor<3xi64>
    %reshape_11 = tensor.reshape %30(%from_elements_10) : (tensor<?x4x?x8xf32>, tensor<3xi64>) -> tensor<?x?x8xf32>
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %4, "unimplemented: dynamic negative broadcast sizes"
    %46 = tensor.empty(%dim_3, %dim_4) : tensor<?x4x8x?xf32>
    %47 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%46 : tensor<?x4x8x?xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 2 : index
      %155 = linalg.index 3 : index
      %156 = arith.cmpi eq, %25, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %26, %c1 : index
      %159 = arith.select %158, %c0, %155 : index
      %extracted = tensor.extract %transposed[%157, %153, %154, %159] : tensor<?x4x8x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x4x8x?xf32>
    %48 = arith.muli %32, %c8_i64 : i64
    %49 = arith.muli %48, %2 : i64
    %50 = arith.select %13, %48, %49 : i64
    %51 = arith.select %13, %35, %33 : i64
    %52 = arith.cmpi sle, %51, %c1_i64 : i64
    cf.assert %52, "must have at most one inferred (negative) dimension"
    %53 = arith.muli %1, %c32_i64 : i64
    %54 = arith.muli %53, %2 : i64
    %55 = arith.divsi %54, %50 : i64
    %56 = arith.select %31, %55, %18 : i64
    %57 = arith.select %13, %55, %2 : i64
    %from_elements_12 = tensor.from_elements %56, %c8_i64, %57 : tensor<3xi64>
    %reshape_13 = tensor.reshape %47(%from_elements_12) : (tensor<?x4x8x?xf32>, tensor<3xi64>) -> tensor<?x8x?xf32>
    %58 = arith.index_cast %44 : i64 to index
    %59 = arith.index_cast %45 : i64 to index
    %60 = arith.index_cast %57 : i64 to index
    %61 = arith.cmpi eq, %44, %56 : i64
    cf.assert %61, "mismatching contracting dimension"
    %62 = tensor.empty(%58, %59, %60) : tensor<?x?x?xf32>
    %63 = linalg.fill ins(%cst : f32) outs(%62 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
    %64 = linalg.batch_matmul ins(%reshape_11, %reshape_13 : tensor<?x?x8xf32>, tensor<?x8x?xf32>) outs(%63 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
    %65 = arith.muli %10, %0 : i64
    %66 = arith.select %36, %10, %65 : i64
    %67 = arith.select %36, %12, %9 : i64
    %68 = arith.muli %66, %2 : i64
    %69 = arith.addi %67, %c1_i64 : i64
    %70 = arith.select %13, %66, %68 : i64
    %71 = arith.select %13, %69, %67 : i64
    %72 = arith.cmpi sle, %71, %c1_i64 : i64
    cf.assert %72, "must have at most one inferred (negative) dimension"
    %73 = arith.muli %44, %45 : i64
    %74 = arith.muli %73, %57 : i64
    %75 = arith.divsi %74, %70 : i64
    %76 = arith.select %7, %75, %1 : i64
    %77 = arith.select %36, %75, %0 : i64
    %78 = arith.select %13, %75, %2 : i64
    %from_elements_14 = tensor.from_elements %76, %c4_i64, %77, %78 : tensor<4xi64>
    %reshape_15 = tensor.reshape %64(%from_elements_14) : (tensor<?x?x?xf32>, tensor<4xi64>) -> tensor<?x4x?x?xf32>
    %79 = arith.index_cast %76 : i64 to index
    %80 = arith.index_cast %77 : i64 to index
    %81 = arith.index_cast %78 : i64 to index
    %82 = tensor.empty(%79, %80, %81) : tensor<?x4x?x?xf32>
    %83 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_15 : tensor<?x4x?x?xf32>) outs(%82 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %152 = arith.truncf %cst_2 : f64 to f32
      %153 = arith.mulf %in, %152 : f32
      linalg.yield %153 : f32
    } -> tensor<?x4x?x?xf32>
    %dim_16 = tensor.dim %arg4, %c0 : tensor<?x1x?x?xf32>
    %84 = arith.cmpi eq, %79, %dim_16 : index
    cf.assert %84, "mismatched size for broadcast"
    %dim_17 = tensor.dim %arg4, %c2 : tensor<?x1x?x?xf32>
    %85 = arith.cmpi eq, %80, %dim_17 : index
    cf.assert %85, "mismatched size for broadcast"
    %86 = arith.cmpi eq, %81, %dim_4 : index
    cf.assert %86, "mismatched size for broadcast"
    %87 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%83, %arg4 : tensor<?x4x?x?xf32>, tensor<?x1x?x?xf32>) outs(%82 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_30: f32, %out: f32):
      %152 = arith.addf %in, %in_30 : f32
      linalg.yield %152 : f32
    } -> tensor<?x4x?x?xf32>
    %88 = tensor.empty(%79, %80) : tensor<?x4x?xi64>
    %89 = linalg.fill ins(%c0_i64 : i64) outs(%88 : tensor<?x4x?xi64>) -> tensor<?x4x?xi64>
    %90 = tensor.empty(%79, %80) : tensor<?x4x?xf32>
    %91 = linalg.fill ins(%cst_0 : f32) outs(%90 : tensor<?x4x?xf32>) -> tensor<?x4x?xf32>
    %92:2 = linalg.generic {indexing_maps = [#map1, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%87 : tensor<?x4x?x?xf32>) outs(%91, %89 : tensor<?x4x?xf32>, tensor<?x4x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_30: i64):
      %152 = linalg.index 3 : index
      %153 = arith.index_cast %152 : index to i64
      %154 = arith.maximumf %in, %out : f32
      %155 = arith.cmpf ogt, %in, %out : f32
      %156 = arith.select %155, %153, %out_30 : i64
      linalg.yield %154, %156 : f32, i64
    } -> (tensor<?x4x?xf32>, tensor<?x4x?xi64>)
    %expanded_18 = tensor.expand_shape %92#0 [[0], [1], [2, 3]] output_shape [%79, 4, %80, 1] : tensor<?x4x?xf32> into tensor<?x4x?x1xf32>
    %93 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%87, %expanded_18 : tensor<?x4x?x?xf32>, tensor<?x4x?x1xf32>) outs(%82 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_30: f32, %out: f32):
      %152 = arith.subf %in, %in_30 : f32
      linalg.yield %152 : f32
    } -> tensor<?x4x?x?xf32>
    %94 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%93 : tensor<?x4x?x?xf32>) outs(%82 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %152 = math.exp %in : f32
      linalg.yield %152 : f32
    } -> tensor<?x4x?x?xf32>
    %95 = tensor.empty(%79, %80) : tensor<?x4x?x1xf32>
    %96 = linalg.fill ins(%cst : f32) outs(%95 : tensor<?x4x?x1xf32>) -> tensor<?x4x?x1xf32>
    %97 = linalg.generic {indexing_maps = [#map1, #map4], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%94 : tensor<?x4x?x?xf32>) outs(%96 : tensor<?x4x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %152 = arith.addf %in, %out : f32
      linalg.yield %152 : f32
    } -> tensor<?x4x?x1xf32>
    %98 = linalg.generic {indexing_maps = [#map1, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%94, %97 : tensor<?x4x?x?xf32>, tensor<?x4x?x1xf32>) outs(%82 : tensor<?x4x?x?xf32>) {
    ^bb0(%in: f32, %in_30: f32, %out: f32):
      %152 = arith.divf %in, %in_30 : f32
      linalg.yield %152 : f32
    } -> tensor<?x4x?x?xf32>
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %28, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %4, "unimplemented: dynamic negative broadcast sizes"
    %99 = tensor.empty(%dim_3, %dim, %dim_4) : tensor<?x4x?x?xf32>
    %100 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%99 : tensor<?x4x?x?xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 2 : index
      %155 = linalg.index 3 : index
      %156 = arith.cmpi eq, %79, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %80, %c1 : index
      %159 = arith.select %158, %c0, %154 : index
      %160 = arith.cmpi eq, %81, %c1 : index
      %161 = arith.select %160, %c0, %155 : index
      %extracted = tensor.extract %98[%157, %153, %159, %161] : tensor<?x4x?x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x4x?x?xf32>
    %101 = arith.muli %37, %2 : i64
    %102 = arith.addi %38, %c1_i64 : i64
    %103 = arith.select %13, %37, %101 : i64
    %104 = arith.select %13, %102, %38 : i64
    %105 = arith.cmpi sle, %104, %c1_i64 : i64
    cf.assert %105, "must have at most one inferred (negative) dimension"
    %106 = arith.muli %41, %2 : i64
    %107 = arith.divsi %106, %103 : i64
    %108 = arith.select %31, %107, %18 : i64
    %109 = arith.select %36, %107, %0 : i64
    %110 = arith.select %13, %107, %2 : i64
    %from_elements_19 = tensor.from_elements %108, %109, %110 : tensor<3xi64>
    %reshape_20 = tensor.reshape %100(%from_elements_19) : (tensor<?x4x?x?xf32>, tensor<3xi64>) -> tensor<?x?x?xf32>
    cf.assert %3, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %4, "unimplemented: dynamic negative broadcast sizes"
    %111 = tensor.empty(%dim_3, %dim_4) : tensor<?x4x?x8xf32>
    %112 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%111 : tensor<?x4x?x8xf32>) {
    ^bb0(%out: f32):
      %152 = linalg.index 0 : index
      %153 = linalg.index 1 : index
      %154 = linalg.index 2 : index
      %155 = linalg.index 3 : index
      %156 = arith.cmpi eq, %25, %c1 : index
      %157 = arith.select %156, %c0, %152 : index
      %158 = arith.cmpi eq, %26, %c1 : index
      %159 = arith.select %158, %c0, %154 : index
      %extracted = tensor.extract %reshape_9[%157, %153, %159, %155] : tensor<?x4x?x8xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x4x?x8xf32>
    %113 = arith.muli %32, %2 : i64
    %114 = arith.select %13, %32, %113 : i64
    %115 = arith.muli %114, %c8_i64 : i64
    cf.assert %52, "must have at most one inferred (negative) dimension"
    %116 = arith.divsi %20, %115 : i64
    %117 = arith.select %31, %116, %18 : i64
    %118 = arith.select %13, %116, %2 : i64
    %from_elements_21 = tensor.from_elements %117, %118, %c8_i64 : tensor<3xi64>
    %reshape_22 = tensor.reshape %112(%from_elements_21) : (tensor<?x4x?x8xf32>, tensor<3xi64>) -> tensor<?x?x8xf32>
    %119 = arith.index_cast %108 : i64 to index
    %120 = arith.index_cast %109 : i64 to index
    %121 = arith.cmpi eq, %108, %117 : i64
    cf.assert %121, "mismatching contracting dimension"
    %122 = arith.cmpi eq, %110, %118 : i64
    cf.assert %122, "mismatching contracting dimension"
    %123 = tensor.empty(%119, %120) : tensor<?x?x8xf32>
    %124 = linalg.fill ins(%cst : f32) outs(%123 : tensor<?x?x8xf32>) -> tensor<?x?x8xf32>
    %125 = linalg.batch_matmul ins(%reshape_20, %reshape_22 : tensor<?x?x?xf32>, tensor<?x?x8xf32>) outs(%124 : tensor<?x?x8xf32>) -> tensor<?x?x8xf32>
    %126 = arith.muli %66, %c8_i64 : i64
    %127 = arith.cmpi sle, %67, %c1_i64 : i64
    cf.assert %127, "must have at most one inferred (negative) dimension"
    %128 = arith.muli %108, %109 : i64
    %129 = arith.muli %128, %c8_i64 : i64
    %130 = arith.divsi %129, %126 : i64
    %131 = arith.select %7, %130, %1 : i64
    %132 = arith.select %36, %130, %0 : i64
    %from_elements_23 = tensor.from_elements %131, %c4_i64, %132, %c8_i64 : tensor<4xi64>
    %reshape_24 = tensor.reshape %125(%from_elements_23) : (tensor<?x?x8xf32>, tensor<4xi64>) -> tensor<?x4x?x8xf32>
    %133 = arith.index_cast %131 : i64 to index
    %134 = arith.index_cast %132 : i64 to index
    %135 = tensor.empty(%133, %134) : tensor<?x?x4x8xf32>
    %transposed_25 = linalg.transpose ins(%reshape_24 : tensor<?x4x?x8xf32>) outs(%135 : tensor<?x?x4x8xf32>) permutation = [0, 2, 1, 3] 
    %136 = arith.muli %8, %0 : i64
    %137 = arith.select %36, %8, %136 : i64
    %138 = arith.cmpi sle, %69, %c1_i64 : i64
    cf.assert %138, "must have at most one inferred (negative) dimension"
    %139 = arith.muli %131, %132 : i64
    %140 = arith.muli %139, %c32_i64 : i64
    %141 = arith.divsi %140, %137 : i64
    %142 = arith.select %7, %141, %1 : i64
    %143 = arith.select %36, %141, %0 : i64
    %from_elements_26 = tensor.from_elements %142, %143, %141 : tensor<3xi64>
    %reshape_27 = tensor.reshape %transposed_25(%from_elements_26) : (tensor<?x?x4x8xf32>, tensor<3xi64>) -> tensor<?x?x32xf32>
    %dim_28 = tensor.dim %arg3, %c0 : tensor<?x?x32xf32>
    %dim_29 = tensor.dim %arg3, %c1 : tensor<?x?x32xf32>
    %144 = tensor.empty(%dim_28, %dim_29) : tensor<?x?x32xf32>
    %145 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg3 : tensor<?x?x32xf32>) outs(%144 : tensor<?x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %152 = arith.negf %in : f32
      %153 = math.exp %152 : f32
      %154 = arith.addf %153, %cst_1 : f32
      %155 = arith.divf %cst_1, %154 : f32
      linalg.yield %155 : f32
    } -> tensor<?x?x32xf32>
    %146 = arith.index_cast %142 : i64 to index
    %147 = arith.index_cast %143 : i64 to index
    %148 = arith.cmpi eq, %146, %dim_28 : index
    cf.assert %148, "mismatched size for broadcast"
    %149 = arith.cmpi eq, %147, %dim_29 : index
    cf.assert %149, "mismatched size for broadcast"
    %150 = tensor.empty(%146, %147) : tensor<?x?x32xf32>
    %151 = linalg.generic {indexing_maps = [#map5, #map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%reshape_27, %145 : tensor<?x?x32xf32>, tensor<?x?x32xf32>) outs(%150 : tensor<?x?x32xf32>) {
    ^bb0(%in: f32, %in_30: f32, %out: f32):
      %152 = arith.mulf %in, %in_30 : f32
      linalg.yield %152 : f32
    } -> tensor<?x?x32xf32>
    return %151 : tensor<?x?x32xf32>
  }
}
