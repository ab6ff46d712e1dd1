#include "formats/detect.hpp"

#include <algorithm>
#include <regex>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "formats/csv.hpp"
#include "formats/file_text.hpp"
#include "formats/series_table.hpp"
#include "formats/xlsx.hpp"

namespace alioth::formats {

namespace {

/// First group of the pattern's first match, or an empty text.
std::string matched(const std::string& text, const char* pattern) {
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : std::string();
}

/// Office documents are zip archives that name this part near their beginning or in the directory at their
/// end.
bool is_office_document(std::string_view text) {
    constexpr std::string_view part = "[Content_Types].xml";
    constexpr std::size_t reach = 1 << 16;
    const std::string_view tail = text.substr(text.size() - std::min(reach, text.size()));
    return text.starts_with("PK\x03\x04") && (text.substr(0, reach).find(part) != std::string_view::npos ||
                                              tail.find(part) != std::string_view::npos);
}

Detected detect_gfed(std::string_view text) {
    constexpr std::string_view opening = "# Global Fire Emissions Database version ";
    if (!text.starts_with(opening)) return {};
    const std::string line(text.substr(0, std::min(text.find('\n'), std::size_t{200})));
    std::string edition = matched(line, "version ([0-9.]+)");
    if (line.find("small fire") != std::string::npos) edition += 's';
    return {FileFormat::gfed_regional, edition};
}

/// Year of the budget as the first lines of the workbook's first sheet tell it.
std::string budget_year(XlsxWorkbook& workbook) {
    constexpr std::size_t opening_rows = 5;
    std::string year;
    workbook.visit_rows(workbook.sheets().front(), [&](const XlsxRow& row) {
        for (const auto& cell : row.cells)
            if (const auto* text = std::get_if<std::string>(&cell); text && year.empty())
                year = matched(text->substr(0, 200), "[Gg]lobal [Cc]arbon [Bb]udget ([0-9]{4})");
        return year.empty() && row.number < opening_rows;
    });
    return year;
}

Detected detect_workbook(const std::filesystem::path& path) {
    XlsxWorkbook workbook(path);
    if (!workbook.has_sheet("Territorial Emissions") || !workbook.has_sheet("Consumption Emissions"))
        return {};
    const std::string named = matched(path.filename().string(), "([0-9]{4}v[0-9]+(?:\\.[0-9]+)?)");
    return {FileFormat::gcb_national, named.empty() ? budget_year(workbook) : named};
}

bool has_columns(const std::vector<std::string>& header, std::initializer_list<std::string_view> names) {
    return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    });
}

Detected detect_csv(const std::filesystem::path& path) {
    const CsvReader reader(path);
    const auto& header = reader.header();
    const std::string name = path.filename().string();
    if (has_columns(header, {"variable", "region", "category", "gas", "item", "unit"}))
        return {FileFormat::series_table, ""};
    if (has_columns(header, {"id", "region", "latitude", "longitude", "capacity_mw"}))
        return {FileFormat::facility_table, ""};
    if (has_columns(header, {"Country", "ISO 3166-1 alpha-3", "Year", "Total", "Coal", "Flaring"}))
        return {FileFormat::gcb_flat, matched(name, "([0-9]{4}v[0-9]+(?:\\.[0-9]+)?)")};
    if (has_columns(header, {"iso3", "year", "1a_forestArea"})) {
        std::string date = matched(name, "([0-9]{4}_[0-9]{2}_[0-9]{2})");
        std::replace(date.begin(), date.end(), '_', '-');
        return {FileFormat::fra_years, date};
    }
    return {};
}

}  // namespace

Detected detect(const std::filesystem::path& path) {
    const FileText file(path);
    const std::string_view text = file.view();
    if (is_office_document(text)) return detect_workbook(path);
    if (const Detected gfed = detect_gfed(text); gfed.format != FileFormat::unknown) return gfed;
    try {
        return detect_csv(path);
    } catch (const Error&) {
        return {};  // neither a workbook nor a table: a picture, an archive of another kind, an empty file
    }
}

}  // namespace alioth::formats
