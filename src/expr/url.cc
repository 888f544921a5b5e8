// See url.h; also the functions url(), isURL() and the members of a URL.
#include "expr/url.h"

#include "base/ip.h"
#include "base/text.h"
#include "expr/emit.h"
#include "expr/extended.h"
#include "expr/functions.h"

namespace plumb::expr {
namespace {

enum class Where : uint8_t { path,
                             host,
                             query,
                             user,
                             fragment };

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_value(char c) { return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                   : c >= 'A' && c <= 'F'   ? c - 'A' + 10
                                                                            : -1; }
bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool unreserved(char c) { return is_letter(c) || is_digit(c) || one_of(c, "-_.~"); }

// Decodes % escapes; false when one is wrong, or a character may not stand there.
bool decode(std::string_view s, Where where, std::string& out, std::string* problem) {
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '%') {
      int high = i + 2 < s.size() ? hex_value(s[i + 1]) : -1, low = i + 2 < s.size() ? hex_value(s[i + 2]) : -1;
      if (high < 0 || low < 0 || (where == Where::host && high < 8 && s.substr(i, 3) != "%25")) {
        *problem = cat("wrong escape '", s.substr(i, 3), "'");
        return false;
      }
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (where == Where::host && static_cast<unsigned char>(s[i]) < 0x80 && !unreserved(s[i]) && !one_of(s[i], "!$&'()*+,;=:[]<>\"")) {
      *problem = cat("wrong character '", s[i], "' in the host name");
      return false;
    } else {
      out += where == Where::query && s[i] == '+' ? ' ' : s[i];
    }
  }
  return true;
}

bool good_port(std::string_view port) {
  if (port.empty()) return true;
  return port[0] == ':' && port.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

bool read_host(std::string_view text, std::string& out, std::string* problem) {
  size_t port = text.rfind(':');
  if (text.starts_with('[')) {
    size_t end = text.rfind(']');
    if (end == std::string_view::npos) {
      *problem = "missing ']' in the host";
      return false;
    }
    port = end + 1 < text.size() ? end + 1 : std::string_view::npos;
    std::string_view address = text.substr(1, end - 1);
    auto ip = parse_ip(address.substr(0, address.find('%')));
    if (!ip || !ip->v6) {
      *problem = "wrong address in the host";
      return false;
    }
  }
  if (port != std::string_view::npos && !good_port(text.substr(port))) {
    *problem = cat("wrong port '", text.substr(port), "' after the host");
    return false;
  }
  return decode(text, Where::host, out, problem);
}

bool read_authority(std::string_view text, UrlParts& url, std::string* problem) {
  size_t at = text.rfind('@');
  std::string_view user = at == std::string_view::npos ? std::string_view{} : text.substr(0, at);
  for (char c : user) {
    if (unreserved(c) || one_of(c, ":!$&'()*+,;=%@")) continue;
    *problem = "wrong user information";
    return false;
  }
  std::string ignored;
  return decode(user, Where::user, ignored, problem) && read_host(at == std::string_view::npos ? text : text.substr(at + 1), url.host, problem);
}

std::string encode_path(std::string_view path) {
  std::string out;
  for (char c : path) {
    if (unreserved(c) || one_of(c, "$&+,/:;=@")) {
      out += c;
      continue;
    }
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    unsigned char u = static_cast<unsigned char>(c);
    out.append({'%', kHex[u >> 4], kHex[u & 15]});
  }
  return out;
}

bool read_path(std::string_view text, UrlParts& url, std::string* problem) {
  if (!decode(text, Where::path, url.path, problem)) return false;
  bool as_written = true;
  for (char c : text) as_written = as_written && (unreserved(c) || one_of(c, "!$&'()*+,;=:@[]%/"));
  url.escaped_path = as_written || text == "*" ? std::string(text) : encode_path(url.path);
  return true;
}

// The scheme and what follows its colon; false for a text that starts with a colon.
bool take_scheme(std::string_view& rest, std::string& scheme, std::string* problem) {
  for (size_t i = 0; i < rest.size(); ++i) {
    char c = rest[i];
    if (is_letter(c) || (i > 0 && (is_digit(c) || one_of(c, "+-.")))) continue;
    if (c != ':') return true;
    if (i == 0) {
      *problem = "missing scheme";
      return false;
    }
    scheme = to_lower(rest.substr(0, i));
    rest.remove_prefix(i + 1);
    return true;
  }
  return true;
}

// `request`: an absolute URL or path is needed, a fragment is part of it (Go's ParseRequestURI).
std::optional<UrlParts> parse(std::string_view text, bool request, std::string* problem) {
  UrlParts url;
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) continue;
    *problem = "control character";
    return {};
  }
  if (text.empty() && request) return *problem = "it is empty", std::nullopt;
  std::string_view rest = text;
  if (!take_scheme(rest, url.scheme, problem)) return {};
  size_t mark = rest.find('?');
  if (mark != std::string_view::npos) {
    url.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  bool rooted = rest.starts_with('/');
  if (!rooted && !url.scheme.empty()) return url;  // mailto:a@b
  if (!rooted && request && rest != "*") return *problem = "no absolute URL or path", std::nullopt;
  if (!rooted && rest.substr(0, rest.find('/')).find(':') != std::string_view::npos) return *problem = "the first part of a path must not hold a colon", std::nullopt;
  if ((!url.scheme.empty() || (!request && !rest.starts_with("///"))) && rest.starts_with("//")) {
    size_t slash = rest.find('/', 2);
    std::string_view authority = rest.substr(2, slash == std::string_view::npos ? slash : slash - 2);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
    if (!read_authority(authority, url, problem)) return {};
  }
  if (!read_path(rest, url, problem)) return {};
  return url;
}

struct UrlValue {
  std::string_view text, scheme, host, escaped_path, query;
};
const UrlValue& as_url(const Value& v) { return *static_cast<const UrlValue*>(v.extended()); }

Value url(const Call& c) {
  std::string problem;
  auto parts = parse_url(c[0].string(), &problem);
  if (!parts) return c.error(cat("'", c[0].string(), "' is no URL: ", problem));
  auto keep = [&](const std::string& s) { return c.arena().copy(std::string_view(s)); };
  return make_extended(c.arena(), Tag::url, UrlValue{keep(parts->text), keep(parts->scheme), keep(parts->host), keep(parts->escaped_path), keep(parts->query)});
}

Value is_url(const Call& c) {
  std::string problem;
  return Value::boolean(parse(c[0].string(), true, &problem).has_value());
}

Value query(const Call& c) {
  std::vector<std::pair<Value, Value>> pairs;
  auto all = parse_query(as_url(c[0]).query);
  for (size_t i = 0; i < all.size(); ++i) {
    std::vector<Value> values;
    bool first = true;
    for (size_t k = 0; k < all.size(); ++k) {
      if (all[k].first != all[i].first) continue;
      first = first && k >= i;
      values.push_back(c.text(all[k].second));
    }
    if (!c.frame.charge(all.size())) return budget_error();
    if (first) pairs.emplace_back(c.text(all[i].first), make_list(c.arena(), values));
  }
  return build_map(c.arena(), pairs, nullptr);
}

}  // namespace

