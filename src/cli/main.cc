// plumb: main. The subcommands are one file each; a broken invariant anywhere is exit status 2, never silence.
#include <exception>

#include "cli/command.h"

int main(int argc, char** argv) {
  using namespace plumb::cli;
  int status = kClean;
  CLI::App app("plumb: a design linter for clusters: VPC, EKS, nodes, IAM and Kubernetes as one graph", "plumb");
  app.require_subcommand(1);
  app.fallthrough(false);
  app.set_version_flag("--version", PLUMB_VERSION);
  add_check(app, status, argc, argv);
  add_explain(app, status);
  add_rules(app, status);
  add_graph(app, status);
  add_resources(app, status);
  add_console(app, status);
  add_why(app, status);
  add_lsp(app, status);
  add_version(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kClean : kUsage;
  } catch (const std::exception& e) {
    complain(std::string("internal error: ") + e.what() + "; please report it with the input that shows it");
    return kUnchecked;
  }
  return status;
}
