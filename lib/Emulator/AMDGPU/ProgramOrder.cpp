//===- ProgramOrder.cpp - The order in which work-items meet --------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramOrder.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"

#include <algorithm>

using namespace heddle;
using namespace heddle::amdgcn;

namespace {

/// Orders the inside of one cycle, or of the function, in which inner cycles
/// count as one node each.
class RegionOrder {
public:
  RegionOrder(const llvm::CycleInfo &cycles, const llvm::Cycle *region,
              std::vector<Place> &places)
      : cycles(cycles), region(region), places(places) {}

  void run(llvm::BasicBlock *entry);

private:
  /// A block of the region itself, or the cycle in it.
  struct Node {
    llvm::BasicBlock *block;
    const llvm::Cycle *cycle;
  };
  struct Visit {
    Node node;
    llvm::SmallVector<llvm::BasicBlock *> successors;
  };

  Node nodeOf(llvm::BasicBlock *block) const;
  void enter(llvm::BasicBlock *block);
  llvm::SmallVector<llvm::BasicBlock *> successorsOf(const Node &node) const;
  void emit(const Node &node);

  const llvm::CycleInfo &cycles;
  const llvm::Cycle *region;
  std::vector<Place> &places;
  std::vector<Visit> stack;
  std::vector<Node> finished;
  llvm::SmallPtrSet<const void *, 16> visited;
};

} // namespace

RegionOrder::Node RegionOrder::nodeOf(llvm::BasicBlock *block) const {
  const llvm::Cycle *cycle = cycles.getCycle(block);
  if (cycle == region)
    return {block, nullptr};
  while (cycle->getParentCycle() != region)
    cycle = cycle->getParentCycle();
  return {cycle->getHeader(), cycle};
}

llvm::SmallVector<llvm::BasicBlock *>
RegionOrder::successorsOf(const Node &node) const {
  llvm::SmallVector<llvm::BasicBlock *> successors;
  if (node.cycle)
    node.cycle->getExitBlocks(successors);
  else
    llvm::append_range(successors, llvm::successors(node.block));
  llvm::erase_if(successors, [&](llvm::BasicBlock *block) {
    return region && !region->contains(block);
  });
  return successors;
}

void RegionOrder::enter(llvm::BasicBlock *block) {
  Node node = nodeOf(block);
  const void *key =
      node.cycle ? static_cast<const void *>(node.cycle) : node.block;
  if (visited.insert(key).second)
    stack.push_back({node, successorsOf(node)});
}

/// Nodes finish behind all that they lead to, but for back edges.
void RegionOrder::run(llvm::BasicBlock *entry) {
  enter(entry);
  while (!stack.empty()) {
    Visit &visit = stack.back();
    if (!visit.successors.empty()) {
      enter(visit.successors.pop_back_val());
      continue;
    }
    finished.push_back(visit.node);
    stack.pop_back();
  }
  for (const Node &node : llvm::reverse(finished))
    emit(node);
}

void RegionOrder::emit(const Node &node) {
  if (!node.cycle) {
    places.push_back({node.block, nullptr});
    return;
  }
  RegionOrder(cycles, node.cycle, places).run(node.cycle->getHeader());
  places.push_back({nullptr, node.cycle});
}

std::vector<Place> amdgcn::computeProgramOrder(llvm::Function &function,
                                               const llvm::CycleInfo &cycles) {
  std::vector<Place> places;
  RegionOrder(cycles, nullptr, places).run(&function.getEntryBlock());
  return places;
}
