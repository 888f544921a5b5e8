// See why.h.
#include "report/why.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/place.h"

namespace plumb::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kLongestValue = 120, kLongestText = 100;  // bytes of one line of text; JSON has all of it

std::string shortened(std::string text, size_t most) {
  size_t line = text.find('\n');
  bool cut = line != std::string::npos || text.size() > most;
  if (!cut) return text;
  size_t end = std::min(line, most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not within a character
  return text.substr(0, end) + " ...";
}

std::string value_of(const Explanation& e) {
  if (e.sensitive) return "(sensitive)";
  return e.value.empty() ? cat("(not known: ", e.cause, ")") : shortened(e.value, kLongestValue);
}

void write(std::string& out, const Snapshot& s, const Explanation& e, std::string_view directory, size_t depth) {
  std::string indent(2 * depth, ' ');
  out += cat(indent, e.name, " = ", value_of(e), "\n");
  std::string place = shown_place(s.sources, e.at, directory);
  std::string text = place.empty() ? std::string() : shortened(std::string(s.sources.text(e.at)), kLongestText);
  if (!e.how.empty() || !place.empty()) out += cat(indent, "  ", e.how, e.how.empty() || place.empty() ? "" : ": ", place, text.empty() ? "" : cat("  ", text), "\n");
  for (const Explanation& below : e.from) write(out, s, below, directory, depth + 1);
}

Json json(const Snapshot& s, const Explanation& e, std::string_view directory) {
  Json out = {{"name", e.name}};
  if (e.sensitive) out["sensitive"] = true;
  else if (!e.value.empty()) out["value"] = Json::parse(e.value, nullptr, false);
  else out["unknown"] = e.cause;
  if (!e.how.empty()) out["how"] = e.how;
  if (e.at.known()) {
    Position at = s.sources.position(e.at.file, e.at.begin);
    out["file"] = shown_path(s.sources.path(e.at.file), directory);
    out["line"] = at.line;
    out["column"] = at.column;
    out["text"] = std::string(s.sources.text(e.at));
  }
  out["from"] = Json::array();
  for (const Explanation& below : e.from) out["from"].push_back(json(s, below, directory));
  return out;
}

}  // namespace

std::string why_json(const Snapshot& s, const Explanation& e, std::string_view directory) { return json(s, e, directory).dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string why_text(const Snapshot& s, const Explanation& e, std::string_view directory) {
  std::string out;
  write(out, s, e, directory, 0);
  return out;
}

}  // namespace plumb::report
