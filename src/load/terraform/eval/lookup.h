// Lookup: what a data source looks for, and whether a resource that another root module declares is that: three-valued.
// Invariant: a criterion that is not known, or that plumb does not know, makes the whole question undecidable; so does one that names
// nothing in particular (the state "available", an address block that many networks have).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/evaluate.h"

namespace plumb::terraform {

class Lookup {
 public:
  enum class Match : uint8_t { no, maybe, yes };

  explicit Lookup(const Instance& data);

  /// The type of resource that is looked for; empty: nothing that is declared anywhere, or the question cannot be decided (`why`).
  std::string_view type() const { return why_.empty() || direct_ ? type_ : std::string_view(); }
  const std::string& why() const { return why_; }
  bool several() const { return several_; }
  /// The resource that is meant where the id (or the name) is that of one, in another root module; null: it is to be looked for.
  const Reference* direct() const { return direct_; }
  /// The root module whose VPC the answer lies in, where that is asked for; null: anywhere.
  const OtherRoot* network() const { return vpc_ ? vpc_->root : nullptr; }

  Match match(const Instance& resource) const;

 private:
  struct Wanted {
    std::string attribute;  // "cidr_block", or "tags.Name"
    std::vector<std::string_view> patterns;  // one of them
  };
  void want(std::string attribute, const Value& v, bool telling);
  void filter(const Value& block);
  void vpc(const Value& v);

  std::string_view type_;
  std::string why_;
  bool several_ = false, telling_ = false;
  std::vector<Wanted> wanted_;
  const Reference* direct_ = nullptr;
  const Reference* vpc_ = nullptr;  // the VPC that it must be in
  std::string_view vpc_id_;
  Value region_;
};

}  // namespace plumb::terraform
