// What the frontend makes of a ClusterConfig against what eksctl itself made of it (oracles/eksctl of the shared data).
// Compared as sets of lines, in two parts: the network, and the rest (control plane, node groups, identities, add-ons). Facts that only
// an account knows (zones eksctl picks, ids it looks up) count as equal when the graph says unknown and the input does not state them.
// Left-out cases are in differences.txt, one `case part reason` a line; a listed case that is equal fails too, so the list only shrinks.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/ip.h"
#include "graph/dump.h"
#include "graph/kinds.gen.h"
#include "load/eksctl/eksctl.h"
#include "support/fixtures.h"
#include "support/project.h"

namespace fs = std::filesystem;
using namespace plumb;
using Json = nlohmann::json;
using Lines = std::set<std::string>;

namespace {

std::string shared_folder() {
  const char* given = std::getenv("PLUMB_SHARED");
  return given ? given : PLUMB_SOURCE_DIR "/../shared";
}

/// What is under `path`, null when it is missing.
const Json& at(const Json& j, std::initializer_list<const char*> path) {
  static const Json kNothing;
  const Json* here = &j;
  for (const char* p : path) {
    if (!here->is_object() || !here->contains(p)) return kNothing;
    here = &(*here)[p];
  }
  return *here;
}

std::string joined(const Lines& lines) {
  std::string out;
  for (const std::string& s : lines) out += (out.empty() ? "" : ",") + s;
  return out;
}

/// What eksctl made, from its templates and calls.
class Expected {
 public:
  Expected(const Json& answer, std::string input) : answer_(answer), input_(std::move(input)) {
    resources_ = at(answer, {"templates", "cluster", "Resources"});
    cluster_name_ = at(answer, {"config", "metadata", "name"}).get<std::string>();
  }

  Lines network() const {
    Lines out;
    bool made = false;
    for (auto& [id, r] : resources_.items()) {
      const Json& p = r["Properties"];
      std::string type = r["Type"];
      if (type == "AWS::EC2::VPC") {
        made = true;
        out.insert(cat("vpc ", p["CidrBlock"].get<std::string>(), " support=", p["EnableDnsSupport"].dump(), " names=", p["EnableDnsHostnames"].dump()));
      } else if (type == "AWS::EC2::Subnet") {
        out.insert(cat("subnet ", id, " zone=", p["AvailabilityZone"].get<std::string>(), " cidr=", block(p["CidrBlock"]), " public=", p.value("MapPublicIpOnLaunch", false) ? "1" : "0",
                       " v6=", p.value("AssignIpv6AddressOnCreation", false) ? "1" : "0", " outpost=", p.value("OutpostArn", ""), " tags=", tags(id, p)));
      } else if (type == "AWS::EC2::RouteTable") {
        out.insert("table " + id);
      } else if (type == "AWS::EC2::SubnetRouteTableAssociation") {
        out.insert(cat("association ", ref(p["RouteTableId"]), " ", ref(p["SubnetId"])));
      } else if (type == "AWS::EC2::Route") {
        out.insert(cat("route ", ref(p["RouteTableId"]), " ", p.value("DestinationCidrBlock", p.value("DestinationIpv6CidrBlock", "")), " -> ", target(p)));
      } else if (type == "AWS::EC2::NatGateway") {
        out.insert(cat("nat ", id, " in ", ref(p["SubnetId"])));
      } else if (type == "AWS::EC2::InternetGateway" || type == "AWS::EC2::EgressOnlyInternetGateway") {
        out.insert("gateway " + id);
      } else if (type == "AWS::EC2::VPCCidrBlock") {
        out.insert("vpc has an IPv6 block");
      } else if (type == "AWS::EC2::VPCEndpoint") {
        out.insert(endpoint(p));
      }
    }
    if (!made)
      for (const char* tier : {"public", "private"})
        for (auto& [key, s] : at(answer_, {"config", "vpc", "subnets", tier}).items())
          out.insert(cat("existing ", tier, " ", key, " id=", stated("", s["id"]), " zone=", key == s["az"] ? key : stated("az: ", s["az"]), " cidr=", stated("", s["cidr"])));
    return out;
  }

