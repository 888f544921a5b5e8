// root.h.
#include "load/terraform/terragrunt/root.h"

#include <algorithm>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/mirror.h"
#include "load/terraform/eval/own_models.h"
#include "load/terraform/eval/why.h"
#include "syntax/hcl/relocate.h"

namespace plumb::terraform::terragrunt {
namespace {

/// The text of a generated file; where parts of it are not known, nothing that may be in it is claimed not to be there.
std::unique_ptr<hcl::File> read_generated(Context& c, const Generated& g, Findings& findings) {
  if (!g.contents.is_string()) return nullptr;
  Findings faults;
  auto file = hcl::read_hcl(FileId::none, c.arena.copy(g.contents.string()), faults);
  if (!faults.empty()) findings.push_back(make_finding("terraform-error", Severity::error, g.at, cat("the generated file ", g.name, " cannot be read: ", faults.front().message), "write the contents as Terraform's own text"));
  hcl::relocate(*file, g.at, c.arena);
  return file;
}

}  // namespace

UnitRoot::UnitRoot(const Sites& sites, const Site& site, Arena& arena, Findings& findings, const RootSettings& settings, const Context* from, bool markers)
    : own_neighbours_(settings.within ? nullptr : std::make_unique<Neighbours>(sites.project(), settings.roots, arena, settings.look_up)),
      reading_(sites.project(), arena), asker_(reading_, findings, site.directory), unit_(reading_, sites, site, findings, &asker_) {
  if (from) reading_.continue_from(*from);
  reading_.markers = markers;
  asker_.neighbours = settings.within ? settings.within : own_neighbours_.get();
  if (!settings.workspace.empty()) asker_.workspace = arena.copy(settings.workspace);
  else if (!sites.project().options.workspace.empty()) asker_.workspace = sites.project().options.workspace;
  source_ = unit_.source();
  inputs_ = unit_.inputs(&open_);
  if (source_.kind == UnitSource::Kind::unknown) why_ = source_.why;
  else if (source_.kind == UnitSource::Kind::remote) remote(sites, arena, findings);
  else local(sites, arena, findings);
  asked_ = root_.get();
  if (asked_) asked_->context.markers = markers;
}

UnitRoot::~UnitRoot() = default;

RootSettings UnitRoot::settings(const RootFiles& files) const {
  RootSettings out;
  out.files = &files;
  out.within = asker_.neighbours;
  out.workspace = asker_.workspace;
  out.unit = unit_.site().directory;
  return out;
}

void UnitRoot::local(const Sites& sites, Arena& arena, Findings& findings) {
  const Project& project = sites.project();
  RootFiles files;
  auto add = [&](std::string_view name, const hcl::File* file, bool replace) {
    auto same = std::find_if(files.files.begin(), files.files.end(), [&](const RootFile& f) { return f.name == name; });
    if (same == files.files.end()) files.files.push_back({std::string(name), file});
    else if (replace) same->file = file;
  };
  for (const InputFile* f : module_files(project, source_.directory)) add(name_of(f->path), f->hcl.get(), true);
  const std::string& own = unit_.site().file->directory;
  if (own != source_.directory)  // Terragrunt copies the unit's folder over the module
    for (const InputFile* f : module_files(project, own)) add(name_of(f->path), f->hcl.get(), true);
  bool any = !files.files.empty();
  for (const Generated& g : unit_.generated()) {
    auto file = read_generated(reading_, g, findings);
    if (!file) files.incomplete = true;
    if (file) add(g.name, file.get(), !g.skip), generated_.push_back(std::move(file));
  }
  if (!any) {
    why_ = reading_.unknown(cat("there are no Terraform files in ", source_.directory.empty() ? "." : source_.directory), source_.at.known() ? source_.at : Span{unit_.site().file->file, 0, 0});
    return;
  }
  const Unknown* files_open = nullptr;
  files.var_files = unit_.var_files(&files_open);
  if (own != source_.directory) files.directories.push_back(own);
  if (files_open && !open_) open_ = files_open;
  files.open = open_;
  files.variables = &inputs_;
  root_ = std::make_unique<RootModule>(project, source_.directory, arena, findings, settings(files));
  root_->context.rooted = true;
  root_->context.any_marks = reading_.any_marks;
}

/// The call of a module that the unit amounts to, and what it stands in (caller_).
const hcl::Block* UnitRoot::call(Arena& arena) {
  auto text = [&](std::string_view s) { return arena.copy(s); };
  std::vector<hcl::Attribute> attributes;
  caller_ = std::make_unique<Declaration>();
  caller_->directory = "\3";
  hcl::Block* variable = caller_->arena.make<hcl::Block>();
  variable->type = "variable";
  variable->header = variable->span = source_.at;
  for (const auto& [name, value] : inputs_) {
    hcl::Traversal* reference = caller_->arena.make<hcl::Traversal>();
    hcl::Step* step = caller_->arena.make<hcl::Step>();
    step->name = text(name);
    step->span = reference->span = reference->name_span = value.span().known() ? value.span() : source_.at;
    reference->kind = hcl::ExprKind::traversal;
    reference->name = "var";
    reference->steps = {step, 1};
    caller_->variables.emplace(step->name, variable);
    attributes.push_back({step->name, step->span, step->span, reference});
  }
  hcl::Block* call = caller_->arena.make<hcl::Block>();
  hcl::Label* label = caller_->arena.make<hcl::Label>(hcl::Label{"unit", source_.at});
  call->type = "module";
  call->type_span = call->header = call->span = source_.at;
  call->labels = {label, 1};
  call->body.attributes = caller_->arena.copy(attributes);
  return call;
}

/// A module of a registry or repository: the release that a mirror has of it, or what its model says, with its resources in the root.
void UnitRoot::remote(const Sites& sites, Arena& arena, Findings& findings) {
  const hcl::Block* call = this->call(arena);
  std::optional<MirrorRelease> best;
  std::optional<size_t> most;
  for (const MirrorRelease& r : mirror_releases(sites.project(), source_.source, source_.version)) {
    Findings ignored;
    auto declared = declare(sites.project(), r.directory, ignored);
    auto known = declared ? fits(*declared, call->body) : std::nullopt;
    if (!declared || (!r.allowed && !known) || (best && (!known || (most && *most >= *known)))) continue;
    best = r;
    most = known;
  }
  if (best) {
    source_.directory = best->directory;
    local(sites, arena, findings);
    if (root_) root_->root.for_callers = !best->allowed;  // another release: what it refuses may be right
    return;
  }
  auto own = own_models(sites.project());
  auto choice = choose_model(source_.source, source_.version, call->body, own);
  if (!choice) {
    why_ = reading_.unknown(cat("the module ", source_.source, " is not at hand"), source_.at);
    return;
  }
  RootFiles files;
  files.declaration = caller_.get();
  files.variables = &inputs_;
  root_ = std::make_unique<RootModule>(sites.project(), caller_->directory, arena, findings, settings(files));
  root_->context.rooted = true;
  root_->context.any_marks = reading_.any_marks;
  own_models_ = std::move(own);
  root_->caller = std::move(root_->module);
  root_->module = std::make_unique<Module>(root_->root, *choice, "", root_->caller.get(), call, Repetition{}, nullptr);
}

OpaqueCall UnitRoot::opaque() {
  OpaqueCall o;
  Span at = source_.at.known() ? source_.at : Span{unit_.site().file->file, 0, 0};
  o.address = reading_.arena.copy(std::string_view(cat("unit.", unit_.site().directory.empty() ? "." : name_of(unit_.site().directory))));
  o.source = reading_.arena.copy(std::string_view(source_.kind == UnitSource::Kind::remote ? source_.source : why_.is_unknown() ? std::string(why_.unknown().text) : source_.directory));
  o.version = reading_.arena.copy(std::string_view(source_.version));
  std::vector<Entry> entries;
  for (const auto& [name, value] : inputs_) entries.push_back({reading_.arena.copy(std::string_view(name)), value.span(), value.span(), value});
  o.arguments = reading_.object(std::move(entries), at);
  o.block = o.header = o.name_span = at;
  return o;
}

namespace {

/// The files of a module that is at hand and what is generated into it: where they say that the state is. What reading them finds is not told.
StatePlace state_place_of(const Sites& sites, const Site& site) {
  Arena arena;
  Context c(sites.project(), arena);
  Findings ignored;
  Unit unit(c, sites, site, ignored, nullptr);
  Value given = unit.remote_state();
  UnitSource source = unit.source();
  std::vector<std::unique_ptr<hcl::File>> generated;
  std::vector<const hcl::File*> files;
  for (const Generated& g : unit.generated())
    if (auto file = read_generated(c, g, ignored)) files.push_back(file.get()), generated.push_back(std::move(file));
  if (source.kind == UnitSource::Kind::own || source.kind == UnitSource::Kind::local)
    for (const InputFile* f : module_files(sites.project(), source.directory)) files.push_back(f->hcl.get());
  StatePlace place = state_place(files, site.directory, given);
  // A module that is copied from elsewhere runs in a folder of Terragrunt's: a relative path leads nowhere.
  bool copied = source.kind != UnitSource::Kind::own;
  if (place.type == "local" && copied && !given.get("config").get("path").string_or().starts_with('/')) return {};
  return place;
}

class UnitAssembly : public Assembly {
 public:
  UnitAssembly(std::shared_ptr<const Sites> sites, const Site& site, std::string source) : sites_(std::move(sites)), site_(site), source_(std::move(source)) {}

