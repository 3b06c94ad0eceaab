//===- NpyRefusalTest.cpp - Tests of npy files that are refused -----------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NpyFixture.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace heddle::rt;

namespace fs = std::filesystem;

namespace {

using NpyRefusalTest = NpyFixture;

TEST_F(NpyRefusalTest, RefusesWhatIsNoFile) {
  auto errorOf = [](const char *path) { return readNpy(path).error(); };
  EXPECT_EQ(errorOf("no.npy"),
            "no.npy: cannot open: No such file or directory");
  EXPECT_EQ(errorOf(""), "\"\": the file name is empty");
  fs::create_directory("d");
  EXPECT_EQ(errorOf("d"), "d: is a directory, expected a file");
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  EXPECT_EQ(errorOf("pipe"),
            "pipe: is a pipe or a device, expected a regular file");
}

TEST_F(NpyRefusalTest, RefusesUnreadableFiles) {
  if (geteuid() == 0)
    GTEST_SKIP() << "root reads everything";
  put("x.npy", "");
  chmod("x.npy", 0);
  EXPECT_EQ(readNpy("x.npy").error(), "x.npy: cannot open: Permission denied");
}

TEST_F(NpyRefusalTest, RefusesOtherFormats) {
  std::string expected = ", expected \"\\x93NUMPY\"";
  EXPECT_EQ(errorOf(""), "not an npy file: it starts with \"\"" + expected);
  EXPECT_EQ(errorOf("PK\3\4 a zip file"),
            "not an npy file: it starts with \"PK\\x03\\x04 a\"" + expected);
  EXPECT_EQ(errorOf("\x93NUM"),
            "not an npy file: it starts with \"\\x93NUM\"" + expected);
  EXPECT_EQ(errorOf(npyFile("{}", "", 4)),
            "npy version 4.0, expected 1.0, 2.0 or 3.0");
  EXPECT_EQ(errorOf({"\x93NUMPY\1\1\2\0{}", 12}),
            "npy version 1.1, expected 1.0, 2.0 or 3.0");
}

TEST_F(NpyRefusalTest, RefusesTruncatedHeaders) {
  EXPECT_EQ(errorOf({"\x93NUMPY\1\0\2", 9}),
            "truncated: the file has 9 bytes, too few for the header of an "
            "npy file");
  EXPECT_EQ(errorOf({"\x93NUMPY\2\0\2\0\0", 11}),
            "truncated: the file has 11 bytes, too few for the header of an "
            "npy file");
  EXPECT_EQ(errorOf({"\x93NUMPY\1\0\xff\0{}", 12}),
            "truncated: the header should have 255 bytes, the file has 2 "
            "after the header's length");
  EXPECT_EQ(errorOf({"\x93NUMPY\2\0\xff\xff\xff\xff{}", 14}),
            "truncated: the header should have 4294967295 bytes, the file has "
            "2 after the header's length");
}

TEST_F(NpyRefusalTest, RefusesHugeHeaders) {
  EXPECT_EQ(errorOf(npyFile(std::string(2 << 20, ' '), "", 2)),
            "bad header: it has 2097152 bytes, expected at most 1048576");
  std::string ones;
  for (int i = 0; i < 65; ++i)
    ones += "1,";
  EXPECT_EQ(errorOf(npyFile(dictOf("|b1", "(" + ones + ")"), "\1")),
            "bad header: more than 64 dimensions in 'shape'");
}

TEST_F(NpyRefusalTest, RefusesDataOfTheWrongSize) {
  std::string dict = dictOf("<f4", "(4, 256)");
  EXPECT_EQ(errorOf(npyFile(dict, std::string(1000, 'x'))),
            "truncated: the header promises 4096 bytes of data (shape 4x256, "
            "f32), the file has 1000");
  EXPECT_EQ(errorOf(npyFile(dict, std::string(4097, 'x'))),
            "trailing bytes: the header promises 4096 bytes of data (shape "
            "4x256, f32), the file has 4097");
  EXPECT_EQ(errorOf(npyFile(dictOf("<f8", "()"))),
            "truncated: the header promises 8 bytes of data (shape scalar, "
            "f64), the file has 0");
  EXPECT_EQ(errorOf(npyFile(dictOf("<f8", "(0,)"), "x")),
            "trailing bytes: the header promises 0 bytes of data (shape 0, "
            "f64), the file has 1");
}

TEST_F(NpyRefusalTest, RefusesHugeShapes) {
  EXPECT_EQ(errorOf(npyFile(dictOf("<f4", "(1099511627776,)"))),
            "truncated: the header promises 4398046511104 bytes of data "
            "(shape 1099511627776, f32), the file has 0");
  EXPECT_EQ(errorOf(npyFile(dictOf("<f4", "(4294967296, 4294967296)"))),
            "bad header: shape 4294967296x4294967296: the number of elements "
            "overflows 64 bits");
  EXPECT_EQ(errorOf(npyFile(dictOf("<f8", "(4611686018427387904,)"))),
            "bad header: the size in bytes overflows 64 bits (shape "
            "4611686018427387904, f64)");
  EXPECT_EQ(errorOf(npyFile(dictOf("<f4", "(99999999999999999999, 0)"))),
            "bad header: the extent \"99999999999999999999\" overflows 64 "
            "bits");
}

TEST_F(NpyRefusalTest, RefusesOtherElementTypes) {
  std::string expected = ", expected '<f8', '<f4', '<f2', '<V2' (bf16), "
                         "'<i8', '<i4' or '|b1'";
  for (const char *descr : {"", "<", "<f16", "<u4", "|i1", "<c8", "<U3", "|S5",
                            "=f4", "f4", "|f4", "<b1", ">V2", "<V1", "<f4 "})
    EXPECT_EQ(errorOf(npyFile(dictOf(descr, "()"))),
              std::string("bad header: unsupported element type \"") + descr +
                  "\"" + expected);
  EXPECT_EQ(errorOf(npyFile(dictOf("|O", "()"))),
            "bad header: unsupported element type \"|O\" (Python objects)" +
                expected);
  for (const char *descr : {"[('a', '<f4')]", "('<f4', (2,))"})
    EXPECT_EQ(errorOf(npyFile(std::string("{'descr': ") + descr + "}")),
              "bad header: structured element types are not supported" +
                  expected);
}

TEST_F(NpyRefusalTest, RefusesOtherBools) {
  EXPECT_EQ(errorOf(npyFile(dictOf("|b1", "(3,)"), {"\0\1\2", 3})),
            "byte 2 of the data is 2, expected 0 or 1 for a bool");
}

TEST_F(NpyRefusalTest, RefusesBadKeys) {
  std::string descr = "'descr': '<f4', ", order = "'fortran_order': False, ",
              shape = "'shape': (), ";
  auto errorOf = [&](const std::string &entries) {
    return this->errorOf(npyFile("{" + entries + "}", "1234"));
  };
  EXPECT_EQ(errorOf(order + shape), "bad header: the key 'descr' is missing");
  EXPECT_EQ(errorOf(descr + shape),
            "bad header: the key 'fortran_order' is missing");
  EXPECT_EQ(errorOf(descr + order), "bad header: the key 'shape' is missing");
  EXPECT_EQ(errorOf(descr + order + shape + shape),
            "bad header: the key 'shape' appears twice");
  EXPECT_EQ(errorOf(descr + order + shape + "'order': 1"),
            "bad header: unknown key \"order\", expected 'descr', "
            "'fortran_order' and 'shape'");
  EXPECT_EQ(errorOf("1: 2"),
            "bad header: expected a key in quotes, found \"1: 2}\"");
  EXPECT_EQ(errorOf("'descr' '<f4'"),
            "bad header: expected ':' after a key, found \"'<f4'}\"");
  EXPECT_EQ(errorOf("'fortran_order': 0"),
            "bad header: expected True or False as the value of "
            "'fortran_order', found \"0}\"");
  EXPECT_EQ(errorOf("'descr': 4"), "bad header: expected a string as the "
                                   "value of 'descr', found \"4}\"");
}

TEST_F(NpyRefusalTest, RefusesBadDicts) {
  auto errorOf = [&](const std::string &dict) {
    return this->errorOf(npyFile(dict));
  };
  EXPECT_EQ(errorOf(""), "bad header: expected '{' at the start, found the "
                         "end of the header");
  EXPECT_EQ(errorOf("[]"),
            "bad header: expected '{' at the start, found \"[]\"");
  EXPECT_EQ(errorOf("{'shape': ()"), "bad header: expected '}' or ',' after a "
                                     "value, found the end of the header");
  EXPECT_EQ(errorOf("{,}"),
            "bad header: expected a key in quotes, found \",}\"");
  EXPECT_EQ(errorOf("{'shape"), "bad header: expected the end of a string, "
                                "found the end of the header");
  EXPECT_EQ(errorOf("{'sh\\x61pe': ()}"),
            "bad header: expected a plain character in a string, found "
            "\"\\x61pe': ()}\"");
  EXPECT_EQ(errorOf("{'shape': ()} # 1"),
            "bad header: expected nothing after the dict, found \"# 1\"");
  EXPECT_EQ(errorOf({"{'shape': ()}\0", 14}),
            "bad header: expected nothing after the dict, found \"\\x00\"");
}

TEST_F(NpyRefusalTest, RefusesBadShapes) {
  auto errorOf = [&](const std::string &shape) {
    return this->errorOf(npyFile("{'shape': " + shape));
  };
  EXPECT_EQ(errorOf("(2, -3)"), "bad header: negative extent -3 in 'shape'");
  EXPECT_EQ(errorOf("3"),
            "bad header: expected a tuple as the value of 'shape', found "
            "\"3\"");
  EXPECT_EQ(errorOf("[3]"),
            "bad header: expected a tuple as the value of 'shape', found "
            "\"[3]\"");
  EXPECT_EQ(errorOf("(3)"),
            "bad header: expected ',' after the only extent of 'shape', found "
            "\")\"");
  for (const char *extent : {",)", "(3)", "-)", "+3,)", "x,)", "'3',)", ""})
    EXPECT_EQ(
        errorOf(std::string("(") + extent),
        "bad header: expected an integer as an extent of 'shape', found " +
            (*extent ? "\"" + std::string(extent) + "\""
                     : "the end of the header"));
  EXPECT_EQ(errorOf("(2, 3.0)"),
            "bad header: expected ')' or ',' in 'shape', found \".0)\"");
  EXPECT_EQ(errorOf("(2, 3"), "bad header: expected ')' or ',' in 'shape', "
                              "found the end of the header");
}

TEST_F(NpyRefusalTest, QuotesLongHeadersInPart) {
  EXPECT_EQ(
      errorOf(npyFile("\"" + std::string(500, '\xff'))),
      "bad header: expected '{' at the start, found \"\"" +
          [] {
            std::string escapes;
            for (int i = 0; i < 39; ++i)
              escapes += "\\xff";
            return escapes;
          }() +
          "...\"");
}

/// Any prefix of a good file, and the file with any byte changed, is read or
/// refused, whatever it says.
TEST_F(NpyRefusalTest, SurvivesDamage) {
  std::string good =
      npyFile(dictOf("<f4", "(2, 3)", "True"), std::string(24, '\1'));
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_NE(errorOf(good.substr(0, size)), "success");
  for (size_t at = 0; at < good.size(); ++at)
    for (char byte : {'\0', '\xff', '9', ')'}) {
      std::string damaged = good;
      damaged[at] = byte;
      put("x.npy", damaged);
      Result<Tensor> tensor = readNpy("x.npy");
      EXPECT_TRUE(tensor || !tensor.error().empty());
    }
}

} // namespace
