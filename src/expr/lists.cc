// Lists and sets: order, sums, positions, cutting; sets.*; see functions.h for the signatures.
#include <algorithm>

#include "base/text.h"
#include "expr/arithmetic.h"
#include "expr/functions.h"
#include "expr/ops.h"

namespace plumb::expr {
namespace {

std::vector<Value> items_of(const Value& list) {
  std::vector<Value> out;
  out.reserve(list.size());
  ListCursor items(list);
  for (Value x; items.next(x);) out.push_back(x);
  return out;
}

Value not_comparable(const Call& c, std::string_view function, const Value& a, const Value& b) {
  Value args[] = {a, b};
  return no_overload(c.arena(), function, args, 2);
}

Value is_sorted(const Call& c) {
  ListCursor items(c[0]);
  Value last, x;
  for (bool first = true; items.next(x); first = false, last = x) {
    if (first) continue;
    Order o = compare(last, x);
    if (o == Order::incomparable) return not_comparable(c, "isSorted", last, x);
    if (o == Order::greater) return Value::boolean(false);
  }
  return Value::boolean(true);
}

template <Order Wanted>
Value extreme(const Call& c) {
  ListCursor items(c[0]);
  Value best, x;
  if (!items.next(best)) return c.error(Wanted == Order::less ? "min called on an empty list" : "max called on an empty list");
  while (items.next(x)) {
    Order o = compare(x, best);
    if (o == Order::incomparable) return not_comparable(c, Wanted == Order::less ? "min" : "max", x, best);
    if (o == Wanted) best = x;
  }
  return best;
}

Value sum(const Call& c) {
  ListCursor items(c[0]);
  Value total, x;
  if (!items.next(total)) return Value::integer(0);
  if (!as_number(total) && !total.is(Tag::duration)) return no_overload(c.arena(), "sum", &total, 1);
  while (items.next(x)) {
    total = arithmetic(c.frame, Arithmetic::add, total, x);
    if (is_error(total)) return total;
  }
  return total;
}

template <bool Last>
Value position(const Call& c) {
  ListCursor items(c[0]);
  const Cause* why = nullptr;
  int64_t found = -1, i = 0;
  for (Value x; items.next(x); ++i) {
    Truth t = equal(x, c[1], &why);
    if (t == Truth::unknown) return Value::unknown(why);
    if (t == Truth::yes) found = i;
    if (t == Truth::yes && !Last) break;
  }
  return Value::integer(found);
}

Value sort(const Call& c) {
  std::vector<Value> all = items_of(c[0]);
  if (!c.frame.charge(all.size() * 4)) return budget_error();
  for (size_t i = 0; i < all.size(); ++i) {
    bool nan = all[i].is(Tag::number) && all[i].number() != all[i].number();
    if (all[i].tag() != all[0].tag() || (!nan && compare(all[i], all[0]) == Order::incomparable)) return not_comparable(c, "sort", all[0], all[i]);
  }
  std::stable_sort(all.begin(), all.end(), [](const Value& a, const Value& b) {
    bool a_nan = a.is(Tag::number) && a.number() != a.number(), b_nan = b.is(Tag::number) && b.number() != b.number();
    return a_nan || b_nan ? a_nan && !b_nan : compare(a, b) == Order::less;
  });
  return make_list(c.arena(), all);
}

Value distinct(const Call& c) {
  std::vector<Value> out;
  ListCursor items(c[0]);
  const Cause* why = nullptr;
  for (Value x; items.next(x);) {
    if (!c.frame.charge(1 + out.size())) return budget_error();
    bool known = false;
    for (const Value& o : out) {
      Truth t = equal(o, x, &why);
      if (t == Truth::unknown) return Value::unknown(why);
      known = known || t == Truth::yes;
    }
    if (!known) out.push_back(x);
  }
  return make_list(c.arena(), out);
}

Value reversed(const Call& c) {
  std::vector<Value> all = items_of(c[0]);
  if (!c.frame.charge(all.size())) return budget_error();
  std::reverse(all.begin(), all.end());
  return make_list(c.arena(), all);
}

Value slice(const Call& c) {
  int64_t begin = c[1].integer(), end = c[2].integer(), size = c[0].size();
  if (begin < 0 || end < begin || end > size) return c.error(cat("cannot slice(", begin, ", ", end, "), list is length ", size));
  std::vector<Value> all = items_of(c[0]);
  return make_list(c.arena(), std::span(all).subspan(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
}

void flatten_into(std::vector<Value>& out, const Value& list, int64_t depth) {
  ListCursor items(list);
  for (Value x; items.next(x);) {
    if (x.is_list() && depth > 0)
      flatten_into(out, x, depth - 1);
    else
      out.push_back(x);
  }
}

Value flatten(const Call& c) {
  int64_t depth = c.count > 1 ? c[1].integer() : 1;
  if (depth < 0) return c.error("flatten() needs a depth that is not negative");
  std::vector<Value> out;
  flatten_into(out, c[0], std::min<int64_t>(depth, 100));
  return c.frame.charge(out.size()) ? make_list(c.arena(), out) : budget_error();
}

Value range(const Call& c) {
  int64_t n = std::max<int64_t>(c[0].integer(), 0);
  if (!c.frame.charge(static_cast<uint64_t>(n))) return budget_error();
  Value* out = c.arena().array<Value>(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) new (&out[i]) Value(Value::integer(i));
  return Value::list(c.arena().make<ListData>(out, static_cast<uint32_t>(n), nullptr));
}

Value first(const Call& c) { return c[0].size() ? make_optional(c.arena(), c[0].at(0)) : none(); }
Value last(const Call& c) { return c[0].size() ? make_optional(c.arena(), c[0].at(c[0].size() - 1)) : none(); }

// Whether every (or, with Any, some) member of `b` is in `a`.
template <bool Any>
Value each_in(const Call& c, const Value& a, const Value& b) {
  Value undecided;
  ListCursor items(b);
  for (Value x; items.next(x);) {
    if (!c.frame.charge(1 + a.size() / 2)) return budget_error();
    Value in = x.is_unknown() ? x : contains(c.frame, x, a);
    if (in.is_bool() && in.boolean() != Any) continue;
    if (in.is_bool() && x.maybe()) in = may_not_exist(c.frame, x);
    if (in.is_bool() || is_error(in)) return in;
    undecided = in;
  }
  if (undecided.is_absent() && b.open()) undecided = Value::unknown(b.open());
  return undecided.is_absent() ? Value::boolean(!Any) : undecided;
}

Value sets_contains(const Call& c) { return each_in<false>(c, c[0], c[1]); }
Value sets_intersects(const Call& c) { return each_in<true>(c, c[0], c[1]); }
Value sets_equivalent(const Call& c) {
  Value there = each_in<false>(c, c[0], c[1]);
  if (there.is_bool() && !there.boolean()) return there;
  Value back = each_in<false>(c, c[1], c[0]);
  return stops(there) && !(back.is_bool() && !back.boolean()) ? there : back;
}

}  // namespace

std::span<const Declaration> list_functions() {
  static constexpr Declaration kTable[] = {
      {"isSorted", "[i.>b", is_sorted},
      {"isSorted", "[u.>b", is_sorted},
      {"isSorted", "[d.>b", is_sorted},
      {"isSorted", "[b.>b", is_sorted},
      {"isSorted", "[s.>b", is_sorted},
      {"isSorted", "[y.>b", is_sorted},
      {"isSorted", "[t.>b", is_sorted},
      {"isSorted", "[D.>b", is_sorted},
      {"min", "[i.>i", extreme<Order::less>},
      {"min", "[u.>u", extreme<Order::less>},
      {"min", "[d.>d", extreme<Order::less>},
      {"min", "[b.>b", extreme<Order::less>},
      {"min", "[s.>s", extreme<Order::less>},
      {"min", "[y.>y", extreme<Order::less>},
      {"min", "[t.>t", extreme<Order::less>},
      {"min", "[D.>D", extreme<Order::less>},
      {"max", "[i.>i", extreme<Order::greater>},
      {"max", "[u.>u", extreme<Order::greater>},
      {"max", "[d.>d", extreme<Order::greater>},
      {"max", "[b.>b", extreme<Order::greater>},
      {"max", "[s.>s", extreme<Order::greater>},
      {"max", "[y.>y", extreme<Order::greater>},
      {"max", "[t.>t", extreme<Order::greater>},
      {"max", "[D.>D", extreme<Order::greater>},
      {"sum", "[i.>i", sum},
      {"sum", "[u.>u", sum},
      {"sum", "[d.>d", sum},
      {"sum", "[D.>D", sum},
      {"sort", "[i.>[i", sort},
      {"sort", "[u.>[u", sort},
      {"sort", "[d.>[d", sort},
      {"sort", "[b.>[b", sort},
      {"sort", "[s.>[s", sort},
      {"sort", "[y.>[y", sort},
      {"sort", "[t.>[t", sort},
      {"sort", "[D.>[D", sort},
      {"indexOf", "[A.A>i", position<false>},
      {"lastIndexOf", "[A.A>i", position<true>},
      {"distinct", "[A.>[A", distinct},
      {"reverse", "[A.>[A", reversed},
      {"slice", "[A.ii>[A", slice},
      {"flatten", "[[A.>[A", flatten},
      {"flatten", "[A.i>[*", flatten},
      {"first", "[A.>?A", first},
      {"last", "[A.>?A", last},
      {"lists.range", "i>[i", range},
      {"sets.contains", "[A[A>b", sets_contains, kPartial},
      {"sets.intersects", "[A[A>b", sets_intersects, kPartial},
      {"sets.equivalent", "[A[A>b", sets_equivalent, kPartial},
  };
  return kTable;
}

}  // namespace plumb::expr
