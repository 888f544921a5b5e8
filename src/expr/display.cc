// Values as a person reads them in a message. See display() in expr.h.
#include "base/text.h"
#include "expr/extended.h"
#include "expr/numbers.h"

namespace plumb::expr {

static void append(std::string& out, const Value& v, const Graph* graph, int depth);

static void append_list(std::string& out, const Value& v, const Graph* graph, int depth) {
  if (depth > 0) out += '[';
  bool first = true;
  ListCursor items(v);
  for (Value x; items.next(x);) {
    if (!first) out += ", ";
    append(out, x, graph, depth + 1);
    first = false;
  }
  if (v.open()) out += first ? "..." : ", ...";
  if (depth > 0) out += ']';
}

static void append_map(std::string& out, const Value& v, const Graph* graph, int depth) {
  out += '{';
  bool first = true;
  MapCursor entries(v);
  for (Value key, value; entries.next(key, value);) {
    if (!first) out += ", ";
    append(out, key, graph, depth + 1);
    out += ": ";
    append(out, value, graph, depth + 1);
    first = false;
  }
  if (v.open()) out += first ? "..." : ", ...";
  out += '}';
}

static void append(std::string& out, const Value& v, const Graph* graph, int depth) {
  if (depth > 20) {
    out += "...";
    return;
  }
  switch (v.tag()) {
    case Tag::absent:
    case Tag::null:
      out += "null";
      break;
    case Tag::boolean:
      out += v.boolean() ? "true" : "false";
      break;
    case Tag::integer:
      append_one(out, v.integer());
      break;
    case Tag::unsigned_integer:
      append_one(out, v.unsigned_integer());
      break;
    case Tag::number:
      out += number_text(v.number());
      break;
    case Tag::string:
    case Tag::bytes:
      out += v.string();
      break;
    case Tag::list:
      append_list(out, v, graph, depth);
      break;
    case Tag::map:
      append_map(out, v, graph, depth);
      break;
    case Tag::node: {
      if (!graph) {
        out += "?";
        break;
      }
      const Node& node = graph->node(v.node());
      out += node.name.empty() ? node.address : node.name;
      break;
    }
    case Tag::optional:
      if (optional_of(v)) append(out, optional_of(v)->value, graph, depth);
      break;
    case Tag::unknown:
      out += '?';
      break;
    case Tag::error:
      out += cat("error: ", error_text(v));
      break;
    default:
      out += extended_text(v);
  }
}

std::string display(const Value& value, const Graph* graph) {
  std::string out;
  append(out, value, graph, 0);
  return out;
}

}  // namespace plumb::expr
