// Paths of the project as text: relative to its root, '/' between parts, "" for the root itself.
// Why one place: every frontend, the links and the session walk folders, and must mean the same by "above" and "in".
#pragma once
#include <string>
#include <string_view>

namespace plumb {

/// The folder that holds the path: "a/b" of "a/b/c"; "" of what lies in the root, and of the root.
inline std::string_view folder_of(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// The last part of the path.
inline std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Goes to the folder above; false, and nothing is changed, at the root.
inline bool go_up(std::string_view& folder) {
  if (folder.empty()) return false;
  folder = folder_of(folder);
  return true;
}

/// The path of what lies under this name in the folder.
inline std::string path_in(std::string_view folder, std::string_view name) {
  std::string out(folder);
  if (!folder.empty()) out += '/';
  return out += name;
}

/// Whether the path lies somewhere below the folder; the root holds everything.
inline bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

/// Whether the path is the folder, or lies below it.
inline bool is_within(std::string_view path, std::string_view folder) { return path == folder || is_below(path, folder); }

}  // namespace plumb
