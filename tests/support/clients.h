// Real clients in tests: skip, and say so, where one is absent; fail instead where the environment promises them (CI).
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

namespace plumb::test {

/// The path of a program on PATH, or empty.
inline std::string find_program(const std::string& name) {
  std::stringstream path(std::getenv("PATH") ? std::getenv("PATH") : "");
  for (std::string folder; std::getline(path, folder, ':');)
    if (std::filesystem::exists(folder + "/" + name)) return folder + "/" + name;
  return "";
}

/// The shared test data: PLUMB_SHARED, default ../shared beside the project.
inline std::filesystem::path shared_folder() {
  if (const char* folder = std::getenv("PLUMB_SHARED")) return folder;
  return std::filesystem::path(PLUMB_SOURCE_DIR) / ".." / "shared";
}

}  // namespace plumb::test

/// Ends the test as skipped when `program` is not on PATH; as failed when PLUMB_REQUIRE_CLIENTS is set.
#define PLUMB_NEEDS_PROGRAM(program)                                                                                       \
  if (::plumb::test::find_program(program).empty()) {                                                                      \
    if (std::getenv("PLUMB_REQUIRE_CLIENTS")) FAIL() << program << " is not installed, and PLUMB_REQUIRE_CLIENTS is set";  \
    GTEST_SKIP() << program << " is not installed";                                                                        \
  }

/// Ends the test as skipped when the shared test data lack `relative`.
#define PLUMB_NEEDS_SHARED(relative) \
  if (!std::filesystem::exists(::plumb::test::shared_folder() / (relative))) GTEST_SKIP() << "no shared test data: $PLUMB_SHARED/" << (relative) << " is absent"
