// Mapper: the state of one map_resources() run and what the per-area files (aws_*.cc) are written in.
// How it works: a table says for each resource type which kind it becomes and which attribute fills which field; plain fields are
// converted, edge fields resolved to nodes. Only what a table cannot say is a function of its own (`special`).
// Order: nodes of all resources -> nodes of data sources and opaque modules -> fields and edges -> finish() (what several blocks add to
// one field, openings, unknown fields of external nodes).
// Invariant: a reference that is not resolved never gets lost: it leaves an unknown field, an open list or an external node.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "graph/graph.h"
#include "graph/kinds.gen.h"
#include "load/terraform/convert.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

class Mapper;

/// One line of a table: the attribute at `path` fills `field`. Its type in the vocabulary says how: plain, or edges to nodes.
struct Row {
  std::string_view path;
  Field field;
};

/// What a resource type becomes.
struct ResourceType {
  std::string_view type;
  Kind kind{};                      // of its node; for a join (association, attachment): the kind of no node
  std::span<const Row> rows = {};
  void (*special)(Mapper&, const Instance&, NodeId) = nullptr;
  std::string_view name_attribute = {};  // attribute with the name that AWS knows; empty: the Terraform label names the node
  bool join = false;                // makes no node: `special` adds edges or values to those of others (its NodeId is none)
  bool (*applies)(Mapper&, const Instance&) = nullptr;  // false: this instance is a plain `resource`
};

// The tables, one an area.
std::span<const ResourceType> network_types();
std::span<const ResourceType> routing_types();
std::span<const ResourceType> security_types();
std::span<const ResourceType> database_types();
std::span<const ResourceType> eks_types();
std::span<const ResourceType> iam_types();

/// Nodes that a reference leads to. `rest` is not null when it may lead elsewhere, too (or only: then `found` is empty).
struct Target {
  NodeId id = NodeId::none;
  Span at;             // where the reference stands
  bool maybe = false;
};
struct Targets {
  std::vector<Target> found;
  const Cause* rest = nullptr;
  bool empty() const { return found.empty() && !rest; }
};

class Mapper {
 public:
  Mapper(const Configuration& configuration, const Project& project, Builder& builder);
  void run(Findings& findings);

  Arena& arena() { return builder.arena(); }
  /// The configuration of an instance. Objects and lists in it hold until the next instance's turn (settle()).
  Value config(const Instance& i);
  Found get(const Instance& i, std::string_view path) { return attribute(arena(), config(i), path); }

  // Nodes.
  /// A node that an instance makes beside its own (an inline route, a rule). It may not exist when the instance may not.
  NodeId add(const Instance& owner, Kind kind, std::string_view name, std::string_view address, Span span, Span name_span);
  /// The node of an instance, or none.
  NodeId node_of(const Instance& i) const;
  /// The one node of this unit that stands for something outside it, by kind and id or name; `symbolic`: that is no id but the text
  /// of a reference whose value is not known (module.vpc.vpc_id).
  NodeId external(Kind kind, std::string_view id, Span at, bool symbolic = false);

  /// The node that stands for a resource of another root module until units are linked: it becomes the node of `kind` there, or stays outside.
  NodeId stand_in(Kind kind, const Reference& r, Span at);

  std::vector<NodeId> nodes_of(Kind kind);
  void set_maybe(NodeId id, std::string_view why, Span at) { builder.set_maybe(id, make_cause(arena(), why, at)); }
  /// The account's default VPC, where resources without one are placed.
  NodeId default_vpc(const Instance& user);

  // Fields.
  /// Fills `field` from the attribute: plain fields by conversion, edge fields by resolving. Nothing when it is not given.
  void put(NodeId id, Field field, const Found& found, bool maybe = false);
  void take(const Instance& i, std::string_view path, NodeId id, Field field) { put(id, field, get(i, path)); }
  void take(const Instance& i, std::span<const Row> rows, NodeId id);
  /// A value that the provider puts in when the attribute is not given.
  void put_default(NodeId id, Field field, plumb::Value value, std::string_view owner);
  void put_unknown(NodeId id, Field field, std::string_view why, Span at);
  bool is_set(NodeId id, Field field) { return !builder.node(id).slots[field.slot].is_absent(); }
  /// Adds an item to a list field (an entry to a map field) that several blocks fill; put there by finish().
  void append(NodeId id, Field field, plumb::Value item);
  void append_entry(NodeId id, Field field, MapEntry entry);
  /// The list or map that several blocks fill may have more.
  void open_appended(NodeId id, Field field, const Cause* cause);
  /// What an association adds to a list field of the nodes that it refers to; where these are not known, every list of the kind is open.
  void append_to(const Instance& association, const Targets& to, Field field, plumb::Value item);

