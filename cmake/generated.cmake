# Sources generated from schemas/ (vocabulary) into build/generated.
file(GLOB KIND_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/kinds/*.yaml)
add_executable(generate_kinds ${CMAKE_SOURCE_DIR}/tools/generate_kinds.cc)
target_link_libraries(generate_kinds PRIVATE yaml_cpp)
set(GENERATED ${CMAKE_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${GENERATED}/graph/kinds.gen.h ${GENERATED}/graph/kinds.gen.cc
  COMMAND generate_kinds ${CMAKE_SOURCE_DIR}/schemas/kinds ${GENERATED}/graph
  COMMAND ${CMAKE_COMMAND} -E touch_nocreate ${GENERATED}/graph/kinds.gen.cc
  DEPENDS generate_kinds ${KIND_FILES} COMMENT "vocabulary")
add_custom_target(vocabulary DEPENDS ${GENERATED}/graph/kinds.gen.h)
