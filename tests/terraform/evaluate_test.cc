// What evaluate() promises beyond Terraform's recorded answers: causes and references of unknowns, maybe instances, spans, laziness, bounds.
#include <gtest/gtest.h>

#include "load/terraform/terraform.h"
#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

TEST(References, NameTheAttributeThatOnlyTheProviderKnows) {
  Evaluated e(R"(
    resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
    resource "aws_subnet" "a" {
      vpc_id     = aws_vpc.main.id
      cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
      name       = "${aws_vpc.main.id}-a"
      issuer     = aws_eks_cluster.c.identity[0].oidc[0].issuer
      whole      = aws_vpc.main
    }
    resource "aws_eks_cluster" "c" {
      vpc_config { subnet_ids = [aws_subnet.b.id] }
    }
    resource "aws_subnet" "b" { tags = { sg = aws_eks_cluster.c2.vpc_config[0].cluster_security_group_id } }
    resource "aws_eks_cluster" "c2" {
      vpc_config { endpoint_public_access = true }
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("aws_subnet.a", "vpc_id"), "?${aws_vpc.main.id}");
  EXPECT_EQ(e.text("aws_subnet.a", "cidr_block"), "\"10.0.1.0/24\"");
  EXPECT_EQ(e.text("aws_subnet.a", "name"), "?${aws_vpc.main.id}-a");
  EXPECT_EQ(e.text("aws_subnet.a", "issuer"), "?${aws_eks_cluster.c.identity[0].oidc[0].issuer}");
  const Unknown& id = e.attribute("aws_subnet.a", "vpc_id").unknown();
  ASSERT_EQ(id.references.size(), 1u);
  EXPECT_TRUE(id.exact);
  EXPECT_EQ(id.references[0].address, "aws_vpc.main");
  EXPECT_EQ(id.references[0].attribute, "id");
  EXPECT_EQ(e.p.sources.text(id.references[0].span), ".id");
  EXPECT_FALSE(e.attribute("aws_subnet.a", "name").unknown().exact);
  EXPECT_EQ(json_text(e.attribute("aws_subnet.b", "tags").get("sg")), "\"${aws_eks_cluster.c2.vpc_config[0].cluster_security_group_id}\"");
}

TEST(References, OutliveTheListOfOneOrNone) {
  Evaluated e(R"(
    resource "aws_launch_template" "gpu" {
      name_prefix = "gpu-"
      metadata_options { http_tokens = "required" }
      block_device_mappings { device_name = "/dev/xvda" }
    }
    resource "aws_eks_node_group" "nodes" {
      for_each = toset(["general", "gpu"])
      dynamic "launch_template" {
        for_each = each.key == "gpu" ? [aws_launch_template.gpu] : []
        content { id = launch_template.value.id }
      }
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(json_text(e.attribute("aws_eks_node_group.nodes[\"gpu\"]", "launch_template")), "[{\"id\":\"${aws_launch_template.gpu.id}\"}]");
}

TEST(Zones, AreKeysThoughTheirNamesAreNotKnown) {
  Evaluated e(R"(
    data "aws_availability_zones" "here" {}
    locals {
      zones  = slice(data.aws_availability_zones.here.names, 0, 2)
      ranges = { for i, z in local.zones : z => cidrsubnet("10.0.0.0/16", 8, i) }
    }
    resource "aws_subnet" "of_map" {
      for_each          = { for i, z in local.zones : z => { number = i } }
      cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value.number)
      availability_zone = each.key
      tags              = { Name = "private-${each.key}" }
    }
    resource "aws_subnet" "of_set" {
      for_each   = toset(local.zones)
      cidr_block = local.ranges[each.value]
    }
    resource "aws_route_table_association" "chained" {
      for_each  = aws_subnet.of_map
      subnet_id = each.value.id
    }
    resource "aws_nat_gateway" "first" { subnet_id = aws_subnet.of_map[local.zones[0]].id }
    resource "aws_eks_cluster" "c" {
      name  = join(",", keys(aws_subnet.of_map))
      names = [for z, s in aws_subnet.of_map : z]
      ids   = [for s in aws_subnet.of_map : s.id]
    }
    resource "aws_eks_cluster" "by_text" {
      index  = aws_subnet.of_map["eu-west-1a"].id
      lookup = lookup(aws_subnet.of_map, "eu-west-1a", "none")
    }
    resource "aws_subnet" "any" { for_each = toset(data.aws_availability_zones.here.names) }
  )");
  EXPECT_EQ(e.findings(), "");
  std::string first = "aws_subnet.of_map[\"${data.aws_availability_zones.here.names[0]}\"]", second = "aws_subnet.of_map[\"${data.aws_availability_zones.here.names[1]}\"]";
  ASSERT_TRUE(e.c.find(first) && e.c.find(second));
  EXPECT_FALSE(e.c.find(first)->maybe);
  EXPECT_EQ(e.text(second, "cidr_block"), "\"10.0.1.0/24\"");
  EXPECT_EQ(e.text(second, "availability_zone"), "?${data.aws_availability_zones.here.names[1]}");
  EXPECT_EQ(json_text(e.attribute(first, "tags")), "{\"Name\":\"private-${data.aws_availability_zones.here.names[0]}\"}");
  EXPECT_TRUE(e.attribute(first, "tags").get("Name").is_unknown());
  EXPECT_EQ(e.text("aws_subnet.of_set[\"${data.aws_availability_zones.here.names[1]}\"]", "cidr_block"), "\"10.0.1.0/24\"");
  EXPECT_EQ(e.text("aws_route_table_association.chained[\"${data.aws_availability_zones.here.names[0]}\"]", "subnet_id"), "?${" + first + ".id}");
  EXPECT_EQ(e.text("aws_nat_gateway.first", "subnet_id"), "?${" + first + ".id}");
  EXPECT_TRUE(e.attribute("aws_eks_cluster.c", "name").is_unknown()) << "a symbol is no text";
  EXPECT_TRUE(e.attribute("aws_eks_cluster.c", "names").items()[0].is_unknown());
  EXPECT_EQ(e.attribute("aws_eks_cluster.c", "ids").items().size(), 2u);
  EXPECT_TRUE(e.attribute("aws_eks_cluster.by_text", "index").is_unknown());
  EXPECT_TRUE(e.attribute("aws_eks_cluster.by_text", "lookup").is_unknown());
  EXPECT_TRUE(e.c.find("aws_subnet.any[*]")) << "how many zones there are is not known";
}

TEST(References, OfOutputsThatAModelGivesStayWhenTheyAreMerged) {
  Evaluated e(R"(
    module "key" {
      source  = "terraform-aws-modules/kms/aws"
      version = "~> 3.0"
      aliases = ["a"]
    }
    locals { all = merge(module.key, { own = "1" }) }
    resource "r" "x" {
      own      = local.all.own
      arn      = local.all.key_arn
      unlisted = local.all.of_another_release
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("r.x", "own"), "\"1\"");
  EXPECT_EQ(e.text("r.x", "arn"), "?${module.key.aws_kms_key.this[0].arn}");
  EXPECT_TRUE(e.attribute("r.x", "unlisted").is_unknown());
}

TEST(Unknowns, CarryTheirCause) {
  Evaluated e(R"(
    variable "zone" {}
    module "vpc" { source = "acme/vpc/aws" }
    locals { z = "${var.zone}a" }
    resource "aws_subnet" "a" {
      availability_zone = local.z
      vpc_id            = module.vpc.vpc_id
      subnet            = module.vpc.private_subnets[0]
      policy            = jsonencode({ a = var.zone, b = 1 })
      keyed             = { "${module.vpc.oidc}:sub" = "x" }
    }
  )");
  EXPECT_EQ(e.findings(), "");
  const Unknown& zone = e.attribute("aws_subnet.a", "availability_zone").unknown();
  EXPECT_EQ(zone.cause, "var.zone has no default");
  EXPECT_EQ(e.p.sources.text(zone.span), "variable \"zone\"");
  EXPECT_EQ(zone.text, "${var.zone}a");
  EXPECT_EQ(e.text("aws_subnet.a", "vpc_id"), "?${module.vpc.vpc_id}");
  EXPECT_EQ(e.attribute("aws_subnet.a", "vpc_id").unknown().cause, "the source of module.vpc is not at hand (acme/vpc/aws)");
  EXPECT_EQ(e.text("aws_subnet.a", "subnet"), "?${module.vpc.private_subnets[0]}");
  const Unknown& policy = e.attribute("aws_subnet.a", "policy").unknown();
  ASSERT_NE(policy.json, nullptr);
  EXPECT_EQ(policy.json->get("b").number(), 1);
  const Unknown& keyed = e.attribute("aws_subnet.a", "keyed").unknown();
  ASSERT_NE(keyed.partial, nullptr);
  EXPECT_EQ(keyed.partial->entries()[0].key, "${module.vpc.oidc}:sub");
  ASSERT_EQ(e.c.opaque_calls.size(), 1u);
  EXPECT_EQ(e.c.opaque_calls[0].source, "acme/vpc/aws");
}

TEST(Instances, CountForEachAndUnknown) {
  Evaluated e(R"(
    variable "n" {}
    resource "a" "none" { count = 0 }
    resource "a" "two" {
      count = 2
      i     = count.index
    }
    resource "a" "each" {
      for_each = { x = 1, "y z" = 2 }
      k        = "${each.key}${each.value}"
    }
    resource "a" "maybe" {
      count = var.n
      i     = count.index
      fixed = 1
    }
    resource "a" "user" {
      known   = a.two[1].i
      ids     = a.two[*].id
      from    = a.maybe[0].id
      all     = a.maybe[*].id
      by_key  = a.each["x"].k
      keys    = keys(a.each)
      fixed   = a.maybe[0].fixed
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.addresses(), "a.two[0] a.two[1] a.each[\"x\"] a.each[\"y z\"] a.maybe[*]? a.user");
  EXPECT_EQ(e.text("a.each[\"y z\"]", "k"), "\"y z2\"");
  EXPECT_EQ(e.c.find("a.maybe[*]")->maybe_cause->cause, "var.n has no default");
  EXPECT_EQ(e.text("a.user", "known"), "1");
  EXPECT_EQ(e.text("a.user", "ids"), "[\"${a.two[0].id}\",\"${a.two[1].id}\"]");
  EXPECT_EQ(e.text("a.user", "from"), "?${a.maybe[*].id}");
  EXPECT_FALSE(e.attribute("a.user", "all").unknown().exact);
  EXPECT_EQ(e.attribute("a.user", "all").unknown().references[0].address, "a.maybe[*]");
  EXPECT_EQ(e.text("a.user", "by_key"), "\"x1\"");
  EXPECT_EQ(e.text("a.user", "keys"), "[\"x\",\"y z\"]");
  EXPECT_TRUE(e.attribute("a.user", "fixed").is_unknown());
  EXPECT_EQ(e.c.find_all("a.two").size(), 2u);
}

TEST(Instances, DynamicBlocks) {
  Evaluated e(R"(
    variable "rules" {}
    resource "sg" "a" {
      ingress { port = 1 }
      dynamic "ingress" {
        for_each = [2, 3]
        iterator = r
        content { port = r.value }
      }
      dynamic "egress" {
        for_each = var.rules
        content { port = egress.value.port }
      }
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("sg.a", "ingress"), "[{\"port\":1},{\"port\":2},{\"port\":3}]");
  Value egress = e.attribute("sg.a", "egress");
  ASSERT_EQ(egress.items().size(), 1u);
  EXPECT_TRUE(egress.items()[0].maybe());
  ASSERT_NE(egress.list().open, nullptr);
  EXPECT_EQ(egress.list().open->cause, "var.rules has no default");
}

TEST(Modules, InputsOutputsNestingAndLaziness) {
  // a's output feeds b, whose other output feeds a: no cycle, because only what is asked for is evaluated.
  Evaluated e(std::map<std::string, std::string>{
      {"main.tf", "module \"a\" {\n  source = \"./m\"\n  in = \"x\"\n  other = module.b[\"k\"].name\n}\nmodule \"b\" {\n  source = \"./m\"\n  for_each = toset([\"k\"])\n  in = module.a.name\n  other = each.key\n}\n"},
      {"m/main.tf", "variable \"in\" {}\nvariable \"other\" { default = 1 }\noutput \"name\" { value = \"${var.in}!\" }\nresource \"r\" \"x\" {\n  name = var.other\n  path = path.module\n}\nmodule \"inner\" {\n  source = \"./n\"\n}\n"},
      {"m/n/main.tf", "resource \"r\" \"deep\" {}\n"}});
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.addresses(), "module.a.r.x module.a.module.inner.r.deep module.b[\"k\"].r.x module.b[\"k\"].module.inner.r.deep");
  EXPECT_EQ(e.text("module.a.r.x", "name"), "\"x!!\"");
  EXPECT_EQ(e.text("module.a.r.x", "path"), "\"m\"");
}

TEST(Modules, ProvidersAreInheritedAndPassed) {
  Evaluated e(std::map<std::string, std::string>{
      {"main.tf", "provider \"aws\" {\n  region = \"eu-west-1\"\n  default_tags {\n    tags = { team = \"t\" }\n  }\n}\nprovider \"aws\" {\n  alias = \"us\"\n  region = \"us-east-1\"\n}\n"
                  "module \"m\" {\n  source = \"./m\"\n}\nmodule \"n\" {\n  source = \"./m\"\n  providers = { aws = aws.us }\n}\nresource \"aws_vpc\" \"a\" {\n  provider = aws.us\n}\n"},
      {"m/main.tf", "resource \"aws_vpc\" \"x\" {}\ndata \"aws_region\" \"now\" {}\nresource \"aws_subnet\" \"y\" {\n  zone = \"${data.aws_region.now.name}a\"\n}\n"}});
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.c.find("module.m.aws_vpc.x")->provider->region.string(), "eu-west-1");
  EXPECT_EQ(e.c.find("module.m.aws_vpc.x")->provider->default_tags.get("team").string(), "t");
  EXPECT_EQ(e.c.find("module.n.aws_vpc.x")->provider->region.string(), "us-east-1");
  EXPECT_EQ(e.c.find("aws_vpc.a")->provider->alias, "us");
  EXPECT_EQ(e.text("module.n.aws_subnet.y", "zone"), "\"us-east-1a\"");
}

TEST(Data, ZonesAreSymbolicAndDistinct) {
  Evaluated e(R"(
    data "aws_availability_zones" "all" {}
    locals { zones = slice(data.aws_availability_zones.all.names, 0, 2) }
    resource "aws_subnet" "a" {
      count             = length(local.zones)
      availability_zone = local.zones[count.index]
    }
    resource "aws_subnet" "b" { availability_zone = element(data.aws_availability_zones.all.names, 1) }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("aws_subnet.a[0]", "availability_zone"), "?${data.aws_availability_zones.all.names[0]}");
  EXPECT_EQ(e.text("aws_subnet.a[1]", "availability_zone"), "?${data.aws_availability_zones.all.names[1]}");
  EXPECT_EQ(e.text("aws_subnet.b", "availability_zone"), e.text("aws_subnet.a[1]", "availability_zone"));
  EXPECT_TRUE(e.attribute("aws_subnet.b", "availability_zone").unknown().exact);
}

TEST(Data, PolicyDocuments) {
  Evaluated e(R"(
    data "aws_iam_policy_document" "p" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["*"]
        principals {
          type        = "Service"
          identifiers = ["ec2.amazonaws.com"]
        }
      }
    }
    data "aws_iam_policy_document" "trust" {
      statement {
        actions = ["sts:AssumeRoleWithWebIdentity"]
        condition {
          test     = "StringEquals"
          variable = "${aws_iam_openid_connect_provider.o.url}:sub"
          values   = ["system:serviceaccount:shop:web"]
        }
      }
    }
    resource "aws_iam_openid_connect_provider" "o" {}
    resource "aws_iam_role" "r" {
      policy             = data.aws_iam_policy_document.p.json
      assume_role_policy = data.aws_iam_policy_document.trust.json
    }
  )");
  EXPECT_EQ(e.findings(), "");
  auto policy = json_value(*std::make_unique<Context>(e.p.project, e.arena), e.attribute("aws_iam_role.r", "policy").string(), {});
  ASSERT_TRUE(policy);
  EXPECT_EQ(json_text(*policy), R"({"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Resource":"*"}],"Version":"2012-10-17"})");
  const Unknown& trust = e.attribute("aws_iam_role.r", "assume_role_policy").unknown();
  ASSERT_NE(trust.json, nullptr);
  Value condition = trust.json->get("Statement").items()[0].get("Condition").get("StringEquals");
  EXPECT_EQ(condition.entries()[0].key, "${aws_iam_openid_connect_provider.o.url}:sub");
}

TEST(PolicyDocument, ConditionsAreASet) {
  Evaluated e(R"(
    data "aws_iam_policy_document" "p" {
      statement {
        actions = ["sts:AssumeRole"]
        dynamic "condition" {
          for_each = ["a", "b"]
          content {
            test     = "StringEquals"
            variable = "x:sub"
            values   = ["s"]
          }
        }
        condition {
          test     = "StringEquals"
          variable = "x:sub"
          values   = ["t"]
        }
      }
    }
    resource "r" "x" {
      v = jsondecode(data.aws_iam_policy_document.p.json).Statement[0].Condition
    }
  )");
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("r.x", "v"), R"({"StringEquals":{"x:sub":["s","t"]}})");
}

