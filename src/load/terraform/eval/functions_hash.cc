// Hashes of texts and files, uuidv5, text encodings; what only a run of Terraform can give is unknown with that cause.
#include <md5.h>
#include <sha1.h>
#include <sha2.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

const uint8_t* bytes_of(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }

template <class Context, size_t Size, auto Init, auto Update, auto Final>
std::string digest(std::string_view s) {
  Context state;
  std::array<uint8_t, Size> out;
  Init(&state);
  Update(&state, bytes_of(s), s.size());
  Final(out.data(), &state);
  return std::string(out.begin(), out.end());
}

using Digest = std::string (*)(std::string_view);
constexpr Digest kMd5 = digest<MD5_CTX, MD5_DIGEST_LENGTH, MD5Init, MD5Update, MD5Final>;
constexpr Digest kSha1 = digest<SHA1_CTX, SHA1_DIGEST_LENGTH, SHA1Init, SHA1Update, SHA1Final>;
constexpr Digest kSha256 = digest<SHA2_CTX, SHA256_DIGEST_LENGTH, SHA256Init, SHA256Update, SHA256Final>;
constexpr Digest kSha512 = digest<SHA2_CTX, SHA512_DIGEST_LENGTH, SHA512Init, SHA512Update, SHA512Final>;

std::string hex(std::string_view s) {
  static const char* const kHex = "0123456789abcdef";
  std::string out;
  for (char c : s) {
    out += kHex[static_cast<uint8_t>(c) >> 4];
    out += kHex[static_cast<uint8_t>(c) & 15];
  }
  return out;
}

template <Digest D, std::string (*Form)(std::string_view), bool OfFile>
Value hashed(FunctionCall& f) {
  std::string s;
  if (!(OfFile ? read_file(f, s) : f.text(0, s))) return f.failed();
  return f.make(Form(D(s)));
}

