// Context: what the whole evaluation of one root shares: memory, types, the error list, and makers of values.
// Why an error list instead of error values: try() and can() must see exactly the errors of their own arguments; each evaluation of a
// declaration runs with a list of its own (see Errors), so an error is reported once, at its place, however often the result is used.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "load/frontend.h"
#include "load/terraform/type.h"
#include "load/terraform/value.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

struct EvalError {
  Span at;
  std::string message;
  bool quiet = false;  // no finding: what is refused may be right where Terraform runs (a file that a build makes)
  bool always = false; // refused whatever the values are: also in a module that others call
};

class Context {
 public:
  Context(const Project& p, Arena& a) : project(p), arena(a), types(a) {}

  const Project& project;
  Arena& arena;
  Types types;
  std::vector<EvalError> errors;  // of the declaration that is being evaluated
  bool unheard = false;           // errors are only counted, nobody will read them (the arguments of try and can, which fail often): they get no texts
  int depth = 0;                  // of expressions and declarations in evaluation, against exhausting the stack
  static constexpr int kMaxDepth = 1000;
  /// True when evaluation must not go deeper: the depth's bound, or (sanitizer builds have large frames) most of the stack is used.
  bool too_deep() const {
    intptr_t used = stack_base_ - reinterpret_cast<intptr_t>(__builtin_frame_address(0));
    return depth >= kMaxDepth || used > (4 << 20);
  }
  /// Evaluates on behalf of another context, whose depth counts.
  void continue_from(const Context& c) {
    stack_base_ = c.stack_base_;
    depth = std::max(depth, c.depth);
  }
  bool any_marks = false;  // a sensitive or ephemeral value has been made: only then marks are looked for
  bool markers = false;  // attributes that only the provider knows are texts that say where they come from ("${aws_vpc.a.id}"), not unknown
  bool rooted = false;   // absolute paths are paths in the project, whose root they call "/" (Terragrunt, whose functions give such paths)
  size_t templates = 0;  // template files in evaluation (they may include each other)

  std::map<std::string, std::unique_ptr<hcl::File>> template_files;  // by path, null expression: unreadable

  /// Every file below a directory, listed once (fileset).
  const std::vector<std::string>& files_below(std::string_view directory);
  /// A deep copy into the arena: for values whose texts lie in memory that goes away.
  Value keep(const Value& v, Span at);

  /// Records an error; the result stands for the value that was not to be had.
  Value fail(Span at, std::string message, bool quiet = false);
  /// The same where it happens so often that even making the message counts: `message()` gives it when somebody will read it.
  template <class Message>
  Value fail_with(Span at, Message&& message) {
    return fail(at, unheard ? std::string() : message());
  }
  /// The same of what no value could make right: a function that there is none of.
  Value refuse(Span at, std::string message);

  // Values. Vectors may be moved from; texts are copied into the arena where they are std::string.
  Value text(std::string_view s, Span at);  // composed (unicode.h)
  Value tuple(const std::vector<Value>& items, Span at);
  Value list(const std::vector<Value>& items, const Type* element, Span at);
  /// Sorted, without duplicates.
  Value set(std::vector<Value> items, const Type* element, Span at);
  /// Sorted by key; of equal keys the last wins. A collection that is too large by what it shares is an error, its value unknown.
  Value object(std::vector<Entry> entries, Span at);
  Value map(std::vector<Entry> entries, const Type* element, Span at);

  // Unknowns.
  Value unknown(std::string_view cause, Span at, const Type* type = nullptr);
  /// An attribute that only the provider knows.
  Value attribute(std::string_view address, std::string_view attribute, std::string_view cause, Span at, const OtherRoot* root = nullptr);
  /// What a computation from `parts` gives when it cannot be known because some of them are not: their causes and references.
  Value unknown_from(std::span<const Value> parts, Span at, const Type* type = nullptr);
  Value unknown_from(const Value& part, Span at, const Type* type = nullptr) { return unknown_from(std::span(&part, 1), at, type); }
  /// The same unknown with another type.
  Value typed(const Value& unknown, const Type* type);
  /// The same unknown, of which it is known that it is not null, and what a text begins with.
  Value present(const Value& unknown, std::string_view start = {});
  /// What a plan knows of an unknown that went through a conversion or try(): no more than its type.
  Value refined_less(const Value& v);

 private:
  Value sequence(ValueKind kind, const std::vector<Value>& items, const Type* element, Span at);
  Value mapping(ValueKind kind, std::vector<Entry>& entries, const Type* element, Span at);

  std::map<std::string, std::vector<std::string>, std::less<>> files_;
  intptr_t stack_base_ = reinterpret_cast<intptr_t>(__builtin_frame_address(0));
};

/// Gives a declaration an error list of its own; the surrounding one comes back at the end.
class Errors {
 public:
  explicit Errors(Context& c) : context_(c), unheard_(std::exchange(c.unheard, false)) { outer_.swap(c.errors); }
  ~Errors() {
    context_.errors.swap(outer_);
    context_.unheard = unheard_;
  }
  Errors(const Errors&) = delete;
  Errors& operator=(const Errors&) = delete;

 private:
  Context& context_;
  bool unheard_;
  std::vector<EvalError> outer_;
};

/// The text by which Terraform orders the elements of a set that are no simple values.
std::string order_text(const Value& v);
/// Order of values: by kind, then strings by bytes, numbers by size, false before true, null last; the order of sets.
int compare(const Value& a, const Value& b);
/// Terraform's ==: no conversion; a list and a tuple are never equal, any null equals any null. Asks wholly known values.
bool equal(const Context& c, const Value& a, const Value& b);
/// How a written form (Unknown::text) says that an address is in another root module: "//network/prod:".
std::string root_mark(const OtherRoot& root);
/// A directory as people are told of it: "." for the project's root.
inline std::string_view shown_directory(std::string_view directory) { return directory.empty() ? std::string_view(".") : directory; }
/// The first unknown in the value, at any depth, or null.
const Unknown* first_unknown(const Value& v);
/// The object of a resource or of a block in one: what the configuration does not give of it is not in it (MapData::resource).
inline bool is_resource(const Value& v) { return v.is_mapping() && v.map().resource; }
/// Whether anything in the value is not known, be it what a resource's object does not hold.
bool has_open(const Value& v);
/// Whether the value is such a text and nothing else (Context::markers).
bool is_marker(const Context& c, const Value& v);
/// An unknown or known text as it is written in a template: "${aws_vpc.a.id}", "plain".
std::string written(const Value& v);

}  // namespace plumb::terraform
