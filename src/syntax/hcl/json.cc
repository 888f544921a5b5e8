// Terraform's JSON syntax (*.tf.json), and Terragrunt's (*.hcl.json) -> hcl::File: the same blocks and expressions as the native syntax gives, so that nobody behind this
// knows which of the two a file was written in.
// JSON alone does not tell blocks from attributes: the table below says what Terraform's own blocks hold; within a resource every other
// property is an attribute (an object where a provider wants a block stands for that one block).
// Strings are templates; a few are references or types and are read as expressions. Spans of what is inside a string are of no file.
#include <algorithm>

#include "base/text.h"
#include "syntax/hcl/hcl.h"

namespace plumb::hcl {
namespace {

struct Shape;

struct Nested {
  std::string_view type;
  int labels;
  const Shape* shape;
  std::string_view bare = {};  // an argument that shows a block without its label
};

/// What the body of a block may hold besides attributes, and which attributes are written as expressions in a string.
struct Shape {
  std::span<const Nested> blocks;
  std::span<const std::string_view> expressions;
  std::span<const std::string_view> literals = {};  // strings in them are no templates
};

constexpr Shape kPlain{};
constexpr std::string_view kTypes[] = {"type"};
constexpr std::string_view kMeta[] = {"depends_on", "provider", "providers"};
constexpr std::string_view kLifecycle[] = {"ignore_changes", "replace_triggered_by"};
constexpr std::string_view kFromTo[] = {"from", "to", "provider"};
constexpr Nested kValidations[] = {{"validation", 0, &kPlain}};
constexpr Nested kPreconditions[] = {{"precondition", 0, &kPlain}, {"postcondition", 0, &kPlain}};
constexpr std::string_view kDefault[] = {"default", "description"};
constexpr Shape kVariable{kValidations, kTypes, kDefault};
constexpr Shape kLifecycleShape{kPreconditions, kLifecycle};
constexpr Shape kOutput{kPreconditions, kMeta};
extern const Shape kContent;
constexpr Nested kContents[] = {{"content", 0, &kContent}};
constexpr std::string_view kIterator[] = {"iterator"};
constexpr Shape kDynamic{kContents, kIterator};
constexpr Nested kDynamics[] = {{"dynamic", 1, &kDynamic}};
constexpr Shape kContent{kDynamics, {}};
constexpr Nested kResources[] = {{"dynamic", 1, &kDynamic}, {"lifecycle", 0, &kLifecycleShape}, {"provisioner", 1, &kPlain}, {"connection", 0, &kPlain}};
constexpr Shape kResource{kResources, kMeta};
constexpr Shape kModule{{}, kMeta};
constexpr Shape kMoved{{}, kFromTo};
constexpr Nested kRemovedBlocks[] = {{"lifecycle", 0, &kPlain}, {"provisioner", 1, &kPlain}};
constexpr Shape kRemoved{kRemovedBlocks, kFromTo};
constexpr Nested kChecks[] = {{"data", 2, &kResource}, {"assert", 0, &kPlain}};
constexpr Shape kCheck{kChecks, {}};
constexpr Nested kSettings[] = {{"required_providers", 0, &kPlain}, {"backend", 1, &kPlain}, {"cloud", 0, &kPlain}, {"provider_meta", 1, &kPlain}};
constexpr Shape kTerraform{kSettings, {}};
constexpr Nested kTop[] = {{"terraform", 0, &kTerraform}, {"provider", 1, &kPlain}, {"variable", 1, &kVariable}, {"locals", 0, &kPlain}, {"output", 1, &kOutput},
                           {"module", 1, &kModule}, {"resource", 2, &kResource}, {"data", 2, &kResource}, {"ephemeral", 2, &kResource}, {"moved", 0, &kMoved},
                           {"removed", 0, &kRemoved}, {"import", 0, &kMoved}, {"check", 1, &kCheck}};
constexpr Shape kFile{kTop, {}};

constexpr Nested kHooks[] = {{"extra_arguments", 1, &kPlain}, {"before_hook", 1, &kPlain}, {"after_hook", 1, &kPlain}, {"error_hook", 1, &kPlain}};
constexpr Shape kUnitTerraform{kHooks, {}};
constexpr Nested kUnitBlocks[] = {{"terraform", 0, &kUnitTerraform}, {"locals", 0, &kPlain}, {"include", 1, &kPlain, "path"}, {"dependency", 1, &kPlain}, {"dependencies", 0, &kPlain},
                                  {"remote_state", 0, &kPlain}, {"generate", 1, &kPlain}, {"feature", 1, &kPlain}, {"exclude", 0, &kPlain}, {"errors", 0, &kPlain},
                                  {"engine", 0, &kPlain}, {"catalog", 0, &kPlain}, {"unit", 1, &kPlain}, {"stack", 1, &kPlain}};
constexpr Shape kUnitFile{kUnitBlocks, {}};

enum class Strings : uint8_t { templates, expressions, literals };

class Converter {
 public:
  Converter(File& out, Findings& findings) : out_(out), findings_(findings) {}

  Body body(TreeRef object, const Shape& shape) {
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    fill(object, shape, attributes, blocks);
    return {object.span(), out_.arena.copy(attributes), out_.arena.copy(blocks)};
  }

