// Mapper: from values to nodes. A value refers to a node by reference (aws_subnet.a.id), by id ("subnet-0abc"), by name or by ARN.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

/// Resources that stand for another one: a reference to their id means what their attribute refers to.
struct Forward {
  std::string_view type, path;
};
constexpr Forward kForwards[] = {
    {"aws_iam_instance_profile", "role"},
    {"aws_vpc_peering_connection_accepter", "vpc_peering_connection_id"},
    {"aws_vpc_peering_connection_options", "vpc_peering_connection_id"},
    {"aws_ec2_transit_gateway_vpc_attachment_accepter", "transit_gateway_attachment_id"},
};

/// Kinds by the prefix of their ids.
struct Prefix {
  std::string_view prefix;
  Kind kind;
};
constexpr Prefix kPrefixes[] = {
    {"vpc-", Kind::vpc},
    {"subnet-", Kind::subnet},
    {"rtb-", Kind::route_table},
    {"igw-", Kind::internet_gateway},
    {"eigw-", Kind::egress_only_internet_gateway},
    {"nat-", Kind::nat_gateway},
    {"tgw-attach-", Kind::transit_gateway_attachment},
    {"tgw-", Kind::transit_gateway},
    {"vgw-", Kind::vpn_gateway},
    {"pcx-", Kind::vpc_peering_connection},
    {"vpce-", Kind::vpc_endpoint},
    {"sg-", Kind::security_group},
    {"acl-", Kind::network_acl},
    {"dopt-", Kind::dhcp_options},
};

/// "arn:aws:iam::123456789012:role/path/name" -> "name"; everything else as it is.
std::string_view name_in_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return text;
  size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

/// The type in an address: module.a.aws_subnet.b["x.y"] -> aws_subnet.
std::string_view type_in(std::string_view address) {
  if (address.ends_with(']')) address = address.substr(0, address.rfind('['));
  address = address.substr(0, address.rfind('.'));
  size_t dot = address.rfind('.');
  return dot == std::string_view::npos ? address : address.substr(dot + 1);
}

}  // namespace

Targets Mapper::resolve(const Found& found, const Kind* kind, bool list) {
  Targets out;
  const Value& v = found.value;
  if (v.is_unknown() && list) {
    resolve_unknown(out, v.unknown(), found.span(), kind, false);
  } else {
    resolve_into(out, v, found.span(), kind);
  }
  return out;
}

Targets Mapper::resolve_owners(const Unknown& unknown, Kind kind) {
  Targets out;
  for (const Reference& r : unknown.references) {
    if (r.root) {
      auto type = types_.find(type_in(r.address));
      if (type != types_.end() && !type->second->join && type->second->kind == kind) out.found.push_back({stand_in(kind, {r.address, {}, r.span, r.root}, r.span), r.span, false});
      continue;
    }
    for (const Instance* owner : configuration.find_all(r.address)) {
      NodeId node = node_of(*owner);
      bool seen = std::any_of(out.found.begin(), out.found.end(), [&](const Target& t) { return t.id == node; });
      if (node != NodeId::none && !seen && builder.node(node).kind == kind) out.found.push_back({node, r.span, false});
    }
  }
  return out;
}

void Mapper::resolve_into(Targets& out, const Value& v, Span at, const Kind* kind) {
  if (v.is_null()) return;
  if (v.is_sequence()) {
    for (const Value& item : v.items()) resolve_into(out, item, item.span().known() ? item.span() : at, kind);
    if (v.list().open && !out.rest) out.rest = cause_of(arena(), *v.list().open);
    return;
  }
  size_t before = out.found.size();
  if (v.is_string()) resolve_text(out, v.string(), at, kind);
  else if (v.is_unknown()) resolve_unknown(out, v.unknown(), at, kind, true);
  else if (!out.rest) out.rest = make_cause(arena(), "the value is no reference", at);
  for (size_t i = before; v.maybe() && i < out.found.size(); ++i) out.found[i].maybe = true;
}

