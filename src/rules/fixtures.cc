// See fixtures.h. Reads the Markdown line by line; only headings, fences and marks mean something.
#include "rules/fixtures.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"

namespace plumb::rules {
namespace {

/// `# error: rule-id "part"` (or `//`) at the end of a line; where it begins, its comment sign included.
struct ParsedMark {
  size_t begin = 0;
  Mark mark;
};

/// `\"` is a quote within the part; bare quotes are taken as they are.
std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"') ++i;
    out += text[i];
  }
  return out;
}

std::optional<ParsedMark> parse_mark(std::string_view line) {
  static constexpr std::string_view kWords[] = {"info", "warning", "error"};
  for (size_t w = 0; w < std::size(kWords); ++w) {
    for (std::string_view sign : {"# ", "// "}) {
      std::string head = cat(sign, kWords[w], ": ");
      size_t at = line.rfind(head);
      if (at == std::string_view::npos || (at > 0 && line[at - 1] != ' ' && line[at - 1] != '\t')) continue;
      ParsedMark out{at, {}};
      out.mark.severity = static_cast<Severity>(w);
      std::string_view rest = trim(line.substr(at + head.size()));
      size_t end = std::min(rest.find_first_of(" \""), rest.size());
      out.mark.rule = rest.substr(0, end);
      rest = trim(rest.substr(end));
      if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') out.mark.part = unescaped(rest.substr(1, rest.size() - 2));
      else if (!rest.empty()) continue;
      return out;
    }
  }
  return std::nullopt;
}

std::string default_file(std::string_view language) {
  if (language == "yaml" || language == "yml") return "main.yaml";
  if (language == "json") return "main.json";
  if (language == "hcl" || language == "terraform" || language == "tf") return "main.tf";
  return {};
}

class FixtureReader {
 public:
  FixtureReader(std::string_view path, std::string_view rule, std::vector<RuleError>& errors) : path_(path), rule_(rule), errors_(errors) {}

  std::vector<FixtureTest> read(std::string_view markdown) {
    std::vector<std::string_view> lines = split(markdown, '\n');
    for (number_ = 1; number_ <= lines.size(); ++number_) {
      std::string_view line = lines[number_ - 1];
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!fence_.empty() && line.starts_with(fence_) && trim(line.substr(fence_.size())).empty()) close();
      else if (!fence_.empty()) body(line);
      else if (line.starts_with("```")) open(line);
      else if (line.starts_with("#")) heading(line);
    }
    if (!fence_.empty()) error("a code block is not closed");
    finish_test();
    check();
    return std::move(tests_);
  }

 private:
  void error(std::string message, size_t line = 0) { errors_.push_back({path_, static_cast<uint32_t>(line ? line : number_), std::move(message)}); }

  void heading(std::string_view line) {
    size_t level = std::min(line.find_first_not_of('#'), line.size());
    std::string_view title = trim(line.substr(level));
    if (level == 2) {
      finish_test();
      section_ = title;
      static const std::map<std::string_view, FixtureTest::Expect> kSections = {
          {"Good", FixtureTest::Expect::good}, {"Bad", FixtureTest::Expect::bad}, {"Undecided", FixtureTest::Expect::undecided}};
      auto at = kSections.find(title);
      in_tests_ = at != kSections.end();
      if (!in_tests_) return error(cat("no section '", title, "': tests stand under '## Good', '## Bad' and '## Undecided'"));
      test_.expect = at->second;
      test_.name = title;
      test_.line = static_cast<uint32_t>(number_);
    } else if (level == 3 && in_tests_) {
      FixtureTest::Expect expect = test_.expect;
      finish_test();
      test_.expect = expect;
      test_.name = cat(section_, "/", title);
      test_.line = static_cast<uint32_t>(number_);
    } else if (level > 3 || (level == 3 && !in_tests_)) {
      error("a test's heading is '### name' below '## Good', '## Bad' or '## Undecided'");
    }
  }

  void open(std::string_view line) {
    size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    fence_ = line.substr(0, ticks);
    std::string language;
    file_.clear();
    text_.clear();
    marks_.clear();
    for (std::string_view word : split(line.substr(ticks), ' ')) {
      if (word.starts_with("file=")) file_ = word.substr(5);
      else if (language.empty()) language = word;
      else if (!word.empty()) error(cat("unknown word '", word, "' after ``` (language, then file=PATH)"));
    }
    if (file_.empty()) file_ = default_file(language);
    if (!file_.empty() && !in_tests_) error("a file outside of '## Good', '## Bad' and '## Undecided'");
    if (!file_.empty() && test_.files.count(file_)) error(cat("two files are called '", file_, "': say file=PATH"));
  }

  void body(std::string_view line) {
    std::optional<ParsedMark> parsed = parse_mark(line);
    if (!parsed) {
      place_marks();
      text_.push_back(std::string(line));
      return;
    }
    parsed->mark.markdown_line = static_cast<uint32_t>(number_);
    parsed->mark.file = file_;
    std::string_view before = line.substr(0, parsed->begin);
    marks_.push_back(std::move(parsed->mark));
    if (trim(before).empty()) return;  // alone: for the next line, which is not there yet
    place_marks();
    text_.push_back(std::string(before.substr(0, before.find_last_not_of(" \t") + 1)));
  }

  /// Marks met so far belong to the line that is about to be added.
  void place_marks() {
    for (Mark& m : marks_) {
      m.line = static_cast<uint32_t>(text_.size() + 1);
      test_.marks.push_back(std::move(m));
    }
    marks_.clear();
  }

  void close() {
    fence_.clear();
    if (file_.empty()) return;  // prose: commands, output
    if (!marks_.empty()) error("a mark has no line below it");
    std::string text = join(text_, "\n");
    test_.files[file_] = text.empty() ? text : cat(text, "\n");
  }

  void finish_test() {
    if (!test_.files.empty()) tests_.push_back(std::move(test_));
    else if (test_.name.find('/') != std::string::npos) error("this test has no file", test_.line);
    test_ = {};
  }

  void check() {
    std::set<std::string> names;
    for (const FixtureTest& t : tests_) {
      bool bad = t.expect == FixtureTest::Expect::bad;
      bool marked = std::any_of(t.marks.begin(), t.marks.end(), [&](const Mark& m) { return m.rule == rule_; });
      if (!names.insert(t.name).second) error(cat("two tests are called '", t.name, "'"), t.line);
      if (bad && !marked) error(cat("no mark for ", rule_, " in a bad test (`# error: ", rule_, "` at the end of the line, or alone above it)"), t.line);
      if (!bad && marked) error(cat("a mark for ", rule_, " outside of '## Bad'"), t.line);
    }
    for (auto [expect, name] : {std::pair{FixtureTest::Expect::bad, "Bad"}, std::pair{FixtureTest::Expect::good, "Good"}})
      if (std::none_of(tests_.begin(), tests_.end(), [wanted = expect](const FixtureTest& t) { return t.expect == wanted; })) error(cat("there is no test under '## ", name, "'"), 1);
  }

  std::string path_, rule_;
  std::vector<RuleError>& errors_;
  std::vector<FixtureTest> tests_;
  size_t number_ = 0;
  bool in_tests_ = false;
  std::string section_, fence_, file_;
  std::vector<std::string> text_;
  std::vector<Mark> marks_;
  FixtureTest test_;
};

}  // namespace

std::vector<FixtureTest> read_fixture(std::string_view path, std::string_view rule, std::string_view markdown, std::vector<RuleError>& errors) {
  return FixtureReader(path, rule, errors).read(markdown);
}

}  // namespace plumb::rules
