//===- Rewrite.cpp - GPU instructions become calls of the runtime ---------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"
#include "Instructions.h"
#include "Operations.h"
#include "ProgramOrder.h"
#include "Runtime.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicsAMDGPU.h"
#include "llvm/IR/ModuleSlotTracker.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

#include <cstddef>

using namespace heddle;
using namespace heddle::amdgcn;

namespace {

class Rewriter {
public:
  Rewriter(llvm::Function &function, Kernel &kernel,
           const llvm::DataLayout &hostLayout, bool statistics)
      : source(function), kernel(kernel), module(*function.getParent()),
        context(module.getContext()), gpu(module.getDataLayout()),
        host(hostLayout), statistics(statistics), builder(context),
        i32(builder.getInt32Ty()), i64(builder.getInt64Ty()),
        pointer(builder.getPtrTy()) {}

  Result<Success> run();

private:
  // Before anything changes: which instructions the runtime executes.
  Result<Success> check();
  Result<Success> checkInstruction(llvm::Instruction &instruction);
  Result<Success> checkCall(llvm::CallBase &call);
  Result<Success> checkTypes(llvm::Instruction &instruction);
  void expandConstants();
  void numberSites();
  void addSites(llvm::BasicBlock &block, llvm::ModuleSlotTracker &slots);
  bool needsSite(const llvm::Instruction &instruction) const;
  bool meets(const llvm::Cycle &cycle) const;
  std::string print(const llvm::Instruction &instruction,
                    llvm::ModuleSlotTracker *slots) const;
  void countOpcodes(llvm::BasicBlock &block);

  // The changes.
  void makeEntry();
  llvm::Value *loadArgument(const llvm::Argument &argument,
                            const ParameterInfo &parameter);
  void insertLoopCalls();
  void insertBlockCounts();
  void insertOnEdge(llvm::BasicBlock *from, llvm::BasicBlock *to, uint32_t site,
                    bool meeting);
  void rewrite(llvm::Instruction &instruction);
  void rewriteAccess(llvm::Instruction &access, unsigned pointerOperand);
  llvm::Value *spillStored(llvm::Instruction &access);
  llvm::Instruction *loadPointer(llvm::LoadInst &load);
  llvm::Instruction *storePointer(llvm::StoreInst &store);
  void rewriteCast(llvm::AddrSpaceCastInst &cast);
  void rewriteResourceCast(llvm::CastInst &cast);
  void rewriteIntrinsic(llvm::CallInst &call);
  llvm::Value *inlineIntrinsic(llvm::CallInst &call);
  llvm::Value *callSite(llvm::CallBase &call, bool isWave);
  void describeFrame(llvm::CallBase &call, Site &site, uint64_t &size);
  Operand describeValue(llvm::Type *type, uint64_t &end) const;
  void finishModule();
  void addConversion(llvm::StringRef name, llvm::Type *from, llvm::Type *to,
                     llvm::StringRef callee);

  // Building blocks.
  llvm::Value *laneField(size_t offset, llvm::Type *type);
  llvm::CallInst *callRuntime(llvm::StringRef name, llvm::Type *result,
                              llvm::ArrayRef<llvm::Value *> arguments);
  llvm::Value *siteNumber(llvm::Instruction &instruction) {
    return builder.getInt32(sites.lookup(&instruction));
  }
  Failure refuse(const llvm::Instruction &instruction,
                 const llvm::Twine &why) const;

  llvm::Function &source;
  Kernel &kernel;
  llvm::Module &module;
  llvm::LLVMContext &context;
  /// Memory as the GPU lays it out, and as the host does.
  const llvm::DataLayout gpu, host;
  bool statistics;
  llvm::IRBuilder<> builder;
  llvm::Type *i32, *i64, *pointer;

  llvm::CycleInfo cycles;
  std::vector<Place> places;
  llvm::DenseMap<const llvm::Instruction *, uint32_t> sites;
  llvm::DenseMap<const llvm::Cycle *, uint32_t> cycleSites;
  llvm::DenseMap<const llvm::BasicBlock *, unsigned> position;
  llvm::Function *entry = nullptr;
  llvm::Value *lane = nullptr;
  llvm::Instruction *frame = nullptr;
  uint64_t frameBytes = 16;
};

} // namespace

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

