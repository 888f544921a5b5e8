// See ignore.h. Pattern syntax: gitignore(5).
#include "source/ignore.h"

#include "base/text.h"

namespace plumb {

void IgnoreRules::add(std::string_view directory, std::string_view text) {
  for (std::string_view line : split(text, '\n')) {
    while (line.ends_with('\r') || (line.ends_with(' ') && !line.ends_with("\\ "))) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    Pattern p;
    p.base = directory;
    if (line[0] == '!') {
      p.negated = true;
      line.remove_prefix(1);
    }
    if (line.starts_with("\\")) line.remove_prefix(1);
    if (line.ends_with('/')) {
      p.directories_only = true;
      line.remove_suffix(1);
    }
    p.anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;
    p.glob = line;
    patterns_.push_back(std::move(p));
  }
}

bool IgnoreRules::ignored(std::string_view path, bool is_directory) const {
  for (size_t i = patterns_.size(); i-- > 0;) {
    const Pattern& p = patterns_[i];
    if (p.directories_only && !is_directory) continue;
    std::string_view below = path;
    if (!p.base.empty()) {
      if (!path.starts_with(p.base) || path.size() <= p.base.size() || path[p.base.size()] != '/') continue;
      below = path.substr(p.base.size() + 1);
    }
    std::string_view name = below.substr(below.rfind('/') + 1);
    if (glob_match(p.glob, p.anchored ? below : name)) return !p.negated;
  }
  return false;
}

bool always_left_out(std::string_view name) { return name == ".git" || name == ".terraform" || name == ".terragrunt-cache" || name == ".terragrunt-stack" || name == "node_modules" || name == "vendor"; }

}  // namespace plumb
