// own_models.h.
#include "load/terraform/eval/own_models.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/registry_source.h"
#include "source/files_in.h"

namespace plumb::terraform {

std::vector<std::unique_ptr<Model>> own_models(const Project& project) {
  std::vector<std::unique_ptr<Model>> out;
  for (const ModuleModel& m : project.options.module_models) {
    VersionRange versions = read_version_range(m.versions).value_or(VersionRange{});
    RegistrySource source = registry_source(m.source);
    for (auto it = project.by_directory.lower_bound(m.folder); it != project.by_directory.end() && it->first.starts_with(m.folder); ++it) {
      const std::string& folder = it->first;
      if (folder != m.folder && !is_below(folder, m.folder)) continue;
      std::vector<std::string_view> texts;
      for (const InputFile* f : module_files(project, folder))
        if (f->hcl && !f->tree) texts.push_back(project.sources->text(f->file));
      if (texts.empty()) continue;
      std::string_view below = folder == m.folder ? std::string_view{} : std::string_view(folder).substr(m.folder.size() + 1);
      std::string name = below.empty() ? source.name : cat(source.name, source.below().empty() ? "//" : "/", below);
      out.push_back(std::make_unique<Model>(std::move(name), versions, std::move(texts), folder));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->versions.below > b->versions.below; });
  return out;
}

std::vector<std::string> own_model_folders(const Project& project, std::string_view source) {
  std::vector<std::string> out;
  std::string name = registry_source(source).name;
  for (const ModuleModel& m : project.options.module_models) {
    RegistrySource own = registry_source(m.source);
    if (name == own.name) out.push_back(m.folder);
    else if (std::string_view prefix = own.name; own.below().empty() && name.starts_with(cat(prefix, "//"))) out.push_back(cat(m.folder, "/", std::string_view(name).substr(prefix.size() + 2)));
    else if (!own.below().empty() && is_below(name, prefix)) out.push_back(cat(m.folder, "/", std::string_view(name).substr(prefix.size() + 1)));
  }
  return out;
}

}  // namespace plumb::terraform
