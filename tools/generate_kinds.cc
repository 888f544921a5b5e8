// generate_kinds: schemas/kinds/*.yaml -> kinds.gen.h (enum Kind, field constants) and kinds.gen.cc (the tables of graph/kind.h).
// Run by the build. A file that starts with '_' is a set of fields that kinds `include`. Errors name file and field and stop the build.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

struct FieldDecl { std::string name, type, default_json, doc, derived_by, inverse; };
struct KindDecl { std::string name, doc; bool kubernetes = false; std::vector<FieldDecl> fields; };

[[noreturn]] static void fail(const std::string& what) {
  std::cerr << "generate_kinds: " << what << "\n";
  std::exit(1);
}

static std::string identifier(const std::string& name) {
  static const std::set<std::string> kKeywords = {"namespace", "default", "class", "private", "public", "protected", "switch", "operator", "template", "register", "export", "import", "union", "new", "delete", "this", "auto", "static", "volatile", "int", "bool", "double", "float"};
  return kKeywords.count(name) ? name + "_" : name;
}

static std::string quoted(const std::string& s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n"; else out += c;
  }
  return out + "\"";
}

static std::vector<FieldDecl> read_fields(const YAML::Node& fields, const std::string& file) {
  std::vector<FieldDecl> out;
  for (const auto& entry : fields) {
    FieldDecl f;
    f.name = entry.first.as<std::string>();
    const YAML::Node& v = entry.second;
    static const std::set<std::string> kKeys = {"type", "default", "doc", "derived_by", "inverse"};
    for (const auto& property : v)
      if (!kKeys.count(property.first.as<std::string>())) fail(file + ": field " + f.name + ": unknown property '" + property.first.as<std::string>() + "'");
    if (!v["type"]) fail(file + ": field " + f.name + " has no type");
    f.type = v["type"].as<std::string>();
    f.doc = v["doc"] ? v["doc"].as<std::string>() : "";
    f.derived_by = v["derived_by"] ? v["derived_by"].as<std::string>() : "";
    f.inverse = v["inverse"] ? v["inverse"].as<std::string>() : "";
    if (v["default"]) {
      std::string d = v["default"].as<std::string>();
      bool bare = f.type == "bool" || f.type == "int" || f.type == "double";
      f.default_json = bare ? d : "\"" + d + "\"";
    }
    out.push_back(std::move(f));
  }
  return out;
}

