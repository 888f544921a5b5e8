// libFuzzer: read_json on any bytes; the tree must keep its invariants.
#include "check_tree.h"
#include "syntax/read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  plumb::Findings findings;
  plumb::Tree tree = plumb::read_json(plumb::FileId{0}, text, findings);
  plumb::test::check_tree(tree, findings);
  return 0;
}
