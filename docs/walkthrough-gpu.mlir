// The op that docs/WalkthroughGPU.md follows from the dialect to PTX.
func.func @gated(%q: memref<1x2x16x16xbf16>, %k: memref<1x1x32x16xbf16>, %v: memref<1x1x32x16xbf16>,
                 %g: memref<1x2x16x16xbf16>, %o: memref<1x2x16x16xbf16>) {
  heddle.attention ins(%q, %k, %v : memref<1x2x16x16xbf16>, memref<1x1x32x16xbf16>, memref<1x1x32x16xbf16>)
      gate(%g : memref<1x2x16x16xbf16>) outs(%o : memref<1x2x16x16xbf16>)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}