std::string Rewriter::print(const llvm::Instruction &instruction,
                            llvm::ModuleSlotTracker *slots) const {
  constexpr size_t limit = 300;
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (slots)
    instruction.print(stream, *slots);
  else
    instruction.print(stream);
  text = llvm::StringRef(text).trim().str();
  size_t metadata = text.find(", !dbg");
  if (metadata != std::string::npos)
    text.resize(metadata);
  if (text.size() > limit)
    text = text.substr(0, limit) + " ...";
  if (const llvm::DILocation *location = instruction.getDebugLoc())
    text += " (" + location->getFilename().str() + ":" +
            std::to_string(location->getLine()) + ")";
  return text;
}

Failure Rewriter::refuse(const llvm::Instruction &instruction,
                         const llvm::Twine &why) const {
  return Failure{("kernel '" + kernel.info.name + "': " + why +
                  "\n  at: " + print(instruction, nullptr))
                     .str()};
}

Result<Success> Rewriter::checkCall(llvm::CallBase &call) {
  if (auto *assembly =
          llvm::dyn_cast<llvm::InlineAsm>(call.getCalledOperand())) {
    if (!llvm::StringRef(assembly->getAsmString()).trim().empty())
      return refuse(call, "inline assembly is not emulated: \"" +
                              assembly->getAsmString() + "\"");
    if (!call.getType()->isVoidTy() &&
        (call.arg_size() != 1 ||
         call.getArgOperand(0)->getType() != call.getType()))
      return refuse(call,
                    "empty inline assembly that makes a value of nothing");
    return Success{};
  }
  llvm::Intrinsic::ID id = call.getCalledFunction()->getIntrinsicID();
  if (isPortable(call) || isIgnorable(call) || isTrap(id) || isInlined(id) ||
      operationOf(call))
    return Success{};
  return refuse(call, "unknown intrinsic '" +
                          call.getCalledFunction()->getName() + "'");
}

Result<Success> Rewriter::checkTypes(llvm::Instruction &instruction) {
  llvm::Type *type = nullptr;
  if (llvm::isa<llvm::LoadInst, llvm::StoreInst>(instruction))
    type = llvm::getLoadStoreType(&instruction);
  if (auto *element = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction))
    type = element->getSourceElementType();
  if (type && !type->isPointerTy() && holdsOddPointer(type))
    return refuse(instruction, "vectors, arrays and structures of pointers to "
                               "LDS, private memory or buffers are not "
                               "supported in memory");
  return Success{};
}

Result<Success> Rewriter::checkInstruction(llvm::Instruction &instruction) {
  if (auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
    if (llvm::isa<llvm::CallInst>(call))
      return checkCall(*call);
    return refuse(instruction, "calls that may unwind are not supported");
  }
  if (llvm::isa<llvm::IndirectBrInst>(instruction))
    return refuse(instruction, "indirect branches are not supported");
  if (auto *cast = llvm::dyn_cast<llvm::AddrSpaceCastInst>(&instruction)) {
    if (cast->getType()->isVectorTy() || cast->getSrcAddressSpace() > Private ||
        cast->getDestAddressSpace() > Private ||
        cast->getSrcAddressSpace() == 2 || cast->getDestAddressSpace() == 2)
      return refuse(instruction, "this cast between address spaces is not "
                                 "supported");
  }
  return checkTypes(instruction);
}

Result<Success> Rewriter::check() {
  for (llvm::Instruction &instruction : llvm::instructions(source))
    if (Result<Success> checked = checkInstruction(instruction); !checked)
      return checked;
  return Success{};
}

