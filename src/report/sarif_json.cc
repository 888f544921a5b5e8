// See sarif.h: types to JSON, in the order of the standard's sections.
#include "report/sarif.h"

namespace plumb::sarif {
namespace {

Json message(const std::string& text) { return {{"text", text}}; }

Json json_of(const ArtifactLocation& a) {
  Json out = {{"uri", a.uri}};
  if (!a.uriBaseId.empty()) out["uriBaseId"] = a.uriBaseId;
  if (a.index >= 0) out["index"] = a.index;
  return out;
}

Json json_of(const Region& r) {
  Json out = {{"startLine", r.startLine}, {"startColumn", r.startColumn}, {"endLine", r.endLine}, {"endColumn", r.endColumn}};
  if (!r.snippet.empty()) out["snippet"] = message(r.snippet);
  return out;
}

Json json_of(const Location& l) {
  Json out = Json::object();
  if (l.id) out["id"] = *l.id;
  out["physicalLocation"] = {{"artifactLocation", json_of(l.artifactLocation)}, {"region", json_of(l.region)}};
  if (!l.fullyQualifiedName.empty()) out["logicalLocations"] = Json::array({{{"fullyQualifiedName", l.fullyQualifiedName}, {"kind", "resource"}}});
  if (!l.message.empty()) out["message"] = message(l.message);
  return out;
}

Json json_of(const Replacement& r);
Json json_of(const Fix& f);
Json json_of(const Result& r);
Json json_of(const ReportingDescriptor& d);
Json json_of(const Notification& n);
Json json_of(const Invocation& i);
Json json_of(const Artifact& a);

template <class T>
Json array_of(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json_of(item));
  return out;
}

Json json_of(const Replacement& r) { return {{"deletedRegion", json_of(r.deletedRegion)}, {"insertedContent", message(r.insertedContent)}}; }

Json json_of(const Fix& f) { return {{"description", message(f.description)}, {"artifactChanges", Json::array({{{"artifactLocation", json_of(f.artifactLocation)}, {"replacements", array_of(f.replacements)}}})}}; }

Json json_of(const Result& r) {
  Json out = {{"ruleId", r.ruleId}, {"ruleIndex", r.ruleIndex}, {"level", r.level}, {"message", message(r.message)}, {"locations", array_of(r.locations)}};
  if (r.codeFlow) {
    Json steps = Json::array();
    for (const Location& l : r.codeFlow->locations) steps.push_back({{"location", json_of(l)}});
    out["codeFlows"] = Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
  }
  if (!r.relatedLocations.empty()) out["relatedLocations"] = array_of(r.relatedLocations);
  if (!r.environments.empty()) out["properties"] = {{"environments", r.environments}};
  out["partialFingerprints"] = {{"primaryLocationLineHash", r.primaryLocationLineHash}, {"plumb/v1", r.fingerprint}};
  if (!r.fixes.empty()) out["fixes"] = array_of(r.fixes);
  return out;
}

Json json_of(const ReportingDescriptor& d) {
  Json out = {{"id", d.id}, {"name", d.name}, {"shortDescription", message(d.shortDescription)}, {"fullDescription", message(d.fullDescription)}};
  if (!d.helpUri.empty()) out["helpUri"] = d.helpUri;
  out["help"] = {{"text", d.helpText}, {"markdown", d.helpMarkdown}};
  out["defaultConfiguration"] = {{"level", d.level}};
  out["properties"] = {{"tags", d.tags}, {"precision", d.precision}, {"problem.severity", d.problemSeverity}};
  return out;
}

Json json_of(const Notification& n) {
  Json out = {{"descriptor", {{"id", n.id}}}, {"level", n.level}, {"message", message(n.message)}};
  if (!n.locations.empty()) out["locations"] = array_of(n.locations);
  return out;
}

Json json_of(const Invocation& i) {
  Json out = {{"executionSuccessful", i.executionSuccessful}, {"exitCode", i.exitCode}, {"exitCodeDescription", i.exitCodeDescription}};
  if (!i.commandLine.empty()) out["commandLine"] = i.commandLine;
  if (!i.startTimeUtc.empty()) out["startTimeUtc"] = i.startTimeUtc;
  if (!i.endTimeUtc.empty()) out["endTimeUtc"] = i.endTimeUtc;
  out["toolExecutionNotifications"] = array_of(i.notifications);
  return out;
}

Json json_of(const Artifact& a) {
  Json out = {{"location", json_of(a.location)}, {"length", a.length}};
  if (!a.sourceLanguage.empty()) out["sourceLanguage"] = a.sourceLanguage;
  return out;
}

}  // namespace

Json to_json(const Run& run) {
  Json driver = {{"name", run.name}, {"version", run.version}, {"semanticVersion", run.version}, {"informationUri", run.informationUri}, {"rules", array_of(run.rules)}};
  Json out = {{"tool", {{"driver", std::move(driver)}}}};
  out["invocations"] = array_of(run.invocations);
  out["originalUriBaseIds"] = {{"SRCROOT", {{"description", message("The root of the checked project.")}}}};
  out["artifacts"] = array_of(run.artifacts);
  out["results"] = array_of(run.results);
  out["columnKind"] = "unicodeCodePoints";
  return {{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(out)})}};
}

}  // namespace plumb::sarif
