func.func @other(%x: tensor<4x5xf32>, %g: tensor<?x4x5x6xf32>) -> tensor<4x5xf32> {
  return %x : tensor<4x5xf32>
}
