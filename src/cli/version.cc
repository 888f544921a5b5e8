// plumb version: the program's version and the dates of the knowledge in it.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "rules/pack.h"

namespace plumb::cli {

void add_version(CLI::App& app, int& status) {
  CLI::App* c = app.add_subcommand("version", "the version, and how many rules it carries");
  c->callback([&status] {
    std::string out = cat("plumb ", PLUMB_VERSION, "\nrules: ", rules::builtin_rules()->rules.size(), "\n");
    std::fwrite(out.data(), 1, out.size(), stdout);
    status = kClean;
  });
}

}  // namespace plumb::cli
