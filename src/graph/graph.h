// Graph: the design, every layer in one: nodes of the vocabulary's kinds, their fields and the edges between them.
// Life: frontends fill Builders (one a unit, in parallel) -> Graph merges them in order -> link passes add edges -> freeze():
// from there no node or edge is added -> analysis passes set derived fields -> read only.
// Invariants: before freeze() references between nodes are edges only (no Value holds a node); after freeze() the slot of an
// edge field holds what reading it gives: a node or null for one, a list of nodes (in insertion order, maybe marks kept,
// open where it is not closed) for many, unknown where the frontend said so.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "graph/declared.h"
#include "graph/kind.h"
#include "graph/value.h"

namespace plumb {

enum class UnitId : uint32_t { none = 0xffffffffu };

/// A separate design of the project: a Terraform root, a ClusterConfig, a folder of manifests, ... (product.md, promise 5).
struct Unit {
  std::string name;       // for people: "terraform root infra/prod"
  std::string frontend;   // "terraform", "eksctl", "kubernetes", ...
  std::string directory;  // relative to the project root; "" is the root
  std::string why;        // why it was formed
};

struct Node {
  NodeId id = NodeId::none;
  Kind kind{};
  UnitId unit = UnitId::none;
  bool maybe = false;                // may not exist (unknown count, condition); maybe_cause says why
  const Cause* maybe_cause = nullptr;
  std::string_view name;             // metadata.name, the Terraform label, the subnet's Name, ...
  std::string_view address;          // as a user knows it: aws_subnet.public["a"], Deployment/shop/web
  Span span, name_span;              // the whole declaration; its name (what is underlined when nothing better is known)
  DeclaredValue raw;                 // the declaration as given (Kubernetes object, evaluated attributes)
  Value* slots = nullptr;            // one per field of its kind
};

struct Edge {
  NodeId from = NodeId::none, to = NodeId::none;
  Field field{};  // the edge field of from's kind
  Span span;      // where the reference stands
  bool maybe = false;
};

/// A node that stands for one of another unit until units are linked: the node of its kind at `address` in the unit of `directory`; without
/// an address, the one of its kind and name that is nearest.
struct StandIn {
  NodeId node = NodeId::none;
  std::string_view directory, address;
  const Cause* outside = nullptr;  // what is not known of it while it is not found: falls away with it
};

/// Fills one unit's part of the graph. Not thread-safe; one per unit.
class Builder {
 public:
  Arena& arena() { return arena_; }

  /// A new node. `name` and `address` are copied. Its fields are absent until set.
  NodeId add(Kind kind, std::string_view name, std::string_view address, Span span, Span name_span);
  Node& node(NodeId id) { return nodes_[static_cast<uint32_t>(id)]; }
  size_t size() const { return nodes_.size(); }

  /// Sets a plain field. Not for edge fields, except to an unknown value: "it refers to something, but to what is not known".
  void set(NodeId id, Field field, Value value);
  /// Adds an edge; `field` is an edge field (not an inverse) of from's kind.
  void link(NodeId from, Field field, NodeId to, Span span, bool maybe = false);
  /// The list under `field` (edge or inverse) of this node may have more members than the inputs show.
  void open(NodeId id, Field field, const Cause* cause);
  /// This unit may hold further nodes of `kind` (an opaque module, an unrendered template): no claim of absence about them.
  void open_kind(Kind kind, const Cause* cause);
  /// The node may not exist.
  void set_maybe(NodeId id, const Cause* cause);
  /// The node, the one that was added last, stands for one of another unit; `outside` is the cause of all that is unknown or open of it for that reason only.
  void stands_for(NodeId id, std::string_view directory, std::string_view address, const Cause* outside);
  /// That cause, or null when the node stands for itself.
  const Cause* stands_for(NodeId id) const;

 private:
  friend class Graph;
  struct Opening { NodeId id; Field field; const Cause* cause; };
  Arena arena_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<Opening> openings_;
  std::vector<std::pair<Kind, const Cause*>> open_kinds_;
  std::vector<StandIn> stand_ins_;
};

class Graph {
 public:
  /// Takes a unit's nodes, edges and arena. Units are merged in a fixed order, so ids do not depend on threads.
  UnitId absorb(Unit unit, Builder&& builder);

  // Building after the merge (link passes), until freeze().
  void link(NodeId from, Field field, NodeId to, Span span, bool maybe = false);
  void set(NodeId id, Field field, Value value);  // plain and derived fields; edge fields only to unknown, or when derived after freeze
  void open(NodeId id, Field field, const Cause* cause);
  Arena& arena() { return arena_; }
  /// Nodes that stand for others, in id order; which they are is for link passes to find.
  const std::vector<StandIn>& stand_ins() const { return stand_ins_; }
  /// Makes each stand-in the node beside it: edges to and from it become that node's, maps and lists that it adds to are joined, and it is
  /// gone. Nodes get new ids, so this comes before every other pass.
  void unite(const std::vector<std::pair<StandIn, NodeId>>& same);

  /// Puts defaults and edges into slots. No node or edge after this.
  void freeze();
  bool frozen() const { return frozen_; }

  // Reading.
  size_t size() const { return nodes_.size(); }
  const Node& node(NodeId id) const { return nodes_[static_cast<uint32_t>(id)]; }
  const std::vector<Node>& nodes() const { return nodes_; }
  /// All nodes of a kind, in id order.
  const std::vector<NodeId>& of_kind(Kind kind) const { return by_kind_[static_cast<size_t>(kind)]; }
  const std::vector<Edge>& edges() const { return edges_; }
  const std::vector<Unit>& units() const { return units_; }
  const Unit& unit(UnitId id) const { return units_[static_cast<uint32_t>(id)]; }

  /// The field's value; after freeze() with defaults and edges in place. Before freeze() edge fields are not readable
  /// this way: use first_target()/targets().
  const Value& get(NodeId id, Field field) const { return node(id).slots[field.slot]; }
  /// The one node an edge field leads to, or none (also when unknown). Works before and after freeze().
  NodeId first_target(NodeId id, Field field) const;
  std::vector<NodeId> targets(NodeId id, Field field) const;
  /// Span of the edge from -> to under `field`, unknown when there is none.
  Span edge_span(NodeId from, Field field, NodeId to) const;

  /// Why there may be more nodes of `kind` than the inputs show: in one unit, or in any (UnitId::none). Null: closed.
  const Cause* open_cause(Kind kind, UnitId unit = UnitId::none) const;

 private:
  struct Opening { NodeId id; Field field; const Cause* cause; };
  void put_default(Node& node, Field field);

  Arena arena_;
  std::vector<Arena> arenas_;
  std::vector<Unit> units_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<std::vector<uint32_t>> outgoing_;  // edge indices by node
  std::vector<Opening> openings_;
  std::vector<StandIn> stand_ins_;
  std::map<std::pair<uint32_t, Kind>, const Cause*> open_kinds_;  // by (unit, kind)
  std::vector<std::vector<NodeId>> by_kind_ = std::vector<std::vector<NodeId>>(kinds().size());
  bool frozen_ = false;
};

}  // namespace plumb
