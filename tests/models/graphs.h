// What a test of models compares: the graph of a root through a module's source and through its model. What differs must stand in differences.txt.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/project.h"

namespace plumb::terraform {

using Files = fixtures::MemoryProject::Files;

/// The nodes of the vocabulary by "address kind", their fields by name; plain resources, opaque modules and causes of unknowns left out.
struct Graphs {
  using Nodes = std::map<std::string, std::map<std::string, std::set<std::string>>>;
  Nodes nodes;
  std::set<std::string> addresses;        // of all managed instances
  std::vector<std::string> model_faults;  // Configuration::model_faults
  std::vector<std::string> errors;        // what Terraform would refuse
};
Graphs graphs_of(const Files& files);

/// Compares case by case, keeps what was found and the figures of each row ("vpc 6").
/// PLUMB_LIST=1 in the environment: prints every difference that is not excused instead of failing.
class Comparison {
 public:
  /// Reads differences.txt, of lines `CASE ADDRESS-PART FIELD reason` with globs.
  Comparison();

  /// One call (or several in one root) under a name; counts for each of the rows.
  void compare(const std::string& name, const std::set<std::string>& rows, const Graphs& source, const Graphs& model);
  /// Prints the rows; fails for excuses that excused nothing.
  void finish();
  size_t calls(const std::string& row) const;

 private:
  struct Excuse {
    std::string test, address, field, reason;
    bool used = false;
  };
  struct Row {
    size_t calls = 0, same = 0, nodes = 0, fields = 0, addresses = 0, different = 0;
  };
  void differs(const std::string& name, const std::string& address, const std::string& field, const std::string& what);

  std::vector<Excuse> excuses_;
  std::map<std::string, Row> rows_;
  size_t different_ = 0;  // of the case that is being compared
  bool list_ = false;
};

}  // namespace plumb::terraform
