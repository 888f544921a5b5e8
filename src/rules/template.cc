// See template.h.
#include "rules/template.h"

#include "base/text.h"

namespace plumb::rules {

/// Offset of the brace that closes the expression which starts at `at`, or npos.
static size_t closing_brace(std::string_view text, size_t at) {
  char quote = 0;
  for (int depth = 0; at < text.size(); ++at) {
    char c = text[at];
    if (quote) {
      if (c == '\\') ++at;
      else if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && depth-- == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::vector<TemplatePart> parse_template(std::string_view text, std::string& error) {
  std::vector<TemplatePart> parts;
  std::string literal;
  auto flush = [&] {
    if (!literal.empty()) parts.push_back({false, std::move(literal), 0});
    literal.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      literal += c;
      ++i;
    } else if (c == '{') {
      size_t close = closing_brace(text, i + 1);
      if (close == std::string_view::npos) {
        error = cat("'{' is not closed (write '{{' for a brace): ", text.substr(i, 40));
        return parts;
      }
      flush();
      parts.push_back({true, std::string(text.substr(i + 1, close - i - 1)), static_cast<uint32_t>(i + 1)});
      i = close;
    } else if (c == '\n') {
      literal += ' ';
    } else {
      literal += c;
    }
  }
  flush();
  return parts;
}

}  // namespace plumb::rules
