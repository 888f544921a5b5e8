// See iam.h.
#include "load/eksctl/iam.h"

#include "base/text.h"

namespace plumb::eksctl {
namespace {

std::string_view partition(const Design& d) {
  std::string_view region = d.region.string_or();
  return region.starts_with("cn-") ? "aws-cn" : region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

Value list_of(Design& d, const std::vector<Value>& items, const Origin* o) { return make_list(d.arena(), items, nullptr, o); }

Value map_of(Design& d, const std::vector<MapEntry>& entries, const Origin* o) { return make_map(d.arena(), entries, nullptr, o); }

Value trust(Design& d, std::vector<std::string> actions, MapEntry principal, std::vector<MapEntry> condition, Span cause) {
  const Origin* o = d.computed(cause);
  std::vector<MapEntry> statement = {{"Effect", cause, Value::string("Allow", o)},
                                     {"Action", cause, d.texts(actions, o)},
                                     {"Principal", cause, map_of(d, {principal}, o)}};
  if (!condition.empty()) statement.push_back({"Condition", cause, map_of(d, condition, o)});
  return map_of(d, {{"Version", cause, Value::string("2012-10-17", o)}, {"Statement", cause, list_of(d, {map_of(d, statement, o)}, o)}}, o);
}

struct WellKnown {
  const char *field, *managed, *inline_name;
};
constexpr WellKnown kWellKnown[] = {{"imageBuilder", "AmazonEC2ContainerRegistryPowerUser", nullptr},
                                    {"autoScaler", nullptr, "PolicyAutoScaling"},
                                    {"awsLoadBalancerController", nullptr, "PolicyAWSLoadBalancerController"},
                                    {"externalDNS", nullptr, "PolicyExternalDNS"},
                                    {"certManager", nullptr, "PolicyCertManager"},
                                    {"ebsCSIController", "service-role/AmazonEBSCSIDriverPolicy", nullptr},
                                    {"efsCSIController", nullptr, "PolicyEFSCSIController"}};

}  // namespace

Value managed_policy(Design& d, std::string_view name, Span cause) {
  if (!d.region.is_string()) return d.unknown("the partition depends on the region", cause);
  return d.text(cat("arn:", partition(d), ":iam::aws:policy/", name), d.by_default(cause));
}

Value inline_policy(Design& d, std::string_view name, Value document, Span cause) {
  if (document.is_absent()) document = d.unknown("a policy of eksctl's own", cause);
  return map_of(d, {{"name", cause, d.text(name, d.computed(cause))}, {"policy", cause, document}}, d.computed(cause));
}

Policies given_policies(Design& d, const Part& config) {
  Policies out;
  for (const char* field : {"attachPolicyARNs", "permissionPolicyARNs"})
    for (Value v : config.texts(field)) out.arns.push_back(v);
  for (const char* field : {"attachPolicy", "permissionPolicy"})
    if (Value document = config.map(field); !document.is_absent()) out.inline_policies.push_back(inline_policy(d, "Policy1", document, config.key_span(field)));
  Part well_known = config.part("wellKnownPolicies");
  for (const WellKnown& w : kWellKnown) {
    if (!well_known.boolean(w.field).boolean_or(false)) continue;
    Span at = well_known.key_span(w.field);
    if (w.managed) out.arns.push_back(managed_policy(d, w.managed, at));
    else out.inline_policies.push_back(inline_policy(d, w.inline_name, {}, at));
  }
  return out;
}

Value service_trust(Design& d, std::string_view service, bool tag_session, Span cause) {
  std::vector<std::string> actions = {"sts:AssumeRole"};
  if (tag_session) actions.push_back("sts:TagSession");
  std::string host(service);
  if (service == "ec2.amazonaws.com" && partition(d) == "aws-cn") host += ".cn";
  return trust(d, actions, {"Service", cause, d.text(host, d.by_default(cause))}, {}, cause);
}

Value service_account_subject(Design& d, Value namespace_name, Value name, Span cause) {
  for (const Value& v : {namespace_name, name})
    if (v.is_unknown()) return v;
  return d.text(cat("system:serviceaccount:", namespace_name.string_or("default"), ":", name.string_or()), d.computed(cause));
}

Value account_trust(Design& d, Value subject, Span cause) {
  const Origin* o = d.computed(cause);
  std::vector<MapEntry> equal = {{"<issuer>:aud", cause, Value::string("sts.amazonaws.com", o)}};
  if (!subject.is_absent()) equal.push_back({"<issuer>:sub", cause, subject});
  MapEntry principal = {"Federated", cause, d.unknown("EKS gives the issuer its id when the cluster is made", cause)};
  return trust(d, {"sts:AssumeRoleWithWebIdentity"}, principal, {{"StringEquals", cause, map_of(d, equal, o)}}, cause);
}

NodeId make_role(Design& d, std::string_view part, Span at, Value trust_policy, const Policies& policies, Value role_name) {
  NodeId role = d.add(Kind::role, part, at);
  std::string why = role_name.is_string() ? cat("the account id is not known; the name is ", role_name.string()) : std::string("CloudFormation makes up the name of the role");
  d.set(role, field::role::arn, d.unknown(why, at));
  d.set(role, field::role::assume_role_policy, trust_policy);
  d.set(role, field::role::managed_policy_arns, list_of(d, policies.arns, d.computed(at)));
  d.set(role, field::role::inline_policies, list_of(d, policies.inline_policies, d.computed(at)));
  if (role_name.is_string()) d.b.node(role).name = role_name.string();
  else d.set(role, field::role::name_known, d.unknown(why, at));
  return role;
}

}  // namespace plumb::eksctl
