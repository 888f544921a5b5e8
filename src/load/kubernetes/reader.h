// Reader: typed reading of one object's fields. A field of the wrong type is a finding and an unknown value, a template marker an
// unknown value, a missing or null field absent; the caller never has to look at types.
// Invariant: each wrong field is reported once, where it stands, with its path in the object.
#pragma once
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb::kubernetes {

class Reader {
 public:
  /// `resource`: address of the object, for findings.
  Reader(Builder& builder, Findings& findings, std::string_view resource) : builder_(builder), findings_(findings), resource_(resource) {}

  Arena& arena() { return builder_.arena(); }
  Builder& builder() { return builder_; }

  // Each reads `parent`'s field `key`; `path` is the path of `parent` within the object ("spec.template"), for messages.
  Value map(TreeRef parent, std::string_view key, std::string_view path);
  Value list(TreeRef parent, std::string_view key, std::string_view path);
  Value text(TreeRef parent, std::string_view key, std::string_view path);
  Value integer(TreeRef parent, std::string_view key, std::string_view path);
  Value boolean(TreeRef parent, std::string_view key, std::string_view path);
  /// Whatever stands there; absent when missing or null.
  Value any(TreeRef parent, std::string_view key);
  /// A map whose values are strings; each other value is reported, null is the empty string as for Kubernetes.
  Value text_map(TreeRef parent, std::string_view key, std::string_view path);
  /// The map or list below `parent`, to go on reading in; nothing (and a finding) when it is of another type.
  TreeRef submap(TreeRef parent, std::string_view key, std::string_view path);
  TreeRef sublist(TreeRef parent, std::string_view key, std::string_view path);

  /// Reports that `at` is not what `expected` says, and gives the unknown value to go on with.
  Value malformed(TreeRef at, std::string_view path, std::string_view key, std::string_view expected);

 private:
  Value scalar(TreeRef at, NodeType wanted, std::string_view path, std::string_view key, std::string_view expected);

  Builder& builder_;
  Findings& findings_;
  std::string_view resource_;
};

/// "a string", "a list", ... for messages.
std::string_view type_name(NodeType type);

}  // namespace plumb::kubernetes
