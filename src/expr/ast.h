// The syntax tree of an expression: what parse() makes, check() annotates and emit() turns into closures.
// Why macros are nodes of their own: messages speak of `exists`, not of its expansion, and each gets one tight loop.
// Invariant: nodes live in Ast::nodes; texts and literals in Ast::arena; depth is at most kMaxDepth (recursion is safe).
#pragma once
#include <deque>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "expr/expr.h"

namespace plumb::expr {

struct Overload;

enum class Op : uint8_t {
  literal,
  name,
  select,
  has,
  index,
  call,
  list,
  map,
  object,
  conditional,
  logic_and,
  logic_or,
  all,
  exists,
  exists_one,
  map_macro,
  filter,
  transform_list,
  transform_map,
  transform_map_entry,
  opt_map,
  opt_flat_map,
  bind,
};

/// What a name stands for, found by check().
enum class NameKind : uint8_t { slot,
                                local,
                                type_name };

struct Expr {
  Op op = Op::literal;
  bool member = false;    // call: has a receiver (args[0])
  bool optional = false;  // select, index: `.?` and `[?`; result is an optional
  bool absolute = false;  // name: written with a leading dot
  bool parenthesized = false;
  NameKind name_kind = NameKind::slot;
  uint8_t builtin = 0;          // select on a node: 0 none, else 1 + index into kNodeBuiltins
  uint32_t begin = 0, end = 0;  // bytes of the whole expression
  uint32_t at = 0, at_end = 0;  // bytes that an error about it should underline: operator, name of the function
  uint32_t depth = 1;
  uint32_t slot = 0;  // name: slot or local; macros: first local of their variables
  Value literal;
  std::string_view text;                    // name, field, function ("_+_", "sets.contains"), object type
  std::vector<Expr*> args;                  // call: receiver first; select: operand; list: items; map: key, value, key, value...; macros: range, body parts
  std::vector<bool> optional_items;         // list items, map entries
  std::vector<std::string_view> variables;  // macros: names of their variables
  Type type;
  Field field{};  // select on a node of a known kind
  bool node_field = false;
  std::vector<const Overload*> overloads;  // call: those that may apply
};

struct Ast {
  Arena* arena = nullptr;  // of the program: literals outlive the tree
  std::deque<Expr> nodes;
  Expr* root = nullptr;
  static constexpr uint32_t kMaxDepth = 400;
};

/// Parses `source` (which need not outlive the call); null root and at least one error when it is not CEL.
Ast parse(std::string_view source, Arena& arena, std::vector<CompileError>& errors);

}  // namespace plumb::expr
