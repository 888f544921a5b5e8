// See place.h.
#include "report/place.h"

#include "base/text.h"

namespace plumb::report {

std::string shown_path(std::string_view path, std::string_view directory) {
  auto from = directory.empty() ? std::vector<std::string_view>{} : split(directory, '/');
  auto to = split(path, '/');
  size_t same = 0;
  while (same < from.size() && same + 1 < to.size() && from[same] == to[same]) ++same;
  if (same == 0 && !from.empty()) return cat("/", path);
  std::vector<std::string> parts(from.size() - same, "..");
  for (size_t i = same; i < to.size(); ++i) parts.emplace_back(to[i]);
  return join(parts, "/");
}

std::string shown_place(const Sources& sources, Span at, std::string_view directory) {
  if (!at.known()) return "";
  return cat(shown_path(sources.path(at.file), directory), ":", sources.position(at.file, at.begin).line);
}

}  // namespace plumb::report
