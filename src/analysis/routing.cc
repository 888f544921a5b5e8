// Routing: the effective route table of each subnet, its default route, and how far traffic gets (subnet.reachability).
// Words: public = any route to an internet gateway; private-nat = IPv4 default route to a public NAT gateway; private-egress-other =
// any other default route; isolated = no default route. A NAT gateway of connectivity private is no way to the internet.
// Invariant: a class is only set when nothing unknown could change it; a known IPv4 default route that is no internet gateway decides the
// class even where more routes may exist, while has_internet_gateway_route stays unknown then.
#include "analysis/passes.h"
#include "base/ip.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

enum class Tri : uint8_t { no, yes, unknown };

enum class Target : uint8_t { internet_gateway, public_nat, unclear_nat, other, local, unknown };  // unclear: public or private

struct RouteFacts {
  NodeId id;
  bool maybe = false;
  Tri default4 = Tri::no, default6 = Tri::no;
  Target target = Target::unknown;
  const Cause* cause = nullptr;  // of what is unknown about it
};

struct Table {
  NodeId id = NodeId::none;      // none without a cause: the implicit main table, which has the local route only
  const Cause* cause = nullptr;  // not null: which table it is cannot be told
  Span span;                     // the association, or what makes the table the main one
};

class Routing {
 public:
  explicit Routing(Graph& graph) : g_(graph) {}

  void run() {
    for (NodeId subnet : g_.of_kind(Kind::subnet)) {
      Table table = effective_table(subnet);
      store(subnet, table);
    }
  }

 private:
  const Cause* cause(std::string_view text, Span span) { return make_cause(g_.arena(), text, span); }
  const Cause* cause_of(const Value& v, std::string_view otherwise, Span span) { return v.is_unknown() && v.cause() ? v.cause() : cause(otherwise, span); }
  const Origin* fact(Span span) { return make_origin(g_.arena(), span, How::fact, "analysis/routing"); }

  // Which table ------------------------------------------------------------------------------------------------------------

  Table effective_table(NodeId subnet) {
    const Node& node = g_.node(subnet);
    const Value& associated = g_.get(subnet, field::subnet::associated_route_tables);
    Table found;
    bool several = false, uncertain = false;
    Span uncertain_at = node.span;
    associated.for_each_item([&](const Value& v) {
      if (!v.is_node() || v.maybe()) {
        uncertain = true;
        uncertain_at = v.span();
      } else if (found.id == NodeId::none) {
        found = {v.node(), nullptr, v.span()};
      } else if (found.id != v.node()) {
        several = true;
      }
    });
    if (several) return {NodeId::none, cause("several route tables are associated with this subnet", found.span), {}};
    if (found.id != NodeId::none) return found;
    if (uncertain) return {NodeId::none, cause("whether this route table association exists cannot be told", uncertain_at), {}};
    if (const Cause* open = associated.open()) return {NodeId::none, open, {}};
    if (associated.is_unknown()) return {NodeId::none, associated.cause(), {}};
    if (!is_false(g_.get(subnet, field::subnet::external))) return {NodeId::none, cause("the subnet is made elsewhere, with its routes", node.span), {}};
    return main_table(subnet);
  }

  Table main_table(NodeId subnet) {
    const Value& vpc = g_.get(subnet, field::subnet::vpc);
    if (!vpc.is_node()) return {NodeId::none, cause_of(vpc, "the subnet's VPC is not known, nor its main route table", g_.node(subnet).span), {}};
    if (const Cause* open = associations_open(vpc.node())) return {NodeId::none, open, {}};
    const Value& stated = g_.get(vpc.node(), field::vpc::main_route_table);
    if (stated.is_unknown()) return {NodeId::none, stated.cause(), {}};
    if (stated.is_node() && stated.maybe()) return {NodeId::none, cause("whether this table is the VPC's main one cannot be told", stated.span()), {}};
    if (stated.is_node()) return {stated.node(), nullptr, stated.span()};
    const Value& tables = g_.get(vpc.node(), field::vpc::route_tables);
    Table main;
    tables.for_each_item([&](const Value& t) {
      if (!t.is_node() || main.id != NodeId::none || main.cause) return;
      const Value& is_main = g_.get(t.node(), field::route_table::main);
      if (is_false(is_main)) return;
      if (t.maybe() || !is_main.is_bool()) main.cause = cause_of(is_main, "whether this main route table exists cannot be told", t.span());
      else main = {t.node(), nullptr, t.span()};
    });
    if (main.id != NodeId::none || main.cause) return main;
    if (const Cause* open = tables.open()) return {NodeId::none, open, {}};
    if (!is_false(g_.get(vpc.node(), field::vpc::external))) return {NodeId::none, cause("the VPC is made elsewhere, with its main route table", g_.node(vpc.node()).span), {}};
    return {};
  }

