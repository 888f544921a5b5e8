// The entry points of hcl.h.
#include "syntax/hcl/reader.h"

namespace plumb::hcl {
namespace {

template <class Read>
std::unique_ptr<File> read_single(std::string_view text, Findings& findings, Read&& read) {
  auto out = std::make_unique<File>();
  out->file = FileId::none;
  out->text = out->arena.copy(text);
  Reader reader(*out, out->text, findings);
  read(reader);
  if (out->broken) out->expression = nullptr;
  return out;
}

}  // namespace

std::unique_ptr<File> read_hcl(FileId file, std::string_view text, Findings& findings) {
  auto out = std::make_unique<File>();
  out->file = file;
  out->text = text;
  Reader(*out, text, findings).file();
  return out;
}

std::unique_ptr<File> read_template(std::string_view text, Findings& findings) {
  return read_single(text, findings, [](Reader& r) { r.single_template(); });
}

std::unique_ptr<File> read_expression(std::string_view text, Findings& findings) {
  return read_single(text, findings, [](Reader& r) { r.single_expression(); });
}

}  // namespace plumb::hcl
