// declaration.h.
#include "load/terraform/eval/declaration.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::terraform {
namespace {

constexpr std::string_view kRule = "terraform-error";

class Declare {
 public:
  Declare(Declaration& out, Findings& findings) : out_(out), findings_(findings) {}

  void file(const hcl::File& f, bool overrides) {
    overrides_ = overrides;
    for (const hcl::Block& b : f.body.blocks) {
      if (b.type == "resource" || b.type == "data") resource(b);
      else if (b.type == "ephemeral") ephemeral(b);
      else if (b.type == "variable") named(out_.variables, b, nullptr);
      else if (b.type == "output") named(out_.outputs, b, &out_.output_order);
      else if (b.type == "module") named(out_.calls, b, &out_.call_order);
      else if (b.type == "provider") out_.providers.push_back(&b);
      else if (b.type == "import") out_.imports.push_back(&b);
      else if (b.type == "moved") out_.moved.push_back(&b);
      else if (b.type == "removed") out_.removed.push_back(&b);
      else if (b.type == "terraform") out_.settings.push_back(&b);
      else if (b.type == "check") {
        out_.checks.push_back(&b);
        for (const hcl::Block& inner : b.body.blocks)
          if (inner.type == "data") resource(inner);
      }
      else if (b.type == "locals") {
        for (const hcl::Attribute& a : b.body.attributes)
          if (auto [it, fresh] = out_.locals.emplace(a.name, &a); fresh && overrides) overrides_nothing("local value", a.name, a.name_span);
          else if (!fresh && overrides) it->second = &a;
          else if (!fresh) duplicate("local value", a.name, a.name_span, it->second->name_span);
      }
    }
  }

 private:
  void named(NameTable<const hcl::Block*>& all, const hcl::Block& b, std::vector<const hcl::Block*>* order) {
    if (b.labels.empty()) return;
    auto [it, fresh] = all.emplace(b.label(0), &b);
    if (fresh) {
      if (overrides_) overrides_nothing(b.type, b.label(0), b.header);
      if (order) order->push_back(&b);
    } else if (overrides_) {
      const hcl::Block* merged = merge(*it->second, b);
      if (order) std::replace(order->begin(), order->end(), it->second, merged);
      it->second = merged;
    } else {
      duplicate(b.type, b.label(0), b.header, it->second->header);
    }
  }

  void ephemeral(const hcl::Block& b) {
    if (b.labels.size() < 2) return;
    auto [it, fresh] = out_.ephemerals.emplace(cat(b.label(0), ".", b.label(1)), &b);
    if (!fresh && overrides_) it->second = merge(*it->second, b);
    else if (!fresh) duplicate(b.type, it->first, b.header, it->second->header);
    else if (overrides_) overrides_nothing(b.type, it->first, b.header);
  }

  void resource(const hcl::Block& b) {
    if (b.labels.size() < 2) return;
    bool data = b.type == "data";
    std::string key = cat(data ? "data." : "", b.label(0), ".", b.label(1));
    auto [it, fresh] = out_.resources.emplace(std::move(key), ResourceBlock{&b, data, b.label(0), b.label(1)});
    if (!fresh && overrides_) {
      it->second.block = merge(*it->second.block, b);
      return;
    }
    if (!fresh) return duplicate(b.type, it->first, b.header, it->second.block->header);
    if (overrides_) overrides_nothing(b.type, it->first, b.header);
    out_.resource_order.push_back(&it->second);
  }

  /// `base` with the arguments of `over`, and with its nested blocks in place of those of the same type.
  const hcl::Block* merge(const hcl::Block& base, const hcl::Block& over) {
    hcl::Block* out = out_.arena.make<hcl::Block>(base);
    std::vector<hcl::Attribute> attributes;
    for (const hcl::Attribute& a : base.body.attributes)
      if (!over.body.find(a.name)) attributes.push_back(a);
    attributes.insert(attributes.end(), over.body.attributes.begin(), over.body.attributes.end());
    auto type = [](const hcl::Block& b) { return b.type == "dynamic" ? b.label(0) : b.type; };
    std::vector<hcl::Block> blocks;
    for (const hcl::Block& b : base.body.blocks)
      if (std::none_of(over.body.blocks.begin(), over.body.blocks.end(), [&](const hcl::Block& o) { return type(o) == type(b); })) blocks.push_back(b);
    blocks.insert(blocks.end(), over.body.blocks.begin(), over.body.blocks.end());
    out->body.attributes = out_.arena.copy(attributes);
    out->body.blocks = out_.arena.copy(blocks);
    return out;
  }

