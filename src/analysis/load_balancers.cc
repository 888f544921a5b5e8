// Load balancers: what each Service and Ingress gets from the controllers of its cluster (fields load_balancer_*).
// Who handles it: the AWS Load Balancer Controller where it takes the object, EKS Auto Mode (a closed program: its answer stays unknown),
// else the cloud provider for a Service without a class. Where the inputs show no controller, every one that may run is asked.
// Invariant: an outcome is set only when all versions, flags and open questions agree on it.
#include <algorithm>
#include <functional>

#include "analysis/load_balancer_inputs.h"
#include "analysis/load_balancers/decide.h"
#include "analysis/passes.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

constexpr std::string_view kLbc = "aws-load-balancer-controller", kLegacy = "cloud-provider-aws", kAuto = "eks-auto-mode";
constexpr std::string_view kServicePrefix = "service.beta.kubernetes.io/aws-load-balancer-";

/// The fields of both kinds, which have the same names.
struct Fields {
  Field type, controller, scheme, scheme_given, subnets_given, source, outcome, error, code, subnets;
};

constexpr Fields kService = {field::service::load_balancer_type, field::service::load_balancer_controller, field::service::load_balancer_scheme, field::service::load_balancer_scheme_given,
                             field::service::load_balancer_subnets_given, field::service::load_balancer_subnet_source, field::service::load_balancer_outcome, field::service::load_balancer_error,
                             field::service::load_balancer_error_code, field::service::load_balancer_subnets};
constexpr Fields kIngress = {field::ingress::load_balancer_type, field::ingress::load_balancer_controller, field::ingress::load_balancer_scheme, field::ingress::load_balancer_scheme_given,
                             field::ingress::load_balancer_subnets_given, field::ingress::load_balancer_subnet_source, field::ingress::load_balancer_outcome, field::ingress::load_balancer_error,
                             field::ingress::load_balancer_error_code, field::ingress::load_balancer_subnets};

/// What the objects of a scope share.
struct ScopeView {
  std::vector<FoundController> found;     // as the inputs show them
  std::vector<lb::Controller> branches;   // with every version to try
  const Cause* versions_differ = nullptr;
  lb::IngressScene scene;
  std::map<std::string, lb::Outcome> decided;  // Ingresses of groups
  const VpcView* vpc = nullptr;
  const Cause* no_vpc = nullptr;
  bool auto_mode = false;
  const Cause* auto_mode_unknown = nullptr;
  Value name;
  lb::Version kubernetes{1, 37, 0};
};

class LoadBalancers {
 public:
  explicit LoadBalancers(Graph& graph) : g_(graph), members_(index_scopes(graph)) {}

  void run() {
    for (NodeId s : g_.of_kind(Kind::service)) service(s);
    for (NodeId i : g_.of_kind(Kind::ingress)) ingress(i);
  }

 private:
  const Cause* cause(std::string_view text, Span span) { return make_cause(g_.arena(), text, span); }

  // Views, made once ---------------------------------------------------------------------------------------------------------

  const VpcView& vpc(NodeId id) {
    auto [it, fresh] = vpcs_.try_emplace(id);
    if (fresh) it->second = view_vpc(g_, id);
    return it->second;
  }

  ScopeView& scope(const Scope& id) {
    auto [it, fresh] = scopes_.try_emplace(id);
    ScopeView& v = it->second;
    if (!fresh) return v;
    const ScopeMembers& members = members_[id];
    v.found = find_controllers(g_, id, members);
    v.scene = view_ingresses(g_, members, v.found);
    if (id.cluster != NodeId::none) {
      read_cluster(id.cluster, v);
    } else {
      v.no_vpc = cause("no cluster of the inputs is known to run this", {});
      v.name = Value::unknown(v.no_vpc);
    }
    add_branches(v);
    return v;
  }

