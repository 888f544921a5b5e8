// Trimming, heredoc indentation, escapes and nesting of templates; rules in template.h.
#include "syntax/hcl/template.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"
#include "syntax/hcl/names.h"

namespace plumb::hcl {
namespace {

constexpr int kMaxDirectives = 100;  // nested

/// Reads `digits` hexadecimal digits at `at`; false when they are not there.
bool hex(std::string_view raw, size_t at, size_t digits, uint32_t& value) {
  if (at + digits > raw.size()) return false;
  value = 0;
  for (size_t i = at; i < at + digits; ++i) {
    char c = raw[i];
    uint32_t d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
    if (d == 99) return false;
    value = value * 16 + d;
  }
  return value < 0x110000 && (value < 0xd800 || value > 0xdfff);
}

/// The length of the white space character (Unicode's) at the start of `s`, 0 when there is none.
size_t space_length(std::string_view s) {
  if (s.empty()) return 0;
  unsigned char c = static_cast<unsigned char>(s[0]);
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c < 0xc2) return 0;
  CodePoint p = code_point(s.data(), s.data() + s.size());
  uint32_t v = p.value;
  bool space = v == 0x85 || v == 0xa0 || v == 0x1680 || (v >= 0x2000 && v <= 0x200a) || v == 0x2028 || v == 0x2029 || v == 0x202f || v == 0x205f || v == 0x3000;
  return space ? p.length : 0;
}

/// The bytes of white space that `s` starts with; `count` gets the number of characters.
size_t leading_space(std::string_view s, size_t* count = nullptr) {
  size_t bytes = 0, characters = 0;
  while (size_t n = space_length(s.substr(bytes))) {
    bytes += n;
    ++characters;
  }
  if (count) *count = characters;
  return bytes;
}

std::string_view without_trailing_space(std::string_view s) {
  while (!s.empty()) {
    size_t start = s.size() - 1;
    while (start > 0 && s.size() - start < 4 && (static_cast<unsigned char>(s[start]) & 0xc0) == 0x80) --start;
    if (space_length(s.substr(start)) != s.size() - start) break;
    s = s.substr(0, start);
  }
  return s;
}

/// A heredoc's or template file's text, one piece a line (Terraform trims and indents line by line).
std::vector<Piece> by_line(std::span<const Piece> pieces) {
  std::vector<Piece> out;
  out.reserve(pieces.size() + 8);
  for (const Piece& p : pieces) {
    if (p.kind != PieceKind::text) {
      out.push_back(p);
      continue;
    }
    for (size_t at = 0; at < p.text.size();) {
      size_t end = p.text.find('\n', at);
      end = end == std::string_view::npos ? p.text.size() : end + 1;
      Piece line = p;
      line.text = p.text.substr(at, end - at);
      line.span.begin = p.span.begin + static_cast<uint32_t>(at);
      line.span.end = p.span.begin + static_cast<uint32_t>(end);
      out.push_back(line);
      at = end;
    }
  }
  return out;
}

void trim_at_markers(std::vector<Piece>& pieces) {
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].kind == PieceKind::text) continue;
    if (pieces[i].trim_before && i > 0 && pieces[i - 1].kind == PieceKind::text) pieces[i - 1].text = without_trailing_space(pieces[i - 1].text);
    if (pieces[i].trim_after && i + 1 < pieces.size() && pieces[i + 1].kind == PieceKind::text) {
      std::string_view& t = pieces[i + 1].text;
      t.remove_prefix(leading_space(t));
    }
  }
}

/// `<<-`: removes the smallest indentation of all lines from each. A line of blanks only does not count; a line that starts with an
/// interpolation has none.
void remove_indentation(std::vector<Piece>& pieces) {
  size_t smallest = std::numeric_limits<size_t>::max();
  std::vector<Piece*> starts;
  bool line_start = true;
  for (Piece& p : pieces) {
    bool text = p.kind == PieceKind::text;
    if (line_start) {
      line_start = false;
      size_t characters = 0;
      bool blank_line = text && leading_space(p.text, &characters) == p.text.size() && p.text.ends_with('\n');
      if (!blank_line) {
        smallest = std::min(smallest, characters);
        if (text) starts.push_back(&p);
      }
    }
    if (text && p.text.ends_with('\n')) line_start = true;
  }
  for (Piece* p : starts)
    for (size_t i = 0; i < smallest && !p->text.empty(); ++i) p->text.remove_prefix(std::max<size_t>(space_length(p->text), 1));
}

