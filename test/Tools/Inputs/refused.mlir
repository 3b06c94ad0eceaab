// Widths that are known only when the function runs.
func.func @f(%q: memref<1x1x4x?xf32>, %v: memref<1x1x4x?xf32>,
             %y: memref<1x1x4x?xf32>) {
  heddle.attention
      ins(%q, %q, %v : memref<1x1x4x?xf32>, memref<1x1x4x?xf32>,
                       memref<1x1x4x?xf32>)
      outs(%y : memref<1x1x4x?xf32>)
  return
}
