// The Kubernetes frontend: manifests in YAML and JSON, Lists, CustomResourceDefinitions, custom resources; kustomization.yaml and Chart.yaml thinly.
//
// What it claims: documents with apiVersion and kind, except files that only look alike (eksctl, kops, kubeadm, kubelet, kube-proxy, kustomize);
// files called kustomization.yaml and Chart.yaml. Every object becomes a node: one of a kind of its own where the vocabulary has one, else `object`.
//
// Units (policy of joins: src/link/README.md):
//   - a directory with a kustomization.yaml, with the files that its `resources` name (those of another kustomization belong there);
//   - a directory with a Chart.yaml, with all below it; templates are not rendered, they only say which kinds there may be more of;
//   - else each directory that holds manifests.
// Files that a kustomization names as patches are partial objects and make no nodes.
//
// Invariants: an object is loaded once, with the fields as written; a text with template markers makes no node; a wrong type is a
// finding (kubernetes-object-malformed) and the field is unknown, the rest of the object is still loaded.
#pragma once
#include "load/frontend.h"

namespace plumb {

extern const Frontend kKubernetesFrontend;

}  // namespace plumb
