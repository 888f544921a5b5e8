// int(), uint(), double(), string(), bytes(), bool(): CEL's conversions and their errors.
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"
#include "expr/numbers.h"
#include "base/utf8.h"

namespace plumb::expr {
namespace {

Value wrong(const Call& c, std::string_view to) { return c.error(cat("type conversion error from '", type_name(c[0]), "' to '", to, "'")); }
Value out_of_range(const Call& c, std::string_view to) { return c.error(cat(to, " conversion is out of range")); }

template <class T>
bool whole(std::string_view text, T* out) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-' && std::is_signed_v<T>) text.remove_prefix(1);
  auto r = std::from_chars(text.data(), text.data() + text.size(), *out);
  return !text.empty() && r.ec == std::errc() && r.ptr == text.data() + text.size();
}

Value to_int(const Call& c) {
  const Value& v = c[0];
  int64_t i = 0;
  switch (v.tag()) {
    case Tag::integer:
      return v;
    case Tag::unsigned_integer:
      return v.unsigned_integer() > INT64_MAX ? out_of_range(c, "int") : Value::integer(static_cast<int64_t>(v.unsigned_integer()));
    case Tag::number:
      return v.number() > -9223372036854775808.0 && v.number() < 9223372036854775808.0 ? Value::integer(static_cast<int64_t>(v.number())) : out_of_range(c, "int");
    case Tag::string:
      return whole(v.string(), &i) ? Value::integer(i) : wrong(c, "int");
    case Tag::timestamp:
      return Value::integer(as_timestamp(v).seconds);
    default:
      return wrong(c, "int");
  }
}

Value to_uint(const Call& c) {
  const Value& v = c[0];
  uint64_t u = 0;
  switch (v.tag()) {
    case Tag::unsigned_integer:
      return v;
    case Tag::integer:
      return v.integer() < 0 ? out_of_range(c, "uint") : Value::unsigned_integer(static_cast<uint64_t>(v.integer()));
    case Tag::number:
      return v.number() >= 0 && v.number() < 18446744073709551616.0 ? Value::unsigned_integer(static_cast<uint64_t>(v.number())) : out_of_range(c, "uint");
    case Tag::string:
      return whole(v.string(), &u) ? Value::unsigned_integer(u) : wrong(c, "uint");
    default:
      return wrong(c, "uint");
  }
}

Value to_double(const Call& c) {
  if (auto d = as_number(c[0])) return Value::number(*d);
  auto d = parse_number(c[0].string());
  return d ? Value::number(*d) : wrong(c, "double");
}

Value to_string_value(const Call& c) {
  const Value& v = c[0];
  switch (v.tag()) {
    case Tag::string:
      return v;
    case Tag::bytes:
      return valid_utf8(v.string()) ? Value::string(v.string()) : c.error("invalid UTF-8 in bytes, cannot convert to string");
    case Tag::number:
      return c.text(number_text(v.number()));
    case Tag::integer:
      return c.text(cat(v.integer()));
    case Tag::unsigned_integer:
      return c.text(cat(v.unsigned_integer()));
    case Tag::boolean:
      return Value::string(v.boolean() ? "true" : "false");
    default:
      return c.text(extended_text(v));
  }
}

Value to_bool(const Call& c) {
  if (c[0].is_bool()) return c[0];
  for (std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (c[0].string() == yes) return Value::boolean(true);
  for (std::string_view no : {"0", "f", "F", "false", "FALSE", "False"})
    if (c[0].string() == no) return Value::boolean(false);
  return wrong(c, "bool");
}

Value to_bytes(const Call& c) { return Value::bytes(c[0].string()); }

}  // namespace

std::span<const Declaration> conversion_functions() {
  static constexpr uint8_t k = kConversion;
  static constexpr Declaration kTable[] = {
      {"int", "i>i", to_int, k},
      {"int", "u>i", to_int, k},
      {"int", "d>i", to_int, k},
      {"int", "s>i", to_int, k},
      {"int", "t>i", to_int, k},
      {"uint", "i>u", to_uint, k},
      {"uint", "u>u", to_uint, k},
      {"uint", "d>u", to_uint, k},
      {"uint", "s>u", to_uint, k},
      {"double", "i>d", to_double, k},
      {"double", "u>d", to_double, k},
      {"double", "d>d", to_double, k},
      {"double", "s>d", to_double, k},
      {"string", "s>s", to_string_value, k},
      {"string", "y>s", to_string_value, k},
      {"string", "b>s", to_string_value, k},
      {"string", "i>s", to_string_value, k},
      {"string", "u>s", to_string_value, k},
      {"string", "d>s", to_string_value, k},
      {"string", "t>s", to_string_value, k},
      {"string", "D>s", to_string_value, k},
      {"string", "I>s", to_string_value, k},
      {"string", "C>s", to_string_value, k},
      {"bool", "b>b", to_bool, k},
      {"bool", "s>b", to_bool, k},
      {"bytes", "s>y", to_bytes, k},
      {"bytes", "y>y", to_bytes, k},
  };
  return kTable;
}

}  // namespace plumb::expr
