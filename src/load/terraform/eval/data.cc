// Data sources that need no account: what they compute from their configuration alone (module.h: data_results).
#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/policy_document.h"

namespace plumb::terraform {
namespace {

Entry entry(std::string_view key, const Value& v, Span at) { return {key, at, at, v}; }

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
    out = policy_results(c, i.config, at);
  } else if (i.type == "aws_default_tags") {
    Value tags = i.provider ? i.provider->default_tags : Value();
    out.push_back(entry("tags", tags.is_null() ? c.map({}, c.types.string(), at) : tags, at));
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
      // Terraform reads a data source with an unknown argument only when it applies, whatever the result would be made of.
      if (c.project.options.as_planned && first_unknown(i.config)) v = c.unknown_from(i.config, at, c.types.string());
      c.errors.resize(errors);
      out.push_back(entry("rendered", v, at));
    }
  }
  return out;
}

}  // namespace plumb::terraform
