// Which rules are on: profiles, names, overrides, and errors with did-you-mean.
#include "rules/selection.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace plumb::rules {
namespace {

Rule make(const char* id, const char* area, Profile profile, bool builtin = false) {
  Rule r;
  r.id = id;
  r.area = area;
  r.profile = profile;
  r.builtin = builtin;
  return r;
}

std::shared_ptr<const RuleSet> rules() {
  auto set = std::make_shared<RuleSet>();
  set->rules = {make("a-rule", "dns", Profile::standard), make("b-rule", "dns", Profile::recommended), make("c-rule", "tiers", Profile::strict), make("syntax-error", "files", Profile::standard, true)};
  set->rules[1].tags = {"nsa"};
  set->rules[1].aliases = {"old-b"};
  set->rules[2].options = {{"limit", "", int64_t{5}}};
  return set;
}

/// Ids that are on, then errors.
std::string selected(const SelectionOptions& options) {
  std::vector<std::string> errors;
  std::string out;
  for (const ActiveRule& a : select_rules(rules(), options, errors).active) out += cat(a.rule->id, " ");
  for (const std::string& e : errors) out += cat("! ", e, " ");
  return out;
}

TEST(Selection, ProfilesHoldTheSmallerOnes) {
  EXPECT_EQ(selected({}), "a-rule syntax-error ");
  EXPECT_EQ(selected({.profile = Profile::recommended}), "a-rule b-rule syntax-error ");
  EXPECT_EQ(selected({.profile = Profile::all}), "a-rule b-rule c-rule syntax-error ");
}

TEST(Selection, NamesAreIdsAliasesAreasAndTags) {
  EXPECT_EQ(selected({.select = {"c-rule"}}), "c-rule syntax-error ");
  EXPECT_EQ(selected({.select = {"dns"}, .ignore = {"nsa"}}), "a-rule syntax-error ");
  EXPECT_EQ(selected({.select = {"old-b"}, .ignore = {"syntax-error"}}), "b-rule ");
  EXPECT_EQ(selected({.select = {"a-rul"}}), "syntax-error ! no rule, area or tag 'a-rul'; did you mean 'a-rule'? ");
}

TEST(Selection, SeverityAndOptionsOverride) {
  std::vector<std::string> errors;
  SelectionOptions options{.profile = Profile::all, .severity = {{"old-b", Severity::info}}, .options = {{"c-rule", {{"limit", OptionValue(int64_t{7})}}}}};
  Selection s = select_rules(rules(), options, errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(s.find("b-rule")->severity, Severity::info);
  EXPECT_EQ(std::get<int64_t>(s.find("c-rule")->options[0].value), 7);
  options.options = {{"c-rule", {{"limit", OptionValue(true)}, {"limits", OptionValue(int64_t{1})}}}};
  select_rules(rules(), options, errors);
  EXPECT_EQ(join(errors, "|"), "option 'limit' of rule c-rule must be a whole number|rule c-rule has no option 'limits'; did you mean 'limit'?");
}

TEST(Selection, WhatCouldNotBeCheckedStays) {
  std::vector<std::string> errors;
  Selection s = select_rules(rules(), {.ignore = {"syntax-error"}}, errors);
  Findings findings = {make_finding("syntax-error", Severity::error, {}, "one"), make_finding("syntax-error", Severity::error, {}, "two"), make_finding("a-rule", Severity::error, {}, "three")};
  findings[1].unchecked = true;
  apply_selection(s, findings);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].message, "two");
}

}  // namespace
}  // namespace plumb::rules
