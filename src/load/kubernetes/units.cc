// Forming units: which manifests are one design (policy in kubernetes.h), and what the project says about each unit's objects.
// Invariant: each claimed document is in one unit, or named as a patch; the units depend on paths and contents only, in path order.
#include <algorithm>
#include <map>
#include <set>

#include "base/folders.h"
#include "base/text.h"
#include "objects/api.h"
#include "load/kubernetes/kustomization.h"
#include "load/kubernetes/plan.h"
#include "load/kubernetes/templates.h"
#include "load/kubernetes/units.h"

namespace plumb::kubernetes {
namespace {

struct Forming {
  std::map<std::string, UnitInput> units;  // by directory
  std::map<std::string, std::shared_ptr<UnitPlan>> plans;
  std::map<std::string, const InputFile*> charts;  // by directory
  std::map<std::string, std::string> chart_of;     // memo: directory -> directory of its chart, "?" when none

  // The directory of the nearest Chart.yaml at or above `directory`; "?" when there is none.
  const std::string& chart(const std::string& directory) {
    auto known = chart_of.find(directory);
    if (known != chart_of.end()) return known->second;
    std::string found = charts.count(directory) ? directory : directory.empty() ? "?" : chart(std::string(folder_of(directory)));
    return chart_of[directory] = std::move(found);
  }

  UnitInput& unit(const std::string& directory) {
    auto [it, added] = units.try_emplace(directory);
    if (added) plans[directory] = std::make_shared<UnitPlan>();
    return it->second;
  }
};

void name_unit(Forming& f, const std::string& directory, UnitInput& u) {
  UnitPlan& plan = *f.plans[directory];
  std::string where = directory.empty() ? "the root folder" : directory;
  u.unit.frontend = "kubernetes";
  u.unit.directory = directory;
  if (plan.chart) {
    u.unit.name = cat("Helm chart ", where);
    u.unit.why = cat(plan.chart->path, " makes its folder a chart");
  } else if (plan.kustomization) {
    u.unit.name = cat("kustomization ", where);
    u.unit.why = cat(plan.kustomization->path, " names its resources");
  } else {
    u.unit.name = cat("manifests in ", where);
    u.unit.why = "manifests of one folder are taken as one design";
  }
}

// Kinds that CustomResourceDefinitions of the project make cluster-scoped, as "group/Kind".
std::set<std::string, std::less<>> cluster_scoped_kinds(const std::vector<Document>& documents) {
  std::set<std::string, std::less<>> out;
  for (const Document& d : documents) {
    if (d.root["kind"].string() != "CustomResourceDefinition") continue;
    TreeRef spec = d.root["spec"];
    if (spec["scope"].string() == "Cluster") out.insert(cat(spec["group"].string(), "/", spec["names"]["kind"].string()));
  }
  return out;
}

bool in_templates(const InputFile& file) { return file.path.starts_with("templates/") || file.path.find("/templates/") != std::string::npos; }

bool looks_like_manifest(std::string_view text) { return text.find("apiVersion") != std::string_view::npos || text.find("kind:") != std::string_view::npos; }

}  // namespace

bool is_chart(std::string_view path) { return path.substr(path.rfind('/') + 1) == "Chart.yaml"; }

std::vector<UnitInput> form_units(const Project& project, std::vector<const InputFile*> files, std::vector<Document> documents) {
  Forming f;
  Kustomizations kustomizations(project, files);
  for (const InputFile* file : files)
    if (is_chart(file->path)) f.charts[file->directory] = file;

  auto directory_of = [&](const InputFile& file) -> std::string {
    if (const std::string& chart = f.chart(file.directory); chart != "?") return chart;
    const Kustomization* k = kustomizations.of(file);
    return k ? k->file->directory : file.directory;
  };
  for (const InputFile* file : files) {
    std::string directory = directory_of(*file);
    f.unit(directory).files.push_back(file);
    if (is_chart(file->path)) f.plans[directory]->chart = file;
    else if (const Kustomization* k = kustomizations.in(file->directory); k && k->file == file) kustomizations.apply(*k, *f.plans[directory]);
  }
  std::set<std::string, std::less<>> cluster_scoped = cluster_scoped_kinds(documents);
  // Files with template markers, and whether any of their documents is left out.
  std::map<const InputFile*, bool> templated;
  for (const auto& file : project.files) {
    if (!file->tree) continue;
    bool of_chart = in_templates(*file) && f.chart(file->directory) != "?" && file->tree->text.find("{{") != std::string_view::npos;
    if (of_chart || file->tree->template_text) templated[file.get()] = of_chart || structure_is_templated(*file->tree);
  }
  for (const Document& d : documents) {
    if (kustomizations.is_patch(*d.file)) continue;
    if (auto t = templated.find(d.file); t != templated.end()) {
      t->second = t->second || !markers_are_content(d.root, api_of(d.root["apiVersion"].string(), d.root["kind"].string()).node);
      if (t->second) continue;
    }
    std::string directory = directory_of(*d.file);
    f.unit(directory).documents.push_back(d);
    std::string key = cat(group_of(d.root["apiVersion"].string()), "/", d.root["kind"].string());
    if (!cluster_scoped.empty() && cluster_scoped.count(key)) f.plans[directory]->cluster_scoped.insert(key);
  }
  for (const auto& owned : project.files) {
    const InputFile* file = owned.get();
    auto known = templated.find(file);
    if (known == templated.end()) continue;
    bool left_out = known->second;
    if (kustomizations.is_patch(*file) || is_kustomization(file->path) || is_chart(file->path)) continue;
    bool in_chart = f.chart(file->directory) != "?";
    // Of a chart only the templates make objects; elsewhere a text that no frontend could claim may be a manifest all the same.
    if (in_chart ? !in_templates(*file) : !left_out || !looks_like_manifest(file->tree->text)) continue;
    std::string directory = directory_of(*file);
    f.unit(directory);
    f.plans[directory]->templates.push_back(file);
  }
  std::vector<UnitInput> out;
  for (auto& [directory, unit] : f.units) {
    name_unit(f, directory, unit);
    unit.plan = f.plans[directory];
    out.push_back(std::move(unit));
  }
  return out;
}

}  // namespace plumb::kubernetes