TEST(Variables, PrecedenceTypesAndOptions) {
  std::map<std::string, std::string> files = {
      {"main.tf", "variable \"a\" { default = 1 }\nvariable \"b\" { default = 1 }\nvariable \"c\" { type = object({ x = number, y = optional(string, \"d\") }) }\nresource \"r\" \"x\" {\n  v = [var.a, var.b, var.c]\n}\n"},
      {"terraform.tfvars", "a = 2\nb = 2\nc = { x = \"3\", z = 1 }\n"},
      {"x.auto.tfvars", "b = 4\n"}};
  Evaluated e(files);
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("r.x", "v"), "[2,4,{\"x\":3,\"y\":\"d\"}]");
  EXPECT_EQ(e.attribute("r.x", "v").items()[0].source(), Source::variable);
  EXPECT_EQ(e.p.sources.path(e.attribute("r.x", "v").items()[0].span().file), "terraform.tfvars");
}

TEST(Errors, AreReportedOnceWithTheirPlace) {
  Evaluated e(R"(
    locals {
      a = local.b
      b = local.a
      c = var.nam
    }
    variable "name" { default = "x" }
    resource "r" "x" {
      a = local.c
      b = local.c
      d = aws_missing.x.id
    }
    resource "r" "t" { v = try(tonumber("x"), "fine") }
  )");
  EXPECT_EQ(e.findings(),
            "there is no variable 'nam'; is 'name' meant?\nthere is no resource 'aws_missing.x' in this module\n"
            "these depend on each other in a circle: local.a -> local.b -> local.a\n");
  EXPECT_EQ(e.text("r.t", "v"), "\"fine\"");
  EXPECT_TRUE(e.attribute("r.x", "a").unknown().failed);
}

