// See pack.h. One list of members serves both directions, so they cannot drift apart. Numbers are little-endian, texts carry their length.
#include "rules/pack.h"

#include <cstring>
#include <stdexcept>

namespace plumb::rules {
namespace {

class Writer {
 public:
  std::string bytes;
  void number(uint64_t n) {
    for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(n >> (8 * i)));
  }
  template <class T> requires std::is_enum_v<T> || std::is_integral_v<T>
  void item(const T& n) { number(static_cast<uint64_t>(n)); }
  void item(const double& d) {
    uint64_t n;
    std::memcpy(&n, &d, 8);
    number(n);
  }
  void item(const std::string& s) {
    number(s.size());
    bytes += s;
  }
  template <class T>
  void item(const std::vector<T>& v) {
    number(v.size());
    for (const T& x : v) item(x);
  }
  void item(const OptionValue& v) {
    number(v.index());
    std::visit([&](const auto& x) { item(x); }, v);
  }
  template <class T> requires std::is_class_v<T>
  void item(const T& x) { members(*this, const_cast<T&>(x)); }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool done() const { return bytes_.empty(); }
  uint64_t number() {
    std::string_view b = take(8);
    uint64_t n = 0;
    for (int i = 0; i < 8; ++i) n |= static_cast<uint64_t>(static_cast<unsigned char>(b[i])) << (8 * i);
    return n;
  }
  template <class T> requires std::is_enum_v<T> || std::is_integral_v<T>
  void item(T& n) { n = static_cast<T>(number()); }
  void item(double& d) {
    uint64_t n = number();
    std::memcpy(&d, &n, 8);
  }
  void item(std::string& s) { s = take(number()); }
  template <class T>
  void item(std::vector<T>& v) {
    uint64_t n = number();
    if (n > bytes_.size()) fail();
    v.resize(n);
    for (T& x : v) item(x);
  }
  void item(OptionValue& v) {
    switch (number()) {
      case 0: return alternative<bool>(v);
      case 1: return alternative<int64_t>(v);
      case 2: return alternative<double>(v);
      case 3: return alternative<std::string>(v);
      case 4: return alternative<std::vector<std::string>>(v);
      default: fail();
    }
  }
  template <class T> requires std::is_class_v<T>
  void item(T& x) { members(*this, x); }

 private:
  template <class T>
  void alternative(OptionValue& v) {
    T x{};
    item(x);
    v = std::move(x);
  }
  std::string_view take(uint64_t n) {
    if (n > bytes_.size()) fail();
    std::string_view out = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return out;
  }
  [[noreturn]] static void fail() { throw std::logic_error("unpack_rules: no rule pack of this version"); }
  std::string_view bytes_;
};

template <class A, class... T>
void all(A& archive, T&... member) { (archive.item(member), ...); }

template <class A> void members(A& a, Expression& e) { all(a, e.text, e.line); }
template <class A> void members(A& a, Let& l) { all(a, l.name, l.value); }
template <class A> void members(A& a, SeverityCase& s) { all(a, s.condition, s.severity); }
template <class A> void members(A& a, ChainStep& s) { all(a, s.each, s.at, s.text); }
template <class A> void members(A& a, Option& o) { all(a, o.name, o.doc, o.value); }
template <class A> void members(A& a, Rule& r) {
  all(a, r.id, r.area, r.severity, r.profile, r.builtin, r.path, r.tags, r.aliases, r.on, r.lets, r.when, r.each, r.flag, r.at, r.message,
      r.severity_when, r.chain, r.summary, r.why, r.help, r.refs, r.options, r.file, r.markdown);
}

}  // namespace

std::string pack_rules(const std::vector<Rule>& rules) {
  Writer w;
  w.item(rules);
  return std::move(w.bytes);
}

std::vector<Rule> unpack_rules(std::string_view bytes) {
  Reader r(bytes);
  std::vector<Rule> rules;
  r.item(rules);
  if (!r.done()) throw std::logic_error("unpack_rules: bytes are left over");
  return rules;
}

}  // namespace plumb::rules
