// Pod network: which containers are known sidecars, and every port that is taken in the one network namespace of a pod.
// Why: containers of a pod share their ports, and sidecars take some that no manifest declares (schemas/data/sidecar_images.tsv).
// Invariant: init containers (other than native sidecars) end before the others start, so their ports are not listed. Default ports of a
// sidecar are listed only where nothing hints at a configuration of its own (no command, no args, no declared ports).
#include <algorithm>

#include "analysis/passes.h"
#include "base/data.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

struct Sidecar {
  std::string_view kind;
  std::vector<std::string_view> images;
  std::vector<std::string_view> ports, default_ports;
  bool beside_an_app_only = false, init = false, not_init = false;  // where a container has to stand to be one
};

std::vector<std::string_view> words(std::string_view cell) {
  std::vector<std::string_view> out;
  for (std::string_view w : split(cell, ' '))
    if (!w.empty()) out.push_back(w);
  return out;
}

std::vector<Sidecar> read_sidecars() {
  DataTable t = read_data_table(embedded_data("sidecar_images.tsv"));
  size_t kind = t.column("kind"), images = t.column("images"), ports = t.column("ports"), defaults = t.column("default_ports"), shape = t.column("shape");
  std::vector<Sidecar> out;
  for (const auto& row : t.rows) out.push_back({row[kind], words(row[images]), words(row[ports]), words(row[defaults]), row[shape] == "app-or-sidecar", row[shape] == "init", row[shape] != "init" && row[shape] != "sidecar-or-init"});
  return out;
}

/// The image reference without tag and digest.
std::string_view repository(std::string_view image) {
  image = image.substr(0, image.find('@'));
  size_t slash = image.rfind('/');
  size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  return image.substr(0, colon);
}

/// The last `parts` parts of a path; empty when it has fewer.
std::string_view tail(std::string_view path, size_t parts) {
  size_t from = path.size();
  for (; parts > 0; --parts) {
    from = from == 0 ? std::string_view::npos : path.rfind('/', from - 1);
    if (from == std::string_view::npos) return parts == 1 ? path : std::string_view{};
  }
  return path.substr(from + 1);
}

/// Whether the end of `repo` matches `pattern`, in whole path parts.
bool matches_tail(std::string_view pattern, std::string_view repo) {
  return glob_match(pattern, tail(repo, static_cast<size_t>(std::count(pattern.begin(), pattern.end(), '/')) + 1));
}

class PodNetwork {
 public:
  explicit PodNetwork(Graph& graph) : g_(graph), sidecars_(read_sidecars()) {}

  void run() {
    for (NodeId c : g_.of_kind(Kind::container)) classify(c);
    for (NodeId w : g_.of_kind(Kind::workload)) collect(w);
  }

 private:
  void classify(NodeId c) {
    const Value& image = g_.get(c, field::container::image);
    if (image.is_unknown()) {
      g_.set(c, field::container::sidecar_kind, image);
      return;
    }
    if (!image.is_string()) return;
    std::string_view repo = repository(image.string());
    std::string_view role = g_.get(c, field::container::role).string_or();
    bool first_app = role == "main" && g_.get(c, field::container::index).integer_or(0) == 0;
    for (const Sidecar& s : sidecars_) {
      if ((s.beside_an_app_only && first_app) || (role == "init" ? s.not_init : s.init)) continue;
      for (std::string_view pattern : s.images) {
        if (!matches_tail(pattern, repo)) continue;
        g_.set(c, field::container::sidecar_kind, Value::string(s.kind, make_origin(g_.arena(), image.span(), How::fact, "analysis/pod_network")));
        known_[c] = &s;
        return;
      }
    }
  }

  Value port(NodeId c, Value number, Value protocol, Value name, Value host_port, bool declared, Span at) {
    std::vector<MapEntry> entries = {
        {"container", at, Value::string(g_.node(c).name, make_origin(g_.arena(), at))},
        {"port", at, number},
        {"protocol", at, protocol},
        {"declared", at, Value::boolean(declared)},
    };
    if (!name.is_absent()) entries.push_back({"name", at, name});
    if (!host_port.is_absent()) entries.push_back({"host_port", at, host_port});
    return make_map(g_.arena(), entries, nullptr, make_origin(g_.arena(), at, How::fact, "analysis/pod_network"));
  }

