// Tiers: what a subnet is for (subnet.tier: public, private, data or isolated), from what its definition calls it, who uses it, and where
// its traffic goes; in that order, because a misrouted data subnet is still a data subnet.
// Precision: a subnet that nodes share with a database is private, not data; a subnet with an internet gateway route that nothing
// declares as data is public even when a database group holds it, unless it is called by that too ("database"): then the route is the slip.
// Otherwise only exact words of a tier tag count, names never do.
#include "analysis/passes.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

/// The tier that a definition's own word stands for; empty for words without a settled meaning.
std::string_view tier_of_word(std::string_view word) {
  struct Entry { std::string_view word, tier; };
  static constexpr Entry kWords[] = {
      {"public", "public"}, {"utility", "public"}, {"edge", "public"}, {"dmz", "public"},
      {"private", "private"}, {"app", "private"}, {"application", "private"}, {"nodes", "private"}, {"compute", "private"},
      {"data", "data"}, {"database", "data"}, {"db", "data"}, {"elasticache", "data"}, {"cache", "data"}, {"redshift", "data"}, {"rds", "data"},
      {"intra", "isolated"}, {"isolated", "isolated"}, {"internal-only", "isolated"},
  };
  std::string lower = to_lower(word);
  for (const Entry& e : kWords)
    if (e.word == lower) return e.tier;
  return {};
}

struct Use {
  bool sure = false;
  const Cause* unknown = nullptr;  // it may be used so, because of this
};

class Tiers {
 public:
  explicit Tiers(Graph& graph) : g_(graph) {}

  void run() {
    for (NodeId s : g_.of_kind(Kind::subnet)) g_.set(s, field::subnet::tier, tier(s));
  }

 private:
  Value known(std::string_view word, Span at) { return Value::string(word, make_origin(g_.arena(), at, How::fact, "analysis/tiers")); }

  void add_users(Use& use, const Value& users) {
    if (!use.unknown) use.unknown = users.is_unknown() ? users.cause() : users.open();
    users.for_each_item([&](const Value& user) {
      if (user.is_node() && !user.maybe()) use.sure = true;
      else if (!use.unknown) use.unknown = make_cause(g_.arena(), "whether this user of the subnet exists cannot be told", user.span());
    });
  }

  /// The declared word: the definition's own tier, else a tag that is called tier. Absent, unknown or a string.
  Value declared(NodeId s) {
    const Value& stated = g_.get(s, field::subnet::declared_tier);
    if (!stated.is_absent()) return stated;
    const Value& tags = g_.get(s, field::subnet::tags);
    for (std::string_view key : {"Tier", "tier"}) {
      Value tag = tags.is_map() ? tags.get(key) : Value();
      if (tag.is_string() && !tier_of_word(tag.string()).empty()) return tag;
    }
    return {};
  }

  /// Whether the definition calls the subnet a database's: "database[0]".
  bool called_data(NodeId s) {
    std::string_view name = g_.node(s).name;
    return tier_of_word(name.substr(0, name.find('['))) == "data";
  }

  Value tier(NodeId s) {
    Value word = declared(s);
    if (word.is_unknown()) return word;
    std::string_view said = tier_of_word(word.string_or());
    if (said == "data" || said == "public") return known(said, word.span());

    Use data, nodes;
    add_users(data, g_.get(s, field::subnet::db_subnet_groups));
    add_users(nodes, g_.get(s, field::subnet::node_groups));
    add_users(nodes, g_.get(s, field::subnet::fargate_profiles));
    const Value& reach = g_.get(s, field::subnet::reachability);
    if (said.empty() && reach.string_or() == "public") return data.sure && !nodes.sure && called_data(s) ? known("data", g_.node(s).name_span) : known("public", reach.span());
    if (nodes.sure) return said.empty() ? by_reachability(reach) : known(said, word.span());
    if (data.sure) {
      if (nodes.unknown) return Value::unknown(nodes.unknown);
      if (said.empty() && !reach.is_string()) return reach;
      return known("data", g_.node(s).name_span);
    }
    if (!said.empty()) return known(said, word.span());
    if (data.unknown) return Value::unknown(data.unknown);
    return by_reachability(reach);
  }

  Value by_reachability(const Value& reach) {
    if (!reach.is_string()) return reach;
    if (reach.string() == "public") return known("public", reach.span());
    return known(reach.string() == "isolated" ? "isolated" : "private", reach.span());
  }

  Graph& g_;
};

}  // namespace

void derive_tiers(Graph& graph) { Tiers(graph).run(); }

}  // namespace plumb
