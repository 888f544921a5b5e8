// environment.h: which variables files are environments. A name says so, or the folder that it lies in; what Terraform reads by itself, and
// what all environments share, is none.
#include "session/environment.h"

#include <algorithm>
#include <map>

#include "base/folders.h"
#include "base/text.h"

namespace plumb {
namespace {

constexpr std::string_view kFolders[] = {"environments", "environment", "envs", "env", "workspaces", "tfvars", "vars", "config", "configs", "variables"};
/// Folders whose files are environments whatever they are called.
constexpr std::string_view kTelling[] = {"environments", "environment", "envs", "env", "workspaces"};
constexpr std::string_view kShared[] = {"common", "global", "globals", "shared", "default", "defaults", "base", "example", "examples", "sample", "terraform", "template"};
constexpr std::string_view kWords[] = {"prod",    "production", "prd",  "live", "stage", "staging",     "stg",         "preprod", "pre", "nonprod", "non", "uat", "qa",
                                       "test",    "testing",    "dev",  "develop", "development", "sandbox", "sbx", "demo", "int", "integration", "perf", "dr", "acceptance"};

template <class Words>
bool among(const Words& words, std::string_view word) { return std::find(std::begin(words), std::end(words), word) != std::end(words); }

/// "prod" of "prod.tfvars"; empty for what Terraform reads by itself, and for other files.
std::string_view stem(std::string_view name) {
  if (name.ends_with(".json")) name.remove_suffix(5);
  if (!name.ends_with(".tfvars") || name.ends_with(".auto.tfvars")) return {};
  name.remove_suffix(7);
  return name;
}

/// Whether a part of the name is a word for an environment: prod, eu-prod, prod_1.
bool telling(std::string_view name) {
  size_t from = 0;
  for (size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && name[i] != '-' && name[i] != '_' && name[i] != '.') continue;
    if (among(kWords, name.substr(from, i - from))) return true;
    from = i + 1;
  }
  return false;
}

}  // namespace

std::vector<Environment> recognised_environments(const std::vector<std::string>& roots, const std::function<std::vector<std::string>(std::string_view)>& list,
                                                 const std::function<bool(std::string_view, std::string_view)>& fits) {
  std::map<std::string, Environment, std::less<>> found;
  for (const std::string& root : roots) {
    auto add = [&](std::string_view name, const std::string& file) {
      if (name.empty() || among(kShared, name) || !fits(root, file)) return;
      Environment& e = found[std::string(name)];
      e.name = name;
      e.root_var_files.emplace_back(root, file);
    };
    for (const std::string& file : list(root))
      if (std::string_view name = stem(name_of(file)); telling(name)) add(name, file);
    for (std::string_view folder : kFolders) {
      for (const std::string& file : list(path_in(root, folder)))
        if (std::string_view name = stem(name_of(file)); telling(name) || among(kTelling, folder)) add(name, file);
      if (!among(kTelling, folder)) continue;
      for (std::string_view word : kWords)
        for (const std::string& file : list(path_in(path_in(root, folder), word)))
          if (!stem(name_of(file)).empty()) add(word, file);
    }
  }
  std::vector<Environment> out;
  for (auto& [name, e] : found) out.push_back(std::move(e));
  return out;
}

}  // namespace plumb
