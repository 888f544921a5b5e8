// Runs a program (git) and collects what it prints. No shell is involved.
#pragma once
#include <string>
#include <vector>

namespace plumb {

struct ProcessResult {
  int status = -1;  // exit status; 127 when it could not be started, 128 + signal when killed
  std::string out, err;
};

/// `arguments[0]` is looked up on PATH; `input` is its standard input.
ProcessResult run_process(const std::vector<std::string>& arguments, const std::string& input = {});

}  // namespace plumb
