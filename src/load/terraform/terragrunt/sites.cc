// sites.h.
#include "load/terraform/terragrunt/sites.h"

#include <algorithm>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/walk.h"
#include "load/terraform/terragrunt/config.h"

namespace plumb::terraform::terragrunt {
namespace {

constexpr int kMaxStacks = 16;  // inside each other
constexpr std::string_view kUnit = "terragrunt.hcl", kStack = "terragrunt.stack.hcl";
constexpr std::string_view kUnitJson = "terragrunt.hcl.json";  // counts where there is no terragrunt.hcl

/// A terragrunt.hcl that says nothing of a module is no unit: it lies above units and gives what they share.
bool is_unit(const hcl::File& file) {
  bool terraform = false, include = false;
  for (const hcl::Block& b : file.body.blocks) {
    if (b.type == "terraform" && b.body.find("source")) terraform = true;
    if (b.type == "include") include = true;
  }
  return terraform || include;
}

/// A file that asks for `values` is one for stacks: nothing can be run where it lies. Those in an `autoinclude` are of what it is laid over.
bool asks_for_values(const hcl::Body& body) {
  bool asks = false;
  NameFound found = [&](const hcl::Traversal& t) { asks = asks || t.name == "values"; };
  walk(body, found, [](std::string_view name) { return name == "autoinclude"; });
  return asks;
}

}  // namespace

const hcl::Block* autoinclude(const hcl::Block& made) {
  for (const hcl::Block& b : made.body.blocks)
    if (b.type == "autoinclude") return &b;
  return nullptr;
}

bool is_terragrunt(std::string_view path) {
  std::string_view name = name_of(path);
  if (name.ends_with(".json")) name.remove_suffix(5);
  if (!name.ends_with(".hcl") || name.starts_with('.')) return false;
  for (std::string_view other : {".pkr.hcl", ".nomad.hcl", ".tftest.hcl", ".tfmock.hcl", ".tfquery.hcl", ".tfstack.hcl", ".tfcomponent.hcl", ".tfdeploy.hcl", "docker-bake.hcl", "docker-bake.override.hcl", ".waypoint.hcl", ".tm.hcl"})
    if (name.ends_with(other)) return false;
  return true;
}

Sites::Sites(const Project& project) : project_(project) {
  auto beside = [&](const InputFile& f, std::string_view name) { return project.by_path.contains(path_in(f.directory, name)); };
  for (const auto& f : project.files) {
    bool json = name_of(f->path) == kUnitJson;
    if (!f->hcl || (name_of(f->path) != kUnit && !json) || (json && beside(*f, kUnit))) continue;
    const auto& here = project.by_directory.find(f->directory)->second;
    bool own_files = std::any_of(here.begin(), here.end(), [](const InputFile* o) { return is_configuration(o->path); });
    if (!own_files && !is_unit(*f->hcl)) continue;
    if (!asks_for_values(f->hcl->body) || beside(*f, "terragrunt.values.hcl")) sites_[f->directory] = {f->directory, f.get(), nullptr, nullptr};
  }
  for (const auto& f : project.files) {
    if (!f->hcl || name_of(f->path) != kStack || (asks_for_values(f->hcl->body) && !beside(*f, "terragrunt.values.hcl"))) continue;
    stacks_.push_back(std::make_unique<Stack>(Stack{f.get(), f->directory, nullptr, nullptr}));
    const Stack& stack = *stacks_.back();
    add_stack(stack, 0);
  }
  // What stacks copy to other places is not run where it lies, nor is what others include.
  std::set<const InputFile*> copied = included();
  for (const auto& [directory, site] : sites_)
    if (site.block && site.file) copied.insert(site.file);
  for (const auto& stack : stacks_)
    if (stack->outer) copied.insert(stack->file);
  std::erase_if(sites_, [&](const auto& entry) {
    const Stack* outermost = entry.second.stack;
    while (outermost && outermost->outer) outermost = outermost->outer;
    return outermost ? copied.contains(outermost->file) : copied.contains(entry.second.file);
  });
}

/// The files that units include.
std::set<const InputFile*> Sites::included() const {
  std::set<const InputFile*> out;
  Arena arena;
  Context c(project_, arena);
  c.rooted = true;
  Findings ignored;  // loading says what is wrong
  Reading reading{c, *this, ignored, nullptr, {}, {}, 0};
  for (const auto& [directory, site] : sites_) {
    if (!site.file) continue;
    Config config(reading, *site.file, path_in(directory, name_of(site.file->path)), nullptr, &site);
    for (const Include& i : config.includes())
      if (i.config && &i.config->file() != site.file) out.insert(&i.config->file());
  }
  return out;
}

void Sites::add_stack(const Stack& stack, int depth) {
  if (depth > kMaxStacks) return;
  Arena arena;
  Context c(project_, arena);
  c.rooted = true;
  Findings ignored;  // units that read the values say what is wrong
  Reading reading{c, *this, ignored, nullptr, {}, {}, 0};
  Config own(reading, stack);
  const hcl::Block* patch = stack.block ? autoinclude(*stack.block) : nullptr;
  std::optional<Config> patched;
  if (patch) patched.emplace(reading, *stack.outer, *patch, own);
  // Blocks of the patch stand in for those of their name.
  std::vector<std::pair<const hcl::Block*, Config*>> blocks;
  auto same = [](const hcl::Block& a, const hcl::Block& b) { return a.type == b.type && a.label(0) == b.label(0); };
  for (const hcl::Block& b : own.body().blocks)
    if (!patch || std::none_of(patch->body.blocks.begin(), patch->body.blocks.end(), [&](const hcl::Block& p) { return same(p, b); })) blocks.emplace_back(&b, &own);
  if (patch)
    for (const hcl::Block& b : patch->body.blocks) blocks.emplace_back(&b, &*patched);
  for (auto [block, of] : blocks) {
    const hcl::Block& b = *block;
    Config& config = *of;
    const hcl::Block* through = of == &own ? nullptr : patch;
    if (b.type != "unit" && b.type != "stack") continue;
    const hcl::Attribute *source = b.body.find("source"), *path = b.body.find("path"), *plain = b.body.find("no_dot_terragrunt_stack");
    if (!source || !path) continue;
    Value from = config.evaluated(*source->value), to = config.evaluated(*path->value);
    bool in_place = plain && config.evaluated(*plain->value).boolean_or(false);
    auto directory = to.is_string() ? normal_path(path_in(in_place ? stack.directory : path_in(stack.directory, ".terragrunt-stack"), to.string())) : std::nullopt;
    if (!directory) continue;
    placed_[{&stack, cat(b.type, " ", b.label(0))}] = *directory;
    std::string_view text = from.string_or();
    bool local = text.starts_with("./") || text.starts_with("../") || text.starts_with('/') || (from.is_string() && text.find("://") == std::string_view::npos && text.find("::") == std::string_view::npos && !text.starts_with("git@") && !text.starts_with("github.com/"));
    const InputFile* file = nullptr;
    // From where the stack acts, else from where its file lies.
    for (const auto& folder : {local ? config.path_of(text) : std::nullopt, local ? normal_path(path_in(stack.file->directory, text)) : std::nullopt}) {
      if (!folder || file) continue;
      std::string located_folder = located(*folder);
      auto it = project_.by_path.find(path_in(located_folder, b.type == "unit" ? kUnit : kStack));
      if (it == project_.by_path.end() && b.type == "unit") it = project_.by_path.find(path_in(located_folder, kUnitJson));
      if (it != project_.by_path.end() && it->second->hcl) file = it->second;
      if (file) moved_[*directory] = located_folder;
    }
    if (b.type == "unit") {
      if (!sites_.contains(*directory) || file) sites_[*directory] = {*directory, file, &stack, &b, through};
    } else if (file) {
      stacks_.push_back(std::make_unique<Stack>(Stack{file, *directory, &stack, &b, through}));
      const Stack& inner = *stacks_.back();
      add_stack(inner, depth + 1);
    }
  }
}

const std::string* Sites::placed(const Stack& stack, std::string_view type, std::string_view label, std::string_view inside) const {
  const Stack* in = &stack;
  if (!inside.empty()) {
    auto it = std::find_if(stacks_.begin(), stacks_.end(), [&](const auto& s) { return s->outer == &stack && s->block->label(0) == inside; });
    if (it == stacks_.end()) return nullptr;
    in = it->get();
  }
  auto it = placed_.find({in, cat(type, " ", label)});
  return it == placed_.end() ? nullptr : &it->second;
}

const Site* Sites::at(std::string_view directory) const {
  auto it = sites_.find(directory);
  return it == sites_.end() ? nullptr : &it->second;
}

std::string Sites::located(std::string_view path) const {
  for (std::string_view at = path;; at = at.substr(0, at.rfind('/'))) {
    if (auto it = moved_.find(at); it != moved_.end()) return it->second.empty() && at.size() < path.size() ? std::string(path.substr(at.size() + 1)) : cat(it->second, path.substr(at.size()));
    if (at.rfind('/') == std::string_view::npos) return std::string(path);
  }
}

const InputFile* Sites::file(std::string_view path) const {
  auto it = project_.by_path.find(located(path));
  return it == project_.by_path.end() ? nullptr : it->second;
}

bool Sites::exists(std::string_view path) const {
  std::string at = located(path), why;
  if (project_.by_path.contains(at)) return true;
  auto inside = project_.by_path.lower_bound(cat(at, "/"));
  if (inside != project_.by_path.end() && inside->first.starts_with(cat(at, "/"))) return true;
  return project_.vfs && (project_.vfs->read(at, &why).has_value() || !project_.vfs->directory(at).empty());
}

}  // namespace plumb::terraform::terragrunt
