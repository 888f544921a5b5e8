// Recorded answers of the controllers: where they are, what one says, how it is shown.
#pragma once
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.h"
#include "syntax/tree.h"

namespace plumb::oracle {

inline std::string folder() {
  const char* shared = std::getenv("PLUMB_SHARED");
  return cat(shared ? shared : PLUMB_SOURCE_DIR "/../shared", "/oracles/load-balancers/");
}

struct Answer {
  std::string outcome;
  std::vector<std::string> subnets;
  std::string error;
};

inline std::string shown(const Answer& a) { return a.outcome == "ok" ? cat("ok [", join(a.subnets, " "), "]") : a.outcome == "error" ? cat("error: ", a.error) : a.outcome; }

inline Answer expected(TreeRef expect) {
  Answer a;
  a.outcome = expect["outcome"].string();
  if (a.outcome == "unstable") a.outcome = expect["anyOf"].at(0)["outcome"].string();
  for (TreeRef s : expect["subnets"].items()) a.subnets.emplace_back(s.string());
  a.error = expect["error"].string();
  return a;
}

}  // namespace plumb::oracle
