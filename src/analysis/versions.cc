// Versions: since when and until when the API server serves each object's apiVersion and kind, and which version it will meet.
// The table is schemas/data/api_lifecycle.tsv; versions are minor numbers of Kubernetes 1.
#include <charconv>
#include <map>
#include <optional>

#include "analysis/passes.h"
#include "base/data.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

/// "1.31", "v1.31.4" -> 31; nothing for other texts.
std::optional<int64_t> minor_of(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  if (!version.starts_with("1.")) return std::nullopt;
  version.remove_prefix(2);
  int64_t n = 0;
  auto r = std::from_chars(version.data(), version.data() + version.size(), n);
  if (r.ec != std::errc{} || (r.ptr != version.data() + version.size() && *r.ptr != '.' && *r.ptr != '+' && *r.ptr != '-')) return std::nullopt;
  return n;
}

struct Lifecycle {
  std::optional<int64_t> introduced, removed;
  std::string_view replacement;
};

std::map<std::pair<std::string_view, std::string_view>, Lifecycle> read_lifecycles() {
  DataTable t = read_data_table(embedded_data("api_lifecycle.tsv"));
  size_t api = t.column("api_version"), kind = t.column("kind"), introduced = t.column("introduced"), removed = t.column("removed"), replacement = t.column("replacement");
  std::map<std::pair<std::string_view, std::string_view>, Lifecycle> out;
  for (const auto& row : t.rows) out[{row[api], row[kind]}] = {minor_of(row[introduced]), minor_of(row[removed]), row[replacement]};
  return out;
}

Field field_of(const KindInfo& kind, std::string_view name) {
  Field f{};
  find_field(kind.kind, name, &f);
  return f;
}

}  // namespace

void derive_versions(Graph& g, std::string_view default_version) {
  auto lifecycles = read_lifecycles();
  std::optional<int64_t> default_minor = minor_of(default_version);
  for (const KindInfo& kind : kinds()) {
    if (!kind.kubernetes) continue;
    Field cluster = field_of(kind, "cluster"), api = field_of(kind, "api_version"), object_kind = field_of(kind, "object_kind");
    Field minor = field_of(kind, "cluster_minor"), introduced = field_of(kind, "api_introduced_in"), removed = field_of(kind, "api_removed_in"), replacement = field_of(kind, "api_replacement");
    for (NodeId id : g.of_kind(kind.kind)) {
      const Value& c = g.get(id, cluster);
      Value version = c.is_node() && !c.maybe() ? g.get(c.node(), field::cluster::version) : Value();
      if (version.is_unknown()) g.set(id, minor, version);
      else if (auto n = version.is_string() ? minor_of(version.string()) : default_minor) g.set(id, minor, Value::integer(*n, version.is_string() ? make_origin(g.arena(), version.span(), How::fact, "analysis/versions") : nullptr));
      auto it = lifecycles.find({g.get(id, api).string_or(), g.get(id, object_kind).string_or()});
      if (it == lifecycles.end()) continue;
      if (it->second.introduced) g.set(id, introduced, Value::integer(*it->second.introduced));
      if (it->second.removed) g.set(id, removed, Value::integer(*it->second.removed));
      if (!it->second.replacement.empty()) g.set(id, replacement, Value::string(it->second.replacement));
    }
  }
}

}  // namespace plumb
