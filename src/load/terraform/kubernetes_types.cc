// See kubernetes_types.h.
#include "load/terraform/kubernetes_types.h"

#include <algorithm>
#include <utility>

namespace plumb::terraform {
namespace {

// A type stands for its versions, too: "deployment" for kubernetes_deployment and kubernetes_deployment_v1, unless they are listed.
constexpr KubernetesType kTypes[] = {
    {"api_service", "apiregistration.k8s.io/v1", "APIService"},
    {"cluster_role", "rbac.authorization.k8s.io/v1", "ClusterRole"},
    {"cluster_role_binding", "rbac.authorization.k8s.io/v1", "ClusterRoleBinding"},
    {"config_map", "v1", "ConfigMap"},
    {"cron_job", "batch/v1beta1", "CronJob"},
    {"cron_job_v1", "batch/v1", "CronJob"},
    {"csi_driver", "storage.k8s.io/v1", "CSIDriver"},
    {"daemon_set_v1", "apps/v1", "DaemonSet"},
    {"daemonset", "apps/v1", "DaemonSet"},
    {"deployment", "apps/v1", "Deployment"},
    {"endpoint_slice_v1", "discovery.k8s.io/v1", "EndpointSlice"},
    {"endpoints", "v1", "Endpoints"},
    {"horizontal_pod_autoscaler", "autoscaling/v1", "HorizontalPodAutoscaler"},
    {"horizontal_pod_autoscaler_v2", "autoscaling/v2", "HorizontalPodAutoscaler"},
    {"horizontal_pod_autoscaler_v2beta2", "autoscaling/v2beta2", "HorizontalPodAutoscaler"},
    {"ingress", "extensions/v1beta1", "Ingress"},
    {"ingress_class", "networking.k8s.io/v1", "IngressClass"},
    {"ingress_v1", "networking.k8s.io/v1", "Ingress"},
    {"job", "batch/v1", "Job"},
    {"limit_range", "v1", "LimitRange"},
    {"mutating_webhook_configuration", "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"},
    {"namespace", "v1", "Namespace"},
    {"network_policy", "networking.k8s.io/v1", "NetworkPolicy"},
    {"persistent_volume", "v1", "PersistentVolume"},
    {"persistent_volume_claim", "v1", "PersistentVolumeClaim"},
    {"pod", "v1", "Pod"},
    {"pod_disruption_budget", "policy/v1beta1", "PodDisruptionBudget"},
    {"pod_disruption_budget_v1", "policy/v1", "PodDisruptionBudget"},
    {"priority_class", "scheduling.k8s.io/v1", "PriorityClass"},
    {"replication_controller", "v1", "ReplicationController"},
    {"resource_quota", "v1", "ResourceQuota"},
    {"role", "rbac.authorization.k8s.io/v1", "Role"},
    {"role_binding", "rbac.authorization.k8s.io/v1", "RoleBinding"},
    {"runtime_class_v1", "node.k8s.io/v1", "RuntimeClass"},
    {"secret", "v1", "Secret"},
    {"service", "v1", "Service"},
    {"service_account", "v1", "ServiceAccount"},
    {"stateful_set", "apps/v1", "StatefulSet"},
    {"storage_class", "storage.k8s.io/v1", "StorageClass"},
    {"validating_webhook_configuration", "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},
};

// Words that the API writes in capitals, and arguments with a name of their own.
constexpr std::pair<std::string_view, std::string_view> kSpelling[] = {
    {"cluster_ip", "clusterIP"}, {"cluster_ips", "clusterIPs"}, {"external_ips", "externalIPs"}, {"load_balancer_ip", "loadBalancerIP"}, {"host_ip", "hostIP"},
    {"host_ipc", "hostIPC"}, {"host_pid", "hostPID"}, {"pod_ip", "podIP"}, {"non_resource_urls", "nonResourceURLs"}, {"volume_id", "volumeID"}, {"ca_bundle", "caBundle"},
    {"client_ip", "clientIP"}, {"storage_provisioner", "provisioner"}, {"target_cpu_utilization_percentage", "targetCPUUtilizationPercentage"},
};

struct ListBlock {
  std::string_view block, field, parent = {};  // parent: only inside this block; empty: anywhere
};
constexpr ListBlock kLists[] = {
    {"address", "addresses"}, {"container", "containers"}, {"egress", "egress"}, {"env", "env"}, {"env_from", "envFrom"}, {"ephemeral_container", "ephemeralContainers"},
    {"from", "from"}, {"host_aliases", "hostAliases"}, {"http_header", "httpHeaders"}, {"image_pull_secret", "imagePullSecrets"}, {"image_pull_secrets", "imagePullSecrets"},
    {"ingress", "ingress", "spec"}, {"init_container", "initContainers"}, {"items", "items"}, {"limit", "limits"}, {"match_expressions", "matchExpressions"},
    {"match_fields", "matchFields"}, {"metric", "metrics"}, {"node_selector_term", "nodeSelectorTerms"}, {"option", "options", "dns_config"}, {"path", "paths", "http"},
    {"policy", "policies"}, {"port", "ports"}, {"ports", "ports"}, {"preferred_during_scheduling_ignored_during_execution", "preferredDuringSchedulingIgnoredDuringExecution"},
    {"readiness_gate", "readinessGates"}, {"required_during_scheduling_ignored_during_execution", "requiredDuringSchedulingIgnoredDuringExecution", "pod_affinity"},
    {"required_during_scheduling_ignored_during_execution", "requiredDuringSchedulingIgnoredDuringExecution", "pod_anti_affinity"}, {"rule", "rules"},
    {"sources", "sources"}, {"subject", "subjects"}, {"subset", "subsets"}, {"sysctl", "sysctls"}, {"tls", "tls", "spec"}, {"to", "to"}, {"toleration", "tolerations"},
    {"topology_spread_constraint", "topologySpreadConstraints"}, {"volume", "volumes"}, {"volume_claim_template", "volumeClaimTemplates"}, {"volume_device", "volumeDevices"},
    {"volume_mount", "volumeMounts"}, {"webhook", "webhooks"},
};

constexpr std::string_view kNumbers[] = {"replicas", "run_as_user", "run_as_group", "fs_group", "port", "target_port", "max_unavailable", "min_available", "max_surge", "number"};
constexpr std::string_view kTexts[] = {"value", "name", "cluster_ip", "key", "values"};

}  // namespace

const KubernetesType* kubernetes_type(std::string_view resource_type) {
  constexpr std::string_view prefix = "kubernetes_";
  if (!resource_type.starts_with(prefix)) return nullptr;
  std::string_view type = resource_type.substr(prefix.size());
  auto find = [](std::string_view name) { return std::find_if(std::begin(kTypes), std::end(kTypes), [&](const KubernetesType& t) { return t.type == name; }); };
  auto it = find(type);
  if (it == std::end(kTypes) && type.ends_with("_v1")) it = find(type.substr(0, type.size() - 3));
  return it == std::end(kTypes) ? nullptr : &*it;
}

std::string api_field(std::string_view argument) {
  for (auto [own, api] : kSpelling)
    if (own == argument) return std::string(api);
  std::string out;
  bool capital = false;
  for (char c : argument) {
    if (c == '_') capital = true;
    else {
      out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      capital = false;
    }
  }
  return out;
}

std::string_view list_field(std::string_view parent, std::string_view block) {
  // A service account's `secret` blocks are a list, a volume's `secret` is one object; a Service has ports, an Ingress backend's service one.
  if (block == "secret") return parent.empty() ? "secrets" : std::string_view{};
  if (block == "port" && parent == "service") return {};
  for (const ListBlock& l : kLists)
    if (l.block == block && (l.parent.empty() || l.parent == parent)) return l.field;
  return {};
}

bool takes_number(std::string_view argument) { return std::find(std::begin(kNumbers), std::end(kNumbers), argument) != std::end(kNumbers); }
bool takes_text(std::string_view argument) { return std::find(std::begin(kTexts), std::end(kTexts), argument) != std::end(kTexts); }

}  // namespace plumb::terraform
