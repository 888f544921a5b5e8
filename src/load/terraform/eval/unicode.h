// UTF-8 as Terraform's string functions see it: in grapheme clusters (approximated: combining marks, joiners, variation selectors, skin
// tones and flag pairs attach to what is before them), and simple case mapping of Latin, Greek and Cyrillic.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::terraform {

/// The clusters of a text, in order; views into it.
std::vector<std::string_view> graphemes(std::string_view text);
size_t grapheme_count(std::string_view text);

enum class Case { upper, lower };
std::string change_case(std::string_view text, Case to);

/// The code point at `at`, which moves behind it; a broken byte is one code point.
uint32_t next_code_point(std::string_view text, size_t& at);

}  // namespace plumb::terraform
