// What the three ways of finding subnets share: the questions about one subnet, the pick of one a zone, the checks of what was chosen.
// Why questions: what a subnet's definition leaves open is asked of the World, so that every answer is tried.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analysis/load_balancers/model.h"
#include "analysis/load_balancers/subnets.h"
#include "analysis/load_balancers/world.h"

namespace plumb::lb {

constexpr Version kReachability{2, 13, 0};  // discovery by routes, and new words for most refusals
constexpr std::string_view kClusterTag = "kubernetes.io/cluster";

/// EC2's filter patterns: '*' and '?'.
bool wildcard_match(std::string_view pattern, std::string_view text);

struct Resolver {
  const SubnetRequest& request;
  const Controller& c;
  const Network& net;
  World& w;
  std::vector<std::string> searched_tags = {};  // for the words of a refusal

  const Subnet& at(size_t i) const { return net.subnets[i]; }
  std::string id(size_t i) const { return std::string(at(i).id.string_or()); }

  bool exists(size_t i);
  /// The tag's value: absent, unknown, or known.
  Value tag(size_t i, std::string_view key) const;
  /// With the scheme's role tag, in one of the two values that count.
  bool has_role_tag(size_t i);
  enum class Owner : uint8_t { nobody, this_cluster, other_cluster };
  Owner owner(size_t i);
  /// Left out because it is tagged for other clusters only.
  bool foreign(size_t i);
  bool full(size_t i) const;
  bool lacks_ipv6(size_t i);
  bool is_public(size_t i);
  /// This version looks at IPv6 blocks for this request.
  bool dualstack() const;
  /// availability-zone, local-zone, wavelength-zone or outpost; for anything else empty, with `refusal` set.
  std::string kind(size_t i, Outcome& refusal);
  /// The zone's name. Unknown zones are tried both ways: each one of its own, and all the same as a known one of `among`.
  std::string zone_of(size_t i, const std::vector<size_t>& among);

  /// Filters, one subnet a zone, order by id, then the checks.
  Outcome pick(const std::vector<size_t>& candidates, bool check_free, bool single_subnet_gate);
  /// One kind of place, and enough zones.
  Outcome check_places(std::vector<size_t> chosen, bool single_subnet_gate);

 private:
  std::string about(size_t i, std::string_view what) const;
  Outcome nothing_left(size_t candidates, size_t others, size_t fulls, size_t no_ipv6) const;
  bool alike(const std::vector<size_t>& subnets) const;
};

}  // namespace plumb::lb
