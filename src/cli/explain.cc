// plumb explain RULE: the page of a rule.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "rules/explain.h"
#include "rules/pack.h"

namespace plumb::cli {

static int run(const std::string& id) {
  auto set = rules::builtin_rules();
  if (const rules::Rule* rule = set->find(id)) {
    std::string page = rules::explain(*rule);
    std::fwrite(page.data(), 1, page.size(), stdout);
    return kClean;
  }
  std::vector<std::string_view> ids;
  for (const rules::Rule& r : set->rules) {
    ids.push_back(r.id);
    ids.insert(ids.end(), r.aliases.begin(), r.aliases.end());
  }
  std::string_view near = nearest(id, ids);
  complain(near.empty() ? cat("there is no rule '", id, "'; 'plumb rules list' shows them") : cat("there is no rule '", id, "'; did you mean '", near, "'?"));
  return kUsage;
}

void add_explain(CLI::App& app, int& status) {
  auto id = std::make_shared<std::string>();
  CLI::App* c = app.add_subcommand("explain", "what a rule finds, why it matters, what to do, with examples");
  c->add_option("RULE", *id, "a rule id or alias")->required();
  c->callback([id, &status] { status = run(*id); });
}

}  // namespace plumb::cli
