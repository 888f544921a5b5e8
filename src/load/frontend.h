// What a frontend is: data plus functions; the list is in load/frontends.cc. Adding an input format adds a folder and a line there.
// Order of a run: every file is read and parsed once; each YAML/JSON document and each file of a claimed name goes to the first
// frontend that claims it; frontends form units (separate designs); each unit is loaded into its own Builder, units in parallel.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "load/declared.h"
#include "load/explanation.h"
#include "source/finding.h"
#include "source/sources.h"
#include "source/vfs.h"
#include "syntax/tree.h"

namespace plumb {

namespace hcl { struct File; }

/// One parsed file of the project.
struct InputFile {
  FileId file = FileId::none;
  std::string path;       // relative to the project root
  std::string directory;  // "" for the root
  std::unique_ptr<Tree> tree;            // YAML, JSON; null otherwise
  std::unique_ptr<const hcl::File, void (*)(const hcl::File*)> hcl{nullptr, nullptr};  // *.tf, *.tofu, their JSON forms, *.tfvars; null otherwise
};

/// What the configuration's `models:` says of a module: a folder of *.tf that stands for its source.
struct ModuleModel {
  std::string source;    // as calls write it: "acme/vpc/aws", "git::https://git.acme.com/infra/vpc.git"
  std::string versions;  // a constraint; empty: all
  std::string folder;    // relative to the project root
};

struct LoadOptions {
  std::vector<std::string> var_files;                         // Terraform, relative to the root
  std::vector<std::pair<std::string, std::string>> root_var_files;  // Terraform, of one root module each: its directory, the file
  std::vector<std::pair<std::string, std::string>> variables; // Terraform --var; an entry without a name stands where the next of var_files was given
  std::vector<std::pair<std::string, std::string>> environment;  // Terraform variables of the environment (TF_VAR_name): any other source wins
  std::string workspace;                                      // terraform.workspace; empty: default
  std::string home;                                           // of the person who asks, for "~/x"; empty: not known
  bool existing_only = false;                                 // managed resources do not exist yet: unknown as a whole (terraform console)
  std::string working_directory;                              // where the project root is on the disk, for path.cwd; empty: not known
  bool as_planned = false;                                    // judge as Terraform would with exactly these inputs, before anything exists
  std::string kubernetes_version;                             // --kubernetes-version; empty: none
  std::vector<std::string> module_mirrors;                    // Terraform: folders that hold NAMESPACE/NAME/PROVIDER/VERSION of modules
  std::vector<ModuleModel> module_models;                     // Terraform: the user's own models of modules
  std::vector<std::string> data;                              // JSON texts {address: {attribute: value}}: what data sources answer; later ones win
};

/// The parsed project, read-only while frontends work. Lookups are by path; the maps are complete before the first frontend runs.
struct Project {
  const Sources* sources = nullptr;
  std::vector<std::unique_ptr<InputFile>> files;                      // sorted by path; then those that these need, round by round
  std::map<std::string, const InputFile*, std::less<>> by_path;
  std::map<std::string, std::vector<const InputFile*>, std::less<>> by_directory;
  const Vfs* vfs = nullptr;  // for the few files that are read as bytes (file(), templatefile(), .terraform/modules/modules.json)
  LoadOptions options;
};

/// A YAML or JSON document that a frontend claimed.
struct Document {
  const InputFile* file = nullptr;
  TreeRef root;
};

/// A unit before it is loaded: what it is and what belongs to it.
struct UnitInput {
  Unit unit;
  std::vector<const InputFile*> files;   // claimed by name
  std::vector<Document> documents;       // claimed by content
  std::shared_ptr<const void> plan;      // what form_units hands to load: a struct of the frontend's own, or nothing
};

struct Frontend {
  const char* name;
  /// Claims a document by its content; null when the frontend has none.
  bool (*claims_document)(TreeRef root);
  /// Claims a file by its name; null when the frontend has none.
  bool (*claims_file)(std::string_view path);
  /// Splits what was claimed into units, in a fixed order.
  std::vector<UnitInput> (*form_units)(const Project&, std::vector<const InputFile*> files, std::vector<Document> documents);
  /// Loads one unit. Never throws for bad input; findings say what was not understood. Runs in parallel with other units.
  void (*load)(const Project&, const UnitInput&, Builder&, Findings&);
  /// What one unit declares, before the graph; null when the format cannot say it.
  Declarations (*declare)(const Project&, const UnitInput&, Findings&) = nullptr;
  /// How the value at an address of one unit came to be; nothing, and what was expected, when the address names nothing. Null as above.
  std::optional<Explanation> (*explain)(const Project&, const UnitInput&, std::string_view address, std::string& error) = nullptr;
  /// Other directories whose files the files in `directory` need (local modules, installed modules); null: none.
  std::vector<std::string> (*needs)(const Project&, std::string_view directory) = nullptr;
  /// Whether a JSON text may be a document that the frontend reads one level at a time, because it is large: it is asked for its claim with an
  /// outline (syntax/read.h) then, and reads the text itself. Null: never.
  bool (*reads_outline)(std::string_view text) = nullptr;
};

}  // namespace plumb
