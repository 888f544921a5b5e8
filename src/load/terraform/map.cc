// See map.h: the door; the work is in mapper.cc and the per-area tables.
#include "load/terraform/map.h"

#include "load/terraform/mapper.h"

namespace plumb::terraform {

void map_resources(const Configuration& configuration, const Project& project, Builder& builder, Findings& findings) {
  Mapper(configuration, project, builder).run(findings);
}

}  // namespace plumb::terraform
