// Places as a person standing in a directory names them.
#pragma once
#include <string>
#include <string_view>

#include "source/sources.h"

namespace plumb::report {

/// "main.tf" below the directory; "../modules/vpc/main.tf" beside it; "/etc/x" where they have nothing in common.
std::string shown_path(std::string_view path, std::string_view directory);
/// "main.tf:3"; empty when the place is not known.
std::string shown_place(const Sources& sources, Span at, std::string_view directory);

}  // namespace plumb::report
