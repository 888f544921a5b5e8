// Recovery: a manifest with one broken line gives one finding near it and keeps the rest of the document and the other documents.
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "source/sources.h"
#include "syntax/read.h"

namespace plumb {
namespace {

constexpr std::string_view kManifest = R"(# Shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels:
    app: shop
    tier: "web"
spec:
  replicas: 3
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels: {app: shop, tier: web}
    spec:
      containers:
      - name: web
        image: registry.example.com/shop/web:1.4.2
        args: ["--port", "8080"]
        ports:
        - containerPort: 8080
          name: http
        env:
        - name: GREETING
          value: 'hello: you'
        command:
          - /bin/sh
          - -c
      volumes:
      - name: config
        configMap:
          name: shop
)";
constexpr std::string_view kSecond = R"(---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  ports:
  - port: 80
)";

struct Read {
  explicit Read(std::string source) {
    FileId file = sources.add("a.yaml", std::move(source));
    tree = read_yaml(file, sources.text(file), findings);
  }
  Sources sources;
  Findings findings;
  Tree tree;
};

// Every scalar value with the path of keys that leads to it.
void leaves(TreeRef ref, const std::string& path, std::multiset<std::string>& out) {
  if (ref.is_map())
    for (auto [key, value] : ref.entries()) leaves(value, path + "/" + std::string(key.text()), out);
  else if (ref.is_list())
    for (TreeRef item : ref.items()) leaves(item, path + "/-", out);
  else
    out.insert(path + "=" + std::string(ref.text()));
}

struct Break {
  const char* name;
  std::string (*of)(std::string_view line);  // the line without its break; empty: not applicable
  bool late = false;                         // shows only at a later line of the same level
};

std::string_view indent_of(std::string_view line) { return line.substr(0, line.find_first_not_of(' ')); }

const Break kBreaks[] = {
    {"colon lost", [](std::string_view line) {
       size_t colon = line.find(':');
       return colon == std::string_view::npos || line.find('"') < colon || line.find("- ") != std::string_view::npos ? std::string() : cat(line.substr(0, colon), line.substr(colon + 1));
     }},
    {"one space more", [](std::string_view line) { return cat(' ', line); }, true},
    {"one space less", [](std::string_view line) { return line.starts_with(' ') ? std::string(line.substr(1)) : std::string(); }, true},
    {"tab", [](std::string_view line) { return line.starts_with("  ") ? cat('\t', line.substr(2)) : std::string(); }},
    {"quote not closed", [](std::string_view line) {
       size_t colon = line.find(": ");
       return colon == std::string_view::npos ? std::string() : cat(line.substr(0, colon + 2), "\"text");
     }},
    {"bracket not closed", [](std::string_view line) {
       size_t colon = line.find(": ");
       return colon == std::string_view::npos ? std::string() : cat(line.substr(0, colon + 2), "[one, two");
     }},
    {"brace not closed", [](std::string_view line) {
       size_t colon = line.find(": ");
       return colon == std::string_view::npos ? std::string() : cat(line.substr(0, colon + 2), "{one: two");
     }},
    {"two colons", [](std::string_view line) { return line.find(": ") == std::string_view::npos ? std::string() : cat(line, ": more"); }},
    {"text behind a quote", [](std::string_view line) { return line.ends_with('"') ? cat(line, " more") : std::string(); }},
    {"unknown start", [](std::string_view line) { return line.ends_with(':') || line.find("- ") != std::string_view::npos ? std::string() : cat(indent_of(line), "@broken"); }},
    {"merge conflict", [](std::string_view line) { return cat("<<<<<<< HEAD\n", line); }},
};

TEST(YamlRecovery, OneBrokenLineCostsLittle) {
  std::multiset<std::string> whole;
  {
    Read r(cat(kManifest, kSecond));
    ASSERT_TRUE(r.findings.empty());
    leaves(r.tree.document(0), "", whole);
  }
  std::vector<std::string_view> lines = split(kManifest, '\n');
  lines.pop_back();
  size_t cases = 0, kept = 0, silent = 0;
  for (const Break& b : kBreaks) {
    for (size_t i = 1; i < lines.size(); ++i) {
      std::string broken = b.of(lines[i]);
      if (broken.empty()) continue;
      std::string text;
      for (size_t k = 0; k < lines.size(); ++k) text += cat(k == i ? broken : std::string(lines[k]), '\n');
      Read r(cat(text, kSecond));
      std::string context = cat(b.name, " in line ", i + 1, ": '", broken, "'");
      for (const Finding& f : r.findings) context += cat("\n  ", r.sources.position(f.at.file, f.at.begin).line, ": ", f.message);
      ++cases;
      size_t errors = 0;
      for (const Finding& f : r.findings) errors += f.rule == "syntax-error";
      if (errors == 0) {
        ++silent;  // some breaks make another valid text
        continue;
      }
      EXPECT_LE(errors, 2u) << context;
      uint32_t line = r.sources.position(r.findings[0].at.file, r.findings[0].at.begin).line;
      EXPECT_TRUE(line >= i && line <= i + (b.late ? 14 : 2)) << context;
      ASSERT_EQ(r.tree.documents.size(), 2u) << context;
      EXPECT_EQ(r.tree.document(1)["spec"]["ports"].at(0)["port"].integer(), 80) << context;
      std::multiset<std::string> left;
      leaves(r.tree.document(0), "", left);
      size_t same = 0;
      for (const std::string& leaf : whole) same += left.count(leaf) > 0;
      kept += same;
      EXPECT_GE(same * 10, whole.size() * 6) << context << "\n kept " << same << " of " << whole.size();
    }
  }
  size_t share = kept * 100 / ((cases - silent) * whole.size());
  std::printf("%zu breaks, %zu of them still valid YAML; %zu %% of all values keep their place\n", cases, silent, share);
  EXPECT_GE(share, 90u);
}

}  // namespace
}  // namespace plumb