  Lines rest() const {
    Lines out;
    for (auto& [stack, t] : at(answer_, {"templates"}).items())
      for (auto& [id, r] : at(t, {"Resources"}).items()) add_rest(out, stack, id, r["Type"], r["Properties"]);
    for (const Json& call : answer_["calls"]) add_call(out, call["api"], call["input"]);
    for (const Json& k : at(answer_, {"kube"}))
      if (k["kind"] == "ServiceAccount") out.insert(cat("account ", k["namespace"].get<std::string>(), "/", k["name"].get<std::string>()));
    return out;
  }

  /// The zones in the order in which eksctl used them.
  std::vector<std::string> zones() const {
    Json z = at(answer_, {"config", "availabilityZones"});
    return z.is_array() ? z.get<std::vector<std::string>>() : std::vector<std::string>();
  }

 private:
  static std::string ref(const Json& j) {
    if (j.is_string()) return j;
    return j.value("Ref", "?");
  }

  /// Only what the input says too can be known without the account.
  std::string stated(const std::string& before, const Json& j) const {
    std::string text = j.is_string() ? j.get<std::string>() : "";
    return input_.find(before + text) != std::string::npos ? text : "?";
  }

  std::string block(const Json& j) const {
    if (j.is_string()) return j;
    const Json& select = at(j, {"Fn::Select"});
    const Json& args = at(select[1], {"Fn::Cidr"});
    std::optional<Cidr> vpc = parse_cidr(resources_["VPC"]["Properties"]["CidrBlock"].get<std::string>());
    int bits = args[2];
    return to_string(Cidr{{vpc->ip.bits + (Uint128{select[0].get<unsigned>()} << bits), false}, 32 - bits});
  }

  std::string tags(const std::string& id, const Json& p) const {
    std::map<std::string, std::string> all;
    for (auto& [k, v] : at(answer_, {"config", "metadata", "tags"}).items()) all[k] = v;
    for (const Json& t : p["Tags"]) all[t["Key"]] = t["Value"].is_string() ? t["Value"].get<std::string>() : cat("eksctl-", cluster_name_, "-cluster/", id);
    for (const Json& call : answer_["calls"]) {
      if (call["api"] != "ec2.CreateTags") continue;
      for (const Json& resource : call["input"]["Resources"])
        if (resource == "subnet-" + id)
          for (const Json& t : call["input"]["Tags"]) all[t["Key"]] = t.value("Value", "");
    }
    std::string out;
    for (auto& [k, v] : all) out += cat(k, "=", v, ";");
    return out;
  }

  static std::string target(const Json& p) {
    for (const char* field : {"GatewayId", "NatGatewayId", "EgressOnlyInternetGatewayId", "TransitGatewayId"})
      if (p.contains(field)) return ref(p[field]);
    return "?";
  }

  std::string endpoint(const Json& p) const {
    Lines subnets, tables, groups;
    for (const Json& s : p.value("SubnetIds", Json::array())) subnets.insert(ref(s));
    for (const Json& s : p.value("RouteTableIds", Json::array()))
      if (s.is_object()) tables.insert(ref(s));
    for (const Json& s : p.value("SecurityGroupIds", Json::array())) groups.insert(ref(s));
    return cat("endpoint ", p["ServiceName"].get<std::string>(), " ", p["VpcEndpointType"].get<std::string>(), " dns=", p.value("PrivateDnsEnabled", false) ? "1" : "0", " subnets=", joined(subnets),
               " tables=", joined(tables), " groups=", joined(groups));
  }

  static std::string size(const Json& p, const char* field) {
    if (!p.contains(field)) return "-";
    return p[field].is_string() ? p[field].get<std::string>() : p[field].dump();
  }

  static std::string subnets_of(const Json& list) {
    Lines out;
    for (const Json& s : list) {
      std::string id = ref(s);
      bool made = id.starts_with("subnet-") && id.size() > 7 && (id.substr(7).starts_with("Subnet") || id.substr(7).starts_with("P"));
      out.insert(made ? id.substr(7) : id);
    }
    return joined(out);
  }

  static std::string policy_names(const Json& role) {
    Lines out;
    for (const Json& arn : role.value("ManagedPolicyArns", Json::array())) {
      std::string text = arn.is_string() ? arn.get<std::string>() : arn.contains("Fn::Sub") ? arn["Fn::Sub"].get<std::string>() : "";
      if (!text.empty()) out.insert(text.substr(text.rfind('/') + 1));
    }
    return joined(out);
  }