/// An id or ARN that a plan or a state knows: what has it.
bool Mapper::resolve_identity(Targets& out, std::string_view text, Span at, const Kind* kind) {
  for (const Identity& one : configuration.identities_of(text)) {
    const Reference r = configuration.attribute_of(one);
    if (resolve_reference(out, r, at, kind, false, true)) return true;
    const Instance* owner = &configuration.instances[one.instance];
    NodeId id = kind ? implied(*owner, r.attribute, *kind, at) : NodeId::none;
    if (id == NodeId::none) continue;
    out.found.push_back({id, at, owner->maybe});
    return true;
  }
  return false;
}

void Mapper::resolve_text(Targets& out, std::string_view text, Span at, const Kind* kind) {
  if (text.empty() || resolve_identity(out, text, at, kind)) return;
  Kind wanted{};
  if (kind) {
    wanted = *kind;
  } else {
    const Prefix* hit = nullptr;
    for (const Prefix& p : kPrefixes)
      if (!hit && text.starts_with(p.prefix)) hit = &p;
    if (!hit) {
      if (!out.rest) out.rest = make_cause(arena(), cat("\"", text, "\" is not declared here"), at);
      return;
    }
    wanted = hit->kind;
  }
  std::string name(name_in_arn(text));
  if (auto it = named_.find({wanted, name}); it != named_.end()) {
    for (NodeId id : it->second) out.found.push_back({id, at, it->second.size() > 1});
    if (it->second.size() > 1 && !out.rest) out.rest = make_cause(arena(), cat("several are called \"", name, "\""), at);
    return;
  }
  NodeId id = external(wanted, name, at);
  if (wanted == Kind::role && text.starts_with("arn:")) builder.set(id, field::role::arn, plumb::Value::string(text, make_origin(arena(), at)));
  out.found.push_back({id, at, false});
}

void Mapper::resolve_unknown(Targets& out, const Unknown& u, Span at, const Kind* kind, bool single) {
  if (auto it = kind ? named_alike_.find({*kind, written(u)}) : named_alike_.end(); it != named_alike_.end() && it->second.size() == 1 && single) {
    out.found.push_back({it->second.front(), at, false});
    return;
  }
  if (u.exact && !u.references.empty() && resolve_reference(out, u.references.front(), at, kind, single, true)) return;
  if (!u.exact)
    for (const Reference& r : u.references) resolve_reference(out, r, at, kind, false, false);
  if (!out.rest) out.rest = arena().make<Cause>(u.cause, u.span.known() ? u.span : at);
}

/// Whether an attribute can be what another resource is named by: "vpc_config[0].cluster_security_group_id", not "cidr_block".
static bool names_something(std::string_view attribute) {
  attribute = attribute.substr(0, attribute.ends_with(']') ? attribute.rfind('[') : attribute.size());
  for (std::string_view end : {"cidr_block", "cidr_blocks", "cidr", "tags", "version", "port", "region"})
    if (attribute.ends_with(end)) return false;
  return true;
}

bool Mapper::resolve_reference(Targets& out, const Reference& r, Span at, const Kind* kind, bool single, bool exact) {
  if (r.root) {
    if (!exact || !single) return false;
    auto type = kind ? types_.end() : types_.find(type_in(r.address));
    if (!kind && (type == types_.end() || type->second->join)) return false;
    out.found.push_back({stand_in(kind ? *kind : type->second->kind, r, at), at, false});
    return true;
  }
  bool found = false;
  std::vector<const Instance*> instances = configuration.find_all(r.address);
  for (const Instance* i : instances) {
    if (i->data) make_data_node(*i);
    NodeId id = node_of(*i);
    if (id != NodeId::none && (!kind || builder.node(id).kind == *kind)) {
      out.found.push_back({id, at, !exact});
      found = true;
      continue;
    }
    for (const Forward& f : kForwards)
      if (i->type == f.type) {
        Targets through = resolve(get(*i, f.path), kind, false);
        for (Target& t : through.found) out.found.push_back({t.id, at, t.maybe || !exact});
        if (through.rest && !out.rest) out.rest = through.rest;
        found = found || !through.empty();
      }
  }
  if (found || !kind || !exact || !single) return found;
  // The very same attribute of something else: an outside node with that text as its id.
  const Instance* owner = instances.size() == 1 ? instances.front() : nullptr;
  if (owner && !names_something(r.attribute)) return false;
  NodeId id = owner ? implied(*owner, r.attribute, *kind, at) : NodeId::none;
  if (id == NodeId::none) id = external(*kind, cat(r.address, ".", r.attribute), at, true);
  out.found.push_back({id, at, owner && owner->maybe});
  return true;
}

