//===- Compile.cpp - The tool heddle-compile ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Artifacts.h"
#include "CompileGPU.h"
#include "CompileOptions.h"
#include "Executable.h"

#include "heddle/Target/CPU/CPUTarget.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace heddle;
using namespace heddle::driver;

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static llvm::Expected<rt::OutputFile> writeTemporary(const Artifact &artifact) {
  rt::Result<rt::OutputFile> file = rt::OutputFile::create(artifact.path);
  if (!file)
    return makeError(ExitCode::BadInput, file.failure(artifact.path + ": "));
  const std::string &contents = artifact.contents;
  rt::Result<rt::Success> written =
      file->write(contents.data(), contents.size());
  if (!written)
    return makeError(ExitCode::BadInput, written.failure(artifact.path + ": "));
  return std::move(*file);
}

llvm::Error heddle::driver::writeFiles(llvm::ArrayRef<Artifact> artifacts) {
  std::vector<rt::OutputFile> files;
  std::vector<std::string> paths;
  for (const Artifact &artifact : artifacts) {
    llvm::Expected<rt::OutputFile> file = writeTemporary(artifact);
    if (!file)
      return file.takeError();
    files.push_back(std::move(*file));
    paths.push_back(artifact.path);
  }
  return commitFiles(files, paths);
}

//===----------------------------------------------------------------------===//
// Compiler
//===----------------------------------------------------------------------===//

namespace {

/// One run of the tool.
class Compiler {
public:
  explicit Compiler(CompileOptions options) : options(std::move(options)) {
    this->options.configure(lowering);
  }

  llvm::Error run();

private:
  llvm::Error checkOptions() const;
  llvm::Error lower(mlir::ModuleOp module, bool onlyTiles);
  llvm::Error describeEntries();
  llvm::Error emitTiles(std::string &text);
  llvm::Error emitCode();
  llvm::Expected<cpu::CompiledObject> generate(mlir::ModuleOp module);
  llvm::Error printCode(llvm::Module &module, const cpu::CodeGenerator &,
                        std::string &text) const;
  llvm::Expected<cpu::CompiledObject> loadOrGenerate(mlir::ModuleOp module);
  llvm::Error write(std::string contents, bool withDescription);
  std::string getCompanion(llvm::StringRef extension) const;
  bool hasCompanions() const;
  std::vector<std::string> getOutputPaths() const;

  CompileOptions options;
  LowerToCPUOptions lowering;
  std::unique_ptr<SourceFile> file;
  ObjectDescription description;
};

} // namespace

llvm::Error Compiler::checkOptions() const {
  if (options.target != "cpu")
    return makeError(
        ExitCode::Refused,
        "target '" + options.target +
            "' is not supported, expected cpu, or a GPU: " + listGPUs());
  if (options.emit == EmitKind::PTX || options.emit == EmitKind::Bin)
    return makeError(ExitCode::BadInput,
                     "--emit: for a CPU, expected tile, llvm, asm or obj");
  if (!options.ptxas.empty())
    return makeError(ExitCode::BadInput, "--ptxas goes with a GPU");
  if (llvm::Error error = checkLowering(lowering))
    return error;
  llvm::StringRef extension = llvm::sys::path::extension(options.output);
  if (hasCompanions() && (extension == ".h" || extension == ".json"))
    return makeError(ExitCode::BadInput,
                     options.output + ": the header and the manifest have "
                                      "this extension, choose another one");
  for (const std::string &path : getOutputPaths())
    if (llvm::Error error = checkOutputPath(path, options.file))
      return error;
  return llvm::Error::success();
}

llvm::Error Compiler::describeEntries() {
  for (mlir::func::FuncOp function : getPublicFunctions(file->getModule())) {
    llvm::Expected<EntryPoint> entry = EntryPoint::describe(function);
    if (!entry)
      return entry.takeError();
    description.entries.push_back(std::move(*entry));
  }
  if (description.entries.empty())
    return makeError(ExitCode::BadInput,
                     options.file + " has no public function with a body");
  return llvm::Error::success();
}

llvm::Error Compiler::lower(mlir::ModuleOp module, bool onlyTiles) {
  mlir::PassManager pm(&file->getContext());
  if (onlyTiles)
    buildLowerToCPUTilesPipeline(pm, lowering);
  else
    buildLowerToCPUPipeline(pm, lowering);
  return runPipeline(pm, module, options.target);
}

llvm::Error Compiler::emitTiles(std::string &text) {
  mlir::OwningOpRef<mlir::ModuleOp> module = file->cloneModule();
  if (llvm::Error error = lower(*module, /*onlyTiles=*/true))
    return error;
  llvm::raw_string_ostream(text) << *module << "\n";
  return llvm::Error::success();
}

/// Only the C entry points are for others: their names cannot clash with those
/// of the program, such as main.
static void hideAllBut(llvm::ArrayRef<EntryPoint> entries,
                       llvm::Module &module) {
  std::set<std::string> kept;
  for (const EntryPoint &entry : entries)
    kept.insert(getSymbol(entry));
  for (llvm::Function &function : module)
    if (!function.isDeclaration() && !kept.count(function.getName().str()))
      function.setLinkage(llvm::GlobalValue::InternalLinkage);
}

