// See load_balancer_inputs.h. How a deployment tells version and flags: image tag and arguments of the container, or chart version and values.
#include "analysis/load_balancer_inputs.h"

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

constexpr std::string_view kImage = "aws-load-balancer-controller";

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

/// "v2.7.2" or "2.7.2"; false for anything else ("latest", a digest, a constraint).
bool parse_version(std::string_view text, lb::Version& out) {
  if (text.starts_with('v')) text.remove_prefix(1);
  int* parts[] = {&out.major, &out.minor, &out.patch};
  for (int i = 0; i < 3; ++i) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *parts[i]);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (i < 2 && !text.starts_with('.')) return false;
    if (i < 2) text.remove_prefix(1);
  }
  return text.empty() || text.front() == '-' || text.front() == '+';
}

struct Image {
  std::string_view repository, tag;
};

Image split_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  size_t slash = image.rfind('/');
  size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  return colon == std::string_view::npos ? Image{image, {}} : Image{image.substr(0, colon), image.substr(colon + 1)};
}

bool is_controller_image(std::string_view repository) { return repository == kImage || repository.ends_with(cat('/', kImage)); }

/// Reads "--flag=value" and "--flag value" into the controller.
struct FlagReader {
  Graph& g;
  lb::Controller& c;

  void set(std::string_view flag, std::string_view value, Span at) {
    Value v = Value::string(g.arena().copy(value), make_origin(g.arena(), at));
    if (flag == "cluster-name") c.cluster_name = v;
    if (flag == "ingress-class") c.ingress_class = v;
    if (flag == "load-balancer-class") c.load_balancer_class = v;
    if (flag == "default-load-balancer-scheme") c.default_scheme = v;
    if (flag == "default-target-type") c.default_target_type = v;
    if (flag != "feature-gates") return;
    for (std::string_view entry : split(value, ',')) {
      size_t equals = entry.find('=');
      if (equals != std::string_view::npos) c.feature_gates[std::string(trim(entry.substr(0, equals)))] = Value::boolean(to_lower(trim(entry.substr(equals + 1))) == "true", v.origin());
    }
  }

  /// What cannot be read could set any flag.
  void all_unknown(const Cause* cause) {
    for (Value* v : {&c.cluster_name, &c.ingress_class, &c.load_balancer_class, &c.default_scheme, &c.default_target_type})
      if (v->is_absent()) *v = Value::unknown(cause);
    c.gates_open = cause;
  }

  void read(const Value& args) {
    std::string_view pending;
    args.for_each_item([&](const Value& a) {
      if (!a.is_string()) {
        if (a.is_unknown()) all_unknown(a.cause());
        return;
      }
      std::string_view text = a.string();
      if (!text.starts_with("--")) {
        if (!pending.empty()) set(pending, text, a.span());
        pending = {};
        return;
      }
      text.remove_prefix(2);
      size_t equals = text.find('=');
      pending = equals == std::string_view::npos ? text : std::string_view{};
      if (equals != std::string_view::npos) set(text.substr(0, equals), text.substr(equals + 1), a.span());
    });
    if (args.is_unknown()) all_unknown(args.cause());
    if (args.open()) all_unknown(args.open());
  }
};

/// Whether the inputs hold the webhook that gives new Services the controller's class.
Value webhook_of(Graph& g, const ScopeMembers& members) {
  for (NodeId o : members.webhooks) {
    bool services = false;
    g.node(o).raw.get("webhooks").for_each_item([&](const Value& hook) {
      if (!hook.is_map()) return;
      Value client = hook.get("clientConfig");
      Value service = client.is_map() ? client.get("service") : Value();
      services |= hook.get("name").string_or() == "mservice.elbv2.k8s.aws" || (service.is_map() && service.get("path").string_or() == "/mutate-v1-service");
    });
    if (services) return Value::boolean(!g.node(o).maybe, make_origin(g.arena(), g.node(o).span));
  }
  if (const Cause* open = g.open_cause(Kind::object)) return Value::unknown(open);
  return Value::boolean(false);
}

void add_deployments(Graph& g, const ScopeMembers& members, std::vector<FoundController>& out) {
  for (NodeId id : members.controllers) {
    const Value& image = g.get(id, field::container::image);
    FoundController f;
    f.manifest = true;
    f.known_version = parse_version(split_image(image.string()).tag, f.controller.version);
    if (!f.known_version) f.version_cause = make_cause(g.arena(), "the image of the AWS Load Balancer Controller has no version as its tag", image.span());
    FlagReader reader{g, f.controller};
    reader.read(g.get(id, field::container::command));
    reader.read(g.get(id, field::container::args));
    f.controller.webhook = webhook_of(g, members);
    out.push_back(std::move(f));
  }
}

