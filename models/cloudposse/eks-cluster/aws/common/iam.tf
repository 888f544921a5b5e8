# The cluster's role.

data "aws_iam_policy_document" "assume_role" {
  count = local.own_role ? 1 : 0
  statement {
    effect  = "Allow"
    actions = local.auto_mode ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "default" {
  count                = local.own_role ? 1 : 0
  name                 = module.label.id
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
  permissions_boundary = var.permissions_boundary
  tags                 = module.label.tags
}

resource "aws_iam_role_policy_attachment" "amazon_eks_cluster_policy" {
  count      = local.own_role ? 1 : 0
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
  role       = aws_iam_role.default[0].name
}

resource "aws_iam_role_policy_attachment" "amazon_eks_service_policy" {
  count      = local.own_role ? 1 : 0
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonEKSServicePolicy"
  role       = aws_iam_role.default[0].name
}

# May make load balancers' role, must not make log groups.
data "aws_iam_policy_document" "cluster_elb_service_role" {
  count = local.own_role ? 1 : 0
  statement {
    sid       = "AllowElasticLoadBalancer"
    effect    = "Allow"
    actions   = ["ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeInternetGateways", "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSubnets"]
    resources = ["*"]
  }
  statement {
    sid       = "DenyCreateLogGroup"
    effect    = "Deny"
    actions   = ["logs:CreateLogGroup"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "cluster_elb_service_role" {
  count  = local.own_role ? 1 : 0
  name   = "${module.label.id}-ServiceRole"
  policy = data.aws_iam_policy_document.cluster_elb_service_role[0].json
  tags   = var.module_major < 4 ? null : module.this.tags
}

resource "aws_iam_role_policy_attachment" "cluster_elb_service_role" {
  count      = local.own_role ? 1 : 0
  policy_arn = aws_iam_policy.cluster_elb_service_role[0].arn
  role       = aws_iam_role.default[0].name
}
