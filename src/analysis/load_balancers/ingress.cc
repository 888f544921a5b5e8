// Ingresses under the AWS Load Balancer Controller: taken or not, the group, one scheme and one set of subnets for the whole group.
// IngressClassParams win over annotations on each member; a member without an opinion follows the others.
#include <algorithm>
#include <optional>
#include <set>

#include "analysis/load_balancers/decide.h"
#include "analysis/load_balancers/subnets.h"
#include "base/text.h"

namespace plumb::lb {
namespace {

constexpr std::string_view kPrefix = "alb.ingress.kubernetes.io/";
constexpr std::string_view kClassAnnotation = "kubernetes.io/ingress.class";
constexpr std::string_view kController = "ingress.k8s.aws/alb";

struct Membership {
  bool taken = false;
  std::string error, group;              // group empty: alone
  std::string_view code;
  const ClassParams* params = nullptr;
};

struct Member {
  const Ingress* ingress;
  const ClassParams* params;
  int64_t order = 0;
};

struct IngressDecision {
  const IngressScene& scene;
  const Controller& c;
  const Network* net;
  const Cause* no_net;
  World& w;
  Outcome out;

  static Value annotation(const Ingress& i, std::string_view key) { return i.annotations.is_map() ? i.annotations.get(key) : i.annotations.is_unknown() ? i.annotations : Value(); }
  static Value own_annotation(const Ingress& i, std::string_view name) { return annotation(i, cat(kPrefix, name)); }
  static Value param(const ClassParams* p, std::string_view key) { return p && p->spec.is_map() ? p->spec.get(key) : p && p->spec.is_unknown() ? p->spec : Value(); }

  // Taken? -----------------------------------------------------------------------------------------------------------------------

  static Membership refused(std::string_view code, std::string why) {
    Membership m;
    m.code = code;
    m.error = std::move(why);
    return m;
  }

  bool selects(const Value& selector, const Value& labels) {
    bool all = true;
    selector.get("matchLabels").for_each_entry([&](std::string_view key, Span, const Value& v) { all &= labels.get(key).is_given() && w.text(labels.get(key)) == w.text(v); });
    selector.get("matchExpressions").for_each_item([&](const Value& e) {
      Value have = labels.get(w.text(e.get("key")));
      std::string op = w.text(e.get("operator"));
      bool in = false;
      e.get("values").for_each_item([&](const Value& v) { in |= have.is_given() && w.text(have) == w.text(v); });
      if (op == "In") all &= in;
      if (op == "NotIn") all &= !in;
      if (op == "Exists") all &= have.is_given();
      if (op == "DoesNotExist") all &= !have.is_given();
    });
    return all;
  }

  Membership by_class(const Ingress& i, const IngressClass& k) {
    std::string controller = w.text(k.controller);
    if (controller != kController) {
      Membership m;
      m.taken = c.version < Version{2, 6, 0} && c.ingress_class.is_string() && c.ingress_class.string().empty();
      return m;
    }
    Membership m;
    m.taken = true;
    if (!k.parameters.is_map()) return m;
    std::string group = w.text(k.parameters.get("apiGroup")), kind = w.text(k.parameters.get("kind")), name = w.text(k.parameters.get("name"));
    if (group != "elbv2.k8s.aws" || kind != "IngressClassParams") return refused("ingress-class-parameters", cat("invalid ingress class: IngressClass ", k.name, " references unknown parameters"));
    for (const ClassParams& p : scene.params)
      if (p.name == name) m.params = &p;
    if (!m.params) {
      if (scene.classes_open) w.get_stuck(scene.classes_open);
      return refused("ingress-class-parameters", cat("invalid ingress class: ingressclassparamses.elbv2.k8s.aws \"", name, "\" not found"));
    }
    Value selector = param(m.params, "namespaceSelector");
    if (selector.is_map()) {
      auto labels = scene.namespace_labels.find(i.name_space);
      if (!selects(selector, labels == scene.namespace_labels.end() ? Value() : labels->second))
        return refused("ingress-class-parameters", cat("invalid ingress class: namespaceSelector of IngressClassParams ", m.params->name, " mismatch"));
    }
    return m;
  }

