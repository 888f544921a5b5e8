// Real Terraform: every resource block of the vocabulary's types is a node (associations: an instance that was mapped), or there is a
// reason why it is none. PLUMB_SHARED names the folder of shared test data.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "load/terraform/evaluate.h"
#include "load/terraform/map.h"
#include "load/terraform/mapper.h"
#include "source/vfs.h"
#include "support/fixtures.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

struct Counts {
  size_t blocks = 0, mapped = 0, zero = 0, unread = 0, nodes = 0, edges = 0, roots = 0;
  std::vector<std::string> unexplained;
};

/// The HCL files of a folder, read from the disk.
struct DiskProject {
  explicit DiskProject(const std::string& root) : vfs(disk(root)) {
    project.sources = &sources;
    project.vfs = vfs.get();
    Findings ignored;
    for (const std::string& path : vfs->list({}).files) {
      if (!path.ends_with(".tf") && !path.ends_with(".tfvars")) continue;
      std::string why;
      std::optional<std::string> text = vfs->read(path, &why);
      if (!text) continue;
      auto input = std::make_unique<InputFile>();
      input->path = path;
      size_t slash = path.rfind('/');
      input->directory = slash == std::string::npos ? "" : path.substr(0, slash);
      input->file = sources.add(path, *text);
      input->hcl = {hcl::read_hcl(input->file, sources.text(input->file), ignored).release(), [](const hcl::File* f) { delete f; }};
      project.by_path[path] = input.get();
      project.by_directory[input->directory].push_back(input.get());
      project.files.push_back(std::move(input));
    }
  }
  Sources sources;
  std::unique_ptr<Vfs> vfs;
  Project project;
};

std::set<std::string_view> vocabulary() {
  using namespace terraform;
  std::set<std::string_view> out;
  for (auto table : {network_types(), routing_types(), security_types(), database_types(), eks_types(), iam_types()})
    for (const ResourceType& t : table) out.insert(t.type);
  return out;
}

bool may_be_zero(const hcl::Block& b) { return b.body.find("count") || b.body.find("for_each"); }

/// Every directory is evaluated as a root of its own: a block counts where its own directory's evaluation makes an instance of it.
void measure(const std::string& folder, const std::set<std::string_view>& types, Counts& c) {
  DiskProject p(folder);
  for (const auto& [directory, files] : p.project.by_directory) {
    Builder builder;
    Findings findings;
    terraform::Configuration configuration = terraform::evaluate(p.project, directory, builder.arena(), findings);
    terraform::map_resources(configuration, p.project, builder, findings);
    ++c.roots;
    std::set<Span> seen;
    for (const terraform::Instance& i : configuration.instances) seen.insert(i.block);
    std::set<Span> nodes;
    for (uint32_t n = 0; n < builder.size(); ++n) nodes.insert(builder.node(static_cast<NodeId>(n)).span);
    c.nodes += builder.size();
    for (const InputFile* file : files) {
      if (!file->path.ends_with(".tf")) continue;
      for (const hcl::Block& b : file->hcl->body.blocks) {
        if (b.type != "resource" || !types.count(b.label(0))) continue;
        ++c.blocks;
        if (nodes.count(b.span) || seen.count(b.span)) ++c.mapped;
        else if (may_be_zero(b)) ++c.zero;
        else if (file->hcl->broken) ++c.unread;
        else c.unexplained.push_back(file->path + ": " + std::string(b.label(0)) + "." + std::string(b.label(1)));
      }
    }
    Graph graph;
    graph.absorb({directory, "terraform", directory, ""}, std::move(builder));
    graph.freeze();
    c.edges += graph.edges().size();
  }
}

TEST(TerraformCorpus, EveryResourceOfTheVocabularyIsANode) {
  const char* given = std::getenv("PLUMB_SHARED");
  fs::path corpus = fs::path(given ? given : PLUMB_SOURCE_DIR "/../shared") / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no shared test data: " << corpus << " (PLUMB_SHARED names its folder)";
  std::set<std::string_view> types = vocabulary();
  Counts c;
  std::set<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(corpus))
    if (entry.is_directory()) folders.insert(entry.path());
  for (const fs::path& folder : folders) measure(folder, types, c);
  for (const std::string& line : c.unexplained) std::cout << "no node: " << line << "\n";
  std::cout << c.blocks << " blocks of the vocabulary's types in " << c.roots << " directories: " << c.mapped << " mapped, " << c.zero
            << " with a count or for_each that is empty by default, " << c.unread << " in files with syntax errors, " << c.unexplained.size()
            << " unexplained; " << c.nodes << " nodes, " << c.edges << " edges\n";
  EXPECT_GT(c.mapped, 500u);
  EXPECT_LE(c.unexplained.size() * 100, c.blocks);
}

}  // namespace
}  // namespace plumb