 private:
  void fill(TreeRef object, const Shape& shape, std::vector<Attribute>& attributes, std::vector<Block>& blocks) {
    if (object.is_list()) {
      for (TreeRef item : object.items()) fill(item, shape, attributes, blocks);
      return;
    }
    if (!object.is_map()) return wrong(object, "an object");
    for (auto [key, value] : object.entries()) {
      std::string_view name = key.text();
      if (name == "//") continue;  // a comment
      const Nested* nested = nullptr;
      for (const Nested& n : shape.blocks)
        if (n.type == name) nested = &n;
      if (nested) {
        std::vector<Label> labels;
        add_blocks(key, value, *nested, labels, blocks);
      } else if (&shape == &kFile) {
        findings_.push_back(make_finding("syntax-error", Severity::error, key.span(), cat("'", name, "' is no block of Terraform's language"), "see the list of top-level blocks: resource, data, module, variable, output, locals, provider, terraform"));
      } else {
        auto one_of = [name](std::span<const std::string_view> all) { return std::find(all.begin(), all.end(), name) != all.end(); };
        Strings strings = one_of(shape.expressions) ? Strings::expressions : one_of(shape.literals) ? Strings::literals : Strings::templates;
        attributes.push_back({name, key.span(), {key.span().file, key.span().begin, value.span().end}, value_of(value, strings)});
      }
    }
  }

  void wrong(TreeRef at, std::string_view wanted) {
    findings_.push_back(make_finding("syntax-error", Severity::error, at.span(), cat("expected ", wanted, " here"), "see Terraform's JSON configuration syntax"));
    out_.broken = true;
  }

  void add_blocks(TreeRef key, TreeRef value, const Nested& nested, std::vector<Label>& labels, std::vector<Block>& blocks) {
    if (value.is_null()) return;
    if (value.is_list()) {
      for (TreeRef item : value.items()) add_blocks(key, item, nested, labels, blocks);
      return;
    }
    if (!value.is_map()) return wrong(value, "an object");
    TreeRef bare = nested.bare.empty() ? TreeRef() : value[nested.bare];
    if (labels.size() < static_cast<size_t>(nested.labels) && bare.type() != NodeType::string) {
      for (auto [label, inner] : value.entries()) {
        if (label.text() == "//") continue;
        labels.push_back({label.text(), label.span()});
        add_blocks(key, inner, nested, labels, blocks);
        labels.pop_back();
      }
      return;
    }
    Block b;
    b.type = nested.type;
    b.type_span = key.span();
    b.labels = out_.arena.copy(labels);
    b.header = labels.empty() ? key.span() : labels.back().span;
    b.span = value.span();
    b.body = body(value, *nested.shape);
    blocks.push_back(b);
  }

  const Expr* value_of(TreeRef v, Strings strings) {
    switch (v.type()) {
      case NodeType::boolean: {
        Literal* l = literal(ExprKind::boolean, v);
        l->flag = v.boolean();
        return l;
      }
      case NodeType::integer: case NodeType::floating: return read(v, v.text(), true);
      case NodeType::string: return text(v, strings);
      case NodeType::sequence: {
        Tuple* t = out_.arena.make<Tuple>();
        t->kind = ExprKind::tuple;
        t->span = v.span();
        std::vector<const Expr*> items;
        for (TreeRef i : v.items()) items.push_back(value_of(i, strings));
        t->items = out_.arena.copy(items);
        return t;
      }
      case NodeType::mapping: {
        Object* o = out_.arena.make<Object>();
        o->kind = ExprKind::object;
        o->span = v.span();
        std::vector<Item> items;
        for (auto [k, x] : v.entries()) {
          Item i;
          if (k.text().find("${") != std::string_view::npos || k.text().find("%{") != std::string_view::npos) i.key = text(k, strings);
          i.name = k.text();
          i.key_span = k.span();
          i.span = {k.span().file, k.span().begin, x.span().end};
          i.value = value_of(x, strings);
          items.push_back(i);
        }
        o->items = out_.arena.copy(items);
        return o;
      }
      default: return literal(ExprKind::null, v);
    }
  }

  Literal* literal(ExprKind kind, TreeRef v) {
    Literal* l = out_.arena.make<Literal>();
    l->kind = kind;
    l->span = v.span();
    return l;
  }

  const Expr* text(TreeRef v, Strings strings) {
    std::string_view s = v.string();
    bool expression = strings == Strings::expressions;
    if (strings == Strings::literals || (!expression && s.find("${") == std::string_view::npos && s.find("%{") == std::string_view::npos)) {
      Literal* l = literal(ExprKind::string, v);
      l->text = s;
      return l;
    }
    return read(v, s, expression && s.find("${") == std::string_view::npos);
  }

  /// The text as an expression or a template; its own spans are of no file, so the string's stands around it where that says the same.
  const Expr* read(TreeRef v, std::string_view s, bool expression) {
    Findings own;
    auto file = expression ? read_expression(s, own) : read_template(s, own);
    const Expr* e = file->expression;
    if (!e || !own.empty()) {
      findings_.push_back(make_finding("syntax-error", Severity::error, v.span(), own.empty() ? "the text is no expression" : own[0].message, own.empty() ? "" : own[0].help));
      out_.broken = true;
      Expr* error = out_.arena.make<Expr>();
      error->span = v.span();
      return error;
    }
    out_.inner.push_back(std::move(file));
    if (expression) return e;  // a reference or a type is looked at as it is
    Operation* around = out_.arena.make<Operation>();
    around->kind = ExprKind::parentheses;
    around->span = v.span();
    around->left = e;
    return around;
  }

  File& out_;
  Findings& findings_;
};

}  // namespace

std::unique_ptr<File> read_json_configuration(const Tree& tree, Findings& findings, Dialect dialect) {
  auto out = std::make_unique<File>();
  out->file = tree.file;
  out->text = tree.text;
  if (tree.documents.empty()) {
    out->broken = true;
    return out;
  }
  out->body = Converter(*out, findings).body(tree.document(0), dialect == Dialect::terragrunt ? kUnitFile : kFile);
  return out;
}

}  // namespace plumb::hcl
