// Every function of Terraform 1.11: what it gives, what it refuses, what stays unknown; the form that types, numbers and texts take.
// The answers are Terraform's own (recorded, or checked against its console). Each function must have its line here.
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "load/terraform/console.h"
#include "load/terraform/eval/functions.h"
#include "support/project.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {
namespace {

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

const char* const kRoot = R"(
variable "none" {}
variable "text" {
  type    = string
  default = null
}
variable "secret" {
  default   = "s"
  sensitive = true
}
variable "list" {
  type    = list(string)
  default = ["a", "b"]
}
variable "shape" {
  type    = object({ a = number, b = optional(string, "d"), c = optional(list(string)) })
  default = { a = "1", z = true }
}
locals {
  hello = "Hi, $${name}!"
  bad   = "$${"
}
resource "terraform_data" "x" {
  input = "in"
}
)";

struct Asked {
  fixtures::MemoryProject p{{{"main.tf", kRoot}, {"greet.tftpl", "Hi %{ for n in names ~}\n(${n})%{ endfor }"}, {"data.txt", "text\n"}, {"sub/a.yaml", "a: 1"}, {"sub/b.json", "{}"}}, parse_hcl};
  Findings findings;
  std::unique_ptr<Console> console;
  Asked() {
    p.project.options.existing_only = true;
    p.project.options.working_directory = "/here";
    console = std::make_unique<Console>(p.project, "", findings);
  }
  /// The value as JSON, "error", or "unknown".
  std::string operator()(std::string_view expression) {
    Answer a = console->ask(expression);
    return a.outcome == Answer::Outcome::ok ? a.value : a.outcome == Answer::Outcome::error ? "error" : "unknown";
  }
};

struct Case {
  const char *expression, *answer;
};

