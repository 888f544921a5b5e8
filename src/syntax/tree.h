// Tree: what the YAML and JSON readers make of a text: nodes in pre-order, each with its exact span, in one flat array.
// Why flat: one allocation grows with the file, a subtree is an index range, and walking is linear in memory.
// Invariants: nodes[i].next is the index behind i's subtree; a mapping's children alternate key, value; aliases and merge keys
// are already expanded (unless ReadOptions says otherwise), so consumers never see them; spans of expanded copies are those of the anchored text.
#pragma once
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/pages.h"
#include "source/span.h"

namespace plumb {

enum class NodeType : uint8_t { null, boolean, integer, floating, string, sequence, mapping, alias };
enum class ScalarStyle : uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct TreeNode {
  NodeType type = NodeType::null;
  ScalarStyle style = ScalarStyle::plain;
  uint8_t flags = 0;  // kFlow, kMerged, kDuplicateKey, kFolded below
  uint8_t unused = 0;
  uint32_t next = 0;          // index behind this subtree
  uint32_t begin = 0, end = 0;  // bytes of the node itself, without tag and anchor; quoted scalars with their quotes
  union {
    const char* text;  // string: the scalar's decoded text, `size` bytes
    int64_t integer;
    double floating;
    bool boolean;
    uint32_t target;  // alias (unexpanded only): index of the anchored node
  };
  uint32_t size = 0;        // string: bytes; sequence: items; mapping: entries
  uint32_t properties = 0;  // index + 1 into Tree::properties; 0: neither tag nor anchor

  // kMerged: on a key that came through `<<`; kFolded: a collection of a JSON outline, whose contents were not read (it has no children)
  static constexpr uint8_t kFlow = 1, kMerged = 2, kDuplicateKey = 4, kFolded = 8;
};
static_assert(sizeof(TreeNode) == 32);

/// Tag and anchor of a node as written ("!Ref", "tag:yaml.org,2002:str", "&base" without its mark); empty when there is none.
struct Properties {
  std::string_view tag, anchor;
  uint32_t begin = 0, end = 0;  // bytes of the properties
};

class TreeRef;

struct Tree {
  FileId file = FileId::none;
  std::string_view text;
  std::vector<TreeNode, PageAllocator<TreeNode>> nodes;
  std::vector<uint32_t> documents;    // root node of each document, in order
  std::vector<uint8_t> marks;         // of each document: kExplicitStart ("---"), kExplicitEnd ("...")
  std::vector<Properties> properties;
  std::vector<Span> comments;         // each from its '#' to its line's end, sorted
  Arena strings;                      // decoded scalar texts that differ from their source
  bool template_text = false;         // Go-template text: what is here may not be what is meant (one finding says so)

  static constexpr uint8_t kExplicitStart = 1, kExplicitEnd = 2;

  TreeRef document(size_t i) const;
};

/// A node of a Tree, or nothing: every accessor of nothing gives nothing, so that paths can be chained.
class TreeRef {
 public:
  TreeRef() = default;
  TreeRef(const Tree* tree, uint32_t index) : tree_(tree), index_(index) {}

  explicit operator bool() const { return tree_ != nullptr; }
  const Tree* tree() const { return tree_; }
  uint32_t index() const { return index_; }
  const TreeNode& node() const { return tree_->nodes[index_]; }

  NodeType type() const { return tree_ ? node().type : NodeType::null; }
  bool is_null() const { return !tree_ || node().type == NodeType::null; }
  bool is_map() const { return tree_ && node().type == NodeType::mapping; }
  bool is_list() const { return tree_ && node().type == NodeType::sequence; }
  bool is_string() const { return tree_ && node().type == NodeType::string; }
  bool is_scalar() const { return tree_ && node().type < NodeType::sequence; }

