// How a value of a root module came to be: the door for `plumb why`.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "load/explanation.h"
#include "session/session.h"

namespace plumb {

struct WhyAnswer {
  std::shared_ptr<const Snapshot> snapshot;  // for the sources that the explanation's spans point into
  std::optional<Explanation> explanation;    // nothing: `error` says what was expected
  std::string error;
};

/// Explains `address` in the root module in `directory` (of `vfs`, whose root should be wide: the whole disk).
WhyAnswer why(std::shared_ptr<const Vfs> vfs, std::string_view directory, std::string_view address, const Options& options);

}  // namespace plumb
