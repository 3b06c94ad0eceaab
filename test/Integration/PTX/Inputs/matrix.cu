// Products of matrices, as CUDA programmers write them.

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_pipeline.h>
#include <mma.h>

#include <cstdint>

using namespace nvcuda;

// One warp per tile of 16 x 16, through the fragments of mma.h.
template <class T, class Accumulator, int M, int N, int K, class Fragment = T>
__device__ void wmmaProduct(const T *a, const T *b, Accumulator *c, int n,
                            int k) {
  int row = blockIdx.y * M, column = blockIdx.x * N;
  wmma::fragment<wmma::accumulator, M, N, K, Accumulator> sum;
  wmma::fill_fragment(sum, Accumulator(0));
  for (int i = 0; i < k; i += K) {
    wmma::fragment<wmma::matrix_a, M, N, K, Fragment, wmma::row_major> x;
    wmma::fragment<wmma::matrix_b, M, N, K, Fragment, wmma::col_major> y;
    wmma::load_matrix_sync(x, a + row * k + i, k);
    wmma::load_matrix_sync(y, b + column * k + i, k);
    wmma::mma_sync(sum, x, y, sum);
  }
  for (int i = 0; i < sum.num_elements; ++i)
    sum.x[i] = sum.x[i] + sum.x[i];
  wmma::store_matrix_sync(c + row * n + column, sum, n, wmma::mem_row_major);
}

extern "C" __global__ void wmmaF16(const half *a, const half *b, float *c,
                                   int n, int k) {
  wmmaProduct<half, float, 16, 16, 16>(a, b, c, n, k);
}
extern "C" __global__ void wmmaF16Wide(const half *a, const half *b, half *c,
                                       int n, int k) {
  wmmaProduct<half, half, 8, 32, 16>(a, b, c, n, k);
}
extern "C" __global__ void wmmaBF16(const __nv_bfloat16 *a,
                                    const __nv_bfloat16 *b, float *c, int n,
                                    int k) {
  wmmaProduct<__nv_bfloat16, float, 32, 8, 16>(a, b, c, n, k);
}
extern "C" __global__ void wmmaTF32(const float *a, const float *b, float *c,
                                    int n, int k) {
  wmmaProduct<float, float, 16, 16, 8, wmma::precision::tf32>(a, b, c, n, k);
}
extern "C" __global__ void wmmaS8(const signed char *a, const signed char *b,
                                  int *c, int n, int k) {
  wmmaProduct<signed char, int, 16, 16, 16>(a, b, c, n, k);
}
extern "C" __global__ void wmmaF64(const double *a, const double *b, double *c,
                                   int n, int k) {
  wmmaProduct<double, double, 8, 8, 4>(a, b, c, n, k);
}

__device__ uint32_t sharedAddress(const void *pointer) {
  return static_cast<uint32_t>(__cvta_generic_to_shared(pointer));
}

// 64 x 64 per block of four warps, in a ring of three stages of cp.async;
// shared memory is swizzled by chunks of 16 bytes. B is k x n.
constexpr int stages = 3, depth = 32, tileRows = 64, tileColumns = 64;

__device__ __nv_bfloat16 *swizzledA(__nv_bfloat16 *tile, int row, int chunk) {
  return tile + row * depth + (chunk ^ row / 2 % 4) * 8;
}
__device__ __nv_bfloat16 *swizzledB(__nv_bfloat16 *tile, int row, int chunk) {
  return tile + row * tileColumns + (chunk ^ row % 8) * 8;
}

__device__ void copyTile(__nv_bfloat16 *tileA, __nv_bfloat16 *tileB,
                         const __nv_bfloat16 *a, const __nv_bfloat16 *b, int m,
                         int n, int k, int at) {
  for (int i = threadIdx.x; i < tileRows * depth / 8; i += blockDim.x) {
    int row = i / 4, chunk = i % 4;
    int size = row < m ? 16 : 0;
    const __nv_bfloat16 *source = a + (row < m ? row : 0) * k + at + chunk * 8;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(
                     sharedAddress(swizzledA(tileA, row, chunk))),
                 "l"(source), "r"(size));
  }
  for (int i = threadIdx.x; i < depth * tileColumns / 8; i += blockDim.x) {
    int row = i / 8, chunk = i % 8;
    asm volatile("cp.async.cg.shared.global.L2::128B [%0], [%1], 16;" ::"r"(
                     sharedAddress(swizzledB(tileB, row, chunk))),
                 "l"(b + (at + row) * n + chunk * 8));
  }
}

