/* Calls examples/minimal.mlir and computes the same in double. */

#include "minimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { H = 4, S = 64, W = 32, SIZE = H * S * W };

static float *make_tensor(unsigned seed) {
  float *tensor = malloc(SIZE * sizeof(float));
  for (int i = 0; i < SIZE; ++i) {
    seed = seed * 1664525u + 1013904223u;
    tensor[i] = (float)(seed >> 8) / (1 << 23) - 1;
  }
  return tensor;
}

/* One row of softmax(q k^T / sqrt(W)) v, times sigmoid(g). */
static void attend(const float *q, const float *k, const float *v,
                   const float *g, double *y) {
  double weights[S], sum = 0;
  for (int j = 0; j < S; ++j) {
    double dot = 0;
    for (int w = 0; w < W; ++w)
      dot += (double)q[w] * k[j * W + w];
    weights[j] = exp(dot / sqrt(W));
    sum += weights[j];
  }
  for (int w = 0; w < W; ++w) {
    double output = 0;
    for (int j = 0; j < S; ++j)
      output += weights[j] / sum * v[j * W + w];
    y[w] = output / (1 + exp(-(double)g[w]));
  }
}

int main(void) {
  float *q = make_tensor(1), *k = make_tensor(2), *v = make_tensor(3);
  float *g = make_tensor(4), *y = make_tensor(5);
  heddle_memref_4d qd = heddle_memref_4d_make(q, 1, H, S, W);
  heddle_memref_4d kd = heddle_memref_4d_make(k, 1, H, S, W);
  heddle_memref_4d vd = heddle_memref_4d_make(v, 1, H, S, W);
  heddle_memref_4d gd = heddle_memref_4d_make(g, 1, H, S, W);
  heddle_memref_4d yd = heddle_memref_4d_make(y, 1, H, S, W);
  double largest = 0;

  _mlir_ciface_main(&qd, &kd, &vd, &gd, &yd);

  for (int row = 0; row < H * S; ++row) {
    double expected[W];
    int head = row / S * S * W;
    attend(q + row * W, k + head, v + head, g + row * W, expected);
    for (int w = 0; w < W; ++w)
      largest = fmax(largest, fabs(expected[w] - y[row * W + w]));
  }
  printf("largest error %g: %s\n", largest, largest < 1e-6 ? "right" : "wrong");
  free(q);
  free(k);
  free(v);
  free(g);
  free(y);
  return largest < 1e-6 ? 0 : 1;
}
