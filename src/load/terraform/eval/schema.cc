// schema.h.
#include "load/terraform/eval/schema.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include "base/data.h"
#include "base/text.h"

namespace plumb::terraform {
namespace {

using Kind = SchemaField::Kind;

/// Reads the table's notation; what does not fit it is a fault of ours.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::unique_ptr<SchemaBlock> block() {
    auto out = std::make_unique<SchemaBlock>();
    while (at_ < text_.size() && text_[at_] != ')') {
      out->fields.push_back(field());
      if (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    return out;
  }

 private:
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) throw std::logic_error(cat("terraform_resources.tsv: '", c, "' is missing at ", at_));
  }

  SchemaField field() {
    SchemaField f;
    size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
    f.name = text_.substr(begin, at_ - begin);
    f.required = take('!');
    f.settable = !take('^');
    f.computed = !f.settable || take('~');
    if (take(':')) f.kind = scalar();
    else if (take('[')) collection(f, Kind::list, ']');
    else if (take('<')) collection(f, Kind::set, '>');
    else if (take('{')) collection(f, Kind::map, '}');
    else if (take('(')) nested(f, Kind::block);
    return f;
  }

  Kind scalar() {
    char c = at_ < text_.size() ? text_[at_++] : ' ';
    return c == 'n' ? Kind::number : c == 'b' ? Kind::boolean : c == 's' ? Kind::string : Kind::any;
  }

  void nested(SchemaField& f, Kind kind) {
    f.kind = kind;
    f.block = block();
    need(')');
  }

  void collection(SchemaField& f, Kind kind, char end) {
    f.kind = kind;
    if (take('(')) nested(f, kind == Kind::set ? Kind::block_set : Kind::block_list);
    else if (at_ < text_.size() && text_[at_] != end) f.element = scalar();
    need(end);
  }

  std::string_view text_;
  size_t at_ = 0;
};

struct Row {
  std::string_view text;
  std::unique_ptr<SchemaBlock> schema;
  std::vector<std::string_view> computed;
};

struct Table {
  std::map<std::string_view, Row> rows;
  std::mutex reading;
};

const Row* row(std::string_view type) {
  static Table* table = [] {
    Table* all = new Table;  // lives as long as the program, whatever still evaluates at its end
    DataTable data = read_data_table(embedded_data("terraform_resources.tsv"));
    size_t name = data.column("type"), schema = data.column("schema");
    for (const auto& r : data.rows) all->rows[r[name]].text = r[schema];
    return all;
  }();
  auto it = table->rows.find(type);
  if (it == table->rows.end()) return nullptr;
  std::lock_guard lock(table->reading);
  Row& r = it->second;
  if (!r.schema) {
    r.schema = Reader(r.text).block();
    r.computed.push_back("id");
    for (const SchemaField& f : r.schema->fields)
      if (f.computed) r.computed.push_back(f.name);
  }
  return &r;
}

}  // namespace

const SchemaField* SchemaBlock::find(std::string_view name) const {
  auto it = std::lower_bound(fields.begin(), fields.end(), name, [](const SchemaField& f, std::string_view n) { return f.name < n; });
  return it != fields.end() && it->name == name ? &*it : nullptr;
}

const SchemaBlock* resource_schema(std::string_view type) {
  const Row* r = row(type);
  return r ? r->schema.get() : nullptr;
}

std::span<const std::string_view> computed_attributes(std::string_view type) {
  static constexpr std::string_view kId[] = {"id"};
  const Row* r = row(type);
  return r ? std::span<const std::string_view>(r->computed) : std::span<const std::string_view>(kId);
}

}  // namespace plumb::terraform
