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

size_t count(std::string_view text, std::string_view word) {
  size_t n = 0;
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++n;
  return n;
}

/// The quoted texts in a policy that are ARNs of OIDC providers.
std::vector<std::string_view> provider_arns(std::string_view policy) {
  std::vector<std::string_view> out;
  for (size_t at = policy.find(":oidc-provider/"); at != std::string_view::npos; at = policy.find(":oidc-provider/", at + 1)) {
    size_t begin = policy.rfind('"', at), end = policy.find('"', at);
    if (begin != std::string_view::npos && end != std::string_view::npos) out.push_back(policy.substr(begin + 1, end - begin - 1));
  }
  return out;
}

/// The OIDC providers that the trust policy names as principals. Firm are references into these files; a provider that is named by text
/// stands for one that nothing here declares, or that cannot be told: the list is open then.
void trusted_providers(Mapper& m, const Found& trust, NodeId id) {
  Targets providers;
  auto take = [&](const Targets& t, bool maybe) {
    for (Target target : t.found) providers.found.push_back({target.id, target.at, target.maybe || maybe});
    if (t.rest) providers.rest = t.rest;
  };
  const Unknown* unknown = trust.value.is_unknown() ? &trust.value.unknown() : nullptr;
  if (!unknown && trust.value.is_string()) {
    // A state knows which provider an ARN is.
    for (std::string_view arn : provider_arns(trust.value.string()))
      if (!m.configuration.identities_of(arn).empty()) take(m.resolve(Found{Value::string(m.arena().copy(arn), trust.span()), trust.span(), {}}, Kind::oidc_provider), false);
    for (const Target& p : providers.found) m.builder.link(id, field::role::oidc_providers, p.id, p.at, p.maybe);
    if (!providers.found.empty()) return;
  }
  std::string_view text = unknown ? unknown->text : trust.value.is_string() ? trust.value.string() : std::string_view();
  if (unknown && unknown->json) {
    const Unknown* open = nullptr;
    for (const Found& statement : blocks(*unknown->json, "Statement", &open))
      if (Found provider = attribute(m.arena(), statement.value, "Principal.Federated"); provider.given()) take(m.resolve(provider, Kind::oidc_provider), statement.value.maybe());
    if (open) providers.rest = cause_of(m.arena(), *open);
  } else if (size_t principals = count(text, "\"Federated\"")) {
    // A text with interpolations: which of them is the principal is certain only where there is one principal and one provider.
    if (unknown && principals == 1) take(m.resolve_owners(*unknown, Kind::oidc_provider), false);
    if (providers.found.size() != 1) providers = {{}, make_cause(m.arena(), "the policy names providers by text", trust.span())};
  } else if (unknown) {
    providers.rest = cause_of(m.arena(), *unknown);
  }
  if (providers.rest) m.builder.open(id, field::role::oidc_providers, providers.rest);
  for (const Target& p : providers.found) m.builder.link(id, field::role::oidc_providers, p.id, p.at, p.maybe);
}

void role(Mapper& m, const Instance& i, NodeId id) {
  m.put_unknown(id, field::role::arn, "the account is known after apply", i.name_span);
  Found trust = m.get(i, "assume_role_policy"), managed = m.get(i, "managed_policy_arns");
  if (trust.given()) {
    m.builder.set(id, field::role::assume_role_policy, m.json(trust));
    trusted_providers(m, trust, id);
  }
  if (managed.given() && managed.value.is_unknown()) m.open_appended(id, field::role::managed_policy_arns, cause_of(m.arena(), managed.value.unknown()));
  for (const Value& arn : managed.value.items()) m.append(id, field::role::managed_policy_arns, convert(m.arena(), arn));
  const Unknown* open = nullptr;
  for (const Found& block : blocks(m.config(i), "inline_policy", &open)) {
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

/// A state keeps the issuer of a provider without "https://".
std::string_view without_scheme(std::string_view url) {
  if (url.starts_with("https://")) url.remove_prefix(8);
  return url;
}

/// Its url is the issuer of a cluster: a reference to a cluster in it says which; in a state, the issuer that the cluster has.
void oidc_provider(Mapper& m, const Instance& i, NodeId id) {
  Found url = m.get(i, "url");
  if (url.value.is_string()) {
    for (const Instance& c : m.configuration.instances) {
      if (c.type != "aws_eks_cluster") continue;
      Value issuer = m.get(c, "identity.oidc.issuer").value;
      NodeId cluster = m.node_of(c);
      if (issuer.is_string() && without_scheme(issuer.string()) == without_scheme(url.value.string()) && cluster != NodeId::none) m.builder.link(id, field::oidc_provider::cluster, cluster, url.span(), c.maybe);
    }
    return;
  }
  if (!url.value.is_unknown()) return;
  Targets clusters = m.resolve_owners(url.value.unknown(), Kind::cluster);
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
