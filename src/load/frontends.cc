// See frontends.h. Order: formats that claim by a group of their own first, Kubernetes last, because any apiVersion and kind will do for it.
#include "load/frontends.h"

#include "load/eksctl/eksctl.h"
#include "load/kubernetes/kubernetes.h"
#include "load/terraform/terraform.h"

namespace plumb {

std::span<const Frontend> frontends() {
  static const Frontend kAll[] = {kTerraformFrontend, kEksctlFrontend, kKubernetesFrontend};
  return kAll;
}

}  // namespace plumb
