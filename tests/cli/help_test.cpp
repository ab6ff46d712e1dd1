#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/support.hpp"

namespace alioth::cli::testing {
namespace {

using ::testing::HasSubstr;

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// No help needs a database: these run in a home that cannot be.
Outcome without_data(std::vector<std::string> words) {
    return run_alioth(std::move(words),
                      {{"ALIOTH_HOME", "/nonexistent/home"}, {"ALIOTH_DATA", "/nonexistent/data"}});
}

TEST(Help, OfEveryCommandMentionsEachOfItsOptions) {
    for (const auto& operation : operations::catalogue()) {
        for (const char* language : {"en", "zh"}) {
            auto words = words_of(operation.name);
            words.insert(words.end(), {"--help", "--lang", language});
            const Outcome outcome = without_data(words);
            SCOPED_TRACE(operation.name);
            EXPECT_EQ(outcome.exit_code, 0);
            EXPECT_EQ(outcome.err, "");
            EXPECT_THAT(outcome.out, HasSubstr(language == std::string("zh") ? operation.summary.zh
                                                                             : operation.summary.en));
            const std::string positional = operation.input.value("x-positional", "");
            for (const auto& [name, property] : operation.input.at("properties").items())
                EXPECT_THAT(outcome.out, HasSubstr(name == positional ? upper(name) : "--" + name));
            for (const char* common : {"--format", "--lang", "--database", "--quiet", "--help", "--version"})
                EXPECT_THAT(outcome.out, HasSubstr(common));
            for (const auto& example : operation.examples) EXPECT_THAT(outcome.out, HasSubstr(example));
        }
    }
}

TEST(Help, TheOverviewNamesEveryCommand) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{}, {"--help"}, {"-h"}, {"help"}}) {
        const Outcome outcome = without_data(words);
        EXPECT_EQ(outcome.exit_code, 0);
        for (const auto& operation : operations::catalogue())
            EXPECT_THAT(outcome.out, HasSubstr(operation.name));
    }
    const Outcome group = without_data({"data"});
    EXPECT_EQ(group.exit_code, 0);
    EXPECT_THAT(group.out, HasSubstr("data rebuild"));
    EXPECT_EQ(without_data({"help", "data", "sql"}).out, without_data({"data", "sql", "--help"}).out);
}

TEST(Help, EveryExampleOfTheCatalogueParses) {
    // With --help the command line is read to its end and then nothing is done.
    for (const auto& operation : operations::catalogue()) {
        for (const auto& example : operation.examples) {
            ASSERT_TRUE(example.starts_with("alioth ")) << example;
            const Outcome outcome =
                run_words({"sh", "-c", std::string(ALIOTH_PROGRAM) + example.substr(6) + " --help"});
            EXPECT_EQ(outcome.exit_code, 0) << example << ": " << outcome.err;
            EXPECT_THAT(outcome.out, HasSubstr(operation.name)) << example;
        }
    }
}

TEST(Help, TheVersionNamesTheEditions) {
    const Outcome outcome = alioth_in_shared_home({"--version"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_TRUE(outcome.out.starts_with("alioth 0.")) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("production/fossil_co2  gcb2023 2023v28"));
}

TEST(Completion, IsSoundBash) {
    if (!has_tool("bash")) GTEST_SKIP() << "no bash here";
    const TemporaryFolder folder;
    const auto script = write_file(folder.path() / "completion.bash", without_data({"completion"}).out);
    const Outcome check = run_words({"bash", "-n", script.string()});
    EXPECT_EQ(check.exit_code, 0) << check.err;
    const auto complete = [&](const std::string& words, int at) {
        return run_words({"bash", "-c",
                          "source " + script.string() + "; COMP_WORDS=(" + words +
                              "); COMP_CWORD=" + std::to_string(at) + "; _alioth; echo \"${COMPREPLY[@]}\""})
            .out;
    };
    EXPECT_EQ(complete("alioth pano", 1), "panorama\n");
    EXPECT_EQ(complete("alioth data reb", 2), "rebuild\n");
    EXPECT_EQ(complete("alioth panorama --reg", 2), "--regions\n");
    EXPECT_EQ(complete("alioth panorama --gas F", 3), "F-gases\n");
    EXPECT_EQ(complete("alioth panorama --boundary cons", 3), "consumption\n");
    EXPECT_EQ(complete("alioth panorama --year 2021 --per c", 5), "capita\n");
    EXPECT_EQ(complete("alioth data sql --li", 3), "--limit\n");
    EXPECT_EQ(complete("alioth panorama --format js", 3), "json\n");
    EXPECT_EQ(complete("alioth boundaries --lang z", 3), "zh\n");
}

TEST(ManPage, RendersWithoutWarnings) {
    if (!has_tool("groff")) GTEST_SKIP() << "no groff here";
    const TemporaryFolder folder;
    const auto page = write_file(folder.path() / "alioth.1", without_data({"man"}).out);
    const Outcome rendered =
        run_words({"groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", page.string()});
    EXPECT_EQ(rendered.exit_code, 0);
    EXPECT_EQ(rendered.err, "");
    for (const auto& operation : operations::catalogue())
        EXPECT_THAT(rendered.out, HasSubstr(operation.name));
    EXPECT_THAT(rendered.out, HasSubstr("EXIT STATUS"));
}

}  // namespace
}  // namespace alioth::cli::testing
