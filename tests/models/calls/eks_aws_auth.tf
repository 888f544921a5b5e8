# Calls of terraform-aws-modules/eks//modules/aws-auth.

resource "aws_iam_role" "nodes" {
  name               = "nodes"
  assume_role_policy = "{}"
}

module "roles" {
  source         = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_roles = [{ rolearn = "arn:aws:iam::111111111111:role/ci", username = "ci", groups = ["system:masters"] }]
}

module "role_made_here" {
  source                    = "terraform-aws-modules/eks/aws//modules/aws-auth"
  manage_aws_auth_configmap = true
  aws_auth_roles            = [{ rolearn = aws_iam_role.nodes.arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] }]
}

module "users" {
  source         = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_users = [{ userarn = "arn:aws:iam::111111111111:user/a", username = "a", groups = ["viewers"] }, { userarn = "arn:aws:iam::111111111111:user/b", username = "b", groups = [] }]
}

module "accounts" {
  source            = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_accounts = ["111111111111", "222222222222"]
}

module "everything" {
  source            = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_roles    = [{ rolearn = "arn:aws:iam::111111111111:role/a", username = "a", groups = ["a"] }]
  aws_auth_users    = [{ userarn = "arn:aws:iam::111111111111:user/a", username = "a", groups = ["a"] }]
  aws_auth_accounts = ["111111111111"]
}

module "nothing_in_it" {
  source = "terraform-aws-modules/eks/aws//modules/aws-auth"
}

module "made_too" {
  source                    = "terraform-aws-modules/eks/aws//modules/aws-auth"
  create_aws_auth_configmap = true
  aws_auth_roles            = []
}

module "made_only" {
  source                    = "terraform-aws-modules/eks/aws//modules/aws-auth"
  create_aws_auth_configmap = true
  manage_aws_auth_configmap = false
  aws_auth_roles            = [{ rolearn = "arn:aws:iam::111111111111:role/a", username = "a", groups = ["a"] }]
}

module "off" {
  source         = "terraform-aws-modules/eks/aws//modules/aws-auth"
  create         = false
  aws_auth_roles = [{ rolearn = "arn:aws:iam::111111111111:role/a", username = "a", groups = ["a"] }]
}

module "concatenated" {
  source         = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_roles = concat([{ rolearn = "arn:aws:iam::111111111111:role/a", username = "a", groups = ["a"] }], [for r in ["x", "y"] : { rolearn = "arn:aws:iam::111111111111:role/${r}", username = r, groups = [r] }])
}
