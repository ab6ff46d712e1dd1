#include <core/error.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <operations/catalogue.hpp>

/// Prints China's fossil CO2 of 2022 in Mt.
int main() {
    try {
        alioth::operations::Context context;
        const auto answer = alioth::operations::run(
            context, "panorama", {{"year", 2022}, {"regions", {"CHN"}}, {"boundary", {"production"}}});
        const auto result = nlohmann::json::parse(answer.to_json()).at("result");
        std::cout << result.at("rows").at(0).at("amount").at("value") << '\n';
        return 0;
    } catch (const alioth::Error& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(error.fault());
    }
}
