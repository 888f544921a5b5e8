// See arithmetic.h.
#include "expr/arithmetic.h"

#include <cmath>
#include <type_traits>

#include "expr/extended.h"

namespace plumb::expr {
namespace {

constexpr ErrorText kOverflow{"integer overflow"}, kUnsignedOverflow{"unsigned integer overflow"}, kDivide{"division by zero"}, kModulus{"modulus by zero"};
constexpr ErrorText kTimeRange{"timestamp or duration out of range"};
constexpr std::string_view kNames[] = {"_+_", "_-_", "_*_", "_/_", "_%_"};

// Signed and unsigned whole numbers: the same operations, each in its own range.
template <class T>
Value whole_numbers(Arithmetic op, T a, T b) {
  T r = 0;
  bool overflow = false;
  switch (op) {
    case Arithmetic::add:
      overflow = __builtin_add_overflow(a, b, &r);
      break;
    case Arithmetic::subtract:
      overflow = __builtin_sub_overflow(a, b, &r);
      break;
    case Arithmetic::multiply:
      overflow = __builtin_mul_overflow(a, b, &r);
      break;
    case Arithmetic::divide:
    case Arithmetic::modulo:
      if (b == 0) return static_error(op == Arithmetic::divide ? kDivide : kModulus);
      if (std::is_signed_v<T> && b == static_cast<T>(-1)) {  // the smallest number has no opposite
        overflow = __builtin_sub_overflow(T{0}, a, &r);
        if (op == Arithmetic::modulo) r = 0;
      } else {
        r = op == Arithmetic::divide ? a / b : a % b;
      }
      break;
  }
  if constexpr (std::is_signed_v<T>) return overflow ? static_error(kOverflow) : Value::integer(r);
  else return overflow ? static_error(kUnsignedOverflow) : Value::unsigned_integer(r);
}

Value numbers(Frame& frame, Arithmetic op, const Value& x, const Value& y) {
  double a = x.number(), b = y.number();
  switch (op) {
    case Arithmetic::add:
      return Value::number(a + b);
    case Arithmetic::subtract:
      return Value::number(a - b);
    case Arithmetic::multiply:
      return Value::number(a * b);
    case Arithmetic::divide:
      return Value::number(a / b);
    case Arithmetic::modulo:
      break;
  }
  Value args[] = {x, y};
  return no_overload(frame.arena, "_%_", args, 2);
}

Value concatenate(Frame& frame, const Value& a, const Value& b) {
  size_t size = a.string().size() + b.string().size();
  if (!frame.charge(size / 16) || size > UINT32_MAX) return budget_error();
  char* out = frame.arena.array<char>(size);
  size_t first = a.string().copy(out, a.string().size());
  b.string().copy(out + first, b.string().size());
  return a.is_string() ? Value::string({out, size}) : Value::bytes({out, size});
}

Value append(Frame& frame, const Value& a, const Value& b) {
  uint64_t size = uint64_t{a.size()} + b.size();
  if (!frame.charge(size)) return budget_error();
  Value* out = frame.arena.array<Value>(size);
  uint32_t n = 0;
  for (const Value* list : {&a, &b}) {
    ListCursor items(*list);
    for (Value x; items.next(x);) new (&out[n++]) Value(x);
  }
  return Value::list(frame.arena.make<ListData>(out, n, a.open() ? a.open() : b.open()));
}

// Years 1 to 9999, as timestamps of Protocol Buffers.
bool in_range(int64_t seconds) { return seconds >= -62135596800 && seconds <= 253402300799; }

Value shifted(Frame& frame, const Timestamp& t, int64_t nanos) {
  int64_t seconds = nanos / 1'000'000'000, rest = t.nanos + nanos % 1'000'000'000;
  if (rest < 0) rest += 1'000'000'000, --seconds;
  if (rest >= 1'000'000'000) rest -= 1'000'000'000, ++seconds;
  Timestamp r{t.seconds + seconds, static_cast<int32_t>(rest), t.offset};
  return in_range(r.seconds) ? make_extended(frame.arena, Tag::timestamp, r) : static_error(kTimeRange);
}

Value times(Frame& frame, Arithmetic op, const Value& a, const Value& b) {
  bool add = op == Arithmetic::add;
  int64_t r = 0;
  if (a.is(Tag::duration) && b.is(Tag::duration)) {
    int64_t x = as_duration(a).nanos, y = as_duration(b).nanos;
    bool overflow = add ? __builtin_add_overflow(x, y, &r) : __builtin_sub_overflow(x, y, &r);
    return overflow ? static_error(kTimeRange) : make_extended(frame.arena, Tag::duration, Duration{r});
  }
  if (a.is(Tag::timestamp) && b.is(Tag::timestamp)) {
    int64_t nanos = 0;
    bool overflow = __builtin_mul_overflow(as_timestamp(a).seconds - as_timestamp(b).seconds, int64_t{1'000'000'000}, &r) ||
                    __builtin_add_overflow(r, int64_t{as_timestamp(a).nanos} - as_timestamp(b).nanos, &nanos);
    return overflow ? static_error(kTimeRange) : make_extended(frame.arena, Tag::duration, Duration{nanos});
  }
  const Value &t = a.is(Tag::timestamp) ? a : b, &d = a.is(Tag::timestamp) ? b : a;
  int64_t nanos = as_duration(d).nanos;
  if (!add && nanos == INT64_MIN) return static_error(kTimeRange);
  return shifted(frame, as_timestamp(t), add ? nanos : -nanos);
}

}  // namespace

Value arithmetic(Frame& frame, Arithmetic op, const Value& a, const Value& b) {
  bool add = op == Arithmetic::add;
  if (a.tag() == b.tag()) {
    switch (a.tag()) {
      case Tag::integer:
        return whole_numbers<int64_t>(op, a.integer(), b.integer());
      case Tag::unsigned_integer:
        return whole_numbers<uint64_t>(op, a.unsigned_integer(), b.unsigned_integer());
      case Tag::number:
        return numbers(frame, op, a, b);
      case Tag::string:
      case Tag::bytes:
        if (add) return concatenate(frame, a, b);
        break;
      case Tag::list:
        if (add) return append(frame, a, b);
        break;
      case Tag::duration:
        if (add || op == Arithmetic::subtract) return times(frame, op, a, b);
        break;
      case Tag::timestamp:
        if (op == Arithmetic::subtract) return times(frame, op, a, b);
        break;
      default:
        break;
    }
  } else if ((a.is(Tag::timestamp) && b.is(Tag::duration) && (add || op == Arithmetic::subtract)) || (add && a.is(Tag::duration) && b.is(Tag::timestamp))) {
    return times(frame, op, a, b);
  }
  Value args[] = {a, b};
  return no_overload(frame.arena, kNames[static_cast<int>(op)], args, 2);
}

Value negate(Frame& frame, const Value& v) {
  if (v.is_int()) return whole_numbers<int64_t>(Arithmetic::subtract, 0, v.integer());
  if (v.is(Tag::number)) return Value::number(-v.number());
  return no_overload(frame.arena, "-_", &v, 1);
}

}  // namespace plumb::expr
