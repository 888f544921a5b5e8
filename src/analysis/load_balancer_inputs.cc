// See load_balancer_inputs.h: the VPC, the Kubernetes objects, and who belongs to which scope. Controllers: load_balancer_controllers.cc.
#include "analysis/load_balancer_inputs.h"

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

lb::Subnet view_subnet(Graph& g, NodeId id, bool in_vpc) {
  lb::Subnet s;
  s.id = g.get(id, field::subnet::subnet_id);
  s.zone = g.get(id, field::subnet::zone);
  s.zone_type = g.get(id, field::subnet::zone_type);
  s.outpost_arn = g.get(id, field::subnet::outpost_arn);
  s.tags = g.get(id, field::subnet::tags);
  if (s.tags.is_absent() && g.get(id, field::subnet::external).boolean_or(false)) s.tags = make_unknown(g.arena(), "the subnet is made elsewhere, with its tags", g.node(id).span);
  s.free = g.get(id, field::subnet::available_ip_address_count);
  s.ipv6_block = g.get(id, field::subnet::ipv6_cidr_block);
  s.is_public = g.get(id, field::subnet::has_internet_gateway_route);
  s.in_vpc = in_vpc;
  if (g.node(id).maybe) s.maybe = g.node(id).maybe_cause ? g.node(id).maybe_cause : make_cause(g.arena(), "whether this subnet exists cannot be told", g.node(id).span);
  return s;
}

}  // namespace

Scope scope_of(const Graph& graph, NodeId node, Field cluster) {
  const Value& v = graph.get(node, cluster);
  return v.is_node() ? Scope{v.node(), UnitId::none} : Scope{NodeId::none, graph.node(node).unit};
}

std::map<Scope, ScopeMembers> index_scopes(const Graph& g) {
  std::map<Scope, ScopeMembers> out;
  for (NodeId c : g.of_kind(Kind::container)) {
    const Value &image = g.get(c, field::container::image), &workload = g.get(c, field::container::workload);
    if (image.is_string() && workload.is_node() && is_controller_image(image.string())) out[scope_of(g, workload.node(), field::workload::cluster)].controllers.push_back(c);
  }
  for (NodeId o : g.of_kind(Kind::object)) {
    std::string_view kind = g.get(o, field::object::object_kind).string_or();
    if (kind == "MutatingWebhookConfiguration") out[scope_of(g, o, field::object::cluster)].webhooks.push_back(o);
    if (kind == "IngressClassParams") out[scope_of(g, o, field::object::cluster)].params.push_back(o);
  }
  for (NodeId r : g.of_kind(Kind::helm_release)) out[scope_of(g, r, field::helm_release::cluster)].releases.push_back(r);
  for (NodeId k : g.of_kind(Kind::ingress_class)) out[scope_of(g, k, field::ingress_class::cluster)].classes.push_back(k);
  for (NodeId i : g.of_kind(Kind::ingress)) out[scope_of(g, i, field::ingress::cluster)].ingresses.push_back(i);
  for (NodeId n : g.of_kind(Kind::namespace_)) out[scope_of(g, n, field::namespace_::cluster)].namespaces.push_back(n);
  return out;
}

VpcView view_vpc(Graph& g, NodeId vpc) {
  VpcView view;
  lb::Network& net = view.network;
  net.vpc = g.get(vpc, field::vpc::vpc_id).string_or(g.node(vpc).name);
  const Value& members = g.get(vpc, field::vpc::subnets);
  net.account = g.node(vpc).unit != UnitId::none && g.unit(g.node(vpc).unit).frontend == "aws";
  net.open = members.is_unknown() ? members.cause() : members.open();
  if (!net.open && !net.account && g.get(vpc, field::vpc::external).boolean_or(false)) net.open = make_cause(g.arena(), "the VPC is made elsewhere and may have more subnets", g.node(vpc).span);
  net.not_here = make_cause(g.arena(), "no input describes a subnet of that id", g.node(vpc).span);
  for (NodeId s : g.of_kind(Kind::subnet)) {
    const Value& of = g.get(s, field::subnet::vpc);
    bool in_vpc = of.is_node() && of.node() == vpc;
    if (!in_vpc && !g.get(s, field::subnet::subnet_id).is_string()) {
      if (of.is_unknown() && !net.open) net.open = of.cause();
      continue;
    }
    lb::Subnet subnet = view_subnet(g, s, in_vpc);
    if (in_vpc && of.maybe() && !subnet.maybe) subnet.maybe = make_cause(g.arena(), "whether this subnet is of the VPC cannot be told", of.span());
    net.subnets.push_back(std::move(subnet));
    view.subnets.push_back(s);
  }
  return view;
}

lb::Service view_service(Graph& g, NodeId s) {
  namespace f = field::service;
  lb::Service out;
  out.name = g.node(s).name;
  out.name_space = g.get(s, f::namespace_).string_or("default");
  out.annotations = g.get(s, f::annotations);
  out.type = g.get(s, f::type);
  out.load_balancer_class = g.get(s, f::load_balancer_class);
  out.ports = g.get(s, f::ports);
  Value raw = g.node(s).raw.in(g.arena());
  Value spec = raw.is_map() ? raw.get("spec") : Value();
  if (!spec.is_map()) return out;
  out.allocate_node_ports = spec.get("allocateLoadBalancerNodePorts");
  out.session_affinity = spec.get("sessionAffinity");
  out.load_balancer_ip = spec.get("loadBalancerIP");
  return out;
}

lb::Ingress view_ingress(const Graph& g, NodeId i) {
  namespace f = field::ingress;
  return {g.node(i).name, g.get(i, f::namespace_).string_or("default"), g.get(i, f::annotations), g.get(i, f::ingress_class_name)};
}

lb::IngressScene view_ingresses(Graph& g, const ScopeMembers& members, const std::vector<FoundController>& controllers) {
  lb::IngressScene scene;
  for (NodeId k : members.classes) {
    const Value& annotations = g.get(k, field::ingress_class::annotations);
    bool is_default = annotations.is_map() && annotations.get("ingressclass.kubernetes.io/is-default-class").string_or() == "true";
    scene.classes.push_back({g.node(k).name, g.get(k, field::ingress_class::controller), g.get(k, field::ingress_class::parameters), is_default});
  }
  for (NodeId o : members.params) {
    Value raw = g.node(o).raw.in(g.arena());
    scene.params.push_back({g.node(o).name, raw.is_map() ? raw.get("spec") : Value()});
  }
  for (NodeId i : members.ingresses) scene.ingresses.push_back(view_ingress(g, i));
  for (NodeId n : members.namespaces) scene.namespace_labels.try_emplace(std::string(g.node(n).name), g.get(n, field::namespace_::labels));

  bool all_here = !controllers.empty();
  for (const FoundController& f : controllers) all_here &= f.manifest;
  if (const Cause* open = g.open_cause(Kind::ingress_class)) scene.classes_open = open;
  if (all_here) return scene;
  // The controller's chart makes the class "alb", without parameters, unless it is told otherwise.
  scene.classes_open = make_cause(g.arena(), "the controller is installed in a way that may make ingress classes", {});
  for (const lb::IngressClass& k : scene.classes)
    if (k.name == "alb") return scene;
  scene.classes.push_back({"alb", Value::string("ingress.k8s.aws/alb"), {}, false});
  return scene;
}

}  // namespace plumb
