module "roles" {
  source         = "terraform-aws-modules/eks/aws//modules/aws-auth"
  aws_auth_roles = [{ rolearn = "arn:aws:iam::111111111111:role/ci", username = "ci", groups = ["system:masters"] }]
}
