// How claimed documents and files become units; see units.cc.
#pragma once
#include <string_view>
#include <vector>

#include "load/frontend.h"

namespace plumb::kubernetes {

bool is_chart(std::string_view path);
std::vector<UnitInput> form_units(const Project& project, std::vector<const InputFile*> files, std::vector<Document> documents);

}  // namespace plumb::kubernetes
