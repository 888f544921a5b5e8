// Console: answers expressions in a root module, as `terraform console` does, without a state, providers or credentials.
// Invariant: an answer depends on the files, the options and the expression only; memory of an expression goes when it is answered.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/frontend.h"
#include "source/finding.h"

namespace plumb::terraform {

class Roots;

struct Answer {
  enum class Outcome : uint8_t { ok, error, unknown } outcome = Outcome::error;
  std::string value;    // ok: JSON; unknown: JSON with null for what is not known
  std::string type;     // ok, unknown: as type() says it, without blanks
  std::string notation; // ok, unknown: as Terraform writes values, with (known after apply) and (sensitive value)
  std::string error;    // error: what is wrong
  size_t at = 0, end = 0;  // error: where in the expression; equal: nowhere in it
  std::string cause;    // unknown: why
};

class Console {
 public:
  /// `roots`: the root modules of the project; null: it is alone.
  Console(const Project& project, std::string_view directory, Findings& findings, const Roots* roots = nullptr);
  ~Console();
  /// False when the directory holds no *.tf.
  bool ready() const;
  Answer ask(std::string_view expression);
  /// Everything a name may begin with: variables, locals, resources, modules, functions.
  std::vector<std::string> names();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether more lines belong to the expression: a bracket, a heredoc or a block comment is open.
bool is_unfinished(std::string_view expression);

}  // namespace plumb::terraform
