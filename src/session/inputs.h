// The first phases of the pipeline: which files, their bytes, their trees, and what they are taken for.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "load/frontends.h"
#include "session/session.h"

namespace plumb {

/// Adds the paths of the frontend's files that lie directly in the directory.
void add_directory(const Vfs& vfs, const Frontend& frontend, std::string_view directory, std::vector<std::string>& paths);

/// Variables files of the options that lie out of the root ("../envs/prod.tfvars").
std::vector<std::string> outside_files(const Options& options);

/// Lists the project; returns the paths that some reader knows by their name, and `besides`, sorted. Fills files_seen and skipped.
std::vector<std::string> discover(Snapshot& s, const ListOptions& options, const std::vector<std::string>& besides = {});

/// Reads the files and adds them to the sources in path order. A file that cannot be read is the finding `file-unreadable` (unchecked).
std::vector<FileId> read_files(Snapshot& s, const std::vector<std::string>& paths, unsigned jobs);

/// Parses files and adds them to the project; the findings of file i are in element i.
std::vector<Findings> parse_files(Snapshot& s, const std::vector<std::string>& paths, const std::vector<FileId>& files, unsigned jobs);

/// Reads and parses, round by round, the directories that the files read so far need and that discovery leaves out: releases of a module
/// mirror and the user's models, and only those that some call means. Appends the findings of each file.
void read_needed(Snapshot& s, std::vector<Findings>& findings, unsigned jobs);

/// `vfs` and the folders out of its root that the options name.
std::shared_ptr<const Vfs> with_outside(std::shared_ptr<const Vfs> vfs, const Options& options);

/// What the frontends claim, by their order.
struct Claimed {
  std::vector<std::vector<const InputFile*>> files;
  std::vector<std::vector<Document>> documents;
};

/// Lets the frontends claim files and documents. Findings of files that nobody claims and that show no sign of
/// being a cluster definition are dropped: those files are only counted as skipped. Fills uses, skipped and files_read.
Claimed claim(Snapshot& s, std::vector<Findings> parse_findings);

using Units = std::vector<std::pair<const Frontend*, UnitInput>>;
/// The units that frontends form; anew for each environment, for what a unit knows of the others may depend on it.
Units form_units(const Project& project, const Claimed& claimed);

}  // namespace plumb
