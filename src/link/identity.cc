// ServiceAccount -> IAM role: by the annotation eks.amazonaws.com/role-arn, where an input declares the role of that name; else by a
// pod identity association that names the account. What the role's trust policy admits is for rules.
// Invariant: an edge is firm only when one role can be meant; account ids that both sides state must be equal.
#include "link/identity.h"

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::linking {
namespace {

struct RoleArn {
  std::string_view account, name;  // account empty when not stated in digits
};

// arn:PARTITION:iam::ACCOUNT:role/PATH/NAME; the name is empty when the text is none, or the name is filled in by another tool.
RoleArn parse_role_arn(std::string_view arn) {
  size_t role = arn.find(":role/");
  if (role == std::string_view::npos) return {};
  std::string_view name = arn.substr(arn.rfind('/') + 1), before = arn.substr(0, role);
  std::string_view account = before.substr(before.rfind(':') + 1);
  if (account.find_first_not_of("0123456789") != std::string_view::npos) account = {};
  if (has_placeholder(name)) name = {};
  return {account, name};
}

class Roles {
 public:
  explicit Roles(const Graph& g) : g_(g) {
    for (NodeId id : g.of_kind(Kind::role)) {
      if (!g.get(id, field::role::name_known).is_unknown() && !g.node(id).name.empty()) by_name_.emplace(g.node(id).name, id);
      else if (RoleArn arn = parse_role_arn(g.get(id, field::role::arn).string_or()); !arn.name.empty()) by_name_.emplace(arn.name, id);
    }
  }

  std::vector<NodeId> named(const RoleArn& arn) const {
    std::vector<NodeId> out;
    auto [first, last] = by_name_.equal_range(arn.name);
    for (; first != last; ++first) {
      RoleArn own = parse_role_arn(g_.get(first->second, field::role::arn).string_or());
      if (own.account.empty() || arn.account.empty() || own.account == arn.account) out.push_back(first->second);
    }
    return out;
  }

 private:
  const Graph& g_;
  std::multimap<std::string_view, NodeId> by_name_;
};

void link_account(Graph& g, const Roles& roles, NodeId account) {
  const Value& arn = g.get(account, field::service_account::role_arn);
  if (!arn.is_string() || g.first_target(account, field::service_account::role) != NodeId::none) return;
  RoleArn wanted = parse_role_arn(arn.string());
  if (wanted.name.empty()) return;
  std::vector<NodeId> found = roles.named(wanted);
  for (NodeId role : found) g.link(account, field::service_account::role, role, arn.span(), found.size() > 1);
}

}  // namespace

void link_identity(Objects& objects) {
  Graph& g = objects.graph;
  Roles roles(g);
  for (NodeId id : g.of_kind(Kind::service_account)) link_account(g, roles, id);
  for (NodeId id : g.of_kind(Kind::pod_identity_association)) {
    namespace f = field::pod_identity_association;
    const Value& space = g.get(id, f::namespace_);
    const Value& name = g.get(id, f::service_account_name);
    if (!space.is_string() || !name.is_string()) {
      g.set(id, f::service_account_found, space.is_unknown() ? space : name.is_unknown() ? name : make_unknown(g.arena(), "the association's account is not known", g.node(id).name_span));
      continue;
    }
    Namespace where{space.string(), true, true, false};
    Nearest nearest = objects.find(id, Kind::service_account, "ServiceAccount", name.string(), where);
    g.set(id, f::service_account_found, objects.found(id, Kind::service_account, "ServiceAccount", name, where, nearest));
    if (g.first_target(id, f::service_account) == NodeId::none) {
      // An association states its namespace, so that distance does not matter: one account of that name in that namespace is meant.
      bool sure = nearest.found.size() == 1 && nearest.found.front().match == Match::yes;
      for (const Candidate& c : nearest.found) g.link(id, f::service_account, c.node, name.span(), !sure);
    }
    NodeId role = g.first_target(id, f::role);
    for (const Candidate& c : nearest.found)
      if (role != NodeId::none && g.first_target(c.node, field::service_account::role) == NodeId::none && g.get(c.node, field::service_account::role_arn).is_absent())
        g.link(c.node, field::service_account::role, role, name.span(), c.match != Match::yes || nearest.found.size() > 1);
  }
}

}  // namespace plumb::linking
