// plumb's HCL reader against tree-sitter's on the corpus' *.tf files, one thread, best of ten interleaved runs, in processor time. Both go
// from texts in memory to finished trees (spans, comments, decoded texts), file by file; the tree of a file is freed before the next one.
// Files with a fault are left out: recovery is not what is measured. Usage: hcl_bench [FOLDER] (default $PLUMB_SHARED/corpus).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "syntax/hcl/tree_sitter/tree_sitter.h"

namespace {

constexpr int kRuns = 10;

std::vector<std::string> texts_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".tf") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream in(path);
    std::stringstream buffer;
    buffer << in.rdbuf();
    std::string text = buffer.str();
    plumb::Findings findings;
    plumb::hcl::read_hcl(plumb::FileId{0}, text, findings);
    if (findings.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

// Processor time of this thread: the machine may be busy with other things.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

template <class Read>
double seconds(const std::vector<std::string>& texts, Read&& read) {
  double start = now();
  for (const std::string& text : texts) {
    plumb::Findings findings;
    read(plumb::FileId{0}, text, findings);
  }
  return now() - start;
}

}  // namespace

int main(int argc, char** argv) {
  const char* shared = std::getenv("PLUMB_SHARED");
  std::filesystem::path folder = argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::path(shared ? shared : PLUMB_SOURCE_DIR "/../shared") / "corpus";
  if (!std::filesystem::exists(folder)) {
    std::fprintf(stderr, "hcl_bench: %s does not exist; name a folder with Terraform files, or set PLUMB_SHARED\n", folder.c_str());
    return 2;
  }
  std::vector<std::string> texts = texts_of(folder);
  if (texts.empty()) {
    std::fprintf(stderr, "hcl_bench: %s holds no Terraform file\n", folder.c_str());
    return 2;
  }
  double bytes = 0, ours = 1e9, theirs = 1e9;
  for (const std::string& text : texts) bytes += static_cast<double>(text.size());
  for (int run = 0; run < kRuns; ++run) {
    ours = std::min(ours, seconds(texts, plumb::hcl::read_hcl));
    theirs = std::min(theirs, seconds(texts, plumb::hcl::read_hcl_tolerantly));
  }
  std::printf("%zu files, %.2f MB; best of %d\n", texts.size(), bytes / 1e6, kRuns);
  std::printf("plumb       %8.2f ms  %7.1f MB/s\n", ours * 1e3, bytes / 1e6 / ours);
  std::printf("tree-sitter %8.2f ms  %7.1f MB/s\n", theirs * 1e3, bytes / 1e6 / theirs);
  std::printf("ratio       %8.1f\n", theirs / ours);
}
