// Which paths lie in a directory: for every Vfs that knows its files by path.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/folders.h"

namespace plumb {

/// The paths directly in the directory, of a map by path.
template <class Map>
std::vector<std::string> files_in(const Map& by_path, std::string_view directory) {
  std::string prefix = directory.empty() ? std::string() : std::string(directory) + "/";
  std::vector<std::string> out;
  for (auto it = by_path.lower_bound(prefix); it != by_path.end() && std::string_view(it->first).starts_with(prefix); ++it)
    if (it->first.find('/', prefix.size()) == std::string::npos) out.push_back(it->first);
  return out;
}

/// The names of the directories directly in the directory, of a map by path.
template <class Map>
std::vector<std::string> folders_in(const Map& by_path, std::string_view directory) {
  std::string prefix = directory.empty() ? std::string() : std::string(directory) + "/";
  std::vector<std::string> out;
  for (auto it = by_path.lower_bound(prefix); it != by_path.end() && std::string_view(it->first).starts_with(prefix);) {
    size_t slash = it->first.find('/', prefix.size());
    if (slash == std::string::npos) {
      ++it;
      continue;
    }
    out.push_back(it->first.substr(prefix.size(), slash - prefix.size()));
    it = by_path.lower_bound(it->first.substr(0, slash) + "0");  // '0' follows '/'
  }
  return out;
}

}  // namespace plumb
