// Every Kubernetes document of the corpus becomes an object, repository by repository; what does not is told apart by its reason.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <set>

#include "load/kubernetes/kubernetes.h"
#include "link/link.h"
#include "support/clients.h"
#include "support/fixtures.h"
#include "support/project.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

struct Count {
  size_t documents = 0, templated = 0, objects = 0, patches = 0;
};

fixtures::MemoryProject::Files files_below(const fs::path& folder) {
  fixtures::MemoryProject::Files out;
  for (const auto& e : fs::recursive_directory_iterator(folder)) {
    std::string path = fs::relative(e.path(), folder);
    bool read = path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
    if (e.is_regular_file() && read) out[path] = fixtures::read_text(e.path());
  }
  return out;
}

// Whether a kustomization of the project names this file under `path:` or in a list: the test's own, coarse reading.
bool named_by_kustomization(const Project& project, const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  for (const auto& file : project.files)
    if (file->path.ends_with("kustomization.yaml") && file->tree->text.find(name) != std::string_view::npos) return true;
  return false;
}

Count load_and_link(const fs::path& repository) {
  fixtures::MemoryProject project(files_below(repository));
  Graph graph;
  project.load(kKubernetesFrontend, graph);
  link(graph);
  graph.freeze();
  std::set<Span> spans;
  for (const Node& n : graph.nodes())
    if (info(n.kind).kubernetes) spans.insert(n.span);
  Count c;
  for (const auto& file : project.project.files) {
    if (!file->tree || kKubernetesFrontend.claims_file(file->path)) continue;
    for (size_t i = 0; i < file->tree->documents.size(); ++i) {
      TreeRef root = file->tree->document(i);
      if (!kKubernetesFrontend.claims_document(root)) continue;
      TreeRef first = root["kind"].string().ends_with("List") ? root["items"].at(0) : root;
      if (spans.count(first ? first.span() : root.span()) || (!first && root["items"])) ++c.documents, ++c.objects;
      else if (file->tree->template_text || file->tree->text.find("{{") != std::string_view::npos) ++c.templated;
      else if (++c.documents; named_by_kustomization(project.project, file->path)) ++c.patches;
      else ADD_FAILURE() << repository / file->path << ": neither an object nor a patch";
    }
  }
  return c;
}

TEST(KubernetesCorpus, PlainDocumentsBecomeObjects) {
  PLUMB_NEEDS_SHARED("corpus");
  Count all;
  for (const auto& repository : fs::directory_iterator(test::shared_folder() / "corpus")) {
    if (!repository.is_directory()) continue;
    Count c = load_and_link(repository.path());
    all.documents += c.documents;
    all.objects += c.objects;
    all.templated += c.templated;
    all.patches += c.patches;
  }
  std::cout << all.documents << " plain documents, " << all.objects << " became objects, " << all.patches << " are patches of kustomizations; " << all.templated << " more are templates\n";
  EXPECT_GT(all.objects, 4000u);
  // Patches are parts of objects that a kustomization names.
  EXPECT_GE(static_cast<double>(all.objects + all.patches), 0.99 * static_cast<double>(all.documents));
  EXPECT_LT(all.patches, 200u);
}

}  // namespace
}  // namespace plumb
