// See duplicates.h. Small mappings compare pairwise, large ones through a hash table; most keys differ in length or first byte.
#include "syntax/duplicates.h"

#include <array>
#include <unordered_map>

#include "base/text.h"

namespace plumb {
namespace {

constexpr uint32_t kSmall = 24;

std::string_view key_text(const Tree& tree, const TreeNode& n) {
  return n.type == NodeType::string ? std::string_view{n.text, n.size} : tree.text.substr(n.begin, n.end - n.begin);
}

void report(Tree& tree, uint32_t first, uint32_t again, Findings& findings) {
  TreeNode& n = tree.nodes[again];
  std::string_view text = key_text(tree, n);
  if (text == "<<") return;
  n.flags |= TreeNode::kDuplicateKey;
  Finding f = make_finding("duplicate-key", Severity::warning, {tree.file, n.begin, n.end},
                           cat("the key '", text, "' is given twice in this mapping; the last one counts"), "remove one of the two");
  f.chain.push_back({{tree.file, tree.nodes[first].begin, tree.nodes[first].end}, "first given here"});
  findings.push_back(std::move(f));
}

}  // namespace

void report_duplicate_keys(Tree& tree, uint32_t mapping, Findings& findings) {
  const TreeNode& m = tree.nodes[mapping];
  const uint32_t last = m.next;
  auto behind = [&](uint32_t key) { return tree.nodes[tree.nodes[key].next].next; };
  auto scalar = [&](uint32_t key) { return tree.nodes[key].type < NodeType::sequence; };
  if (m.size > kSmall) {
    std::unordered_map<std::string_view, uint32_t> seen;
    seen.reserve(m.size);
    for (uint32_t key = mapping + 1; key < last; key = behind(key)) {
      if (!scalar(key)) continue;
      auto [at, fresh] = seen.emplace(key_text(tree, tree.nodes[key]), key);
      if (!fresh) report(tree, at->second, key, findings);
    }
    return;
  }
  std::array<std::pair<std::string_view, uint32_t>, kSmall> seen;
  size_t n = 0;
  for (uint32_t key = mapping + 1; key < last; key = behind(key)) {
    if (!scalar(key)) continue;
    std::string_view text = key_text(tree, tree.nodes[key]);
    size_t i = 0;
    while (i < n && seen[i].first != text) ++i;
    if (i < n)
      report(tree, seen[i].second, key, findings);
    else
      seen[n++] = {text, key};
  }
}

}  // namespace plumb
