// `module-mirror` and `models` of the configuration: which source or model a call gets, in every subcommand that looks at a root, what discovery
// reads of such folders, and what is said of a configuration that names them wrongly.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using Json = nlohmann::json;
using test::plumb;

constexpr const char* kNet = R"(variable "cidr" { type = string }
variable "old_name" { default = "" }
resource "aws_vpc" "this" { cidr_block = var.cidr }
module "part" {
  source = "./modules/part"
  vpc_id = aws_vpc.this.id
}
output "vpc_id" { value = aws_vpc.this.id }
output "text" { value = file("${path.module}/text.txt") }
)";
constexpr const char* kPart = R"(variable "vpc_id" {}
resource "aws_subnet" "a" {
  vpc_id     = var.vpc_id
  cidr_block = "10.0.1.0/24"
}
)";

/// A mirror beside the project: releases 1.4.0 and 2.1.0 of acme/net/aws, and one that nobody asks for.
struct Mirrored : test::Folder {
  Mirrored() {
    for (const char* version : {"1.4.0", "2.1.0"}) {
      std::string at = std::string("mirror/acme/net/aws/") + version;
      write(at + "/main.tf", std::string(kNet) + "locals { release = \"" + version + "\" }\noutput \"release\" { value = local.release }\n");
      write(at + "/text.txt", "from the mirror");
      write(at + "/modules/part/main.tf", kPart);
    }
    write("mirror/acme/net/aws/2.1.0/more.tf", "variable \"new_name\" { default = \"\" }\n");
    write("mirror/acme/unused/aws/1.0.0/main.tf", "resource \"aws_vpc\" \"broken\" {\n");
    write("live/.plumb.yaml", "module-mirror: ../mirror\n");
  }
  void call(const std::string& arguments) const { write("live/main.tf", "module \"net\" {\n  source = \"acme/net/aws\"\n  cidr = \"10.0.0.0/16\"\n" + arguments + "}\noutput \"net\" { value = module.net }\n"); }
  std::string live() const { return (path / "live").string(); }
  Json resources() const { return Json::parse(plumb({"resources", "--format", "json", live()}).out); }
  std::string release() const {
    Json value = resources()["outputs"]["net"]["value"];
    return value.is_object() ? value.value("release", "none") : "none";
  }
};

TEST(ModuleMirror, TheVersionChooses) {
  Mirrored m;
  auto release = [&](const std::string& arguments) { return m.call(arguments), m.release(); };
  EXPECT_EQ(release("  version = \"~> 1.0\"\n"), "1.4.0");
  EXPECT_EQ(release("  version = \"~> 2.0\"\n"), "2.1.0");
  EXPECT_EQ(release(""), "2.1.0");
  EXPECT_EQ(release("  version = \">= 1.0\"\n"), "2.1.0");
  EXPECT_EQ(release("  version = \"1.2.0\"\n"), "1.4.0") << "the mirror has one release of the major, which is newer";
  EXPECT_EQ(release("  version = \"1.5.0\"\n"), "none") << "older than what is asked for";
  EXPECT_EQ(release("  version = \"3.0.0\"\n"), "none");
  EXPECT_EQ(release("  version = \"2.0.0\"\n  unheard_of = 1\n"), "none") << "a release that stands in must fit the call";
}

TEST(ModuleMirror, EverySubcommandReadsIt) {
  Mirrored m;
  m.call("  version = \"~> 2.0\"\n");
  Json r = m.resources();
  EXPECT_TRUE(r["errors"].empty()) << r["errors"];
  EXPECT_TRUE(r["resources"].contains("module.net.module.part.aws_subnet.a")) << r;
  EXPECT_EQ(r["outputs"]["net"]["value"]["text"], "from the mirror");
  EXPECT_NE(plumb({"why", "module.net.aws_vpc.this.cidr_block", m.live()}).out.find("10.0.0.0/16"), std::string::npos);
  EXPECT_EQ(plumb({"console", m.live()}, "module.net.release\n").out, "\"2.1.0\"\n");
  auto checked = plumb({"check", "-v", "--format", "json", m.live()});
  EXPECT_NE(checked.status, 2) << checked.out << checked.err;
  EXPECT_EQ(checked.out.find("unused"), std::string::npos) << "what no call needs is not read: " << checked.out;
  auto graph = plumb({"graph", m.live()});
  EXPECT_NE(graph.out.find("module.net.module.part.aws_subnet.a"), std::string::npos) << graph.out << graph.err;
}

