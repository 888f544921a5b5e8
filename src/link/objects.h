// Objects: what the passes that join Kubernetes objects share: namespaces, an index by kind and name, edges by how sure a match is, and
// whether the absence of an object can be claimed. Policy: README.md of this folder.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "link/places.h"

namespace plumb::linking {

Namespace namespace_of(const Graph& graph, NodeId id);
/// Whether two objects can be in one namespace. Two that name none are where one `kubectl apply` puts them.
Match same_namespace(const Namespace& a, const Namespace& b);
/// A field that every Kubernetes kind has; `of_object` is field::object::...
Value shared_field(const Graph& graph, NodeId id, Field of_object);
std::string_view object_kind(const Graph& graph, NodeId id);
uint64_t label_key(std::string_view key, std::string_view value);
uint64_t name_key(std::string_view object_kind, std::string_view name);

class Objects {
 public:
  explicit Objects(Graph& graph);
  Graph& graph;
  Places places;
  NearestIndex by_name;  // name_key(object kind, name) -> objects, of every Kubernetes kind

  /// The objects called `name` of this kind that are nearest to `from` and may be in namespace `where`.
  Nearest find(NodeId from, Kind kind, std::string_view object_kind, std::string_view name, const Namespace& where) const;
  /// Adds edges from -> each candidate: firm when there is one that is meant beyond doubt, else all marked maybe.
  void connect(NodeId from, Field field, const Nearest& nearest, Span at);
  /// The candidate that is meant beyond doubt; none when there are several, or when it only may be.
  NodeId sure(NodeId from, const Nearest& nearest) const;

  /// Whether the object is there, from what find() gave for it: true, false, or unknown with the cause.
  Value found(NodeId from, Kind kind, std::string_view object_kind, const Value& name, const Namespace& where, const Nearest& nearest) const;

  /// Why it cannot be said that there is no such object of `kind` for `from` in namespace `where`; null when it can.
  /// Asked only when no object with a matching name was found in the whole project.
  const Cause* doubt(NodeId from, Kind kind, const Namespace& where) const;
  /// Why objects of `kind` may exist in `where` that the inputs do not show (templates, operators); null when nothing says so.
  const Cause* unseen(Kind kind, const Namespace& where) const;

  /// Whether a tool other than manifests (Terraform's kubernetes provider) is seen to make an object of this kind and name there.
  bool installed(std::string_view object_kind, std::string_view name, const Namespace& where) const;

  /// Whether the unit of `from` holds an object of `kind`, in whatever namespace.
  bool unit_has(NodeId from, Kind kind) const;
  /// Whether the inputs declare this namespace, or hold an object of `kind` that is stated to be in it.
  bool declares_namespace(const Namespace& where) const;
  bool holds(Kind kind, const Namespace& where) const;

 private:
  struct Operator { std::string_view where; bool anywhere = false; const Cause* cause = nullptr; };
  void note(NodeId id);
  void note_operator(NodeId id);
  void note_grants(NodeId id);
  void note_installed(NodeId id);

  std::vector<const Cause*> open_;  // by kind: any unit's cause
  std::vector<Operator> operators_;
  std::map<std::string_view, const Cause*> operator_in_;  // by namespace
  const Cause* operator_anywhere_ = nullptr;
  const Cause* any_operator_ = nullptr;
  std::set<std::pair<UnitId, Kind>> unit_kinds_;
  std::unordered_set<uint64_t> namespace_kinds_;  // (kind, stated namespace)
  std::map<std::pair<Kind, std::string_view>, const Cause*> grants_;        // a role lets something in this namespace make objects of the kind
  std::map<std::pair<Kind, UnitId>, const Cause*> unit_grants_;
  std::unordered_set<std::string_view> namespaces_;
  std::map<std::pair<Kind, std::string_view>, const Cause*> installed_;  // another tool makes an object of the kind in this namespace
  std::unordered_set<uint64_t> installed_names_;                         // installed_key of those whose name is known
};

/// Whether objects of this API group never bring about pods, services, secrets or config maps that their text does not name.
bool passive_group(std::string_view group, std::string_view kind);

}  // namespace plumb::linking