TEST(Errors, CyclesNameTheChain) {
  Evaluated e("locals {\n  a = local.b\n  b = local.a\n}\nresource \"r\" \"x\" { v = local.a }\n");
  EXPECT_EQ(e.findings(), "these depend on each other in a circle: local.a -> local.b -> local.a\n");
  EXPECT_TRUE(e.attribute("r.x", "v").is_unknown());
}

TEST(Errors, ModulesThatContainThemselves) {
  Evaluated e(std::map<std::string, std::string>{{"main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"}, {"m/main.tf", "module \"again\" {\n  source = \"../m\"\n}\n"}});
  EXPECT_NE(e.findings().find("contains itself"), std::string::npos);
}

TEST(Errors, OfAPlanOnlyAreWhatItsInputsLack) {
  std::map<std::string, std::string> files = {{"main.tf", "variable \"x\" { type = string }\nvariable \"y\" { default = null }\nmodule \"m\" {\n  source = \"./nope\"\n}\nmodule \"far\" {\n  source = \"../elsewhere\"\n}\noutput \"o\" { value = var.x }\n"}};
  EXPECT_EQ(Evaluated(files).findings(), "");
  EXPECT_EQ(Evaluated(files, true).findings(), "there is no module in ./nope\n");
  files["terraform.tfvars"] = "x = 1\n";
  files["nope/main.tf"] = "variable \"given\" { default = 1 }\n";
  EXPECT_EQ(Evaluated(files, true).findings(), "");
}