TEST(ModuleMirror, InTheProjectIsNoDesignOfItsOwn) {
  Mirrored m;
  m.call("  version = \"~> 1.0\"\n");
  std::filesystem::rename(m.path / "live" / "main.tf", m.path / "main.tf");
  m.write(".plumb.yaml", "module-mirror: [mirror]\n");
  std::filesystem::remove(m.path / "live" / ".plumb.yaml");
  auto graph = plumb({"graph", m.path.string()});
  EXPECT_NE(graph.out.find("module.net.aws_vpc.this"), std::string::npos) << graph.out << graph.err;
  EXPECT_EQ(graph.out.find("broken"), std::string::npos) << graph.out;
  auto checked = plumb({"check", m.path.string()});
  EXPECT_NE(checked.status, 2) << "the release that nobody calls cannot be read, and need not: " << checked.out << checked.err;
}

TEST(ModuleMirror, InstalledModulesComeFirst) {
  Mirrored m;
  m.call("  version = \"~> 2.0\"\n");
  m.write("live/.terraform/modules/modules.json", R"({"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"net","Source":"acme/net/aws","Version":"2.0.0","Dir":".terraform/modules/net"}]})");
  m.write("live/.terraform/modules/net/main.tf", "variable \"cidr\" {}\noutput \"release\" { value = \"installed\" }\n");
  EXPECT_EQ(m.release(), "installed");
}

/// A model of a module in a private registry, with a part of it, and one of a git source.
struct Modelled : test::Folder {
  Modelled() {
    write("models/net/main.tf", "variable \"cidr\" { type = string }\nvariable \"module_major\" {}\nresource \"aws_vpc\" \"this\" { cidr_block = var.cidr }\nmodule \"part\" {\n  source = \"./modules/part\"\n  vpc_id = aws_vpc.this.id\n}\n"
                                "output \"vpc_id\" { value = aws_vpc.this.id }\noutput \"major\" { value = var.module_major }\n");
    write("models/net/modules/part/main.tf", kPart);
    write("models/old/main.tf", "variable \"cidr\" {}\noutput \"major\" { value = \"old\" }\n");
    write(".plumb.yaml", "models:\n  app.terraform.io/acme/net/aws:\n    - {folder: models/net, versions: \">= 2.0\"}\n    - {folder: models/old, versions: \"< 2.0\"}\n  \"git::https://git.acme.com/infra/net.git\": models/old\n");
  }
  Json resources(const std::string& source, const std::string& arguments) const {
    write("main.tf", "module \"net\" {\n  source = \"" + source + "\"\n" + arguments + "}\noutput \"major\" { value = module.net.major }\n");
    return Json::parse(plumb({"resources", "--format", "json", path.string()}).out);
  }
};

