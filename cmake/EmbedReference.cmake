# Embeds the tables of data/reference/ in the library, so that an installed program needs no data folder.
#
#   alioth_embed_reference(target)     adds the generated source to the target
#   cmake -DREFERENCE_DIR=... -DOUTPUT=... -P EmbedReference.cmake     writes that source
set(ALIOTH_REFERENCE_TABLES
    regions.csv groups.csv gases.csv gwp.csv categories.csv category_map.csv outlines.csv units.xml)

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
    set(source "// Made by cmake/EmbedReference.cmake from data/reference/. Do not edit.\n")
    string(APPEND source "#include \"core/reference.hpp\"\n\nnamespace alioth::reference {\n\n")
    foreach(table IN LISTS ALIOTH_REFERENCE_TABLES)
        file(READ "${REFERENCE_DIR}/${table}" content)
        string(FIND "${content}" ")alioth\"" clash)
        if(NOT clash EQUAL -1)
            message(FATAL_ERROR "${table} holds the delimiter of the raw string literal")
        endif()
        get_filename_component(name "${table}" NAME_WE)
        string(APPEND source "constinit const std::string_view ${name} = R\"alioth(${content})alioth\";\n\n")
    endforeach()
    string(APPEND source "}  // namespace alioth::reference\n")
    file(WRITE "${OUTPUT}" "${source}")
    return()
endif()

set(ALIOTH_EMBED_REFERENCE_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(alioth_embed_reference target)
    set(directory "${PROJECT_SOURCE_DIR}/data/reference")
    set(output "${CMAKE_CURRENT_BINARY_DIR}/reference_tables.cpp")
    list(TRANSFORM ALIOTH_REFERENCE_TABLES PREPEND "${directory}/" OUTPUT_VARIABLE tables)
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" "-DREFERENCE_DIR=${directory}" "-DOUTPUT=${output}"
                -P "${ALIOTH_EMBED_REFERENCE_SCRIPT}"
        DEPENDS ${tables} "${ALIOTH_EMBED_REFERENCE_SCRIPT}"
        COMMENT "Embedding data/reference"
        VERBATIM)
    target_sources(${target} PRIVATE "${output}")
endfunction()