/// The 16 bytes of a UUID's text; empty when it is none.
std::string uuid_bytes(std::string_view s) {
  std::string out;
  if (s.size() != 36) return {};
  for (size_t i = 0; i < s.size();) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (s[i++] != '-') return {};
      continue;
    }
    auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    int high = digit(s[i]), low = digit(s[i + 1]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

Value uuidv5(FunctionCall& f) {
  std::string space, name;
  if (!f.text(0, space) || !f.text(1, name)) return f.failed();
  // The name spaces of RFC 4122 differ in one digit.
  constexpr std::pair<std::string_view, char> kSpaces[] = {{"dns", '0'}, {"url", '1'}, {"oid", '2'}, {"x500", '4'}};
  for (auto [known, digit] : kSpaces)
    if (space == known) space = cat("6ba7b81", digit, "-9dad-11d1-80b4-00c04fd430c8");
  std::string bytes = uuid_bytes(space);
  if (bytes.empty()) return f.fail(cat("'", space, "' is none of dns, url, oid, x500, and no UUID"));
  std::string hash = kSha1(bytes + name).substr(0, 16);
  hash[6] = static_cast<char>((hash[6] & 0x0f) | 0x50);
  hash[8] = static_cast<char>((hash[8] & 0x3f) | 0x80);
  std::string text = hex(hash);
  for (size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return f.make(text);
}

// ---- Text encodings ----

enum class Encoding : uint8_t { none, utf8, utf16, utf16le, utf16be, latin1, ascii, windows1252, other };

/// Of the IANA names that Terraform takes, those of the web are computed; the rest exist but are not.
Encoding encoding_of(std::string_view name) {
  std::string lower = to_lower(name);
  constexpr std::pair<std::string_view, Encoding> kKnown[] = {
      {"utf-8", Encoding::utf8}, {"utf-16", Encoding::utf16}, {"utf-16le", Encoding::utf16le}, {"utf-16be", Encoding::utf16be},
      {"iso-8859-1", Encoding::latin1}, {"iso_8859-1", Encoding::latin1}, {"latin1", Encoding::latin1}, {"us-ascii", Encoding::ascii}, {"ascii", Encoding::ascii},
      {"windows-1252", Encoding::windows1252}};
  for (auto [known, encoding] : kKnown)
    if (lower == known) return encoding;
  for (std::string_view known : {"shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "gbk", "gb18030", "big5", "hz-gb-2312", "koi8-r", "koi8-u", "macintosh", "ibm866", "ibm437", "ibm850"})
    if (lower == known) return Encoding::other;
  return lower.starts_with("iso-8859-") || lower.starts_with("windows-125") ? Encoding::other : Encoding::none;
}

/// windows-1252 from 0x80 to 0x9f; 0: not used.
constexpr std::array<uint16_t, 32> kWindows1252 = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
                                                   0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

/// Appends one character; false when the encoding has none for it.
bool encode(std::string& out, uint32_t c, Encoding to) {
  auto unit = [&](uint32_t u) {
    char low = static_cast<char>(u & 0xff), high = static_cast<char>(u >> 8 & 0xff);
    out += to == Encoding::utf16be ? high : low;
    out += to == Encoding::utf16be ? low : high;
  };
  if (to == Encoding::utf16le || to == Encoding::utf16be) {
    if (c < 0x10000) return unit(c), true;
    unit(0xd800 + ((c - 0x10000) >> 10));
    unit(0xdc00 + ((c - 0x10000) & 0x3ff));
    return true;
  }
  if (c >= 0x80 && to == Encoding::ascii) return false;
  if (to == Encoding::windows1252 && (c > 0xff || (c >= 0x80 && c < 0xa0))) {
    auto it = std::find(kWindows1252.begin(), kWindows1252.end(), c);
    if (it == kWindows1252.end()) return false;
    c = 0x80 + static_cast<uint32_t>(it - kWindows1252.begin());
  }
  if (c > 0xff) return false;
  out += static_cast<char>(c);
  return true;
}

Value unsupported(FunctionCall& f, const std::string& name, Encoding e) {
  if (e == Encoding::other) return f.c.unknown(cat("plumb does not compute the encoding ", name), f.at, f.c.types.string());
  return f.c.fail(f.span(1), cat(f.expr.name, ": '", name, "' is no encoding with an IANA name"));
}

Value textencodebase64(FunctionCall& f) {
  std::string s, name;
  if (!f.text(0, s) || !f.text(1, name)) return f.failed();
  Encoding e = encoding_of(name);
  if (e == Encoding::none || e == Encoding::other) return unsupported(f, name, e);
  if (e == Encoding::utf8) return f.make(base64(s));
  std::string out = e == Encoding::utf16 ? "\xfe\xff" : "";
  for (size_t at = 0; at < s.size();)
    if (!encode(out, next_utf8(s, at), e == Encoding::utf16 ? Encoding::utf16be : e)) return f.fail(cat("the text has characters that ", name, " does not have"));
  return f.make(base64(out));
}

Value textdecodebase64(FunctionCall& f) {
  std::string s, name, out;
  if (!f.text(0, s) || !f.text(1, name)) return f.failed();
  Encoding e = encoding_of(name);
  if (e == Encoding::none || e == Encoding::other) return unsupported(f, name, e);
  auto bytes = from_base64(s);
  if (!bytes) return f.fail("the text is no base64");
  if (e == Encoding::utf8) return valid_utf8(*bytes) ? f.make(*bytes) : f.fail("the decoded bytes are no UTF-8 text");
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>((*bytes)[i])); };
  size_t i = 0;
  if (e == Encoding::utf16) {
    e = bytes->starts_with("\xff\xfe") ? Encoding::utf16le : Encoding::utf16be;
    if (bytes->starts_with("\xff\xfe") || bytes->starts_with("\xfe\xff")) i = 2;
  }
  bool wide = e == Encoding::utf16le || e == Encoding::utf16be;
  auto unit = [&](size_t at) { return e == Encoding::utf16le ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1); };
  for (; i + wide < bytes->size(); i += wide ? 2 : 1) {
    uint32_t c = wide ? unit(i) : byte(i);
    if (wide && c >= 0xd800 && c < 0xdc00 && i + 3 < bytes->size()) c = 0x10000 + ((c - 0xd800) << 10) + (unit(i += 2) & 0x3ff);
    if (e == Encoding::windows1252 && c >= 0x80 && c < 0xa0) c = kWindows1252[c - 0x80] ? kWindows1252[c - 0x80] : 0xfffd;
    if (e == Encoding::ascii && c >= 0x80) c = 0xfffd;
    append_utf8(out, c);
  }
  return f.make(out);
}

// ---- What only a run can give ----

/// A text of `length` characters that begins with `prefix`.
Value at_run_time(FunctionCall& f, std::string_view why, uint32_t length = 0, std::string_view prefix = {}) {
  Value v = f.c.unknown(cat(f.expr.name, "() ", why), f.at, f.c.types.string());
  Unknown* u = f.c.arena.make<Unknown>(v.unknown());
  u->length = length;
  u->text = f.c.arena.copy(std::string_view(cat(prefix, u->text)));
  u->start = u->text.substr(0, prefix.size());
  return Value::unknown(u, f.at);
}

Value timestamp(FunctionCall& f) { return at_run_time(f, "gives the time at which Terraform runs", 20); }
Value uuid(FunctionCall& f) { return at_run_time(f, "gives another value at each run", 36); }
Value base64gunzip(FunctionCall& f) {
  std::string text;
  if (!f.text(0, text)) return f.failed();
  if (!from_base64(text)) return f.fail("the text is no base64");
  return at_run_time(f, "is decompressed by OpenTofu only");
}

Value base64gzip(FunctionCall& f) { return at_run_time(f, "depends on Terraform's compressor"); }

Value bcrypt(FunctionCall& f) {
  int64_t cost = 10;
  if (f.size() > 1 && !f.whole(1, cost)) return f.failed();
  if (cost > 31) return f.fail("the cost must be at most 31");
  if (cost < 4) cost = 10;
  return at_run_time(f, "gives another value at each run", 60, cat("$2a$", cost < 10 ? "0" : "", cost, "$"));
}

Value rsadecrypt(FunctionCall& f) {
  std::string text, key;
  if (!f.text(0, text) || !f.text(1, key)) return f.failed();
  if (!from_base64(text)) return f.c.fail(f.span(0), "rsadecrypt: the text is no base64");
  if (key.find("-----BEGIN ") == std::string::npos) return f.c.fail(f.span(1), "rsadecrypt: the key is no PEM");
  return at_run_time(f, "is only computed by Terraform");
}

constexpr Function kFunctions[] = {
    {"md5", hashed<kMd5, hex, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"sha1", hashed<kSha1, hex, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"sha256", hashed<kSha256, hex, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"sha512", hashed<kSha512, hex, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"base64sha256", hashed<kSha256, base64, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"base64sha512", hashed<kSha512, base64, false>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filemd5", hashed<kMd5, hex, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filesha1", hashed<kSha1, hex, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filesha256", hashed<kSha256, hex, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filesha512", hashed<kSha512, hex, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filebase64sha256", hashed<kSha256, base64, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filebase64sha512", hashed<kSha512, base64, true>, 1, 1, Takes::known, TypeKind::string, "s"},
    {"uuidv5", uuidv5, 2, 2, Takes::known, TypeKind::string, "s"},
    {"textencodebase64", textencodebase64, 2, 2, Takes::known, TypeKind::string, "s"},
    {"textdecodebase64", textdecodebase64, 2, 2, Takes::known, TypeKind::string, "s"},
    {"timestamp", timestamp, 0, 0, Takes::known, TypeKind::string},
    {"plantimestamp", timestamp, 0, 0, Takes::known, TypeKind::string},
    {"uuid", uuid, 0, 0, Takes::known, TypeKind::string},
    {"bcrypt", bcrypt, 1, 2, Takes::known, TypeKind::string, "sn"},
    {"base64gzip", base64gzip, 1, 1, Takes::known, TypeKind::string, "s"},
    {"base64gunzip", base64gunzip, 1, 1, Takes::known, TypeKind::string, "s", true},
    {"rsadecrypt", rsadecrypt, 2, 2, Takes::known, TypeKind::string, "s"},
};

}  // namespace

std::span<const Function> hash_functions() { return kFunctions; }

}  // namespace plumb::terraform
