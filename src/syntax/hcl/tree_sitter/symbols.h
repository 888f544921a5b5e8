// The node kinds of tree-sitter-hcl as an enum, and the table from the grammar's symbol ids to it.
// Why: the conversion asks for the kind of every node; comparing names would cost more than parsing.
#pragma once
#include <cstdint>
#include <vector>

#include <tree_sitter/api.h>

extern "C" const TSLanguage* tree_sitter_hcl(void);

namespace plumb::hcl {

enum class Sym : uint8_t {
  other, error, comment,
  body, attribute, block, identifier, string_lit, block_start, block_end,
  expression, conditional, operation, binary_operation, unary_operation, literal_value, numeric_lit, bool_lit, null_lit,
  template_expr, quoted_template, heredoc_template, heredoc_start, heredoc_identifier, template_literal, quoted_template_start, quoted_template_end,
  template_interpolation, template_interpolation_start, template_interpolation_end, template_directive, template_directive_end,
  template_for, template_if, template_for_start, template_for_end, template_if_intro, template_else_intro, template_if_end, strip_marker,
  collection_value, tuple, object, object_elem, variable_expr, function_call, function_arguments, ellipsis,
  for_expr, for_tuple_expr, for_object_expr, for_intro, for_cond,
  index, new_index, legacy_index, get_attr, splat, attr_splat, full_splat,
  open_paren, close_paren, arrow, oper, in, attr_splat_mark, full_splat_mark, equals,
};

/// Sym of each symbol id of the grammar. Made once (it depends on the grammar only).
const std::vector<Sym>& symbols();

}  // namespace plumb::hcl
