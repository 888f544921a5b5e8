// The YAML reader against yaml-cpp's event parser, on the corpus' manifests joined and repeated to 20 MB, one thread, best of ten
// interleaved runs, in processor time. Ours goes from bytes in memory to the finished tree (spans, comments, resolved scalars); theirs is
// Parser::HandleNextDocument with an empty handler. Usage: yaml_bench [FOLDER] (default $PLUMB_SHARED/corpus or ../shared/corpus).
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "syntax/read.h"

namespace {

constexpr size_t kBytes = 20'000'000;
constexpr int kRuns = 10;

struct Nothing : YAML::EventHandler {
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

bool yaml_cpp_reads(const std::string& text) {
  try {
    std::istringstream in(text);
    YAML::Parser parser(in);
    Nothing nothing;
    while (parser.HandleNextDocument(nothing)) {
    }
    return true;
  } catch (const YAML::Exception&) {
    return false;
  }
}

bool reads_without_finding(const std::string& text) {
  plumb::Findings findings;
  plumb::read_yaml(plumb::FileId{0}, text, findings);
  return findings.empty();
}

std::string joined_manifests(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string all;
  for (const auto& path : files) {
    std::ifstream in(path);
    std::stringstream buffer;
    buffer << in.rdbuf();
    std::string text = buffer.str();
    bool manifest = text.find("apiVersion:") != std::string::npos && text.find("kind:") != std::string::npos;
    bool plain_utf8 = text.find('\0') == std::string::npos && !text.starts_with("\xef\xbb\xbf");
    if (!manifest || !plain_utf8 || !reads_without_finding(text) || !yaml_cpp_reads(text)) continue;
    if (!text.starts_with("---")) all += "---\n";
    all += text;
    if (!text.ends_with('\n')) all += '\n';
  }
  return all;
}

// Processor time of this thread: the machine may be busy with other things.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

template <class Body>
double seconds(Body&& body) {
  double start = now();
  body();
  return now() - start;
}

}  // namespace

int main(int argc, char** argv) {
  const char* shared = std::getenv("PLUMB_SHARED");
  std::filesystem::path folder = argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::path(shared ? shared : PLUMB_SOURCE_DIR "/../shared") / "corpus";
  if (!std::filesystem::exists(folder)) {
    std::fprintf(stderr, "yaml_bench: %s does not exist; name a folder with manifests, or set PLUMB_SHARED\n", folder.c_str());
    return 2;
  }
  std::string once = joined_manifests(folder);
  if (once.empty()) {
    std::fprintf(stderr, "yaml_bench: %s holds no manifest\n", folder.c_str());
    return 2;
  }
  std::string text;
  while (text.size() < kBytes) text += once;
  double ours = 1e9, theirs = 1e9;
  size_t nodes = 0;
  for (int run = 0; run < kRuns; ++run) {
    ours = std::min(ours, seconds([&] {
                      plumb::Findings findings;
                      nodes = plumb::read_yaml(plumb::FileId{0}, text, findings).nodes.size();
                    }));
    theirs = std::min(theirs, seconds([&] {
                        std::istringstream in(text);
                        YAML::Parser parser(in);
                        Nothing nothing;
                        while (parser.HandleNextDocument(nothing)) {
                        }
                      }));
  }
  double megabytes = static_cast<double>(text.size()) / 1e6;
  std::printf("%.1f MB (%.1f MB joined), %zu nodes; best of %d\n", megabytes, static_cast<double>(once.size()) / 1e6, nodes, kRuns);
  std::printf("plumb    %8.1f ms  %7.1f MB/s\n", ours * 1e3, megabytes / ours);
  std::printf("yaml-cpp %8.1f ms  %7.1f MB/s\n", theirs * 1e3, megabytes / theirs);
  std::printf("ratio    %8.1f\n", theirs / ours);
}
