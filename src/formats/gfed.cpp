#include "formats/gfed.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "formats/csv.hpp"
#include "formats/file_text.hpp"

namespace alioth::formats {

namespace {

struct FireType {
    std::string_view title;
    const char* item;
};

constexpr std::array<FireType, 7> fire_types{{
    {"All fire types combined", "all"},
    {"Savanna, grassland, and shrubland fires", "savanna"},
    {"Boreal forest fires", "boreal_forest"},
    {"Temperate forest fires", "temperate_forest"},
    {"Tropical deforestation & degradation", "deforestation"},
    {"Peat fires", "peat"},
    {"Agricultural waste burning", "agricultural_waste"},
}};

constexpr std::string_view unit_phrase = " emissions estimates in ";
constexpr std::string_view beta_mark = "(Beta)";

struct Unit {
    std::string stated;  ///< "1E13 g CO2"
    std::string gas;
    std::string unit;
    double factor = 0;
};

std::vector<std::string_view> words_of(std::string_view line) {
    constexpr std::string_view spaces = " \t\r";
    std::vector<std::string_view> words;
    for (std::size_t at = line.find_first_not_of(spaces); at != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(spaces, at), line.size());
        words.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(spaces, end);
    }
    return words;
}

class GfedReader {
  public:
    GfedReader(std::string_view text, const std::string& name)
        : text_(text), name_(name), file_(std::filesystem::path(name).filename().string()) {}

    SeriesTable read() {
        while (!text_.empty()) {
            ++line_;
            const std::size_t end = std::min(text_.find('\n'), text_.size());
            read_line(text_.substr(0, end));
            text_.remove_prefix(std::min(end + 1, text_.size()));
        }
        check_complete();
        return std::move(table_);
    }

  private:
    void read_line(std::string_view line) {
        const auto words = words_of(line);
        if (words.empty()) return;
        if (words.front().starts_with('#'))
            read_comment(line);
        else if (words.front() == "Year")
            beta_years_ = static_cast<std::size_t>(std::count(words.begin(), words.end(), beta_mark));
        else if (words.front() == "Region")
            read_years(words);
        else if (type_of(words) != fire_types.end())
            start_section(type_of(words));
        else
            read_region(words);
    }

    void read_comment(std::string_view line) {
        const std::size_t at = line.find(unit_phrase);
        if (at == std::string_view::npos) return;
        const auto words = words_of(line.substr(at + unit_phrase.size()));
        if (words.size() < 3 || words[1] != "g" || !words[0].starts_with("1E"))
            throw_here("unknown unit", "\"" + std::string(line) + "\"",
                       "a power of ten of grams, like 1E13 g CO2");
        unit_.gas = words[2];
        unit_.stated = std::string(words[0]) + " g " + unit_.gas;
        set_scale(words[0].substr(2));
    }

    void set_scale(std::string_view exponent) {
        constexpr std::array<double, 3> factors{1, 10, 100};
        int power = 0;
        const auto [end, code] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
        if (code != std::errc{} || end != exponent.data() + exponent.size() || power < 9 || power > 14)
            throw_here("unknown unit", unit_.stated, "1E9 g to 1E14 g");
        unit_.unit = power < 12 ? "kt" : "Mt";
        unit_.factor = factors[static_cast<std::size_t>(power % 3)];
    }

    void read_years(const std::vector<std::string_view>& words) {
        if (!table_.years.empty())
            throw_here("the years twice", "a second line of years", "one line of years");
        if (words.size() < 4 || words[words.size() - 2] != "|" || words.back() != "Mean")
            throw_here("broken line of years", "\"" + std::string(words.back()) + "\" at its end",
                       "years, then \"| Mean\"");
        for (std::size_t i = 1; i + 2 < words.size(); ++i) {
            const int year = parse_year(words[i]);
            if (year == 0 || (!table_.years.empty() && year <= table_.years.back()))
                throw_here("broken line of years", "\"" + std::string(words[i]) + "\"",
                           "years that increase");
            table_.years.push_back(year);
        }
    }

    static const FireType* type_of(const std::vector<std::string_view>& words) {
        std::string title;
        for (const auto word : words) title += (title.empty() ? "" : " ") + std::string(word);
        if (!title.ends_with(':')) return fire_types.end();
        title.pop_back();
        return std::find_if(fire_types.begin(), fire_types.end(),
                            [&](const FireType& type) { return type.title == title; });
    }

