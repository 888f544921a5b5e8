// See places.h.
#include "link/places.h"

#include "base/folders.h"

namespace plumb::linking {

Places::Places(const Graph& graph) {
  ids_.emplace("", 0);
  for (const Unit& u : graph.units()) of_unit_.push_back(place(u.directory));
}

uint32_t Places::place(std::string_view directory) {
  if (auto it = ids_.find(directory); it != ids_.end()) return it->second;
  uint32_t above = place(folder_of(directory));
  auto id = static_cast<uint32_t>(parents_.size());
  parents_.push_back(above);
  ids_.emplace(directory, id);
  return id;
}

void NearestIndex::add(uint64_t key, NodeId node, const Namespace& of_node) {
  UnitId unit = graph_.node(node).unit;
  for (uint64_t k : {key, in_namespace(key, of_node.stated() ? of_node.name : std::string_view{})}) {
    buckets_[mix(k, unit_level(unit))].push_back(node);
    for (uint32_t place = places_.of(unit);; place = places_.parent(place)) {
      buckets_[mix(k, place)].push_back(node);
      if (place == 0) break;
    }
  }
}

}  // namespace plumb::linking
