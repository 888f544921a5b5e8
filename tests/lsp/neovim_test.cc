// A real editor: Debian's Neovim, headless, with its own LSP client.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"
#include "support/clients.h"

namespace plumb {
namespace {

// Opens service.yaml and pod.yaml, breaks the label in pod.yaml without saving, and writes what the client has as diagnostics.
const char* const kScript = R"lua(
local out = io.open(vim.env.PLUMB_OUT, "w")
local function wait_for(condition) return vim.wait(10000, condition, 20) end
local client
vim.cmd("edit service.yaml")
local service = vim.api.nvim_get_current_buf()
client = vim.lsp.start_client({name = "plumb", cmd = {vim.env.PLUMB_BIN, "lsp", "--select", "service-selector-matches-nothing"}, root_dir = vim.fn.getcwd()})
vim.lsp.buf_attach_client(service, client)
vim.cmd("edit pod.yaml")
local pod = vim.api.nvim_get_current_buf()
vim.lsp.buf_attach_client(pod, client)
wait_for(function() local c = vim.lsp.get_client_by_id(client) return c and c.initialized end)
out:write("before ", #vim.diagnostic.get(service), "\n")
local lines = vim.api.nvim_buf_get_lines(pod, 0, -1, false)
for i, l in ipairs(lines) do lines[i] = l:gsub("app: web", "app: www") end
vim.api.nvim_buf_set_lines(pod, 0, -1, false, lines)
wait_for(function() return #vim.diagnostic.get(service) == 1 end)
for _, d in ipairs(vim.diagnostic.get(service)) do out:write("after ", d.code, " ", d.lnum, "\n") end
vim.cmd("silent! undo")
wait_for(function() return #vim.diagnostic.get(service) == 0 end)
out:write("undone ", #vim.diagnostic.get(service), "\n")
out:close()
vim.cmd("qa!")
)lua";

TEST(Neovim, ShowsTheDiagnosticOfAnotherFileWhileTextIsUnsaved) {
  PLUMB_NEEDS_PROGRAM("nvim");
  test::Folder f;
  f.write("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n");
  f.write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec:\n  containers: [{name: a, image: a.example/b:1.0.0}]\n");
  std::string script = f.write("script.lua", kScript), out = (f.path / "out.txt").string();
  ProcessResult r = run_process({"env", "-C", f.path.string(), "PLUMB_OUT=" + out, "PLUMB_BIN=" + test::binary(), "XDG_STATE_HOME=" + f.path.string(), "timeout", "60", "nvim", "--headless", "--clean", "-n", "-c", "luafile " + script});
  EXPECT_EQ(test::read_text(out), "before 0\nafter service-selector-matches-nothing 4\nundone 0\n") << r.out << r.err;
}

}  // namespace
}  // namespace plumb
