/* Part of the Heddle project, under the Apache License v2.0 with LLVM
 * Exceptions. See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Calls the C entry point of @main on arrays from a file, and writes the arrays
 * back to it. An array is its rank, its extents and the bytes of an element, 64
 * bits each, and its elements. Each lies in memory of its own, between pages
 * that must not be touched.
 */

#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAX_RANK = 4, MAX_ARRAYS = 8 };

/* A memref descriptor, for any rank. */
struct MemRef {
  void *allocated, *aligned;
  int64_t offset;
  int64_t extents_and_strides[2 * MAX_RANK];
};

/* As many as a register each holds on x86-64 and AArch64, and on the stack. */
void _mlir_ciface_main(struct MemRef *, struct MemRef *, struct MemRef *,
                       struct MemRef *, struct MemRef *, struct MemRef *,
                       struct MemRef *, struct MemRef *);

static void *allocate(size_t bytes) {
  size_t page = sysconf(_SC_PAGESIZE), size = (bytes + page - 1) / page * page;
  char *memory = mmap(NULL, size + 2 * page, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED ||
      (size && mprotect(memory + page, size, PROT_READ | PROT_WRITE)))
    exit(2);
  return memory + page + size - bytes;
}

static int64_t read_number(FILE *file) {
  int64_t number;
  if (fread(&number, sizeof(number), 1, file) != 1)
    exit(2);
  return number;
}

/* Returns the bytes of the elements. */
static size_t read_array(FILE *file, struct MemRef *array) {
  int64_t rank = read_number(file), count = 1;
  memset(array, 0, sizeof(*array));
  for (int64_t i = 0; i < rank; ++i)
    array->extents_and_strides[i] = read_number(file);
  for (int64_t i = rank; i-- > 0;) {
    array->extents_and_strides[rank + i] = count;
    count *= array->extents_and_strides[i];
  }
  size_t bytes = count * read_number(file);
  array->allocated = array->aligned = allocate(bytes);
  if (fread(array->aligned, 1, bytes, file) != bytes)
    exit(2);
  return bytes;
}

int main(int argc, char **argv) {
  struct MemRef a[MAX_ARRAYS];
  size_t bytes[MAX_ARRAYS], count = 0;
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!file)
    return 2;
  for (int c; count < MAX_ARRAYS && (c = getc(file)) != EOF; ++count) {
    ungetc(c, file);
    bytes[count] = read_array(file, &a[count]);
  }
  fclose(file);

  _mlir_ciface_main(a, a + 1, a + 2, a + 3, a + 4, a + 5, a + 6, a + 7);

  file = fopen(argv[1], "wb");
  for (size_t i = 0; file && i < count; ++i)
    fwrite(a[i].aligned, 1, bytes[i], file);
  return !file || fclose(file) ? 2 : 0;
}
