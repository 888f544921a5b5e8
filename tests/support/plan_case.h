// A case of oracles/plans as a project: the root that was planned, where its variables and its modules' sources are.
// Registry modules are laid out as the case's modules.json says, through a manifest as `terraform init` leaves it.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/text.h"
#include "load/frontend.h"
#include "support/fixtures.h"
#include "syntax/hcl/hcl.h"
#include "syntax/read.h"

namespace plumb::fixtures {

namespace fs = std::filesystem;

/// Owns everything its project points to. Not movable: the project holds addresses of its members.
struct PlanCase {
  Sources sources;
  std::unique_ptr<Vfs> vfs;
  Project project;
  std::string directory;
  std::set<std::string> seen;

  /// Parses the *.tf and *.tfvars of a folder of the shared data and of the modules that it calls by a local path.
  void add_module(const fs::path& shared, const std::string& folder) {
    if (!fs::is_directory(shared / folder) || !seen.insert(folder).second) return;
    for (const auto& entry : fs::directory_iterator(shared / folder)) {
      std::string path = folder + "/" + entry.path().filename().string();
      if (entry.is_regular_file() && (path.ends_with(".tf") || path.ends_with(".tfvars"))) add(path, read_text(entry.path()));
    }
    for (const InputFile* file : std::vector<const InputFile*>(project.by_directory[folder]))
      if (file->hcl)
        for (const hcl::Block& b : file->hcl->body.blocks) {
          const hcl::Attribute* source = b.type == "module" ? b.body.find("source") : nullptr;
          if (!source || source->value->kind != hcl::ExprKind::string) continue;
          std::string_view to = hcl::as<hcl::Literal>(*source->value).text;
          if (!to.starts_with(".")) continue;
          std::string called = (fs::path(folder) / to).lexically_normal().string();
          add_module(shared, called.ends_with('/') ? called.substr(0, called.size() - 1) : called);
        }
  }
  void add(const std::string& path, const std::string& text) {
    if (project.by_path.count(path)) return;
    auto input = std::make_unique<InputFile>();
    Findings ignored;
    input->path = path;
    input->directory = path.substr(0, path.rfind('/'));
    input->file = sources.add(path, text);
    std::string_view stored = sources.text(input->file);
    if (path.ends_with(".json")) input->tree = std::make_unique<Tree>(read_json(input->file, stored, ignored));
    else input->hcl = {hcl::read_hcl(input->file, stored, ignored).release(), [](const hcl::File* f) { delete f; }};
    project.by_path[path] = input.get();
    project.by_directory[input->directory].push_back(input.get());
    project.files.push_back(std::move(input));
  }
};

inline void read_plan_case(PlanCase& c, const fs::path& shared, const fs::path& folder) {
  bool elsewhere = fs::exists(folder / "ROOT");
  c.directory = elsewhere ? std::string(trim(read_text(folder / "ROOT"))) : fs::relative(folder, shared).string();
  c.project.sources = &c.sources;
  c.add_module(shared, c.directory);
  if (fs::exists(folder / "oracle.auto.tfvars.json")) c.add(c.directory + "/oracle.auto.tfvars.json", read_text(folder / "oracle.auto.tfvars.json"));
  std::map<std::string, std::string> laid_over;
  if (fs::exists(folder / "modules.json")) {
    std::string manifest = read_text(folder / "modules.json"), out = "{\"Modules\":[{\"Key\":\"\",\"Source\":\"\",\"Dir\":\".\"}";
    Findings ignored;
    Tree tree = read_json(FileId::none, manifest, ignored);
    for (TreeRef m : tree.document(0)["Modules"].items()) {
      c.add_module(shared, std::string(m["Path"].string()));
      std::string dir = fs::relative(std::string(m["Path"].string()), c.directory).string();
      out += cat(",{\"Key\":\"", m["Key"].string(), "\",\"Source\":\"", m["Source"].string(), "\",\"Dir\":\"", dir, "\"}");
    }
    laid_over[c.directory + "/.terraform/modules/modules.json"] = out + "]}";
  }
  c.vfs = overlay(disk(shared.string()), laid_over);
  c.project.vfs = c.vfs.get();
}

}  // namespace plumb::fixtures
