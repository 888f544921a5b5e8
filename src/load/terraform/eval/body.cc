// Bodies as objects: arguments, nested blocks, dynamic blocks (module.h: body_object).
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/zone_keys.h"

namespace plumb::terraform {
namespace {

/// The nested blocks of one type, in order.
struct Group {
  std::string_view type;
  Span first_type, first_block;
  std::vector<Value> blocks;
  const Unknown* open = nullptr;
};

class BodyObject {
 public:
  BodyObject(Context& c, std::string_view address) : c_(c), address_(address) {}

  Value object(const hcl::Body& body, const Env& env, std::string_view path, bool (*left_out)(std::string_view), Span at) {
    std::vector<Entry> entries;
    for (const hcl::Attribute& a : body.attributes) {
      if (left_out && left_out(a.name)) continue;
      Value v = evaluate(*a.value, env);
      Span place = env.names ? env.names->place(*a.value) : a.value->span;
      entries.push_back({a.name, a.name_span, place, v.span().known() ? v : v.at(place)});
    }
    std::vector<Group> groups;
    for (const hcl::Block& b : body.blocks) {
      bool dynamic = b.type == "dynamic" && !b.labels.empty();
      std::string_view type = dynamic ? b.label(0) : b.type;
      if (left_out && left_out(type)) continue;
      Group& g = group(groups, type, b);
      if (dynamic) expand(g, b, env, path);
      else g.blocks.push_back(nested(g, b.body, env, path, b.span));
    }
    for (Group& g : groups) {
      if (g.blocks.empty() && !g.open) continue;  // no block is as if there were none: the provider may have its own
      // The one block that every provider of Terraform's plugin SDK has as a single object.
      if (path.empty() && g.type == "timeouts" && g.blocks.size() == 1 && !g.open) {
        entries.push_back({g.type, g.first_type, g.first_block, g.blocks[0]});
        continue;
      }
      Value list = Value::list(c_.arena.make<ListData>(ListData{c_.arena.copy(g.blocks), nullptr, g.open}), g.first_block);
      entries.push_back({g.type, g.first_type, g.first_block, list});
    }
    Value v = c_.object(std::move(entries), at);
    if (v.is_unknown()) v = c_.object({}, at);  // too large: nothing of it is known
    MapData* data = c_.arena.make<MapData>(v.map());
    data->resource = c_.arena.make<Reference>(Reference{address_, c_.arena.copy(path), at});
    return Value::object(data, at);
  }

 private:
  static Group& group(std::vector<Group>& groups, std::string_view type, const hcl::Block& b) {
    auto it = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.type == type; });
    if (it != groups.end()) return *it;
    groups.push_back({type, b.type_span, b.span, {}, nullptr});
    return groups.back();
  }

  Value nested(const Group& g, const hcl::Body& body, const Env& env, std::string_view path, Span at) {
    std::string inner = cat(path, path.empty() ? "" : ".", g.type, "[", g.blocks.size(), "]");
    return object(body, env, inner, nullptr, at);
  }

  void expand(Group& g, const hcl::Block& b, const Env& env, std::string_view path) {
    const hcl::Attribute* each = b.body.find("for_each");
    const hcl::Block* content = nullptr;
    for (const hcl::Block& inner : b.body.blocks)
      if (inner.type == "content") content = &inner;
    if (!each || !content) return;
    std::string_view iterator = b.label(0);
    if (const hcl::Attribute* named = b.body.find("iterator"); named && named->value->kind == hcl::ExprKind::traversal)
      iterator = hcl::as<hcl::Traversal>(*named->value).name;
    auto add = [&](const Value& key, const Value& value, bool maybe) {
      Value pair = c_.object({{"key", each->span, each->span, key}, {"value", each->span, each->span, value}}, each->span);
      Local local{env.locals, iterator, pair};
      Value block = nested(g, content->body, env.with(local), path, b.span);
      g.blocks.push_back(maybe ? block.marked_maybe() : block);
    };
    Value v = evaluate(*each->value, env);
    if (const Value* object = keyed_by_zones(v)) v = *object;
    if (v.is_unknown()) {
      if (!g.open) g.open = &v.unknown();
      add(c_.unknown_from(v, each->span), c_.unknown_from(v, each->span), true);
    } else if (v.is_sequence()) {
      double i = 0;
      for (const Value& item : v.items()) {
        Value key = v.is(ValueKind::set) ? item : Value::number(i++, each->span);
        add(key, item, false);
      }
    } else if (v.is_mapping()) {
      for (const Entry& e : v.entries()) add(key_value(c_, e), e.value, false);
    } else {
      c_.fail(each->value->span, cat("for_each of a dynamic block needs a collection, not ", kind_name(v)));
    }
  }

  Context& c_;
  std::string_view address_;
};

}  // namespace

Value body_object(const hcl::Body& body, const Env& env, std::string_view address, std::string_view path, bool (*left_out)(std::string_view), Span at) {
  return BodyObject(env.c, address).object(body, env, path, left_out, at);
}

}  // namespace plumb::terraform
