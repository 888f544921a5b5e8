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

  void file(const hcl::File& f) {
    for (const hcl::Block& b : f.body.blocks) {
      if (b.type == "resource" || b.type == "data") resource(b);
      else if (b.type == "variable") named(out_.variables, b, nullptr);
      else if (b.type == "output") named(out_.outputs, b, &out_.output_order);
      else if (b.type == "module") named(out_.calls, b, &out_.call_order);
      else if (b.type == "provider") out_.providers.push_back(&b);
      else if (b.type == "locals") {
        for (const hcl::Attribute& a : b.body.attributes)
          if (!out_.locals.emplace(a.name, &a).second) duplicate("local value", a.name, a.name_span, out_.locals[a.name]->name_span);
      }
    }
  }

 private:
  void named(std::map<std::string_view, const hcl::Block*>& all, const hcl::Block& b, std::vector<const hcl::Block*>* order) {
    if (b.labels.empty()) return;
    if (!all.emplace(b.label(0), &b).second) return duplicate(b.type, b.label(0), b.header, all[b.label(0)]->header);
    if (order) order->push_back(&b);
  }

  void resource(const hcl::Block& b) {
    if (b.labels.size() < 2) return;
    bool data = b.type == "data";
    std::string key = cat(data ? "data." : "", b.label(0), ".", b.label(1));
    auto [it, fresh] = out_.resources.emplace(std::move(key), ResourceBlock{&b, data, b.label(0), b.label(1)});
    if (!fresh) return duplicate(b.type, it->first, b.header, it->second.block->header);
    out_.resource_order.push_back(&it->second);
  }

  void duplicate(std::string_view what, std::string_view name, Span at, Span first) {
    Finding f = make_finding(std::string(kRule), Severity::error, at, cat("the ", what, " '", name, "' is declared twice"), "rename or remove one of them; Terraform refuses both");
    f.chain.push_back({first, "it is declared here first"});
    findings_.push_back(std::move(f));
  }

  Declaration& out_;
  Findings& findings_;
};

}  // namespace

std::vector<const InputFile*> module_files(const Project& project, std::string_view directory) {
  std::vector<const InputFile*> out;
  auto it = project.by_directory.find(directory);
  if (it == project.by_directory.end()) return out;
  for (const InputFile* f : it->second)
    if (f->hcl && f->path.ends_with(".tf")) out.push_back(f);
  std::sort(out.begin(), out.end(), [](const InputFile* a, const InputFile* b) { return a->path < b->path; });
  return out;
}

std::unique_ptr<Declaration> declare(const Project& project, std::string_view directory, Findings& findings) {
  auto files = module_files(project, directory);
  if (files.empty()) return nullptr;
  auto out = std::make_unique<Declaration>();
  out->directory = directory;
  Declare declare(*out, findings);
  for (const InputFile* f : files) {
    declare.file(*f->hcl);
    out->incomplete = out->incomplete || f->hcl->broken;
  }
  for (const InputFile* f : project.by_directory.find(directory)->second) out->incomplete = out->incomplete || f->path.ends_with(".tf.json");
  return out;
}

}  // namespace plumb::terraform
