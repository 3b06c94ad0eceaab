// The search for tile sizes: what it tries, prints and refuses.

// RUN: heddle-run %s --entry=attention --random=1 --tune --repeat=1 --threads=1 \
// RUN:   --panels=2 --chunk-bytes=8192 | FileCheck %s --check-prefix=TEXT

// TEXT: @attention on cpu, 1 thread, {{[0-9]+}} candidates, 1 rounds; ratios are to the cost model's choice
// TEXT-NEXT: {{^  tile-queries tile-keys panels chunk-bytes +ms +ratio$}}
// TEXT-NEXT: {{^ +[0-9]+ +[0-9]+ +2 +8192 +[0-9]+\.[0-9]+ +[0-9]+\.[0-9]+$}}
// TEXT: best{{(, the model's choice)?}}: --tile-queries={{[0-9]+}} --tile-keys={{[0-9]+}} --panels=2 --chunk-bytes=8192

// Each size that is not given is searched.
// RUN: heddle-run %s --entry=attention --random=1 --tune --repeat=1 \
// RUN:   --tile-keys=24 --chunk-bytes=8192 --json | FileCheck %s --check-prefix=PANELS
// RUN: heddle-run %s --entry=attention --random=1 --tune --repeat=1 \
// RUN:   --tile-keys=24 --panels=2 --json | FileCheck %s --check-prefix=CHUNK

// PANELS: {"target":"cpu","entry":"attention","threads":{{[0-9]+}},"rounds":1,
// PANELS-SAME: "model":{"tile_queries":[[Q:[0-9]+]],"tile_keys":24,"panels":[[P:[0-9]+]],"chunk_bytes":8192},
// PANELS-SAME: "best":{"tile_queries":[[Q]],"tile_keys":24,"panels":{{[0-9]+}},"chunk_bytes":8192,"median_ms":{{[0-9.e-]+}},"ratio":{{[0-9.e-]+}}},
// PANELS-SAME: "candidates":[{{.*}}{"tile_queries":[[Q]],"tile_keys":24,"panels":1,"chunk_bytes":8192,
// PANELS-SAME: ],"refused":[]}

// CHUNK: "model":{"tile_queries":{{[0-9]+}},"tile_keys":24,"panels":2,"chunk_bytes":[[C:[0-9]+]]},
// CHUNK-SAME: "candidates":[{{.*}}"panels":2,"chunk_bytes":[[C]],"median_ms"

// What it finds can be given back.
// RUN: heddle-run %s --entry=attention --random=1 --tune --repeat=1 --panels=1 \
// RUN:   --chunk-bytes=8192 | sed -n 's/.*best.*: //p' > %t.flags
// RUN: cat %s > %t.mlir
// RUN: bash -c "heddle-run %t.mlir --entry=attention --random=1 --check $(cat %t.flags)" \
// RUN:   | FileCheck %s --check-prefix=BACK
// BACK: : pass

// RUN: not heddle-run %s --entry=attention --random=1 --tune --tile-keys=24 --panels=1 \
// RUN:   --chunk-bytes=4096 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: --tune has nothing to search: --tile-keys, --panels and --chunk-bytes are given
// RUN: not heddle-run %s --entry=attention --random=1 --tune --target=reference 2>&1 \
// RUN:   | FileCheck %s --check-prefix=TILES
// RUN: not heddle-run %s --entry=attention --random=1 --tune --unfused 2>&1 \
// RUN:   | FileCheck %s --check-prefix=TILES
// TILES: error: --tune goes with --target=cpu, without --unfused: only there are tiles
// RUN: not heddle-run %s --entry=attention --random=1 --tune --check 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MEASURES
// RUN: not heddle-run %s --entry=attention --random=1 --tune --guard 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MEASURES
// RUN: not heddle-run %s --entry=attention --random=1 --tune --output=%t.npy 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MEASURES
// MEASURES: error: --tune only measures: --check, --guard and --output go with a run with the sizes found
// RUN: not heddle-run %s --entry=copy --random=1 --tune 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NONE
// NONE: error: --tune: @copy has no heddle.attention whose tile sizes could be searched
// RUN: not heddle-run %s --entry=region --random=1 --tune 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REFUSED
// REFUSED: error: the module cannot be lowered to target 'cpu'

func.func @attention(%q: tensor<1x4x70x16xf32>, %k: tensor<1x2x90x16xf32>,
                     %v: tensor<1x2x90x16xf32>) -> tensor<1x4x70x16xf32> {
  %init = tensor.empty() : tensor<1x4x70x16xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x4x70x16xf32>, tensor<1x2x90x16xf32>,
                       tensor<1x2x90x16xf32>)
      outs(%init : tensor<1x4x70x16xf32>) -> tensor<1x4x70x16xf32>
  return %y : tensor<1x4x70x16xf32>
}

func.func @copy(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// A score region that loads is not tiled.
func.func @region(%q: tensor<1x4x70x16xf32>, %k: tensor<1x2x90x16xf32>,
                  %v: tensor<1x2x90x16xf32>, %m: memref<90xf32>)
    -> tensor<1x4x70x16xf32> {
  %init = tensor.empty() : tensor<1x4x70x16xf32>
  %y = heddle.attention
      ins(%q, %k, %v : tensor<1x4x70x16xf32>, tensor<1x2x90x16xf32>,
                       tensor<1x2x90x16xf32>)
      outs(%init : tensor<1x4x70x16xf32>)
      score {
      ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
        %w = memref.load %m[%j] : memref<90xf32>
        %t = arith.addf %s, %w : f32
        heddle.yield %t : f32
      } -> tensor<1x4x70x16xf32>
  return %y : tensor<1x4x70x16xf32>
}
