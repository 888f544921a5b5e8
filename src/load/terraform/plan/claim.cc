// What a JSON text is taken for by its first level, and what it declares, both without reading it (document.h).
#include "base/text.h"
#include "load/terraform/plan/document.h"
#include "load/terraform/state/parts.h"
#include "syntax/read.h"

namespace plumb::terraform {

bool may_be_document(std::string_view text) {
  auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return has("\"terraform_version\"") || has("\"lineage\"") || has("\"encrypted_data\"");
}

DocumentKind document_kind(TreeRef root) {
  if (!root.is_map()) return DocumentKind::none;
  if (root["encrypted_data"].is_string() && root["encryption_version"].is_string()) return DocumentKind::encrypted;  // OpenTofu's
  if (!root["format_version"]) return is_state(root) ? DocumentKind::raw_state : DocumentKind::none;
  const bool version = root["terraform_version"].is_string();
  if (!root["format_version"].is_string()) return DocumentKind::none;
  if (version && root.size() == 2) return DocumentKind::state;  // there is nothing (or the file was cut off)
  if (root["planned_values"].is_map() && (version || root["configuration"].is_map())) return DocumentKind::plan;
  if (root["resource_changes"].is_list() && version) return DocumentKind::plan;
  return root["values"].is_map() && version ? DocumentKind::state : DocumentKind::none;
}

std::set<std::string, std::less<>> declared_in(FileId file, std::string_view text) {
  std::set<std::string, std::less<>> out;
  Arena arena;
  Findings findings;
  Reader r(file, text, arena, findings);
  Tree tree = r.watched(outline_json(file, text, {file, 0, static_cast<uint32_t>(text.size())}, findings));
  if (r.broken) return out;
  TreeRef root = tree.document(0);
  auto inside = [&](TreeRef folded, const char* key, const std::function<void(TreeRef)>& body) {
    r.each_entry(folded, [&](TreeRef name, TreeRef value) {
      if (name.text() == key) body(value);
    });
  };
  /// A resource of any of the formats: of the root module its address without key, of another the module's name.
  auto resource = [&](TreeRef folded) {
    Tree one = r.outline(folded);
    if (one.documents.empty()) return;
    TreeRef at = one.document(0);
    std::string_view module = at["module"].string();
    if (!module.empty()) out.insert(std::string(module.substr(0, module.find_first_of(".[", 7))));
    else out.insert(cat(at["mode"].string() == "data" ? "data." : "", at["type"].string(), ".", at["name"].string()));
  };
  auto module_of_values = [&](TreeRef folded) {
    r.each_entry(folded, [&](TreeRef name, TreeRef value) {
      if (name.text() == "resources") r.each(value, resource);
      if (name.text() != "child_modules") return;
      r.each(value, [&](TreeRef child) {
        Tree one = r.outline(child);
        std::string_view module = one.documents.empty() ? std::string_view{} : one.document(0)["address"].string();
        if (module.size() > 7) out.insert(std::string(module.substr(0, module.find_first_of(".[", 7))));
      });
    });
  };
  switch (document_kind(root)) {
    case DocumentKind::plan:
      inside(root["configuration"], "root_module", [&](TreeRef module) {
        r.each_entry(module, [&](TreeRef name, TreeRef value) {
          if (name.text() == "resources") r.each(value, resource);
          if (name.text() == "module_calls") r.each_entry(value, [&](TreeRef call, TreeRef) { out.insert(cat("module.", call.text())); });
        });
      });
      if (out.empty()) inside(root["planned_values"], "root_module", module_of_values);
      break;
    case DocumentKind::state: inside(root["values"], "root_module", module_of_values); break;
    case DocumentKind::raw_state:
      r.each(root["resources"], resource);
      r.each(root["modules"], [&](TreeRef folded) {  // version 3: only the root module's own
        Tree one = r.outline(folded);
        if (!one.documents.empty())
          r.each_entry(one.document(0)["resources"], [&](TreeRef name, TreeRef) {
            std::string_view key = name.text();
            size_t at = key.find('.', key.find('.', key.starts_with("data.") ? 5 : 0) + 1);
            out.insert(std::string(key.substr(0, at)));
          });
      });
      break;
    case DocumentKind::encrypted:
    case DocumentKind::none: break;
  }
  return out;
}

}  // namespace plumb::terraform
