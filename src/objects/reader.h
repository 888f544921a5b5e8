// Reader: typed reading of one object's fields, whatever the object came from (a manifest, Terraform). A field of the wrong type is a finding
// and an unknown value, a template marker an unknown value, a missing or null field absent, what is in something unknown is unknown;
// the caller never has to look at types.
// Invariant: each wrong field is reported once, where it stands, with its path in the object.
#pragma once
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "source/finding.h"

namespace plumb::kubernetes {

class Reader {
 public:
  /// `resource`: address of the object, for findings.
  Reader(Builder& builder, Findings& findings, std::string_view resource) : builder_(builder), findings_(findings), resource_(resource) {}

  Arena& arena() { return builder_.arena(); }
  Builder& builder() { return builder_; }
  Findings& findings() { return findings_; }

  // Each reads `parent`'s field `key`; `path` is the path of `parent` within the object ("spec.template"), for messages.
  Value map(const Value& parent, std::string_view key, std::string_view path);
  Value list(const Value& parent, std::string_view key, std::string_view path);
  Value text(const Value& parent, std::string_view key, std::string_view path);
  Value integer(const Value& parent, std::string_view key, std::string_view path);
  Value boolean(const Value& parent, std::string_view key, std::string_view path);
  /// Whatever stands there; absent when missing or null.
  Value any(const Value& parent, std::string_view key);
  /// A map whose values are strings; each other value is reported, null is the empty string as for Kubernetes.
  Value text_map(const Value& parent, std::string_view key, std::string_view path);
  /// The map or list below `parent`, to go on reading in: unknown, or absent (with a finding where it is of another type), when it is none.
  Value submap(const Value& parent, std::string_view key, std::string_view path);
  Value sublist(const Value& parent, std::string_view key, std::string_view path);

  /// Reports that `at` is not what `expected` says, and gives the unknown value to go on with.
  Value malformed(const Value& at, std::string_view path, std::string_view key, std::string_view expected);

 private:
  Value scalar(const Value& at, Tag wanted, std::string_view path, std::string_view key, std::string_view expected);

  Builder& builder_;
  Findings& findings_;
  std::string_view resource_;
};

/// A scalar as it is written in its source (1.30, yes) or, where it was computed, as JSON has it; empty for everything else.
std::string written(const Value& scalar);
/// Where the key stands in its map; the map's own place when there is none.
Span key_span(const Value& map, std::string_view key);

}  // namespace plumb::kubernetes
