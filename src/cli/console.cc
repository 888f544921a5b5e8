// plumb console [DIR]: Terraform expressions in a root module, as `terraform console` answers them, without init, providers or credentials.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "base/text.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/line_editor.h"
#include "report/answer.h"
#include "session/console.h"

namespace plumb::cli {
namespace {

using terraform::Answer;

struct ConsoleFlags {
  AnalysisFlags analysis;
  std::string directory = ".";
  bool json = false, plan = false;
};

constexpr const char* kHelp = "An expression of Terraform gives its value; type(EXPRESSION) its type. Tab completes names. exit, or Ctrl-D, leaves.\n";

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

/// The line of the expression that is wrong, with a mark under the part; empty when no part of it is.
std::string place(const Answer& a, std::string_view expression) {
  if (a.at >= a.end || a.end > expression.size()) return {};
  size_t before = a.at == 0 ? std::string_view::npos : expression.rfind('\n', a.at - 1), begin = before == std::string_view::npos ? 0 : before + 1;
  size_t end = std::min(expression.find('\n', a.at), expression.size());
  std::string margin;  // tabs stay tabs, so that the mark stands where the part does
  for (size_t at = begin; at < a.at;) margin += next_utf8(expression, at) == '\t' ? '\t' : ' ';
  return cat("\n  ", expression.substr(begin, end - begin), "\n  ", margin, std::string(count_characters(expression.substr(a.at, std::min(a.end, end) - a.at)), '^'));
}

void print_text(const Answer& a, std::string_view expression) {
  if (a.outcome == Answer::Outcome::error) return complain(a.error + place(a, expression));
  print(a.notation + "\n");
}

/// One line is one expression, and each gives its answer; with --json exactly one line of it.
int answer_lines(RootConsole& console, bool json) {
  bool refused = false;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!json && trim(line).empty()) {
      print("\n");
      continue;
    }
    if (!json && trim(line) == "exit") break;
    Answer a = console.ask(line);
    refused = refused || a.outcome == Answer::Outcome::error;
    if (json) print(report::answer_json(a));
    else print_text(a, line);
  }
  return refused ? kFindings : kClean;
}

/// For the history, which holds lines: brackets may stand on one line, heredocs and comments may not.
void remember(LineEditor& editor, std::string input) {
  bool needs_lines = input.find("<<") != std::string::npos || input.find('#') != std::string::npos || input.find("//") != std::string::npos;
  if (needs_lines) {
    for (std::string_view line : split(input, '\n')) editor.remember(std::string(line));
    return;
  }
  std::replace(input.begin(), input.end(), '\n', ' ');
  editor.remember(input);
}

/// An expression may span lines while a bracket, a heredoc or a comment is open; Ctrl-C gives it up.
int converse(RootConsole& console) {
  LineEditor editor(console.names());
  std::string input;
  for (bool interrupted = false;;) {
    auto line = editor.read(input.empty() ? "> " : ": ", interrupted);
    if (!line) break;
    if (interrupted) {
      input.clear();
      continue;
    }
    if (input.empty() && trim(*line).empty()) continue;
    if (input.empty() && trim(*line) == "exit") return kClean;
    if (input.empty() && trim(*line) == "help") {
      print(kHelp);
      continue;
    }
    input += *line;
    if (terraform::is_unfinished(input)) {
      input += '\n';
      continue;
    }
    remember(editor, input);
    Answer a = console.ask(input);
    print_text(a, input);
    if (a.outcome == Answer::Outcome::unknown) print(cat("  # ", a.cause, "\n"));
    input.clear();
  }
  print("\n");
  return kClean;
}

int run(const ConsoleFlags& flags) {
  Options options;
  std::string directory;
  if (!root_options(flags.analysis, flags.directory, options, directory)) return kUsage;
  options.load.existing_only = !flags.plan;
  if (const char* home = std::getenv("HOME")) options.load.home = home;
  RootConsole console(disk("/"), directory, options);
  for (const Finding& f : console.findings()) {
    Position p = f.at.known() ? console.sources().position(f.at.file, f.at.begin) : Position{};
    complain(f.at.known() ? cat("/", console.sources().path(f.at.file), ":", p.line, ":", p.column, ": ", f.message) : f.message);
  }
  if (!console.ready()) {
    complain(cat("'", flags.directory, "' holds no Terraform configuration (*.tf)"));
    return kUnchecked;
  }
  bool person = !flags.json && ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO);
  return person ? converse(console) : answer_lines(console, flags.json);
}

}  // namespace

void add_console(CLI::App& app, int& status) {
  auto flags = std::make_shared<ConsoleFlags>();
  CLI::App* c = app.add_subcommand("console", "Terraform expressions in a root module, without init, providers or credentials");
  c->add_option("DIR", flags->directory, "the root module (default: .)");
  c->add_flag("--json", flags->json, "one line of JSON for each line: outcome (ok, error, unknown), value, type, error, cause");
  c->add_flag("--plan", flags->plan, "managed resources as they are planned; without it they do not exist yet, as in terraform console");
  flags->analysis.add_to(*c);
  c->callback([flags, &status] { status = run(*flags); });
}

}  // namespace plumb::cli
