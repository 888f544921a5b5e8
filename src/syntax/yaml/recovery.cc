// What happens when a text is no YAML: one finding a fault, lines skipped or taken for what they most likely are, Go templates.
// Invariant: errors on adjacent lines are one fault; once template text was seen no syntax error is reported, for none can be told.
#include <algorithm>

#include "base/text.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {

// A fault at [begin, end). On a line with template text that is what is wrong, whatever the reader stumbled over.
void Parser::error(const char* begin, const char* end, std::string message, std::string help, Severity severity) {
  const bool again = error_line_ && lines_ <= error_line_ + 1;
  error_line_ = lines_;
  if (tree_.template_text || again) return;
  const char* line = begin;
  while (line > begin_ && line[-1] != '\n') --line;
  const std::string_view text{line, find_break(begin, end_)};
  for (std::string_view mark : {"{{", "{%", "%{"})
    if (size_t at = text.find(mark); at != std::string_view::npos) return template_found(line + at, text.data() + text.size());
  findings_.push_back(make_finding("syntax-error", severity, span(begin, std::max(begin, std::min(end, end_))), std::move(message), std::move(help)));
}

// What YAML 1.2 refuses and the readers of Kubernetes (libyaml's rules) accept.
void Parser::strict_error(const char* begin, const char* end, std::string message, std::string help) {
  error(begin, end, message + "; kubectl accepts it, other readers do not", std::move(help), Severity::warning);
}

void Parser::too_large(const char* at, std::string message, std::string help) {
  if (too_large_) return;
  too_large_ = true;
  Finding f = make_finding("document-too-large", Severity::error, span(at, std::min(at + 1, end_)), std::move(message), std::move(help));
  f.unchecked = true;
  findings_.push_back(std::move(f));
}

// Nesting beyond max_depth: what is open is closed and nothing more is read.
bool Parser::stop_document() {
  too_large(p_, cat("collections are nested more than ", options_.max_depth, " levels deep; the rest of the file is left out"), "nest fewer levels");
  stopped_ = true;
  p_ = end_;
  return false;
}

void Parser::skip_rest_of_line() {
  p_ = find_break(p_, end_);
  skip_break();
}

// A line that git leaves where two versions differ: said once a document, left out.
bool Parser::conflict_line() {
  const char c = *p_;
  if ((c != '<' && c != '=' && c != '>') || (c != '<' && !conflict_)) return false;
  const std::string_view line{p_, find_break(p_, end_)};
  if (line.substr(0, 7) != std::string(7, c) || !blank_or_end(p_ + 7)) return false;
  if (!conflict_)
    error(p_, p_ + line.size(), "a merge conflict that is not resolved; both versions are read", "keep one version and remove the lines with <<<<<<<, ======= and >>>>>>>");
  conflict_ = true;
  skip_rest_of_line();
  return true;
}

// The indentation of the next line with content, or -1.
int32_t Parser::next_indent() const {
  for (const char* p = find_break(p_, end_); p < end_; p = find_break(p, end_)) {
    const char* line = ++p;
    p = skip_spaces(p, end_);
    if (p < end_ && !is(*p, kBreak) && *p != '#') return static_cast<int32_t>(p - line);
  }
  return -1;
}

// A line whose indentation fits no open collection; stack_[below] is the innermost one that is indented less or alike. It becomes an
// entry of that one or of the one inside it, whichever is the more likely, which from then on takes this indentation too.
void Parser::misplaced_line(size_t below, bool dash) {
  recovered_ = true;
  const char* stop = find_break(p_, end_);
  const Frame& outer = stack_[below];
  const Frame* inner = below + 1 < stack_.size() ? &stack_[below + 1] : nullptr;
  auto suits = [&](const Frame& f) { return f.kind == (dash ? Collection::sequence : Collection::mapping); };
  const bool starts_value = dash && inner && below + 2 == stack_.size() && inner->kind == Collection::mapping && inner->expect == Expect::value;
  if (outer.kind == Collection::document && !inner)
    error(p_, stop, "text behind the end of the document's only value", "start a further document with a line '---'");
  else if (outer.at(column_))
    error(p_, stop, dash ? "a list item stands where a key is expected" : "expected a list item ('- ') at this indentation",
          dash ? "indent the list under its key" : "start the line with '- ', or indent it as what it belongs to");
  else
    error(p_, stop, "this line's indentation fits no line above it", "indent it like the lines of the level it belongs to");
  if (starts_value) return node(Place::block);
  bool to_inner = inner && suits(*inner), to_outer = outer.kind != Collection::document && suits(outer);
  if (to_inner && to_outer) {
    const int32_t next = next_indent();
    if (stop > p_ && stop[-1] == ':')  // its value is below: deeper than the level it is of
      to_inner = next > inner->indent || next <= column_;
    else
      to_inner = next >= inner->indent || inner->indent - column_ < column_ - outer.indent;
  }
  if (!to_inner && !to_outer) return skip_rest_of_line();
  const size_t target = to_inner ? below + 1 : below;
  close_above(target);
  top().also = column_;
  add_missing();
  Place place = Place::entry;
  if (!dash || sequence_entry(place, 0)) node(place);
}

