// Program: what compile() gives: the closures of one expression and what they refer to.
#pragma once
#include <memory>
#include <vector>

#include "expr/ast.h"
#include "expr/eval.h"

namespace re2 {
class RE2;
}

namespace plumb::expr {

class Program {
 public:
  Program();
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Arena arena;  // literals, and results that were computed while compiling
  std::vector<std::unique_ptr<Code>> code;
  std::vector<std::unique_ptr<re2::RE2>> patterns;  // constant patterns, compiled once
  const Code* root = nullptr;
  Type type;
  uint32_t locals = 0;
  uint32_t slots = 0;  // variables of the environment: what an activation must bring
};

/// Turns a checked tree into closures; null with an error when a literal argument cannot work.
const Code* emit(Program& program, const Ast& ast, std::vector<CompileError>& errors);

}  // namespace plumb::expr
