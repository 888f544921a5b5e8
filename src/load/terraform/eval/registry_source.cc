// registry_source.h.
#include "load/terraform/eval/registry_source.h"

#include "base/text.h"

namespace plumb::terraform {

RegistrySource registry_source(std::string_view source) {
  RegistrySource out;
  if (source.starts_with(".") || source.starts_with("/")) return out;
  size_t query = source.find('?');
  if (query != std::string_view::npos) {
    for (std::string_view parameter : split(source.substr(query + 1), '&'))
      if (parameter.starts_with("ref=")) out.ref = parameter.substr(4);
    source = source.substr(0, query);
  }
  for (std::string_view prefix : {"refs/", "tags/"})
    if (out.ref.starts_with(prefix)) out.ref.remove_prefix(prefix.size());
  for (std::string_view prefix : {"git::", "https://", "http://", "ssh://", "git@", "registry.terraform.io/", "registry.opentofu.org/"})
    if (source.starts_with(prefix)) source.remove_prefix(prefix.size());
  std::string_view below;
  if (size_t at = source.find("//"); at != std::string_view::npos) below = source.substr(at), source = source.substr(0, at);
  if (source.ends_with(".git")) source.remove_suffix(4);
  std::string plain(source);  // git@host:owner/name
  size_t first = plain.find_first_of("/:");
  if (first != std::string::npos && plain[first] == ':' && plain.find('.') < first) plain[first] = '/';
  out.name = cat(plain, below);
  if (!plain.starts_with("github.com/")) return out;
  std::string_view path = std::string_view(plain).substr(11);
  size_t slash = path.find('/');
  std::string_view repository = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  if (!repository.starts_with("terraform-")) return out;
  repository.remove_prefix(10);
  size_t dash = repository.find('-');
  if (dash != std::string_view::npos) out.name = cat(path.substr(0, slash), "/", repository.substr(dash + 1), "/", repository.substr(0, dash), below);
  return out;
}

}  // namespace plumb::terraform
