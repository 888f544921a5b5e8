// Files held in memory, and buffers laid over another Vfs.
#include <algorithm>

#include "base/text.h"
#include "source/files_in.h"
#include "source/vfs.h"

namespace plumb {
namespace {

class Memory : public Vfs {
 public:
  explicit Memory(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  Listing list(const ListOptions& options) const override {
    Listing out;
    for (const auto& [path, text] : files_) {
      bool excluded = std::any_of(options.exclude.begin(), options.exclude.end(), [&, name = std::string_view(path)](const std::string& glob) { return glob_match(glob, name); });
      excluded = excluded || !is_below(path, options.below);
      if (!excluded) out.files.push_back(path);
    }
    return out;
  }

  std::vector<std::string> directory(std::string_view path) const override { return files_in(files_, path); }
  std::vector<std::string> folders(std::string_view path) const override { return folders_in(files_, path); }

  std::optional<std::string> read(std::string_view path, std::string* why) const override {
    auto it = files_.find(std::string(path));
    if (it != files_.end()) return it->second;
    if (why) *why = "no such file";
    return std::nullopt;
  }

 private:
  std::map<std::string, std::string> files_;
};

class Overlay : public Vfs {
 public:
  Overlay(std::shared_ptr<const Vfs> base, std::map<std::string, std::string> buffers) : base_(std::move(base)), buffers_(std::move(buffers)) {}

  Listing list(const ListOptions& options) const override {
    Listing out = base_->list(options);
    for (const auto& [path, text] : buffers_) {
      if (!is_below(path, options.below)) continue;
      auto at = std::lower_bound(out.files.begin(), out.files.end(), path);
      if (at == out.files.end() || *at != path) out.files.insert(at, path);
    }
    return out;
  }

  std::vector<std::string> directory(std::string_view path) const override {
    return both(base_->directory(path), files_in(buffers_, path));
  }

  std::vector<std::string> folders(std::string_view path) const override { return both(base_->folders(path), folders_in(buffers_, path)); }

  std::optional<std::string> read(std::string_view path, std::string* why) const override {
    auto it = buffers_.find(std::string(path));
    return it != buffers_.end() ? it->second : base_->read(path, why);
  }

  bool is_edited(std::string_view path) const override {
    auto it = buffers_.find(std::string(path));
    std::string why;
    return it != buffers_.end() && base_->read(path, &why) != it->second;
  }

 private:
  static std::vector<std::string> both(std::vector<std::string> out, const std::vector<std::string>& own) {
    out.insert(out.end(), own.begin(), own.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  std::shared_ptr<const Vfs> base_;
  std::map<std::string, std::string> buffers_;
};

class WithFolder : public Vfs {
 public:
  WithFolder(std::shared_ptr<const Vfs> base, std::string at, std::shared_ptr<const Vfs> folder) : base_(std::move(base)), at_(std::move(at)), folder_(std::move(folder)) {}

  Listing list(const ListOptions& options) const override { return base_->list(options); }
  std::vector<std::string> directory(std::string_view path) const override {
    auto below = inside(path);
    if (!below) return base_->directory(path);
    std::vector<std::string> out = folder_->directory(*below);
    for (std::string& file : out) file = cat(at_, "/", file);
    return out;
  }
  std::vector<std::string> folders(std::string_view path) const override {
    auto below = inside(path);
    return below ? folder_->folders(*below) : base_->folders(path);
  }
  std::optional<std::string> read(std::string_view path, std::string* why) const override {
    auto below = inside(path);
    return below ? folder_->read(*below, why) : base_->read(path, why);
  }
  bool is_edited(std::string_view path) const override { return !inside(path) && base_->is_edited(path); }

 private:
  std::optional<std::string_view> inside(std::string_view path) const {
    if (path == at_) return std::string_view{};
    return is_below(path, at_) ? std::optional(path.substr(at_.size() + 1)) : std::nullopt;
  }

  std::shared_ptr<const Vfs> base_;
  std::string at_;
  std::shared_ptr<const Vfs> folder_;
};

}  // namespace

std::unique_ptr<Vfs> memory(std::map<std::string, std::string> files) { return std::make_unique<Memory>(std::move(files)); }

std::unique_ptr<Vfs> with_folder(std::shared_ptr<const Vfs> base, std::string at, std::shared_ptr<const Vfs> folder) {
  return std::make_unique<WithFolder>(std::move(base), std::move(at), std::move(folder));
}

std::unique_ptr<Vfs> overlay(std::shared_ptr<const Vfs> base, std::map<std::string, std::string> buffers) { return std::make_unique<Overlay>(std::move(base), std::move(buffers)); }

}  // namespace plumb
