// IAM roles with their trust, what is attached to them, and OIDC providers.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

constexpr Row kRole[] = {{"path", field::role::path}};
constexpr Row kOidcProvider[] = {{"url", field::oidc_provider::url},
                                 {"client_id_list", field::oidc_provider::client_id_list},
                                 {"thumbprint_list", field::oidc_provider::thumbprints}};

plumb::Value named_policy(Mapper& m, const Found& name, const Found& document, Span at) {
  std::vector<MapEntry> entries;
  if (name.given()) entries.push_back({"name", name.key_span, convert(m.arena(), name.value)});
  entries.push_back({"policy", document.key_span, m.json(document)});
  return make_map(m.arena(), entries, nullptr, make_origin(m.arena(), at));
}

void role(Mapper& m, const Instance& i, NodeId id) {
  m.put_unknown(id, field::role::arn, "the account is known after apply", i.name_span);
  Found trust = m.get(i, "assume_role_policy"), managed = m.get(i, "managed_policy_arns");
  if (trust.given()) m.builder.set(id, field::role::assume_role_policy, m.json(trust));
  if (managed.given() && managed.value.is_unknown()) m.open_appended(id, field::role::managed_policy_arns, cause_of(m.arena(), managed.value.unknown()));
  for (const Value& arn : managed.value.items()) m.append(id, field::role::managed_policy_arns, convert(m.arena(), arn));
  const Unknown* open = nullptr;
  for (const Found& block : blocks(i.config, "inline_policy", &open)) {
    Found document = attribute(m.arena(), block.value, "policy");
    if (document.given()) m.append(id, field::role::inline_policies, named_policy(m, attribute(m.arena(), block.value, "name"), document, block.span()).with_maybe(block.value.maybe()));
  }
  if (open) m.open_appended(id, field::role::inline_policies, cause_of(m.arena(), *open));
}

void role_policy(Mapper& m, const Instance& i, NodeId) {
  plumb::Value policy = named_policy(m, m.get(i, "name"), m.get(i, "policy"), i.block);
  m.append_to(i, m.resolve(m.get(i, "role"), Kind::role), field::role::inline_policies, policy);
}

void attachment(Mapper& m, const Instance& i, NodeId) {
  bool several = i.type == "aws_iam_policy_attachment";
  Found arn = m.get(i, "policy_arn");
  if (arn.given()) m.append_to(i, m.resolve(m.get(i, several ? "roles" : "role"), Kind::role, several), field::role::managed_policy_arns, convert(m.arena(), arn.value));
}

/// Its url is the issuer of a cluster: a reference to a cluster in it says which.
void oidc_provider(Mapper& m, const Instance& i, NodeId id) {
  Found url = m.get(i, "url");
  if (!url.value.is_unknown()) return;
  Targets clusters;
  for (const Reference& r : url.value.unknown().references)
    for (const Instance* owner : m.configuration.find_all(r.address))
      if (NodeId node = m.node_of(*owner); node != NodeId::none && m.builder.node(node).kind == Kind::cluster) clusters.found.push_back({node, r.span, false});
  if (clusters.found.empty()) clusters.rest = cause_of(m.arena(), url.value.unknown());
  m.link(id, field::oidc_provider::cluster, clusters);
}

constexpr ResourceType kTypes[] = {
    {.type = "aws_iam_role", .kind = Kind::role, .rows = kRole, .special = role, .name_attribute = "name"},
    {.type = "aws_iam_role_policy", .special = role_policy, .join = true},
    {.type = "aws_iam_role_policy_attachment", .special = attachment, .join = true},
    {.type = "aws_iam_policy_attachment", .special = attachment, .join = true},
    {.type = "aws_iam_openid_connect_provider", .kind = Kind::oidc_provider, .rows = kOidcProvider, .special = oidc_provider},
};

}  // namespace

std::span<const ResourceType> iam_types() { return kTypes; }

}  // namespace plumb::terraform
