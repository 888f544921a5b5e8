// URIs of files, as reports and editors exchange them.
#pragma once
#include <string>
#include <string_view>

namespace plumb {

/// `path` as the path of a URI: everything but letters, digits and -._~/ percent-encoded byte by byte (RFC 3986).
inline std::string percent_encoded_path(std::string_view path) {
  std::string out;
  for (char ch : path) {
    auto c = static_cast<unsigned char>(ch);
    bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter_or_digit || std::string_view("-._~/").find(ch) != std::string_view::npos) {
      out += ch;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[c >> 4];
      out += "0123456789ABCDEF"[c & 15];
    }
  }
  return out;
}

}  // namespace plumb
