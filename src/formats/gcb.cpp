#include "formats/gcb.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace alioth::formats {

namespace {

struct NamedRegion {
    std::string_view name;
    std::string_view code;
};

// Every name of the flat file (edition 2023v28) and of the national workbooks (editions 2022 and 2023).
constexpr NamedRegion regions[] = {
    {"Afghanistan", "AFG"},
    {"Albania", "ALB"},
    {"Algeria", "DZA"},
    {"Andorra", "AND"},
    {"Angola", "AGO"},
    {"Anguilla", "AIA"},
    {"Antarctica", "ATA"},
    {"Antigua and Barbuda", "ATG"},
    {"Argentina", "ARG"},
    {"Armenia", "ARM"},
    {"Aruba", "ABW"},
    {"Australia", "AUS"},
    {"Austria", "AUT"},
    {"Azerbaijan", "AZE"},
    {"Bahamas", "BHS"},
    {"Bahrain", "BHR"},
    {"Bangladesh", "BGD"},
    {"Barbados", "BRB"},
    {"Belarus", "BLR"},
    {"Belgium", "BEL"},
    {"Belize", "BLZ"},
    {"Benin", "BEN"},
    {"Bermuda", "BMU"},
    {"Bhutan", "BTN"},
    {"Bolivia", "BOL"},
    {"Bonaire, Saint Eustatius and Saba", "BES"},
    {"Bosnia and Herzegovina", "BIH"},
    {"Botswana", "BWA"},
    {"Brazil", "BRA"},
    {"British Virgin Islands", "VGB"},
    {"Brunei Darussalam", "BRN"},
    {"Bulgaria", "BGR"},
    {"Bunkers", "XIT"},
    {"Burkina Faso", "BFA"},
    {"Burundi", "BDI"},
    {"Cambodia", "KHM"},
    {"Cameroon", "CMR"},
    {"Canada", "CAN"},
    {"Cape Verde", "CPV"},
    {"Central African Republic", "CAF"},
    {"Chad", "TCD"},
    {"Chile", "CHL"},
    {"China", "CHN"},
    {"Christmas Island", "CXR"},
    {"Colombia", "COL"},
    {"Comoros", "COM"},
    {"Congo", "COG"},
    {"Cook Islands", "COK"},
    {"Costa Rica", "CRI"},
    {"Croatia", "HRV"},
    {"Cuba", "CUB"},
    {"Curaçao", "CUW"},
    {"Cyprus", "CYP"},
    {"Czech Republic", "CZE"},
    {"Czechia", "CZE"},
    {"Côte d'Ivoire", "CIV"},
    {"Democratic Republic of the Congo", "COD"},
    {"Denmark", "DNK"},
    {"Djibouti", "DJI"},
    {"Dominica", "DMA"},
    {"Dominican Republic", "DOM"},
    {"Ecuador", "ECU"},
    {"Egypt", "EGY"},
    {"El Salvador", "SLV"},
    {"Equatorial Guinea", "GNQ"},
    {"Eritrea", "ERI"},
    {"Estonia", "EST"},
    {"Eswatini", "SWZ"},
    {"Ethiopia", "ETH"},
    {"Faeroe Islands", "FRO"},
    {"Fiji", "FJI"},
    {"Finland", "FIN"},
    {"France", "FRA"},
    {"French Guiana", "GUF"},
    {"French Polynesia", "PYF"},
    {"Gabon", "GAB"},
    {"Gambia", "GMB"},
    {"Georgia", "GEO"},
    {"Germany", "DEU"},
    {"Ghana", "GHA"},
    {"Global", "WLD"},
    {"Greece", "GRC"},
    {"Greenland", "GRL"},
    {"Grenada", "GRD"},
    {"Guadeloupe", "GLP"},
    {"Guatemala", "GTM"},
    {"Guinea", "GIN"},
    {"Guinea-Bissau", "GNB"},
    {"Guyana", "GUY"},
    {"Haiti", "HTI"},
    {"Honduras", "HND"},
    {"Hong Kong", "HKG"},
    {"Hungary", "HUN"},
    {"Iceland", "ISL"},
    {"India", "IND"},
    {"Indonesia", "IDN"},
    {"International Transport", "XIT"},
    {"Iran", "IRN"},
    {"Iraq", "IRQ"},
    {"Ireland", "IRL"},
    {"Israel", "ISR"},
    {"Italy", "ITA"},
    {"Jamaica", "JAM"},
    {"Japan", "JPN"},
    {"Jordan", "JOR"},
    {"Kazakhstan", "KAZ"},
    {"Kenya", "KEN"},
    {"Kiribati", "KIR"},
    {"Kosovo", "XKX"},
    {"Kuwait", "KWT"},
    {"Kuwaiti Oil Fires", "XKF"},
    {"Kyrgyzstan", "KGZ"},
    {"Laos", "LAO"},
    {"Latvia", "LVA"},
    {"Lebanon", "LBN"},
    {"Leeward Islands", "XLI"},
    {"Lesotho", "LSO"},
    {"Liberia", "LBR"},
    {"Libya", "LBY"},
    {"Liechtenstein", "LIE"},
    {"Lithuania", "LTU"},
    {"Luxembourg", "LUX"},
    {"Macao", "MAC"},
    {"Madagascar", "MDG"},
    {"Malawi", "MWI"},
    {"Malaysia", "MYS"},
    {"Maldives", "MDV"},
    {"Mali", "MLI"},
    {"Malta", "MLT"},
    {"Marshall Islands", "MHL"},
    {"Martinique", "MTQ"},
    {"Mauritania", "MRT"},
    {"Mauritius", "MUS"},
    {"Mayotte", "MYT"},
    {"Mexico", "MEX"},
    {"Micronesia (Federated States of)", "FSM"},
    {"Moldova", "MDA"},
    {"Mongolia", "MNG"},
    {"Montenegro", "MNE"},
    {"Montserrat", "MSR"},
    {"Morocco", "MAR"},
    {"Mozambique", "MOZ"},
    {"Myanmar", "MMR"},
    {"Namibia", "NAM"},
    {"Nauru", "NRU"},
    {"Nepal", "NPL"},
    {"Netherlands", "NLD"},
    {"New Caledonia", "NCL"},
    {"New Zealand", "NZL"},
    {"Nicaragua", "NIC"},
    {"Niger", "NER"},
    {"Nigeria", "NGA"},
    {"Niue", "NIU"},
    {"North Korea", "PRK"},
    {"North Macedonia", "MKD"},
    {"Norway", "NOR"},
    {"Occupied Palestinian Territory", "PSE"},
    {"Oman", "OMN"},
    {"Pacific Islands (Palau)", "XPI"},
    {"Pakistan", "PAK"},
    {"Palau", "PLW"},
    {"Panama", "PAN"},
    {"Panama Canal Zone", "XCZ"},
    {"Papua New Guinea", "PNG"},
    {"Paraguay", "PRY"},
    {"Peru", "PER"},
    {"Philippines", "PHL"},
    {"Poland", "POL"},
    {"Portugal", "PRT"},
    {"Qatar", "QAT"},
    {"Romania", "ROU"},
    {"Russia", "RUS"},
    {"Rwanda", "RWA"},
    {"Ryukyu Islands", "XRY"},
    {"Réunion", "REU"},
    {"Saint Helena", "SHN"},
    {"Saint Kitts and Nevis", "KNA"},
    {"Saint Lucia", "LCA"},
    {"Saint Pierre and Miquelon", "SPM"},
    {"Saint Vincent and the Grenadines", "VCT"},
    {"Samoa", "WSM"},
    {"Sao Tome and Principe", "STP"},
    {"Saudi Arabia", "SAU"},
    {"Senegal", "SEN"},
    {"Serbia", "SRB"},
    {"Seychelles", "SYC"},
    {"Sierra Leone", "SLE"},
    {"Singapore", "SGP"},
    {"Sint Maarten (Dutch part)", "SXM"},
    {"Slovakia", "SVK"},
    {"Slovenia", "SVN"},
    {"Solomon Islands", "SLB"},
    {"Somalia", "SOM"},
    {"South Africa", "ZAF"},
    {"South Korea", "KOR"},
    {"South Sudan", "SSD"},
    {"Spain", "ESP"},
    {"Sri Lanka", "LKA"},
    {"St. Kitts-Nevis-Anguilla", "XKA"},
    {"State of Palestine", "PSE"},
    {"Statistical Difference", "XSD"},
    {"Sudan", "SDN"},
    {"Suriname", "SUR"},
    {"Swaziland", "SWZ"},
    {"Sweden", "SWE"},
    {"Switzerland", "CHE"},
    {"Syria", "SYR"},
    {"Taiwan", "TWN"},
    {"Tajikistan", "TJK"},
    {"Tanzania", "TZA"},
    {"Thailand", "THA"},
    {"Timor-Leste", "TLS"},
    {"Togo", "TGO"},
    {"Tonga", "TON"},
    {"Trinidad and Tobago", "TTO"},
    {"Tunisia", "TUN"},
    {"Turkey", "TUR"},
    {"Turkmenistan", "TKM"},
    {"Turks and Caicos Islands", "TCA"},
    {"Tuvalu", "TUV"},
    {"Türkiye", "TUR"},
    {"USA", "USA"},
    {"Uganda", "UGA"},
    {"Ukraine", "UKR"},
    {"United Arab Emirates", "ARE"},
    {"United Kingdom", "GBR"},
    {"Uruguay", "URY"},
    {"Uzbekistan", "UZB"},
    {"Vanuatu", "VUT"},
    {"Venezuela", "VEN"},
    {"Viet Nam", "VNM"},
    {"Wallis and Futuna Islands", "WLF"},
    {"World", "WLD"},
    {"Yemen", "YEM"},
    {"Zambia", "ZMB"},
    {"Zimbabwe", "ZWE"},
};

constexpr std::string_view aggregates[] = {
    "KP Annex B", "Non KP Annex B",  "OECD",   "Non-OECD",    "EU27",          "EU28",    "Africa",
    "Asia",       "Central America", "Europe", "Middle East", "North America", "Oceania", "South America",
};

// The flat file gives these no code, a code of its own, or the code of another region that is in the file
// too.
constexpr std::string_view recoded[] = {
    "Kosovo",
    "Kuwaiti Oil Fires",
    "Leeward Islands",
    "Pacific Islands (Palau)",
    "Panama Canal Zone",
    "Ryukyu Islands",
    "St. Kitts-Nevis-Anguilla",
};

bool same_name(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_recoded(std::string_view name) noexcept {
    return std::any_of(std::begin(recoded), std::end(recoded),
                       [&](auto known) { return same_name(known, name); });
}

bool is_code(std::string_view text) noexcept {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

[[noreturn]] void throw_unknown_region(const std::string& name, std::string where) {
    std::vector<std::string> known;
    for (const auto& region : regions) known.emplace_back(region.name);
    const std::string near = nearest(name, known);
    throw Error(Fault::input, {.what = "unknown country",
                               .where = std::move(where),
                               .found = "\"" + name + "\"",
                               .expected = "a name that the Global Carbon Budget uses",
                               .mend = near.empty() ? "" : "did you mean \"" + near + "\"?"});
}

/// "{+61}" or "{+-1748}": the place of a value as a distance from its year (see SeriesRow::locator).
std::string distance_text(int distance) {
    return "{+" + std::to_string(distance) + "}";
}

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

constexpr double no_data = std::numeric_limits<double>::quiet_NaN();

struct FlatColumn {
    const char* name;
    const char* variable;
    const char* category;
    const char* item;
};

constexpr std::array<FlatColumn, 7> flat_columns{{
    {"Total", "emission_total", "0", "total"},
    {"Coal", "emission", "1.A", "coal"},
    {"Oil", "emission", "1.A", "oil"},
    {"Gas", "emission", "1.A", "gas"},
    {"Cement", "emission", "2.A.1", "cement"},
    {"Flaring", "emission", "1.B.2", "flaring"},
    {"Other", "emission", "2.A.4", "other"},
}};

struct FlatYear {
    int line = 0;
    std::array<double, flat_columns.size()> values{};
};

struct FlatRegion {
    std::string name;
    std::map<int, FlatYear> years;
};

class FlatReader {
  public:
    explicit FlatReader(CsvReader& reader)
        : reader_(reader),
          name_(reader.column("Country")),
          code_(reader.column("ISO 3166-1 alpha-3")),
          year_(reader.column("Year")) {
        for (const auto& column : flat_columns) values_.push_back(reader.column(column.name));
    }

    SeriesTable read() {
        while (reader_.next()) read_row();
        if (regions_.empty())
            throw Error(Fault::input, {.what = "the table is empty",
                                       .where = reader_.name(),
                                       .found = "a header and no country",
                                       .expected = "one line for each country and year",
                                       .mend = "check that the download is complete"});
        SeriesTable table;
        for (int year = first_year_; year <= last_year_; ++year) table.years.push_back(year);
        for (const auto& code : order_)
            for (std::size_t i = 0; i < flat_columns.size(); ++i) add_series(table, code, i);
        return table;
    }

  private:
    void read_row() {
        const std::string name = reader_.text(name_);
        const int year = parse_year(reader_.text(year_));
        if (year == 0) throw reader_.fault_at(year_, "not a year", "a year from 1000 to 3000");
        const std::string code = region_code(name);
        const auto [entry, is_new] = regions_.try_emplace(code, FlatRegion{name, {}});
        if (is_new) order_.push_back(code);
        if (entry->second.name != name)
            throw reader_.fault_at(code_, "two countries with one code",
                                   "a code that " + entry->second.name + " does not have");
        add_year(entry->second, year);
    }

    void add_year(FlatRegion& region, int year) {
        const auto [entry, is_new] = region.years.try_emplace(year);
        if (!is_new)
            throw reader_.fault_here("the same country and year twice",
                                     region.name + " " + std::to_string(year) + ", already on line " +
                                         std::to_string(entry->second.line),
                                     "one line for each country and year", "remove one of the two lines");
        entry->second.line = static_cast<int>(reader_.line());
        for (std::size_t i = 0; i < values_.size(); ++i)
            entry->second.values[i] = reader_.number_or_nan(values_[i]);
        first_year_ = std::min(first_year_, year);
        last_year_ = std::max(last_year_, year);
    }

    std::string region_code(const std::string& name) const {
        const std::string code = reader_.text(code_);
        if (is_code(code) && !is_recoded(name)) return code;
        if (!code.empty() && !is_code(code))
            throw reader_.fault_at(code_, "not a country code", "three capital letters, or nothing");
        if (const auto known = gcb_region(name)) return std::string(*known);
        throw_unknown_region(name, reader_.name() + ", line " + std::to_string(reader_.line()));
    }

    void add_series(SeriesTable& table, const std::string& code, std::size_t column) const {
        const FlatRegion& region = regions_.at(code);
        SeriesRow row;
        row.values.assign(table.years.size(), no_data);
        bool any = false;
        for (const auto& [year, entry] : region.years) {
            row.values[static_cast<std::size_t>(year - first_year_)] = entry.values[column];
            any = any || !std::isnan(entry.values[column]);
        }
        if (!any) return;
        row.variable = flat_columns[column].variable;
        row.region = code;
        row.category = flat_columns[column].category;
        row.gas = "CO2";
        row.item = flat_columns[column].item;
        row.unit = "Mt";
        row.locator =
            file_name(reader_.name()) + " " + lines_text(region) + ", column " + flat_columns[column].name;
        row.note = is_recoded(region.name) ? region.name : "";
        row.line = region.years.begin()->second.line;
        table.rows.push_back(std::move(row));
    }

    static std::string lines_text(const FlatRegion& region) {
        const auto& [first_year, first] = *region.years.begin();
        const int distance = first.line - first_year;
        const bool regular = std::all_of(region.years.begin(), region.years.end(), [&](const auto& year) {
            return year.second.line - year.first == distance;
        });
        return regular ? "line " + distance_text(distance) : "lines of " + region.name;
    }

    CsvReader& reader_;
    std::size_t name_;
    std::size_t code_;
    std::size_t year_;
    std::vector<std::size_t> values_;
    std::map<std::string, FlatRegion> regions_;
    std::vector<std::string> order_;  ///< codes as they come in the file
    int first_year_ = std::numeric_limits<int>::max();
    int last_year_ = std::numeric_limits<int>::min();
};

int year_of(const XlsxRow& row) {
    const double* value = std::get_if<double>(&row.at(0));
    const bool year = value && *value == std::floor(*value) && *value >= 1000 && *value <= 3000;
    return year ? static_cast<int>(*value) : 0;
}

template <class Content>
std::size_t count_cells(const XlsxRow& row) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(),
                      [](const XlsxCell& cell) { return std::holds_alternative<Content>(cell); }));
}

