// CEL over the graph: compile once against the vocabulary, evaluate many times, three-valued.
// Stages, one file each: lex -> parse -> check (types, did-you-mean) -> closures -> evaluate.
// Three values: a strict operator with an unknown operand is unknown; false && u is false, true || u is true; exists is true on
// one known hit, all is false on one known miss, whatever else is unknown, open or maybe; an element with the maybe mark and an
// open list never decide such a claim alone. Selecting a field of a node that is not known (null edge) is unknown.
// A plain field that is absent and has no default is null: `== null` and has() show it; as a list or map (loops, in, size, [])
// it is empty. Comparing size(x) with a number is decided from the least and greatest size that are possible.
// Errors (CEL's runtime errors) are values of tag `error`; && and || absorb them as CEL does; unknown wins over error.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace plumb::expr {

/// Static type of an expression: CEL's types, dyn, or a node of a kind.
struct Type {
  enum class Base : uint8_t { dyn,
                              null,
                              boolean,
                              integer,
                              unsigned_integer,
                              number,
                              string,
                              bytes,
                              list,
                              map,
                              node,
                              timestamp,
                              duration,
                              ip,
                              cidr,
                              quantity,
                              url,
                              semver,
                              format,
                              type,
                              optional,
                              error,
                              free } base = Base::dyn;  // free: the element type of an empty literal, fits everything
  bool any_kind = true;                                 // node: of whatever kind (fields are then dynamic)
  bool nullable = false;                                // a field that may be absent: comparable with null, otherwise as its base
  Kind kind{};
  std::shared_ptr<const Type> element;  // list, map value, optional
  std::shared_ptr<const Type> key;      // map key
};

Type node_type(Kind kind);
Type list_type(Type element);
/// The type that a declared field has.
Type field_type(const FieldInfo& field);
std::string to_string(const Type& type);

/// Names that an expression may use, in slot order of Activation::variables.
struct Environment {
  std::vector<std::pair<std::string, Type>> variables;
  bool whole_graph = true;  // functions of the graph: nodes('kind'), closed('kind')
  bool kubernetes = false;  // only what a Kubernetes API server accepts: no math, no cel.bind, no lists of mixed types, no functions of plumb
};

struct CompileError {
  std::string message;          // "no field 'rech' in subnet; did you mean 'reachability'?"
  uint32_t begin = 0, end = 0;  // bytes of the expression
};

class Program;  // immutable; one may be evaluated by many threads at once

/// Null and at least one error when it does not compile.
std::shared_ptr<const Program> compile(std::string_view source, const Environment& environment, std::vector<CompileError>& errors);
const Type& result_type(const Program& program);

struct Activation {
  const Graph* graph = nullptr;      // null: expressions without nodes
  Arena* arena = nullptr;            // results live here
  std::vector<Value> variables;      // by slot of the environment
  uint64_t steps_left = 10'000'000;  // a budget; what exceeds it is an error value
  bool naming = false;               // for messages and places: list[i] is the i-th member that certainly exists, also of open lists
};

/// Known, unknown (with the first cause met) or error.
Value evaluate(const Program& program, Activation& activation);

/// The text of an error value.
std::string_view error_text(const Value& error);
/// A value as a person reads it in a message: strings bare, lists "a, b", nodes by name, unknown "?".
std::string display(const Value& value, const Graph* graph);

}  // namespace plumb::expr