std::optional<Reference> Mapper::reference_of(const Value& v, std::string_view type) const {
  if (v.is_unknown() && v.unknown().exact && !v.unknown().references.empty()) return v.unknown().references.front();
  if (!v.is_string()) return std::nullopt;
  for (const Identity& one : configuration.identities_of(v.string()))
    if (type.empty() || configuration.instances[one.instance].type == type) return configuration.attribute_of(one);
  return std::nullopt;
}

const Instance* Mapper::referenced(const Found& found, std::string_view type) const {
  std::optional<Reference> r = reference_of(found.value, type);
  const Instance* i = r ? configuration.find(*r) : nullptr;
  return i && i->type == type ? i : nullptr;
}

void Mapper::link_owner_vpc(const Instance& i, std::string_view attribute, NodeId id, Field field) {
  Found own = get(i, attribute);
  const Instance* vpc = referenced(own, "aws_vpc");
  if (!vpc) vpc = referenced(own, "aws_default_vpc");
  if (vpc && node_of(*vpc) != NodeId::none) builder.link(id, field, node_of(*vpc), own.value.is_unknown() ? own.value.unknown().references.front().span : own.span());
  else if (own.given()) put_unknown(id, field, "the VPC that it came with is not known", own.span());
}

void Mapper::link(NodeId from, Field field, const Targets& to, bool maybe) {
  bool list = info(field).type.shape == FieldType::Shape::list;
  bool sure = list || (to.found.size() == 1 && !to.rest);
  const std::vector<Field>& inverses = inverses_[{field.kind, field.slot}];
  auto why = [&](NodeId many) { return builder.node(many).maybe_cause; };
  for (const Target& t : to.found) {
    builder.link(from, field, t.id, t.at, maybe || t.maybe || !sure);
    if (many_.count(from))
      for (Field inverse : inverses)
        if (inverse.kind == builder.node(t.id).kind) builder.open(t.id, inverse, why(from));
    if (list && many_.count(t.id)) builder.open(from, field, why(t.id));
  }
  if (!to.rest) return;
  if (to.found.empty()) builder.set(from, field, plumb::Value::unknown(to.rest));
  else if (list) builder.open(from, field, to.rest);
  if (to.found.empty())
    for (Field inverse : inverses) open_everywhere(inverse, to.rest);
}

void Mapper::join(const Instance& association, const Targets& from, Field field, const Targets& to) {
  for (const Target& f : from.found) {
    link(f.id, field, to, association.maybe || f.maybe);
    if (association.maybe && association.key.is_unknown()) builder.open(f.id, field, cause_of(arena(), *association.maybe_cause));
  }
  if (!from.rest) return;
  for (const Target& t : to.found)
    for (Field inverse : inverses_[{field.kind, field.slot}])
      if (inverse.kind == builder.node(t.id).kind) builder.open(t.id, inverse, from.rest);
  if (from.found.empty()) {
    open_everywhere(field, from.rest);
    if (to.rest && to.found.empty())
      for (Field inverse : inverses_[{field.kind, field.slot}]) open_everywhere(inverse, to.rest);
  }
}

}  // namespace plumb::terraform
