// Mapper: helm_release: chart, version and values of a release as any format says them (objects/helm.h), the cluster that its provider
// speaks to, and the roles that the values name for the chart's ServiceAccounts.
// The provider's order: the documents of `values`, then `set`, `set_list`, `set_sensitive`, `set_wo`.
#include "base/text.h"
#include "load/terraform/mapper.h"
#include "objects/helm.h"

namespace plumb::terraform {

/// The value converted; what is one attribute of one resource in it is kept (exact_).
plumb::Value Mapper::noted(const Value& value) {
  plumb::Value out = convert(arena(), value);
  auto walk = [&](auto&& self, const Value& v, const plumb::Value& to) -> void {
    if (v.is_unknown() && v.unknown().exact && to.is_unknown()) exact_.emplace(to.cause(), &v.unknown());
    size_t n = 0;
    to.for_each_item([&](const plumb::Value& item) {
      if (n < v.items().size()) self(self, v.items()[n], item);
      ++n;
    });
    to.for_each_entry([&](std::string_view key, Span, const plumb::Value& item) {
      if (const Entry* e = v.find(key)) self(self, e->value, item);
    });
  };
  walk(walk, value, out);
  return out;
}

plumb::Value Mapper::release_values(const Instance& i) {
  plumb::Value out = make_map(arena(), {}, nullptr, make_origin(arena(), i.name_span));
  Found documents = get(i, "values");
  if (documents.value.is_unknown()) out = helm::overridden(arena(), out, cause_of(arena(), documents.value.unknown()));
  for (const Value& document : documents.value.items()) {
    Found found{document, documents.at, documents.key_span};
    const Value* whole = document.is_unknown() ? document.unknown().json : nullptr;
    plumb::Value laid = whole ? noted(*whole) : document.is_null() || document.string_or("x").empty() ? plumb::Value() : settings(found);
    if (laid.is_null()) continue;  // an empty document
    if (!laid.is_map() && !laid.is_absent()) laid = laid.is_unknown() ? laid : make_unknown(arena(), "the values are no map", found.span());
    out = helm::merged(arena(), out, laid);
  }
  for (std::string_view name : {"set", "set_list", "set_sensitive", "set_wo"}) {
    const Unknown* open = nullptr;
    std::vector<Found> all = blocks(config(i), name, &open);
    if (open) out = helm::overridden(arena(), out, cause_of(arena(), *open));
    for (const Found& one : all) {
      Found path = attribute(arena(), one.value, "name"), given = attribute(arena(), one.value, "value"), type = attribute(arena(), one.value, "type");
      if (path.value.is_unknown() || one.value.maybe()) {
        out = helm::overridden(arena(), out, path.value.is_unknown() ? cause_of(arena(), path.value.unknown()) : make_cause(arena(), "it may be set", one.span()));
        continue;
      }
      plumb::Value v = noted(given.value);
      if (given.value.is_string() && type.value.string_or("auto") == "auto") v = helm::typed(arena(), given.value.string(), make_origin(arena(), given.value.span()));
      if (type.value.is_unknown()) v = make_unknown(arena(), "how the value is read is not known", type.span());
      if (path.value.is_string() && given.given()) out = helm::with(arena(), out, path.value.string(), v);
    }
  }
  return out;
}

void Mapper::make_release(const Instance& i, Findings& findings) {
  Found chart = get(i, "chart"), repository = get(i, "repository");
  helm::Release r;
  r.name = convert(arena(), get(i, "name").value);
  r.repository = convert(arena(), repository.value);
  r.version = convert(arena(), get(i, "version").value);
  r.namespace_ = convert(arena(), get(i, "namespace").value);
  r.chart = convert(arena(), chart.value);
  r.packaged = repository.given();
  if (chart.value.is_string()) {
    std::string_view text = chart.value.string();
    r.packaged = r.packaged || text.starts_with("oci://");
    while (text.ends_with('/')) text.remove_suffix(1);
    r.chart = plumb::Value::string(text.substr(text.rfind('/') + 1), r.chart.origin());
  }
  r.values = release_values(i);
  r.address = i.address;
  r.span = i.block;
  r.name_span = i.name_span;
  r.raw = convert(arena(), config(i));
  if (i.maybe) r.maybe = i.maybe_cause ? cause_of(arena(), *i.maybe_cause) : make_cause(arena(), "it may not exist", i.name_span);
  std::vector<NodeId> accounts;
  NodeId id = helm::add_release(builder, findings, r, &accounts);
  nodes_.emplace(&i, id);
  if (i.maybe && i.key.is_unknown()) many_.insert(id);
  releases_.emplace_back(&i, std::move(accounts));
}

void Mapper::connect_releases() {
  for (const auto& [i, accounts] : releases_) {
    Targets cluster;
    if (i->provider) {  // `kubernetes` is a block in version 2 of the provider, an attribute in version 3
      Value kubernetes = i->provider->config.get("kubernetes");
      for (const Value& block : kubernetes.items()) cluster = resolve(Found{block.get("host"), {}, {}}, Kind::cluster);
      if (kubernetes.is_mapping()) cluster = resolve(Found{kubernetes.get("host"), {}, {}}, Kind::cluster);
    }
    bool sure = cluster.found.size() == 1 && !cluster.rest && !cluster.found[0].maybe;
    if (sure) builder.link(node_of(*i), field::helm_release::cluster, cluster.found[0].id, cluster.found[0].at);
    for (NodeId account : accounts) {
      if (sure) builder.link(account, field::service_account::cluster, cluster.found[0].id, cluster.found[0].at);
      const plumb::Value& arn = builder.node(account).slots[field::service_account::role_arn.slot];
      auto exact = arn.is_unknown() ? exact_.find(arn.cause()) : exact_.end();
      if (exact == exact_.end()) continue;
      Targets role = resolve(Found{Value::unknown(exact->second, arn.span()), arn.span(), {}}, Kind::role);
      if (role.found.size() == 1 && !role.rest) builder.link(account, field::service_account::role, role.found[0].id, role.found[0].at, role.found[0].maybe);
    }
  }
}

}  // namespace plumb::terraform
