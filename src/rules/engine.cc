// See engine.h. Work is cut into chunks of nodes of one kind; each chunk has its own arena and results, merged and sorted at the end.
#include "rules/engine.h"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "base/parallel.h"
#include "base/text.h"
#include "rules/judge.h"

namespace plumb::rules {
namespace {

constexpr size_t kChunk = 64;  // nodes; small enough to share out evenly, large enough that an arena is worth its making

Value option_value(Arena& arena, const OptionValue& v) {
  if (auto* b = std::get_if<bool>(&v)) return Value::boolean(*b);
  if (auto* i = std::get_if<int64_t>(&v)) return Value::integer(*i);
  if (auto* d = std::get_if<double>(&v)) return Value::number(*d);
  if (auto* s = std::get_if<std::string>(&v)) return Value::string(arena.copy(*s));
  std::vector<Value> items;
  for (const std::string& s : std::get<std::vector<std::string>>(v)) items.push_back(Value::string(arena.copy(s)));
  return make_list(arena, items);
}

/// One kind's chunk of nodes and what was found in it.
struct Chunk {
  Kind kind{};
  size_t first = 0, last = 0;  // in Graph::of_kind(kind)
  Judgement result;
  std::vector<size_t> looked_at;  // by position in Impl::by_kind[kind]
};

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void sort_unique(std::vector<Undecided>& list) {
  auto key = [](const Undecided& u) { return std::tie(u.at, u.rule, u.resource, u.cause, u.cause_at); };
  std::sort(list.begin(), list.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
  list.erase(std::unique(list.begin(), list.end(), [&](auto& a, auto& b) { return key(a) == key(b); }), list.end());
}

}  // namespace

struct Engine::Impl {
  Selection selection;
  Arena arena;  // option values
  std::deque<RuleOnKind> entries;
  std::vector<std::vector<RuleOnKind*>> by_kind;
};

Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;
const Selection& Engine::selection() const { return impl_->selection; }

Engine::Engine(Selection selection) : impl_(std::make_unique<Impl>()) {
  impl_->selection = std::move(selection);
  impl_->by_kind.resize(kinds().size());
  for (const ActiveRule& active : impl_->selection.active) {
    std::vector<MapEntry> options;
    for (const Option& o : active.options) options.push_back({o.name, {}, option_value(impl_->arena, o.value)});
    Value options_value = make_map(impl_->arena, options);
    std::vector<RuleError> errors;
    for (Kind kind : kinds_of(*active.rule, errors)) {
      RuleOnKind& entry = impl_->entries.emplace_back();
      entry.rule = active.rule;
      entry.severity = active.severity;
      entry.kind = kind;
      entry.options = options_value;
      impl_->by_kind[static_cast<size_t>(kind)].push_back(&entry);
    }
  }
}

Evaluation Engine::evaluate(const Graph& graph, unsigned jobs) const {
  std::vector<Chunk> chunks;
  std::vector<RuleOnKind*> needed;
  for (const KindInfo& k : kinds()) {
    const auto& entries = impl_->by_kind[static_cast<size_t>(k.kind)];
    size_t n = graph.of_kind(k.kind).size();
    if (entries.empty() || n == 0) continue;
    needed.insert(needed.end(), entries.begin(), entries.end());
    for (size_t at = 0; at < n; at += kChunk) chunks.push_back({k.kind, at, std::min(n, at + kChunk), {}, std::vector<size_t>(entries.size())});
  }
  parallel_for(needed.size(), jobs, [&](size_t i) { needed[i]->logic(); });
  parallel_for(chunks.size(), jobs, [&](size_t i) {
    Chunk& chunk = chunks[i];
    Arena arena;
    const auto& entries = impl_->by_kind[static_cast<size_t>(chunk.kind)];
    for (size_t e = 0; e < entries.size(); ++e) {
      Judge judge(graph, *entries[e], arena, chunk.result);
      for (size_t n = chunk.first; n < chunk.last; ++n) chunk.looked_at[e] += judge.look_at(graph.node(graph.of_kind(chunk.kind)[n]));
    }
  });

  Evaluation out;
  std::map<const Rule*, size_t> objects;
  for (Chunk& chunk : chunks) {
    append(out.findings, chunk.result.findings);
    append(out.undecided, chunk.result.undecided);
    append(out.problems, chunk.result.problems);
    const auto& entries = impl_->by_kind[static_cast<size_t>(chunk.kind)];
    for (size_t e = 0; e < entries.size(); ++e) objects[entries[e]->rule] += chunk.looked_at[e];
  }
  for (const ActiveRule& active : impl_->selection.active)
    if (!active.rule->builtin) out.coverage.push_back({active.rule->id, objects[active.rule]});
  sort_findings(out.findings);
  sort_unique(out.undecided);
  std::sort(out.problems.begin(), out.problems.end(), [](auto& a, auto& b) { return std::tie(a.rule, a.resource, a.text) < std::tie(b.rule, b.resource, b.text); });
  return out;
}

void sort_findings(Findings& findings) {
  auto key = [](const Finding& f) { return std::tie(f.at.file, f.at.begin, f.rule, f.message, f.resource, f.at.end); };
  std::stable_sort(findings.begin(), findings.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
  // Units that share files (roots that call one module, Terragrunt's units) find the same in them: what is equal in all is told once.
  auto same_note = [](const Note& a, const Note& b) { return std::tie(a.at.file, a.at.begin, a.at.end, a.text) == std::tie(b.at.file, b.at.begin, b.at.end, b.text); };
  auto same = [&](const Finding& a, const Finding& b) {
    return a.at.known() && key(a) == key(b) && a.severity == b.severity && a.help == b.help && std::equal(a.chain.begin(), a.chain.end(), b.chain.begin(), b.chain.end(), same_note);
  };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

uint64_t file_finding_fingerprint(const Finding& f, std::string_view path) {
  uint64_t hash = stable_hash(f.rule);
  for (std::string_view part : {std::string_view(f.resource), path, std::string_view(f.message)}) hash = stable_hash(part, stable_hash(std::string_view("\0", 1), hash));
  return hash;
}

}  // namespace plumb::rules
