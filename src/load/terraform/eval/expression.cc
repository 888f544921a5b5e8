// The evaluator of expressions: expression.h.
#include "load/terraform/eval/expression.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/operators.h"
#include "load/terraform/eval/unicode.h"
#include "load/terraform/eval/whole.h"
#include "load/terraform/eval/zone_keys.h"

namespace plumb::terraform {
namespace {

using hcl::ExprKind;
using hcl::StepKind;

/// As written; a short whole number needs no reading.
Value number_literal(const hcl::Literal& l, Context& c) {
  if (l.text.size() <= 15 && l.text.find_first_not_of("0123456789") == std::string_view::npos) return Value::number(Number(l.number, Number::Precision::full), l.span);
  auto n = parse_number(c.arena, l.text);
  return n ? Value::number(*n, l.span) : c.fail(l.span, cat("'", l.text, "' is no number that can be computed with"));
}

Value literal(const hcl::Expr& e, Context& c) {
  const auto& l = hcl::as<hcl::Literal>(e);
  switch (e.kind) {
    case ExprKind::boolean: return Value::boolean(e.flag, e.span);
    case ExprKind::number: return number_literal(l, c);
    case ExprKind::string: {
      std::string buffer;
      std::string_view text = composed(l.text, buffer);
      return Value::string(text.data() == l.text.data() ? text : c.arena.copy(text), e.span);
    }
    default: return Value::null(nullptr, e.span);
  }
}

// ---- Steps ----

/// Terraform's exact unknown one step further: aws_eks_cluster.a + "identity" -> aws_eks_cluster.a.identity.
Value extend(Context& c, const Value& of, std::string_view path, bool index, Span at) {
  const Unknown& u = of.unknown();
  if (u.failed) return of;
  if (!u.exact || u.references.empty()) return c.unknown_from(of, at).with_marks(of.marks());
  const Reference& r = u.references[0];
  if (r.attribute.empty() && index) return of;  // an instance of a resource whose count is unknown
  std::string attribute = cat(r.attribute, r.attribute.empty() || index ? "" : ".", path);
  bool known_after_apply = u.cause.ends_with("after apply only");
  return c.attribute(r.address, attribute, known_after_apply ? std::string_view{} : u.cause, at, r.root);
}

/// A step by key, as an attribute where that is the same.
std::string index_text(const Value& key) {
  auto name = [](std::string_view s) {
    auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-'; };
    return !s.empty() && !std::isdigit(static_cast<unsigned char>(s[0])) && s[0] != '-' && std::all_of(s.begin(), s.end(), fits);
  };
  if (key.is_string() && name(key.string())) return cat(".", key.string());
  return key.is_string() ? cat("[\"", key.string(), "\"]") : cat("[", written(key), "]");
}

std::optional<size_t> list_index(const Value& key, size_t size) {
  auto n = to_number(key);
  if (!n || *n < 0 || *n != std::floor(*n) || *n >= static_cast<double>(size)) return std::nullopt;
  return static_cast<size_t>(*n);
}

Value apply_steps(Value v, std::span<const hcl::Step> steps, const Env& env);

/// `rest` is applied to each element; null gives none, a single thing counts as one element.
Value splat(const Value& v, std::span<const hcl::Step> rest, const Env& env, Span at) {
  Context& c = env.c;
  if (v.is_unknown()) {
    if (v.unknown().failed) return v;
    Value element = extend(c, v, "[*]", true, at);
    return c.unknown_from(apply_steps(element, rest, env), at);
  }
  bool collection = v.is_null() && v.null_type() && (v.null_type()->element || v.null_type()->is(TypeKind::tuple)) && !v.null_type()->is(TypeKind::map);
  if (collection) return c.fail(at, "[*] is asked of a list that is null");
  if (v.is_null()) return c.tuple({}, at);
  std::vector<Value> out;
  if (!v.is_sequence()) {
    out.push_back(apply_steps(v, rest, env));
    return c.tuple(out, at);
  }
  for (const Value& i : v.items()) out.push_back(apply_steps(i.with_marks(v.marks()), rest, env));
  if (v.is(ValueKind::tuple)) return c.tuple(out, at).with_marks(v.marks());
  const Type* element = unify(c, out);
  return element ? c.list(out, element, at) : c.tuple(out, at);
}

Value apply_steps(Value v, std::span<const hcl::Step> steps, const Env& env) {
  Context& c = env.c;
  for (size_t i = 0; i < steps.size(); ++i) {
    const hcl::Step& s = steps[i];
    switch (s.kind) {
      case StepKind::attribute: v = get_attribute(c, v, s.name, s.span); break;
      case StepKind::index: v = get_index(c, v, evaluate(*s.index, env), s.span); break;
      case StepKind::legacy_index: v = get_index(c, v, Value::number(static_cast<double>(s.number), s.span), s.span); break;
      case StepKind::full_splat: return splat(v, steps.subspan(i + 1), env, s.span);
      case StepKind::attribute_splat: {
        size_t n = i + 1;
        while (n < steps.size() && (steps[n].kind == StepKind::attribute || steps[n].kind == StepKind::legacy_index)) ++n;
        v = splat(v, steps.subspan(i + 1, n - i - 1), env, s.span);
        i = n - 1;
        break;
      }
    }
  }
  return v;
}

Value traversal(const hcl::Traversal& t, const Env& env) {
  if (t.source) return apply_steps(evaluate(*t.source, env), t.steps, env);
  for (const Local* l = env.locals; l; l = l->outer)
    if (l->name == t.name) return apply_steps(l->value, t.steps, env);
  if (!env.names) return env.c.fail(t.name_span, cat("'", t.name, "' is not known here: only plain values may be given"));
  size_t used = 0;
  Value v = env.names->name(t, env, used);
  v = apply_steps(v, t.steps.subspan(std::min(used, t.steps.size())), env);
  // What is not known stands where the whole reference does, not where its last step is.
  bool inside = v.is_unknown() && v.span().file == t.span.file && t.span.begin <= v.span().begin && v.span().end <= t.span.end;
  return inside ? v.at(t.span) : v;
}

// ---- Templates ----

class TemplateText {
 public:
  explicit TemplateText(Context& c) : c_(c) {}

