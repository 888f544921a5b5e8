// Data sources that need no account: what they compute from their configuration alone (module.h: data_results).
#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

Entry entry(std::string_view key, const Value& v, Span at) { return {key, at, at, v}; }

/// aws_iam_policy_document -> the policy as an object, elements and their order as the provider writes them.
class PolicyDocument {
 public:
  PolicyDocument(Context& c, Span at) : c_(c), at_(at) {}

  Value policy(const Value& config) {
    std::vector<Entry> out;
    const Entry* version = config.find("version");
    out.push_back(entry("Version", version && !version->value.is_null() ? version->value : Value::string("2012-10-17", at_), at_));
    if (const Entry* id = config.find("policy_id"); id && !id->value.is_null()) out.push_back(entry("Id", id->value, at_));
    std::vector<Value> statements;
    documents(config, "source_policy_documents", statements);
    documents(config, "source_json", statements);
    Value blocks = config.get("statement");
    for (const Value& s : blocks.items()) add(statements, statement(s));
    documents(config, "override_policy_documents", statements);
    documents(config, "override_json", statements);
    ListData* list = c_.arena.make<ListData>(ListData{c_.arena.copy(statements), nullptr, open_});
    if (blocks.is_sequence() && blocks.list().open) list->open = blocks.list().open;
    out.push_back(entry("Statement", Value::tuple(list, at_), at_));
    return c_.object(std::move(out), at_);
  }

  std::vector<Value> unknown_keys;  // condition variables that stand in the policy as they are written

 private:
  /// A statement replaces the one with its Sid.
  void add(std::vector<Value>& statements, const Value& s) {
    Value sid = s.get("Sid");
    for (Value& old : statements)
      if (sid.is_string() && !sid.string().empty() && old.get("Sid").is_string() && old.get("Sid").string() == sid.string()) {
        old = s;
        return;
      }
    statements.push_back(s);
  }

  void documents(const Value& config, std::string_view name, std::vector<Value>& statements) {
    const Entry* e = config.find(name);
    if (!e || e->value.is_null()) return;
    if (e->value.is_sequence()) {
      for (const Value& v : e->value.items()) document(v, statements);
    } else {
      document(e->value, statements);
    }
  }

  void document(const Value& text, std::vector<Value>& statements) {
    std::optional<Value> parsed;
    if (text.is_string()) parsed = json_value(c_, text.string(), text.span());
    else if (text.is_unknown() && text.unknown().json) parsed = *text.unknown().json;
    if (!parsed) {
      if (text.is_unknown() && !open_) open_ = &text.unknown();
      return;
    }
    Value list = parsed->get("Statement");
    if (list.is_mapping()) add(statements, list);
    for (const Value& s : list.items()) add(statements, s);
  }

  Value statement(const Value& s) {
    std::vector<Entry> out;
    auto copy = [&](std::string_view from, std::string_view to, bool list) {
      const Entry* e = s.find(from);
      if (!e || e->value.is_null() || (list && e->value.is_sequence() && e->value.items().empty())) return;
      out.push_back({to, e->key_span, e->at, list ? one_or_many(e->value) : e->value});
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

  /// A single member stands alone, as the provider writes it.
  Value one_or_many(const Value& v) {
    if (v.is_sequence() && v.items().size() == 1) return v.items()[0];
    return v;
  }

  void principals(const Value& s, std::string_view from, std::string_view to, std::vector<Entry>& out) {
    const Entry* blocks = s.find(from);
    if (!blocks || blocks->value.items().empty()) return;
    std::vector<Entry> by_type;
    for (const Value& b : blocks->value.items()) {
      Value type = b.get("type"), identifiers = b.get("identifiers");
      if (type.is_unknown()) {
        out.push_back({to, blocks->key_span, blocks->at, c_.unknown_from(type, b.span())});
        return;
      }
      if (!type.is_string()) continue;
      bool everyone = type.string() == "*" && identifiers.items().size() == 1 && identifiers.items()[0].string_or() == "*";
      if (everyone) {
        out.push_back({to, blocks->key_span, blocks->at, Value::string("*", b.span())});
        return;
      }
      by_type.push_back({type.string(), b.span(), b.span(), merged(by_type, type.string(), identifiers)});
    }
    out.push_back({to, blocks->key_span, blocks->at, c_.object(std::move(by_type), blocks->at)});
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
    if (!blocks || blocks->value.items().empty()) return;
    std::map<std::string_view, std::vector<Entry>> by_test;
    for (const Value& b : blocks->value.items()) {
      Value test = b.get("test"), variable = b.get("variable"), values = b.get("values");
      if (!test.is_string() || (!variable.is_string() && !variable.is_unknown())) {
        out.push_back({"Condition", blocks->key_span, blocks->at, c_.unknown_from(test.is_unknown() ? test : variable, b.span())});
        return;
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

/// A text that is JSON of `v`: known when all of it is, its keys too.
Value json_of(Context& c, const Value& v, std::vector<Value> unknown_keys, Span at) {
  if (!first_unknown(v) && unknown_keys.empty()) return c.text(json_text(v), at);
  unknown_keys.push_back(v);
  Value u = c.unknown_from(unknown_keys, at, c.types.string());
  Unknown* out = c.arena.make<Unknown>(u.unknown());
  out->json = c.arena.make<Value>(v);
  out->text = c.arena.copy(std::string_view(json_text(v)));
  return Value::unknown(out, at);
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

}  // namespace

std::vector<Entry> data_results(Context& c, const Instance& i) {
  Span at = i.header;
  std::vector<Entry> out;
  Value region = i.provider ? i.provider->region : Value();
  if (i.type == "aws_iam_policy_document") {
    PolicyDocument document(c, at);
    Value policy = document.policy(i.config);
    out.push_back(entry("json", json_of(c, policy, document.unknown_keys, at), at));
    out.push_back(entry("minified_json", out.back().value, at));
  } else if (i.type == "aws_region" && region.is_string() && !i.config.find("name")) {
    for (std::string_view key : {"name", "id", "region"}) out.push_back(entry(key, region, at));
  } else if (i.type == "aws_partition" && region.is_string()) {
    std::string_view partition = partition_of(region.string());
    for (std::string_view key : {"partition", "id"}) out.push_back(entry(key, Value::string(partition, at), at));
    out.push_back(entry("dns_suffix", Value::string(partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com", at), at));
    out.push_back(entry("reverse_dns_prefix", Value::string(partition == "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws", at), at));
  } else if (i.type == "template_file" && i.config.get("template").is_string()) {
    Findings findings;
    auto file = hcl::read_template(i.config.get("template").string(), findings);
    if (file->expression && findings.empty()) {
      size_t errors = c.errors.size();
      Value v = c.keep(evaluate_template(*file->expression, c, i.config.get("vars")), at);
      c.errors.resize(errors);
      out.push_back(entry("rendered", v, at));
    }
  }
  return out;
}

}  // namespace plumb::terraform
