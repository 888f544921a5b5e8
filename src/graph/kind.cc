// See kind.h. The tables themselves are generated (graph/kinds.gen.cc).
#include "graph/kind.h"

namespace plumb {

const KindInfo& info(Kind k) { return kinds()[static_cast<size_t>(k)]; }
const FieldInfo& info(Field f) { return info(f.kind).fields[f.slot]; }

const KindInfo* find_kind(std::string_view name) {
  for (const KindInfo& k : kinds())
    if (k.name == name) return &k;
  return nullptr;
}

bool find_field(Kind k, std::string_view name, Field* out) {
  std::span<const FieldInfo> fields = info(k).fields;
  for (size_t s = 0; s < fields.size(); ++s)
    if (fields[s].name == name) {
      *out = {k, static_cast<uint8_t>(s)};
      return true;
    }
  return false;
}

}  // namespace plumb
