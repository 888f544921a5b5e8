resource "aws_iam_role" "cluster" {
  name = "shop-cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_eks_cluster" "shop" {
  name     = "shop"
  version  = "1.33"
  role_arn = aws_iam_role.cluster.arn
  vpc_config {
    subnet_ids              = aws_subnet.private[*].id
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

resource "aws_iam_role" "nodes" {
  name = "shop-nodes"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_eks_node_group" "main" {
  cluster_name    = aws_eks_cluster.shop.name
  node_group_name = "main"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = aws_subnet.private[*].id
  instance_types  = ["m6i.large"]
  scaling_config {
    min_size     = 2
    desired_size = 2
    max_size     = 6
  }
}

resource "aws_iam_openid_connect_provider" "shop" {
  url             = aws_eks_cluster.shop.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

# Trusts the ServiceAccount 'orders-api'; the manifests call it 'orders'.
resource "aws_iam_role" "orders" {
  name = "shop-orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.shop.arn }
      Condition = {
        StringEquals = {
          "${replace(aws_eks_cluster.shop.identity[0].oidc[0].issuer, "https://", "")}:sub" = "system:serviceaccount:shop:orders-api"
        }
      }
    }]
  })
}
