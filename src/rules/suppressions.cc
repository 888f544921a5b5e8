// See suppressions.h.
#include "rules/suppressions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "rules/engine.h"

namespace plumb::rules {
namespace {

constexpr std::string_view kHelp = "Write `plumb: ignore[rule-id] reason`, several ids with commas; `until=YYYY-MM-DD` may follow.";

bool is_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < 10; ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  return true;
}

/// Splits "reason until=2027-01-31" and reports a bad date.
void take_reason(std::string_view text, Suppression& s, Findings& findings) {
  size_t at = text.find("until=");
  if (at != std::string_view::npos) {
    std::string_view date = text.substr(at + 6);
    date = date.substr(0, date.find(' '));
    if (is_date(date)) s.until = date;
    else findings.push_back(make_finding("suppression-malformed", Severity::warning, s.at, cat("'", date, "' is no date"), std::string(kHelp)));
    s.reason = cat(trim(text.substr(0, at)), trim(text.substr(at + 6 + date.size())));
  } else {
    s.reason = trim(text);
  }
}

void take_ids(std::string_view text, Suppression& s) {
  for (std::string_view id : split(text, ','))
    if (!trim(id).empty()) s.rules.emplace_back(trim(id));
}

/// The comment without its signs.
std::string_view comment_body(std::string_view text) {
  if (text.starts_with("/*")) {
    text.remove_prefix(2);
    if (text.ends_with("*/")) text.remove_suffix(2);
  } else {
    text.remove_prefix(std::min(text.find_first_not_of("#/"), text.size()));
  }
  return trim(text);
}

std::optional<Suppression> parse_comment(std::string_view text, Span at, Findings& findings) {
  std::string_view body = comment_body(text);
  if (!body.starts_with("plumb:")) return std::nullopt;
  body = trim(body.substr(6));
  if (!body.starts_with("ignore")) return std::nullopt;
  body = trim(body.substr(6));
  Suppression s;
  s.at = at;
  size_t close = body.find(']');
  if (!body.starts_with('[') || close == std::string_view::npos) {
    findings.push_back(make_finding("suppression-malformed", Severity::warning, at, "this suppression names no rule", std::string(kHelp)));
    return std::nullopt;
  }
  take_ids(body.substr(1, close - 1), s);
  take_reason(body.substr(close + 1), s, findings);
  return s;
}

/// The first line from `line` on that is not itself a comment or a document mark; offset of its first character.
uint32_t code_below(const Sources& sources, FileId file, uint32_t line) {
  for (;; ++line) {
    std::string_view text = sources.line(file, line);
    std::string_view code = trim(text);
    bool skip = code.starts_with('#') || code.starts_with("//") || code == "---";
    if (!skip || line >= sources.line_count(file)) {
      size_t indent = std::min(text.find_first_not_of(" \t"), text.size());
      return sources.line_start(file, line) + static_cast<uint32_t>(indent);
    }
  }
}

Span line_span(const Sources& sources, FileId file, uint32_t line) {
  uint32_t begin = sources.line_start(file, line);
  return {file, begin, begin + static_cast<uint32_t>(sources.line(file, line).size())};
}

bool covers(const Block& block, const Finding& f) {
  if (block.span.file == f.at.file && block.span.begin <= f.at.begin && f.at.begin < std::max(block.span.end, block.span.begin + 1)) return true;
  const std::string& p = block.address_prefix;
  return !p.empty() && f.resource.starts_with(p) && f.resource.size() > p.size() && (f.resource[p.size()] == '.' || f.resource[p.size()] == '[');
}

}  // namespace

Block block_at(const Tree& tree, uint32_t offset) {
  TreeRef at;
  for (uint32_t root : tree.documents) {
    const TreeNode& n = tree.nodes[root];
    if (n.begin == offset && n.type == NodeType::mapping) return {{tree.file, n.begin, n.end}, {}};
    if (n.begin <= offset && offset < n.end) at = TreeRef(&tree, root);
  }
  while (at) {
    TreeRef inside;
    uint32_t previous = at.node().begin;
    for (TreeRef item : at.items()) {
      const TreeNode& n = item.node();
      if (previous <= offset && offset <= n.begin) return {{tree.file, offset, n.end}, {}};  // its dash, or itself
      if (n.begin < offset && offset < n.end) inside = item;
      previous = n.end;
    }
    for (auto [key, value] : at.entries()) {
      if (key.node().begin == offset) return {{tree.file, offset, std::max(key.node().end, value.node().end)}, {}};
      if (key.node().end <= offset && offset < value.node().end) inside = value;
    }
    at = inside;
  }
  return {};
}

