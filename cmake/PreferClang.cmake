# Toolchain file of the presets: clang 22 where it is installed, unless the
# caller names a compiler (CC and CXX, or -DCMAKE_CXX_COMPILER).

if(NOT CMAKE_C_COMPILER AND NOT CMAKE_CXX_COMPILER
   AND NOT DEFINED ENV{CC} AND NOT DEFINED ENV{CXX})
  find_program(HEDDLE_CLANG NAMES clang-22 HINTS /usr/lib/llvm-22/bin)
  find_program(HEDDLE_CLANGXX NAMES clang++-22 HINTS /usr/lib/llvm-22/bin)
  mark_as_advanced(HEDDLE_CLANG HEDDLE_CLANGXX)
  if(HEDDLE_CLANG AND HEDDLE_CLANGXX)
    set(CMAKE_C_COMPILER "${HEDDLE_CLANG}")
    set(CMAKE_CXX_COMPILER "${HEDDLE_CLANGXX}")
  endif()
endif()
