// The official conformance cases of CEL (npm @bufbuild/cel-spec), read from the data of the package without Node.
// Every case runs unless conformance_left_out.h names it with a reason; what runs must pass.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "conformance_left_out.h"
#include "expr/emit.h"
#include "expr/extended.h"
#include "literal.h"

namespace plumb::expr {
namespace {

struct NotClaimed {
  std::string reason;
};

uint64_t whole(const Value& v) {
  uint64_t n = 0;
  std::string_view s = v.string_or();
  std::from_chars(s.data(), s.data() + s.size(), n);
  return n;
}

// "aGk=" or the bytes that the data carry in some other form.
std::string decoded(const Value& v) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t n = 0;
  int held = 0;
  for (char c : v.string_or()) {
    if (c == '=') break;
    n = n << 6 | static_cast<uint32_t>(kLetters.find(c));
    if ((held += 6) < 8) continue;
    held -= 8;
    out += static_cast<char>(n >> held & 255);
  }
  return out;
}

// A cel.expr.Value in ProtoJSON as a value.
Value from_proto(const Value& v, Arena& arena) {
  if (v.is_null() || v.size() == 0) return Value::null();
  MapEntry e = v.entry(0);
  if (e.key == "boolValue") return e.value;
  if (e.key == "stringValue") return e.value;
  if (e.key == "nullValue") return Value::null();
  if (e.key == "bytesValue") return Value::bytes(arena.copy(std::string_view(decoded(e.value))));
  if (e.key == "uint64Value") return Value::unsigned_integer(whole(e.value));
  if (e.key == "typeValue") return make_extended(arena, Tag::type, TypeName{e.value.string()});
  if (e.key == "int64Value") {
    int64_t n = 0;
    std::string_view s = e.value.string_or();
    std::from_chars(s.data(), s.data() + s.size(), n);
    return Value::integer(n);
  }
  if (e.key == "doubleValue") {
    if (e.value.is_string()) return Value::number(e.value.string() == "NaN" ? NAN : e.value.string().starts_with('-') ? -INFINITY
                                                                                                                      : INFINITY);
    return Value::number(*as_number(e.value));
  }
  if (e.key == "listValue") {
    std::vector<Value> items;
    e.value.get("values").for_each_item([&](const Value& x) { items.push_back(from_proto(x, arena)); });
    return make_list(arena, items);
  }
  if (e.key == "mapValue") {
    std::vector<std::pair<Value, Value>> pairs;
    e.value.get("entries").for_each_item([&](const Value& x) { pairs.emplace_back(from_proto(x.get("key"), arena), from_proto(x.get("value"), arena)); });
    return build_map(arena, pairs, nullptr);
  }
  throw NotClaimed{"messages of Protocol Buffers are no values of a cluster design"};
}

Type from_proto_type(const Value& t) {
  MapEntry e = t.entry(0);
  if (e.key == "primitive") {
    static const std::map<std::string_view, Base> kPrimitives{{"BOOL", Base::boolean}, {"INT64", Base::integer}, {"UINT64", Base::unsigned_integer}, {"DOUBLE", Base::number}, {"STRING", Base::string}, {"BYTES", Base::bytes}};
    return simple_type(kPrimitives.at(e.value.string()));
  }
  if (e.key == "listType") return list_type(from_proto_type(e.value.get("elemType")));
  if (e.key == "mapType") return map_type(from_proto_type(e.value.get("keyType")), from_proto_type(e.value.get("valueType")));
  if (e.key == "dyn") return {};
  if (e.key == "null") return simple_type(Base::null);
  if (e.key == "type") return simple_type(Base::type);
  if (e.key == "wellKnown" && e.value.string() == "TIMESTAMP") return simple_type(Base::timestamp);
  if (e.key == "wellKnown" && e.value.string() == "DURATION") return simple_type(Base::duration);
  if (e.key == "abstractType" && e.value.get("name").string() == "optional_type") return optional_type(from_proto_type(e.value.get("parameterTypes").at(0)));
  throw NotClaimed{"messages of Protocol Buffers are no values of a cluster design"};
}

// Exact: the same type of number, NaN equal to itself.
bool same(const Value& a, const Value& b) {
  if (a.is(Tag::number) && b.is(Tag::number) && a.number() != a.number()) return b.number() != b.number();
  if (a.tag() != b.tag()) return false;
  const Cause* why = nullptr;
  return equal(a, b, &why) == Truth::yes;
}

struct Case {
  std::string path;
  Value data;
};

void collect(const Value& suite, const std::string& path, std::vector<Case>& out) {
  suite.get("tests").for_each_item([&](const Value& t) {
    Value original = t.get("original");
    out.push_back({cat(path, "/", original.get("name").string()), original});
  });
  suite.get("suites").for_each_item([&](const Value& s) { collect(s, path.empty() ? std::string(s.get("name").string()) : cat(path, "/", s.get("name").string()), out); });
}

// Empty when the case gives what it should.
std::string run(const Value& test, Arena& arena) {
  Environment environment;
  environment.whole_graph = false;
  Activation activation;
  activation.arena = &arena;
  Value bindings = test.get("bindings");
  std::map<std::string_view, Type> declared;
  test.get("typeEnv").for_each_item([&](const Value& d) {
    if (!d.get("ident").is_map()) throw NotClaimed{"functions that the case declares itself"};
    declared.emplace(d.get("name").string(), from_proto_type(d.get("ident").get("type")));
  });
  bindings.for_each_entry([&](std::string_view name, Span, const Value&) { declared.emplace(name, Type{}); });
  for (const auto& [name, type] : declared) {
    Value bound = bindings.get(name);
    environment.variables.emplace_back(name, type);
    activation.variables.push_back(bound.is_map() ? from_proto(bound.get("value"), arena) : make_error(arena, "no value bound"));
  }
  std::vector<CompileError> errors;
  auto program = compile(test.get("expr").string(), environment, errors);
  bool wants_error = test.get("evalError").is_map();
  if (!program && !wants_error && test.get("disableCheck").boolean_or(false)) throw NotClaimed{"expressions are always type-checked here; the case turns the check off"};
  if (!program) return wants_error ? "" : cat("does not compile: ", errors.at(0).message);
  if (Value deduced = test.get("typedResult").get("deducedType"); deduced.is_map()) {
    std::string wanted = to_string(from_proto_type(deduced)), found = to_string(result_type(*program));
    if (wanted != found) return cat("type ", found, " for ", wanted);
  }
  if (test.get("checkOnly").boolean_or(false)) return "";
  Value got = evaluate(*program, activation);
  if (is_error(got)) return wants_error ? "" : cat("error: ", error_text(got));
  if (wants_error) return cat("no error, but ", display(got, nullptr));
  Value typed = test.get("typedResult"), value = typed.is_map() ? typed.get("result") : test.get("value");
  Value expected = value.is_map() ? from_proto(value, arena) : Value::boolean(true);
  return same(got, expected) ? "" : cat(type_name(got), " ", display(got, nullptr), " for ", type_name(expected), " ", display(expected, nullptr));
}

std::string_view left_out(std::string_view path, std::string_view source) {
  for (const LeftOut& l : kLeftOut)
    if (l.kind == LeftOut::path ? path.starts_with(l.what) : source.find(l.what) != std::string_view::npos) return l.reason;
  return {};
}

TEST(Conformance, EveryClaimedCase) {
  std::ifstream in(PLUMB_SOURCE_DIR "/node_modules/@bufbuild/cel-spec/dist/cjs/testdata/conformance.js", std::ios::binary);
  if (!in) GTEST_SKIP() << "no @bufbuild/cel-spec in node_modules";
  std::stringstream text;
  text << in.rdbuf();
  std::string source = text.str();
  static constexpr std::string_view kStart = "exports.tests = {";
  Arena arena;
  Value suites = test::LiteralReader(std::string_view(source).substr(source.find(kStart) + kStart.size() - 1), arena).read();
  std::vector<Case> cases;
  collect(suites, "", cases);
  std::map<std::string, std::pair<int, int>> by_suite;
  std::map<std::string, int> reasons;
  std::set<std::string_view> used;
  for (const Case& c : cases) {
    std::string suite = c.path.substr(0, c.path.find('/'));
    std::string_view expression = c.data.get("expr").string();
    auto& [ran, all] = by_suite[suite];
    ++all;
    if (std::string_view reason = left_out(c.path, expression); !reason.empty()) {
      ++reasons[std::string(reason)];
      continue;
    }
    try {
      std::string problem = run(c.data, arena);
      EXPECT_EQ(problem, "") << c.path << ": " << expression;
      ++ran;
    } catch (const NotClaimed& n) {
      ++reasons[n.reason];
    }
  }
  for (const auto& [suite, counts] : by_suite) std::cout << suite << ": " << counts.first << " of " << counts.second << "\n";
  for (const auto& [reason, count] : reasons) std::cout << "left out " << count << ": " << reason << "\n";
  EXPECT_GT(cases.size(), 2000u);
}

}  // namespace
}  // namespace plumb::expr
