// Every rule id that a reader or loader gives to a finding has a rule file, so that `plumb explain` knows it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

TEST(Builtin, EveryIdOfAFindingIsExplained) {
  static const std::regex kMade(R"((?:make_finding\(|kRule\w* = |\.rule = )\s*(?:std::string\()?"([a-z0-9]+(?:-[a-z0-9]+)+)\")");
  std::set<std::string> ids;
  for (const auto& entry : fs::recursive_directory_iterator(PLUMB_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    std::string code = text.str();
    for (std::sregex_iterator at(code.begin(), code.end(), kMade), end; at != end; ++at) ids.insert((*at)[1]);
  }
  EXPECT_GE(ids.size(), 5u);
  for (const std::string& id : ids) EXPECT_TRUE(fs::exists(fs::path(PLUMB_SOURCE_DIR "/rules/files") / (id + ".yaml"))) << id;
}

}  // namespace
