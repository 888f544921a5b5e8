// Merging what several environments of one project gave: findings that are the same but for the environment's name are one, which knows the
// environments that it holds in.
// Invariant: the order in which environments come does not matter but for whose words a finding has: the first one's.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "rules/engine.h"
#include "source/finding.h"

namespace plumb {

class MergedFindings {
 public:
  /// What one environment gave. `affected`: files whose findings depend on environments; of the others the first environment's stand for all.
  void add(std::string_view environment, Findings findings, const std::set<FileId>& affected);
  /// The undecided entries of one more environment, without those that are there.
  static void add(rules::Evaluation& to, const rules::Evaluation& more, const std::set<FileId>& affected);

  Findings take() { return std::move(findings_); }
  /// The environments of a finding, which may have been moved; empty: it does not depend on them.
  std::vector<std::string> environments(const Finding& f) const;

 private:
  using Key = std::tuple<std::string, FileId, uint32_t, uint32_t, std::string, std::string>;
  static Key key(const Finding& f, std::string_view environment);

  bool first_ = true;
  Findings findings_;
  std::map<Key, size_t> counts_;                            // findings by key
  std::map<Key, std::vector<std::string>> environments_;    // by key, the environment's name left out
  std::map<Key, Key> keys_;                                 // by the finding as it stands
};

}  // namespace plumb
