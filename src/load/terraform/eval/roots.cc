// roots.h.
#include "load/terraform/eval/roots.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <mutex>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/lookup.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

constexpr std::string_view kTypes[] = {"aws_vpc", "aws_subnet", "aws_security_group", "aws_eks_cluster", "aws_iam_role", "aws_ssm_parameter"};

/// Words in the source of a module that is not at hand, and the types that a model for it may bring.
struct SourceWord {
  std::string_view word;
  uint8_t types;
};
constexpr SourceWord kSourceWords[] = {{"vpc", 1 | 2 | 4}, {"subnet", 2}, {"network", 1 | 2 | 4}, {"security-group", 4}, {"eks", 4 | 8 | 16}, {"iam", 16}, {"karpenter", 16}, {"ssm", 32}};

uint8_t types_of_source(std::string_view source) {
  uint8_t out = 0;
  for (const SourceWord& w : kSourceWords)
    if (source.find(w.word) != std::string_view::npos) out |= w.types;
  return out;
}

uint8_t bit(std::string_view type) {
  for (size_t i = 0; i < std::size(kTypes); ++i)
    if (kTypes[i] == type) return static_cast<uint8_t>(1u << i);
  return 0;
}

}  // namespace

struct Roots::Entry {
  std::string directory;
  std::shared_ptr<const Assembly> assembly;
  uint8_t types = 0;  // what it may declare, by kTypes
  std::once_flag placed;
  std::vector<StatePlace> places;
  // Evaluated when it is first asked for, and of each type only what is asked for.
  std::mutex mutex;
  Arena arena;
  Findings ignored;  // its own unit tells them
  std::unique_ptr<RootModule> module;
  std::array<std::optional<std::vector<Instance>>, std::size(kTypes)> instances;
  std::atomic<bool> incomplete = false;  // there may be more subnets; every type that is evaluated finds the same
};

Roots::Roots(const Project& project, const std::vector<Listed>& roots) : project_(project) {
  for (const auto& [directory, reached, assembly] : roots) {
    auto e = std::make_unique<Entry>();
    e->directory = directory;
    e->assembly = assembly;
    if (assembly) e->types = types_of_source(assembly->source());
    for (const std::string& from : reached)
      for (const InputFile* f : module_files(project, from))
        for (const hcl::Block& b : f->hcl->body.blocks) {
          if (b.type == "resource") e->types |= bit(b.label(0));
          const hcl::Attribute* source = b.type == "module" ? b.body.find("source") : nullptr;
          if (source && source->value->kind == hcl::ExprKind::string) e->types |= types_of_source(hcl::as<hcl::Literal>(*source->value).text);
        }
    by_directory_.emplace(e->directory, e.get());
    roots_.push_back(std::move(e));
  }
}

Roots::~Roots() = default;

const Assembly* Roots::assembly(std::string_view directory) const {
  auto it = by_directory_.find(directory);
  return it == by_directory_.end() ? nullptr : it->second->assembly.get();
}

const std::vector<StatePlace>& Roots::places(Entry& e) const {
  std::call_once(e.placed, [&] { e.places = e.assembly ? std::vector<StatePlace>{e.assembly->place()} : state_places(project_, e.directory); });
  return e.places;
}

std::optional<Roots::State> Roots::state(std::string_view from, const Value& config, std::string& why) const {
  StatePlace asked = state_place(from, config, assembly(from) != nullptr);
  Value workspace = config.get("workspace");
  std::optional<std::string> place = workspace.is_unknown() ? std::nullopt : asked.of(workspace.string_or("default"));
  if (asked.type.empty() || !place) {
    why = "where it keeps its state is not known";
    return std::nullopt;
  }
  struct Candidate {
    const Entry* root;
    std::string workspace;
    bool sure;
  };
  std::vector<Candidate> all;
  for (const auto& r : roots_) {
    if (r->directory == from) continue;
    std::optional<Candidate> best;  // of its places
    for (const StatePlace& own : places(*r)) {
      bool sure = true;
      auto found = workspace_at(own, asked, *place, sure);
      if (found && (sure || own.named) && (!best || (sure && !best->sure))) best = {r.get(), *found, sure};
    }
    if (best) all.push_back(*best);
  }
  if (std::any_of(all.begin(), all.end(), [](const Candidate& c) { return c.sure; })) std::erase_if(all, [](const Candidate& c) { return !c.sure; });
  if (all.empty()) {
    why = cat("no root module of this project keeps its state at ", *place);
    return std::nullopt;
  }
  std::string_view folder = from;
  for (;;) {
    std::vector<const Candidate*> near;
    for (const Candidate& c : all)
      if (is_within(c.root->directory, folder)) near.push_back(&c);
    if (near.size() == 1) return State{near[0]->root->directory, near[0]->workspace};
    if (near.size() > 1 || !go_up(folder)) {
      why = cat("several root modules keep their state at ", *place, ": ", near[0]->root->directory, ", ", near[1]->root->directory);
      return std::nullopt;
    }
  }
}

