// See api.h.
#include "objects/api.h"

#include <algorithm>
#include <array>

#include "graph/kinds.gen.h"

namespace plumb::kubernetes {
namespace {

constexpr const char* kTemplate = "spec/template";

// Groups that have served a kind are listed once each: extensions and the beta versions of apps are long gone, but files still name them.
constexpr Api kApis[] = {
    {"", "Pod", Kind::workload, false, "", false},
    {"", "PodTemplate", Kind::workload, false, "template", false},
    {"", "ReplicationController", Kind::workload, false, kTemplate, true},
    {"apps", "Deployment", Kind::workload, false, kTemplate, true},
    {"extensions", "Deployment", Kind::workload, false, kTemplate, true},
    {"apps", "StatefulSet", Kind::workload, false, kTemplate, true},
    {"apps", "DaemonSet", Kind::workload, false, kTemplate, false},
    {"extensions", "DaemonSet", Kind::workload, false, kTemplate, false},
    {"apps", "ReplicaSet", Kind::workload, false, kTemplate, true},
    {"extensions", "ReplicaSet", Kind::workload, false, kTemplate, true},
    {"batch", "Job", Kind::workload, false, kTemplate, false},
    {"batch", "CronJob", Kind::workload, false, "spec/jobTemplate/spec/template", false},
    {"argoproj.io", "Rollout", Kind::workload, false, kTemplate, true},
    {"apps.openshift.io", "DeploymentConfig", Kind::workload, false, kTemplate, true},
    {"apps.kruise.io", "CloneSet", Kind::workload, false, kTemplate, true},
    {"apps.kruise.io", "StatefulSet", Kind::workload, false, kTemplate, true},
    {"apps.kruise.io", "DaemonSet", Kind::workload, false, kTemplate, false},
    {"serving.knative.dev", "Service", Kind::workload, false, kTemplate, false},
    {"serving.knative.dev", "Configuration", Kind::workload, false, kTemplate, false},
    {"keda.sh", "ScaledJob", Kind::workload, false, "spec/jobTargetRef/template", false},
    {"", "Service", Kind::service, false, nullptr, false},
    {"networking.k8s.io", "Ingress", Kind::ingress, false, nullptr, false},
    {"extensions", "Ingress", Kind::ingress, false, nullptr, false},
    {"networking.k8s.io", "IngressClass", Kind::ingress_class, true, nullptr, false},
    {"", "ServiceAccount", Kind::service_account, false, nullptr, false},
    {"", "ConfigMap", Kind::config_map, false, nullptr, false},
    {"", "Secret", Kind::secret, false, nullptr, false},
    {"", "PersistentVolumeClaim", Kind::persistent_volume_claim, false, nullptr, false},
    {"autoscaling", "HorizontalPodAutoscaler", Kind::horizontal_pod_autoscaler, false, nullptr, false},
    {"policy", "PodDisruptionBudget", Kind::pod_disruption_budget, false, nullptr, false},
    {"networking.k8s.io", "NetworkPolicy", Kind::network_policy, false, nullptr, false},
    {"extensions", "NetworkPolicy", Kind::network_policy, false, nullptr, false},
    {"rbac.authorization.k8s.io", "Role", Kind::rbac_role, false, nullptr, false},
    {"rbac.authorization.k8s.io", "ClusterRole", Kind::rbac_role, true, nullptr, false},
    {"rbac.authorization.k8s.io", "RoleBinding", Kind::rbac_binding, false, nullptr, false},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", Kind::rbac_binding, true, nullptr, false},
    {"", "Namespace", Kind::namespace_, true, nullptr, false},
};

constexpr std::string_view kBuiltinGroups[] = {
    "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "auditregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "extensions", "flowcontrol.apiserver.k8s.io", "imagepolicy.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "settings.k8s.io", "storage.k8s.io", "storagemigration.k8s.io",
};

// Of built-in groups: facts/k8s_api_kinds (Kubernetes 1.17 to 1.37) without those that have a row above.
constexpr std::string_view kClusterScopedBuiltin[] = {
    "APIService", "AuditSink", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterCIDR", "ClusterTrustBundle", "ComponentStatus", "CustomResourceDefinition", "DeviceClass", "DeviceTaintRule", "FlowSchema", "IPAddress", "ImageReview", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration", "Node", "PersistentVolume", "PodSecurityPolicy", "PriorityClass", "PriorityLevelConfiguration", "ResourceClass", "ResourcePoolStatusRequest", "ResourceSlice", "RuntimeClass", "SelfSubjectAccessReview", "SelfSubjectReview", "SelfSubjectRulesReview", "ServiceCIDR", "StorageClass", "StorageVersion", "StorageVersionMigration", "SubjectAccessReview", "TokenReview", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "VolumeAttachment", "VolumeAttributesClass",
};

// Of custom resources, those whose definitions are rarely in the project and whose scope their authors state.
struct ClusterScopedCustom { std::string_view group, kind; };
constexpr ClusterScopedCustom kClusterScopedCustom[] = {
    {"cert-manager.io", "ClusterIssuer"}, {"external-secrets.io", "ClusterSecretStore"}, {"external-secrets.io", "ClusterExternalSecret"}, {"gateway.networking.k8s.io", "GatewayClass"}, {"karpenter.sh", "NodePool"}, {"karpenter.sh", "NodeClaim"}, {"karpenter.sh", "NodeOverlay"}, {"karpenter.sh", "Provisioner"}, {"karpenter.k8s.aws", "EC2NodeClass"}, {"karpenter.k8s.aws", "AWSNodeTemplate"}, {"eks.amazonaws.com", "NodeClass"}, {"eks.amazonaws.com", "IngressClassParams"}, {"elbv2.k8s.aws", "IngressClassParams"}, {"crd.k8s.amazonaws.com", "ENIConfig"}, {"vpcresources.k8s.aws", "CNINode"}, {"snapshot.storage.k8s.io", "VolumeSnapshotClass"}, {"snapshot.storage.k8s.io", "VolumeSnapshotContent"}, {"kyverno.io", "ClusterPolicy"}, {"templates.gatekeeper.sh", "ConstraintTemplate"}, {"constraints.gatekeeper.sh", ""}, {"cilium.io", "CiliumClusterwideNetworkPolicy"}, {"crd.projectcalico.org", "GlobalNetworkPolicy"}, {"crd.projectcalico.org", "IPPool"}, {"projectcalico.org", "GlobalNetworkPolicy"}, {"projectcalico.org", "IPPool"}, {"operator.tigera.io", ""}, {"keda.sh", "ClusterTriggerAuthentication"}, {"policy.networking.k8s.io", "AdminNetworkPolicy"}, {"policy.networking.k8s.io", "BaselineAdminNetworkPolicy"}, {"apiextensions.crossplane.io", ""}, {"pkg.crossplane.io", ""},
};

bool cluster_scoped(std::string_view group, std::string_view kind) {
  if (builtin_group(group)) return std::find(std::begin(kClusterScopedBuiltin), std::end(kClusterScopedBuiltin), kind) != std::end(kClusterScopedBuiltin);
  for (const ClusterScopedCustom& c : kClusterScopedCustom)
    if (c.group == group && (c.kind.empty() || c.kind == kind)) return true;
  return false;
}

}  // namespace

std::string_view group_of(std::string_view api_version) {
  size_t slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view{} : api_version.substr(0, slash);
}

bool builtin_group(std::string_view group) { return std::find(std::begin(kBuiltinGroups), std::end(kBuiltinGroups), group) != std::end(kBuiltinGroups); }

Api api_of(std::string_view api_version, std::string_view kind) {
  std::string_view group = group_of(api_version);
  for (const Api& a : kApis)
    if (a.kind == kind && a.group == group) return a;
  return {group, kind, Kind::object, cluster_scoped(group, kind), nullptr, false};
}

Kind node_kind_by_name(std::string_view kind) {
  for (const Api& a : kApis)
    if (a.kind == kind && builtin_group(a.group)) return a.node;
  for (const Api& a : kApis)
    if (a.kind == kind) return a.node;
  return Kind::object;
}

}  // namespace plumb::kubernetes