TEST(Errors, ProviderConfigurationsThatNothingDeclares) {
  std::map<std::string, std::string> files = {
      {"main.tf", "provider \"aws\" {\n  alias = \"west\"\n}\nresource \"aws_vpc\" \"a\" {\n  provider = aws.west\n}\ndata \"aws_region\" \"b\" {\n  provider = aws.east\n}\n"
                  "module \"m\" {\n  source = \"./m\"\n  providers = { aws.deep = aws.west, aws = aws.none }\n}\n"},
      {"m/main.tf", "resource \"aws_vpc\" \"x\" {\n  provider = aws.deep\n}\nresource \"aws_vpc\" \"y\" {\n  count = 3\n  provider = aws.other\n}\n"}};
  Evaluated e(files);
  EXPECT_EQ(e.findings(), "there is no configuration 'aws.east' of the provider in this module\nthere is no configuration 'aws.none' of the provider in this module\n"
                          "there is no configuration 'aws.other' of the provider in this module\n");
  ASSERT_EQ(e.p.findings.size(), 3u);
  EXPECT_EQ(e.p.findings[0].help, "declare it: provider \"aws\" { alias = \"east\" }");
  // A module that asks its caller for them is no fault by itself.
  EXPECT_EQ(Evaluated("terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n      configuration_aliases = [aws.deep]\n    }\n  }\n}\n"
                      "resource \"aws_vpc\" \"x\" {\n  provider = aws.deep\n}\n").findings(), "");
}

