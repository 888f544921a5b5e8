// See world.h. Questions come in the same order as long as their answers are the same, so the path is a stack: next() counts up its top.
#include "analysis/load_balancers/world.h"

#include "base/text.h"

namespace plumb::lb {

size_t World::choose(std::string_view question, size_t options, const Cause* cause) {
  if (!first_open_) first_open_ = cause;
  for (size_t i = 0; i < depth_; ++i)
    if (path_[i].question == question) return path_[i].answer;
  if (depth_ == path_.size()) path_.push_back({std::string(question), options, 0});
  return path_[depth_++].answer;
}

bool World::flag(const Value& v, bool otherwise, std::string_view question) {
  if (v.is_unknown()) return choose(question, 2, v.cause()) == 0;
  return v.boolean_or(otherwise);
}

std::string World::text(const Value& v, std::string_view otherwise) {
  if (v.is_string()) return std::string(v.string());
  if (v.is_int()) return cat(v.integer());
  if (v.is_bool()) return v.boolean() ? "true" : "false";
  if (v.is_unknown()) get_stuck(v.cause());
  return std::string(otherwise);
}

bool World::next() {
  depth_ = 0;
  stuck_ = false;
  stuck_cause_ = nullptr;
  while (!path_.empty()) {
    if (++path_.back().answer < path_.back().options) return true;
    path_.pop_back();
  }
  return false;
}

}  // namespace plumb::lb
