// Kernels in OpenCL, without its library: what clang makes of plain code for AMD
// GPUs, optimised or not.

#pragma OPENCL EXTENSION cl_khr_fp16 : enable

#define BARRIER                                                                \
  __builtin_amdgcn_fence(__ATOMIC_RELEASE, "workgroup");                       \
  __builtin_amdgcn_s_barrier();                                                \
  __builtin_amdgcn_fence(__ATOMIC_ACQUIRE, "workgroup")

static int lid(void) { return __builtin_amdgcn_workitem_id_x(); }
static int group(void) { return __builtin_amdgcn_workgroup_id_x(); }
static int size(void) { return __builtin_amdgcn_workgroup_size_x(); }

kernel void sums(global const float *x, global float *out, int n) {
  local float part[256];
  int t = lid();
  float sum = 0;
  for (int i = group() * size() + t; i < n; i += 2 * size())
    sum += x[i];
  part[t] = sum;
  BARRIER;
  for (int step = size() / 2; step > 0; step /= 2) {
    if (t < step)
      part[t] += part[t + step];
    BARRIER;
  }
  if (t == 0)
    out[group()] = part[0];
}

kernel void multiply(global const float *a, global const float *b,
                     global float *c, int m, int n, int k) {
  local float ta[16][17], tb[16][17];
  int x = lid(), y = __builtin_amdgcn_workitem_id_y();
  int row = group() * 16 + y;
  int column = __builtin_amdgcn_workgroup_id_y() * 16 + x;
  float sum = 0;
  for (int start = 0; start < k; start += 16) {
    ta[y][x] = row < m && start + x < k ? a[row * k + start + x] : 0;
    tb[y][x] = start + y < k && column < n ? b[(start + y) * n + column] : 0;
    BARRIER;
    for (int i = 0; i < 16; ++i)
      sum += ta[y][i] * tb[i][x];
    BARRIER;
  }
  if (row < m && column < n)
    c[row * n + column] = sum;
}

typedef struct {
  int first, count;
  float scale;
} Part;

static void sort(float *x, int n) {
  for (int i = 1; i < n; ++i) {
    float value = x[i];
    int j = i;
    for (; j > 0 && x[j - 1] > value; --j)
      x[j] = x[j - 1];
    x[j] = value;
  }
}

// Private arrays through flat pointers, structures by value, loops that end at
// different times.
kernel void medians(global const float *x, global float *out, Part part) {
  int t = group() * size() + lid();
  if (t >= part.count)
    return;
  float window[9];
  int n = 1 + 2 * (t % 5);
  for (int i = 0; i < n; ++i)
    window[i] = x[part.first + t + i];
  sort(window, n);
  out[t] = window[n / 2] * part.scale;
}

constant int primes[8] = {2, 3, 5, 7, 11, 13, 17, 19};

kernel void digits(global int *counts, global const int *x, int n) {
  local int bins[8];
  int t = lid();
  if (t < 8)
    bins[t] = 0;
  BARRIER;
  for (int i = t; i < n; i += size())
    for (int j = 0; j < 8; ++j)
      if (x[i] % primes[j] == 0)
        __opencl_atomic_fetch_add((local volatile atomic_int *)&bins[j], 1,
                                  memory_order_relaxed,
                                  memory_scope_work_group);
  BARRIER;
  if (t < 8)
    __opencl_atomic_fetch_add((global volatile atomic_int *)&counts[t], bins[t],
                              memory_order_relaxed, memory_scope_device);
}

// Collatz: lanes of a wave leave the loop at different times and vote.
kernel void collatz(global int *steps, global int *votes) {
  int t = group() * size() + lid();
  unsigned n = t + 1;
  int count = 0, rounds = 0;
  while (n != 1) {
    n = n % 2 ? 3 * n + 1 : n / 2;
    ++count;
    rounds += __builtin_popcountl(__builtin_amdgcn_ballot_w64(1));
  }
  steps[t] = count;
  votes[t] = rounds;
}

kernel void halves(global const half *x, global half *out, global double *wide,
                   int n) {
  int t = group() * size() + lid();
  if (t < n) {
    half h = x[t];
    out[t] = h * h + (half)0.5f;
    wide[t] = (double)h / 3.0 + __builtin_sqrt((double)t);
  }
}