  std::unique_ptr<RootModule> make(Arena& arena, Findings& findings, const RootSettings& settings, const Context* from) const override {
    auto unit = std::make_shared<UnitRoot>(*sites_, site_, arena, findings, settings, from);
    std::unique_ptr<RootModule> root = unit->give();
    if (!root) {
      RootFiles none;
      RootSettings empty = settings;
      empty.files = &none;
      empty.unit = site_.directory;
      root = std::make_unique<RootModule>(sites_->project(), "\3", arena, findings, empty);
      root->why = unit->why().is_unknown() ? std::string(unit->why().unknown().cause) : std::string();
    }
    root->stands_on = std::move(unit);
    return root;
  }
  StatePlace place() const override { return state_place_of(*sites_, site_); }
  std::string_view source() const override { return source_; }

 private:
  std::shared_ptr<const Sites> sites_;
  const Site& site_;
  std::string source_;
};

}  // namespace

std::shared_ptr<const Assembly> assembly_of(std::shared_ptr<const Sites> sites, const Site& site, const UnitSource& source) {
  return std::make_shared<const UnitAssembly>(std::move(sites), site, source.kind == UnitSource::Kind::remote ? source.source : std::string());
}

/// A unit of a stack whose folder is not in the project.
static OpaqueCall elsewhere(const Site& site, Arena& arena) {
  OpaqueCall o;
  o.address = arena.copy(std::string_view(cat("unit.", site.block->label(0))));
  const hcl::Attribute* source = site.block->body.find("source");
  o.source = source && source->value->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*source->value).text : std::string_view("a folder that is not at hand");
  o.arguments = Value::object(arena.make<MapData>(), site.block->header);
  o.block = site.block->span;
  o.header = o.name_span = site.block->header;
  return o;
}

