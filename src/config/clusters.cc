// See clusters.h.
#include "config/clusters.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::config {

const std::vector<std::string_view>& cluster_keys() {
  static const std::vector<std::string_view> kKeys = {"inputs", "kubernetes-version", "name", "var-files", "vars", "workspace"};
  return kKeys;
}

std::vector<Cluster> read_clusters(const YAML::Node& node, rules::YamlReader& reader) {
  std::vector<Cluster> out;
  if (!node.IsSequence()) {
    reader.error(node, "'clusters' must be a list; expected `- name: prod` with var-files, vars, workspace, inputs, kubernetes-version");
    return out;
  }
  reader.items(node, "'clusters'", [&](const YAML::Node& n) {
    Cluster c;
    c.line = n.Mark().is_null() ? 0 : static_cast<uint32_t>(n.Mark().line + 1);
    reader.mapping(n, "a cluster", {{"name", [&](auto& v) { c.name = reader.text(v); }},
                                    {"inputs", [&](auto& v) { c.inputs = reader.texts(v); }},
                                    {"var-files", [&](auto& v) { c.var_files = reader.texts(v); }},
                                    {"vars", [&](auto& v) {
                                       reader.entries(v, "'vars'", [&](const YAML::Node& key, const YAML::Node& value) {
                                         if (!value.IsScalar()) reader.error(value, "expected a text, as --var takes it; lists and maps are written as in Terraform: '[\"a\", \"b\"]'");
                                         else c.variables.emplace_back(key.Scalar(), value.Scalar());
                                       });
                                     }},
                                    {"workspace", [&](auto& v) { c.workspace = reader.text(v); }},
                                    {"kubernetes-version", [&](auto& v) { c.kubernetes_version = reader.text(v); }}});
    if (c.name.empty()) return reader.error(n, "a cluster needs a name");
    if (std::any_of(out.begin(), out.end(), [&](const Cluster& o) { return o.name == c.name; })) return reader.error(n, cat("there are two clusters '", c.name, "'"));
    out.push_back(std::move(c));
  });
  return out;
}

}  // namespace plumb::config
