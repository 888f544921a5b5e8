// What plans and states have in common once they are read: instances, what is seen twice in a state, whose id a text is.
#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/plan/document.h"
#include "load/terraform/plan/packed.h"
#include "load/terraform/plan/values.h"
#include "load/terraform/state/state.h"

namespace plumb::terraform {
namespace {

/// What a provider reads back into a resource although another resource made it: the attributes, and who makes it by which reference.
struct SeenTwice {
  std::string_view type;
  std::vector<std::string_view> attributes;
  std::string_view by, reference;  // its attribute that holds the id
};
const SeenTwice kSeenTwice[] = {
    {"aws_route_table", {"route"}, "aws_route", "route_table_id"},
    {"aws_default_route_table", {"route"}, "aws_route", "route_table_id"},
    {"aws_security_group", {"ingress", "egress"}, "aws_security_group_rule", "security_group_id"},
    {"aws_security_group", {"ingress", "egress"}, "aws_vpc_security_group_ingress_rule", "security_group_id"},
    {"aws_security_group", {"ingress", "egress"}, "aws_vpc_security_group_egress_rule", "security_group_id"},
    {"aws_network_acl", {"ingress", "egress"}, "aws_network_acl_rule", "network_acl_id"},
    {"aws_iam_role", {"inline_policy"}, "aws_iam_role_policy", "role"},
    {"aws_iam_role", {"managed_policy_arns"}, "aws_iam_role_policy_attachment", "role"},
    {"aws_iam_role", {"managed_policy_arns"}, "aws_iam_policy_attachment", "roles"},
    {"aws_vpc_endpoint", {"route_table_ids"}, "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id"},
    {"aws_vpc_endpoint", {"subnet_ids"}, "aws_vpc_endpoint_subnet_association", "vpc_endpoint_id"},
};

/// Attributes by which others name an instance; of what only joins others, nobody does.
constexpr std::string_view kIdentities[] = {"id", "arn", "default_route_table_id", "main_route_table_id", "default_security_group_id", "default_network_acl_id"};

bool is_named(std::string_view type) {
  return type.starts_with("aws_") && type != "aws_route" && !type.ends_with("_association") && !type.ends_with("_rule") && !type.ends_with("_policy_attachment") && !type.ends_with("_record");
}

Value without(Arena& arena, const Value& object, const std::vector<std::string_view>& names) {
  std::vector<Entry> out;
  for (const Entry& e : object.entries())
    if (std::find(names.begin(), names.end(), e.key) == names.end()) out.push_back(e);
  return out.size() == object.entries().size() ? object : object_value(arena, std::move(out), object.span());
}

}  // namespace

void Gatherer::leave_out_what_is_seen_twice() {
  if (made_.empty()) return;
  for (Instance& i : plan_.design.instances)
    for (const SeenTwice& t : kSeenTwice) {
      if (i.type != t.type || i.data) continue;
      Arena scratch;
      Value config = unpacked(scratch, i.packed), id = config.get("id");
      if (id.is_string() && made_.contains(cat(t.by, " ", id.string()))) i.packed = pack(arena_, file_, text_, without(scratch, config, t.attributes));
    }
}

Value with_all_tags(Arena& arena, const Value& config) {
  const Entry *all = config.find("tags_all"), *own = config.find("tags");
  if (!all || !all->value.is_mapping()) return config;
  std::vector<Entry> tags, out;
  for (const Entry& e : all->value.entries()) {
    const Entry* mine = own ? own->value.find(e.key) : nullptr;
    tags.push_back(mine ? *mine : e);
  }
  for (const Entry& e : config.entries())
    if (e.key != "tags" && e.key != "tags_all") out.push_back(e);
  if (!tags.empty()) {
    Span at = own ? own->at : all->at;
    out.push_back({"tags", own ? own->key_span : all->key_span, at, object_value(arena, std::move(tags), at)});
  }
  return object_value(arena, std::move(out), config.span());
}

Instance make_instance(Arena& arena, const Described& d) {
  Instance i;
  i.address = d.address;
  i.type = d.type;
  i.name = d.name;
  i.module_path = d.module_path;
  i.key = d.key;
  i.data = d.data;
  i.resource = d.key.is_null() ? d.address : arena.copy(std::string_view(cat(d.module_path, d.module_path.empty() ? "" : ".", d.data ? "data." : "", d.type, ".", d.name)));
  i.block = d.at;
  i.header = i.name_span = d.name_span.known() ? d.name_span : d.at;
  return i;
}

void Gatherer::note_identities(const Instance& i, const Value& config) {
  if (i.data || !is_named(i.type)) return;
  for (const std::string_view& name : kIdentities)
    if (const Entry* e = config.find(name); e && e->value.is_string() && !e->value.string().empty()) plan_.design.identities.push_back({e->value.string(), &name, static_cast<uint32_t>(&i - plan_.design.instances.data())});
}

void Gatherer::keep(Instance& i, const Value& read) {
  Arena scratch;
  Value config = with_all_tags(scratch, read);
  i.config = {};
  i.packed = pack(arena_, file_, text_, config);
  note_identities(i, config);
  for (const SeenTwice& t : kSeenTwice) {
    if (i.type != t.by || i.data) continue;
    Value to = config.get(t.reference);
    if (to.is_string()) made_.insert(cat(t.by, " ", to.string()));
    for (const Value& each : to.items())
      if (each.is_string()) made_.insert(cat(t.by, " ", each.string()));
  }
}

void Gatherer::finish() {
  Configuration& design = plan_.design;
  std::vector<uint32_t> order(design.instances.size()), place(order.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return design.instances[a].module_path < design.instances[b].module_path; });
  for (uint32_t n = 0; n < order.size(); ++n) place[order[n]] = n;
  for (Identity& i : design.identities) i.instance = place[i.instance];
  for (uint32_t n = 0; n < place.size(); ++n)
    while (place[n] != n) {
      std::swap(design.instances[n], design.instances[place[n]]);
      std::swap(place[n], place[place[n]]);
    }
  leave_out_what_is_seen_twice();
  design.index();
  for (const Instance& i : design.instances) {
    if (i.module_path.empty()) plan_.declared.insert(i.resource);
    else plan_.declared.insert(i.module_path.substr(0, i.module_path.find_first_of(".[", 7)));
  }
  auto less = [](const Identity& a, const Identity& b) { return a.text != b.text ? a.text < b.text : a.instance < b.instance; };
  std::stable_sort(design.identities.begin(), design.identities.end(), less);
}

bool add_state(Plan& plan, FileId file, std::string_view text, Arena& arena, Findings& findings) {
  plan.states_only = true;
  Gatherer gatherer(plan, arena, file, text);
  auto state = read_state(file, text, arena, findings, [&](const StateInstance& s, Arena& scratch) {
    Instance& i = plan.design.instances.emplace_back(make_instance(arena, {s.address, s.module_path, s.type, s.name, s.provider, s.key, s.data, s.at, {s.at.file, s.at.begin, s.at.begin + 1}}));
    gatherer.keep(i, without_secrets(arena, scratch, s.attributes));
  });
  if (!state) return false;
  for (const StateOutput& o : state->outputs) plan.design.outputs.push_back({o.name, without_secrets(arena, arena, o.value), o.sensitive, o.at, o.at});
  gatherer.finish();
  return true;
}

}  // namespace plumb::terraform
