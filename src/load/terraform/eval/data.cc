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

/// A file that is at hand.
void local_file(const Env& env, const Instance& i, std::vector<Entry>& out) {
  static constexpr std::pair<std::string_view, std::string_view> kResults[] = {
      {"content", "file"}, {"content_base64", "filebase64"}, {"content_md5", "filemd5"}, {"content_sha1", "filesha1"}, {"content_sha256", "filesha256"},
      {"content_base64sha256", "filebase64sha256"}, {"content_sha512", "filesha512"}, {"content_base64sha512", "filebase64sha512"}, {"id", "filesha1"}};
  Value name = i.config.get("filename");
  if (!name.is_string()) return;
  for (const auto& [attribute, function] : kResults)
    if (Value v = applied(env, function, {name}, i.header); v.is_string()) out.push_back(entry(attribute, i.type == "local_sensitive_file" ? v.marked_sensitive() : v, i.header));
}

/// The multipart text of cloud-init; what is compressed is not known, it depends on the compressor.
Value cloudinit(Context& c, const Instance& i) {
  const Value& config = i.config;
  if (first_unknown(config)) return c.unknown_from(config, i.header, c.types.string());
  if (config.get("gzip").boolean_or(true)) return c.unknown("what gzip makes of it depends on the compressor", i.header, c.types.string());
  std::string boundary(config.get("boundary").string_or("MIMEBOUNDARY"));
  std::string out = cat("Content-Type: multipart/mixed; boundary=\"", boundary, "\"\nMIME-Version: 1.0\r\n\r\n");
  bool first = true;
  for (const Value& part : config.get("part").items()) {
    out += cat(first ? "" : "\r\n", "--", boundary, "\r\n");
    first = false;
    if (Value name = part.get("filename"); name.is_string() && !name.string().empty()) out += cat("Content-Disposition: attachment; filename=\"", name.string(), "\"\r\n");
    std::string_view type = part.get("content_type").string_or();
    out += cat("Content-Transfer-Encoding: 7bit\r\nContent-Type: ", type.empty() ? "text/plain" : type, "\r\nMime-Version: 1.0\r\n");
    if (Value merge = part.get("merge_type"); merge.is_string() && !merge.string().empty()) out += cat("X-Merge-Type: ", merge.string(), "\r\n");
    out += cat("\r\n", part.get("content").string_or());
  }
  out += cat("\r\n--", boundary, "--\r\n");
  return c.text(config.get("base64_encode").boolean_or(true) ? base64(out) : out, i.header);
}

}  // namespace

std::vector<Entry> data_results(const Env& env, const Instance& i) {
  Context& c = env.c;
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
  } else if (i.type == "local_file" || i.type == "local_sensitive_file") {
    local_file(env, i, out);
  } else if (i.type == "cloudinit_config" || i.type == "template_cloudinit_config") {
    out.push_back(entry("rendered", cloudinit(c, i), i.header));
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
