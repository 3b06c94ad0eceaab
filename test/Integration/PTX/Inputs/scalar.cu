// Kernels without matrix units, as CUDA programmers write them.

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>

#include <cstdint>

// Warps reduce by shuffles, then the first warp reduces what they found.
extern "C" __global__ void reduce(const float *x, float *result, int count) {
  __shared__ float partial[32];
  float sum = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count;
       i += gridDim.x * blockDim.x)
    sum += x[i];
  for (int delta = 16; delta > 0; delta /= 2)
    sum += __shfl_down_sync(0xffffffff, sum, delta);
  if (threadIdx.x % 32 == 0)
    partial[threadIdx.x / 32] = sum;
  __syncthreads();
  if (threadIdx.x < 32) {
    sum = threadIdx.x < blockDim.x / 32 ? partial[threadIdx.x] : 0;
    for (int mask = 16; mask > 0; mask /= 2)
      sum += __shfl_xor_sync(0xffffffff, sum, mask);
    if (threadIdx.x == 0)
      atomicAdd(result, sum);
  }
}

extern "C" __global__ void transpose(const float *x, float *y, int rows,
                                     int columns) {
  __shared__ float tile[32][33];
  int column = blockIdx.x * 32 + threadIdx.x;
  for (int i = threadIdx.y; i < 32; i += blockDim.y) {
    int row = blockIdx.y * 32 + i;
    if (row < rows && column < columns)
      tile[i][threadIdx.x] = x[row * columns + column];
  }
  __syncthreads();
  int row = blockIdx.y * 32 + threadIdx.x;
  for (int i = threadIdx.y; i < 32; i += blockDim.y) {
    column = blockIdx.x * 32 + i;
    if (row < rows && column < columns)
      y[column * rows + row] = tile[threadIdx.x][i];
  }
}

// One block per row; dynamic shared memory keeps the row.
extern "C" __global__ void softmax(const float *x, float *y, int columns) {
  extern __shared__ float row[];
  __shared__ float reduced[256];
  x += blockIdx.x * columns;
  y += blockIdx.x * columns;
  float highest = -INFINITY;
  for (int j = threadIdx.x; j < columns; j += blockDim.x) {
    row[j] = x[j];
    highest = fmaxf(highest, row[j]);
  }
  reduced[threadIdx.x] = highest;
  for (int half = blockDim.x / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half)
      reduced[threadIdx.x] =
          fmaxf(reduced[threadIdx.x], reduced[threadIdx.x + half]);
  }
  __syncthreads();
  highest = reduced[0];
  __syncthreads();
  float sum = 0;
  for (int j = threadIdx.x; j < columns; j += blockDim.x)
    sum += row[j] = expf(row[j] - highest);
  reduced[threadIdx.x] = sum;
  for (int half = blockDim.x / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half)
      reduced[threadIdx.x] += reduced[threadIdx.x + half];
  }
  __syncthreads();
  for (int j = threadIdx.x; j < columns; j += blockDim.x)
    y[j] = row[j] / reduced[0];
}

extern "C" __global__ void histogram(const unsigned char *x, int *bins,
                                     int count) {
  __shared__ int local[256];
  for (int i = threadIdx.x; i < 256; i += blockDim.x)
    local[i] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count;
       i += gridDim.x * blockDim.x)
    atomicAdd(&local[x[i]], 1);
  __syncthreads();
  for (int i = threadIdx.x; i < 256; i += blockDim.x)
    if (local[i])
      atomicAdd(&bins[i], local[i]);
}

extern "C" __global__ void scan(const int *x, int *y) {
  __shared__ int totals[32];
  int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  int value = x[threadIdx.x];
  for (int delta = 1; delta < 32; delta *= 2) {
    int other = __shfl_up_sync(0xffffffff, value, delta);
    if (lane >= delta)
      value += other;
  }
  if (lane == 31)
    totals[warp] = value;
  __syncthreads();
  if (warp == 0) {
    int total = lane < blockDim.x / 32 ? totals[lane] : 0;
    for (int delta = 1; delta < 32; delta *= 2) {
      int other = __shfl_up_sync(0xffffffff, total, delta);
      if (lane >= delta)
        total += other;
    }
    totals[lane] = total;
  }
  __syncthreads();
  y[threadIdx.x] = value + (warp > 0 ? totals[warp - 1] : 0);
}

// Lanes leave the loops at different times, and take different cases.
extern "C" __global__ void diverge(const int *x, int *y, int count) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count)
    return;
  int value = x[i], steps = 0;
  while (value != 1) {
    value = value % 2 ? 3 * value + 1 : value / 2;
    if (++steps > 200)
      break;
  }
  for (int j = 0; j < i % 5; ++j)
    for (int k = 0; k < j; ++k) {
      if ((i + k) % 7 == 3)
        continue;
      if ((i * j + k) % 11 == 5)
        goto done;
      steps += j ^ k;
    }
