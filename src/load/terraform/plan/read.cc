// read_document(): which format, and the walk through what `terraform show -json` writes.
// How: part by part (state/parts.h). Of a plan are read: resource_changes (after, after_unknown, after_sensitive), from prior_state what no change
// names (data sources; what -target left alone), variables, outputs, and `configuration` as one tree, which is as large as the sources are.
// planned_values hold the same again, and are read only where there are no changes.
#include <unordered_set>

#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/plan/document.h"
#include "load/terraform/plan/providers.h"
#include "load/terraform/plan/values.h"
#include "load/terraform/state/parts.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

Span whole_of(FileId file, std::string_view text) { return {file, 0, static_cast<uint32_t>(text.size())}; }

/// "module.a.aws_x.y[0]" without its module: "aws_x.y", "data.aws_x.y".
std::string local_address(const Described& d) { return cat(d.data ? "data." : "", d.type, ".", d.name); }

class Walk {
 public:
  Walk(Reader& reader, Plan& plan, Gatherer& gatherer) : r_(reader), plan_(plan), gatherer_(gatherer) {}

  void plan(TreeRef root) {
    Tree configuration;
    if (root["configuration"].is_map()) configuration = r_.whole(root["configuration"]);
    if (r_.broken) return;
    TreeRef conf = configuration.documents.empty() ? TreeRef() : configuration.document(0);
    TreeRef module = conf["root_module"];
    Wiring wiring(r_.arena, module);
    wiring_ = &wiring;
    variables(root["variables"]);
    Providers providers(r_.arena, conf["provider_config"], plan_.variables);
    providers_ = &providers;
    for (TreeRef r : module["resources"].items()) plan_.declared.insert(tree_text(r_.arena, r["address"]));
    for (auto [name, call] : module["module_calls"].entries()) {
      std::string_view address = r_.arena.copy(std::string_view(cat("module.", name.text())));
      plan_.declared.insert(address);
      std::string_view source = call["source"].string();
      if (!source.starts_with("./") && !source.starts_with("../")) plan_.remote_calls.push_back(address);
    }
    if (root["resource_changes"].is_list() || !root["planned_values"].is_map()) changes(root["resource_changes"], root["deferred_changes"]);
    else values(root["planned_values"]);
    if (root["complete"].type() == NodeType::boolean && !root["complete"].boolean()) {
      Unknown* u = r_.arena.make<Unknown>();
      u->cause = "the plan is of a part of the configuration: it was made with -target, or changes were deferred";
      u->span = root["complete"].span();
      u->text = "${plan}";
      plan_.design.rest = u;
    }
    state(root["prior_state"]);
    outputs(root["planned_values"]);
    unset_pointers();
  }

  void state_document(TreeRef root) {
    plan_.states_only = true;
    Wiring wiring(r_.arena, {});
    wiring_ = &wiring;
    values(root["values"]);
    outputs(root["values"]);
    unset_pointers();
  }

 private:
  void unset_pointers() {
    wiring_ = nullptr;
    providers_ = nullptr;
  }

  /// One level of a folded object, kept in `tree`.
  TreeRef level(TreeRef folded, Tree& tree) {
    if (!folded.is_map()) return {};
    tree = r_.outline(folded);
    return tree.documents.empty() ? TreeRef() : tree.document(0);
  }

  void variables(TreeRef folded) {
    r_.each_entry(folded, [&](TreeRef key, TreeRef one) {
      Tree tree;
      if (!one.is_map()) return;
      tree = r_.whole(one);
      if (!tree.documents.empty()) plan_.variables.emplace_back(tree_text(r_.arena, key), tree_value(r_.arena, tree.document(0)["value"]));
    });
  }

  bool describe(Described& d, TreeRef item) {
    d.address = tree_text(r_.arena, item["address"]);
    d.type = tree_text(r_.arena, item["type"]);
    d.name = tree_text(r_.arena, item["name"]);
    d.provider = tree_text(r_.arena, item["provider_name"]);
    d.data = item["mode"].string() == "data";
    d.at = item.span();
    d.name_span = item["address"].span();
    TreeRef key = item["index"];
    if (!key.is_null()) d.key = tree_value(r_.arena, key);
    if (d.address.empty() || d.type.empty() || d.name.empty()) return false;
    // The module's address is what stands before the resource's own; planned_values does not repeat it. Terraform 0.12 and 0.13 leave the key out; of
    // what was put off it may be "[*]".
    const std::string local = local_address(d), own = local + (d.key.is_null() ? std::string() : key_text(d.key));
    std::string_view before = d.address;
    if (before.ends_with("[*]")) before.remove_suffix(3);
    const std::string& end = before.ends_with(own) ? own : local;
    if (before.size() > end.size() + 1 && before.ends_with(end)) d.module_path = before.substr(0, before.size() - end.size() - 1);
    else d.module_path = tree_text(r_.arena, item["module_address"]);
    if (!d.address.ends_with(own)) d.address = r_.arena.copy(std::string_view(cat(d.module_path, d.module_path.empty() ? "" : ".", own)));
    return true;
  }

