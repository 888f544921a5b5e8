// The index of all functions by name, and the signatures of operators.
#include "expr/functions.h"

#include <algorithm>

namespace plumb::expr {

std::span<const Declaration> operator_functions() {
  static constexpr Declaration kTable[] = {
      {"_+_", "ii>i"},
      {"_+_", "uu>u"},
      {"_+_", "dd>d"},
      {"_+_", "ss>s"},
      {"_+_", "yy>y"},
      {"_+_", "[A[A>[A"},
      {"_+_", "tD>t"},
      {"_+_", "Dt>t"},
      {"_+_", "DD>D"},
      {"_-_", "ii>i"},
      {"_-_", "uu>u"},
      {"_-_", "dd>d"},
      {"_-_", "tD>t"},
      {"_-_", "tt>D"},
      {"_-_", "DD>D"},
      {"_*_", "ii>i"},
      {"_*_", "uu>u"},
      {"_*_", "dd>d"},
      {"_/_", "ii>i"},
      {"_/_", "uu>u"},
      {"_/_", "dd>d"},
      {"_%_", "ii>i"},
      {"_%_", "uu>u"},
      {"_==_", "AA>b"},
      {"_!=_", "AA>b"},
      {"_<_", "ii>b"},
      {"_<_", "uu>b"},
      {"_<_", "dd>b"},
      {"_<_", "iu>b"},
      {"_<_", "ui>b"},
      {"_<_", "id>b"},
      {"_<_", "di>b"},
      {"_<_", "ud>b"},
      {"_<_", "du>b"},
      {"_<_", "ss>b"},
      {"_<_", "yy>b"},
      {"_<_", "bb>b"},
      {"_<_", "tt>b"},
      {"_<_", "DD>b"},
      {"@in", "A[A>b"},
      {"@in", "A{AB>b"},
      {"_[_]", "[Ai>A"},
      {"_[_]", "{ABA>B"},
      {"!_", "b>b"},
      {"-_", "i>i"},
      {"-_", "d>d"},
  };
  return kTable;
}

namespace {

Tag tag_of(const Type& t) {
  static constexpr std::pair<Base, Tag> kTags[] = {
      {Base::null, Tag::null}, {Base::boolean, Tag::boolean}, {Base::integer, Tag::integer}, {Base::unsigned_integer, Tag::unsigned_integer}, {Base::number, Tag::number}, {Base::string, Tag::string}, {Base::bytes, Tag::bytes}, {Base::list, Tag::list}, {Base::map, Tag::map}, {Base::node, Tag::node}, {Base::timestamp, Tag::timestamp}, {Base::duration, Tag::duration}, {Base::ip, Tag::ip}, {Base::cidr, Tag::cidr}, {Base::quantity, Tag::quantity}, {Base::url, Tag::url}, {Base::semver, Tag::semver}, {Base::format, Tag::format}, {Base::type, Tag::type}, {Base::optional, Tag::optional}};
  for (auto [base, tag] : kTags)
    if (base == t.base) return tag;
  return Tag::absent;
}

Overload complete(const Declaration& d) {
  Overload o{d.name, d.signature, d.run, d.flags};
  size_t at = 0;
  while (d.signature[at] != '>') {
    if (d.signature[at] == '.') {
      o.member = true;
      ++at;
      continue;
    }
    o.tags[o.count++] = tag_of(parse_type(d.signature, at));
  }
  o.result_at = static_cast<uint8_t>(at + 1);
  return o;
}

const std::vector<Overload>& all_overloads() {
  static const std::vector<Overload> kAll = [] {
    std::vector<Overload> all;
    for (auto family : {operator_functions, core_functions, conversion_functions, string_functions, regex_functions, list_functions, net_functions, semver_functions,
                        quantity_functions, url_functions, named_format_functions, time_functions, math_functions, format_functions})
      for (const Declaration& d : family()) all.push_back(complete(d));
    std::stable_sort(all.begin(), all.end(), [](const Overload& a, const Overload& b) { return a.name < b.name; });
    return all;
  }();
  return kAll;
}

}  // namespace

std::span<const Overload> find_overloads(std::string_view name) {
  const std::vector<Overload>& all = all_overloads();
  auto less = [](const auto& a, const auto& b) {
    if constexpr (std::is_same_v<std::decay_t<decltype(a)>, Overload>)
      return a.name < b;
    else
      return a < b.name;
  };
  auto first = std::lower_bound(all.begin(), all.end(), name, less), last = std::upper_bound(all.begin(), all.end(), name, less);
  return {all.data() + (first - all.begin()), static_cast<size_t>(last - first)};
}

std::vector<std::string_view> function_names(bool member) {
  std::vector<std::string_view> names;
  for (const Overload& o : all_overloads())
    if (o.member == member && (names.empty() || names.back() != o.name)) names.push_back(o.name);
  return names;
}

}  // namespace plumb::expr
