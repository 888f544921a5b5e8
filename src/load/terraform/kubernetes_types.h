// What the resources of Terraform's kubernetes provider are in the API: a table of types, and how their arguments spell the API's fields.
// Source: schemas of hashicorp/kubernetes 2.x (arguments are the API's fields in snake_case, lists of blocks in the singular), 2026-11.
#pragma once
#include <string>
#include <string_view>

namespace plumb::terraform {

struct KubernetesType {
  std::string_view type;  // without "kubernetes_"
  std::string_view api_version, kind;
};

/// The object that a resource type declares; null for types that change objects of others (annotations, labels, env) and for unknown types.
const KubernetesType* kubernetes_type(std::string_view resource_type);

/// The API's name of an argument or block of a single object: cluster_ip -> clusterIP, storage_provisioner -> provisioner.
std::string api_field(std::string_view argument);

/// The API's name of a block that may be given several times inside `parent`; empty: the block is one object.
std::string_view list_field(std::string_view parent, std::string_view block);

/// Whether the API wants a number (or a number or text: ports, percentages) where the provider takes text.
bool takes_number(std::string_view argument);
/// Whether the provider's text may be written as a number or truth value (`value = 8080`).
bool takes_text(std::string_view argument);

}  // namespace plumb::terraform
