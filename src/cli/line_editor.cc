// See line_editor.h.
#include "cli/line_editor.h"

#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <string_view>

#include "base/utf8.h"

namespace plumb::cli {

struct LineEditor::Impl {
  std::vector<std::string> words;
  std::string prompt;
  EditLine* editor = nullptr;
  History* history = nullptr;
};

namespace {

volatile std::sig_atomic_t interrupt = 0;

void on_interrupt(int) { interrupt = 1; }

/// Ctrl-C while a line is read: held back except where the next key is waited for, so that none is lost between a look and a wait.
/// Elsewhere it ends the program, as everywhere.
class Interrupts {
 public:
  Interrupts() {
    interrupt = 0;
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigprocmask(SIG_BLOCK, &held, &mask_);
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, &action_);
  }
  ~Interrupts() {
    sigaction(SIGINT, &action_, nullptr);
    sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }
  Interrupts(const Interrupts&) = delete;

 private:
  sigset_t mask_;
  struct sigaction action_;
};

/// The next byte of the terminal; false at its end and when interrupted.
bool next_byte(char& byte) {
  sigset_t none;
  sigemptyset(&none);
  for (pollfd p{STDIN_FILENO, POLLIN, 0};;) {
    int ready = ::ppoll(&p, 1, nullptr, &none);
    if (interrupt) return false;
    if (ready < 0 && errno == EINTR) continue;  // the window's size has changed
    return ready > 0 && ::read(STDIN_FILENO, &byte, 1) == 1;
  }
}

/// The next character, for the editor; 0: no more.
int next_character(EditLine*, wchar_t* out) {
  char bytes[4];
  if (!next_byte(bytes[0])) return 0;
  unsigned char first = static_cast<unsigned char>(bytes[0]);
  size_t size = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (size_t i = 1; i < size; ++i)
    if (!next_byte(bytes[i])) return 0;
  size_t at = 0;
  *out = static_cast<wchar_t>(next_utf8(std::string_view(bytes, size), at));
  return 1;
}

template <class T>
T& client(EditLine* e) {
  T* data = nullptr;
  el_get(e, EL_CLIENTDATA, &data);
  return *data;
}

bool of_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ':'; }

/// Completes the word before the cursor as far as it is certain; when nothing is, lists what it may become.
unsigned char complete(EditLine* e, const std::vector<std::string>& words) {
  const LineInfo* line = el_line(e);
  const char* from = line->cursor;
  while (from > line->buffer && of_a_name(from[-1])) --from;
  std::string_view typed(from, static_cast<size_t>(line->cursor - from));
  auto first = std::lower_bound(words.begin(), words.end(), typed, [](const std::string& w, std::string_view t) { return std::string_view(w) < t; });
  auto last = first;
  while (last != words.end() && last->starts_with(typed)) ++last;
  if (first == last) return CC_ERROR;
  std::string_view common = *first;
  for (auto it = first; it != last; ++it)
    while (!it->starts_with(common)) common.remove_suffix(1);
  if (common.size() > typed.size()) {
    el_insertstr(e, std::string(common.substr(typed.size())).c_str());
    return CC_REFRESH;
  }
  if (last - first == 1) return CC_NORM;
  std::string list = "\n";
  for (auto it = first; it != last; ++it) list += *it + "\n";
  std::fwrite(list.data(), 1, list.size(), stdout);
  std::fflush(stdout);
  return CC_REDISPLAY;
}

}  // namespace

LineEditor::LineEditor(std::vector<std::string> words) : impl_(std::make_unique<Impl>()) {
  impl_->words = std::move(words);
  if (!std::setlocale(LC_CTYPE, "C.UTF-8")) std::setlocale(LC_CTYPE, "");  // the editor counts columns of UTF-8
  impl_->editor = el_init("plumb", stdin, stdout, stderr);
  impl_->history = history_init();
  HistEvent event;
  history(impl_->history, &event, H_SETSIZE, 1000);
  EditLine* e = impl_->editor;
  el_set(e, EL_CLIENTDATA, impl_.get());
  auto prompt = +[](EditLine* of) { return client<Impl>(of).prompt.data(); };
  auto tab = +[](EditLine* of, int) { return complete(of, client<Impl>(of).words); };
  el_set(e, EL_PROMPT, prompt);
  el_set(e, EL_EDITOR, "emacs");
  el_set(e, EL_HIST, history, impl_->history);
  el_set(e, EL_ADDFN, "plumb-complete", "complete the name before the cursor", tab);
  el_set(e, EL_BIND, "^I", "plumb-complete", nullptr);
  el_set(e, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_set(e, EL_GETCFN, next_character);
}

LineEditor::~LineEditor() {
  history_end(impl_->history);
  el_end(impl_->editor);
}

std::optional<std::string> LineEditor::read(const std::string& prompt, bool& interrupted) {
  impl_->prompt = prompt;
  Interrupts held;
  int size = 0;
  const char* line = el_gets(impl_->editor, &size);
  interrupted = interrupt != 0;
  if (interrupted) {
    el_reset(impl_->editor);
    std::fputs("\n", stdout);
    return std::string();
  }
  if (!line || size <= 0) return std::nullopt;
  std::string out(line, static_cast<size_t>(size));
  while (out.ends_with('\n') || out.ends_with('\r')) out.pop_back();
  return out;
}

void LineEditor::remember(const std::string& line) {
  HistEvent event;
  history(impl_->history, &event, H_ENTER, (line + "\n").c_str());
}

}  // namespace plumb::cli