TEST(Ephemeral, IsUnknownAndOnlyWriteOnlyArgumentsTakeIt) {
  std::map<std::string, std::string> files = {
      {"main.tf", "ephemeral \"random_password\" \"p\" {\n  count = 1\n  length = 16\n}\nvariable \"tok\" {\n  default = \"x\"\n  ephemeral = true\n}\n"
                  "resource \"r\" \"good\" {\n  secret_wo = ephemeral.random_password.p[0].result\n  text_wo = \"(${var.tok})\"\n  none = ephemeralasnull(module.m.out)\n  depends_on = [ephemeral.random_password.p]\n}\n"
                  "module \"m\" {\n  source = \"./m\"\n  in = ephemeral.random_password.p[0].result\n}\n"},
      {"m/main.tf", "variable \"in\" { ephemeral = true }\noutput \"out\" {\n  value = \"${var.in}!\"\n  ephemeral = true\n}\n"}};
  Evaluated good(files, true);
  EXPECT_EQ(good.findings(), "");
  EXPECT_TRUE(good.attribute("r.good", "secret_wo").is_unknown());
  EXPECT_NE(good.attribute("r.good", "secret_wo").unknown().cause.find("ephemeral.random_password.p is only known while"), std::string_view::npos);
  EXPECT_EQ(good.text("r.good", "text_wo"), "\"(x)\"");
  EXPECT_TRUE(good.attribute("r.good", "none").is_unknown());  // what it is made of is not known when Terraform plans
  EXPECT_FALSE(good.attribute("r.good", "none").ephemeral());

  files["bad.tf"] = "locals { l = \"${ephemeral.random_password.p[0].result}-${var.tok}\" }\nresource \"r\" \"bad\" {\n  a = local.l\n  b = ephemeral.random_password.q.result\n  block {\n    c = [var.tok]\n  }\n}\n"
                    "output \"o\" {\n  value = 1\n  ephemeral = true\n}\nmodule \"n\" {\n  source = \"./n\"\n  in = var.tok\n}\nresource \"r\" \"many\" {\n  count = var.tok == \"x\" ? 1 : 0\n}\n";
  files["n/main.tf"] = "variable \"in\" {}\noutput \"out\" { value = var.in }\n";
  std::string found = Evaluated(files, true).findings();
  for (const char* message : {"there is no ephemeral resource 'random_password.q' in this module", "'a' of r.bad is kept in the state", "'block' of r.bad is kept in the state",
                              "the output 'o' of the root module cannot be ephemeral", "the variable 'in' of module.n takes no ephemeral value", "the output 'out' holds an ephemeral value",
                              "count of r.many is ephemeral"})
    EXPECT_NE(found.find(message), std::string::npos) << message << "\n" << found;
}

