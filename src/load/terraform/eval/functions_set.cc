// Set functions: union, intersection, difference, product.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

/// The arguments as sets of one element type; false: recorded.
bool as_sets(FunctionCall& f, std::vector<Value>& out) {
  std::vector<const Type*> types;
  for (size_t i = 0; i < f.size(); ++i) {
    auto set = f[i].is_sequence() ? convert(f.c, f[i], f.c.types.set(f.c.types.dynamic()), nullptr) : std::nullopt;
    if (!set) {
      f.failure = f.fail(cat("a set is needed, not ", kind_name(f[i])));
      return false;
    }
    out.push_back(*set);
    if (!set->items().empty()) types.push_back(type_of(f.c, *set)->element);
  }
  const Type* element = types.empty() ? f.c.types.dynamic() : unify(f.c, std::span<const Type* const>(types));
  for (Value& v : out) {
    auto same = element ? convert(f.c, v, f.c.types.set(element), nullptr) : std::nullopt;
    if (!same) {
      f.failure = f.fail("the sets have no element type in common");
      return false;
    }
    v = *same;
  }
  return true;
}

bool holds(const Value& set, const Value& v) {
  return std::any_of(set.items().begin(), set.items().end(), [&](const Value& i) { return compare(i, v) == 0; });
}

enum class Keep { all, common, difference, either };

Value combine(FunctionCall& f, Keep keep) {
  std::vector<Value> sets, out;
  if (!as_sets(f, sets)) return f.failed();
  const Type* element = sets[0].list().element;
  for (const Value& s : sets) {
    if (&s == &sets[0] || keep == Keep::all) {
      out.insert(out.end(), s.items().begin(), s.items().end());
    } else if (keep == Keep::either) {
      std::vector<Value> next;
      for (const Value& v : out)
        if (!holds(s, v)) next.push_back(v);
      for (const Value& v : s.items())
        if (std::none_of(out.begin(), out.end(), [&](const Value& o) { return compare(o, v) == 0; })) next.push_back(v);
      out = std::move(next);
    } else {
      std::erase_if(out, [&](const Value& v) { return holds(s, v) == (keep == Keep::difference); });
    }
  }
  return f.c.set(std::move(out), element, f.at);
}

Value setunion(FunctionCall& f) { return combine(f, Keep::all); }
Value setintersection(FunctionCall& f) { return combine(f, Keep::common); }
Value setsubtract(FunctionCall& f) { return combine(f, Keep::difference); }
Value setsymmetricdifference(FunctionCall& f) { return combine(f, Keep::either); }

Value setproduct(FunctionCall& f) {
  if (f.size() < 2) return f.fail("at least two sets or lists are needed");
  std::vector<std::vector<Value>> rows = {{}};
  bool any_set = false;
  std::vector<const Type*> members;
  for (size_t i = 0; i < f.size(); ++i) {
    if (!f[i].is_sequence()) return f.fail(cat("a list or set is needed, not ", kind_name(f[i])));
    any_set = any_set || f[i].is(ValueKind::set);
    auto list = convert(f.c, f[i], f.c.types.list(f.c.types.dynamic()), nullptr);
    if (!list) return f.fail("the elements of a list must have one type");
    members.push_back(list->list().element ? list->list().element : f.c.types.dynamic());
    std::vector<std::vector<Value>> next;
    if (rows.size() * list->items().size() > 1'000'000) return f.fail("the product is too large");
    for (const auto& row : rows)
      for (const Value& v : list->items()) {
        next.push_back(row);
        next.back().push_back(v);
      }
    rows = std::move(next);
  }
  std::vector<Value> out;
  for (const auto& row : rows) out.push_back(f.c.tuple(row, f.at));
  const Type* element = f.c.types.tuple(members);
  return any_set ? f.c.set(std::move(out), element, f.at) : f.c.list(out, element, f.at);
}

constexpr Function kFunctions[] = {
    {"setunion", setunion, 1, 255, Takes::known, TypeKind::dynamic, "l"},
    {"setintersection", setintersection, 1, 255, Takes::known, TypeKind::dynamic, "l"},
    {"setsubtract", setsubtract, 2, 2, Takes::known, TypeKind::dynamic, "l"},
    {"setsymmetricdifference", setsymmetricdifference, 1, 255, Takes::known, TypeKind::dynamic, "l"},
    {"setproduct", setproduct, 1, 255, Takes::parts, TypeKind::dynamic, "l"},
};

}  // namespace

std::span<const Function> set_functions() { return kFunctions; }

}  // namespace plumb::terraform
