#map = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d2, d1, d3, d5)>
#map1 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d4, d1, d5)>
#map2 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4)>
#map3 = affine_map<(d0, d1, d2, d3, d4) -> ()>
#map4 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map5 = affine_map<(d0, d1, d2, d3) -> ()>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map7 = affine_map<(d0, d1) -> ()>
#map8 = affine_map<(d0, d1) -> (d0, d1)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map11 = affine_map<(d0, d1) -> (d0)>
#map12 = affine_map<(d0, d1) -> (d1)>
#map13 = affine_map<(d0, d1) -> (d0, 0)>
#map14 = affine_map<(d0, d1) -> (0, d1)>
#map15 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d4)>
#map16 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d0, d4)>
#map17 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
#map18 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, 0)>
#map19 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d5, d1, d2)>
#map20 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d0, d1, d4, d5)>
#map21 = affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d4, d0, d2)>
#map22 = affine_map<(d0, d1, d2, d3, d4) -> (d3, d0, d1, d2, d4)>
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<2x6x4x8xf32>, %arg1: tensor<2x6x2x8xf32>, %arg2: tensor<2x6x2x8xf32>, %arg3: tensor<2x6x4x8xf32>) -> (tensor<2x6x4x8xf32> {jax.result_info = "result"}) {
    %cst = arith.constant 0xFF800000 : f32
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant dense<false> : tensor<i1>
    %cst_2 = arith.constant dense<1.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_4 = arith.constant dense<-2.38197633E+38> : tensor<f32>
    %cst_5 = arith.constant dense<0> : tensor<i32>
    %cst_6 = arith.constant dense<3> : tensor<i32>
    %cst_7 = arith.constant dense<true> : tensor<i1>
    %cst_8 = arith.constant dense<0.353553385> : tensor<f32>
    %cst_9 = arith.constant dense<[0, 1, 2, 3, 4, 5]> : tensor<6xi32>
    %expanded = tensor.expand_shape %arg0 [[0], [1], [2, 3], [4]] output_shape [2, 6, 2, 2, 8] : tensor<2x6x4x8xf32> into tensor<2x6x2x2x8xf32>
    %0 = tensor.empty() : tensor<2x2x6x2x6xf32>
    %1 = linalg.fill ins(%cst_0 : f32) outs(%0 : tensor<2x2x6x2x6xf32>) -> tensor<2x2x6x2x6xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%expanded, %arg1 : tensor<2x6x2x2x8xf32>, tensor<2x6x2x8xf32>) outs(%1 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.mulf %in, %in_10 : f32
      %76 = arith.addf %out, %75 : f32
      linalg.yield %76 : f32
    } -> tensor<2x2x6x2x6xf32>
    %3 = linalg.generic {indexing_maps = [#map3, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%cst_8 : tensor<f32>) outs(%0 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x6x2x6xf32>
    %4 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%2, %3 : tensor<2x2x6x2x6xf32>, tensor<2x2x6x2x6xf32>) outs(%0 : tensor<2x2x6x2x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.mulf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x6x2x6xf32>
    %5 = tensor.empty() : tensor<2x2x6x6xi1>
    %6 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_7 : tensor<i1>) outs(%5 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %7 = tensor.empty() : tensor<6x6xi1>
    %8 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_7 : tensor<i1>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<6x6xi1>
    %9 = tensor.empty() : tensor<6x6xi32>
    %10 = linalg.generic {indexing_maps = [#map8], iterator_types = ["parallel", "parallel"]} outs(%9 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %75 = linalg.index 0 : index
      %76 = arith.index_cast %75 : index to i32
      linalg.yield %76 : i32
    } -> tensor<6x6xi32>
    %11 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_5 : tensor<i32>) outs(%9 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x6xi32>
    %12 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%10, %11 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%9 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %in_10: i32, %out: i32):
      %75 = arith.addi %in, %in_10 : i32
      linalg.yield %75 : i32
    } -> tensor<6x6xi32>
    %13 = linalg.generic {indexing_maps = [#map8], iterator_types = ["parallel", "parallel"]} outs(%9 : tensor<6x6xi32>) {
    ^bb0(%out: i32):
      %75 = linalg.index 1 : index
      %76 = arith.index_cast %75 : index to i32
      linalg.yield %76 : i32
    } -> tensor<6x6xi32>
    %14 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%12, %13 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i32, %in_10: i32, %out: i1):
      %75 = arith.cmpi sge, %in, %in_10 : i32
      linalg.yield %75 : i1
    } -> tensor<6x6xi1>
    %15 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_1 : tensor<i1>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<6x6xi1>
    %16 = linalg.generic {indexing_maps = [#map8, #map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%14, %8, %15 : tensor<6x6xi1>, tensor<6x6xi1>, tensor<6x6xi1>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_10: i1, %in_11: i1, %out: i1):
      %75 = arith.select %in, %in_10, %in_11 : i1
      linalg.yield %75 : i1
    } -> tensor<6x6xi1>
    %17 = tensor.empty() : tensor<1x1x6x6xi1>
    %18 = linalg.generic {indexing_maps = [#map9, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16 : tensor<6x6xi1>) outs(%17 : tensor<1x1x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<1x1x6x6xi1>
    %19 = linalg.generic {indexing_maps = [#map10, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18 : tensor<1x1x6x6xi1>) outs(%5 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %20 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %19 : tensor<2x2x6x6xi1>, tensor<2x2x6x6xi1>) outs(%5 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %in_10: i1, %out: i1):
      %75 = arith.andi %in, %in_10 : i1
      linalg.yield %75 : i1
    } -> tensor<2x2x6x6xi1>
    %21 = tensor.empty() : tensor<6x1xi32>
    %22 = linalg.generic {indexing_maps = [#map11, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_9 : tensor<6xi32>) outs(%21 : tensor<6x1xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x1xi32>
    %23 = tensor.empty() : tensor<1x6xi32>
    %24 = linalg.generic {indexing_maps = [#map12, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_9 : tensor<6xi32>) outs(%23 : tensor<1x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<1x6xi32>
    %25 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_6 : tensor<i32>) outs(%23 : tensor<1x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<1x6xi32>
    %26 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%24, %25 : tensor<1x6xi32>, tensor<1x6xi32>) outs(%23 : tensor<1x6xi32>) {
    ^bb0(%in: i32, %in_10: i32, %out: i32):
      %75 = arith.addi %in, %in_10 : i32
      linalg.yield %75 : i32
    } -> tensor<1x6xi32>
    %27 = linalg.generic {indexing_maps = [#map13, #map8], iterator_types = ["parallel", "parallel"]} ins(%22 : tensor<6x1xi32>) outs(%9 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x6xi32>
    %28 = linalg.generic {indexing_maps = [#map14, #map8], iterator_types = ["parallel", "parallel"]} ins(%26 : tensor<1x6xi32>) outs(%9 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x6xi32>
    %29 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%27, %28 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i32, %in_10: i32, %out: i1):
      %75 = arith.cmpi sle, %in, %in_10 : i32
      linalg.yield %75 : i1
    } -> tensor<6x6xi1>
    %30 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel"]} ins(%cst_5 : tensor<i32>) outs(%23 : tensor<1x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<1x6xi32>
    %31 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%24, %30 : tensor<1x6xi32>, tensor<1x6xi32>) outs(%23 : tensor<1x6xi32>) {
    ^bb0(%in: i32, %in_10: i32, %out: i32):
      %75 = arith.subi %in, %in_10 : i32
      linalg.yield %75 : i32
    } -> tensor<1x6xi32>
    %32 = linalg.generic {indexing_maps = [#map14, #map8], iterator_types = ["parallel", "parallel"]} ins(%31 : tensor<1x6xi32>) outs(%9 : tensor<6x6xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<6x6xi32>
    %33 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%27, %32 : tensor<6x6xi32>, tensor<6x6xi32>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i32, %in_10: i32, %out: i1):
      %75 = arith.cmpi sge, %in, %in_10 : i32
      linalg.yield %75 : i1
    } -> tensor<6x6xi1>
    %34 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel"]} ins(%33, %29 : tensor<6x6xi1>, tensor<6x6xi1>) outs(%7 : tensor<6x6xi1>) {
    ^bb0(%in: i1, %in_10: i1, %out: i1):
      %75 = arith.andi %in, %in_10 : i1
      linalg.yield %75 : i1
    } -> tensor<6x6xi1>
    %35 = linalg.generic {indexing_maps = [#map9, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34 : tensor<6x6xi1>) outs(%17 : tensor<1x1x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<1x1x6x6xi1>
    %36 = linalg.generic {indexing_maps = [#map10, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<1x1x6x6xi1>) outs(%5 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x6x6xi1>
    %37 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20, %36 : tensor<2x2x6x6xi1>, tensor<2x2x6x6xi1>) outs(%5 : tensor<2x2x6x6xi1>) {
    ^bb0(%in: i1, %in_10: i1, %out: i1):
      %75 = arith.andi %in, %in_10 : i1
      linalg.yield %75 : i1
    } -> tensor<2x2x6x6xi1>
    %38 = tensor.empty() : tensor<2x2x6x6xf32>
    %39 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_4 : tensor<f32>) outs(%38 : tensor<2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x6x6xf32>
    %40 = tensor.empty() : tensor<2x2x2x6x6xi1>
    %41 = linalg.generic {indexing_maps = [#map15, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%37 : tensor<2x2x6x6xi1>) outs(%40 : tensor<2x2x2x6x6xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x2x2x6x6xi1>
    %42 = tensor.empty() : tensor<2x2x2x6x6xf32>
    %43 = linalg.generic {indexing_maps = [#map15, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%39 : tensor<2x2x6x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %44 = linalg.generic {indexing_maps = [#map16, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%4 : tensor<2x2x6x2x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %45 = linalg.generic {indexing_maps = [#map4, #map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%41, %44, %43 : tensor<2x2x2x6x6xi1>, tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: i1, %in_10: f32, %in_11: f32, %out: f32):
      %75 = arith.select %in, %in_10, %in_11 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6x6xf32>
    %46 = tensor.empty() : tensor<2x2x2x6xf32>
    %47 = linalg.fill ins(%cst : f32) outs(%46 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %48 = linalg.generic {indexing_maps = [#map4, #map17], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%45 : tensor<2x2x2x6x6xf32>) outs(%47 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.maximumf %out, %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6xf32>
    %49 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_3 : tensor<f32>) outs(%46 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6xf32>
    %50 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%49, %48 : tensor<2x2x2x6xf32>, tensor<2x2x2x6xf32>) outs(%46 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.maximumf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6xf32>
    %51 = tensor.empty() : tensor<2x2x2x6x1xf32>
    %52 = linalg.generic {indexing_maps = [#map17, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%50 : tensor<2x2x2x6xf32>) outs(%51 : tensor<2x2x2x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x1xf32>
    %53 = linalg.generic {indexing_maps = [#map18, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%52 : tensor<2x2x2x6x1xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %54 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%45, %53 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.subf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6x6xf32>
    %55 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%54 : tensor<2x2x2x6x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.exp %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6x6xf32>
    %56 = linalg.fill ins(%cst_0 : f32) outs(%46 : tensor<2x2x2x6xf32>) -> tensor<2x2x2x6xf32>
    %57 = linalg.generic {indexing_maps = [#map4, #map17], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%55 : tensor<2x2x2x6x6xf32>) outs(%56 : tensor<2x2x2x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.addf %out, %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6xf32>
    %58 = linalg.generic {indexing_maps = [#map17, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%57 : tensor<2x2x2x6xf32>) outs(%51 : tensor<2x2x2x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x1xf32>
    %59 = linalg.generic {indexing_maps = [#map18, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%58 : tensor<2x2x2x6x1xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x6xf32>
    %60 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%55, %59 : tensor<2x2x2x6x6xf32>, tensor<2x2x2x6x6xf32>) outs(%42 : tensor<2x2x2x6x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.divf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x2x2x6x6xf32>
    %61 = tensor.empty() : tensor<2x2x8x2x6xf32>
    %62 = linalg.fill ins(%cst_0 : f32) outs(%61 : tensor<2x2x8x2x6xf32>) -> tensor<2x2x8x2x6xf32>
    %63 = linalg.generic {indexing_maps = [#map19, #map20, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%arg2, %60 : tensor<2x6x2x8xf32>, tensor<2x2x2x6x6xf32>) outs(%62 : tensor<2x2x8x2x6xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.mulf %in, %in_10 : f32
      %76 = arith.addf %out, %75 : f32
      linalg.yield %76 : f32
    } -> tensor<2x2x8x2x6xf32>
    %64 = tensor.empty() : tensor<2x2x6x2x8xf32>
    %65 = linalg.generic {indexing_maps = [#map21, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%63 : tensor<2x2x8x2x6xf32>) outs(%64 : tensor<2x2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x6x2x8xf32>
    %66 = tensor.empty() : tensor<2x6x2x2x8xf32>
    %67 = linalg.generic {indexing_maps = [#map22, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%65 : tensor<2x2x6x2x8xf32>) outs(%66 : tensor<2x6x2x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x2x2x8xf32>
    %collapsed = tensor.collapse_shape %67 [[0], [1], [2, 3], [4]] : tensor<2x6x2x2x8xf32> into tensor<2x6x4x8xf32>
    %68 = tensor.empty() : tensor<2x6x4x8xf32>
    %69 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg3 : tensor<2x6x4x8xf32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = arith.negf %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %70 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69 : tensor<2x6x4x8xf32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %75 = math.exp %in : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %71 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_2 : tensor<f32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %72 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%71, %70 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.addf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %73 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%71, %72 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.divf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    %74 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed, %73 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%68 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %75 = arith.mulf %in, %in_10 : f32
      linalg.yield %75 : f32
    } -> tensor<2x6x4x8xf32>
    return %74 : tensor<2x6x4x8xf32>
  }
}

