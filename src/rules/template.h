// Templates: text with `{expression}` inside; `{{` and `}}` are braces. Used by messages and chain texts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace plumb::rules {

struct TemplatePart {
  bool expression = false;
  std::string text;     // literal text, or the expression's source
  uint32_t offset = 0;  // of the expression in the template
};

/// Splits a template. Braces inside an expression (maps, string literals) are its own. `error` is set when a brace is not closed.
std::vector<TemplatePart> parse_template(std::string_view text, std::string& error);

}  // namespace plumb::rules
