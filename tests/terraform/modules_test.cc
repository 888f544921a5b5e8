// Small configurations with Terraform's recorded plans (oracles/terraform/modules): outputs and resource addresses of those that plan.
// Cases that differ are in modules_differences.txt, one `case reason` a line; a listed case that is equal fails too, so the list shrinks.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/evaluate.h"
#include "terraform/disk_project.h"

namespace plumb::terraform {
namespace {

/// JSON with unknown parts as the oracle writes them.
std::string plan_json(const Value& v) {
  if (v.is_unknown()) return "{\"__unknown\":true}";
  std::string out;
  if (v.is_sequence()) {
    for (const Value& i : v.items()) out += (out.empty() ? "" : ",") + plan_json(i);
    return "[" + out + "]";
  }
  if (v.is_mapping()) {
    for (const Entry& e : v.entries()) out += cat(out.empty() ? "" : ",", json_text(Value::string(e.key)), ":", plan_json(e.value));
    return "{" + out + "}";
  }
  return v.is_number() && v.number() == 0 ? "0" : json_text(v);
}

std::map<std::string, std::string> left_out() {
  std::map<std::string, std::string> out;
  std::istringstream lines(file_text(PLUMB_SOURCE_DIR "/tests/terraform/modules_differences.txt"));
  std::string line;
  while (std::getline(lines, line)) {
    size_t blank = line.find(' ');
    if (!line.empty() && line[0] != '#' && blank != std::string::npos) out[line.substr(0, blank)] = line.substr(blank + 1);
  }
  return out;
}

/// The first difference, or empty.
std::string difference(const std::filesystem::path& folder, TreeRef expected) {
  DiskProject disk((folder / "config").string());
  std::string option;  // "-var x=1" comes as two arguments or as "-var=x=1"
  for (TreeRef arg : expected["invocation"]["args"].items()) {
    std::string_view a = arg.string();
    if (a == "-var" || a == "-var-file") {
      option = a;
      continue;
    }
    if (a.starts_with("-var=") || a.starts_with("-var-file=")) {
      option = a.substr(0, a.find('='));
      a.remove_prefix(option.size() + 1);
    }
    if (option == "-var-file") {  // its place among the options
      disk.project.options.variables.emplace_back(std::string(), std::to_string(disk.project.options.var_files.size()));
      disk.project.options.var_files.emplace_back(a);
    } else if (option == "-var") disk.project.options.variables.emplace_back(std::string(a.substr(0, a.find('='))), std::string(a.substr(a.find('=') + 1)));
    option.clear();
  }
  for (auto [name, value] : expected["invocation"]["env"].entries())
    if (name.text().starts_with("TF_VAR_")) disk.project.options.environment.emplace_back(std::string(name.text().substr(7)), std::string(value.string()));
  disk.project.options.workspace = expected["invocation"]["workspace"].string();
  disk.project.options.as_planned = true;
  Arena arena, scratch;
  Findings findings = disk.findings;
  Configuration c = evaluate(disk.project, "", arena, findings);
  for (const Finding& f : findings)
    if (f.severity == Severity::error) return "an error: " + f.message;
  Context context(disk.project, scratch);
  std::set<std::string> seen, wanted;
  for (const Output& o : c.outputs) {
    TreeRef want = expected["outputs"][o.name];
    if (!want) continue;
    auto value = json_value(context, context.arena.copy(want.tree()->text.substr(want["value"].span().begin, want["value"].span().end - want["value"].span().begin)), {});
    std::string have = plan_json(o.value), text = value ? plan_json(*value) : "?";
    if (have != text) return cat("output ", o.name, ": want ", text, ", have ", have);
    seen.insert(std::string(o.name));
  }
  for (auto [k, v] : expected["outputs"].entries())
    if (!seen.contains(std::string(k.text()))) return cat("output ", k.text(), " is missing");
  seen.clear();
  for (auto [k, v] : expected["resources"].entries()) wanted.insert(std::string(k.text()));
  for (const Instance& i : c.instances)
    if (!i.data) seen.insert(std::string(i.address));
  for (const std::string& a : wanted)
    if (!seen.contains(a)) return "no instance " + a;
  for (const std::string& a : seen)
    if (!wanted.contains(a)) return "instance too many: " + a;
  return {};
}

TEST(Oracle, ModulesThatPlan) {
  auto folder = shared_folder() / "oracles" / "terraform" / "modules";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared oracles: set PLUMB_SHARED";
  auto excused = left_out();
  size_t same = 0, all = 0, refused = 0, errors = 0;
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename().string());
  for (const std::string& name : names) {
    std::string text = file_text(folder / name / "expected.json");
    Findings findings;
    Tree tree = read_json(FileId::none, text, findings);
    if (tree.documents.empty()) continue;
    TreeRef expected = tree.document(0);
    if (expected["outcome"].string() == "error") {
      DiskProject disk((folder / name / "config").string());
      disk.project.options.as_planned = true;
      Arena arena;
      Findings found = disk.findings;
      evaluate(disk.project, "", arena, found);
      ++errors;
      refused += !found.empty();
      continue;
    }
    ++all;
    std::string differs = difference(folder / name, expected);
    same += differs.empty();
    if (excused.contains(name)) EXPECT_FALSE(differs.empty()) << name << " is equal now: remove it from modules_differences.txt";
    else EXPECT_EQ(differs, "") << name;
  }
  printf("configurations that plan: %zu of %zu equal; that Terraform refuses: %zu of %zu refused\n", same, all, refused, errors);
}

}  // namespace
}  // namespace plumb::terraform
