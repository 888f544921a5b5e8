// See templates.h.
#include "load/kubernetes/templates.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/api.h"

namespace plumb::kubernetes {

void open_every_kind(Builder& b, std::string_view why, Span at) {
  const Cause* cause = make_cause(b.arena(), why, at);
  for (const KindInfo& k : kinds())
    if (k.kubernetes) b.open_kind(k.kind, cause);
}

void open_kinds_of_template(Builder& b, std::string_view path, FileId file, std::string_view text) {
  bool any_kind = false, calls = false, manifest = false;
  uint32_t offset = 0;
  for (std::string_view line : split(text, '\n')) {
    uint32_t begin = offset;
    offset += static_cast<uint32_t>(line.size()) + 1;
    if (line.starts_with("apiVersion")) manifest = true;
    if (line.find("{{") != std::string_view::npos) calls = calls || line.find("include") != std::string_view::npos || line.find("template ") != std::string_view::npos || line.find("toYaml") != std::string_view::npos || line.find("tpl ") != std::string_view::npos;
    if (!line.starts_with("kind:")) continue;
    std::string_view kind = trim(line.substr(5));
    kind = trim(kind.substr(0, kind.find(" #")));
    if (kind.size() > 1 && (kind.front() == '"' || kind.front() == '\'')) kind = kind.substr(1, kind.size() - 2);
    Span at{file, begin, begin + static_cast<uint32_t>(line.size())};
    any_kind = true;
    if (has_placeholder(kind) || kind.ends_with("List")) open_every_kind(b, cat("'", path, "' is a template and may make objects of any kind"), at);
    else b.open_kind(node_kind_by_name(kind), make_cause(b.arena(), cat("'", path, "' is a template and not rendered"), at));
  }
  if (!any_kind && (manifest || calls)) open_every_kind(b, cat("'", path, "' is a template and may make objects of any kind"), {file, 0, 0});
}

bool structure_is_templated(const Tree& tree) {
  std::vector<std::pair<uint32_t, uint32_t>> scalars;  // those with markers
  for (const TreeNode& n : tree.nodes)
    if (n.type < NodeType::sequence && n.end > n.begin && tree.text.substr(n.begin, n.end - n.begin).find("{{") != std::string_view::npos) scalars.emplace_back(n.begin, n.end);
  for (const Span& c : tree.comments) scalars.emplace_back(c.begin, c.end);
  std::sort(scalars.begin(), scalars.end());
  size_t next = 0;
  for (size_t at = tree.text.find("{{"); at != std::string_view::npos; at = tree.text.find("{{", at + 2)) {
    while (next < scalars.size() && scalars[next].second <= at) ++next;
    if (next == scalars.size() || scalars[next].first > at) return true;
  }
  return false;
}

static bool has_marker(TreeRef at) {
  if (!at) return false;
  const Tree& tree = *at.tree();
  for (uint32_t i = at.index(); i < at.node().next; ++i)
    if (tree.nodes[i].type == NodeType::string && std::string_view(tree.nodes[i].text, tree.nodes[i].size).find("{{") != std::string_view::npos) return true;
  return false;
}

bool markers_are_content(TreeRef root, Kind kind) {
  bool free_text = kind == Kind::object || kind == Kind::config_map || kind == Kind::secret;
  if (!free_text) return !has_marker(root);
  for (auto [key, value] : root.entries()) {
    bool content = key.text() == "data" || key.text() == "stringData" || (kind == Kind::object && key.text() == "spec");
    if (has_marker(key) || (!content && has_marker(value))) return false;
    if (content)
      for (auto [name, text] : value.entries())
        if (has_marker(name)) return false;
  }
  return true;
}

}  // namespace plumb::kubernetes