std::optional<UrlParts> parse_url(std::string_view text, std::string* problem) {
  if (!parse(text, true, problem)) return {};
  size_t hash = text.find('#');
  auto url = parse(text.substr(0, hash), false, problem);
  std::string ignored;
  if (!url || (hash != std::string_view::npos && !decode(text.substr(hash + 1), Where::fragment, ignored, problem))) return {};
  url->text = cat(url->scheme, text.substr(url->scheme.size()));
  return url;
}

std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

std::string_view host_port(std::string_view host) {
  size_t colon = host.rfind(':');
  return colon == std::string_view::npos || host.find(']', colon) != std::string_view::npos ? std::string_view{} : host.substr(colon + 1);
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::string_view part : split(query, '&')) {
    if (part.empty() || part.find(';') != std::string_view::npos) continue;
    size_t equals = part.find('=');
    std::string key, value, problem;
    bool ok = decode(part.substr(0, equals), Where::query, key, &problem);
    ok = ok && decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1), Where::query, value, &problem);
    if (ok) out.emplace_back(std::move(key), std::move(value));
  }
  return out;
}

std::string_view url_text(const Value& v) { return as_url(v).text; }

std::span<const Declaration> url_functions() {
  static constexpr Declaration kTable[] = {
      {"url", "s>U", url},
      {"isURL", "s>b", is_url},
      {"getScheme", "U.>s", [](const Call& c) { return Value::string(as_url(c[0]).scheme); }},
      {"getHost", "U.>s", [](const Call& c) { return Value::string(as_url(c[0]).host); }},
      {"getHostname", "U.>s", [](const Call& c) { return Value::string(host_name(as_url(c[0]).host)); }},
      {"getPort", "U.>s", [](const Call& c) { return Value::string(host_port(as_url(c[0]).host)); }},
      {"getEscapedPath", "U.>s", [](const Call& c) { return Value::string(as_url(c[0]).escaped_path); }},
      {"getQuery", "U.>{s[s", query},
  };
  return kTable;
}

}  // namespace plumb::expr
