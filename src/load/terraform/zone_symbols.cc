// Mapper: zones whose names are not known but can be told apart: names[0] and names[1] of one list of zones, "${var.region}a" and "...b".
// Invariant: only symbols over the same unknown base are compared; a subnet over another base gets none.
#include "base/text.h"
#include "graph/dump.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {

void Mapper::note_zone(const Instance& i, NodeId id) {
  for (std::string_view path : {"availability_zone", "availability_zone_id"}) {
    Found zone = get(i, path);
    if (!zone.value.is_unknown() || i.key.is_unknown()) continue;
    const Unknown& u = zone.value.unknown();
    if (u.exact && !u.references.empty()) {
      const Reference& r = u.references.front();
      const Instance* list = configuration.find(r);
      size_t bracket = r.attribute.find('[');
      if (!list || !list->data || list->type != "aws_availability_zones" || bracket == std::string_view::npos) continue;
      Arena written;
      // The same question to the same region has the same answer, whichever module asks it.
      std::string base = cat(r.attribute.substr(0, bracket), dump_value(convert(written, config(*list))));
      if (list->provider) base += cat(list->provider->alias, dump_value(convert(written, list->provider->region)));
      std::string_view asked = r.address;
      for (const ZoneSymbol& z : zones_)
        if (z.base == base) asked = z.asked;
      zones_.push_back({id, base, cat(asked, ".", r.attribute), asked});
    } else if (u.text.starts_with("${") && u.text.find('}') == u.text.size() - 2 && std::islower(static_cast<unsigned char>(u.text.back()))) {
      zones_.push_back({id, std::string(u.text.substr(0, u.text.size() - 1)), std::string(u.text), {}});
    }
  }
}

void Mapper::finish_zones() {
  for (const ZoneSymbol& z : zones_)
    if (z.base == zones_.front().base) builder.set(z.subnet, field::subnet::zone_symbol, plumb::Value::string(arena().copy(z.symbol)));
}

}  // namespace plumb::terraform