  void add_rest(Lines& out, const std::string& stack, const std::string& id, const std::string& type, const Json& p) const {
    bool group = stack.starts_with("nodegroup-");
    if (type == "AWS::EKS::Cluster") {
      const Json& vpc = p["ResourcesVpcConfig"];
      Lines cidrs;
      for (const Json& c : vpc.value("PublicAccessCidrs", Json::array())) cidrs.insert(c.get<std::string>());
      Lines logs;
      for (const Json& t : at(p, {"Logging", "ClusterLogging", "EnabledTypes"})) logs.insert(t["Type"].get<std::string>());
      bool is_public = vpc["EndpointPublicAccess"].get<bool>() && !at(answer_, {"config", "privateCluster", "enabled"}).get<bool>();  // turned off at the end
      out.insert(cat("cluster ", p["Name"].get<std::string>(), " subnets=", subnets_of(vpc["SubnetIds"]), " public=", is_public ? "1" : "0", " private=", vpc["EndpointPrivateAccess"].get<bool>() ? "1" : "0",
                     " cidrs=", joined(cidrs), " logs=", joined(logs), " mode=", p["AccessConfig"]["AuthenticationMode"].get<std::string>(),
                     " family=", at(p, {"KubernetesNetworkConfig", "IpFamily"}).is_string() ? at(p, {"KubernetesNetworkConfig", "IpFamily"}).get<std::string>() : "ipv4"));
    } else if (type == "AWS::EKS::Nodegroup") {
      const Json& s = p["ScalingConfig"];
      Lines types;
      for (const Json& t : p.value("InstanceTypes", Json::array())) types.insert(t.get<std::string>());
      out.insert(cat("group ", stack.substr(10), " subnets=", p.contains("Subnets") ? subnets_of(p["Subnets"]) : "", " sizes=", size(s, "MinSize"), "/", size(s, "MaxSize"), "/", size(s, "DesiredSize"),
                     " types=", types.empty() ? "?" : joined(types), " ami=", p.value("AmiType", "-")));
    } else if (type == "AWS::AutoScaling::AutoScalingGroup") {
      out.insert(cat("group ", stack.substr(10), " subnets=", subnets_of(p["VPCZoneIdentifier"]), " sizes=", size(p, "MinSize"), "/", size(p, "MaxSize"), "/", size(p, "DesiredCapacity")));
    } else if (type == "AWS::IAM::Role" && group) {
      out.insert(cat("role of group ", stack.substr(10), " ", policy_names(p)));
    } else if (type == "AWS::IAM::Role" && stack == "cluster") {
      if (id == "ServiceRole" || id == "FargatePodExecutionRole" || id == "AutoModeNodeRole") {
        std::string names = policy_names(p);
        out.insert(cat("role ", id, " ", id == "AutoModeNodeRole" ? "" : names));
      }
    } else if (type == "AWS::IAM::Role" && stack != "karpenter") {
      Json equals = at(p["AssumeRolePolicyDocument"]["Statement"][0], {"Condition", "StringEquals"});
      std::string subject;
      for (auto& [key, value] : equals.items())
        if (key.ends_with(":sub")) subject = value;
      if (!equals.is_null() && stack != "iamserviceaccount-karpenter-karpenter") out.insert(cat("role for ", subject, " ", policy_names(p)));
    } else if (type == "AWS::EKS::AccessEntry" && id == "AccessEntry") {
      out.insert(cat("entry ", p["PrincipalArn"].is_string() ? p["PrincipalArn"].get<std::string>() : stack.substr(10), " ", p.value("Type", "STANDARD")));
    }
  }

  void add_call(Lines& out, const std::string& api, const Json& in) const {
    if (api == "eks.CreateAddon") out.insert("addon " + in["AddonName"].get<std::string>());
    else if (api == "eks.CreatePodIdentityAssociation") out.insert(cat("association ", in["Namespace"].get<std::string>(), "/", in["ServiceAccount"].get<std::string>()));
    else if (api == "iam.CreateOpenIDConnectProvider") out.insert("oidc provider");
    else if (api == "eks.CreateFargateProfile") {
      Lines subnets, selectors;
      for (const Json& s : in.value("Subnets", Json::array())) subnets.insert(s.get<std::string>());
      for (const Json& s : in.value("Selectors", Json::array())) selectors.insert(s.value("Namespace", ""));
      out.insert(cat("profile ", in.value("FargateProfileName", ""), " subnets=", joined(subnets), " namespaces=", joined(selectors)));
    }
  }

