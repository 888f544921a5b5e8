// packed.h. The format: of each value a head byte (kind, and what differs from the usual), its place as the distance from where the last one ended
// and its length, then what it holds; numbers in seven bits a byte. What fits no short form (numbers, unknowns) stands there as it is in memory.
#include "load/terraform/plan/packed.h"

#include <cstring>
#include <vector>

namespace plumb::terraform {

struct Packed {
  const char* text;  // the document; the bytes stand behind this
  FileId file;
};

namespace {

enum Form : uint8_t { kNull, kFalse, kTrue, kString, kTuple, kObject, kVerbatim };
constexpr uint8_t kForm = 7;
constexpr uint8_t kElsewhere = 8;   // string: its bytes are not those between the quotes at its place
constexpr uint8_t kMarked = 16;     // marks, source or the maybe mark follow
constexpr uint8_t kOtherPlace = 32; // its place is in no file or in another one: follows whole
constexpr uint8_t kApart = 64;      // entry: its expression's place is not that of its value
constexpr uint8_t kOddKey = 128;    // entry: the key's bytes are not those between the quotes at its place

class Writer {
 public:
  Writer(FileId file, std::string_view text, std::vector<std::byte>& out) : file_(file), text_(text), out_(out) {}

  void value(const Value& v, uint8_t head) {
    const bool plain = is_plain(v);
    const bool here = !plain || v.span().file == file_;
    head = static_cast<uint8_t>(head | form_of(v, plain) | (plain && marks_of(v) ? kMarked : 0) | (here ? 0 : kOtherPlace));
    if (v.is_string() && plain && !between_quotes(v.string(), v.span())) head |= kElsewhere;
    byte(head);
    if (!plain) return raw(v);
    if (head & kMarked) byte(marks_of(v));
    here ? place(v.span()) : raw(v.span());
    if (head & kElsewhere) raw(v.string());
    if (v.is_sequence()) {
      number(v.items().size());
      for (const Value& i : v.items()) value(i, 0);
    } else if (v.is_mapping()) {
      number(v.entries().size());
      for (const Entry& e : v.entries()) entry(e);
    }
  }

 private:
  static uint8_t marks_of(const Value& v) { return static_cast<uint8_t>(v.marks() | (v.maybe() ? 8 : 0) | static_cast<uint8_t>(v.source()) << 4); }
  /// Numbers and unknowns are not; nor is a typed null.
  static bool is_plain(const Value& v) { return v.is_bool() || v.is_string() || v.is_sequence() || v.is_mapping() || (v.is_null() && !v.null_type()); }
  static uint8_t form_of(const Value& v, bool plain) {
    if (!plain) return kVerbatim;
    if (v.is_bool()) return v.boolean() ? kTrue : kFalse;
    return v.is_string() ? kString : v.is_sequence() ? kTuple : v.is_mapping() ? kObject : kNull;
  }

  bool between_quotes(std::string_view text, Span at) const {
    return at.file == file_ && at.end - at.begin == text.size() + 2 && text.data() == text_.data() + at.begin + 1;
  }

  void entry(const Entry& e) {
    const bool odd = !between_quotes(e.key, e.key_span), apart = e.at != e.value.span();
    value(e.value, static_cast<uint8_t>((odd ? kOddKey : 0) | (apart ? kApart : 0)));
    if (odd) raw(e.key), raw(e.key_span);
    else place(e.key_span);
    if (apart) raw(e.at);
  }

  void byte(uint8_t b) { out_.push_back(static_cast<std::byte>(b)); }
  void number(uint64_t n) {
    for (; n >= 128; n >>= 7) byte(static_cast<uint8_t>(n | 128));
    byte(static_cast<uint8_t>(n));
  }
  void place(Span at) {
    const int64_t distance = static_cast<int64_t>(at.begin) - behind_;
    number(static_cast<uint64_t>(distance) << 1 ^ static_cast<uint64_t>(distance >> 63));
    number(at.end - at.begin);
    behind_ = at.begin;
  }
  template <class T>
  void raw(const T& what) {
    const auto* p = reinterpret_cast<const std::byte*>(&what);
    out_.insert(out_.end(), p, p + sizeof(T));
  }