  Membership by_name(const Ingress& i, const std::string& name) {
    for (const IngressClass& k : scene.classes)
      if (k.name == name) return by_class(i, k);
    if (scene.classes_open) w.get_stuck(scene.classes_open);
    return refused("ingress-class-missing", cat("invalid ingress class: ingressclasses.networking.k8s.io \"", name, "\" not found"));
  }

  Membership by_default(const Ingress& i, bool flag_empty) {
    const IngressClass* found = nullptr;
    for (const IngressClass& k : scene.classes) {
      if (!k.is_default) continue;
      if (found) return refused("several-default-classes", "multiple default IngressClasses found");
      found = &k;
    }
    if (found) return by_class(i, *found);
    if (scene.classes_open) w.get_stuck(scene.classes_open);
    Membership m;
    m.taken = flag_empty;
    return m;
  }

  Membership membership(const Ingress& i) {
    std::string flag = w.text(c.ingress_class, "alb");
    Value stated = annotation(i, kClassAnnotation);
    if (stated.is_unknown()) w.get_stuck(stated.cause());
    Membership m;
    if (stated.is_given()) {
      std::string name = w.text(stated);
      m.taken = flag.empty() ? name.empty() || name == "alb" : name == flag;
    } else {
      std::string name = w.text(i.class_name);
      m = i.class_name.is_absent() || i.class_name.is_null() ? by_default(i, flag.empty()) : by_name(i, name);
    }
    if (!m.taken) return m;
    Value group = param(m.params, "group").is_map() ? param(m.params, "group").get("name") : own_annotation(i, "group.name");
    m.group = w.text(group);
    if (group.is_given() && !valid_group(m.group)) return refused("invalid-group", "invalid ingress group: groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character");
    return m;
  }

