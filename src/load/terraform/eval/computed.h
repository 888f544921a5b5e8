// Which attributes of a resource its provider computes (schemas/data/terraform_computed.tsv).
#pragma once
#include <span>
#include <string_view>

namespace plumb::terraform {

/// The attributes that are known after apply only when the configuration does not set them; every resource has an id.
std::span<const std::string_view> computed_attributes(std::string_view type);

}  // namespace plumb::terraform
