# A database beside the cluster's network: subnet group, instance, group that admits a range, key, file system.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.70.0.0/16"
}

resource "aws_subnet" "data" {
  for_each          = toset(["eu-west-1a", "eu-west-1b"])
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = each.value == "eu-west-1a" ? "10.70.0.0/24" : "10.70.1.0/24"
}

resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = [for s in aws_subnet.data : s.id]
}

resource "aws_security_group" "data" {
  name   = "data"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.70.0.0/16"]
  }
}

resource "aws_db_instance" "orders" {
  identifier             = "orders"
  engine                 = "postgres"
  instance_class         = "db.t4g.medium"
  allocated_storage      = 20
  username               = "orders"
  password               = "only-for-the-recording"
  db_subnet_group_name   = aws_db_subnet_group.data.name
  vpc_security_group_ids = [aws_security_group.data.id]
  multi_az               = true
  storage_encrypted      = true
  skip_final_snapshot    = true
}

resource "aws_lb" "internal" {
  name               = "internal"
  internal           = true
  load_balancer_type = "network"
  subnets            = [for s in aws_subnet.data : s.id]
}