/// Casts of constants are not the host's, so they become instructions.
void Rewriter::expandConstants() {
  std::vector<llvm::Instruction *> work;
  for (llvm::Instruction &instruction : llvm::instructions(source))
    work.push_back(&instruction);
  while (!work.empty()) {
    llvm::Instruction *instruction = work.back();
    work.pop_back();
    for (llvm::Use &use : instruction->operands()) {
      auto *constant = llvm::dyn_cast<llvm::ConstantExpr>(use.get());
      if (!constant || constant->getOpcode() == llvm::Instruction::IntToPtr)
        continue;
      llvm::Instruction *expanded = constant->getAsInstruction();
      auto *phi = llvm::dyn_cast<llvm::PHINode>(instruction);
      llvm::Instruction *before =
          phi ? phi->getIncomingBlock(use)->getTerminator() : instruction;
      expanded->insertBefore(before->getIterator());
      if (phi)
        phi->setIncomingValueForBlock(phi->getIncomingBlock(use), expanded);
      else
        use.set(expanded);
      work.push_back(expanded);
    }
  }
}

//===----------------------------------------------------------------------===//
// Sites
//===----------------------------------------------------------------------===//

bool Rewriter::needsSite(const llvm::Instruction &instruction) const {
  if (llvm::isa<llvm::LoadInst, llvm::StoreInst, llvm::AtomicRMWInst,
                llvm::AtomicCmpXchgInst, llvm::UnreachableInst>(instruction))
    return true;
  if (isResourceCast(instruction))
    return true;
  auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  if (!call || call->isInlineAsm())
    return false;
  if (isTrap(call->getIntrinsicID()))
    return true;
  std::optional<Operation> operation = operationOf(*call);
  return operation && operation->scope != Scope::None;
}

void Rewriter::countOpcodes(llvm::BasicBlock &block) {
  BlockCount count;
  for (const llvm::Instruction &instruction : block)
    if (!llvm::isa<llvm::PHINode, llvm::DbgInfoIntrinsic>(instruction))
      ++count.opcodes[opcodeOf(instruction)];
  kernel.blocks.push_back(std::move(count));
}

void Rewriter::addSites(llvm::BasicBlock &block,
                        llvm::ModuleSlotTracker &slots) {
  for (llvm::Instruction &instruction : block) {
    if (!needsSite(instruction))
      continue;
    sites[&instruction] = kernel.sites.size();
    Site site;
    site.text = print(instruction, &slots);
    site.name = opcodeOf(instruction);
    kernel.sites.push_back(std::move(site));
  }
}

void Rewriter::numberSites() {
  cycles.compute(source);
  places = computeProgramOrder(source, cycles);
  llvm::ModuleSlotTracker slots(&module);
  slots.incorporateFunction(source);
  for (const Place &place : places) {
    if (place.block) {
      position[place.block] = position.size();
      addSites(*place.block, slots);
      countOpcodes(*place.block);
      continue;
    }
    cycleSites[place.cycleEnd] = kernel.sites.size();
    Site site;
    site.name = "loop";
    site.text = "the end of the loop that begins with block " +
                place.cycleEnd->getHeader()->getNameOrAsOperand();
    kernel.sites.push_back(std::move(site));
  }
}

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

llvm::Value *Rewriter::laneField(size_t offset, llvm::Type *type) {
  llvm::Value *at =
      builder.CreateConstGEP1_64(builder.getInt8Ty(), lane, offset);
  return builder.CreateLoad(type, at);
}

llvm::CallInst *Rewriter::callRuntime(llvm::StringRef name, llvm::Type *result,
                                      llvm::ArrayRef<llvm::Value *> arguments) {
  llvm::SmallVector<llvm::Type *> types;
  for (llvm::Value *argument : arguments)
    types.push_back(argument->getType());
  llvm::FunctionCallee callee = module.getOrInsertFunction(
      name, llvm::FunctionType::get(result, types, /*isVarArg=*/false));
  llvm::CallInst *call = builder.CreateCall(callee, arguments);
  call->setConvergent();
  call->addFnAttr(llvm::Attribute::NoMerge);
  call->addFnAttr(llvm::Attribute::NoUnwind);
  return call;
}

//===----------------------------------------------------------------------===//
// The entry
//===----------------------------------------------------------------------===//

