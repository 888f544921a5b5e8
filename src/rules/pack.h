// Pack: checked rules as bytes inside the binary. tools/pack_rules writes it at build time; reading it back takes microseconds.
// Invariant: unpack(pack(rules)) == rules; the bytes are the same on every machine.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace plumb::rules {

std::string pack_rules(const std::vector<Rule>& rules);
/// The rules of a pack that pack_rules() made; std::logic_error for anything else.
std::vector<Rule> unpack_rules(std::string_view bytes);

/// The built-in rules, from the bytes that the build embedded (generated/rules/pack.gen.cc, library plumb_rule_pack).
std::shared_ptr<const RuleSet> builtin_rules();

}  // namespace plumb::rules