TEST(Bounds, LongChainsAndWideFanOutsStayLinear) {
  std::string text = "locals {\n  l0 = \"x\"\n";
  for (int i = 1; i < 3000; ++i) text += cat("  l", i, " = local.l", i - 1, "\n");
  text += "  d0 = [1]\n";
  for (int i = 1; i < 40; ++i) text += cat("  d", i, " = [local.d", i - 1, ", local.d", i - 1, "]\n");  // 2^40 elements when copied
  text += "}\nresource \"r\" \"x\" {\n  a = local.l2999\n  b = length(local.d39)\n}\n";
  Evaluated e(text);
  EXPECT_EQ(e.text("r.x", "b"), "2");
  EXPECT_TRUE(e.c.find("r.x"));
}

TEST(Frontend, RootsAreWhatNoOtherModuleCalls) {
  fixtures::MemoryProject p({{"prod/main.tf", "module \"v\" {\n  source = \"../modules/vpc\"\n}\n"}, {"prod/terraform.tfvars", ""},
                             {"modules/vpc/main.tf", ""}, {"other/main.tf", ""}}, parse_hcl);
  std::vector<const InputFile*> files;
  for (const auto& f : p.project.files) files.push_back(f.get());
  auto units = kTerraformFrontend.form_units(p.project, files, {});
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0].unit.directory, "other");
  EXPECT_EQ(units[1].unit.directory, "prod");
  EXPECT_EQ(units[1].files.size(), 3u);
}

}  // namespace
}  // namespace plumb::terraform
