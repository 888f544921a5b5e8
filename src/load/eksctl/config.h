// Part: a mapping of a ClusterConfig, read as eksctl reads it: field names match without regard to case, null is "not given",
// scalars must have their type (a bare 1.34 is no string), and text that a template engine or envsubst still replaces is unknown.
// Invariant: a field of the wrong type is reported once as `eksctl-config-invalid` and read as unknown (scalars) or not given.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/value.h"
#include "source/finding.h"

namespace plumb::eksctl {

/// Where readings of one document end up: its arena and its findings.
struct Reading {
  Arena& arena;
  Findings& findings;
  std::vector<uint32_t> reported;  // tree nodes with a finding already
};

/// "${NAME}", "$NAME", "{{ .x }}", "<cluster-name>": text that stands for another text.
bool is_placeholder(std::string_view text);

class Part {
 public:
  Part() = default;
  Part(Reading* reading, TreeRef node, std::string path) : reading_(reading), node_(node), path_(std::move(path)) {}

  explicit operator bool() const { return node_.is_map(); }
  TreeRef node() const { return node_; }
  Span span() const { return node_.span(); }
  const std::string& path() const { return path_; }

  /// The value under `field`; nothing when missing or null.
  TreeRef raw(std::string_view field) const;
  bool has(std::string_view field) const { return static_cast<bool>(raw(field)); }
  /// Span of the key `field`, else of this part.
  Span key_span(std::string_view field) const;
  /// Span of the value of `field`, else `otherwise`.
  Span span_of(std::string_view field, Span otherwise) const;

  /// The mapping under `field`, empty when missing.
  Part part(std::string_view field) const;
  /// The mappings of the list under `field`.
  std::vector<Part> parts(std::string_view field) const;
  /// The entries of the mapping under `field` that are mappings themselves, with their keys (`vpc.subnets.private`).
  struct Named;
  std::vector<Named> named(std::string_view field) const;

  // Absent, a value of the type, or unknown.
  Value text(std::string_view field) const;
  Value integer(std::string_view field) const;
  Value boolean(std::string_view field) const;
  /// The strings of the list under `field`, each a string or unknown, with their own spans; empty when missing.
  std::vector<Value> texts(std::string_view field) const;
  /// The list or mapping under `field` as a value; absent when missing.
  Value list(std::string_view field) const;
  Value map(std::string_view field) const;

 private:
  TreeRef collection(std::string_view field, NodeType type) const;
  Value scalar(TreeRef node, NodeType type, std::string_view field) const;
  void report(TreeRef node, std::string_view field, std::string_view expected) const;

  Reading* reading_ = nullptr;
  TreeRef node_;
  std::string path_;
};

struct Part::Named {
  TreeRef key;
  Part part;
};

}  // namespace plumb::eksctl
