// Two headers in one file, and one of them twice.

#include "minimal.h"
#include "other.h"

#include "minimal.h"

int main() {
  float number = 0;
  heddle_memref_2d matrix = heddle_memref_2d_make(&number, 1, 1);
  heddle_memref_4d tensor = heddle_memref_4d_make(&number, 1, 1, 1, 1);
  return static_cast<int>(tensor.offset + matrix.offset);
}