int main(int argc, char** argv) {
  if (argc != 3) fail("usage: generate_kinds KINDS_DIR OUT_DIR");
  std::vector<fs::path> files;
  for (const auto& e : fs::directory_iterator(argv[1])) if (e.path().extension() == ".yaml") files.push_back(e.path());
  std::sort(files.begin(), files.end());
  std::map<std::string, std::vector<FieldDecl>> mixins;
  std::vector<KindDecl> kinds;
  for (const fs::path& path : files)
    if (path.filename().string()[0] == '_') mixins[path.stem().string().substr(1)] = read_fields(YAML::LoadFile(path)["fields"], path.filename());
  for (const fs::path& path : files) {
    if (path.filename().string()[0] == '_') continue;
    YAML::Node doc = YAML::LoadFile(path);
    KindDecl k;
    k.name = doc["kind"].as<std::string>();
    if (k.name != path.stem()) fail(path.filename().string() + ": kind is '" + k.name + "', not the file's name");
    k.doc = doc["doc"].as<std::string>("");
    if (doc["include"]) {
      std::string mixin = doc["include"].as<std::string>();
      if (!mixins.count(mixin)) fail(path.filename().string() + ": no _" + mixin + ".yaml");
      k.kubernetes = mixin == "kubernetes";
      k.fields = mixins[mixin];
    }
    for (FieldDecl& f : read_fields(doc["fields"], path.filename())) {
      for (const FieldDecl& g : k.fields) if (g.name == f.name) fail(k.name + "." + f.name + " is declared twice");
      k.fields.push_back(std::move(f));
    }
    if (k.fields.size() > 250) fail(k.name + " has more than 250 fields");
    kinds.push_back(std::move(k));
  }
  auto find_kind = [&](const std::string& name) -> int {
    for (size_t i = 0; i < kinds.size(); ++i) if (kinds[i].name == name) return static_cast<int>(i);
    return -1;
  };
  auto find_field = [&](int kind, const std::string& name) -> int {
    for (size_t i = 0; i < kinds[kind].fields.size(); ++i) if (kinds[kind].fields[i].name == name) return static_cast<int>(i);
    return -1;
  };

  std::ostringstream h, c;
  h << "// Generated from schemas/kinds by tools/generate_kinds. Do not edit.\n#pragma once\n#include \"graph/kind.h\"\n\nnamespace plumb {\n\nenum class Kind : uint8_t {";
  for (const KindDecl& k : kinds) h << " " << identifier(k.name) << ",";
  h << " };\n\nnamespace field {\n";
  for (const KindDecl& k : kinds) {
    h << "namespace " << identifier(k.name) << " {\n";
    for (size_t s = 0; s < k.fields.size(); ++s) h << "inline constexpr Field " << identifier(k.fields[s].name) << "{Kind::" << identifier(k.name) << ", " << s << "};\n";
    h << "}\n";
  }
  h << "}  // namespace field\n\n}  // namespace plumb\n";

  c << "// Generated from schemas/kinds by tools/generate_kinds. Do not edit.\n#include \"graph/kinds.gen.h\"\n\nnamespace plumb {\nnamespace {\nusing Shape = FieldType::Shape;\n";
  for (const KindDecl& k : kinds) {
    c << "constexpr FieldInfo k_" << k.name << "[] = {\n";
    for (const FieldDecl& f : k.fields) {
      std::string shape = "one", base = f.type;
      for (const char* s : {"list", "map"})
        if (f.type.rfind(std::string(s) + "<", 0) == 0) { shape = s; base = f.type.substr(shape.size() + 1, f.type.size() - shape.size() - 2); }
      static const std::map<std::string, std::string> kBase = {{"any", "any"}, {"bool", "boolean"}, {"int", "integer"}, {"double", "number"}, {"string", "string"}, {"node", "node"}};
      std::string type;
      if (auto it = kBase.find(base); it != kBase.end()) {
        type = "{BaseType::" + it->second + ", Shape::" + shape + ", " + (base == "node" ? "true" : "false") + ", Kind{}}";
      } else {
        if (find_kind(base) < 0) fail(k.name + "." + f.name + ": no kind or type '" + base + "'");
        type = "{BaseType::node, Shape::" + shape + ", false, Kind::" + identifier(base) + "}";
      }
      std::string inverse = "false, {}";
      if (!f.inverse.empty()) {
        size_t dot = f.inverse.find('.');
        int kind = find_kind(f.inverse.substr(0, dot));
        int slot = kind < 0 ? -1 : find_field(kind, f.inverse.substr(dot + 1));
        if (slot < 0) fail(k.name + "." + f.name + ": no field '" + f.inverse + "'");
        inverse = "true, {Kind::" + identifier(kinds[kind].name) + ", " + std::to_string(slot) + "}";
      }
      c << "  {" << quoted(f.name) << ", " << type << ", " << quoted(f.default_json) << ", " << quoted(f.doc) << ", " << quoted(f.derived_by) << ", " << inverse << "},\n";
    }
    c << "};\n";
  }
  c << "constexpr KindInfo kKinds[] = {\n";
  for (const KindDecl& k : kinds) c << "  {Kind::" << identifier(k.name) << ", " << quoted(k.name) << ", " << quoted(k.doc) << ", k_" << k.name << ", " << (k.kubernetes ? "true" : "false") << "},\n";
  c << "};\n}  // namespace\n\nstd::span<const KindInfo> kinds() { return kKinds; }\n\n}  // namespace plumb\n";

  auto write = [&](const char* name, const std::string& text) {
    fs::path path = fs::path(argv[2]) / name;
    std::ifstream old(path);
    std::stringstream was;
    was << old.rdbuf();
    if (was.str() != text) std::ofstream(path) << text;
  };
  fs::create_directories(argv[2]);
  write("kinds.gen.h", h.str());
  write("kinds.gen.cc", c.str());
}
