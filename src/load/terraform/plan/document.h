// Plan: `terraform show -json` of a plan or a state, or a raw state, read as a design.
// Why one struct: what exists and what will exist is the same to a rule; only how much is known differs.
// Invariants: texts and spans point into the document's text or the arena; no sensitive value is in it; nulls are left out.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "load/terraform/evaluate.h"
#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb::terraform {

struct Plan {
  Configuration design;
  std::vector<std::pair<std::string_view, Value>> variables;  // of the root module, with the values of the run
  std::set<std::string_view> declared;        // resources and calls of the root module: aws_vpc.main, module.vpc
  std::vector<std::string_view> remote_calls; // calls of the root module whose source is no local path
  bool states_only = false;                   // there was no plan, only what exists
};

enum class DocumentKind : uint8_t { none, plan, state, raw_state, encrypted };

/// What the first level of a JSON text says it is. `terraform show -json` writes format_version, raw states version.
DocumentKind document_kind(TreeRef outline);
/// Whether a text may be such a document: cheap, before anything is read.
bool may_be_document(std::string_view text);

/// Reads a document. `text` and `arena` must outlive the result. Nothing, and a finding (unchecked), when it is broken or of a format that
/// is not known.
std::optional<Plan> read_document(FileId file, std::string_view text, Arena& arena, Findings& findings);

/// What a document declares at the root, without its values: addresses as in Plan::declared. Empty when it cannot say (a state has addresses only).
std::set<std::string, std::less<>> declared_in(FileId file, std::string_view text);

// ---- parts, used by read.cc ----

/// What the file says of one instance.
struct Described {
  std::string_view address, module_path, type, name, provider;
  Value key;
  bool data = false;
  Span at, name_span;
};
Instance make_instance(Arena& arena, const Described& d);
/// The configuration of an instance as rules see it: `tags` are all tags, those of the provider's default_tags with them.
Value with_all_tags(Arena& arena, const Value& config);

/// Makes a design of instances, one after the other: what has to be known of each is taken when its configuration is there, and that is packed.
class Gatherer {
 public:
  Gatherer(Plan& plan, Arena& arena, FileId file, std::string_view text) : plan_(plan), arena_(arena), file_(file), text_(text) {}
  /// `config` may be in a scratch arena; its texts and unknowns are not.
  void keep(Instance& i, const Value& config);
  /// Puts the instances in order and fills what a Configuration has for looking up.
  void finish();

 private:
  void note_identities(const Instance& i, const Value& config);
  void leave_out_what_is_seen_twice();

  Plan& plan_;
  Arena& arena_;
  FileId file_;
  std::string_view text_;
  std::unordered_set<std::string> made_;  // "aws_route rtb-1": what other resources make of one that reads it back
};

/// Reads what exists, as a design. False, and a finding, when it cannot be read.
bool add_state(Plan& plan, FileId file, std::string_view text, Arena& arena, Findings& findings);

}  // namespace plumb::terraform
