// Mapper: calls of modules whose source is not at hand: a `module` node each, and what such a module may add to the design.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

enum Areas : uint8_t { kNothing = 0, kNetwork = 1, kSecurity = 2, kCluster = 4, kRoles = 8, kData = 16, kIssuers = 32, kAll = 63 };

/// Kinds that a module of an area may declare. Roles come with clusters, security groups with nearly everything that has an address.
struct AreaKind {
  uint8_t areas;
  Kind kind;
};
constexpr AreaKind kAreaKinds[] = {
    {kNetwork, Kind::vpc},
    {kNetwork, Kind::subnet},
    {kNetwork, Kind::route_table},
    {kNetwork, Kind::route},
    {kNetwork, Kind::internet_gateway},
    {kNetwork, Kind::egress_only_internet_gateway},
    {kNetwork, Kind::nat_gateway},
    {kNetwork, Kind::vpc_endpoint},
    {kNetwork, Kind::vpc_peering_connection},
    {kNetwork, Kind::transit_gateway},
    {kNetwork, Kind::transit_gateway_attachment},
    {kNetwork, Kind::vpn_gateway},
    {kNetwork, Kind::network_acl},
    {kNetwork, Kind::dhcp_options},
    {kNetwork | kData, Kind::db_subnet_group},
    {kSecurity, Kind::security_group},
    {kSecurity, Kind::security_group_rule},
    {kCluster, Kind::cluster},
    {kCluster, Kind::node_group},
    {kCluster, Kind::fargate_profile},
    {kCluster, Kind::addon},
    {kCluster, Kind::helm_release},
    {kCluster, Kind::access_entry},
    {kCluster, Kind::pod_identity_association},
    {kCluster | kIssuers, Kind::oidc_provider},
    {kRoles, Kind::role},
    {kData, Kind::db_instance},
};

/// What the registry modules of these names declare; `source` is a part of the module's source. First match counts.
struct KnownSource {
  std::string_view source;
  uint8_t areas;
};
constexpr KnownSource kKnownSources[] = {
    {"terraform-aws-modules/vpc/aws//modules/vpc-endpoints", kNetwork | kSecurity},
    {"terraform-aws-modules/vpc/aws", kNetwork | kSecurity},  // its role for flow logs takes no part in the design
    {"terraform-aws-modules/eks/aws//modules/karpenter", kRoles | kCluster},
    {"terraform-aws-modules/eks/aws", kSecurity | kCluster | kRoles},
    {"terraform-aws-modules/eks-pod-identity/aws", kRoles | kCluster},
    {"terraform-aws-modules/iam/aws//modules/iam-user", kNothing},
    {"terraform-aws-modules/iam/aws//modules/iam-group", kNothing},
    {"terraform-aws-modules/iam/aws//modules/iam-account", kNothing},
    {"terraform-aws-modules/iam/aws", kRoles | kIssuers},
    {"terraform-aws-modules/security-group/aws", kSecurity},
    {"terraform-aws-modules/transit-gateway/aws", kNetwork},
    {"terraform-aws-modules/vpn-gateway/aws", kNetwork},
    {"terraform-aws-modules/rds/aws", kData | kRoles},
    {"terraform-aws-modules/rds-aurora/aws", kData | kRoles | kSecurity},
    {"terraform-aws-modules/elasticache/aws", kData | kSecurity},
    {"terraform-aws-modules/memory-db/aws", kData},
    {"terraform-aws-modules/redshift/aws", kData},
    {"terraform-aws-modules/lambda/aws", kRoles},
    {"terraform-aws-modules/step-functions/aws", kRoles},
    {"terraform-aws-modules/ec2-instance/aws", kRoles | kSecurity},
    {"terraform-aws-modules/autoscaling/aws", kRoles},
    {"terraform-aws-modules/alb/aws", kSecurity},
    {"terraform-aws-modules/msk-kafka-cluster/aws", kSecurity | kRoles},
    {"terraform-aws-modules/efs/aws", kSecurity},
    {"terraform-aws-modules/fsx/aws", kSecurity},
    {"terraform-aws-modules/opensearch/aws", kSecurity | kRoles},
    {"terraform-aws-modules/ecs/aws", kSecurity | kRoles},
    {"terraform-aws-modules/app-runner/aws", kRoles},
    {"terraform-aws-modules/eventbridge/aws", kRoles},
    {"terraform-aws-modules/cloudfront/aws", kNothing},
    {"terraform-aws-modules/s3-bucket/aws", kRoles},
    {"terraform-aws-modules/kms/aws", kNothing},
    {"terraform-aws-modules/acm/aws", kNothing},
    {"terraform-aws-modules/ecr/aws", kNothing},
    {"terraform-aws-modules/key-pair/aws", kNothing},
    {"terraform-aws-modules/route53/aws", kNothing},
    {"terraform-aws-modules/sqs/aws", kNothing},
    {"terraform-aws-modules/sns/aws", kNothing},
    {"terraform-aws-modules/dynamodb-table/aws", kRoles},
    {"terraform-aws-modules/secrets-manager/aws", kNothing},
    {"terraform-aws-modules/ssm-parameter/aws", kNothing},
    {"terraform-aws-modules/cloudwatch/aws", kNothing},
    {"terraform-aws-modules/managed-service-prometheus/aws", kNothing},
    {"aws-ia/eks-blueprints-addon/aws", kRoles},
    {"aws-ia/eks-blueprints-addons/aws", kRoles | kCluster},
    {"aws-ia/eks-blueprints-teams/aws", kRoles},
    {"gitops-bridge-dev/gitops-bridge", kNothing},
    {"cloudposse/label/null", kNothing},
    {"hashicorp/subnets/cidr", kNothing},
};

uint8_t areas_of(std::string_view source) {
  for (const KnownSource& k : kKnownSources)
    if (source.find(k.source) != std::string_view::npos) return k.areas;
  return kAll;
}

}  // namespace

void Mapper::make_opaque_node(const OpaqueCall& call) {
  size_t dot = call.address.rfind('.');
  NodeId id = builder.add(Kind::module, dot == std::string_view::npos ? call.address : call.address.substr(dot + 1), call.address, call.block, call.name_span);
  Node& n = builder.node(id);
  n.raw = convert(arena(), call.arguments);
  if (call.maybe) builder.set_maybe(id, call.maybe_cause ? cause_of(arena(), *call.maybe_cause) : nullptr);
  builder.set(id, field::module::source, plumb::Value::string(call.source));
  if (!call.version.empty()) builder.set(id, field::module::version, plumb::Value::string(call.version));
  const Cause* cause = make_cause(arena(), cat("the source of ", call.address, " (", call.source, ") is not at hand"), call.header);
  uint8_t areas = areas_of(call.source);
  for (const AreaKind& k : kAreaKinds)
    if (k.areas & areas) builder.open_kind(k.kind, cause);
}

}  // namespace plumb::terraform
