// Fuzzes the HCL reader: any bytes give a tree and findings whose spans lie in the text; never a crash.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "syntax/hcl/hcl.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  plumb::Findings findings;
  auto file = plumb::hcl::read_hcl(plumb::FileId{0}, text, findings);
  for (const plumb::Finding& f : findings)
    if (f.at.begin > f.at.end || f.at.end > size) std::abort();
  for (const plumb::hcl::Block& b : file->body.blocks)
    if (b.span.end > size || b.header.end > size) std::abort();
  plumb::hcl::read_template(text, findings);
  plumb::hcl::read_expression(text, findings);
  return 0;
}
