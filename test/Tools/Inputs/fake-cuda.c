// A driver without a GPU, of NVIDIA, or of AMD with -DFAKE_HIP: device memory is host memory, and a launch of `scale`
// with (in, out, n, factor) is made by the host. FAKE_CUDA_FAIL names a function that
// fails, FAKE_CUDA_DEVICES says how many GPUs there are.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef FAKE_HIP
#define cuInit hipInit
#define cuDeviceGetCount hipGetDeviceCount
#define cuDeviceGet hipDeviceGet
#define cuDeviceGetName hipDeviceGetName
#define cuCtxSynchronize hipDeviceSynchronize
#define cuMemAlloc_v2 hipMalloc
#define cuMemFree_v2 hipFree
#define cuMemcpyHtoD_v2 hipMemcpyHtoD
#define cuMemcpyDtoH_v2 hipMemcpyDtoH
#define cuModuleLoadData hipModuleLoadData
#define cuModuleUnload hipModuleUnload
#define cuModuleGetFunction hipModuleGetFunction
#define cuLaunchKernel hipModuleLaunchKernel
#define cuEventCreate hipEventCreateWithFlags
#define cuEventDestroy_v2 hipEventDestroy
#define cuEventRecord hipEventRecord
#define cuEventSynchronize hipEventSynchronize
#define cuEventElapsedTime hipEventElapsedTime
#define cuGetErrorName hipDrvGetErrorName
static const char magic[] = "\177ELF";
#else
static const char magic[] = "fake";
#endif

static int status(const char *name) {
  const char *failing = getenv("FAKE_CUDA_FAIL");
  return failing && !strcmp(failing, name) ? 700 : 0;
}

int cuInit(unsigned flags) { return flags ? 1 : status("cuInit"); }
int cuDeviceGetCount(int *count) {
  const char *text = getenv("FAKE_CUDA_DEVICES");
  *count = text ? atoi(text) : 1;
  return 0;
}
int cuDeviceGet(int *device, int number) { return *device = number, 0; }
int cuDeviceGetName(char *name, int size, int device) {
  (void)device;
  snprintf(name, (size_t)size, "Fake \"GPU\"");
  return 0;
}
#ifdef FAKE_HIP
int hipSetDevice(int device) { return device; }
#else
int cuDeviceComputeCapability(int *major, int *minor, int device) {
  (void)device;
  return *major = 8, *minor = 6, 0;
}
int cuDevicePrimaryCtxRetain(void **context, int device) {
  (void)device;
  return *context = malloc(1), 0;
}
int cuDevicePrimaryCtxRelease_v2(int device) { return (void)device, 0; }
int cuCtxSetCurrent(void *context) { return context == NULL; }
#endif
int cuCtxSynchronize(void) { return status("cuCtxSynchronize"); }
int cuMemAlloc_v2(uint64_t *address, size_t size) {
  *address = (uintptr_t)malloc(size);
  return status("cuMemAlloc_v2");
}
int cuMemFree_v2(uint64_t address) { return free((void *)(uintptr_t)address), 0; }
int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t size) {
  return memcpy((void *)(uintptr_t)to, from, size), 0;
}
int cuMemcpyDtoH_v2(void *to, uint64_t from, size_t size) {
  return memcpy(to, (void *)(uintptr_t)from, size), 0;
}
int cuModuleLoadData(void **module, const void *code) {
  *module = malloc(1);
  return strncmp(code, magic, 4) ? 218 : 0;
}
int cuModuleUnload(void *module) { return free(module), 0; }
int cuModuleGetFunction(void **function, void *module, const char *name) {
  *function = module;
  return strcmp(name, "scale") ? 500 : 0;
}
#ifndef FAKE_HIP
int cuFuncSetAttribute(void *function, int attribute, int value) {
  (void)function;
  fprintf(stderr, "attribute %d = %d\n", attribute, value);
  return 0;
}
#endif
int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx,
                   unsigned by, unsigned bz, unsigned shared, void *stream,
                   void **arguments, void **extra) {
  (void)function, (void)stream, (void)extra;
  fprintf(stderr, "grid %u %u %u block %u %u %u shared %u\n", gx, gy, gz, bx, by, bz,
          shared);
  const float *in = *(float **)arguments[0];
  float *out = *(float **)arguments[1];
  int32_t n = *(int32_t *)arguments[2];
  float factor = *(float *)arguments[3];
  for (int32_t i = 0; i < n; ++i)
    out[i] = factor * in[i];
  return status("cuLaunchKernel");
}
int cuEventCreate(void **event, unsigned flags) { return (void)flags, *event = malloc(1), 0; }
int cuEventDestroy_v2(void *event) { return free(event), 0; }
int cuEventRecord(void *event, void *stream) { return (void)event, (void)stream, 0; }
int cuEventSynchronize(void *event) { return (void)event, 0; }
int cuEventElapsedTime(float *ms, void *start, void *end) {
  return (void)start, (void)end, *ms = 1.5f, 0;
}
int cuGetErrorName(int error, const char **name) {
  *name = error == 700   ? "CUDA_ERROR_ILLEGAL_ADDRESS"
          : error == 500 ? "CUDA_ERROR_NOT_FOUND"
          : error == 218 ? "CUDA_ERROR_INVALID_PTX"
                         : NULL;
  return *name == NULL;
}
