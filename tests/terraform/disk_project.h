// A folder on disk as a Project, parsed as the session does it: for tests on the shared oracles and corpus.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "load/frontend.h"
#include "syntax/hcl/hcl.h"
#include "syntax/read.h"

namespace plumb {

inline std::filesystem::path shared_folder() {
  const char* env = std::getenv("PLUMB_SHARED");
  return env ? env : PLUMB_SOURCE_DIR "/../shared";
}

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

struct DiskProject {
  Sources sources;
  Findings findings;
  std::unique_ptr<Vfs> vfs;
  Project project;

  explicit DiskProject(const std::string& root) : vfs(disk(root)) {
    project.sources = &sources;
    project.vfs = vfs.get();
    project.options.working_directory = std::filesystem::weakly_canonical(root).string();
    for (const std::string& path : vfs->list({}).files) {
      bool hcl = path.ends_with(".tf") || path.ends_with(".tfvars"), json = path.ends_with(".tfvars.json") || path.ends_with(".tf.json");
      if (!hcl && !json) continue;
      auto input = std::make_unique<InputFile>();
      input->path = path;
      size_t slash = path.rfind('/');
      input->directory = slash == std::string::npos ? "" : path.substr(0, slash);
      std::string why;
      input->file = sources.add(path, vfs->read(path, &why).value_or(""));
      std::string_view text = sources.text(input->file);
      if (hcl) input->hcl = {hcl::read_hcl(input->file, text, findings).release(), [](const hcl::File* f) { delete f; }};
      else input->tree = std::make_unique<Tree>(read_json(input->file, text, findings));
      if (path.ends_with(".tf.json")) input->hcl = {hcl::read_json_configuration(*input->tree, findings).release(), [](const hcl::File* f) { delete f; }};
      project.by_path[path] = input.get();
      project.by_directory[input->directory].push_back(input.get());
      project.files.push_back(std::move(input));
    }
  }
};

}  // namespace plumb
