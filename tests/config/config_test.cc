// .plumb.yaml: what is read, what is refused and where, and that the JSON Schema names the same keys.
#include "config/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace plumb::config {
namespace {

rules::RuleSet rule_set() {
  rules::RuleSet set;
  for (const char* id : {"image-tag-mutable", "memory-limit"}) {
    rules::Rule r;
    r.id = id;
    r.area = "workloads";
    r.options = {{"limit", "", int64_t{5}}, {"names", "", std::vector<std::string>{}}};
    set.rules.push_back(r);
  }
  set.rules[0].aliases = {"latest-tag"};
  return set;
}

std::string errors_of(std::string_view text) {
  std::vector<rules::RuleError> errors;
  read_config(".plumb.yaml", text, rule_set(), errors);
  std::string out;
  for (const rules::RuleError& e : errors) out += cat(to_string(e), "\n");
  return out;
}

TEST(Config, TakesEveryKey) {
  std::vector<rules::RuleError> errors;
  Config c = read_config(".plumb.yaml",
                         "profile: strict\nfail-on: never\nexclude: [examples/**]\nrules:\n  latest-tag: {severity: info, options: {limit: 7, names: [a]}}\n  memory-limit: ignore\n",
                         rule_set(), errors);
  EXPECT_TRUE(errors.empty()) << to_string(errors[0]);
  EXPECT_EQ(c.profile, rules::Profile::strict);
  EXPECT_EQ(c.fail_on, FailOn::never);
  EXPECT_EQ(c.exclude, std::vector<std::string>{"examples/**"});
  EXPECT_EQ(c.selection.severity.at("image-tag-mutable"), Severity::info);
  EXPECT_EQ(std::get<int64_t>(c.selection.options.at("image-tag-mutable").at("limit")), 7);
  EXPECT_EQ(c.selection.ignore, std::vector<std::string>{"memory-limit"});
}

TEST(Config, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(errors_of(""), "");
  EXPECT_EQ(errors_of("# nothing\n"), "");
  EXPECT_EQ(errors_of("profil: strict\n"), ".plumb.yaml:1: unknown key 'profil' in the configuration; did you mean 'profile'?\n");
  EXPECT_EQ(errors_of("rules:\n  image-tag-mutabel: ignore\n"), ".plumb.yaml:2: no rule 'image-tag-mutabel'; did you mean 'image-tag-mutable'?\n");
  EXPECT_EQ(errors_of("rules:\n  memory-limit:\n    options:\n      limit: many\n"), ".plumb.yaml:4: option 'limit' of rule memory-limit must be a whole number\n");
  EXPECT_EQ(errors_of("rules:\n  memory-limit: off\n"), ".plumb.yaml:2: expected ignore, error, warning, info, or a mapping with severity, ignore, options\n");
  EXPECT_EQ(errors_of("fail-on: errors\n"), ".plumb.yaml:1: expected error, warning, info or never\n");
  EXPECT_EQ(errors_of("a: [\n").substr(0, 13), ".plumb.yaml:2");
}

TEST(Config, ClustersAreEnvironments) {
  std::vector<rules::RuleError> errors;
  Config c = read_config(".plumb.yaml", "clusters:\n  - name: prod\n    var-files: [a.tfvars, b.tfvars]\n    vars: {n: 3, l: '[1]'}\n    workspace: live\n    inputs: infra\n    kubernetes-version: \"1.33\"\n  - name: dev\n", rule_set(), errors);
  ASSERT_TRUE(errors.empty()) << to_string(errors[0]);
  ASSERT_EQ(c.clusters.size(), 2u);
  EXPECT_EQ(c.clusters[0].var_files, (std::vector<std::string>{"a.tfvars", "b.tfvars"}));
  EXPECT_EQ(c.clusters[0].variables, (std::vector<std::pair<std::string, std::string>>{{"n", "3"}, {"l", "[1]"}}));
  EXPECT_EQ(c.clusters[0].inputs, std::vector<std::string>{"infra"});
  EXPECT_EQ(c.clusters[0].workspace, "live");
  EXPECT_EQ(errors_of("clusters: {prod: {}}\n"), ".plumb.yaml:1: 'clusters' must be a list; expected `- name: prod` with var-files, vars, workspace, inputs, kubernetes-version\n");
  EXPECT_EQ(errors_of("clusters:\n  - workspace: a\n"), ".plumb.yaml:2: a cluster needs a name\n");
  EXPECT_EQ(errors_of("clusters:\n  - name: a\n  - name: a\n"), ".plumb.yaml:3: there are two clusters 'a'\n");
  EXPECT_EQ(errors_of("clusters:\n  - name: a\n    var-file: x\n"), ".plumb.yaml:3: unknown key 'var-file' in a cluster; did you mean 'var-files'?\n");
  EXPECT_EQ(errors_of("clusters:\n  - name: a\n    vars: {x: [1]}\n"), ".plumb.yaml:3: expected a text, as --var takes it; lists and maps are written as in Terraform: '[\"a\", \"b\"]'\n");
}

TEST(Config, TheCommandLineWins) {
  Config c;
  c.selection.profile = rules::Profile::strict;
  c.selection.ignore = {"memory-limit"};
  rules::SelectionOptions line;
  line.select = {"memory-limit"};
  EXPECT_EQ(merged(c, line, false).profile, rules::Profile::strict);
  EXPECT_TRUE(merged(c, line, false).ignore.empty());
  EXPECT_EQ(merged(c, line, true).profile, rules::Profile::standard);
}

TEST(Config, TheSchemaNamesTheSameKeys) {
  std::ifstream in(PLUMB_SOURCE_DIR "/schemas/config.schema.json");
  nlohmann::json schema = nlohmann::json::parse(in);
  auto keys = [](const nlohmann::json& properties) {
    std::vector<std::string> out;
    for (auto& [key, value] : properties.items()) out.push_back(key);
    return out;
  };
  auto own = [](const std::vector<std::string_view>& names) { return std::vector<std::string>(names.begin(), names.end()); };
  EXPECT_EQ(keys(schema["properties"]), own(top_keys()));
  EXPECT_EQ(keys(schema["properties"]["clusters"]["items"]["properties"]), own(cluster_keys()));
  EXPECT_EQ(keys(schema["properties"]["rules"]["additionalProperties"]["oneOf"][1]["properties"]), own(rule_keys()));
}

}  // namespace
}  // namespace plumb::config
