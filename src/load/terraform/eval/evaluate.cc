// evaluate(): the root module and its children (evaluate.h).
#include "load/terraform/evaluate.h"

#include <algorithm>

#include "load/terraform/eval/installed.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/neighbours.h"
#include "load/terraform/eval/own_models.h"

namespace plumb::terraform {

/// Whether a module has variables and nothing of what roots have: values for them, a provider's configuration, a backend.
static bool made_for_callers(const Root& root, const Declaration& declaration) {
  if (declaration.variables.empty() || !declaration.providers.empty() || !root.variables.empty()) return false;
  for (const hcl::File* f : declaration.files) {
    for (const hcl::Block& b : f->body.blocks) {
      if (b.type != "terraform") continue;
      for (const hcl::Block& inner : b.body.blocks)
        if (inner.type == "backend" || inner.type == "cloud") return false;
    }
  }
  return true;
}

RootModule::RootModule(const Project& project, std::string_view directory, Arena& arena, Findings& findings, const RootSettings& settings)
    : context(project, arena), root(context, findings, directory) {
  root.workspace = "default";
  if (!settings.unit.empty()) root.unit = settings.unit;
  if (!settings.workspace.empty()) root.workspace = arena.copy(settings.workspace);
  else if (!project.options.workspace.empty()) root.workspace = project.options.workspace;
  if (!settings.within) neighbours = std::make_unique<Neighbours>(project, settings.roots, arena, settings.look_up);
  root.neighbours = settings.within ? settings.within : neighbours.get();
  root.installed = installed_modules(project, directory);
  root.own_models = own_models(project);
  if (settings.files && settings.files->declaration) given_declaration = settings.files->declaration;
  else if (settings.files) root.declarations.emplace(root.directory, declare(settings.files->files, directory, findings));
  const Declaration* declaration = given_declaration ? given_declaration : root.declaration(directory);
  if (!declaration) return;
  if (settings.files && settings.files->incomplete) root.declarations[root.directory]->incomplete = true;
  root.data = given_data(context, project);
  root.variables = given_variables(context, project, *declaration, findings, settings.files);
  root.for_callers = !settings.files && made_for_callers(root, *declaration);
  module = std::make_unique<Module>(root, *declaration, "", nullptr, nullptr, Repetition{}, nullptr);
}

RootModule::~RootModule() = default;

/// Puts in what a plan or a state knows.
static void take(Root& root, const Declaration& declaration, const PlannedInputs& given) {
  const auto& options = root.c.project.options.variables;
  for (const auto& variable : given.variables) {
    bool asked = std::any_of(options.begin(), options.end(), [&](const auto& o) { return o.first == variable.first; });
    if (!asked && declaration.variables.contains(variable.first)) root.variables.insert_or_assign(std::string(variable.first), variable.second.from(Source::variable));
  }
  for (const auto& [address, v] : given.data) root.data.emplace(address, v);
}

Configuration evaluate(const Project& project, std::string_view directory, Arena& arena, Findings& findings, bool markers, const Roots* roots, const PlannedInputs* given) {
  Configuration out;
  out.directory = directory;
  RootSettings settings;
  settings.roots = roots;
  RootModule root(project, directory, arena, findings, settings);
  if (!root.module) return out;
  root.context.markers = markers;
  if (given) take(root.root, root.module->declaration(), *given);
  root.module->collect(out);
  root.module->collect_leaving(out);
  out.model_faults = std::move(root.root.model_faults);
  out.index();
  return out;
}

std::span<const Identity> Configuration::identities_of(std::string_view text) const {
  auto first = std::lower_bound(identities.begin(), identities.end(), text, [](const Identity& i, std::string_view t) { return i.text < t; });
  auto last = first;
  while (last != identities.end() && last->text == text) ++last;
  return {first, last};
}

void Configuration::index() {
  by_address_.clear();
  for (const Instance& i : instances) by_address_.push_back(&i);
  by_resource_ = by_address_;
  std::stable_sort(by_address_.begin(), by_address_.end(), [](const Instance* a, const Instance* b) { return a->address < b->address; });
  std::stable_sort(by_resource_.begin(), by_resource_.end(), [](const Instance* a, const Instance* b) { return a->resource < b->resource; });
}

const Instance* Configuration::find(std::string_view address) const {
  auto it = std::lower_bound(by_address_.begin(), by_address_.end(), address, [](const Instance* i, std::string_view a) { return i->address < a; });
  return it == by_address_.end() || (*it)->address != address ? nullptr : *it;
}

std::vector<const Instance*> Configuration::find_all(std::string_view address) const {
  auto it = std::lower_bound(by_resource_.begin(), by_resource_.end(), address, [](const Instance* i, std::string_view a) { return i->resource < a; });
  std::vector<const Instance*> all;
  for (; it != by_resource_.end() && (*it)->resource == address; ++it) all.push_back(*it);
  if (!all.empty()) return all;
  const Instance* one = find(address);
  return one ? std::vector<const Instance*>{one} : std::vector<const Instance*>{};
}

}  // namespace plumb::terraform
