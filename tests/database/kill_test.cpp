#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "database/support.hpp"
#include "support/program.hpp"

namespace alioth::database::testing {
namespace {

using Clock = std::chrono::steady_clock;

/// 150 series x 120 years: an import long enough to be struck in the middle.
std::string large_table(double scale) {
    SeriesText text(1901, 2020);
    for (const char* region : {"AUS", "BRA", "CAN", "CHN", "DEU", "FRA", "GBR", "IND", "JPN", "USA"}) {
        for (int item = 0; item < 15; ++item)
            text.add(flux(region, "item " + std::to_string(item)),
                     [&](int y) { return scale * y / (item + 7.0); });
    }
    return text.text();
}

/// A home whose program is killed while it imports.
class Kill : public ::testing::Test {
  protected:
    Kill() : home_("sqlite") {
        home_.data.table("nature/one.csv", large_table(1)).write();
        write_file(new_table_, large_table(2));
        environment_ = {{"ALIOTH_HOME", home_.options.home.string()},
                        {"ALIOTH_DATA", home_.options.shipped.string()}};
    }

    std::vector<std::string> import_words() const {
        return {ALIOTH_PROGRAM, "data",     "import", new_table_.string(), "--dataset",
                "nature",       "--source", "mine",   "--edition",         "2"};
    }
    /// Runs the import and kills it after `delay`; true when it was killed before it ended.
    bool run_and_kill(std::chrono::microseconds delay) const {
        const Capture out("out"), err("err");
        const pid_t child = start(import_words(), environment_, out.file(), err.file());
        std::this_thread::sleep_for(delay);
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        if (WIFEXITED(status)) {
            EXPECT_EQ(WEXITSTATUS(status), 0) << err.text();
        }
        return WIFSIGNALED(status);
    }
    /// How long an import takes when nobody disturbs it: the quickest of three, each from the state that
    /// `prepare` makes.
    template <class Prepare>
    std::chrono::microseconds time_of_import(Prepare&& prepare) const {
        auto quickest = std::chrono::microseconds::max();
        for (int round = 0; round < 3; ++round) {
            prepare();
            const auto begin = Clock::now();
            const Outcome outcome = run_words(import_words(), environment_);
            EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
            quickest = std::min(quickest,
                                std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin));
        }
        return quickest;
    }
    std::string digest() {
        Store store = home_.open();
        EXPECT_EQ(store.connection().integrity(), "");
        return store.digest(store.revision());
    }
    void empty_home() const { std::filesystem::remove_all(home_.options.home); }

    Home home_;
    std::filesystem::path new_table_ = home_.folder.path() / "mine.csv";
    Environment environment_;
};

TEST_F(Kill, AnImportIsThereWholeOrNotAtAll) {
    const std::string before = digest();
    const std::string sound = read_file(home_.options.location);
    const auto prepare = [&] {
        empty_home();
        write_file(home_.options.location, sound);
    };
    const auto whole_time = time_of_import(prepare);
    const std::string after = digest();
    ASSERT_NE(before, after);

    std::mt19937 random(50);
    std::uniform_int_distribution<std::int64_t> moment(0, whole_time.count());
    std::set<std::string> seen;
    int killed = 0;
    for (int round = 0; round < 50; ++round) {
        prepare();
        killed += run_and_kill(std::chrono::microseconds(moment(random)));
        const std::string now = digest();
        ASSERT_TRUE(now == before || now == after)
            << "round " << round << ": neither the old state nor the new";
        seen.insert(now);
    }
    EXPECT_GE(killed, 20) << "most rounds must strike a running import";
    EXPECT_TRUE(seen.contains(before));
}

TEST_F(Kill, TheVeryFirstImportIsThereWholeOrNotAtAll) {
    const auto whole_time = time_of_import([&] { empty_home(); });
    const std::string imported = digest();
    empty_home();
    const std::string shipped = digest();

    std::mt19937 random(20);
    std::uniform_int_distribution<std::int64_t> moment(0, whole_time.count());
    int killed = 0;
    for (int round = 0; round < 20; ++round) {
        empty_home();
        killed += run_and_kill(std::chrono::microseconds(moment(random)));
        if (std::filesystem::exists(home_.options.location)) {
            const auto connection = connect(home_.options.location);
            if (connection->has_table("meta")) {
                auto query = connection->prepare("SELECT count(*) FROM meta");
                ASSERT_TRUE(query->step());
                EXPECT_EQ(query->integer(0), 2)
                    << "layout and fingerprint stand there together or not at all";
            }
        }
        const std::string now = digest();  // the next start finishes what was begun
        ASSERT_TRUE(now == shipped || now == imported) << "round " << round;
    }
    EXPECT_GE(killed, 8) << "most rounds must strike a running import";
}

}  // namespace
}  // namespace alioth::database::testing
