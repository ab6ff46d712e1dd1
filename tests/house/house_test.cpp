// The floors of the house (design.md): a room knows the rooms below it, and those beside it only where the
// picture draws it.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace alioth {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, int>& floors() {
    static const std::map<std::string, int> of_rooms = {
        {"core", 0},        {"numerics", 0},   {"formats", 1},  {"database", 1},
        {"uncertainty", 1}, {"production", 2}, {"trade", 2},    {"nature", 2},
        {"lca", 2},         {"process", 2},    {"panorama", 3}, {"compliance", 3},
        {"operations", 4},  {"agents", 5},     {"service", 5},  {"cli", 6}};
    return of_rooms;
}

/// Neighbours on one floor that the picture joins: files are parsed, then kept.
const std::set<std::pair<std::string, std::string>> drawn = {{"database", "formats"}};

/// One `#include "room/file"` of a source file.
struct Include {
    fs::path file;
    int line;
    std::string from, to, path;

    std::string text() const { return file.string() + ":" + std::to_string(line) + " includes " + path; }
};

std::vector<Include> includes() {
    const fs::path source = fs::path(ALIOTH_SOURCE_DIR) / "src";
    const std::regex form(R"re(^\s*#\s*include\s+"([^"]+)")re");
    std::vector<Include> found;
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".cpp" && extension != ".hpp") continue;
        const fs::path inside = fs::relative(entry.path(), source);
        std::ifstream in(entry.path());
        std::string text;
        for (int line = 1; std::getline(in, text); ++line) {
            std::smatch match;
            if (!std::regex_search(text, match, form)) continue;
            const std::string path = match[1];
            found.push_back({inside, line, inside.begin()->string(), path.substr(0, path.find('/')), path});
        }
    }
    return found;
}

TEST(House, EveryRoomHasItsFloor) {
    for (const auto& entry : fs::directory_iterator(fs::path(ALIOTH_SOURCE_DIR) / "src")) {
        if (entry.is_directory()) {
            EXPECT_TRUE(floors().contains(entry.path().filename().string())) << entry.path();
        }
    }
}

TEST(House, HeadersAreNamedByTheirRoom) {
    const fs::path source = fs::path(ALIOTH_SOURCE_DIR) / "src";
    for (const auto& include : includes()) {
        EXPECT_TRUE(floors().contains(include.to)) << include.text();
        EXPECT_TRUE(fs::exists(source / include.path)) << include.text();
    }
}

TEST(House, NoRoomLooksUpOrSidewards) {
    const auto all = includes();
    EXPECT_GT(all.size(), 100u) << "the scan must have found the sources";
    for (const auto& include : all) {
        if (include.from == include.to || !floors().contains(include.from) || !floors().contains(include.to))
            continue;
        const int from = floors().at(include.from), to = floors().at(include.to);
        EXPECT_TRUE(to < from || drawn.contains({include.from, include.to})) << include.text();
    }
}

TEST(House, TheLedgerReadsNoFiles) {
    for (const auto& include : includes()) {
        if (include.from != "panorama") continue;
        EXPECT_NE(include.to, "formats") << include.text();
    }
}

TEST(House, NothingBelowTheDoorsPrints) {
    const std::regex prints(R"(std::cout|std::cerr|\bprintf\()");
    const fs::path source = fs::path(ALIOTH_SOURCE_DIR) / "src";
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const fs::path inside = fs::relative(entry.path(), source);
        if (!entry.is_regular_file() || !floors().contains(inside.begin()->string())) continue;
        if (floors().at(inside.begin()->string()) > 4) continue;
        std::ifstream in(entry.path());
        std::string text;
        for (int line = 1; std::getline(in, text); ++line)
            EXPECT_FALSE(std::regex_search(text, prints)) << inside << ':' << line << ": " << text;
    }
}

}  // namespace
}  // namespace alioth
