//===- NpyFixture.h - What tests of npy files share -------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_UNITTESTS_RUNTIME_NPYFIXTURE_H
#define HEDDLE_UNITTESTS_RUNTIME_NPYFIXTURE_H

#include "heddle/Runtime/Npy.h"

#include "gtest/gtest.h"

#include <cstring>
#include <filesystem>
#include <fstream>

#include <stdlib.h>

namespace heddle::rt {

/// Little endian, in so many bytes.
inline std::string littleEndian(uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i)
    bytes += static_cast<char>(value >> 8 * i & 0xff);
  return bytes;
}

/// A file of the given major version around a dict and data.
inline std::string npyFile(const std::string &dict,
                           const std::string &data = "", int major = 1) {
  std::string file("\x93NUMPY", 6);
  file += static_cast<char>(major);
  file += '\0';
  return file + littleEndian(dict.size(), major == 1 ? 2 : 4) + dict + data;
}

inline std::string dictOf(const std::string &descr, const std::string &shape,
                          const std::string &fortran = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + fortran +
         ", 'shape': " + shape + ", }\n";
}

template <class T>
std::string bytesOf(std::initializer_list<T> values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.begin(), bytes.size());
  return bytes;
}

inline std::vector<double> valuesOf(const Tensor &tensor) {
  std::vector<double> values;
  tensor.forEachPlace(
      [&](int64_t place) { values.push_back(tensor.load(place)); });
  return values;
}

inline Tensor make(ElementType type, const Dims &shape) {
  Result<Tensor> tensor = Tensor::allocate(type, shape);
  EXPECT_TRUE(tensor);
  return *std::move(tensor);
}

/// Runs in a directory of its own, so that file names in messages are short.
class NpyFixture : public testing::Test {
protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "heddle-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    home = std::filesystem::current_path();
    directory = name;
    std::filesystem::current_path(directory);
  }

  void TearDown() override {
    std::filesystem::current_path(home);
    std::filesystem::remove_all(directory);
  }

  void put(const std::string &path, const std::string &bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  std::string contents(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  /// Reads a file of these bytes that should be fine.
  Tensor parse(const std::string &bytes) {
    put("x.npy", bytes);
    Result<Tensor> tensor = readNpy("x.npy");
    EXPECT_TRUE(tensor) << (tensor ? "" : tensor.error());
    return tensor ? *std::move(tensor) : make(ElementType::F32, {});
  }

  /// The message for a file of these bytes, less the name that it starts with.
  std::string errorOf(const std::string &bytes) {
    put("x.npy", bytes);
    Result<Tensor> tensor = readNpy("x.npy");
    if (tensor)
      return "success";
    EXPECT_EQ(tensor.error().rfind("x.npy: ", 0), 0u) << tensor.error();
    return tensor.error().substr(7);
  }

  size_t countFiles() {
    return static_cast<size_t>(
        std::distance(std::filesystem::directory_iterator("."),
                      std::filesystem::directory_iterator()));
  }

  std::filesystem::path home, directory;
};

} // namespace heddle::rt

#endif // HEDDLE_UNITTESTS_RUNTIME_NPYFIXTURE_H
