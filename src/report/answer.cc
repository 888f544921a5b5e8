// See answer.h.
#include "report/answer.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace plumb::report {

static std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string answer_json(const terraform::Answer& a) {
  using Outcome = terraform::Answer::Outcome;
  if (a.outcome == Outcome::error) return cat("{\"outcome\": \"error\", \"error\": ", quoted(a.error), "}\n");
  bool ok = a.outcome == Outcome::ok;
  return cat("{\"outcome\": \"", ok ? "ok" : "unknown", "\", \"value\": ", a.value, ", \"type\": ", quoted(a.type), ok ? std::string() : cat(", \"cause\": ", quoted(a.cause)), "}\n");
}

}  // namespace plumb::report
