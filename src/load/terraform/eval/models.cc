// models.h.
#include "load/terraform/eval/models.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/registry_source.h"

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

size_t known_arguments(const Model& m, const hcl::Body& call) {
  const Declaration& d = m.declaration();
  return static_cast<size_t>(std::count_if(call.attributes.begin(), call.attributes.end(), [&](const hcl::Attribute& a) { return d.variables.contains(a.name); }));
}

std::optional<ModelChoice> choose(const Models& among, std::string_view source, const VersionRange& range, const hcl::Body* call) {
  const Model* best = nullptr;
  for (const auto& m : among)
    if (m->source == source && m->versions.both(range) && (!best || (call && known_arguments(*m, *call) > known_arguments(*best, *call)))) best = m.get();
  if (!best) return std::nullopt;
  VersionRange both = *range.both(best->versions);
  uint32_t highest = both.highest_major();
  // One of several majors: which is not known, unless nothing was said (then it is the newest).
  if (highest == UINT32_MAX || (range.given && both.from.major != highest)) return ModelChoice{best, range, std::nullopt, UINT32_MAX, highest};
  return ModelChoice{best, range, highest, range.highest_minor(highest), highest};
}

}  // namespace

Model::Model(std::string s, VersionRange v, std::vector<std::string_view> texts, std::string f)
    : source(std::move(s)), versions(v), first(v.from.major), last(v.highest_major()), folder(std::move(f)), texts_(std::move(texts)) {}

const Declaration& Model::declaration() const {
  std::call_once(once_, [&] {
    std::vector<RootFile> parsed;
    for (std::string_view text : texts_) {
      files_.push_back(hcl::read_hcl(FileId::none, text, faults_));
      parsed.push_back({std::string(), files_.back().get()});
    }
    declaration_ = declare(std::move(parsed), cat("\2", source, "@", first, folder.empty() ? "" : " ", folder), faults_);
  });
  return *declaration_;
}

const Models& all_models() {
  static const Models models = [] {
    Models out;
    DataTable table = read_data_table(text_of_table());
    size_t source = table.column("source"), majors = table.column("majors"), folders = table.column("folders");
    for (const auto& row : table.rows) {
      std::vector<std::string_view> range = split(row[majors], '-');
      VersionRange versions{{number(range.front()), 0, 0}, {number(range.back()) + 1, 0, 0}, true};
      std::vector<std::string_view> texts;
      for (std::string_view folder : split(row[folders], ' '))
        for (const EmbeddedFile& e : embedded_models())
          if (e.name.ends_with(".tf") && e.name.substr(0, e.name.rfind('/')) == folder) texts.push_back(e.text);
      out.push_back(std::make_unique<Model>(std::string(row[source]), versions, std::move(texts)));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->last > b->last; });
    return out;
  }();
  return models;
}

std::optional<ModelChoice> choose_model(std::string_view source, std::string_view version, const hcl::Body& call, const Models& own) {
  RegistrySource s = registry_source(source);
  auto range = read_version_range(version.empty() ? s.ref : version);
  if (!range && !version.empty()) return std::nullopt;
  if (!range) range.emplace().given = true;  // a branch or a commit: any version
  auto out = choose(own, s.name, *range, &call);
  return out ? out : choose(all_models(), s.name, *range, &call);
}

std::optional<ModelChoice> choose_model(const ModelChoice& from, std::string_view relative, const Models& own) {
  std::string_view source = from.model->source;
  size_t at = source.find("//");
  auto below = normal_path(cat(at == std::string_view::npos ? std::string_view() : source.substr(at + 2), "/", relative));
  if (!below) return std::nullopt;
  std::string wanted = cat(source.substr(0, at), below->empty() ? "" : "//", *below);
  auto out = choose(own, wanted, from.range, nullptr);
  return out ? out : choose(all_models(), wanted, from.range, nullptr);
}

}  // namespace plumb::terraform
