// outline_json(): one level of a JSON collection, everything below it skipped (syntax/read.h).
// Why: a plan of a hundred megabytes holds each resource four times; reading it whole costs memory that nobody looks at.
// How: a skipped value is only followed to its end: by quotes and by how many brackets are open.
// Invariant: the tree has the shape that read_json gives, but that folded collections have no children; never reads past the part.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "syntax/duplicates.h"
#include "syntax/read.h"

namespace plumb {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Outline {
 public:
  Outline(FileId file, std::string_view text, Span part, Findings& findings) : findings_(findings), p_(text.data() + part.begin), last_(text.data() + part.end) {
    tree_.file = file;
    tree_.text = text;
  }

  Tree read() {
    const bool whole = level();
    if (!tree_.nodes.empty()) {
      tree_.documents.push_back(0);
      tree_.marks.resize(1);
    }
    if (whole) {
      if (tree_.nodes[0].type == NodeType::mapping) report_duplicate_keys(tree_, 0, findings_);
      return std::move(tree_);
    }
    if (!tree_.nodes.empty()) close();
    Finding f = make_finding("syntax-error", Severity::error, {tree_.file, offset(std::min(p_, last_)), offset(std::min(p_ + 1, last_))}, cat("this is no JSON: expected ", expected_),
                             p_ >= last_ ? "the file ends too soon: write it again; nothing in it was checked" : "mend this place; nothing in the file was checked");
    f.unchecked = true;
    findings_.push_back(std::move(f));
    return std::move(tree_);
  }

 private:
  uint32_t offset(const char* at) const { return static_cast<uint32_t>(at - tree_.text.data()); }
  bool fail(const char* expected) {
    expected_ = expected;
    return false;
  }
  void blanks() {
    while (p_ < last_ && is_blank(*p_)) ++p_;
  }
  bool take(char c) {
    blanks();
    if (p_ >= last_ || *p_ != c) return false;
    ++p_;
    return true;
  }

  bool level() {
    blanks();
    if (p_ >= last_ || (*p_ != '{' && *p_ != '[')) return fail("an object or a list");
    const bool object = *p_ == '{';
    const char close = object ? '}' : ']';
    add(object ? NodeType::mapping : NodeType::sequence, p_, p_).flags = TreeNode::kFlow;
    ++p_;
    if (!take(close)) {
      do {
        blanks();
        if (object) {
          if (p_ >= last_ || *p_ != '"') return fail("a key in quotes");
          if (!scalar()) return false;
          if (!take(':')) return fail("':'");
          blanks();
        }
        if (!value()) return false;
        ++tree_.nodes[0].size;
      } while (take(','));
      if (!take(close)) return fail(object ? "',' or '}'" : "',' or ']'");
    }
    this->close();
    blanks();
    return p_ == last_ || fail("nothing more");
  }

  /// Ends the root here; a key without its value is no entry.
  void close() {
    TreeNode& root = tree_.nodes[0];
    if (root.type == NodeType::mapping && tree_.nodes.size() > 1 + 2 * size_t{root.size}) tree_.nodes.resize(1 + 2 * size_t{root.size});
    root.next = static_cast<uint32_t>(tree_.nodes.size());
    root.end = offset(std::min(p_, last_));
  }

  bool value() {
    if (p_ >= last_) return fail("a value");
    if (*p_ != '{' && *p_ != '[') return scalar();
    const char* begin = p_;
    NodeType type = *p_ == '{' ? NodeType::mapping : NodeType::sequence;
    if (!skip_collection()) return fail("the end of what is opened here");
    add(type, begin, p_).flags = TreeNode::kFlow | TreeNode::kFolded;
    return true;
  }

  /// To behind the closing quote of the string that begins here.
  bool skip_string() {
    for (++p_; p_ < last_; ++p_) {
      if (*p_ == '"') return ++p_, true;
      if (*p_ == '\\') ++p_;
    }
    return fail("'\"'");
  }

  bool skip_collection() {
    uint64_t open = 0;
    while (p_ < last_) {
      switch (*p_) {
        case '"':
          if (!skip_string()) return false;
          continue;
        case '{': case '[': ++open; break;
        case '}': case ']':
          if (--open == 0) return ++p_, true;
          break;
        default: break;
      }
      ++p_;
    }
    return false;
  }

  bool scalar() {
    const char* begin = p_;
    if (*p_ == '"') {
      if (!skip_string()) return false;
      std::string_view inside{begin + 1, p_ - 1};
      TreeNode& n = add(NodeType::string, begin, p_);
      n.style = ScalarStyle::double_quoted;
      if (inside.find('\\') != std::string_view::npos) {
        auto decoded = nlohmann::json::parse(begin, p_, nullptr, false);
        if (!decoded.is_string()) return p_ = begin, fail("a string");
        inside = tree_.strings.copy(std::string_view(decoded.get_ref<const std::string&>()));
      }
      n.text = inside.empty() ? "" : inside.data();
      n.size = static_cast<uint32_t>(inside.size());
      return true;
    }
    while (p_ < last_ && !is_blank(*p_) && *p_ != ',' && *p_ != '}' && *p_ != ']' && *p_ != ':' && *p_ != '"') ++p_;
    auto read = nlohmann::json::parse(begin, p_, nullptr, false);
    if (read.is_null()) add(NodeType::null, begin, p_);
    else if (read.is_boolean()) add(NodeType::boolean, begin, p_).boolean = read.get<bool>();
    else if (read.is_number_unsigned() && read.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) add(NodeType::floating, begin, p_).floating = read.get<double>();
    else if (read.is_number_integer()) add(NodeType::integer, begin, p_).integer = read.get<int64_t>();
    else if (read.is_number_float()) add(NodeType::floating, begin, p_).floating = read.get<double>();
    else return p_ = begin, fail("a value");
    return true;
  }

  TreeNode& add(NodeType type, const char* begin, const char* end) {
    TreeNode& n = tree_.nodes.emplace_back();
    n.type = type;
    n.begin = offset(begin);
    n.end = offset(end);
    n.next = static_cast<uint32_t>(tree_.nodes.size());
    n.text = "";
    return n;
  }

  Tree tree_;
  Findings& findings_;
  const char* p_;
  const char* last_;
  const char* expected_ = "";
};

}  // namespace

Tree outline_json(FileId file, std::string_view text, Span part, Findings& findings) { return Outline(file, text, part, findings).read(); }

}  // namespace plumb
