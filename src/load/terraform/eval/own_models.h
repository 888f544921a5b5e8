// The user's own models of modules (`models:` of the configuration): folders of *.tf in the project, each standing for a source and its versions.
// A folder below such a folder is the model of the module's part of the same path: "acme/eks/aws//modules/nodes" is FOLDER/modules/nodes.
// Their files are read twice: as files of the project, for what is wrong in them, and as a model, which has no place of its own (models.h).
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/frontend.h"
#include "load/terraform/eval/models.h"

namespace plumb::terraform {

/// Those whose files the project holds, in the order of choosing.
std::vector<std::unique_ptr<Model>> own_models(const Project& project);

/// The folders that may be asked for a call of `source`.
std::vector<std::string> own_model_folders(const Project& project, std::string_view source);

}  // namespace plumb::terraform
