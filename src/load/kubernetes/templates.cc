// See templates.h.
#include "load/kubernetes/templates.h"

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "load/kubernetes/api.h"

namespace plumb::kubernetes {

void open_every_kind(Builder& b, std::string_view why, Span at) {
  const Cause* cause = make_cause(b.arena(), why, at);
  for (const KindInfo& k : kinds())
    if (k.kubernetes) b.open_kind(k.kind, cause);
}

void open_kinds_of_template(Builder& b, std::string_view path, FileId file, std::string_view text) {
  bool any_kind = false, calls = false, manifest = false;
  uint32_t offset = 0;
  for (std::string_view line : split(text, '\n')) {
    uint32_t begin = offset;
    offset += static_cast<uint32_t>(line.size()) + 1;
    if (line.starts_with("apiVersion")) manifest = true;
    if (line.find("{{") != std::string_view::npos) calls = calls || line.find("include") != std::string_view::npos || line.find("template ") != std::string_view::npos || line.find("toYaml") != std::string_view::npos || line.find("tpl ") != std::string_view::npos;
    if (!line.starts_with("kind:")) continue;
    std::string_view kind = trim(line.substr(5));
    kind = trim(kind.substr(0, kind.find(" #")));
    if (kind.size() > 1 && (kind.front() == '"' || kind.front() == '\'')) kind = kind.substr(1, kind.size() - 2);
    Span at{file, begin, begin + static_cast<uint32_t>(line.size())};
    any_kind = true;
    if (has_placeholder(kind) || kind.ends_with("List")) open_every_kind(b, cat("'", path, "' is a template and may make objects of any kind"), at);
    else b.open_kind(node_kind_by_name(kind), make_cause(b.arena(), cat("'", path, "' is a template and not rendered"), at));
  }
  if (!any_kind && (manifest || calls)) open_every_kind(b, cat("'", path, "' is a template and may make objects of any kind"), {file, 0, 0});
}

}  // namespace plumb::kubernetes