const Case kCases[] = {
    // Numbers: 512-bit floats, with the digits that Terraform writes.
    {"0.1 + 0.2", "0.3"},
    {"1/3*3", "1"},
    {"10/4", "2.5"},
    {"1/0 > 1", "true"},
    {"0/0", "error"},
    {"5 % 3", "2"},
    {"-5 % 3", "-2"},
    {"5 % 0", "5"},
    {"9007199254740993 + 0", "9007199254740993"},
    {"123456789012345678901234567890 * 10", "1234567890123456789012345678900"},
    {"1e30", "1000000000000000000000000000000"},
    {"-0", "-0"},
    {"\"1\" + \"2\"", "3"},
    {"1 == \"1\"", "false"},
    {"2 > 10", "false"},
    {"abs(-1.5)", "1.5"},
    {"ceil(1.1)", "2"},
    {"floor(-1.1)", "-2"},
    {"signum(-3)", "-1"},
    {"max(1, 12, 5)", "12"},
    {"min(0.1, 0.01)", "0.01"},
    {"max()", "error"},
    {"log(16, 2)", "4"},
    {"log(-1, 10)", "error"},
    {"pow(2, 100)", "1267650600228229400000000000000"},
    {"sum([1, \"2\"])", "3"},
    {"sum([])", "error"},
    {"parseint(\"ff\", 16)", "255"},
    {"parseint(\"2\", 2)", "error"},
    {"range(3)", "[0,1,2]"},
    {"range(4, 1)", "[4,3,2]"},
    {"range(0, 1, 0.25)", "[0,0.25,0.5,0.75]"},
    {"range(1, 2, 0)", "error"},
    // Texts.
    {"chomp(\"a\\r\\n\\n\")", "\"a\""},
    {"endswith(\"abc\", \"bc\")", "true"},
    {"startswith(\"abc\", \"b\")", "false"},
    {"startswith(\"x-${var.none}\", \"x-\")", "true"},
    {"format(\"%05.1f|%-4s|%q|%#v|%+d|%x\", 3.14159, \"a\", \"b\", [1], 5, 255)", "\"003.1|a   |\\\"b\\\"|[1]|+5|ff\""},
    {"format(\"%d\", 1.5)", "error"},
    {"format(\"%v\", null)", "unknown"},
    {"formatlist(\"%s-%d\", [\"a\", \"b\"], 1)", "[\"a-1\",\"b-1\"]"},
    {"indent(2, \"a\\nb\")", "\"a\\n  b\""},
    {"join(\"-\", [\"a\", 1, true])", "\"a-1-true\""},
    {"join(\",\", [null])", "error"},
    {"lower(\"ÀB\")", "\"àb\""},
    {"upper(\"aß\")", "\"Aß\""},
    {"title(\"it's a ǆ\")", "\"It'S A ǅ\""},
    {"regex(\"(\\\\w)(x)?\", \"a\")", "[\"a\",null]"},
    {"regex(\"(?P<k>.)\", \"a\")", "{\"k\":\"a\"}"},
    {"regex(\"b\", \"a\")", "error"},
    {"regexall(\"[a-z]\", \"a1b\")", "[\"a\",\"b\"]"},
    {"replace(\"a.b\", \"/(a)/\", \"$${1}$1\")", "\"aa.b\""},
    {"replace(\"a.b\", \".\", \"-\")", "\"a-b\""},
    {"split(\",\", \"a,b\")", "[\"a\",\"b\"]"},
    {"strcontains(\"abc\", \"b\")", "true"},
    {"strrev(\"ab\\u0301\")", "\"b\u0301a\""},
    {"substr(\"héllo\", 1, 3)", "\"éll\""},
    {"substr(\"abc\", -2, -1)", "\"bc\""},
    {"trim(\"?!a?\", \"!?\")", "\"a\""},
    {"trimprefix(\"ab\", \"a\")", "\"b\""},
    {"trimsuffix(\"ab\", \"b\")", "\"a\""},
    {"trimspace(\"\\u00a0 a\\n\")", "\"a\""},
    {"\"e\\u0301\" == \"\\u00e9\"", "true"},
    {"length(\"👩‍👩‍👧e\\u0301\")", "2"},
    {"templatestring(local.hello, { name = \"you\" })", "\"Hi, you!\""},
    {"templatestring(local.bad, {})", "error"},
    {"templatestring(\"x\", {})", "error"},
    // Collections.
    {"alltrue([true, \"true\"])", "true"},
    {"anytrue([])", "false"},
    {"chunklist([\"a\", \"b\", \"c\"], 2)", "[[\"a\",\"b\"],[\"c\"]]"},
    {"coalesce(null, \"\", \"a\")", "\"a\""},
    {"coalesce(\"\", null)", "error"},
    {"coalescelist([], [1])", "[1]"},
    {"coalescelist(null, [1])", "error"},
    {"compact([\"a\", \"\", null])", "[\"a\"]"},
    {"concat([1], [\"a\"])", "[1,\"a\"]"},
    {"concat(toset([1]), [2])", "error"},
    {"contains([1, 2], \"1\")", "false"},
    {"contains([\"x\", terraform_data.x.id], \"x\")", "true"},
    {"distinct([1, \"1\"])", "[\"1\"]"},
    {"element([\"a\", \"b\"], 3)", "\"b\""},
    {"element([], 0)", "error"},
    {"flatten([[1, [2]], [], null])", "[1,2,null]"},
    {"index([\"a\", \"b\"], \"b\")", "1"},
    {"index([1], \"1\")", "error"},
    {"keys({ b = 1, a = 2 })", "[\"a\",\"b\"]"},
    {"values({ b = 1, a = 2 })", "[2,1]"},
    {"length([terraform_data.x.id, 1])", "2"},
    {"lookup({ a = 1 }, \"b\", 2)", "2"},
    {"lookup({ a = 1 }, \"b\")", "error"},
    {"matchkeys([1, 2], [\"a\", \"b\"], [\"b\"])", "[2]"},
    {"merge({ a = 1 }, null, { a = 2 })", "{\"a\":2}"},
    {"one([5])", "5"},
    {"one([1, 2])", "error"},
    {"reverse([1, \"a\"])", "[\"a\",1]"},
    {"setintersection([1, 2], [2, 3])", "[2]"},
    {"setproduct([\"a\", 1], [true])", "[[\"a\",true],[\"1\",true]]"},
    {"setsubtract([\"a\", \"b\"], [\"b\"])", "[\"a\"]"},
    {"setsymmetricdifference([1, 2], [2, 3])", "[1,3]"},
    {"setunion([2], [1, 2])", "[1,2]"},
    {"slice([1, 2, 3], 1, 2)", "[2]"},
    {"sort([\"b\", \"B\", \"a\"])", "[\"B\",\"a\",\"b\"]"},
    {"transpose({ a = [\"x\", \"y\"], b = [\"x\"] })", "{\"x\":[\"a\",\"b\"],\"y\":[\"a\"]}"},
    {"zipmap([\"a\"], [1])", "{\"a\":1}"},
    // Conversion, unification, nulls.
    {"tobool(\"1\")", "true"},
    {"tobool(1)", "error"},
    {"tolist([1, \"a\"])", "[\"1\",\"a\"]"},
    {"tolist([1, true])", "error"},
    {"tolist([null, [1]])", "error"},
    {"tomap({ a = 1, b = \"x\" })", "{\"a\":\"1\",\"b\":\"x\"}"},
    {"tonumber(\"+1.5e1\")", "15"},
    {"tonumber(\"0x1f\")", "error"},
    {"toset([\"b\", \"a\", \"b\"])", "[\"a\",\"b\"]"},
    {"tostring(1e3)", "\"1000\""},
    {"var.shape", "{\"a\":1,\"b\":\"d\",\"c\":null}"},
    {"true ? 1 : \"a\"", "\"1\""},
    {"true ? 1 : true", "error"},
    {"true ? [1, \"a\"] : [3]", "[\"1\",\"a\"]"},
    {"null == tostring(null)", "true"},
    {"null[*]", "[]"},
    {"tolist(null)[*]", "error"},
    {"var.list[*].x", "error"},
    {"\"${null}\"", "null"},
    {"\"a${null}\"", "error"},
    {"can(tonumber(\"x\"))", "false"},
    {"can(local.missing)", "error"},
    {"try(tonumber(\"x\"), 7)", "7"},
    {"try(1, foo)", "error"},
    {"true ? 1 : var.missing", "error"},
    {"sensitive(1)", "1"},
    {"issensitive(var.secret)", "true"},
    {"issensitive(\"${var.secret}x\")", "true"},
    {"nonsensitive(var.secret)", "\"s\""},
    {"ephemeralasnull(1)", "1"},
    {"terraform_data.x.id", "unknown"},
    {"true || terraform_data.x.id == \"a\"", "unknown"},
    {"true || var.none == \"a\"", "true"},
    {"var.none", "unknown"},
    // Encodings.
    {"base64encode(\"é\")", "\"w6k=\""},
    {"base64decode(\"w6k=\")", "\"é\""},
    {"base64decode(\"!\")", "error"},
    {"csvdecode(\"a,b\\n1,\\\"x,y\\\"\\n\")", "[{\"a\":\"1\",\"b\":\"x,y\"}]"},
    {"jsondecode(\"[1.10, null]\")", "[1.1,null]"},
    {"jsondecode(\"{\")", "error"},
    {"jsonencode({ b = \"<\", a = 1/3 > 0 })", "\"{\\\"a\\\":true,\\\"b\\\":\\\"\\\\u003c\\\"}\""},
    {"urlencode(\"a b/ä\")", "\"a+b%2F%C3%A4\""},
    {"urldecode(\"a+b%2F\")", "error"},  // OpenTofu's, as the next two: opentofu_test.cc
    {"cidrcontains(\"10.0.0.0/8\", \"10.1.2.3\")", "error"},
    {"base64gunzip(\"H4sIAAAA\")", "error"},
    {"yamldecode(\"a: [yes, 017, 1_0, ~]\")", "{\"a\":[true,17,\"1_0\",null]}"},
    {"yamldecode(\"d: 2020-01-02\")", "{\"d\":\"2020-01-02T00:00:00Z\"}"},
    {"yamldecode(\"a: !x 1\")", "error"},
    {"yamlencode({ a = [1, \"x\"], b = {} })", "\"\\\"a\\\":\\n- 1\\n- \\\"x\\\"\\n\\\"b\\\": {}\\n\""},
    {"textencodebase64(\"é\", \"UTF-16LE\")", "\"6QA=\""},
    {"textencodebase64(\"é\", \"nope\")", "error"},
    {"textencodebase64(\"é\", \"GBK\")", "unknown"},
    {"textdecodebase64(\"6Q==\", \"windows-1252\")", "\"é\""},
    {"base64gzip(\"a\")", "unknown"},
    // Hashes.
    {"md5(\"hello\")", "\"5d41402abc4b2a76b9719d911017c592\""},
    {"sha1(\"hello\")", "\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\""},
    {"substr(sha256(\"hello\"), 0, 8)", "\"2cf24dba\""},
    {"substr(sha512(\"hello\"), 0, 8)", "\"9b71d224\""},
    {"base64sha256(\"\")", "\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\""},
    {"substr(base64sha512(\"abc\"), 0, 8)", "\"3a81oZNh\""},
    {"uuidv5(\"dns\", \"www.terraform.io\")", "\"a5008fae-b28c-5ba5-96cd-82b4c53552d6\""},
    {"uuidv5(\"nope\", \"x\")", "error"},
    {"length(uuid())", "36"},
    {"uuid()", "unknown"},
    {"substr(bcrypt(\"x\", 5), 0, 7)", "\"$2a$05$\""},
    {"bcrypt(\"x\", 32)", "error"},
    {"rsadecrypt(\"YQ==\", \"no key\")", "error"},
    // Dates.
    {"formatdate(\"EEE, DD MMM YYYY hh:mm:ss ZZZ 'o''clock'\", \"2018-01-02T23:12:01Z\")", "\"Tue, 02 Jan 2018 23:12:01 UTC o'clock\""},
    {"formatdate(\"qqqq\", \"2018-01-02T23:12:01Z\")", "error"},
    {"timeadd(\"2017-11-22T00:00:00Z\", \"10m1.9s\")", "\"2017-11-22T00:10:01Z\""},
    {"timecmp(\"2017-11-22T00:00:00Z\", \"2017-11-22T01:00:00+01:00\")", "0"},
    {"timestamp()", "unknown"},
    {"length(timestamp())", "20"},
    {"plantimestamp()", "unknown"},
    // Addresses.
    {"cidrhost(\"10.12.112.0/20\", 268)", "\"10.12.113.12\""},
    {"cidrhost(\"10.0.0.0/30\", 4)", "error"},
    {"cidrhost(\"2001:db8::/64\", 18446744073709551615)", "\"2001:db8::ffff:ffff:ffff:ffff\""},
    {"cidrnetmask(\"172.16.0.0/12\")", "\"255.240.0.0\""},
    {"cidrsubnet(\"172.16.0.0/12\", 4, 2)", "\"172.18.0.0/16\""},
    {"cidrsubnet(\"10.0.0.0/16\", 4, 16)", "error"},
    {"cidrsubnet(\"010.0.0.7/16\", 8, 1)", "\"10.0.1.0/24\""},
    {"cidrsubnets(\"10.1.0.0/16\", 4, 4, 8, 4)", "[\"10.1.0.0/20\",\"10.1.16.0/20\",\"10.1.32.0/24\",\"10.1.48.0/20\"]"},
    {"cidrsubnets(\"10.0.0.0/30\", 3)", "error"},
    // Files.
    {"file(\"data.txt\")", "\"text\\n\""},
    {"file(\"missing.txt\")", "error"},
    {"fileexists(\"data.txt\")", "true"},
    {"fileexists(\"sub\")", "error"},
    {"filebase64(\"data.txt\")", "\"dGV4dAo=\""},
    {"filemd5(\"data.txt\")", "\"e1cbb0c3879af8347246f12c559a86b5\""},
    {"length(filesha1(\"data.txt\"))", "40"},
    {"length(filesha256(\"data.txt\"))", "64"},
    {"length(filesha512(\"data.txt\"))", "128"},
    {"length(filebase64sha256(\"data.txt\"))", "44"},
    {"length(filebase64sha512(\"data.txt\"))", "88"},
    {"fileset(\"sub\", \"*.{yaml,json}\")", "[\"a.yaml\",\"b.json\"]"},
    {"fileset(\"sub\", \"../*.txt\")", "[\"../data.txt\"]"},
    {"fileset(\"sub\", \"[\")", "error"},
    {"templatefile(\"greet.tftpl\", { names = [\"a\", \"b\"] })", "\"Hi (a)(b)\""},
    {"templatefile(\"greet.tftpl\", { \"1\" = 1 })", "error"},
    {"basename(\"a/b.txt\")", "\"b.txt\""},
    {"dirname(\"a/b.txt\")", "\"a\""},
    {"abspath(\"a/../b\")", "\"/here/b\""},
    {"pathexpand(\"a/~\")", "\"a/~\""},
    {"pathexpand(\"~/a\")", "unknown"},
    // Names.
    {"path.module", "\".\""},
    {"terraform.workspace", "\"default\""},
    {"nope(1)", "error"},
    {"# nothing", "error"},
};

