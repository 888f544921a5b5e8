// The data source aws_iam_policy_document: statements, source and override documents merged to one policy, as the provider renders it.
#pragma once
#include <vector>

#include "load/terraform/eval/context.h"

namespace plumb::terraform {

/// `json` and `minified_json` of the data source with this configuration.
std::vector<Entry> policy_results(Context& c, const Value& config, Span at);

}  // namespace plumb::terraform
