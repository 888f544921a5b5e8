// compile(), evaluate(), errors as values. See expr.h.
#include <memory>
#include <stdexcept>

#include "base/text.h"
#include "expr/check.h"
#include "expr/ops.h"
#include "expr/program.h"

namespace plumb::expr {

std::shared_ptr<const Program> compile(std::string_view source, const Environment& environment, std::vector<CompileError>& errors) {
  auto program = std::make_shared<Program>();
  Ast ast = parse(source, program->arena, errors);
  if (!ast.root) return nullptr;
  CheckResult checked = check(ast, environment, errors);
  if (!checked.ok) return nullptr;
  program->type = ast.root->type.base == Type::Base::free ? Type{} : ast.root->type;
  program->locals = checked.locals;
  program->slots = static_cast<uint32_t>(environment.variables.size());
  program->root = emit(*program, ast, errors);
  return program->root ? program : nullptr;
}

const Type& result_type(const Program& program) { return program.type; }

Value evaluate(const Program& program, Activation& activation) {
  if (activation.variables.size() < program.slots) throw std::logic_error("an activation has fewer variables than the environment");
  // Few locals live on the stack, and only those that the program has are made.
  static constexpr uint32_t kInline = 16;
  alignas(Value) std::byte storage[kInline * sizeof(Value)];
  Value* locals = reinterpret_cast<Value*>(storage);
  if (program.locals > kInline) locals = activation.arena->array<Value>(program.locals);
  std::uninitialized_default_construct_n(locals, program.locals);
  Frame frame{activation, *activation.arena, activation.variables.data(), locals};
  Value v = program.root->run(frame);
  return v.maybe() ? v.with_maybe(false) : v;
}

Value static_error(const ErrorText& text) { return Value::extended(Tag::error, &text); }
Value make_error(Arena& arena, std::string_view text) { return static_error(*arena.make<ErrorText>(arena.copy(text))); }

Value budget_error() {
  static constexpr ErrorText kText{"the expression takes too many steps"};
  return static_error(kText);
}

Value no_overload(Arena& arena, std::string_view function, const Value* args, size_t count) {
  std::string text = cat("no such overload: ", function, "(");
  bool absent = false;
  for (size_t i = 0; i < count; ++i) {
    text += cat(i ? ", " : "", type_name(args[i]));
    absent = absent || args[i].is_null();
  }
  return make_error(arena, cat(text, absent ? "); a field that is absent is null: ask has() first" : ")"));
}

std::string_view error_text(const Value& error) { return is_error(error) ? static_cast<const ErrorText*>(error.extended())->text : std::string_view{}; }

}  // namespace plumb::expr
