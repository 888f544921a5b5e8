// Trust of roles in ServiceAccounts, addresses and pods of nodes, versions of APIs.
#include <gtest/gtest.h>

#include "analysis/design.h"
#include "base/text.h"

namespace plumb {
namespace {

struct Trust : fixtures::Design {
  NodeId role = add(Kind::role, "shop");
  NodeId account = add(Kind::service_account, "cart");

  Trust() {
    b.set(account, field::service_account::namespace_, text("shop"));
    b.set(account, field::service_account::namespace_given, Value::boolean(true));
    b.set(account, field::service_account::role_arn, text("arn:aws:iam::111122223333:role/shop"));
  }
  Value object(const std::vector<std::pair<std::string_view, Value>>& entries, const Cause* open = nullptr) {
    std::vector<MapEntry> out;
    for (auto& [k, v] : entries) out.push_back({b.arena().copy(k), {}, v});
    return make_map(b.arena(), out, open);
  }
  Value list(const std::vector<Value>& items, const Cause* open = nullptr) { return make_list(b.arena(), items, open); }
  Value condition(std::string_view test, Value subjects) { return object({{test, object({{"oidc.example.com/id/A:sub", subjects}})}}); }
  Value statement(Value condition, std::string_view action = "sts:AssumeRoleWithWebIdentity") {
    return object({{"Effect", text("Allow")}, {"Action", text(action)}, {"Condition", condition}});
  }
  void policy(Value statements) { b.set(role, field::role::assume_role_policy, object({{"Statement", statements}})); }
  std::string trusts() {
    b.link(account, field::service_account::role, role, {});
    analyse();
    return shown(account, field::service_account::role_trusts);
  }
};

struct TrustCase {
  const char* what;
  void (*make)(Trust&);
  const char* trusts;
};

const TrustCase kTrust[] = {
    {"the same subject", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:cart")))})); }, "true"},
    {"another name", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:basket")))})); }, "false"},
    {"another namespace", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:store:cart")))})); }, "false"},
    {"another namespace, but ours is not stated",
     [](Trust& t) {
       t.set(t.account, field::service_account::namespace_given, Value::boolean(false));
       t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:store:cart")))}));
     },
     "unknown"},
    {"a single statement", [](Trust& t) { t.policy(t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:basket")))); }, "false"},
    {"one of several subjects", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.texts({"system:serviceaccount:shop:a", "system:serviceaccount:shop:cart"})))})); }, "true"},
    {"one of several statements",
     [](Trust& t) {
       t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:a"))), t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:cart")))}));
     },
     "true"},
    {"a pattern that fits", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringLike", t.text("system:serviceaccount:shop:*")))})); }, "true"},
    {"a pattern that does not", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringLike", t.text("system:serviceaccount:store:*")))})); }, "false"},
    {"a pattern under StringEquals is no pattern", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:*")))})); }, "false"},
    {"no condition on the subject", [](Trust& t) { t.policy(t.list({t.statement(t.object({}))})); }, "true"},
    {"for nodes only", [](Trust& t) { t.policy(t.list({t.statement(t.object({}), "sts:AssumeRole")})); }, "false"},
    {"any action of STS", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:cart")), "sts:*")})); }, "true"},
    {"subject unknown", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.unknown()))})); }, "unknown"},
    {"more subjects may come", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.list({t.text("system:serviceaccount:shop:a")}, t.cause())))})); }, "unknown"},
    {"more statements may come", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:a")))}, t.cause())); }, "unknown"},
    {"a key is computed", [](Trust& t) { t.policy(t.list({t.statement(t.object({{"StringEquals", t.object({}, t.cause())}}))})); }, "unknown"},
    {"another comparison", [](Trust& t) { t.policy(t.list({t.statement(t.condition("StringNotEquals", t.text("system:serviceaccount:shop:a")))})); }, "unknown"},
    {"policy unknown", [](Trust& t) { t.set(t.role, field::role::assume_role_policy, t.unknown()); }, "unknown"},
};

TEST(Trust, AsksForTheSubjectOfTheAccount) {
  for (const TrustCase& c : kTrust) {
    Trust t;
    c.make(t);
    EXPECT_EQ(t.trusts(), c.trusts) << c.what;
  }
}

TEST(Trust, KnowsTheRolesThatNameTheAccount) {
  Trust t;
  t.policy(t.statement(t.condition("StringEquals", t.text("system:serviceaccount:shop:cart"))));
  t.analyse();
  const Value& roles = t.graph.get(t.account, field::service_account::trusting_roles);
  ASSERT_EQ(roles.size(), 1u);
  EXPECT_EQ(roles.at(0).node(), t.role);
  EXPECT_EQ(t.shown(t.account, field::service_account::role_trusts), "absent");
}

struct Nodes : fixtures::Design {
  NodeId cluster = add(Kind::cluster, "c"), group = add(Kind::node_group, "g"), a = subnet("a"), z = subnet("z");