  void read_cluster(NodeId id, ScopeView& v) {
    const Value& network = g_.get(id, field::cluster::vpc);
    if (network.is_node()) v.vpc = &vpc(network.node());
    else v.no_vpc = network.is_unknown() ? network.cause() : cause("the VPC of the cluster is not known", g_.node(id).name_span);
    const Value& auto_mode = g_.get(id, field::cluster::auto_mode);
    v.auto_mode = auto_mode.boolean_or(false);
    if (auto_mode.is_unknown()) v.auto_mode_unknown = auto_mode.cause();
    v.name = g_.get(id, field::cluster::cluster_name);
    if (v.name.is_absent()) v.name = make_unknown(g_.arena(), "the cluster's name is not known", g_.node(id).name_span);
    std::string_view version = g_.get(id, field::cluster::version).string_or();
    int minor = 0;
    if (version.starts_with("1.") && std::from_chars(version.data() + 2, version.data() + version.size(), minor).ec == std::errc()) v.kubernetes = {1, minor, 0};
  }

  void add_branches(ScopeView& v) {
    for (const FoundController& f : v.found) {
      if (f.known_version) {
        v.branches.push_back(f.controller);
        continue;
      }
      v.versions_differ = f.version_cause;
      for (lb::Version version : versions_to_try()) {
        v.branches.push_back(f.controller);
        v.branches.back().version = version;
      }
    }
    if (v.found.size() > 1 && !v.versions_differ) v.versions_differ = cause("several deployments of the AWS Load Balancer Controller", {});
    if (!v.found.empty()) return;
    v.versions_differ = cause("no input shows which version of the AWS Load Balancer Controller runs, if any", {});
    for (lb::Version version : versions_to_try()) {
      lb::Controller c;
      c.version = version;
      c.cluster_name = v.name;
      c.webhook = Value::boolean(true);
      v.branches.push_back(std::move(c));
    }
  }

  // Services -------------------------------------------------------------------------------------------------------------------

  Value annotation(const Value& annotations, std::string_view key) { return annotations.is_map() ? annotations.get(key) : annotations.is_unknown() ? annotations : Value(); }

  void service(NodeId s) {
    lb::Service view = view_service(g_, s);
    bool asks = view.type.is_unknown() || view.type.string_or() == "LoadBalancer" || !view.load_balancer_class.string_or().empty() || annotation(view.annotations, cat(kServicePrefix, "type")).is_given();
    if (!asks) return;
    ScopeView& v = scope(scope_of(g_, s, field::service::cluster));
    give(s, kService.scheme_given, first_given(annotation(view.annotations, cat(kServicePrefix, "scheme")), annotation(view.annotations, cat(kServicePrefix, "internal"))));
    give(s, kService.subnets_given, annotation(view.annotations, cat(kServicePrefix, "subnets")));

    std::string_view asked = view.load_balancer_class.string_or();
    if (asked == "eks.amazonaws.com/nlb" || (asked.empty() && !view.load_balancer_class.is_unknown() && v.auto_mode)) {
      by_auto_mode(s, kService, "network", first_given(annotation(view.annotations, cat(kServicePrefix, "scheme")), {}));
      return;
    }
    if (asked.empty() && v.auto_mode_unknown) {
      undecided(s, kService, v.auto_mode_unknown);
      return;
    }
    std::vector<std::function<lb::Outcome(lb::World&)>> lbc, all;
    const lb::Network* net = v.vpc ? &v.vpc->network : nullptr;
    for (const lb::Controller& c : v.branches) lbc.push_back([&view, &c, net, &v](lb::World& w) { return lb::decide_service(view, c, net, v.no_vpc, w); });
    all = lbc;
    auto legacy = [&view, net, &v](lb::World& w) { return lb::decide_legacy_service(view, v.kubernetes, v.name, net, v.no_vpc, w); };

    bool shown = !v.found.empty();
    lb::Outcome taken = lb::decide(lbc, v.versions_differ);
    if (taken.verdict == lb::Verdict::ignored) {
      std::vector<std::function<lb::Outcome(lb::World&)>> one = {legacy};
      lb::Outcome o = lb::decide(one, nullptr);
      store(s, kService, o, o.verdict == lb::Verdict::ignored ? std::string_view{} : kLegacy, v);
      return;
    }
    bool only_lbc = shown ? !taken.type.empty() : !asked.empty() || annotation(view.annotations, cat(kServicePrefix, "type")).string_or().starts_with("external") || annotation(view.annotations, cat(kServicePrefix, "type")).string_or() == "nlb-ip";
    if (only_lbc) {
      store(s, kService, taken, kLbc, v);
      return;
    }
    all.push_back(legacy);
    store(s, kService, lb::decide(all, v.versions_differ), {}, v);
  }

