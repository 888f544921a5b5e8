// libFuzzer: read_yaml on any bytes, expanded and not, with the fast path and without: the tree keeps its invariants, the bounds
// hold, and both ways give the same.
#include "check_tree.h"
#include "syntax/read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (bool expand : {true, false}) {
    plumb::YamlOptions options;
    options.expand = expand;
    options.max_depth = 100;
    options.max_expanded_nodes = 2000;
    plumb::Findings findings;
    plumb::Tree tree = plumb::read_yaml(plumb::FileId{0}, text, findings, options);
    plumb::test::check_tree(tree, findings);
    plumb::test::must(tree.nodes.size() <= 2 * size + 2000 + 100);
    options.fast = false;
    plumb::Findings slow_findings;
    plumb::Tree slow = plumb::read_yaml(plumb::FileId{0}, text, slow_findings, options);
    plumb::test::same_tree(tree, slow, findings, slow_findings);
  }
  return 0;
}
