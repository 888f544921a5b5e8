// Clusters and identity: what joins Kubernetes objects with units of other frontends. Graphs are built by hand.
#include <gtest/gtest.h>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "link/link.h"

namespace plumb {
namespace {

struct Design {
  Graph graph;

  UnitId unit(const char* directory, Builder b) { return graph.absorb({"unit", "test", directory, ""}, std::move(b)); }
  NodeId only(Kind kind) { return graph.of_kind(kind).at(0); }
  void finish() {
    link(graph);
    graph.freeze();
  }
};

Builder cluster(const char* name) {
  Builder b;
  b.add(Kind::cluster, name, name, {}, {});
  return b;
}

NodeId add_account(Builder& b, const char* name, const char* space) {
  NodeId id = b.add(Kind::service_account, name, name, {}, {});
  b.set(id, field::service_account::object_kind, Value::string("ServiceAccount"));
  b.set(id, field::service_account::namespace_, Value::string(space));
  return id;
}

Builder account(const char* arn, const char* name = "web", const char* space = "shop") {
  Builder b;
  NodeId id = add_account(b, name, space);
  if (arn) b.set(id, field::service_account::role_arn, Value::string(arn));
  return b;
}

Builder role(const char* name, const char* arn = nullptr) {
  Builder b;
  NodeId id = b.add(Kind::role, name, name, {}, {});
  if (arn) b.set(id, field::role::arn, Value::string(arn));
  return b;
}

TEST(LinkClusters, TheOnlyClusterOfTheProjectIsMeantWhereverItIs) {
  Design d;
  d.unit("infra", cluster("a"));
  d.unit("apps/web", account(nullptr));
  d.finish();
  EXPECT_EQ(d.graph.first_target(d.only(Kind::service_account), field::service_account::cluster), d.only(Kind::cluster));
}

TEST(LinkClusters, OfSeveralTheOneInTheNearestFolderIsMeant) {
  Design d;
  d.unit("prod/infra", cluster("prod"));
  d.unit("dev/infra", cluster("dev"));
  d.unit("dev/apps", account(nullptr));
  d.unit("apps", account(nullptr));
  d.finish();
  const auto& accounts = d.graph.of_kind(Kind::service_account);
  NodeId found = d.graph.first_target(accounts[0], field::service_account::cluster);
  ASSERT_NE(found, NodeId::none);
  EXPECT_EQ(d.graph.node(found).name, "dev");
  EXPECT_EQ(d.graph.first_target(accounts[1], field::service_account::cluster), NodeId::none);
}

TEST(LinkIdentity, AnAnnotationNamesARole) {
  struct Case { const char* annotation; const char* role; const char* role_arn; bool joined; };
  for (const Case& c : {Case{"arn:aws:iam::111122223333:role/web", "web", nullptr, true}, Case{"arn:aws:iam::111122223333:role/path/web", "web", "arn:aws:iam::111122223333:role/path/web", true},
                        Case{"arn:aws:iam::${ACCOUNT}:role/web", "web", "arn:aws:iam::111122223333:role/web", true}, Case{"arn:aws:iam::111122223333:role/web", "web", "arn:aws:iam::999999999999:role/web", false},
                        Case{"arn:aws:iam::111122223333:role/wbe", "web", nullptr, false}, Case{"arn:aws:iam::111122223333:role/${NAME}", "web", nullptr, false}, Case{"web", "web", nullptr, false}}) {
    Design d;
    d.unit("infra", role(c.role, c.role_arn));
    d.unit("k8s", account(c.annotation));
    d.finish();
    EXPECT_EQ(d.graph.first_target(d.only(Kind::service_account), field::service_account::role) != NodeId::none, c.joined) << c.annotation;
  }
}

TEST(LinkIdentity, TwoRolesOfOneNameAreBothOnlyMaybe) {
  Design d;
  d.unit("a", role("web"));
  d.unit("b", role("web"));
  d.unit("k8s", account("arn:aws:iam::111122223333:role/web"));
  d.finish();
  EXPECT_TRUE(d.graph.get(d.only(Kind::service_account), field::service_account::role).is_unknown());
}

TEST(LinkIdentity, AnAssociationGivesTheAccountOfItsNamespaceItsRole) {
  Design d;
  Builder b = role("web");
  NodeId association = b.add(Kind::pod_identity_association, "web", "web", {}, {});
  b.set(association, field::pod_identity_association::namespace_, Value::string("shop"));
  b.set(association, field::pod_identity_association::service_account_name, Value::string("web"));
  b.link(association, field::pod_identity_association::role, static_cast<NodeId>(0), {});
  d.unit("infra", std::move(b));
  d.unit("k8s", account(nullptr));
  d.unit("k8s/other", account(nullptr, "web", "other"));
  d.finish();
  const auto& accounts = d.graph.of_kind(Kind::service_account);
  EXPECT_EQ(d.graph.first_target(d.only(Kind::pod_identity_association), field::pod_identity_association::service_account), accounts[0]);
  EXPECT_EQ(d.graph.first_target(accounts[0], field::service_account::role), d.only(Kind::role));
  EXPECT_EQ(d.graph.first_target(accounts[1], field::service_account::role), NodeId::none);
  EXPECT_TRUE(d.graph.get(d.only(Kind::pod_identity_association), field::pod_identity_association::service_account_found).boolean());
}

TEST(LinkIdentity, AnAccountThatIsNotDeclaredIsMissedWhereItsNamespaceHoldsOthers) {
  struct Case { const char* space; const char* expect; };
  for (const Case& c : {Case{"shop", "false"}, Case{"elsewhere", "unknown"}, Case{"kube-system", "unknown"}}) {
    Design d;
    Builder b;
    NodeId association = b.add(Kind::pod_identity_association, "web", "web", {}, {});
    b.set(association, field::pod_identity_association::namespace_, Value::string(c.space));
    b.set(association, field::pod_identity_association::service_account_name, Value::string("wbe"));
    d.unit("infra", std::move(b));
    d.unit("k8s", account(nullptr));
    d.finish();
    Value found = d.graph.get(d.only(Kind::pod_identity_association), field::pod_identity_association::service_account_found);
    EXPECT_EQ(found.is_unknown() ? "unknown" : found.boolean() ? "true" : "false", std::string(c.expect)) << c.space;
  }
}

// A resource of Terraform's kubernetes provider: `fields` of its metadata block; or a release of a Helm chart: its own.
Builder installed(const char* type, std::vector<std::pair<const char*, const char*>> fields) {
  Builder b;
  bool release = std::string_view(type) == "helm_release";
  NodeId id = b.add(release ? Kind::helm_release : Kind::resource, "x", cat(type, ".x"), {}, {});
  if (!release) b.set(id, field::resource::type, Value::string(type));
  std::vector<MapEntry> entries;
  for (auto& [key, value] : fields) entries.push_back({key, {}, Value::string(value)});
  Value map = make_map(b.arena(), entries);
  if (release) {
    b.node(id).raw = map;
    b.set(id, field::helm_release::namespace_, map.get("namespace"));
  } else {
    MapEntry metadata{"metadata", {}, make_list(b.arena(), std::vector<Value>{map})};
    b.node(id).raw = make_map(b.arena(), std::vector<MapEntry>{metadata});
  }
  return b;
}

// "true", "false" or "unknown" for the ServiceAccount of a pod in namespace `shop`, which has another account.
std::string account_found(Builder infra) {
  Design d;
  d.unit("infra", std::move(infra));
  Builder b = account(nullptr, "other");
  NodeId pod = b.add(Kind::workload, "web", "Pod/shop/web", {}, {});
  b.set(pod, field::workload::object_kind, Value::string("Pod"));
  b.set(pod, field::workload::namespace_, Value::string("shop"));
  b.set(pod, field::workload::service_account_name, Value::string("web"));
  d.unit("k8s", std::move(b));
  d.finish();
  Value found = d.graph.get(d.only(Kind::workload), field::workload::references).at(0).get("found");
  return found.is_unknown() ? "unknown" : found.boolean() ? "true" : "false";
}

TEST(LinkInstalled, WhatTerraformInstallsIsNotMissed) {
  EXPECT_EQ(account_found(Builder()), "false");
  EXPECT_EQ(account_found(installed("kubernetes_service_account_v1", {{"name", "web"}, {"namespace", "shop"}})), "true");
  EXPECT_EQ(account_found(installed("kubernetes_service_account", {{"name", "api"}, {"namespace", "shop"}})), "unknown");
  EXPECT_EQ(account_found(installed("kubernetes_service_account", {{"name", "web"}, {"namespace", "other"}})), "false");
  EXPECT_EQ(account_found(installed("kubernetes_storage_class", {{"name", "gp3"}})), "false");
  EXPECT_EQ(account_found(installed("kubernetes_manifest", {})), "unknown");
  EXPECT_EQ(account_found(installed("helm_release", {{"namespace", "shop"}})), "unknown");
  EXPECT_EQ(account_found(installed("helm_release", {{"namespace", "monitoring"}})), "false");
}

}  // namespace
}  // namespace plumb
