// libFuzzer: read_yaml on any bytes, expanded and not; the tree must keep its invariants and the bounds must hold.
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
  }
  return 0;
}
