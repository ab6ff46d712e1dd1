#include <gtest/gtest.h>

#include "database/support.hpp"

namespace alioth::database::testing {
namespace {

/// A database file that something has damaged.
class Damage : public ::testing::Test {
  protected:
    Damage() : home_("sqlite") {
        SeriesText text(1950, 2009);
        for (const char* region : {"CHN", "DEU", "FRA", "GBR", "IND", "JPN", "KOR", "RUS", "USA", "ZAF"})
            for (const char* item : {"a", "b", "c", "d", "e"})
                text.add(flux(region, item), [](int y) { return y / 3.0; });
        home_.data.table("nature/mine.csv", text.text());
        home_.open();
        file_ = home_.options.location;
    }

    void overwrite(std::size_t at, std::size_t count, char byte) {
        std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(at));
        file << std::string(count, byte);
    }
    std::size_t size() const { return std::filesystem::file_size(file_); }

    /// Reads everything, as the program would in the course of a day.
    void use() {
        Store store = home_.open();
        store.digest(store.revision());
        const std::string damage = store.connection().integrity();
        if (!damage.empty()) throw Error(Fault::input, {.what = "damaged", .mend = "`alioth data rebuild`"});
    }
    void expect_said() {
        expect_error(Fault::input, [&] { use(); }, {"damaged", "alioth data rebuild"});
    }

    Home home_;
    std::filesystem::path file_;
};

TEST_F(Damage, ASoundFileIsSound) {
    EXPECT_NO_THROW(use());
}

TEST_F(Damage, GarbageInTheHeaderIsSaid) {
    overwrite(0, 100, 'x');
    expect_said();
}

TEST_F(Damage, AFileThatIsNoDatabaseIsSaid) {
    write_file(file_, "region,year,value\nCHN,2000,1\n" + std::string(2000, ' '));
    expect_said();
}

TEST_F(Damage, ATruncatedFileIsSaid) {
    for (const double part : {0.9, 0.5, 0.1}) {
        std::filesystem::resize_file(file_, static_cast<std::uintmax_t>(part * static_cast<double>(size())));
        expect_said();
    }
}

TEST_F(Damage, AnOverwrittenPageIsSaid) {
    constexpr std::size_t page = 4096;
    ASSERT_GT(size(), 20 * page);
    for (const std::size_t number : {std::size_t{4}, size() / page / 2, size() / page - 2})
        overwrite(number * page, page, '\x5a');
    expect_said();
}

TEST_F(Damage, EveryOverwrittenPageIsSaidOrHarmless) {
    constexpr std::size_t page = 4096;
    const std::string whole = read_file(file_);
    std::string digest;
    {
        Store store = home_.open();
        digest = store.digest(store.revision());
    }
    std::size_t said = 0;
    for (std::size_t at = 0; at + page <= whole.size(); at += 3 * page) {
        write_file(file_, whole);
        overwrite(at, page, '\0');
        try {
            use();
            Store store = home_.open();
            EXPECT_EQ(store.digest(store.revision()), digest)
                << "page " << at / page << " is gone and nobody says so";
        } catch (const Error& error) {
            EXPECT_EQ(static_cast<int>(error.fault()), static_cast<int>(Fault::input)) << error.what();
            EXPECT_NE(std::string(error.what()).find("alioth data rebuild"), std::string::npos)
                << error.what();
            ++said;
        }
    }
    EXPECT_GT(said, 0u);
}

TEST_F(Damage, AnEmptyFileIsANewDatabase) {
    std::filesystem::resize_file(file_, 0);
    EXPECT_NO_THROW(use());
}

TEST_F(Damage, SettingAsideKeepsEveryDamagedFile) {
    overwrite(0, 100, 'x');
    const std::string first = read_file(file_);
    EXPECT_EQ(set_aside(home_.options), file_.string() + ".damaged");
    EXPECT_EQ(read_file(file_.string() + ".damaged"), first);
    EXPECT_EQ(set_aside(home_.options), std::nullopt) << "there is no file any more";
    home_.open();
    EXPECT_EQ(set_aside(home_.options), file_.string() + ".damaged-2") << "the first one is not overwritten";
    EXPECT_EQ(read_file(file_.string() + ".damaged"), first);
}

TEST_F(Damage, AServerIsNotSetAside) {
    home_.options.location = "postgresql://alioth@localhost/none";
    expect_error(Fault::usage, [&] { set_aside(home_.options); }, {"embedded file"});
}

}  // namespace
}  // namespace alioth::database::testing
