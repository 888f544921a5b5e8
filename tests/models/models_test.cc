// Models of registry modules: the same call through the module's source (PLUMB_SHARED/modules) and through its model gives the same graph,
// for the calls of oracles/plans/modules. What differs is in differences.txt, one `CASE ADDRESS FIELD reason` a line (globs); a line that
// no longer matches anything fails, so the list shrinks. PLUMB_LIST=1 prints every difference and a row of figures for each module and major.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "load/terraform/eval/models.h"
#include "load/terraform/evaluate.h"
#include "load/terraform/map.h"
#include "support/fixtures.h"
#include "support/project.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {
namespace {

namespace fs = std::filesystem;
using Files = fixtures::MemoryProject::Files;

fs::path shared() {
  const char* env = std::getenv("PLUMB_SHARED");
  return env ? env : PLUMB_SOURCE_DIR "/../shared";
}

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

/// `?(cause)` as `?`: why something is not known reads differently with the source and with the model.
std::string without_causes(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (line[i] != '?' || i + 1 >= line.size() || line[i + 1] != '(') continue;
    int depth = 0;
    while (++i < line.size()) {
      depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
      if (depth == 0) break;
    }
  }
  return out;
}

/// The nodes of the vocabulary by "address kind", their fields by name; plain resources and opaque modules left out.
using Nodes = std::map<std::string, std::map<std::string, std::set<std::string>>>;
Nodes nodes_of(const Files& files, std::vector<std::string>* faults) {
  fixtures::MemoryProject p(files, parse_hcl);
  Builder builder;
  Configuration configuration = evaluate(p.project, "", builder.arena(), p.findings);
  if (faults) *faults = configuration.model_faults;
  map_resources(configuration, p.project, builder, p.findings);
  Graph graph;
  graph.absorb({"terraform root", "terraform", "", ""}, std::move(builder));
  graph.freeze();
  Nodes out;
  std::istringstream lines(dump(graph));
  std::map<std::string, std::set<std::string>>* node = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("open ")) continue;
    if (!line.starts_with(" ")) {
      std::string head = without_causes(line);
      node = head.ends_with(" resource") || head.find(" resource ") != std::string::npos || head.find(" module") != std::string::npos ? nullptr : &out[head];
    } else if (node) {
      std::string text = without_causes(trim(line));
      (*node)[text.substr(0, text.find_first_of(": "))].insert(text);
    }
  }
  return out;
}

void add_files(Files& files, const fs::path& from, const std::string& to, bool below) {
  if (!fs::is_directory(from)) return;
  for (const auto& e : fs::directory_iterator(from)) {
    std::string name = e.path().filename().string();
    if (e.is_directory() && below && name == "templates") add_files(files, e.path(), cat(to, "/", name), false);
    else if (e.is_regular_file() && (!below || name.ends_with(".tf"))) files[cat(to, to.empty() ? "" : "/", name)] = fixtures::read_text(e.path().string());
  }
}

struct Excuse {
  std::string test, address, field, reason;
  bool used = false;
};
std::vector<Excuse> excuses() {
  std::vector<Excuse> out;
  std::istringstream lines(fixtures::read_text(PLUMB_SOURCE_DIR "/tests/models/differences.txt"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Excuse e;
    if (line.empty() || line[0] == '#' || !(words >> e.test >> e.address >> e.field)) continue;
    std::getline(words, e.reason);
    out.push_back(e);
  }
  return out;
}

TEST(Models, EachIsReadWithoutFaults) {
  EXPECT_GT(all_models().size(), 0u);
  for (const auto& m : all_models()) {
    EXPECT_FALSE(m->declaration().variables.empty()) << m->source << ": no files in its folders";
    for (const Finding& f : m->faults()) ADD_FAILURE() << m->source << " " << m->first << ": " << f.message << " at byte " << f.at.begin;
  }
}

TEST(Models, TheVersionChooses) {
  auto chosen = [](std::string_view source, std::string_view version, const std::string& arguments) {
    Findings ignored;
    std::string text = "module \"m\" {\n" + arguments + "\n}\n";
    auto file = hcl::read_hcl(FileId::none, text, ignored);
    auto c = choose_model(source, version, file->body.blocks[0].body);
    return !c ? std::string("none") : cat(c->model->first, "-", c->model->last, c->major ? cat(" ", *c->major) : std::string(" ?"), c->minor == UINT32_MAX ? std::string() : cat(".", c->minor));
  };
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", "", ""), "3-6 6");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", "~> 5.0", ""), "3-6 5");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", "5.1.2", ""), "3-6 5.1");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", "~> 3.18.0", ""), "3-6 3.18");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", ">= 3.0", ""), "3-6 ?");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", ">= 3.0, < 4.0", ""), "3-6 3");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", ">= 2.0", "  enable_s3_endpoint = true"), "2-2 2");
  EXPECT_EQ(chosen("terraform-aws-modules/vpc/aws", "~> 1.0", ""), "none");
  EXPECT_EQ(chosen("registry.terraform.io/terraform-aws-modules/vpc/aws", "5.0.0", ""), "3-6 5.0");
  EXPECT_EQ(chosen("git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v4.0.2", "", ""), "3-6 4.0");
  EXPECT_EQ(chosen("github.com/terraform-aws-modules/terraform-aws-vpc?ref=main", "", ""), "3-6 ?");
  EXPECT_EQ(chosen("terraform-aws-modules/eks/aws//modules/fargate-profile", "~> 20.0", ""), "18-21 20");
  EXPECT_EQ(chosen("terraform-aws-modules/eks/aws", "", "  name = \"a\"\n  kubernetes_version = \"1.33\""), "21-21 21");
  EXPECT_EQ(chosen("terraform-aws-modules/eks/aws", ">= 20.0", "  cluster_name = \"a\"\n  cluster_version = \"1.31\""), "18-20 20");
  EXPECT_EQ(chosen("acme/vpc/aws", "", ""), "none");
}

