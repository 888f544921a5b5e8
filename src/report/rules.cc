// The list of rules as JSON, for tools: `plumb rules list --format json`.
#include <nlohmann/json.hpp>

#include "report/report.h"
#include "rules/rule.h"

namespace plumb::report {

using Json = nlohmann::ordered_json;

std::string rules(const rules::RuleSet& set) {
  Json out = {{"version", PLUMB_VERSION}, {"rules", Json::array()}};
  for (const rules::Rule& r : set.rules) {
    Json options = Json::array();
    for (const rules::Option& o : r.options) {
      Json option = {{"name", o.name}, {"doc", o.doc}};
      std::visit([&](const auto& value) { option["default"] = value; }, o.value);
      options.push_back(std::move(option));
    }
    out["rules"].push_back({{"id", r.id}, {"aliases", r.aliases}, {"area", r.area}, {"tags", r.tags}, {"severity", rules::to_string(r.severity)}, {"profile", rules::to_string(r.profile)},
                            {"builtin", r.builtin}, {"summary", r.summary}, {"help", r.help}, {"references", r.refs}, {"options", std::move(options)}});
  }
  return out.dump(2) + "\n";
}

}  // namespace plumb::report