  Nodes() {
    b.set(cluster, field::cluster::provider, text("eks"));
    b.link(group, field::node_group::cluster, cluster, {});
    b.link(group, field::node_group::subnets, a, {});
    b.link(group, field::node_group::subnets, z, {});
    b.set(group, field::node_group::instance_types, texts({"m5.large"}));
    b.set(group, field::node_group::desired_size, Value::integer(3));
    b.set(group, field::node_group::max_size, Value::integer(7));
  }
  NodeId cni(Value settings) {
    NodeId addon = add(Kind::addon, "vpc-cni");
    b.link(addon, field::addon::cluster, cluster, {});
    b.set(addon, field::addon::configuration_values, settings);
    return addon;
  }
  /// Addresses a node, at the desired and the maximum size in subnet a; most pods.
  std::string facts() {
    analyse();
    return cat(shown(group, field::node_group::addresses_per_node), ' ', shown(a, field::subnet::addresses_at_desired), ' ', shown(a, field::subnet::addresses_at_maximum), ' ',
               shown(group, field::node_group::max_pods_limit));
  }
};

struct NodesCase {
  const char* what;
  void (*make)(Nodes&);
  const char* facts;
};

const NodesCase kNodes[] = {
    // m5.large: 10 addresses an interface, 29 pods, 434 with prefixes.
    {"EKS's own CNI", [](Nodes&) {}, "10 10 30 29"},
    {"the add-on with default settings", [](Nodes& n) { n.cni(Value::absent()); }, "10 10 30 29"},
    {"the add-on with prefixes", [](Nodes& n) { n.cni(n.text("{\"env\":{\"ENABLE_PREFIX_DELEGATION\":\"true\"}}")); }, "1 1 3 434"},
    {"the add-on without prefixes", [](Nodes& n) {
       std::vector<MapEntry> env = {{"ENABLE_PREFIX_DELEGATION", {}, Value::string("false")}};
       std::vector<MapEntry> settings = {{"env", {}, make_map(n.b.arena(), env)}};
       n.cni(make_map(n.b.arena(), settings));
     }, "10 10 30 29"},
    {"settings unknown", [](Nodes& n) { n.cni(n.unknown()); }, "1 1 3 434"},
    {"perhaps more add-ons", [](Nodes& n) { n.b.open(n.cluster, field::cluster::addons, n.cause()); }, "1 1 3 434"},
    {"no CNI of EKS", [](Nodes& n) { n.set(n.cluster, field::cluster::bootstrap_self_managed_addons, Value::boolean(false)); }, "1 1 3 434"},
    {"a CNI among the manifests", [](Nodes& n) { n.add(Kind::workload, "aws-node"); }, "1 1 3 434"},
    {"the type with fewest counts", [](Nodes& n) { n.set(n.group, field::node_group::instance_types, n.texts({"m5.large", "m5.2xlarge"})); }, "10 10 30 29"},
    {"a type that is not in the table", [](Nodes& n) { n.set(n.group, field::node_group::instance_types, n.texts({"z9.huge"})); }, "1 1 3 absent"},
    {"types unknown", [](Nodes& n) { n.set(n.group, field::node_group::instance_types, n.unknown()); }, "1 1 3 absent"},
    {"sizes unknown", [](Nodes& n) { n.set(n.group, field::node_group::max_size, n.unknown()); }, "10 10 10 29"},
    {"perhaps more subnets", [](Nodes& n) { n.b.open(n.group, field::node_group::subnets, n.cause()); }, "10 absent absent 29"},
};

TEST(Capacity, CountsWhatNodesHoldAtLeast) {
  for (const NodesCase& c : kNodes) {
    Nodes n;
    c.make(n);
    EXPECT_EQ(n.facts(), c.facts) << c.what;
  }
}

struct VersionCase {
  const char *what, *api, *kind, *cluster, *facts;
};

const VersionCase kVersions[] = {
    {"removed", "networking.k8s.io/v1beta1", "Ingress", "1.31", "31 14 22 networking.k8s.io/v1"},
    {"not yet there", "admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicy", "1.33", "33 34 40 admissionregistration.k8s.io/v1"},
    {"stable", "apps/v1", "Deployment", "1.33", "33 absent absent absent"},
    {"no cluster", "batch/v1beta1", "CronJob", "", "absent 8 25 batch/v1"},
    {"a version that is none", "example.com/v1", "Shop", "latest", "absent absent absent absent"},
    {"cluster's version unknown", "example.com/v1", "Shop", "?", "unknown absent absent absent"},
};

TEST(Versions, AreMinorNumbersOfTheTable) {
  for (const VersionCase& c : kVersions) {
    fixtures::Design d;
    namespace f = field::object;
    NodeId o = d.add(Kind::object, "o");
    d.set(o, f::api_version, d.text(c.api));
    d.set(o, f::object_kind, d.text(c.kind));
    if (*c.cluster) {
      NodeId cluster = d.add(Kind::cluster, "c");
      d.set(cluster, field::cluster::version, *c.cluster == '?' ? d.unknown() : d.text(c.cluster));
      d.b.link(o, f::cluster, cluster, {});
    }
    d.analyse();
    EXPECT_EQ(cat(d.shown(o, f::cluster_minor), ' ', d.shown(o, f::api_introduced_in), ' ', d.shown(o, f::api_removed_in), ' ', d.shown(o, f::api_replacement)), c.facts) << c.what;
  }
}

}  // namespace
}  // namespace plumb
