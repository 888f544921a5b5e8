// Models of registry modules: the same call through the module's source (PLUMB_SHARED/modules) and through its model gives the same graph and the same
// addresses, for the calls of oracles/plans/modules and those of calls/. What differs is in differences.txt; a line that no longer matches
// anything fails, so the list shrinks. PLUMB_LIST=1 prints every difference; the rows of figures, one a module and major, are printed always.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/text.h"
#include "graphs.h"
#include "load/terraform/eval/models.h"
#include "support/fixtures.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {
namespace {

namespace fs = std::filesystem;

fs::path shared() {
  const char* env = std::getenv("PLUMB_SHARED");
  return env ? env : PLUMB_SOURCE_DIR "/../shared";
}

void add_files(Files& files, const fs::path& from, const std::string& to, bool below) {
  if (!fs::is_directory(from)) return;
  for (const auto& e : fs::directory_iterator(from)) {
    std::string name = e.path().filename().string();
    if (e.is_directory() && below && name == "templates") add_files(files, e.path(), cat(to, "/", name), false);
    else if (e.is_regular_file() && (!below || name.ends_with(".tf"))) files[cat(to, to.empty() ? "" : "/", name)] = fixtures::read_text(e.path().string());
  }
}

/// "terraform-aws-modules/vpc/aws//modules/vpc-endpoints", "6.6.0" -> "vpc/vpc-endpoints 6".
std::string row_of(std::string_view source, std::string_view version) {
  std::string row;
  for (std::string_view part : split(source, '/'))
    if (part != "registry.terraform.io" && part != "terraform-aws-modules" && part != "aws" && part != "modules" && !part.empty()) row += cat(row.empty() ? "" : "/", part);
  return cat(row, " ", version.substr(0, version.find('.')));
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
  hcl::Body none;
  EXPECT_EQ(choose_model("terraform-aws-modules/eks/aws", ">= 18.0, < 21.0", none)->newest, 20u);
  EXPECT_EQ(choose_model("terraform-aws-modules/eks/aws", "~> 19.0", none)->newest, 19u);
}

/// The modules of PLUMB_SHARED/modules: source -> versions.
std::map<std::string, std::vector<std::string>> versions() {
  std::map<std::string, std::vector<std::string>> out;
  std::istringstream lines(fixtures::read_text((shared() / "modules" / "SOURCES.tsv").string()));
  for (std::string line; std::getline(lines, line);)
    if (std::vector<std::string_view> cells = split(line, '\t'); cells.size() > 1 && cells[1] != "version") out[std::string(cells[0])].emplace_back(cells[1]);
  return out;
}

std::string text_of(const std::string& text, const Span& at) { return text.substr(at.begin, at.end - at.begin); }

std::string string_of(const std::string& text, const hcl::Body& body, std::string_view name) {
  for (const hcl::Attribute& a : body.attributes)
    if (a.name == name) {
      std::string s = text_of(text, a.span);
      size_t from = s.find('"'), to = s.rfind('"');
      return from < to ? s.substr(from + 1, to - from - 1) : std::string();
    }
  return {};
}

/// A module's folder as `terraform init` lays it out, and what it calls: entries of modules.json.
class Installation {
 public:
  Installation(Files& files, const std::map<std::string, std::vector<std::string>>& versions) : files_(files), versions_(versions) {}

  void add(const std::string& key, const fs::path& from, const std::string& to) {
    manifest_ += cat(manifest_.empty() ? "" : ",", "{\"Key\":\"", key, "\",\"Source\":\"\",\"Dir\":\"", to, "\"}");
    add_files(files_, from, to, true);
    for (const auto& e : fs::directory_iterator(from)) {
      if (e.path().extension() != ".tf") continue;
      std::string text = fixtures::read_text(e.path().string());
      Findings ignored;
      auto file = hcl::read_hcl(FileId::none, text, ignored);
      for (const hcl::Block& b : file->body.blocks) {
        if (b.type != "module") continue;
        std::string source = string_of(text, b.body, "source"), inner = cat(key, ".", b.label(0));
        if (source.starts_with(".")) {
          add(inner, (from / source).lexically_normal(), fs::path(cat(to, "/", source)).lexically_normal().string());
        } else if (fs::path stand_in = shared() / "oracles" / "plans" / "stubs" / source; fs::is_directory(stand_in)) {
          add(inner, stand_in, cat(".terraform/modules/", inner));  // of a release that is not at hand
        } else if (auto it = versions_.find(source); it != versions_.end()) {
          std::string wanted = string_of(text, b.body, "version");
          std::string major = wanted.substr(0, wanted.find('.') + 1);
          for (const std::string& v : it->second)
            if (v.starts_with(major)) add(inner, shared() / "modules" / source / v, cat(".terraform/modules/", inner));
        }
      }
    }
  }
  void finish() { files_[".terraform/modules/modules.json"] = cat("{\"Modules\":[", manifest_, "]}"); }