  // Ingresses ------------------------------------------------------------------------------------------------------------------

  void ingress(NodeId i) {
    lb::Ingress view = view_ingress(g_, i);
    Scope at = scope_of(g_, i, field::ingress::cluster);
    ScopeView& v = scope(at);
    const lb::IngressClass* k = class_of(view, v.scene);
    Value spec = params_of(k, v.scene);
    Value given_scheme = first_given(spec.is_map() ? spec.get("scheme") : Value(), annotation(view.annotations, "alb.ingress.kubernetes.io/scheme"));
    Value given_subnets = first_given(spec.is_map() ? spec.get("subnets") : Value(), annotation(view.annotations, "alb.ingress.kubernetes.io/subnets"));
    if (k && k->controller.string_or() == "eks.amazonaws.com/alb") {
      give(i, kIngress.scheme_given, given_scheme);
      give(i, kIngress.subnets_given, given_subnets);
      by_auto_mode(i, kIngress, "application", given_scheme);
      return;
    }
    lb::Outcome o = decide(view, v);
    if (at.cluster == NodeId::none && (o.code.starts_with("ingress-class") || o.code == "several-default-classes")) {
      undecided(i, kIngress, v.no_vpc);
      return;
    }
    if (o.verdict != lb::Verdict::ignored) {
      give(i, kIngress.scheme_given, given_scheme);
      give(i, kIngress.subnets_given, given_subnets);
    }
    bool taken = !o.type.empty() || o.verdict == lb::Verdict::error;
    store(i, kIngress, o, taken ? kLbc : std::string_view{}, v);
  }

  /// Ingresses with the same class, group and namespace have the same group, hence the same answer.
  lb::Outcome decide(const lb::Ingress& i, ScopeView& v) {
    Value group = annotation(i.annotations, "alb.ingress.kubernetes.io/group.name"), stated = annotation(i.annotations, "kubernetes.io/ingress.class");
    std::string key;
    if (group.is_string() && !stated.is_unknown() && !i.class_name.is_unknown()) key = cat(group.string(), '\n', i.name_space, '\n', i.class_name.string_or("(none)"), '\n', stated.is_string() ? "by annotation " : "", stated.string_or());
    if (auto it = v.decided.find(key); it != v.decided.end() && !key.empty()) return it->second;
    std::vector<std::function<lb::Outcome(lb::World&)>> branches;
    const lb::Network* net = v.vpc ? &v.vpc->network : nullptr;
    for (const lb::Controller& c : v.branches) branches.push_back([&i, &c, net, &v](lb::World& w) { return lb::decide_ingress(i, v.scene, c, net, v.no_vpc, w); });
    lb::Outcome o = lb::decide(branches, v.versions_differ);
    if (!key.empty()) v.decided.emplace(key, o);
    return o;
  }

  const lb::IngressClass* class_of(const lb::Ingress& i, const lb::IngressScene& scene) {
    if (annotation(i.annotations, "kubernetes.io/ingress.class").is_given()) return nullptr;
    for (const lb::IngressClass& k : scene.classes)
      if (i.class_name.is_absent() || i.class_name.is_null() ? k.is_default : k.name == i.class_name.string_or()) return &k;
    return nullptr;
  }

  Value params_of(const lb::IngressClass* k, const lb::IngressScene& scene) {
    if (!k || !k->parameters.is_map()) return {};
    for (const lb::ClassParams& p : scene.params)
      if (p.name == k->parameters.get("name").string_or()) return p.spec;
    return {};
  }

