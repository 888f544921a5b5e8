// Faults: what is said of them, where, and what is read of the rest.
#include <gtest/gtest.h>

#include <algorithm>

#include "hcl/dump.h"
#include "hcl/tree_dump.h"

namespace plumb::hcl {
namespace {

void outline(const Body& body, std::string& out) {
  auto gap = [&] { out += out.empty() || out.back() == '{' ? "" : " "; };
  for (const Attribute& a : body.attributes) gap(), out += cat(a.name, "=", dump(a.value));
  for (const Block& b : body.blocks) {
    gap();
    out += b.type;
    for (const Label& l : b.labels) out += cat(":", l.text);
    out += '{';
    outline(b.body, out);
    out += '}';
  }
}

struct Result {
  std::string text, outline, messages;
  size_t findings = 0;
};

Result read(std::string text) {
  Result r;
  r.text = std::move(text);
  Findings findings;
  auto file = read_hcl(FileId{0}, r.text, findings);
  outline(file->body, r.outline);
  r.findings = findings.size();
  EXPECT_EQ(file->broken, !findings.empty()) << r.text;
  EXPECT_EQ(TreeDump(*file).outside, "") << r.text;
  for (const Finding& f : findings) {
    EXPECT_EQ(f.rule, "syntax-error");
    EXPECT_FALSE(f.help.empty());
    EXPECT_LE(f.at.begin, f.at.end);
    EXPECT_LE(f.at.end, r.text.size());
    auto line = 1 + std::count(r.text.begin(), r.text.begin() + f.at.begin, '\n');
    r.messages += cat(r.messages.empty() ? "" : "; ", line, ": ", f.message);
  }
  return r;
}

void expect(std::string text, std::string_view outline, std::string_view messages) {
  Result r = read(std::move(text));
  EXPECT_EQ(r.outline, outline) << r.text;
  EXPECT_EQ(r.messages, messages) << r.text;
}

TEST(Faults, InAnArgumentCostThatArgumentOnly) {
  expect("a = = 1\nb = 2\n", "a=<error> b=2", "1: a value is expected here, not '='");
  expect("a =\nb = 2\n", "a=<error> b=2", "1: a value is expected here, not the end of the line");
  expect("r \"t\" \"a\" {\n  x = [1,, 2]\n  y = 3\n}\nz = 1\n", "z=1 r:t:a{x=<error> y=3}", "2: a value is expected here, not ','");
  expect("r {\n  t = {\n    a = 1\n    b = = 2\n    c = 3\n  }\n  y = 3\n}\n", "r{t=<error> y=3}", "4: a value is expected here, not '='");
  expect("r {\nt = {\na = 1\nb = = 2\nc = 3\n}\ny = 3\n}\n", "r{t=<error> y=3}", "4: a value is expected here, not '='");  // not indented
  expect("a = \"x\nb = 2\n", "a=<error> b=2", "1: this text is not closed on its line: a '\"' is missing");
  expect("a = \"${x\"\nb = 2\n", "a=<error> b=2", "1: this interpolation is not closed: '}' is missing");
  expect("a = \"${x y}\"\nb = 2\n", "a=<error> b=2", "1: '}' is expected here, not 'y'");
  expect("a = <<E\n${x y}\nE\nb = 2\n", "a=<error> b=2", "2: '}' is expected here, not 'y'");
  expect("a = x ? 1\nb = 2\n", "a=<error> b=2", "1: ':' and the value for 'false' is expected here, not the end of the line");
}

TEST(Faults, UnclosedBracketsEndWhereTheLinesSaySo) {
  expect("r \"a\" {\n  x = [1, 2\n  y = 3\n}\nr \"b\" {\n  z = f(1\n}\nr \"c\" {}\n", "r:a{x=<error> y=3} r:b{z=<error>} r:c{}",
         "3: ',' or ']' is expected here, not 'y'; 7: ',' or ')' is expected here, not '}'");
  expect("r \"a\" {\n  x = {\n    a = 1\n  y = 3\n}\nr \"b\" {\n  z = 1\n}\n", "r:a{x=<error> y=3} r:b{z=1}", "2: this object is not closed: '}' is missing");
  expect("x = [1,\n  2\n", "x=<error>", "1: this list is not closed: ']' is missing");
  expect("r {\n  x =\n    a = 1\n  }\n  y = 2\n}\n", "r{x=<error> y=2}", "2: a value is expected here, not the end of the line");
}

TEST(Faults, OfBracesOfBlocks) {
  expect("r \"a\" {\n  x = 1\n\nr \"b\" {\n  y = 2\n}\n", "r:a{x=1} r:b{y=2}", "1: the block 'r' is not closed: '}' is missing");
  expect("r \"a\" {\n  n {\n    x = 1\n\n  y = 2\n}\nr \"b\" {}\n", "r:a{y=2 n{x=1}} r:b{}", "2: the block 'n' is not closed: '}' is missing");
  expect("r \"a\" {\n  n {\n    x = 1\n  }\n  }\n  y = 2\n}\nr \"b\" {}\n", "r:a{y=2 n{x=1}} r:b{}", "5: this '}' closes nothing");
  expect("r \"a\" {\n  x = 1\n}\n}\ny = 2\n", "y=2 r:a{x=1}", "4: this '}' closes nothing");
  expect("r \"a\" {\nx = 1\n", "r:a{x=1}", "1: the block 'r' is not closed: '}' is missing");
  expect("r \"a\"\n  x = 1\n}\ny = 2\n", "y=2 r:a{x=1}", "1: the block 'r' has no body: '{' is missing");
  expect("r \"a \"b\" {\n  x = 1\n}\n", "r:a:b{x=1}", "1: this text is not closed on its line: a '\"' is missing");
  expect("r \"a\"\n\ny = 2\n", "y=2 r:a{}", "1: the block 'r' has no body: '{' is missing");
}

TEST(Faults, WithAPlainMeaningAreReadOver) {
  expect("r {\n  a = 1, b = 2\n}\n", "r{a=1 b=2}", "2: arguments are separated by line ends, not by commas");
  expect("r { a = 1 b = 2 }\n", "r{a=1 b=2}", "1: a block on one line holds a single argument");
  expect("r { a = 1\n b = 2\n}\n", "r{a=1 b=2}", "1: the '}' of a block on one line is missing");
  expect("r { n { a = 1 } }\n", "r{n{a=1}}", "1: a block on one line holds a single argument, no block");
  expect("r {\n  a = 1 }\nb = 2\n", "b=2 r{a=1}", "2: this '}' stands on the line of an argument");
  expect("a {} b {}\n", "a{} b{}", "1: this begins on the line of the block before");
  expect("a = 1 b = 2\n", "a=1 b=2", "1: this begins on the line of the argument before");
  expect("r \"a\" = {\n  b = 1\n}\n", "r:a{b=1}", "1: a block has no '='");
  expect("r \"a\"\n{\n  b = 1\n}\n", "r:a{b=1}", "2: this '{' does not stand on the line of its block's header");
  expect("\"a\" = 1\n", "a=1", "1: the name 'a' must not stand in quotes");
  expect("a = x.0.1\n", "a=x.0.1", "1: '.0.1' cannot be two indices");
  expect("r \"a${b}\" {}\n", "r:a${b}{}", "1: a label is a plain text, without ${ } or %{ }");
  expect("a = 1\na = 2\n", "a=1 a=2", "2: 'a' is already given in this block");
  expect("a = <<E \nx\nE\n", "a='x\\n'", "1: nothing may stand behind 'E' on its line, also no blank");
  expect("a = <<E\nx\nE", "a='x\\n'", "3: a line end is missing behind the heredoc's closing marker");
  expect("a = \"\\q\"\n", "a='\\q'", "1: '\\q' is no escape sequence in a quoted text");
}

TEST(Faults, OfTemplates) {
  expect("a = \"%{ if x }y\"\nb = 1\n", "a=`%if(x)['y'][]` b=1", "1: this directive is not closed: %{ endif } is missing");
  expect("a = \"%{ endif }\"\n", "a=''", "1: this directive closes nothing");
  expect("a = \"%{ elseif x }\"\nb = 1\n", "a=<error> b=1", "1: 'elseif' is no directive; did you mean 'else'?");
  expect("a = \"${}\"\nb = 1\n", "a=<error> b=1", "1: this interpolation is empty");
}

TEST(Faults, OfTextsWithoutAnEnd) {
  expect("r \"a\" {\n  x = <<EOT\n    text\n  EOTX\n  y = 1\n}\nr \"b\" {}\n", "r:a{x=<error> y=1} r:b{}", "2: this heredoc is not closed: a line with nothing but 'EOT' is missing");
  expect("a = 1\n/* b = 2\n", "a=1", "2: this comment is not closed: '*/' is missing");
}

TEST(Faults, OfSignsFromElsewhere) {
  expect("a = \xe2\x80\x9cx\xe2\x80\x9d\nb = 1\n", "a=<error> b=1", "1: a value is expected here, not '\xe2\x80\x9c' (U+201C)");
  expect("a\xc2\xa0= 1\nb = 1\n", "b=1", "1: '=' or '{' is expected behind 'a', not '\xc2\xa0' (U+00A0)");
  expect("a = 'x'\n", "a=<error>", "1: a value is expected here, not '''");
  expect("a = 1 ** 2\n", "a=<error>", "1: a value is expected here, not '*'");
  expect("a: 1\nb = 2\n", "b=2", "1: '=' is expected behind 'a', not ':'");
  expect("a.b = 1\nc = 2\n", "c=2", "1: an argument's name has no dots: 'a.'");
  expect("a = \"\xff\"\n", "a='\xff'", "1: this byte is no UTF-8");
  expect("# \xff\na = 1\n", "a=1", "");
  expect("a = 1\rb = 2\n", "a=<error>", "1: the value ends before the control character U+000D");
}

TEST(Faults, ATextThatIsNoHclIsToldOnceARun) {
  Result r = read("# Title\n\nSome words. And more of them,\nin lines - like these.\n\n* a list\n* of things\n");
  EXPECT_EQ(r.findings, 1u) << r.messages;
  EXPECT_EQ(r.outline, "");
  r = read("apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n");
  EXPECT_EQ(r.findings, 1u) << r.messages;
}

TEST(Faults, ManyAreNotListedToTheEnd) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += cat("a", i, " = = 1\n");
  Result r = read(text);
  EXPECT_EQ(r.findings, 40u);
  EXPECT_NE(r.messages.find("not listed"), std::string::npos);
  EXPECT_EQ(std::count(r.outline.begin(), r.outline.end(), '='), 1000);
}

TEST(Bounds, EveryFormOfDepth) {
  auto repeat = [](std::string_view s, int n) {
    std::string out;
    while (n-- > 0) out += s;
    return out;
  };
  for (std::string value : {repeat("[", 9000), repeat("(", 9000), repeat("{a=", 9000), repeat("-", 9000) + "1", repeat("!", 9000) + "a", repeat("a ? b : ", 9000) + "c", repeat("f(", 9000),
                            repeat("\"${", 9000), "1" + repeat(" + 1", 9000), "a" + repeat("[a", 9000), repeat("[for x in ", 9000), "\"" + repeat("%{ if a }", 9000) + "\""}) {
    Result r = read(cat("a = ", value, "\nb = 1\n"));
    EXPECT_GE(r.findings, 1u) << value.substr(0, 20);
    EXPECT_NE(r.messages.find("too deeply"), std::string::npos) << value.substr(0, 20) << ": " << r.messages.substr(0, 200);
    EXPECT_NE(r.outline.find("b=1"), std::string::npos) << value.substr(0, 20);
  }
  Result blocks = read(repeat("a {\n", 9000) + "x = 1\n" + repeat("}\n", 9000) + "b = 1\n");
  EXPECT_NE(blocks.messages.find("too deeply"), std::string::npos);
  EXPECT_NE(blocks.outline.find("b=1"), std::string::npos);
  // Long is not deep.
  EXPECT_EQ(read("a = [" + repeat("1, ", 9000) + "]\nb = x" + repeat(".y", 9000) + "\n").findings, 0u);
  EXPECT_EQ(read("a = 1" + repeat(" + 1", 300) + "\n").findings, 0u);
}

}  // namespace
}  // namespace plumb::hcl
