// The real binary: arguments, exit status, what goes to which stream.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using test::Folder;
using test::plumb;
using nlohmann::json;

const char* const kPrivileged =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: app\n      image: example.com/app:1.0.0\n      securityContext:\n        privileged: true\n";

TEST(Exit, IsZeroOneTwoThree) {
  Folder f;
  f.write("ok/cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n");
  f.write("bad/pod.yaml", kPrivileged);
  f.write("empty/notes.txt", "nothing\n");
  EXPECT_EQ(plumb({"check", (f.path / "ok").string()}).status, 0);
  EXPECT_EQ(plumb({"check", "--profile", "all", (f.path / "bad").string()}).status, 1);
  EXPECT_EQ(plumb({"check", "--profile", "all", "--fail-on", "never", (f.path / "bad").string()}).status, 0);
  EXPECT_EQ(plumb({"check", (f.path / "empty").string()}).status, 2);
  EXPECT_EQ(plumb({"check", (f.path / "missing").string()}).status, 3);
  EXPECT_EQ(plumb({"check", "--profile", "loud", (f.path / "ok").string()}).status, 3);
  EXPECT_EQ(plumb({"check", "--no-such-option"}).status, 3);
}

TEST(Exit, AnUnknownRuleNameIsAUsageErrorWithASuggestion) {
  Folder f;
  f.write("pod.yaml", kPrivileged);
  ProcessResult r = plumb({"check", "--select", "container-priviledged", f.path.string()});
  EXPECT_EQ(r.status, 3);
  EXPECT_NE(r.err.find("container-privileged"), std::string::npos) << r.err;
}

TEST(Json, HoldsFindingsAndSummary) {
  Folder f;
  f.write("pod.yaml", kPrivileged);
  f.write("settings.json", "{\"compilerOptions\": {}}\n");
  ProcessResult r = plumb({"check", "--profile", "all", "--select", "container-privileged", "--format", "json", f.path.string()});
  json report = json::parse(r.out);
  ASSERT_EQ(report["findings"].size(), 1u) << r.out;
  const json& finding = report["findings"][0];
  EXPECT_EQ(finding["rule"], "container-privileged");
  EXPECT_EQ(finding["file"], "pod.yaml");
  EXPECT_EQ(finding["line"], 11);
  EXPECT_EQ(finding["fingerprint"].get<std::string>().size(), 16u);
  EXPECT_EQ(report["summary"]["files"]["read"], 1);
  EXPECT_EQ(report["summary"]["files"]["skipped"][0]["why"], "not a cluster definition");
}

TEST(Check, ANamedFileFiltersTheReportNotTheContext) {
  Folder f;
  f.write(".git/HEAD", "ref: refs/heads/main\n");
  std::string pod = f.write("k8s/pod.yaml", kPrivileged);
  std::string other = f.write("k8s/other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n");
  EXPECT_NE(plumb({"check", "--select", "container-privileged", "-f", "concise", pod}).out.find("container-privileged"), std::string::npos);
  EXPECT_EQ(plumb({"check", "--select", "container-privileged", "-f", "concise", other}).out, "");
}

TEST(Check, ThreadsAndFileOrderDoNotChangeAByte) {
  std::string demo = PLUMB_SOURCE_DIR "/testdata/designs/demo";
  std::string one = plumb({"check", "--profile", "all", "--format", "json", "--jobs", "1", demo}).out;
  EXPECT_EQ(one, plumb({"check", "--profile", "all", "--format", "json", "--jobs", "4", demo}).out);
  EXPECT_GT(json::parse(one)["findings"].size(), 3u);
}

TEST(Suppressions, OnTheLineAboveTheBlockAndByAnnotation) {
  Folder f;
  std::string text = kPrivileged;
  f.write("line.yaml", text.substr(0, text.size() - 1) + "  # plumb: ignore[container-privileged] needs the host's devices\n");
  f.write("annotated.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: b\n  annotations:\n    plumb.lint/ignore: \"container-privileged: needs the host's devices\"\nspec:\n  containers:\n    - {name: app, image: \"example.com/app:1.0.0\", securityContext: {privileged: true}}\n");
  ProcessResult r = plumb({"check", "--select", "container-privileged", "--format", "json", f.path.string()});
  json report = json::parse(r.out);
  EXPECT_EQ(report["summary"]["suppressed"], 2) << r.out;
  EXPECT_EQ(r.status, 0);
}

TEST(Suppressions, UnusedAndUnknownOnesWarn) {
  Folder f;
  f.write("cm.yaml", "apiVersion: v1\nkind: ConfigMap  # plumb: ignore[container-privileged] nothing here\nmetadata:\n  name: a  # plumb: ignore[no-such-rule] typo\n");
  json report = json::parse(plumb({"check", "--profile", "all", "--format", "json", f.path.string()}).out);
  std::vector<std::string> rules;
  for (const json& finding : report["findings"]) rules.push_back(finding["rule"]);
  EXPECT_NE(std::find(rules.begin(), rules.end(), "suppression-unused"), rules.end());
  EXPECT_NE(std::find(rules.begin(), rules.end(), "suppression-unknown-rule"), rules.end());
}

TEST(Output, SeveralFormatsInOneRun) {
  Folder f;
  f.write("in/pod.yaml", kPrivileged);
  std::string sarif = (f.path / "out.sarif").string();
  ProcessResult r = plumb({"check", "--select", "container-privileged", "-o", "concise", "-o", "sarif=" + sarif, (f.path / "in").string()});
  EXPECT_NE(r.out.find("pod.yaml:11:"), std::string::npos) << r.out;
  EXPECT_EQ(json::parse(test::read_text(sarif))["version"], "2.1.0");
}

TEST(Explain, ShowsARuleAndSuggestsOne) {
  EXPECT_NE(plumb({"explain", "container-privileged"}).out.find("privileged"), std::string::npos);
  ProcessResult r = plumb({"explain", "container-privilege"});
  EXPECT_EQ(r.status, 3);
  EXPECT_NE(r.err.find("did you mean 'container-privileged'"), std::string::npos);
}

TEST(Graph, IsPrintedInThreeFormats) {
  std::string demo = PLUMB_SOURCE_DIR "/testdata/designs/demo";
  EXPECT_GT(json::parse(plumb({"graph", demo}).out)["nodes"].size(), 20u);
  EXPECT_TRUE(plumb({"graph", "--format", "dot", demo}).out.starts_with("digraph"));
  EXPECT_TRUE(plumb({"graph", "--format", "mermaid", demo}).out.starts_with("flowchart"));
  EXPECT_EQ(plumb({"graph", "--format", "png", demo}).status, 3);
}

}  // namespace
}  // namespace plumb