  // Storing --------------------------------------------------------------------------------------------------------------------

  static Value first_given(const Value& a, const Value& b) { return a.is_given() || a.is_unknown() ? a : b; }

  void give(NodeId n, Field f, const Value& v) {
    if (v.is_given() || v.is_unknown()) g_.set(n, f, v);
  }

  const Origin* fact(NodeId n) { return make_origin(g_.arena(), g_.node(n).name_span, How::fact, "analysis/load_balancers"); }
  Value text(NodeId n, std::string_view s) { return Value::string(g_.arena().copy(s), fact(n)); }

  void by_auto_mode(NodeId n, const Fields& f, std::string_view type, const Value& scheme) {
    g_.set(n, f.type, text(n, type));
    g_.set(n, f.controller, text(n, kAuto));
    g_.set(n, f.scheme, scheme.is_string() || scheme.is_unknown() ? scheme : text(n, "internal"));
    undecided(n, f, cause("EKS Auto Mode's own controller decides, and its rules are not public", g_.node(n).name_span));
  }

  void undecided(NodeId n, const Fields& f, const Cause* why) {
    for (Field field : {f.outcome, f.error, f.code, f.subnets}) g_.set(n, field, Value::unknown(why));
    for (Field field : {f.type, f.controller, f.scheme, f.source})
      if (g_.get(n, field).is_absent()) g_.set(n, field, Value::unknown(why));
  }

  void store(NodeId n, const Fields& f, const lb::Outcome& o, std::string_view controller, const ScopeView& v) {
    const Cause* why = o.cause ? o.cause : v.versions_differ ? v.versions_differ : cause("the inputs leave open what decides this", g_.node(n).name_span);
    if (o.verdict == lb::Verdict::ignored) {
      g_.set(n, f.outcome, text(n, "ignored"));
      return;
    }
    auto word = [&](std::string_view s) { return s.empty() ? Value::unknown(why) : text(n, s); };
    g_.set(n, f.type, word(o.type));
    g_.set(n, f.controller, word(controller));
    g_.set(n, f.scheme, word(o.scheme));
    if (o.verdict == lb::Verdict::undecided) {
      undecided(n, f, why);
      return;
    }
    if (o.verdict == lb::Verdict::error) {
      g_.set(n, f.outcome, text(n, "error"));
      g_.set(n, f.error, word(o.error));
      g_.set(n, f.code, word(o.code));
      return;
    }
    g_.set(n, f.outcome, text(n, "ok"));
    g_.set(n, f.source, word(source_word(o.source)));
    if (!v.vpc) return;
    std::vector<Value> chosen;
    for (size_t i : o.subnets) {
      bool tied = std::find(o.others.begin(), o.others.end(), i) != o.others.end();
      chosen.push_back(Value::node(v.vpc->subnets[i], fact(n)).with_maybe(tied));
    }
    for (size_t i : o.others)
      if (std::find(o.subnets.begin(), o.subnets.end(), i) == o.subnets.end()) chosen.push_back(Value::node(v.vpc->subnets[i], fact(n)).with_maybe(true));
    g_.set(n, f.subnets, make_list(g_.arena(), chosen, nullptr, fact(n)));
  }

  static std::string_view source_word(lb::Source s) {
    switch (s) {
      case lb::Source::named: return "named";
      case lb::Source::selector: return "selector";
      case lb::Source::role_tag: return "role-tag";
      case lb::Source::reachability: return "reachability";
      case lb::Source::route: return "route";
      case lb::Source::none: return {};
    }
    return {};
  }

  Graph& g_;
  std::map<NodeId, VpcView> vpcs_;
  std::map<Scope, ScopeMembers> members_;
  std::map<Scope, ScopeView> scopes_;
};

}  // namespace

void derive_load_balancers(Graph& graph) { LoadBalancers(graph).run(); }

}  // namespace plumb
