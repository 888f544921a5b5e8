// See tree_sitter.h: the only place that runs tree-sitter.
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "syntax/hcl/tree_sitter/convert.h"
#include "syntax/hcl/tree_sitter/tree_sitter.h"

namespace plumb::hcl {
namespace {

/// The marker of a heredoc that begins on this line ("EOT"), or empty.
std::string_view heredoc_marker(std::string_view line) {
  size_t at = line.find("<<");
  if (at == std::string_view::npos) return {};
  std::string_view marker = trim(line.substr(at + 2));
  if (marker.starts_with('-')) marker.remove_prefix(1);
  bool name = !marker.empty() && marker.find_first_of(" \t\"(){}[]") == std::string_view::npos;
  return name ? marker : std::string_view{};
}

/// Where the top-level arguments and blocks of a text begin: lines outside heredocs whose first column holds a letter.
std::vector<uint32_t> item_starts(std::string_view text) {
  std::vector<uint32_t> starts;
  std::string_view marker;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (!marker.empty()) {
      if (trim(line) == marker) marker = {};
    } else {
      char c = line.empty() ? ' ' : line[0];
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') starts.push_back(static_cast<uint32_t>(at));
      marker = heredoc_marker(line);
    }
    at = end + 1;
  }
  return starts;
}

/// The grammar knows exponents only behind a fraction: `1e3` would be two tokens. For its eyes the exponent's letter and sign become
/// digits (same bytes, same places); Convert reads numbers from the text itself. In texts and comments the change is not seen at all.
/// Empty: nothing to change.
std::string without_exponents(std::string_view text) {
  std::string out;
  auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80; };
  for (size_t i = 0; i < text.size(); ++i) {
    if (!digit(i)) continue;
    size_t first = i;
    while (digit(i)) ++i;
    if (i >= text.size()) break;
    if (text[i] != 'e' && text[i] != 'E') continue;
    if (first > 0 && word(text[first - 1]) && text[first - 1] != '-') continue;
    size_t exponent = i + 1 + (i + 1 < text.size() && (text[i + 1] == '+' || text[i + 1] == '-'));
    if (!digit(exponent)) continue;
    if (first > 1 && text[first - 1] == '-' && word(text[first - 2])) continue;  // the end of a name: a-1e3
    if (out.empty()) out = text;
    for (size_t k = i; k < exponent; ++k) out[k] = '0';
    i = exponent;
  }
  return out;
}

class Parser {
 public:
  Parser() : parser_(ts_parser_new()) { ts_parser_set_language(parser_, tree_sitter_hcl()); }
  ~Parser() { ts_parser_delete(parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Calls use(root) with the tree of bytes [begin, end) of `text`.
  template <class F>
  void parse(std::string_view text, uint32_t begin, uint32_t end, F&& use) {
    TSRange range{{0, begin}, {0, end}, begin, end};  // rows are never asked for
    ts_parser_set_included_ranges(parser_, &range, 1);
    TSTree* tree = ts_parser_parse_string(parser_, nullptr, text.data(), static_cast<uint32_t>(text.size()));
    if (!tree) return;
    use(ts_tree_root_node(tree));
    ts_tree_delete(tree);
  }

 private:
  TSParser* parser_;
};

/// The whole text at once; when that has an error, item by item, so that the error stays where it is: tree-sitter's own recovery loses
/// whatever follows an open bracket or quote.
void parse(File& out, std::string_view text, Findings& findings) {
  Parser parser;
  Convert convert(out, text, findings);
  std::string changed = without_exponents(text);
  std::string_view seen = changed.empty() ? text : std::string_view(changed);
  uint32_t size = static_cast<uint32_t>(text.size());
  bool whole = false;
  std::vector<uint32_t> starts;
  parser.parse(seen, 0, size, [&](TSNode root) {
    if (ts_node_has_error(root)) starts = item_starts(text);
    whole = starts.size() <= 1;
    if (whole) convert.add(root);
  });
  for (size_t i = 0; !whole && i < starts.size(); ++i) {
    uint32_t end = i + 1 < starts.size() ? starts[i + 1] : size;
    parser.parse(seen, i == 0 ? 0 : starts[i], end, [&](TSNode root) { convert.add(root); });
  }
  out.body = convert.finish_file();
}

/// How many blocks, and arguments with a value, a body holds.
size_t readable(const Body& body) {
  size_t n = body.blocks.size();
  for (const Attribute& a : body.attributes) n += a.value->kind != ExprKind::error;
  for (const Block& b : body.blocks) n += readable(b.body);
  return n;
}

}  // namespace

std::unique_ptr<File> read_hcl_tolerantly(FileId file, std::string_view text, Findings& findings) {
  auto out = std::make_unique<File>();
  out->file = file;
  out->text = text;
  parse(*out, text, findings);
  return out;
}

std::unique_ptr<File> read_hcl_edited(FileId file, std::string_view text, Findings& findings) {
  auto out = read_hcl(file, text, findings);
  if (!out->broken) return out;
  Findings ignored;
  auto other = read_hcl_tolerantly(file, text, ignored);
  size_t ours = readable(out->body);
  if (readable(other->body) <= ours + ours / 8) return out;
  other->broken = true;
  return other;
}

}  // namespace plumb::hcl
