// See compare.h.
#include "session/compare.h"

#include <unordered_map>

namespace plumb {

std::vector<const Finding*> new_findings(const Snapshot& now, const Snapshot& before) {
  std::unordered_map<uint64_t, size_t> known;
  for (const Finding& f : before.findings) ++known[f.fingerprint];
  std::vector<const Finding*> out;
  for (const Finding& f : now.findings) {
    auto it = known.find(f.fingerprint);
    if (it != known.end() && it->second > 0) --it->second;
    else out.push_back(&f);
  }
  return out;
}

}  // namespace plumb
