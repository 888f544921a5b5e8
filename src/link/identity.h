// Which IAM role a ServiceAccount gets; see identity.cc.
#pragma once
#include "link/objects.h"

namespace plumb::linking {

void link_identity(Objects& objects);

}  // namespace plumb::linking