  void overrides_nothing(std::string_view what, std::string_view name, Span at) {
    if (out_.incomplete) return;  // what it overrides may be in the part that could not be read
    findings_.push_back(make_finding(std::string(kRule), Severity::error, at, cat("this override file changes the ", what, " '", name, "', which no other file declares"),
                                     "declare it in a file that is no override, or correct the name"));
  }

  void duplicate(std::string_view what, std::string_view name, Span at, Span first) {
    Finding f = make_finding(std::string(kRule), Severity::error, at, cat("the ", what, " '", name, "' is declared twice"), "rename or remove one of them; Terraform refuses both");
    f.chain.push_back({first, "it is declared here first"});
    findings_.push_back(std::move(f));
  }

  Declaration& out_;
  Findings& findings_;
  bool overrides_ = false;
};

bool is_override(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (std::string_view e : {"override.tf", "override.tf.json", "override.tofu", "override.tofu.json"})
    if (name == e || (name.ends_with(e) && name[name.size() - e.size() - 1] == '_')) return true;
  return false;
}

/// OpenTofu's rule: main.tofu stands in for main.tf beside it, main.tofu.json for main.tf.json.
bool is_replaced(const Project& project, std::string_view path) {
  size_t at = path.ends_with(".tf") ? path.size() - 3 : path.ends_with(".tf.json") ? path.size() - 8 : std::string_view::npos;
  return at != std::string_view::npos && project.by_path.contains(cat(path.substr(0, at), ".tofu", path.substr(at + 3)));
}

}  // namespace

bool is_configuration(std::string_view path) {
  for (std::string_view e : {".tf", ".tf.json", ".tofu", ".tofu.json"})
    if (path.ends_with(e)) return true;
  return false;
}

std::vector<const InputFile*> module_files(const Project& project, std::string_view directory) {
  std::vector<const InputFile*> out;
  auto it = project.by_directory.find(directory);
  if (it == project.by_directory.end()) return out;
  for (const InputFile* f : it->second)
    if (f->hcl && is_configuration(f->path) && !is_replaced(project, f->path)) out.push_back(f);
  std::sort(out.begin(), out.end(), [](const InputFile* a, const InputFile* b) { return is_override(a->path) != is_override(b->path) ? is_override(b->path) : a->path < b->path; });
  return out;
}

std::string missing_name(std::string_view what, std::string_view name, const std::vector<std::string_view>& declared, std::string_view where) {
  std::string_view near = nearest(name, declared);
  return cat("there is no ", what, " '", name, "'", where, near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?");
}

std::unique_ptr<Declaration> declare(const Project& project, std::string_view directory, Findings& findings) {
  std::vector<RootFile> files;
  for (const InputFile* f : module_files(project, directory)) files.push_back({f->path, f->hcl.get()});
  return files.empty() ? nullptr : declare(std::move(files), directory, findings);
}

std::unique_ptr<Declaration> declare(std::vector<RootFile> files, std::string_view directory, Findings& findings) {
  std::stable_sort(files.begin(), files.end(), [](const RootFile& a, const RootFile& b) { return is_override(a.name) != is_override(b.name) ? is_override(b.name) : a.name < b.name; });
  auto out = std::make_unique<Declaration>();
  out->directory = directory;
  Declare declare(*out, findings);
  for (const RootFile& f : files) {
    declare.file(*f.file, is_override(f.name));
    out->incomplete = out->incomplete || f.file->broken;
    out->files.push_back(f.file);
  }
  for (auto* table : {&out->variables, &out->outputs, &out->calls}) table->seal();
  out->locals.seal();
  return out;
}

}  // namespace plumb::terraform
