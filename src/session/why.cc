// See why.h.
#include "session/why.h"

#include "base/text.h"
#include "session/declared.h"

namespace plumb {

WhyAnswer why(std::shared_ptr<const Vfs> vfs, std::string_view directory, std::string_view address, const Options& options) {
  RootInput root = read_root(std::move(vfs), directory, options);
  WhyAnswer out{root.snapshot, std::nullopt, {}};
  if (!root.frontend || !root.frontend->explain) out.error = cat("'/", directory, "' is no Terraform root module: only its values can be explained");
  else out.explanation = root.frontend->explain(root.snapshot->project, root.unit, address, out.error);
  return out;
}

}  // namespace plumb
