#include "core/error.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace alioth {

namespace {

std::string sentence_of(const ErrorParts& parts) {
    std::string text = parts.where.empty() ? parts.what : parts.where + ": " + parts.what;
    if (!parts.found.empty()) text += ": found " + parts.found;
    if (!parts.expected.empty())
        text += (parts.found.empty() ? ": expected " : ", expected ") + parts.expected;
    if (!parts.mend.empty()) text += "; " + parts.mend;
    return text;
}

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Damerau-Levenshtein distance with adjacent transpositions, case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

}  // namespace

Error::Error(Fault fault, ErrorParts parts)
    : fault_(fault), parts_(std::move(parts)), sentence_(sentence_of(parts_)) {}

std::string nearest(std::string_view word, std::span<const std::string> choices) {
    constexpr std::size_t most = 3;
    std::vector<std::string_view> best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3 + 1);
    for (const auto& choice : choices) {
        const std::size_t distance = edit_distance(word, choice);
        if (distance < best_distance) best.clear();
        best_distance = std::min(best_distance, distance);
        if (distance == best_distance) best.push_back(choice);
    }
    if (best.size() > most) best.resize(most);
    std::string text;
    for (std::size_t i = 0; i < best.size(); ++i) {
        if (i > 0) text += i + 1 == best.size() ? " or " : ", ";
        text += best[i];
    }
    return text;
}

void throw_unknown(std::string_view kind, std::string_view word, std::span<const std::string> choices) {
    constexpr std::size_t few = 16;
    ErrorParts parts;
    parts.what = "unknown " + std::string(kind);
    parts.found = "\"" + std::string(word) + "\"";
    const std::string near = nearest(word, choices);
    if (!near.empty()) parts.mend = "did you mean " + near + "?";
    if (choices.size() <= few) {
        for (const auto& choice : choices) parts.expected += (parts.expected.empty() ? "" : ", ") + choice;
        if (!parts.expected.empty()) parts.expected = "one of " + parts.expected;
    }
    throw Error(Fault::usage, std::move(parts));
}

}  // namespace alioth
