// See declared.h.
#include "report/declared.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/place.h"
#include "rules/rule.h"

namespace plumb::report {
namespace {

using Json = nlohmann::ordered_json;

Json errors(const DeclaredInput& in, std::string_view directory) {
  Json out = Json::array();
  for (const Finding& f : in.snapshot->findings) {
    if (f.severity != Severity::error) continue;
    Json e = {{"summary", f.message}};
    if (!f.help.empty()) e["detail"] = f.help;
    if (!f.resource.empty()) e["address"] = f.resource;
    if (f.at.known()) {
      e["file"] = shown_path(in.snapshot->sources.path(f.at.file), directory);
      e["line"] = in.snapshot->sources.position(f.at.file, f.at.begin).line;
    }
    out.push_back(std::move(e));
  }
  return out;
}

Json parsed(const std::string& text) {
  Json out = text.empty() ? Json(nullptr) : Json::parse(text, nullptr, false);
  return out.is_discarded() ? Json(text) : out;  // YAML has numbers that JSON has not (.inf)
}

Json one(const DeclaredInput& in, const Declared& d, std::string_view directory) {
  bool output = d.mode == "output";
  Json out = Json::object();
  if (!output) out = {{"mode", d.mode}, {"type", d.type}};
  out[output ? "value" : "values"] = parsed(d.values);
  out["unknown"] = Json::array();
  out["refs"] = Json::object();
  out["causes"] = Json::object();
  for (const DeclaredUnknown& u : d.unknown) {
    out["unknown"].push_back(u.pointer);
    out["causes"][u.pointer] = u.cause;
  }
  for (const auto& [pointer, text] : d.refs) out["refs"][pointer] = parsed(text);
  if (output) out["sensitive"] = d.sensitive;
  if (!d.maybe.empty()) out["maybe"] = d.maybe;
  if (!d.action.empty()) out["action"] = d.action;
  out["at"] = shown_place(in.snapshot->sources, d.at, directory);
  return out;
}

/// One line of text an entry of `v`: its path below the resource and its JSON.
void lines(std::string& out, const Json& v, const std::string& path) {
  if (v.is_object() && !v.empty()) {
    for (const auto& [k, x] : v.items()) lines(out, x, path.empty() ? k : cat(path, ".", k));
  } else if (v.is_array() && !v.empty() && (v[0].is_object() || v[0].is_array())) {
    for (size_t i = 0; i < v.size(); ++i) lines(out, v[i], cat(path, "[", i, "]"));
  } else {
    out += cat("  ", path.empty() ? "" : cat(path, " = "), v.dump(-1, ' ', false, Json::error_handler_t::replace), "\n");
  }
}

/// "/ingress/0/from_port" as "ingress[0].from_port".
std::string dotted(std::string_view pointer) {
  std::string out;
  auto steps = split(pointer, '/');
  for (size_t i = 1; i < steps.size(); ++i) {
    bool number = !steps[i].empty() && steps[i].find_first_not_of("0123456789") == std::string_view::npos;
    if (number) {
      out += cat("[", steps[i], "]");
      continue;
    }
    if (!out.empty()) out += '.';
    for (size_t c = 0; c < steps[i].size(); ++c) {
      bool escape = steps[i][c] == '~' && c + 1 < steps[i].size();
      out += escape ? (steps[i][++c] == '1' ? '/' : '~') : steps[i][c];
    }
  }
  return out;
}

}  // namespace

std::string declared_json(const DeclaredInput& in, std::string_view directory) {
  Json out = {{"version", PLUMB_VERSION}, {"resources", Json::object()}, {"outputs", Json::object()}};
  for (const Declared& d : in.declarations) out[d.mode == "output" ? "outputs" : "resources"][d.address] = one(in, d, directory);
  out["errors"] = errors(in, directory);
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string declared_text(const DeclaredInput& in, std::string_view directory) {
  std::string out;
  for (const Declared& d : in.declarations) {
    std::string at = shown_place(in.snapshot->sources, d.at, directory);
    out += cat(d.mode == "managed" ? "resource " : d.mode == "object" ? "" : cat(d.mode, " "), d.mode == "object" ? cat(d.type, " ") : std::string(), d.address, at.empty() ? "" : cat("  # ", at), "\n");
    if (!d.maybe.empty()) out += cat("  # may not exist, or be there any number of times: ", d.maybe, "\n");
    if (!d.action.empty()) out += cat("  # exists; this plan: ", d.action, "\n");
    if (!d.values.empty()) {
      Json v = parsed(d.values);
      if (!v.empty() || !v.is_object()) lines(out, v, "");
    }
    for (const DeclaredUnknown& u : d.unknown) {
      std::string made;
      for (const auto& [pointer, text] : d.refs)
        if (pointer == u.pointer) {
          Json j = parsed(text);
          made = j.is_string() ? j.get<std::string>() : j.dump(-1, ' ', false, Json::error_handler_t::replace);
        }
      std::string where = shown_place(in.snapshot->sources, u.at, directory);
      out += cat("  ", dotted(u.pointer), u.pointer.empty() ? "" : " = ", made, "  # unknown: ", u.cause, where.empty() ? "" : cat(" (", where, ")"), "\n");
    }
    out += '\n';
  }
  for (const Finding& f : in.snapshot->findings) {
    std::string at = shown_place(in.snapshot->sources, f.at, directory);
    out += cat(rules::to_string(f.severity), ": ", f.message, at.empty() ? "" : cat(" (", at, ")"), f.help.empty() ? "" : cat("\n  ", f.help), "\n");
  }
  return out;
}

}  // namespace plumb::report
