// The exit codes of design.md, and what stands on the two outputs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

#include <chrono>
#include <thread>

#include "cli/support.hpp"

namespace alioth::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

void expect_fault(const Outcome& outcome, int code, const std::vector<std::string>& pieces) {
    EXPECT_EQ(outcome.exit_code, code) << outcome.err;
    EXPECT_EQ(outcome.out, "") << "an error leaves nothing on standard output";
    EXPECT_THAT(outcome.err, StartsWith("alioth: "));
    for (const auto& piece : pieces) EXPECT_THAT(outcome.err, HasSubstr(piece));
}

struct Wrong {
    std::vector<std::string> words;
    std::vector<std::string> pieces;
};

TEST(ExitCode, WrongUsageIsTwoAndNamesTheNearestChoice) {
    const std::vector<Wrong> wrongs = {
        {{"panoramma"}, {"panoramma", "did you mean panorama?"}},
        {{"data", "inport"}, {"did you mean data import?"}},
        {{"panorama", "--reigons", "CHN"}, {"did you mean --regions?"}},
        {{"panorama", "--regions", "CHNN"}, {"CHNN", "did you mean CHN?"}},
        {{"panorama", "--regions", "Germanny"}, {"did you mean Germany?"}},
        {{"panorama", "--gas", "CO3"}, {"did you mean CO2?"}},
        {{"panorama", "--boundary", "consumtion"}, {"did you mean consumption?"}},
        {{"panorama", "--land", "BLEU"}, {"did you mean BLUE?"}},
        {{"panorama", "--year", "2035"}, {"1750 to 2022", "did you mean 2022?"}},
        {{"panorama", "--year", "20x2"}, {"--year", "a whole number"}},
        {{"panorama", "--year"}, {"missing value", "--year"}},
        {{"panorama", "--share", "1.5"}, {"--share", "from 0 to 1"}},
        {{"panorama", "--gwp", "AR8", "--gas", "GHG"}, {"AR8"}},
        {{"panorama", "--gas", "GHG", "--boundary", "consumption"}, {"only CO2"}},
        {{"panorama", "--format", "jsn"}, {"did you mean json?"}},
        {{"panorama", "--lang", "fr"}, {"en, zh"}},
        {{"panorama", "--as-of", "tomorrow"}, {"tomorrow"}},
        {{"panorama", "stray"}, {"stray", "alioth panorama --help"}},
        {{"explain"}, {"missing id"}},
        {{"explain", "CHN"}, {"no figure's ID"}},
        {{"boundaries", "--report", "x"}, {"--report"}},
        {{"data", "sql", "delete from observation"}, {"only queries that read"}},
        {{"data", "sql", "selekt 1"}, {"SELECT"}},
        {{"data", "sql", "select a from nowhere"}, {"nowhere"}},
    };
    for (const auto& wrong : wrongs) {
        SCOPED_TRACE(wrong.words.front() + " ... " + wrong.words.back());
        expect_fault(alioth_in_shared_home(wrong.words), 2, wrong.pieces);
    }
}

TEST(ExitCode, ADamagedDatabaseIsThree) {
    const TemporaryFolder home;
    write_file(home.path() / "alioth.db", "no database" + std::string(4000, ' '));
    const Environment environment = {{"ALIOTH_HOME", home.path().string()}};
    for (const std::vector<std::string>& words : {std::vector<std::string>{"panorama"},
                                                  {"data", "sql", "select 1"},
                                                  {"data", "check"},
                                                  {"--version"},
                                                  {"datasets"}}) {
        SCOPED_TRACE(words.front());
        expect_fault(alioth_in_shared_home(words, environment), 3,
                     {"damaged", "alioth.db", "alioth data rebuild"});
    }
    const Outcome rebuilt = alioth_in_shared_home({"data", "rebuild"}, environment);
    EXPECT_EQ(rebuilt.exit_code, 0) << rebuilt.err;
    EXPECT_THAT(rebuilt.out, HasSubstr("alioth.db.damaged"));
    EXPECT_EQ(alioth_in_shared_home({"data", "check"}, environment).exit_code, 0);
}

