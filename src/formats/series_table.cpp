#include "formats/series_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace alioth::formats {

namespace {

struct TextColumn {
    const char* name;
    std::string SeriesRow::*field;
    bool required_column;
    bool required_value;
};

constexpr std::array<TextColumn, 9> text_columns{{
    {"variable", &SeriesRow::variable, true, true},
    {"region", &SeriesRow::region, true, true},
    {"category", &SeriesRow::category, true, false},
    {"gas", &SeriesRow::gas, true, false},
    {"item", &SeriesRow::item, true, false},
    {"unit", &SeriesRow::unit, true, true},
    {"uncertainty", &SeriesRow::uncertainty, false, false},
    {"locator", &SeriesRow::locator, false, false},
    {"note", &SeriesRow::note, false, false},
}};

Error header_fault(const CsvReader& reader, std::string what, std::string found, std::string expected,
                   std::string mend) {
    return Error(Fault::input, {.what = std::move(what),
                                .where = reader.name() + ", header",
                                .found = std::move(found),
                                .expected = std::move(expected),
                                .mend = std::move(mend)});
}

class Layout {
  public:
    explicit Layout(const CsvReader& reader) {
        for (const auto& column : text_columns) {
            const auto index =
                column.required_column ? reader.column(column.name) : reader.find_column(column.name);
            texts_.emplace_back(&column, index);
        }
        for (std::size_t i = 0; i < reader.header().size(); ++i)
            if (!is_text_column(i)) add_year(reader, i);
        if (years.empty())
            throw header_fault(reader, "no year in the table", "no year column",
                               "at least one column like \"2020\"", "add a column for each year");
    }

    SeriesRow row(const CsvReader& reader) const {
        SeriesRow row;
        row.line = static_cast<int>(reader.line());
        for (const auto& [column, index] : texts_) {
            if (!index) continue;
            row.*column->field = reader.text(*index);
            if (column->required_value && (row.*column->field).empty())
                throw reader.fault_at(*index, "empty " + std::string(column->name), "a value");
        }
        row.values.reserve(year_columns_.size());
        for (const std::size_t column : year_columns_) row.values.push_back(reader.number_or_nan(column));
        return row;
    }

    std::vector<int> years;

  private:
    bool is_text_column(std::size_t column) const {
        return std::any_of(texts_.begin(), texts_.end(),
                           [&](const auto& text) { return text.second == column; });
    }

    void add_year(const CsvReader& reader, std::size_t column) {
        const std::string& name = reader.header()[column];
        const int year = parse_year(name);
        if (year == 0) throw_unknown_column(reader, name);
        if (!years.empty() && year <= years.back())
            throw header_fault(reader, "years do not increase",
                               std::to_string(year) + " after " + std::to_string(years.back()),
                               "each year once, from the oldest to the newest", "sort the year columns");
        years.push_back(year);
        year_columns_.push_back(column);
    }

    [[noreturn]] static void throw_unknown_column(const CsvReader& reader, const std::string& name) {
        std::vector<std::string> known;
        for (const auto& column : text_columns) known.emplace_back(column.name);
        const std::string near = nearest(name, known);
        throw header_fault(
            reader, "unknown column", "\"" + name + "\"",
            "variable, region, category, gas, item, unit, uncertainty, locator, note or a year from "
            "1000 to 3000",
            near.empty() ? "remove the column" : "did you mean \"" + near + "\"?");
    }

    std::vector<std::pair<const TextColumn*, std::optional<std::size_t>>> texts_;
    std::vector<std::size_t> year_columns_;
};

std::string key_of(const SeriesRow& row) {
    std::string key;
    for (const auto* part : {&row.variable, &row.region, &row.category, &row.gas, &row.item}) {
        key += *part;
        key += '\x1F';
    }
    return key;
}

std::string key_for_message(const SeriesRow& row) {
    return row.variable + ", " + row.region + ", " + row.category + ", " + row.gas + ", " + row.item;
}

}  // namespace

int parse_year(std::string_view text) noexcept {
    int year = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), year);
    const bool whole = code == std::errc{} && end == text.data() + text.size() && text.size() == 4;
    return whole && year >= 1000 && year <= 3000 ? year : 0;
}

SeriesTable read_series_table(CsvReader& reader) {
    const Layout layout(reader);
    SeriesTable table{layout.years, {}};
    std::unordered_map<std::string, int> line_of;
    while (reader.next()) {
        SeriesRow row = layout.row(reader);
        const auto [first, is_new] = line_of.emplace(key_of(row), row.line);
        if (!is_new)
            throw reader.fault_here(
                "the same series twice",
                key_for_message(row) + ", already on line " + std::to_string(first->second),
                "one line for each variable, region, category, gas and item", "remove one of the two lines");
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty())
        throw Error(Fault::input, {.what = "the table is empty",
                                   .where = reader.name(),
                                   .found = "a header and no series",
                                   .expected = "at least one line",
                                   .mend = "check that the file is complete"});
    return table;
}

SeriesTable read_series_table(const std::filesystem::path& path) {
    CsvReader reader(path);
    return read_series_table(reader);
}

}  // namespace alioth::formats
