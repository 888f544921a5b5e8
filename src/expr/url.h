// URLs as Go's net/url reads them, for Kubernetes' url(): parts, escapes, query.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb::expr {

struct UrlParts {
  std::string text, scheme, host, path, escaped_path, query;  // path: decoded; query: as written
};
/// Nothing with the problem in words when `text` is no absolute URL or path.
std::optional<UrlParts> parse_url(std::string_view text, std::string* problem);
/// Host without port and brackets; the port's digits.
std::string_view host_name(std::string_view host);
std::string_view host_port(std::string_view host);
/// Decoded pairs in order; pairs that cannot be decoded are left out.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace plumb::expr