TEST(Functions, GiveTerraformsAnswers) {
  Asked ask;
  for (const Case& c : kCases) EXPECT_EQ(ask(c.expression), c.answer) << c.expression << ": " << ask.console->ask(c.expression).error;
}

TEST(Functions, EachHasItsLineHere) {
  std::string all;
  for (const Case& c : kCases) all += cat(c.expression, "\n");
  for (std::string_view f : function_names()) EXPECT_NE(all.find(cat(f, "(")), std::string::npos) << f;
}

TEST(Console, WritesValuesAsTerraformDoes) {
  Asked ask;
  auto text = [&](std::string_view expression) { return ask.console->ask(expression).notation; };
  EXPECT_EQ(text("\"a\\\"b\""), "\"a\\\"b\"");
  EXPECT_EQ(text("\"a\\nb\""), "<<EOT\na\nb\nEOT");
  EXPECT_EQ(text("[1, \"x\", [], {}]"), "[\n  1,\n  \"x\",\n  [],\n  {},\n]");
  EXPECT_EQ(text("{ a = tolist([\"x\"]), b = \"l1\\nl2\" }"), "{\n  \"a\" = tolist([\n    \"x\",\n  ])\n  \"b\" = <<-EOT\n  l1\n  l2\n  EOT\n}");
  EXPECT_EQ(text("toset([2, 1])"), "toset([\n  1,\n  2,\n])");
  EXPECT_EQ(text("tomap({ a = true })"), "tomap({\n  \"a\" = true\n})");
  EXPECT_EQ(text("var.secret"), "(sensitive value)");
  EXPECT_EQ(text("[terraform_data.x.id]"), "[\n  (known after apply),\n]");
  EXPECT_EQ(text("var.text"), "tostring(null)");
  EXPECT_EQ(text("tolist(var.text == null ? null : var.list)"), "tolist(null) /* of string */");
  EXPECT_EQ(text("type(var.shape)"), "object({\n    a: number,\n    b: string,\n    c: list(string),\n})");
  EXPECT_EQ(ask.console->ask("[1, \"a\"]").type, "tuple([number,string])");
}

