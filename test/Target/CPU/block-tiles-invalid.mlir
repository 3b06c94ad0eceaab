// RUN: heddle-opt %s --heddle-block-tiles=target=generic --split-input-file --verify-diagnostics

func.func @reduced_rows(%q: memref<8x4xf32>, %y: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %l0 = arith.constant dense<0.0> : vector<4xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{cannot be given loops over a register panel: it must reduce dimension 1 of a tile}}
    %l = vector.multi_reduction <add>, %qt, %l0 [0] : vector<8x4xf32> to vector<4xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<4xf32>, memref<4xf32>
  }
  return
}

// -----

func.func @panel(%q: memref<17x4xf32>, %y: memref<17xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %l0 = arith.constant dense<0.0> : vector<17xf32>
  scf.forall (%i) in (1) {
    // expected-error @below {{cannot be given loops over a register panel: its 17 rows are not the 8 lanes of the target's panel, nor at most 16}}
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<17x4xf32>, vector<17x4xf32>
    %l = vector.multi_reduction <add>, %qt, %l0 [1] : vector<17x4xf32> to vector<17xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<17xf32>, memref<17xf32>
  }
  return
}

// -----

func.func @rows_of_two_sizes(%q: memref<9x4xf32>, %y: memref<9xf32>, %z: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %l0 = arith.constant dense<0.0> : vector<9xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<9x4xf32>, vector<9x4xf32>
    // expected-error @below {{its 8 rows are not the 9 of the program's other tiles}}
    %rt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<9x4xf32>, vector<8x4xf32>
    %l = vector.multi_reduction <add>, %qt, %l0 [1] : vector<9x4xf32> to vector<9xf32>
    %l1 = arith.constant dense<0.0> : vector<8xf32>
    %r = vector.multi_reduction <add>, %rt, %l1 [1] : vector<8x4xf32> to vector<8xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<9xf32>, memref<9xf32>
    vector.transfer_write %r, %z[%c0] {in_bounds = [true]} : vector<8xf32>, memref<8xf32>
  }
  return
}

// -----

func.func @minimum(%q: memref<8x4xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %l0 = arith.constant dense<0.0> : vector<8xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{it must combine by add, mul or maxnumf}}
    %l = vector.multi_reduction <minnumf>, %qt, %l0 [1] : vector<8x4xf32> to vector<8xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<8xf32>, memref<8xf32>
  }
  return
}

// -----

func.func @no_rule(%q: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{cannot be given loops over a register panel: no rule for this op on a tile}}
    %s = vector.shuffle %qt, %qt [0, 1, 2, 3, 4, 5, 6, 7] : vector<8x4xf32>, vector<8x4xf32>
    vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

func.func @scratch(%q: memref<?x70000xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %l0 = arith.constant dense<0.0> : vector<8xf32>
  // expected-error @below {{needs 2240000 bytes of scratch for its tiles, more than the 2097152 that a thread has}}
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [false, true]} : memref<?x70000xf32>, vector<8x70000xf32>
    %l = vector.multi_reduction <add>, %qt, %l0 [1] : vector<8x70000xf32> to vector<8xf32>
    vector.transfer_write %l, %y[%c0] {in_bounds = [true]} : vector<8xf32>, memref<8xf32>
  }
  return
}

// -----

func.func @scan_from_left(%q: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %one = arith.constant dense<1.0> : vector<8xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{cannot be given loops over a register panel: its source and its uses must be tiles whose columns are reversed}}
    %s:2 = vector.scan <mul>, %qt, %one {inclusive = false, reduction_dim = 1} : vector<8x4xf32>, vector<8xf32>
    vector.transfer_write %s#0, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

func.func @inclusive_scan(%q: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %one = arith.constant dense<1.0> : vector<8xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{it must be exclusive, along dimension 1, and only its first result may be used}}
    %s:2 = vector.scan <mul>, %qt, %one {inclusive = true, reduction_dim = 1} : vector<8x4xf32>, vector<8xf32>
    vector.transfer_write %s#0, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

func.func @branch(%q: memref<8x4xf32>, %y: memref<8x4xf32>, %c: i1) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{its first region must yield tiles that the loop around it carries}}
    %s = scf.if %c -> (vector<8x4xf32>) {
      scf.yield %qt : vector<8x4xf32>
    } else {
      %d = arith.addf %qt, %qt : vector<8x4xf32>
      scf.yield %d : vector<8x4xf32>
    }
    vector.transfer_write %s, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

func.func @tensor(%q: tensor<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  scf.forall (%i) in (1) {
    // expected-error @below {{it must be on a memref; run --one-shot-bufferize first}}
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : tensor<8x4xf32>, vector<8x4xf32>
    vector.transfer_write %qt, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

func.func @masked_write(%q: memref<8x4xf32>, %y: memref<8x4xf32>, %mask: vector<8x4xi1>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    // expected-error @below {{it must have no mask and broadcast no dimension}}
    vector.transfer_write %qt, %y[%c0, %c0], %mask {in_bounds = [true, true]} : vector<8x4xf32>, memref<8x4xf32>
  }
  return
}

// -----

// A right operand that is no tile in memory, nor computed from such tiles.

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

func.func @right_operand(%q: memref<8x4xf32>, %y: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f32
  %s0 = arith.constant dense<0.0> : vector<8x8xf32>
  %t0 = arith.constant dense<0.0> : vector<8x8xf32>
  scf.forall (%i) in (1) {
    %qt = vector.transfer_read %q[%c0, %c0], %f0 {in_bounds = [true, true]} : memref<8x4xf32>, vector<8x4xf32>
    %s = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %qt, %qt, %s0 : vector<8x4xf32>, vector<8x4xf32> into vector<8x8xf32>
    // expected-error @below {{its right operand must be a vector.transfer_read padded with 0, or be computed elementwise from such reads, numbers of rows or columns, and splats}}
    %t = vector.contract {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
      %s, %s, %t0 : vector<8x8xf32>, vector<8x8xf32> into vector<8x8xf32>
    vector.transfer_write %t, %y[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xf32>, memref<8x8xf32>
  }
  return
}