  const Json& answer_;
  std::string input_, cluster_name_;
  Json resources_;
};

/// The same lines from the graph.
class Actual {
 public:
  Actual(const Graph& graph, std::vector<std::string> zones) : g_(graph), zones_(std::move(zones)) {}

  Lines network() const {
    Lines out;
    for (const Node& n : g_.nodes()) {
      NodeId id = n.id;
      switch (n.kind) {
        case Kind::vpc:
          if (!known_true(id, field::vpc::external)) {
            out.insert(cat("vpc ", text(g_.get(id, field::vpc::cidr_blocks).at(0)), " support=", known_true(id, field::vpc::enable_dns_support) ? "true" : "false",
                           " names=", known_true(id, field::vpc::enable_dns_hostnames) ? "true" : "false"));
            if (g_.get(id, field::vpc::ipv6_cidr_blocks).size()) out.insert("vpc has an IPv6 block");
          }
          break;
        case Kind::subnet: add_subnet(out, n); break;
        case Kind::route_table:
          out.insert("table " + label(id));
          for (NodeId s : g_.targets(id, field::route_table::subnets)) out.insert(cat("association ", label(id), " ", label(s)));
          break;
        case Kind::route: {
          const Value& v4 = g_.get(id, field::route::destination_cidr_block);
          out.insert(cat("route ", label(g_.first_target(id, field::route::route_table)), " ", text(v4.is_string() ? v4 : g_.get(id, field::route::destination_ipv6_cidr_block)), " -> ",
                         label(g_.first_target(id, field::route::target))));
          break;
        }
        case Kind::nat_gateway: out.insert(cat("nat ", label(id), " in ", label(g_.first_target(id, field::nat_gateway::subnet)))); break;
        case Kind::internet_gateway:
        case Kind::egress_only_internet_gateway: out.insert("gateway " + label(id)); break;
        case Kind::vpc_endpoint:
          out.insert(cat("endpoint ", text(g_.get(id, field::vpc_endpoint::service_name)), " ", text(g_.get(id, field::vpc_endpoint::vpc_endpoint_type)), " dns=",
                         known_true(id, field::vpc_endpoint::private_dns_enabled) ? "1" : "0", " subnets=", labels(id, field::vpc_endpoint::subnets), " tables=", labels(id, field::vpc_endpoint::route_tables),
                         " groups=", labels(id, field::vpc_endpoint::security_groups)));
          break;
        default: break;
      }
    }
    return out;
  }

  Lines rest() const {
    Lines out;
    for (const Node& n : g_.nodes()) add_rest(out, n);
    return out;
  }

 private:
  bool known_true(NodeId id, Field f) const { return g_.get(id, f).boolean_or(false); }
  static std::string text(const Value& v) { return v.is_string() ? std::string(v.string()) : v.is_int() ? std::to_string(v.integer()) : v.is_absent() || v.is_null() ? "-" : "?"; }

  /// The logical id, with the zones that eksctl picked in place of Zone1, Zone2, ...; ids of what exists already.
  std::string label(NodeId id) const {
    if (id == NodeId::none) return "-";
    const Node& n = g_.node(id);
    if (n.kind == Kind::subnet && g_.get(id, field::subnet::external).boolean_or(false)) return text(g_.get(id, field::subnet::subnet_id));
    std::string name(n.name);
    for (size_t i = zones_.size(); i-- > 0;) {
      std::string part;
      for (char c : zones_[i])
        if (c != '-') part.push_back(static_cast<char>(std::toupper(c)));
      std::string symbol = cat("Zone", i + 1);
      if (name.ends_with(symbol)) return name.substr(0, name.size() - symbol.size()) + part;
    }
    return name;
  }

  std::string labels(NodeId id, Field f) const {
    Lines out;
    for (NodeId t : g_.targets(id, f)) out.insert(label(t));
    return joined(out);
  }

  std::string zone_of(const Node& n) const {
    const Value& zone = g_.get(n.id, field::subnet::availability_zone);
    if (zone.is_string()) return text(zone);
    std::string_view symbol = g_.get(n.id, field::subnet::zone_symbol).string_or();
    if (!symbol.starts_with("zone ")) return "?";
    return zones_.at(std::stoul(std::string(symbol.substr(5))) - 1);
  }

