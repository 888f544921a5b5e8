// Functions that read files, through the project's Vfs, and those on paths. Paths are relative to the root module, as when Terraform runs there.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/unicode.h"

namespace plumb::terraform {
namespace {

constexpr size_t kMaxTemplateDepth = 64;

/// The path in the project; nullopt: outside of it (absolute, or above its root).
std::optional<std::string> project_path(FunctionCall& f, std::string path) {
  const LoadOptions& options = f.c.project.options;
  if (path.starts_with('~') && !options.home.empty() && (path.size() == 1 || path[1] == '/')) path.replace(0, 1, options.home);
  if (path.starts_with('/') && !options.working_directory.empty()) {
    std::string base = options.working_directory == "/" ? "" : options.working_directory, whole = clean_path(path);
    if (whole == base || whole.starts_with(base + "/")) return normal_path(whole.substr(base.size()));
  }
  if (path.starts_with('/') && f.c.rooted) return normal_path(path);
  if (path.starts_with('/') || path.starts_with('~')) return std::nullopt;
  return reachable_path(options, cat(f.env.names ? f.env.names->directory() : std::string_view{}, "/", path));
}

bool is_identifier(std::string_view name) {
  size_t at = 0;
  bool first = true;
  while (at < name.size()) {
    uint32_t c = next_utf8(name, at);
    if (!is_letter(c) && c != '_' && (first || (!is_digit(c) && c != '-'))) return false;
    first = false;
  }
  return !first;
}

Value file(FunctionCall& f) {
  std::string s;
  if (!read_file(f, s)) return f.failed();
  return valid_utf8(s) ? f.make(s) : f.fail("the file is no UTF-8 text; filebase64() reads any file");
}

Value filebase64(FunctionCall& f) {
  std::string s;
  return read_file(f, s) ? f.make(base64(s)) : f.failed();
}

Value fileexists(FunctionCall& f) {
  std::string path;
  if (!f.text(0, path)) return f.failed();
  auto inside = project_path(f, path);
  if (!inside) return f.c.unknown(cat("the file ", path, " is outside of what is checked"), f.at, f.c.types.boolean());
  std::string why;
  bool there = f.c.project.vfs && f.c.project.vfs->read(*inside, &why).has_value();
  if (!there && (inside->empty() || !f.c.files_below(*inside).empty())) return f.fail(cat("'", path, "' is a directory, not a file"));
  return f.make(there);
}

/// A template file. What it computes from unknown variables stays known in part, as templates do.
Value templatefile(FunctionCall& f) {
  if (f[0].is_unknown() || f[1].is_unknown()) return f.unknown(f.c.types.string());
  if (f[0].is_null() || !f[1].is_mapping()) return f.fail("a path and an object of variables are needed");
  std::string path;
  if (!f.text(0, path)) return f.failed();
  for (const Entry& e : f[1].entries())
    if (!is_identifier(e.key)) return f.c.fail(f.span(1), cat("templatefile: '", e.key, "' cannot be the name of a variable: letters, digits and underscores, no digit first"));
  std::unique_ptr<hcl::File>& tree = f.c.template_files[path];
  if (!tree) {
    std::string text;
    if (!read_file(f, text)) return f.failed();
    Findings findings;
    tree = hcl::read_template(text, findings);
    if (!findings.empty()) tree->expression = nullptr;
  }
  if (!tree->expression) return f.fail("the file is no template that can be read");
  if (f.c.templates >= kMaxTemplateDepth) return f.fail("template files include each other without end");
  ++f.c.templates;
  Value v = evaluate_template(*tree->expression, f.c, f[1]);
  --f.c.templates;
  if (v.is_null()) return f.fail("the template gives null, not a text");
  return f.c.keep(v, f.at);
}

/// "{a,b}c" as "ac" and "bc"; nested braces too.
void expand_braces(const std::string& pattern, std::vector<std::string>& out) {
  size_t open = pattern.find('{'), depth = 0, from = open + 1;
  if (open == std::string::npos || out.size() > 1000) return out.push_back(pattern);
  std::vector<std::string> choices;
  for (size_t i = open; i < pattern.size(); ++i) {
    if (pattern[i] == '{') ++depth;
    bool end = pattern[i] == '}' && --depth == 0;
    if (!end && !(pattern[i] == ',' && depth == 1)) continue;
    choices.push_back(pattern.substr(from, i - from));
    from = i + 1;
    if (!end) continue;
    for (const std::string& c : choices) expand_braces(cat(pattern.substr(0, open), c, pattern.substr(i + 1)), out);
    return;
  }
  out.push_back(pattern);  // not closed: as it stands
}

/// Every bracket is closed.
bool closed(std::string_view pattern, char open, char close) {
  return std::count(pattern.begin(), pattern.end(), open) <= std::count(pattern.begin(), pattern.end(), close);
}

/// Results are relative to the directory, also where the pattern leads out of it ("../*.csv").
Value fileset(FunctionCall& f) {
  std::string directory, pattern;
  if (!f.text(0, directory) || !f.text(1, pattern)) return f.failed();
  auto inside = project_path(f, directory);
  if (!inside) return f.c.unknown(cat("the directory ", directory, " is outside of what is checked"), f.at);
  if (!closed(pattern, '[', ']') || !closed(pattern, '{', '}')) return f.c.fail(f.span(1), cat("fileset: a bracket in the pattern '", pattern, "' is not closed"));
  std::vector<std::string> patterns;
  std::vector<Value> out;
  expand_braces(pattern, patterns);
  for (const std::string& p : patterns) {
    size_t up = 0;
    while (p.compare(up, 3, "../") == 0) up += 3;
    auto base = reachable_path(f.c.project.options, cat(*inside, "/", p.substr(0, up)));
    if (!base) return f.c.unknown(cat("the directory ", directory, "/", p.substr(0, up), " is outside of what is checked"), f.at);
    std::string prefix = base->empty() ? std::string() : *base + "/";
    for (const std::string& path : f.c.files_below(*base))
      if (path.starts_with(prefix) && glob_match(std::string_view(p).substr(up), std::string_view(path).substr(prefix.size()))) out.push_back(f.make(relative_path(*inside, path)));
  }
  return f.c.set(std::move(out), f.c.types.string(), f.at);
}

Value basename(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  if (s.empty()) return f.make(std::string_view("."));
  while (s.size() > 1 && s.back() == '/') s.pop_back();
  size_t at = s.rfind('/');
  return f.make(at == std::string::npos || s.size() == 1 ? std::string_view(s) : std::string_view(s).substr(at + 1));
}

Value dirname(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  size_t at = s.rfind('/');
  if (at == std::string::npos) return f.make(std::string_view("."));
  std::string d = clean_path(s.substr(0, at + 1));
  return f.make(d);
}

Value abspath(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  const std::string& base = f.c.project.options.working_directory;
  if (!s.starts_with('/') && base.empty()) return f.c.unknown("the absolute path depends on where Terraform runs", f.at, f.c.types.string());
  return f.make(clean_path(s.starts_with('/') ? s : cat(base, "/", f.env.names ? f.env.names->directory() : std::string_view{}, "/", s)));
}

Value pathexpand(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  if (!s.starts_with('~')) return f.make(s);
  if (s.size() > 1 && s[1] != '/') return f.fail("the home directory of another person cannot be had");
  const std::string& home = f.c.project.options.home;
  if (home.empty()) return f.c.unknown("the home directory depends on who runs Terraform", f.at, f.c.types.string());
  return f.make(clean_path(home + s.substr(1)));
}

constexpr Function kFunctions[] = {
    {"file", file, 1, 1, Takes::known, TypeKind::string, "s"},
    {"filebase64", filebase64, 1, 1, Takes::known, TypeKind::string, "s"},
    {"fileexists", fileexists, 1, 1, Takes::known, TypeKind::boolean, "s"},
    {"templatefile", templatefile, 2, 2, Takes::anything, TypeKind::string, "s*"},
    {"fileset", fileset, 2, 2, Takes::known, TypeKind::dynamic, "s"},
    {"basename", basename, 1, 1, Takes::known, TypeKind::string, "s"},
    {"dirname", dirname, 1, 1, Takes::known, TypeKind::string, "s"},
    {"abspath", abspath, 1, 1, Takes::known, TypeKind::string, "s"},
    {"pathexpand", pathexpand, 1, 1, Takes::known, TypeKind::string, "s"},
};

}  // namespace

bool read_file(FunctionCall& f, std::string& out) {
  std::string path;
  if (!f.text(0, path)) return false;
  auto inside = project_path(f, path);
  if (!inside) {
    f.failure = f.c.unknown(cat("the file ", path, " is outside of what is checked"), f.span(0), f.c.types.string());
    return false;
  }
  std::string why;
  auto bytes = f.c.project.vfs ? f.c.project.vfs->read(*inside, &why) : std::nullopt;
  if (!bytes) {
    f.failure = f.c.fail(f.span(0), cat(f.expr.name, ": there is no file ", *inside), true);
    return false;
  }
  out = std::move(*bytes);
  return true;
}

std::span<const Function> file_functions() { return kFunctions; }

}  // namespace plumb::terraform
