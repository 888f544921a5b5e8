// See regex.h.
#include "expr/regex.h"

#include <re2/re2.h>

#include "base/text.h"
#include "expr/functions.h"
#include "base/utf8.h"

namespace plumb::expr {

// Go takes (?<name>...) beside (?P<name>...); this RE2 takes only the latter.
static std::string with_named_groups(std::string_view pattern) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    out += pattern[i];
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out += pattern[++i];
    } else if (pattern.substr(i).starts_with("(?<") && i + 3 < pattern.size() && pattern[i + 3] != '=' && pattern[i + 3] != '!') {
      out += "?P";
      ++i;
    }
  }
  return out;
}

std::unique_ptr<re2::RE2> compile_pattern(std::string_view pattern, std::string* problem) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  auto compiled = std::make_unique<re2::RE2>(with_named_groups(pattern), options);
  if (compiled->ok()) return compiled;
  *problem = compiled->error();
  return nullptr;
}

bool matches_pattern(std::string_view text, const re2::RE2& pattern) { return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern); }

Value find_first(Arena& arena, std::string_view text, const re2::RE2& pattern) {
  re2::StringPiece found;
  if (!pattern.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED, &found, 1)) return Value::string("");
  return Value::string(arena.copy(std::string_view(found.data(), found.size())));
}

Value find_all(Arena& arena, std::string_view text, const re2::RE2& pattern, int64_t limit) {
  std::vector<Value> all;
  re2::StringPiece input(text.data(), text.size()), found;
  size_t last_end = std::string_view::npos;  // an empty match beside the previous one does not count, as in Go
  for (size_t at = 0; at <= text.size() && (limit < 0 || all.size() < static_cast<uint64_t>(limit));) {
    if (!pattern.Match(input, at, text.size(), re2::RE2::UNANCHORED, &found, 1)) break;
    size_t begin = static_cast<size_t>(found.data() - text.data()), end = begin + found.size();
    if (!found.empty() || begin != last_end) all.push_back(Value::string(arena.copy(std::string_view(found.data(), found.size()))));
    last_end = end;
    at = end > at ? end : at < text.size() ? at + character_bytes(text.substr(at))
                                           : at + 1;
    if (found.empty() && begin > at) at = begin;
  }
  return make_list(arena, all);
}

static Value dynamic(const Call& c, Value (*use)(const Call&, const re2::RE2&)) {
  std::string problem;
  if (!c.frame.charge(c[1].string().size())) return budget_error();
  auto pattern = compile_pattern(c[1].string(), &problem);
  return pattern ? use(c, *pattern) : c.error(cat("error parsing regexp: ", problem));
}

std::span<const Declaration> regex_functions() {
  static constexpr Function kMatches = [](const Call& c) { return dynamic(c, [](const Call& d, const re2::RE2& p) { return Value::boolean(matches_pattern(d[0].string(), p)); }); };
  static constexpr Function kFind = [](const Call& c) { return dynamic(c, [](const Call& d, const re2::RE2& p) { return find_first(d.arena(), d[0].string(), p); }); };
  static constexpr Function kFindAll = [](const Call& c) {
    return dynamic(c, [](const Call& d, const re2::RE2& p) { return find_all(d.arena(), d[0].string(), p, d.count > 2 ? d[2].integer() : -1); });
  };
  static constexpr Declaration kTable[] = {
      {"matches", "s.s>b", kMatches},
      {"matches", "ss>b", kMatches},
      {"find", "s.s>s", kFind},
      {"findAll", "s.s>[s", kFindAll},
      {"findAll", "s.si>[s", kFindAll},
  };
  return kTable;
}

}  // namespace plumb::expr
