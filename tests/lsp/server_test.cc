// The language server as a state machine: transcripts without any I/O but the project's folder.
#include "lsp/server.h"

#include <gtest/gtest.h>

#include "rules/pack.h"
#include "support/binary.h"

namespace plumb {
namespace {

using lsp::Json;

Options with_rule(const std::string& rule) {
  rules::SelectionOptions selection;
  selection.select = {rule};
  std::vector<std::string> errors;
  Options options;
  options.engine = std::make_shared<const rules::Engine>(rules::select_rules(rules::builtin_rules(), selection, errors));
  options.today = "2026-01-01";
  EXPECT_TRUE(errors.empty());
  return options;
}

lsp::Server::OptionsOf always(Options options) {
  return [options = std::move(options)](const std::string&) { return options; };
}

Json notification(const char* method, Json params) { return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}; }
Json request(int id, const char* method, Json params) { return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}; }

const char* const kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  containers:\n    - {name: \"\u00e9\U0001F600\", image: \"a.example/b:1.0.0\", securityContext: {privileged: true}}\n";

TEST(Framing, TakesWholeMessagesOnly) {
  std::string bytes = lsp::frame({{"a", 1}}) + "Content-Length: 5\r\n\r\n[1";
  Json m;
  ASSERT_TRUE(lsp::take_message(bytes, m));
  EXPECT_EQ(m["a"], 1);
  EXPECT_FALSE(lsp::take_message(bytes, m));
  bytes += ",2]";
  ASSERT_TRUE(lsp::take_message(bytes, m));
  EXPECT_EQ(m.size(), 2u);
  std::string broken = "Content-Length: 2\r\n\r\n{x";
  ASSERT_TRUE(lsp::take_message(broken, m));
  EXPECT_TRUE(m.is_discarded());
}

TEST(Uris, RoundTrip) {
  EXPECT_EQ(lsp::uri_of_path("/a b/\u00e9.yaml"), "file:///a%20b/%C3%A9.yaml");
  EXPECT_EQ(lsp::path_of_uri("file:///a%20b/%C3%A9.yaml"), "/a b/\u00e9.yaml");
  EXPECT_EQ(lsp::path_of_uri("untitled:x"), "");
}

TEST(Server, FollowsUnsavedTextFromOpenToClose) {
  test::Folder f;
  f.write("pod.yaml", kPod);
  std::string uri = lsp::uri_of_path((f.path / "pod.yaml").string());
  lsp::Server server(always(with_rule("container-privileged")));
  Json capabilities = server.handle(request(1, "initialize", {{"rootUri", lsp::uri_of_path(f.path.string())}}))[0]["result"]["capabilities"];
  EXPECT_EQ(capabilities["textDocumentSync"]["change"], 1);
  ASSERT_TRUE(server.stale());
  auto published = server.publish();
  ASSERT_EQ(published.size(), 1u);
  const Json& d = published[0]["params"]["diagnostics"][0];
  EXPECT_EQ(d["code"], "container-privileged");
  EXPECT_EQ(d["range"]["start"]["line"], 5);
  // The line holds an accented letter (1 code unit) and an emoji (2) before the mark.
  std::string line = "    - {name: \"\u00e9\U0001F600\", image: \"a.example/b:1.0.0\", securityContext: {privileged: ";
  EXPECT_EQ(d["range"]["start"]["character"], line.size() - 1 - 2);

  std::string mended = kPod;
  mended.replace(mended.find("true"), 4, "false");
  server.handle(notification("textDocument/didOpen", {{"textDocument", {{"uri", uri}, {"text", kPod}}}}));
  EXPECT_TRUE(server.publish().empty());
  server.handle(notification("textDocument/didChange", {{"textDocument", {{"uri", uri}}}, {"contentChanges", Json::array({{{"text", mended}}})}}));
  published = server.publish();
  ASSERT_EQ(published.size(), 1u);
  EXPECT_TRUE(published[0]["params"]["diagnostics"].empty());
  server.handle(notification("textDocument/didClose", {{"textDocument", {{"uri", uri}}}}));
  published = server.publish();
  ASSERT_EQ(published.size(), 1u);
  EXPECT_EQ(published[0]["params"]["diagnostics"].size(), 1u);
}

TEST(Server, AnEditInOneFileChangesTheDiagnosticOfAnother) {
  test::Folder f;
  f.write("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n");
  std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec:\n  containers: [{name: a, image: a.example/b:1.0.0}]\n";
  f.write("pod.yaml", pod);
  lsp::Server server(always(with_rule("service-selector-matches-nothing")));
  server.handle(request(1, "initialize", {{"rootUri", lsp::uri_of_path(f.path.string())}}));
  EXPECT_TRUE(server.publish().empty());
  std::string edited = pod;
  edited.replace(edited.find("app: web"), 8, "app: www");
  server.handle(notification("textDocument/didOpen", {{"textDocument", {{"uri", lsp::uri_of_path((f.path / "pod.yaml").string())}, {"text", edited}}}}));
  bool in_service = false;
  for (const Json& m : server.publish()) in_service = in_service || (m["params"]["uri"].get<std::string>().ends_with("service.yaml") && m["params"]["diagnostics"].size() == 1);
  EXPECT_TRUE(in_service);
}

TEST(Server, AsksForTheOptionsOfItsRootAndAgainWhenTheConfigurationIsSaved) {
  test::Folder f;
  f.write("pod.yaml", kPod);
  std::vector<std::string> asked;
  lsp::Server server([&](const std::string& root) {
    asked.push_back(root);
    return with_rule(asked.size() == 1 ? "container-privileged" : "service-selector-matches-nothing");
  });
  server.handle(request(1, "initialize", {{"rootUri", lsp::uri_of_path(f.path.string())}}));
  EXPECT_EQ(asked, (std::vector<std::string>{f.path.string()}));
  EXPECT_EQ(server.publish().size(), 1u);
  server.handle(notification("textDocument/didSave", {{"textDocument", {{"uri", lsp::uri_of_path((f.path / "pod.yaml").string())}}}}));
  EXPECT_EQ(asked.size(), 1u);
  server.handle(notification("textDocument/didSave", {{"textDocument", {{"uri", lsp::uri_of_path((f.path / ".plumb.yaml").string())}}}}));
  ASSERT_EQ(asked.size(), 2u);
  auto published = server.publish();
  ASSERT_EQ(published.size(), 1u);
  EXPECT_TRUE(published[0]["params"]["diagnostics"].empty());
}

TEST(Server, ATerraformFileThatIsBeingTypedKeepsItsOtherFindings) {
  test::Folder f;
  f.write("main.tf", "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n");
  lsp::Server server(always(with_rule("syntax-error")));
  server.handle(request(1, "initialize", {{"rootUri", lsp::uri_of_path(f.path.string())}}));
  EXPECT_TRUE(server.publish().empty());
  std::string typed = "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n  tags = {\n}\nresource \"aws_vpc\" \"b\" {\n  cidr_block = \n}\n";
  server.handle(notification("textDocument/didOpen", {{"textDocument", {{"uri", lsp::uri_of_path((f.path / "main.tf").string())}, {"text", typed}}}}));
  auto published = server.publish();
  ASSERT_EQ(published.size(), 1u);
  ASSERT_EQ(published[0]["params"]["diagnostics"].size(), 2u) << published[0].dump();
  EXPECT_EQ(published[0]["params"]["diagnostics"][0]["range"]["start"]["line"], 2);
  EXPECT_EQ(published[0]["params"]["diagnostics"][1]["range"]["start"]["line"], 5);
}

TEST(Server, KeepsTheProtocolsOrder) {
  lsp::Server server(always(with_rule("container-privileged")));
  EXPECT_EQ(server.handle(request(1, "textDocument/hover", {}))[0]["error"]["code"], -32002);
  server.handle(request(2, "initialize", {}));
  EXPECT_EQ(server.handle(request(3, "textDocument/hover", {}))[0]["error"]["code"], -32601);
  server.handle(request(4, "shutdown", nullptr));
  server.handle(notification("exit", nullptr));
  EXPECT_EQ(server.exit_status(), 0);
}

}  // namespace
}  // namespace plumb
