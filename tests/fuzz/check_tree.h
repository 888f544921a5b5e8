// What must hold of every Tree that a reader makes, whatever the text was: the invariants of syntax/tree.h. A breach aborts.
#pragma once
#include <cstdlib>
#include <vector>

#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb::test {

inline void must(bool holds) {
  if (!holds) std::abort();
}

/// Child counts, ends of subtrees and spans; linear, without recursion.
inline void check_tree(const Tree& tree, const Findings& findings) {
  struct Open {
    uint32_t node, children;
  };
  const auto size = static_cast<uint32_t>(tree.nodes.size());
  std::vector<Open> open;
  auto close = [&] {
    const TreeNode& n = tree.nodes[open.back().node];
    must(open.back().children == (n.type == NodeType::mapping ? 2 * n.size : n.type == NodeType::sequence ? n.size
                                                                                                          : 0));
    open.pop_back();
  };
  size_t document = 0;
  for (uint32_t i = 0; i < size; ++i) {
    const TreeNode& n = tree.nodes[i];
    while (!open.empty() && tree.nodes[open.back().node].next <= i) close();
    must(n.next > i && n.next <= (open.empty() ? size : tree.nodes[open.back().node].next));
    must(n.begin <= n.end && n.end <= tree.text.size());
    must(n.properties <= tree.properties.size());
    if (open.empty())
      must(document < tree.documents.size() && tree.documents[document++] == i);
    else
      ++open.back().children;
    open.push_back({i, 0});
  }
  while (!open.empty()) close();
  must(document == tree.documents.size() && tree.marks.size() == document);
  uint32_t last = 0;
  for (const Span& c : tree.comments) {
    must(c.begin >= last && c.begin < c.end && c.end <= tree.text.size() && tree.text[c.begin] == '#');
    last = c.end;
  }
  for (const Finding& f : findings) {
    must(f.at.begin <= f.at.end && f.at.end <= tree.text.size());
    must(!f.message.empty() && !f.help.empty());
  }
}

/// Two readings of the same text gave the same.
inline void same_tree(const Tree& a, const Tree& b, const Findings& a_findings, const Findings& b_findings) {
  must(a.nodes.size() == b.nodes.size() && a.documents == b.documents && a.marks == b.marks && a.comments == b.comments);
  for (size_t i = 0; i < a.nodes.size(); ++i) {
    const TreeNode &m = a.nodes[i], &n = b.nodes[i];
    must(m.type == n.type && m.style == n.style && m.flags == n.flags && m.next == n.next && m.begin == n.begin && m.end == n.end && m.size == n.size);
    must(m.properties == n.properties);
    if (m.type == NodeType::string) must(std::string_view(m.text, m.size) == std::string_view(n.text, n.size));
    if (m.type == NodeType::integer) must(m.integer == n.integer);
    if (m.type == NodeType::boolean) must(m.boolean == n.boolean);
  }
  must(a_findings.size() == b_findings.size());
  for (size_t i = 0; i < a_findings.size(); ++i) must(a_findings[i].at == b_findings[i].at && a_findings[i].message == b_findings[i].message);
}

}  // namespace plumb::test
