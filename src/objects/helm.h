// Releases of Helm charts: from what a format says of one to its node, with the values merged as Helm merges them, and the ServiceAccounts
// that well-known charts make of them. Charts are not rendered: of what else a chart makes nothing is claimed.
// Invariant: a value that something unknown may override is unknown; a map that something unknown may add to is open.
#pragma once
#include <string_view>

#include "graph/graph.h"
#include "source/finding.h"

namespace plumb::helm {

/// `over` laid on `base`: maps are merged, everything else is replaced.
Value merged(Arena& arena, const Value& base, const Value& over);
/// As `--set path=value`: the value at a path as Helm writes it ("serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn").
Value with(Arena& arena, const Value& base, std::string_view path, const Value& value);
/// Any path may be set: nothing of `base` is certain any more.
Value overridden(Arena& arena, const Value& base, const Cause* cause);
/// What `--set x=text` makes of a text: numbers, booleans, null, lists in braces.
Value typed(Arena& arena, std::string_view text, const Origin* origin);

struct Release {
  Value name, chart, repository, version, namespace_;  // texts, absent or unknown
  Value values;
  bool packaged = true;       // the chart comes from a repository, not from a folder that may hold any chart of that name
  std::string_view address;   // as its users name it
  Span span, name_span;
  const Cause* maybe = nullptr;
  Value raw;
};

/// Adds the node and the ServiceAccounts that the chart is known to make; these are appended to `accounts` where given.
NodeId add_release(Builder& builder, Findings& findings, const Release& release, std::vector<NodeId>* accounts = nullptr);

}  // namespace plumb::helm
