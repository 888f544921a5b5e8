// ValueMaker: one value out of the three trees of a change (what is known after it, what is not, what is sensitive) and the expressions of the
// configuration, which say what the unknown is made of.
// Invariants: a sensitive part is unknown with that cause and its content is not looked at; what only the provider computes (unknown, and
// the configuration does not set it) is left out, as in a configuration that was not planned; nulls and unset empty collections are left out.
#pragma once
#include <string>
#include <string_view>

#include "base/arena.h"
#include "load/terraform/plan/wiring.h"
#include "load/terraform/evaluate.h"
#include "syntax/tree.h"

namespace plumb::terraform {

/// The trees of one value; each may be nothing.
struct Change {
  TreeRef after, unknown, sensitive, expression;
  Span at;  // where the value is shown when it has no text of its own
};

class ValueMaker {
 public:
  /// `scratch`: for what the value is made of; the result is in it, but for texts and unknowns, which are in `arena`.
  ValueMaker(Arena& arena, Arena& scratch, Wiring& wiring) : arena_(arena), scratch_(scratch), wiring_(wiring) {}
  /// The configuration of an instance as an object.
  Value config(const Instance& i, TreeRef resource, const Change& change);

 private:
  Value make(const Change& c, const std::string& path, bool set);
  Value object(const Change& c, const std::string& path, bool set);
  Value list(const Change& c, const std::string& path);
  Value unknown(const Change& c, const std::string& path, size_t index, size_t of);
  Unknown* make_unknown(std::string_view cause, Span at, std::string_view text);

  Arena& arena_;
  Arena& scratch_;
  Wiring& wiring_;
  std::string_view address_, module_path_, own_;
  Value key_;
  TreeRef resource_;
};

/// The value with every part that is marked sensitive unknown, for that cause; null and unset empty collections left out of objects.
Value without_secrets(Arena& arena, Arena& scratch, const Value& v);

}  // namespace plumb::terraform
