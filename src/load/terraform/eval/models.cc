// models.h.
#include "load/terraform/eval/models.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "load/terraform/eval/paths.h"

namespace plumb::terraform {
namespace {

uint32_t number(std::string_view text) {
  uint32_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

std::string_view text_of_table() {
  for (const EmbeddedFile& f : embedded_models())
    if (f.name == "models.tsv") return f.text;
  return {};
}

/// What a source means in the registry: "terraform-aws-modules/vpc/aws//modules/x" and the version that a git source's tag names.
/// github.com/OWNER/terraform-PROVIDER-NAME is where the registry takes OWNER/NAME/PROVIDER from.
struct RegistrySource {
  std::string name;
  std::string_view ref;
};
RegistrySource registry_source(std::string_view source) {
  auto drop = [&](std::string_view prefix) {
    if (source.starts_with(prefix)) source.remove_prefix(prefix.size());
  };
  RegistrySource out;
  size_t query = source.find('?');
  if (query != std::string_view::npos) {
    for (std::string_view parameter : split(source.substr(query + 1), '&'))
      if (parameter.starts_with("ref=")) out.ref = parameter.substr(4);
    source = source.substr(0, query);
  }
  for (std::string_view prefix : {"git::", "https://", "ssh://", "git@", "registry.terraform.io/", "registry.opentofu.org/"}) drop(prefix);
  if (!source.starts_with("github.com/") && !source.starts_with("github.com:")) {
    out.name = source;
    return out;
  }
  source.remove_prefix(11);
  std::string_view below;
  if (size_t at = source.find("//"); at != std::string_view::npos) below = source.substr(at), source = source.substr(0, at);
  if (source.ends_with(".git")) source.remove_suffix(4);
  size_t slash = source.find('/');
  std::string_view repository = slash == std::string_view::npos ? std::string_view() : source.substr(slash + 1);
  if (!repository.starts_with("terraform-")) return out;
  repository.remove_prefix(10);
  size_t dash = repository.find('-');
  if (dash == std::string_view::npos) return out;
  out.name = cat(source.substr(0, slash), "/", repository.substr(dash + 1), "/", repository.substr(0, dash), below);
  for (std::string_view prefix : {"refs/", "tags/"})
    if (out.ref.starts_with(prefix)) out.ref.remove_prefix(prefix.size());
  return out;
}

size_t known_arguments(const Model& m, const hcl::Body& call) {
  const Declaration& d = m.declaration();
  return static_cast<size_t>(std::count_if(call.attributes.begin(), call.attributes.end(), [&](const hcl::Attribute& a) { return d.variables.contains(a.name); }));
}

std::optional<ModelChoice> choose(std::string_view source, const VersionRange& range, const hcl::Body* call) {
  const Model* best = nullptr;
  for (const auto& m : all_models()) {
    if (m->source != source) continue;
    bool allowed = false;
    for (uint32_t major = m->first; major <= m->last; ++major) allowed = allowed || range.allows_major(major);
    if (allowed && (!best || (call && known_arguments(*m, *call) > known_arguments(*best, *call)))) best = m.get();
  }
  if (!best) return std::nullopt;
  ModelChoice out{best, range, std::nullopt, UINT32_MAX};
  for (uint32_t major = best->last + 1; major-- > best->first;) {
    if (!range.allows_major(major)) continue;
    if (out.major) {  // a second one: which of them is not known, unless nothing was said (then it is the newest)
      if (range.given) out.major.reset(), out.minor = UINT32_MAX;
      break;
    }
    out.major = major;
    out.minor = range.highest_minor(major);
  }
  return out;
}

}  // namespace

Model::Model(std::string_view s, uint32_t a, uint32_t b, std::vector<std::string_view> f) : source(s), first(a), last(b), folders(std::move(f)) {}

const Declaration& Model::declaration() const {
  std::call_once(once_, [&] {
    std::vector<const hcl::File*> parsed;
    for (std::string_view folder : folders)
      for (const EmbeddedFile& e : embedded_models())
        if (e.name.ends_with(".tf") && e.name.substr(0, e.name.rfind('/')) == folder) {
          files_.push_back(hcl::read_hcl(FileId::none, e.text, faults_));
          parsed.push_back(files_.back().get());
        }
    declaration_ = declare(parsed, cat("\2", source, "@", first), faults_);
  });
  return *declaration_;
}

const std::vector<std::unique_ptr<Model>>& all_models() {
  static const std::vector<std::unique_ptr<Model>> models = [] {
    std::vector<std::unique_ptr<Model>> out;
    DataTable table = read_data_table(text_of_table());
    size_t source = table.column("source"), majors = table.column("majors"), folders = table.column("folders");
    for (const auto& row : table.rows) {
      std::vector<std::string_view> range = split(row[majors], '-');
      out.push_back(std::make_unique<Model>(row[source], number(range.front()), number(range.back()), split(row[folders], ' ')));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->last > b->last; });
    return out;
  }();
  return models;
}

std::optional<ModelChoice> choose_model(std::string_view source, std::string_view version, const hcl::Body& call) {
  RegistrySource s = registry_source(source);
  auto range = read_version_range(version.empty() ? s.ref : version);
  if (!range && !version.empty()) return std::nullopt;
  if (!range) range.emplace().given = true;  // a branch or a commit: any version
  return choose(s.name, *range, &call);
}

std::optional<ModelChoice> choose_model(const ModelChoice& from, std::string_view relative) {
  std::string_view source = from.model->source;
  size_t at = source.find("//");
  auto below = normal_path(cat(at == std::string_view::npos ? std::string_view() : source.substr(at + 2), "/", relative));
  if (!below) return std::nullopt;
  return choose(cat(source.substr(0, at), below->empty() ? "" : "//", *below), from.range, nullptr);
}

}  // namespace plumb::terraform
