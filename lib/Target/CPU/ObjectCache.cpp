//===- ObjectCache.cpp - Compiled code on disk ----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/ObjectCache.h"

#include "heddle/Runtime/File.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

#include <dlfcn.h>
#include <link.h>

using namespace heddle;
using namespace heddle::cpu;
using namespace llvm;

//===----------------------------------------------------------------------===//
// KernelKey
//===----------------------------------------------------------------------===//

/// The program or shared object that holds this code.
static std::string findOwnImage() {
  auto *address = reinterpret_cast<void *>(&findOwnImage);
  Dl_info info;
  link_map *map = nullptr;
  bool found = dladdr1(address, &info, reinterpret_cast<void **>(&map),
                       RTLD_DL_LINKMAP) != 0;
  // The program itself has no name there.
  if (found && map && map->l_name[0])
    return map->l_name;
  return sys::fs::getMainExecutable(nullptr, address);
}

/// Tells builds of Heddle apart: a hash of its own code. Empty if that cannot
/// be read.
static const std::string &getBuildId() {
  static const std::string id = []() -> std::string {
    auto image = MemoryBuffer::getFile(findOwnImage(), /*IsText=*/false,
                                       /*RequiresNullTerminator=*/false);
    if (!image)
      return "";
    return toHex(SHA256::hash(arrayRefFromStringRef((*image)->getBuffer())));
  }();
  return id;
}

KernelKey KernelKey::compute(mlir::ModuleOp module, StringRef options,
                             const CpuDescription &cpu) {
  std::string text;
  raw_string_ostream(text) << module;
  SHA256 hash;
  // Each with its length, so that no two lists of fields look alike.
  for (StringRef field :
       {StringRef(getBuildId()), StringRef(LLVM_VERSION_STRING),
        StringRef(cpu.triple), StringRef(cpu.cpu), StringRef(cpu.features),
        options, StringRef(text)}) {
    hash.update(std::to_string(field.size()) + ":");
    hash.update(field);
  }
  KernelKey key;
  key.bytes = hash.final();
  return key;
}

std::string KernelKey::toHex() const {
  return llvm::toHex(bytes, /*LowerCase=*/true);
}

//===----------------------------------------------------------------------===//
// The format of files
//===----------------------------------------------------------------------===//

// A header: eight bytes that say what the file is, the format's version, the
// key, the length of the contents, and their SHA-256. Numbers are
// little-endian. The contents: whether the code uses OpenMP, the number of
// kernels, their names, the code; strings follow their length.
static constexpr StringLiteral magic = "HEDDLE\r\n";
static constexpr uint32_t formatVersion = 1;
static constexpr size_t hashBytes = 32;
static constexpr size_t headerBytes =
    8 + sizeof(uint32_t) + hashBytes + sizeof(uint64_t) + hashBytes;

static void writeString(support::endian::Writer &writer, StringRef text) {
  writer.write<uint64_t>(text.size());
  writer.OS << text;
}

static std::string encodeContents(const CompiledObject &object) {
  std::string contents;
  raw_string_ostream stream(contents);
  support::endian::Writer writer(stream, endianness::little);
  writer.write<uint8_t>(object.usesOpenMP);
  writer.write<uint8_t>(object.usesTileRegisters);
  writer.write<uint64_t>(object.kernels.size());
  for (const std::string &kernel : object.kernels)
    writeString(writer, kernel);
  writeString(writer, object.code);
  return contents;
}

static std::string encodeHeader(const KernelKey &key, StringRef contents) {
  std::string header;
  raw_string_ostream stream(header);
  support::endian::Writer writer(stream, endianness::little);
  stream << magic;
  writer.write<uint32_t>(formatVersion);
  stream << toStringRef(key.getBytes());
  writer.write<uint64_t>(contents.size());
  stream << toStringRef(SHA256::hash(arrayRefFromStringRef(contents)));
  return header;
}

static std::string readString(DataExtractor &data,
                              DataExtractor::Cursor &cursor) {
  uint64_t size = data.getU64(cursor);
  return data.getBytes(cursor, size).str();
}

