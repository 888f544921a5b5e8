// See dump.h.
#include "graph/dump.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[(c >> 4) & 15];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_unknown(std::string& out, const Cause* cause) { out += cat("?(", cause ? cause->text : std::string_view(), ")"); }

void append_value(std::string& out, const Value& v);

void append_separator(std::string& out, bool& first) {
  if (!first) out += ", ";
  first = false;
}

void append_list(std::string& out, const Value& v) {
  bool first = true;
  out += '[';
  v.for_each_item([&](const Value& item) {
    append_separator(out, first);
    append_value(out, item);
  });
  if (v.open()) {
    append_separator(out, first);
    append_unknown(out += "...", v.open());
  }
  out += ']';
}

void append_map(std::string& out, const Value& v) {
  bool first = true;
  out += '{';
  v.for_each_entry([&](std::string_view key, Span, const Value& value) {
    append_separator(out, first);
    append_quoted(out, key);
    out += ": ";
    append_value(out, value);
  });
  if (v.open()) {
    append_separator(out, first);
    append_unknown(out += "...", v.open());
  }
  out += '}';
}

void append_value(std::string& out, const Value& v) {
  switch (v.tag()) {
    case Tag::absent: out += "absent"; break;
    case Tag::null: out += "null"; break;
    case Tag::boolean: out += v.boolean() ? "true" : "false"; break;
    case Tag::integer: append_one(out, v.integer()); break;
    case Tag::unsigned_integer: append_one(out, v.unsigned_integer()); break;
    case Tag::number: {
      char buffer[40];
      out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, v.number()).ptr);
      break;
    }
    case Tag::string:
    case Tag::bytes: append_quoted(out, v.string()); break;
    case Tag::list: append_list(out, v); break;
    case Tag::map: append_map(out, v); break;
    case Tag::unknown: append_unknown(out, v.cause()); break;
    default: out += cat("<tag ", static_cast<int>(v.tag()), ">"); break;
  }
  if (v.maybe()) out += " maybe";
}

class Dumper {
 public:
  Dumper(const Graph& graph, const DumpOptions& options) : graph_(graph), options_(options) {}

  std::string run() {
    for (const Node& n : graph_.nodes()) {
      node(n);
      fields(n);
    }
    for (uint32_t u = 0; u < graph_.units().size(); ++u)
      for (const KindInfo& k : kinds())
        if (const Cause* cause = graph_.open_cause(k.kind, static_cast<UnitId>(u))) {
          out_ += cat("open ", k.name, " ");
          append_unknown(out_, cause);
          end(cause->span);
        }
    return std::move(out_);
  }

 private:
  void node(const Node& n) {
    out_ += cat(n.address, " ", info(n.kind).name);
    if (n.maybe) {
      out_ += " maybe";
      if (n.maybe_cause) append_unknown(out_ += ' ', n.maybe_cause);
    }
    end(n.name_span.known() ? n.name_span : n.span);
  }

  void fields(const Node& n) {
    std::span<const FieldInfo> all = info(n.kind).fields;
    std::vector<uint8_t> order(all.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<uint8_t>(i);
    std::sort(order.begin(), order.end(), [&](uint8_t a, uint8_t b) { return all[a].name < all[b].name; });
    for (uint8_t s : order) {
      const Value& v = n.slots[s];
      if (all[s].inverse || v.is_absent()) continue;
      if (all[s].type.base == BaseType::node)
        edges(all[s].name, v);
      else if (!is_vocabulary_default(n, v))
        plain(all[s].name, v);
    }
  }

  static bool is_vocabulary_default(const Node& n, const Value& v) {
    return v.origin() && v.origin()->how == How::default_value && v.origin()->note() == info(n.kind).name;
  }

  void plain(std::string_view name, const Value& v) {
    out_ += cat("  ", name, ": ");
    append_value(out_, v);
    end(v.span());
  }

  void edges(std::string_view name, const Value& v) {
    if (v.is_null()) return;
    v.for_each_item([&](const Value& item) { edge(name, item); });
    if (v.is_list() && !v.open()) return;
    if (v.is_list()) {
      out_ += cat("  ", name, " -> ...");
      append_unknown(out_, v.open());
      end(v.open()->span);
    } else {
      edge(name, v);
    }
  }

  void edge(std::string_view name, const Value& v) {
    out_ += cat("  ", name, " -> ");
    if (v.is_node()) out_ += graph_.node(v.node()).address;
    else append_value(out_, v);
    if (v.is_node() && v.maybe()) out_ += " maybe";
    end(v.span());
  }

  void end(Span at) {
    if (options_.spans && at.known()) {
      Position p = options_.spans->position(at.file, at.begin);
      out_ += cat(" @", options_.spans->path(at.file), ":", p.line, ":", p.column);
    }
    out_ += '\n';
  }

  const Graph& graph_;
  const DumpOptions& options_;
  std::string out_;
};

}  // namespace

std::string dump(const Graph& graph, const DumpOptions& options) {
  if (!graph.frozen()) throw std::logic_error("dump: the graph is not frozen");
  return Dumper(graph, options).run();
}

std::string dump_value(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace plumb