  struct Pending {
    Span after, unknown, sensitive;  // folded parts, or nothing
  };

  /// First all instances, then their values: what a value is made of may stand further down.
  void changes(TreeRef folded, TreeRef deferred) {
    std::vector<Pending> all;  // of each of the instances
    r_.each(folded, [&](TreeRef one) { change(one, all); });
    r_.each(deferred, [&](TreeRef one) { deferred_change(one, all); });
    for (size_t i = 0; i < all.size(); ++i) {
      if (r_.broken) return;
      Tree after = part(all[i].after), unknown = part(all[i].unknown), sensitive = part(all[i].sensitive);
      fill(plan_.design.instances[i], root_of(after), root_of(unknown), root_of(sensitive));
    }
  }

  /// One of resource_changes. False: it is no instance of what there will be.
  bool change(TreeRef one, std::vector<Pending>& all) {
    Tree tree, inner;
    TreeRef item = level(one, tree);
    Described what;
    if (!item || !item["deposed"].string().empty() || !describe(what, item)) return false;
    mentioned_.insert(what.address);
    if (TreeRef before = item["previous_address"]; before.is_string()) mentioned_.insert(tree_text(r_.arena, before));
    TreeRef change = level(item["change"], inner);
    if (!change) return false;
    TreeRef after = change["after"], unknown = change["after_unknown"];
    bool forgotten = false;
    if (!stays(change["actions"], forgotten)) {
      if (!what.data) plan_.design.leaving.push_back({what.address, what.type, forgotten});
      return false;
    }
    what.at = one.span();
    plan_.design.instances.push_back(make_instance(r_.arena, what));
    wiring_->add(plan_.design.instances.back().resource, what.address, what.key, unknown.is_map() && is_empty(unknown));
    all.push_back({folded_span(after), folded_span(unknown), folded_span(change["after_sensitive"])});
    return true;
  }

  /// A change that Terraform put off, {reason, resource_change}: what it makes is to come, how many of it is not known where its count is not.
  void deferred_change(TreeRef one, std::vector<Pending>& all) {
    Tree tree;
    TreeRef item = level(one, tree);
    if (!change(item["resource_change"], all)) return;
    Instance& i = plan_.design.instances.back();
    if (item["reason"].string() != "instance_count_unknown") return;
    Unknown* u = r_.arena.make<Unknown>();
    u->cause = r_.arena.copy(std::string_view(cat("how many there are of ", i.resource, " is not known when it is planned")));
    u->span = i.name_span;
    u->text = "${count}";
    i.maybe = true;
    i.maybe_cause = u;
    i.key = Value::unknown(u, i.name_span);
  }

  /// Whether there is something after the change: not when its only actions are to delete or to forget.
  bool stays(TreeRef actions, bool& forgotten) {
    if (!actions.is_list()) return false;
    Tree tree = r_.whole(actions);
    if (tree.documents.empty()) return false;
    for (TreeRef a : tree.document(0).items()) {
      if (a.string() != "delete" && a.string() != "forget") return true;
      forgotten = forgotten || a.string() == "forget";
    }
    return false;
  }

  static Span folded_span(TreeRef n) { return n.is_map() ? n.span() : Span{}; }
  bool is_empty(TreeRef folded) { return r_.text.substr(folded.span().begin, folded.span().end - folded.span().begin).find('"') == std::string_view::npos; }
  static TreeRef root_of(const Tree& tree) { return tree.documents.empty() ? TreeRef() : tree.document(0); }
  Tree part(Span at) { return at.known() ? r_.watched(read_json_part(r_.file, r_.text, at, r_.findings)) : Tree(); }

  void fill(Instance& i, TreeRef after, TreeRef unknown, TreeRef sensitive) {
    TreeRef resource = wiring_->resource(i.module_path, cat(i.data ? "data." : "", i.type, ".", i.name));
    Arena scratch;
    gatherer_.keep(i, ValueMaker(r_.arena, scratch, *wiring_).config(i, resource, {after, unknown, sensitive, resource["expressions"], i.name_span}));
    if (providers_ && resource) i.provider = providers_->find(resource["provider_config_key"].string());
  }

  void state(TreeRef folded) {
    Tree tree;
    if (TreeRef prior = level(folded, tree)) values(prior["values"]);
  }

