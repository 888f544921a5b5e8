// planned.h.
#include "load/terraform/planned.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/declaration.h"
#include "load/terraform/plan/beside.h"
#include "load/terraform/plan/document.h"
#include "source/sources.h"

namespace plumb::terraform {
namespace {

const char* name_of(DocumentKind kind) { return kind == DocumentKind::plan ? "plan" : kind == DocumentKind::encrypted ? "document" : "state"; }

/// Whether the document was made from the root module in its directory: most of what it declares at the root is declared there, too.
bool made_from(const Project& project, const UnitInput& root, const Document& document) {
  auto declared = declared_in(document.file->file, project.sources->text(document.file->file));
  if (declared.empty()) return true;  // an empty state belongs to what lies beside it
  size_t found = 0;
  for (const InputFile* f : root.files) {
    if (!f->hcl || f->directory != root.unit.directory) continue;
    for (const hcl::Block& b : f->hcl->body.blocks) {
      std::string name = b.type == "resource" ? cat(b.label(0), ".", b.label(1)) : b.type == "data" ? cat("data.", b.label(0), ".", b.label(1)) : b.type == "module" ? cat("module.", b.label(0)) : "";
      found += !name.empty() && declared.contains(name);
    }
  }
  return 2 * found > declared.size();
}

UnitInput unit_of(const Document& document) {
  UnitInput out;
  DocumentKind kind = document_kind(document.root);
  out.unit.name = cat("terraform ", name_of(kind), " ", document.file->path);
  out.unit.frontend = "terraform";
  out.unit.directory = document.file->directory;
  out.unit.why = kind == DocumentKind::encrypted ? std::string("it is a state or plan by its content, and encrypted") : cat("it is a ", name_of(kind), " by its content, and no configuration that it was made from lies beside it");
  out.documents.push_back(document);
  return out;
}

}  // namespace

bool wants_outline(std::string_view text) { return may_be_document(text); }

bool claims_document(TreeRef root) { return document_kind(root) != DocumentKind::none; }

void add_documents(const Project& project, std::vector<UnitInput>& units, const std::vector<Document>& documents) {
  std::vector<UnitInput> more;
  std::map<std::string, size_t, std::less<>> roots;
  for (size_t i = 0; i < units.size(); ++i)
    if (!units[i].plan) roots.emplace(units[i].unit.directory, i);  // not a unit of Terragrunt
  // Plans first: a plan holds the state that it was made from.
  std::vector<Document> order = documents;
  std::stable_partition(order.begin(), order.end(), [](const Document& d) { return document_kind(d.root) == DocumentKind::plan; });
  for (const Document& d : order) {
    auto root = roots.find(d.file->directory);
    if (root == roots.end() || document_kind(d.root) == DocumentKind::encrypted || !made_from(project, units[root->second], d)) {
      more.push_back(unit_of(d));
      continue;
    }
    UnitInput& unit = units[root->second];
    const bool plan = document_kind(d.root) == DocumentKind::plan;
    if (unit.documents.empty()) {
      unit.documents.push_back(d);
      unit.unit.why += cat("; its values are those of the ", name_of(document_kind(d.root)), " ", d.file->path);
    } else if (plan) {  // several plans of one root: as many designs
      UnitInput again = unit;
      again.documents = {d};
      again.unit.name = cat("terraform plan ", d.file->path);
      again.unit.why = "it is a plan of the configuration beside it, and not the only one";
      more.push_back(std::move(again));
    } else {
      unit.unit.why += cat("; the state ", d.file->path, " is older than the plan");
    }
  }
  std::move(more.begin(), more.end(), std::back_inserter(units));
}

bool is_prior_state(const Document& document) { return document_kind(document.root) == DocumentKind::raw_state; }

Configuration design_of(const Project& project, const UnitInput& unit, Arena& arena, Findings& findings, bool markers, const Roots* roots) {
  if (unit.documents.empty()) return evaluate(project, unit.unit.directory, arena, findings, markers, roots);
  const Document& document = unit.documents.front();
  auto plan = read_document(document.file->file, project.sources->text(document.file->file), arena, findings);
  if (unit.files.empty()) {
    if (!plan) return {};
    plan->design.directory = unit.unit.directory;
    return std::move(plan->design);
  }
  if (!plan) return evaluate(project, unit.unit.directory, arena, findings, markers, roots);
  PlannedInputs given = given_by(*plan, arena);
  return beside(evaluate(project, unit.unit.directory, arena, findings, markers, roots, &given), std::move(*plan), arena);
}

}  // namespace plumb::terraform
