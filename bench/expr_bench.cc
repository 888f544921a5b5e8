// Time of compiling and evaluating expressions as rules write them. Run: expr_bench
// The first line of the output is the expression of seven nodes that ARCHITECTURE.md's figure is about.
#include <chrono>
#include <cstdio>

#include "expr/expr.h"
#include "graph/kinds.gen.h"

using namespace plumb;
using Clock = std::chrono::steady_clock;

static double nanoseconds(Clock::duration d) { return std::chrono::duration<double, std::nano>(d).count(); }

int main() {
  Builder b;
  NodeId vpc = b.add(Kind::vpc, "main", "aws_vpc.main", {}, {});
  NodeId subnet = NodeId::none;
  for (int i = 0; i < 6; ++i) {
    subnet = b.add(Kind::subnet, "s", "aws_subnet.s", {}, {});
    b.set(subnet, field::subnet::availability_zone, Value::string("eu-west-1a"));
    b.set(subnet, field::subnet::addresses, Value::integer(251));
    b.link(subnet, field::subnet::vpc, vpc, {});
  }
  Graph graph;
  graph.absorb({}, std::move(b));
  graph.freeze();
  expr::Environment environment;
  environment.variables = {{"node", expr::node_type(Kind::subnet)}};
  const char* sources[] = {
      "node.addresses + 5 > 100 && !node.map_public_ip_on_launch",
      "node.availability_zone == 'eu-west-1a'",
      "has(node.vpc) && node.vpc.enable_dns_support == false",
      "node.vpc.subnets.exists(s, s.availability_zone == 'eu-west-1c')",
      "size(node.vpc.subnets.filter(s, s.addresses < 16)) > 0",
      "node.availability_zone.matches('^eu-(west|central)-[0-9][a-z]$')",
      "node.name.startsWith('prod-') && node.availability_zone in ['eu-west-1a', 'eu-west-1b']",
  };
  for (const char* source : sources) {
    std::vector<expr::CompileError> errors;
    auto program = expr::compile(source, environment, errors);
    if (!program) {
      std::printf("%s: %s\n", source, errors[0].message.c_str());
      return 1;
    }
    static constexpr int kRuns = 4000;
    double best = 1e9, compile = 1e9;
    for (int round = 0; round < 100; ++round) {
      Arena arena;
      expr::Activation activation{&graph, &arena, {Value::node(subnet)}, ~uint64_t{0}, false};
      auto start = Clock::now();
      int hits = 0;
      for (int i = 0; i < kRuns; ++i) hits += expr::evaluate(*program, activation).boolean_or(false);
      best = std::min(best, nanoseconds(Clock::now() - start) / kRuns);
      if (hits != 0 && hits != kRuns) return 1;
      start = Clock::now();
      for (int i = 0; i < 50; ++i) program = expr::compile(source, environment, errors);
      compile = std::min(compile, nanoseconds(Clock::now() - start) / 50);
    }
    std::printf("evaluate %7.1f ns   compile %7.1f us   %s\n", best, compile / 1000, source);
  }
  return 0;
}
