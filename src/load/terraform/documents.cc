// Mapper: texts that hold JSON or YAML: IAM policies, add-on settings, manifests. A text that is known in part gives a document that is known in part.
// Why by text: a policy in a heredoc has interpolations inside; its statements, actions and condition operators are still there to read.
#include "base/text.h"
#include "load/terraform/mapper.h"
#include "source/sources.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

/// Index behind the interpolation that starts at `at` ("${"), braces counted.
size_t end_of_interpolation(std::string_view text, size_t at) {
  int depth = 0;
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return text.size();
}

/// JSON with its interpolations made strings (outside of strings) or harmless (inside: quotes escaped).
std::string quote_interpolations(std::string_view text) {
  std::string out;
  bool inside = false;
  for (size_t i = 0; i < text.size();) {
    if (text.substr(i, 2) == "${") {
      size_t end = end_of_interpolation(text, i);
      if (!inside) out += '"';
      for (char c : text.substr(i, end - i)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      if (!inside) out += '"';
      i = end;
      continue;
    }
    if (inside && text[i] == '\\' && i + 1 < text.size()) out += text[i++];
    else if (text[i] == '"') inside = !inside;
    out += text[i++];
  }
  return out;
}

/// A tree in the arena: the reader's tree dies with this call.
class Copier {
 public:
  /// `base`: where byte 0 of the text stands in its file; only known when the text stands there as it is.
  Copier(Arena& arena, Span whole, bool exact, uint32_t base, const Unknown* unknown, std::unordered_map<const Cause*, const Unknown*>& attributes)
      : arena_(arena), whole_(whole), exact_(exact), base_(base), unknown_(unknown), attributes_(attributes) {}

  plumb::Value copy(TreeRef at) const {
    const Origin* o = make_origin(arena_, span(at));
    if (at.is_map()) {
      std::vector<MapEntry> entries;
      for (auto [key, value] : at.entries()) entries.push_back({arena_.copy(key.text()), span(key), copy(value)});
      return make_map(arena_, entries, nullptr, o);
    }
    if (at.is_list()) {
      std::vector<plumb::Value> items;
      for (TreeRef item : at.items()) items.push_back(copy(item));
      return make_list(arena_, items, nullptr, o);
    }
    if (at.is_string()) {
      if (unknown_ && at.string().find("${") != std::string_view::npos) return interpolated(at.string(), o);
      return plumb::Value::string(arena_.copy(at.string()), o);
    }
    plumb::Value scalar = plumb::Value::of(at);
    return scalar.is_bool() ? plumb::Value::boolean(scalar.boolean(), o) : scalar.is_int() ? plumb::Value::integer(scalar.integer(), o)
         : scalar.is(Tag::number) ? plumb::Value::number(scalar.number(), o) : plumb::Value::null(o);
  }

 private:
  /// A text that is one attribute of one resource says so (Mapper::exact_).
  plumb::Value interpolated(std::string_view text, const Origin* o) const {
    for (const Reference& r : unknown_->references) {
      if (text != cat("${", r.address, r.attribute.empty() ? "" : ".", r.attribute, "}")) continue;
      Unknown* u = arena_.make<Unknown>(*unknown_);
      u->cause = arena_.copy(std::string_view(cat(r.address, ".", r.attribute, " is known after apply only")));
      u->span = r.span;
      u->references = {&r, 1};
      u->exact = true;
      u->text = arena_.copy(text);
      const Cause* cause = cause_of(arena_, *u);
      attributes_.emplace(cause, u);
      return plumb::Value::unknown(cause, o);
    }
    return plumb::Value::unknown(cause_of(arena_, *unknown_), o);
  }

  Span span(TreeRef at) const { return exact_ ? Span{whole_.file, base_ + at.span().begin, base_ + at.span().end} : whole_; }

  Arena& arena_;
  Span whole_;
  bool exact_;
  uint32_t base_;
  const Unknown* unknown_;
  std::unordered_map<const Cause*, const Unknown*>& attributes_;
};

}  // namespace

// The document that `read` finds in a text; `quote` makes its interpolations harmless first.
plumb::Value Mapper::document(const Found& found, Tree (*read)(FileId, std::string_view, Findings&), std::string (*quote)(std::string_view)) {
  const Value& v = found.value;
  const Unknown* unknown = v.is_unknown() ? &v.unknown() : nullptr;
  std::string text = unknown ? quote(unknown->text) : std::string(v.string());
  Findings ignored;  // the provider refuses what is no such text; here it is merely not known
  Tree tree = read(v.span().file, text, ignored);
  if (!ignored.empty() || tree.documents.empty()) return unknown ? convert(arena(), v) : make_unknown(arena(), "the text is no document", v.span());
  Span whole = v.span().known() ? v.span() : found.at;
  size_t offset = std::string_view::npos;
  if (whole.known()) offset = project.sources->text(whole).find(text);
  bool exact = offset != std::string_view::npos;
  return Copier(arena(), whole, exact, exact ? whole.begin + static_cast<uint32_t>(offset) : 0, unknown, exact_).copy(tree.document(0));
}

plumb::Value Mapper::json(const Found& found) {
  const Value& v = found.value;
  if (v.is_unknown() && v.unknown().json) return convert(arena(), *v.unknown().json);
  if (!v.is_string() && !v.is_unknown()) return convert(arena(), v);
  std::string_view text = v.is_unknown() ? v.unknown().text : v.string();
  if (text.find_first_of("{[") == std::string_view::npos) return convert(arena(), v);
  return document(found, read_json, quote_interpolations);
}

plumb::Value Mapper::yaml(const Found& found) {
  const Value& v = found.value;
  if (v.is_unknown() && v.unknown().json) return convert(arena(), *v.unknown().json);
  if (!v.is_string() && !v.is_unknown()) return convert(arena(), v);
  return document(found, [](FileId file, std::string_view text, Findings& findings) { return read_yaml(file, text, findings); }, [](std::string_view text) { return std::string(text); });
}

plumb::Value Mapper::settings(const Found& found) {
  const Value& v = found.value;
  std::string_view text = trim(v.is_unknown() ? v.unknown().text : v.string_or());
  return text.starts_with('{') ? json(found) : yaml(found);
}

}  // namespace plumb::terraform
