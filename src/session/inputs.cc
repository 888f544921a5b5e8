// See inputs.h.
#include "session/inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/folders.h"
#include "base/parallel.h"
#include "base/text.h"
#include "source/files_in.h"
#include "syntax/hcl/tree_sitter/tree_sitter.h"
#include "syntax/read.h"

namespace plumb {
namespace {

enum class Syntax : uint8_t { none, yaml, json, hcl };

Syntax syntax_of(std::string_view path) {
  for (std::string_view e : {".yaml", ".yml"})
    if (path.ends_with(e)) return Syntax::yaml;
  if (path.ends_with(".json") || path.ends_with(".tfstate")) return Syntax::json;
  for (std::string_view e : {".tf", ".tofu", ".tfvars", ".hcl"})
    if (path.ends_with(e)) return Syntax::hcl;
  return Syntax::none;
}

// Whether a text that no frontend could claim was nevertheless meant as a cluster definition: then its faults must be told.
bool shows_signs_of_a_definition(std::string_view text) {
  auto has = [text](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return (has("apiVersion") && has("kind")) || has("AWSTemplateFormatVersion");
}

// Bytes that are no text: encrypted by git-crypt (its mark is at the start), or with a NUL near the start, as git decides it.
bool is_encrypted(std::string_view text) { return text.starts_with(std::string_view("\0GITCRYPT", 9)); }
bool is_binary(std::string_view text) { return text.substr(0, 8000).find('\0') != std::string_view::npos; }

Finding binary_finding(FileId file, std::string_view path, std::string_view text) {
  if (is_encrypted(text)) return make_finding("file-unreadable", Severity::info, {file, 0, 0}, cat("'", path, "' is encrypted by git-crypt: nothing in it was checked"), "Run plumb where the repository is unlocked, or exclude the file.");
  Finding f = make_finding("file-unreadable", Severity::error, {file, 0, 0}, cat("'", path, "' is no text"), "Exclude the file, or save it as text.");
  f.unchecked = true;
  return f;
}

// Templates of Helm charts: text until Helm renders them. What readers say of each is left out, and each chart says once that it is so;
// frontends still see the files, for what can be told from them (which kinds of objects there may be more of).
class ChartTemplates {
 public:
  explicit ChartTemplates(const Project& project) {
    for (const auto& file : project.files)
      if (file->path == "Chart.yaml" || file->path.ends_with("/Chart.yaml")) charts_[file->directory] = {file.get(), 0};
  }

  /// Whether the file is such a template; it is counted then.
  bool take(const InputFile& file) {
    if (charts_.empty() || !file.tree || file.tree->text.find("{{") == std::string_view::npos) return false;
    for (std::string_view directory = file.directory; !directory.empty(); directory = folder_of(directory)) {
      if (directory != "templates" && !directory.ends_with("/templates")) continue;
      auto it = charts_.find(std::string(folder_of(directory)));
      if (it == charts_.end()) continue;
      ++it->second.templates;
      return true;
    }
    return false;
  }

  void report(Findings& findings) const {
    for (const auto& [directory, chart] : charts_) {
      if (chart.templates == 0) continue;
      Span span{chart.file->file, 0, 0};
      if (chart.file->tree && !chart.file->tree->documents.empty()) span = chart.file->tree->document(0)["name"].span();
      findings.push_back(make_finding("template-not-rendered", Severity::info, span,
                                      chart.templates == 1 ? std::string("a template of this Helm chart is not rendered: nothing in it was checked")
                                                           : cat(chart.templates, " templates of this Helm chart are not rendered: nothing in them was checked"),
                                      "Render the chart (helm template) and check the result."));
    }
  }

 private:
  struct Chart {
    const InputFile* file = nullptr;
    size_t templates = 0;
  };
  std::map<std::string, Chart> charts_;  // by directory
};

// A JSON text as a tree; as an outline where a frontend that wants one claims it. What is wrong in it that frontend finds itself.
Tree json_tree(FileId file, std::string_view text, Findings& findings) {
  for (const Frontend& f : frontends()) {
    if (!f.reads_outline || !f.reads_outline(text)) continue;
    Findings ignored;
    Tree outline = outline_json(file, text, {file, 0, static_cast<uint32_t>(text.size())}, ignored);
    if (!outline.documents.empty() && f.claims_document(outline.document(0))) return outline;
  }
  return read_json(file, text, findings);
}

// Files of directories that discovery leaves out but what it found needs: installed modules, and only those that are named; and `besides`.
void add_needed(const Snapshot& s, std::vector<std::string>& paths, const std::vector<std::string>& besides) {
  std::set<std::pair<const Frontend*, std::string>> askers;
  for (const std::string& path : paths)
    for (const Frontend& f : frontends())
      if (f.needs && f.claims_file && f.claims_file(path)) askers.emplace(&f, folder_of(path));
  size_t listed = paths.size();
  for (const auto& [frontend, directory] : askers)
    for (const std::string& needed : frontend->needs(s.project, directory)) add_directory(*s.vfs, *frontend, needed, paths);
  if (paths.size() == listed && besides.empty()) return;
  paths.insert(paths.end(), besides.begin(), besides.end());
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

}  // namespace

void add_directory(const Vfs& vfs, const Frontend& frontend, std::string_view directory, std::vector<std::string>& paths) {
  for (std::string& path : vfs.directory(directory))
    if (syntax_of(path) != Syntax::none && frontend.claims_file(path)) paths.push_back(std::move(path));
}

/// *.hcl (and *.hcl.json) are many programs' files: they are looked at where Terragrunt's own are among them, and a frontend takes them by their names.
static void leave_out_other_hcl(std::vector<std::string>& paths) {
  auto own = [](std::string_view p) { return p.ends_with("terragrunt.hcl") || p.ends_with("terragrunt.stack.hcl") || p.ends_with("terragrunt.hcl.json"); };
  bool terragrunt = std::any_of(paths.begin(), paths.end(), own);
  std::erase_if(paths, [&](const std::string& path) {
    if (!path.ends_with(".hcl") && !path.ends_with(".hcl.json")) return false;
    std::span<const Frontend> all = frontends();
    return !terragrunt || std::none_of(all.begin(), all.end(), [&](const Frontend& f) { return f.claims_file && f.claims_file(path); });
  });
}

std::vector<std::string> outside_files(const Options& options) {
  std::vector<std::string> out;
  auto add = [&](const std::vector<std::string>& files) { std::copy_if(files.begin(), files.end(), std::back_inserter(out), [](const std::string& f) { return f.starts_with("../"); }); };
  add(options.load.var_files);
  for (const Environment& e : options.environments) add(e.var_files);
  return out;
}

std::vector<std::string> discover(Snapshot& s, const ListOptions& options, const std::vector<std::string>& besides) {
  // What a configuration names as a place of modules is no design of its own: of it is read what some call needs.
  ListOptions listed = options;
  std::vector<std::string> modules = s.project.options.module_mirrors;
  for (const ModuleModel& m : s.project.options.module_models) modules.push_back(m.folder);
  listed.exclude.insert(listed.exclude.end(), modules.begin(), modules.end());
  Listing listing = s.vfs->list(listed);
  std::erase_if(listing.files, [&](const std::string& path) { return std::any_of(modules.begin(), modules.end(), [&](const std::string& m) { return is_below(path, m); }); });
  s.files_seen = listing.files.size();
  s.skipped = std::move(listing.skipped);
  std::erase_if(listing.files, [](const std::string& path) { return syntax_of(path) == Syntax::none; });
  leave_out_other_hcl(listing.files);
  s.project.vfs = s.vfs.get();
  add_needed(s, listing.files, besides);
  return std::move(listing.files);
}

std::vector<FileId> read_files(Snapshot& s, const std::vector<std::string>& paths, unsigned jobs) {
  std::vector<std::optional<std::string>> bytes(paths.size());
  std::vector<std::string> why(paths.size());
  parallel_for(paths.size(), jobs, [&](size_t i) { bytes[i] = s.vfs->read(paths[i], &why[i]); });
  std::vector<FileId> files(paths.size());
  for (size_t i = 0; i < paths.size(); ++i) {
    bool readable = bytes[i].has_value();
    files[i] = s.sources.add(paths[i], readable ? std::move(*bytes[i]) : std::string());
    if (readable) continue;
    Finding f = make_finding("file-unreadable", Severity::error, {files[i], 0, 0}, cat("'", paths[i], "' could not be read: ", why[i]), "Make the file readable, or leave it out with --exclude or 'exclude' in .plumb.yaml.");
    f.unchecked = true;
    s.findings.push_back(std::move(f));
  }
  return files;
}

std::vector<Findings> parse_files(Snapshot& s, const std::vector<std::string>& paths, const std::vector<FileId>& files, unsigned jobs) {
  std::vector<Findings> findings(paths.size());
  s.project.sources = &s.sources;
  s.project.vfs = s.vfs.get();
  size_t before = s.project.files.size();
  s.project.files.resize(before + paths.size());
  parallel_for(paths.size(), jobs, [&](size_t i) {
    auto file = std::make_unique<InputFile>();
    file->file = files[i];
    file->path = paths[i];
    file->directory = folder_of(paths[i]);
    std::string_view text = s.sources.text(files[i]);
    Syntax syntax = syntax_of(paths[i]);
    bool binary = is_binary(text);
    if (binary) {
      if (syntax == Syntax::hcl) findings[i].push_back(binary_finding(files[i], paths[i], text));
      text = {};  // an empty tree, so that frontends need not know
    }
    auto own = [](std::unique_ptr<hcl::File> f) { return std::unique_ptr<const hcl::File, void (*)(const hcl::File*)>(f.release(), [](const hcl::File* p) { delete p; }); };
    switch (syntax) {
      case Syntax::yaml: file->tree = std::make_unique<Tree>(read_yaml(files[i], text, findings[i])); break;
      case Syntax::json:
        file->tree = std::make_unique<Tree>(json_tree(files[i], text, findings[i]));
        if (paths[i].ends_with(".tf.json") || paths[i].ends_with(".tofu.json")) file->hcl = own(hcl::read_json_configuration(*file->tree, findings[i]));
        if (paths[i].ends_with(".hcl.json")) file->hcl = own(hcl::read_json_configuration(*file->tree, findings[i], hcl::Dialect::terragrunt));
        break;
      case Syntax::hcl: {
        auto read = (s.vfs->is_edited(paths[i]) ? hcl::read_hcl_edited : hcl::read_hcl)(files[i], text, findings[i]);
        read->broken = read->broken || binary;
        file->hcl = own(std::move(read));
        break;
      }
      case Syntax::none: break;
    }
    s.project.files[before + i] = std::move(file);
  });
  for (size_t i = before; i < s.project.files.size(); ++i) {
    const auto& file = s.project.files[i];
    s.project.by_path[file->path] = file.get();
    s.project.by_directory[file->directory].push_back(file.get());
  }
  return findings;
}

void read_needed(Snapshot& s, std::vector<Findings>& findings, unsigned jobs) {
  const LoadOptions& options = s.project.options;
  if (options.module_mirrors.empty() && options.module_models.empty()) return;
  std::set<std::string, std::less<>> known, open;
  for (const auto& [directory, files] : s.project.by_directory) open.insert(directory);
  while (!open.empty()) {
    known.insert(open.begin(), open.end());
    std::set<std::string, std::less<>> next;
    std::vector<std::string> paths;
    for (const Frontend& f : frontends())
      for (const std::string& directory : f.needs ? open : std::set<std::string, std::less<>>{})
        for (std::string& needed : f.needs(s.project, directory))
          if (!known.contains(needed) && next.insert(needed).second) add_directory(*s.vfs, f, needed, paths);
    std::sort(paths.begin(), paths.end());
    std::vector<Findings> more = parse_files(s, paths, read_files(s, paths, jobs), jobs);
    std::move(more.begin(), more.end(), std::back_inserter(findings));
    open = std::move(next);
  }
}

std::shared_ptr<const Vfs> with_outside(std::shared_ptr<const Vfs> vfs, const Options& options) {
  for (const auto& [path, folder] : options.outside) vfs = with_folder(std::move(vfs), path, disk(folder));
  return vfs;
}

Claimed claim(Snapshot& s, std::vector<Findings> parse_findings) {
  std::span<const Frontend> all = frontends();
  Claimed claimed;
  claimed.files.resize(all.size());
  claimed.documents.resize(all.size());
  std::vector<std::vector<const InputFile*>>& files = claimed.files;
  std::vector<std::vector<Document>>& documents = claimed.documents;
  ChartTemplates templates(s.project);
  for (size_t i = 0; i < s.project.files.size(); ++i) {
    const InputFile& file = *s.project.files[i];
    std::vector<std::string_view> taken_for;
    const bool is_template = templates.take(file);
    if (is_template) parse_findings[i].clear();
    auto by_name = std::find_if(all.begin(), all.end(), [&](const Frontend& f) { return f.claims_file && f.claims_file(file.path); });
    if (by_name != all.end()) {
      files[static_cast<size_t>(by_name - all.begin())].push_back(&file);
      taken_for.push_back(by_name->name);
      s.uses.push_back({file.path, by_name->name, "by its name"});
    } else if (file.tree) {
      for (uint32_t root : file.tree->documents) {
        TreeRef ref(file.tree.get(), root);
        auto by_content = std::find_if(all.begin(), all.end(), [&](const Frontend& f) { return f.claims_document && f.claims_document(ref); });
        if (by_content == all.end()) continue;
        documents[static_cast<size_t>(by_content - all.begin())].push_back({&file, ref});
        if (std::find(taken_for.begin(), taken_for.end(), by_content->name) == taken_for.end()) {
          taken_for.push_back(by_content->name);
          s.uses.push_back({file.path, by_content->name, cat("by the content of its document at line ", s.sources.position(file.file, ref.span().begin).line)});
        }
      }
    }
    if (!taken_for.empty()) ++s.files_read;
    bool meant = !taken_for.empty() || file.hcl || (!parse_findings[i].empty() && shows_signs_of_a_definition(s.sources.text(file.file)));
    if (meant) std::move(parse_findings[i].begin(), parse_findings[i].end(), std::back_inserter(s.findings));
    if (taken_for.empty()) s.skipped.push_back({file.path, is_template ? "template of a Helm chart, which is not rendered" : meant ? "could not be understood, see its findings" : "not a cluster definition"});
  }
  std::sort(s.skipped.begin(), s.skipped.end(), [](const Skipped& a, const Skipped& b) { return a.path < b.path; });
  templates.report(s.findings);
  return claimed;
}

Units form_units(const Project& project, const Claimed& claimed) {
  std::span<const Frontend> all = frontends();
  Units units;
  for (size_t f = 0; f < all.size(); ++f) {
    if (claimed.files[f].empty() && claimed.documents[f].empty()) continue;
    for (UnitInput& unit : all[f].form_units(project, claimed.files[f], claimed.documents[f])) units.emplace_back(&all[f], std::move(unit));
  }
  return units;
}

}  // namespace plumb