TEST(OwnModels, StandForTheirSource) {
  Modelled m;
  Json r = m.resources("app.terraform.io/acme/net/aws", "  version = \"~> 3.0\"\n  cidr = \"10.0.0.0/16\"\n");
  EXPECT_TRUE(r["errors"].empty()) << r["errors"];
  EXPECT_TRUE(r["resources"].contains("module.net.aws_vpc.this")) << r;
  EXPECT_TRUE(r["resources"].contains("module.net.module.part.aws_subnet.a")) << r;
  EXPECT_EQ(r["outputs"]["major"]["value"], 3);
  EXPECT_EQ(m.resources("app.terraform.io/acme/net/aws", "  version = \"1.9.0\"\n  cidr = \"10.0.0.0/16\"\n")["outputs"]["major"]["value"], "old");
  EXPECT_EQ(m.resources("git::ssh://git@git.acme.com/infra/net.git?ref=v1.0.0", "  cidr = \"10.0.0.0/16\"\n")["outputs"]["major"]["value"], "old");
  EXPECT_TRUE(m.resources("app.terraform.io/acme/net/aws//modules/part", "  version = \"~> 3.0\"\n  vpc_id = \"vpc-1\"\n")["resources"].contains("module.net.aws_subnet.a"));
  auto checked = plumb({"check", m.path.string()});
  EXPECT_EQ(checked.out.find("models/"), std::string::npos) << "nothing is shown in a model: " << checked.out;
}

TEST(OwnModels, TheirFaultsHaveAPlace) {
  Modelled m;
  m.write("models/old/main.tf", "variable \"cidr\" {}\noutput \"major\" { value = var.cdir }\n");
  auto errors = m.resources("app.terraform.io/acme/net/aws", "  version = \"1.9.0\"\n  cidr = \"10.0.0.0/16\"\n")["errors"].dump();
  EXPECT_NE(errors.find("models/old/main.tf"), std::string::npos) << errors;
  EXPECT_NE(errors.find("there is no variable 'cdir'"), std::string::npos) << errors;
  m.write("models/old/main.tf", "variable \"cidr\" {\noutput \"major\" { value = 1 }\n");
  auto checked = plumb({"check", m.path.string()});
  EXPECT_NE(checked.out.find("models/old/main.tf:"), std::string::npos) << checked.out;
}

TEST(OwnModels, AndMirrorsThatAreNotThereAreRefusedAtTheirLine) {
  Modelled m;
  m.write("main.tf", "locals { a = 1 }\n");
  auto refused = [&](const std::string& text) {
    m.write(".plumb.yaml", text);
    auto r = plumb({"check", m.path.string()});
    return std::to_string(r.status) + " " + r.err;
  };
  auto has = [](const std::string& text, const std::string& part) { return text.find(part) != std::string::npos ? "" : text; };
  EXPECT_EQ(has(refused("profile: all\nmodule-mirror: ../none\n"), ".plumb.yaml:2: 'module-mirror': there is no folder '../none'"), "");
  EXPECT_EQ(has(refused("module-mirror:\n  - models\n"), ".plumb.yaml:2: 'module-mirror': 'models' holds no module; expected folders NAMESPACE/NAME/PROVIDER/VERSION"), "");
  EXPECT_EQ(has(refused("models:\n  acme/net/aws: models/none\n"), ".plumb.yaml:2: 'models': there is no folder 'models/none'"), "");
  EXPECT_EQ(has(refused("models:\n  acme/net/aws: models\n"), ".plumb.yaml:2: 'models': 'models' holds no *.tf; expected the model of acme/net/aws"), "");
  EXPECT_EQ(has(refused("models:\n  acme/net/aws: {folder: models/net, version: \"~> 1.0\"}\n"), ".plumb.yaml:2: unknown key 'version' in the model of acme/net/aws; did you mean 'versions'?"), "");
  EXPECT_EQ(has(refused("models:\n  acme/net/aws:\n    folder: models/net\n    versions: newest\n"), ".plumb.yaml:4: 'newest' is no version constraint"), "");
  EXPECT_EQ(has(refused("models: [models]\n"), ".plumb.yaml:1: expected 'models' (the source of a module: the folder of its model) as a mapping"), "");
  EXPECT_EQ(has(refused("models:\n  ./net: models/net\n"), ".plumb.yaml:2: './net' is no source that needs a model"), "");
  EXPECT_EQ(refused("module-mirror: none\n").substr(0, 2), "3 ");
}

}  // namespace
}  // namespace plumb
