// Static types: making, comparing and joining them; the checker's arithmetic.
// Why join and fit are apart: fit asks whether a value may be used there at all, join what is known of a mix.
#pragma once
#include <string>
#include <vector>

#include "expr/expr.h"

namespace plumb::expr {

using Base = Type::Base;

inline Type simple_type(Base base) {
  Type t;
  t.base = base;
  return t;
}
Type map_type(Type key, Type element);
Type optional_type(Type element);
inline bool is_dynamic(const Type& t) { return t.base == Base::dyn || t.base == Base::free; }
/// The element of a list or optional, the value of a map; dyn where nothing is known.
Type element_type(const Type& t);
Type key_type(const Type& t);

/// True when a value of one may stand where the other is expected (dyn fits all; null fits nodes and nullable fields).
bool fits(const Type& a, const Type& b);
/// What is known of a value that is of one or of the other; both fit each other.
Type join(const Type& a, const Type& b);

/// Types in signatures: one letter each, see functions.h. Advances `at`.
Type parse_type(std::string_view signature, size_t& at);
/// Type parameters A and B while one call is matched.
struct Bindings {
  Type a, b;
  bool has_a = false, has_b = false;
};
/// Matches an argument against the formal type at `at` of a signature; binds parameters. Advances `at`.
bool unify(std::string_view signature, size_t& at, const Type& actual, Bindings& bindings);
/// The formal type at `at` with parameters replaced (unbound: free).
Type substitute(std::string_view signature, size_t at, const Bindings& bindings);

}  // namespace plumb::expr
