// The function library: one table of overloads a family, each with a signature and a plain function.
// Signatures: s string, i int, u uint, d double, b bool, y bytes, n null, t timestamp, D duration, I ip, C cidr, q quantity,
// U url, v semver, f format, T type, N node, * anything, A B type parameters, [x list of x, {xy map, ?x optional;
// "s.i>s" is a member of string with an int argument that gives a string, "si>s" the same as a plain function.
// Operators are overloads too ("_+_"), for their types; closures run them directly where `run` is null.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "expr/eval.h"
#include "expr/types.h"

namespace plumb::expr {

struct Call {
  Frame& frame;
  const Value* args;
  size_t count;

  Arena& arena() const { return frame.arena; }
  const Value& operator[](size_t i) const { return args[i]; }
  Value error(std::string_view text) const { return make_error(frame.arena, text); }
  /// A string in the arena of the evaluation.
  Value text(std::string_view s) const { return Value::string(frame.arena.copy(s)); }
};
using Function = Value (*)(const Call&);

struct Declaration {
  std::string_view name, signature;
  Function run = nullptr;
  uint8_t flags = 0;
};
inline constexpr uint8_t kPlumbOnly = 1;       // not on a Kubernetes API server
inline constexpr uint8_t kPartial = 2;         // takes collections whose members are not exactly known
inline constexpr uint8_t kConversion = 4;      // a literal argument that cannot work is a compile error
inline constexpr uint8_t kKubernetesOnly = 8;  // as an older version of CEL does it

/// A declaration with what is derived from its signature.
struct Overload {
  std::string_view name, signature;
  Function run = nullptr;
  uint8_t flags = 0;
  bool member = false;
  uint8_t count = 0;
  uint8_t result_at = 0;  // where the result type stands in the signature
  Tag tags[4] = {};       // expected tags of the arguments; absent: any
};

/// All overloads of `name`, members and plain functions; empty when there is none.
std::span<const Overload> find_overloads(std::string_view name);
/// Names for did-you-mean.
std::vector<std::string_view> function_names(bool member);

// The families.
std::span<const Declaration> operator_functions();
std::span<const Declaration> core_functions();
std::span<const Declaration> conversion_functions();
std::span<const Declaration> string_functions();
std::span<const Declaration> regex_functions();
std::span<const Declaration> list_functions();
std::span<const Declaration> net_functions();
std::span<const Declaration> semver_functions();
std::span<const Declaration> quantity_functions();
std::span<const Declaration> url_functions();
std::span<const Declaration> named_format_functions();
std::span<const Declaration> time_functions();
std::span<const Declaration> math_functions();
std::span<const Declaration> format_functions();

}  // namespace plumb::expr
