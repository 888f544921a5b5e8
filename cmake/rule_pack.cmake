# The built-in rules, checked and embedded: rules/ -> generated/rules/pack.gen.cc -> plumb_rule_pack (rules/pack.h).
file(GLOB_RECURSE RULE_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rules/*.yaml ${CMAKE_SOURCE_DIR}/rules/*.md)
option(PLUMB_SKIP_FAULTY_RULES "leave faulty rules out of the pack instead of stopping the build" OFF)
add_executable(pack_rules ${CMAKE_SOURCE_DIR}/tools/pack_rules.cc)
target_link_libraries(pack_rules PRIVATE plumb_rules)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/generated/rules/pack.gen.cc
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated/rules
  COMMAND pack_rules ${CMAKE_SOURCE_DIR}/rules ${CMAKE_BINARY_DIR}/generated/rules/pack.gen.cc $<$<BOOL:${PLUMB_SKIP_FAULTY_RULES}>:--skip-faulty>
  COMMAND_EXPAND_LISTS DEPENDS pack_rules ${RULE_FILES} COMMENT "rules")
add_library(plumb_rule_pack STATIC ${CMAKE_BINARY_DIR}/generated/rules/pack.gen.cc)
target_link_libraries(plumb_rule_pack PUBLIC plumb_rules)
