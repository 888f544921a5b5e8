// Services under the AWS Load Balancer Controller: taken or not, scheme, subnets, fixed addresses, target type; the first refusal is the answer.
#include <algorithm>

#include "analysis/load_balancers/decide.h"
#include "analysis/load_balancers/subnets.h"
#include "base/ip.h"
#include "base/text.h"

namespace plumb::lb {
namespace {

constexpr std::string_view kPrefix = "service.beta.kubernetes.io/aws-load-balancer-";

struct ServiceDecision {
  const Service& s;
  const Controller& c;
  const Network* net;
  const Cause* no_net;
  World& w;
  Outcome out;

  Value annotation(std::string_view name) { return s.annotations.is_map() ? s.annotations.get(cat(kPrefix, name)) : s.annotations.is_unknown() ? s.annotations : Value(); }
  /// Present with any text; an unknown annotation leaves the world stuck.
  bool has(std::string_view name) {
    Value v = annotation(name);
    if (v.is_unknown()) w.get_stuck(v.cause());
    return v.is_given();
  }
  std::string text(std::string_view name, std::string_view otherwise = {}) { return w.text(annotation(name), otherwise); }

  bool taken() {
    std::string type = w.text(s.type, "ClusterIP");
    if (gate(c, "ServiceTypeLoadBalancerOnly", false, w) && type != "LoadBalancer") return false;
    std::string own_class = w.text(c.load_balancer_class, "service.k8s.aws/nlb");
    std::string asked = w.text(s.load_balancer_class);
    if (asked.empty() && c.version >= Version{2, 5, 0} && type == "LoadBalancer" && w.flag(c.webhook, true, "webhook")) return true;
    if (s.load_balancer_class.is_given()) return asked == own_class;
    std::string kind = text("type");
    if (kind == "nlb-ip") return true;
    std::string target = text("nlb-target-type");
    return kind == "external" && (target == "ip" || target == "instance");
  }

  /// False: refused.
  bool decide_scheme() {
    Value stated = annotation("scheme");
    if (stated.is_unknown()) {
      out.scheme = w.choose("scheme", 2, stated.cause()) == 0 ? "internal" : "internet-facing";
      return true;
    }
    if (stated.is_given()) {
      out.scheme = w.text(stated);
      return out.scheme == "internal" || out.scheme == "internet-facing" || out.refuse("unknown-scheme", cat("unknown scheme: ", out.scheme));
    }
    Value internal = annotation("internal");
    if (internal.is_unknown()) {
      out.scheme = w.choose("internal", 2, internal.cause()) == 0 ? "internal" : "internet-facing";
      return true;
    }
    if (internal.is_given()) {
      std::string v = w.text(internal);
      static constexpr std::string_view kTrue[] = {"1", "t", "T", "TRUE", "true", "True"}, kFalse[] = {"0", "f", "F", "FALSE", "false", "False"};
      bool yes = std::find(std::begin(kTrue), std::end(kTrue), v) != std::end(kTrue), no = std::find(std::begin(kFalse), std::end(kFalse), v) != std::end(kFalse);
      out.scheme = yes ? "internal" : "internet-facing";
      if (yes || no) return true;
      return out.refuse("invalid-annotation", cat("failed to parse bool annotation, ", kPrefix, "internal: ", v, ": strconv.ParseBool: parsing \"", v, "\": invalid syntax"));
    }
    out.scheme = c.version >= Version{2, 11, 0} ? w.text(c.default_scheme, "internal") : "internal";
    return true;
  }

  bool decide_address_type() {
    out.ip_address_type = text("ip-address-type", "ipv4");
    return out.ip_address_type == "ipv4" || out.ip_address_type == "dualstack" || out.refuse("unknown-ip-address-type", cat("unknown IPAddressType: ", out.ip_address_type));
  }

  bool decide_subnets() {
    if (!net) {
      w.get_stuck(no_net);
      return false;
    }
    SubnetRequest request{"network", out.scheme, out.ip_address_type, out.scheme == "internal" && has("private-ipv4-addresses")};
    Outcome found = has("subnets") ? find_named_subnets(request, list_items(text("subnets")), c, *net, w) : discover_subnets(request, c, *net, w);
    adopt(found);
    return found.verdict == Verdict::ok;
  }

  /// Addresses of its own, one for each subnet.
  bool check_addresses() {
    if (has("eip-allocations")) {
      size_t k = list_items(text("eip-allocations")).size();
      if (out.scheme != "internet-facing") return out.refuse("address-scheme", "EIP allocations can only be set for internet facing load balancers");
      if (k != out.subnets.size()) return out.refuse("eip-count", cat("count of EIP allocations (", k, ") and subnets (", out.subnets.size(), ") must match"));
    }
    if (has("private-ipv4-addresses")) {
      std::vector<std::string> addresses = list_items(text("private-ipv4-addresses"));
      if (out.scheme != "internal") return out.refuse("address-scheme", "private IPv4 addresses can only be set for internal load balancers");
      if (addresses.size() != out.subnets.size()) return out.refuse("private-address-count", cat("count of private IPv4 addresses (", addresses.size(), ") and subnets (", out.subnets.size(), ") must match"));
      for (const std::string& a : addresses) {
        auto ip = parse_ip(a);
        if (!ip) return out.refuse("invalid-annotation", cat("private IPv4 addresses must be valid IP address: ", a));
        if (ip->v6) return out.refuse("invalid-annotation", cat("private IPv4 addresses must be valid IPv4 address: ", a));
      }
    }
    if (has("ipv6-addresses") && out.ip_address_type != "dualstack") return out.refuse("address-scheme", "IPv6 addresses can only be set for dualstack load balancers");
    return true;
  }

  bool check_target_type() {
    std::string want = text("nlb-target-type", w.text(c.default_target_type, "instance"));
    if (want == "ip" && !gate(c, "EnableIPTargetType", true, w)) return out.refuse("ip-targets-disabled", "unsupported targetType: ip when EnableIPTargetType is false");
    if (text("type") == "nlb-ip" || want == "ip") return true;
    std::string type = w.text(s.type, "ClusterIP");
    if (type == "ClusterIP") return out.refuse("instance-targets-need-node-ports", cat("unsupported service type \"ClusterIP\" for load balancer target type \"", want, "\""));
    bool unallocated = s.allocate_node_ports.is_bool() && !s.allocate_node_ports.boolean();
    bool without = false;
    s.ports.for_each_item([&](const Value& p) { without |= p.is_map() && p.get("nodePort").integer_or(0) == 0; });
    if (unallocated && without) return out.refuse("instance-targets-need-node-ports", "unable to support instance target type with an unallocated NodePort");
    return true;
  }

  void adopt(const Outcome& found) {
    out.verdict = found.verdict;
    out.error = found.error;
    out.code = found.code;
    out.source = found.source;
    out.subnets = found.subnets;
    out.others = found.others;
  }

  Outcome run() {
    if (!taken()) {
      out.verdict = Verdict::ignored;
      return out;
    }
    out.type = "network";
    bool address_type_first = c.version >= Version{3, 5, 0};
    bool ok = decide_scheme() && (!address_type_first || decide_address_type()) && decide_subnets() && (address_type_first || decide_address_type()) && check_addresses() && check_target_type();
    if (ok) out.verdict = Verdict::ok;
    return out;
  }
};

}  // namespace

Outcome decide_service(const Service& s, const Controller& c, const Network* net, const Cause* no_net, World& w) { return ServiceDecision{s, c, net, no_net, w, {}}.run(); }

}  // namespace plumb::lb
