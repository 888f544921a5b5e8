// read_yaml beyond the suite: spans, comments, Kubernetes' scalars, anchors and merge keys, templates, bounds.
#include <gtest/gtest.h>

#include "source/sources.h"
#include "syntax/read.h"

namespace plumb {
namespace {

struct Read {
  explicit Read(std::string source, YamlOptions options = {}) {
    file = sources.add("a.yaml", std::move(source));
    tree = read_yaml(file, sources.text(file), findings, options);
  }
  Sources sources;
  FileId file;
  Findings findings;
  Tree tree;

  TreeRef root(size_t i = 0) const { return tree.document(i); }
  std::string at(TreeRef ref) const { return std::string(sources.text(ref.span())); }
  std::string rules() const {
    std::string out;
    for (const Finding& f : findings) {
      Position p = sources.position(file, f.at.begin);
      out += f.rule + " " + std::to_string(p.line) + ":" + std::to_string(p.column) + "; ";
    }
    return out;
  }
};

TEST(Yaml, SpansOfKeysAndValues) {
  Read r("spec: # why\n  ports:\n  - name: http\n    port:   8080  # last\n  \"quoted\": 'it''s'\n  text: |-\n    one\n    two\n\n  list: [a, {b: c}]\nend: plain\n  goes on\n");
  EXPECT_EQ(r.rules(), "");
  TreeRef spec = r.root()["spec"];
  EXPECT_EQ(r.at(r.root().key("spec")), "spec");
  EXPECT_EQ(r.at(spec["ports"]), "- name: http\n    port:   8080");
  EXPECT_EQ(r.at(spec["ports"].at(0)), "name: http\n    port:   8080");
  EXPECT_EQ(r.at(spec["ports"].at(0)["port"]), "8080");
  EXPECT_EQ(spec["ports"].at(0)["port"].integer(), 8080);
  EXPECT_EQ(r.at(spec.key("quoted")), "\"quoted\"");
  EXPECT_EQ(r.at(spec["quoted"]), "'it''s'");
  EXPECT_EQ(spec["quoted"].string(), "it's");
  EXPECT_EQ(r.at(spec["text"]), "|-\n    one\n    two");
  EXPECT_EQ(spec["text"].string(), "one\ntwo");
  EXPECT_EQ(r.at(spec["list"]), "[a, {b: c}]");
  EXPECT_EQ(r.at(spec["list"].at(1)), "{b: c}");
  EXPECT_EQ(r.root()["end"].string(), "plain goes on");
  EXPECT_EQ(r.at(r.root()["end"]), "plain\n  goes on");
  ASSERT_EQ(r.tree.comments.size(), 2u);
  EXPECT_EQ(r.sources.text(r.tree.comments[0]), "# why");
  EXPECT_EQ(r.sources.text(r.tree.comments[1]), "# last");
}

TEST(Yaml, MissingValuesAreNullsBehindTheirIndicator) {
  Read r("a:\nb:\n- \n- x\n");
  EXPECT_TRUE(r.root()["a"].is_null());
  EXPECT_EQ(r.root()["a"].span(), (Span{r.file, 2, 2}));
  EXPECT_EQ(r.root()["b"].size(), 2u);
  EXPECT_TRUE(r.root()["b"].at(0).is_null());
}

// What sigs.k8s.io/yaml makes of a plain scalar.
std::string kind(const std::string& scalar, bool yaml_1_1 = true) {
  YamlOptions options;
  options.yaml_1_1 = yaml_1_1;
  Read r("v: " + scalar + "\n", options);
  TreeRef v = r.root()["v"];
  switch (v.type()) {
    case NodeType::null:
      return "null";
    case NodeType::boolean:
      return v.boolean() ? "true" : "false";
    case NodeType::integer:
      return std::to_string(v.integer());
    case NodeType::floating:
      return "float " + std::to_string(v.node().floating);
    default:
      return "string " + std::string(v.string());
  }
}

TEST(Yaml, ScalarsAsKubernetesReadsThem) {
  for (const char* t : {"yes", "Yes", "on", "ON", "y", "true", "True"}) EXPECT_EQ(kind(t), "true") << t;
  for (const char* t : {"no", "off", "n", "N", "false", "FALSE"}) EXPECT_EQ(kind(t), "false") << t;
  for (const char* t : {"", "~", "null", "Null"}) EXPECT_EQ(kind(t), "null") << t;
  EXPECT_EQ(kind("0644"), "420");
  EXPECT_EQ(kind("0o644"), "420");
  EXPECT_EQ(kind("0x1F"), "31");
  EXPECT_EQ(kind("0b101"), "5");
  EXPECT_EQ(kind("1_000"), "1000");
  EXPECT_EQ(kind("-12"), "-12");
  EXPECT_EQ(kind("+12"), "12");
  EXPECT_EQ(kind("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(kind("18446744073709551615"), "float 18446744073709551616.000000");
  EXPECT_EQ(kind("08"), "float 8.000000");
  EXPECT_EQ(kind("1e3"), "float 1000.000000");
  EXPECT_EQ(kind(".5"), "float 0.500000");
  EXPECT_EQ(kind("-.inf"), "float -inf");
  for (const char* t : {"1.2.3", "10.0.0.0/16", "2001-12-14", "12:30:45", "0x", "1Gi", ".", "+", "yess", "oN", "100m", "--x", "0xg"})
    EXPECT_EQ(kind(t), std::string("string ") + t) << t;
  for (const char* t : {"'yes'", "\"8080\"", "!!str 8080", "!Ref 8080"}) EXPECT_TRUE(kind(t).starts_with("string ")) << t;
  EXPECT_EQ(kind("!!int \"3\""), "3");
}

TEST(Yaml, ScalarsOfTheCoreSchema) {
  EXPECT_EQ(kind("yes", false), "string yes");
  EXPECT_EQ(kind("0644", false), "644");
  EXPECT_EQ(kind("0o644", false), "420");
  EXPECT_EQ(kind("1_000", false), "string 1_000");
}

TEST(Yaml, TagsAreKept) {
  Read r("Resources:\n  Vpc: !Ref Vpc\n  Ids: !GetAtt [a, b]\n  Sub: !Sub\n    - x\n  S: !!str 1\n");
  EXPECT_EQ(r.rules(), "");
  TreeRef res = r.root()["Resources"];
  EXPECT_EQ(res["Vpc"].tag(), "!Ref");
  EXPECT_EQ(res["Vpc"].string(), "Vpc");
  EXPECT_EQ(res["Ids"].tag(), "!GetAtt");
  EXPECT_EQ(res["Sub"].tag(), "!Sub");
  EXPECT_EQ(res["S"].tag(), "tag:yaml.org,2002:str");
}

TEST(Yaml, AliasesAndMergeKeysBecomeCopies) {
  Read r("base: &base\n  a: 1\n  b: {c: 2}\nother: &other {a: 9, d: 4}\nuse:\n  b: own\n  <<: [*base, *other]\n  e: &late 5\nagain: *late\n");
  EXPECT_EQ(r.rules(), "");
  TreeRef use = r.root()["use"];
  EXPECT_EQ(use.size(), 4u);
  EXPECT_EQ(use["a"].integer(), 1);
  EXPECT_EQ(use["b"].string(), "own");
  EXPECT_EQ(use["d"].integer(), 4);
  EXPECT_EQ(use["e"].integer(), 5);
  EXPECT_FALSE(use["<<"]);
  EXPECT_TRUE(use.key("a").node().flags & TreeNode::kMerged);
  EXPECT_FALSE(use.key("e").node().flags & TreeNode::kMerged);
  EXPECT_EQ(r.at(use.key("a")), "a");
  EXPECT_EQ(use.key("a").span(), r.root()["base"].key("a").span());
  EXPECT_EQ(r.root()["again"].integer(), 5);
}

TEST(Yaml, AliasFaults) {
  EXPECT_EQ(Read("a: *none\nb: 1\n").rules(), "syntax-error 1:4; ");
  EXPECT_EQ(Read("a: &a\n  b: *a\nc: 1\n").rules(), "syntax-error 2:6; ");
  Read r("a: &x 1\nb:\n  <<: *x\n  c: 2\n");
  EXPECT_EQ(r.rules(), "syntax-error 3:3; ");
  EXPECT_EQ(r.root()["b"]["c"].integer(), 2);
}

TEST(Yaml, BoundsAreFindingsAndNotHangs) {
  std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'j'; ++c) {
    std::string before(1, static_cast<char>(c - 1));
    laughs += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) laughs += (i ? ", *" : "*") + before;
    laughs += "]\n";
  }
  Read bomb(laughs + "last: 1\n");
  EXPECT_EQ(bomb.rules().substr(0, 18), "document-too-large");
  EXPECT_EQ(bomb.findings.size(), 1u);
  EXPECT_EQ(bomb.root()["last"].integer(), 1);
  EXPECT_LT(bomb.tree.nodes.size(), 1'200'000u);
  for (const std::string& deep : {std::string(200000, '['), [] {
         std::string s;
         for (int i = 0; i < 100000; ++i) s += "{a: ";
         return s; }(), [] {
         std::string s;
         for (int i = 0; i < 100000; ++i) s += "- ";
         return s; }(), [] {
         std::string s;
         for (int i = 0; i < 100000; ++i) s += "? ";
         return s; }()}) {
    Read r(deep);
    ASSERT_EQ(r.findings.size(), 1u);
    EXPECT_EQ(r.findings[0].rule, "document-too-large");
  }
}

TEST(Yaml, DuplicateKeysAreOneFindingEachAndTheLastWins) {
  Read r("a: 1\nb: 2\na: 3\nlist:\n- {x: 1, x: 2}\n");
  EXPECT_EQ(r.rules(), "duplicate-key 5:10; duplicate-key 3:1; ");
  EXPECT_EQ(r.findings[1].chain.at(0).at.begin, 0u);
  EXPECT_EQ(r.root()["a"].integer(), 3);
  EXPECT_EQ(r.root().size(), 4u);
}

TEST(Yaml, StreamsLineEndsAndEncodings) {
  Read r("\xef\xbb\xbf%YAML 1.2\r\n---\r\na: 1\r\nb: |\r\n  x\r\n  y\r\n...\r\n---\r\n- c\r\n---\r\n");
  EXPECT_EQ(r.rules(), "");
  ASSERT_EQ(r.tree.documents.size(), 3u);
  EXPECT_EQ(r.root(0)["a"].integer(), 1);
  EXPECT_EQ(r.root(0)["b"].string(), "x\ny\n");
  EXPECT_EQ(r.root(1).at(0).string(), "c");
  EXPECT_TRUE(r.root(2).is_null());
  std::string utf16 = "\xff\xfe";
  for (char c : std::string("a: \"\xe9\"\n")) utf16 += {c, '\0'};
  Read wide(utf16);
  EXPECT_EQ(wide.root()["a"].string(), "\xc3\xa9");
  EXPECT_TRUE(Read("").tree.documents.empty());
  EXPECT_TRUE(Read("# only this\n").tree.documents.empty());
}

TEST(Yaml, TemplateTextIsSaidOnce) {
  for (const char* text : {"{{- if .Values.on }}\na: 1\n{{- end }}\nb: {{ .x | quote }}\n", "a: {{ .Values.x }}\n", "a: x-{{ .Release.Name }}\n", "- {{ include \"x\" . }}\n",
                           "a: [{{ x }}]\n", "{{ a }}: b\n", "{{/* a\n b */}}\nc: 1\n", "a: \"{{ include \"x\" . }}\"\n", "labels:\n  {{- toYaml . | nindent 2 }}\n"}) {
    Read r(text);
    ASSERT_EQ(r.findings.size(), 1u) << text << r.rules();
    EXPECT_EQ(r.findings[0].rule, "template-not-rendered") << text;
    EXPECT_EQ(r.findings[0].severity, Severity::info) << text;
    EXPECT_TRUE(r.tree.template_text) << text;
  }
  for (const char* text : {"a: '{{ x }}'\n", "a: \"{{ .Values.x }}\"\n", "# {{ x }}\na: 1\n", "a: |\n  {{ .Values.x }}\n", "a: on {{ $labels.pod }} for long\n", "a: in {{ with $labels.b -}} x {{- end }} is\n", "a: ${{ x }}\n"}) {
    Read r(text);
    EXPECT_EQ(r.rules(), "") << text;
    EXPECT_FALSE(r.tree.template_text) << text;
  }
}

TEST(Yaml, BinaryIsOneFinding) {
  Read r(std::string("GITCRYPT\0\x02\x03 a: [", 17));
  EXPECT_EQ(r.rules(), "syntax-error 1:9; ");
  EXPECT_TRUE(r.findings[0].unchecked);
  EXPECT_TRUE(r.tree.documents.empty());
}

}  // namespace
}  // namespace plumb
