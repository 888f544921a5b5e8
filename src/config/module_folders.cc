// See module_folders.h.
#include "config/module_folders.h"

#include "base/text.h"
#include "load/terraform/eval/version_range.h"

namespace plumb::config {
namespace {

std::string folder_of(const YAML::Node& node, rules::YamlReader& reader) {
  std::string folder = reader.text(node);
  if (node.IsScalar() && folder.empty()) reader.error(node, "expected a folder, relative to this file");
  return folder;
}

uint32_t line_of(const YAML::Node& node) { return node.Mark().is_null() ? 0 : static_cast<uint32_t>(node.Mark().line + 1); }

void read_model(const YAML::Node& node, ModuleFolder model, rules::YamlReader& reader, std::vector<ModuleFolder>& out) {
  model.line = line_of(node);
  if (node.IsScalar()) {
    model.folder = folder_of(node, reader);
  } else if (!node.IsMap()) {
    return reader.error(node, "expected a folder, or a mapping with folder and versions");
  } else {
    reader.mapping(node, cat("the model of ", model.source), {{"folder", [&](auto& n) { model.folder = folder_of(n, reader); }},
                                                              {"versions", [&](auto& n) {
                                                                 model.versions = reader.text(n);
                                                                 if (n.IsScalar() && !terraform::read_version_range(model.versions)) reader.error(n, cat("'", model.versions, "' is no version constraint; expected one such as \"~> 2.0\" or \">= 1.2, < 3.0\""));
                                                               }}});
    if (!node["folder"]) reader.error(node, cat("the model of ", model.source, " names no folder"));
  }
  if (!model.folder.empty()) out.push_back(std::move(model));
}

}  // namespace

std::vector<ModuleFolder> read_models(const YAML::Node& node, rules::YamlReader& reader) {
  std::vector<ModuleFolder> out;
  reader.entries(node, "'models' (the source of a module: the folder of its model)", [&](const YAML::Node& key, const YAML::Node& value) {
    ModuleFolder model;
    model.source = trim(key.Scalar());
    if (model.source.empty() || model.source.starts_with(".") || model.source.starts_with("/"))
      return reader.error(key, cat("'", model.source, "' is no source that needs a model; expected one such as acme/vpc/aws or git.acme.com/infra/vpc"));
    if (!value.IsSequence()) return read_model(value, model, reader, out);
    for (const auto& one : value) read_model(one, model, reader, out);
  });
  return out;
}

std::vector<ModuleFolder> read_module_mirror(const YAML::Node& node, rules::YamlReader& reader) {
  std::vector<ModuleFolder> out;
  auto add = [&](const YAML::Node& n) {
    ModuleFolder mirror;
    mirror.folder = folder_of(n, reader);
    mirror.line = line_of(n);
    if (!mirror.folder.empty()) out.push_back(std::move(mirror));
  };
  if (node.IsSequence()) reader.items(node, "'module-mirror'", add);
  else add(node);
  return out;
}

}  // namespace plumb::config
