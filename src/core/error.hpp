#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alioth {

/// Why an operation ended without a result. The values are the exit codes of the command line
/// (docs/conventions.md); every door maps them to its own protocol.
enum class Fault {
    internal = 1,     ///< a fault of ours
    usage = 2,        ///< the question is malformed; the nearest valid choice is named
    input = 3,        ///< bad input data, or an identity that does not hold
    not_found = 4,    ///< nothing found
    no_solution = 5,  ///< not converged, or infeasible
    service = 6,      ///< a database, model or cluster is missing
    interrupted = 130,
};

/// The one exception type of Alioth: what happened, where, what was found, what was expected, how to mend it.
/// Empty parts are left out of the sentence.
struct ErrorParts {
    std::string what{};      ///< one clause, no full stop: "unknown region"
    std::string where{};     ///< file and line, or the parameter: "GCB2024.xlsx, sheet Territorial, row 12"
    std::string found{};     ///< "CHM"
    std::string expected{};  ///< "an ISO 3166 code, a group or a name"
    std::string mend{};      ///< "did you mean CHN (China)?"
};

class Error : public std::exception {
  public:
    Error(Fault fault, ErrorParts parts);

    Fault fault() const noexcept { return fault_; }
    const ErrorParts& parts() const noexcept { return parts_; }
    const char* what() const noexcept override { return sentence_.c_str(); }

  private:
    Fault fault_;
    ErrorParts parts_;
    std::string sentence_;
};

/// The valid choices nearest to `word` by edit distance (case ignored), at most three that are equally near:
/// "CHE, CHL or CHN". Empty when none is near.
std::string nearest(std::string_view word, std::span<const std::string> choices);

/// Throws Fault::usage for an unknown word: names the nearest valid choice, or lists the choices when they
/// are few.
[[noreturn]] void throw_unknown(std::string_view kind, std::string_view word,
                                std::span<const std::string> choices);

}  // namespace alioth
