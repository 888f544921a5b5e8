// Label selectors: matchLabels and matchExpressions, or the plain map of a Service, against the labels of pods; three-valued.
#pragma once
#include "link/objects.h"

namespace plumb::linking {

/// Whether a plain map of labels (Service) selects pods with `labels`.
Match matches_labels(const Value& wanted, const Value& labels);
/// Whether a LabelSelector {matchLabels, matchExpressions} does; an empty one selects everything.
Match matches_selector(const Value& selector, const Value& labels);

void link_selectors(Objects& objects);

}  // namespace plumb::linking
