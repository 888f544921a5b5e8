// Terraform's functions: one table a topic; functions.cc looks up, evaluates arguments and guards them.
// How to add one: a line in the topic's table with the numbers of arguments, what it can be given, and its result's type when unknown.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/expression.h"

namespace plumb::terraform {

struct FunctionCall {
  Context& c;
  const Env& env;
  const hcl::Call& expr;
  std::vector<Value> args;
  Span at;

  size_t size() const { return args.size(); }
  const Value& operator[](size_t i) const { return args[i]; }
  Span span(size_t i) const { return i < expr.arguments.size() ? expr.arguments[i]->span : at; }
  Value fail(std::string message) const;
  Value unknown(const Type* type = nullptr) const { return c.unknown_from(args, at, type); }

  // Arguments as what the function asks for; false: the error is recorded and the caller returns failed().
  bool text(size_t i, std::string& out);
  bool number(size_t i, Number& out);
  bool whole(size_t i, int64_t& out);
  bool boolean(size_t i, bool& out);
  Value failed() const { return failure; }

  Value make(std::string_view s) const { return c.text(s, at); }
  Value make(const Number& n) const { return Value::number(n, at).from(Source::computed); }
  Value make(double n) const { return make(Number(n)); }
  Value make(bool b) const { return Value::boolean(b, at).from(Source::computed); }

  Value failure;
};

/// What a function can be given.
enum class Takes : uint8_t {
  known,     // arguments known to the last leaf, none null; anything unknown makes the result unknown
  parts,     // known collections whose elements may be unknown; none null
  nulls,     // as `known`, nulls allowed
  anything,  // unknown and null too
  syntax,    // looks at the expressions itself (try, can); args are empty
};

struct Function {
  std::string_view name;
  Value (*run)(FunctionCall&);
  uint8_t least, most;  // arguments; 255: any number
  Takes takes;
  TypeKind result;      // type of an unknown result
  /// What the arguments must be, a letter each, the last for all further ones: s string, n number, b bool, l list, set or tuple, m map or
  /// object, * anything. Looked at where another argument is unknown: then `run` does not see them.
  std::string_view arguments = "*";
  bool opentofu = false;  // Terraform has no such function
};

std::span<const Function> collection_functions();
std::span<const Function> set_functions();
std::span<const Function> string_functions();
std::span<const Function> format_functions();
std::span<const Function> number_functions();
std::span<const Function> encoding_functions();
std::span<const Function> cidr_functions();
std::span<const Function> date_functions();
std::span<const Function> file_functions();
std::span<const Function> type_functions();
std::span<const Function> hash_functions();
std::span<const Function> yaml_functions();

/// The names of all functions.
std::vector<std::string_view> function_names();

/// What the function called `name` gives for these known arguments; null when it refuses them (errors are dropped).
Value applied(const Env& env, std::string_view name, std::vector<Value> arguments, Span at);

/// JSON as Terraform's jsonencode writes it.
std::string json_text(const Value& v);
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
/// The bytes of the file that argument 0 names; false: f.failure is the error, or unknown for files outside the project.
bool read_file(FunctionCall& f, std::string& out);
/// A value from JSON text; nullopt when it is none.
std::optional<Value> json_value(Context& c, std::string_view text, Span at);

}  // namespace plumb::terraform
