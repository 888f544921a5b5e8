// Security groups and their rules, inline and apart.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

namespace rule = field::security_group_rule;

constexpr Row kGroup[] = {{"vpc_id", field::security_group::vpc}, {"description", field::security_group::description}};
constexpr Row kRule[] = {{"security_group_id", rule::security_group},
                         {"type", rule::direction},
                         {"protocol", rule::protocol},
                         {"from_port", rule::from_port},
                         {"to_port", rule::to_port},
                         {"cidr_blocks", rule::cidr_blocks},
                         {"ipv6_cidr_blocks", rule::ipv6_cidr_blocks},
                         {"prefix_list_ids", rule::prefix_list_ids},
                         {"source_security_group_id", rule::source_security_group},
                         {"self", rule::self},
                         {"description", rule::description}};
constexpr Row kOneWayRule[] = {{"security_group_id", rule::security_group},
                               {"ip_protocol", rule::protocol},
                               {"from_port", rule::from_port},
                               {"to_port", rule::to_port},
                               {"referenced_security_group_id", rule::source_security_group},
                               {"description", rule::description}};
// Of the kRule fields, those that an inline block has under the same name.
constexpr Row kInlineRule[] = {{"protocol", rule::protocol},
                               {"from_port", rule::from_port},
                               {"to_port", rule::to_port},
                               {"cidr_blocks", rule::cidr_blocks},
                               {"ipv6_cidr_blocks", rule::ipv6_cidr_blocks},
                               {"prefix_list_ids", rule::prefix_list_ids},
                               {"self", rule::self},
                               {"description", rule::description}};

void one_source(Mapper& m, const Instance& i, NodeId id, std::string_view direction) {
  m.builder.set(id, rule::direction, plumb::Value::string(direction, make_origin(m.arena(), i.name_span, How::computed)));
  for (auto [path, field] : {std::pair("cidr_ipv4", rule::cidr_blocks), {"cidr_ipv6", rule::ipv6_cidr_blocks}, {"prefix_list_id", rule::prefix_list_ids}})
    if (Found f = m.get(i, path); f.given()) {
      plumb::Value item[] = {convert(m.arena(), f.value)};
      m.builder.set(id, field, make_list(m.arena(), item, nullptr, item[0].origin()));
    }
}

void ingress_rule(Mapper& m, const Instance& i, NodeId id) { one_source(m, i, id, "ingress"); }
void egress_rule(Mapper& m, const Instance& i, NodeId id) { one_source(m, i, id, "egress"); }

NodeId inline_rule(Mapper& m, const Instance& i, NodeId group, const Found& block, std::string_view direction, std::string_view label) {
  NodeId id = m.add(i, Kind::security_group_rule, cat(i.name, ".", label), cat(i.address, ".", label), block.span(), block.key_span);
  if (block.value.maybe()) m.set_maybe(id, "a dynamic block with an unknown for_each", block.span());
  m.builder.node(id).raw = convert(m.arena(), block.value);
  m.builder.link(id, rule::security_group, group, block.key_span);
  m.builder.set(id, rule::direction, plumb::Value::string(direction, make_origin(m.arena(), block.key_span)));
  for (const Row& row : kInlineRule) m.put(id, row.field, attribute(m.arena(), block.value, row.path));
  return id;
}

/// An inline block may name several source groups: the vocabulary's rules have one, so each becomes a rule.
void inline_rules(Mapper& m, const Instance& i, NodeId group, const Found& block, std::string_view direction, size_t n) {
  std::string label = cat(direction, "[", n, "]");
  NodeId first = inline_rule(m, i, group, block, direction, label);
  Found sources = attribute(m.arena(), block.value, "security_groups");
  if (!sources.given()) return;
  Targets to = m.resolve(sources, Kind::security_group, true);
  if (to.found.empty()) return m.link(first, rule::source_security_group, to);
  for (size_t s = 0; s < to.found.size(); ++s) {
    NodeId id = s == 0 ? first : inline_rule(m, i, group, block, direction, cat(label, ".security_groups[", s, "]"));
    m.link(id, rule::source_security_group, Targets{{to.found[s]}, nullptr});
  }
  if (to.rest) m.builder.open(group, field::security_group::rules, to.rest);
}

void group(Mapper& m, const Instance& i, NodeId id) {
  if (!m.get(i, "vpc_id").given()) m.link(id, field::security_group::vpc, {{{m.default_vpc(i), i.name_span, false}}, nullptr});
  for (std::string_view direction : {"ingress", "egress"}) {
    const Unknown* open = nullptr;
    size_t n = 0;
    for (const Found& block : blocks(m.config(i), direction, &open)) inline_rules(m, i, id, block, direction, n++);
    if (open) m.builder.open(id, field::security_group::rules, cause_of(m.arena(), *open));
  }
}

constexpr ResourceType kTypes[] = {
    {.type = "aws_security_group", .kind = Kind::security_group, .rows = kGroup, .special = group},
    {.type = "aws_default_security_group", .kind = Kind::security_group, .rows = kGroup, .special = group},
    {.type = "aws_security_group_rule", .kind = Kind::security_group_rule, .rows = kRule},
    {.type = "aws_vpc_security_group_ingress_rule", .kind = Kind::security_group_rule, .rows = kOneWayRule, .special = ingress_rule},
    {.type = "aws_vpc_security_group_egress_rule", .kind = Kind::security_group_rule, .rows = kOneWayRule, .special = egress_rule},
};

}  // namespace

std::span<const ResourceType> security_types() { return kTypes; }

}  // namespace plumb::terraform
