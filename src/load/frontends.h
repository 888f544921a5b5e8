// The list of input formats, in the order in which they claim documents and files.
#pragma once
#include <span>

#include "load/frontend.h"

namespace plumb {

std::span<const Frontend> frontends();

}  // namespace plumb