  /// Why a table of the VPC may be associated with more subnets than the inputs show; null when that is settled.
  const Cause* associations_open(NodeId vpc) {
    auto [at, fresh] = associations_open_.try_emplace(vpc, nullptr);
    const Cause*& open = at->second;
    if (fresh)
      g_.get(vpc, field::vpc::route_tables).for_each_item([&](const Value& t) {
        if (!t.is_node()) return;
        const Value& subnets = g_.get(t.node(), field::route_table::subnets);
        if (!open) open = subnets.is_unknown() ? subnets.cause() : subnets.open();
      });
    return open;
  }

  static bool is_false(const Value& v) { return v.is_absent() || v.is_null() || (v.is_bool() && !v.boolean()); }

  // What its routes do -------------------------------------------------------------------------------------------------------

  static Tri everywhere(const Value& destination) {
    if (destination.is_unknown()) return Tri::unknown;
    auto block = parse_cidr(destination.string_or());
    return block && block->prefix == 0 ? Tri::yes : Tri::no;
  }

  Target nat_target(const Value& target, RouteFacts& r) {
    if (!target.is_node() || g_.node(target.node()).kind != Kind::nat_gateway) return Target::public_nat;
    const Value& connectivity = g_.get(target.node(), field::nat_gateway::connectivity_type);
    if (connectivity.is_unknown()) {
      r.cause = connectivity.cause();
      return Target::unclear_nat;
    }
    return connectivity.string_or() == "private" ? Target::other : Target::public_nat;
  }

  Target target_of(NodeId route, RouteFacts& r) {
    const Value& type = g_.get(route, field::route::target_type);
    const Value& target = g_.get(route, field::route::target);
    const Value& id = g_.get(route, field::route::target_id);
    Kind kind = target.is_node() ? g_.node(target.node()).kind : Kind::object;
    if (type.string_or() == "internet_gateway" || kind == Kind::internet_gateway || id.string_or().starts_with("igw-")) return Target::internet_gateway;
    if (type.string_or() == "nat_gateway" || kind == Kind::nat_gateway || id.string_or().starts_with("nat-")) return nat_target(target, r);
    if (type.string_or() == "local" || id.string_or() == "local") return Target::local;
    if (type.is_string() || target.is_node()) return Target::other;
    r.cause = cause_of(type, "the route's target is not known", g_.node(route).span);
    return Target::unknown;
  }

  const std::vector<RouteFacts>& routes_of(NodeId table) {
    auto [at, fresh] = routes_.try_emplace(table);
    std::vector<RouteFacts>& routes = at->second;
    if (!fresh) return routes;
    g_.get(table, field::route_table::routes).for_each_item([&](const Value& v) {
      if (!v.is_node()) return;
      RouteFacts r{.id = v.node(), .maybe = v.maybe()};
      if (r.maybe) r.cause = g_.node(r.id).maybe_cause;
      const Value& four = g_.get(r.id, field::route::destination_cidr_block);
      const Value& six = g_.get(r.id, field::route::destination_ipv6_cidr_block);
      r.default4 = everywhere(four);
      r.default6 = everywhere(six);
      if (four.is_unknown()) r.cause = four.cause();
      if (six.is_unknown()) r.cause = six.cause();
      r.target = target_of(r.id, r);
      if (!r.cause) r.cause = cause("whether this route exists cannot be told", g_.node(r.id).span);
      routes.push_back(r);
    });
    return routes;
  }

