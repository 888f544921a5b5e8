// Zones: subnet.zone, a text that is equal for subnets of one zone and different for others, and subnet.addresses.
// Three forms name a zone: its name (us-east-1a), its id (use1-az1), and a symbol for a zone that is unknown but told apart from others.
// Texts of different forms cannot be compared. Where one subnet states both name and id, ids are translated; otherwise, within
// a VPC, the form that most subnets have is kept and the zones of the rest are unknown.
#include <algorithm>
#include <array>

#include "analysis/passes.h"
#include "base/ip.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

enum Form : uint8_t { by_name, by_id, by_symbol, none };

struct Zone {
  Form form = none;
  Value value;  // string, or unknown for none
};

class Zones {
 public:
  explicit Zones(Graph& graph) : g_(graph) {}

  void run() {
    const std::vector<NodeId>& subnets = g_.of_kind(Kind::subnet);
    for (NodeId s : subnets) {
      const Value &name = g_.get(s, field::subnet::availability_zone), &id = g_.get(s, field::subnet::availability_zone_id);
      if (name.is_string() && id.is_string()) names_.try_emplace(id.string(), name.string());
    }
    std::map<NodeId, std::vector<std::pair<NodeId, Zone>>> by_vpc;
    for (NodeId s : subnets) {
      const Value& vpc = g_.get(s, field::subnet::vpc);
      by_vpc[vpc.is_node() ? vpc.node() : NodeId::none].emplace_back(s, read(s));
    }
    for (auto& [vpc, members] : by_vpc) {
      std::array<int, 4> count{};
      for (auto& [s, zone] : members) ++count[zone.form];
      auto kept = static_cast<Form>(std::max_element(count.begin(), count.begin() + none) - count.begin());
      for (auto& [s, zone] : members) store(s, zone, kept);
    }
  }

 private:
  Zone read(NodeId s) {
    const Value &name = g_.get(s, field::subnet::availability_zone), &id = g_.get(s, field::subnet::availability_zone_id), &symbol = g_.get(s, field::subnet::zone_symbol);
    if (name.is_string()) return {by_name, name};
    if (id.is_string()) {
      auto it = names_.find(id.string());
      if (it != names_.end()) return {by_name, Value::string(it->second, make_origin(g_.arena(), id.span(), How::fact, "analysis/zones"))};
      return {by_id, id};
    }
    if (symbol.is_string()) return {by_symbol, symbol};
    return {none, name.is_unknown() ? name : id.is_unknown() ? id : make_unknown(g_.arena(), "the subnet states no zone, so AWS picks one", g_.node(s).span)};
  }

  void store(NodeId s, const Zone& zone, Form kept) {
    bool comparable = zone.form == kept || zone.form == none;
    g_.set(s, field::subnet::zone, comparable ? zone.value : make_unknown(g_.arena(), "other subnets of the VPC name their zones in another form", zone.value.span()));
    const Value& block = g_.get(s, field::subnet::cidr_block);
    if (block.is_unknown()) {
      g_.set(s, field::subnet::addresses, block);
    } else if (block.is_string()) {
      auto cidr = parse_cidr(block.string());
      bool usable = cidr && !cidr->ip.v6;
      g_.set(s, field::subnet::addresses, usable ? Value::integer(std::max<int64_t>(0, static_cast<int64_t>(cidr->addresses()) - 5), make_origin(g_.arena(), block.span(), How::fact, "analysis/zones"))
                                                 : make_unknown(g_.arena(), "cidr_block is no IPv4 block", block.span()));
    }
  }

  Graph& g_;
  std::map<std::string_view, std::string_view> names_;  // zone id -> zone name
};

}  // namespace

void derive_zones(Graph& graph) { Zones(graph).run(); }

}  // namespace plumb