  void parts(std::span<const hcl::Part> all, const Env& env) {
    for (const hcl::Part& p : all) {
      if (p.kind == hcl::PartKind::text) text_.append(p.text);
      else if (p.kind == hcl::PartKind::interpolation) add(evaluate(*p.value, env), p.value->span);
      else if (p.kind == hcl::PartKind::if_) condition(p, env);
      else loop(p, env);
    }
  }

  Value result(Span at) {
    if (unknown_.empty()) return c_.text(text_, at).with_marks(marks_);
    Value v = c_.unknown_from(unknown_, at, c_.types.string());
    Unknown* u = c_.arena.make<Unknown>(v.unknown());
    u->text = c_.arena.copy(std::string_view(text_));
    u->start = u->text.substr(0, start_);
    u->present = true;
    return Value::unknown(u, at).with_marks(marks_);
  }

 private:
  void add(const Value& v, Span at) {
    marks_ |= v.marks();
    if (v.is_unknown()) {
      if (unknown_.empty()) start_ = text_.size();
      unknown_.push_back(v);
      text_.append(v.unknown().text);
    } else if (auto s = to_text(v)) {
      text_.append(*s);
    } else {
      // A null that is a variable's default stands for a value that is given where Terraform runs.
      bool given_elsewhere = v.is_null() && v.source() == Source::variable_default;
      unknown_.push_back(c_.fail(at, cat("a text cannot contain ", kind_name(v)), given_elsewhere));
    }
  }

  void condition(const hcl::Part& p, const Env& env) {
    Value v = evaluate(*p.value, env);
    if (v.is_unknown()) return add(v, p.value->span);
    auto b = to_boolean(v);
    marks_ |= v.marks();
    if (!b) return add(c_.fail(p.value->span, cat("a condition must be a bool, not ", kind_name(v))), p.value->span);
    parts(*b ? p.body : p.otherwise, env);
  }

