// See server.h.
#include "lsp/server.h"

#include "base/text.h"
#include "rules/rule.h"

namespace plumb::lsp {
namespace {

// Line and character from 0; characters are UTF-16 code units.
Json position(const Sources& sources, FileId file, uint32_t offset) {
  uint32_t line = sources.position(file, offset).line;
  uint32_t start = sources.line_start(file, line);
  uint32_t units = 0;
  for (char ch : sources.text(file).substr(start, offset - start)) {
    auto c = static_cast<unsigned char>(ch);
    if ((c & 0xc0) != 0x80) units += c >= 0xf0 ? 2 : 1;
  }
  return {{"line", line - 1}, {"character", units}};
}

Json range(const Sources& sources, Span at) { return {{"start", position(sources, at.file, at.begin)}, {"end", position(sources, at.file, at.end)}}; }

Json diagnostic(const Finding& f, const Sources& sources, const std::string& root) {
  Json out = {{"range", range(sources, f.at)}, {"severity", f.severity == Severity::error ? 1 : f.severity == Severity::warning ? 2 : 3}, {"code", f.rule}, {"source", "plumb"}, {"message", f.help.empty() ? f.message : cat(f.message, "\n", f.help)}};
  Json related = Json::array();
  for (const Note& n : f.chain)
    if (n.at.known()) related.push_back({{"location", {{"uri", uri_of_path(cat(root, "/", sources.path(n.at.file)))}, {"range", range(sources, n.at)}}}, {"message", n.text}});
  if (!related.empty()) out["relatedInformation"] = std::move(related);
  return out;
}

Json response(const Json& id, Json result) { return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}; }

Json failure(const Json& id, int code, const std::string& message) { return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}}; }

Json diagnostics_message(const std::string& uri, Json diagnostics) { return {{"jsonrpc", "2.0"}, {"method", "textDocument/publishDiagnostics"}, {"params", {{"uri", uri}, {"diagnostics", std::move(diagnostics)}}}}; }

std::string text_of(const Json& object, const char* key) { return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string(); }

const Json& member(const Json& object, const char* key) {
  static const Json kNothing;
  return object.is_object() && object.contains(key) ? object[key] : kNothing;
}

}  // namespace

Json Server::initialize(const Json& params) {
  std::string uri = text_of(params, "rootUri");
  const Json& folders = member(params, "workspaceFolders");
  if (uri.empty() && folders.is_array() && !folders.empty()) uri = text_of(folders[0], "uri");
  if (!uri.empty()) open_root(uri);
  initialized_ = true;
  return {{"capabilities", {{"textDocumentSync", {{"openClose", true}, {"change", 1}, {"save", true}}}, {"positionEncoding", "utf-16"}}}, {"serverInfo", {{"name", "plumb"}, {"version", PLUMB_VERSION}}}};
}

void Server::open_root(const std::string& uri) {
  root_ = path_of_uri(uri);
  while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
  stale_ = !root_.empty();
  if (stale_) options_ = options_of_(root_);
}

std::string Server::relative(const std::string& uri) const {
  std::string path = path_of_uri(uri);
  return path.starts_with(root_ + "/") ? path.substr(root_.size() + 1) : "";
}

std::vector<Json> Server::handle(const Json& message) {
  std::string method = text_of(message, "method");
  const Json& id = member(message, "id");
  const Json& params = member(message, "params");
  bool request = !id.is_null();
  if (method == "initialize") return {response(id, initialize(params))};
  if (method == "exit") {
    exit_status_ = shut_down_ ? 0 : 1;
    return {};
  }
  if (!initialized_) return request ? std::vector<Json>{failure(id, -32002, "initialize comes first")} : std::vector<Json>{};
  if (method == "shutdown") {
    shut_down_ = true;
    return {response(id, nullptr)};
  }
  const Json& document = member(params, "textDocument");
  std::string uri = text_of(document, "uri");
  if (method == "textDocument/didOpen") {
    if (root_.empty()) open_root(uri.substr(0, uri.rfind('/')));  // no workspace: the file's own folder
    if (std::string path = relative(uri); !path.empty()) buffers_[path] = text_of(document, "text");
    stale_ = true;
  } else if (method == "textDocument/didChange") {
    const Json& changes = member(params, "contentChanges");
    std::string path = relative(uri);
    if (changes.is_array() && !changes.empty() && !path.empty()) buffers_[path] = text_of(changes.back(), "text");
    stale_ = true;
  } else if (method == "textDocument/didClose") {
    buffers_.erase(relative(uri));
    stale_ = true;
  } else if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
    if (!root_.empty() && (uri.empty() || uri.ends_with("/.plumb.yaml"))) options_ = options_of_(root_);
    stale_ = true;
  } else if (request) {
    return {failure(id, -32601, cat("plumb does not know the request '", method, "'"))};
  }
  return {};
}

std::vector<Json> Server::publish() {
  stale_ = false;
  if (root_.empty()) return {};
  snapshot_ = analyze(overlay(disk(root_), buffers_), options_);
  const Sources& sources = snapshot_->sources;
  std::map<std::string, Json> now;
  for (const Finding& f : snapshot_->findings) {
    if (!f.at.known()) continue;
    Json& list = now[uri_of_path(cat(root_, "/", sources.path(f.at.file)))];
    if (list.is_null()) list = Json::array();
    list.push_back(diagnostic(f, sources, root_));
  }
  // An open document always gets an answer, also an empty one, so that a client knows it was looked at.
  for (const auto& [path, text] : buffers_) now.try_emplace(uri_of_path(cat(root_, "/", path)), Json::array());
  std::vector<Json> out;
  for (const auto& [uri, list] : published_)
    if (!now.count(uri) && !list.empty()) out.push_back(diagnostics_message(uri, Json::array()));
  for (const auto& [uri, list] : now)
    if (auto it = published_.find(uri); it == published_.end() || it->second != list) out.push_back(diagnostics_message(uri, list));
  published_ = std::move(now);
  return out;
}

}  // namespace plumb::lsp
