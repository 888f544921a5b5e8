// The work tree: directory walk with ignore rules, symlinks followed once and never out of the root.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>

#include "base/text.h"
#include "source/ignore.h"
#include "source/vfs.h"

namespace plumb {
namespace {

std::optional<std::string> read_file(const std::string& path, std::string* why) {
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat st {};
  if (fd < 0 || ::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    if (why) *why = fd < 0 ? std::strerror(errno) : "not a regular file";
    if (fd >= 0) ::close(fd);
    return std::nullopt;
  }
  std::string out(static_cast<size_t>(st.st_size), '\0');
  size_t done = 0;
  while (done < out.size()) {
    ssize_t n = ::read(fd, out.data() + done, out.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  ::close(fd);
  out.resize(done);
  return out;
}

std::string real_path(const std::string& path) {
  char* p = ::realpath(path.c_str(), nullptr);
  std::string out = p ? p : "";
  std::free(p);
  return out;
}

bool inside(std::string_view path, std::string_view root) { return path == root || (path.starts_with(root) && (root == "/" || path[root.size()] == '/')); }

class Walk {
 public:
  Walk(std::string root, const ListOptions& options) : root_(std::move(root)), real_root_(real_path(root_)), options_(options) {}

  Listing run() {
    seen_.insert(real_root_);
    directory(options_.below);
    std::sort(out_.files.begin(), out_.files.end());
    std::sort(out_.skipped.begin(), out_.skipped.end(), [](const Skipped& a, const Skipped& b) { return a.path < b.path; });
    return std::move(out_);
  }

 private:
  void skip(std::string path, std::string why) { out_.skipped.push_back({std::move(path), std::move(why)}); }

  void directory(const std::string& relative) {
    std::string full = relative.empty() ? root_ : root_ + "/" + relative;
    DIR* dir = ::opendir(full.c_str());
    if (!dir) return skip(relative.empty() ? "." : relative, cat("cannot be listed: ", std::strerror(errno)));
    std::vector<std::pair<std::string, unsigned char>> entries;
    while (const dirent* e = ::readdir(dir)) {
      std::string_view name = e->d_name;
      if (name != "." && name != "..") entries.emplace_back(name, e->d_type);
    }
    ::closedir(dir);
    std::sort(entries.begin(), entries.end());
    if (options_.ignore_rules && std::binary_search(entries.begin(), entries.end(), std::pair<std::string, unsigned char>(".gitignore", DT_REG)))
      if (auto text = read_file(full + "/.gitignore", nullptr)) rules_.add(relative, *text);
    for (auto& [name, type] : entries) entry(relative.empty() ? name : relative + "/" + name, name, type);
  }

  void entry(const std::string& path, const std::string& name, unsigned char type) {
    std::string full = root_ + "/" + path;
    bool link = type == DT_LNK;
    if (link || type == DT_UNKNOWN) {
      struct stat st {};
      if (::stat(full.c_str(), &st) != 0) return skip(path, "a symbolic link to nothing");
      type = S_ISDIR(st.st_mode) ? DT_DIR : S_ISREG(st.st_mode) ? DT_REG : DT_UNKNOWN;
      if (link && !inside(real_path(full), real_root_)) return skip(path, "a symbolic link out of the project");
    }
    bool is_directory = type == DT_DIR;
    if (!is_directory && type != DT_REG) return;
    for (const std::string& glob : options_.exclude)
      if (glob_match(glob, path) || glob_match(glob, name)) return skip(path, "excluded");
    if (options_.ignore_rules) {
      if (is_directory && always_left_out(name)) return skip(path, "left out by default");
      if (rules_.ignored(path, is_directory)) return skip(path, "named by .gitignore");
    }
    if (!is_directory) {
      out_.files.push_back(path);
    } else if (!link || seen_.insert(real_path(full)).second) {
      directory(path);
    }
  }

  std::string root_, real_root_;
  const ListOptions& options_;
  IgnoreRules rules_;
  std::set<std::string> seen_;  // real paths of followed directory links and the root
  Listing out_;
};

class Disk : public Vfs {
 public:
  explicit Disk(std::string root) : root_(std::move(root)) {}
  Listing list(const ListOptions& options) const override { return Walk(root_, options).run(); }
  std::vector<std::string> directory(std::string_view path) const override {
    std::vector<std::string> out = names(path, false);
    for (std::string& name : out)
      if (!path.empty()) name = cat(path, "/", name);
    return out;
  }
  std::vector<std::string> folders(std::string_view path) const override { return names(path, true); }
  std::optional<std::string> read(std::string_view path, std::string* why) const override { return read_file(cat(root_, "/", path), why); }

 private:
  /// What lies directly in a directory inside of the root: its directories or its files, sorted.
  std::vector<std::string> names(std::string_view path, bool directories) const {
    std::string full = path.empty() ? root_ : cat(root_, "/", path);
    std::vector<std::string> out;
    DIR* dir = inside(real_path(full), real_path(root_)) ? ::opendir(full.c_str()) : nullptr;
    while (const dirent* e = dir ? ::readdir(dir) : nullptr) {
      std::string_view name = e->d_name;
      struct stat st {};
      if (name == "." || name == ".." || ::fstatat(::dirfd(dir), e->d_name, &st, 0) != 0) continue;
      if (directories ? S_ISDIR(st.st_mode) : S_ISREG(st.st_mode)) out.emplace_back(name);
    }
    if (dir) ::closedir(dir);
    std::sort(out.begin(), out.end());
    return out;
  }

  std::string root_;
};

}  // namespace

std::unique_ptr<Vfs> disk(std::string root) { return std::make_unique<Disk>(std::move(root)); }

}  // namespace plumb
