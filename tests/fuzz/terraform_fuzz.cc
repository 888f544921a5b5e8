// Fuzzes Terraform from the text to the graph: any bytes as a root module are read, evaluated, mapped and linked; and as questions to the
// console of a small fixed root. Never a crash, never a hang.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"
#include "session/console.h"
#include "session/session.h"

namespace {

constexpr const char* kRoot = R"(variable "a" { default = ["x", "y"] }
variable "o" {
  type    = object({ n = optional(number, 3), s = set(string) })
  default = { s = ["p", "q"] }
}
locals { m = { k = 1, "l l" = [true, null] } }
resource "aws_subnet" "s" {
  count      = 3
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  plumb::Options options;
  plumb::analyze(plumb::memory({{"main.tf", text}}), options);
  plumb::RootConsole console(plumb::memory({{"main.tf", kRoot}}), "", options);
  int asked = 0;
  for (std::string_view line : plumb::split(text, '\n'))
    if (++asked <= 8) console.ask(line);
  return 0;
}
