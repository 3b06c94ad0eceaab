#map = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d4)>
#map1 = affine_map<(d0, d1, d2, d3, d4) -> (d4, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> ()>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d1, d4)>
#map6 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d3, d1, d4)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d0, 0, 0, d3)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d1, d2, d3)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, d1, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map11 = affine_map<(d0, d1, d2) -> ()>
#map12 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map14 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d1, d2)>
#map15 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map16 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3, d1)>
#map17 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map18 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map19 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d4, d3)>
#map20 = affine_map<(d0, d1, d2, d3, d4) -> (d4, d3, d2)>
#map21 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2)>
module @jit_af attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<2x6x12xf32>, %arg1: tensor<2x7x12xf32>, %arg2: tensor<2x1x1x7xf32>, %arg3: tensor<4x6x7xf32>, %arg4: tensor<12x4x8xf32>, %arg5: tensor<12x4x8xf32>, %arg6: tensor<12x4x8xf32>, %arg7: tensor<12x4x8xf32>, %arg8: tensor<4x8xf32>, %arg9: tensor<4x8x12xf32>) -> (tensor<2x6x12xf32> {jax.result_info = "result"}) {
    %cst = arith.constant 0xFF800000 : f32
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant dense<1.000000e+00> : tensor<f32>
    %cst_2 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_3 = arith.constant dense<0.353553385> : tensor<f32>
    %0 = tensor.empty() : tensor<2x6x4x8xf32>
    %1 = linalg.fill ins(%cst_0 : f32) outs(%0 : tensor<2x6x4x8xf32>) -> tensor<2x6x4x8xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg4 : tensor<2x6x12xf32>, tensor<12x4x8xf32>) outs(%1 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x6x4x8xf32>
    %3 = linalg.generic {indexing_maps = [#map3, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_3 : tensor<f32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %4 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %3 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %5 = tensor.empty() : tensor<2x7x4x8xf32>
    %6 = linalg.fill ins(%cst_0 : f32) outs(%5 : tensor<2x7x4x8xf32>) -> tensor<2x7x4x8xf32>
    %7 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%arg1, %arg5 : tensor<2x7x12xf32>, tensor<12x4x8xf32>) outs(%6 : tensor<2x7x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x7x4x8xf32>
    %8 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%arg1, %arg6 : tensor<2x7x12xf32>, tensor<12x4x8xf32>) outs(%6 : tensor<2x7x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x7x4x8xf32>
    %9 = tensor.empty() : tensor<2x4x6x7xf32>
    %10 = linalg.fill ins(%cst_0 : f32) outs(%9 : tensor<2x4x6x7xf32>) -> tensor<2x4x6x7xf32>
    %11 = linalg.generic {indexing_maps = [#map5, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%4, %7 : tensor<2x6x4x8xf32>, tensor<2x7x4x8xf32>) outs(%10 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x4x6x7xf32>
    %12 = linalg.generic {indexing_maps = [#map7, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg2 : tensor<2x1x1x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x7xf32>
    %13 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11, %12 : tensor<2x4x6x7xf32>, tensor<2x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.addf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6x7xf32>
    %14 = tensor.empty() : tensor<1x4x6x7xf32>
    %15 = linalg.generic {indexing_maps = [#map8, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg3 : tensor<4x6x7xf32>) outs(%14 : tensor<1x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x4x6x7xf32>
    %16 = linalg.generic {indexing_maps = [#map9, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%15 : tensor<1x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x7xf32>
    %17 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%13, %16 : tensor<2x4x6x7xf32>, tensor<2x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.addf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6x7xf32>
    %18 = tensor.empty() : tensor<2x4x6xf32>
    %19 = linalg.fill ins(%cst : f32) outs(%18 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %20 = linalg.generic {indexing_maps = [#map4, #map10], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%17 : tensor<2x4x6x7xf32>) outs(%19 : tensor<2x4x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %51 = arith.maximumf %out, %in : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6xf32>
    %21 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_2 : tensor<f32>) outs(%18 : tensor<2x4x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6xf32>
    %22 = linalg.generic {indexing_maps = [#map12, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21, %20 : tensor<2x4x6xf32>, tensor<2x4x6xf32>) outs(%18 : tensor<2x4x6xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.maximumf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6xf32>
    %23 = tensor.empty() : tensor<2x4x6x1xf32>
    %24 = linalg.generic {indexing_maps = [#map10, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<2x4x6xf32>) outs(%23 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x1xf32>
    %25 = linalg.generic {indexing_maps = [#map13, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24 : tensor<2x4x6x1xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x7xf32>
    %26 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17, %25 : tensor<2x4x6x7xf32>, tensor<2x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.subf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6x7xf32>
    %27 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<2x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %51 = math.exp %in : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6x7xf32>
    %28 = linalg.fill ins(%cst_0 : f32) outs(%18 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %29 = linalg.generic {indexing_maps = [#map4, #map10], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%27 : tensor<2x4x6x7xf32>) outs(%28 : tensor<2x4x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %51 = arith.addf %out, %in : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6xf32>
    %30 = linalg.generic {indexing_maps = [#map10, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29 : tensor<2x4x6xf32>) outs(%23 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x1xf32>
    %31 = linalg.generic {indexing_maps = [#map13, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30 : tensor<2x4x6x1xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x6x7xf32>
    %32 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %31 : tensor<2x4x6x7xf32>, tensor<2x4x6x7xf32>) outs(%9 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.divf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x4x6x7xf32>
    %33 = tensor.empty() : tensor<2x4x8x6xf32>
    %34 = linalg.fill ins(%cst_0 : f32) outs(%33 : tensor<2x4x8x6xf32>) -> tensor<2x4x8x6xf32>
    %35 = linalg.generic {indexing_maps = [#map14, #map15, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%8, %32 : tensor<2x7x4x8xf32>, tensor<2x4x6x7xf32>) outs(%34 : tensor<2x4x8x6xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x4x8x6xf32>
    %36 = linalg.generic {indexing_maps = [#map16, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35 : tensor<2x4x8x6xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %37 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg7 : tensor<2x6x12xf32>, tensor<12x4x8xf32>) outs(%1 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x6x4x8xf32>
    %38 = tensor.empty() : tensor<1x1x4x8xf32>
    %39 = linalg.generic {indexing_maps = [#map17, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg8 : tensor<4x8xf32>) outs(%38 : tensor<1x1x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x1x4x8xf32>
    %40 = linalg.generic {indexing_maps = [#map18, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39 : tensor<1x1x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %41 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37, %40 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.addf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %42 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41 : tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %51 = arith.negf %in : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %43 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42 : tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %51 = math.exp %in : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %44 = linalg.generic {indexing_maps = [#map3, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_1 : tensor<f32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x6x4x8xf32>
    %45 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %43 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.addf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %46 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %45 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.divf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %47 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36, %46 : tensor<2x6x4x8xf32>, tensor<2x6x4x8xf32>) outs(%0 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      linalg.yield %51 : f32
    } -> tensor<2x6x4x8xf32>
    %48 = tensor.empty() : tensor<2x6x12xf32>
    %49 = linalg.fill ins(%cst_0 : f32) outs(%48 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %50 = linalg.generic {indexing_maps = [#map19, #map20, #map21], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%47, %arg9 : tensor<2x6x4x8xf32>, tensor<4x8x12xf32>) outs(%49 : tensor<2x6x12xf32>) {
    ^bb0(%in: f32, %in_4: f32, %out: f32):
      %51 = arith.mulf %in, %in_4 : f32
      %52 = arith.addf %out, %51 : f32
      linalg.yield %52 : f32
    } -> tensor<2x6x12xf32>
    return %50 : tensor<2x6x12xf32>
  }
}