class Nester {
 public:
  Nester(Arena& arena, std::span<const Piece> pieces, TemplateForm form, Findings& findings)
      : arena_(arena), pieces_(pieces), form_(form), findings_(findings) {}

  /// Parts up to the end or to a closing directive, which is left to the caller.
  std::span<const Part> parts(int depth) {
    std::vector<Part> out;
    while (at_ < pieces_.size()) {
      const Piece& p = pieces_[at_];
      if (p.kind == PieceKind::else_ || p.kind == PieceKind::endif || p.kind == PieceKind::endfor) {
        if (depth > 0) break;
        complain(p, "this directive closes nothing");
        ++at_;
        continue;
      }
      ++at_;
      if ((p.kind == PieceKind::if_ || p.kind == PieceKind::for_) && depth >= kMaxDirectives) {
        if (depth == kMaxDirectives && !deep_) complain(p, "directives are nested too deeply to be read");
        deep_ = true;
        continue;
      }
      Part part;
      part.span = p.span;
      part.value = p.value;
      switch (p.kind) {
        case PieceKind::text:
          if (p.text.empty()) continue;
          part.kind = PartKind::text;
          part.text = form_ == TemplateForm::quoted ? p.text : decode(arena_, p.text, false, p.span, findings_);
          break;
        case PieceKind::interpolation: part.kind = PartKind::interpolation; break;
        case PieceKind::if_:
          part.kind = PartKind::if_;
          part.body = parts(depth + 1);
          if (is(PieceKind::else_)) {
            ++at_;
            part.otherwise = parts(depth + 1);
          }
          close(p, part, PieceKind::endif, "%{ endif }");
          break;
        default:
          part.kind = PartKind::for_;
          part.key_name = p.key_name;
          part.value_name = p.value_name;
          part.body = parts(depth + 1);
          close(p, part, PieceKind::endfor, "%{ endfor }");
          break;
      }
      out.push_back(part);
    }
    return arena_.copy(out);
  }

 private:
  bool is(PieceKind k) const { return at_ < pieces_.size() && pieces_[at_].kind == k; }
  void close(const Piece& opened, Part& part, PieceKind with, std::string_view text) {
    if (at_ > 0) part.span.end = std::max(part.span.end, pieces_[at_ - 1].span.end);
    if (is(with)) part.span.end = pieces_[at_++].span.end;
    else if (!deep_) complain(opened, cat("this directive is not closed: ", text, " is missing"));
  }
  void complain(const Piece& p, std::string message) {
    findings_.push_back(make_finding("syntax-error", Severity::error, p.span, std::move(message),
                                     "every %{ if } needs an %{ endif } and every %{ for } an %{ endfor } in the same template"));
  }

  Arena& arena_;
  std::span<const Piece> pieces_;
  TemplateForm form_;
  Findings& findings_;
  size_t at_ = 0;
  bool deep_ = false;
};

/// Most templates: quoted, no directive, no trim marker.
bool plain(std::span<const Piece> pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const Piece& p) {
    return p.kind == PieceKind::text || (p.kind == PieceKind::interpolation && !p.trim_before && !p.trim_after);
  });
}

