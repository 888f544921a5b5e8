// Packed: the configuration of an instance of a document as a few bytes an attribute, which become a Value when somebody looks.
// Why: of a plan or a state all instances are held at once, and what has to be known of an attribute (its name, its text, where both stand) can
// mostly be said by three numbers: the text is in the document. As Values they take ten times as much, more than the document itself.
// Invariant: unpacking gives an equal value: kinds, texts, places, marks. Texts and unknowns stay where they are, so both must outlive it. Only what
// documents hold can be packed: objects and tuples that are whole, no typed collections.
#pragma once
#include <cstddef>
#include <string_view>

#include "base/arena.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

/// `text`: the document, which most texts of the value are views of.
const Packed* pack(Arena& arena, FileId file, std::string_view text, const Value& value);
/// The value; its objects and tuples are in `arena`.
Value unpacked(Arena& arena, const Packed* packed);

/// The configuration of an instance, however it is held.
inline Value config_of(Arena& arena, const Instance& i) { return i.packed ? unpacked(arena, i.packed) : i.config; }

}  // namespace plumb::terraform
