// RUN: not heddle-opt %s --heddle-tile-attention='tile-keys=0' 2>&1 | FileCheck %s --check-prefix=TILE
// RUN: not heddle-opt %s --heddle-tile-attention='value-chunk=65537' 2>&1 | FileCheck %s --check-prefix=CHUNK
// RUN: not heddle-opt %s --heddle-tile-attention='native-types=bf16,f8' 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not heddle-opt %s --heddle-tile-attention='panels=0' 2>&1 | FileCheck %s --check-prefix=PANELS
// RUN: not heddle-opt %s --heddle-tile-attention='workgroups=0' 2>&1 | FileCheck %s --check-prefix=WORKGROUPS
// RUN: not heddle-opt %s --heddle-tile-attention='chunk-bytes=-1' 2>&1 | FileCheck %s --check-prefix=BYTES
// RUN: not heddle-opt %s --heddle-tile-attention='rescale-slack=9' 2>&1 | FileCheck %s --check-prefix=SLACK
// RUN: not heddle-opt %s --heddle-tile-attention='weight-factor=0.5' 2>&1 | FileCheck %s --check-prefix=FACTOR

// FACTOR: error: weight-factor must be from 1 to 2, got 0.50
// SLACK: error: rescale-slack must be from 0 to 8 powers of two, got 9.00
// BYTES: error: chunk-bytes must not be negative, got -1
// PANELS: error: panels must be from 1 to 65536, got 0
// WORKGROUPS: error: workgroups must be from 1 to 65536, got 0
// CHUNK: error: value-chunk must be from 1 to 65536, got 65537
// TILE: error: tile-keys must be from 1 to 65536, got 0
// TYPE: error: unknown type 'f8' in native-types; known are bf16, f16, f32
func.func @nothing() {
  return
}
