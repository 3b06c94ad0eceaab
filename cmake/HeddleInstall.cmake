# The install tree: headers, TableGen files, targets and the CMake package.

include(CMakePackageConfigHelpers)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/heddle"
  "${PROJECT_SOURCE_DIR}/include/heddle-c"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT heddle-headers
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td")
install(DIRECTORY "${PROJECT_BINARY_DIR}/include/heddle"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT heddle-headers
  FILES_MATCHING PATTERN "*.inc"
  PATTERN "CMakeFiles" EXCLUDE)

install(EXPORT HeddleTargets
  NAMESPACE Heddle::
  DESTINATION "${HEDDLE_INSTALL_CMAKEDIR}"
  COMPONENT heddle-cmake)
export(EXPORT HeddleTargets
  NAMESPACE Heddle::
  FILE "${PROJECT_BINARY_DIR}/lib/cmake/Heddle/HeddleTargets.cmake")

get_property(HEDDLE_MLIR_LIBS GLOBAL PROPERTY HEDDLE_MLIR_LIBS)
set(config_dir "${PROJECT_BINARY_DIR}/lib/cmake/Heddle")
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/HeddleConfig.cmake.in"
  "${config_dir}/HeddleConfig.cmake"
  INSTALL_DESTINATION "${HEDDLE_INSTALL_CMAKEDIR}")
write_basic_package_version_file("${config_dir}/HeddleConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${config_dir}/HeddleConfig.cmake"
  "${config_dir}/HeddleConfigVersion.cmake"
  DESTINATION "${HEDDLE_INSTALL_CMAKEDIR}"
  COMPONENT heddle-cmake)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  COMPONENT heddle-headers)
