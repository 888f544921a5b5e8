// Framing and file URIs of the protocol; see server.h.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "lsp/server.h"

#include "base/uri.h"

namespace plumb::lsp {

bool take_message(std::string& buffer, Json& message) {
  size_t end = buffer.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  size_t length = 0;
  for (std::string_view line : split(std::string_view(buffer).substr(0, end), '\n')) {
    line = trim(line);
    size_t colon = line.find(':');
    if (colon == std::string_view::npos || to_lower(line.substr(0, colon)) != "content-length") continue;
    std::string_view digits = trim(line.substr(colon + 1));
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
  }
  if (buffer.size() - end - 4 < length) return false;
  message = Json::parse(buffer.begin() + static_cast<ptrdiff_t>(end) + 4, buffer.begin() + static_cast<ptrdiff_t>(end + 4 + length), nullptr, false);
  buffer.erase(0, end + 4 + length);
  return true;
}

std::string frame(const Json& message) {
  std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  return cat("Content-Length: ", body.size(), "\r\n\r\n", body);
}

static int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

std::string path_of_uri(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return "";
  uri.remove_prefix(kScheme.size());
  uri.remove_prefix(std::min(uri.find('/'), uri.size()));  // an authority, if any
  std::string out;
  for (size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size() && hex_digit(uri[i + 1]) >= 0 && hex_digit(uri[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(uri[i + 1]) * 16 + hex_digit(uri[i + 2]));
      i += 2;
    } else {
      out += uri[i];
    }
  }
  return out;
}

std::string uri_of_path(std::string_view path) { return "file://" + percent_encoded_path(path); }

}  // namespace plumb::lsp