  void store(NodeId subnet, const Table& table) {
    auto set = [&](Field f, Value v) { g_.set(subnet, f, v); };
    if (table.cause) {
      for (Field f : {field::subnet::route_table, field::subnet::default_route, field::subnet::reachability, field::subnet::has_internet_gateway_route}) set(f, Value::unknown(table.cause));
      return;
    }
    if (table.id == NodeId::none) {
      const Origin* o = fact(g_.node(subnet).name_span);
      set(field::subnet::route_table, Value::null(o));
      set(field::subnet::default_route, Value::null(o));
      set(field::subnet::reachability, Value::string("isolated", o));
      set(field::subnet::has_internet_gateway_route, Value::boolean(false, o));
      return;
    }
    set(field::subnet::route_table, Value::node(table.id, fact(table.span)));

    const std::vector<RouteFacts>& routes = routes_of(table.id);
    const Cause* open = g_.get(table.id, field::route_table::routes).open();
    const RouteFacts *gateway = nullptr, *sure4 = nullptr, *sure6 = nullptr;
    const Cause *gateway_unknown = open, *default_unknown = open;
    for (const RouteFacts& r : routes) {
      if (!r.maybe && r.target == Target::internet_gateway && !gateway) gateway = &r;
      if (r.target == Target::unknown || (r.maybe && r.target == Target::internet_gateway)) gateway_unknown = r.cause;
      if (!r.maybe && r.default4 == Tri::yes) sure4 = &r;
      if (!r.maybe && r.default6 == Tri::yes) sure6 = &r;
      if ((r.maybe && (r.default4 == Tri::yes || r.default6 == Tri::yes)) || (r.target != Target::local && (r.default4 == Tri::unknown || r.default6 == Tri::unknown))) default_unknown = r.cause;
    }
    if (gateway) set(field::subnet::has_internet_gateway_route, Value::boolean(true, fact(g_.node(gateway->id).span)));
    else if (gateway_unknown) set(field::subnet::has_internet_gateway_route, Value::unknown(gateway_unknown));
    else set(field::subnet::has_internet_gateway_route, Value::boolean(false, fact(table.span)));

    const RouteFacts* chosen = sure4 ? sure4 : default_unknown ? nullptr : sure6;
    if (chosen) set(field::subnet::default_route, Value::node(chosen->id, fact(g_.node(chosen->id).span)));
    else if (default_unknown) set(field::subnet::default_route, Value::unknown(default_unknown));
    else set(field::subnet::default_route, Value::null(fact(table.span)));

    set(field::subnet::reachability, reachability(table, gateway, gateway_unknown, sure4, sure6, default_unknown));
  }

  Value reachability(const Table& table, const RouteFacts* gateway, const Cause* gateway_unknown, const RouteFacts* sure4, const RouteFacts* sure6, const Cause* default_unknown) {
    auto known = [&](std::string_view word, Span at) { return Value::string(word, fact(at)); };
    if (gateway) return known("public", g_.node(gateway->id).span);
    if (sure4 && (sure4->target == Target::unknown || sure4->target == Target::unclear_nat)) return Value::unknown(sure4->cause);
    if (sure4) return known(sure4->target == Target::public_nat ? "private-nat" : "private-egress-other", g_.node(sure4->id).span);
    if (gateway_unknown) return Value::unknown(gateway_unknown);
    if (default_unknown) return Value::unknown(default_unknown);
    if (sure6) return known("private-egress-other", g_.node(sure6->id).span);
    const Value& propagating = g_.get(table.id, field::route_table::propagating_vgws);
    if (propagating.is_unknown()) return Value::unknown(propagating.cause());
    if (propagating.size() > 0 || propagating.open()) return Value::unknown(cause("a virtual private gateway propagates routes into this table at run time", propagating.span()));
    return known("isolated", table.span);
  }

  Graph& g_;
  std::map<NodeId, std::vector<RouteFacts>> routes_;
  std::map<NodeId, const Cause*> associations_open_;
};

}  // namespace

void derive_routing(Graph& graph) { Routing(graph).run(); }

}  // namespace plumb