TEST(ExitCode, BadInputIsThreeWithFileAndLine) {
    const TemporaryFolder home;
    const std::string file =
        write_file(home.path() / "bad.csv",
                   SeriesText(2000, 2000)
                       .add({.variable = "land_use_flux", .region = "DEU"}, [](int) { return 1.0; })
                       .add({.variable = "land_use_flux", .region = "DUE"}, [](int) { return 1.0; })
                       .text())
            .string();
    ShippedHome::get().copy_to(home.path());
    expect_fault(alioth_in_shared_home(
                     {"data", "import", file, "--dataset", "nature", "--source", "a", "--edition", "1"},
                     {{"ALIOTH_HOME", home.path().string()}}),
                 3, {"bad.csv, line 3", "DUE"});
}

TEST(ExitCode, ABoundaryWithoutDataIsFour) {
    expect_fault(alioth_in_shared_home({"panorama", "--boundary", "income"}), 4,
                 {"income", "alioth boundaries"});
    expect_fault(alioth_in_shared_home({"data", "reconcile", "--year", "2999"}), 4, {"2999"});
}

TEST(ExitCode, AnUnreachableServerIsSix) {
    const std::string server = "postgresql://alioth:secret@/none?host=/nonexistent/folder";
    const Outcome by_option = alioth_in_shared_home({"panorama", "--database", server});
    expect_fault(by_option, 6, {"cannot reach the database server"});
    EXPECT_EQ(by_option.err.find("secret"), std::string::npos) << "a password is never printed";
    expect_fault(alioth_in_shared_home({"datasets"}, {{"ALIOTH_DATABASE", server}}), 6, {"cannot reach"});
}

TEST(ExitCode, AHomeThatCannotBeWrittenIsSix) {
    const TemporaryFolder folder;
    write_file(folder.path() / "file", "x");
    const Outcome outcome =
        alioth_in_shared_home({"panorama"}, {{"ALIOTH_HOME", (folder.path() / "file/home").string()}});
    expect_fault(outcome, 6, {"file/home"});
}

TEST(ExitCode, AFullOutputIsNotSuccess) {
    if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
    const Capture err("err");
    const int full = open("/dev/full", O_WRONLY);
    const pid_t child = start({ALIOTH_PROGRAM, "boundaries"},
                              {{"ALIOTH_HOME", ShippedHome::get().path().string()}}, full, err.file());
    close(full);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 6) << err.text();
}

TEST(ExitCode, AnInterruptIsOneHundredAndThirty) {
    // The first import takes about a second; it is interrupted when it has begun, and nothing stays behind.
    const TemporaryFolder home;
    const Environment environment = {{"ALIOTH_HOME", home.path().string()},
                                     {"ALIOTH_DATA", ShippedHome::data().string()}};
    const Capture out("out"), err("err");
    const pid_t child = start({ALIOTH_PROGRAM, "data", "check"}, environment, out.file(), err.file());
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!std::filesystem::exists(home.path() / "alioth.db") && std::chrono::steady_clock::now() < patience)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 130) << err.text();
    EXPECT_EQ(out.text(), "");
    EXPECT_THAT(err.text(), HasSubstr("interrupted"));
    const Outcome next =
        run_alioth({"data", "sql", "select count(*) from edition", "--format", "json"}, environment);
    EXPECT_EQ(next.exit_code, 0) << next.err;
}

TEST(ExitCode, AnErrorSpeaksTheLanguageAsked) {
    const Outcome by_option = alioth_in_shared_home({"panorama", "--lang", "zh", "--gas", "CO3"});
    EXPECT_EQ(by_option.exit_code, 2);
    EXPECT_THAT(by_option.err, StartsWith("alioth："));
    EXPECT_THAT(by_option.err, HasSubstr("CO2"));
    const Outcome by_environment =
        alioth_in_shared_home({"panorama", "--reigons", "x"}, {{"LANG", "zh_CN.UTF-8"}});
    EXPECT_THAT(by_environment.err, StartsWith("alioth："));
    const Outcome misspelt = alioth_in_shared_home({"panorama", "--reigons", "x", "--lang", "zh"});
    EXPECT_THAT(misspelt.err, StartsWith("alioth：")) << "also where the options themselves are wrong";
}

}  // namespace
}  // namespace alioth::cli::testing
