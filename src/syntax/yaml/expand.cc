// Nodes into the tree: scalars with their meaning, aliases as copies, merge keys as the entries they stand for.
// Bounds: max_expanded_nodes for all copies of a file, max_depth for what copies nest; a recursive alias is an error.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "syntax/duplicates.h"
#include "syntax/yaml/parser.h"
#include "syntax/yaml/resolve.h"

namespace plumb::yaml {
namespace {

constexpr std::string_view kCore = "tag:yaml.org,2002:";

// An entry that stays when `<<` entries are replaced: its nodes before, and where they went.
struct Kept {
  uint32_t first, last, moved_to;
};

// Moves a copied node's `next` along with it.
void shift(TreeNode& n, uint32_t delta) { n.next += delta; }

}  // namespace

void Parser::attach(uint32_t node, uint32_t properties) {
  tree_.nodes[node].properties = properties;
  std::string_view name = tree_.properties[properties - 1].anchor;
  if (name.empty()) return;
  anchor_index_[name] = anchors_.size();
  anchors_.push_back({node, name});
}

uint32_t Parser::add_scalar(const Scalar& s, uint32_t properties) {
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  TreeNode& n = tree_.nodes.emplace_back();
  n.next = at + 1;
  n.style = s.style;
  n.begin = offset(s.begin);
  n.end = offset(s.end);
  n.size = static_cast<uint32_t>(s.text.size());
  n.text = s.text.data();
  n.type = NodeType::string;
  last_end_ = s.end;
  std::string_view tag = properties ? tree_.properties[properties - 1].tag : std::string_view{};
  if (properties) attach(at, properties);
  bool resolve = s.style == ScalarStyle::plain && !s.several_lines && tag.empty();
  if (tag.starts_with(kCore)) {
    tag.remove_prefix(kCore.size());
    resolve = tag == "int" || tag == "float" || tag == "bool" || tag == "null";
  }
  if (resolve && (s.text.empty() || is(s.text[0], kTyped))) resolve_plain(tree_.nodes[at], s.text, options_.yaml_1_1);
  return at;
}

void Parser::add_null(const char* where, uint32_t properties) {
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  TreeNode& n = tree_.nodes.emplace_back();
  n.next = at + 1;
  n.begin = n.end = offset(where);
  n.text = "";
  last_end_ = std::max(last_end_, where);
  if (!properties) return;
  attach(at, properties);
  const std::string_view tag = tree_.properties[properties - 1].tag;
  if (!tag.empty() && tag != "tag:yaml.org,2002:null") tree_.nodes[at].type = NodeType::string;
}

// The number of levels of a finished subtree.
uint32_t Parser::height(uint32_t node) const {
  std::vector<uint32_t> ends;
  size_t most = 0;
  for (uint32_t i = node, last = tree_.nodes[node].next; i < last; ++i) {
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    ends.push_back(tree_.nodes[i].next);
    most = std::max(most, ends.size());
  }
  return static_cast<uint32_t>(most);
}

void Parser::add_alias(std::string_view name, const char* begin, const char* end, uint32_t properties) {
  if (properties) error(begin, end, "an alias cannot have a tag or an anchor of its own", "remove what is in front of it");
  auto known = anchor_index_.find(name);
  if (known == anchor_index_.end()) {
    if (!name.empty())
      error(begin, end, cat("no node above is named '&", name, "'"), "name it with an anchor first, or quote the text if it is no alias");
    add_null(begin, 0);
    tree_.nodes.back().end = offset(end);
    last_end_ = end;
    return;
  }
  uint32_t target = anchors_[known->second].node;
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  last_end_ = end;
  if (!options_.expand) {
    TreeNode& n = tree_.nodes.emplace_back();
    n.type = NodeType::alias;
    n.next = at + 1;
    n.begin = offset(begin);
    n.end = offset(end);
    n.text = nullptr;
    n.target = target;
    return;
  }
  if (too_large_) {  // said once; nothing more is copied
    add_null(begin, 0);
    return;
  }
  uint32_t count = tree_.nodes[target].next ? tree_.nodes[target].next - target : 0;
  bool fits = count && expanded_ + uint64_t{count} <= options_.max_expanded_nodes;
  if (!count) {
    error(begin, end, cat("the alias '*", name, "' stands inside the node that it names"), "an alias can only name a node that ends before it");
  } else if (!fits || stack_.size() + flow_depth_ + height(target) >= options_.max_depth) {
    too_large(begin, cat("the aliases of this file stand for more than ", options_.max_expanded_nodes, " nodes or ", options_.max_depth, " levels; the rest is left out"),
              "write fewer or smaller aliases");
    fits = false;
  }
  if (!fits) {
    add_null(begin, 0);
    return;
  }
  expanded_ += count;
  tree_.nodes.resize(at + size_t{count});
  std::copy_n(tree_.nodes.begin() + target, count, tree_.nodes.begin() + at);
  for (uint32_t i = at; i < at + count; ++i) shift(tree_.nodes[i], at - target);
}

// A collection ends. Keys are compared only when two of them may be alike (`suspect`).
void Parser::close_node(uint32_t node, uint32_t count, const char* end, bool suspect) {
  TreeNode& n = tree_.nodes[node];
  n.next = static_cast<uint32_t>(tree_.nodes.size());
  n.size = count;
  n.end = std::max(n.begin, offset(end));
  if (n.type == NodeType::mapping && count > 1 && suspect && !tree_.template_text) report_duplicate_keys(tree_, node, findings_);
}

bool Parser::is_merge_key(uint32_t key) const {
  const TreeNode& n = tree_.nodes[key];
  if (n.size != 2 || n.type != NodeType::string || n.style != ScalarStyle::plain) return false;
  if (n.text[0] != '<' || n.text[1] != '<') return false;
  return !n.properties || tree_.properties[n.properties - 1].tag.empty() || tree_.properties[n.properties - 1].tag == "tag:yaml.org,2002:merge";
}

// Replaces the `<<` entries of a finished mapping, which is the last node, by the entries of the mappings they name. The mapping's
// own keys win; of several merged mappings the first. Anchors made inside it (`anchors` and on) follow their nodes.
void Parser::merge_keys(uint32_t mapping, uint32_t anchors) {
  auto& nodes = tree_.nodes;
  const uint32_t base = mapping + 1;
  constexpr uint64_t kMostMoved = 32'000'000;  // nested merges move their nodes once a level
  moved_ += nodes.size() - base;
  if (moved_ > kMostMoved) {
    too_large(begin_ + nodes[mapping].begin, "the merge keys of this file nest too many entries; the rest of them is left as written", "nest fewer merge keys");
    return;
  }
  const std::vector<TreeNode> old(nodes.begin() + base, nodes.end());
  auto text = [&](const TreeNode& n) {
    return n.type == NodeType::string ? std::string_view{n.text, n.size} : tree_.text.substr(n.begin, n.end - n.begin);
  };
  auto scalar = [](const TreeNode& n) { return n.type < NodeType::sequence; };
  std::vector<bool> merges;
  std::unordered_set<std::string_view> seen;
  for (uint32_t i = 0; i < old.size(); i = old[old[i].next - base].next - base) {
    merges.push_back(is_merge_key(i + base));
    if (!merges.back() && scalar(old[i])) seen.insert(text(old[i]));
  }
  nodes.resize(base);
  uint32_t count = 0;
  auto append = [&](uint32_t first, uint32_t last) {  // positions in `old`
    auto at = static_cast<uint32_t>(nodes.size());
    nodes.insert(nodes.end(), old.begin() + first, old.begin() + last);
    for (size_t k = at; k < nodes.size(); ++k) shift(nodes[k], at - (first + base));
    return at;
  };
  auto add_entries = [&](uint32_t source) {
    for (uint32_t k = source + 1, last = old[source].next - base; k < last;) {
      uint32_t behind = old[old[k].next - base].next - base;
      if (!scalar(old[k]) || seen.insert(text(old[k])).second) {
        nodes[append(k, behind)].flags |= TreeNode::kMerged;
        ++count;
      }
      k = behind;
    }
  };
  std::vector<Kept> kept;
  size_t entry = 0;
  for (uint32_t i = 0; i < old.size();) {
    uint32_t value = old[i].next - base, behind = old[value].next - base;
    if (!merges[entry++]) {
      kept.push_back({i + base, behind + base, append(i, behind)});
      ++count;
    } else if (old[value].type == NodeType::mapping) {
      add_entries(value);
    } else {
      bool good = old[value].type == NodeType::sequence || old[value].type == NodeType::null;
      if (old[value].type == NodeType::sequence)
        for (uint32_t k = value + 1; k < behind; k = old[k].next - base) {
          if (old[k].type == NodeType::mapping)
            add_entries(k);
          else
            good = false;
        }
      if (!good)
        error(begin_ + old[i].begin, begin_ + old[i].end, "a merge key '<<' must name a mapping or a list of mappings", "give it an alias of a mapping");
    }
    i = behind;
  }
  nodes[mapping].next = static_cast<uint32_t>(nodes.size());
  nodes[mapping].size = count;
  for (size_t a = anchors; a < anchors_.size(); ++a) {
    uint32_t& at = anchors_[a].node;
    if (at <= mapping) continue;
    auto range = std::upper_bound(kept.begin(), kept.end(), at, [](uint32_t n, const Kept& k) { return n < k.last; });
    if (range != kept.end() && range->first <= at) {
      at = at - range->first + range->moved_to;
    } else {  // it was inside the value of a `<<`
      auto known = anchor_index_.find(anchors_[a].name);
      if (known != anchor_index_.end() && known->second == a) anchor_index_.erase(known);
      at = mapping;
    }
  }
}

}  // namespace plumb::yaml
