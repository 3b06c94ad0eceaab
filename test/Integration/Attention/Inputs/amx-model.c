/* Part of the Heddle project, under the Apache License v2.0 with LLVM
 * Exceptions. See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * AMX's instructions, by Intel's manual. What would fault there, or depend on
 * what was there before, ends the program.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TILES = 8, ROWS = 16, BYTES = 64 };

static struct {
  int rows, bytes, defined;
  uint8_t data[ROWS][BYTES];
} tiles[TILES];
static int configured;

static void check(int good, const char *message) {
  if (good)
    return;
  fprintf(stderr, "amx-model: %s\n", message);
  exit(3);
}

static void check_tile(int8_t t) {
  check(configured, "no configuration");
  check(t >= 0 && t < TILES && tiles[t].rows > 0, "no such tile");
}

void model_ldtilecfg(const uint8_t *config) {
  check(config[0] == 1 && config[1] == 0, "palette or start row");
  for (int i = 2; i < 16; ++i)
    check(config[i] == 0, "reserved bytes");
  for (int t = 0; t < TILES; ++t) {
    memset(&tiles[t], 0, sizeof(tiles[t]));
    tiles[t].bytes = config[16 + 2 * t] | config[17 + 2 * t] << 8;
    tiles[t].rows = config[48 + t];
    check(tiles[t].bytes <= BYTES && tiles[t].rows <= ROWS, "size of a tile");
  }
  configured = 1;
}

void model_tilerelease(void) { configured = 0; }

void model_tilezero(int8_t t) {
  check_tile(t);
  memset(tiles[t].data, 0, sizeof(tiles[t].data));
  tiles[t].defined = 1;
}

void model_tileloadd64(int8_t t, const uint8_t *base, int64_t stride) {
  model_tilezero(t);
  for (int row = 0; row < tiles[t].rows; ++row)
    memcpy(tiles[t].data[row], base + row * stride, tiles[t].bytes);
}

void model_tilestored64(int8_t t, uint8_t *base, int64_t stride) {
  check_tile(t);
  check(tiles[t].defined, "store of what was never loaded");
  for (int row = 0; row < tiles[t].rows; ++row)
    memcpy(base + row * stride, tiles[t].data[row], tiles[t].bytes);
}

static float from_bf16(const uint8_t *bytes) {
  uint32_t bits = (uint32_t)(bytes[0] | bytes[1] << 8) << 16;
  float value;
  memcpy(&value, &bits, sizeof(value));
  return value;
}

static float from_f16(const uint8_t *bytes) {
  _Float16 value;
  memcpy(&value, bytes, sizeof(value));
  return value;
}

static void multiply(int8_t sums, int8_t a, int8_t b,
                     float (*decode)(const uint8_t *)) {
  check_tile(sums), check_tile(a), check_tile(b);
  check(sums != a && sums != b && a != b, "operands that are one tile");
  check(tiles[sums].defined && tiles[a].defined && tiles[b].defined,
        "product of what was never loaded");
  check(tiles[a].rows == tiles[sums].rows &&
            tiles[b].bytes == tiles[sums].bytes &&
            tiles[a].bytes == 4 * tiles[b].rows,
        "sizes of operands");
  for (int m = 0; m < tiles[sums].rows; ++m)
    for (int n = 0; n < tiles[sums].bytes / 4; ++n) {
      float sum;
      memcpy(&sum, &tiles[sums].data[m][4 * n], sizeof(sum));
      for (int k = 0; k < tiles[a].bytes / 4; ++k)
        for (int half = 0; half < 4; half += 2)
          sum += decode(&tiles[a].data[m][4 * k + half]) *
                 decode(&tiles[b].data[k][4 * n + half]);
      memcpy(&tiles[sums].data[m][4 * n], &sum, sizeof(sum));
    }
}

void model_tdpbf16ps(int8_t sums, int8_t a, int8_t b) {
  multiply(sums, a, b, from_bf16);
}

void model_tdpfp16ps(int8_t sums, int8_t a, int8_t b) {
  multiply(sums, a, b, from_f16);
}

__attribute__((destructor)) static void report(void) {
  check(!configured, "tiles are not released");
}
