// embed_data: the files below a folder -> a C++ source with their table (base/data.h: EmbeddedFile), sorted by path. Run by the build for
// schemas/data (base/data.h) and for models (load/terraform/eval/models.h).
// A .tsv must have a "# date: YYYY-MM-DD" line and as many cells in every row as columns; otherwise the build stops here, naming file and line.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

[[noreturn]] static void fail(const std::string& what) {
  std::cerr << "embed_data: " << what << "\n";
  std::exit(1);
}

static std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

static void check_table(const std::string& name, const std::string& text) {
  std::istringstream in(text);
  std::string line;
  long columns = 0;
  bool dated = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("# date: ", 0) == 0) dated = true;
    if (line.empty() || line[0] == '#') continue;
    long cells = std::count(line.begin(), line.end(), '\t') + 1;
    if (!columns) columns = cells;
    if (cells != columns) fail(name + ":" + std::to_string(number) + ": " + std::to_string(cells) + " cells, the header has " + std::to_string(columns));
  }
  if (!dated) fail(name + " has no '# date: YYYY-MM-DD' line");
}

/// C++ string literals, one a line of text, split further where a compiler would object to the length.
static std::string literal(const std::string& text) {
  static const char* kHex = "0123456789abcdef";
  std::string out = "\"";
  size_t run = 0;
  for (char c : text) {
    unsigned char u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (u < 0x20 || u >= 0x7f) ((out += "\\x") += kHex[u >> 4]) += std::string(1, kHex[u & 15]) + "\" \"";
    else out += c;
    if (c == '\n' || ++run > 4000) {
      out += "\"\n    \"";
      run = 0;
    }
  }
  return out + "\"";
}

int main(int argc, char** argv) {
  if (argc != 5) fail("usage: embed_data DIRECTORY OUT_FILE HEADER FUNCTION");
  std::vector<std::string> files;
  for (const auto& e : fs::recursive_directory_iterator(argv[1]))
    if (e.is_regular_file() && e.path().extension() != ".md") files.push_back(fs::relative(e.path(), argv[1]).generic_string());
  std::sort(files.begin(), files.end());
  std::string folder = fs::path(argv[1]).filename().string(), header = argv[3], function = argv[4];
  std::string out = "// Generated from " + folder + " by tools/embed_data. Do not edit.\n#include \"" + header + "\"\n\nnamespace plumb {\nnamespace {\n\nconstexpr EmbeddedFile kFiles[] = {\n";
  for (const std::string& name : files) {
    fs::path path = fs::path(argv[1]) / name;
    std::string text = read_text(path);
    if (path.extension() == ".tsv") check_table(name, text);
    out += "  {" + literal(name) + ", std::string_view(\n    " + literal(text) + ", " + std::to_string(text.size()) + ")},\n";
  }
  out += "};\n\n}  // namespace\n\nstd::span<const EmbeddedFile> " + function + "() { return kFiles; }\n\n}  // namespace plumb\n";
  fs::path target = argv[2];
  fs::create_directories(target.parent_path());
  if (read_text(target) != out) std::ofstream(target, std::ios::binary) << out;
}