  Span span() const { return tree_ ? Span{tree_->file, node().begin, node().end} : Span{}; }
  /// The text of a string; for other scalars their source text ("8080", "yes"); empty for nothing and collections.
  std::string_view text() const {
    if (!tree_) return {};
    const TreeNode& n = node();
    if (n.type == NodeType::string) return {n.text, n.size};
    return n.type < NodeType::sequence ? tree_->text.substr(n.begin, n.end - n.begin) : std::string_view{};
  }
  /// The string, or empty when this is no string.
  std::string_view string() const { return is_string() ? std::string_view{node().text, node().size} : std::string_view{}; }
  int64_t integer(int64_t otherwise = 0) const { return tree_ && node().type == NodeType::integer ? node().integer : otherwise; }
  bool boolean(bool otherwise = false) const { return tree_ && node().type == NodeType::boolean ? node().boolean : otherwise; }
  std::string_view tag() const { return tree_ && node().properties ? tree_->properties[node().properties - 1].tag : std::string_view{}; }

  /// Items of a sequence or entries of a mapping; 0 otherwise.
  uint32_t size() const { return is_map() || is_list() ? node().size : 0; }
  /// Mapping: the value under `key` (the last one of duplicates, as kubectl reads it). Nothing when missing or no mapping.
  TreeRef operator[](std::string_view key) const;
  TreeRef operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  /// Mapping: the key node of `key`, for its span.
  TreeRef key(std::string_view key) const;
  /// Sequence: item i; O(i).
  TreeRef at(uint32_t i) const;

  struct Entry;
  class Iterator;
  struct Range;
  /// Children of a sequence: for (TreeRef item : list.items()).
  Range items() const;
  struct EntryRange;
  /// Entries of a mapping: for (auto [key, value] : map.entries()).
  EntryRange entries() const;

 private:
  const Tree* tree_ = nullptr;
  uint32_t index_ = 0;
};

struct TreeRef::Entry {
  TreeRef key, value;
};

class TreeRef::Iterator {
 public:
  Iterator(const Tree* tree, uint32_t index) : tree_(tree), index_(index) {}
  TreeRef operator*() const { return {tree_, index_}; }
  Iterator& operator++() {
    index_ = tree_->nodes[index_].next;
    return *this;
  }
  bool operator!=(const Iterator& o) const { return index_ != o.index_; }

 protected:
  const Tree* tree_;
  uint32_t index_;
};

struct TreeRef::Range {
  Iterator first, last;
  Iterator begin() const { return first; }
  Iterator end() const { return last; }
};

struct TreeRef::EntryRange {
  struct It {
    const Tree* tree;
    uint32_t index;
    Entry operator*() const { return {{tree, index}, {tree, tree->nodes[index].next}}; }
    It& operator++() {
      index = tree->nodes[tree->nodes[index].next].next;
      return *this;
    }
    bool operator!=(const It& o) const { return index != o.index; }
  };
  It first, last;
  It begin() const { return first; }
  It end() const { return last; }
};

inline TreeRef Tree::document(size_t i) const { return {this, documents[i]}; }

inline TreeRef::Range TreeRef::items() const {
  if (!is_list()) return {{tree_, 0}, {tree_, 0}};
  return {{tree_, index_ + 1}, {tree_, node().next}};
}

inline TreeRef::EntryRange TreeRef::entries() const {
  if (!is_map()) return {{tree_, 0}, {tree_, 0}};
  return {{tree_, index_ + 1}, {tree_, node().next}};
}

inline TreeRef TreeRef::operator[](std::string_view key) const {
  TreeRef found;
  for (auto [k, v] : entries())
    if (k.text() == key) found = v;
  return found;
}

inline TreeRef TreeRef::key(std::string_view key) const {
  TreeRef found;
  for (auto [k, v] : entries())
    if (k.text() == key) found = k;
  return found;
}

inline TreeRef TreeRef::at(uint32_t i) const {
  for (TreeRef item : items())
    if (i-- == 0) return item;
  return {};
}

}  // namespace plumb
