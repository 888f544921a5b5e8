// See suppress.h.
#include "session/suppress.h"

#include "base/text.h"
#include "rules/suppressions.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

// The smallest Terraform block, attribute or object that starts at `offset`; a module call covers what the module makes.
rules::Block hcl_block_at(const hcl::Body& body, uint32_t offset) {
  for (const hcl::Attribute& a : body.attributes)
    if (a.span.begin == offset) return {a.span, ""};
  for (const hcl::Block& b : body.blocks) {
    if (b.span.begin == offset) {
      bool module_call = b.type == "module" && b.labels.size() == 1;
      return {b.span, module_call ? cat("module.", b.labels[0].text) : ""};
    }
    if (b.span.begin < offset && offset < b.span.end) return hcl_block_at(b.body, offset);
  }
  return {};
}

}  // namespace

void suppress(Snapshot& s, std::string_view today) {
  std::vector<rules::Suppression> all;
  Findings faults;
  auto take = [&](std::vector<rules::Suppression> some) { std::move(some.begin(), some.end(), std::back_inserter(all)); };
  for (const auto& file : s.project.files) {
    if (file->tree) {
      take(rules::suppressions_in(s.sources, file->file, file->tree->comments, [&](uint32_t offset) { return rules::block_at(*file->tree, offset); }, faults));
    } else if (file->hcl) {
      take(rules::suppressions_in(s.sources, file->file, file->hcl->comments, [&](uint32_t offset) { return hcl_block_at(file->hcl->body, offset); }, faults));
    }
  }
  take(rules::suppressions_in(s.graph, faults));
  const rules::Selection& selection = s.engine->selection();
  s.suppressed = rules::apply_suppressions(s.sources, selection, all, today, s.findings).findings;
  rules::apply_selection(selection, faults);
  for (Finding& f : faults) {
    f.fingerprint = rules::file_finding_fingerprint(f, s.sources.path(f.at.file));
    s.findings.push_back(std::move(f));
  }
}

}  // namespace plumb
