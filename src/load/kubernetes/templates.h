// Texts with template markers (Helm charts, Jinja, envsubst): not rendered and never loaded as objects; what they can say is of which
// kinds they may make objects, and that keeps claims of absence silent.
#pragma once
#include <string_view>

#include "graph/graph.h"
#include "source/span.h"
#include "syntax/tree.h"

namespace plumb::kubernetes {

/// Opens every Kubernetes kind of the unit: there may be objects of any kind that the files do not show.
void open_every_kind(Builder& builder, std::string_view why, Span at);

/// Opens the kinds that a template may make: those of its top-level `kind:` lines; every kind where one of these is itself
/// templated, or where the text only calls other templates.
void open_kinds_of_template(Builder& builder, std::string_view path, FileId file, std::string_view text);

/// Whether template actions stand outside of all scalars of the text (`{{ if }}` on a line of its own): then no document is what it seems.
bool structure_is_templated(const Tree& tree);

/// Whether a document with template markers in its scalars is nevertheless an object as it stands: the markers are in free text that
/// another program reads (alert texts, configuration files), not in what Kubernetes reads. `kind`: of the node it would become.
bool markers_are_content(TreeRef root, Kind kind);

}  // namespace plumb::kubernetes
