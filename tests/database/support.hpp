#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/hash.hpp"
#include "database/importer.hpp"
#include "database/store.hpp"
#include "formats/facility_table.hpp"
#include "formats/series_table.hpp"
#include "support/data_folder.hpp"
#include "support/expect.hpp"
#include "support/postgres.hpp"

namespace alioth::database::testing {

using namespace alioth::testing;

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A user's table as `alioth data import` hands it on.
struct UserTable {
    TableInfo info;
    Source source;
    std::string bytes;
    formats::SeriesTable table;
};

inline UserTable user_table(const std::filesystem::path& folder, const std::string& text,
                            const std::string& version, const std::string& stream = "nature/mine") {
    const auto path = write_file(folder / "mine.csv", text);
    return {{.file = "mine.csv",
             .kind = "series",
             .dataset = stream.substr(0, stream.find('/')),
             .stream = stream,
             .source = "mine",
             .version = version,
             .sha256 = sha256_hex(text),
             .origin = "user"},
            {"mine", "Mine", "", "2024", "CC0", "", "Mine 2024", "", "unknown"},
            text,
            formats::read_series_table(path)};
}

inline ImportSummary import(Store& store, const UserTable& user) {
    return store.import_user(user.info, user.source, user.bytes, user.table);
}

/// A home with its own shipped tables and an empty database, of either dialect.
class Home {
  public:
    explicit Home(const std::string& dialect) : data(folder.path() / "data") {
        options.home = folder.path() / "home";
        options.shipped = folder.path() / "data";
        options.location = dialect == "postgresql" ? PostgresServer::get().new_database()
                                                   : (options.home / "alioth.db").string();
    }

    /// Opens the database with the shipped tables as `data` now has them.
    Store open() {
        data.write();
        Progress silent;
        return Store::open(options, silent);
    }
    UserTable user(const std::string& text, const std::string& version,
                   const std::string& stream = "nature/mine") const {
        return user_table(folder.path(), text, version, stream);
    }

    TemporaryFolder folder;
    DataFolder data;
    StoreOptions options;
};

/// Every test of this fixture runs on both dialects.
class BothDialects : public ::testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        if (GetParam() == "postgresql" && !PostgresServer::get().missing().empty())
            GTEST_SKIP() << PostgresServer::get().missing();
        home_ = std::make_unique<Home>(GetParam());
    }
    Home& home() { return *home_; }

  private:
    std::unique_ptr<Home> home_;
};

#define BOTH_DIALECTS(Suite)                                                             \
    INSTANTIATE_TEST_SUITE_P(Dialects, Suite, ::testing::Values("sqlite", "postgresql"), \
                             [](const auto& info) { return info.param; })

inline SeriesText::Line flux(const std::string& region, const std::string& item = "") {
    return {.variable = "land_use_flux", .region = region, .item = item, .uncertainty = "ten"};
}

inline std::vector<Series> all_series(Store& store, int revision, int first = 2000, int last = 2009) {
    return store.series({.dataset = "nature",
                         .variables = {"land_use_flux"},
                         .stream = "nature/mine",
                         .first_year = first,
                         .last_year = last},
                        revision);
}

/// Values in kg, by region and item; NaN equals NaN.
inline void expect_same_series(const std::vector<Series>& a, const std::vector<Series>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].region, b[i].region);
        EXPECT_EQ(a[i].item, b[i].item);
        EXPECT_EQ(a[i].unit, b[i].unit);
        ASSERT_EQ(a[i].values.size(), b[i].values.size());
        for (std::size_t j = 0; j < a[i].values.size(); ++j) {
            const double x = a[i].values[j], y = b[i].values[j];
            EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y)))
                << a[i].region << ' ' << j << ": " << x << ' ' << y;
        }
    }
}

}  // namespace alioth::database::testing
