// The git index and commits, through git's command line: one `ls`, then one `cat-file --batch` for all files that a reader
// may want (by ending); the few others are fetched one by one. Nothing is checked out.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "source/files_in.h"
#include "source/ignore.h"
#include "source/process.h"
#include "source/vfs.h"

namespace plumb {
namespace {

class GitBlobs : public Vfs {
 public:
  std::map<std::string, std::string, std::less<>> blobs;  // path -> object id
  std::map<std::string, std::string, std::less<>> texts;  // path -> bytes, of the likely inputs
  std::string root;

  void fetch_likely_inputs() {
    static constexpr std::string_view kEndings[] = {".yaml", ".yml", ".json", ".tf", ".tofu", ".tfvars", ".hcl", ".template", ".tpl", ".ini"};
    std::vector<std::string_view> paths;
    std::string ids;
    for (const auto& [path, id] : blobs) {
      if (std::none_of(std::begin(kEndings), std::end(kEndings), [&path = path](std::string_view e) { return path.ends_with(e); })) continue;
      paths.push_back(path);
      ids += id + '\n';
    }
    ProcessResult r = run_process({"git", "-C", root, "cat-file", "--batch"}, ids);
    std::string_view rest = r.out;
    for (std::string_view path : paths) {  // "<id> blob <size>\n<bytes>\n" each; "<id> missing\n" otherwise
      std::string_view header = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), header.size() + 1));
      auto words = split(header, ' ');
      size_t size = 0;
      if (words.size() != 3 || std::from_chars(words[2].data(), words[2].data() + words[2].size(), size).ec != std::errc{} || size > rest.size()) continue;
      texts.emplace(path, rest.substr(0, size));
      rest.remove_prefix(std::min(rest.size(), size + 1));
    }
  }

  Listing list(const ListOptions& options) const override {
    Listing out;
    for (const auto& [path, id] : blobs) {
      bool left_out = !is_below(path, options.below);
      for (const std::string& glob : options.exclude) left_out = left_out || glob_match(glob, path) || glob_match(glob, path.substr(path.rfind('/') + 1));
      if (options.ignore_rules)
        for (std::string_view part : split(path, '/')) left_out = left_out || always_left_out(part);
      if (!left_out) out.files.push_back(path);
    }
    return out;
  }

  std::vector<std::string> directory(std::string_view path) const override { return files_in(blobs, path); }
  std::vector<std::string> folders(std::string_view path) const override { return folders_in(blobs, path); }

  std::optional<std::string> read(std::string_view path, std::string* why) const override {
    if (auto text = texts.find(path); text != texts.end()) return text->second;
    auto it = blobs.find(path);
    if (it == blobs.end()) {
      if (why) *why = "not in git";
      return std::nullopt;
    }
    ProcessResult r = run_process({"git", "-C", root, "cat-file", "blob", it->second});
    if (r.status == 0) return std::move(r.out);
    if (why) *why = std::string(trim(r.err));
    return std::nullopt;
  }
};

// Entries end in NUL; the object id is word `id_word` before the tab, the path is behind it.
std::unique_ptr<Vfs> blobs_of(std::string root, const std::vector<std::string>& arguments, size_t id_word, std::string* error) {
  ProcessResult r = run_process(arguments);
  if (r.status != 0) {
    if (error) *error = r.status == 127 ? "git is not installed" : std::string(trim(r.err));
    return nullptr;
  }
  auto out = std::make_unique<GitBlobs>();
  out->root = std::move(root);
  for (std::string_view line : split(r.out, '\0')) {
    size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    auto words = split(line.substr(0, tab), ' ');
    if (words.size() > id_word && (words[0] == "100644" || words[0] == "100755")) out->blobs.emplace(line.substr(tab + 1), words[id_word]);
  }
  out->fetch_likely_inputs();
  return out;
}

}  // namespace

std::unique_ptr<Vfs> git_index(std::string root, std::string* error) { return blobs_of(root, {"git", "-C", root, "ls-files", "--stage", "-z"}, 1, error); }

std::unique_ptr<Vfs> git_tree(std::string root, std::string revision, std::string* error) { return blobs_of(root, {"git", "-C", root, "ls-tree", "-r", "-z", revision}, 2, error); }

}  // namespace plumb
