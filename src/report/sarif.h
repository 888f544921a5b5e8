// SARIF 2.1.0 as types: the part of the OASIS schema that plumb writes, field names as in the standard.
// Why types and not free JSON: a misspelt property would pass unseen through most viewers. to_json leaves out what is empty.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace plumb::sarif {

using Json = nlohmann::ordered_json;

struct Region {
  uint32_t startLine = 1, startColumn = 1, endLine = 1, endColumn = 1;
  std::string snippet;
};

struct ArtifactLocation {
  std::string uri;        // relative, percent-encoded
  std::string uriBaseId;  // "SRCROOT"
  int index = -1;         // into run.artifacts
};

struct Location {
  std::optional<int> id;
  ArtifactLocation artifactLocation;
  Region region;
  std::string message;
  std::string fullyQualifiedName;  // the resource's address
};

struct ThreadFlow {
  std::vector<Location> locations;
};

struct Replacement {
  Region deletedRegion;
  std::string insertedContent;
};

struct Fix {
  std::string description;
  ArtifactLocation artifactLocation;
  std::vector<Replacement> replacements;
};

struct Result {
  std::string ruleId;
  int ruleIndex = -1;
  std::string level;  // error, warning, note
  std::string message;
  std::vector<Location> locations, relatedLocations;
  std::optional<ThreadFlow> codeFlow;
  std::string primaryLocationLineHash, fingerprint;  // partialFingerprints
  std::vector<std::string> environments;             // properties.environments
  std::vector<Fix> fixes;
};

struct ReportingDescriptor {
  std::string id, name, shortDescription, fullDescription, helpText, helpMarkdown, level, helpUri;
  std::vector<std::string> tags;
  std::string precision, problemSeverity;
};

struct Notification {
  std::string id, level, message;
  std::vector<Location> locations;
};

struct Invocation {
  std::string commandLine, startTimeUtc, endTimeUtc;
  int exitCode = 0;
  std::string exitCodeDescription;
  bool executionSuccessful = true;
  std::vector<Notification> notifications;
};

struct Artifact {
  ArtifactLocation location;
  uint64_t length = 0;
  std::string sourceLanguage;
};

struct Run {
  std::string name, version, informationUri;
  std::vector<ReportingDescriptor> rules;
  std::vector<Invocation> invocations;
  std::vector<Artifact> artifacts;
  std::vector<Result> results;
};

/// The whole log with one run.
Json to_json(const Run& run);

}  // namespace plumb::sarif
