// See relocate.h. The nodes are the file's own, made in its arena, so that changing them is the owner's right.
#include "syntax/hcl/relocate.h"

namespace plumb::hcl {
namespace {

class Relocate {
 public:
  Relocate(Span at, Arena& texts) : at_(at), texts_(texts) {}

  void body(Body& b) {
    b.span = at_;
    for (const Attribute& a : b.attributes) {
      auto& own = const_cast<Attribute&>(a);
      own.name_span = own.span = at_;
      expression(own.value);
    }
    for (const Block& inner : b.blocks) {
      auto& own = const_cast<Block&>(inner);
      own.type_span = own.header = own.span = at_;
      for (const Label& l : own.labels) {
        const_cast<Label&>(l).span = at_;
        const_cast<Label&>(l).text = texts_.copy(l.text);
      }
      body(own.body);
    }
  }

  void expression(const Expr* e) {
    if (!e) return;
    const_cast<Expr*>(e)->span = at_;
    switch (e->kind) {
      case ExprKind::string: case ExprKind::number: {
        auto& literal = const_cast<Literal&>(as<Literal>(*e));
        literal.text = texts_.copy(literal.text);
        return;
      }
      case ExprKind::template_: return parts(as<Template>(*e).parts);
      case ExprKind::traversal: {
        const auto& t = as<Traversal>(*e);
        const_cast<Traversal&>(t).name_span = at_;
        expression(t.source);
        for (const Step& s : t.steps) {
          const_cast<Step&>(s).span = at_;
          expression(s.index);
        }
        return;
      }
      case ExprKind::call:
        const_cast<Call&>(as<Call>(*e)).name_span = at_;
        for (const Expr* a : as<Call>(*e).arguments) expression(a);
        return;
      case ExprKind::conditional:
        for (const Expr* part : {as<Conditional>(*e).condition, as<Conditional>(*e).when_true, as<Conditional>(*e).when_false}) expression(part);
        return;
      case ExprKind::for_:
        for (const Expr* part : {as<For>(*e).collection, as<For>(*e).key, as<For>(*e).value, as<For>(*e).condition}) expression(part);
        return;
      case ExprKind::tuple:
        for (const Expr* i : as<Tuple>(*e).items) expression(i);
        return;
      case ExprKind::object:
        for (const Item& i : as<Object>(*e).items) {
          auto& own = const_cast<Item&>(i);
          own.key_span = own.span = at_;
          expression(own.key);
          expression(own.value);
        }
        return;
      case ExprKind::unary: case ExprKind::binary: case ExprKind::parentheses:
        expression(as<Operation>(*e).left);
        return expression(as<Operation>(*e).right);
      default: return;
    }
  }

 private:
  void parts(std::span<const Part> all) {
    for (const Part& p : all) {
      const_cast<Part&>(p).span = at_;
      const_cast<Part&>(p).text = texts_.copy(p.text);
      expression(p.value);
      parts(p.body);
      parts(p.otherwise);
    }
  }

  Span at_;
  Arena& texts_;
};

}  // namespace

void relocate(File& file, Span at, Arena& texts) {
  Relocate relocate(at, texts);
  relocate.body(file.body);
  relocate.expression(file.expression);
  for (auto& inner : file.inner) plumb::hcl::relocate(*inner, at, texts);
}

}  // namespace plumb::hcl