/// Pointers narrower than the host's are numbers in memory.
static llvm::Type *memoryType(llvm::Type *type, const llvm::DataLayout &gpu) {
  if (!type->isPointerTy() || !holdsOddPointer(type))
    return type;
  return llvm::Type::getIntNTy(type->getContext(),
                               gpu.getTypeSizeInBits(type).getFixedValue());
}

llvm::Value *Rewriter::loadArgument(const llvm::Argument &argument,
                                    const ParameterInfo &parameter) {
  if (argument.hasByRefAttr()) {
    llvm::Value *base = laneField(offsetof(Lane, arguments), i64);
    llvm::Value *address =
        builder.CreateAdd(base, builder.getInt64(parameter.offset));
    return builder.CreateIntToPtr(address, argument.getType());
  }
  llvm::Value *base = laneField(offsetof(Lane, argumentData), pointer);
  llvm::Value *at =
      builder.CreateConstGEP1_64(builder.getInt8Ty(), base, parameter.offset);
  llvm::Type *type = memoryType(argument.getType(), gpu);
  llvm::Value *value = builder.CreateAlignedLoad(type, at, llvm::Align(1));
  if (type != argument.getType())
    value = builder.CreateIntToPtr(value, argument.getType());
  return value;
}

void Rewriter::makeEntry() {
  auto *type = llvm::FunctionType::get(builder.getVoidTy(), {pointer}, false);
  entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage,
                                 "heddle_entry", module);
  entry->splice(entry->begin(), &source);
  lane = entry->getArg(0);
  llvm::BasicBlock &first = entry->getEntryBlock();
  builder.SetInsertPoint(&first, first.getFirstInsertionPt());
  frame = builder.CreateAlloca(builder.getInt8Ty(), builder.getInt64(0));
  for (llvm::Argument &argument : source.args())
    argument.replaceAllUsesWith(
        loadArgument(argument, kernel.info.parameters[argument.getArgNo()]));
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// True if work-items of a wave meet somewhere in the cycle.
bool Rewriter::meets(const llvm::Cycle &cycle) const {
  for (const llvm::BasicBlock *block : cycle.blocks())
    if (llvm::any_of(*block, isMeeting))
      return true;
  return false;
}

void Rewriter::insertOnEdge(llvm::BasicBlock *from, llvm::BasicBlock *to,
                            uint32_t site, bool meeting) {
  llvm::Instruction *branch = from->getTerminator();
  llvm::Instruction *before = branch;
  if (branch->getNumSuccessors() > 1) {
    auto options =
        llvm::CriticalEdgeSplittingOptions().setMergeIdenticalEdges();
    unsigned index = 0;
    while (branch->getSuccessor(index) != to)
      ++index;
    llvm::BasicBlock *middle = llvm::SplitCriticalEdge(branch, index, options);
    before = middle ? middle->getTerminator() : &*to->getFirstInsertionPt();
  }
  builder.SetInsertPoint(before);
  if (meeting)
    callRuntime("heddle_wave", builder.getVoidTy(),
                {lane, builder.getInt32(site),
                 llvm::ConstantPointerNull::get(builder.getPtrTy())});
  else
    callRuntime("heddle_loop", builder.getVoidTy(),
                {lane, builder.getInt32(site)});
}

