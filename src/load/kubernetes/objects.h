// From one object's tree to its node: identity and the fields that all kinds share here, the fields of each kind in objects.cc, pods in workload.cc,
// what other objects make (secrets of an ExternalSecret, ...) in made.cc.
#pragma once
#include <string_view>

#include "load/kubernetes/api.h"
#include "load/kubernetes/plan.h"
#include "load/kubernetes/reader.h"

namespace plumb::kubernetes {

/// An object on its way into the graph.
struct Object {
  TreeRef root;
  std::string_view api_version, kind;  // of a typed list's items: derived from the list
  Api api;
  NodeId node = NodeId::none;
  Value namespace_;                    // as in the node; absent when cluster-scoped
  bool namespace_given = false;
};

/// A field that all Kubernetes kinds share, of `kind`: their slots are the same (`include: kubernetes` puts them first).
Field common_field(Kind kind, Field of_object);

/// Adds the node with the shared fields. `address_name` stands in the address when the name is not known.
NodeId add_object(Reader& reader, const UnitPlan& plan, Object& object);

/// Adds a node that `object` brings about: same namespace unless given, `generated` is up to the caller.
NodeId add_made(Reader& reader, const Object& object, Kind kind, std::string_view object_kind, TreeRef name, const Value& namespace_);

/// The fields of the object's own kind.
void fill(Reader& reader, const Object& object);
/// Workloads: the pod's fields and its containers.
void fill_workload(Reader& reader, const UnitPlan& plan, const Object& object, std::string_view address);
/// Secrets and config maps that the object's controller makes, where their names are stated.
void add_what_it_makes(Reader& reader, const Object& object);

}  // namespace plumb::kubernetes
