// Trust: whether the IAM role that a ServiceAccount names would let it in (IAM roles for service accounts).
// Asked is the `sub` of the token, system:serviceaccount:<namespace>:<name>, against the conditions of each statement that allows
// sts:AssumeRoleWithWebIdentity; which provider is trusted is another question. A statement without a condition on `sub` admits every account.
#include <map>
#include <set>

#include "analysis/passes.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

enum class Answer : uint8_t { no, yes, unknown };

struct Trust {
  Answer answer = Answer::no;
  const Cause* cause = nullptr;
  std::vector<Value> subjects;

  void add(Answer a, const Cause* why = nullptr) {
    if (answer == Answer::yes || a == Answer::no) return;
    answer = a;
    if (a == Answer::unknown && !cause) cause = why;
  }
};

/// Calls f for the value itself or each item of a list: IAM takes both everywhere.
template <class F>
void each_of(const Value& v, F&& f) {
  if (v.is_list()) v.for_each_item(f);
  else f(v);
}

/// IAM's wildcards: '*' any text, '?' one character.
bool like(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
      ++p;
      ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Answer names_web_identity(const Value& actions) {
  Answer out = actions.is_unknown() || actions.open() ? Answer::unknown : Answer::no;
  each_of(actions, [&](const Value& a) {
    if (a.is_unknown()) out = out == Answer::yes ? out : Answer::unknown;
    else if (like(to_lower(a.string_or()), "sts:assumerolewithwebidentity")) out = Answer::yes;
  });
  return out;
}

/// The conditions of one statement: does any subject in them equal ours? Without one on `sub`, every subject is admitted.
void judge_conditions(const Value& conditions, std::string_view subject, bool namespace_known, Trust& trust) {
  if (conditions.is_unknown()) return trust.add(Answer::unknown, conditions.cause());
  bool restricted = false;
  Answer here = Answer::no;
  const Cause* why = conditions.open();
  if (why) here = Answer::unknown;
  conditions.for_each_entry([&](std::string_view test, Span, const Value& keys) {
    bool equals = test.ends_with("StringEquals"), wildcard = test.ends_with("StringLike");
    if (keys.is_unknown() || keys.open()) {
      here = here == Answer::yes ? here : Answer::unknown;
      why = keys.is_unknown() ? keys.cause() : keys.open();
    }
    keys.for_each_entry([&](std::string_view key, Span, const Value& values) {
      if (!key.ends_with(":sub")) return;
      restricted = true;
      if (values.open()) {
        here = here == Answer::yes ? here : Answer::unknown;
        why = values.open();
      }
      each_of(values, [&](const Value& v) {
        if (v.is_unknown() || !(equals || wildcard)) {
          here = here == Answer::yes ? here : Answer::unknown;
          why = v.is_unknown() ? v.cause() : why;
          return;
        }
        trust.subjects.push_back(v);
        std::string_view want = v.string_or();
        bool same = wildcard ? like(want, subject) : want == subject;
        // Without a stated namespace only the account's name can be compared.
        bool same_name = !namespace_known && (wildcard || want.substr(want.rfind(':') + 1) == subject.substr(subject.rfind(':') + 1));
        if (same) here = Answer::yes;
        else if (same_name && here == Answer::no) here = Answer::unknown;
      });
    });
  });
  if (!restricted && here != Answer::unknown) here = Answer::yes;
  trust.add(here, why);
}

void judge_statement(const Value& s, std::string_view subject, bool namespace_known, Trust& trust) {
  if (!s.is_map()) {
    if (s.is_unknown()) trust.add(Answer::unknown, s.cause());
    return;
  }
  Value effect = s.get("Effect");
  if (effect.string_or() == "Deny") return;
  Answer action = s.get("NotAction").is_absent() ? names_web_identity(s.get("Action")) : Answer::unknown;
  if (action == Answer::no) return;
  if (action == Answer::unknown || effect.is_unknown() || s.maybe()) return trust.add(Answer::unknown, effect.cause());
  judge_conditions(s.get("Condition"), subject, namespace_known, trust);
}

/// Every subject that a role's statements of web identity name in full, with the role.
std::multimap<std::string, NodeId> roles_by_subject(const Graph& g) {
  std::multimap<std::string, NodeId> out;
  for (NodeId role : g.of_kind(Kind::role)) {
    if (g.node(role).maybe) continue;
    std::set<std::string_view> subjects;
    each_of(g.get(role, field::role::assume_role_policy).get("Statement"), [&](const Value& s) {
      if (!s.is_map() || s.maybe() || names_web_identity(s.get("Action")) != Answer::yes) return;
      s.get("Condition").for_each_entry([&](std::string_view test, Span, const Value& keys) {
        if (!test.ends_with("StringEquals") && !test.ends_with("StringLike")) return;
        keys.for_each_entry([&](std::string_view key, Span, const Value& values) {
          if (!key.ends_with(":sub")) return;
          each_of(values, [&](const Value& v) {
            if (v.is_string() && !v.maybe() && v.string().find_first_of("*?") == std::string_view::npos) subjects.insert(v.string());
          });
        });
      });
    });
    for (std::string_view subject : subjects) out.emplace(subject, role);
  }
  return out;
}

}  // namespace

void derive_trust(Graph& g) {
  auto trusting = roles_by_subject(g);
  for (NodeId id : g.of_kind(Kind::service_account)) {
    const Value& arn = g.get(id, field::service_account::role_arn);
    if (!arn.is_given() && !arn.is_unknown()) continue;
    const Value& name_space = g.get(id, field::service_account::namespace_);
    std::string subject = cat("system:serviceaccount:", name_space.string_or(), ":", g.node(id).name);
    std::vector<Value> roles;
    for (auto [it, end] = trusting.equal_range(subject); it != end; ++it) roles.push_back(Value::node(it->second));
    g.set(id, field::service_account::trusting_roles, make_list(g.arena(), roles));
    const Value& named = g.get(id, field::service_account::role);
    if (!named.is_node() || named.maybe() || g.node(named.node()).maybe) continue;
    NodeId role = named.node();
    const Value& policy = g.get(role, field::role::assume_role_policy);
    Trust trust;
    bool namespace_known = name_space.is_string() && g.get(id, field::service_account::namespace_given).boolean_or(false);
    Value statements = policy.get("Statement");
    if (!policy.is_map() || statements.is_unknown()) {
      trust.add(Answer::unknown, policy.is_unknown() ? policy.cause() : statements.is_unknown() ? statements.cause() : nullptr);
    } else {
      if (statements.open()) trust.add(Answer::unknown, statements.open());
      each_of(statements, [&](const Value& s) { judge_statement(s, subject, namespace_known, trust); });
    }
    if (trust.answer == Answer::unknown && !trust.cause) trust.cause = make_cause(g.arena(), "the trust policy is not known", g.node(role).name_span);
    const Origin* fact = make_origin(g.arena(), policy.span(), How::fact, "analysis/trust");
    g.set(id, field::service_account::role_trusts, trust.answer == Answer::unknown ? Value::unknown(trust.cause) : Value::boolean(trust.answer == Answer::yes, fact));
    g.set(id, field::service_account::role_trust_subjects, make_list(g.arena(), trust.subjects, nullptr, fact));
  }
}

}  // namespace plumb
