// Every ClusterConfig document of the corpus loads: one unit and one cluster each, or a finding that says why not.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "graph/kinds.gen.h"
#include "load/eksctl/eksctl.h"
#include "support/fixtures.h"
#include "support/project.h"

namespace fs = std::filesystem;
using namespace plumb;

TEST(eksctl_corpus, no_document_is_lost) {
  const char* given = std::getenv("PLUMB_SHARED");
  std::string folder = cat(given ? given : PLUMB_SOURCE_DIR "/../shared", "/corpus");
  if (!fs::exists(folder)) GTEST_SKIP() << "no corpus at " << folder;
  size_t files = 0, documents = 0, clusters = 0, refused = 0, nodes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string path = entry.path();
    if (!entry.is_regular_file() || !(path.ends_with(".yaml") || path.ends_with(".yml"))) continue;
    std::string text = fixtures::read_text(path);
    if (text.find("eksctl.io/") == std::string::npos) continue;
    fixtures::MemoryProject project({{"cluster.yaml", text}});
    const Tree& tree = *project.project.files.front()->tree;
    size_t before = documents;
    for (size_t i = 0; i < tree.documents.size(); ++i) documents += kEksctlFrontend.claims_document(tree.document(i));
    if (documents == before) continue;
    ++files;
    Graph graph;
    project.load(kEksctlFrontend, graph);
    graph.freeze();
    ASSERT_EQ(graph.units().size(), documents - before) << path;
    size_t made = graph.of_kind(Kind::cluster).size();
    clusters += made;
    nodes += graph.size();
    size_t invalid = 0;
    for (const Finding& f : project.findings) {
      invalid += f.rule == "eksctl-config-invalid";
      EXPECT_TRUE(f.at.known()) << path << ": " << f.message;
    }
    refused += documents - before - made;
    EXPECT_LE(documents - before - made, invalid) << path << ": a document became nothing without a finding";
    if (invalid) std::cout << path.substr(folder.size() + 1) << "\n" << project.findings_text();
  }
  std::cout << files << " files, " << documents << " documents, " << clusters << " clusters, " << refused << " refused with a finding, " << nodes << " nodes\n";
  EXPECT_GT(documents, 50u);
}
