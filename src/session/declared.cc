// See declared.h.
#include "session/declared.h"

#include <algorithm>
#include <set>

#include "session/inputs.h"

namespace plumb {
namespace {

const Frontend* root_frontend(const Vfs& vfs, std::string_view directory, std::vector<std::string>& paths) {
  for (const Frontend& f : frontends()) {
    if (!f.needs) continue;
    add_directory(vfs, f, directory, paths);
    if (!paths.empty()) return &f;
  }
  return nullptr;
}

/// The other root modules of the project around the directory: what flows from them. What is wrong with their files is for `plumb check`.
void read_neighbours(Snapshot& s, RootInput& out, std::string_view directory, const Options& options) {
  ListOptions list = options.list;
  list.below = *options.project;
  std::vector<std::string> paths;
  for (std::string& path : s.vfs->list(list).files)
    if (out.frontend->claims_file(path) && !s.project.by_path.contains(path)) paths.push_back(std::move(path));
  Findings before = std::move(s.findings);
  parse_files(s, paths, read_files(s, paths, options.jobs), options.jobs);
  s.findings = std::move(before);
  std::vector<const InputFile*> files;
  for (const auto& [path, file] : s.project.by_path)
    if (out.frontend->claims_file(path)) files.push_back(file);
  for (UnitInput& unit : out.frontend->form_units(s.project, files, {})) {
    if (unit.unit.directory == directory) out.unit = std::move(unit);
  }
}

/// Documents in the root's directory that belong to it: plans. What else lies there is no part of the root.
void add_documents(Snapshot& s, RootInput& out, std::string_view directory, const Options& options) {
  if (!out.frontend->reads_outline || !out.frontend->claims_document) return;
  Findings own = std::move(s.findings);  // what is wrong with files that are no part of it is for `plumb check`
  std::vector<std::string> paths;
  std::vector<FileId> files;
  for (std::string& path : s.vfs->directory(directory)) {
    if (!(path.ends_with(".json") || path.ends_with(".tfstate")) || s.project.by_path.contains(path)) continue;
    FileId file = read_files(s, {path}, 1).front();
    if (!out.frontend->reads_outline(s.sources.text(file))) continue;
    files.push_back(file);
    paths.push_back(std::move(path));
  }
  const size_t before = s.project.files.size();
  parse_files(s, paths, files, options.jobs);
  s.findings = std::move(own);
  std::vector<Document> documents;
  std::vector<const InputFile*> configuration;
  for (size_t i = 0; i < s.project.files.size(); ++i) {
    const InputFile& f = *s.project.files[i];
    if (i < before) configuration.push_back(&f);
    else if (f.tree && !f.tree->documents.empty() && out.frontend->claims_document(f.tree->document(0))) documents.push_back({&f, f.tree->document(0)});
  }
  if (documents.empty()) return;
  for (UnitInput& unit : out.frontend->form_units(s.project, configuration, documents))
    if (unit.unit.directory == directory && !unit.files.empty() && out.unit.documents.empty()) out.unit.documents = std::move(unit.documents);
}

DeclaredInput declared_in(std::shared_ptr<Snapshot> snapshot, const std::vector<std::string>& paths, const Options& options) {
  Snapshot& s = *snapshot;
  auto findings = parse_files(s, paths, read_files(s, paths, options.jobs), options.jobs);
  DeclaredInput out{snapshot, {}, {}};
  Claimed claimed = claim(s, std::move(findings));
  for (const auto& [frontend, unit] : form_units(s.project, claimed)) {
    if (frontend->needs && unit.documents.empty()) {
      out.roots.push_back(unit.unit.directory);
    } else if (frontend->declare) {
      Declarations more = frontend->declare(s.project, unit, s.findings);
      std::move(more.begin(), more.end(), std::back_inserter(out.declarations));
    }
  }
  rules::sort_findings(s.findings);
  return out;
}

}  // namespace

RootInput read_root(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options) {
  auto snapshot = std::make_shared<Snapshot>();
  Snapshot& s = *snapshot;
  s.vfs = std::move(vfs);
  s.project.options = options.load;
  RootInput out{snapshot, nullptr, {}};
  std::vector<std::string> paths;
  out.frontend = root_frontend(*s.vfs, directory, paths);
  std::set<std::string, std::less<>> known = {std::string(directory)};
  std::vector<std::string> open = {std::string(directory)};
  for (const std::string& path : options.load.var_files) paths.push_back(path);
  while (out.frontend && !open.empty()) {
    std::vector<Findings> findings = parse_files(s, paths, read_files(s, paths, options.jobs), options.jobs);
    for (Findings& f : findings) std::move(f.begin(), f.end(), std::back_inserter(s.findings));
    paths.clear();
    std::vector<std::string> next;
    for (const std::string& at : open)
      for (std::string& needed : out.frontend->needs(s.project, at))
        if (known.insert(needed).second) {
          add_directory(*s.vfs, *out.frontend, needed, paths);
          next.push_back(std::move(needed));
        }
    open = std::move(next);
  }
  size_t own = s.project.files.size();
  if (out.frontend && options.project) read_neighbours(s, out, directory, options);
  out.unit.unit.frontend = out.frontend ? out.frontend->name : "";
  out.unit.unit.directory = directory;
  if (out.unit.files.empty())
    for (const auto& f : s.project.files) out.unit.files.push_back(f.get());
  s.files_read = s.files_seen = own;
  return out;
}

DeclaredInput declared(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options) {
  RootInput root = read_root(vfs, directory, options);
  if (root.frontend) {
    auto snapshot = std::const_pointer_cast<Snapshot>(root.snapshot);
    add_documents(*snapshot, root, directory, options);
    DeclaredInput out{snapshot, {}, {}};
    out.declarations = root.frontend->declare(snapshot->project, root.unit, snapshot->findings);
    rules::sort_findings(snapshot->findings);
    return out;
  }
  auto snapshot = std::make_shared<Snapshot>();
  Snapshot& s = *snapshot;
  s.vfs = std::move(vfs);
  s.project.options = options.load;
  ListOptions list = options.list;
  list.below = directory;
  return declared_in(snapshot, discover(s, list), options);
}

DeclaredInput declared_in_file(std::shared_ptr<const Vfs> vfs, const std::string& path, const Options& options) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->vfs = std::move(vfs);
  snapshot->project.options = options.load;
  snapshot->files_seen = 1;
  return declared_in(snapshot, {path}, options);
}

}  // namespace plumb
