// See case_graph.h.
#include "load_balancers/case_graph.h"

#include "analysis/analysis.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::oracle {
namespace {

struct Making {
  Builder b;
  NodeId vpc = NodeId::none, cluster = NodeId::none, target = NodeId::none;
  std::map<std::string, NodeId, std::less<>> subnets, other_vpcs;

  Arena& arena() { return b.arena(); }
  Value text(std::string_view s) { return Value::string(arena().copy(s)); }
  NodeId add(Kind k, std::string_view name) { return b.add(k, name, name, {}, {}); }
  void put(NodeId n, Field f, TreeRef v) {
    if (v && !v.is_null()) b.set(n, f, Value::of(v));
  }

  Value texts(const std::vector<std::string>& items) {
    std::vector<Value> values;
    for (const std::string& i : items) values.push_back(text(i));
    return make_list(arena(), values);
  }

  void network(TreeRef input) {
    vpc = add(Kind::vpc, input["vpc"]["id"].string());
    put(vpc, field::vpc::vpc_id, input["vpc"]["id"]);
    put(vpc, field::vpc::cidr_blocks, input["vpc"]["cidrs"]);
    put(vpc, field::vpc::ipv6_cidr_blocks, input["vpc"]["ipv6Cidrs"]);
    cluster = add(Kind::cluster, input["clusterName"].string());
    b.set(cluster, field::cluster::provider, text("eks"));
    put(cluster, field::cluster::cluster_name, input["clusterName"]);
    b.link(cluster, field::cluster::vpc, vpc, {});
    for (TreeRef s : input["subnets"].items()) subnet(s);
    for (TreeRef t : input["routeTables"].items()) table(t);
  }

  void subnet(TreeRef s) {
    NodeId n = add(Kind::subnet, s["id"].string());
    subnets.emplace(s["id"].string(), n);
    put(n, field::subnet::subnet_id, s["id"]);
    put(n, field::subnet::availability_zone, s["az"]);
    put(n, field::subnet::cidr_block, s["cidr"]);
    put(n, field::subnet::ipv6_cidr_block, s["ipv6Cidr"]);
    put(n, field::subnet::tags, s["tags"]);
    put(n, field::subnet::available_ip_address_count, s["availableIPs"]);
    put(n, field::subnet::outpost_arn, s["outpostArn"]);
    put(n, field::subnet::zone_type, s["zoneType"]);
    NodeId of = vpc;
    if (s["vpc"]) {
      auto [it, fresh] = other_vpcs.try_emplace(std::string(s["vpc"].string()));
      if (fresh) it->second = add(Kind::vpc, s["vpc"].string());
      of = it->second;
    }
    b.link(n, field::subnet::vpc, of, {});
  }

  void table(TreeRef t) {
    NodeId n = add(Kind::route_table, t["id"].string());
    put(n, field::route_table::route_table_id, t["id"]);
    put(n, field::route_table::main, t["main"]);
    b.link(n, field::route_table::vpc, vpc, {});
    for (TreeRef s : t["subnets"].items()) b.link(n, field::route_table::subnets, subnets.find(s.string())->second, {});
    for (TreeRef r : t["routes"].items()) {
      NodeId route = add(Kind::route, r["destination"].string());
      b.link(route, field::route::route_table, n, {});
      bool v6 = r["destination"].string().find(':') != std::string_view::npos;
      put(route, v6 ? field::route::destination_ipv6_cidr_block : field::route::destination_cidr_block, r["destination"]);
      std::string_view gateway = r["gatewayId"].string();
      std::string_view type = r["natGatewayId"] ? "nat_gateway" : gateway == "local" ? "local" : gateway.starts_with("igw") ? "internet_gateway" : gateway.starts_with("eigw") ? "egress_only_internet_gateway" : gateway.starts_with("vgw") ? "vpn_gateway" : "vpc_endpoint";
      b.set(route, field::route::target_type, text(type));
      put(route, field::route::target_id, r["natGatewayId"] ? r["natGatewayId"] : r["gatewayId"]);
    }
  }

  NodeId object(Kind kind, TreeRef o, Field cluster_field) {
    NodeId n = add(kind, o["metadata"]["name"].string());
    b.node(n).raw = Value::of(o);
    b.link(n, cluster_field, cluster, {});
    return n;
  }