bool names_unit(const XlsxRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const XlsxCell& cell) {
        const auto* text = std::get_if<std::string>(&cell);
        return text && trimmed(*text).starts_with("MtC/yr");
    });
}

/// One sheet of the national workbook: a few lines of text, one or two rows of names, one row for each year.
class NationalSheet {
  public:
    NationalSheet(XlsxWorkbook& workbook, const char* sheet)
        : where_(workbook.name() + ", sheet " + sheet), rows_(workbook.rows(sheet)) {
        find_parts();
    }

    std::size_t first_row() const { return first_; }
    const std::vector<XlsxRow>& rows() const { return rows_; }
    std::string cell_text(std::size_t column, const XlsxRow& row) const {
        return where_ + ", cell " + column_letters(column) + std::to_string(row.number);
    }

    /// Column and code of every region that is not an aggregate.
    std::vector<std::pair<std::size_t, std::string>> columns() const {
        std::vector<std::pair<std::size_t, std::string>> result;
        std::map<std::string, std::size_t> column_of;
        for (std::size_t column = 1; column < names_->cells.size(); ++column) {
            const std::string name = name_of(column);
            if (name.empty() || is_gcb_aggregate(name)) continue;
            const auto code = gcb_region(name);
            if (!code) throw_unknown_region(name, cell_text(column, *names_));
            const auto [first, is_new] = column_of.emplace(*code, column);
            if (!is_new)
                throw Error(Fault::input,
                            {.what = "the same country twice",
                             .where = cell_text(column, *names_),
                             .found = "\"" + name + "\", already in column " + column_letters(first->second),
                             .expected = "one column for each country",
                             .mend = "fetch the workbook again"});
            result.emplace_back(column, *code);
        }
        return result;
    }

