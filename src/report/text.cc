// The text report, in the manner of rustc: a headline, source lines with labelled spans (several, across files), notes, a summary.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/report.h"
#include "report/style.h"
#include "rules/rule.h"

namespace plumb::report {

std::string printable(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\t') out += "    ";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) out += "\xef\xbf\xbd";
    else out += c;
  }
  return out;
}

size_t width(std::string_view text) {
  size_t n = 0;
  for (char c : text) n += c == '\t' ? 4 : (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return n;
}

namespace {

/// A span with what is said about it; the first of a finding is the primary one.
struct Label {
  Span at;
  std::string text;
  bool primary = false;
};

class Renderer {
 public:
  Renderer(const Part& part, const Style& style) : snapshot_(*part.snapshot), sources_(part.snapshot->sources), prefix_(part.prefix), style_(style) {}

  std::string finding(const Finding& f) {
    std::string out = cat(style_.severity(f.severity, cat(rules::to_string(f.severity), "[", f.rule, "]")), style_.bold(cat(": ", printable(f.message))), "\n");
    std::vector<Label> labels;
    if (f.at.known()) labels.push_back({f.at, "", true});
    for (const Note& n : f.chain) {
      if (!n.at.known()) continue;
      if (n.at == f.at && labels[0].text.empty()) labels[0].text = n.text;
      else labels.push_back({n.at, n.text, false});
    }
    uint32_t last_line = 1;
    for (const Label& l : labels) last_line = std::max(last_line, sources_.position(l.at.file, l.at.begin).line);
    gutter_ = std::to_string(last_line).size();
    for (size_t i = 0; i < labels.size();) {
      // Consecutive labels of one file whose lines do not go backwards share a frame.
      size_t j = i + 1;
      while (j < labels.size() && labels[j].at.file == labels[i].at.file && line(labels[j]) >= line(labels[j - 1])) ++j;
      out += frame({labels.begin() + static_cast<ptrdiff_t>(i), labels.begin() + static_cast<ptrdiff_t>(j)}, i == 0, f.severity);
      i = j;
    }
    for (const Note& n : f.chain)
      if (!n.at.known()) out += note("note", n.text);
    if (!f.resource.empty() && labels.size() == 1 && labels[0].text.empty()) out += note("in", f.resource);
    if (std::string in = environments(f); !in.empty()) out += note("environments", in);
    if (!f.help.empty()) out += note("help", f.help);
    return out + "\n";
  }

 private:
  /// "prod only", "all", "dev, prod"; empty when there is nothing to tell apart.
  std::string environments(const Finding& f) const {
    size_t all = snapshot_.environments.size();
    std::vector<std::string> in = all > 1 ? snapshot_.environments_of(f) : std::vector<std::string>();
    if (in.empty()) return {};
    return in.size() == all ? "all" : in.size() == 1 ? cat(in[0], " only") : join(in, ", ");
  }

  uint32_t line(const Label& l) const { return sources_.position(l.at.file, l.at.begin).line; }
  std::string bar(std::string_view number) const { return style_.gutter(cat(std::string(gutter_ - number.size(), ' '), number, " |")); }
  std::string note(std::string_view kind, std::string_view text) const { return cat(std::string(gutter_ + 1, ' '), style_.gutter("= "), style_.bold(kind), ": ", printable(text), "\n"); }

  std::string frame(const std::vector<Label>& labels, bool first, Severity severity) const {
    Position at = sources_.position(labels[0].at.file, labels[0].at.begin);
    std::string out = cat(std::string(gutter_, ' '), style_.gutter(first ? "--> " : "::: "), prefix_, sources_.path(labels[0].at.file), ":", at.line, ":", at.column, "\n", bar(""), "\n");
    uint32_t previous = 0, shown = 0;
    for (const Label& l : labels) {
      uint32_t number = line(l);
      if (previous && number > previous + 1) out += style_.gutter(cat(std::string(gutter_, ' '), " :")) + "\n";
      previous = number;
      std::string_view source = sources_.line(l.at.file, number);
      if (source.empty() && sources_.text(l.at.file).empty()) continue;
      if (number != shown) out += cat(bar(std::to_string(number)), " ", printable(clipped(source)), "\n");
      shown = number;
      uint32_t start = l.at.begin - sources_.line_start(l.at.file, number);
      uint32_t end = std::min<uint32_t>(static_cast<uint32_t>(source.size()), l.at.end - sources_.line_start(l.at.file, number));
      start = std::min<uint32_t>(start, static_cast<uint32_t>(source.size()));
      if (start > kWidest) start = end = kWidest;
      end = std::min<uint32_t>(end, kWidest);
      size_t marks = std::max<size_t>(1, end > start ? width(source.substr(start, end - start)) : 1);
      std::string underline(marks, l.primary ? '^' : '-');
      if (!l.text.empty()) underline += cat(" ", printable(l.text));
      out += cat(bar(""), " ", std::string(width(source.substr(0, start)), ' '), l.primary ? style_.severity(severity, underline) : style_.gutter(underline), "\n");
    }
    return out;
  }

  // Minified JSON has lines of megabytes: what is shown of a line is bounded, at a character boundary.
  static constexpr uint32_t kWidest = 200;
  static std::string_view clipped(std::string_view s) {
    if (s.size() <= kWidest) return s;
    size_t n = kWidest;
    while (n > 0 && (static_cast<unsigned char>(s[n]) & 0xc0) == 0x80) --n;
    return s.substr(0, n);
  }

  const Snapshot& snapshot_;
  const Sources& sources_;
  const std::string& prefix_;
  const Style& style_;
  size_t gutter_ = 1;
};

std::string count(size_t n, std::string_view noun) { return cat(n, " ", noun, n == 1 ? "" : "s"); }

std::string undecided_list(const Part& part, const Style& style) {
  std::string out;
  for (const rules::Undecided& u : part.snapshot->evaluation.undecided) {
    out += cat(style.bold("undecided"), "[", u.rule, "] ", printable(u.resource), ": ", printable(u.cause));
    if (u.cause_at.known()) {
      const Sources& sources = part.snapshot->sources;
      out += cat(" (", part.prefix, sources.path(u.cause_at.file), ":", sources.position(u.cause_at.file, u.cause_at.begin).line, ")");
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::string text(const Report& report) {
  Style style(report.color);
  std::string out;
  size_t by_severity[3] = {}, files = 0, undecided = 0, objects = 0, suppressed = 0;
  for (const Part& part : report.parts) {
    Renderer renderer(part, style);
    for (const Finding* f : part.findings) {
      out += renderer.finding(*f);
      ++by_severity[static_cast<size_t>(f->severity)];
    }
    files += part.snapshot->files_read;
    objects += part.snapshot->graph.size();
    undecided += part.snapshot->evaluation.undecided.size();
    suppressed += part.snapshot->suppressed;
    if (report.undecided) out += undecided_list(part, style);
    if (report.coverage)
      for (const rules::RuleCoverage& c : part.snapshot->evaluation.coverage) out += cat("coverage: ", c.rule, " looked at ", count(c.objects, "object"), "\n");
  }
  size_t total = by_severity[0] + by_severity[1] + by_severity[2];
  out += total ? cat(style.bold(count(total, "finding")), " (", count(by_severity[2], "error"), ", ", count(by_severity[1], "warning"), ", ", by_severity[0], " info)") : style.bold("no findings");
  out += cat(" in ", count(files, "file"), ", ", count(objects, "object"));
  if (suppressed) out += cat("; ", suppressed, " suppressed");
  if (undecided && !report.undecided) out += cat("; ", undecided, " undecided (--undecided shows why)");
  return out + "\n";
}

std::string concise(const Report& report) {
  Style style(report.color);
  std::string out;
  for (const Part& part : report.parts)
    for (const Finding* f : part.findings) {
      const Sources& sources = part.snapshot->sources;
      std::string place = part.root;
      if (f->at.known()) {
        Position p = sources.position(f->at.file, f->at.begin);
        place = cat(part.prefix, sources.path(f->at.file), ":", p.line, ":", p.column);
      }
      out += cat(place, ": ", style.severity(f->severity, cat(rules::to_string(f->severity), "[", f->rule, "]")), " ", printable(f->message));
      std::vector<std::string> in = part.snapshot->environments_of(*f);
      out += in.size() < part.snapshot->environments.size() && !in.empty() ? cat(" (", join(in, ", "), " only)\n") : std::string("\n");
    }
  return out;
}

}  // namespace plumb::report
