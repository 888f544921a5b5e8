// Named string formats of Kubernetes (format.dns1123Label() and the like).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::expr {

struct NamedFormat {
  std::string_view name;
  /// What is wrong with the text, in words; empty when it fits.
  std::vector<std::string> (*validate)(std::string_view text);
};
/// Null when there is none of that name.
const NamedFormat* find_format(std::string_view name);

}  // namespace plumb::expr
