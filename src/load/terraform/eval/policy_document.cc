// See policy_document.h. Facts of the AWS provider that this follows: actions, resources and identifiers are sets, written as one text or in
// falling order; condition values keep their order; documents are merged statement by statement, a later Sid replaces an earlier one;
// "&{" stands for "${"; two blanks of indentation, elements in the order of the policy grammar.
#include "load/terraform/eval/policy_document.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

Entry entry(std::string_view key, const Value& v, Span at) { return {key, at, at, v}; }

class PolicyDocument {
 public:
  PolicyDocument(Context& c, Span at) : c_(c), at_(at) {}

  Value policy(const Value& config) {
    std::vector<Value> statements;
    Value version, id;
    documents(config, "source_json", statements, version, id);
    documents(config, "source_policy_documents", statements, version, id);
    own(config, statements, version, id);
    documents(config, "override_policy_documents", statements, version, id);
    documents(config, "override_json", statements, version, id);
    std::vector<Entry> out;
    out.push_back(entry("Version", version, at_));
    if (!id.is_null() && !(id.is_string() && id.string().empty())) out.push_back(entry("Id", id, at_));
    if (!statements.empty() || open_) {
      ListData* list = c_.arena.make<ListData>(ListData{c_.arena.copy(statements), nullptr, open_});
      out.push_back(entry("Statement", Value::tuple(list, at_), at_));
    }
    return c_.object(std::move(out), at_);
  }

  std::vector<Value> unknown_keys;  // condition variables that stand in the policy as they are written

 private:
  /// The statements of the configuration itself.
  void own(const Value& config, std::vector<Value>& statements, Value& version, Value& id) {
    const Entry* given = config.find("version");
    upgrade(version, given && !given->value.is_null() ? given->value : Value::string("2012-10-17", at_));
    if (Value named = config.get("policy_id"); !named.is_null()) id = named;
    Value blocks = config.get("statement");
    for (const Value& s : blocks.items()) add(statements, statement(s));
    if (blocks.is_sequence() && blocks.list().open) open_ = blocks.list().open;
    if (blocks.is_unknown()) open_ = &blocks.unknown();
  }

  static void upgrade(Value& version, const Value& to) {
    if (version.is_null() || to.is_unknown() || (version.is_string() && to.is_string() && to.string() > version.string())) version = to;
  }

  /// A statement replaces the one with its Sid.
  static void add(std::vector<Value>& statements, const Value& s) {
    Value sid = s.get("Sid");
    for (Value& old : statements)
      if (sid.is_string() && !sid.string().empty() && old.get("Sid").is_string() && old.get("Sid").string() == sid.string()) {
        old = s;
        return;
      }
    statements.push_back(s);
  }

  void documents(const Value& config, std::string_view name, std::vector<Value>& statements, Value& version, Value& id) {
    const Entry* e = config.find(name);
    if (!e || e->value.is_null()) return;
    if (!e->value.is_sequence()) return document(e->value, statements, version, id);
    for (const Value& v : e->value.items()) document(v, statements, version, id);
  }

  void document(const Value& text, std::vector<Value>& statements, Value& version, Value& id) {
    if (text.is_null() || (text.is_string() && text.string().empty())) return;
    std::optional<Value> parsed;
    if (text.is_string()) parsed = json_value(c_, text.string(), text.span());
    else if (text.is_unknown() && text.unknown().json) parsed = *text.unknown().json;
    if (!parsed) {
      if (text.is_unknown() && !open_) open_ = &text.unknown();
      return;
    }
    if (Value v = parsed->get("Version"); !v.is_null()) upgrade(version, v);
    if (Value v = parsed->get("Id"); !v.is_null()) id = v;
    Value list = parsed->get("Statement");
    if (list.is_mapping()) add(statements, read(list));
    for (const Value& s : list.items()) add(statements, read(s));
  }

  /// A statement of a document as the provider reads it: identifiers are sorted, empty elements are dropped.
  Value read(const Value& s) {
    std::vector<Entry> out;
    for (Entry e : s.entries()) {
      bool empty = (e.value.is_string() && e.value.string().empty()) || (e.value.is_sequence() && e.value.items().empty() && !e.value.list().open);
      if (empty || e.value.is_null()) continue;
      if ((e.key == "Principal" || e.key == "NotPrincipal") && e.value.is_mapping()) {
        std::vector<Entry> types(e.value.entries().begin(), e.value.entries().end());
        for (Entry& t : types) t.value = falling(t.value);
        e.value = c_.object(std::move(types), e.at);
      }
      out.push_back(e);
    }
    return c_.object(std::move(out), s.span());
  }

