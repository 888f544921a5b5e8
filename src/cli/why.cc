// plumb why ADDRESS [DIR]: how a value came to be.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "report/why.h"
#include "session/why.h"

namespace plumb::cli {
namespace {

struct WhyFlags {
  AnalysisFlags analysis;
  std::string address, directory = ".", format = "text";
};

int run(const WhyFlags& flags) {
  if (!text_or_json(flags.format)) return kUsage;
  Options options;
  std::string directory;
  if (!root_options(flags.analysis, flags.directory, options, directory)) return kUsage;
  WhyAnswer answer = why(disk("/"), directory, flags.address, options);
  if (!answer.explanation) {
    complain(answer.error);
    return kUsage;
  }
  std::string out = flags.format == "json" ? report::why_json(*answer.snapshot, *answer.explanation, directory) : report::why_text(*answer.snapshot, *answer.explanation, directory);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return kClean;
}

}  // namespace

void add_why(CLI::App& app, int& status) {
  auto flags = std::make_shared<WhyFlags>();
  CLI::App* c = app.add_subcommand("why", "how a value of a Terraform root came to be: variable, local, argument of a call, default, down to where each was written");
  c->add_option("ADDRESS", flags->address, "aws_subnet.a[0].cidr_block, local.zones, module.vpc.var.cidr, output.id; a resource without attribute: all its arguments")->required();
  c->add_option("DIR", flags->directory, "the root module (default: .)");
  c->add_option("-f,--format", flags->format, "text or json");
  flags->analysis.add_to(*c);
  c->callback([flags, &status] { status = run(*flags); });
}

}  // namespace plumb::cli