std::span<const Part> make_parts(Arena& arena, std::span<const Piece> pieces, TemplateForm form, Findings& findings) {
  if (form == TemplateForm::quoted && plain(pieces)) {
    Part* out = arena.array<Part>(pieces.size());
    for (size_t i = 0; i < pieces.size(); ++i) {
      Part part;
      part.span = pieces[i].span;
      part.value = pieces[i].value;
      if (pieces[i].kind == PieceKind::text) part.text = decode(arena, pieces[i].text, true, part.span, findings);
      else part.kind = PartKind::interpolation;
      new (out + i) Part(part);
    }
    return {out, pieces.size()};
  }
  std::vector<Piece> changed;
  // Trimming sees the text as it is meant: "\n" is a line end. Heredocs have no such escapes; they are decoded when they are nested.
  if (form == TemplateForm::quoted) {
    changed.assign(pieces.begin(), pieces.end());
    for (Piece& p : changed)
      if (p.kind == PieceKind::text) p.text = decode(arena, p.text, true, p.span, findings);
  } else {
    changed = by_line(pieces);
  }
  trim_at_markers(changed);
  if (form == TemplateForm::flush_heredoc) remove_indentation(changed);
  return Nester(arena, changed, form, findings).parts(0);
}

}  // namespace

std::string_view decode(Arena& arena, std::string_view raw, bool backslashes, Span at, Findings& findings) {
  const char *begin = raw.data(), *end = begin + raw.size();
  const char* stop = backslashes ? find<'\\', '$', '%'>(begin, end) : find<'$', '%'>(begin, end);
  if (stop == end) return raw;
  std::string out(begin, stop);
  for (size_t i = static_cast<size_t>(stop - begin); i < raw.size(); ++i) {
    char c = raw[i];
    if ((c == '$' || c == '%') && raw.substr(i).starts_with(c == '$' ? "$${" : "%%{")) {
      out.push_back(c);
      out.push_back('{');
      i += 2;
    } else if (c == '\\' && backslashes && i + 1 < raw.size()) {
      uint32_t place = at.begin + static_cast<uint32_t>(i);
      char e = raw[++i];
      uint32_t code = 0;
      size_t digits = e == 'u' ? 4 : e == 'U' ? 8 : 0;
      if (e == 'n') out.push_back('\n');
      else if (e == 'r') out.push_back('\r');
      else if (e == 't') out.push_back('\t');
      else if (e == '"' || e == '\\') out.push_back(e);
      else if (digits && hex(raw, i + 1, digits, code)) {
        append_utf8(out, code);
        i += digits;
      } else {
        size_t length = std::max<size_t>(code_point(begin + i, end).length, 1);
        std::string_view sign = raw.substr(i, length);
        std::string why = digits ? cat("'\\", sign, "' needs ", digits, " hexadecimal digits of a character behind it") : cat("'\\", sign, "' is no escape sequence in a quoted text");
        findings.push_back(make_finding("syntax-error", Severity::error, {at.file, place, place + 1 + static_cast<uint32_t>(length)}, std::move(why),
                                        "the escapes are \\n \\r \\t \\\" \\\\ \\uXXXX \\UXXXXXXXX; write \\\\ for a backslash"));
        out.push_back('\\');
        out.append(sign);
        i += length - 1;
      }
    } else {
      out.push_back(c);
    }
  }
  return arena.copy(out);
}

const Expr* make_template(Arena& arena, Span at, std::span<const Piece> pieces, TemplateForm form, Findings& findings) {
  std::span<const Part> parts = make_parts(arena, pieces, form, findings);
  bool heredoc = form == TemplateForm::heredoc || form == TemplateForm::flush_heredoc;
  bool text_only = std::all_of(parts.begin(), parts.end(), [](const Part& p) { return p.kind == PartKind::text; });
  if (!text_only) {
    Template* t = arena.make<Template>();
    t->kind = ExprKind::template_;
    t->span = at;
    t->flag = heredoc;
    t->parts = parts;
    return t;
  }
  Literal* l = arena.make<Literal>();
  l->kind = ExprKind::string;
  l->span = at;
  l->flag = heredoc;
  if (parts.size() == 1) {
    l->text = parts[0].text;
  } else if (!parts.empty()) {
    std::string all;
    for (const Part& p : parts) all.append(p.text);
    l->text = arena.copy(all);
  }
  return l;
}

}  // namespace plumb::hcl
