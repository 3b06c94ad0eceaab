# Tools that only make builds faster: ccache, and a linker better than ld.bfd.
# Everything set here can be overridden on the command line.

include(CheckLinkerFlag)

find_program(HEDDLE_CCACHE ccache)
mark_as_advanced(HEDDLE_CCACHE)
if(HEDDLE_CCACHE)
  foreach(lang C CXX)
    if(NOT DEFINED CMAKE_${lang}_COMPILER_LAUNCHER)
      set(CMAKE_${lang}_COMPILER_LAUNCHER "${HEDDLE_CCACHE}")
    endif()
  endforeach()
endif()

# HandleLLVMOptions adds -fuse-ld=${LLVM_USE_LINKER}.
if(NOT LLVM_USE_LINKER)
  foreach(linker lld mold)
    check_linker_flag(CXX "-fuse-ld=${linker}" HEDDLE_HAS_${linker})
    if(HEDDLE_HAS_${linker})
      set(LLVM_USE_LINKER ${linker})
      break()
    endif()
  endforeach()
endif()
