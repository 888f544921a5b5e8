// Fuzzes the reading of an editor's buffers, tree-sitter's side included: any bytes give a tree and findings in the text; never a crash.
// Apart from hcl_fuzz, because tree-sitter is slow and its tables drown what a fuzzer learns from coverage.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "syntax/hcl/tree_sitter/tree_sitter.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  plumb::Findings findings;
  auto file = plumb::hcl::read_hcl_edited(plumb::FileId{0}, text, findings);
  if (file->broken == findings.empty()) std::abort();
  for (const plumb::Finding& f : findings)
    if (f.at.begin > f.at.end || f.at.end > size) std::abort();
  for (const plumb::hcl::Block& b : file->body.blocks)
    if (b.span.end > size || b.header.end > size) std::abort();
  return 0;
}
