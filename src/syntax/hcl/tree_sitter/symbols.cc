// The table behind symbols.h, from the names that the grammar gives its symbols.
#include "syntax/hcl/tree_sitter/symbols.h"

#include <string_view>
#include <unordered_map>

namespace plumb::hcl {

const std::vector<Sym>& symbols() {
  static const std::vector<Sym> table = [] {
    const std::unordered_map<std::string_view, Sym> names = {
        {"comment", Sym::comment}, {"body", Sym::body}, {"attribute", Sym::attribute}, {"block", Sym::block},
        {"identifier", Sym::identifier}, {"string_lit", Sym::string_lit}, {"block_start", Sym::block_start}, {"block_end", Sym::block_end},
        {"expression", Sym::expression}, {"conditional", Sym::conditional}, {"operation", Sym::operation},
        {"binary_operation", Sym::binary_operation}, {"unary_operation", Sym::unary_operation}, {"literal_value", Sym::literal_value},
        {"numeric_lit", Sym::numeric_lit}, {"bool_lit", Sym::bool_lit}, {"null_lit", Sym::null_lit},
        {"template_expr", Sym::template_expr}, {"quoted_template", Sym::quoted_template}, {"heredoc_template", Sym::heredoc_template},
        {"heredoc_start", Sym::heredoc_start}, {"heredoc_identifier", Sym::heredoc_identifier}, {"template_literal", Sym::template_literal},
        {"quoted_template_start", Sym::quoted_template_start}, {"quoted_template_end", Sym::quoted_template_end},
        {"template_interpolation", Sym::template_interpolation}, {"template_interpolation_start", Sym::template_interpolation_start},
        {"template_interpolation_end", Sym::template_interpolation_end}, {"template_directive", Sym::template_directive},
        {"template_directive_end", Sym::template_directive_end}, {"template_for", Sym::template_for}, {"template_if", Sym::template_if},
        {"template_for_start", Sym::template_for_start}, {"template_for_end", Sym::template_for_end},
        {"template_if_intro", Sym::template_if_intro}, {"template_else_intro", Sym::template_else_intro},
        {"template_if_end", Sym::template_if_end}, {"strip_marker", Sym::strip_marker}, {"collection_value", Sym::collection_value},
        {"tuple", Sym::tuple}, {"object", Sym::object}, {"object_elem", Sym::object_elem}, {"variable_expr", Sym::variable_expr},
        {"function_call", Sym::function_call}, {"function_arguments", Sym::function_arguments}, {"ellipsis", Sym::ellipsis},
        {"for_expr", Sym::for_expr}, {"for_tuple_expr", Sym::for_tuple_expr}, {"for_object_expr", Sym::for_object_expr},
        {"for_intro", Sym::for_intro}, {"for_cond", Sym::for_cond}, {"index", Sym::index}, {"new_index", Sym::new_index},
        {"legacy_index", Sym::legacy_index}, {"get_attr", Sym::get_attr}, {"splat", Sym::splat}, {"attr_splat", Sym::attr_splat},
        {"full_splat", Sym::full_splat}, {"(", Sym::open_paren}, {")", Sym::close_paren}, {"=>", Sym::arrow}, {"in", Sym::in},
        {".*", Sym::attr_splat_mark}, {"[*]", Sym::full_splat_mark}, {"=", Sym::equals},
        {"-", Sym::oper}, {"!", Sym::oper}, {"*", Sym::oper}, {"/", Sym::oper}, {"%", Sym::oper}, {"+", Sym::oper}, {">", Sym::oper},
        {">=", Sym::oper}, {"<", Sym::oper}, {"<=", Sym::oper}, {"==", Sym::oper}, {"!=", Sym::oper}, {"&&", Sym::oper}, {"||", Sym::oper}};
    const TSLanguage* language = tree_sitter_hcl();
    std::vector<Sym> out(ts_language_symbol_count(language), Sym::other);
    for (uint32_t i = 0; i < out.size(); ++i) {
      auto it = names.find(ts_language_symbol_name(language, static_cast<TSSymbol>(i)));
      if (it != names.end()) out[i] = it->second;
    }
    return out;
  }();
  return table;
}

}  // namespace plumb::hcl
