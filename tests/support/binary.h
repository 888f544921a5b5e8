// Running the real binary in tests, and folders to run it in.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "source/process.h"

namespace plumb::test {

inline std::string binary() { return PLUMB_BINARY_DIR "/plumb"; }

inline ProcessResult plumb(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), binary());
  return run_process(arguments, input);
}

/// A temporary folder that goes away with the object.
struct Folder {
  std::filesystem::path path;
  Folder() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path = std::filesystem::temp_directory_path() / ("plumb_" + std::to_string(::getpid()) + "_" + info->test_suite_name() + "_" + info->name());
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace plumb::test
