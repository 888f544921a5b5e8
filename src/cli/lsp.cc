// plumb lsp: the language server on standard input and output.
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "cli/command.h"
#include "lsp/server.h"

namespace plumb::cli {
namespace {

bool input_waits() {
  pollfd p{STDIN_FILENO, POLLIN, 0};
  return ::poll(&p, 1, 0) > 0;
}

bool send(const std::vector<lsp::Json>& messages) {
  for (const lsp::Json& m : messages) {
    std::string bytes = lsp::frame(m);
    for (size_t done = 0; done < bytes.size();) {
      ssize_t n = ::write(STDOUT_FILENO, bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      done += static_cast<size_t>(n);
    }
  }
  return true;
}

// One thread: read what waits, answer, analyse when the client pauses.
int serve(lsp::Server& server) {
  std::string buffer;
  char bytes[1 << 16];
  while (server.exit_status() < 0) {
    lsp::Json message;
    if (lsp::take_message(buffer, message)) {
      if (!message.is_discarded() && !send(server.handle(message))) return kUnchecked;
      continue;
    }
    if (server.stale() && !input_waits() && !send(server.publish())) return kUnchecked;
    ssize_t n = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return kUnchecked;  // the client is gone without `exit`
    buffer.append(bytes, static_cast<size_t>(n));
  }
  return server.exit_status();
}

}  // namespace

void add_lsp(CLI::App& app, int& status) {
  auto flags = std::make_shared<AnalysisFlags>();
  CLI::App* c = app.add_subcommand("lsp", "language server on standard input and output, for editors");
  flags->add_to(*c);
  c->callback([flags, &status] {
    Options last;
    config::Config config;
    AnalysisFlags alone = *flags;
    alone.no_config = alone.config.empty();
    if (!make_options(alone, {}, last, config)) {
      status = kUsage;
      return;
    }
    // A configuration that cannot be read is told on stderr, which editors log; what was read before it stays in force.
    lsp::Server server([&](const std::string& root) {
      Options options;
      config::Config at_root;
      if (make_options(*flags, {root, "", {}}, options, at_root)) last = std::move(options);
      return last;
    });
    status = serve(server);
  });
}

}  // namespace plumb::cli
