# Finds LLVM and MLIR, and takes over their compile options and CMake verbs.

set(HEDDLE_MLIR_VERSION 22.1)
find_package(MLIR ${HEDDLE_MLIR_VERSION} QUIET CONFIG HINTS /usr/lib/llvm-22)
if(NOT MLIR_FOUND)
  set(found "no MLIR was found")
  if(MLIR_CONSIDERED_VERSIONS)
    set(found "found only ${MLIR_CONSIDERED_VERSIONS}")
  endif()
  message(FATAL_ERROR
    "Heddle ${PROJECT_VERSION} needs LLVM and MLIR ${HEDDLE_MLIR_VERSION}: "
    "${found}.\n"
    "On Debian run utils/setup.sh, or install libmlir-22-dev and mlir-22-tools; "
    "elsewhere point MLIR_DIR at <prefix>/lib/cmake/mlir.")
endif()
message(STATUS "Using MLIR in ${MLIR_DIR}")
if(NOT TARGET MLIR)
  message(FATAL_ERROR
    "The MLIR in ${MLIR_DIR} has no libMLIR.so; Heddle links nothing else.")
endif()

set(LLVM_RUNTIME_OUTPUT_INTDIR "${CMAKE_BINARY_DIR}/bin")
set(LLVM_LIBRARY_OUTPUT_INTDIR "${CMAKE_BINARY_DIR}/lib")
set(MLIR_BINARY_DIR "${CMAKE_BINARY_DIR}")
set(LLVM_ENABLE_WERROR ${HEDDLE_ENABLE_WERROR})
# LLVM's installed files know Address;Undefined, but not these flags.
set(LLVM_UBSAN_FLAGS
  "-fsanitize=undefined -fno-sanitize=vptr,function -fno-sanitize-recover=all"
  CACHE STRING "Compile flags of UndefinedBehaviorSanitizer")

# One copy of MLIR per process: the shared one (mlir_target_link_libraries).
set(MLIR_LINK_MLIR_DYLIB ON)

list(APPEND CMAKE_MODULE_PATH "${MLIR_CMAKE_DIR}" "${LLVM_CMAKE_DIR}")
separate_arguments(LLVM_DEFINITIONS_LIST NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_definitions(${LLVM_DEFINITIONS_LIST})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
include(HandleLLVMOptions)

# As in LLVM's own build: too many false positives.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
endif()
