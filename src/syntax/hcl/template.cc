// Trimming, heredoc indentation, escapes and nesting of templates; rules in template.h.
#include "syntax/hcl/template.h"

#include <algorithm>
#include <limits>
#include <string>

#include "base/text.h"
#include "base/utf8.h"

namespace plumb::hcl {
namespace {

constexpr std::string_view kSpace = " \t\n\r\v\f";

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

/// A heredoc's or template file's text, one piece a line (Terraform trims and indents line by line).
std::vector<Piece> by_line(const std::vector<Piece>& pieces) {
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
      out.push_back(line);
      at = end;
    }
  }
  return out;
}

void trim_at_markers(std::vector<Piece>& pieces) {
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].kind == PieceKind::text) continue;
    if (pieces[i].trim_before && i > 0 && pieces[i - 1].kind == PieceKind::text) {
      std::string_view& t = pieces[i - 1].text;
      size_t last = t.find_last_not_of(kSpace);
      t = t.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
    if (pieces[i].trim_after && i + 1 < pieces.size() && pieces[i + 1].kind == PieceKind::text) {
      std::string_view& t = pieces[i + 1].text;
      t.remove_prefix(std::min(t.find_first_not_of(kSpace), t.size()));
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
      size_t blanks = text ? std::min(p.text.find_first_not_of(kSpace), p.text.size()) : 0;
      bool blank_line = text && blanks == p.text.size() && p.text.ends_with('\n');
      if (!blank_line) {
        smallest = std::min(smallest, blanks);
        if (text) starts.push_back(&p);
      }
    }
    if (text && p.text.ends_with('\n')) line_start = true;
  }
  for (Piece* p : starts) p->text.remove_prefix(std::min(smallest, p->text.size()));
}

class Nester {
 public:
  Nester(Arena& arena, const std::vector<Piece>& pieces, TemplateForm form, Findings& findings)
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
          close(p, PieceKind::endif, "%{ endif }");
          break;
        default:
          part.kind = PartKind::for_;
          part.key_name = p.key_name;
          part.value_name = p.value_name;
          part.body = parts(depth + 1);
          close(p, PieceKind::endfor, "%{ endfor }");
          break;
      }
      out.push_back(part);
    }
    return arena_.copy(out);
  }

 private:
  bool is(PieceKind k) const { return at_ < pieces_.size() && pieces_[at_].kind == k; }
  void close(const Piece& opened, PieceKind with, std::string_view text) {
    if (is(with)) ++at_;
    else complain(opened, cat("this directive is not closed: ", text, " is missing"));
  }
  void complain(const Piece& p, std::string message) {
    findings_.push_back(make_finding("syntax-error", Severity::error, p.span, std::move(message),
                                     "every %{ if } needs an %{ endif } and every %{ for } an %{ endfor } in the same template"));
  }

  Arena& arena_;
  const std::vector<Piece>& pieces_;
  TemplateForm form_;
  Findings& findings_;
  size_t at_ = 0;
};

}  // namespace

std::string_view decode(Arena& arena, std::string_view raw, bool backslashes, Span at, Findings& findings) {
  size_t first = raw.find_first_of(backslashes ? "\\$%" : "$%");
  if (first == std::string_view::npos) return raw;
  std::string out(raw.substr(0, first));
  for (size_t i = first; i < raw.size(); ++i) {
    char c = raw[i];
    if ((c == '$' || c == '%') && raw.substr(i).starts_with(c == '$' ? "$${" : "%%{")) {
      out.push_back(c);
      out.push_back('{');
      i += 2;
    } else if (c == '\\' && backslashes && i + 1 < raw.size()) {
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
        findings.push_back(make_finding("syntax-error", Severity::error, at, cat("'\\", e, "' is no escape sequence in a quoted text"),
                                        "the escapes are \\n \\r \\t \\\" \\\\ \\uXXXX \\UXXXXXXXX; write \\\\ for a backslash"));
        out.push_back('\\');
        out.push_back(e);
      }
    } else {
      out.push_back(c);
    }
  }
  return arena.copy(out);
}

std::span<const Part> make_parts(Arena& arena, std::vector<Piece>& pieces, TemplateForm form, Findings& findings) {
  // Trimming sees the text as it is meant: "\n" is a line end. Heredocs have no such escapes; they are decoded when they are nested.
  if (form == TemplateForm::quoted) {
    for (Piece& p : pieces)
      if (p.kind == PieceKind::text) p.text = decode(arena, p.text, true, p.span, findings);
  } else {
    pieces = by_line(pieces);
  }
  trim_at_markers(pieces);
  if (form == TemplateForm::flush_heredoc) remove_indentation(pieces);
  return Nester(arena, pieces, form, findings).parts(0);
}

}  // namespace plumb::hcl