extern "C" __global__ void mmaBF16(const __nv_bfloat16 *a,
                                   const __nv_bfloat16 *b, float *c, int m,
                                   int n, int k) {
  extern __shared__ __align__(128) __nv_bfloat16 buffer[];
  __nv_bfloat16 *tilesA = buffer, *tilesB = buffer + stages * tileRows * depth;
  int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  a += blockIdx.y * tileRows * k;
  b += blockIdx.x * tileColumns;
  m -= blockIdx.y * tileRows;
  float sum[8][4] = {};
  int steps = k / depth;
  for (int stage = 0; stage < stages - 1; ++stage) {
    if (stage < steps)
      copyTile(tilesA + stage * tileRows * depth,
               tilesB + stage * depth * tileColumns, a, b, m, n, k,
               stage * depth);
    asm volatile("cp.async.commit_group;");
  }
  for (int step = 0; step < steps; ++step) {
    asm volatile("cp.async.wait_group %0;" ::"n"(stages - 2));
    __syncthreads();
    int next = step + stages - 1;
    if (next < steps)
      copyTile(tilesA + next % stages * tileRows * depth,
               tilesB + next % stages * depth * tileColumns, a, b, m, n, k,
               next * depth);
    asm volatile("cp.async.commit_group;");
    __nv_bfloat16 *tileA = tilesA + step % stages * tileRows * depth;
    __nv_bfloat16 *tileB = tilesB + step % stages * depth * tileColumns;
    for (int kk = 0; kk < depth / 16; ++kk) {
      uint32_t x[4], y[4];
      asm volatile(
          "ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
          : "=r"(x[0]), "=r"(x[1]), "=r"(x[2]), "=r"(x[3])
          : "r"(sharedAddress(swizzledA(tileA, warp * 16 + lane % 16,
                                        kk * 2 + lane / 16))));
      for (int j = 0; j < 8; j += 2) {
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 "
                     "{%0, %1, %2, %3}, [%4];"
                     : "=r"(y[0]), "=r"(y[1]), "=r"(y[2]), "=r"(y[3])
                     : "r"(sharedAddress(swizzledB(
                         tileB, kk * 16 + lane % 16, j + lane / 16))));
        for (int h = 0; h < 2; ++h)
          asm volatile(
              "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
              "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
              "{%0, %1, %2, %3};"
              : "+f"(sum[j + h][0]), "+f"(sum[j + h][1]), "+f"(sum[j + h][2]),
                "+f"(sum[j + h][3])
              : "r"(x[0]), "r"(x[1]), "r"(x[2]), "r"(x[3]), "r"(y[2 * h]),
                "r"(y[2 * h + 1]));
      }
    }
  }
  asm volatile("cp.async.wait_all;");
  for (int j = 0; j < 8; ++j)
    for (int i = 0; i < 4; ++i) {
      int row = warp * 16 + lane / 4 + i / 2 * 8;
      int column = blockIdx.x * tileColumns + j * 8 + lane % 4 * 2 + i % 2;
      if (row < m)
        c[(blockIdx.y * tileRows + row) * n + column] = sum[j][i];
    }
}

// cuda_pipeline.h: copies through registers' worth of memory, two stages.
extern "C" __global__ void pipelined(const float *x, float *y, int count) {
  __shared__ __align__(16) float buffer[2][512];
  int i = threadIdx.x * 4;
  __pipeline_memcpy_async(&buffer[0][i], &x[i], 16);
  __pipeline_commit();
  float sum[4] = {};
  for (int step = 0; step < count; ++step) {
    if (step + 1 < count)
      __pipeline_memcpy_async(&buffer[(step + 1) % 2][i],
                              &x[(step + 1) * 512 + i], 16);
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    for (int j = 0; j < 4; ++j)
      sum[j] += buffer[step % 2][(i + j + 4) % 512];
    __syncthreads();
  }
  for (int j = 0; j < 4; ++j)
    y[i + j] = sum[j];
}

// Shapes that mma.h does not have. Operands come as fragments: the registers
// of the lanes one after the other.
extern "C" __global__ void mmaShapes(const uint32_t *words,
                                     const double *doubles, uint32_t *out,
                                     double *outDoubles) {
  int lane = threadIdx.x;
  uint32_t a[4], b[2], d[4];
  for (int i = 0; i < 4; ++i)
    a[i] = words[i * 32 + lane];
  for (int i = 0; i < 2; ++i)
    b[i] = words[(4 + i) * 32 + lane];
  auto store = [&](int count) {
    for (int i = 0; i < count; ++i)
      out[i * 32 + lane] = d[i];
    out += count * 32;
  };
  asm("mma.sync.aligned.m16n8k32.row.col.satfinite.s32.s8.u8.s32 "
      "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%10, %10, %10, %10};"
      : "=r"(d[0]), "=r"(d[1]), "=r"(d[2]), "=r"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]),
        "r"(7));
  store(4);
  asm("mma.sync.aligned.m16n8k16.row.col.s32.u8.u8.s32 "
      "{%0, %1, %2, %3}, {%4, %5}, {%6}, {%7, %7, %7, %7};"
      : "=r"(d[0]), "=r"(d[1]), "=r"(d[2]), "=r"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(b[0]), "r"(0));
  store(4);
  asm("mma.sync.aligned.m8n8k16.row.col.s32.s8.s8.s32 "
      "{%0, %1}, {%2}, {%3}, {%4, %4};"
      : "=r"(d[0]), "=r"(d[1])
      : "r"(a[0]), "r"(b[0]), "r"(0));
  store(2);
  asm("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(d[0]) : "r"(a[0]));
  store(1);
  double x = doubles[lane], y = doubles[32 + lane], z[2];
  asm("mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 "
      "{%0, %1}, {%2}, {%3}, {%4, %4};"
      : "=d"(z[0]), "=d"(z[1])
      : "d"(x), "d"(y), "d"(1.0));
  outDoubles[lane] = z[0];
  outDoubles[32 + lane] = z[1];
}
