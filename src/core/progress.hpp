#pragma once

#include <cstddef>
#include <string_view>

namespace alioth {

/// How long work tells its caller how far it is, and asks whether to go on. The default is silent.
class Progress {
  public:
    virtual ~Progress() = default;
    /// `done` of `total` steps of the work named `label`. May throw Error(Fault::interrupted) to stop the
    /// work.
    virtual void report(std::string_view label, std::size_t done, std::size_t total) {
        (void)label, (void)done, (void)total;
    }
};

}  // namespace alioth
