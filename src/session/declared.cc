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
  std::vector<std::string> paths = discover(s, list);
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

}  // namespace plumb