/// Work-items wait for each other at the end of each turn of a loop, since
/// those that are in the next one already would meet the wrong ones.
void Rewriter::insertLoopCalls() {
  llvm::SetVector<std::pair<llvm::BasicBlock *, llvm::BasicBlock *>> edges;
  for (const Place &place : places)
    if (place.block)
      for (llvm::BasicBlock *to : llvm::successors(place.block))
        if (position.lookup(to) <= position.lookup(place.block))
          edges.insert({place.block, to});
  llvm::DenseMap<const llvm::Cycle *, bool> meeting;
  for (auto [from, to] : edges) {
    const llvm::Cycle *cycle = cycles.getSmallestCommonCycle(
        cycles.getCycle(from), cycles.getCycle(to));
    auto [known, isNew] = meeting.try_emplace(cycle, false);
    if (isNew)
      known->second = meets(*cycle);
    insertOnEdge(from, to, cycleSites.lookup(cycle), known->second);
  }
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// Pointers are kept in 64 bits, but lie in memory as the GPU has them.
llvm::Instruction *Rewriter::loadPointer(llvm::LoadInst &load) {
  llvm::Type *type = memoryType(load.getType(), gpu);
  if (type == load.getType())
    return &load;
  llvm::LoadInst *number = builder.CreateAlignedLoad(
      type, load.getPointerOperand(), load.getAlign(), load.isVolatile());
  load.replaceAllUsesWith(builder.CreateIntToPtr(number, load.getType()));
  sites[number] = sites.lookup(&load);
  load.eraseFromParent();
  return number;
}

llvm::Instruction *Rewriter::storePointer(llvm::StoreInst &store) {
  llvm::Value *value = store.getValueOperand();
  llvm::Type *type = memoryType(value->getType(), gpu);
  if (type == value->getType())
    return &store;
  llvm::StoreInst *number = builder.CreateAlignedStore(
      builder.CreatePtrToInt(value, type), store.getPointerOperand(),
      store.getAlign(), store.isVolatile());
  sites[number] = sites.lookup(&store);
  store.eraseFromParent();
  return number;
}

/// The host need not align as the GPU does. Orders and scopes of atomics are
/// kept by running one work-item at a time.
static void relaxAccess(llvm::Instruction &instruction) {
  instruction.dropUnknownNonDebugMetadata();
  if (auto *load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) {
    load->setAtomic(llvm::AtomicOrdering::NotAtomic);
    load->setAlignment(llvm::Align(1));
  } else if (auto *store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) {
    store->setAtomic(llvm::AtomicOrdering::NotAtomic);
    store->setAlignment(llvm::Align(1));
  } else if (auto *rmw = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction)) {
    rmw->setSyncScopeID(llvm::SyncScope::System);
  } else {
    llvm::cast<llvm::AtomicCmpXchgInst>(instruction)
        .setSyncScopeID(llvm::SyncScope::System);
  }
}

/// The address of what a store will write, or null: two waves may write the
/// same to LDS, so the runtime wants to know.
llvm::Value *Rewriter::spillStored(llvm::Instruction &access) {
  auto *store = llvm::dyn_cast<llvm::StoreInst>(&access);
  if (!store)
    return llvm::ConstantPointerNull::get(builder.getPtrTy());
  llvm::Value *value = store->getValueOperand();
  frameBytes = std::max<uint64_t>(
      frameBytes, host.getTypeAllocSize(value->getType()).getFixedValue());
  builder.CreateAlignedStore(value, frame, llvm::Align(16));
  return frame;
}

void Rewriter::rewriteAccess(llvm::Instruction &access,
                             unsigned pointerOperand) {
  builder.SetInsertPoint(&access);
  llvm::Value *at = access.getOperand(pointerOperand);
  unsigned space = at->getType()->getPointerAddressSpace();
  uint32_t index = sites.lookup(&access);
  Site &site = kernel.sites[index];
  site.access = describeAccess(access, gpu);
  site.space = space;
  site.handler = accessMemory;
  site.operands = {{offsetof(AccessFrame, address), 8}};
  llvm::SmallVector<llvm::Value *> arguments = {
      lane, builder.CreatePtrToInt(at, i64), builder.getInt32(index)};
  if (space != Private)
    arguments.push_back(spillStored(access));
  llvm::Value *found =
      callRuntime(space == Private ? "heddle_private" : "heddle_access",
                  pointer, arguments);
  access.setOperand(pointerOperand, found);
  relaxAccess(access);
}

