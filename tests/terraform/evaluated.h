// A root module in memory, evaluated: for tests of what evaluate() says.
#pragma once
#include <map>
#include <string>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/evaluate.h"
#include "support/project.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

inline void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

struct Evaluated {
  fixtures::MemoryProject p;
  Arena arena;
  Configuration c;
  explicit Evaluated(const std::map<std::string, std::string>& files, bool as_planned = false) : p(files, parse_hcl) {
    p.project.options.as_planned = as_planned;
    c = evaluate(p.project, "", arena, p.findings);
  }
  explicit Evaluated(const std::string& text, bool as_planned = false) : Evaluated(std::map<std::string, std::string>{{"main.tf", text}}, as_planned) {}

  Value attribute(std::string_view address, std::string_view name) const {
    const Instance* i = c.find(address);
    return i ? i->config.get(name) : Value::string("no such instance");
  }
  /// As text: a known value as JSON, an unknown as it is written.
  std::string text(std::string_view address, std::string_view name) const {
    Value v = attribute(address, name);
    return v.is_unknown() ? cat("?", v.unknown().text) : json_text(v);
  }
  std::string addresses() const {
    std::string out;
    for (const Instance& i : c.instances) out += cat(out.empty() ? "" : " ", i.address, i.maybe ? "?" : "");
    return out;
  }
  std::string findings() const {
    std::string out;
    for (const Finding& f : p.findings) out += f.message + "\n";
    return out;
  }
};

}  // namespace plumb::terraform