    double value(std::size_t column, const XlsxRow& row) const {
        const XlsxCell& cell = row.at(column);
        if (const auto* number = std::get_if<double>(&cell)) return *number;
        const auto* text = std::get_if<std::string>(&cell);
        if (!text || trimmed(*text).empty()) return no_data;
        throw Error(Fault::input, {.what = "not a number",
                                   .where = cell_text(column, row),
                                   .found = "\"" + *text + "\"",
                                   .expected = "a number or an empty cell",
                                   .mend = "fetch the workbook again"});
    }

  private:
    std::string name_of(std::size_t column) const {
        const auto* cell = std::get_if<std::string>(&names_->at(column));
        return std::string(cell ? trimmed(*cell) : "");
    }

    void find_parts() {
        bool unit = false;
        while (first_ < rows_.size() && year_of(rows_[first_]) == 0) {
            unit = unit || names_unit(rows_[first_]);
            if (count_cells<std::string>(rows_[first_]) > 2) names_ = &rows_[first_];
            ++first_;
        }
        if (!names_ || first_ == rows_.size())
            throw_layout("no table in the sheet", "no row of names above a row of a year",
                         "country names, and below them a row for each year");
        if (!unit) throw_layout("unknown unit", "no \"MtC/yr\" above the table", "the unit MtC/yr");
        drop_notes_below();
        for (std::size_t i = first_; i < rows_.size(); ++i) refuse_nameless_numbers(rows_[i]);
        for (std::size_t i = first_ + 1; i < rows_.size(); ++i)
            if (year_of(rows_[i]) <= year_of(rows_[i - 1]))
                throw_layout("years do not increase", "row " + std::to_string(rows_[i].number),
                             "one row for each year, from the oldest to the newest");
    }