done:
  switch (i % 9) {
  case 0: steps += 17; break;
  case 1: steps *= 3; break;
  case 2: steps -= 40; // falls through
  case 3: steps ^= 0x55; break;
  case 4: steps = -steps; break;
  case 5: steps <<= 2; break;
  case 7: steps |= 1 << 20; break;
  default: steps = steps * steps - 7;
  }
  y[i] = steps;
}

__device__ __noinline__ int power(int base, int exponent) {
  int result = 1;
  for (; exponent > 0; --exponent)
    result *= base;
  return result;
}

__device__ __noinline__ int fibonacci(int n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

struct Pair {
  double sum;
  long long product;
};

__device__ __noinline__ Pair combine(Pair a, int b) {
  return {a.sum + b, a.product * b};
}

__device__ int twice(int x) { return 2 * x; }
__device__ int squared(int x) { return x * x; }
__device__ int negated(int x) { return -x; }
typedef int (*Function)(int);
__device__ Function functions[3] = {twice, squared, negated};

extern "C" __global__ void call(const int *x, int *y, double *z) {
  int i = threadIdx.x;
  int value = x[i];
  y[i] = power(value, i % 6) + fibonacci(i % 9) + functions[i % 3](value);
  Pair pair = {0.5, 1};
  for (int j = 0; j < 4; ++j)
    pair = combine(pair, value + j);
  z[i] = pair.sum + static_cast<double>(pair.product);
}

struct Options {
  float scale[3];
  short shift;
  char kind;
  long long offset;
};

__constant__ float table[8] = {1, 2, 4, 8, 16, 32, 64, 128};
__device__ int counter = 5;

// An aggregate as a parameter, constant and global variables, local arrays.
extern "C" __global__ void memory(Options options, const float *x, float *y) {
  float local[16];
  int i = threadIdx.x;
  for (int j = 0; j < 16; ++j)
    local[(j * 5 + i) % 16] = x[(i + j) % 64] * options.scale[j % 3];
  float sum = 0;
  for (int j = 0; j <= i % 16; ++j)
    sum += local[j] * table[(i + j) % 8];
  y[i] = sum + options.shift * options.kind + options.offset + counter;
}

extern "C" __global__ void integers(const long long *x, const int *y,
                                    long long *out) {
  int i = threadIdx.x;
  long long a = x[i];
  unsigned long long u = a;
  int b = y[i], c = y[(i + 1) % blockDim.x];
  unsigned ub = b, uc = c | 1;
  long long *o = out + i * 24;
  *o++ = a / (b | 1);
  *o++ = a % (b | 1);
  *o++ = u / uc;
  *o++ = __umul64hi(u, u ^ 0x9e3779b97f4a7c15ull);
  *o++ = __mul64hi(a, -a + b);
  *o++ = __mulhi(b, c);
  *o++ = __umulhi(ub, uc);
  *o++ = (static_cast<__int128>(a) * b >> 40);
  *o++ = b / uc + b % (c | 1);
  *o++ = __popc(b) + __popcll(a) * 100 + __clz(b) * 10000;
  *o++ = __clzll(a) + __ffs(b) * 100 + __ffsll(a) * 10000;
  *o++ = __brev(b) ^ __brevll(a);
  *o++ = __byte_perm(b, c, 0x5140 + i);
  *o++ = __funnelshift_l(b, c, i) ^ __funnelshift_r(b, c, i);
  *o++ = __sad(b, c, ub) + static_cast<long long>(__usad(ub, uc, 7u));
  *o++ = __dp4a(b, c, 5) + static_cast<long long>(__dp2a_lo(b, c, 9));
  *o++ = __vadd4(b, c) ^ __vabsdiffu4(b, c) ^ __vmaxs2(b, c);
  *o++ = a << (i % 64) ^ u >> (i % 60);
  *o++ = a >> 3 ^ (b >> 5);
  *o++ = min(a, static_cast<long long>(b)) + max(b, c) + abs(c);
  *o++ = static_cast<short>(b) * static_cast<signed char>(c);
  *o++ = (ub & uc) ^ (~ub | 0x1234) ^ (ub & ~uc);
  *o++ = __hadd(b, c) + static_cast<long long>(__rhadd(b, c));
  *o++ = __mul24(b, c) ^ __umul24(ub, uc);
}

extern "C" __global__ void warps(const int *x, int *out) {
  int i = threadIdx.x, lane = i % 32, value = x[i];
  int *o = out + i * 10;
  *o++ = __ballot_sync(0xffffffff, value & 1);
  *o++ = __any_sync(0xffffffff, value > 90) * 2 +
         __all_sync(0xffffffff, value >= 0);
  *o++ = __match_any_sync(0xffffffff, value % 4);
  int all = 0;
  *o++ = __match_all_sync(0xffffffff, value < 1000, &all) * 2 + all;
  *o++ = __reduce_add_sync(0xffffffff, value);
  *o++ = __reduce_max_sync(0xffffffff, value);
  *o++ = __shfl_sync(0xffffffff, value, (lane * 7 + 3) % 32);
  *o++ = __shfl_xor_sync(0xffffffff, value, 5, 8);
  int odd = 0;
  if (lane % 2)
    odd = __reduce_add_sync(__activemask(), value);
  *o++ = odd;
  *o++ = __syncthreads_count(value > 50) * 2 + __syncthreads_or(value == 7);
}

__device__ float maximum(float *address, float value) {
  int *words = reinterpret_cast<int *>(address);
  int old = *words, assumed;
  do {
    assumed = old;
    old = atomicCAS(words, assumed,
                    __float_as_int(fmaxf(value, __int_as_float(assumed))));
  } while (assumed != old);
  return __int_as_float(old);
}

extern "C" __global__ void atomics(const int *x, int *ints, long long *longs,
                                   float *floats, double *doubles,
                                   __half2 *halves) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, value = x[i];
  atomicAdd(&ints[0], value);
  atomicSub(&ints[1], value);
  atomicMin(&ints[2], value);
  atomicMax(&ints[3], value);
  atomicAnd(&ints[4], value | 0x100);
  atomicOr(&ints[5], value);
  atomicXor(&ints[6], value);
  atomicInc(reinterpret_cast<unsigned *>(&ints[7]), 20);
  atomicDec(reinterpret_cast<unsigned *>(&ints[8]), 30);
  int ticket = atomicAdd(&ints[9], 1);
  atomicExch(&ints[16 + ticket], value);
  atomicAdd(reinterpret_cast<unsigned long long *>(&longs[0]),
            static_cast<unsigned long long>(value) << 33);
  atomicMax(&longs[1], static_cast<long long>(value) * value * value);
  atomicAdd(&floats[0], static_cast<float>(value));
  maximum(&floats[1], value * 0.5f);
  atomicAdd(&doubles[0], value * 0.125);
  atomicAdd(&halves[0], __floats2half2_rn(value % 2, 1));
}

