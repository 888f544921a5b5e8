# Calls of terraform-aws-modules/eks//modules/hybrid-node-role.

module "ssm" {
  source = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  tags   = { Environment = "dev" }
}

module "named" {
  source          = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  name            = "hybrid"
  use_name_prefix = false
}

module "anywhere" {
  source                                 = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  name                                   = "hybrid"
  enable_ira                             = true
  ira_trust_anchor_source_type           = "CERTIFICATE_BUNDLE"
  ira_trust_anchor_x509_certificate_data = "cert"
}

module "anywhere_with_authority" {
  source                       = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  enable_ira                   = true
  ira_trust_anchor_source_type = "AWS_ACM_PCA"
  ira_trust_anchor_acm_pca_arn = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/x"
  ira_profile_name             = "profile"
  ira_trust_anchor_name        = "anchor"
}

module "more_policies" {
  source   = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  policies = { logs = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }
}

module "one_cluster" {
  source              = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  cluster_arns        = ["arn:aws:eks:eu-west-1:123456789012:cluster/main"]
  enable_pod_identity = false
}

module "boundary" {
  source                   = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  path                     = "/nodes/"
  max_session_duration     = 7200
}

module "intermediate_names" {
  source                              = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  enable_ira                          = true
  intermediate_role_name              = "step"
  intermediate_role_use_name_prefix   = false
  intermediate_policy_name            = "step"
  intermediate_policy_use_name_prefix = false
  intermediate_role_policies          = { extra = "arn:aws:iam::123456789012:policy/extra" }
}

module "several" {
  source   = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  for_each = { a = "one", b = "two" }
  name     = each.value
}

module "off" {
  source = "terraform-aws-modules/eks/aws//modules/hybrid-node-role"
  create = false
}