/// Contents whose checksum is right, so what is wrong here is a bug.
static Expected<CompiledObject> decodeContents(StringRef contents) {
  DataExtractor data(contents, /*IsLittleEndian=*/true, /*AddressSize=*/8);
  DataExtractor::Cursor cursor(0);
  CompiledObject object;
  object.usesOpenMP = data.getU8(cursor);
  object.usesTileRegisters = data.getU8(cursor);
  uint64_t numKernels = data.getU64(cursor);
  for (uint64_t i = 0; cursor && i < numKernels; ++i)
    object.kernels.push_back(readString(data, cursor));
  object.code = readString(data, cursor);
  if (Error error = cursor.takeError())
    return std::move(error);
  return object;
}

/// Fails unless `file` is what `store` writes for `key`.
static Expected<CompiledObject> decode(const KernelKey &key, StringRef file) {
  if (!file.starts_with(magic))
    return createStringError("it was not written by Heddle");
  if (file.size() < headerBytes)
    return createStringError("it is truncated");
  StringRef header = file.take_front(headerBytes);
  StringRef contents = file.drop_front(headerBytes);
  std::string expected = encodeHeader(key, contents);
  if (header == expected)
    return decodeContents(contents);
  size_t versionEnd = magic.size() + sizeof(uint32_t);
  size_t keyEnd = versionEnd + hashBytes;
  size_t sizeEnd = keyEnd + sizeof(uint64_t);
  StringRef right(expected);
  if (header.take_front(versionEnd) != right.take_front(versionEnd))
    return createStringError("it has the format of another version");
  if (header.take_front(keyEnd) != right.take_front(keyEnd))
    return createStringError("it was compiled from something else");
  if (header.take_front(sizeEnd) != right.take_front(sizeEnd))
    return createStringError("its length is wrong");
  return createStringError("its checksum is wrong");
}

//===----------------------------------------------------------------------===//
// ObjectCache
//===----------------------------------------------------------------------===//

static Error makeError(const std::string &path, const Twine &message) {
  return createStringError(inconvertibleErrorCode(), path + ": " + message);
}

std::string ObjectCache::getPath(const KernelKey &key) const {
  SmallString<128> path(folder);
  sys::path::append(path, key.toHex() + ".heddle");
  return path.str().str();
}

/// The whole file; nothing if there is none.
static Expected<std::optional<std::string>> readFile(const std::string &path) {
  if (!sys::fs::exists(path))
    return std::nullopt;
  rt::Result<rt::InputFile> file = rt::InputFile::open(path);
  if (!file)
    return makeError(path, file.error());
  std::string bytes(file->size(), '\0');
  if (rt::Result<rt::Success> read = file->read(bytes.data(), bytes.size(), 0);
      !read)
    return makeError(path, read.error());
  return bytes;
}

Expected<std::optional<CompiledObject>>
ObjectCache::load(const KernelKey &key) const {
  std::string path = getPath(key);
  Expected<std::optional<std::string>> file = readFile(path);
  if (!file)
    return file.takeError();
  if (!*file)
    return std::nullopt;
  Expected<CompiledObject> object = decode(key, **file);
  if (!object)
    return makeError(path, toString(object.takeError()));
  return std::move(*object);
}

Error ObjectCache::store(const KernelKey &key,
                         const CompiledObject &object) const {
  if (std::error_code error = sys::fs::create_directories(
          folder, /*IgnoreExisting=*/true, sys::fs::perms::owner_all))
    return makeError(folder, error.message());
  std::string path = getPath(key);
  rt::Result<rt::OutputFile> file = rt::OutputFile::create(path);
  if (!file)
    return makeError(path, file.error());
  std::string contents = encodeContents(object);
  for (const std::string &part : {encodeHeader(key, contents), contents})
    if (rt::Result<rt::Success> written = file->write(part.data(), part.size());
        !written)
      return makeError(path, written.error());
  if (rt::Result<rt::Success> committed = file->commit(); !committed)
    return makeError(path, committed.error());
  return Error::success();
}
