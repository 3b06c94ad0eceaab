// RUN: heddle-opt %s --heddle-schedule-loops | FileCheck %s

// CHECK-LABEL: func @f
// A loop without a schedule gets the dynamic one; others keep theirs.
// CHECK: omp.wsloop schedule(dynamic) {
// CHECK: omp.wsloop schedule(static) {
func.func @f(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%c0) to (%n) step (%c1) {
        omp.yield
      }
    }
    omp.wsloop schedule(static) {
      omp.loop_nest (%i) : index = (%c0) to (%n) step (%c1) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

// Short loops, as the functions say that they call, take equal shares; the
// shortest are not worth calling threads.
func.func private @long() attributes {heddle.work = 33554433 : i64}
func.func private @short() attributes {heddle.work = 33554432 : i64}
func.func private @tiny() attributes {heddle.work = 524288 : i64}

// CHECK-LABEL: func @work
// CHECK:       omp.parallel {
// CHECK-NEXT:    omp.wsloop schedule(dynamic) {
// CHECK:       omp.parallel {
// CHECK-NEXT:    omp.wsloop schedule(static) {
// CHECK:       %[[NO:.*]] = arith.constant false
// CHECK-NEXT:  omp.parallel if(%[[NO]]) {
// CHECK-NEXT:    omp.wsloop schedule(static) {
func.func @work(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%c0) to (%n) step (%c1) {
        func.call @long() : () -> ()
        omp.yield
      }
    }
    omp.terminator
  }
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%c0) to (%n) step (%c1) {
        func.call @short() : () -> ()
        omp.yield
      }
    }
    omp.terminator
  }
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%c0) to (%n) step (%c1) {
        func.call @tiny() : () -> ()
        omp.yield
      }
    }
    omp.terminator
  }
  return
}