    void drop_notes_below() {
        const auto has_no_number = [](const XlsxRow& row) { return count_cells<double>(row) == 0; };
        const auto table = rows_.begin() + static_cast<std::ptrdiff_t>(first_);
        rows_.erase(std::remove_if(table, rows_.end(), has_no_number), rows_.end());
    }

    void refuse_nameless_numbers(const XlsxRow& row) const {
        for (std::size_t column = 1; column < row.cells.size(); ++column)
            if (std::holds_alternative<double>(row.cells[column]) && name_of(column).empty())
                throw Error(Fault::input, {.what = "a number without a country",
                                           .where = cell_text(column, row),
                                           .found = "no name in row " + std::to_string(names_->number),
                                           .expected = "a country name above each number",
                                           .mend = "fetch the workbook again"});
    }

    [[noreturn]] void throw_layout(std::string what, std::string found, std::string expected) const {
        throw Error(Fault::input, {.what = std::move(what),
                                   .where = where_,
                                   .found = std::move(found),
                                   .expected = std::move(expected),
                                   .mend = "fetch the national fossil workbook again"});
    }

    std::string where_;
    std::vector<XlsxRow> rows_;
    const XlsxRow* names_ = nullptr;
    std::size_t first_ = 0;
};

struct NationalVariable {
    const char* sheet;
    const char* variable;
};

