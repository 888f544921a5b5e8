// The JSON reader: nlohmann's SAX parser finds the tokens, an iterator that counts tells where they are, and the same Tree comes
// out as for YAML. Why SAX: no document of the library's own is built, and positions survive.
// Invariant: of every event the token's end is the iterator's count or follows from the token's first byte; what a broken text
// left open is closed, so the tree always holds whole nodes.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "syntax/duplicates.h"
#include "syntax/read.h"

namespace plumb {
namespace {

constexpr size_t kMostLevels = 1000;

/// Reads the text and remembers how far.
struct CountingIterator {
  using difference_type = std::ptrdiff_t;
  using value_type = char;
  using pointer = const char*;
  using reference = const char&;
  using iterator_category = std::input_iterator_tag;

  const char* at = nullptr;
  const char** furthest = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    if (furthest) *furthest = at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& o) const { return at == o.at; }
  bool operator!=(const CountingIterator& o) const { return at != o.at; }
};

class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Builder(Tree& tree, Findings& findings, const char* const& read, std::string_view part)
      : tree_(tree), findings_(findings), read_(read), first_(part.data()), last_(part.data() + part.size()), behind_(first_) {}

  bool null() {
    add(NodeType::null, 4);
    return true;
  }
  bool boolean(bool value) {
    add(NodeType::boolean, value ? 4 : 5).boolean = value;
    return true;
  }
  bool number_integer(number_integer_t value) {
    number(NodeType::integer).integer = value;
    return true;
  }
  bool number_unsigned(number_unsigned_t value) {
    if (value > static_cast<number_unsigned_t>(INT64_MAX))
      number(NodeType::floating).floating = static_cast<double>(value);
    else
      number(NodeType::integer).integer = static_cast<int64_t>(value);
    return true;
  }
  bool number_float(number_float_t value, const string_t&) {
    number(NodeType::floating).floating = value;
    return true;
  }
  bool string(string_t& value) {
    const char* begin = token();
    TreeNode& n = add(NodeType::string, static_cast<size_t>(read_ - begin));
    n.style = ScalarStyle::double_quoted;
    std::string_view source{begin + 1, read_ - 1};
    std::string_view text = source == value ? source : tree_.strings.copy(std::string_view(value));
    n.text = text.data();
    n.size = static_cast<uint32_t>(text.size());
    return true;
  }
  bool key(string_t& value) {
    if (!open_.empty()) ++open_.back().count;
    return string(value);
  }
  bool binary(binary_t&) { return true; }
  bool start_object(size_t) { return start(NodeType::mapping); }
  bool start_array(size_t) { return start(NodeType::sequence); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool parse_error(size_t, const std::string&, const nlohmann::json::exception& problem) {
    const char* stop = std::min(read_, last_);
    const char* begin = std::min(std::max(token(), first_), stop);
    if (begin == stop && begin > first_) --begin;
    // nlohmann's text: "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - ..."
    std::string_view what = problem.what();
    if (size_t at = what.find(": "); at != std::string_view::npos) what.remove_prefix(at + 2);
    if (first_ != tree_.text.data()) what = "syntax error";  // the library counts lines from where it began
    findings_.push_back(make_finding("syntax-error", Severity::error, place(begin, stop), cat("this is no JSON: ", what),
                                     "mend this place; what stands behind it in the file was not read"));
    findings_.back().unchecked = true;
    return false;
  }

  /// Closes what a broken text left open.
  void finish() {
    while (!open_.empty()) {
      const TreeNode& n = tree_.nodes[open_.back().node];
      if (n.type == NodeType::mapping && key_without_value()) add_at(NodeType::null, behind_, behind_);
      end_at(behind_);
    }
    if (!tree_.nodes.empty()) tree_.documents.push_back(0);
  }

 private:
  struct Open {
    uint32_t node, count;
  };

  Span place(const char* b, const char* e) const {
    return {tree_.file, static_cast<uint32_t>(b - tree_.text.data()), static_cast<uint32_t>(e - tree_.text.data())};
  }

  /// The first byte of the token behind the last one.
  const char* token() const {
    const char* p = behind_;
    while (p < last_ && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r' || *p == ',' || *p == ':')) ++p;
    return p;
  }

  bool key_without_value() const {
    uint32_t children = 0;
    const Open& o = open_.back();
    for (uint32_t i = o.node + 1; i < tree_.nodes.size(); i = tree_.nodes[i].next) ++children;
    return children % 2 == 1;
  }

  TreeNode& add_at(NodeType type, const char* begin, const char* end) {
    if (!open_.empty() && tree_.nodes[open_.back().node].type == NodeType::sequence) ++open_.back().count;
    TreeNode& n = tree_.nodes.emplace_back();
    n.type = type;
    Span s = place(begin, end);
    n.begin = s.begin;
    n.end = s.end;
    n.next = static_cast<uint32_t>(tree_.nodes.size());
    n.text = "";
    behind_ = end;
    return n;
  }
  TreeNode& add(NodeType type, size_t length) {
    const char* begin = token();
    return add_at(type, begin, begin + length);
  }
  TreeNode& number(NodeType type) {
    const char* begin = token();
    const char* p = begin;
    while (p < last_ && (*p == '-' || *p == '+' || *p == '.' || *p == 'e' || *p == 'E' || (*p >= '0' && *p <= '9'))) ++p;
    return add_at(type, begin, p);
  }

  bool start(NodeType type) {
    if (open_.size() >= kMostLevels) {
      const char* begin = token();
      findings_.push_back(make_finding("document-too-large", Severity::error, place(begin, begin + 1),
                                       cat("values are nested more than ", kMostLevels, " levels deep; the rest of the file is left out"), "nest fewer levels"));
      findings_.back().unchecked = true;
      return false;
    }
    auto at = static_cast<uint32_t>(tree_.nodes.size());
    add(type, 1).flags = TreeNode::kFlow;
    open_.push_back({at, 0});
    return true;
  }
  bool end() {
    end_at(token() + 1);
    return true;
  }
  void end_at(const char* where) {
    Open o = open_.back();
    open_.pop_back();
    behind_ = where;
    TreeNode& n = tree_.nodes[o.node];
    n.next = static_cast<uint32_t>(tree_.nodes.size());
    n.end = place(where, where).begin;
    n.size = o.count;
    if (n.type == NodeType::mapping && o.count > 1) report_duplicate_keys(tree_, o.node, findings_);
  }

  Tree& tree_;
  Findings& findings_;
  const char* const& read_;  // how far the parser has read: behind the last byte of a string
  const char *first_, *last_;  // the part of the text that is read
  const char* behind_;       // behind the last token
  std::vector<Open> open_;
};

}  // namespace

Tree read_json(FileId file, std::string_view text, Findings& findings) {
  return read_json_part(file, text, {file, 0, static_cast<uint32_t>(text.size())}, findings);
}

Tree read_json_part(FileId file, std::string_view text, Span at, Findings& findings) {
  std::string_view part = text.substr(at.begin, at.end - at.begin);
  Tree tree;
  tree.file = file;
  tree.text = text;
  tree.nodes.reserve(part.size() / 16 + 16);
  const char* read = part.data();
  Builder builder(tree, findings, read, part);
  CountingIterator first{part.data(), &read}, last{part.data() + part.size(), nullptr};
  nlohmann::json::sax_parse(first, last, &builder);
  builder.finish();
  tree.marks.resize(tree.documents.size());
  return tree;
}

}  // namespace plumb
