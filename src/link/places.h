// Places: where units lie in the project's folders, and an index that finds the nearest of many nodes with the same key.
// Why: equal names are common in a repository of examples; what stands in the same unit is meant, then what is near (README.md).
// Cost: a node is entered for its unit and for each folder above it, under its namespace and without; a search looks at one or two
// buckets a level, so that neither equal names in many folders nor in many namespaces make it slow.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "graph/graph.h"

namespace plumb::linking {

enum class Match : uint8_t { no, maybe, yes };
inline Match both(Match a, Match b) { return a < b ? a : b; }

/// Folders of the project that hold units, with their parents; 0 is the root.
class Places {
 public:
  explicit Places(const Graph& graph);
  uint32_t of(UnitId unit) const { return of_unit_[static_cast<uint32_t>(unit)]; }
  /// The folder above; 0 above the root, too.
  uint32_t parent(uint32_t place) const { return parents_[place]; }

 private:
  uint32_t place(std::string_view directory);
  std::unordered_map<std::string_view, uint32_t> ids_;
  std::vector<uint32_t> parents_{0};
  std::vector<uint32_t> of_unit_;
};

/// How far away a search found something: in the unit itself, below a folder that is not the root, only below the root.
enum class Distance : uint8_t { unit, near, far };

struct Candidate {
  NodeId node = NodeId::none;
  Match match = Match::no;
};

struct Nearest {
  std::vector<Candidate> found;  // in id order
  Distance distance = Distance::unit;
};

/// A namespace as an object has it; `given`: the inputs state it. Cluster-scoped objects have none.
struct Namespace {
  std::string_view name;
  bool given = false, known = true, none = false;
  bool stated() const { return given && known && !none; }
};

class NearestIndex {
 public:
  NearestIndex(const Graph& graph, const Places& places) : graph_(graph), places_(places) {}

  void add(uint64_t key, NodeId node, const Namespace& of_node);
  /// The candidates under `key` nearest to `from` that may be in `where` and that `accept(NodeId) -> Match` does not refuse; in id order.
  /// Objects that are stated to be in another namespace are not looked at.
  template <class Accept>
  Nearest find(NodeId from, uint64_t key, const Namespace& where, Accept&& accept) const;
  /// All nodes under `key`, anywhere; in id order.
  const std::vector<NodeId>& everywhere(uint64_t key) const { return bucket(mix(key, 0)); }

 private:
  static uint64_t mix(uint64_t key, uint64_t level) { return (key ^ (level + 0x9e3779b97f4a7c15ull + (key << 6) + (key >> 2))) * 0xff51afd7ed558ccdull; }
  // The objects under `key` of one stated namespace; of all that state none with the empty name.
  static uint64_t in_namespace(uint64_t key, std::string_view name) { return stable_hash(name, key ^ 0xa0761d6478bd642full); }
  static uint64_t unit_level(UnitId unit) { return (1ull << 32) + static_cast<uint32_t>(unit); }
  const std::vector<NodeId>& bucket(uint64_t key) const {
    static const std::vector<NodeId> kEmpty;
    auto it = buckets_.find(key);
    return it == buckets_.end() ? kEmpty : it->second;
  }

  const Graph& graph_;
  const Places& places_;
  std::unordered_map<uint64_t, std::vector<NodeId>> buckets_;
};

template <class Accept>
Nearest NearestIndex::find(NodeId from, uint64_t key, const Namespace& where, Accept&& accept) const {
  Nearest out;
  auto take = [&](uint64_t from_key, uint64_t level) {
    for (NodeId id : bucket(mix(from_key, level)))
      if (Match m = accept(id); m != Match::no) out.found.push_back({id, m});
  };
  auto look = [&](uint64_t level) {
    if (where.stated()) {
      take(in_namespace(key, where.name), level);
      take(in_namespace(key, {}), level);
      std::sort(out.found.begin(), out.found.end(), [](const Candidate& a, const Candidate& b) { return a.node < b.node; });
    } else {
      take(key, level);
    }
    return !out.found.empty();
  };
  UnitId unit = graph_.node(from).unit;
  if (look(unit_level(unit))) return out;
  out.distance = Distance::near;
  for (uint32_t place = places_.of(unit); place != 0; place = places_.parent(place))
    if (look(place)) return out;
  out.distance = Distance::far;
  look(0);
  return out;
}

}  // namespace plumb::linking