  FileId file_;
  std::string_view text_;
  std::vector<std::byte>& out_;
  int64_t behind_ = 0;
};

class Reader {
 public:
  Reader(Arena& arena, const Packed& packed) : arena_(arena), file_(packed.file), text_(packed.text), at_(reinterpret_cast<const std::byte*>(&packed + 1)) {}

  Value value(uint8_t head, uint32_t& weight) {
    weight = 1;
    if ((head & kForm) == kVerbatim) return raw<Value>();
    const uint8_t marks = head & kMarked ? byte() : uint8_t{0};
    const Span at = head & kOtherPlace ? raw<Span>() : place();
    Value v = plain(head, at, weight);
    if (!(head & kMarked)) return v;
    v = v.with_marks(marks & 7).from(static_cast<Source>(marks >> 4));
    return marks & 8 ? v.marked_maybe() : v;
  }
  uint8_t byte() { return static_cast<uint8_t>(*at_++); }

 private:
  Value plain(uint8_t head, Span at, uint32_t& weight) {
    switch (head & kForm) {
      case kFalse: return Value::boolean(false, at);
      case kTrue: return Value::boolean(true, at);
      case kString: return Value::string(head & kElsewhere ? raw<std::string_view>() : between_quotes(at), at);
      case kTuple: return tuple(at, weight);
      case kObject: return object(at, weight);
      default: return Value::null(nullptr, at);
    }
  }

  Value tuple(Span at, uint32_t& weight) {
    const size_t n = number();
    Value* items = arena_.array<Value>(n);
    uint32_t inside = 0;
    for (size_t i = 0; i < n; ++i) {
      uint32_t one;
      new (items + i) Value(value(byte(), one));
      inside += one;
    }
    weight += inside;
    return Value::tuple(arena_.make<ListData>(ListData{{items, n}, nullptr, nullptr, inside}), at);
  }

  Value object(Span at, uint32_t& weight) {
    const size_t n = number();
    Entry* entries = arena_.array<Entry>(n);
    uint32_t inside = 0;
    for (size_t i = 0; i < n; ++i) {
      uint32_t one;
      const uint8_t head = byte();
      Entry* e = new (entries + i) Entry();
      e->value = value(head, one);
      if (head & kOddKey) e->key = raw<std::string_view>(), e->key_span = raw<Span>();
      else e->key_span = place(), e->key = between_quotes(e->key_span);
      e->at = head & kApart ? raw<Span>() : e->value.span();
      inside += one;
    }
    weight += inside;
    return Value::object(arena_.make<MapData>(MapData{{entries, n}, nullptr, nullptr, inside}), at);
  }

  std::string_view between_quotes(Span at) const { return {text_ + at.begin + 1, at.end - at.begin - 2}; }

  uint64_t number() {
    uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t b = byte();
      n |= static_cast<uint64_t>(b & 127) << shift;
      if (b < 128) return n;
    }
  }
  Span place() {
    const uint64_t n = number();
    const auto distance = static_cast<int64_t>(n >> 1) ^ -static_cast<int64_t>(n & 1);
    const auto begin = static_cast<uint32_t>(behind_ + distance), length = static_cast<uint32_t>(number());
    behind_ = begin;
    return {file_, begin, begin + length};
  }
  template <class T>
  T raw() {
    T out;
    std::memcpy(static_cast<void*>(&out), at_, sizeof(T));
    at_ += sizeof(T);
    return out;
  }

  Arena& arena_;
  FileId file_;
  const char* text_;
  const std::byte* at_;
  int64_t behind_ = 0;
};

}  // namespace

const Packed* pack(Arena& arena, FileId file, std::string_view text, const Value& value) {
  std::vector<std::byte> bytes;
  Writer(file, text, bytes).value(value, 0);
  auto* out = static_cast<Packed*>(arena.allocate(sizeof(Packed) + bytes.size(), alignof(Packed)));
  new (out) Packed{text.data(), file};
  std::memcpy(out + 1, bytes.data(), bytes.size());
  return out;
}

Value unpacked(Arena& arena, const Packed* packed) {
  Reader reader(arena, *packed);
  uint32_t weight;
  const uint8_t head = reader.byte();
  return reader.value(head, weight);
}

}  // namespace plumb::terraform