  Value statement(const Value& s) {
    std::vector<Entry> out;
    auto copy = [&](std::string_view from, std::string_view to, bool set) {
      const Entry* e = s.find(from);
      if (!e || e->value.is_null() || (e->value.is_sequence() && e->value.items().empty()) || (e->value.is_string() && e->value.string().empty())) return;
      out.push_back({to, e->key_span, e->at, set ? one_or_many(falling(e->value)) : e->value});
    };
    copy("sid", "Sid", false);
    const Entry* effect = s.find("effect");
    out.push_back(entry("Effect", effect && !effect->value.is_null() ? effect->value : Value::string("Allow", at_), effect ? effect->at : at_));
    copy("actions", "Action", true);
    copy("not_actions", "NotAction", true);
    copy("resources", "Resource", true);
    copy("not_resources", "NotResource", true);
    principals(s, "principals", "Principal", out);
    principals(s, "not_principals", "NotPrincipal", out);
    conditions(s, out);
    Value v = c_.object(std::move(out), s.span());
    return s.maybe() ? v.marked_maybe() : v;
  }

  /// As the text that the provider takes; "&{aws:username}" as the policy's "${aws:username}".
  Value variables(const Value& v) {
    if (v.is_number() || v.is_bool()) return c_.text(*to_text(v), v.span());
    if (!v.is_string() || v.string().find("&{") == std::string_view::npos) return v;
    std::string text(v.string());
    for (size_t at = 0; (at = text.find("&{", at)) != std::string::npos; ++at) text[at] = '$';
    return c_.text(text, v.span());
  }

  /// The members of a set of texts in falling order, each once.
  Value falling(const Value& v) {
    if (!v.is_sequence()) return variables(v);
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(variables(i));
    std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return written(a) > written(b); });
    items.erase(std::unique(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare(a, b) == 0; }), items.end());
    ListData* list = c_.arena.make<ListData>(ListData{c_.arena.copy(items), nullptr, v.list().open});
    return Value::tuple(list, v.span());
  }

  /// A single member stands alone, as the provider writes it.
  static Value one_or_many(const Value& v) {
    if (v.is_sequence() && v.items().size() == 1 && !v.list().open) return v.items()[0];
    return v;
  }

  void principals(const Value& s, std::string_view from, std::string_view to, std::vector<Entry>& out) {
    const Entry* blocks = s.find(from);
    if (!blocks || (blocks->value.is_sequence() && blocks->value.items().empty())) return;
    if (blocks->value.is_unknown()) {
      out.push_back({to, blocks->key_span, blocks->at, blocks->value});
      return;
    }
    std::vector<Entry> by_type;
    for (const Value& b : blocks->value.items()) {
      Value type = b.get("type"), identifiers = falling(b.get("identifiers"));
      if (type.is_unknown()) {
        out.push_back({to, blocks->key_span, blocks->at, c_.unknown_from(type, b.span())});
        return;
      }
      if (!type.is_string()) continue;
      bool everyone = type.string() == "*" && blocks->value.items().size() == 1 && identifiers.items().size() == 1 && identifiers.items()[0].string_or() == "*";
      if (everyone) {
        out.push_back({to, blocks->key_span, blocks->at, Value::string("*", b.span())});
        return;
      }
      by_type.push_back({type.string(), b.span(), b.span(), merged(by_type, type.string(), identifiers)});
    }
    out.push_back({to, blocks->key_span, blocks->at, c_.object(std::move(by_type), blocks->at)});
  }

  /// The blocks of a set: one that is said twice counts once.
  static std::vector<Value> distinct_blocks(const Value& blocks) {
    auto before = [](const Value& a, const Value& b) { return compare(a, b) < 0; };
    std::set<Value, decltype(before)> seen(before);
    std::vector<Value> out;
    for (const Value& b : blocks.items())
      if (first_unknown(b) || seen.insert(b).second) out.push_back(b);
    return out;
  }

  /// The values of two blocks with one key together.
  Value merged(const std::vector<Entry>& before, std::string_view key, const Value& values) {
    for (size_t i = before.size(); i-- > 0;) {
      if (before[i].key != key || !values.is_sequence()) continue;
      std::vector<Value> all;
      if (before[i].value.is_sequence()) all.assign(before[i].value.items().begin(), before[i].value.items().end());
      else all.push_back(before[i].value);
      all.insert(all.end(), values.items().begin(), values.items().end());
      return c_.tuple(all, values.span());
    }
    return one_or_many(values);
  }

  void conditions(const Value& s, std::vector<Entry>& out) {
    const Entry* blocks = s.find("condition");
    if (!blocks || (blocks->value.is_sequence() && blocks->value.items().empty())) return;
    if (blocks->value.is_unknown()) {
      out.push_back({"Condition", blocks->key_span, blocks->at, blocks->value});
      return;
    }
    std::map<std::string_view, std::vector<Entry>> by_test;
    for (const Value& b : distinct_blocks(blocks->value)) {
      Value test = b.get("test"), variable = variables(b.get("variable")), values = b.get("values");
      if (!test.is_string() || (!variable.is_string() && !variable.is_unknown())) {
        out.push_back({"Condition", blocks->key_span, blocks->at, c_.unknown_from(test.is_unknown() ? test : variable, b.span())});
        return;
      }
      if (values.is_sequence()) {
        std::vector<Value> items;
        for (const Value& i : values.items()) items.push_back(variables(i));
        values = Value::tuple(c_.arena.make<ListData>(ListData{c_.arena.copy(items), nullptr, values.list().open}), values.span());
      }
      // A variable that is known in part ("${oidc}:sub") keeps its written form as the key.
      std::string_view key = variable.is_string() ? variable.string() : variable.unknown().text;
      if (variable.is_unknown()) unknown_keys.push_back(variable);
      auto& list = by_test[test.string()];
      list.push_back({key, b.span(), b.span(), merged(list, key, values)});
    }
    std::vector<Entry> tests;
    for (auto& [test, entries] : by_test) tests.push_back({test, blocks->at, blocks->at, c_.object(std::move(entries), blocks->at)});
    out.push_back({"Condition", blocks->key_span, blocks->at, c_.object(std::move(tests), blocks->at)});
  }

  Context& c_;
  Span at_;
  const Unknown* open_ = nullptr;
};

