// The tree of read_yaml as the event text of yaml-test-suite ("+STR", " +DOC ---", "  =VAL :a"), so that both can be compared.
// Invariant: written from the tree alone, read with expand=false; what the tree does not hold cannot pass.
#pragma once
#include <string>

#include "syntax/tree.h"

namespace plumb::test {

class EventWriter {
 public:
  explicit EventWriter(const Tree& tree) : tree_(tree) {}

  std::string write() {
    line("+STR");
    for (size_t i = 0; i < tree_.documents.size(); ++i) {
      ++depth_;
      line(tree_.marks[i] & Tree::kExplicitStart ? "+DOC ---" : "+DOC");
      ++depth_;
      node(tree_.document(i));
      --depth_;
      line(tree_.marks[i] & Tree::kExplicitEnd ? "-DOC ..." : "-DOC");
      --depth_;
    }
    line("-STR");
    return out_;
  }

 private:
  void line(const std::string& text) { out_ += std::string(depth_, ' ') + text + "\n"; }

  std::string properties(TreeRef ref) const {
    if (!ref.node().properties) return {};
    const Properties& p = tree_.properties[ref.node().properties - 1];
    std::string out;
    if (!p.anchor.empty()) out += " &" + std::string(p.anchor);
    if (!p.tag.empty()) out += " <" + std::string(p.tag) + ">";
    return out;
  }

  static std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
      switch (c) {
        case '\\':
          out += "\\\\";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\t':
          out += "\\t";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\b':
          out += "\\b";
          break;
        case '\0':
          out += "\\0";
          break;
        default:
          out += c;
      }
    }
    return out;
  }

  void collection(TreeRef ref, const char* name, const char* flow) {
    bool is_flow = ref.node().flags & TreeNode::kFlow;
    line(std::string("+") + name + (is_flow ? flow : "") + properties(ref));
    ++depth_;
    for (uint32_t i = ref.index() + 1; i < ref.node().next; i = tree_.nodes[i].next) node({&tree_, i});
    --depth_;
    line(std::string("-") + name);
  }

  void node(TreeRef ref) {
    const TreeNode& n = ref.node();
    if (n.type == NodeType::mapping) return collection(ref, "MAP", " {}");
    if (n.type == NodeType::sequence) return collection(ref, "SEQ", " []");
    if (n.type == NodeType::alias) {
      TreeRef target{&tree_, n.target};
      return line("=ALI *" + std::string(tree_.properties[target.node().properties - 1].anchor));
    }
    static const char kMarks[] = {':', '\'', '"', '|', '>'};
    std::string_view text = ref.text();
    if (n.type != NodeType::string && n.style != ScalarStyle::plain) text = text.substr(1, text.size() - 2);
    line("=VAL" + properties(ref) + " " + kMarks[static_cast<int>(n.style)] + escaped(text));
  }

  const Tree& tree_;
  std::string out_;
  size_t depth_ = 0;
};

}  // namespace plumb::test