std::vector<Suppression> suppressions_in(const Sources& sources, FileId file, std::span<const Span> comments, const BlockAt& find_block,
                                         Findings& findings) {
  std::vector<Suppression> out;
  for (Span comment : comments) {
    std::string_view text = sources.text(comment);
    if (text.find("plumb:") == std::string_view::npos) continue;
    std::optional<Suppression> s = parse_comment(text, comment, findings);
    if (!s) continue;
    uint32_t line = sources.position(file, comment.begin).line;
    Span own = line_span(sources, file, line);
    bool alone = trim(sources.text({file, own.begin, comment.begin})).empty();
    if (alone) {
      uint32_t below = code_below(sources, file, sources.position(file, comment.end).line + 1);
      s->covers = find_block(below);
      if (!s->covers.span.known()) s->covers.span = line_span(sources, file, sources.position(file, below).line);
    } else {
      s->covers.span = own;
    }
    out.push_back(std::move(*s));
  }
  return out;
}

std::vector<Suppression> suppressions_in(const Graph& graph, Findings& findings) {
  std::vector<Suppression> out;
  for (const KindInfo& k : kinds()) {
    Field annotations{};
    if (!k.kubernetes || !find_field(k.kind, "annotations", &annotations)) continue;
    for (NodeId id : graph.of_kind(k.kind)) {
      const Value& map = graph.get(id, annotations);
      if (!map.is_map() || map.size() == 0) continue;
      Value text = map.get("plumb.lint/ignore");
      if (!text.is_string()) continue;
      const Node& node = graph.node(id);
      std::string lines(text.string());
      std::replace(lines.begin(), lines.end(), '\n', ';');
      for (std::string_view line : split(lines, ';')) {
        if (trim(line).empty()) continue;
        Suppression s;
        s.at = text.span().known() ? text.span() : node.name_span;
        s.covers.span = node.span;
        size_t colon = std::min(line.find(':'), line.size());
        take_ids(line.substr(0, colon), s);
        take_reason(line.substr(std::min(colon + 1, line.size())), s, findings);
        out.push_back(std::move(s));
      }
    }
  }
  return out;
}

namespace {

/// One rule of one suppression while findings are matched.
struct Use {
  const Suppression* suppression = nullptr;
  const Rule* rule = nullptr;
  bool used = false;
};

std::string unknown_rule(const RuleSet& set, const std::string& id) {
  std::vector<std::string_view> names;
  for (const Rule& r : set.rules) names.push_back(r.id);
  std::string_view near = nearest(id, names);
  return cat("no rule is called '", id, "'", near.empty() ? "" : cat("; did you mean '", near, "'?"));
}

}  // namespace

Suppressed apply_suppressions(const Sources& sources, const Selection& selection, const std::vector<Suppression>& suppressions,
                              std::string_view today, Findings& findings) {
  std::map<const Rule*, std::vector<Use>> uses;
  Findings about;  // the suppressions themselves
  auto warn = [&](const char* rule, const Suppression& s, std::string message, std::string help) {
    about.push_back(make_finding(rule, Severity::warning, s.at, std::move(message), std::move(help)));
  };
  for (const Suppression& s : suppressions) {
    for (const std::string& id : s.rules) {
      const Rule* rule = selection.set->find(id);
      if (!rule) warn("suppression-unknown-rule", s, unknown_rule(*selection.set, id), "`plumb rules list` shows what there is.");
      else if (!s.until.empty() && s.until < today) warn("suppression-expired", s, cat("the suppression of ", id, " ended on ", s.until), "Fix the finding, or give a later date with its reason.");
      else uses[rule].push_back({&s, rule, false});
    }
  }
  Suppressed out;
  std::erase_if(findings, [&](const Finding& f) {
    const Rule* rule = uses.empty() || f.unchecked ? nullptr : selection.set->find(f.rule);
    auto at = uses.find(rule);
    if (!rule || at == uses.end()) return false;
    bool hidden = false;
    for (Use& use : at->second)
      if (covers(use.suppression->covers, f)) use.used = hidden = true;
    out.findings += hidden;
    return hidden;
  });
  for (auto& [rule, list] : uses)
    for (const Use& use : list)
      if (!use.used && selection.find(rule->id)) warn("suppression-unused", *use.suppression, cat("nothing here is reported by ", rule->id), "Remove the suppression, or move it to the line (or above the block) that it is meant for.");
  findings.insert(findings.end(), std::make_move_iterator(about.begin()), std::make_move_iterator(about.end()));
  apply_selection(selection, findings);
  for (Finding& f : findings)
    if (f.fingerprint == 0) f.fingerprint = file_finding_fingerprint(f, f.at.known() ? sources.path(f.at.file) : std::string_view());
  return out;
}

}  // namespace plumb::rules
