// A project in memory for tests: the files of a fixture, parsed as the session does it, and a frontend's graph of them.
#pragma once
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/text.h"
#include "graph/dump.h"
#include "load/frontend.h"
#include "syntax/read.h"

namespace plumb::fixtures {

/// Owns everything a Project points to. Not movable: the project holds addresses of its members.
struct MemoryProject {
  using Files = std::map<std::string, std::string>;
  using ParseHcl = std::function<void(FileId, std::string_view, InputFile&, Findings&)>;

  /// YAML and JSON files are read here; `parse_hcl`, where given, reads *.tf, *.tofu, *.tfvars and *.hcl.
  explicit MemoryProject(const Files& files, const ParseHcl& parse_hcl = {}) : vfs(memory(files)) {
    project.sources = &sources;
    project.vfs = vfs.get();
    for (const auto& [path, text] : files) {
      auto input = std::make_unique<InputFile>();
      input->path = path;
      size_t slash = path.rfind('/');
      input->directory = slash == std::string::npos ? "" : path.substr(0, slash);
      input->file = sources.add(path, text);
      std::string_view stored = sources.text(input->file);
      if (path.ends_with(".yaml") || path.ends_with(".yml")) input->tree = std::make_unique<Tree>(read_yaml(input->file, stored, findings));
      else if (path.ends_with(".json")) input->tree = std::make_unique<Tree>(read_json(input->file, stored, findings));
      else if (parse_hcl && (path.ends_with(".tf") || path.ends_with(".tofu") || path.ends_with(".tfvars") || path.ends_with(".hcl"))) parse_hcl(input->file, stored, *input, findings);
      project.by_path[path] = input.get();
      project.by_directory[input->directory].push_back(input.get());
      project.files.push_back(std::move(input));
    }
  }
  MemoryProject(const MemoryProject&) = delete;
  MemoryProject& operator=(const MemoryProject&) = delete;

  /// What one frontend makes of the files that it claims: each unit loaded and absorbed in order, not linked, not frozen.
  void load(const Frontend& frontend, Graph& graph) {
    std::vector<const InputFile*> claimed;
    std::vector<Document> documents;
    for (const auto& file : project.files) {
      if (frontend.claims_file && frontend.claims_file(file->path)) {
        claimed.push_back(file.get());
      } else if (file->tree && frontend.claims_document) {
        for (size_t i = 0; i < file->tree->documents.size(); ++i)
          if (TreeRef root = file->tree->document(i); frontend.claims_document(root)) documents.push_back({file.get(), root});
      }
    }
    for (UnitInput& unit : frontend.form_units(project, claimed, documents)) {
      Builder builder;
      frontend.load(project, unit, builder, findings);
      graph.absorb(unit.unit, std::move(builder));
    }
  }

  /// "path:line:column rule message", one line a finding, in the order in which they were found.
  std::string findings_text() const {
    std::string out;
    for (const Finding& f : findings) {
      if (f.at.known()) {
        Position p = sources.position(f.at.file, f.at.begin);
        out += cat(sources.path(f.at.file), ":", p.line, ":", p.column, " ");
      }
      out += cat(f.rule, " ", f.message, "\n");
    }
    return out;
  }

  Sources sources;
  std::unique_ptr<Vfs> vfs;
  Project project;
  Findings findings;
};

}  // namespace plumb::fixtures
