// RUN: heddle-opt %s --heddle-outline-kernels -verify-diagnostics

func.func @shifted(%y: memref<8xf32>) {
  // expected-error @+1 {{a loop over workgroups must start at 0 with step 1}}
  scf.forall (%i) = (1) to (8) step (2) {
    %one = arith.constant dense<1.0> : vector<1xf32>
    vector.transfer_write %one, %y[%i] : vector<1xf32>, memref<8xf32>
  }
  return
}
