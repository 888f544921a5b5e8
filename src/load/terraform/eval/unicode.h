// Texts as Terraform sees them: composed (NFC), counted in grapheme clusters, with Unicode's simple case mappings.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace plumb::terraform {

/// The text in normal form C: every string of Terraform is in it. `buffer` holds the result where that differs in memory.
std::string_view composed(std::string_view text, std::string& buffer);

/// The clusters of a text, in order; views into it.
std::vector<std::string_view> graphemes(std::string_view text);
size_t grapheme_count(std::string_view text);

enum class Case { upper, lower, title };
std::string change_case(std::string_view text, Case to);

bool is_letter(uint32_t code_point);
bool is_digit(uint32_t code_point);
bool is_space(uint32_t code_point);

}  // namespace plumb::terraform