  // Edges.
  /// The nodes of `kind` (of any kind when null) that the value refers to: references, literal ids, names, lists of them.
  /// `list`: an unknown value stands for a list, not for one node.
  Targets resolve(const Found& found, const Kind* kind, bool list = false);
  Targets resolve(const Found& found, Kind kind, bool list = false) { return resolve(found, &kind, list); }
  /// The nodes of `kind` of which some attribute is part of the value, each once.
  Targets resolve_owners(const Unknown& unknown, Kind kind);
  void link(NodeId from, Field field, const Targets& to, bool maybe = false);
  /// The vpc of what came with it: `attribute` is aws_vpc.x.default_..._id.
  void link_owner_vpc(const Instance& i, std::string_view attribute, NodeId id, Field field);
  /// The attribute that the value is: the reference that it is made of, or an id that exists (of an instance of `type`, unless that is
  /// empty). Nothing when it is none.
  std::optional<Reference> reference_of(const Value& v, std::string_view type = {}) const;
  /// The instance of `type` whose attribute the value is, or null.
  const Instance* referenced(const Found& found, std::string_view type) const;
  /// Keeps a subnet's unknown zone for finish(): subnet.zone_symbol.
  void note_zone(const Instance& i, NodeId id);
  /// from x to, as an association says it; what is not known on one side opens the other side's lists.
  void join(const Instance& association, const Targets& from, Field field, const Targets& to);
  /// The list under `field` of every node of its kind may have more.
  void open_everywhere(Field field, const Cause* cause) { everywhere_.try_emplace({field.kind, field.slot}, cause); }

  /// The document in a text of JSON (a literal, a heredoc with interpolations, jsonencode of something, a policy document), known in
  /// part where the text is: strings with interpolations are unknown, keys keep them as text ("${...}:sub"). Unknown when it is no JSON.
  plumb::Value json(const Found& found);
  /// The document in a text of YAML, likewise.
  plumb::Value yaml(const Found& found);
  /// The settings in a text that may be either.
  plumb::Value settings(const Found& found);
  /// A closed map of converted attributes, those not given left out.
  plumb::Value record(std::initializer_list<std::pair<std::string_view, Found>> members, Span at);

  const Configuration& configuration;
  const Project& project;
  Builder& builder;

 private:
  struct Appended {
    std::vector<plumb::Value> items;
    std::vector<MapEntry> entries;
    const Cause* open = nullptr;
  };
  struct ZoneSymbol {
    NodeId subnet;
    std::string base, symbol;
    std::string_view asked;  // the first data source that asked for the list
  };
  static std::string written(const Unknown& u) { return cat(u.text, " ", static_cast<uint32_t>(u.span.file), ":", u.span.begin); }
  using Slot = std::pair<uint32_t, uint8_t>;

  void make_node(const Instance& i, const ResourceType& type);
  void make_data_node(const Instance& i);  // once; data sources that refer to each other are made on demand
  void fill_data(const Instance& i);
  void make_opaque_node(const OpaqueCall& call);
  plumb::Value declared_object(const Instance& i);  // kubernetes.cc, as the next two
  NodeId make_object(const Instance& i, const plumb::Value& root, Findings& findings);
  void connect_object(const Instance& i);
  void make_release(const Instance& i, Findings& findings);  // helm.cc, as the next three
  void connect_releases();
  plumb::Value release_values(const Instance& i);
  plumb::Value noted(const Value& value);
  plumb::Value document(const Found& found, Tree (*read)(FileId, std::string_view, Findings&), std::string (*quote)(std::string_view));
  void fill(const Instance& i, const ResourceType& type);
  void tags(const Instance& i, NodeId id, Field field);
  void region(const Instance& i, NodeId id, Field field);
  void resolve_into(Targets& out, const Value& value, Span at, const Kind* kind);
  void resolve_text(Targets& out, std::string_view text, Span at, const Kind* kind);
  void resolve_unknown(Targets& out, const Unknown& unknown, Span at, const Kind* kind, bool single);
  bool resolve_identity(Targets& out, std::string_view text, Span at, const Kind* kind);
  bool resolve_reference(Targets& out, const Reference& reference, Span at, const Kind* kind, bool single, bool exact);
  void register_default(const Instance& i, NodeId id);
  NodeId implied(const Instance& owner, std::string_view attribute, Kind kind, Span at);
  void settle();
  void finish();
  void finish_appended();
  void finish_zones();
  void finish_external(NodeId id);
  const Cause* outside_cause(NodeId id);

  std::unordered_map<const Instance*, NodeId> nodes_;
  std::map<std::pair<Kind, std::string_view>, NodeId> external_;  // the texts are those of the input or of the arena
  Arena opened_in_;                                     // configurations of documents that are looked at just now
  std::unordered_map<const Instance*, Value> opened_;
  const Instance* last_ = nullptr;                      // the one that was asked for last, and its configuration
  Value last_config_;
  std::unordered_map<std::string_view, const ResourceType*> types_;
  std::map<std::pair<Kind, std::string>, std::vector<NodeId>> named_;  // by the name that AWS knows
  std::map<std::pair<Kind, std::string>, std::vector<NodeId>> named_alike_;  // by an unknown name, as it is written: equal texts are equal names
  std::map<Slot, Appended> appended_;
  std::map<std::pair<Kind, uint8_t>, const Cause*> everywhere_;
  std::map<std::pair<Kind, uint8_t>, std::vector<Field>> inverses_;
  std::vector<ZoneSymbol> zones_;
  std::unordered_map<const Cause*, const Unknown*> exact_;  // unknown values inside of documents that are one attribute of one resource
  std::vector<std::pair<const Instance*, std::vector<NodeId>>> releases_;  // of Helm charts, with the accounts that they make
  std::set<NodeId> many_;      // nodes of instances with an unknown count: there may be any number of them
  std::set<NodeId> outside_;   // external nodes
};

}  // namespace plumb::terraform