void Rewriter::rewriteCast(llvm::AddrSpaceCastInst &cast) {
  builder.SetInsertPoint(&cast);
  unsigned from = cast.getSrcAddressSpace(), to = cast.getDestAddressSpace();
  llvm::Value *number = builder.CreatePtrToInt(cast.getPointerOperand(), i64);
  llvm::Value *low = builder.CreateAnd(number, 0xffffffff);
  auto isNarrow = [](unsigned space) {
    return space == LDS || space == Private;
  };
  llvm::Value *none = builder.getInt64(0xffffffff);
  if (isNarrow(from)) {
    uint64_t aperture = from == LDS ? ldsAperture : privateAperture;
    number = builder.CreateSelect(builder.CreateICmpEQ(low, none),
                                  builder.getInt64(0),
                                  builder.CreateOr(low, aperture));
  } else if (isNarrow(to)) {
    number = builder.CreateSelect(
        builder.CreateICmpEQ(number, builder.getInt64(0)), none, low);
  }
  cast.replaceAllUsesWith(builder.CreateIntToPtr(number, cast.getType()));
  cast.eraseFromParent();
}

/// Numbers of 128 bits and buffer resources, which are handles here.
void Rewriter::rewriteResourceCast(llvm::CastInst &cast) {
  uint32_t index = sites.lookup(&cast);
  bool toNumber = llvm::isa<llvm::PtrToIntInst>(cast);
  builder.SetInsertPoint(&cast);
  Site &site = kernel.sites[index];
  std::optional<Operation> operation = findOperation(
      toNumber ? "internal.resource.words" : "internal.resource.handle");
  site.handler = operation->handler;
  site.operands = {{0, toNumber ? 8u : 16u}};
  site.result = {16, toNumber ? 16u : 8u};
  frameBytes = std::max<uint64_t>(frameBytes, 32);
  llvm::Type *words = builder.getInt128Ty();
  llvm::Value *value = cast.getOperand(0);
  if (!toNumber)
    value = builder.CreateZExtOrTrunc(value, words);
  builder.CreateAlignedStore(value, frame, llvm::Align(16));
  callRuntime("heddle_lane", builder.getVoidTy(),
              {lane, builder.getInt32(index), frame});
  llvm::Value *at = builder.CreateConstGEP1_64(builder.getInt8Ty(), frame, 16);
  llvm::Value *result = builder.CreateAlignedLoad(
      toNumber ? words : cast.getDestTy(), at, llvm::Align(16));
  if (toNumber)
    result = builder.CreateZExtOrTrunc(result, cast.getDestTy());
  cast.replaceAllUsesWith(result);
  cast.eraseFromParent();
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

Operand Rewriter::describeValue(llvm::Type *type, uint64_t &end) const {
  Operand operand;
  operand.offset = llvm::alignTo(end, 16);
  operand.size = host.getTypeStoreSize(type);
  operand.scalar = scalarOf(type);
  if (type->isPointerTy())
    operand.space = type->getPointerAddressSpace();
  end = operand.offset + operand.size;
  return operand;
}

void Rewriter::describeFrame(llvm::CallBase &call, Site &site, uint64_t &size) {
  for (llvm::Use &argument : call.args())
    site.operands.push_back(describeValue(argument->getType(), size));
  if (!call.getType()->isVoidTy())
    site.result = describeValue(call.getType(), size);
}

/// Operands go into the frame, and the result comes out of it.
llvm::Value *Rewriter::callSite(llvm::CallBase &call, bool isWave) {
  builder.SetInsertPoint(&call);
  uint32_t index = sites.lookup(&call);
  Site &site = kernel.sites[index];
  uint64_t size = 0;
  describeFrame(call, site, size);
  frameBytes = std::max(frameBytes, size);
  auto at = [&](uint32_t offset) {
    return builder.CreateConstGEP1_64(builder.getInt8Ty(), frame, offset);
  };
  for (auto [argument, operand] : llvm::zip(call.args(), site.operands))
    builder.CreateAlignedStore(argument, at(operand.offset), llvm::Align(16));
  callRuntime(isWave ? "heddle_wave" : "heddle_lane", builder.getVoidTy(),
              {lane, builder.getInt32(index), frame});
  if (call.getType()->isVoidTy())
    return nullptr;
  return builder.CreateAlignedLoad(call.getType(), at(site.result.offset),
                                   llvm::Align(16));
}

llvm::Value *Rewriter::inlineIntrinsic(llvm::CallInst &call) {
  builder.SetInsertPoint(&call);
  auto id = [&](size_t base, unsigned i) {
    return laneField(base + i * sizeof(uint32_t), i32);
  };
  auto address = [&](size_t field) {
    return builder.CreateIntToPtr(laneField(field, i64), call.getType());
  };
  auto isIn = [&](uint64_t aperture) {
    llvm::Value *number = builder.CreatePtrToInt(call.getArgOperand(0), i64);
    return builder.CreateICmpEQ(builder.CreateLShr(number, 32),
                                builder.getInt64(aperture >> 32));
  };
  switch (call.getIntrinsicID()) {
  case llvm::Intrinsic::amdgcn_workitem_id_x:
    return id(offsetof(Lane, workItem), 0);
  case llvm::Intrinsic::amdgcn_workitem_id_y:
    return id(offsetof(Lane, workItem), 1);
  case llvm::Intrinsic::amdgcn_workitem_id_z:
    return id(offsetof(Lane, workItem), 2);
  case llvm::Intrinsic::amdgcn_workgroup_id_x:
    return id(offsetof(Lane, workgroupId), 0);
  case llvm::Intrinsic::amdgcn_workgroup_id_y:
    return id(offsetof(Lane, workgroupId), 1);
  case llvm::Intrinsic::amdgcn_workgroup_id_z:
    return id(offsetof(Lane, workgroupId), 2);
  case llvm::Intrinsic::amdgcn_dispatch_ptr:
    return address(offsetof(Lane, dispatchPacket));
  case llvm::Intrinsic::amdgcn_implicitarg_ptr:
    return address(offsetof(Lane, implicitArguments));
  case llvm::Intrinsic::amdgcn_kernarg_segment_ptr:
    return address(offsetof(Lane, arguments));
  case llvm::Intrinsic::amdgcn_wavefrontsize:
    return builder.getInt32(kernel.processor.waveSize);
  case llvm::Intrinsic::amdgcn_groupstaticsize:
    return builder.getInt32(kernel.ldsBytes);
  case llvm::Intrinsic::amdgcn_is_shared:
    return isIn(ldsAperture);
  case llvm::Intrinsic::amdgcn_is_private:
    return isIn(privateAperture);
  default: // amdgcn_endpgm
    return callRuntime("heddle_end", builder.getVoidTy(), {lane});
  }
}

void Rewriter::rewriteIntrinsic(llvm::CallInst &call) {
  llvm::Intrinsic::ID id = call.getIntrinsicID();
  if (isPortable(call))
    return;
  std::optional<Operation> operation = operationOf(call);
  llvm::Value *result = nullptr;
  if (isInlined(id)) {
    result = inlineIntrinsic(call);
  } else if (isTrap(id)) {
    builder.SetInsertPoint(&call);
    callRuntime("heddle_trap", builder.getVoidTy(), {lane, siteNumber(call)});
  } else if (operation && operation->scope != Scope::None) {
    Site &site = kernel.sites[sites.lookup(&call)];
    site.handler = operation->handler;
    site.data = operation->data;
    site.waitsForWaves = operation->waitsForWaves;
    result = callSite(call, operation->scope == Scope::Wave);
  }
  if (!call.getType()->isVoidTy())
    call.replaceAllUsesWith(result);
  call.eraseFromParent();
}

void Rewriter::rewrite(llvm::Instruction &instruction) {
  builder.SetInsertPoint(&instruction);
  if (auto *load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    return rewriteAccess(*loadPointer(*load), 0);
  if (auto *store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
    return rewriteAccess(*storePointer(*store), 1);
  if (llvm::isa<llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(instruction))
    return rewriteAccess(instruction, 0);
  if (auto *cast = llvm::dyn_cast<llvm::AddrSpaceCastInst>(&instruction))
    return rewriteCast(*cast);
  if (isResourceCast(instruction))
    return rewriteResourceCast(llvm::cast<llvm::CastInst>(instruction));
  if (llvm::isa<llvm::FenceInst>(instruction))
    return void(instruction.eraseFromParent());
  if (llvm::isa<llvm::UnreachableInst>(instruction))
    return void(callRuntime("heddle_trap", builder.getVoidTy(),
                            {lane, siteNumber(instruction)}));
  if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction)) {
    if (!call->isInlineAsm())
      return rewriteIntrinsic(*call);
    // Without text: an identity, to keep an optimiser away.
    if (!call->getType()->isVoidTy())
      call->replaceAllUsesWith(call->getArgOperand(0));
    call->eraseFromParent();
  }
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

/// Conversions of narrow floats that hosts without instructions for them call:
/// `name(from) -> to` through numbers, which all compilers of C++ can pass.
void Rewriter::addConversion(llvm::StringRef name, llvm::Type *from,
                             llvm::Type *to, llvm::StringRef callee) {
  auto *type = llvm::FunctionType::get(to, {from}, /*isVarArg=*/false);
  auto *function = llvm::Function::Create(
      type, llvm::GlobalValue::ExternalLinkage, name, module);
  builder.SetInsertPoint(llvm::BasicBlock::Create(context, "", function));
  llvm::Value *value = function->getArg(0);
  bool extends = from->isHalfTy();
  llvm::Type *i16 = builder.getInt16Ty();
  value = extends ? builder.CreateBitCast(value, i16)
          : from->isDoubleTy()
              ? value
              : builder.CreateFPExt(value, builder.getDoubleTy());
  value = callRuntime(callee, extends ? to : i16, {value});
  builder.CreateRet(extends ? value : builder.CreateBitCast(value, to));
}

void Rewriter::finishModule() {
  frame->setOperand(0, builder.getInt64(frameBytes));
  llvm::cast<llvm::AllocaInst>(frame)->setAlignment(llvm::Align(64));
  source.deleteBody();
  source.eraseFromParent();
  for (llvm::GlobalVariable &variable :
       llvm::make_early_inc_range(module.globals()))
    if (variable.use_empty())
      variable.eraseFromParent();
  llvm::Type *f16 = builder.getHalfTy(), *bf16 = builder.getBFloatTy();
  llvm::Type *f32 = builder.getFloatTy(), *f64 = builder.getDoubleTy();
  addConversion("__truncsfhf2", f32, f16, "heddle_round_f16");
  addConversion("__truncdfhf2", f64, f16, "heddle_round_f16");
  addConversion("__truncsfbf2", f32, bf16, "heddle_round_bf16");
  addConversion("__truncdfbf2", f64, bf16, "heddle_round_bf16");
  addConversion("__extendhfsf2", f16, f32, "heddle_extend_f16");
}

void Rewriter::insertBlockCounts() {
  unsigned index = 0;
  for (const Place &place : places) {
    if (!place.block)
      continue;
    builder.SetInsertPoint(&*place.block->getFirstInsertionPt());
    llvm::Value *counts = laneField(offsetof(Lane, blockCounts), pointer);
    llvm::Value *at = builder.CreateConstGEP1_64(i64, counts, index++);
    llvm::Value *count = builder.CreateLoad(i64, at);
    builder.CreateStore(builder.CreateAdd(count, builder.getInt64(1)), at);
  }
}

Result<Success> Rewriter::run() {
  expandConstants();
  if (Result<Success> checked = check(); !checked)
    return checked;
  numberSites();
  std::vector<llvm::Instruction *> work;
  for (llvm::Instruction &instruction : llvm::instructions(source))
    work.push_back(&instruction);
  llvm::StripDebugInfo(module);
  module.setDataLayout(host);
  makeEntry();
  insertLoopCalls();
  for (llvm::Instruction *instruction : work)
    rewrite(*instruction);
  if (statistics)
    insertBlockCounts();
  finishModule();
  return Success{};
}

Result<Success> amdgcn::rewriteForHost(llvm::Function &function, Kernel &kernel,
                                       const llvm::DataLayout &hostLayout,
                                       bool statistics) {
  return Rewriter(function, kernel, hostLayout, statistics).run();
}
