// Who is who: service accounts with their roles (IRSA), pod identity associations, access entries, Karpenter's accounts.
// Invariant: a service account that eksctl creates is a `service_account` node like one from a manifest, with its role linked.
#include "base/text.h"
#include "load/eksctl/design.h"
#include "load/eksctl/iam.h"

namespace plumb::eksctl {
namespace {

struct Account {
  Value name, namespace_name;
  Value labels, annotations;  // as given
  NodeId role = NodeId::none;
  Value role_arn;             // absent: no annotation
  Span span, at;
};

/// What a value reads, for addresses: its text, or the text that stands in its place.
std::string_view words(const Value& v, TreeRef node) { return v.is_string() ? v.string() : node.text(); }

void make_namespace(Design& d, std::string_view name, Span at) {
  if (name.empty() || name == "default" || name.starts_with("kube-")) return;
  auto [it, fresh] = d.namespaces.try_emplace(std::string(name), NodeId::none);
  if (!fresh) return;
  it->second = d.b.add(Kind::namespace_, name, cat("Namespace/", name), at, at);
  d.set(it->second, field::namespace_::api_version, Value::string("v1", d.by_default(at)));
  d.set(it->second, field::namespace_::object_kind, Value::string("Namespace", d.by_default(at)));
  d.b.link(it->second, field::namespace_::cluster, d.cluster, at);
}

void make_account(Design& d, const Account& a, std::string_view name, std::string_view namespace_name) {
  std::string key = cat(namespace_name, "/", name);
  if (d.service_accounts.count(key)) return;
  NodeId sa = d.b.add(Kind::service_account, name, cat("ServiceAccount/", key), a.span, a.at);
  d.service_accounts[key] = sa;
  d.set(sa, field::service_account::api_version, Value::string("v1", d.by_default(a.at)));
  d.set(sa, field::service_account::object_kind, Value::string("ServiceAccount", d.by_default(a.at)));
  d.set(sa, field::service_account::namespace_given, Value::boolean(true, d.computed(a.at)));
  d.set(sa, field::service_account::namespace_, a.namespace_name.is_absent() ? Value::string("default", d.by_default(a.at)) : a.namespace_name);
  std::vector<MapEntry> labels, annotations;
  a.labels.for_each_entry([&](std::string_view k, Span span, Value v) { labels.push_back({k, span, v}); });
  labels.push_back(d.entry("app.kubernetes.io/managed-by", "eksctl", a.at));
  a.annotations.for_each_entry([&](std::string_view k, Span span, Value v) { annotations.push_back({k, span, v}); });
  if (!a.role_arn.is_absent()) annotations.push_back({"eks.amazonaws.com/role-arn", a.at, a.role_arn});
  d.set(sa, field::service_account::labels, make_map(d.arena(), labels, nullptr, d.computed(a.at)));
  d.set(sa, field::service_account::annotations, make_map(d.arena(), annotations, nullptr, d.computed(a.at)));
  d.set(sa, field::service_account::role_arn, a.role_arn);
  if (a.role != NodeId::none) d.b.link(sa, field::service_account::role, a.role, a.at);
  d.b.link(sa, field::service_account::cluster, d.cluster, a.at);
  make_namespace(d, namespace_name, a.at);
}

void make_irsa(Design& d, const Part& config) {
  Part metadata = config.part("metadata");
  Account a;
  a.name = metadata.text("name");
  a.namespace_name = metadata.text("namespace");
  a.labels = metadata.map("labels");
  a.annotations = metadata.map("annotations");
  a.span = config.span();
  a.at = metadata.span_of("name", config.span());
  std::string_view name = words(a.name, metadata.raw("name"));
  std::string_view ns = a.namespace_name.is_absent() ? std::string_view("default") : words(a.namespace_name, metadata.raw("namespace"));
  if (Value arn = config.text("attachRoleARN"); !arn.is_absent()) {
    a.role_arn = arn;  // as with an annotation in a manifest, the role is found by its name (link/identity)
  } else {
    Value role_name = config.text("roleName");
    Value trust = account_trust(d, service_account_subject(d, a.namespace_name, a.name, a.at), a.at);
    a.role = make_role(d, cat("iam.serviceAccounts.", ns, "/", name, "/role"), a.at, trust, given_policies(d, config), role_name);
    a.role_arn = d.unknown("eksctl makes the role; its ARN exists when it is there", a.at);
  }
  if (!config.boolean("roleOnly").boolean_or(false)) make_account(d, a, name, ns);
}

void make_association(Design& d, const Part& config, std::string_view within) {
  Account a;
  a.name = config.text("serviceAccountName");
  a.namespace_name = config.text("namespace");
  a.span = config.span();
  a.at = config.span_of("serviceAccountName", config.span());
  if (a.namespace_name.is_absent() && !within.empty()) a.namespace_name = Value::string("kube-system", d.by_default(a.at));  // an add-on's own namespace
  std::string_view name = words(a.name, config.raw("serviceAccountName"));
  std::string_view ns = words(a.namespace_name, config.raw("namespace"));
  std::string part = cat(within.empty() ? "iam" : within, ".podIdentityAssociations.", ns, "/", name);
  NodeId node = d.add(Kind::pod_identity_association, part, config.span(), a.at);
  d.b.node(node).name = d.arena().copy(cat(ns, "/", name));
  d.b.node(node).raw = Value::of(config.node());
  d.b.link(node, field::pod_identity_association::cluster, d.cluster, config.span());
  d.set(node, field::pod_identity_association::namespace_, a.namespace_name);
  d.set(node, field::pod_identity_association::service_account_name, a.name);
  Value arn = config.text("roleARN");
  if (arn.is_absent()) {
    a.role = make_role(d, cat(part, "/role"), a.at, service_trust(d, "pods.eks.amazonaws.com", true, a.at), given_policies(d, config), config.text("roleName"));
    arn = d.unknown("eksctl makes the role; its ARN exists when it is there", a.at);
  } else {
    d.set(node, field::pod_identity_association::role, d.role_elsewhere(arn));
  }
  if (a.role != NodeId::none) d.b.link(node, field::pod_identity_association::role, a.role, a.at);
  d.set(node, field::pod_identity_association::role_arn, arn);
  a.role = NodeId::none;  // the account carries no annotation: EKS injects the credentials
  if (config.boolean("createServiceAccount").boolean_or(false)) make_account(d, a, name, ns);
}

void make_access_entry(Design& d, const Part& config) {
  Value principal = config.text("principalARN");
  Span at = config.span_of("principalARN", config.span());
  std::string_view name = words(principal, config.raw("principalARN"));
  NodeId entry = d.add(Kind::access_entry, cat("accessConfig.accessEntries.", name), config.span(), at);
  d.b.node(entry).raw = Value::of(config.node());
  d.b.link(entry, field::access_entry::cluster, d.cluster, config.span());
  d.set(entry, field::access_entry::principal_arn, principal);
  if (principal.is_unknown() || principal.string_or().find(":role/") != std::string_view::npos) d.set(entry, field::access_entry::role, d.role_elsewhere(principal));
  d.set(entry, field::access_entry::type, config.text("type"));
  d.set(entry, field::access_entry::kubernetes_groups, config.list("kubernetesGroups"));
  std::vector<Value> policies;
  for (const Part& policy : config.parts("accessPolicies")) {
    Part scope = policy.part("accessScope");
    std::vector<MapEntry> fields;
    auto put = [&](const char* key, Value v) {
      if (!v.is_absent()) fields.push_back({key, policy.span(), v});
    };
    put("policy_arn", policy.text("policyARN"));
    put("scope", scope.text("type"));
    put("namespaces", scope.list("namespaces"));
    policies.push_back(make_map(d.arena(), fields, nullptr, d.computed(policy.span())));
  }
  d.set(entry, field::access_entry::policies, make_list(d.arena(), policies, nullptr, d.computed(at)));
}

/// What the Karpenter installation adds: the controller's account with its role, and the role of the nodes.
void make_karpenter(Design& d) {
  Part config = d.root.part("karpenter");
  Span at = config.key_span("version");
  Policies controller, node;
  controller.arns.push_back(d.unknown("a policy that eksctl makes for Karpenter", at));
  for (const char* name : {"AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore", "AmazonEKS_CNI_Policy"})
    node.arns.push_back(managed_policy(d, name, at));
  make_role(d, "karpenter/KarpenterNodeRole", at, service_trust(d, "ec2.amazonaws.com", false, at), node, d.text(cat("eksctl-KarpenterNodeRole-", d.name), d.computed(at)));
  Account a;
  a.name = a.namespace_name = Value::string("karpenter", d.by_default(at));
  a.span = a.at = at;
  a.role = make_role(d, "karpenter/role", at, account_trust(d, service_account_subject(d, a.namespace_name, a.name, at), at), controller,
                     d.text(cat("eksctl-", d.name, "-iamservice-role"), d.computed(at)));
  a.role_arn = d.unknown("eksctl makes the role; its ARN exists when it is there", at);
  make_account(d, a, "karpenter", "karpenter");
}

}  // namespace

void make_identities(Design& d) {
  for (const Part& config : d.iam.parts("serviceAccounts")) make_irsa(d, config);
  for (const Part& config : d.iam.parts("podIdentityAssociations")) make_association(d, config, {});
  for (const Part& addon : d.root.parts("addons"))
    for (const Part& config : addon.parts("podIdentityAssociations")) make_association(d, config, cat("addons.", addon.raw("name").text()));
  for (const Part& config : d.root.part("accessConfig").parts("accessEntries")) make_access_entry(d, config);
  if (d.karpenter) make_karpenter(d);
}

}  // namespace plumb::eksctl
