// The deployments of the AWS Load Balancer Controller that the inputs show, and what they tell of version and flags: image tag and arguments of
// a container, or version and values of a release of its chart.
// Invariant: a flag that cannot be read is unknown, never its default.
#include "analysis/load_balancer_inputs.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

constexpr std::string_view kImage = "aws-load-balancer-controller";

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
    g.node(o).raw.in(g.arena()).get("webhooks").for_each_item([&](const Value& hook) {
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

/// The chart's values, as far as they decide about load balancers.
struct ChartValues {
  Graph& g;
  lb::Controller& c;

  static Value as_bool(const Value& v) { return v.is_unknown() ? v : Value::boolean(v.boolean_or(v.string_or() == "true"), v.origin()); }

  /// One value by its path ("controllerConfig.featureGates.X").
  void set(std::string_view key, const Value& v) {
    if (key == "clusterName") c.cluster_name = v;
    if (key == "ingressClass") c.ingress_class = v;
    if (key == "loadBalancerClass") c.load_balancer_class = v;
    if (key == "defaultLoadBalancerScheme") c.default_scheme = v;
    if (key == "defaultTargetType") c.default_target_type = v;
    if (key == "enableServiceMutatorWebhook") c.webhook = as_bool(v);
    constexpr std::string_view kGates = "controllerConfig.featureGates.";
    if (key.starts_with(kGates)) c.feature_gates[std::string(key.substr(kGates.size()))] = as_bool(v);
  }

  void set_all(const Value& values, const std::string& prefix = {}) {
    if (values.is_unknown()) all_unknown(values.cause());
    if (values.is_map() && values.open()) all_unknown(values.open());
    values.for_each_entry([&](std::string_view key, Span, const Value& v) {
      std::string path = cat(prefix, key);
      if (v.is_map()) set_all(v, path + '.');
      else set(path, v);
    });
  }

  void all_unknown(const Cause* cause) {
    for (Value* v : {&c.default_scheme, &c.default_target_type, &c.ingress_class, &c.load_balancer_class})
      if (v->is_absent()) *v = Value::unknown(cause);
    c.webhook = Value::unknown(cause);
    c.gates_open = cause;
  }
};

/// A release of the chart, before its values: its version, and the webhook that the chart turns on.
FoundController chart_release(Graph& g, const Value& version, Span chart) {
  FoundController f;
  f.known_version = chart_version(version.string_or(), f.controller.version);
  if (!f.known_version) f.version_cause = version.is_unknown() ? version.cause() : make_cause(g.arena(), "the chart of the AWS Load Balancer Controller is not pinned to a version", chart);
  f.controller.webhook = Value::boolean(true, make_origin(g.arena(), chart, How::default_value, "chart"));
  return f;
}

/// Releases of the chart, whoever installs them.
void add_releases(Graph& g, const std::vector<NodeId>& releases, std::vector<FoundController>& out) {
  for (NodeId id : releases) {
    namespace f = field::helm_release;
    const Value& chart = g.get(id, f::chart);
    if (chart.string_or() != kImage) continue;
    FoundController found = chart_release(g, g.get(id, f::version), chart.span());
    ChartValues{g, found.controller}.set_all(g.get(id, f::values));
    out.push_back(std::move(found));
  }
}

/// Those that are declared beside a cluster and whose cluster is not known: several clusters are declared there.
std::vector<NodeId> releases_beside(const Graph& g, NodeId cluster) {
  std::vector<NodeId> out;
  for (NodeId id : g.of_kind(Kind::helm_release))
    if (!g.get(id, field::helm_release::cluster).is_node() && g.node(id).unit == g.node(cluster).unit) out.push_back(id);
  return out;
}

}  // namespace

bool is_controller_image(std::string_view image) {
  std::string_view repository = split_image(image).repository;
  return repository == kImage || repository.ends_with(cat('/', kImage));
}

std::vector<lb::Version> versions_to_try() { return {{3, 5, 0}, {2, 13, 4}, {2, 8, 3}, {2, 5, 4}}; }

std::vector<FoundController> find_controllers(Graph& g, const Scope& scope, const ScopeMembers& members) {
  std::vector<FoundController> out;
  add_deployments(g, members, out);
  add_releases(g, members.releases, out);
  if (scope.cluster == NodeId::none) return out;
  add_releases(g, releases_beside(g, scope.cluster), out);
  const Value& name = g.get(scope.cluster, field::cluster::cluster_name);
  for (FoundController& f : out)
    if (f.controller.cluster_name.is_absent()) f.controller.cluster_name = name;
  return out;
}

}  // namespace plumb
