// unit.h.
#include "load/terraform/terragrunt/unit.h"

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/paths.h"

namespace plumb::terraform::terragrunt {
namespace {

/// tfr://HOST/NAMESPACE/NAME/PROVIDER//SUB?version=X as a module call says it; false for another kind of source.
bool registry(std::string_view text, UnitSource& out) {
  if (!text.starts_with("tfr://")) return false;
  text.remove_prefix(6);
  size_t query = text.find('?');
  if (query != std::string_view::npos)
    for (std::string_view parameter : split(text.substr(query + 1), '&'))
      if (parameter.starts_with("version=")) out.version = parameter.substr(8);
  text = text.substr(0, query);
  size_t slash = text.find('/');
  std::string_view host = text.substr(0, slash);
  text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
  out.source = host.empty() || host == "registry.terraform.io" || host == "registry.opentofu.org" ? std::string(text) : cat(host, "/", text);
  return true;
}

bool remote(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find("::") != std::string_view::npos || text.starts_with("git@") || text.starts_with("github.com/") || text.starts_with("bitbucket.org/");
}

const hcl::Attribute* in_terraform(Config& config, std::string_view name) {
  for (const hcl::Block& b : config.body().blocks)
    if (b.type == "terraform")
      if (const hcl::Attribute* a = b.body.find(name)) return a;
  return nullptr;
}

/// The value as Terragrunt hands it to Terraform: through a text, so that lists and maps are tuples and objects, and types are not kept.
Value handed(Context& c, const Value& v) {
  if (v.is_null()) return Value::null(nullptr, v.span());
  if (v.is_sequence()) {
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(handed(c, i));
    return c.tuple(items, v.span()).with_marks(v.marks());
  }
  if (v.is_mapping() && !v.map().resource) {
    std::vector<Entry> entries(v.entries().begin(), v.entries().end());
    for (Entry& e : entries) e.value = handed(c, e.value);
    return c.object(std::move(entries), v.span()).with_marks(v.marks());
  }
  return v;
}

}  // namespace

Unit::Unit(Context& c, const Sites& sites, const Site& site, Findings& findings, const Root* asker) : site_(site), reading_{c, sites, findings, asker, {}, {}, 0} {
  c.rooted = true;
  config_ = std::make_unique<Config>(reading_, *site.file, path_in(site.directory, name_of(site.file->path)), nullptr, &site);
  const hcl::Block* patch = site.block ? autoinclude(*site.block) : nullptr;
  if (patch) patch_ = std::make_unique<Config>(reading_, *site.stack, *patch, *config_);
}

template <class F>
void Unit::each_config(F&& f) {
  if (patch_) f(*patch_, Include::Merge::shallow);
  f(*config_, Include::Merge::shallow);
  for (Include& i : config_->includes())
    if (i.config && i.merge != Include::Merge::none) f(*i.config, i.merge);
}

const Unknown* Unit::missing() {
  for (Include& i : config_->includes())
    if (!i.config && i.merge != Include::Merge::none) return &i.missing.unknown();
  return nullptr;
}

UnitSource Unit::source() {
  UnitSource out;
  out.directory = site_.file->directory;
  const hcl::Attribute* argument = nullptr;
  Config* owner = nullptr;
  each_config([&](Config& config, Include::Merge) {
    if (argument) return;
    argument = in_terraform(config, "source");
    owner = &config;
  });
  if (!argument) {
    if (const Unknown* u = missing()) out.kind = UnitSource::Kind::unknown, out.why = Value::unknown(u), out.at = u->span;
    return out;
  }
  out.at = argument->value->span;
  Value v = owner->evaluated(*argument->value);
  if (v.is_unknown() || !v.is_string()) {
    out.kind = UnitSource::Kind::unknown;
    out.why = v.is_unknown() ? v : reading_.c.unknown("the source of the module is no text", out.at);
    return out;
  }
  std::string_view text = v.string();
  if (text == ".") return out;
  if (registry(text, out)) {
    out.kind = UnitSource::Kind::remote;
  } else if (remote(text)) {
    out.kind = UnitSource::Kind::remote;
    out.source = text;
  } else if (auto path = owner->path_of(text)) {
    out.directory = reading_.sites.located(*path);
    out.kind = out.directory == site_.file->directory ? UnitSource::Kind::own : UnitSource::Kind::local;
  } else {
    out.kind = UnitSource::Kind::unknown;
    out.why = reading_.c.unknown(cat("the module's folder ", text, " is outside of what is checked"), out.at);
  }
  return out;
}

std::map<std::string, Value, std::less<>> Unit::inputs(const Unknown** open) {
  Context& c = reading_.c;
  if (const Unknown* u = missing()) *open = u;
  Value all;
  each_config([&](Config& config, Include::Merge merge) {
    Value own = config.own_inputs();
    if (own.is_null()) return;
    if (!own.is_mapping()) {
      *open = own.is_unknown() ? &own.unknown() : &c.unknown("the inputs are no map", config.body().find("inputs")->value->span).unknown();
      own = own.is_unknown() && own.unknown().partial ? *own.unknown().partial : c.object({}, own.span());
    }
    all = laid_over(c, own, all, merge == Include::Merge::deep, own.span());
  });
  std::map<std::string, Value, std::less<>> out;
  for (const Entry& e : all.entries()) out.insert_or_assign(std::string(e.key), handed(c, e.value.span().known() ? e.value : e.value.at(e.at)));
  return out;
}

std::vector<Generated> Unit::generated() {
  std::vector<Generated> out;
  std::set<std::string_view> labels;
  auto add = [&](Config& config, const hcl::Body& body) {
    const hcl::Attribute *path = body.find("path"), *contents = body.find("contents"), *exists = body.find("if_exists"), *disable = body.find("disable");
    if (!path || !contents) return;
    if (disable && config.evaluated(*disable->value).boolean_or(false)) return;
    Generated g;
    Value name = config.evaluated(*path->value);
    g.name = name.is_string() ? std::string(name.string().substr(name.string().rfind('/') + 1)) : std::string("generated.tf");
    g.contents = config.evaluated(*contents->value);
    g.at = contents->value->span;
    g.skip = exists && config.evaluated(*exists->value).string_or() == "skip";
    if (is_configuration(g.name)) out.push_back(std::move(g));
  };
  each_config([&](Config& config, Include::Merge) {
    for (const hcl::Block& b : config.body().blocks)
      if (b.type == "generate" && labels.insert(b.label(0)).second) add(config, b.body);
  });
  return out;
}

Value Unit::remote_state() {
  Value out;
  each_config([&](Config& config, Include::Merge) {
    if (out.is_null()) out = config.own_remote_state();
  });
  const Unknown* u = out.is_null() ? missing() : nullptr;
  return u ? Value::unknown(u) : out;
}

std::vector<std::string> Unit::var_files(const Unknown** open) {
  std::vector<std::string> out;
  std::set<std::string_view> labels;
  auto add = [&](Config& config, const Value& path) {
    if (path.is_unknown()) *open = &path.unknown();
    auto inside = path.is_string() ? config.path_of(path.string()) : std::nullopt;
    if (inside && reading_.sites.file(*inside)) out.push_back(reading_.sites.located(*inside));
  };
  each_config([&](Config& config, Include::Merge) {
    for (const hcl::Block& terraform : config.body().blocks) {
      if (terraform.type != "terraform") continue;
      for (const hcl::Block& b : terraform.body.blocks) {
        if (b.type != "extra_arguments" || !labels.insert(b.label(0)).second) continue;
        for (std::string_view name : {"required_var_files", "optional_var_files"}) {
          const hcl::Attribute* files = b.body.find(name);
          if (!files) continue;
          Value all = config.evaluated(*files->value);
          if (all.is_unknown()) *open = &all.unknown();
          for (const Value& path : all.items()) add(config, path);
        }
        const hcl::Attribute* arguments = b.body.find("arguments");
        if (!arguments) continue;
        Value all = config.evaluated(*arguments->value);
        for (const Value& a : all.items())
          if (a.string_or().starts_with("-var-file=")) add(config, Value::string(a.string().substr(10), a.span()));
      }
    }
  });
  return out;
}

}  // namespace plumb::terraform::terragrunt
