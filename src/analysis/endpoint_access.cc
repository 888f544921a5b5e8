// Endpoint access: from where an EKS cluster's API endpoint answers, and whether that is the whole internet.
// An empty or absent list of public access blocks means 0.0.0.0/0. eksctl's fully private cluster ends as private, whatever it states.
#include "analysis/passes.h"
#include "base/ip.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

std::string_view access_word(bool is_public, bool is_private) {
  if (is_public) return is_private ? "public-and-private" : "public";
  return is_private ? "private" : "none";
}

/// Whether the blocks hold a block of the whole internet.
Value admits_everyone(Graph& g, const Value& blocks) {
  if (blocks.is_unknown()) return blocks;
  if (!blocks.is_list() || (blocks.size() == 0 && !blocks.open())) return Value::boolean(true, blocks.origin());
  bool everyone = false;
  const Cause* unknown = blocks.open();
  blocks.for_each_item([&](const Value& block) {
    auto cidr = parse_cidr(block.string_or());
    if (block.is_unknown()) unknown = block.cause();
    else if (cidr && cidr->prefix == 0 && block.maybe()) unknown = make_cause(g.arena(), "whether this block is listed cannot be told", block.span());
    else if (cidr && cidr->prefix == 0) everyone = true;
  });
  if (!everyone && unknown) return Value::unknown(unknown);
  return Value::boolean(everyone, make_origin(g.arena(), blocks.span(), How::fact, "analysis/endpoint_access"));
}

void derive_for(Graph& g, NodeId cluster) {
  const Value& provider = g.get(cluster, field::cluster::provider);
  if (provider.is_string() && provider.string() != "eks") return;
  Value is_public = g.get(cluster, field::cluster::endpoint_public_access);
  Value is_private = g.get(cluster, field::cluster::endpoint_private_access);
  const Value& fully_private = g.get(cluster, field::cluster::private_cluster);
  if (fully_private.boolean_or(false)) {
    is_public = Value::boolean(false, fully_private.origin());
    is_private = Value::boolean(true, fully_private.origin());
  }
  Value access;
  if (is_public.is_unknown() || is_private.is_unknown()) access = is_public.is_unknown() ? is_public : is_private;
  else access = Value::string(access_word(is_public.boolean_or(true), is_private.boolean_or(false)), make_origin(g.arena(), is_public.span(), How::fact, "analysis/endpoint_access"));
  g.set(cluster, field::cluster::endpoint_access, access);

  Value open = admits_everyone(g, g.get(cluster, field::cluster::public_access_cidrs));
  if (is_public.is_bool() && !is_public.boolean()) open = is_public;
  else if (is_public.is_unknown() && open.boolean_or(true)) open = is_public;
  g.set(cluster, field::cluster::endpoint_public_open, open);
}

}  // namespace

void derive_endpoint_access(Graph& graph) {
  for (NodeId cluster : graph.of_kind(Kind::cluster)) derive_for(graph, cluster);
}

}  // namespace plumb