  void add_subnet(Lines& out, const Node& n) const {
    NodeId id = n.id;
    if (known_true(id, field::subnet::external)) {
      const Value& tier = g_.get(id, field::subnet::declared_tier);
      if (!tier.is_string()) return;  // named by a node group or the control plane only
      std::string key(n.name.substr(n.name.find('.', 12) + 1));
      out.insert(cat("existing ", text(tier), " ", key, " id=", text(g_.get(id, field::subnet::subnet_id)), " zone=", text(g_.get(id, field::subnet::availability_zone)), " cidr=", text(g_.get(id, field::subnet::cidr_block))));
      return;
    }
    std::map<std::string, std::string> tags;
    g_.get(id, field::subnet::tags).for_each_entry([&](std::string_view key, Span, const Value& v) { tags[std::string(key)] = text(v); });
    tags["Name"] = tags["Name"].substr(0, tags["Name"].rfind('/') + 1) + label(id);
    std::string all;
    for (auto& [k, v] : tags) all += cat(k, "=", v, ";");
    const Value& outpost = g_.get(id, field::subnet::outpost_arn);
    out.insert(cat("subnet ", label(id), " zone=", zone_of(n), " cidr=", text(g_.get(id, field::subnet::cidr_block)), " public=", known_true(id, field::subnet::map_public_ip_on_launch) ? "1" : "0",
                   " v6=", known_true(id, field::subnet::assign_ipv6_address_on_creation) ? "1" : "0", " outpost=", outpost.is_string() ? text(outpost) : "", " tags=", all));
  }

  std::string policies(NodeId role) const {
    Lines out;
    g_.get(role, field::role::managed_policy_arns).for_each_item([&](const Value& v) {
      std::string arn = text(v);
      out.insert(arn.substr(arn.rfind('/') + 1));
    });
    return joined(out);
  }

  std::string list(const Value& v) const {
    Lines out;
    v.for_each_item([&](const Value& item) { out.insert(text(item)); });
    return joined(out);
  }

  void add_rest(Lines& out, const Node& n) const {
    NodeId id = n.id;
    std::string name(n.name);
    switch (n.kind) {
      case Kind::cluster:
        out.insert(cat("cluster ", name, " subnets=", labels(id, field::cluster::subnets), " public=", known_true(id, field::cluster::endpoint_public_access) ? "1" : "0",
                       " private=", known_true(id, field::cluster::endpoint_private_access) ? "1" : "0", " cidrs=", list(g_.get(id, field::cluster::public_access_cidrs)),
                       " logs=", list(g_.get(id, field::cluster::enabled_log_types)), " mode=", text(g_.get(id, field::cluster::authentication_mode)), " family=", text(g_.get(id, field::cluster::ip_family))));
        break;
      case Kind::node_group: {
        bool managed = g_.get(id, field::node_group::management).string_or() == "managed";
        std::string sizes = cat(text(g_.get(id, field::node_group::min_size)), "/", text(g_.get(id, field::node_group::max_size)), "/", text(g_.get(id, field::node_group::desired_size)));
        const Value& types = g_.get(id, field::node_group::instance_types);
        out.insert(cat("group ", name, " subnets=", labels(id, field::node_group::subnets), " sizes=", sizes,
                       managed ? cat(" types=", types.is_unknown() ? "?" : list(types), " ami=", text(g_.get(id, field::node_group::ami_type))) : ""));
        if (NodeId role = g_.first_target(id, field::node_group::role); role != NodeId::none && g_.node(role).address.ends_with("/NodeInstanceRole"))
          out.insert(cat("role of group ", name, " ", policies(role)));
        break;
      }
      case Kind::role: {
        if (name == "ServiceRole" || name == "FargatePodExecutionRole") out.insert(cat("role ", name, " ", policies(id)));
        if (name == "AutoModeNodeRole") out.insert("role AutoModeNodeRole ");
        Value statement = g_.get(id, field::role::assume_role_policy).get("Statement").at(0);
        Value equals = statement.get("Condition").get("StringEquals");
        if (equals.is_map() && n.address.find("karpenter/role") == std::string_view::npos) out.insert(cat("role for ", equals.get("<issuer>:sub").string_or(), " ", policies(id)));
        break;
      }
      case Kind::access_entry: {
        const Value& principal = g_.get(id, field::access_entry::principal_arn);
        std::string_view own = n.name;
        if (!principal.is_string()) own = own.substr(own.find('.') + 1, own.rfind('/') - own.find('.') - 1);
        out.insert(cat("entry ", principal.is_string() ? text(principal) : std::string(own), " ", text(g_.get(id, field::access_entry::type))));
        break;
      }
      case Kind::addon: out.insert("addon " + name); break;
      case Kind::pod_identity_association:
        if (n.address.find("/iam.") != std::string_view::npos) out.insert("association " + name);
        break;
      case Kind::oidc_provider: out.insert("oidc provider"); break;
      case Kind::service_account: out.insert(cat("account ", text(g_.get(id, field::service_account::namespace_)), "/", name)); break;
      case Kind::fargate_profile: {
        Lines namespaces;
        g_.get(id, field::fargate_profile::selectors).for_each_item([&](const Value& v) { namespaces.insert(std::string(v.get("namespace").string_or())); });
        bool by_default = g_.get(id, field::fargate_profile::subnets).size() && g_.edge_span(id, field::fargate_profile::subnets, g_.first_target(id, field::fargate_profile::subnets)) == n.name_span;
        out.insert(cat("profile ", name, " subnets=", by_default ? "" : labels(id, field::fargate_profile::subnets), " namespaces=", joined(namespaces)));
        break;
      }
      default: break;
    }
  }