llvm::Expected<cpu::CompiledObject> Compiler::generate(mlir::ModuleOp module) {
  if (llvm::Error error = lower(module, /*onlyTiles=*/false))
    return std::move(error);
  llvm::Expected<cpu::CodeGenerator> generator =
      cpu::CodeGenerator::create(getCodegenOptions(lowering));
  if (!generator)
    return makeError(ExitCode::BadInput, llvm::toString(generator.takeError()));
  llvm::LLVMContext context;
  auto translated = generator->translate(module, context);
  if (!translated)
    return translated.takeError();
  hideAllBut(description.entries, **translated);
  if (llvm::Error error = generator->optimize(**translated))
    return std::move(error);
  cpu::CompiledObject object;
  object.usesOpenMP = cpu::callsOpenMP(**translated);
  object.usesTileRegisters = cpu::usesTileRegisters(**translated);
  object.kernels = listKernels(module);
  if (llvm::Error error = printCode(**translated, *generator, object.code))
    return std::move(error);
  return object;
}

llvm::Error Compiler::printCode(llvm::Module &module,
                                const cpu::CodeGenerator &generator,
                                std::string &text) const {
  if (options.emit == EmitKind::LLVM) {
    llvm::raw_string_ostream(text) << module;
    return llvm::Error::success();
  }
  llvm::SmallVector<char, 0> code;
  llvm::CodeGenFileType kind = options.emit == EmitKind::Asm
                                   ? llvm::CodeGenFileType::AssemblyFile
                                   : llvm::CodeGenFileType::ObjectFile;
  if (llvm::Error error = generator.emit(module, kind, code))
    return error;
  text.assign(code.begin(), code.end());
  return llvm::Error::success();
}

/// Compiles `module`, unless that was done before and kept.
llvm::Expected<cpu::CompiledObject>
Compiler::loadOrGenerate(mlir::ModuleOp module) {
  if (options.cacheFolder.empty())
    return generate(module);
  std::string kind = "compile " + std::to_string(int(options.emit));
  llvm::Expected<cpu::KernelKey> key = computeKey(module, lowering, kind);
  if (!key)
    return key.takeError();
  auto object = cpu::loadOrCompile(
      cpu::ObjectCache(options.cacheFolder), *key,
      [&] { return generate(module); },
      [](const llvm::Twine &message) { warn("heddle-compile", message); });
  if (!object)
    return object.takeError();
  return std::move(object->first);
}

llvm::Error Compiler::emitCode() {
  mlir::OwningOpRef<mlir::ModuleOp> module = file->cloneModule();
  requestCInterfaces(*module);
  llvm::Expected<cpu::CompiledObject> object = loadOrGenerate(*module);
  if (!object)
    return object.takeError();
  auto cpu = cpu::describeCpu(getCodegenOptions(lowering));
  if (!cpu)
    return makeError(ExitCode::BadInput, llvm::toString(cpu.takeError()));
  description.cpu = *cpu;
  description.usesOpenMP = object->usesOpenMP;
  description.usesTileRegisters = object->usesTileRegisters;
  description.kernels = std::move(object->kernels);
  return write(std::move(object->code),
               /*withDescription=*/options.emit != EmitKind::LLVM);
}

std::string Compiler::getCompanion(llvm::StringRef extension) const {
  llvm::SmallString<128> path(options.output);
  llvm::sys::path::replace_extension(path, extension);
  return path.str().str();
}

/// Whether there are a header and a manifest.
bool Compiler::hasCompanions() const {
  return options.output != "-" &&
         (options.emit == EmitKind::Obj || options.emit == EmitKind::Asm);
}

std::vector<std::string> Compiler::getOutputPaths() const {
  if (options.output == "-")
    return {};
  if (!hasCompanions())
    return {options.output};
  return {options.output, getCompanion("h"), getCompanion("json")};
}

llvm::Error Compiler::write(std::string contents, bool withDescription) {
  if (options.output == "-") {
    llvm::outs() << contents;
    return llvm::Error::success();
  }
  std::vector<Artifact> files = {{options.output, std::move(contents)}};
  if (withDescription) {
    description.source = llvm::sys::path::filename(options.file).str();
    description.object = llvm::sys::path::filename(options.output).str();
    description.header = llvm::sys::path::filename(getCompanion("h")).str();
    LowerToCPUOptions lowering;
    options.configure(lowering);
    cpu::TileSizes sizes = getTileSizes(lowering);
    description.tileQueries = sizes.queries;
    description.tileKeys = sizes.keys;
    Artifact header{getCompanion("h"), ""};
    Artifact manifest{getCompanion("json"), ""};
    llvm::raw_string_ostream headerStream(header.contents);
    llvm::raw_string_ostream manifestStream(manifest.contents);
    writeHeader(description, headerStream);
    writeManifest(description, manifestStream);
    files.push_back(std::move(header));
    files.push_back(std::move(manifest));
  }
  return writeFiles(files);
}

llvm::Error Compiler::run() {
  if (llvm::Error error = checkOptions())
    return error;
  llvm::Expected<std::unique_ptr<SourceFile>> source =
      SourceFile::load(options.file);
  if (!source)
    return source.takeError();
  file = std::move(*source);
  if (options.emit == EmitKind::Tile) {
    std::string text;
    if (llvm::Error error = emitTiles(text))
      return error;
    return write(std::move(text), /*withDescription=*/false);
  }
  if (llvm::Error error = describeEntries())
    return error;
  return emitCode();
}

int heddle::driver::compileMain(int argc, char **argv) {
  initializeTool(argc, argv);
  llvm::Expected<CompileOptions> options = CompileOptions::parse(argc, argv);
  if (!options)
    return reportError("heddle-compile", options.takeError());
  return reportError("heddle-compile",
                     isGPUTarget(options->target)
                         ? compileForGPU(*options)
                         : Compiler(std::move(*options)).run());
}
