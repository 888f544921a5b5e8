// Server: the Language Server Protocol as a pure state machine: messages in, messages out, no I/O of its own.
// Unsaved buffers lie over the work tree; a whole project is analysed again when something changed and no message waits, so that
// a diagnostic in one file follows an edit in another. Positions are UTF-16 code units here and bytes everywhere else.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "session/session.h"

namespace plumb::lsp {

using Json = nlohmann::json;

class Server {
 public:
  /// How to analyse the project at a root (an absolute path): asked when the root is known, and again when its configuration was saved.
  using OptionsOf = std::function<Options(const std::string& root)>;
  explicit Server(OptionsOf options_of) : options_of_(std::move(options_of)) {}

  /// Takes one message; returns what is to be sent at once.
  std::vector<Json> handle(const Json& message);
  /// Whether something changed since the last analysis. Ask when no further message waits.
  bool stale() const { return stale_ && initialized_; }
  /// Analyses the project and returns the diagnostics that changed.
  std::vector<Json> publish();
  /// After `exit`: the process's exit status (0 after shutdown, else 1); -1 before.
  int exit_status() const { return exit_status_; }

 private:
  Json initialize(const Json& params);
  void open_root(const std::string& uri);
  std::string relative(const std::string& uri) const;

  OptionsOf options_of_;
  Options options_;
  std::string root_;                             // absolute path; empty until known
  std::map<std::string, std::string> buffers_;   // open documents by path relative to the root
  std::map<std::string, Json> published_;        // diagnostics by uri, as last sent; empty ones are absent
  std::shared_ptr<const Snapshot> snapshot_;
  bool initialized_ = false, stale_ = false, shut_down_ = false;
  int exit_status_ = -1;
};

/// file:///a%20b -> /a b; empty for other schemes.
std::string path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view absolute_path);

/// The next message of a byte stream with Content-Length headers: takes it off `buffer`; null when it is not complete yet.
/// A body that is no JSON gives a discarded value (is_discarded()).
bool take_message(std::string& buffer, Json& message);
/// The bytes to send for a message.
std::string frame(const Json& message);

}  // namespace plumb::lsp
