// Terraform: 10,000 instances of one resource, by count and by for_each, from text to evaluated configuration; and what one costs more than
// none of them. Time and memory (of the evaluation's arena) are printed; the whole program's memory is what `time` says of it.
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "load/terraform/evaluate.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

struct Case {
  const char* name;
  std::string text;
};

std::string resource(const std::string& repeated, const std::string& key) {
  return R"(
variable "prefix" { default = "node" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
locals {
  keys = toset([for p in setproduct(range(100), range(100)) : format("n%02d-%02d", p[0], p[1])])
}
resource "aws_instance" "n" {
  )" + repeated + R"(
  ami           = "ami-0123456789abcdef0"
  instance_type = "m5.large"
  subnet_id     = aws_vpc.v.id
  user_data     = "echo ${var.prefix}-${)" + key + R"(}"
  root_block_device {
    volume_size = 100
    encrypted   = true
  }
  tags = merge({ Name = "${var.prefix}-${)" + key + R"(}" }, { Team = "core" })
}
output "names" { value = [for n in aws_instance.n : n.tags.Name] }
)";
}

void run(const Case& c) {
  auto start = std::chrono::steady_clock::now();
  Sources sources;
  Findings findings;
  auto input = std::make_unique<InputFile>();
  input->path = "main.tf";
  input->file = sources.add("main.tf", c.text);
  input->hcl = {hcl::read_hcl(input->file, sources.text(input->file), findings).release(), [](const hcl::File* f) { delete f; }};
  auto vfs = memory({{"main.tf", c.text}});
  Project project;
  project.sources = &sources;
  project.vfs = vfs.get();
  project.by_path["main.tf"] = input.get();
  project.by_directory[""].push_back(input.get());
  project.files.push_back(std::move(input));
  Arena arena;
  terraform::Configuration configuration = terraform::evaluate(project, "", arena, findings);
  double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  std::printf("%-22s %6zu instances, %7.1f ms, %5.1f MB, %zu findings\n", c.name, configuration.instances.size(), ms, static_cast<double>(arena.bytes_reserved()) / 1e6, findings.size());
}

}  // namespace
}  // namespace plumb

int main() {
  using plumb::resource;
  for (int round = 0; round < 3; ++round) {
    plumb::run({"none", resource("count = 0", "count.index")});
    plumb::run({"count = 10000", resource("count = 10000", "count.index")});
    plumb::run({"for_each, 10000 keys", resource("for_each = local.keys", "each.key")});
  }
}
