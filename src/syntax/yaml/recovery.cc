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

// A line that neither continues nor ends anything open: `closed` is the collection that it ended, if any.
void Parser::misplaced_line(const Frame* closed, bool dash) {
  const char* stop = find_break(p_, end_);
  Frame& f = top();
  if (f.kind == Collection::document) {
    bool again = closed != nullptr && column_ >= 0;
    error(p_, stop, again ? "this line is indented less than the first line of the document" : "text behind the end of the document's only value",
          again ? "indent all lines of one level alike" : "start a further document with a line '---'");
  } else if (f.indent == column_) {
    error(p_, stop, dash ? "a list item stands where a key is expected" : "expected a list item ('- ') at this indentation",
          dash ? "indent the list under its key" : "start the line with '- ', or indent it as what it belongs to");
  } else {
    error(p_, stop, "this line's indentation fits no line above it", "indent it like the lines of the level it belongs to");
  }
  auto suits = [&](const Frame& frame) { return frame.kind == (dash ? Collection::sequence : Collection::mapping); };
  if (closed && closed->indent > column_ && f.indent < column_ && suits(*closed)) {
    if (f.expect == Expect::entry || f.expect == Expect::end) {  // go on with the collection above as if it were indented so
      stack_.push_back(*closed);
      TreeNode& n = tree_.nodes[closed->node];
      n.next = 0;
      top().count = n.size;  // merge keys may have changed it
      top().merge = false;
      top().indent = column_;
      top().expect = Expect::entry;
    }
  } else if (!suits(f) || f.indent > column_) {
    skip_rest_of_line();
    return;
  }
  tab_ = false;
  Place place = Place::entry;
  if (!suits(top())) {
    skip_rest_of_line();
  } else if (dash) {
    add_missing();
    if (sequence_entry(place, 0)) node(place);
  } else {
    add_missing();
    node(Place::entry);
  }
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
    if (renders) return template_found(text.data() + at, text.data() + text.size());
  }
}

// Behind the '}}' that closes the action at p, which may span lines; behind the line when there is none.
const char* Parser::template_end(const char* p) const {
  std::string_view rest{p, end_};
  size_t close = rest.find("}}");
  const char* line_end = find_break(p, end_);
  if (close == std::string_view::npos) return line_end;
  const char* stop = p + close + 2;
  if (stop > line_end && !rest.starts_with("{{/*") && !rest.starts_with("{{- /*")) return line_end;
  return stop;
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
  s.braces = text.find("{{") != std::string_view::npos;
  s.zero = text.find('\0') != std::string_view::npos;
  const char* p = text.data();
  const char* end = p + text.size();
  auto bad = [](char c) {
    auto u = static_cast<unsigned char>(c);
    return u < 0x20 ? u != '\t' && u != '\n' && u != '\r' : u == 0x7f;
  };
#if defined(__SSE2__)
  const __m128i low = _mm_set1_epi8(0x1f), tab = _mm_set1_epi8('\t'), feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r'), del = _mm_set1_epi8(0x7f);
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, low), v);
    __m128i allowed = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, tab), _mm_cmpeq_epi8(v, feed)), _mm_cmpeq_epi8(v, ret));
    __m128i hit = _mm_or_si128(_mm_andnot_si128(allowed, control), _mm_cmpeq_epi8(v, del));
    if (_mm_movemask_epi8(hit)) break;
  }
#endif
  while (p < end && !bad(*p)) ++p;
  if (p < end) s.control = p;
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