TEST(Models, TheSameGraphAsTheSource) {
  fs::path folder = shared() / "oracles" / "plans" / "modules";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data: set PLUMB_SHARED";
  bool list = std::getenv("PLUMB_LIST") != nullptr;
  auto excused = excuses();
  struct Row {
    size_t calls = 0, same = 0, nodes = 0, fields = 0, different = 0;
  };
  std::map<std::string, Row> rows;
  std::set<std::string> names;
  for (const auto& e : fs::directory_iterator(folder)) names.insert(e.path().filename().string());
  for (const std::string& name : names) {
    std::string manifest = fixtures::read_text((folder / name / "modules.json").string());
    if (manifest.empty()) continue;
    Files plain;
    for (const auto& e : fs::directory_iterator(folder / name))
      if (std::string f = e.path().filename().string(); f.ends_with(".tf") || f.ends_with(".tfvars")) plain[f] = fixtures::read_text(e.path().string());
    Files with_source = plain;
    with_source[".terraform/modules/modules.json"] = manifest;
    Findings ignored;
    Tree tree = read_json(FileId::none, manifest, ignored);
    std::string row = name.substr(0, name.find_first_of("0123456789") == std::string::npos ? name.rfind('-') : name.find('-', name.find_first_of("0123456789")));
    bool modelled = false;
    for (TreeRef m : tree.document(0)["Modules"].items()) {
      add_files(with_source, shared() / m["Path"].string(), std::string(m["Dir"].string()), true);
      std::string_view source = m["Source"].string();
      hcl::Body none;
      modelled = modelled || (m["Key"].string().find('.') == std::string_view::npos && choose_model(source, m["Version"].string(), none));
    }
    if (!modelled) continue;
    std::vector<std::string> faults;
    Nodes want = nodes_of(with_source, nullptr), have = nodes_of(plain, &faults);
    for (const std::string& f : faults) ADD_FAILURE() << name << ": " << f;
    size_t different = 0;
    auto differs = [&](const std::string& node, const std::string& field, const std::string& what) {
      ++different;
      std::string address = node.substr(0, node.find(' '));
      for (Excuse& e : excused)
        if (glob_match(e.test, name) && (e.address == "*" || address.find(e.address) != std::string::npos) && glob_match(e.field, field)) {
          e.used = true;
          return;
        }
      if (list) printf("%s %s %s: %s\n", name.c_str(), address.c_str(), field.c_str(), what.c_str());
      else ADD_FAILURE() << name << " " << node << " " << field << ": " << what;
    };
    size_t fields = 0;
    for (const auto& [node, of] : want) {
      auto it = have.find(node);
      if (it == have.end()) {
        differs(node, "node", "only with the source");
        continue;
      }
      std::set<std::string> all;
      for (const auto& [f, v] : of) all.insert(f);
      for (const auto& [f, v] : it->second) all.insert(f);
      fields += all.size();
      for (const std::string& f : all) {
        auto text = [&](const std::map<std::string, std::set<std::string>>& m) {
          auto at = m.find(f);
          return at == m.end() ? std::string("-") : join({at->second.begin(), at->second.end()}, " / ");
        };
        if (text(of) != text(it->second)) differs(node, f, cat("source ", text(of), ", model ", text(it->second)));
      }
    }
    for (const auto& [node, of] : have)
      if (!want.contains(node)) differs(node, "node", "only with the model");
    Row& r = rows[row];
    ++r.calls;
    r.same += different == 0;
    r.nodes += want.size();
    r.fields += fields;
    r.different += different;
  }
  for (const auto& [name, r] : rows)
    printf("%-28s %3zu calls, %3zu the same; %4zu nodes, %5zu fields, %zu different (all listed with a reason)\n", name.c_str(), r.calls, r.same, r.nodes, r.fields, r.different);
  if (!list)
    for (const Excuse& e : excused) EXPECT_TRUE(e.used) << "differences.txt: " << e.test << " " << e.address << " " << e.field << " no longer differs: remove the line";
}

}  // namespace
}  // namespace plumb::terraform