  void objects(TreeRef input) {
    for (TreeRef o : input["objects"].items()) {
      std::string_view kind = o["kind"].string();
      TreeRef metadata = o["metadata"], spec = o["spec"];
      NodeId n;
      if (kind == "Service") {
        n = object(Kind::service, o, field::service::cluster);
        put(n, field::service::namespace_, metadata["namespace"]);
        put(n, field::service::annotations, metadata["annotations"]);
        put(n, field::service::type, spec["type"]);
        put(n, field::service::load_balancer_class, spec["loadBalancerClass"]);
        put(n, field::service::ports, spec["ports"]);
      } else if (kind == "Ingress") {
        n = object(Kind::ingress, o, field::ingress::cluster);
        put(n, field::ingress::namespace_, metadata["namespace"]);
        put(n, field::ingress::annotations, metadata["annotations"]);
        TreeRef stated = metadata["annotations"]["kubernetes.io/ingress.class"];
        put(n, field::ingress::ingress_class_name, spec["ingressClassName"] ? spec["ingressClassName"] : stated);
        put(n, field::ingress::rules, spec["rules"]);
      } else if (kind == "IngressClass") {
        n = object(Kind::ingress_class, o, field::ingress_class::cluster);
        put(n, field::ingress_class::annotations, metadata["annotations"]);
        put(n, field::ingress_class::controller, spec["controller"]);
        put(n, field::ingress_class::parameters, spec["parameters"]);
      } else if (kind == "Namespace") {
        n = object(Kind::namespace_, o, field::namespace_::cluster);
        put(n, field::namespace_::labels, metadata["labels"]);
      } else {
        n = object(Kind::object, o, field::object::cluster);
        put(n, field::object::object_kind, o["kind"]);
      }
      std::string key = cat(metadata["namespace"].string(), '/', metadata["name"].string());
      std::string_view wanted = input["call"].string() == "service" ? "Service" : "Ingress";
      if (kind == wanted && key == input["target"].string()) target = n;
    }
  }

  void controller(TreeRef input, std::string_view version) {
    static constexpr std::pair<std::string_view, std::string_view> kFlags[] = {{"featureGates", "feature-gates"}, {"ingressClass", "ingress-class"}, {"loadBalancerClass", "load-balancer-class"},
        {"defaultTargetType", "default-target-type"}, {"defaultLoadBalancerScheme", "default-load-balancer-scheme"}};
    std::vector<std::string> args = {cat("--cluster-name=", input["clusterName"].string())};
    for (auto [key, flag] : kFlags) {
      TreeRef v = input["flags"][key];
      if (!v) continue;
      std::vector<std::string> parts;
      for (auto [gate, on] : v.entries()) parts.push_back(cat(gate.text(), '=', on.text()));
      args.push_back(cat("--", flag, '=', v.is_map() ? join(parts, ",") : std::string(v.text())));
    }
    NodeId workload = add(Kind::workload, "aws-load-balancer-controller"), container = add(Kind::container, "controller");
    b.link(workload, field::workload::cluster, cluster, {});
    b.link(container, field::container::workload, workload, {});
    b.set(container, field::container::image, text(cat("public.ecr.aws/eks/aws-load-balancer-controller:", version)));
    b.set(container, field::container::args, texts(args));
    if (!input["flags"]["serviceMutatorWebhook"].boolean()) return;
    NodeId hook = add(Kind::object, "aws-load-balancer-webhook");
    b.set(hook, field::object::object_kind, text("MutatingWebhookConfiguration"));
    b.link(hook, field::object::cluster, cluster, {});
    std::vector<MapEntry> one = {{"name", {}, text("mservice.elbv2.k8s.aws")}};
    std::vector<Value> hooks = {make_map(arena(), one)};
    std::vector<MapEntry> raw = {{"webhooks", {}, make_list(arena(), hooks)}};
    b.node(hook).raw = make_map(arena(), raw);
  }
};

}  // namespace

void build(TreeRef input, std::string_view controller_version, CaseGraph& out) {
  Making m;
  m.network(input);
  m.objects(input);
  if (!controller_version.empty()) m.controller(input, controller_version);
  out.vpc = m.vpc;
  out.target = m.target;
  out.graph.absorb({.name = "account", .frontend = "aws", .directory = "", .why = ""}, std::move(m.b));
  out.graph.freeze();
  analyze(out.graph, {});
}

std::vector<std::string> chosen_subnets(const CaseGraph& c, Field field) {
  std::vector<std::string> out;
  c.graph.get(c.target, field).for_each_item([&](const Value& v) { out.emplace_back(c.graph.node(v.node()).name); });
  return out;
}

}  // namespace plumb::oracle
