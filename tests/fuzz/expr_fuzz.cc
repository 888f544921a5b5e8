// libFuzzer: compile any text as an expression and evaluate it over a small design; the answer must be a value, an unknown with
// its cause or an error with its text, whatever the text is.
#include <cstdlib>

#include "expr/expr.h"
#include "graph/kinds.gen.h"

using namespace plumb;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Graph* graph = [] {
    Builder b;
    NodeId vpc = b.add(Kind::vpc, "main", "aws_vpc.main", {}, {});
    for (bool maybe : {false, true}) {
      NodeId subnet = b.add(Kind::subnet, "a", "aws_subnet.a", {}, {});
      b.link(subnet, field::subnet::vpc, vpc, {}, maybe);
      b.set(subnet, field::subnet::cidr_block, maybe ? Value::string("10.0.0.0/24") : make_unknown(b.arena(), "var.cidr", {}));
    }
    b.open_kind(Kind::subnet, make_cause(b.arena(), "an opaque module", {}));
    auto* g = new Graph;
    g->absorb({}, std::move(b));
    g->freeze();
    return g;
  }();
  expr::Environment environment;
  environment.variables = {{"node", expr::node_type(Kind::subnet)}, {"x", {}}, {"list", expr::list_type(expr::node_type(Kind::subnet))}};
  environment.kubernetes = size > 0 && data[0] % 2;
  std::vector<expr::CompileError> errors;
  auto program = expr::compile({reinterpret_cast<const char*>(data), size}, environment, errors);
  if (!program) {
    if (errors.empty() || errors[0].message.empty() || errors[0].begin > errors[0].end || errors[0].end > size) std::abort();
    return 0;
  }
  Arena arena;
  NodeId subnet = graph->of_kind(Kind::subnet)[0];
  expr::Activation activation{graph, &arena, {Value::node(subnet), Value::string("text"), graph->get(graph->of_kind(Kind::vpc)[0], field::vpc::subnets)}, 20'000, size % 3 == 0};
  Value v = expr::evaluate(*program, activation);
  if (v.is_unknown() && !v.cause()) std::abort();
  if (v.is(Tag::error) && expr::error_text(v).empty()) std::abort();
  expr::display(v, graph);
  return 0;
}
