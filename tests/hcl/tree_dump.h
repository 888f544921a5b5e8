// Every node, name, text and span of an hcl tree, one line a node: two trees are the same when their dumps are.
// check_spans(): the spans lie in the text, and children's spans inside their parents'.
#pragma once
#include <string>
#include <vector>

#include "base/text.h"
#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

class TreeDump {
 public:
  std::vector<std::string> lines;
  std::string outside;  // the first node whose span is not inside its parent's; empty: none

  explicit TreeDump(const File& f) : size_(static_cast<uint32_t>(f.text.size())) {
    Span all{f.file, 0, size_};
    if (f.expression) expression(f.expression, all);
    body(f.body, all);
    for (Span c : f.comments) line("comment", c, all);
  }

 private:
  void line(std::string what, Span at, Span parent) {
    bool inside = at.begin <= at.end && at.begin >= parent.begin && at.end <= parent.end;
    if (!inside && outside.empty()) outside = cat(what, " ", at.begin, "-", at.end, " in ", parent.begin, "-", parent.end);
    lines.push_back(cat(std::string(depth_, ' '), what, " ", at.begin, "-", at.end));
  }

  void body(const Body& b, Span parent) {
    line("body", b.span, parent);
    ++depth_;
    for (const Attribute& a : b.attributes) {
      line(cat("attribute ", a.name), a.span, b.span);
      line("name", a.name_span, a.span);
      expression(a.value, a.span);
    }
    for (const Block& k : b.blocks) {
      line(cat("block ", k.type), k.span, b.span);
      line("header", k.header, k.span);
      line("type", k.type_span, k.header);
      for (const Label& l : k.labels) line(cat("label ", l.text), l.span, k.header);
      body(k.body, k.span);
    }
    --depth_;
  }

  void parts(std::span<const Part> list, Span parent) {
    ++depth_;
    for (const Part& p : list) {
      line(cat("part ", static_cast<int>(p.kind), " '", p.text, "' ", p.key_name, ",", p.value_name), p.span, parent);
      if (p.value) expression(p.value, p.span);
      parts(p.body, p.span);
      if (p.kind == PartKind::if_) parts(p.otherwise, p.span);
    }
    --depth_;
  }

  void expression(const Expr* e, Span parent) {
    if (!e) {
      lines.push_back("none");
      return;
    }
    std::string what = cat("expr ", static_cast<int>(e->kind), " op ", static_cast<int>(e->op), e->flag ? " flag" : "", e->second ? " second" : "");
    if (e->kind == ExprKind::string || e->kind == ExprKind::number) what += cat(" '", as<Literal>(*e).text, "' ", std::to_string(as<Literal>(*e).number));
    line(what, e->span, parent);
    ++depth_;
    switch (e->kind) {
      case ExprKind::template_: parts(as<Template>(*e).parts, e->span); break;
      case ExprKind::traversal: {
        const auto& t = as<Traversal>(*e);
        if (t.source) expression(t.source, e->span);
        else line(cat("root ", t.name), t.name_span, e->span);
        for (const Step& s : t.steps) {
          line(cat("step ", static_cast<int>(s.kind), " ", s.name, " ", s.number), s.span, e->span);
          if (s.index) expression(s.index, s.span);
        }
        break;
      }
      case ExprKind::call:
        line(cat("call ", as<Call>(*e).name), as<Call>(*e).name_span, e->span);
        for (const Expr* a : as<Call>(*e).arguments) expression(a, e->span);
        break;
      case ExprKind::conditional:
        for (const Expr* x : {as<Conditional>(*e).condition, as<Conditional>(*e).when_true, as<Conditional>(*e).when_false}) expression(x, e->span);
        break;
      case ExprKind::for_: {
        const auto& f = as<For>(*e);
        lines.push_back(cat("names ", f.key_name, ",", f.value_name));
        for (const Expr* x : {f.collection, f.key, f.value, f.condition}) expression(x, e->span);
        break;
      }
      case ExprKind::tuple:
        for (const Expr* x : as<Tuple>(*e).items) expression(x, e->span);
        break;
      case ExprKind::object:
        for (const Item& i : as<Object>(*e).items) {
          line(cat("item ", i.name), i.span, e->span);
          line("key", i.key_span, i.span);
          if (i.key) expression(i.key, i.key_span);
          expression(i.value, i.span);
        }
        break;
      case ExprKind::unary: case ExprKind::binary: case ExprKind::parentheses:
        expression(as<Operation>(*e).left, e->span);
        if (e->kind == ExprKind::binary) expression(as<Operation>(*e).right, e->span);
        break;
      default: break;
    }
    --depth_;
  }

  uint32_t size_;
  size_t depth_ = 0;
};

}  // namespace plumb::hcl