  static bool given(const Value& v) { return v.is_unknown() || v.size() > 0; }

  void add_sidecar_ports(NodeId c, const Sidecar& s, std::vector<Value>& out) {
    std::vector<std::string_view> taken = s.ports;
    bool configured = given(g_.get(c, field::container::args)) || given(g_.get(c, field::container::command)) || given(g_.get(c, field::container::ports));
    if (!configured) taken.insert(taken.end(), s.default_ports.begin(), s.default_ports.end());
    Span at = g_.get(c, field::container::image).span();
    const Origin* origin = make_origin(g_.arena(), at, How::fact, "sidecar_images.tsv");
    for (std::string_view entry : taken) {
      size_t slash = entry.find('/');
      int64_t number = 0;
      std::from_chars(entry.data(), entry.data() + slash, number);
      out.push_back(port(c, Value::integer(number, origin), Value::string(entry.substr(slash + 1), origin), {}, {}, false, at));
    }
  }

  void collect(NodeId w) {
    const Value& containers = g_.get(w, field::workload::containers);
    if (containers.is_unknown()) {
      g_.set(w, field::workload::ports, containers);
      return;
    }
    std::vector<Value> out;
    const Cause* open = containers.open();
    containers.for_each_item([&](const Value& item) {
      if (!item.is_node()) return;
      NodeId c = item.node();
      std::string_view role = g_.get(c, field::container::role).string_or("main");
      if (role != "main" && role != "sidecar") return;
      const Value& ports = g_.get(c, field::container::ports);
      if (!open) open = ports.is_unknown() ? ports.cause() : ports.open();
      size_t before = out.size();
      ports.for_each_item([&](const Value& p) {
        if (!p.is_map()) return;
        Value number = p.get("containerPort"), protocol = p.get("protocol");
        if (protocol.is_absent() || protocol.is_null()) protocol = Value::string("TCP", make_origin(g_.arena(), p.span(), How::default_value, "container"));
        out.push_back(port(c, number, protocol, p.get("name"), p.get("hostPort"), true, p.span()).with_maybe(item.maybe() || p.maybe()));
      });
      auto known = known_.find(c);
      if (known == known_.end()) return;
      std::vector<Value> extra;
      add_sidecar_ports(c, *known->second, extra);
      for (const Value& e : extra) {
        bool declared = false;
        for (size_t i = before; i < out.size(); ++i) declared |= same_value(out[i].get("port"), e.get("port")) && same_value(out[i].get("protocol"), e.get("protocol"));
        if (!declared) out.push_back(e.with_maybe(item.maybe()));
      }
    });
    mark_taken(out);
    g_.set(w, field::workload::ports, make_list(g_.arena(), out, open));
  }

  /// Adds `taken_by`, and whether that one is declared, to each entry whose port an earlier container has. Entries that are not
  /// sure to exist neither take a port nor are told that theirs is taken.
  void mark_taken(std::vector<Value>& ports) {
    std::map<std::pair<int64_t, std::string_view>, Value> first;
    for (Value& p : ports) {
      Value number = p.get("port"), protocol = p.get("protocol");
      if (p.maybe() || !number.is_int() || !protocol.is_string()) continue;
      auto [it, is_new] = first.try_emplace({number.integer(), protocol.string()}, p);
      if (is_new || it->second.get("container").string_or() == p.get("container").string_or()) continue;
      std::vector<MapEntry> entries;
      p.for_each_entry([&](std::string_view key, Span at, const Value& v) { entries.push_back({key, at, v}); });
      entries.push_back({"taken_by", p.span(), it->second.get("container")});
      entries.push_back({"taken_at", p.span(), it->second.get("port")});
      entries.push_back({"taken_declared", p.span(), it->second.get("declared")});
      p = make_map(g_.arena(), entries, nullptr, make_origin(g_.arena(), p.span(), How::fact, "analysis/pod_network"));
    }
  }

  Graph& g_;
  std::vector<Sidecar> sidecars_;
  std::map<NodeId, const Sidecar*> known_;
};

}  // namespace

void derive_pod_network(Graph& graph) { PodNetwork(graph).run(); }

}  // namespace plumb
