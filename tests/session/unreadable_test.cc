// Files whose bytes are no text, or cannot be had: said once, with what to do, and the rest is still checked (rule file-unreadable;
// no fixture in Markdown can hold such bytes).
#include <gtest/gtest.h>

#include "graph/kinds.gen.h"
#include "session/session.h"

namespace plumb {
namespace {

const char* const kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: 'nginx:1.27'}]}\n";

std::vector<Finding> unreadable(const Snapshot& s) {
  std::vector<Finding> out;
  for (const Finding& f : s.findings)
    if (f.rule == "file-unreadable") out.push_back(f);
  return out;
}

TEST(Unreadable, BytesThatAreNoTextAreAnErrorThatLeavesTheFileUnchecked) {
  auto s = analyze(memory({{"bad.tf", std::string("a = \0b\n", 7)}, {"pod.yaml", kPod}}), Options());
  std::vector<Finding> found = unreadable(*s);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(s->sources.path(found[0].at.file), "bad.tf");
  EXPECT_EQ(found[0].severity, Severity::error);
  EXPECT_TRUE(found[0].unchecked);
  EXPECT_EQ(s->graph.of_kind(Kind::workload).size(), 1u) << "the other file is still read";
}

TEST(Unreadable, AFileThatGitCryptEncryptedIsOnlyInformation) {
  auto s = analyze(memory({{"secret.tf", std::string("\0GITCRYPT\0abc", 13)}}), Options());
  std::vector<Finding> found = unreadable(*s);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].severity, Severity::info);
  EXPECT_FALSE(found[0].unchecked);
}

/// A disk on which one file may not be read.
class Forbidden : public Vfs {
 public:
  Listing list(const ListOptions&) const override { return {{"main.tf", "pod.yaml"}, {}}; }
  std::vector<std::string> directory(std::string_view) const override { return {}; }
  std::vector<std::string> folders(std::string_view) const override { return {}; }
  std::optional<std::string> read(std::string_view path, std::string* why) const override {
    if (path == "pod.yaml") return kPod;
    if (why) *why = "Permission denied";
    return std::nullopt;
  }
};

TEST(Unreadable, AFileWithoutPermissionSaysWhy) {
  auto s = analyze(std::make_shared<Forbidden>(), Options());
  std::vector<Finding> found = unreadable(*s);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].message.find("Permission denied"), std::string::npos) << found[0].message;
  EXPECT_TRUE(found[0].unchecked);
  EXPECT_EQ(s->graph.of_kind(Kind::workload).size(), 1u) << "the other file is still read";
}

}  // namespace
}  // namespace plumb