  void loop(const hcl::Part& p, const Env& env) {
    Value v = evaluate(*p.value, env);
    if (v.is_unknown()) return add(v, p.value->span);
    auto once = [&](const Value& key, const Value& value) {
      Local k{env.locals, p.key_name.empty() ? std::string_view(" ") : p.key_name, key};
      Local l{&k, p.value_name, value};
      parts(p.body, env.with(l));
    };
    if (v.is_sequence()) {
      double i = 0;
      for (const Value& item : v.items()) once(v.is(ValueKind::set) ? item : Value::number(i++, v.span()), item);
    } else if (v.is_mapping()) {
      for (const Entry& e : v.entries()) once(key_value(c_, e), e.value);
    } else {
      add(c_.fail(p.value->span, cat("a loop needs a collection, not ", kind_name(v))), p.value->span);
    }
  }

  Context& c_;
  std::string text_;
  std::vector<Value> unknown_;
  size_t start_ = 0;  // of the text, what comes before anything unknown
  uint8_t marks_ = 0;
};

/// `v` with the marks of what it is made of.
Value with_mark(const Context& c, Value v, std::initializer_list<const Value*> from) {
  if (!c.any_marks) return v;
  for (const Value* f : from) v = v.with_marks(f->marks());
  return v;
}

Value template_value(const hcl::Template& t, const Env& env) {
  if (t.parts.size() == 1 && t.parts[0].kind == hcl::PartKind::interpolation) return evaluate(*t.parts[0].value, env);
  TemplateText text(env.c);
  text.parts(t.parts, env);
  return text.result(t.span);
}

// ---- Collections, for, conditional ----

Value tuple(const hcl::Tuple& t, const Env& env) {
  std::vector<Value> items;
  items.reserve(t.items.size());
  for (const hcl::Expr* i : t.items) items.push_back(evaluate(*i, env));
  return env.c.tuple(items, t.span).from(Source::literal);
}

/// Keys of an object under construction: known ones, and unknown ones as they are written.
class Keys {
 public:
  explicit Keys(Context& c) : c_(c) {}

  void add(const Value& key, Span key_span, Span at, const Value& value) {
    if (key.is_unknown()) {
      unknown_.push_back(key);
      entries_.push_back({key.unknown().text, key_span, at, value});
    } else if (auto s = to_text(key)) {
      entries_.push_back({key.is_string() ? key.string() : c_.arena.copy(std::string_view(*s)), key_span, at, value});
    } else {
      unknown_.push_back(c_.fail(key_span, cat("a key must be a string, not ", kind_name(key))));
    }
  }

  Value result(Span at) {
    if (unknown_.empty()) return c_.object(std::move(entries_), at);
    for (const Entry& e : entries_) unknown_.push_back(e.value);
    Value v = c_.unknown_from(unknown_, at);
    Unknown* u = c_.arena.make<Unknown>(v.unknown());
    u->partial = c_.arena.make<Value>(c_.object(std::move(entries_), at));
    return Value::unknown(u, at);
  }

 private:
  Context& c_;
  std::vector<Entry> entries_;
  std::vector<Value> unknown_;
};

Value object(const hcl::Object& o, const Env& env) {
  Keys keys(env.c);
  for (const hcl::Item& i : o.items) {
    Value key = i.key ? evaluate(*i.key, env) : Value::string(i.name, i.key_span);
    if (i.key && i.key->kind == ExprKind::traversal) key = env.c.fail(i.key_span, "a reference as a key must stand in parentheses");
    keys.add(key, i.key_span, i.value->span, evaluate(*i.value, env));
  }
  return keys.result(o.span).from(Source::literal);
}

class ForLoop {
 public:
  ForLoop(const hcl::For& f, const Env& env) : f_(f), env_(env), c_(env.c), keys_(env.c) {}