constexpr NationalVariable national_variables[] = {
    {"Territorial Emissions", "territorial_emission"},
    {"Consumption Emissions", "consumption_emission"},
};

void widen_years(std::vector<int>& years, const NationalSheet& sheet) {
    for (std::size_t i = sheet.first_row(); i < sheet.rows().size(); ++i) {
        const int year = year_of(sheet.rows()[i]);
        const auto at = std::lower_bound(years.begin(), years.end(), year);
        if (at == years.end() || *at != year) years.insert(at, year);
    }
}

/// The rows of a column as a distance from the year, or as a range when a year was left out.
std::string rows_text(const NationalSheet& sheet) {
    const XlsxRow& first = sheet.rows()[sheet.first_row()];
    const XlsxRow& last = sheet.rows().back();
    const int distance = static_cast<int>(first.number) - year_of(first);
    const bool regular = static_cast<int>(last.number) - year_of(last) == distance &&
                         last.number - first.number + 1 == sheet.rows().size() - sheet.first_row();
    return regular ? distance_text(distance)
                   : std::to_string(first.number) + "-" + std::to_string(last.number);
}

void add_national(SeriesTable& table, const NationalSheet& sheet, const NationalVariable& variable,
                  const std::string& file) {
    for (const auto& [column, code] : sheet.columns()) {
        SeriesRow row;
        row.values.assign(table.years.size(), no_data);
        bool any = false;
        for (std::size_t i = sheet.first_row(); i < sheet.rows().size(); ++i) {
            const double value = sheet.value(column, sheet.rows()[i]);
            const auto at =
                std::lower_bound(table.years.begin(), table.years.end(), year_of(sheet.rows()[i]));
            row.values[static_cast<std::size_t>(at - table.years.begin())] = value;
            any = any || !std::isnan(value);
        }
        if (!any) continue;
        row.variable = variable.variable;
        row.region = code;
        row.category = "0";
        row.gas = "CO2";
        row.unit = "MtC";
        row.locator = file + " sheet " + variable.sheet + ", column " + column_letters(column) + ", row " +
                      rows_text(sheet);
        row.line = static_cast<int>(sheet.rows()[sheet.first_row()].number);
        table.rows.push_back(std::move(row));
    }
}

}  // namespace

std::optional<std::string_view> gcb_region(std::string_view name) noexcept {
    name = trimmed(name);
    for (const auto& region : regions)
        if (same_name(region.name, name)) return region.code;
    return std::nullopt;
}

bool is_gcb_aggregate(std::string_view name) noexcept {
    name = trimmed(name);
    return std::any_of(std::begin(aggregates), std::end(aggregates),
                       [&](auto known) { return same_name(known, name); });
}

SeriesTable read_gcb_flat(CsvReader& reader) {
    return FlatReader(reader).read();
}

SeriesTable read_gcb_flat(const std::filesystem::path& path) {
    CsvReader reader(path);
    return read_gcb_flat(reader);
}

SeriesTable read_gcb_national(const std::filesystem::path& path) {
    XlsxWorkbook workbook(path);
    std::vector<NationalSheet> sheets;
    SeriesTable table;
    for (const auto& variable : national_variables) {
        sheets.emplace_back(workbook, variable.sheet);
        widen_years(table.years, sheets.back());
    }
    for (std::size_t i = 0; i < sheets.size(); ++i)
        add_national(table, sheets[i], national_variables[i], file_name(workbook.name()));
    return table;
}

}  // namespace alioth::formats
