// pack_rules: rules/<area>/<id>.yaml and .md -> pack.gen.cc, the bytes that the binary carries (rules/pack.h).
// Run by the build, so that a rule that does not compile against the vocabulary, or has no fixture, stops it: file, line, what to do.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.h"
#include "rules/pack.h"
#include "rules/read.h"

namespace fs = std::filesystem;
using namespace plumb;

static std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The bytes as adjacent string literals: compilers read these much faster than lists of numbers.
static std::string as_literals(std::string_view bytes) {
  static const char* kHex = "01234567";
  std::string out = "\"";
  for (size_t i = 0; i < bytes.size(); ++i) {
    auto c = static_cast<unsigned char>(bytes[i]);
    if (c >= 32 && c < 127 && c != '"' && c != '\\' && c != '?') out += static_cast<char>(c);
    else (((out += '\\') += kHex[c >> 6]) += kHex[(c >> 3) & 7]) += kHex[c & 7];
    if (i % 4096 == 4095) out += "\"\n\"";
  }
  return out + "\"";
}

int main(int argc, char** argv) {
  bool skip_faulty = argc == 4 && std::string_view(argv[3]) == "--skip-faulty";  // packs the others; for work on several rules at once
  if (argc != 3 && !skip_faulty) {
    std::cerr << "usage: pack_rules RULES_DIR OUT_FILE [--skip-faulty]\n";
    return 1;
  }
  fs::path root = argv[1];
  std::map<std::string, std::string> files;
  std::vector<rules::RuleError> errors;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    fs::path relative = fs::path("rules") / fs::relative(entry.path(), root);
    if (relative.extension() != ".yaml" && relative.extension() != ".md") continue;
    std::string area = relative.parent_path().filename();
    if (std::find(rules::areas().begin(), rules::areas().end(), area) == rules::areas().end() && area != "rules")
      errors.push_back({relative.string(), 0, cat("'", area, "' is no area; areas are the closed list in src/rules/rule.cc")});
    files[relative.string()] = read_text(entry.path());
  }
  rules::RuleSet set = rules::read_rule_set(files, errors);
  for (const rules::RuleError& e : errors) std::cerr << to_string(e) << "\n";
  if (!errors.empty()) std::cerr << (skip_faulty ? "these rules were left out\n" : "to build without these rules meanwhile: cmake -DPLUMB_SKIP_FAULTY_RULES=ON\n");
  if (!errors.empty() && !skip_faulty) return 1;
  std::ofstream out(argv[2]);
  std::string bytes = rules::pack_rules(set.rules);
  out << "// Generated from rules/ by tools/pack_rules. Do not edit.\n#include \"rules/pack.h\"\n\nnamespace plumb::rules {\n\n"
      << "static constexpr char kBytes[] =\n" << as_literals(bytes) << ";\n\nstd::shared_ptr<const RuleSet> builtin_rules() {\n"
      << "  return std::make_shared<const RuleSet>(RuleSet{unpack_rules({kBytes, sizeof kBytes - 1})});\n}\n\n}  // namespace plumb::rules\n";
  return out.flush() ? 0 : 1;
}