    void start_section(const FireType* type) {
        const auto section = static_cast<std::size_t>(type - fire_types.begin());
        if (section != static_cast<std::size_t>(sections_))
            throw_here("tables out of order",
                       "\"" + std::string(type->title) + "\" as table " + std::to_string(sections_ + 1),
                       "it as table " + std::to_string(section + 1));
        if (sections_ > 0) check_section();
        ++sections_;
        regions_in_section_ = 0;
    }

    void read_region(const std::vector<std::string_view>& words) {
        if (sections_ == 0 || table_.years.empty() || unit_.stated.empty())
            throw_here("not a GFED table", "\"" + std::string(words.front()) + "\"",
                       "a line with the unit, a title and a line of years before the regions");
        const std::size_t expected = table_.years.size() + 3;
        if (words.size() != expected || words[expected - 2] != "|")
            throw_here("broken line", std::to_string(words.size()) + " words",
                       "a region, " + std::to_string(table_.years.size()) + " values, \"|\" and a mean");
        SeriesRow row = named_row(words.front());
        for (std::size_t i = 0; i < table_.years.size(); ++i) row.values.push_back(value(words[i + 1]));
        table_.rows.push_back(std::move(row));
        ++regions_in_section_;
    }

    SeriesRow named_row(std::string_view region) {
        if (sections_ == 1)
            regions_.emplace_back(region);
        else if (regions_in_section_ >= regions_.size() || regions_[regions_in_section_] != region)
            throw_here("regions differ between the tables", "\"" + std::string(region) + "\"",
                       "the regions of the first table in the same order");
        SeriesRow row;
        row.variable = "fire_emission";
        row.region = region == "Global" ? "WLD" : "GFED:" + std::string(region);
        row.gas = unit_.gas;
        row.item = fire_types[static_cast<std::size_t>(sections_ - 1)].item;
        row.unit = unit_.unit;
        row.locator = file_ + " line " + std::to_string(line_);
        row.note = note();
        row.line = line_;
        return row;
    }

    std::string note() const {
        std::string text = "whole numbers of " + unit_.stated + " in the source";
        const std::size_t years = table_.years.size();
        if (beta_years_ > 0 && beta_years_ <= years)
            text += "; " + std::to_string(table_.years[years - beta_years_]) + "-" +
                    std::to_string(table_.years.back()) + " beta";
        return text;
    }

    double value(std::string_view word) const {
        const auto number = parse_number(word);
        if (!number) throw_here("not a number", "\"" + std::string(word) + "\"", "a number");
        return *number * unit_.factor;
    }

    void check_section() const {
        if (regions_.empty() || regions_.back() != "Global" || regions_in_section_ != regions_.size())
            throw_here("incomplete table", std::to_string(regions_in_section_) + " regions",
                       "all regions, with Global as the last");
    }

    void check_complete() const {
        if (sections_ == 0)
            throw_here("not a GFED table", "no table of fire types", "the regional GFED text");
        check_section();
        if (static_cast<std::size_t>(sections_) != fire_types.size())
            throw_here("incomplete file", std::to_string(sections_) + " tables",
                       std::to_string(fire_types.size()) + " tables, the last \"" +
                           std::string(fire_types.back().title) + "\"");
    }

    [[noreturn]] void throw_here(std::string what, std::string found, std::string expected) const {
        throw Error(Fault::input, {.what = std::move(what),
                                   .where = name_ + ", line " + std::to_string(line_),
                                   .found = std::move(found),
                                   .expected = std::move(expected),
                                   .mend = "the file may be cut short or another file; fetch it again"});
    }

    std::string_view text_;
    const std::string& name_;
    std::string file_;
    int line_ = 0;
    int sections_ = 0;
    std::size_t regions_in_section_ = 0;
    std::size_t beta_years_ = 0;
    Unit unit_;
    std::vector<std::string> regions_;
    SeriesTable table_;
};

}  // namespace

SeriesTable read_gfed_text(std::string_view text, const std::string& name) {
    require_text(text, name);
    return GfedReader(text, name).read();
}

SeriesTable read_gfed(const std::filesystem::path& path) {
    const FileText file(path);
    return read_gfed_text(file.view(), path.string());
}

}  // namespace alioth::formats
