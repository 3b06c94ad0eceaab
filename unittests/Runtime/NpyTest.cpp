//===- NpyTest.cpp - Tests of reading and writing npy files ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NpyFixture.h"

#include "heddle/Runtime/Random.h"

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace heddle::rt;

namespace fs = std::filesystem;

namespace {

using NpyTest = NpyFixture;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

TEST_F(NpyTest, ReadsEveryElementType) {
  using Values = std::vector<double>;
  auto read = [&](const char *descr, ElementType type,
                  const std::string &data) {
    Tensor tensor = parse(npyFile(dictOf(descr, "(2,)"), data));
    EXPECT_EQ(tensor.elementType(), type);
    EXPECT_TRUE(tensor.checkMargins());
    return valuesOf(tensor);
  };
  EXPECT_EQ(read("<f8", ElementType::F64, bytesOf({1.5, -2.0})),
            (Values{1.5, -2}));
  EXPECT_EQ(read("<f4", ElementType::F32, bytesOf({1.5f, -2.0f})),
            (Values{1.5, -2}));
  EXPECT_EQ(read("<f2", ElementType::F16, {"\0\x3e\0\xc0", 4}),
            (Values{1.5, -2}));
  EXPECT_EQ(read("<i8", ElementType::I64, bytesOf<int64_t>({7, -9})),
            (Values{7, -9}));
  EXPECT_EQ(read("<i4", ElementType::I32, bytesOf<int32_t>({7, -9})),
            (Values{7, -9}));
  EXPECT_EQ(read("|b1", ElementType::Bool, {"\1\0", 2}), (Values{1, 0}));
  for (const char *descr : {"<V2", "|V2", "bfloat16"})
    EXPECT_EQ(read(descr, ElementType::BF16, {"\xc0\x3f\0\xc0", 4}),
              (Values{1.5, -2}));
}

TEST_F(NpyTest, ReadsBigEndian) {
  Tensor floats =
      parse(npyFile(dictOf(">f4", "(2,)"), {"\x3f\xc0\0\0\xc0\0\0\0", 8}));
  EXPECT_EQ(valuesOf(floats), (std::vector<double>{1.5, -2}));
  Tensor halves = parse(npyFile(dictOf(">f2", "(1,)"), {"\x3e\0", 2}));
  EXPECT_EQ(halves.get(0), 1.5);
  Tensor integers = parse(npyFile(dictOf(">i4", "()"), {"\0\0\1\2", 4}));
  EXPECT_EQ(integers.get(0), 258);
}

TEST_F(NpyTest, ReadsEveryVersion) {
  for (int major : {1, 2, 3}) {
    Tensor tensor = parse(
        npyFile(dictOf("<i4", "(1, 2)"), bytesOf<int32_t>({3, 4}), major));
    EXPECT_EQ(tensor.shape(), (Dims{1, 2}));
    EXPECT_EQ(valuesOf(tensor), (std::vector<double>{3, 4}));
  }
}

TEST_F(NpyTest, ReadsFortranOrderAsRowMajor) {
  Tensor tensor = parse(npyFile(dictOf("<i4", "(2, 3)", "True"),
                                bytesOf<int32_t>({0, 10, 1, 11, 2, 12})));
  EXPECT_TRUE(tensor.isPacked());
  EXPECT_EQ(valuesOf(tensor), (std::vector<double>{0, 1, 2, 10, 11, 12}));
}

TEST_F(NpyTest, ReadsEveryFormOfDict) {
  std::string data = bytesOf({1.0f, 2.0f, 3.0f});
  for (const char *dict :
       {"{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }  \n",
        "{'shape':(3,),'fortran_order':False,'descr':'<f4'}",
        "{\"fortran_order\": False, \"descr\": \"<f4\", \"shape\": (3 , )}",
        " {\t'shape' :\n( 3, ) ,\r 'descr': '<f4' , 'fortran_order' : True , "
        "} ",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3L,)}"}) {
    Tensor tensor = parse(npyFile(dict, data));
    EXPECT_EQ(tensor.shape(), Dims{3}) << dict;
    EXPECT_EQ(tensor.get(2), 3) << dict;
  }
}

TEST_F(NpyTest, ReadsEveryFormOfShape) {
  EXPECT_EQ(parse(npyFile(dictOf("|b1", "()"), "\1")).shape(), Dims{});
  EXPECT_EQ(parse(npyFile(dictOf("|b1", "(1, 1)"), "\1")).shape(),
            (Dims{1, 1}));
  EXPECT_EQ(parse(npyFile(dictOf("|b1", "(1,1,)"), "\1")).shape(),
            (Dims{1, 1}));
  EXPECT_EQ(parse(npyFile(dictOf("<f4", "(0, 4)"))).shape(), (Dims{0, 4}));
  EXPECT_EQ(parse(npyFile(dictOf("<f4", "(4, 0)", "True"))).shape(),
            (Dims{4, 0}));
}

TEST_F(NpyTest, PlacementIsHonored) {
  put("x.npy", npyFile(dictOf("<f8", "(1,)"), bytesOf({1.0})));
  Result<Tensor> tensor = readNpy("x.npy", Placement::Aligned);
  ASSERT_TRUE(tensor);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor->data()) % 64, 0u);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// What numpy.save writes for numpy.float32([[1, 2, 3]]).