 private:
  Files& files_;
  const std::map<std::string, std::vector<std::string>>& versions_;
  std::string manifest_;
};

/// Whether a module takes the arguments of a call: all are its variables, and all that it requires are there.
bool takes(const fs::path& module, const hcl::Body& call) {
  std::set<std::string, std::less<>> declared, required;
  for (const auto& e : fs::directory_iterator(module)) {
    if (e.path().extension() != ".tf") continue;
    std::string text = fixtures::read_text(e.path().string());
    Findings ignored;
    auto file = hcl::read_hcl(FileId::none, text, ignored);
    for (const hcl::Block& b : file->body.blocks)
      if (b.type == "variable") {
        declared.emplace(b.label(0));
        if (std::none_of(b.body.attributes.begin(), b.body.attributes.end(), [](const hcl::Attribute& a) { return a.name == "default"; })) required.emplace(b.label(0));
      }
  }
  for (const hcl::Attribute& a : call.attributes) {
    if (a.name == "source" || a.name == "version" || a.name == "count" || a.name == "for_each") continue;
    if (!declared.contains(a.name)) return false;
    required.erase(std::string(a.name));
  }
  return required.empty();
}

/// Each `module` block of a file of calls/ is a call of its own, in a root with all else in the file, for every major whose source is at hand, that
/// the call's version allows, and that takes its arguments.
void compare_calls(Comparison& comparison, const fs::path& path, const std::map<std::string, std::vector<std::string>>& versions) {
  std::string text = fixtures::read_text(path.string());
  Findings findings;
  auto file = hcl::read_hcl(FileId::none, text, findings);
  ASSERT_TRUE(findings.empty()) << path << ": " << findings.front().message;
  std::string common;
  for (const hcl::Block& b : file->body.blocks)
    if (b.type != "module") common += text_of(text, b.span) + "\n";
  for (const hcl::Block& call : file->body.blocks) {
    if (call.type != "module") continue;
    std::string source = string_of(text, call.body, "source"), constraint = string_of(text, call.body, "version");
    size_t slashes = source.find("//");
    std::string module = source.substr(0, slashes), below = slashes == std::string::npos ? "" : source.substr(slashes + 2);
    auto range = read_version_range(constraint);
    size_t used = 0;
    for (const std::string& version : versions.at(module)) {
      fs::path folder = shared() / "modules" / module / version;
      if (range && !range->allows_major(static_cast<uint32_t>(std::stoul(version)))) continue;
      if (!fs::is_directory(folder / below) || !takes(folder / below, call.body)) continue;
      ++used;
      std::string body;
      for (const hcl::Attribute& a : call.body.attributes)
        if (a.name != "version") body += cat("  ", text_of(text, a.span), "\n");
      Files plain;
      plain["main.tf"] = cat(common, "module \"", call.label(0), "\" {\n", body, "  version = \"", version, "\"\n}\n");
      Files with_source = plain;
      Installation installation(with_source, versions);
      std::string at = cat(".terraform/modules/", call.label(0));
      add_files(with_source, folder / "templates", at + "/templates", false);
      installation.add(std::string(call.label(0)), folder / below, below.empty() ? at : cat(at, "/", below));
      installation.finish();
      std::string row = row_of(source, version), name = cat(row, ":", call.label(0));
      for (char& c : name)
        if (c == ' ' || c == '/') c = '-';
      Graphs want = graphs_of(with_source), have = graphs_of(plain);
      // What a module checks is no part of its model.
      std::erase_if(want.errors, [](const std::string& e) { return e.starts_with("a precondition of"); });
      for (const std::string& e : want.errors) ADD_FAILURE() << name << ": the call is no good: " << e;
      comparison.compare(name, {row}, want, have);
    }
    EXPECT_GT(used, 0u) << path << ": no major takes the arguments of " << call.label(0);
  }
}

TEST(Models, TheSameGraphAsTheSource) {
  fs::path folder = shared() / "oracles" / "plans" / "modules";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data: set PLUMB_SHARED";
  Comparison comparison;
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
    std::set<std::string> rows;
    for (TreeRef m : tree.document(0)["Modules"].items()) {
      add_files(with_source, shared() / m["Path"].string(), std::string(m["Dir"].string()), true);
      std::string_view source = m["Source"].string();
      hcl::Body none;
      if (m["Key"].string().find('.') == std::string_view::npos && choose_model(source, m["Version"].string(), none)) rows.insert(row_of(source, m["Version"].string()));
    }
    if (!rows.empty()) comparison.compare(name, rows, graphs_of(with_source), graphs_of(plain));
  }
  auto at_hand = versions();
  std::set<fs::path> files;
  for (const auto& e : fs::directory_iterator(PLUMB_SOURCE_DIR "/tests/models/calls")) files.insert(e.path());
  for (const fs::path& f : files) compare_calls(comparison, f, at_hand);
  comparison.finish();

  // At least ten calls each, but for what is called from within its module only and for the services of security groups, one folder behind many names.
  for (const auto& m : all_models()) {
    std::string_view inner[] = {"cloudposse/utils/aws", "aws-ia/eks-blueprints-addons/aws//", "/_user_data", "eks/aws//modules/node_groups", "eks/aws//modules/fargate", "rds/aws//", "security-group/aws//"};
    if (std::any_of(std::begin(inner), std::end(inner), [&](std::string_view i) { return m->source.ends_with(i) || (i.ends_with("//") && m->source.find(i) != std::string_view::npos); })) continue;
    for (const std::string& v : at_hand[std::string(m->source.substr(0, m->source.find("//")))]) {
      uint32_t major = static_cast<uint32_t>(std::stoul(v));
      if (major < m->first || major > m->last) continue;
      EXPECT_GE(comparison.calls(row_of(m->source, v)), 10u) << row_of(m->source, v);
    }
  }
}

}  // namespace
}  // namespace plumb::terraform
