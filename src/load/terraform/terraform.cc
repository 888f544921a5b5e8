// terraform.h.
#include "load/terraform/terraform.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "load/terraform/declared.h"
#include "load/terraform/eval/declaration.h"
#include "load/terraform/eval/installed.h"
#include "load/terraform/eval/mirror.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/own_models.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/roots.h"
#include "load/terraform/eval/why.h"
#include "load/terraform/map.h"
#include "load/terraform/terragrunt/root.h"
#include "load/terraform/planned.h"

namespace plumb::terraform {
namespace {

bool claims_file(std::string_view path) {
  return is_configuration(path) || terragrunt::is_terragrunt(path) || path.ends_with(".tfvars") || path.ends_with(".tfvars.json");
}

/// The directories that the modules of `directory` call: by local path, or as releases of a mirror or models of the user's when the module is
/// not installed (of these all that may be meant: which one is decided when they are read). A source that is made of variables and locals (OpenTofu) is what
/// their values in `directory` itself give.
std::vector<std::string> called_directories(const Project& project, std::string_view directory, const std::map<std::string, std::string, std::less<>>& installed) {
  std::vector<std::string> out;
  auto early = [&](const hcl::Expr& source) {
    Arena arena;
    Findings ignored;  // loading says what is wrong
    RootModule root(project, directory, arena, ignored);
    return root.module ? std::string(root.module->evaluated([&] { return evaluate(source, root.module->env()); }).string_or()) : std::string();
  };
  for (const InputFile* f : module_files(project, directory))
    for (const hcl::Block& b : f->hcl->body.blocks) {
      if (b.type != "module") continue;
      auto text = [&](std::string_view name) {
        const hcl::Attribute* a = b.body.find(name);
        if (!a) return std::string();
        return a->value->kind == hcl::ExprKind::string ? std::string(hcl::as<hcl::Literal>(*a->value).text) : early(*a->value);
      };
      std::string s = text("source");
      if (s.starts_with("./") || s.starts_with("../") || s == "." || s == "..") {
        auto to = reachable_path(project.options, cat(directory, "/", s));
        if (to && *to != directory) out.push_back(std::move(*to));
      } else if (!s.empty() && !installed.contains(b.label(0))) {
        for (MirrorRelease& r : mirror_releases(project, s, text("version"))) out.push_back(std::move(r.directory));
        for (std::string& folder : own_model_folders(project, s)) out.push_back(std::move(folder));
      }
    }
  return out;
}

/// The directories that a module calls, and those that were installed where Terraform was run.
std::vector<std::string> needs(const Project& project, std::string_view directory) {
  auto installed = installed_modules(project, directory);
  std::vector<std::string> out = called_directories(project, directory, installed);
  for (auto& [key, to] : installed) out.push_back(to);
  auto here = project.by_directory.find(directory);
  bool places = !project.options.module_mirrors.empty() || !project.options.module_models.empty();
  if (!places || here == project.by_directory.end() || std::none_of(here->second.begin(), here->second.end(), [](const InputFile* f) { return f->hcl && terragrunt::is_terragrunt(f->path); })) return out;
  terragrunt::Sites sites(project);
  for (const auto& [at, site] : sites.all())
    if (site.file && site.file->directory == directory)
      for (std::string& folder : terragrunt::module_folders(sites, site)) out.push_back(std::move(folder));
  return out;
}

/// What a unit is, for load(): a unit of Terragrunt, or (no site) the root module of a directory, which sees the others.
struct Plan {
  std::shared_ptr<const terragrunt::Sites> sites;
  const terragrunt::Site* site = nullptr;
  std::shared_ptr<const Roots> roots = nullptr;
};

using Calls = std::map<std::string, std::vector<std::string>>;  // of every directory with *.tf: what its modules call

std::set<std::string> reached_from(const Calls& calls, const std::string& directory) {
  std::set<std::string> reached;
  std::vector<std::string> open = {directory};
  while (!open.empty()) {
    std::string next = std::move(open.back());
    open.pop_back();
    if (!reached.insert(next).second) continue;
    if (auto it = calls.find(next); it != calls.end()) open.insert(open.end(), it->second.begin(), it->second.end());
  }
  return reached;
}

/// Units of Terragrunt, each with its plan; `taken`: the directories that are their modules, and no root modules of their own.
std::vector<UnitInput> form_terragrunt(const Project& project, const std::vector<const InputFile*>& files, const Calls& calls, std::set<std::string>& taken, std::vector<Roots::Listed>& roots,
                                       std::vector<std::shared_ptr<Plan>>& plans) {
  std::vector<UnitInput> out;
  if (std::none_of(files.begin(), files.end(), [](const InputFile* f) { return terragrunt::is_terragrunt(f->path); })) return out;
  auto sites = std::make_shared<const terragrunt::Sites>(project);
  for (const auto& [directory, site] : sites->all()) {
    UnitInput unit;
    unit.unit.name = cat("terragrunt unit ", directory.empty() ? std::string(".") : directory);
    unit.unit.frontend = "terraform";
    unit.unit.directory = directory;
    unit.unit.why = site.block ? "a terragrunt.stack.hcl makes it" : "it holds a terragrunt.hcl that stands for a root module";
    std::set<std::string> reached;
    terragrunt::UnitSource source = terragrunt::source_of(*sites, site);
    if (source.kind == terragrunt::UnitSource::Kind::own || source.kind == terragrunt::UnitSource::Kind::local) reached = reached_from(calls, source.directory);
    if (site.file) roots.push_back({directory, {reached.begin(), reached.end()}, terragrunt::assembly_of(sites, site, source)});
    taken.insert(reached.begin(), reached.end());
    if (site.file) reached.insert(site.file->directory), taken.insert(site.file->directory);
    for (const InputFile* f : files)
      if (reached.contains(f->directory) && (is_configuration(f->path) || (site.file && f->directory == site.file->directory))) unit.files.push_back(f);
    plans.push_back(std::make_shared<Plan>(Plan{sites, &site}));
    unit.plan = plans.back();
    out.push_back(std::move(unit));
  }
  return out;
}

std::vector<UnitInput> form_units(const Project& project, std::vector<const InputFile*> files, std::vector<Document> documents) {
  Calls calls;
  for (const InputFile* f : files)
    if (is_configuration(f->path)) calls.emplace(f->directory, std::vector<std::string>{});
  std::set<std::string> called;
  for (auto& [directory, to] : calls) {
    to = needs(project, directory);
    called.insert(to.begin(), to.end());
  }
  std::vector<Roots::Listed> listed;
  std::vector<std::shared_ptr<Plan>> plans;
  std::vector<UnitInput> out = form_terragrunt(project, files, calls, called, listed, plans);
  for (const auto& [directory, to] : calls) {
    if (called.contains(directory)) continue;
    UnitInput unit;
    unit.unit.name = cat("terraform root ", directory.empty() ? std::string(".") : directory);
    unit.unit.frontend = "terraform";
    unit.unit.directory = directory;
    unit.unit.why = "it holds *.tf files and no other module calls it by a local path";
    std::set<std::string> reached = reached_from(calls, directory);
    for (const InputFile* f : files)
      if (is_configuration(f->path) ? reached.contains(f->directory) : f->directory == directory) unit.files.push_back(f);
    out.push_back(std::move(unit));
    listed.push_back({directory, {reached.begin(), reached.end()}});
  }
  add_documents(project, out, documents);
  std::sort(listed.begin(), listed.end(), [](const Roots::Listed& a, const Roots::Listed& b) { return a.directory < b.directory; });
  auto roots = std::make_shared<const Roots>(project, listed);
  for (const auto& plan : plans) plan->roots = roots;
  auto plan = std::make_shared<const Plan>(Plan{nullptr, nullptr, roots});
  for (UnitInput& unit : out)
    if (!unit.plan) unit.plan = plan;
  return out;
}

}  // namespace

const Roots* roots_of(const UnitInput& unit) { return unit.plan ? static_cast<const Plan*>(unit.plan.get())->roots.get() : nullptr; }

namespace {

Configuration evaluated(const Project& project, const UnitInput& unit, Arena& arena, Findings& findings, bool markers = false) {
  const auto* plan = static_cast<const Plan*>(unit.plan.get());
  if (plan && plan->site) return terragrunt::evaluate_unit(*plan->sites, *plan->site, plan->roots.get(), arena, findings, markers);
  return design_of(project, unit, arena, findings, markers, roots_of(unit));
}

void load(const Project& project, const UnitInput& unit, Builder& builder, Findings& findings) {
  Configuration configuration = evaluated(project, unit, builder.arena(), findings);
  map_resources(configuration, project, builder, findings);
}

Declarations declarations(const Project& project, const UnitInput& given, Findings& findings) {
  Arena arena, made_of;
  Findings ignored;
  UnitInput unit = given;
  if (!unit.files.empty()) std::erase_if(unit.documents, is_prior_state);
  return declarations_of(evaluated(project, unit, arena, findings), evaluated(project, unit, made_of, ignored, true));
}

std::optional<Explanation> explanation(const Project& project, const UnitInput& unit, std::string_view address, std::string& error) {
  if (const auto* plan = static_cast<const Plan*>(unit.plan.get()); plan && plan->site) return terragrunt::explain_unit(*plan->sites, *plan->site, plan->roots.get(), address, error);
  Arena arena;
  Findings ignored;  // `plumb check` tells them
  RootSettings settings;
  settings.roots = roots_of(unit);
  RootModule root(project, unit.unit.directory, arena, ignored, settings);
  return explain(root, address, error);
}

}  // namespace
}  // namespace plumb::terraform

namespace plumb {

const Frontend kTerraformFrontend = {"terraform", terraform::claims_document, terraform::claims_file, terraform::form_units, terraform::load, terraform::declarations, terraform::explanation, terraform::needs, terraform::wants_outline};

}  // namespace plumb