const std::vector<Instance>& Roots::instances(Entry& e, std::string_view type) const {
  std::lock_guard lock(e.mutex);
  std::optional<std::vector<Instance>>& found = e.instances[static_cast<size_t>(std::countr_zero(bit(type)))];
  if (found) return *found;
  if (!e.module) {
    RootSettings settings;
    settings.roots = this;
    settings.look_up = false;
    e.module = e.assembly ? e.assembly->make(e.arena, e.ignored, settings, nullptr) : std::make_unique<RootModule>(project_, e.directory, e.arena, e.ignored, settings);
  }
  found.emplace();
  if (!e.module->module) {
    e.incomplete = true;
    return *found;
  }
  std::vector<OpaqueCall> opaque;
  e.module->module->gather([type](std::string_view t) { return t == type; }, *found, opaque);
  for (const OpaqueCall& o : opaque) e.incomplete = e.incomplete || o.source.empty() || o.source.starts_with('.') || (types_of_source(o.source) & bit("aws_subnet")) != 0;
  return *found;
}

Roots::Found Roots::declared(std::string_view from, const Instance& data, std::string& why) const {
  Lookup lookup(data);
  if (lookup.type().empty()) {
    why = lookup.why();
    return {};
  }
  if (const Reference* r = lookup.direct()) {
    for (const auto& root : roots_) {
      if (root->directory != r->root->directory) continue;
      for (const Instance& i : instances(*root, lookup.type()))
        if (i.address == r->address && i.type == lookup.type() && !i.maybe) return {root->directory, {&i}};
    }
    why = cat(r->address, " of the root module ", shown_directory(r->root->directory), " is nothing that can be looked at");
    return {};
  }
  using Match = Lookup::Match;
  std::string_view folder = from;
  for (bool own = true;; own = false) {
    if (!own && !go_up(folder)) break;
    Found found;
    const Entry* other = nullptr;
    for (const auto& r : roots_) {
      // The own root first: what it declares itself is no other root's.
      if (own ? r->directory != from : r->directory == from || !is_within(r->directory, folder)) continue;
      if (!(r->types & bit(lookup.type()))) continue;
      if (lookup.network() && r->directory != lookup.network()->directory) continue;
      bool undecided = false;
      std::vector<const Instance*> here;
      for (const Instance& i : instances(*r, lookup.type())) {
        Match m = lookup.match(i);
        undecided = undecided || m == Match::maybe;
        if (m == Match::yes) here.push_back(&i);
      }
      if (lookup.several() && (undecided || r->incomplete)) {
        if (here.empty() && !lookup.network()) continue;
        why = cat("whether all subnets of the root module ", shown_directory(r->directory), " are meant is not known");
        return {};
      }
      if (here.empty()) continue;
      if (own) {
        why = "the root module declares it itself";
        return {};
      }
      if (!found.instances.empty() || (!lookup.several() && here.size() > 1)) {
        why = found.instances.empty() ? cat("the root module ", shown_directory(r->directory), " declares several that it may be: ", here[0]->address, ", ", here[1]->address)
                                      : cat("several root modules declare it: ", shown_directory(other->directory), ", ", shown_directory(r->directory));
        return {};
      }
      found = {r->directory, std::move(here)};
      other = r.get();
    }
    if (!found.instances.empty()) return found;
  }
  why = "no root module of this project declares it";
  return {};
}

}  // namespace plumb::terraform