  static bool valid_group(std::string_view name) {
    auto alphanumeric = [](char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9'); };
    return !name.empty() && name.size() <= 63 && alphanumeric(name.front()) && alphanumeric(name.back()) && std::all_of(name.begin(), name.end(), [&](char ch) { return alphanumeric(ch) || ch == '-' || ch == '.'; });
  }

  // The group ----------------------------------------------------------------------------------------------------------------------

  std::vector<Member> members(const Ingress& target, const Membership& own) {
    std::vector<Member> out;
    if (own.group.empty()) return {{&target, own.params}};
    for (const Ingress& i : scene.ingresses) {
      Membership m = &i == &target ? own : membership(i);
      if (!m.taken || !m.error.empty() || m.group != own.group) continue;
      int64_t order = 0;
      std::string text = w.text(own_annotation(i, "group.order"), "0");
      std::from_chars(text.data(), text.data() + text.size(), order);
      out.push_back({&i, m.params, order});
    }
    std::stable_sort(out.begin(), out.end(), [](const Member& a, const Member& b) {
      return std::tuple(a.order, a.ingress->name_space, a.ingress->name) < std::tuple(b.order, b.ingress->name_space, b.ingress->name);
    });
    return out;
  }

  /// The members' different opinions, sorted. An unknown one of a fixed few is tried, any other leaves the world stuck.
  std::set<std::string> opinions(const std::vector<Member>& group, std::string_view params_key, std::string_view annotation_name, std::span<const std::string_view> tried) {
    std::set<std::string> out;
    for (const Member& m : group) {
      Value v = param(m.params, params_key);
      if (v.is_absent() || v.is_null()) v = own_annotation(*m.ingress, annotation_name);
      if (v.is_unknown() && !tried.empty()) {
        size_t answer = w.choose(cat(annotation_name, " of ", m.ingress->name_space, '/', m.ingress->name), tried.size() + 1, v.cause());
        if (answer < tried.size()) out.emplace(tried[answer]);
      } else if (v.is_given() || v.is_unknown()) {
        out.insert(w.text(v));
      }
    }
    return out;
  }

  bool decide_scheme(const std::vector<Member>& group) {
    static constexpr std::string_view kSchemes[] = {"internal", "internet-facing"};
    std::set<std::string> said = opinions(group, "scheme", "scheme", kSchemes);
    for (const std::string& s : said)
      if (s != "internal" && s != "internet-facing") {
        out.scheme = s;
        return out.refuse("unknown-scheme", cat("unknown scheme: ", s));
      }
    if (said.size() > 1) return out.refuse("group-conflict", "conflicting scheme: map[internal:{} internet-facing:{}]");
    out.scheme = said.empty() ? (c.version >= Version{2, 11, 0} ? w.text(c.default_scheme, "internal") : "internal") : *said.begin();
    return true;
  }

  bool decide_address_type(const std::vector<Member>& group) {
    std::set<std::string> said = opinions(group, "ipAddressType", "ip-address-type", {});
    if (said.size() > 1) return out.refuse("group-conflict", cat("conflicting IPAddressType: ", bracketed({said.begin(), said.end()})));
    out.ip_address_type = said.empty() ? "ipv4" : *said.begin();
    bool known = out.ip_address_type == "ipv4" || out.ip_address_type == "dualstack" || (out.ip_address_type == "dualstack-without-public-ipv4" && c.version >= Version{2, 8, 0});
    return known || out.refuse("unknown-ip-address-type", cat("unknown IPAddressType: ", out.ip_address_type));
  }

  std::optional<Outcome> named_or_selected(const std::vector<Member>& group, const SubnetRequest& request) {
    std::vector<Value> selectors;
    std::vector<std::vector<std::string>> lists;
    for (const Member& m : group) {
      Value selector = param(m.params, "subnets"), listed = own_annotation(*m.ingress, "subnets");
      if (selector.is_unknown()) w.get_stuck(selector.cause());
      if (selector.is_map()) {
        selectors.push_back(selector);
        continue;
      }
      if (listed.is_unknown()) w.get_stuck(listed.cause());
      if (listed.is_given()) lists.push_back(list_items(w.text(listed)));
    }
    if (!selectors.empty() && !lists.empty()) return Outcome::refused("group-conflict", "conflicting subnet specifications: IngressClassParams versus annotation");
    for (const Value& s : selectors)
      if (!same_value(s, selectors.front())) return Outcome::refused("group-conflict", "conflicting IngressClassParams subnet specifications");
    for (const auto& l : lists)
      if (std::set<std::string>(l.begin(), l.end()) != std::set<std::string>(lists.front().begin(), lists.front().end()))
        return Outcome::refused("group-conflict", cat("conflicting subnets: ", bracketed(lists.front()), " | ", bracketed(l)));
    if (!selectors.empty()) return select_subnets(request, selectors.front(), c, *net, w);
    if (!lists.empty()) return find_named_subnets(request, lists.front(), c, *net, w);
    return std::nullopt;
  }

  bool decide_subnets(const std::vector<Member>& group) {
    if (!net) {
      w.get_stuck(no_net);
      return false;
    }
    SubnetRequest request{"application", out.scheme, out.ip_address_type};
    std::optional<Outcome> stated = named_or_selected(group, request);
    Outcome found = stated ? *stated : discover_subnets(request, c, *net, w);
    out.verdict = found.verdict;
    out.error = found.error;
    out.code = found.code;
    out.source = found.source;
    out.subnets = found.subnets;
    out.others = found.others;
    return found.verdict == Verdict::ok;
  }

  Outcome run(const Ingress& target) {
    Membership own = membership(target);
    if (!own.error.empty()) {
      out.refuse(own.code, own.error);
      return out;
    }
    if (!own.taken) {
      out.verdict = Verdict::ignored;
      return out;
    }
    out.type = "application";
    std::vector<Member> group = members(target, own);
    if (decide_scheme(group) && decide_address_type(group)) decide_subnets(group);
    return out;
  }
};

}  // namespace

Outcome decide_ingress(const Ingress& i, const IngressScene& scene, const Controller& c, const Network* net, const Cause* no_net, World& w) { return IngressDecision{scene, c, net, no_net, w, {}}.run(i); }

}  // namespace plumb::lb
