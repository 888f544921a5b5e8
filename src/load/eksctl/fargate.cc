// Fargate profiles and the role their pods are started with.
// Invariant: a profile without subnets stands on every private subnet of the cluster, as EKS places it.
#include "base/text.h"
#include "load/eksctl/design.h"
#include "load/eksctl/iam.h"

namespace plumb::eksctl {
namespace {

void place(Design& d, NodeId profile, const Part& config, Span at) {
  std::vector<Value> given = config.texts("subnets");
  for (const Value& v : given) d.b.link(profile, field::fargate_profile::subnets, d.subnet_for(v).node, v.is_unknown() ? v.cause()->span : v.span());
  if (!given.empty()) return;
  for (const Subnet& s : d.subnets)
    if (!s.is_public && s.listed && !s.local_zone) d.b.link(profile, field::fargate_profile::subnets, s.node, at, d.b.node(s.node).maybe);
}

}  // namespace

void make_fargate_profiles(Design& d) {
  std::vector<Part> profiles = d.root.parts("fargateProfiles");
  if (profiles.empty()) return;
  Span list_at = d.root.key_span("fargateProfiles");
  NodeId shared = NodeId::none;
  Value shared_arn = d.iam.text("fargatePodExecutionRoleARN");
  if (shared_arn.is_absent()) {
    Policies policies;
    policies.arns.push_back(managed_policy(d, "AmazonEKSFargatePodExecutionRolePolicy", list_at));
    shared = make_role(d, "FargatePodExecutionRole", list_at, service_trust(d, "eks-fargate-pods.amazonaws.com", false, list_at), policies);
  }
  for (const Part& config : profiles) {
    TreeRef name = config.raw("name");
    Span at = name ? name.span() : config.span();
    NodeId profile = d.add(Kind::fargate_profile, cat("fargateProfiles.", name ? name.text() : std::string_view("unnamed")), config.span(), at);
    d.b.node(profile).name = d.arena().copy(name.text());
    d.b.node(profile).raw = Value::of(config.node());
    config.text("name");
    d.b.link(profile, field::fargate_profile::cluster, d.cluster, config.span());
    place(d, profile, config, at);
    Value selectors = config.list("selectors");
    d.set(profile, field::fargate_profile::selectors, selectors.is_absent() ? make_list(d.arena(), {}, nullptr, d.computed(at)) : selectors);
    Value arn = config.text("podExecutionRoleARN");
    if (arn.is_absent()) arn = shared_arn;
    if (arn.is_absent()) d.b.link(profile, field::fargate_profile::role, shared, at);
    else d.set(profile, field::fargate_profile::role, d.role_elsewhere(arn));
  }
}

}  // namespace plumb::eksctl