  /// planned_values, or `values` of a state: {outputs, root_module}.
  void values(TreeRef folded) {
    Tree tree;
    if (TreeRef all = level(folded, tree)) module_values(all["root_module"], 0);
  }

  void module_values(TreeRef folded, int depth) {
    Tree tree;
    TreeRef module = level(folded, tree);
    if (!module || depth > 100) return;
    r_.each(module["resources"], [&](TreeRef one) {
      Tree inner;
      TreeRef item = level(one, inner);
      Described d;
      if (!item || !describe(d, item) || mentioned_.contains(d.address) || !item["deposed_key"].string().empty()) return;
      d.at = one.span();
      Tree after = part(folded_span(item["values"])), sensitive = part(folded_span(item["sensitive_values"]));
      fill(plan_.design.instances.emplace_back(make_instance(r_.arena, d)), root_of(after), {}, root_of(sensitive));
    });
    r_.each(module["child_modules"], [&](TreeRef one) { module_values(one, depth + 1); });
  }

  void outputs(TreeRef folded) {
    Tree tree;
    TreeRef all = level(folded, tree);
    if (!all) return;
    r_.each_entry(all["outputs"], [&](TreeRef key, TreeRef one) {
      if (!one.is_map()) return;
      Tree inner = r_.whole(one);
      if (inner.documents.empty()) return;
      TreeRef output = inner.document(0);
      bool sensitive = output["sensitive"].boolean();
      std::string_view name = tree_text(r_.arena, key);
      Value v = without_secrets(r_.arena, r_.arena, tree_value(r_.arena, output["value"]).marked_sensitive(sensitive));
      if (!output.key("value")) {
        Unknown* u = r_.arena.make<Unknown>();
        u->cause = r_.arena.copy(std::string_view(cat("output.", name, " is known after apply")));
        u->span = key.span();
        u->text = r_.arena.copy(std::string_view(cat("${output.", name, "}")));
        v = Value::unknown(u, key.span());
      }
      plan_.design.outputs.push_back({name, v, sensitive, key.span(), key.span()});
    });
  }

  Reader& r_;
  Plan& plan_;
  Gatherer& gatherer_;
  Wiring* wiring_ = nullptr;
  Providers* providers_ = nullptr;
  std::unordered_set<std::string_view> mentioned_;  // addresses that a change names
};

void refuse(FileId file, Span at, std::string message, std::string help, Findings& findings) {
  Finding f = make_finding("terraform-error", Severity::error, at.known() ? at : Span{file, 0, 0}, std::move(message), std::move(help));
  f.unchecked = true;
  findings.push_back(std::move(f));
}

/// 0.1 to 1.x: within a major version Terraform only adds.
bool known_format(std::string_view version) { return version.starts_with("0.") || version.starts_with("1."); }

}  // namespace

std::optional<Plan> read_document(FileId file, std::string_view text, Arena& arena, Findings& findings) {
  Reader reader(file, text, arena, findings);
  reader.seen = findings.size();
  Tree tree = reader.watched(outline_json(file, text, whole_of(file, text), findings));
  if (reader.broken) return std::nullopt;
  TreeRef root = tree.document(0);
  DocumentKind kind = document_kind(root);
  Plan plan;
  if (kind == DocumentKind::encrypted) {
    findings.push_back(make_finding("file-unreadable", Severity::info, {file, 0, 0},
                                    "this state or plan is encrypted (OpenTofu): nothing in it was checked", "Check what `tofu show -json` writes where the key is, or exclude the file."));
    return std::nullopt;
  }
  if (kind == DocumentKind::raw_state) {
    if (!add_state(plan, file, text, arena, findings)) return std::nullopt;
    return plan;
  }
  if (std::string_view version = root["format_version"].string(); !known_format(version)) {
    refuse(file, root["format_version"].span(), cat("the format ", version, " of this ", kind == DocumentKind::plan ? "plan" : "state", " is not understood: expected 0.1 to 1.x"),
           "Write it with a Terraform whose format is known, or check the configuration itself; nothing in it was checked.", findings);
    return std::nullopt;
  }
  if (root["errored"].boolean()) {
    refuse(file, root["errored"].span(), "planning failed: this plan holds only what came before the error", "Mend the configuration and plan again; nothing in it was checked.", findings);
    return std::nullopt;
  }
  Gatherer gatherer(plan, arena, file, text);
  Walk walk(reader, plan, gatherer);
  if (kind == DocumentKind::plan) walk.plan(root);
  else walk.state_document(root);
  if (reader.broken) return std::nullopt;
  gatherer.finish();
  return plan;
}

}  // namespace plumb::terraform
