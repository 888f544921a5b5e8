// Names of availability zones as keys: `for_each = toset(local.zones)`, `{ for z in local.zones : z => ... }`.
// Their texts are not known, but zones of one list are told apart by their index, so there are as many instances as there are zones, each with
// the zone's symbol as its key. In objects such a key is the symbol as it is written: "${data.aws_availability_zones.a.names[0]}".
// Invariant: wherever a key of an object becomes a value again it goes through key_value(), so that the symbol never passes for a known text.
#pragma once
#include "load/terraform/eval/context.h"

namespace plumb::terraform {

/// An element of the names or zone_ids that an aws_availability_zones data source finds.
bool is_zone(const Value& v);

/// The key of an entry as a value: a text, or the zone that it stands for.
Value key_value(Context& c, const Entry& e);

/// An entry whose key is a zone, or null: a key that is known as a text may be that one.
const Entry* zone_entry(const Value& mapping);

/// Of an object with unknown keys: the object, where every unknown key is a zone of one list; else null.
const Value* keyed_by_zones(const Value& v);

}  // namespace plumb::terraform