/// Chart 1.N comes with controller 2.N; from 3 on both have the same number.
bool chart_version(std::string_view text, lb::Version& out) {
  if (!parse_version(text, out)) return false;
  if (out.major == 1) out.major = 2;
  return out.major >= 2;
}

struct ChartValues {
  Graph& g;
  lb::Controller& c;

  void set(std::string_view key, const Value& v) {
    if (key == "clusterName") c.cluster_name = v;
    if (key == "ingressClass") c.ingress_class = v;
    if (key == "loadBalancerClass") c.load_balancer_class = v;
    if (key == "defaultLoadBalancerScheme") c.default_scheme = v;
    if (key == "defaultTargetType") c.default_target_type = v;
    if (key == "enableServiceMutatorWebhook") c.webhook = v.is_unknown() ? v : Value::boolean(v.boolean_or(v.string_or("true") != "false"), v.origin());
    constexpr std::string_view kGates = "controllerConfig.featureGates.";
    if (key.starts_with(kGates)) c.feature_gates[std::string(key.substr(kGates.size()))] = v.is_unknown() ? v : Value::boolean(v.boolean_or(v.string_or() == "true"), v.origin());
  }
};

void add_helm_releases(Graph& g, NodeId cluster, std::vector<FoundController>& out) {
  for (NodeId id : g.of_kind(Kind::resource)) {
    if (g.get(id, field::resource::type).string_or() != "helm_release") continue;
    if (g.node(id).unit != g.node(cluster).unit) continue;
    const Value& raw = g.node(id).raw;
    Value chart = raw.is_map() ? raw.get("chart") : Value();
    if (!chart.string_or().ends_with(kImage)) continue;
    FoundController f;
    Value version = raw.get("version");
    f.known_version = chart_version(version.string_or(), f.controller.version);
    if (!f.known_version) f.version_cause = version.is_unknown() ? version.cause() : make_cause(g.arena(), "the chart of the AWS Load Balancer Controller is not pinned to a version", chart.span());
    f.controller.webhook = Value::boolean(true, make_origin(g.arena(), chart.span(), How::default_value, "chart"));
    ChartValues values{g, f.controller};
    auto one = [&](const Value& entry) {
      if (entry.is_map()) values.set(entry.get("name").string_or(), entry.get("value"));
    };
    Value set = raw.get("set");
    one(set);
    set.for_each_item(one);
    Value documents = raw.get("values");
    if (documents.size() > 0 || documents.is_unknown()) f.controller.gates_open = make_cause(g.arena(), "the chart's values may set feature gates", documents.span());
    out.push_back(std::move(f));
  }
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
    if (image.is_string() && workload.is_node() && is_controller_image(split_image(image.string()).repository)) out[scope_of(g, workload.node(), field::workload::cluster)].controllers.push_back(c);
  }
  for (NodeId o : g.of_kind(Kind::object)) {
    std::string_view kind = g.get(o, field::object::object_kind).string_or();
    if (kind == "MutatingWebhookConfiguration") out[scope_of(g, o, field::object::cluster)].webhooks.push_back(o);
    if (kind == "IngressClassParams") out[scope_of(g, o, field::object::cluster)].params.push_back(o);
  }
  for (NodeId k : g.of_kind(Kind::ingress_class)) out[scope_of(g, k, field::ingress_class::cluster)].classes.push_back(k);
  for (NodeId i : g.of_kind(Kind::ingress)) out[scope_of(g, i, field::ingress::cluster)].ingresses.push_back(i);
  for (NodeId n : g.of_kind(Kind::namespace_)) out[scope_of(g, n, field::namespace_::cluster)].namespaces.push_back(n);
  return out;
}

std::vector<lb::Version> versions_to_try() { return {{3, 5, 0}, {2, 13, 4}, {2, 8, 3}, {2, 5, 4}}; }

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

std::vector<FoundController> find_controllers(Graph& g, const Scope& scope, const ScopeMembers& members) {
  std::vector<FoundController> out;
  add_deployments(g, members, out);
  if (scope.cluster == NodeId::none) return out;
  add_helm_releases(g, scope.cluster, out);
  const Value& name = g.get(scope.cluster, field::cluster::cluster_name);
  for (FoundController& f : out)
    if (f.controller.cluster_name.is_absent()) f.controller.cluster_name = name;
  return out;
}

lb::Service view_service(const Graph& g, NodeId s) {
  namespace f = field::service;
  lb::Service out;
  out.name = g.node(s).name;
  out.name_space = g.get(s, f::namespace_).string_or("default");
  out.annotations = g.get(s, f::annotations);
  out.type = g.get(s, f::type);
  out.load_balancer_class = g.get(s, f::load_balancer_class);
  out.ports = g.get(s, f::ports);
  const Value& raw = g.node(s).raw;
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
    const Value& raw = g.node(o).raw;
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
