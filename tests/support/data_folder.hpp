#pragma once

#include <cmath>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/hash.hpp"
#include "database/store.hpp"
#include "formats/csv.hpp"
#include "support/folder.hpp"

namespace alioth::testing {

/// The text of a series table (data/README.md): lines are added with a value for each year, NaN for none.
class SeriesText {
  public:
    SeriesText(int first_year, int last_year) : first_year_(first_year), last_year_(last_year) {
        text_ = "variable,region,category,gas,item,unit,uncertainty,locator,note";
        for (int year = first_year; year <= last_year; ++year) text_ += ',' + std::to_string(year);
        text_ += '\n';
    }

    struct Line {
        std::string variable, region, gas = "CO2", item = "", unit = "Mt", uncertainty = "", locator = "",
                                      note = "", category = "0";
    };
    SeriesText& add(const Line& line, const std::function<double(int)>& value) {
        text_ += line.variable + ',' + line.region + ',' + line.category + ',' + line.gas + ",\"" +
                 line.item + "\"," + line.unit + ',' + line.uncertainty + ",\"" + line.locator + "\"," +
                 line.note;
        for (int year = first_year_; year <= last_year_; ++year) {
            const double x = value(year);
            text_ += ',' + (std::isnan(x) ? std::string() : formats::number_text(x));
        }
        text_ += '\n';
        return *this;
    }
    const std::string& text() const { return text_; }

  private:
    int first_year_, last_year_;
    std::string text_;
};

/// A folder of shipped tables in place of data/: small, and known to the last figure.
class DataFolder {
  public:
    explicit DataFolder(std::filesystem::path path) : path_(std::move(path)) {
        uncertainty("ten", "normal", "0.1", "0.95");
        uncertainty("five", "normal", "0.05", "0.95");
        uncertainty("none", "none", "", "");
        source("toy");
    }

    DataFolder& source(const std::string& id) {
        sources_ += id + ",Title of " + id + ",A publisher,2023,CC0,,\"Cite " + id + ", 2023\",,yes\n";
        return *this;
    }
    DataFolder& uncertainty(const std::string& id, const std::string& distribution,
                            const std::string& half_width, const std::string& coverage) {
        uncertainties_ +=
            id + ',' + distribution + ',' + half_width + ',' + coverage + ",a basis,a citation\n";
        return *this;
    }
    DataFolder& supersede(const std::string& dataset, const std::string& variable, const std::string& source,
                          const std::string& by) {
        supersessions_ += dataset + ',' + variable + ',' + source + ',' + by + ",2023,a later edition\n";
        return *this;
    }
    /// Adds a table, or replaces the one of that name. `file` is "production/one.csv".
    DataFolder& table(const std::string& file, const std::string& text, const std::string& version = "v1",
                      const std::string& source = "toy", const std::string& kind = "series") {
        write_file(path_ / file, text);
        const std::string dataset = file.substr(0, file.find('/'));
        std::erase_if(index_, [&](const auto& entry) { return entry.first == file; });
        index_.emplace_back(file, file + ',' + kind + ',' + dataset + ',' + source + ',' + version + ',' +
                                      sha256_hex(text) + ",1\n");
        return *this;
    }
    /// Writes the small tables; call it after the last change.
    const std::filesystem::path& write() const {
        std::string index = "file,kind,dataset,source,version,sha256,lines\n";
        for (const auto& [file, line] : index_) index += line;
        write_file(path_ / "tables.csv", index);
        write_file(path_ / "sources.csv",
                   "id,title,publisher,year,licence,licence_url,citation,url,redistributable\n" + sources_);
        write_file(path_ / "uncertainties.csv",
                   "id,distribution,half_width,coverage,basis,citation\n" + uncertainties_);
        write_file(path_ / "supersessions.csv",
                   "dataset,variable,source,superseded_by,since,reason\n" + supersessions_);
        return path_;
    }

  private:
    std::filesystem::path path_;
    std::string sources_, uncertainties_, supersessions_;
    std::vector<std::pair<std::string, std::string>> index_;
};

/// The tables that ship, imported once for a whole executable into a home of its own.
class ShippedHome {
  public:
    static const ShippedHome& get() {
        static const ShippedHome home;
        return home;
    }
    /// Options to open the shared database; who writes takes `copy_to`.
    database::StoreOptions options() const { return options_of(folder_.path()); }
    std::filesystem::path path() const { return folder_.path(); }

    /// A copy of the database in another home, to be changed at will.
    database::StoreOptions copy_to(const std::filesystem::path& home) const {
        std::filesystem::create_directories(home);
        std::filesystem::copy(
            folder_.path(), home,
            std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
        return options_of(home);
    }
    static std::filesystem::path data() { return std::filesystem::path(ALIOTH_SOURCE_DIR) / "data"; }

  private:
    ShippedHome() {
        Progress silent;
        database::Store::open(options(), silent);
    }
    static database::StoreOptions options_of(const std::filesystem::path& home) {
        return {.location = (home / "alioth.db").string(), .home = home, .shipped = data()};
    }

    TemporaryFolder folder_;
};

}  // namespace alioth::testing
