#include "cli/progress_bar.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "core/error.hpp"

namespace alioth::cli {

namespace {

constexpr std::size_t bar_width = 30;
constexpr auto quick = std::chrono::milliseconds(150);

volatile std::sig_atomic_t interrupted = 0;

}  // namespace

void catch_interrupts() {
    std::signal(SIGINT, [](int) {
        // A second Ctrl-C ends the program at once; the database undoes what was open.
        if (interrupted) std::_Exit(static_cast<int>(Fault::interrupted));
        interrupted = 1;
    });
}

ProgressBar::ProgressBar(bool quiet) : shown_(!quiet && isatty(STDERR_FILENO)) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::clear() {
    if (on_screen_) std::fputs("\r\033[K", stderr);
    on_screen_ = false;
}

void ProgressBar::report(std::string_view label, std::size_t done, std::size_t total) {
    if (interrupted) throw Error(Fault::interrupted, {.what = "interrupted: nothing was changed"});
    if (!shown_ || std::chrono::steady_clock::now() - begin_ < quick) return;
    const std::size_t filled = total ? bar_width * done / total : 0;
    const std::string bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
    std::fprintf(stderr, "\r\033[K[%s] %zu/%zu %.*s", bar.c_str(), done, total,
                 static_cast<int>(label.size()), label.data());
    std::fflush(stderr);
    on_screen_ = true;
    if (done == total) clear();
}

}  // namespace alioth::cli