  Value run() {
    Value v = whole_resource(c_, evaluate(*f_.collection, env_));
    if (const Value* object = keyed_by_zones(v)) v = *object;
    if (v.is_unknown()) return v.unknown().failed ? v : c_.unknown_from(v, f_.span);
    if (v.is_sequence()) {
      double i = 0;
      for (const Value& item : v.items()) step(v.is(ValueKind::set) ? item : Value::number(i++, v.span()), item);
    } else if (v.is_mapping()) {
      for (const Entry& e : v.entries()) step(key_value(c_, e), e.value);
    } else {
      return c_.fail(f_.collection->span, cat("'for' needs a collection, not ", kind_name(v)));
    }
    if (!undecided_.empty()) return c_.unknown_from(undecided_, f_.span);
    Value out = !f_.flag ? c_.tuple(items_, f_.span) : f_.second ? grouped() : keys_.result(f_.span);
    return with_mark(c_, out, {&v});
  }

 private:
  void step(const Value& key, const Value& value) {
    Local k{env_.locals, f_.key_name.empty() ? std::string_view(" ") : f_.key_name, key};
    Local l{&k, f_.value_name, value};
    Env inner = env_.with(l);
    if (f_.condition) {
      Value take = evaluate(*f_.condition, inner);
      if (take.is_unknown()) {
        undecided_.push_back(take);
        return;
      }
      auto b = to_boolean(take);
      if (!b) {
        undecided_.push_back(c_.fail(f_.condition->span, cat("the condition of 'for' must be a bool, not ", kind_name(take))));
        return;
      }
      if (!*b) return;
    }
    Value result = evaluate(*f_.value, inner);
    if (!f_.flag) {
      items_.push_back(result);
      return;
    }
    Value name = evaluate(*f_.key, inner);
    if (f_.second) {
      auto s = to_text(name);
      if (s) groups_.push_back({c_.arena.copy(std::string_view(*s)), f_.key->span, f_.value->span, result});
      else undecided_.push_back(name.is_unknown() ? name : c_.fail(f_.key->span, cat("a key must be a string, not ", kind_name(name))));
      return;
    }
    if (auto s = to_text(name); s && !seen_.insert(*s).second)
      undecided_.push_back(c_.fail(f_.key->span, cat("two elements give the key '", *s, "'; write '...' after the value to group them")));
    keys_.add(name, f_.key->span, f_.value->span, result);
  }

