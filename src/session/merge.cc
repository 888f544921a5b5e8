// merge.h.
#include "session/merge.h"

#include <algorithm>
#include <set>

namespace plumb {
namespace {

/// The text with the environment's name, where it stands as a word of its own, left open.
std::string without(std::string_view text, std::string_view name) {
  if (name.empty()) return std::string(text);
  auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + name.size();
    bool whole = text.substr(at, name.size()) == name && (at == 0 || !word(text[at - 1])) && (end >= text.size() || !word(text[end]));
    if (whole) out += '\1', at = end;
    else out += text[at++];
  }
  return out;
}

}  // namespace

MergedFindings::Key MergedFindings::key(const Finding& f, std::string_view environment) {
  return {f.rule, f.at.file, f.at.begin, f.at.end, without(f.message, environment), without(f.resource, environment)};
}

void MergedFindings::add(std::string_view environment, Findings findings, const std::set<FileId>& affected) {
  std::map<Key, size_t> here;  // how many of a kind this environment has
  for (Finding& f : findings) {
    bool depends = affected.contains(f.at.file);
    if (!depends && !first_) continue;
    auto exact = keys_.find(key(f, ""));  // a name may stand in a text for another reason: what is wholly the same is the same
    Key open = exact != keys_.end() ? exact->second : key(f, depends ? environment : std::string_view());
    std::vector<std::string>& in = environments_[open];
    if (depends && (in.empty() || in.back() != environment)) in.emplace_back(environment);
    size_t& there = counts_[open];
    keys_.emplace(key(f, ""), open);
    if (++here[open] <= there) continue;
    ++there;
    findings_.push_back(std::move(f));
  }
  first_ = false;
}

void MergedFindings::add(rules::Evaluation& to, const rules::Evaluation& more, const std::set<FileId>& affected) {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> there;
  for (const rules::Undecided& u : to.undecided) there.emplace(u.rule, u.resource, u.cause);
  std::vector<rules::Undecided> added;
  for (const rules::Undecided& u : more.undecided)
    if (affected.contains(u.at.file) && !there.contains({u.rule, u.resource, u.cause})) added.push_back(u);
  to.undecided.insert(to.undecided.end(), added.begin(), added.end());
}

std::vector<std::string> MergedFindings::environments(const Finding& f) const {
  auto at = keys_.find(key(f, ""));
  return at == keys_.end() ? std::vector<std::string>() : environments_.at(at->second);
}

}  // namespace plumb
