// What a real Kubernetes API server answered to 2,411 expressions (shared/oracles/kubernetes/cel), against our answers.
// The environment is that of a ValidatingAdmissionPolicy; misses are written to expr_oracle_misses.txt in the build folder.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "expr/extended.h"
#include "literal.h"

namespace plumb::expr {
namespace {

std::string shared_folder() {
  const char* set = std::getenv("PLUMB_SHARED");
  return set ? set : PLUMB_SOURCE_DIR "/../shared";
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t n = 0;
    for (size_t k = 0; k < 3; ++k) n = n << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kLetters[n >> (18 - 6 * k) & 63];
  }
  return out;
}

bool is_answer(const Value& v, const Value& json);

bool is_map_answer(const Value& v, const Value& json) {
  if (!json.is_map()) return false;
  MapCursor entries(v);
  bool plain = !v.map_data() || !v.map_data()->keys;
  if (plain && json.size() != v.size()) return false;
  Value pairs = plain ? json : json.get("entries");
  if (pairs.size() != v.size()) return false;
  for (Value key, value; entries.next(key, value);) {
    bool found = false;
    if (plain)
      found = is_answer(value, json.get(key.string()));
    else
      pairs.for_each_item([&](const Value& pair) { found = found || (is_answer(key, pair.at(0)) && is_answer(value, pair.at(1))); });
    if (!found) return false;
  }
  return true;
}

// Whether `v` is what the recorded JSON says.
bool is_answer(const Value& v, const Value& json) {
  switch (v.tag()) {
    case Tag::null:
      return json.is_null();
    case Tag::boolean:
      return json.is_bool() && json.boolean() == v.boolean();
    case Tag::integer:
      return json.is_int() && json.integer() == v.integer();
    case Tag::unsigned_integer:
      return compare(v, json) == Order::same;
    case Tag::number:
      if (json.is_string()) return json.string() == (std::isnan(v.number()) ? "NaN" : v.number() < 0 ? "-Infinity"
                                                                                                     : "Infinity");
      return compare(v, json) == Order::same || (v.number() == 0 && json.is_int());
    case Tag::string:
      return json.is_string() && json.string() == v.string();
    case Tag::bytes:
      return json.is_string() && json.string() == base64(v.string());
    case Tag::list: {
      if (!json.is_list() || json.size() != v.size()) return false;
      ListCursor items(v);
      uint32_t i = 0;
      for (Value x; items.next(x);)
        if (!is_answer(x, json.at(i++))) return false;
      return true;
    }
    case Tag::map:
      return is_map_answer(v, json);
    case Tag::optional:
      return json.is_map() && (optional_of(v) ? is_answer(optional_of(v)->value, json.get("value")) && !json.get("value").is_absent() : json.get("optional").string_or() == "none");
    case Tag::format:
      return json.is_string();
    default:
      return json.is_string() && json.string() == extended_text(v);
  }
}

struct Score {
  size_t right = 0, all = 0;
  double percent() const { return all ? 100.0 * static_cast<double>(right) / static_cast<double>(all) : 100; }
};

TEST(KubernetesOracle, SameAnswers) {
  std::string folder = shared_folder() + "/oracles/kubernetes/cel";
  std::string table = read_text(folder + "/expressions.tsv"), fixture_text = read_text(folder + "/fixture.json");
  if (table.empty() || fixture_text.empty()) GTEST_SKIP() << "no expressions.tsv under " << folder;
  Arena arena;
  Value fixture = test::LiteralReader(fixture_text, arena).read();
  Environment environment;
  environment.kubernetes = true;
  environment.whole_graph = false;
  Activation activation;
  activation.arena = &arena;
  for (std::string_view name : {"object", "oldObject", "params", "request", "namespaceObject"}) {
    environment.variables.emplace_back(name, Type{});
    activation.variables.push_back(fixture.get(name));
  }
  Score ok, compile_error, runtime_error;
  std::ofstream misses(PLUMB_BINARY_DIR "/expr_oracle_misses.txt");
  for (std::string_view line : split(table, '\n')) {
    std::vector<std::string_view> f = split(line, '\t');
    if (f.size() < 10 || f[0] == "id") continue;
    std::string_view source = f[2], outcome = f[3];
    std::vector<CompileError> errors;
    auto program = compile(source, environment, errors);
    std::string got;
    bool right = false;
    if (!program) {
      got = cat("compile-error ", errors.empty() ? "" : errors[0].message);
      right = outcome == "compile-error";
    } else {
      activation.steps_left = 10'000'000;
      Value v = evaluate(*program, activation);
      got = v.is(Tag::error) ? cat("runtime-error ", error_text(v)) : v.is_unknown() ? "unknown"
                                                                                     : cat("ok ", type_name(v), " ", display(v, nullptr));
      if (outcome == "runtime-error") right = v.is(Tag::error);
      if (outcome == "ok" && !stops(v)) right = is_answer(v, test::LiteralReader(f[4], arena).read()) && (f[5].empty() || type_name(v) == f[5] || f[5] == "optional");
    }
    Score& score = outcome == "ok" ? ok : outcome == "compile-error" ? compile_error
                                                                     : runtime_error;
    ++score.all;
    score.right += right;
    if (!right) misses << f[1] << '\t' << source << '\t' << outcome << ' ' << f[4] << ' ' << f[9] << '\t' << got << '\n';
  }
  std::cout << "ok " << ok.right << "/" << ok.all << ", compile errors " << compile_error.right << "/" << compile_error.all << ", runtime errors " << runtime_error.right << "/" << runtime_error.all << "\n";
  EXPECT_GE(ok.percent(), 85);
  EXPECT_GE(compile_error.percent(), 90);
  EXPECT_GE(runtime_error.percent(), 90);
}

}  // namespace
}  // namespace plumb::expr
