// hcl::File: the syntax tree of an HCL text (Terraform's *.tf and *.tfvars): bodies, attributes, blocks and every form of expression,
// each with its exact span, comments kept.
// Why a tree of our own: two readers make it (this folder's, and tree_sitter/ for an editor's buffers); users see this only.
// Invariants: nodes live in the File's arena and die with it; names and literal texts are views into the source or the arena; a part that
// could not be read is an Error expression or is missing, and a finding says so.
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "source/finding.h"
#include "source/span.h"
#include "syntax/tree.h"

namespace plumb::hcl {

enum class ExprKind : uint8_t {
  null, boolean, number, string,  // Literal; string: without interpolation, decoded
  template_,                      // Template: at least one interpolation or directive
  traversal,                      // Traversal: var.a[0].b, (x).y, f()[*].z
  call, conditional, for_, tuple, object, unary, binary, parentheses,
  error,                          // could not be read
};

enum class Operator : uint8_t { none, negate, not_, multiply, divide, modulo, add, subtract, less, less_equal, greater, greater_equal, equal, not_equal, and_, or_ };

struct Expr {
  ExprKind kind = ExprKind::error;
  Operator op = Operator::none;  // unary, binary
  bool flag = false;             // boolean: its value; string, template_: a heredoc; call: `...` after the last argument; for_: makes an object
  bool second = false;           // for_: `...` groups values by key
  Span span;
};

struct Literal : Expr {
  double number = 0;
  std::string_view text;  // string: decoded; number: as written
};

enum class StepKind : uint8_t {
  attribute,        // .name
  index,            // [expr]
  legacy_index,     // .0
  full_splat,       // [*]: the steps after it, up to the next splat's end, apply to each element
  attribute_splat,  // .*: only the attribute steps directly after it apply to each element
};

struct Step {
  StepKind kind = StepKind::attribute;
  Span span;                    // ".name", "[0]", "[*]"
  std::string_view name;        // attribute
  const Expr* index = nullptr;  // index
  uint64_t number = 0;          // legacy_index
};

/// A name, or another term, followed by steps. A name alone ("each", a `for` variable) is a traversal without steps.
struct Traversal : Expr {
  std::string_view name;         // of the root; empty when `source` is there
  Span name_span;
  const Expr* source = nullptr;  // the term that is not a name: a call, parentheses, a collection, a template
  std::span<const Step> steps;
};

struct Template;

enum class PartKind : uint8_t { text, interpolation, if_, for_ };

struct Part {
  PartKind kind = PartKind::text;
  std::string_view text;            // text: decoded, trim markers and heredoc indentation already applied
  Span span;
  const Expr* value = nullptr;      // interpolation: the expression; if_: the condition; for_: the collection
  std::string_view key_name, value_name;  // for_; key_name may be empty
  std::span<const Part> body, otherwise;  // if_, for_; `otherwise`: else
};

struct Template : Expr {
  std::span<const Part> parts;
};

struct Call : Expr {
  std::string_view name;  // "merge", "provider::aws::arn_parse"
  Span name_span;
  std::span<const Expr* const> arguments;
};

struct Conditional : Expr {
  const Expr *condition = nullptr, *when_true = nullptr, *when_false = nullptr;
};

struct For : Expr {
  std::string_view key_name, value_name;  // key_name may be empty
  const Expr* collection = nullptr;
  const Expr* key = nullptr;   // object form only
  const Expr* value = nullptr;
  const Expr* condition = nullptr;  // null: none
};

struct Tuple : Expr {
  std::span<const Expr* const> items;
};

struct Item {
  const Expr* key = nullptr;    // null when the key is a bare name
  std::string_view name;        // the bare name
  Span key_span, span;
  const Expr* value = nullptr;
};

struct Object : Expr {
  std::span<const Item> items;
};

/// Unary, binary and parentheses; a unary operation and parentheses have only `left`.
struct Operation : Expr {
  const Expr *left = nullptr, *right = nullptr;
};

/// The node as what its kind says it is.
template <class T>
const T& as(const Expr& e) { return static_cast<const T&>(e); }

struct Attribute {
  std::string_view name;
  Span name_span, span;  // span: name to the end of the expression
  const Expr* value = nullptr;
};

struct Label {
  std::string_view text;  // without quotes
  Span span;              // with quotes
};

struct Block;

struct Body {
  Span span;  // without braces
  std::span<const Attribute> attributes;  // in source order; duplicates are reported and kept
  std::span<const Block> blocks;          // in source order
  const Attribute* find(std::string_view name) const;  // the first one, or null
};

struct Block {
  std::string_view type;
  Span type_span, header, span;  // header: type and labels; span: to the closing brace
  std::span<const Label> labels;
  Body body;
  std::string_view label(size_t i) const { return i < labels.size() ? labels[i].text : std::string_view{}; }
};

struct File {
  FileId file = FileId::none;
  std::string_view text;
  Body body;
  const Expr* expression = nullptr;  // read_template, read_expression
  std::vector<Span> comments;        // `#`, `//` to the line's end, and block comments; sorted
  bool broken = false;               // at least one syntax-error: something may be missing
  std::vector<std::unique_ptr<File>> inner;  // of a JSON configuration: expressions that stand in its strings
  Arena arena;
};

/// Reads an HCL text; `text` must outlive the File. Never fails: findings (syntax-error, with what is wrong, where and what to do) and
/// whatever could be read.
std::unique_ptr<File> read_hcl(FileId file, std::string_view text, Findings& findings);

/// Terraform's JSON syntax (*.tf.json), or Terragrunt's (*.hcl.json): the tree of the file as blocks and expressions. `tree` must outlive the File.
enum class Dialect : uint8_t { terraform, terragrunt };
std::unique_ptr<File> read_json_configuration(const Tree& tree, Findings& findings, Dialect dialect = Dialect::terraform);

/// Reads a template as templatefile() does: literal text with ${ } and %{ }. The result is File::expression (Literal or Template), null
/// when the template cannot be read. Spans are of no file, their bytes those of `text`. `text` may die after the call.
std::unique_ptr<File> read_template(std::string_view text, Findings& findings);

/// Reads a single expression (the console, values given on the command line); File::expression is null when it cannot be read. As in
/// brackets, line ends have no meaning in it. Spans as for read_template().
std::unique_ptr<File> read_expression(std::string_view text, Findings& findings);

}  // namespace plumb::hcl