/// JSON of a policy with its elements in the order of the grammar; `indent`: two blanks a level, or all on one line.
class PolicyText {
 public:
  explicit PolicyText(bool indent) : indent_(indent) {}

  std::string text(const Value& policy) {
    static constexpr std::array<std::string_view, 3> kPolicy = {"Version", "Id", "Statement"};
    write(policy, 0, kPolicy);
    return std::move(out_);
  }

 private:
  void line(size_t depth) {
    if (!indent_) return;
    out_ += '\n';
    out_.append(2 * depth, ' ');
  }

  void write(const Value& v, size_t depth, std::span<const std::string_view> order) {
    static constexpr std::array<std::string_view, 9> kStatement = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"};
    if (v.is_sequence() && !v.items().empty()) {
      out_ += '[';
      for (size_t i = 0; i < v.items().size(); ++i) {
        if (i) out_ += ',';
        line(depth + 1);
        write(v.items()[i], depth + 1, order.size() == 3 ? std::span<const std::string_view>(kStatement) : std::span<const std::string_view>());
      }
      line(depth);
      out_ += ']';
    } else if (v.is_mapping() && !v.entries().empty()) {
      std::vector<Entry> entries(v.entries().begin(), v.entries().end());
      auto rank = [&](const Entry& e) { return std::find(order.begin(), order.end(), e.key) - order.begin(); };
      std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
      out_ += '{';
      for (size_t i = 0; i < entries.size(); ++i) {
        if (i) out_ += ',';
        line(depth + 1);
        out_ += cat(json_text(Value::string(entries[i].key)), indent_ ? ": " : ":");
        bool statements = depth == 0 && entries[i].key == "Statement";
        write(entries[i].value, depth + 1, statements ? order : std::span<const std::string_view>());
      }
      line(depth);
      out_ += '}';
    } else {
      out_ += json_text(v);
    }
  }

  bool indent_;
  std::string out_;
};

}  // namespace

std::vector<Entry> policy_results(Context& c, const Value& config, Span at) {
  PolicyDocument document(c, at);
  Value policy = document.policy(config);
  bool known = !first_unknown(config) && !first_unknown(policy) && document.unknown_keys.empty();
  std::vector<Entry> out;
  for (bool indent : {true, false}) {
    std::string text = PolicyText(indent).text(policy);
    Value v;
    if (known) {
      v = c.text(text, at);
    } else {  // a text that is known in part: what it is made of, and the policy behind it
      std::vector<Value> parts = document.unknown_keys;
      parts.push_back(policy);
      parts.push_back(config);
      Unknown* u = c.arena.make<Unknown>(c.unknown_from(parts, at, c.types.string()).unknown());
      u->json = c.arena.make<Value>(policy);
      u->text = c.arena.copy(std::string_view(text));
      v = Value::unknown(u, at);
    }
    out.push_back(entry(indent ? "json" : "minified_json", v, at));
  }
  return out;
}

}  // namespace plumb::terraform
