#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alioth {

enum class Language { en, zh };

/// A sentence or name in both languages of Alioth.
struct Text {
    std::string en;
    std::string zh;

    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

inline std::optional<Language> parse_language(std::string_view text) {
    if (text == "en") return Language::en;
    if (text == "zh") return Language::zh;
    return std::nullopt;
}

}  // namespace alioth
