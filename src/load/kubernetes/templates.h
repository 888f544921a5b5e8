// Texts with template markers (Helm charts, Jinja, envsubst): not rendered and never loaded as objects; what they can say is of which
// kinds they may make objects, and that keeps claims of absence silent.
#pragma once
#include <string_view>

#include "graph/graph.h"
#include "source/span.h"

namespace plumb::kubernetes {

/// Opens every Kubernetes kind of the unit: there may be objects of any kind that the files do not show.
void open_every_kind(Builder& builder, std::string_view why, Span at);

/// Opens the kinds that a template may make: those of its top-level `kind:` lines; every kind where one of these is itself
/// templated, or where the text only calls other templates.
void open_kinds_of_template(Builder& builder, std::string_view path, FileId file, std::string_view text);

}  // namespace plumb::kubernetes
