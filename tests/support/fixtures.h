// Fixtures in Markdown: every heading with code blocks below it is one test; a block ```hcl file=main.tf is an input file, a block
// ```graph (or any block without file=) is what is expected, by its language. With PLUMB_UPDATE=1 in the environment, expectations
// that differ are rewritten in place instead of failing.
// Use: one file a test folder; see tests/terraform_map/map_test.cc for the ten lines it takes.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace plumb::fixtures {

struct Block {
  std::string language;                           // "hcl", "yaml", "graph", ...
  std::map<std::string, std::string> attributes;  // file=main.tf; a bare word is an attribute with an empty value
  std::string text;                               // with its last line end
};

struct Fixture {
  std::string path;     // of the Markdown file
  std::string heading;  // text of the heading, unique in its file
  std::vector<Block> blocks;

  /// The input files: name -> text.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out;
    for (const Block& b : blocks)
      if (auto it = b.attributes.find("file"); it != b.attributes.end()) out[it->second] = b.text;
    return out;
  }

  /// The first block of `language` that is no input file; null when there is none.
  const Block* expectation(const std::string& language) const {
    for (const Block& b : blocks)
      if (b.language == language && !b.attributes.count("file")) return &b;
    return nullptr;
  }
};

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Walks the lines of a fixture file: heading(text) for headings, and for each code block open(info), body(line), close().
template <class Heading, class Open, class Body, class Close>
void walk(const std::string& text, Heading heading, Open open, Body body, Close close) {
  std::istringstream in(text);
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      if (inside) close();
      else open(line.substr(3));
      inside = !inside;
    } else if (inside) {
      body(line);
    } else if (line.starts_with("#")) {
      size_t at = line.find_first_not_of("# ");
      heading(at == std::string::npos ? std::string() : line.substr(at));
    }
  }
}

inline Block parse_info(const std::string& info) {
  Block b;
  std::istringstream words(info);
  words >> b.language;
  for (std::string word; words >> word;) {
    size_t eq = word.find('=');
    b.attributes[word.substr(0, eq)] = eq == std::string::npos ? "" : word.substr(eq + 1);
  }
  return b;
}

inline std::vector<Fixture> read_file(const std::string& path) {
  std::vector<Fixture> out;
  std::string heading;
  walk(
      read_text(path), [&](const std::string& text) { heading = text; },
      [&](const std::string& info) {
        if (out.empty() || out.back().heading != heading) out.push_back({path, heading, {}});
        out.back().blocks.push_back(parse_info(info));
      },
      [&](const std::string& line) { out.back().blocks.back().text += line + "\n"; }, [] {});
  return out;
}

/// All fixtures of the *.md files directly in `folder` (relative to the source tree), by file name and then in file order.
inline std::vector<Fixture> read_folder(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PLUMB_SOURCE_DIR "/") + folder))
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Fixture> out;
  for (const std::string& path : paths)
    for (Fixture& f : read_file(path)) out.push_back(std::move(f));
  return out;
}

/// The name of a fixture as a test: file and heading, letters and digits only.
inline std::string test_name(const Fixture& f) {
  std::string out = std::filesystem::path(f.path).stem().string() + "_" + f.heading;
  for (char& c : out)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return out;
}

inline void PrintTo(const Fixture& f, std::ostream* out) { *out << f.path << ": " << f.heading; }

/// Rewrites the expectation of `language` in the fixture's file; adds the block after the inputs where there is none.
inline void update(const Fixture& f, const std::string& language, const std::string& actual) {
  std::string out, heading;
  std::istringstream in(read_text(f.path));
  size_t inputs = 0, seen = 0;
  for (const Block& b : f.blocks) inputs += b.attributes.count("file");
  bool inside = false, replacing = false, missing = f.expectation(language) == nullptr;
  for (std::string line; std::getline(in, line);) {
    bool fence = line.starts_with("```"), here = heading == f.heading;
    if (!inside && !fence && line.starts_with("#")) heading = line.substr(std::min(line.size(), line.find_first_not_of("# ")));
    bool closes = fence && inside;
    if (!replacing || closes) out += line + "\n";
    if (fence && !inside && here) {
      Block b = parse_info(line.substr(3));
      seen += b.attributes.count("file");
      replacing = b.language == language && !b.attributes.count("file");
      if (replacing) out += actual;
    }
    if (closes && here && missing && seen == inputs) {
      out += "\n```" + language + "\n" + actual + "```\n";
      missing = false;
    }
    if (fence) inside = !inside;
    if (closes) replacing = false;
  }
  std::ofstream(f.path, std::ios::binary) << out;
}

/// Compares `actual` with the expectation of `language`; updates it instead when PLUMB_UPDATE is set.
inline void expect(const Fixture& f, const std::string& language, const std::string& actual) {
  const Block* wanted = f.expectation(language);
  if (wanted && wanted->text == actual) return;
  if (std::getenv("PLUMB_UPDATE")) {
    update(f, language, actual);
    return;
  }
  ASSERT_NE(wanted, nullptr) << f.path << ": " << f.heading << ": no ```" << language << " block (PLUMB_UPDATE=1 writes it)";
  EXPECT_EQ(actual, wanted->text) << f.path << ": " << f.heading << " (PLUMB_UPDATE=1 rewrites it)";
}

}  // namespace plumb::fixtures
