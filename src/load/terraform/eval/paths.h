// Paths: '/' separated, relative to the project root.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "load/frontend.h"

namespace plumb::terraform {

/// Without ".", ".." and double separators: "a/./b/../c" -> "a/c", "" for the root; nullopt when it leads above the root.
std::optional<std::string> normal_path(std::string_view path);
/// A path as normal_path() gives it, or one that leads into a folder out of the root that the options name ("../mirror/x").
std::optional<std::string> reachable_path(const LoadOptions& options, std::string_view path);
/// As Go's filepath.Clean: "./a/../b" -> "b", "" -> ".", "/a/" -> "/a"; leading ".." stay.
std::string clean_path(std::string_view path);
/// The path that leads from directory `from` to `to` (both normal): "", "a/b" -> "a/b"; "x", "y" -> "../y"; equal: ".".
std::string relative_path(std::string_view from, std::string_view to);

}  // namespace plumb::terraform
