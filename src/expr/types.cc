// See types.h; also the type functions of expr.h.
#include "expr/types.h"

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::expr {

static std::shared_ptr<const Type> share(Type t) { return std::make_shared<const Type>(std::move(t)); }

Type node_type(Kind kind) {
  Type t = simple_type(Base::node);
  t.any_kind = false;
  t.kind = kind;
  return t;
}
Type list_type(Type element) {
  Type t = simple_type(Base::list);
  t.element = share(std::move(element));
  return t;
}
Type map_type(Type key, Type element) {
  Type t = simple_type(Base::map);
  t.key = share(std::move(key));
  t.element = share(std::move(element));
  return t;
}
Type optional_type(Type element) {
  Type t = simple_type(Base::optional);
  t.element = share(std::move(element));
  return t;
}

Type element_type(const Type& t) { return t.element ? *t.element : Type{}; }
Type key_type(const Type& t) { return t.key ? *t.key : Type{}; }

Type field_type(const FieldInfo& field) {
  static constexpr Base kBases[] = {Base::dyn, Base::boolean, Base::integer, Base::number, Base::string, Base::node};
  Type t = simple_type(kBases[static_cast<int>(field.type.base)]);
  t.any_kind = field.type.any_kind;
  t.kind = field.type.target;
  t.nullable = field.type.shape == FieldType::Shape::one && field.default_value.empty();
  if (field.type.shape == FieldType::Shape::one) return t;
  bool may_lack = field.default_value.empty() && t.base != Base::node;
  t = field.type.shape == FieldType::Shape::list ? list_type(std::move(t)) : map_type(simple_type(Base::string), std::move(t));
  t.nullable = may_lack;
  return t;
}

static std::string_view base_name(Base base) {
  static constexpr std::string_view kNames[] = {"dyn", "null", "bool", "int", "uint", "double", "string", "bytes", "list", "map", "node", "timestamp", "duration", "ip", "cidr", "quantity", "url", "semver", "format", "type", "optional", "error", "dyn"};
  return kNames[static_cast<int>(base)];
}

std::string to_string(const Type& type) {
  switch (type.base) {
    case Base::list:
      return cat("list(", to_string(element_type(type)), ")");
    case Base::map:
      return cat("map(", to_string(key_type(type)), ", ", to_string(element_type(type)), ")");
    case Base::optional:
      return cat("optional(", to_string(element_type(type)), ")");
    case Base::node:
      return type.any_kind ? "node" : std::string(info(type.kind).name);
    default:
      return std::string(base_name(type.base));
  }
}

static bool takes_null(const Type& t) { return t.nullable || t.base == Base::node || t.base == Base::timestamp || t.base == Base::duration; }

bool fits(const Type& a, const Type& b) {
  if (is_dynamic(a) || is_dynamic(b)) return true;
  if (a.base == Base::null || b.base == Base::null) return a.base == b.base || takes_null(a) || takes_null(b);
  if (a.base != b.base) return false;
  switch (a.base) {
    case Base::node:
      return a.any_kind || b.any_kind || a.kind == b.kind;
    case Base::list:
    case Base::optional:
      return fits(element_type(a), element_type(b));
    case Base::map:
      return fits(key_type(a), key_type(b)) && fits(element_type(a), element_type(b));
    default:
      return true;
  }
}

Type join(const Type& a, const Type& b) {
  if (a.base == Base::free) return b;
  if (b.base == Base::free || a.base == Base::dyn) return a;
  if (b.base == Base::dyn) return b;
  if (a.base == Base::null || b.base == Base::null) {
    Type t = a.base == Base::null ? b : a;
    t.nullable = t.nullable || t.base != Base::null;
    return t;
  }
  Type t = a;
  t.nullable = a.nullable || b.nullable;
  if (a.base == Base::node) t.any_kind = a.any_kind || b.any_kind;
  if (a.base == Base::list || a.base == Base::optional || a.base == Base::map) {
    t.element = share(join(element_type(a), element_type(b)));
    if (a.base == Base::map) t.key = share(join(key_type(a), key_type(b)));
  }
  return t;
}

static Base letter_base(char c) {
  switch (c) {
    case 's':
      return Base::string;
    case 'i':
      return Base::integer;
    case 'u':
      return Base::unsigned_integer;
    case 'd':
      return Base::number;
    case 'b':
      return Base::boolean;
    case 'y':
      return Base::bytes;
    case 'n':
      return Base::null;
    case 't':
      return Base::timestamp;
    case 'D':
      return Base::duration;
    case 'I':
      return Base::ip;
    case 'C':
      return Base::cidr;
    case 'q':
      return Base::quantity;
    case 'U':
      return Base::url;
    case 'v':
      return Base::semver;
    case 'f':
      return Base::format;
    case 'T':
      return Base::type;
    case 'N':
      return Base::node;
    default:
      return Base::dyn;
  }
}

Type parse_type(std::string_view signature, size_t& at) {
  char c = signature[at++];
  if (c == '[') return list_type(parse_type(signature, at));
  if (c == '?') return optional_type(parse_type(signature, at));
  if (c == '{') {
    Type key = parse_type(signature, at);
    return map_type(std::move(key), parse_type(signature, at));
  }
  return simple_type(letter_base(c));
}

bool unify(std::string_view signature, size_t& at, const Type& actual, Bindings& bindings) {
  char c = signature[at];
  if (c == 'A' || c == 'B') {
    ++at;
    Type& bound = c == 'A' ? bindings.a : bindings.b;
    bool& has = c == 'A' ? bindings.has_a : bindings.has_b;
    if (has && !fits(bound, actual)) return false;
    bound = has ? join(bound, actual) : actual;
    has = true;
    return true;
  }
  if (c == '[' || c == '?' || c == '{') {
    ++at;
    Base base = c == '[' ? Base::list : c == '?' ? Base::optional
                                                 : Base::map;
    bool dynamic = is_dynamic(actual);
    if (!dynamic && actual.base != base) return false;
    Type any = dynamic ? simple_type(Base::dyn) : Type{};
    if (c == '{' && !unify(signature, at, dynamic ? any : key_type(actual), bindings)) return false;
    return unify(signature, at, dynamic ? any : element_type(actual), bindings);
  }
  Type formal = parse_type(signature, at);
  return fits(formal, actual);
}

Type substitute(std::string_view signature, size_t at, const Bindings& bindings) {
  char c = signature[at];
  if (c == 'A') return bindings.has_a ? bindings.a : simple_type(Base::free);
  if (c == 'B') return bindings.has_b ? bindings.b : simple_type(Base::free);
  if (c == '[') return list_type(substitute(signature, at + 1, bindings));
  if (c == '?') return optional_type(substitute(signature, at + 1, bindings));
  if (c == '{') {
    size_t second = at + 1;
    parse_type(signature, second);
    return map_type(substitute(signature, at + 1, bindings), substitute(signature, second, bindings));
  }
  return simple_type(letter_base(c));
}

}  // namespace plumb::expr
