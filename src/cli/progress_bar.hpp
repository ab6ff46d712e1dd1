#pragma once

#include <chrono>
#include <string>

#include "core/progress.hpp"

namespace alioth::cli {

/// A progress bar on standard error, when that is a terminal; otherwise silent. Work shorter than a moment
/// shows nothing.
class ProgressBar final : public Progress {
  public:
    explicit ProgressBar(bool quiet);
    ~ProgressBar() override;
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    void report(std::string_view label, std::size_t done, std::size_t total) override;

  private:
    void clear();

    bool shown_;
    bool on_screen_ = false;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// From here on Ctrl-C stops long work at its next report, with nothing half-written.
void catch_interrupts();

}  // namespace alioth::cli
