// From the flat pieces of a template (texts, interpolations, directives with their trim markers) to its nested parts.
// Why apart: Terraform defines trimming and heredoc indentation on the flat sequence, line by line, before nesting; both readers share it.
// Source of the rules: HCL native syntax specification, "Template Expressions"; Terraform's answers in oracles/terraform/multiline.jsonl.
#pragma once
#include <span>
#include <string_view>

#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

enum class PieceKind : uint8_t { text, interpolation, if_, else_, endif, for_, endfor };

struct Piece {
  PieceKind kind = PieceKind::text;
  bool trim_before = false, trim_after = false;  // `~` at its start, its end
  Span span;
  std::string_view text;       // text: raw source, exactly the bytes of `span`
  const Expr* value = nullptr; // interpolation, if_, for_
  std::string_view key_name, value_name;
};

enum class TemplateForm : uint8_t { quoted, heredoc, flush_heredoc, bare };  // bare: a template file

/// The expression that `pieces` make, at `at`: a Literal when they are text only, else a Template. Trims, takes indentation away, decodes
/// and nests; what is wrong with nesting or escapes goes to `findings`, and the piece is ignored.
const Expr* make_template(Arena& arena, Span at, std::span<const Piece> pieces, TemplateForm form, Findings& findings);

/// The text of a quoted literal with its escapes resolved (\n \" \uXXXX $${ %%{); a view of `raw` when there is none.
/// In heredocs and template files only $${ and %%{ are escapes. An unknown escape is reported and kept. `at` is where `raw` stands.
std::string_view decode(Arena& arena, std::string_view raw, bool backslashes, Span at, Findings& findings);

}  // namespace plumb::hcl
