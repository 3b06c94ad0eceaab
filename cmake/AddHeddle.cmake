# Heddle's CMake verbs. They wrap LLVM's, but export and install into the set
# HeddleTargets under the namespace Heddle::.

include(GNUInstallDirs)

set(HEDDLE_INCLUDE_DIRS
  "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/include")
set(HEDDLE_INSTALL_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/Heddle")

# Installed tools and libraries find each other, and LLVM where it was built
# against, without help from the loader's configuration.
set(CMAKE_INSTALL_RPATH
  "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}" "$ORIGIN" "${LLVM_LIBRARY_DIR}")

# Targets that every library depends on: the generated headers.
set_property(GLOBAL PROPERTY HEDDLE_INCGEN_TARGETS "")
# Everything that is installed, and of it the libraries that need MLIR.
set_property(GLOBAL PROPERTY HEDDLE_INSTALLED_TARGETS "")
set_property(GLOBAL PROPERTY HEDDLE_MLIR_LIBS "")

# add_heddle_tablegen_target(NAME)
#   Closes a list of mlir_tablegen(...) calls: the target NAME makes them, and
#   all libraries wait for it.
macro(add_heddle_tablegen_target name)
  add_public_tablegen_target(${name})
  set_property(GLOBAL APPEND PROPERTY HEDDLE_INCGEN_TARGETS ${name})
endmacro()

# add_heddle_doc(TD_FILE OUTPUT GENERATOR...)
#   Generates the page build/docs/OUTPUT.md as part of the target heddle-doc.
function(add_heddle_doc td_file output)
  if(NOT HEDDLE_INCLUDE_DOCS)
    return()
  endif()
  if(NOT TARGET heddle-doc)
    add_custom_target(heddle-doc ALL)
  endif()
  get_filename_component(name "${output}" NAME)
  set(LLVM_TARGET_DEFINITIONS ${td_file})
  tablegen(MLIR ${name}.md ${ARGN})
  set(page "${PROJECT_BINARY_DIR}/docs/${output}.md")
  add_custom_command(OUTPUT "${page}"
    COMMAND ${CMAKE_COMMAND} -E copy
            "${CMAKE_CURRENT_BINARY_DIR}/${name}.md" "${page}"
    DEPENDS "${CMAKE_CURRENT_BINARY_DIR}/${name}.md")
  add_custom_target(${name}DocGen DEPENDS "${page}")
  add_dependencies(heddle-doc ${name}DocGen)
endfunction()

function(_heddle_set_usage_includes name scope)
  target_include_directories(${name} ${scope}
    "$<BUILD_INTERFACE:${HEDDLE_INCLUDE_DIRS}>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
endfunction()

function(_heddle_install name)
  set_property(GLOBAL APPEND PROPERTY HEDDLE_INSTALLED_TARGETS ${name})
  install(TARGETS ${name}
    EXPORT HeddleTargets
    COMPONENT ${name}
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()

# add_heddle_plain_library(NAME [SHARED] SOURCES... [LINK_LIBS LIBS...])
#   A library that knows nothing of LLVM or MLIR.
function(add_heddle_plain_library name)
  cmake_parse_arguments(ARG "SHARED" "" "LINK_LIBS" ${ARGN})
  set(kind STATIC)
  if(ARG_SHARED)
    set(kind SHARED)
  endif()
  set(scope PUBLIC)
  if(NOT ARG_UNPARSED_ARGUMENTS)
    set(kind INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(${name} ${kind} ${ARG_UNPARSED_ARGUMENTS})
  add_library(Heddle::${name} ALIAS ${name})
  _heddle_set_usage_includes(${name} ${scope})
  target_compile_features(${name} ${scope} cxx_std_17)
  target_link_libraries(${name} ${scope} ${ARG_LINK_LIBS})
  if(NOT kind STREQUAL INTERFACE)
    llvm_update_compile_flags(${name})
    set_output_directory(${name}
      BINARY_DIR "${LLVM_RUNTIME_OUTPUT_INTDIR}"
      LIBRARY_DIR "${LLVM_LIBRARY_OUTPUT_INTDIR}")
    set_target_properties(${name} PROPERTIES
      POSITION_INDEPENDENT_CODE ON
      DEFINE_SYMBOL "")
  endif()
  _heddle_install(${name})
endfunction()

# add_heddle_library(NAME SOURCES... [LINK_LIBS HEDDLE_LIBS...])
#   A static library over libMLIR.so. Without sources it is header-only.
function(add_heddle_library name)
  set_property(GLOBAL APPEND PROPERTY HEDDLE_MLIR_LIBS ${name})
  add_heddle_plain_library(${name} ${ARGN})
  get_target_property(kind ${name} TYPE)
  set(scope PUBLIC)
  if(kind STREQUAL INTERFACE_LIBRARY)
    set(scope INTERFACE)
  endif()
  mlir_target_link_libraries(${name} ${scope} MLIR)
  target_link_libraries(${name} ${scope} LLVM)
  get_property(incgen GLOBAL PROPERTY HEDDLE_INCGEN_TARGETS)
  add_dependencies(${name} ${incgen})
endfunction()

# add_heddle_dialect_library(NAME SOURCES... [LINK_LIBS HEDDLE_LIBS...])
#   The same, listed in the global property HEDDLE_DIALECT_LIBS.
function(add_heddle_dialect_library name)
  set_property(GLOBAL APPEND PROPERTY HEDDLE_DIALECT_LIBS ${name})
  add_heddle_library(${name} ${ARGN})
endfunction()

# add_heddle_tool(NAME SOURCES... [LINK_LIBS HEDDLE_LIBS...])
#   An executable in build/bin over libMLIR.so, installed and exported.
function(add_heddle_tool name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  add_executable(Heddle::${name} ALIAS ${name})
  llvm_update_compile_flags(${name})
  set_output_directory(${name}
    BINARY_DIR "${LLVM_RUNTIME_OUTPUT_INTDIR}"
    LIBRARY_DIR "${LLVM_LIBRARY_OUTPUT_INTDIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS} LLVM)
  mlir_target_link_libraries(${name} PRIVATE MLIR)
  mlir_check_all_link_libraries(${name})
  get_property(incgen GLOBAL PROPERTY HEDDLE_INCGEN_TARGETS)
  add_dependencies(${name} ${incgen})
  _heddle_install(${name})
endfunction()
