// plumb console as people and programs use it: lines from a pipe, JSON, variables, exit status, and a real terminal.
#include <gtest/gtest.h>
#include <csignal>
#include <poll.h>
#include <unistd.h>
#include <pty.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using nlohmann::json;
using test::Folder;
using test::plumb;

const char* const kRoot =
    "variable \"name\" {\n  default = \"web\"\n}\nvariable \"secret\" {\n  default   = \"s\"\n  sensitive = true\n}\nlocals {\n  upper_name = upper(var.name)\n}\n"
    "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nmodule \"m\" {\n  source = \"../shared\"\n  given  = var.name\n}\n";

struct Design : Folder {
  std::string root;
  Design() {
    write("root/main.tf", kRoot);
    write("shared/main.tf", "variable \"given\" {}\noutput \"out\" {\n  value = \"${var.given}!\"\n}\n");
    root = (path / "root").string();
  }
};

std::vector<json> answers(const ProcessResult& r) {
  std::vector<json> out;
  std::istringstream lines(r.out);
  for (std::string line; std::getline(lines, line);) out.push_back(json::parse(line));
  return out;
}

TEST(Console, JsonGivesOneLineForEveryLine) {
  Design d;
  ProcessResult r = plumb({"console", "--json", d.root}, "1 + 1\n\n# a comment\n<<EOT\n[1,\nlocal.upper_name\r\naws_vpc.main.id\nexit\nmodule.m.out\nvar.secret");
  auto all = answers(r);
  ASSERT_EQ(all.size(), 10u) << r.out << r.err;
  EXPECT_EQ(all[0], json({{"outcome", "ok"}, {"value", 2}, {"type", "number"}}));
  for (size_t i : {1u, 2u, 3u, 4u, 7u}) EXPECT_EQ(all[i]["outcome"], "error") << i;
  EXPECT_EQ(all[5]["value"], "WEB");
  EXPECT_EQ(all[6]["outcome"], "unknown");
  EXPECT_EQ(all[6]["cause"], "aws_vpc.main.id is known after apply only");
  EXPECT_EQ(all[8]["value"], "web!");  // a module beside the root
  EXPECT_EQ(all[9]["value"], "s");     // JSON is for programs: what is sensitive is not hidden from them
  EXPECT_EQ(r.status, 1);
}

TEST(Console, TextIsTerraformsNotation) {
  Design d;
  ProcessResult r = plumb({"console", d.root}, "{ a = [var.name] }\n\nvar.secret\nexit\n1\n");
  EXPECT_EQ(r.out, "{\n  \"a\" = [\n    \"web\",\n  ]\n}\n\n(sensitive value)\n");
  EXPECT_EQ(r.status, 0);
  r = plumb({"console", d.root}, "var.nam\n2\n");
  EXPECT_EQ(r.out, "2\n");
  EXPECT_EQ(r.err, "plumb: there is no variable 'nam'; is 'name' meant?\n  var.nam\n  ^^^^^^^\n");
  EXPECT_EQ(r.status, 1);
}

TEST(Console, TakesVariablesAndThePlan) {
  Design d;
  std::string values = d.write("more.tfvars", "name = \"db\"\n");
  EXPECT_EQ(plumb({"console", d.root, "--var-file", values}, "var.name\n").out, "\"db\"\n");
  EXPECT_EQ(plumb({"console", d.root, "--var", "name=api"}, "var.name\n").out, "\"api\"\n");
  EXPECT_EQ(plumb({"console", d.root}, "aws_vpc.main.cidr_block\n").out, "(known after apply)\n");
  EXPECT_EQ(plumb({"console", "--plan", d.root}, "aws_vpc.main.cidr_block\n").out, "\"10.0.0.0/16\"\n");
}

TEST(Console, SaysWhatItCannotLookAt) {
  Design d;
  EXPECT_EQ(plumb({"console", (d.path / "missing").string()}, "1\n").status, 3);
  EXPECT_EQ(plumb({"console", d.path.string()}, "1\n").status, 2);  // no *.tf there
  d.write("root/broken.tf", "locals {\n  a = (\n");
  ProcessResult r = plumb({"console", d.root}, "1 + 1\n");
  EXPECT_EQ(r.out, "2\n");
  EXPECT_NE(r.err.find("broken.tf:"), std::string::npos) << r.err;
}

/// plumb console on a terminal: what is typed, what is seen.
class Terminal {
 public:
  explicit Terminal(const std::string& directory) {
    winsize size{24, 100, 0, 0};
    pid_ = ::forkpty(&fd_, nullptr, nullptr, &size);
    if (pid_ != 0) return;
    ::setenv("TERM", "xterm", 1);
    std::string binary = test::binary();
    ::execl(binary.c_str(), "plumb", "console", directory.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ~Terminal() {
    if (pid_ <= 0) return;
    ::close(fd_);
    if (running_) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  bool there() const { return pid_ > 0; }  // false: this machine gives no pseudo terminal
  /// Types, then reads until `until` is on the screen; what was read.
  std::string type(const std::string& text, const std::string& until) {
    EXPECT_EQ(::write(fd_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    std::string seen;
    pollfd p{fd_, POLLIN, 0};
    char bytes[4096];
    while (seen.find(until) == std::string::npos && ::poll(&p, 1, 20'000) > 0) {
      ssize_t n = ::read(fd_, bytes, sizeof bytes);
      if (n <= 0) break;
      seen.append(bytes, static_cast<size_t>(n));
    }
    return seen;
  }
  int leave() {
    type("exit\n", "exit");
    int status = -1;
    for (int tries = 0; tries < 2000 && running_; ++tries) {
      if (::waitpid(pid_, &status, WNOHANG) == pid_) running_ = false;
      else ::usleep(10'000);
    }
    return !running_ && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  int fd_ = -1;
  pid_t pid_ = -1;
  bool running_ = true;
};

TEST(ConsoleOnATerminal, SpansLinesCompletesRemembersAndIsInterrupted) {
  Design d;
  Terminal t(d.root);
  if (!t.there()) GTEST_SKIP() << "this machine gives no pseudo terminal (is /dev/pts mounted?)";
  auto has = [](const std::string& seen, const std::string& text) { return seen.find(text) != std::string::npos ? "" : "not in: " + seen; };
  EXPECT_EQ(has(t.type("", "> "), "> "), "");
  EXPECT_EQ(has(t.type("[1,\n2]\n", "]\r\n> "), "[\r\n  1,\r\n  2,\r\n]\r\n"), "");
  EXPECT_EQ(has(t.type("\"${<<-EOT\n  a\n  EOT\n}b\"\n", "\n> "), "EOT"), "");
  EXPECT_EQ(has(t.type("local.up\t\n", "\"\r\n> "), "\"WEB\""), "");
  EXPECT_EQ(has(t.type("\x1b[A\n", "\"\r\n> "), "\"WEB\""), "");  // the line before, from the history
  EXPECT_EQ(has(t.type("(1 +\n", ": "), ": "), "");
  EXPECT_EQ(has(t.type("\x03", "> "), "> "), "");  // gives the expression up, not the console
  EXPECT_EQ(has(t.type("aws_vpc.main.id\n", "only\r\n> "), "(known after apply)\r\n  # aws_vpc.main.id is known after apply only"), "");
  EXPECT_EQ(t.leave(), 0);
}

}  // namespace
}  // namespace plumb
