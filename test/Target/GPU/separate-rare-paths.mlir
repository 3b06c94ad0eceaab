// RUN: heddle-opt %s --heddle-separate-rare-paths | FileCheck %s

gpu.module @kernels {

// The rare branch enters the loop again at the check. What comes before the
// check is there twice: in the loop, and where the loop is first entered.

// CHECK-LABEL: gpu.func @separated(
// CHECK-SAME:      %[[Y:.+]]: memref<?xf32>, %[[N:.+]]: i32
// CHECK:         cf.br ^[[ENTRY:.+]](%{{.+}}, %{{.+}} :
// CHECK:       ^[[ENTRY]](%[[I0:.+]]: i32, %[[M0:.+]]: f32):
// CHECK:         %[[MORE0:.+]] = arith.cmpi slt, %[[I0]], %[[N]]
// CHECK:         cf.cond_br %[[MORE0]], ^[[FIRST:.+]], ^[[LANDING:.+]](%[[M0]] : f32)
// CHECK:       ^[[FIRST]]:
// CHECK:         memref.load
// CHECK:         cf.br ^[[AGAIN:.+]](%[[M0]], %[[I0]],
// CHECK:       ^[[HEADER:.+]](%[[I:.+]]: i32, %[[M:.+]]: f32):
// CHECK:         %[[MORE:.+]] = arith.cmpi slt, %[[I]], %[[N]]
// CHECK:         cf.cond_br %[[MORE]], ^[[BODY:.+]], ^[[LANDING]](%[[M]] : f32)
// CHECK:       ^[[BODY]]:
// CHECK:         memref.load
// CHECK:         cf.br ^[[CHECK:.+]](%[[M]], %[[I]],
// CHECK:       ^[[AGAIN]](%[[MA:.+]]: f32, %[[IA:.+]]: i32, %[[XA:.+]]: f32):
// CHECK:         cf.br ^[[CHECK]](%[[MA]], %[[IA]], %[[XA]] :
// CHECK:       ^[[CHECK]](%[[MC:.+]]: f32, %[[IC:.+]]: i32, %[[XC:.+]]: f32):
// CHECK:         %[[ABOVE:.+]] = arith.cmpf ogt, %[[XC]], %[[MC]]
// CHECK:         %[[ANY:.+]] = nvvm.vote.sync any %{{.+}}, %[[ABOVE]] -> i1
// CHECK:         cf.cond_br %[[ANY]], ^[[RARE:.+]], ^[[PASS:.+]]
// CHECK:       ^[[RARE]]:
// CHECK:         %[[RAISED:.+]] = arith.maximumf %[[MC]], %[[XC]]
// CHECK:         cf.br ^[[AGAIN]](%[[RAISED]], %[[IC]], %[[XC]] :
// CHECK:       ^[[PASS]]:
// CHECK:         cf.br ^[[HEADER]](%{{.+}}, %[[MC]] :
gpu.func @separated(%y: memref<?xf32>, %n: i32) kernel {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %all = arith.constant -1 : i32
  %low = arith.constant 0xFF800000 : f32
  %c0 = arith.constant 0 : index
  cf.br ^loop(%zero, %low : i32, f32)
^loop(%i: i32, %m: f32):
  %more = arith.cmpi slt, %i, %n : i32
  cf.cond_br %more, ^body, ^exit
^body:
  %at = arith.index_cast %i : i32 to index
  %x = memref.load %y[%at] : memref<?xf32>
  %above = arith.cmpf ogt, %x, %m : f32
  %any = nvvm.vote.sync any %all, %above {heddle.rare} -> i1
  cf.cond_br %any, ^rare, ^other
^rare:
  %raised = arith.maximumf %m, %x : f32
  cf.br ^join(%raised : f32)
^other:
  cf.br ^join(%m : f32)
^join(%next: f32):
  %j = arith.addi %i, %one : i32
  cf.br ^loop(%j, %next : i32, f32)
^exit:
  memref.store %m, %y[%c0] : memref<?xf32>
  gpu.return
}

// A branch that is not said to be rare stays where it is.

// CHECK-LABEL: gpu.func @usual(
// CHECK:         %[[ANY:.+]] = nvvm.vote.sync any
// CHECK:         cf.cond_br %[[ANY]], ^[[RARE:.+]], ^[[JOIN:.+]](%{{.+}} : f32)
// CHECK:       ^[[RARE]]:
// CHECK:         cf.br ^[[JOIN]](
gpu.func @usual(%y: memref<?xf32>, %n: i32) kernel {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %all = arith.constant -1 : i32
  %low = arith.constant 0xFF800000 : f32
  cf.br ^loop(%zero, %low : i32, f32)
^loop(%i: i32, %m: f32):
  %at = arith.index_cast %i : i32 to index
  %x = memref.load %y[%at] : memref<?xf32>
  %above = arith.cmpf ogt, %x, %m : f32
  %any = nvvm.vote.sync any %all, %above -> i1
  cf.cond_br %any, ^rare, ^join(%m : f32)
^rare:
  %raised = arith.maximumf %m, %x : f32
  cf.br ^join(%raised : f32)
^join(%next: f32):
  %j = arith.addi %i, %one : i32
  %more = arith.cmpi slt, %j, %n : i32
  cf.cond_br %more, ^loop(%j, %next : i32, f32), ^exit
^exit:
  gpu.return
}

// A loop that is left in two places keeps its branch, and what said that it is
// rare is gone.

// CHECK-LABEL: gpu.func @left_twice(
// CHECK:         nvvm.vote.sync any %{{.+}}, %{{.+}} -> i1
// CHECK:         cf.cond_br
// CHECK:         arith.maximumf
// CHECK:         cf.br ^[[JOIN:.+]](
// CHECK:       ^[[JOIN]](
// CHECK:         cf.cond_br
gpu.func @left_twice(%y: memref<?xf32>, %n: i32) kernel {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %all = arith.constant -1 : i32
  %low = arith.constant 0xFF800000 : f32
  cf.br ^loop(%zero, %low : i32, f32)
^loop(%i: i32, %m: f32):
  %more = arith.cmpi slt, %i, %n : i32
  cf.cond_br %more, ^body, ^exit
^body:
  %at = arith.index_cast %i : i32 to index
  %x = memref.load %y[%at] : memref<?xf32>
  %above = arith.cmpf ogt, %x, %m : f32
  %any = nvvm.vote.sync any %all, %above {heddle.rare} -> i1
  cf.cond_br %any, ^rare, ^other
^rare:
  %raised = arith.maximumf %m, %x : f32
  cf.br ^join(%raised : f32)
^other:
  cf.br ^join(%m : f32)
^join(%next: f32):
  %j = arith.addi %i, %one : i32
  %far = arith.cmpf ogt, %next, %x : f32
  cf.cond_br %far, ^loop(%j, %next : i32, f32), ^exit
^exit:
  gpu.return
}

}
