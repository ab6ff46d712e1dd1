#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "formats/series_table.hpp"

namespace alioth::formats::testing {

/// A file of the shared development data, or nothing where `../shared` is absent.
inline std::optional<std::filesystem::path> shared_file(const std::string& relative) {
    const auto path = std::filesystem::path(ALIOTH_SOURCE_DIR) / ".." / "shared" / "data" / relative;
    if (!std::filesystem::exists(path)) return std::nullopt;
    return path;
}

/// A folder that lives as long as the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "alioth-formats-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    std::filesystem::path write(const std::string& name, std::string_view content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

    /// A zip archive of the given parts.
    std::filesystem::path zip(const std::string& name,
                              const std::vector<std::pair<std::string, std::string>>& parts) const {
        const auto path = path_ / name;
        zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        for (const auto& [part, content] : parts)
            zip_file_add(archive, part.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                         ZIP_FL_OVERWRITE);
        if (zip_close(archive) != 0) throw std::runtime_error("cannot write " + path.string());
        return path;
    }

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

struct Sheet {
    std::string name;
    std::string rows;  ///< the XML inside sheetData
};

/// The parts of a small workbook.
inline std::vector<std::pair<std::string, std::string>> workbook_parts(
    const std::vector<Sheet>& sheets, const std::string& shared_strings = "") {
    std::string list, relations;
    std::vector<std::pair<std::string, std::string>> parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        list +=
            "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
        relations += "<Relationship Id=\"rId" + number +
                     "\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                           "<worksheet><sheetData>" + sheets[i].rows + "</sheetData></worksheet>");
    }
    if (!shared_strings.empty()) {
        relations +=
            "<Relationship Id=\"s\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
        parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared_strings + "</sst>");
    }
    parts.emplace_back("[Content_Types].xml", "<Types/>");
    parts.emplace_back("_rels/.rels",
                       "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" "
                       "Target=\"xl/workbook.xml\"/></Relationships>");
    parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>" + list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
    return parts;
}

/// Expects Error(Fault::input) whose sentence holds all the pieces.
template <class Call>
void expect_input_error(Call&& call, std::initializer_list<std::string_view> pieces) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::input) << error.what();
        for (const auto piece : pieces)
            EXPECT_NE(std::string_view(error.what()).find(piece), std::string_view::npos)
                << "no \"" << piece << "\" in: " << error.what();
        return;
    }
    ADD_FAILURE() << "no error";
}

/// The row with this variable, region and item; fails the test when there is none.
inline const SeriesRow& find_row(const SeriesTable& table, std::string_view variable, std::string_view region,
                                 std::string_view item = "") {
    for (const auto& row : table.rows)
        if (row.variable == variable && row.region == region && row.item == item) return row;
    throw std::runtime_error("no series " + std::string(variable) + " " + std::string(region));
}

inline double value_of(const SeriesTable& table, const SeriesRow& row, int year) {
    for (std::size_t i = 0; i < table.years.size(); ++i)
        if (table.years[i] == year) return row.values[i];
    throw std::runtime_error("no year " + std::to_string(year));
}

/// Feeds a reader every way a file can be damaged: whatever comes, it is an Error(Fault::input) or a table,
/// and nothing else. `step` thins out the cuts of a large file.
template <class Read>
void expect_survives_damage(const std::string& whole, const std::string& name, std::size_t step,
                            Read&& read) {
    const TemporaryFolder folder;
    const auto attempt = [&](const std::string& text) {
        const auto path = folder.write(name, text);
        try {
            read(path);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::input) << error.what();
        }
    };
    for (std::size_t length = 0; length < whole.size(); length += step) attempt(whole.substr(0, length));
    for (std::size_t at = 0; at < whole.size(); at += step) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x5A);
        attempt(changed);
        changed[at] = '"';
        attempt(changed);
        changed[at] = '\0';
        attempt(changed);
    }
}

}  // namespace alioth::formats::testing
