// Fuzzes the HCL reader: any bytes give a tree whose spans lie in the text and in their parents', and findings whose places lie in the text;
// never a crash. A text is broken exactly when it has findings.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../hcl/tree_dump.h"
#include "syntax/hcl/hcl.h"

namespace {

void check(const plumb::hcl::File& file, const plumb::Findings& findings) {
  plumb::hcl::TreeDump dump(file);
  if (!dump.outside.empty()) std::abort();
  if (file.broken == findings.empty()) std::abort();
  for (const plumb::Finding& f : findings)
    if (f.at.begin > f.at.end || f.at.end > file.text.size() || f.message.empty() || f.help.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (auto read : {plumb::hcl::read_template, plumb::hcl::read_expression}) {
    plumb::Findings findings;
    auto file = read(text, findings);
    check(*file, findings);
    if (file->broken != (file->expression == nullptr)) std::abort();
  }
  plumb::Findings findings;
  auto file = plumb::hcl::read_hcl(plumb::FileId{0}, text, findings);
  check(*file, findings);
  return 0;
}