UnitSource source_of(const Sites& sites, const Site& site) {
  UnitSource out;
  if (!site.file) {
    out.kind = UnitSource::Kind::unknown;
    return out;
  }
  Arena arena;
  Context c(sites.project(), arena);
  Findings ignored;  // loading says what is wrong
  out = Unit(c, sites, site, ignored, nullptr).source();
  out.why = {};      // it lies in the arena
  return out;
}

std::vector<std::string> module_folders(const Sites& sites, const Site& site) {
  UnitSource source = source_of(sites, site);
  if (source.kind != UnitSource::Kind::remote) return {};
  std::vector<std::string> out = own_model_folders(sites.project(), source.source);
  for (MirrorRelease& r : mirror_releases(sites.project(), source.source, source.version)) out.push_back(std::move(r.directory));
  return out;
}

std::optional<Explanation> explain_unit(const Sites& sites, const Site& site, const Roots* roots, std::string_view address, std::string& error) {
  Arena arena;
  Findings ignored;  // `plumb check` tells them
  RootSettings settings;
  settings.roots = roots;
  std::optional<UnitRoot> unit;
  if (site.file) unit.emplace(sites, site, arena, ignored, settings, nullptr);
  if (unit && unit->root()) return explain(*unit->root(), address, error);
  error = cat("the module of the unit ", site.directory, " is not at hand");
  return std::nullopt;
}

Configuration evaluate_unit(const Sites& sites, const Site& site, const Roots* roots, Arena& arena, Findings& findings, bool markers) {
  Configuration out;
  out.directory = site.directory;
  if (!site.file) {
    out.opaque_calls.push_back(elsewhere(site, arena));
    return out;
  }
  RootSettings settings;
  settings.roots = roots;
  UnitRoot unit(sites, site, arena, findings, settings, nullptr, markers);
  if (!unit.module()) {
    out.opaque_calls.push_back(unit.opaque());
    return out;
  }
  unit.module()->collect(out);
  out.model_faults = std::move(unit.root()->root.model_faults);
  out.index();
  return out;
}

}  // namespace plumb::terraform::terragrunt
