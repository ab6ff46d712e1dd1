#include "operations/catalogue.hpp"

#include <gtest/gtest.h>

#include <set>

#include "operations/schema.hpp"
#include "operations/support.hpp"

namespace alioth::operations::testing {
namespace {

class EveryOperation : public ::testing::TestWithParam<std::string> {
  protected:
    const Operation& operation() const { return find_operation(GetParam()); }
    const json& properties() const { return operation().input.at("properties"); }
    /// Parameters that satisfy what the operation requires.
    json required() const {
        json parameters = json::object();
        for (const auto& name : operation().input.value("required", json::array()))
            parameters[name.get<std::string>()] = "x";
        return parameters;
    }
};

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& operation : catalogue()) all.push_back(operation.name);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryOperation, ::testing::ValuesIn(names()), [](const auto& info) {
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

TEST(Catalogue, NamesAreUnique) {
    const auto all = names();
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
}

TEST(Catalogue, AnUnknownNameIsRefusedWithTheNearest) {
    expect_error(Fault::usage, [] { find_operation("panoramma"); }, {"panoramma", "did you mean panorama?"});
    expect_error(Fault::usage, [] { find_operation("data sqll"); }, {"did you mean data sql?"});
}

TEST_P(EveryOperation, IsDescribedInBothLanguages) {
    EXPECT_FALSE(operation().summary.en.empty());
    EXPECT_FALSE(operation().summary.zh.empty());
    EXPECT_NE(operation().summary.en, operation().summary.zh);
    ASSERT_FALSE(operation().examples.empty());
    for (const auto& example : operation().examples)
        EXPECT_TRUE(example.starts_with("alioth " + GetParam())) << example;
    for (const auto& [name, property] : properties().items()) {
        EXPECT_FALSE(property.value("description", "").empty()) << name;
        EXPECT_FALSE(property.value("x-description-zh", "").empty()) << name;
    }
}

TEST_P(EveryOperation, HasSoundSchemas) {
    for (const auto* schema : {&operation().input, &operation().output}) {
        EXPECT_EQ(schema->at("type"), "object");
        EXPECT_EQ(schema->at("$schema"), "https://json-schema.org/draft/2020-12/schema");
        for (const auto& name : schema->value("required", json::array()))
            EXPECT_TRUE(schema->at("properties").contains(name.get<std::string>())) << name;
    }
    EXPECT_EQ(operation().input.at("additionalProperties"), false);
    if (operation().input.contains("x-positional")) {
        EXPECT_TRUE(properties().contains(operation().input.at("x-positional").get<std::string>()));
    }
}

TEST_P(EveryOperation, FillsInItsDefaults) {
    const json complete = validated(operation().input, required());
    for (const auto& [name, property] : properties().items()) {
        if (!property.contains("default")) continue;
        EXPECT_EQ(complete.at(name), property.at("default")) << name;
        // A default must itself be a valid value.
        EXPECT_NO_THROW(validated(operation().input, complete)) << name;
    }
    EXPECT_EQ(validated(operation().input, complete), complete) << "completing twice changes nothing";
}

TEST_P(EveryOperation, RefusesAMisspeltOptionWithTheNearest) {
    for (const auto& [name, property] : properties().items()) {
        json parameters = required();
        const std::string wrong = name + name.back();
        parameters[wrong] = 1;
        expect_error(Fault::usage, [&] { validated(operation().input, parameters); },
                     {"\"" + wrong + "\"", "did you mean " + name + "?"});
    }
    json parameters = required();
    parameters["qqqqqqqq"] = 1;
    expect_error(Fault::usage, [&] { validated(operation().input, parameters); }, {"qqqqqqqq"});
}

TEST_P(EveryOperation, RefusesAValueOfTheWrongType) {
    for (const auto& [name, property] : properties().items()) {
        json parameters = required();
        parameters[name] = json::object();
        expect_error(Fault::usage, [&] { validated(operation().input, parameters); }, {"--" + name});
        const std::string type = property.at("type");
        parameters[name] = type == "string" ? json(7) : json("seven");
        expect_error(Fault::usage, [&] { validated(operation().input, parameters); }, {"--" + name});
        if (type == "integer") {
            parameters[name] = 2000.5;
            expect_error(Fault::usage, [&] { validated(operation().input, parameters); }, {"a whole number"});
        }
        if (type == "array") {
            parameters[name] = json::array();
            expect_error(Fault::usage, [&] { validated(operation().input, parameters); }, {"at least one"});
        }
    }
}

TEST_P(EveryOperation, RefusesAValueOutOfRange) {
    for (const auto& [name, property] : properties().items()) {
        json parameters = required();
        if (property.contains("minimum")) {
            parameters[name] = property.at("minimum").get<int>() - 1;
            expect_error(Fault::usage, [&] { validated(operation().input, parameters); },
                         {"--" + name, "from " + property.at("minimum").dump()});
            parameters[name] = property.at("maximum").get<int>() + 1;
            expect_error(Fault::usage, [&] { validated(operation().input, parameters); },
                         {"--" + name, "to " + property.at("maximum").dump()});
        }
        if (property.contains("enum")) {
            const std::string choice = property.at("enum").front();
            parameters[name] = choice + "x";
            expect_error(Fault::usage, [&] { validated(operation().input, parameters); },
                         {"--" + name, "did you mean " + choice + "?"});
        }
    }
}

TEST_P(EveryOperation, SaysWhatIsMissing) {
    for (const auto& name : operation().input.value("required", json::array())) {
        json parameters = required();
        parameters.erase(name.get<std::string>());
        expect_error(Fault::usage, [&] { validated(operation().input, parameters); },
                     {"missing " + name.get<std::string>()});
    }
}

// Questions of every kind, for the tests that compare doors and schemas.
struct Question {
    const char* operation;
    json parameters;
    std::vector<std::string> words;
};

const std::vector<Question>& questions() {
    static const std::vector<Question> all = {
        {"panorama", json::object(), {"panorama"}},
        {"panorama",
         {{"regions", {"CHN", "Germany", "EU27"}},
          {"from", 1988},
          {"to", 1992},
          {"boundary", {"production", "consumption"}}},
         {"panorama", "--regions", "CHN,Germany,EU27", "--from", "1988", "--to", "1992", "--boundary",
          "production,consumption"}},
        {"panorama",
         {{"year", 2022}, {"regions", {"CHN", "USA", "JPN"}}, {"compare", "published"}},
         {"panorama", "--year=2022", "--regions", "CHN,USA,JPN", "--compare", "published"}},
        {"panorama",
         {{"year", 2021}, {"regions", {"all"}}, {"gas", "GHG"}, {"gwp", "AR6-20"}, {"per", "capita"}},
         {"panorama", "--year", "2021", "--regions", "all", "--gas", "GHG", "--gwp", "AR6-20", "--per",
          "capita"}},
        {"panorama",
         {{"to", 2022},
          {"regions", {"XRW", "XSD", "XIT", "WLD"}},
          {"cumulative", true},
          {"from", 1990},
          {"share", 0.3},
          {"boundary", {"shared", "panorama"}},
          {"land", "H&N"}},
         {"panorama", "--to", "2022", "--regions", "XRW,XSD,XIT,WLD", "--cumulative", "--from", "1990",
          "--share", "0.3", "--boundary", "shared,panorama", "--land", "H&N"}},
        {"explain", {{"id", "CHN:2021:consumption:CO2"}}, {"explain", "CHN:2021:consumption:CO2"}},
        {"explain", {{"id", "FSM:2021:consumption:CO2"}}, {"explain", "FSM:2021:consumption:CO2"}},
        {"boundaries", json::object(), {"boundaries"}},
        {"gases", {{"horizon", 20}}, {"gases", "--horizon", "20"}},
        {"regions", json::object(), {"regions"}},
        {"categories", {{"code", "1.A"}}, {"categories", "1.A"}},
        {"categories", {{"code", "3.A.1"}, {"to", "CRT"}}, {"categories", "3.A.1", "--to", "CRT"}},
        {"datasets", {{"licences", true}}, {"datasets", "--licences"}},
        {"data sql",
         {{"query",
           "select region, year, value, note from production where gas = 'CO2' order by value desc, region, "
           "year"},
          {"limit", 7}},
         {"data", "sql",
          "select region, year, value, note from production where gas = 'CO2' order by value desc, region, "
          "year",
          "--limit", "7"}},
        {"data check", json::object(), {"data", "check"}},
        {"data reconcile", {{"year", 2015}}, {"data", "reconcile", "--year", "2015"}},
    };
    return all;
}

TEST(Doors, TheSameQuestionGivesTheSameBytesAtTheCommandLine) {
    for (const auto& [operation, parameters, words] : questions()) {
        auto command = words;
        command.insert(command.end(), {"--format", "json"});
        const Outcome outcome = run_alioth(command, environment_of(ShippedHome::get().path()));
        ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
        const std::string library = run(shared_context(), operation, parameters).to_json();
        EXPECT_TRUE(outcome.out == library) << operation << ' ' << parameters << "\n"
                                            << outcome.out.substr(0, 300) << "\n"
                                            << library.substr(0, 300);
    }
}

TEST(Doors, AnAnswerIsTheObjectOfTheDesignPage) {
    for (const auto& [operation, parameters, words] : questions()) {
        const json answer = result_of(operation, parameters);
        std::set<std::string> keys;
        for (const auto& [key, value] : answer.items()) keys.insert(key);
        EXPECT_EQ(keys,
                  (std::set<std::string>{"operation", "parameters", "result", "provenance", "warnings"}))
            << operation;
        EXPECT_EQ(answer.at("operation"), operation);
        EXPECT_EQ(answer.at("parameters"), validated(find_operation(operation).input, parameters));
        EXPECT_TRUE(answer.at("warnings").is_array());
    }
}

TEST(Doors, ResultsKeepToTheirSchemas) {
    for (const auto& [operation, parameters, words] : questions()) {
        const json answer = result_of(operation, parameters);
        EXPECT_EQ(violation(find_operation(operation).output, answer.at("result")), "")
            << operation << ' ' << parameters;
    }
}

TEST(Doors, TheCheckerItselfFindsFaults) {
    const json schema =
        object_schema({{"a", {{"type", "integer"}}}, {"b", {{"type", {"string", "null"}}}}}, {"a"});
    EXPECT_EQ(violation(schema, {{"a", 1}, {"b", nullptr}}), "");
    EXPECT_NE(violation(schema, {{"b", "x"}}), "");
    EXPECT_NE(violation(schema, {{"a", "1"}}), "");
    EXPECT_NE(violation(schema, {{"a", 1}, {"c", 1}}), "");
    EXPECT_NE(violation(schema, {{"a", 1}, {"b", 2}}), "");
}

}  // namespace
}  // namespace alioth::operations::testing
