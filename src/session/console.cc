// See console.h.
#include "session/console.h"

#include "load/terraform/terraform.h"

namespace plumb {

RootConsole::RootConsole(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options)
    : input_(read_root(std::move(vfs), directory, options)), console_(std::make_unique<terraform::Console>(input_.snapshot->project, directory, evaluated_, terraform::roots_of(input_.unit))) {}

}  // namespace plumb
