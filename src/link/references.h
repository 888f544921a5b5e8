// References between Kubernetes objects by name; see references.cc.
#pragma once
#include "link/objects.h"

namespace plumb::linking {

void link_references(Objects& objects);

}  // namespace plumb::linking
