// Lines from a person at a terminal: editing, history of this session, completion by Tab. By libedit; nobody else knows it.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumb::cli {

class LineEditor {
 public:
  /// `words`: what can be completed, sorted.
  explicit LineEditor(std::vector<std::string> words);
  ~LineEditor();
  /// The next line without its end; nullopt at the end of input. Ctrl-C gives an empty line and sets `interrupted`.
  std::optional<std::string> read(const std::string& prompt, bool& interrupted);
  /// Adds a line to the history.
  void remember(const std::string& line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plumb::cli