  Value grouped() {
    std::stable_sort(groups_.begin(), groups_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    std::vector<Entry> out;
    for (size_t i = 0; i < groups_.size();) {
      size_t n = i;
      std::vector<Value> members;
      while (n < groups_.size() && groups_[n].key == groups_[i].key) members.push_back(groups_[n++].value);
      Entry e = groups_[i];
      e.value = c_.tuple(members, f_.value->span);
      out.push_back(e);
      i = n;
    }
    return c_.object(std::move(out), f_.span);
  }

  const hcl::For& f_;
  const Env& env_;
  Context& c_;
  Keys keys_;
  std::vector<Value> items_, undecided_;
  std::vector<Entry> groups_;
  std::set<std::string> seen_;
};

/// Both branches are evaluated, because the type of the one not taken counts too; its errors do not.
Value conditional(const hcl::Conditional& k, const Env& env) {
  Context& c = env.c;
  Value condition = evaluate(*k.condition, env);
  std::optional<bool> taken = condition.is_unknown() ? std::nullopt : to_boolean(condition);
  if (!condition.is_unknown() && !taken) return c.fail(k.condition->span, cat("a condition must be a bool, not ", kind_name(condition)));
  auto branch = [&](const hcl::Expr& e, bool counts) {
    size_t before = c.errors.size();
    Value v = evaluate(e, env);
    bool failed = c.errors.size() > before;
    if (!counts) c.errors.resize(std::min(before, c.errors.size()));
    if (!counts && failed) check_references(e, env);
    return v;
  };
  Value yes = branch(*k.when_true, taken.value_or(true));
  Value no = branch(*k.when_false, !taken.value_or(false));
  Value chosen = taken.value_or(true) ? yes : no;
  const Value& other = taken.value_or(true) ? no : yes;
  bool other_failed = other.is_unknown() && other.unknown().failed;
  const Type *type = nullptr, *a = type_of(c, yes), *b = type_of(c, no);
  auto nothing = [](const Value& v) { return v.is_null() && !v.null_type(); };
  if (!other_failed && a != b) {
    type = nothing(yes) ? b : nothing(no) ? a : unify(c, a, b);
    if (!type && taken) return c.fail(k.span, cat("the two results of the conditional must have one type; they are a ", type_text(a), " and a ", type_text(b)));
  }
  if (!taken) {
    // Terraform looks no further when the condition is known after apply only.
    if (!after_apply(condition) && !first_unknown(yes) && !first_unknown(no) && compare(yes, no) == 0) return yes;
    auto guessed = [](const Value& x) { return x.is_unknown() && x.unknown().guessed; };
    if (a != b && !type && !other_failed && !guessed(yes) && !guessed(no)) return c.fail(k.span, cat("the two results of the conditional must have one type; they are a ", type_text(a), " and a ", type_text(b)));
    const Value parts[] = {condition, yes, no};
    Value v = c.unknown_from(parts, k.span, a == b ? a : type);
    auto there = [](const Value& x) { return x.is_unknown() ? x.unknown().present : !x.is_null(); };
    return there(yes) && there(no) ? c.present(v) : v;
  }
  chosen = with_mark(c, chosen, {&condition, &other});
  if (!type) return chosen;
  std::string why;
  auto converted = convert(c, chosen, type, &why);
  return converted ? *converted : c.fail(k.span, why);
}

Value evaluate_kind(const hcl::Expr& e, const Env& env) {
  switch (e.kind) {
    case ExprKind::null: case ExprKind::boolean: case ExprKind::number: case ExprKind::string: return literal(e, env.c);
    case ExprKind::template_: return template_value(hcl::as<hcl::Template>(e), env);
    case ExprKind::traversal: return traversal(hcl::as<hcl::Traversal>(e), env);
    case ExprKind::call: return call(hcl::as<hcl::Call>(e), env);
    case ExprKind::conditional: return conditional(hcl::as<hcl::Conditional>(e), env);
    case ExprKind::for_: return ForLoop(hcl::as<hcl::For>(e), env).run();
    case ExprKind::tuple: return tuple(hcl::as<hcl::Tuple>(e), env);
    case ExprKind::object: return object(hcl::as<hcl::Object>(e), env);
    case ExprKind::unary: {
      Value v = evaluate(*hcl::as<hcl::Operation>(e).left, env);
      return with_mark(env.c, unary(env.c, e.op, v, e.span), {&v});
    }
    case ExprKind::binary: {
      const auto& o = hcl::as<hcl::Operation>(e);
      Value left = evaluate(*o.left, env);
      Value right = evaluate(*o.right, env);
      return with_mark(env.c, binary(env.c, e.op, left, right, e.span), {&left, &right});
    }
    case ExprKind::parentheses: return evaluate(*hcl::as<hcl::Operation>(e).left, env);
    case ExprKind::error: return env.c.unknown("it could not be read (syntax error)", e.span);
  }
  return Value();
}

}  // namespace

Value evaluate(const hcl::Expr& e, const Env& env) {
  Context& c = env.c;
  if (c.too_deep()) return c.fail(e.span, "the chain of references is too long to be followed");
  ++c.depth;
  Value v = evaluate_kind(e, env);
  --c.depth;
  return v;
}

Value get_attribute(Context& c, const Value& of, std::string_view name, Span at) {
  if (of.is_unknown()) {
    const Unknown& u = of.unknown();
    if (!u.failed && !u.guessed && u.type) {
      const Type* t = u.type;
      if (t->primitive()) return c.fail(at, cat("a ", type_text(t), " has no attribute '", name, "'"));
      const TypeAttribute* a = t->attribute(name);
      if (t->is(TypeKind::object) && !a) return c.fail(at, cat("there is no attribute '", name, "'"));
      const Type* inner = a ? a->type : t->is(TypeKind::map) ? t->element : nullptr;
      Value v = extend(c, of, name, false, at);
      return inner && v.is_unknown() && !inner->is(TypeKind::dynamic) ? c.typed(v, inner) : v;
    }
    return extend(c, of, name, false, at);
  }
  if (of.is_null()) return c.fail_with(at, [&] { return cat("'.", name, "' is asked of null"); });
  if (is_marker(c, of)) return c.text(cat(of.string().substr(0, of.string().size() - 1), ".", name, "}"), at);
  if (!of.is_mapping()) {
    return c.fail_with(at, [&] { return cat(kind_name(of), " has no attribute '", name, "'", of.is_sequence() ? "; write [0] or [*] before it" : ""); });
  }
  const Entry* e = of.find(name);
  const Reference* resource = of.map().resource;
  bool tags = name == "tags" && resource && resource->attribute.empty() && resource_type(resource->address).starts_with("aws_");
  if (tags && (!e || e->value.is_null()) && !resource->root) return Value::null(c.types.map(c.types.string()), at);  // no release of the provider makes some up
  if (resource && (!e || e->value.is_null() || (e->value.is_sequence() && e->value.list().open)))
    return c.attribute(resource->address, cat(resource->attribute, resource->attribute.empty() ? "" : ".", name), {}, at, resource->root);
  if (e && resource) return c.refined_less(e->value).with_marks(of.marks());  // a provider plans an unknown with no more than its type
  if (e) return e->value.with_marks(of.marks());
  if (const Entry* zone = zone_entry(of)) return c.unknown_from(key_value(c, *zone), at);
  return c.fail_with(at, [&] { return cat("there is no attribute or key '", name, "'"); });
}

Value get_index(Context& c, const Value& of, const Value& key, Span at) {
  if (is_zone(key)) {
    const Value* object = of.is_unknown() ? keyed_by_zones(of) : &of;
    if (const Entry* e = object && object->is_mapping() ? object->find(key.unknown().text) : nullptr) return e->value.with_marks(of.marks());
  }
  if (key.is_unknown()) {
    const Value both[] = {of.is_unknown() ? of : key, key};
    if (of.is_unknown() && of.unknown().failed) return of;
    return c.unknown_from(both, at, of.is(ValueKind::list) ? of.list().element : of.is(ValueKind::map) ? of.map().element : nullptr);
  }
  if (of.is_unknown()) {
    const Unknown& u = of.unknown();
    const Type* t = u.failed || u.guessed ? nullptr : u.type;
    if (t && (t->primitive() || t->is(TypeKind::set))) return c.fail(at, cat("a ", type_text(t), " has no elements by index"));
    if (t && t->is(TypeKind::tuple) && !list_index(key, t->members.size())) return c.fail(at, cat("there is no element ", written(key), ": there are ", t->members.size()));
    if (t && t->is(TypeKind::object) && key.is_string() && !t->attribute(key.string())) return c.fail(at, cat("there is no attribute '", key.string(), "'"));
    const Type* inner = !t ? nullptr : t->is(TypeKind::tuple) ? t->members[*list_index(key, t->members.size())] : t->element;
    Value v = extend(c, of, index_text(key), true, at);
    return inner && v.is_unknown() && !inner->is(TypeKind::dynamic) ? c.typed(v, inner) : v;
  }
  if (of.is_null()) return c.fail(at, "an element is asked of null");
  if (is_marker(c, of)) return c.text(cat(of.string().substr(0, of.string().size() - 1), index_text(key), "}"), at);
  if (of.is_mapping()) {
    auto s = to_text(key);
    if (!s) return c.fail(at, cat("a key must be a string, not ", kind_name(key)));
    return get_attribute(c, of, *s, at);
  }
  if (of.is(ValueKind::set) || !of.is_sequence()) return c.fail(at, cat(kind_name(of), " has no elements by index"));
  auto i = list_index(key, of.items().size());
  if (!i) return c.fail_with(at, [&] { return cat("there is no element ", written(key), ": there are ", of.items().size()); });
  return of.items()[*i].with_marks(of.marks() | key.marks());
}

Value evaluate_template(const hcl::Expr& e, Context& c, const Value& variables) {
  std::vector<Local> locals(variables.entries().size());
  const Local* last = nullptr;
  for (size_t i = 0; i < locals.size(); ++i) {
    locals[i] = {last, variables.entries()[i].key, variables.entries()[i].value};
    last = &locals[i];
  }
  Env env{c, nullptr, last, nullptr};
  return evaluate(e, env);
}

}  // namespace plumb::terraform
