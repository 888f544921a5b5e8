// Conformance cases that are not claimed, with the reason. A path names a case or all below it; a text is part of an expression.
#pragma once
#include <string_view>

namespace plumb::expr {

struct LeftOut {
  enum Kind { path,
              text } kind;
  std::string_view what, reason;
};

inline constexpr std::string_view kMessages = "messages of Protocol Buffers are no values of a cluster design";

inline constexpr std::string_view kZones = "names of time zones need a database; offsets such as +02:00 work";

inline constexpr LeftOut kLeftOut[] = {
    {LeftOut::path, "proto2", kMessages},
    {LeftOut::path, "proto3", kMessages},
    {LeftOut::path, "enums", kMessages},
    {LeftOut::path, "wrappers", kMessages},
    {LeftOut::path, "dynamic", kMessages},
    {LeftOut::text, "TestAllTypes", kMessages},
    {LeftOut::text, "google.protobuf.", kMessages},
    {LeftOut::path, "fields/qualified_identifier_resolution/map_key_float", "Kubernetes allows keys of any type"},
    {LeftOut::path, "fields/qualified_identifier_resolution/map_key_null", "Kubernetes allows keys of any type"},
    {LeftOut::path, "fields/qualified_identifier_resolution/map_value_repeat_key", "on a Kubernetes API server the last of equal keys wins"},
    {LeftOut::path, "namespace/namespace/self_eval_container_lookup", "there are no containers of names"},
    {LeftOut::text, "'Australia/Sydney'", kZones},
    {LeftOut::text, "'US/Central'", kZones},
    {LeftOut::text, "'America/St_Johns'", kZones},
    {LeftOut::text, "'Asia/Kathmandu'", kZones},
    {LeftOut::path, "type_deductions/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate", "null is no optional; the case is marked as legacy"},
    {LeftOut::path, "block_ext", "cel.block is written by optimisers, not by people"},
};

}  // namespace plumb::expr
