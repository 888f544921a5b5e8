// Reading HCL: every expression form, templates, heredocs, spans, comments and recovery.
#include <gtest/gtest.h>

#include "hcl/dump.h"

namespace plumb::hcl {
namespace {

void check(std::string_view expression, std::string_view expect) {
  Findings findings;
  auto file = read_expression(expression, findings);
  EXPECT_TRUE(findings.empty()) << expression << ": " << (findings.empty() ? "" : findings[0].message);
  EXPECT_EQ(dump(file->expression), expect) << expression;
}

TEST(Expressions, Literals) {
  check("1.5", "1.5");
  check("1e3 + 2E-10 - a-1e3", "((1e3 + 2E-10) - a-1e3)");
  check("[1.5e3, \"v1e3 1e5\"]", "[1.5e3, 'v1e3 1e5']");
  check("true", "true");
  check("null", "null");
  check(R"("a\n\"\\\u00e9$${x}%%{y}$ %")", "'a\\n\"\\é${x}%{y}$ %'");
  check("\"\"", "''");
}

TEST(Expressions, OperatorsAndPrecedence) {
  check("1 + 2 * 3", "(1 + (2 * 3))");
  check("(1 + 2) * 3", "(<(1 + 2)> * 3)");
  check("a && b || c && !d", "((a && b) || (c && (!d)))");
  check("-a.b[0] - 1 == c", "(((-a.b[0]) - 1) == c)");
  check("a < b == c >= d", "((a < b) == (c >= d))");
  check("a ? b : c", "(a ? b : c)");
  check("a ? b : c ? d : e ? f : g", "(a ? b : (c ? d : (e ? f : g)))");
  check("a ? b ? c : d : e", "(a ? (b ? c : d) : e)");
  check("(a ? b : c) ? d : e", "(<(a ? b : c)> ? d : e)");
  check("a == 1 ? b : c == 2 ? d : e", "((a == 1) ? b : ((c == 2) ? d : e))");
}

TEST(Expressions, Traversals) {
  check("a.b.c[0].d[\"x\"].0.e", "a.b.c[0].d['x'].0.e");
  check("a[*].b.c", "a[*].b.c");
  check("a.*.b[0]", "a.*.b[0]");
  check("(a).b", "<a>.b");
  check("f(x)[0].y", "f(x)[0].y");
  check("[1, 2][0]", "[1, 2][0]");
}

TEST(Expressions, NamesAndCalls) {
  check("größe + 名前.x_1-y", "(größe + 名前.x_1-y)");
  check("provider::aws::arn_parse(a)", "provider::aws::arn_parse(a)");
  check("provider :: aws :: f (a)", "provider::aws::f(a)");
  check("f(a, b,)", "f(a, b)");
  check("f(\n  a, # one\n  b // two\n)", "f(a, b)");
  check("true.x", "true.x");
  check("null", "null");
  check("nullx", "nullx");
  check("truex(1)", "truex(1)");
  check("a /* inside */ + b", "(a + b)");
}

TEST(Expressions, Numbers) {
  for (const char* number : {"0", "007", "1.50", "1e3", "1E+3", "1.5e-3", "123456789012345678901234567890"}) check(number, number);
  check("f(1...)", "f(1...)");
  check("1.foo", "1.foo");
}

TEST(Expressions, Splats) {
  check("a.*.b.c[0].d", "a.*.b.c[0].d");
  check("a.*.0.b", "a.*.0.b");
  check("a[*].b[*].c", "a[*].b[*].c");
  check("a[ * ].b", "a[*].b");
  check("a.*[*]", "a.*[*]");
  check("a . b [ 0 ]", "a.b[0]");
}

TEST(Expressions, OperatorsOfOneRankAssociateLeft) {
  check("a - b - c", "((a - b) - c)");
  check("a * b / c % d", "(((a * b) / c) % d)");
  check("a == b != c", "((a == b) != c)");
  check("a <= b && b >= c || !d == e", "(((a <= b) && (b >= c)) || ((!d) == e))");
  check("- -a + !!b", "((-(-a)) + (!(!b)))");
  check("a\n+ b", "(a + b)");  // alone, as in brackets, line ends have no meaning
}

TEST(Expressions, Collections) {
  check("[]", "[]");
  check("{}", "{}");
  check("[1, 2,]", "[1, 2]");
  check("{ a = 1, \"b\" : 2\n (c) = 3, \"${d}-x\" = 4 }", "{a = 1, 'b' = 2, <c> = 3, `${d}'-x'` = 4}");
  check("[for x in y : x.z if x != null]", "[for ,x in y : x.z if (x != null)]");
  check("{ for k, v in y : k => v... }", "{for k,v in y : k => v...}");
  check("f(a, b...)", "f(a, b...)");
  check("f()", "f()");
}

TEST(Templates, Quoted) {
  check(R"("a ${b} c")", "`'a '${b}' c'`");
  check(R"("${b}")", "`${b}`");
  check(R"("a ${~ b ~} c")", "`'a'${b}'c'`");
  check(R"("%{ if a }x%{ else }y%{ endif }z")", "`%if(a)['x']['y']'z'`");
  check(R"("%{ for k, v in m ~}  ${k} %{ endfor }")", "`%for(k,v in m)[${k}' ']`");
  check(R"("${"inner ${x}"}")", "`${`'inner '${x}`}`");
}

TEST(Templates, Heredocs) {
  check("<<EOT\n  a\n  ${b}\nEOT", "`'  a\\n''  '${b}'\\n'`");
  check("<<-EOT\n    a\n      b\n  EOT", "'a\\n  b\\n'");
  check("<<-EOT\n    a\n    %{ if true ~}\n    b\n    %{ endif ~}\n    c\n  EOT", "`'a\\n'%if(true)['    b\\n'][]'    c\\n'`");
  check("<<EOT\nback\\slash\nEOT", "'back\\slash\\n'");
}

TEST(Templates, EscapesAndMarkers) {
  check(R"("$$${a} %%%{b} $ % $$ a$")", "'$${a} %%{b} $ % $$ a$'");
  check(R"("\\ \U0001F600 \t")", "'\\ \xF0\x9F\x98\x80 \t'");
  check("\"a\u00a0\\n ${~ b ~} \u00a0\\tc\"", "`'a'${b}'c'`");
  check(R"("${ {a = 1}.a }}")", "`${{a = 1}.a}'}'`");
  check("\"${\n  a\n}\"", "`${a}`");
  check("<<EOT\n$${a} %%{b} \\n\nEOT", "'${a} %{b} \\n\\n'");
  check("<<EOT\r\na\r\nEOT\r\n", "'a\r\\n'");
  check("<<EOT\nx EOT\n  EOT  \n", "'x EOT\\n'");
  check("<<A\n${<<B\nb\nB\n}\nA", "`${'b\\n'}'\\n'`");
  check("[<<A\na\nA\n, <<-B\n  b\n  B\n]", "['a\\n', 'b\\n']");
  check("<<EOT\nEOT", "''");
}

TEST(Templates, Files) {
  Findings findings;
  auto file = read_template("#!/bin/sh\necho \"${name}\"\n%{ if x }y%{ endif }", findings);
  EXPECT_TRUE(findings.empty());
  EXPECT_EQ(dump(file->expression), "`'#!/bin/sh\\n''echo \"'${name}'\"\\n'%if(x)['y'][]`");
  EXPECT_EQ(dump(read_template("plain\n", findings)->expression), "'plain\\n'");
  EXPECT_EQ(dump(read_template("", findings)->expression), "''");
  EXPECT_EQ(read_template("bad ${ unclosed", findings)->expression, nullptr);
  EXPECT_FALSE(findings.empty());
}

struct Fixture {
  std::string text;
  Findings findings;
  std::unique_ptr<File> file;
  explicit Fixture(std::string t) : text(std::move(t)) { file = read_hcl(FileId{0}, text, findings); }
  std::string at(Span s) const { return text.substr(s.begin, s.end - s.begin); }
};

TEST(Structure, BlocksLabelsSpansComments) {
  Fixture f("# one\nresource \"aws_x\" name { // two\n  a = 1\n  b \"c\" {\n    d = [1]\n  }\n}\n/* three */ x = 2\n");
  EXPECT_TRUE(f.findings.empty());
  ASSERT_EQ(f.file->body.blocks.size(), 1u);
  const Block& b = f.file->body.blocks[0];
  EXPECT_EQ(b.type, "resource");
  EXPECT_EQ(b.label(0), "aws_x");
  EXPECT_EQ(b.label(1), "name");
  EXPECT_EQ(f.at(b.header), "resource \"aws_x\" name");
  EXPECT_EQ(f.at(b.labels[0].span), "\"aws_x\"");
  EXPECT_TRUE(f.at(b.span).ends_with("}\n}"));
  ASSERT_EQ(b.body.attributes.size(), 1u);
  EXPECT_EQ(f.at(b.body.attributes[0].span), "a = 1");
  EXPECT_EQ(f.at(b.body.attributes[0].name_span), "a");
  EXPECT_EQ(f.at(b.body.attributes[0].value->span), "1");
  ASSERT_EQ(b.body.blocks.size(), 1u);
  EXPECT_EQ(f.at(b.body.blocks[0].body.attributes[0].value->span), "[1]");
  ASSERT_EQ(f.file->comments.size(), 3u);
  EXPECT_EQ(f.at(f.file->comments[0]), "# one");
  EXPECT_EQ(f.at(f.file->comments[2]), "/* three */");
  EXPECT_NE(f.file->body.find("x"), nullptr);
}

TEST(Structure, BlocksOnOneLineAndLabels) {
  Fixture f("a {}\nb { x = [\n1] }\nc \"d\\\"e\" f-g {\n}\nh \"a$b\" { }");
  EXPECT_TRUE(f.findings.empty()) << f.findings[0].message;
  ASSERT_EQ(f.file->body.blocks.size(), 4u);
  EXPECT_EQ(f.file->body.blocks[1].body.attributes.size(), 1u);
  EXPECT_EQ(f.file->body.blocks[2].label(0), "d\"e");
  EXPECT_EQ(f.file->body.blocks[2].label(1), "f-g");
  EXPECT_EQ(f.at(f.file->body.blocks[0].body.span), "");
  EXPECT_EQ(f.at(f.file->body.blocks[3].span), "h \"a$b\" { }");
}

TEST(Structure, LineEndsAndByteOrderMark) {
  Fixture f("\xef\xbb\xbf" "a = 1\r\nb {\r\n  c = <<E\r\nx\r\nE\r\n}\r\n# end\r\n");
  EXPECT_TRUE(f.findings.empty()) << f.findings[0].message;
  ASSERT_EQ(f.file->body.attributes.size(), 1u);
  EXPECT_EQ(f.at(f.file->body.attributes[0].span), "a = 1");
  EXPECT_EQ(f.at(f.file->body.blocks[0].body.attributes[0].value->span), "<<E\r\nx\r\nE");
  EXPECT_EQ(f.at(f.file->comments[0]), "# end");
}

TEST(Structure, LineEndsCountOutsideOfBracketsOnly) {
  EXPECT_TRUE(Fixture("a = f(\n1,\n2\n)\nb = [1\n,2]\nc = (1\n+ 2)\nd = \"${1\n+ 2}\"\ne = x[\n0\n]\nf = {\n\n a = 1, b = 2\n c = (1\n+2)\n}\n").findings.empty());
  for (const char* text : {"a = 1\n+ 2\n", "a = 1 +\n2\n", "a =\n1\n", "a = {\n b\n = 1\n}\n", "a = f\n(1)\n", "a = {\n b =\n 1\n}\n"}) EXPECT_FALSE(Fixture(text).findings.empty()) << text;
}

TEST(Structure, TemplatesHaveThePlacesOfTheirLines) {
  Fixture f("a = <<E\none\n%{ if x }two\n%{ endif }\nE\n");
  const auto& t = as<Template>(*f.file->body.attributes[0].value);
  ASSERT_GE(t.parts.size(), 2u);
  EXPECT_EQ(f.at(t.parts[0].span), "one\n");
  EXPECT_EQ(f.at(t.parts[1].span), "%{ if x }two\n%{ endif }");
  EXPECT_EQ(f.at(t.parts[1].body[0].span), "two\n");
}

TEST(Structure, EmptyAndCommentOnlyFiles) {
  EXPECT_TRUE(Fixture("").findings.empty());
  Fixture f("# only\r\n");
  EXPECT_TRUE(f.findings.empty());
  ASSERT_EQ(f.file->comments.size(), 1u);
  EXPECT_EQ(f.at(f.file->comments[0]), "# only");
}

/// One error, and the block after it is still there.
void recovers(std::string broken) {
  Fixture f(broken + "\nresource \"t\" \"after\" {\n  x = 1\n}\n");
  EXPECT_FALSE(f.findings.empty()) << broken;
  for (const Finding& finding : f.findings) {
    EXPECT_EQ(finding.rule, "syntax-error");
    EXPECT_FALSE(finding.help.empty());
    EXPECT_LE(finding.at.begin, finding.at.end);
  }
  bool found = false;
  for (const Block& b : f.file->body.blocks) found = found || b.label(1) == "after";
  EXPECT_TRUE(found) << broken;
}

TEST(Recovery, KeepsTheRest) {
  recovers("resource \"t\" \"a\" {\n  x = [1,\n}");
  recovers("resource \"t\" \"a\" {\n  x = \n}");
  recovers("a = = 1");
  recovers("resource \"t\" \"a\" {\n  x = 1 y = 2\n}");
  recovers("x = 1\nx = 2");
  recovers("a = {\n  b = 1,,\n}");
}

TEST(Recovery, DoesNotInventValues) {
  Fixture f("resource \"t\" \"a\" {\n  x =\n  y = 1\n}\n");
  EXPECT_FALSE(f.findings.empty());
  ASSERT_EQ(f.file->body.blocks.size(), 1u);
  const Attribute* x = f.file->body.blocks[0].body.find("x");
  EXPECT_TRUE(!x || x->value->kind == ExprKind::error);
}

TEST(Bounds, DeepNestingIsAFinding) {
  std::string deep = "x = ";
  for (int i = 0; i < 3000; ++i) deep += "[";
  for (int i = 0; i < 3000; ++i) deep += "]";
  Fixture f(deep + "\n");
  ASSERT_FALSE(f.findings.empty());
  EXPECT_NE(f.findings[0].message.find("too deeply"), std::string::npos);
}

}  // namespace
}  // namespace plumb::hcl
