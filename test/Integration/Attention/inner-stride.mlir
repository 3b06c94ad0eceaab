// Keys whose channels are not next to each other are copied before they are
// multiplied in pairs.

// RUN: heddle-run %s --entry=bf16 --random=1 --target=cpu --check --guard
// RUN: heddle-run %s --entry=f32 --random=1 --target=cpu --check --guard

func.func @bf16(%q: memref<1x2x50x64xbf16>, %k: memref<1x2x70x64xbf16>, %v: memref<1x2x70x64xbf16>, %y: memref<1x2x50x30xbf16>) {
  %qs = memref.subview %q[0, 0, 0, 0] [1, 2, 50, 31] [1, 1, 1, 2] : memref<1x2x50x64xbf16> to memref<1x2x50x31xbf16, strided<[6400, 3200, 64, 2]>>
  %ks = memref.subview %k[0, 0, 0, 0] [1, 2, 70, 31] [1, 1, 1, 2] : memref<1x2x70x64xbf16> to memref<1x2x70x31xbf16, strided<[8960, 4480, 64, 2]>>
  %vs = memref.subview %v[0, 0, 0, 0] [1, 2, 70, 30] [1, 1, 1, 2] : memref<1x2x70x64xbf16> to memref<1x2x70x30xbf16, strided<[8960, 4480, 64, 2]>>
  heddle.attention ins(%qs, %ks, %vs : memref<1x2x50x31xbf16, strided<[6400, 3200, 64, 2]>>, memref<1x2x70x31xbf16, strided<[8960, 4480, 64, 2]>>, memref<1x2x70x30xbf16, strided<[8960, 4480, 64, 2]>>)
      outs(%y : memref<1x2x50x30xbf16>) {mask = #heddle.causal}
  return
}

func.func @f32(%q: memref<1x2x50x64xf32>, %k: memref<1x2x70x64xf32>, %v: memref<1x2x70x64xf32>, %y: memref<1x2x50x30xf32>) {
  %qs = memref.subview %q[0, 0, 0, 0] [1, 2, 50, 31] [1, 1, 1, 2] : memref<1x2x50x64xf32> to memref<1x2x50x31xf32, strided<[6400, 3200, 64, 2]>>
  %ks = memref.subview %k[0, 0, 0, 0] [1, 2, 70, 31] [1, 1, 1, 2] : memref<1x2x70x64xf32> to memref<1x2x70x31xf32, strided<[8960, 4480, 64, 2]>>
  %vs = memref.subview %v[0, 0, 0, 0] [1, 2, 70, 30] [1, 1, 1, 2] : memref<1x2x70x64xf32> to memref<1x2x70x30xf32, strided<[8960, 4480, 64, 2]>>
  heddle.attention ins(%qs, %ks, %vs : memref<1x2x50x31xf32, strided<[6400, 3200, 64, 2]>>, memref<1x2x70x31xf32, strided<[8960, 4480, 64, 2]>>, memref<1x2x70x30xf32, strided<[8960, 4480, 64, 2]>>)
      outs(%y : memref<1x2x50x30xf32>) {mask = #heddle.causal}
  return
}
