// IAM roles that eksctl makes: trust policies, AWS-managed policies of the region's partition, inline policies.
// Invariant: account, issuer and generated names are unknown until the cluster exists, and stay unknown values here; a condition key
// that starts with the issuer is written `<issuer>:sub`.
#pragma once
#include "load/eksctl/design.h"

namespace plumb::eksctl {

/// Policies of a role: by name of an AWS-managed policy ("AmazonEKS_CNI_Policy") or as given by the user, and inline ones.
struct Policies {
  std::vector<Value> arns;
  std::vector<Value> inline_policies;
};

Value managed_policy(Design& d, std::string_view name, Span cause);
Value inline_policy(Design& d, std::string_view name, Value document, Span cause);
/// attachPolicyARNs, attachPolicy and wellKnownPolicies of `config` (or permissionPolicyARNs, permissionPolicy), whichever are there.
Policies given_policies(Design& d, const Part& config);

/// Who may assume a role: an AWS service, or a service account through the cluster's OIDC provider.
Value service_trust(Design& d, std::string_view service, bool tag_session, Span cause);
/// `subject` "system:serviceaccount:<ns>:<name>", unknown, or absent (then any service account of the cluster may).
Value account_trust(Design& d, Value subject, Span cause);
Value service_account_subject(Design& d, Value namespace_name, Value name, Span cause);

/// A role that eksctl makes. `role_name` given: the ARN ends in it; else CloudFormation makes up a name.
NodeId make_role(Design& d, std::string_view part, Span at, Value trust, const Policies& policies, Value role_name = {});

}  // namespace plumb::eksctl
