// See walk.h.
#include "load/terraform/eval/walk.h"

#include <algorithm>
#include <vector>

namespace plumb::terraform {
namespace {

using hcl::ExprKind;

class Walk {
 public:
  explicit Walk(const NameFound& found) : found_(found) {}

  void expression(const hcl::Expr& e) {
    if (depth_ > 1000) return;  // the evaluator refuses what is nested deeper
    ++depth_;
    visit(e);
    --depth_;
  }

  void body(const hcl::Body& b, bool (*left_out)(std::string_view)) {
    for (const hcl::Attribute& a : b.attributes)
      if (!left_out || !left_out(a.name)) expression(*a.value);
    for (const hcl::Block& inner : b.blocks) {
      if (left_out && left_out(inner.type)) continue;
      if (inner.type == "dynamic" && !inner.labels.empty()) dynamic(inner);
      else body(inner.body, left_out);
    }
  }

 private:
  void dynamic(const hcl::Block& b) {
    std::string_view iterator = b.label(0);
    if (const hcl::Attribute* named = b.body.find("iterator"); named && named->value->kind == ExprKind::traversal) iterator = hcl::as<hcl::Traversal>(*named->value).name;
    for (const hcl::Attribute& a : b.body.attributes)
      if (a.name != "iterator" && a.name != "labels") expression(*a.value);
    locals_.push_back(iterator);
    for (const hcl::Block& inner : b.body.blocks) body(inner.body, nullptr);
    locals_.pop_back();
  }

  void within(std::string_view key, std::string_view value, const std::function<void()>& inner) {
    locals_.push_back(key);
    locals_.push_back(value);
    inner();
    locals_.resize(locals_.size() - 2);
  }

  void parts(std::span<const hcl::Part> all) {
    for (const hcl::Part& p : all) {
      if (p.value) expression(*p.value);
      if (p.kind == hcl::PartKind::for_) {
        within(p.key_name, p.value_name, [&] { parts(p.body); });
      } else {
        parts(p.body);
        parts(p.otherwise);
      }
    }
  }

  void visit(const hcl::Expr& e) {
    switch (e.kind) {
      case ExprKind::template_: return parts(hcl::as<hcl::Template>(e).parts);
      case ExprKind::traversal: {
        const auto& t = hcl::as<hcl::Traversal>(e);
        if (t.source) expression(*t.source);
        else if (std::find(locals_.begin(), locals_.end(), t.name) == locals_.end()) found_(t);
        for (const hcl::Step& s : t.steps)
          if (s.index) expression(*s.index);
        return;
      }
      case ExprKind::call:
        for (const hcl::Expr* a : hcl::as<hcl::Call>(e).arguments) expression(*a);
        return;
      case ExprKind::conditional: {
        const auto& k = hcl::as<hcl::Conditional>(e);
        for (const hcl::Expr* part : {k.condition, k.when_true, k.when_false}) expression(*part);
        return;
      }
      case ExprKind::for_: {
        const auto& f = hcl::as<hcl::For>(e);
        expression(*f.collection);
        return within(f.key_name, f.value_name, [&] {
          for (const hcl::Expr* part : {f.key, f.value, f.condition})
            if (part) expression(*part);
        });
      }
      case ExprKind::tuple:
        for (const hcl::Expr* i : hcl::as<hcl::Tuple>(e).items) expression(*i);
        return;
      case ExprKind::object:
        for (const hcl::Item& i : hcl::as<hcl::Object>(e).items) {
          if (i.key && i.key->kind != ExprKind::traversal) expression(*i.key);
          expression(*i.value);
        }
        return;
      case ExprKind::unary: case ExprKind::parentheses: return expression(*hcl::as<hcl::Operation>(e).left);
      case ExprKind::binary:
        expression(*hcl::as<hcl::Operation>(e).left);
        return expression(*hcl::as<hcl::Operation>(e).right);
      default: return;
    }
  }

  const NameFound& found_;
  std::vector<std::string_view> locals_;
  int depth_ = 0;
};

}  // namespace

void walk(const hcl::Expr& e, const NameFound& found) { Walk(found).expression(e); }

void walk(const hcl::Body& body, const NameFound& found, bool (*left_out)(std::string_view)) { Walk(found).body(body, left_out); }

}  // namespace plumb::terraform
