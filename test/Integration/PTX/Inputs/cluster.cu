// Kernels of blocks in clusters: distributed shared memory, copies to several
// blocks at once, and barriers of other blocks.

#include <cooperative_groups.h>
#include <cstdint>

namespace cg = cooperative_groups;

static __device__ uint32_t address(const void *pointer) {
  return static_cast<uint32_t>(__cvta_generic_to_shared(pointer));
}

static __device__ uint32_t inBlock(uint32_t address, uint32_t rank) {
  uint32_t mapped;
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(mapped) : "r"(address), "r"(rank));
  return mapped;
}

static __device__ void init(uint64_t *barrier, uint32_t count) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(address(barrier)), "r"(count) : "memory");
  asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
}

static __device__ void expect(uint64_t *barrier, uint32_t bytes) {
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(address(barrier)), "r"(bytes)
               : "memory");
}

static __device__ void wait(uint64_t *barrier, uint32_t parity) {
  asm volatile("{\n.reg .pred p;\nagain:\n"
               "mbarrier.try_wait.parity.acquire.cluster.shared::cta.b64 p, [%0], %1;\n"
               "@!p bra again;\n}" ::"r"(address(barrier)),
               "r"(parity)
               : "memory");
}

// What the next block of the cluster has, and where this block is.
extern "C" __global__ void neighbours(const float *x, float *y, int *places) {
  __shared__ float mine[128];
  cg::cluster_group cluster = cg::this_cluster();
  unsigned t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  mine[t] = x[i];
  cluster.sync();
  float *next = cluster.map_shared_rank(mine, (cluster.block_rank() + 1) % cluster.num_blocks());
  y[i] = next[t] + mine[t];
  if (t == 0) {
    places[4 * blockIdx.x] = cluster.block_rank();
    places[4 * blockIdx.x + 1] = cluster.num_blocks();
    places[4 * blockIdx.x + 2] = cg::cluster_group::query_shared_rank(next);
    uint32_t id;
    asm("mov.u32 %0, %%clusterid.x;" : "=r"(id));
    places[4 * blockIdx.x + 3] = id;
  }
  cluster.sync();
}

// Bins that lie in all blocks of a cluster.
extern "C" __global__ void __cluster_dims__(4, 1, 1) histogram(const int *x, int n, int *bins) {
  __shared__ int part[64];
  cg::cluster_group cluster = cg::this_cluster();
  for (int i = threadIdx.x; i < 64; i += blockDim.x)
    part[i] = 0;
  cluster.sync();
  for (int i = cluster.thread_rank(); i < n; i += cluster.num_threads())
    atomicAdd(cluster.map_shared_rank(part, x[i] / 64) + x[i] % 64, 1);
  cluster.sync();
  for (int i = threadIdx.x; i < 64; i += blockDim.x)
    bins[cluster.block_rank() * 64 + i] = part[i];
}

// One copy for all blocks of the cluster, each of which waits for its own.
extern "C" __global__ void __cluster_dims__(2, 1, 1) multicast(const float *x, float *y) {
  __shared__ alignas(128) float tile[256];
  __shared__ uint64_t barrier;
  cg::cluster_group cluster = cg::this_cluster();
  if (threadIdx.x == 0) {
    init(&barrier, 1);
    expect(&barrier, sizeof(tile));
  }
  cluster.sync();
  if (cluster.block_rank() == 0 && threadIdx.x == 0)
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster "
                 "[%0], [%1], %2, [%3], %4;" ::"r"(address(tile)),
                 "l"(x), "n"(sizeof(tile)), "r"(address(&barrier)), "h"((uint16_t)3)
                 : "memory");
  wait(&barrier, 0);
  for (int i = threadIdx.x; i < 256; i += blockDim.x)
    y[cluster.block_rank() * 256 + i] = tile[i] * (cluster.block_rank() + 1);
  cluster.sync();
}

// Each block sends what it has to the next, by a bulk copy and by st.async.
extern "C" __global__ void __cluster_dims__(4, 1, 1) ring(const int *x, int *y) {
  __shared__ alignas(128) int mine[128], got[128];
  __shared__ alignas(16) int words[4];
  __shared__ uint64_t barrier;
  cg::cluster_group cluster = cg::this_cluster();
  int t = threadIdx.x, rank = cluster.block_rank(), next = (rank + 1) % 4;
  mine[t] = x[rank * 128 + t];
  if (t == 0) {
    init(&barrier, 1);
    expect(&barrier, sizeof(got) + sizeof(words));
  }
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
  cluster.sync();
  if (t == 0) {
    uint32_t there = inBlock(address(&barrier), next);
    asm volatile("cp.async.bulk.shared::cluster.shared::cta.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];" ::"r"(
                     inBlock(address(got), next)),
                 "r"(address(mine)), "n"(sizeof(got)), "r"(there)
                 : "memory");
    asm volatile("st.async.weak.shared::cluster.mbarrier::complete_tx::bytes.v4.s32 [%0], {%1, %2, %3, %4}, [%5];" ::"r"(
                     inBlock(address(words), next)),
                 "r"(rank), "r"(rank + 10), "r"(rank + 20), "r"(rank + 30), "r"(there)
                 : "memory");
  }
  wait(&barrier, 0);
  y[rank * 128 + t] = got[t] + words[t % 4];
  cluster.sync();
}

// Block 0 waits until all have written into its shared memory.
extern "C" __global__ void __cluster_dims__(4, 1, 1) gather(const float *x, float *y) {
  __shared__ float sums[4];
  __shared__ uint64_t barrier;
  cg::cluster_group cluster = cg::this_cluster();
  int rank = cluster.block_rank();
  if (rank == 0 && threadIdx.x == 0)
    init(&barrier, 4);
  cluster.sync();
  if (threadIdx.x == 0) {
    float sum = 0;
    for (int i = 0; i < 32; ++i)
      sum += x[rank * 32 + i];
    asm volatile("st.shared::cluster.f32 [%0], %1;" ::"r"(inBlock(address(sums + rank), 0)), "f"(sum) : "memory");
    asm volatile("mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%0];" ::"r"(inBlock(address(&barrier), 0))
                 : "memory");
  }
  if (rank == 0) {
    wait(&barrier, 0);
    if (threadIdx.x == 0)
      *y = sums[0] + sums[1] + sums[2] + sums[3];
  }
  cluster.sync();
}
