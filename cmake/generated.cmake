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
# Dated facts: schemas/data, read through base/data.h.
file(GLOB DATA_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/data/*)
add_executable(embed_data ${CMAKE_SOURCE_DIR}/tools/embed_data.cc)
add_custom_command(OUTPUT ${GENERATED}/base/data.gen.cc
  COMMAND embed_data ${CMAKE_SOURCE_DIR}/schemas/data ${GENERATED}/base/data.gen.cc base/data.h embedded_files
  COMMAND ${CMAKE_COMMAND} -E touch_nocreate ${GENERATED}/base/data.gen.cc
  DEPENDS embed_data ${DATA_FILES} COMMENT "dated facts")
add_custom_target(dated_facts DEPENDS ${GENERATED}/base/data.gen.cc)
# Module models: models/, read through load/terraform/eval/models.h.
file(GLOB_RECURSE MODEL_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/models/*.tf ${CMAKE_SOURCE_DIR}/models/*.tsv)
add_custom_command(OUTPUT ${GENERATED}/load/terraform/models.gen.cc
  COMMAND embed_data ${CMAKE_SOURCE_DIR}/models ${GENERATED}/load/terraform/models.gen.cc load/terraform/eval/models.h embedded_models
  COMMAND ${CMAKE_COMMAND} -E touch_nocreate ${GENERATED}/load/terraform/models.gen.cc
  DEPENDS embed_data ${MODEL_FILES} COMMENT "module models")
add_custom_target(module_models DEPENDS ${GENERATED}/load/terraform/models.gen.cc)
