// Where bytes come from: ignore rules, the work tree, git's index and commits, overlays.
#include "source/vfs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "source/ignore.h"
#include "source/process.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("plumb_vfs_" + std::to_string(::getpid()) + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
  int git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"git", "-C", path.string(), "-c", "user.name=t", "-c", "user.email=t@t.invalid"});
    return run_process(arguments).status;
  }
};

using Names = std::vector<std::string>;

TEST(Ignore, PatternsMeanWhatGitMeans) {
  IgnoreRules rules;
  rules.add("", "*.log\n/build\ncache/\n!keep.log\ndocs/*.md\n# note\n");
  rules.add("sub", "local.yaml\n");
  EXPECT_TRUE(rules.ignored("a/b.log", false));
  EXPECT_FALSE(rules.ignored("a/keep.log", false));
  EXPECT_TRUE(rules.ignored("build", true));
  EXPECT_FALSE(rules.ignored("a/build", true));
  EXPECT_TRUE(rules.ignored("a/cache", true));
  EXPECT_FALSE(rules.ignored("a/cache", false));
  EXPECT_TRUE(rules.ignored("docs/x.md", false));
  EXPECT_FALSE(rules.ignored("docs/y/x.md", false));
  EXPECT_TRUE(rules.ignored("sub/deep/local.yaml", false));
  EXPECT_FALSE(rules.ignored("local.yaml", false));
}

TEST(Disk, ListsSortedAndSaysWhatItLeavesOut) {
  Folder f;
  f.write("b.yaml", "b: 1\n");
  f.write("a/main.tf", "\n");
  f.write(".terraform/modules/modules.json", "{}");
  f.write("secret.yaml", "x: 1\n");
  f.write(".gitignore", "secret.yaml\n");
  fs::create_symlink("/etc/hostname", f.path / "out.yaml");
  fs::create_directory_symlink(f.path, f.path / "loop");
  Listing l = disk(f.path.string())->list({});
  EXPECT_EQ(l.files, (Names{".gitignore", "a/main.tf", "b.yaml"}));
  ASSERT_EQ(l.skipped.size(), 3u);
  EXPECT_EQ(l.skipped[0].why, "left out by default");
  EXPECT_EQ(l.skipped[1].why, "a symbolic link out of the project");
  EXPECT_EQ(l.skipped[2].why, "named by .gitignore");
  ListOptions all;
  all.ignore_rules = false;
  EXPECT_EQ(disk(f.path.string())->list(all).files.size(), 5u);
}

TEST(Git, IndexAndCommitsAreReadWithoutTheWorkTree) {
  Folder f;
  f.write("k/one.yaml", "v: 1\n");
  ASSERT_EQ(f.git({"init", "-q"}), 0);
  ASSERT_EQ(f.git({"add", "."}), 0);
  ASSERT_EQ(f.git({"commit", "-qm", "one"}), 0);
  f.write("k/one.yaml", "v: 2\n");
  ASSERT_EQ(f.git({"add", "."}), 0);
  f.write("k/one.yaml", "v: 3\n");
  std::string error;
  auto index = git_index(f.path.string(), &error);
  auto commit = git_tree(f.path.string(), "HEAD", &error);
  ASSERT_TRUE(index && commit) << error;
  EXPECT_EQ(index->read("k/one.yaml", nullptr), "v: 2\n");
  EXPECT_EQ(commit->read("k/one.yaml", nullptr), "v: 1\n");
  EXPECT_EQ(index->list({}).files, (Names{"k/one.yaml"}));
  EXPECT_EQ(git_index((f.path / "k").string(), &error)->list({}).files, (Names{"one.yaml"}));
  EXPECT_EQ(git_tree(f.path.string(), "no-such-revision", &error), nullptr);
  EXPECT_FALSE(error.empty());
}

TEST(Overlay, ABufferWinsAndMayBeNew) {
  auto v = overlay(memory({{"a.yaml", "old"}}), {{"a.yaml", "new"}, {"b.yaml", "b"}});
  EXPECT_EQ(v->read("a.yaml", nullptr), "new");
  EXPECT_EQ(v->list({}).files, (Names{"a.yaml", "b.yaml"}));
}

TEST(Folders, AreNamedByEveryVfs) {
  Folder f;
  f.write("m/1.0.0/a.tf", "a");
  f.write("m/2.0.0/x/b.tf", "b");
  f.write("m/readme", "r");
  auto on_disk = disk(f.path.string());
  auto held = memory({{"m/1.0.0/a.tf", "a"}, {"m/2.0.0/x/b.tf", "b"}, {"m/readme", "r"}});
  using Names = std::vector<std::string>;
  for (const Vfs* v : {on_disk.get(), held.get()}) {
    EXPECT_EQ(v->folders("m"), (Names{"1.0.0", "2.0.0"}));
    EXPECT_EQ(v->folders(""), Names{"m"});
    EXPECT_EQ(v->folders("m/1.0.0"), Names{});
    EXPECT_EQ(v->folders("none"), Names{});
  }
  EXPECT_EQ(overlay(std::move(held), {{"m/3.0.0/c.tf", "c"}})->folders("m"), (Names{"1.0.0", "2.0.0", "3.0.0"}));
}

TEST(WithFolder, IsReadUnderItsPathAndNotListed) {
  auto both = with_folder(memory({{"main.tf", "m"}}), "../mirror", memory({{"a/1.0.0/a.tf", "a"}}));
  std::string why;
  EXPECT_EQ(both->read("../mirror/a/1.0.0/a.tf", &why), "a");
  EXPECT_EQ(both->directory("../mirror/a/1.0.0"), std::vector<std::string>{"../mirror/a/1.0.0/a.tf"});
  EXPECT_EQ(both->folders("../mirror/a"), std::vector<std::string>{"1.0.0"});
  EXPECT_EQ(both->folders("../mirror2"), std::vector<std::string>{});
  EXPECT_EQ(both->read("main.tf", &why), "m");
  EXPECT_EQ(both->list({}).files, std::vector<std::string>{"main.tf"});
}

TEST(Overlay, ABufferIsEditedUntilItsTextIsSaved) {
  auto v = overlay(memory({{"a.tf", "old"}, {"b.tf", "same"}, {"c.tf", "c"}}), {{"a.tf", "new"}, {"b.tf", "same"}, {"d.tf", "d"}});
  EXPECT_TRUE(v->is_edited("a.tf"));
  EXPECT_FALSE(v->is_edited("b.tf"));
  EXPECT_FALSE(v->is_edited("c.tf"));
  EXPECT_TRUE(v->is_edited("d.tf"));
}

}  // namespace
}  // namespace plumb