void Parser::template_found(const char* begin, const char* end) {
  if (tree_.template_text) return;
  tree_.template_text = true;
  findings_.push_back(make_finding("template-not-rendered", Severity::info, span(begin, end),
                                   "this file holds template text ('{{ ... }}'), which is not rendered here; what is read from it may not be what is deployed",
                                   "render it first, for example with `helm template`, and check the result"));
}

// Text inside a plain scalar: `{{ $labels.pod }}` is as deployed (alert rules have it), `{{ .Values.name }}` waits to be rendered.
void Parser::find_template(std::string_view text) {
  for (size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    std::string_view action = text.substr(at + 2);
    bool trims = action.starts_with('-');
    action = trim(trims ? action.substr(1) : action);
    bool renders = at == 0 || trims;
    for (std::string_view start : {".Values", ".Release", ".Chart", ".Capabilities", ".Files", ".Template", "$.", "include ", "template ", "tpl ", "toYaml ", "required ", "cookiecutter."})
      renders |= action.starts_with(start);
    renders = renders && text.find("$labels") == std::string_view::npos && text.find("$value") == std::string_view::npos;  // Prometheus renders those
    if (renders) return template_found(text.data() + at, text.data() + text.size());
  }
}

// Behind the '}}' that closes the action at p; a comment may span lines, up to a bound. Behind the line when there is none.
const char* Parser::template_end(const char* p) const {
  const char* line_end = find_break(p, end_);
  std::string_view line{p, line_end};
  if (size_t close = line.find("}}"); close != std::string_view::npos) return p + close + 2;
  if (!line.starts_with("{{/*") && !line.starts_with("{{- /*")) return line_end;
  constexpr size_t kLongestComment = 1 << 14;
  std::string_view rest = std::string_view{p, end_}.substr(0, kLongestComment);
  size_t close = rest.find("}}");
  return close == std::string_view::npos ? line_end : p + close + 2;
}

// A line that holds nothing but template actions: left out like a comment.
bool Parser::template_line() {
  const char* q = p_;
  while (at_template(q)) {
    q = template_end(q);
    while (q < end_ && is(*q, kBlank)) ++q;
  }
  if (q < end_ && !is(*q, kBreak)) return false;
  template_found(p_, q);
  p_ = q;
  skip_break();
  return true;
}

namespace {

struct Survey {
  const char* control = nullptr;  // the first character that no YAML text holds
  bool zero = false;
  bool braces = false;
};

Survey survey(std::string_view text) {
  Survey s;
  const char* p = text.data();
  const char* end = p + text.size();
  auto bad = [](char c) {
    auto u = static_cast<unsigned char>(c);
    return u < 0x20 ? u != '\t' && u != '\n' && u != '\r' : u == 0x7f;
  };
#if defined(__SSE2__)
  const __m128i low = _mm_set1_epi8(0x1f), tab = _mm_set1_epi8('\t'), feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r'), del = _mm_set1_epi8(0x7f),
                brace = _mm_set1_epi8('{');
  unsigned last = 0;  // whether the byte before the block is a brace
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, low), v);
    __m128i allowed = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, tab), _mm_cmpeq_epi8(v, feed)), _mm_cmpeq_epi8(v, ret));
    __m128i hit = _mm_or_si128(_mm_andnot_si128(allowed, control), _mm_cmpeq_epi8(v, del));
    if (_mm_movemask_epi8(hit)) break;
    auto braces = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(v, brace)));
    s.braces |= (braces & (braces << 1 | last)) != 0;
    last = braces >> 15;
  }
#endif
  for (; p < end && !bad(*p); ++p) s.braces |= *p == '{' && p > text.data() && p[-1] == '{';
  if (p == end) return s;
  s.control = p;
  s.zero = text.find('\0') != std::string_view::npos;
  s.braces |= text.find("{{") != std::string_view::npos;
  return s;
}

constexpr size_t kMostBytes = size_t{1} << 30;

}  // namespace

void Parser::read() {
  Survey s = survey(tree_.text);
  braces_ = s.braces;
  if (tree_.text.size() > kMostBytes) {
    too_large(begin_, "the file is larger than 1 GiB and is left out", "split it");
    return;
  }
  if (s.control)
    error(s.control, s.control + 1, s.zero ? "this is no text: it holds zero bytes, so it is left out" : "a control character, which no YAML text may hold",
          s.zero ? "exclude the file if it is binary or encrypted" : "remove it, or write it as an escape in double quotes");
  if (s.zero) {
    findings_.back().unchecked = true;
    return;
  }
  tree_.nodes.reserve(tree_.text.size() / 12 + 16);
  stream();
}

}  // namespace plumb::yaml

namespace plumb {

Tree read_yaml(FileId file, std::string_view text, Findings& findings, const YamlOptions& options) {
  Tree tree;
  tree.file = file;
  tree.text = text;
  yaml::Parser(tree, findings, options).read();
  return tree;
}

}  // namespace plumb
