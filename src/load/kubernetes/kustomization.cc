// See kustomization.h.
#include "load/kubernetes/kustomization.h"

#include "base/text.h"

namespace plumb::kubernetes {

bool is_kustomization(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization";
}

std::optional<std::string> resolve_path(std::string_view directory, std::string_view relative) {
  std::vector<std::string> parts;
  for (std::string_view text : {directory, relative})
    for (std::string_view part : split(text, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") parts.emplace_back(part);
      else if (parts.empty()) return std::nullopt;
      else parts.pop_back();
    }
  return join(parts, "/");
}

static bool remote(std::string_view resource) {
  return resource.find("://") != std::string_view::npos || resource.starts_with("git@") || resource.starts_with("git::") || resource.starts_with("github.com/") || resource.find("?ref=") != std::string_view::npos || resource.find(".git//") != std::string_view::npos;
}

// Whether entries of `labels:` or commonLabels change the labels of pods.
static bool labels_pods(TreeRef root) {
  if (root["commonLabels"].size() > 0) return true;
  for (TreeRef entry : root["labels"].items())
    if (entry["pairs"].size() > 0 && (entry["includeSelectors"].boolean() || entry["includeTemplates"].boolean())) return true;
  return false;
}

Kustomizations::Kustomizations(const Project& project, const std::vector<const InputFile*>& files) {
  for (const InputFile* file : files) {
    if (!is_kustomization(file->path) || !file->tree || file->tree->documents.empty()) continue;
    Kustomization& k = by_directory_[file->directory];
    k.file = file;
    k.root = file->tree->document(0);
    k.component = k.root["kind"].string() == "Component";
  }
  for (auto& [directory, k] : by_directory_) read(project, k);
}

void Kustomizations::read(const Project& project, Kustomization& k) {
  for (std::string_view key : {"resources", "bases", "components"}) list(project, k, key);
  note_patches(project, k);
  for (const char* key : {"generators", "helmCharts", "helmChartInflationGenerator", "transformers"})
    if (k.root[key].size() > 0) k.open_because.emplace_back(cat("'", key, "' of a kustomization is not rendered"), k.root.key(key).span());
  for (const char* key : {"namePrefix", "nameSuffix"})
    if (!k.root[key].text().empty()) k.open_because.emplace_back(cat("'", key, "' of a kustomization renames its objects"), k.root.key(key).span());
  if (k.file->tree->template_text) k.open_because.emplace_back("the kustomization is a template", k.root.span());
}

void Kustomizations::list(const Project& project, Kustomization& k, std::string_view key) {
  for (TreeRef entry : k.root[key].items()) {
    std::string_view name = entry.string();
    if (name.empty()) continue;
    bool definitions = contains_ignoring_case(name, "crd");  // these add kinds, not objects
    if (remote(name)) {
      if (!definitions) k.open_because.emplace_back(cat("'", name, "' is not part of the project"), entry.span());
      continue;
    }
    std::optional<std::string> path = resolve_path(k.file->directory, name);
    if (path) {
      if (auto file = project.by_path.find(*path); file != project.by_path.end()) {
        listed_.try_emplace(file->second, &k);
        continue;
      }
      if (auto other = by_directory_.find(*path); other != by_directory_.end() && &other->second != &k) {
        k.includes.push_back(&other->second);
        other->second.included_by.push_back(&k);
        continue;
      }
    }
    if (!definitions) k.open_because.emplace_back(cat("'", name, "' is not part of the project"), entry.span());
  }
}

void Kustomizations::note_patches(const Project& project, const Kustomization& k) {
  auto note = [&](TreeRef path) {
    if (path.string().empty() || path.string().find('\n') != std::string_view::npos) return;
    if (auto resolved = resolve_path(k.file->directory, path.string()))
      if (auto file = project.by_path.find(*resolved); file != project.by_path.end()) patches_.insert(file->second);
  };
  for (const char* key : {"patches", "patchesJson6902", "replacements"})
    for (TreeRef entry : k.root[key].items()) note(entry["path"]);
  for (const char* key : {"patchesStrategicMerge", "transformers", "generators", "validators", "configurations"})
    for (TreeRef entry : k.root[key].items()) note(entry);
}

const Kustomization* Kustomizations::in(std::string_view directory) const {
  auto it = by_directory_.find(directory);
  return it == by_directory_.end() ? nullptr : &it->second;
}

const Kustomization* Kustomizations::of(const InputFile& file) const {
  auto it = listed_.find(&file);
  return it != listed_.end() ? it->second : in(file.directory);
}

// The namespaces that the objects of `k` may end up in, by who includes it: the outermost that states one wins.
Kustomizations::Namespaces Kustomizations::namespaces(const Kustomization& k, std::set<const Kustomization*>& seen) const {
  Namespaces out;
  std::string own(k.root["namespace"].string());
  Span span = k.root["namespace"].span();
  if (has_placeholder(own)) own.clear();
  if (k.included_by.empty() || !seen.insert(&k).second) {
    out.emplace(own, span);
    return out;
  }
  for (const Kustomization* outer : k.included_by)
    for (auto& [name, at] : namespaces(*outer, seen)) out.emplace(name.empty() ? own : name, name.empty() ? span : at);
  seen.erase(&k);
  return out;
}

bool Kustomizations::outer_labels(const Kustomization& k, std::set<const Kustomization*>& seen, Span* where) const {
  for (const Kustomization* outer : k.included_by) {
    if (!seen.insert(outer).second) continue;
    if (labels_pods(outer->root)) {
      *where = (outer->root["commonLabels"] ? outer->root.key("commonLabels") : outer->root.key("labels")).span();
      return true;
    }
    if (outer_labels(*outer, seen, where)) return true;
  }
  return false;
}

void Kustomizations::apply(const Kustomization& k, UnitPlan& plan) const {
  plan.kustomization = k.file;
  std::set<const Kustomization*> seen;
  Namespaces found = namespaces(k, seen);
  if (found.size() == 1) {
    plan.around.namespace_ = found.begin()->first;
    plan.around.namespace_span = found.begin()->second;
  } else {
    plan.around.namespace_varies = true;
  }
  for (auto [key, value] : k.root["commonLabels"].entries()) plan.around.pod_labels.emplace_back(key, value);
  for (TreeRef entry : k.root["labels"].items())
    if (entry["includeSelectors"].boolean() || entry["includeTemplates"].boolean())
      for (auto [key, value] : entry["pairs"].entries()) plan.around.pod_labels.emplace_back(key, value);
  seen.clear();
  plan.around.more_pod_labels = outer_labels(k, seen, &plan.around.overlay_span);
  plan.open_because.insert(plan.open_because.end(), k.open_because.begin(), k.open_because.end());
}

}  // namespace plumb::kubernetes