TEST(Console, AnswersDoNotDependOnTheOrderOfQuestions) {
  Asked first, second;
  std::string a = first("local.hello"), b = first("upper(local.missing)"), c = first("var.list[5]");
  EXPECT_EQ(second("var.list[5]"), c);
  EXPECT_EQ(second("upper(local.missing)"), b);
  EXPECT_EQ(second("local.hello"), a);
}

TEST(Console, KnowsWhenMoreLinesBelongToTheExpression) {
  for (const char* open : {"[1,", "foo(", "{ a = \"}\"", "<<EOT\na", "<<-EOT\n  a\n EOTX", "/* x", "\"${var.a}\" == (", "[ # ]"}) EXPECT_TRUE(is_unfinished(open)) << open;
  for (const char* whole : {"[1]", "\"[\"", "# (", "1 + 2 // (", "<<EOT\n(\nEOT", "1 < 2", "\"${\"{\"}\"", "a)"}) EXPECT_FALSE(is_unfinished(whole)) << whole;
}

TEST(Console, CompletesEveryNameOfTheModule) {
  Asked ask;
  auto names = ask.console->names();
  std::set<std::string> all(names.begin(), names.end());
  for (const char* name : {"var.shape", "local.hello", "terraform_data.x", "cidrsubnet(", "path.module", "terraform.workspace"}) EXPECT_TRUE(all.contains(name)) << name;
}

}  // namespace
}  // namespace plumb::terraform
