// Which custom resources only configure, and which may make objects that no input shows. Unknown groups may make anything.
#include <algorithm>

#include "link/objects.h"
#include "objects/api.h"

namespace plumb::linking {

// Groups whose controllers make no pods, services, config maps or service accounts, and secrets only under a name that they state
// (load/kubernetes/made.cc has those).
static constexpr std::string_view kPassiveGroups[] = {
    "cert-manager.io", "acme.cert-manager.io", "trust.cert-manager.io", "external-secrets.io", "kubernetes-client.io", "bitnami.com", "secrets-store.csi.x-k8s.io", "secrets.hashicorp.com", "isindir.github.com",
    "monitoring.coreos.com", "keda.sh", "autoscaling.k8s.io", "karpenter.sh", "karpenter.k8s.aws", "eks.amazonaws.com", "elbv2.k8s.aws", "gateway.k8s.aws", "crd.k8s.amazonaws.com", "networking.k8s.aws", "vpcresources.k8s.aws",
    "networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "gateway.networking.k8s.io", "policy.networking.k8s.io", "networking.gke.io", "cloud.google.com", "traefik.io", "traefik.containo.us", "configuration.konghq.com", "getambassador.io", "projectcontour.io",
    "cilium.io", "crd.projectcalico.org", "projectcalico.org", "snapshot.storage.k8s.io", "metrics.k8s.io", "constraints.gatekeeper.sh", "templates.gatekeeper.sh", "image.toolkit.fluxcd.io", "notification.toolkit.fluxcd.io", "source.toolkit.fluxcd.io",
    "flagger.app", "linkerd.io", "policy.linkerd.io", "route.openshift.io", "security.openshift.io", "config.openshift.io", "dashboard.grafana.com", "externaldns.k8s.io", "aquasecurity.github.io", "goldilocks.fairwinds.com", "kustomize.config.k8s.io", "builtin",
};

// Kinds of those groups that run something nevertheless.
static constexpr std::string_view kActiveKinds[] = {"Prometheus", "Alertmanager", "ThanosRuler", "PrometheusAgent", "CloudProvisioner", "Canary"};
// Kinds of other groups that only configure.
static constexpr std::string_view kPassiveKinds[] = {"AppProject", "AnalysisTemplate", "ClusterAnalysisTemplate", "WorkflowTemplate", "ClusterWorkflowTemplate", "EventSource", "GrafanaDashboard", "GrafanaDatasource", "GrafanaFolder", "NodeConfig"};

bool passive_group(std::string_view group, std::string_view kind) {
  auto in = [](auto& list, std::string_view word) { return std::find(std::begin(list), std::end(list), word) != std::end(list); };
  if (kubernetes::builtin_group(group)) return true;
  if (in(kActiveKinds, kind)) return false;
  // A Gateway of the Gateway API may be given pods and a Service by its class.
  if (group == "gateway.networking.k8s.io" && kind == "Gateway") return false;
  return in(kPassiveGroups, group) || in(kPassiveKinds, kind);
}

}  // namespace plumb::linking
