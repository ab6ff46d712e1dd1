# `cmake --install`: library, headers, program, data, man page, completion, and find_package(alioth).
include(CMakePackageConfigHelpers)

install(TARGETS alioth EXPORT aliothTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS alioth_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT aliothTargets NAMESPACE alioth:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/alioth)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/alioth
        FILES_MATCHING PATTERN "*.hpp" PATTERN "cli" EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/alioth/data
        FILES_MATCHING PATTERN "*.csv" PATTERN "make" EXCLUDE PATTERN "reference" EXCLUDE)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/aliothConfig.cmake.in
    ${PROJECT_BINARY_DIR}/aliothConfig.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/alioth)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/aliothConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/aliothConfig.cmake ${PROJECT_BINARY_DIR}/aliothConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/alioth)

# The program writes its own man page and completion, from the catalogue.
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/alioth.1 ${PROJECT_BINARY_DIR}/alioth.bash
    COMMAND alioth_cli man > ${PROJECT_BINARY_DIR}/alioth.1
    COMMAND alioth_cli completion > ${PROJECT_BINARY_DIR}/alioth.bash
    DEPENDS alioth_cli VERBATIM)
add_custom_target(alioth_pages ALL DEPENDS ${PROJECT_BINARY_DIR}/alioth.1 ${PROJECT_BINARY_DIR}/alioth.bash)
install(FILES ${PROJECT_BINARY_DIR}/alioth.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/alioth.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME alioth)