  const Graph& g_;
  std::vector<std::string> zones_;
};

std::string difference(const Lines& expected, const Lines& actual) {
  std::string out;
  for (const std::string& s : expected)
    if (!actual.count(s)) out += "  eksctl: " + s + "\n";
  for (const std::string& s : actual)
    if (!expected.count(s)) out += "  plumb:  " + s + "\n";
  return out;
}

/// (case, part) -> reason.
std::map<std::pair<std::string, std::string>, std::string> left_out() {
  std::map<std::pair<std::string, std::string>, std::string> out;
  std::ifstream in(PLUMB_SOURCE_DIR "/tests/eksctl/differences.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name, part, reason;
    words >> name >> part;
    std::getline(words >> std::ws, reason);
    out[{name, part}] = reason;
  }
  return out;
}

/// The first document alone: eksctl reads no further.
std::string first_document(const std::string& text) {
  size_t content = text.find("apiVersion");
  size_t next = text.find("\n---", content == std::string::npos ? 0 : content);
  return next == std::string::npos ? text : text.substr(0, next + 1);
}

}  // namespace

TEST(eksctl_oracle, graph_equals_what_eksctl_made) {
  std::string folder = shared_folder() + "/oracles/eksctl";
  if (!fs::exists(folder)) GTEST_SKIP() << "no recorded answers of eksctl at " << folder;
  auto excused = left_out();
  for (auto& [key, reason] : excused) EXPECT_GT(reason.size(), 10u) << key.first << ": a left-out case needs its reason";
  std::map<std::string, int> equal;
  int valid = 0;
  std::vector<std::string> cases;
  for (const auto& entry : fs::directory_iterator(folder))
    if (fs::exists(entry.path() / "expected.json")) cases.push_back(entry.path().filename());
  std::sort(cases.begin(), cases.end());
  for (const std::string& name : cases) {
    Json answer = Json::parse(fixtures::read_text(cat(folder, "/", name, "/expected.json")));
    if (!answer["valid"].get<bool>()) continue;
    ++valid;
    std::string input = first_document(fixtures::read_text(cat(folder, "/", name, "/cluster.yaml")));
    fixtures::MemoryProject project({{"cluster.yaml", input}});
    Graph graph;
    project.load(kEksctlFrontend, graph);
    graph.freeze();
    EXPECT_EQ(project.findings_text(), "") << name;
    Expected expected(answer, input);
    Actual actual(graph, expected.zones());
    for (std::string part : {"network", "rest"}) {
      std::string diff = part == "network" ? difference(expected.network(), actual.network()) : difference(expected.rest(), actual.rest());
      bool listed = excused.count({name, part});
      equal[part] += diff.empty();
      if (!diff.empty() && !listed) ADD_FAILURE() << name << " " << part << ":\n" << diff;
      if (diff.empty() && listed) ADD_FAILURE() << name << " " << part << " is equal now: take it off tests/eksctl/differences.txt";
    }
  }
  std::cout << "valid cases: " << valid << ", network equal: " << equal["network"] << ", rest equal: " << equal["rest"] << "\n";
  EXPECT_GE(equal["network"], valid * 95 / 100);
  EXPECT_GT(valid, 250);
}
