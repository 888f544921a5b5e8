// --config and what it names, in every subcommand that loads: one configuration gives each of them the same modules, models, data and
// environments, wherever it lies and wherever they look.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using Json = nlohmann::json;
using test::plumb;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A root module below a project, and beside it everything that its configuration names.
struct Configured : test::Folder {
  Configured() {
    write("mirror/acme/net/aws/1.4.0/main.tf", "variable \"cidr\" {}\nresource \"aws_vpc\" \"this\" { cidr_block = var.cidr }\noutput \"from\" { value = \"the mirror\" }\n");
    write("own/main.tf", "variable \"env\" {}\noutput \"from\" { value = \"the model of ${var.env}\" }\n");
    write("envs/prod.tfvars", "env = \"prod\"\n");
    write("live/eks/main.tf", R"(variable "env" { default = "none" }
module "net" {
  source = "acme/net/aws"
  cidr   = "10.0.0.0/16"
}
module "own" {
  source = "acme/own/aws"
  env    = var.env
}
data "aws_ami" "x" {}
output "all" { value = [module.net.from, module.own.from, data.aws_ami.x.id, terraform.workspace] }
)");
    write("conf/plumb.yaml", R"(module-mirror: ../mirror
models: {acme/own/aws: ../own}
data: {data.aws_ami.x: {id: ami-1}}
clusters:
  - name: prod
    workspace: w
    var-files: [../envs/prod.tfvars]
    inputs: [../live]
  - name: dev
    inputs: [../other]
)");
    write("other/main.tf", "resource \"aws_vpc\" \"other\" { cidr_block = \"10.9.0.0/16\" }\n");
  }
  std::string at(const std::string& name) const { return (path / name).string(); }
  std::vector<std::string> with(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--config", at("conf/plumb.yaml")});
    return arguments;
  }
};

TEST(ConfigFlag, EverySubcommandTakesIt) {
  Configured c;
  Json all = Json::parse(plumb(c.with({"resources", "-f", "json", "--environment", "prod", c.at("live/eks")})).out)["outputs"]["all"]["value"];
  EXPECT_EQ(all, Json::parse(R"(["the mirror", "the model of prod", "ami-1", "w"])"));
  EXPECT_TRUE(has(plumb(c.with({"why", "var.env", c.at("live/eks"), "--environment", "prod"})).out, "given in a variables file: ../../envs/prod.tfvars:1"));
  EXPECT_EQ(plumb(c.with({"console", c.at("live/eks")}), "module.own.from\n").out, "\"the model of none\"\n");
  EXPECT_TRUE(has(plumb(c.with({"graph", c.at("live/eks")})).out, "module.net.aws_vpc.this"));
  EXPECT_TRUE(has(plumb(c.with({"check", c.at("live/eks")})).out, "in 4 files, 1 object")) << plumb(c.with({"check", c.at("live/eks")})).out;
}

TEST(ConfigFlag, NoConfigIsTakenByAll) {
  Configured c;
  c.write("live/eks/.plumb.yaml", "data: {data.aws_ami.x: {id: ami-2}}\n");
  EXPECT_EQ(plumb({"console", c.at("live/eks")}, "data.aws_ami.x.id\n").out, "\"ami-2\"\n");
  EXPECT_EQ(plumb({"console", "--no-config", c.at("live/eks")}, "data.aws_ami.x.id\n").out, "(known after apply)\n");
}

/// What lies out of the directory that is looked at is read all the same; a folder of inputs around it is all of it.
TEST(ConfigFlag, EnvironmentsFromOutside) {
  Configured c;
  EXPECT_TRUE(has(plumb(c.with({"graph", "--environment", "prod", c.at("live/eks")})).out, "module.net.aws_vpc.this"));
  EXPECT_FALSE(has(plumb(c.with({"graph", "--environment", "dev", c.at("live/eks")})).out, "module.net.aws_vpc.this"));
  EXPECT_EQ(plumb({"check", "--var-file", c.at("envs/prod.tfvars"), c.at("live/eks")}).status, 0);
  auto missing = plumb({"check", "--var-file", c.at("envs/none.tfvars"), c.at("live/eks")});
  EXPECT_EQ(missing.status, 3);
  EXPECT_TRUE(has(missing.err, "--var-file: there is no file '"));
}

TEST(ConfigFlag, AFileThatCannotBeRead) {
  Configured c;
  for (const char* command : {"check", "graph", "resources", "console"}) {
    auto r = plumb({command, "--config", c.at("none.yaml"), c.at("live/eks")});
    EXPECT_EQ(r.status, 3) << command;
    EXPECT_TRUE(has(r.err, "cannot read the configuration '")) << command;
  }
}

}  // namespace
}  // namespace plumb