TEST_F(NpyTest, WritesTheBytesOfNumpy) {
  Tensor tensor = make(ElementType::F32, {1, 3});
  for (int64_t i = 0; i < 3; ++i)
    tensor.set(i, static_cast<double>(i + 1));
  ASSERT_TRUE(writeNpy("y.npy", tensor));
  std::string dict =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
  dict += std::string(117 - dict.size(), ' ') + '\n';
  EXPECT_EQ(contents("y.npy"), npyFile(dict, bytesOf({1.0f, 2.0f, 3.0f})));
}

TEST_F(NpyTest, RoundTripsEveryTypeAndShape) {
  for (ElementType type :
       {ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16,
        ElementType::I64, ElementType::I32, ElementType::Bool})
    for (const Dims &shape : {Dims{}, Dims{7}, Dims{2, 3, 4}, Dims{3, 0},
                              Dims(64, 1), Dims{1000, 1}}) {
      Tensor tensor = make(type, shape);
      fillNormal(tensor, 5, 100);
      ASSERT_TRUE(writeNpy("y.npy", tensor));
      Result<Tensor> back = readNpy("y.npy");
      ASSERT_TRUE(back) << back.error();
      EXPECT_EQ(back->elementType(), type);
      EXPECT_EQ(back->shape(), shape);
      EXPECT_EQ(valuesOf(*back), valuesOf(tensor));
      EXPECT_EQ((contents("y.npy").size() - tensor.sizeInBytes()) % 64, 0u);
    }
}

TEST_F(NpyTest, WritesStridedTensorsInRowMajorOrder) {
  Result<Tensor> tensor =
      Tensor::allocateStrided(ElementType::BF16, {3, 4}, {1, 5}, 2);
  ASSERT_TRUE(tensor);
  fillUniformInt(*tensor, 1, -50, 50);
  ASSERT_TRUE(writeNpy("y.npy", *tensor));
  Result<Tensor> back = readNpy("y.npy");
  ASSERT_TRUE(back);
  EXPECT_EQ(valuesOf(*back), valuesOf(*tensor));
}

TEST_F(NpyTest, WritingReplacesTheFileAndLeavesNothingElse) {
  put("y.npy", "old");
  ASSERT_TRUE(writeNpy("y.npy", make(ElementType::F32, {2})));
  EXPECT_EQ(contents("y.npy").size(), 136u);
  EXPECT_EQ(countFiles(), 1u);
}

TEST_F(NpyTest, PreparedFilesAppearWhenCommitted) {
  put("y.npy", "old");
  {
    Result<OutputFile> file =
        prepareNpy("y.npy", make(ElementType::F32, {2, 3}));
    ASSERT_TRUE(file);
    EXPECT_EQ(contents("y.npy"), "old");
    EXPECT_TRUE(std::filesystem::exists(file->temporaryPath()));
  }
  EXPECT_EQ(contents("y.npy"), "old");
  EXPECT_EQ(countFiles(), 1u);
  Result<OutputFile> file = prepareNpy("y.npy", make(ElementType::F32, {2}));
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(readNpy("y.npy")->shape(), Dims({2}));
  EXPECT_EQ(countFiles(), 1u);
}

TEST_F(NpyTest, WritingFollowsSymbolicLinks) {
  fs::create_directory("d");
  put("d/y.npy", "old");
  fs::create_symlink("d/y.npy", "link.npy");
  ASSERT_TRUE(writeNpy("link.npy", make(ElementType::F32, {2})));
  EXPECT_TRUE(fs::is_symlink("link.npy"));
  EXPECT_EQ(contents("d/y.npy").size(), 136u);
}

TEST_F(NpyTest, WritingHonorsTheUmask) {
  mode_t before = umask(027);
  ASSERT_TRUE(writeNpy("y.npy", make(ElementType::F32, {2})));
  umask(before);
  struct stat status;
  ASSERT_EQ(stat("y.npy", &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST_F(NpyTest, WritingRefusesWhatIsNoFile) {
  Tensor tensor = make(ElementType::F32, {2});
  auto errorOf = [&](const char *path) {
    return writeNpy(path, tensor).error();
  };
  EXPECT_EQ(errorOf("no/y.npy"),
            "no/y.npy: cannot create: No such file or directory");
  fs::create_directory("d");
  EXPECT_EQ(errorOf("d"), "d: is a directory, expected a file");
  EXPECT_EQ(errorOf("/dev/null"),
            "/dev/null: is a pipe or a device, expected a regular file");
  fs::create_symlink("nowhere", "link.npy");
  EXPECT_EQ(errorOf("link.npy"), "link.npy: cannot follow the symbolic link: "
                                 "No such file or directory");
  EXPECT_EQ(errorOf(""), "\"\": the file name is empty");
  EXPECT_EQ(countFiles(), 2u);
}

/// A limit on the size of files stands in for a full disk.
TEST_F(NpyTest, FailedWritingLeavesEverythingAsItWas) {
  put("y.npy", "old");
  auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  Result<Success> written = writeNpy("y.npy", make(ElementType::F32, {1000}));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(written.failed());
  EXPECT_EQ(written.error(), "y.npy: cannot write: File too large");
  EXPECT_EQ(contents("y.npy"), "old");
  EXPECT_EQ(countFiles(), 1u);
}

} // namespace