extern "C" __global__ void math(const float *x, const double *y, float *out,
                                double *wide) {
  int i = threadIdx.x;
  float a = x[i];
  double b = y[i];
  float *o = out + i * 20;
  *o++ = sinf(a * 1000);
  *o++ = cosf(a) + tanf(a);
  *o++ = expf(a) + exp2f(a) + expm1f(a);
  *o++ = logf(fabsf(a)) + log2f(fabsf(a)) + log1pf(fabsf(a));
  *o++ = powf(fabsf(a), 1.7f);
  *o++ = tanhf(a) + atanf(a) + erff(a);
  *o++ = sqrtf(fabsf(a)) + rsqrtf(fabsf(a)) + cbrtf(a);
  *o++ = a / (fabsf(a) + 3) + 1 / a;
  *o++ = fmodf(a * 37, 1.3f) + floorf(a) + rintf(a * 3);
  *o++ = roundf(a) + truncf(a * 5) + ceilf(a);
  *o++ = __expf(a) + __logf(fabsf(a)) + __sinf(a) + __fdividef(a, 3);
  *o++ = ldexpf(a, 5) + static_cast<float>(ilogbf(a)) + copysignf(2, a);
  *o++ = __fmaf_rn(a, a, 1) + __fadd_rz(a, 1e-7f) + __fmul_ru(a, a);
  *o++ = static_cast<float>(static_cast<int>(a * 100)) + __float2int_rn(a * 7);
  *o++ = __half2float(__float2half(a)) +
         __bfloat162float(__float2bfloat16(a));
  *o++ = static_cast<float>(__nv_fp8_e4m3(a)) +
         static_cast<float>(__nv_fp8_e5m2(a));
  __half2 h = __hfma2(__float2half2_rn(a), __floats2half2_rn(2, 3),
                      __floats2half2_rn(0.5f, 0.25f));
  *o++ = __low2float(h) + __high2float(h);
  __nv_bfloat162 m = __hmax2(__float2bfloat162_rn(a),
                             __floats2bfloat162_rn(0.5f, -0.5f));
  *o++ = __low2float(m) + __high2float(m);
  *o++ = static_cast<float>(b) + static_cast<float>(static_cast<long long>(b * 1e6));
  *o++ = isnan(a) + isinf(1 / (a - a)) * 2 + signbit(a) * 4 + isfinite(a) * 8;
  double *w = wide + i * 6;
  *w++ = sin(b) + exp(b);
  *w++ = log(fabs(b)) + pow(fabs(b), 0.3);
  *w++ = b / (fabs(b) + 0.1) + sqrt(fabs(b));
  *w++ = fma(b, b, -1.0) + fmax(b, 0.3) + floor(b * 10);
  *w++ = tanh(b) + erf(b) + cbrt(b);
  *w++ = __dadd_rd(b, 1e-20) + static_cast<double>(__double2uint_rz(fabs(b)));
}
