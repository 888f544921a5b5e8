// From one Kubernetes object, as a value, to its node: identity and the fields that all kinds share here, the fields of each kind in objects.cc, pods in workload.cc,
// what other objects make (secrets of an ExternalSecret, ...) in made.cc.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "objects/api.h"
#include "objects/reader.h"

namespace plumb::kubernetes {

/// What is known about an object beside its own text: what a kustomization, or an overlay that includes it, does to it.
struct Surroundings {
  /// The namespace that is put on all objects; empty when none is.
  std::string namespace_;
  Span namespace_span;
  /// Different namespaces are put on the objects: what stands in them is not final.
  bool namespace_varies = false;
  /// Labels that are added to pod templates.
  std::vector<std::pair<TreeRef, TreeRef>> pod_labels;
  /// More labels are added to pod templates, which are not known here.
  bool more_pod_labels = false;
  Span overlay_span;  // what says so
};

/// An object on its way into the graph.
struct Object {
  Value root;
  std::string_view address;            // as its users name it; empty: kind/namespace/name
  Span span, name_span;                // of the declaration; unknown: the root's and the name's own
  const Cause* maybe = nullptr;        // why it may not exist; null: it exists
  std::string_view api_version, kind;  // of a typed list's items: derived from the list
  Api api;
  NodeId node = NodeId::none;
  Value namespace_;                    // as in the node; absent when cluster-scoped
  bool namespace_given = false;
};

/// A field that all Kubernetes kinds share, of `kind`: their slots are the same (`include: kubernetes` puts them first).
Field common_field(Kind kind, Field of_object);

/// Adds the node with the shared fields. `address_name` stands in the address when the name is not known.
NodeId add_object(Reader& reader, const Surroundings& around, Object& object);

/// Adds a node that `object` brings about: same namespace unless given, `generated` is up to the caller.
NodeId add_made(Reader& reader, const Object& object, Kind kind, std::string_view object_kind, const Value& name, const Value& namespace_);

/// The whole of it: the node, the fields of its kind, a workload's pod and containers, and what its controller makes of it.
NodeId load_object(Builder& builder, Findings& findings, const Surroundings& around, Object object);

// Parts of load_object, a file each.
void fill_workload(Reader& reader, const Surroundings& around, const Object& object, std::string_view address);
void add_what_it_makes(Reader& reader, const Object& object);

}  // namespace plumb::kubernetes
